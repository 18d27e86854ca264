"""Tables -> one XLSX workbook: cover, data, dictionary, sources. Never writes a formula."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pandas as pd
import xlsxwriter

from ipp_data.catalog import Catalog
from ipp_data.dictionary import rows_of
from ipp_data.model import Dataset


def build(catalog: Catalog, tables: Mapping[str, pd.DataFrame], title: str, notes: list[str]) -> bytes:
    """A workbook with a cover, a sheet for each table under its readers' headings, and the dictionary."""
    out = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(out, settings) as book:
        book.set_properties({"title": title, "comments": f"Data of {catalog.vintage}, version {catalog.version}"})
        head = book.add_format({"bold": True, "bg_color": "#0A3A63", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"})
        cover = book.add_worksheet("About")
        cover.set_column(0, 0, 110)
        cover.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
        for i, line in enumerate(
            [*notes, f"Data of {catalog.vintage}, version {catalog.version}.", "An empty cell means: not reported. It never means zero."],
            start=2,
        ):
            cover.write_string(i, 0, line)
        for name, rows in tables.items():
            dataset = next((d for d in catalog.datasets.values() if d.table == name), None)
            _sheet(book, name, rows, dataset, head)
        _sheet(book, "dictionary", rows_of(catalog), None, head)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, rows: pd.DataFrame, dataset: Dataset | None, head: object) -> None:
    sheet = book.add_worksheet(name[:31])
    fields = {f.name: f for f in dataset.fields} if dataset else {}
    for column, field in enumerate(rows.columns):
        known = fields.get(field)
        heading = (known.title + (f" ({known.unit})" if known.unit else "")) if known else str(field)
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, min(max(12, len(heading) + 2), 44))
        for line, cell in enumerate(rows[field], start=1):
            _cell(sheet, line, column, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(rows.columns) - 1, 0))


def _cell(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: object) -> None:
    if pd.isna(cell):
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell)
    else:
        sheet.write_string(line, column, str(cell))
