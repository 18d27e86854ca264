"""The workbook inside a native chart: the table of the figure and what is derived from it. Never writes a text as a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

NAME = "Data"
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no way to write these


@dataclass(frozen=True)
class Cells:
    """A stretch of one column: where it lies in the workbook and what it holds."""

    ref: str
    values: tuple[object, ...]


class Sheet:
    """Columns of a workbook; the first ones are the table twin of the figure."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._columns: list[tuple[str, list[object], list[str]]] = []
        for place, heading in enumerate(table.columns):
            self.add(str(heading), list(table.iloc[:, place]))

    def add(self, heading: str, values: Sequence[object], formulas: Sequence[str] = ()) -> int:
        """A further column; formulas of our own keep derived numbers true when a reader edits the table."""
        self._columns.append((clean(heading), [plain(value) for value in values], list(formulas)))
        return len(self._columns) - 1

    def derive(self, column: int, row: int, formula: str) -> None:
        """Let one cell of a column follow the others."""
        heading, values, formulas = self._columns[column]
        self._columns[column] = (heading, values, [formula if i == row else (formulas[i] if formulas else "") for i in range(len(values))])

    def at(self, heading: str) -> int:
        """The place of a column under its heading."""
        return next(i for i, (name, _, _) in enumerate(self._columns) if name == heading)

    def cells(self, column: int, first: int = 0, last: int | None = None) -> Cells:
        """The rows first up to, not with, last."""
        values = self._columns[column][1][first:last]
        letter = xl_col_to_name(column)
        return Cells(f"{NAME}!${letter}${first + 2}:${letter}${first + 1 + len(values)}", tuple(values))

    def heading(self, column: int) -> Cells:
        """The heading of a column, as the name of a series."""
        return Cells(f"{NAME}!${xl_col_to_name(column)}$1", (self._columns[column][0],))

    def cell(self, column: int, row: int) -> str:
        """The address of one cell, for formulas."""
        return f"{xl_col_to_name(column)}{row + 2}"

    def workbook(self) -> bytes:
        """The sheet as the bytes of an XLSX file."""
        out = BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            page = book.add_worksheet(NAME)
            for i, (heading, values, formulas) in enumerate(self._columns):
                page.write_string(0, i, heading)
                page.set_column(i, i, min(40, max(10, len(heading))))
                for row, value in enumerate(values, start=1):
                    if formulas and formulas[row - 1]:
                        page.write_formula(row, i, formulas[row - 1], None, "" if value is None else value)
                    elif isinstance(value, float):
                        page.write_number(row, i, value)
                    elif value is not None:
                        page.write_string(row, i, str(value))
        return out.getvalue()


def clean(text: object) -> str:
    """A text without the characters that XML cannot hold."""
    return ILLEGAL.sub("", str(text))


def plain(value: object) -> float | str | None:
    """A cell as a float, a text or nothing; missing and infinite are nothing, never zero."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, bool | str):
        return clean(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return clean(value)
    return number if abs(number) != float("inf") else None
