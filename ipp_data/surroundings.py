"""What maps and tables say about the surroundings of a park: rings, lines to the nearest objects, layers of ports, airports, cities, plants.

Never draws, never measures a distance anew: kilometres are those of the site table, with the range that the precision of the position leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ipp_data.figures import Figure, number
from ipp_data.positions import arc, ring

RINGS = (50, 100, 200)  # km
FAR = 230.0  # km: beyond it a line runs out of sight
TITLES = {
    "seaport": "Seaport",
    "port_terminal": "Port terminal",
    "port_medium_large": "Port of medium or large harbour size",
    "port_channel_depth": "Channel depth of that port",
    "airport": "Airport with scheduled flights",
    "rail": "Railway",
    "trunk_road": "Trunk road",
    "city_100k": "City of 100,000 people or more",
    "town_population_50km": "People in towns within 50 km",
    "plant_mw_50km": "Power plants within 50 km",
    "plant_mw_coal_50km": "of these coal",
    "plant_mw_oil_gas_50km": "of these oil and gas",
    "plant_mw_renewable_50km": "of these renewable",
    "renewable_share_50km": "Renewable share of the plants within 50 km",
    "earthquakes_100km": "Strong earthquakes within 100 km since 1965",
    "earthquake_strongest_100km": "Strongest of these",
}
# Countries in which objects lie besides those of the study: the names that the United Nations use.
ABROAD = {
    "BTN": "Bhutan", "IND": "India", "MMR": "Myanmar", "MYS": "Malaysia", "NPL": "Nepal", "PNG": "Papua New Guinea",
    "RUS": "Russian Federation", "SGP": "Singapore", "VNM": "Viet Nam",
}  # fmt: skip
LANDLOCKED = ("LAO", "MNG")


class Layer(NamedTuple):
    """How one layer of objects is shown: a tile with a letter or two, white on its colour."""

    title: str
    letters: str
    colour: str


# Letters as well as colours tell layers apart; every colour is dark enough for white letters.
LAYERS = {
    "port": Layer("Seaports", "P", "#0B4F8A"),
    "airport": Layer("Airports", "A", "#6A3D9A"),
    "city": Layer("Cities of 100,000 and more", "C", "#5B6470"),
    "coal": Layer("Coal plants", "Co", "#2F3640"),
    "oil and gas": Layer("Oil and gas plants", "Ga", "#7A4B2A"),
    "hydro": Layer("Hydropower plants", "Hy", "#0B6E8E"),
    "geothermal": Layer("Geothermal plants", "Ge", "#B03A00"),
    "wind": Layer("Wind farms", "Wi", "#00694F"),
    "solar": Layer("Solar plants", "So", "#8A5A00"),
    "bioenergy": Layer("Bioenergy plants", "Bi", "#4F6B16"),
}
LINES = {"seaport": "port", "airport": "airport", "city_100k": "city"}
TRACKS = {"rail": "rail", "trunk_road": "road"}


@dataclass(frozen=True)
class Surroundings:
    """What is drawn around one park: rings and lines as paths of [longitude, latitude], and the words that stand at places."""

    paths: pd.DataFrame
    words: pd.DataFrame
    tiles: pd.DataFrame
    reach: float  # km that a view should hold
    alt: str


def reading(row: pd.Series) -> str:
    """A value with the range that the position leaves, as a reader says it: 27 km (22 to 32)."""
    if pd.isna(row["value"]):
        return "not known"
    decimals, unit = _decimals(row), "event" if row["unit"] == "events" and row["value"] == 1 else row["unit"]
    said = number(row["value"], decimals, unit)
    low, high = (number(row[end], decimals) for end in ("low", "high"))
    return said if low == high else f"{said} ({low} to {high})"


def _decimals(row: pd.Series) -> int:
    return 1 if row["unit"] in ("m", "magnitude") or (row["unit"] == "km" and row["value"] < 10) else 0


def object_of(row: pd.Series, countries: dict[str, str]) -> str:
    """The object by its name, with its country when that is another one than the park's; empty when no object is named."""
    if pd.isna(row["object"]) or row["indicator"] in TRACKS:
        return ""
    abroad = pd.notna(row["abroad"]) and bool(row["abroad"])
    return str(row["object"]) + (f" ({countries.get(row['object_country']) or ABROAD[row['object_country']]})" if abroad else "")


