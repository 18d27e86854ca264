"""Positions as numbers: great-circle distances, and where parks that share a point are drawn. Never moves a stored position."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0088


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
