"""The shipped outlines of countries as plain rings, for renderers that draw maps without a browser. Never changes a boundary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MAPS = Path(__file__).resolve().parents[2] / "static" / "maps"
# West, south, east, north: the eight countries and their neighbours.
REGION = (84.0, -13.0, 164.0, 54.0)


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


def extent(place: str, longitudes: list[float], latitudes: list[float]) -> tuple[float, float, float, float]:
    """What a map shows, in degrees: the region, or one country with a margin that holds every point."""
    if not place:
        return REGION
    points = [point for outline in outlines(place) for ring in outline.rings for point in ring]
    xs, ys = [*longitudes, *(x for x, _ in points)], [*latitudes, *(y for _, y in points)]
    margin = 0.06 * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
