"""Which goals the criteria speak of. Never says that meeting a criterion meets a target."""

from __future__ import annotations

import re

import pandas as pd

from ipp_data.errors import NoData
from ipp_data.figures import Figure

TITLES = {
    1: "No poverty", 2: "Zero hunger", 3: "Good health and well-being", 4: "Quality education", 5: "Gender equality", 6: "Clean water and sanitation",
    7: "Affordable and clean energy", 8: "Decent work and economic growth", 9: "Industry, innovation and infrastructure", 10: "Reduced inequalities",
    11: "Sustainable cities and communities", 12: "Responsible consumption and production", 13: "Climate action", 14: "Life below water",
    15: "Life on land", 16: "Peace, justice and strong institutions", 17: "Partnerships for the goals",
}  # fmt: skip


def targets(cell: object) -> list[str]:
    """The targets named in a cell or a list, such as 9.4 and 12.5."""
    if isinstance(cell, list | tuple):
        return [target for one in cell for target in targets(one)]
    return re.findall(r"\b(?:1[0-7]|[1-9])\.[0-9a-z]+\b", str(cell)) if isinstance(cell, str) else []


def order(target: str) -> tuple[int, str]:
    """Goals by number, targets within a goal as the United Nations order them."""
    goal, _, rest = target.partition(".")
    return int(goal), rest.zfill(3)


def goals(rows: pd.DataFrame, vintage: str) -> Figure:
    """Number of criteria and indicators that name a target of each goal."""
    if rows.empty:
        raise NoData("No criterion names a target.")
    counted = rows.assign(number=rows["target"].str.split(".").str[0].astype(int))
    counted = counted.drop_duplicates(["set", "title", "number"]).groupby(["number", "set"], sort=True).size().rename("count").reset_index()
    counted["goal"] = [f"{n} {TITLES[n]}" for n in counted["number"]]
    whole = counted.groupby("goal")["count"].sum().sort_values(ascending=False)
    said = f"Goal {whole.index[0]} is named most ({whole.iloc[0]} criteria and indicators)"
    return Figure(
        kind="stacked",
        rows=counted,
        x="count",
        y="goal",
        color="set",
        title=said,
        subtitle="Criteria and indicators that name a target of the goal, number",
        source="This product's own reading of the published criteria",
        data_date=vintage,
        alt=f"Stacked bars by goal. {said}.",
        labels={"goal": "Goal", "count": "Criteria and indicators", "set": "From"},
    )
