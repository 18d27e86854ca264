"""Turns numbers into what a figure says: one frozen Figure, drawn alike by every renderer. Never draws, never asks for data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from ipp_data.numerals import written

OWN = "Score: this product's own construction on the published criteria, no statement by their publisher"
STATUSES = ("operating", "under construction", "planned")  # of a park, in the order of their colours
Kind = Literal["line", "trend", "bar", "stacked", "heat", "dots", "bullet", "waterfall", "strip", "profile", "map"]


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
    watermark: str = ""
    panel: str | None = None  # trend only: the column that gives each row its small panel
    place: str = ""  # map only: the ISO code of the country drawn in detail; empty for the region
    notice: str = ""  # map only: the notice on boundaries
    definitions: tuple[str, ...] = ()
    link: str = ""  # the address of the view, from the root of the product
    code: str = ""  # the figure code that opens the same view again

    @property
    def table(self) -> pd.DataFrame:
        """The drawn rows under reader's headings: the table twin, the CSV and the sheet."""
        shown = list(dict.fromkeys([c for c in (self.panel, self.y, self.x, self.low, self.high, self.color, *self.tooltip) if c]))
        return self.rows[shown].rename(columns=self.labels)

    @property
    def slots(self) -> dict[str, int]:
        """Every series that there could be with its place among the colours, the same where another one is absent."""
        if self.color is None:
            return {}
        column = self.rows[self.color]
        names = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.dropna().unique()
        return {name: i for i, name in enumerate(names)}

    @property
    def series(self) -> list[str]:
        """The names of the series that have rows, in the order of their colours."""
        present = set() if self.color is None else set(self.rows[self.color].dropna())
        return [name for name in self.slots if name in present]

    @property
    def reference(self) -> str:
        """Source and date of the data: the entry of the figure in a list of sources."""
        return f"{self.source.rstrip('.')}. Data to {self.data_date}."

    @property
    def provenance(self) -> str:
        """Source, date of the data, evidence and code: the line below every picture of the figure."""
        parts = (
            f"Source: {self.reference.rstrip('.')}",
            self.evidence.rstrip("."),
            f"Figure {self.code}" if self.code else "",
        )
        return ". ".join(part for part in parts if part) + "."


def number(value: float | None, decimals: int = 0, unit: str = "") -> str:
    """A number as readers write it (1,234.5 ha), or the words for its absence."""
    if value is None or pd.isna(value):
        return "not reported"
    return written(value, decimals) + (f" {unit}" if unit else "")


def plural(count: int, noun: str) -> str:
    """A count with its noun, as in "1 park", "2 parks"."""
    ending = noun if count == 1 else noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
    return f"{written(count)} {ending}"
