"""Boundaries and distances: builds the map files from registry packages and measures how far a position lies outside its country.

Never draws, never moves a stored position, never decides a border: disputed areas keep their UN shapes, unnamed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

from ipp_data.errors import IppError
from ipp_data.positions import EARTH_KM, Floats, kilometres

COAST_KM = 10.0  # the allowance of the data check: 8 % of towns lie outside of even the finest free coast
MAPS = Path(__file__).resolve().parent.parent / "static" / "maps"
PACKAGES = {"plotly.js": "3.7.0", "world-atlas": "2.0.2"}
UN_SOURCE = "plotly.js 3.7.0 (UN Geodata, world 50m)"
ATLAS_SOURCE = "world-atlas 2.0.2 (Natural Earth 4.1, countries 10m)"
TOLERANCE, DECIMALS = 0.005, 3  # degrees; Natural Earth itself stands on a grid of 0.0036 by 0.0017
REGION = shapely.box(60, -18, 180, 58)
DASH, DOT = (40.0, 30.0), (10.0, 20.0)  # km drawn, km left out; a pixel of the regional map is about 10 km
STUDY = {"BGD": "050", "IDN": "360", "KHM": "116", "LAO": "418", "MNG": "496", "PHL": "608", "SLB": "090", "THA": "764"}
PART_OF = {"TWN": "CHN", "HKG": "CHN", "MAC": "CHN"}
NAMES = dict(
    re.findall(
        r"([A-Z]{3}) ([^|]+)",
        (
            "AFG Afghanistan|AUS Australia|BGD Bangladesh|BRN Brunei Darussalam|BTN Bhutan|CCK Cocos (Keeling) Islands|"
            "CHN China|CXR Christmas Island|FJI Fiji|FSM Micronesia (Federated States of)|GUM Guam|IDN Indonesia|IND India|"
            "IRN Iran (Islamic Republic of)|JPN Japan|KAZ Kazakhstan|KGZ Kyrgyzstan|KHM Cambodia|KIR Kiribati|"
            "KOR Republic of Korea|LAO Lao People's Democratic Republic|LKA Sri Lanka|MDV Maldives|MHL Marshall Islands|"
            "MMR Myanmar|MNG Mongolia|MNP Northern Mariana Islands|MUS Mauritius|MYS Malaysia|NPL Nepal|NRU Nauru|PAK Pakistan|"
            "PHL Philippines|PLW Palau|PNG Papua New Guinea|PRK Democratic People's Republic of Korea|RUS Russian Federation|"
            "SGP Singapore|SLB Solomon Islands|THA Thailand|TJK Tajikistan|TKM Turkmenistan|TLS Timor-Leste|TUV Tuvalu|"
            "USA United States of America|UZB Uzbekistan|VNM Viet Nam|VUT Vanuatu"
        ),
    )
)


def outside(latitude: ArrayLike, longitude: ArrayLike, iso3: Iterable[str], maps: Path = MAPS) -> Floats:
    """Distance in km of n positions (degrees) to their country's shipped polygon: 0 inside, NaN without a position."""
    lats, lons = np.asarray(latitude, dtype=float), np.asarray(longitude, dtype=float)
    return np.array([_off(x, y, _country(maps, c)) for x, y, c in zip(lons, lats, iso3, strict=True)], dtype=float)


def _off(x: float, y: float, land: BaseGeometry) -> float:
    if np.isnan(x + y):
        return float("nan")
    if shapely.intersects_xy(land, x, y):
        return 0.0
    scale = np.radians(EARTH_KM) * np.array([np.cos(np.radians(y)), 1.0])
    # a plane that touches the globe at the point: exact to about 1 % within 100 km, rough beyond
    plane = shapely.transform(land, lambda degrees: (degrees - (x, y)) * scale)
    return float(shapely.distance(plane, shapely.Point(0, 0)))


@lru_cache(maxsize=32)
def _country(maps: Path, iso3: str) -> BaseGeometry:
    path = maps / f"{iso3}.json"
    if iso3 not in (*STUDY, "CHN") or not path.exists():
        raise IppError(f"There is no boundary file for country {iso3!r}; known are {', '.join((*STUDY, 'CHN'))}.")
    land = shapely.union_all(shapely.from_geojson(path.read_bytes()))
    shapely.prepare(land)
    return land


