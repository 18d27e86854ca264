"""What a map of parks says as a figure that can be exported. Never moves a stored position."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ipp_data.errors import NoData
from ipp_data.figures import STATUSES, Figure, plural

LABELS = {
    "name": "Park",
    "type": "Type",
    "status": "Status",
    "ownership": "Ownership",
    "shown": "Shown as",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "country_label": "Country",
}


def parks(rows: pd.DataFrame, where: str, place: str, notice: str, vintage: str, by: str = "status") -> Figure:
    """Parks with a known position as dots, told apart by one attribute; `place` is an ISO code or empty for the region."""
    placed = rows.dropna(subset=["latitude"])
    shared = int(placed.duplicated(["latitude", "longitude"], keep=False).sum())
    if placed.empty:
        raise NoData(f"No park in {where} has a known position.")
    exact = int((placed["position_precision"] == "site").sum())
    first = placed[by].value_counts()
    of = plural(len(rows), "park") if len(placed) == len(rows) else f"{len(placed)} of {plural(len(rows), 'park')}"
    said = f"{of} in {where}" + (" placed on the map" if len(placed) < len(rows) else "")
    said += (
        f"; {first.iloc[0]} {first.index[0]}"
        if by == "status"
        else f"; most often {first.index[0]} ({first.iloc[0]})"
        if len(first)
        else ""
    )
    if not isinstance(placed[by].dtype, pd.CategoricalDtype):
        placed = placed.assign(**{by: pd.Categorical(placed[by], STATUSES if by == "status" else list(first.index))})
    return Figure(
        kind="map",
        rows=placed,
        x="longitude",
        y="latitude",
        color=by,
        title=said,
        subtitle=f"Position of parks by {LABELS.get(by, by).lower()}; {exact} of {len(placed)} are placed at their site, the others at their district or city"
        + (f"; {shared} share a point with another" if shared else ""),
        source="This product's own list of parks; sources on each profile",
        data_date=vintage,
        alt=f"Map. {said}. The table lists them.",
        tooltip=("name", "type"),
        labels=LABELS,
        place=place,
        notice=notice,
        decimals=3,
    )


def one(rows: pd.DataFrame, park: str, notice: str, vintage: str) -> Figure:
    """One park picked out among those of its country."""
    own = rows.set_index("park").loc[park]
    if pd.isna(own["latitude"]):
        raise NoData(f"The position of {own['name']} is not known, so there is no map.")
    around = rows[rows["country"] == own["country"]]
    shown = around["park"].map(lambda p: own["name"] if p == park else "other parks")
    marked = around.assign(shown=pd.Categorical(shown, ["other parks", own["name"]])).sort_values("shown")  # the one on top
    said = f"{own['name']} among the {plural(len(around), 'park')} of {own['country_label']}"
    figure = parks(marked, own["country_label"], own["country"], notice, vintage, "shown")
    return replace(figure, title=said, alt=f"Map. {said}. The table lists them.")
