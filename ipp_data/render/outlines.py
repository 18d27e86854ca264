"""The shipped outlines of countries as plain rings, for renderers that draw maps without a browser. Never changes a boundary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path

MAPS = Path(__file__).resolve().parents[2] / "static" / "maps"
Box = tuple[float, float, float, float]  # west, south, east, north
REGION: Box = (84.0, -13.0, 164.0, 54.0)  # the eight countries and their neighbours


@dataclass(frozen=True)
class Outline:
    """One area or line: its role (study, other, disputed; border, coast, disputed line), and its rings or paths of (longitude, latitude)."""

    role: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    closed: bool


@cache
def outlines(name: str) -> tuple[Outline, ...]:
    """The outlines of one shipped file: "region", "borders" or the ISO code of a country."""
    features = json.loads((MAPS / f"{name}.json").read_text(encoding="utf-8"))["features"]
    return tuple(_outline(feature) for feature in features)


def _outline(feature: dict) -> Outline:
    known, geometry = feature["properties"], feature["geometry"]
    if geometry["type"] == "MultiLineString":
        role = "disputed line" if known["kind"] == "disputed" else known["kind"]
        return Outline(role, tuple(tuple((x, y) for x, y, *_ in path) for path in geometry["coordinates"]), False)
    role = "disputed" if known["disputed"] else "study" if known["study"] else "other"
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return Outline(role, tuple(tuple((x, y) for x, y, *_ in ring) for polygon in polygons for ring in polygon), True)


def extent(place: str, longitudes: list[float], latitudes: list[float]) -> Box:
    """What a map shows, in degrees: the region, or one country with a margin that holds every point."""
    if not place:
        return REGION
    points = [point for outline in outlines(place) for ring in outline.rings for point in ring]
    xs, ys = [*longitudes, *(x for x, _ in points)], [*latitudes, *(y for _, y in points)]
    margin = 0.06 * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def stretch(box: Box) -> float:
    """How much shorter a degree of longitude is than one of latitude at the middle of a box."""
    return cos(radians((box[1] + box[3]) / 2))


def filled(box: Box, shape: float) -> Box:
    """The box made wider or taller towards this shape (width by height as drawn), as far as the land is known."""
    west, south, east, north = box
    wide, tall = (east - west) * stretch(box), north - south
    more_x, more_y = max(0.0, tall * shape - wide) / stretch(box) / 2, max(0.0, wide / shape - tall) / 2
    known = _known()
    return (
        min(west, max(west - more_x, known[0])), min(south, max(south - more_y, known[1])),
        max(east, min(east + more_x, known[2])), max(north, min(north + more_y, known[3])),
    )  # fmt: skip


@cache
def _known() -> Box:
    """The part of the world whose land is shipped; beyond it an empty map would look like sea."""
    points = [point for outline in outlines("region") for ring in outline.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
