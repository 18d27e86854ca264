"""Positions as numbers: great-circle distances and lines, rings, nearest places, and where parks that share a point are drawn. Never moves a stored position."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0088
BLOCK = 4096  # positions compared at a time: the products stay in the processor's memory


Floats = NDArray[np.float64]


class Drawn(NamedTuple):
    """Where parks are drawn (degrees), and with how many others each shares its stored point."""

    latitude: Floats
    longitude: Floats
    others: NDArray[np.int64]


def kilometres(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> Floats:
    """Great-circle distance in km of positions in degrees, of any shapes that broadcast (haversine, Sinnott 1984)."""
    p1, l1, p2, l2 = (np.radians(np.asarray(v, dtype=float)) for v in (lat1, lon1, lat2, lon2))
    half = np.sin((p2 - p1) / 2) ** 2 + np.cos(p1) * np.cos(p2) * np.sin((l2 - l1) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))


def spread(latitude: ArrayLike, longitude: ArrayLike, radius_km: float = 2.0, within_km: float = 0.1) -> Drawn:
    """Lay parks within `within_km` of each other on a ring of `radius_km`, clockwise from north in the order given."""
    # call it with all parks of a set and filter afterwards, else a park jumps when the choice changes
    lats, lons = np.array(latitude, dtype=float), np.array(longitude, dtype=float)
    others = np.zeros(len(lats), dtype=np.int64)
    free = np.isfinite(lats + lons)
    for first in range(len(lats)):
        if not free[first]:
            continue
        group = np.flatnonzero(free & (kilometres(lats[first], lons[first], lats, lons) <= within_km))
        free[group] = False
        if len(group) > 1:
            turn = 2 * np.pi * np.arange(len(group)) / len(group)
            y, x, degree = lats[group].mean(), lons[group].mean(), np.degrees(radius_km / EARTH_KM)
            lats[group] = y + degree * np.cos(turn)
            lons[group] = x + degree * np.sin(turn) / np.cos(np.radians(y))
            others[group] = len(group) - 1
    return Drawn(lats, lons, others)


def ring(latitude: float, longitude: float, km: float, points: int = 72) -> Floats:
    """The closed circle of all places `km` away on the globe, as rows of longitude and latitude, clockwise from north."""
    turn, reach, lat = np.linspace(0, 2 * np.pi, points + 1), km / EARTH_KM, np.radians(latitude)
    lats = np.arcsin(np.sin(lat) * np.cos(reach) + np.cos(lat) * np.sin(reach) * np.cos(turn))
    east = np.arctan2(np.sin(turn) * np.sin(reach) * np.cos(lat), np.cos(reach) - np.sin(lat) * np.sin(lats))
    return np.column_stack([longitude + np.degrees(east), np.degrees(lats)])


def arc(start: ArrayLike, end: ArrayLike, points: int = 9) -> Floats:
    """The shortest way over the globe between two places (latitude, longitude), as rows of longitude and latitude."""
    ends = _on_globe(*np.array([start, end], dtype=float).T)
    angle, part = np.arccos(np.clip(ends[0] @ ends[1], -1, 1)), np.linspace(0, 1, points)[:, None]
    if angle < 1e-9:
        return np.array([np.asarray(start, float)[::-1]] * points)
    x, y, z = (np.sin((1 - part) * angle) * ends[0] + np.sin(part * angle) * ends[1]).T / np.sin(angle)
    return np.degrees(np.column_stack([np.arctan2(y, x), np.arcsin(np.clip(z, -1, 1))]))


def nearest(latitude: ArrayLike, longitude: ArrayLike, latitudes: ArrayLike, longitudes: ArrayLike) -> tuple[NDArray[np.int64], Floats]:
    """For each position the number of the nearest of some places, and the great-circle km to it."""
    here, there = _on_globe(latitude, longitude), _on_globe(latitudes, longitudes).T
    # the nearest on the globe is the nearest through it: one matrix product instead of a haversine for every pair
    found = [np.argmax(here[i : i + BLOCK] @ there, axis=1) for i in range(0, len(here), BLOCK)]
    best = np.concatenate(found) if found else np.zeros(0, np.int64)
    return best, kilometres(latitude, longitude, np.asarray(latitudes, float)[best], np.asarray(longitudes, float)[best])


def _on_globe(latitude: ArrayLike, longitude: ArrayLike) -> Floats:
    lats, lons = (np.radians(np.asarray(v, dtype=float)) for v in (latitude, longitude))
    return np.column_stack([np.cos(lats) * np.cos(lons), np.cos(lats) * np.sin(lons), np.sin(lats)])
