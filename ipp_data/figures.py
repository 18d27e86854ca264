"""Turns numbers into what a figure says: one frozen Figure, drawn alike by every renderer. Never draws, never asks for data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from ipp_data.errors import NoData

Kind = Literal["line", "heat", "bar", "dots", "bullet", "waterfall", "strip", "profile"]


@dataclass(frozen=True)
class Figure:
    """What a figure says, with all that must travel with it: unit, source, data date, evidence and a text alternative."""

    kind: Kind
    rows: pd.DataFrame
    x: str
    y: str
    title: str
    subtitle: str
    source: str
    data_date: str
    alt: str
    evidence: str = ""
    color: str | None = None
    low: str | None = None
    high: str | None = None
    threshold: float | None = None
    tooltip: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    decimals: int = 0

    @property
    def table(self) -> pd.DataFrame:
        """The drawn rows under reader's headings: the table twin, the CSV and the sheet."""
        shown = list(dict.fromkeys([c for c in (self.y, self.x, self.low, self.high, self.color, *self.tooltip) if c]))
        return self.rows[shown].rename(columns=self.labels)


def number(value: float | None, decimals: int = 0, unit: str = "") -> str:
    """A number as readers write it (1,234.5 ha), or the words for its absence."""
    if value is None or pd.isna(value):
        return "not reported"
    return f"{value:,.{decimals}f}" + (f" {unit}" if unit else "")


def plural(count: int, noun: str) -> str:
    """A count with its noun, as in "1 park", "2 parks"."""
    ending = noun if count == 1 else noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
    return f"{count:,} {ending}"


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
    said = (f"{title} {change} from {number(first['value'], decimals)} ({first['year_label']}) to "
            f"{number(last['value'], decimals)} ({last['year_label']})")
    publishers = ", ".join(dict.fromkeys(rows["publisher"]))
    return Figure(
        kind="line", rows=rows, x="year", y="value", title=said, subtitle=f"{park} · {title}, {unit}", source=publishers,
        data_date=str(last["year_label"]), alt=f"Line with points. {said}. {len(rows)} published figures.",
        evidence="Evidence: " + ", ".join(dict.fromkeys(rows["evidence"])), decimals=decimals,
        tooltip=("year_label", "qualifier", "evidence", "publisher"),
        labels={"year": "Year", "value": f"{title} ({unit})", "year_label": "Year as published", "qualifier": "Reading",
                "evidence": "Evidence", "publisher": "Source"},
    )


def coverage(rows: pd.DataFrame, vintage: str) -> Figure:
    """The share of parks of each country that report each common indicator, as a heat map."""
    if rows.empty:
        raise NoData("No indicator is reported by five parks or more, so there is no coverage to draw.")
    means = rows.groupby("title")["share"].mean().sort_values(ascending=False)
    ordered = rows.assign(percent=100 * rows["share"], of=rows["reporting"].astype(str) + " of " + rows["parks"].astype(str))
    ordered = ordered.set_index("title").loc[means.index].reset_index()
    said = f"{means.index[0]} is known best ({means.iloc[0]:.0%} of parks on average), {means.index[-1].lower()} least ({means.iloc[-1]:.0%})"
    return Figure(
        kind="heat", rows=ordered, x="label", y="title", color="percent", title=said,
        subtitle="Share of a country's parks with at least one published figure, %", source="This product's own count of park_values",
        data_date=vintage, alt=f"Heat map of indicators by country. {said}.", tooltip=("of",), decimals=0,
        labels={"label": "Country", "title": "Indicator", "percent": "Parks reporting (%)", "of": "Parks"},
    )
