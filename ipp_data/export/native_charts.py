"""Figure -> native chart of a workbook that refers to the cells of its table. Never draws a number that no cell holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from ipp_data.export import sheets
from ipp_data.figures import Figure
from ipp_data.render.maps import COLOURS
from ipp_data.render.screen import BLUE, GREY, MARKS, SCALE

MARKERS = ("circle", "square", "diamond", "triangle", "star", "plus", "x", "dash")
ORANGE, LIGHT = "#D55E00", "#9CCFEC"
ACROSS = 15  # columns of usual width that a chart covers
NO_MAP = "A workbook has no map of its own: the places stand in the table, the picture of the map comes as PNG, SVG or slide."
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
        sheets.put(self.book, self.sheet, block, self.helped, {}, {name: f"For the chart: {name}" for name in block.columns})
        found = {name: [self.sheet.name, 1, self.helped + i, len(block), self.helped + i] for i, name in enumerate(block.columns)}
        self.helped += len(block.columns) + 1
        return found

    def chart(self, kind: str, subtype: str | None = None) -> Chart:
        """A new chart of the workbook."""
        return self.book.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))

    def show(self, chart: Chart, across: str, up: str, lines: int, title: str = "", **axes: dict[str, Any]) -> None:
        """Name the chart and its axes and put it beside the table, with its text alternative."""
        figure, small = self.figure, {"size": 9}
        name = "\n".join(text for text in (title or figure.title, figure.watermark) if text)
        chart.set_title({"name": name, "name_font": {"size": 11}, "overlay": False})
        grid = {"visible": True, "line": {"color": "#E3E8ED", "width": 0.75}}
        chart.set_x_axis({"name": across, "name_font": small, "num_font": small, "num_format": self.format} | axes.get("x", {}))
        chart.set_y_axis({"name": up, "name_font": small, "num_font": small, "major_gridlines": grid} | axes.get("y", {}))
        height = max(340, 130 + 24 * lines)
        chart.set_size({"width": 64 * ACROSS - 20, "height": height})
        self.sheet.insert_chart(self.line, self.left, chart, {"description": figure.alt, "object_position": 2})
        self.line += height // 20 + 2


def draw(canvas: Canvas) -> None:
    """The chart of a figure, of the same kind as on screen as far as a workbook has it."""
    DRAWERS[canvas.figure.kind](canvas)


def ordered(figure: Figure) -> pd.DataFrame:
    """The rows with each series in one piece, as the series of a chart need them."""
    by = [c for c in (figure.panel, figure.color) if c]
    if figure.kind not in ("trend", "strip", "profile") or not by:
        return figure.rows.sort_values(figure.x, kind="stable") if figure.kind in ("line", "trend") else figure.rows
    ranks = {name: {value: i for i, value in enumerate(dict.fromkeys(figure.rows[name]))} for name in by}
    keys = [figure.rows[name].map(ranks[name]) for name in by] + ([figure.rows[figure.x]] if figure.kind == "trend" else [])
    return figure.rows.iloc[np.lexsort([key.to_numpy() for key in reversed(keys)])]


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
    values = figure.rows[column].tolist()
    return [(str(v), range(values.index(v), values.index(v) + values.count(v))) for v in dict.fromkeys(values)]


def _lines(canvas: Canvas) -> None:
    figure = canvas.figure
    for panel, inside in pieces(figure, figure.panel):
        chart = canvas.chart("scatter", "straight_with_markers")
        whole = figure.rows.iloc[inside.start : inside.stop]
        values = whole[figure.color].tolist() if figure.color else [""] * len(whole)
        for i, value in enumerate(dict.fromkeys(values)):
            start = inside.start + values.index(value)
            lines, colour = range(start, start + values.count(value)), COLOURS[i % len(COLOURS)]
            several = not figure.color and whole[figure.x].duplicated().any()
            chart.add_series(
                {
                    "name": str(value) or label(figure, figure.y),
                    "categories": canvas.data(figure.x, lines),
                    "values": canvas.data(figure.y, lines),
                    "line": {"none": True} if several else {"color": colour, "width": 1.75},
                    "marker": {
                        "type": MARKERS[i % len(MARKERS)], "size": 7, "fill": {"color": colour}, "border": {"color": colour}
                    },
                }
            )  # fmt: skip
            if several:
                _means(canvas, chart, whole)
        chart.set_legend({"position": "bottom"} if figure.color else {"none": True})
        title = f"{panel}: {figure.title}" if panel else ""
        first, last = figure.rows[figure.x].min(), figure.rows[figure.x].max()
        x = {"num_format": "0", "min": first - 1, "max": last + 1, "major_unit": max(1, (last - first) // 8)}
        canvas.show(chart, label(figure, figure.x), label(figure, figure.y), 9, title, x=x, y={"num_format": canvas.format})


def _means(canvas: Canvas, chart: Chart, rows: pd.DataFrame) -> None:
    figure = canvas.figure
    at = canvas.help(rows.groupby(figure.x)[figure.y].mean().rename("mean of the year").reset_index())
    thin = {"line": {"color": BLUE, "width": 1.75}, "marker": {"type": "none"}}
    chart.add_series({"name": "mean of the year", "categories": at[figure.x], "values": at["mean of the year"], **thin})


def _bars(canvas: Canvas) -> None:
    figure, rows = canvas.figure, canvas.figure.rows
    missing = rows[figure.x].isna() & ~(rows[figure.color].eq("not reported") if figure.kind == "bullet" else False)
    named = rows[figure.y].astype("str") + (" · " + rows[figure.color].astype("str") if figure.kind == "bullet" else "")
    block = {"name": named.where(~missing, named + " · not reported")}
    groups = list(dict.fromkeys(rows[figure.color].astype("str"))) if figure.color else []
    block |= {group: rows[figure.x].where(rows[figure.color].astype("str") == group) for group in groups}
    if figure.low and figure.high:
        block |= {"down": rows[figure.x] - rows[figure.low], "up": rows[figure.high] - rows[figure.x]}
    at = canvas.help(pd.DataFrame(block))
    chart = canvas.chart("bar")
    for i, group in enumerate(groups or [""]):
        colour = MARKS[group][1] if group in MARKS else (BLUE, "#B8C4CE")[min(i, 1)]
        chart.add_series(
            {
                "name": group or label(figure, figure.x),
                "categories": at["name"],
                "values": at[group] if group else canvas.data(figure.x),
                "fill": {"color": colour},
                "gap": 45,
                "overlap": 100,
                "data_labels": {"value": True, "num_format": canvas.format, "font": {"size": 8}},
                **({"y_error_bars": spread(at["down"], at["up"], GREY, 1)} if "down" in at and not groups else {}),
            }
        )
    chart.set_legend({"position": "bottom"} if groups else {"none": True})
    canvas.show(chart, "", threshold(figure), len(rows), x={"reverse": True}, y={"num_format": canvas.format, "min": 0} | END)


def spread(down: Cells, up: Cells, colour: str, width: float) -> dict[str, Any]:
    """Error bars between cells that hold the distances to both ends."""
    ends = {"plus_values": address(up), "minus_values": address(down)}
    return {"type": "custom", **ends, "end_style": 0 if width > 2 else 1, "line": {"color": colour, "width": width}}


def address(cells: Cells) -> str:
    """Cells as an address, which error bars and labels ask for."""
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    return f"={quote_sheetname(cells[0])}!{xl_range_abs(*cells[1:])}"


END = {"label_position": "low"}
DRAWERS: dict[str, Callable[[Canvas], None]] = {}