def around(rows: pd.DataFrame, countries: dict[str, str], detail: bool = False) -> Surroundings | None:
    """Rings and lines around the park of these site rows, in detail with railway and road too; None where its position is not known."""
    lines = rows[rows["indicator"].isin([*LINES, *(TRACKS if detail else ())])].dropna(subset=["value", "object_latitude"])
    if lines.empty:
        return None
    here = (float(rows["latitude"].iloc[0]), float(rows["longitude"].iloc[0]))
    reach = float(np.clip(1.15 * lines["value"].max(), 60, 1.2 * FAR))
    paths = [{"path": _rounded(ring(*here, km)), "kind": "ring"} for km in RINGS]
    words = [{"at": _rounded(ring(*here, km)[:1])[0], "text": f"{km} km", "kind": "ring"} for km in RINGS if detail]
    tiles, said, beside = [], [], []
    for _, row in lines.iterrows():
        way = arc(here, (row["object_latitude"], row["object_longitude"]), 65)
        what = object_of(row, countries) or TRACKS[row["indicator"]]
        paths.append({"path": _rounded(way[::8]), "kind": "line"})
        text = f"{what}, {number(row['value'], _decimals(row), row['unit'])}"
        if not detail or row["value"] < reach / 8:
            beside.append(text)
        else:  # the words of what lies out of sight stand on the line
            at = way[int(64 * min(1, FAR / row["value"]))]
            words.append({"at": _rounded([at])[0], "text": text, "kind": "west" if at[0] < here[1] else "east"})
        said.append(f"{TITLES[row['indicator']].lower()}: {what}, {reading(row)}")
        if row["indicator"] in LINES:
            note = "" if pd.isna(row["note"]) else str(row["note"])
            label = f"{TITLES[row['indicator']]} nearest to {row['park_name']}: {reading(row)}\n{note}"
            tiles.append({"layer": LINES[row["indicator"]], "at": _rounded(way[-1:])[0], "name": what, "label": label})
    if not detail:  # on a map of many parks words at their places would lie on each other
        beside.append(f"rings: {', '.join(map(str, RINGS))} km")
    if beside:
        words.append({"at": _rounded([here[::-1]])[0], "text": "\n".join(beside), "kind": "below" if detail else "beside"})
    alt = f"Map of the surroundings of {rows['park_name'].iloc[0]} with rings of {', '.join(map(str, RINGS))} km. " + "; ".join(said) + "."
    return Surroundings(pd.DataFrame(paths), pd.DataFrame(words), pd.DataFrame(tiles), reach, alt)


def figure(rows: pd.DataFrame, countries: dict[str, str], notice: str, vintage: str) -> Figure:
    """A park with its nearest seaport, airport and city, as a map that can be exported; the table holds the distances."""
    own, known = rows.iloc[0], rows[rows["indicator"].isin(LINES)].dropna(subset=["value", "object_latitude"])
    kinds = {row["indicator"]: TITLES[row["indicator"]] for _, row in known.iterrows()}
    drawn = pd.DataFrame(
        [
            *(
                (object_of(row, countries), kinds[row["indicator"]], row["object_longitude"], row["object_latitude"], reading(row))
                for _, row in known.iterrows()
            ),
            (own["park_name"], "This park", own["longitude"], own["latitude"], ""),
        ],
        columns=["name", "kind", "longitude", "latitude", "distance"],
    )
    drawn["kind"] = pd.Categorical(drawn["kind"], [*kinds.values(), "This park"])
    said = f"{own['park_name']}: " + "; ".join(
        f"{TITLES[row['indicator']].split(' of ')[0].split(' with ')[0].lower()} {object_of(row, countries)} at {reading(row)}"
        for _, row in known.iterrows()
    )
    return Figure(
        kind="map", rows=drawn, x="longitude", y="latitude", color="kind", title=said, place=own["country"], notice=notice, decimals=3,
        subtitle="Nearest seaport, airport with scheduled flights and city of 100,000, as the crow flies; range by the precision of the position",
        source="This product's own measurement; sources of the layers on the Data page", data_date=vintage, alt=f"Map. {said}.",
        tooltip=("name", "distance"),
        labels={"name": "Place", "kind": "Kind", "distance": "Distance", "longitude": "Longitude", "latitude": "Latitude"},
    )  # fmt: skip


def tiles(objects: pd.DataFrame, countries: dict[str, str]) -> pd.DataFrame:
    """The objects of switched layers, ready to be drawn: layer, place, name and what the tooltip adds."""
    where = objects["country"].map({**ABROAD, **countries})
    kinds = objects["layer"].map({"port": "Seaport", "airport": "Airport", "city": "City"}).fillna("Power plant")
    label = kinds + " · " + objects["detail"].fillna("") + " · " + where
    at = _rounded(objects[["longitude", "latitude"]].to_numpy(float))
    return pd.DataFrame({"layer": objects["layer"], "at": at, "name": objects["name"], "label": label})


def legend(layers: list[str]) -> tuple[tuple[str, str, str], ...]:
    """The entries of the legend for the layers in sight: letters, colour, title."""
    shown = [(f"={LAYERS[layer].letters}", LAYERS[layer].colour, LAYERS[layer].title) for layer in LAYERS if layer in layers]
    return (("", "", "Around the parks"), *shown) if shown else ()


def _rounded(points: Iterable[Sequence[float]]) -> list[list[float]]:
    # three decimals are some 110 m, finer than any position here
    return [[round(float(x), 3), round(float(y), 3)] for x, y in points]