@contextmanager
def fetched(seconds: float = 120.0) -> Iterator[Path]:
    """A temporary folder with the packages of PACKAGES, fetched by npm as the machine has it set up; then gone."""
    if (npm := shutil.which("npm")) is None:
        raise IppError("npm was not found. Install Node.js, or build from a folder that already holds the packages.")
    call = [npm, "pack", "--loglevel=error", "--fetch-retries=0", *map("@".join, PACKAGES.items())]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:  # fixed arguments and no shell; npm is the registry's ordinary client
            subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=seconds, check=True)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            reason = str(getattr(error, "stderr", "") or error).partition("\n")[0]
            raise IppError(f"npm could not fetch the map packages ({reason}). Is its registry reachable?") from error
        for package, version in PACKAGES.items():
            with tarfile.open(folder / f"{package}-{version}.tgz") as archive:
                archive.extractall(folder / "unpacked", filter="data")
            (folder / "unpacked" / "package").rename(folder / package)
        yield folder


class _World(NamedTuple):
    """A decoded topology: arcs of shape (n, 2) in degrees, and country code -> polygons -> rings -> arc numbers."""

    arcs: list[Floats]
    countries: dict[str, list[list[list[int]]]]

    def land(self, code: str) -> BaseGeometry:
        rings = [[self._ring(ring) for ring in polygon] for polygon in self.countries[code]]
        solid = [shapely.Polygon(s, [hole for hole in holes if len(hole) > 3]) for s, *holes in rings if len(s) > 3]
        whole = shapely.union_all(shapely.make_valid(solid))
        parts = shapely.get_parts(shapely.set_precision(shapely.intersection(whole, REGION), 10.0**-DECIMALS))
        return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])

    def _ring(self, numbers: list[int]) -> Floats:
        points = np.vstack([self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers])
        return points[np.r_[True, np.any(np.diff(points, axis=0) != 0, axis=1)]]

    def owners(self) -> list[tuple[int, list[str]]]:
        found: dict[int, list[str]] = {}
        for code, polygons in sorted(self.countries.items()):
            for number in (n for polygon in polygons for ring in polygon for n in ring):
                found.setdefault(number if number >= 0 else ~number, []).append(code)
        return sorted(found.items())


