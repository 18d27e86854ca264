"""Turns parks into what a map says: symbol, colour, size, legend, text alternative. Never draws, never moves a stored position."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ipp_data.figures import plural
from ipp_data.positions import spread
from ipp_data.render.maps import FILLS, SHAPES, palette

TYPES = ("industrial estate", "SEZ", "EPZ", "eco-industrial park", "agro-food", "science/technology", "free zone", "freeport")
SYMBOLS = dict(zip(TYPES, ("circle", "square", "triangle", "star", "pentagon", "hexagon", "diamond", "cross"), strict=True))


@dataclass(frozen=True)
class ParkMap:
    """Parks ready to be drawn, with the legend that explains them."""

    rows: pd.DataFrame
    legend: tuple[tuple[str, str, str], ...]
    legend_text: str
    alt: str


def spread_out(everyone: pd.DataFrame) -> pd.DataFrame:
    """Where each park of a whole set is drawn; over all of them, so that a filter never makes a park jump."""
    drawn = spread(everyone["latitude"], everyone["longitude"])
    return pd.DataFrame({"latitude": drawn.latitude, "longitude": drawn.longitude, "others": drawn.others}, index=everyone["park"])


def compose(rows: pd.DataFrame, places: pd.DataFrame, by: str, countries: list[str]) -> ParkMap:
    """Shape by type, fill by status, colour by a chosen attribute, size by area; `places` says where each park is drawn."""
    placed = rows.drop(columns=["latitude", "longitude"]).join(places, on="park").dropna(subset=["latitude"])
    fixed = {"type": list(TYPES), "status": list(FILLS), "country_label": countries, "ownership": ["public", "private", "PPP"]}
    values = [v for v in fixed[by] if v in set(placed[by])] + sorted(set(placed[by].dropna()) - set(fixed[by]))
    colours = palette(values)
    shape, fill = placed["type"].map(SYMBOLS).fillna(SHAPES[0]), placed["status"].map(FILLS).fillna("hollow")
    drawn = placed.assign(
        symbol=shape + "-" + fill,
        colour=placed[by].map(colours).fillna("#6B7280"),
        size=_pixels(placed["area"]),
        label=placed["type"]
        + " · "
        + placed["status"]
        + " · "
        + placed["country_label"]
        + placed["others"].map(lambda n: f"\nshares its known point with {plural(int(n), 'other')}" if n else ""),
    )
    drawn = drawn.sort_values("size", ascending=False)  # small symbols on top of large ones
    types = [(f"{SYMBOLS[t]}-full", colours[t] if by == "type" else "", t) for t in TYPES if t in set(placed["type"])]
    statuses = [(f"circle-{fill}", colours[s] if by == "status" else "", s) for s, fill in FILLS.items() if s in set(placed["status"])]
    others = [("circle-full", colours[v], v) for v in values] if by in ("country_label", "ownership") else []
    legend = (
        ("", "", "Type: shape"),
        *types,
        ("", "", "Status: filling"),
        *statuses,
        *([("", "", "Colour")] if others else []),
        *others,
        ("", "", "Size: published area (small if not reported)"),
    )
    text = "Legend. " + "; ".join(label for _, _, label in legend)
    alt = f"Map of {plural(len(drawn), 'park')} in {plural(placed['country'].nunique(), 'country')}; the table below has the same rows."
    return ParkMap(drawn, legend, text, alt)


def _pixels(areas: pd.Series) -> pd.Series:
    """The width of a symbol in pixels: 12 without an area, then 13 to 30 with the square root of hectares up to 5,000."""
    known = areas.clip(upper=5000).fillna(0) ** 0.5
    return (13 + 17 * known / 5000**0.5).where(areas.notna(), 12).round(1)
