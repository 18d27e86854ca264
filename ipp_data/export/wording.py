"""Records -> the words that all documents share: cells, addresses, captions, imprint. Never writes a file."""

from __future__ import annotations

import re

import pandas as pd

from ipp_data.briefing import Briefing, Part
from ipp_data.figures import Figure, number

PRODUCT = "Industrial Parks Benchmark"
MISSING = "not reported"
ABSENCE = "An empty cell means: not reported. It never means zero."


def address(site: str, link: str) -> str:
    """The full address of a view; empty where nobody said at which address the product is served."""
    return site.rstrip("/") + "/" + link.lstrip("/") if site and link else ""


def imprint(briefing: Briefing) -> list[str]:
    """For whom, of which day, on which data and filters a briefing is."""
    lines = [
        f"For {briefing.audience}" if briefing.audience else "",
        briefing.date,
        f"Data to {briefing.vintage}, version {briefing.version}",
        "; ".join(f"{name}: {value}" for name, value in briefing.filters),
    ]
    return [line for line in lines if line]


def link_of(part: Part) -> str:
    """The address of the view that a part was made from, from the root of the product."""
    return part.link or (part.figure.link if part.figure else "")


def definitions(part: Part) -> list[str]:
    """The definitions of a part and of its figure, each once."""
    return list(dict.fromkeys([*part.definitions, *(part.figure.definitions if part.figure else ())]))


def caption(briefing: Briefing, figure: Figure) -> str:
    """What the picture says, where its source stands in the list, and its code; the picture itself holds unit and source too."""
    number = briefing.sources.index(figure.reference) + 1 if figure.reference in briefing.sources else 0
    parts = (figure.title, f"Source {number}" if number else f"Source: {figure.source}", f"Figure {figure.code}" if figure.code else "")
    return " ".join(sentence(text) for text in parts if text)


def heading(part: Part) -> str:
    """The heading that a part needs: none where its picture carries the same title."""
    return "" if part.figure and part.figure.title == part.title else part.title


def table_caption(part: Part) -> str:
    """What a table shows and from where."""
    return sentence(part.title) + (f" Source: {sentence(part.source)}" if part.source else "")


def sentence(text: str) -> str:
    """The text with a full stop at its end."""
    return text if text.endswith((".", "!", "?")) else text + "."


def linked(text: str) -> list[tuple[str, str]]:
    """A text cut into (words, address) where it names addresses; the address is empty for plain words."""
    cut = re.split(r"(https?://[^\s<>\"]*[^\s<>\".,;:)\]])", text)
    return [(piece, piece if i % 2 else "") for i, piece in enumerate(cut) if piece]


def is_number(column: pd.Series) -> bool:
    """Whether a column holds numbers; yes and no are none."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def is_year(name: str, column: pd.Series) -> bool:
    """Whether a column holds years, which are written without a separator of thousands."""
    return bool(re.search(r"year|established|since", name, re.IGNORECASE)) and bool(column.dropna().between(1500, 2200).all())


def decimals(column: pd.Series) -> int:
    """As many decimals as readers need: none for whole numbers, two for small ones."""
    known = column.dropna()
    return 0 if (known % 1 == 0).all() else 1 if known.abs().max() >= 10 else 2


def cells(rows: pd.DataFrame) -> list[list[str]]:
    """The cells of a table as readers write them, line by line; a missing one says so."""
    return [list(line) for line in zip(*(_column(str(name), column) for name, column in rows.items()), strict=True)]


def numeric(rows: pd.DataFrame) -> list[bool]:
    """Which columns hold numbers and stand on the right."""
    return [is_number(column) for _, column in rows.items()]


def shares(rows: pd.DataFrame) -> list[float]:
    """The share of the width that each column deserves by the length of its texts."""
    columns = [(str(name), _column(str(name), column)) for name, column in rows.items()]
    wanted = [
        max(
            min(max(map(len, texts), default=0), 60),
            max((len(word) for text in (name, *texts[:40]) for word in text.split()), default=0) * 1.15 + 3,
            8,
        )
        for name, texts in columns
    ]
    return [width / sum(wanted) for width in wanted]


def _column(name: str, column: pd.Series) -> list[str]:
    if is_number(column):
        if is_year(name, column):
            return [MISSING if pd.isna(value) else f"{value:.0f}" for value in column]
        places = decimals(column)
        return [number(value, places) for value in column]
    return [MISSING if pd.isna(value) or value == "" else {True: "yes", False: "no"}.get(value, str(value)) for value in column]
