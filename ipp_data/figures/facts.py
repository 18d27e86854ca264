"""What published figures of parks say: series through time and coverage. Never joins values of different units."""

from __future__ import annotations

import pandas as pd

from ipp_data.errors import NoData
from ipp_data.figures import Figure, number


def series(facts: pd.DataFrame, park: str) -> list[Figure]:
    """One line figure for each indicator and unit of which a park has values of two years or more."""
    dated = facts[facts["value"].notna() & facts["year"].notna() & (facts["kind"] == "number")]
    dated = dated[dated["indicator"] != "established_year"]
    figures = []
    for (title, unit), rows in dated.groupby(["title", "unit"], sort=True):
        if rows["year"].nunique() < 2:
            continue
        figures.append(_line(rows.sort_values(["year", "value"]), park, str(title), str(unit)))
    return figures


def _line(rows: pd.DataFrame, park: str, title: str, unit: str) -> Figure:
    first, last = rows.iloc[0], rows.iloc[-1]
    decimals = int(rows["decimals"].max())
    change = "rose" if last["value"] > first["value"] else "fell" if last["value"] < first["value"] else "stayed"
    said = (
        f"{title} {change} from {number(first['value'], decimals)} ({first['year_label']}) to "
        f"{number(last['value'], decimals)} ({last['year_label']})"
    )
    publishers = ", ".join(dict.fromkeys(rows["publisher"]))
    return Figure(
        kind="line",
        rows=rows,
        x="year",
        y="value",
        title=said,
        subtitle=f"{park} · {title}, {unit}",
        source=publishers,
        data_date=str(last["year_label"]),
        alt=f"Line with points. {said}. {len(rows)} published figures.",
        evidence="Evidence: " + ", ".join(dict.fromkeys(rows["evidence"])),
        decimals=decimals,
        tooltip=("year_label", "qualifier", "evidence", "publisher"),
        labels={
            "year": "Year",
            "value": f"{title} ({unit})",
            "year_label": "Year as published",
            "qualifier": "Reading",
            "evidence": "Evidence",
            "publisher": "Source",
        },
    )


def coverage(rows: pd.DataFrame, vintage: str) -> Figure:
    """The share of parks of each country that report each common indicator, as a heat map."""
    if rows.empty:
        raise NoData("No indicator is reported by five parks or more, so there is no coverage to draw.")
    means = rows.groupby("title")["share"].mean().sort_values(ascending=False)
    ordered = rows.assign(percent=100 * rows["share"], of=rows["reporting"].astype(str) + " of " + rows["parks"].astype(str))
    ordered = ordered.set_index("title").loc[means.index].reset_index()
    said = (
        f"{means.index[0]} is known best ({means.iloc[0]:.0%} of parks on average), {means.index[-1].lower()} least ({means.iloc[-1]:.0%})"
    )
    return Figure(
        kind="heat",
        rows=ordered,
        x="label",
        y="title",
        color="percent",
        title=said,
        subtitle="Share of a country's parks with at least one published figure, %",
        source="This product's own count of park_values",
        data_date=vintage,
        alt=f"Heat map of indicators by country. {said}.",
        tooltip=("of",),
        decimals=0,
        labels={"label": "Country", "title": "Indicator", "percent": "Parks reporting (%)", "of": "Parks"},
    )


def reading(row: pd.Series) -> str:
    """A value as a reader says it: at least 5,000 persons; yes; Eco-Champion."""
    if row["kind"] != "number" and pd.notna(row["text"]):
        return str(row["text"])
    if row["unit"] == "year":
        return f"{row['value']:.0f}"
    words = "" if row["qualifier"] == "exact" else f"{row['qualifier']} "
    decimals = 0 if row["value"] == round(row["value"]) else max(int(row["decimals"]), 1 if abs(row["value"]) >= 10 else 2)
    return words + number(row["value"], decimals, row["unit"])
