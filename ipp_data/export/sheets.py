"""The one way in which tables, words and lists become sheets of a workbook. Never writes a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from numbers import Real

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ipp_data.export import wording

SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
WIDEST = 60  # of a column with long texts
LONGEST = 31  # Excel takes no longer name of a sheet


@contextmanager
def book(out: BytesIO, title: str, comments: str) -> Iterator[xlsxwriter.Workbook]:
    """A workbook with its properties, complete when the block ends."""
    with xlsxwriter.Workbook(out, SETTINGS) as opened:
        opened.set_properties({"title": title, "author": wording.PRODUCT, "comments": comments})
        yield opened


def words(book: xlsxwriter.Workbook, name: str, title: str, lines: Iterable[str], link: str = "") -> Worksheet:
    """A sheet of sentences under a title, wrapped to a readable width, with the address of the view."""
    sheet = add(book, name)
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16, "text_wrap": True}))
    for i, line in enumerate([*lines, *([link] if link else [])], start=2):
        sheet.write_string(i, 0, line)
    if link.startswith(("https://", "http://")):
        sheet.write_url(i, 0, link, string=link)
    return sheet


def table(
    book: xlsxwriter.Workbook,
    name: str,
    rows: pd.DataFrame,
    headings: dict[str, str] | None = None,
    formats: dict[str, str] | None = None,
) -> Worksheet:
    """A sheet with one table from its first cell on: headings that stay in sight, a filter, numbers as numbers."""
    sheet = add(book, name)
    put(book, sheet, rows, 0, formats or {}, headings or {})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(rows.columns) - 1, 0))
    return sheet


def wrap(book: xlsxwriter.Workbook, sheet: Worksheet, rows: pd.DataFrame) -> None:
    """Set long texts of a table in lines, each row as tall as its longest; not where a chart stands beside the table."""
    shape = book.add_format({"text_wrap": True, "valign": "top"})
    texts = {i: rows[name].fillna("").astype("str") for i, name in enumerate(rows) if not pd.api.types.is_numeric_dtype(rows[name])}
    long = {column for column, cells in texts.items() if cells.str.len().max() > WIDEST}
    for column in texts if long else ():
        if column in long:
            sheet.set_column(column, column, WIDEST)
        for line, cell in enumerate(rows.iloc[:, column], start=1):
            if pd.notna(cell):
                sheet.write_string(line, column, str(cell), shape)
    for line in range(len(rows)) if long else ():
        most = max(len(texts[column].iloc[line]) for column in long)
        sheet.set_row(line + 1, 15 * max(1, -(-most // (WIDEST - 4))))


def put(
    book: xlsxwriter.Workbook, sheet: Worksheet, rows: pd.DataFrame, left: int, formats: dict[str, str], headings: dict[str, str]
) -> None:
    """Rows with their headings in the first line, from a column on; formats holds the number format of some columns."""
    head = book.add_format({"bold": True, "bg_color": "#0A3A63", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"})
    for column, (name, cells) in enumerate(rows.items(), start=left):
        heading = headings.get(name, str(name))
        sheet.write_string(0, column, heading, head)
        shape = book.add_format({"num_format": formats[name]}) if name in formats else None
        sheet.set_column(column, column, min(max(12, len(heading) + 2, _longest(cells)), 44))
        for line, cell in enumerate(cells, start=1):
            _cell(sheet, line, column, cell, shape)


def add(book: xlsxwriter.Workbook, name: str) -> Worksheet:
    """A new sheet with a name that Excel accepts and that no other sheet of the workbook has."""
    taken = {sheet.name.lower() for sheet in book.worksheets()} | {"history"}
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", name).strip(" '") or "sheet"
    chosen, number = plain[:LONGEST].strip(" '"), 1
    while chosen.lower() in taken:
        number += 1
        chosen = f"{plain[: LONGEST - len(str(number)) - 1].strip(' ')} {number}"
    sheet = book.add_worksheet(chosen)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return sheet


def _longest(column: pd.Series) -> int:
    return 0 if pd.api.types.is_numeric_dtype(column) else int(column.astype("str").str.len().quantile(0.9)) + 1 if len(column) else 0


def _cell(sheet: Worksheet, line: int, column: int, cell: object, shape: Format | None) -> None:
    if pd.isna(cell):
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, column, cell)
    elif isinstance(cell, Real):
        sheet.write_number(line, column, cell, shape)
    else:
        sheet.write_string(line, column, str(cell))
