"""Tables -> one XLSX workbook: cover, data, dictionary, sources. Never writes a formula."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pandas as pd

from ipp_data.catalog import Catalog
from ipp_data.dictionary import rows_of
from ipp_data.export import sheets, wording


def build(catalog: Catalog, tables: Mapping[str, pd.DataFrame], title: str, notes: list[str]) -> bytes:
    """A workbook with a cover, a sheet for each table under its readers' headings, and the dictionary."""
    out = BytesIO()
    state = f"Data of {catalog.vintage}, version {catalog.version}"
    with sheets.book(out, title, state) as book:
        sheets.words(book, "About", title, [*notes, f"{state}.", wording.ABSENCE])
        for name, rows in tables.items():
            sheets.table(book, name, rows, headings(catalog, name))
        sheets.table(book, "dictionary", rows_of(catalog))
    return out.getvalue()


def headings(catalog: Catalog, table: str) -> dict[str, str]:
    """The readers' headings of a table's columns, with their units."""
    dataset = next((d for d in catalog.datasets.values() if d.table == table), None)
    return {f.name: f.title + (f" ({f.unit})" if f.unit else "") for f in dataset.fields} if dataset else {}
