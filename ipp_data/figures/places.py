"""What a map of parks says as a figure that can be exported. Never moves a stored position."""

from __future__ import annotations

import pandas as pd

from ipp_data.errors import NoData
from ipp_data.figures import Figure, plural


def parks(rows: pd.DataFrame, where: str, place: str, notice: str, vintage: str, by: str = "status") -> Figure:
    """Parks with a known position as dots, told apart by one attribute; `place` is an ISO code or empty for the region."""
    placed = rows.dropna(subset=["latitude"])
    shared = int(placed.duplicated(["latitude", "longitude"], keep=False).sum())
    if placed.empty:
        raise NoData(f"No park in {where} has a known position.")
    exact = int((placed["position_precision"] == "site").sum())
    first = placed[by].value_counts()
    said = f"{plural(len(placed), 'park')} in {where}; {first.iloc[0]} {first.index[0]}"
    return Figure(
        kind="map",
        rows=placed,
        x="longitude",
        y="latitude",
        color=by,
        title=said,
        subtitle=f"Position of parks by {by}; {exact} of {len(placed)} are placed at their site, the others at their district or city"
        + (f"; {shared} share a point with another" if shared else ""),
        source="This product's own list of parks; sources on each profile",
        data_date=vintage,
        alt=f"Map. {said}. The table lists them.",
        tooltip=("name", "type"),
        labels={
            "name": "Park",
            "type": "Type",
            "status": "Status",
            "longitude": "Longitude",
            "latitude": "Latitude",
            "country_label": "Country",
        },
        place=place,
        notice=notice,
        decimals=3,
    )
