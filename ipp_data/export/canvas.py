"""The sheet on which a native chart stands: table, chart, helper columns. Never draws a number that no cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from ipp_data.export import sheets, wording
from ipp_data.figures import Figure

MARKERS = ("circle", "square", "diamond", "triangle", "star", "plus", "x", "dash")
GRID = {"visible": True, "line": {"color": "#E3E8ED", "width": 0.75}}
ACROSS = 15  # columns of usual width that a chart covers
Cells = list[Any]  # sheet, first line and column, last line and column


@dataclass
class Canvas:
    """A sheet with the table of a figure at its left, room for charts beside it and for their helper columns behind."""

    book: Workbook
    sheet: Worksheet
    figure: Figure
    left: int
    format: str
    line: int = 1
    helped: int = field(init=False)

    def __post_init__(self) -> None:
        self.helped = self.left + ACROSS + 1

    def data(self, column: str, lines: range | None = None) -> Cells:
        """The cells that hold a column of the figure, or some of its lines."""
        at = list(self.figure.table.columns).index(self.figure.labels.get(column, column))
        lines = lines or range(len(self.figure.rows))
        return [self.sheet.name, lines[0] + 1, at, lines[-1] + 1, at]

    def help(self, block: pd.DataFrame) -> dict[str, Cells]:
        """Write columns that only the chart needs; returns where each stands."""
        shapes = {name: self.format for name, column in block.items() if wording.is_number(column)}
        sheets.put(self.book, self.sheet, block, self.helped, shapes, {name: f"For the chart: {name}" for name in block.columns})
        found = {name: [self.sheet.name, 1, self.helped + i, len(block), self.helped + i] for i, name in enumerate(block.columns)}
        self.helped += len(block.columns) + 1
        return found

    def chart(self, kind: str, subtype: str | None = None) -> Chart:
        """A new chart of the workbook."""
        return self.book.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))

    def bars(self, chart: Chart, values: str, lines: int, axis: dict[str, Any] | None = None) -> None:
        """Show a chart of bars: names down the left side in the order of the table, values above; a bar chart's x is its value axis."""
        names = {"reverse": True, "label_position": "low", "major_gridlines": {"visible": False}}
        self.show(chart, values, "", lines, x={"major_gridlines": GRID} | (axis or {}), y=names)

    def show(self, chart: Chart, across: str, up: str, lines: int, title: str = "", **axes: dict[str, Any]) -> None:
        """Name the chart and its axes and put it beside the table, with its text alternative."""
        figure, small = self.figure, {"size": 9}
        name = "\n".join(text for text in (title or figure.title, figure.watermark) if text)
        chart.set_title({"name": name, "name_font": {"size": 11}, "overlay": False})
        chart.set_x_axis({"name": across, "name_font": small, "num_font": small, "num_format": self.format} | axes.get("x", {}))
        chart.set_y_axis({"name": up, "name_font": small, "num_font": small, "major_gridlines": GRID} | axes.get("y", {}))
        height = max(340, 130 + 24 * lines)
        chart.set_size({"width": 64 * ACROSS - 20, "height": height})
        self.sheet.insert_chart(self.line, self.left, chart, {"description": figure.alt, "object_position": 2})
        self.line += height // 20 + 2


def spread(down: Cells, up: Cells, colour: str, width: float) -> dict[str, Any]:
    """Error bars between cells that hold the distances to both ends."""
    ends = {"plus_values": address(up), "minus_values": address(down)}
    return {"type": "custom", **ends, "end_style": 0 if width > 2 else 1, "line": {"color": colour, "width": width}}


def address(cells: Cells) -> str:
    """Cells as an address, which error bars and labels ask for."""
    return f"={quote_sheetname(cells[0])}!{xl_range_abs(*cells[1:])}"


def label(figure: Figure, column: str | None) -> str:
    """The reader's heading of a column."""
    return figure.labels.get(column, column) if column else ""


def threshold(figure: Figure) -> str:
    """The name of the value axis with the threshold, which a workbook can't draw as a line across bars."""
    return label(figure, figure.x) + ("" if figure.threshold is None else f"; threshold: {figure.threshold:g}")


def pieces(figure: Figure, column: str | None) -> list[tuple[str, range]]:
    """The values of a column in order with the lines that each covers; without a column one piece."""
    if not column:
        return [("", range(len(figure.rows)))]
    values = figure.rows[column].astype(object).fillna("not reported").tolist()
    return [(str(v), range(values.index(v), values.index(v) + values.count(v))) for v in dict.fromkeys(values)]