def _world(topology: dict[str, Any]) -> _World:
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [_tidy(np.cumsum(np.array(arc, dtype=float), axis=0) * scale + origin) for arc in topology["arcs"]]
    countries: dict[str, list[list[list[int]]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = PART_OF.get(shape.get("id"), shape.get("id") or "-")
        countries.setdefault(code, []).extend([[[int(n) for n in ring] for ring in polygon] for polygon in polygons])
    return _World(arcs, countries)


def _tidy(arc: Floats) -> Floats:
    # arc by arc, so that neighbours keep one border; Fiji crosses 180 degrees, hence a seam at 30 degrees west
    arc = np.column_stack([np.where(arc[:, 0] < -30, arc[:, 0] + 360, arc[:, 0]), arc[:, 1]])
    line = shapely.LinearRing(arc) if len(arc) > 3 and (arc[0] == arc[-1]).all() else shapely.LineString(arc)
    return np.round(shapely.get_coordinates(shapely.simplify(line, TOLERANCE)), DECIMALS)


def build(packages: Path, out: Path) -> dict[str, Any]:
    """Write region, borders, nine countries and index.json from unpacked packages, the same bytes each time."""
    for package, version in PACKAGES.items():
        card = packages / package / "package.json"
        if not card.exists() or json.loads(card.read_text(encoding="utf-8"))["version"] != version:
            raise IppError(f"{package} {version} is not in the folder of packages; fetch it again with npm.")
    un = _world(_plotly((packages / "plotly.js" / "dist" / "plotly-geo-assets.js").read_text(encoding="utf-8")))
    atlas = _world(json.loads((packages / "world-atlas" / "countries-10m.json").read_text(encoding="utf-8")))
    region = {code: land for code in sorted(un.countries) if not (land := un.land(code)).is_empty}
    layers = {
        "region": ([_feature(land, _labels(code)) for code, land in region.items()], UN_SOURCE),
        "borders": (_borders(un, atlas, region["XJK"]), f"{UN_SOURCE}; {ATLAS_SOURCE}"),
        "CHN": ([_feature(region["CHN"], _labels("CHN"))], UN_SOURCE),
    }
    layers |= {code: ([_feature(atlas.land(m49), _labels(code))], ATLAS_SOURCE) for code, m49 in STUDY.items()}
    out.mkdir(parents=True, exist_ok=True)
    index = {"files": {f"{name}.json": _write(out / f"{name}.json", *layer) for name, layer in layers.items()}}
    (out / "index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return index


def _plotly(script: str) -> dict[str, Any]:
    """The topology world_50m out of plotly's minified script: bare keys get quotation marks, then it is JSON."""
    found = re.search(r'"dist/topojson/world_50m\.json".*?module\.exports = (\{.*?\});\n', script, re.DOTALL)
    if found is None:
        raise IppError("plotly-geo-assets.js doesn't hold the map world_50m; fetch plotly.js again with npm.")
    return json.loads(re.sub(r'("[^"]*")|([A-Za-z_]\w*)(?=\s*:)', lambda m: m[1] or f'"{m[2]}"', found[1]))


def _labels(code: str) -> dict[str, Any]:
    neutral = code.startswith("X")
    return {"iso3": code, "name": "" if neutral else NAMES[code], "study": code in (*STUDY, "CHN"), "disputed": neutral}


def _borders(un: _World, atlas: _World, kashmir: BaseGeometry) -> list[dict[str, Any]]:
    kinds: dict[str, list[BaseGeometry]] = {"border": [], "coast": [], "disputed": [], "inner": []}
    for number, owners in un.owners():
        shared = "disputed" if any(code.startswith("X") for code in owners) else "border"
        kind = "coast" if len(owners) == 1 else "inner" if len(set(owners)) == 1 else shared
        kinds[kind].append(shapely.intersection(shapely.LineString(un.arcs[number]), REGION))
    # the UN shapes hold no Line of Control; Natural Earth runs the border of India and Pakistan along it
    control = [shapely.LineString(atlas.arcs[n]) for n, pair in atlas.owners() if set(pair) == {"356", "586"}]
    within = shapely.intersection(shapely.union_all(control), shapely.buffer(kashmir, -0.1))
    dashes = [dash for line in _merged(kinds["disputed"]) for dash in _dashes(line, *DASH)]
    dots = [dot for line in _merged([within]) for dot in _dashes(line, *DOT)]
    solid = [_feature(shapely.MultiLineString(_merged(kinds[kind])), {"kind": kind}) for kind in ("border", "coast")]
    return [
        *solid,
        _feature(shapely.MultiLineString(dashes), {"kind": "disputed", "line": "dashed"}),
        _feature(shapely.MultiLineString(dots), {"kind": "disputed", "line": "dotted"}),
    ]


def _merged(lines: list[BaseGeometry]) -> list[shapely.LineString]:
    parts = [part for part in shapely.get_parts(lines) if part.length and not REGION.exterior.covers(part)]
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts))))


def _dashes(line: shapely.LineString, on: float, off: float) -> Iterator[shapely.LineString]:
    """Cut a line into dashes of at most `on` km with gaps of at most `off` km that begin and end with a dash."""
    points = shapely.get_coordinates(line)
    along = np.r_[0.0, np.cumsum(kilometres(points[:-1, 1], points[:-1, 0], points[1:, 1], points[1:, 0]))]
    count = int(np.ceil((along[-1] + off) / (on + off)))
    stretch = along[-1] / (count * (on + off) - off)
    for start in np.arange(count) * (on + off) * stretch:
        end = start + on * stretch
        at = np.r_[start, along[(along > start) & (along < end)], end]
        yield shapely.LineString(np.column_stack([np.interp(at, along, axis) for axis in points.T]))


def _feature(shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    text = shapely.to_geojson(shapely.orient_polygons(shapely.normalize(shape)))
    rounded = json.loads(text, parse_float=lambda number: round(float(number), DECIMALS))
    return {"type": "Feature", "properties": properties, "geometry": rounded}


def _write(path: Path, features: list[dict[str, Any]], source: str) -> dict[str, Any]:
    data = (json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")) + "\n").encode()
    path.write_bytes(data)
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "source": source}
