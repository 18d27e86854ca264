"""Figure or briefing -> XLSX: numbers as numbers, native charts on those cells, all that must travel with them. Never writes a formula."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
from xlsxwriter import Workbook

from ipp_data.briefing import Briefing, Part
from ipp_data.catalog import Catalog
from ipp_data.dictionary import rows_of
from ipp_data.export import native_charts, sheets, tables, wording
from ipp_data.export.canvas import Canvas
from ipp_data.export.workbook import headings
from ipp_data.figures import Figure


def of_figure(figure: Figure, site: str = "") -> bytes:
    """One figure: its table with a native chart, and a sheet about it."""
    out = BytesIO()
    with sheets.book(out, figure.title, figure.provenance) as book:
        _drawn(book, "data", figure)
        sheets.words(book, "about", figure.title, about(figure), wording.address(site, figure.link))
    return out.getvalue()


def of_briefing(briefing: Briefing, tables: Mapping[str, pd.DataFrame], catalog: Catalog) -> bytes:
    """A briefing as a workbook: cover, a sheet for each part, tables behind it, dictionary, sources and method."""
    out = BytesIO()
    with sheets.book(out, briefing.title, f"Data to {briefing.vintage}, version {briefing.version}") as book:
        cover = [briefing.watermark, briefing.subtitle, *wording.imprint(briefing), "Findings:", *briefing.findings, wording.ABSENCE]
        sheets.words(book, "cover", briefing.title, [line for line in cover if line], wording.address(briefing.site, briefing.link))
        for part in briefing.parts:
            _part(book, briefing, part)
        for name, rows in tables.items():
            sheets.table(book, name, _marked(rows, briefing.watermark), headings(catalog, name))
        sheets.table(book, "dictionary", rows_of(catalog))
        sheets.words(book, "sources", "Sources", briefing.sources)
        sheets.words(book, "method", "Method", briefing.method)
    return out.getvalue()


def archive(figure: Figure, site: str = "") -> bytes:
    """One figure as a table in CSV beside a README that says all that must travel with it."""
    out = BytesIO()
    lines = [figure.title, *about(figure), *(f"Column {name}" for name in figure.table), wording.address(site, figure.link) or figure.link]
    with ZipFile(out, "w", ZIP_DEFLATED) as files:
        files.writestr("table.csv", tables.csv(_marked(figure.table, figure.watermark)))
        files.writestr("datapackage.json", json.dumps(_described(figure), ensure_ascii=False, indent=1))
        files.writestr("README.txt", "\n\n".join(line for line in lines if line) + "\n")
    return out.getvalue()


def _described(figure: Figure) -> dict[str, object]:
    """The table as a Frictionless data package, so that programs know its columns, units and sources."""
    kinds = {True: "number", False: "string"}
    fields = [{"name": str(name), "type": kinds[wording.is_number(column)]} for name, column in figure.table.items()]
    table = {"name": "table", "path": "table.csv", "encoding": "utf-8-sig", "schema": {"fields": fields, "missingValues": [""]}}
    return {
        "name": f"figure-{figure.code.lower() or 'without-code'}",
        "title": figure.title,
        "description": " ".join(about(figure)),
        "sources": [{"title": figure.source}],
        "resources": [table],
    }


def about(figure: Figure) -> list[str]:
    """What a reader must know of a figure away from its page."""
    lines = [figure.watermark, figure.subtitle, figure.provenance, *figure.definitions, f"The chart in words: {figure.alt}", figure.notice]
    return [line for line in [*lines, wording.ABSENCE] if line]


def _part(book: Workbook, briefing: Briefing, part: Part) -> None:
    if part.figure:
        _drawn(book, part.title, replace(part.figure, watermark=part.figure.watermark or briefing.watermark))
    if part.table is not None:
        sheet = sheets.table(book, part.title, _marked(part.table, briefing.watermark), formats=formats(part.table))
        sheets.wrap(book, sheet, part.table)
        lines = [part.title, *part.words, f"Source: {part.source}" if part.source else "", *wording.definitions(part)]
        for i, text in enumerate(line for line in lines if line):
            sheet.write_string(i, len(part.table.columns) + 2, text)


def _drawn(book: Workbook, name: str, figure: Figure) -> None:
    figure = replace(figure, rows=native_charts.ordered(figure))
    drawn = {figure.labels.get(c, c) for c in (figure.x, figure.y, figure.low, figure.high) if c}
    shapes = formats(figure.table, dict.fromkeys(drawn, figure.decimals))
    rows = _marked(figure.table, figure.watermark)
    sheet = sheets.table(book, name, rows, formats=shapes)
    sheet.write_string(0, len(rows.columns) + 1, " ".join([wording.sentence(figure.subtitle), figure.provenance, figure.watermark]))
    native_charts.draw(Canvas(book, sheet, figure, len(rows.columns) + 1, _format(figure.decimals)))


def _marked(rows: pd.DataFrame, watermark: str) -> pd.DataFrame:
    """The rows with a last column that still says what they are when the sheet is copied."""
    return rows.assign(**{"Set of parks": watermark}) if watermark else rows


def formats(rows: pd.DataFrame, places: Mapping[str, int] | None = None) -> dict[str, str]:
    """The number format of every column of numbers."""
    numbers = {name: column for name, column in rows.items() if wording.is_number(column)}
    return {
        name: "0"
        if wording.is_year(str(name), column)
        else "0.0000"
        if "itude" in str(name)
        else _format((places or {}).get(name, wording.decimals(column)))
        for name, column in numbers.items()
    }


def _format(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")
