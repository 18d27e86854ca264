"""Figures of points -> native scatter of a workbook: scores with intervals, one criterion, profiles, places. Never draws a number that no cell holds."""

from __future__ import annotations

from math import ceil, floor

import pandas as pd
from xlsxwriter.chart import Chart

from ipp_data.export.canvas import MARKERS, Canvas, label, pieces, spread, threshold
from ipp_data.render.maps import COLOURS
from ipp_data.render.office.sheet import clean
from ipp_data.render.outlines import extent, filled
from ipp_data.render.screen import GREY, MARKS

SHAPES = dict(zip(MARKS, ("circle", "diamond", "x", "square", "dash"), strict=True))
LIGHT = "#9CCFEC"
NO_MAP = "Points by longitude and latitude: a workbook has no map of its own; the map with its boundaries comes as PNG, SVG or slide."


def placed(canvas: Canvas) -> None:
    """Points at places beside names: dots, profiles and strips, with their intervals as error bars."""
    figure, rows = canvas.figure, canvas.figure.rows
    names = sorted(set(rows[figure.y])) if figure.kind == "strip" else list(dict.fromkeys(rows[figure.y]))
    groups = pieces(figure, None if figure.kind == "dots" else figure.color)
    place = rows[figure.y].map({name: len(names) - i for i, name in enumerate(names)}).astype(float)
    if figure.kind == "profile":  # parks of one pillar stand above each other
        place += [0.12 * (len(groups) / 2 - i) for i, (_, lines) in enumerate(groups) for _ in lines]
    block = {"place": place}
    spans = {"dots": [("low", "high"), (figure.low, figure.high)], "profile": [(figure.low, figure.high)]}.get(figure.kind, [])
    for low, high in spans:
        block |= {f"down to {low}": rows[figure.x] - rows[low], f"up to {high}": rows[high] - rows[figure.x]}
    at = canvas.help(pd.DataFrame(block))
    chart = canvas.chart("scatter")
    for span, width, colour in zip(spans, (1, 6) if figure.kind == "dots" else (1,), (GREY, LIGHT), strict=False):
        bars = spread(at[f"down to {span[0]}"], at[f"up to {span[1]}"], colour, width)
        name = "bounds" if width == 1 else "nine of ten variants"
        chart.add_series(
            {"name": name, "categories": canvas.data(figure.x), "values": at["place"], "marker": {"type": "none"}, "x_error_bars": bars}
        )
    for i, (group, lines) in enumerate(groups):
        shape, colour = (SHAPES[group], MARKS[group][1]) if group in MARKS else (MARKERS[i % len(MARKERS)], COLOURS[i % len(COLOURS)])
        sheet, _, column, _, _ = at["place"]
        chart.add_series(
            {
                "name": group or label(figure, figure.x),
                "categories": canvas.data(figure.x, lines),
                "values": [sheet, lines[0] + 1, column, lines[-1] + 1, column],
                "marker": {"type": shape, "size": 8, "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    _medians(canvas, chart, place)
    _names(canvas, chart, names)


def _medians(canvas: Canvas, chart: Chart, place: pd.Series) -> None:
    if canvas.figure.kind != "strip" or canvas.figure.rows["median"].isna().all():
        return
    known = canvas.figure.rows.assign(place=place).dropna(subset=["median"]).drop_duplicates(canvas.figure.y)
    at = canvas.help(known[["median", "place"]])
    marker = {"type": "plus", "size": 14, "border": {"color": GREY, "width": 2}}
    chart.add_series({"name": "median of the country", "categories": at["median"], "values": at["place"], "marker": marker})


def _names(canvas: Canvas, chart: Chart, names: list[str]) -> None:
    """A scatter has no names on its axis: labels of unseen points at its left edge stand for them."""
    figure = canvas.figure
    hundred = figure.kind != "strip"
    start = 0.0 if hundred or figure.rows[figure.x].min() >= 0 else float(figure.rows[figure.x].min())
    at = canvas.help(pd.DataFrame({"edge": start, "line": range(len(names), 0, -1)}))
    # Texts, not addresses of cells: LibreOffice shows the number of the line in place of an address.
    labels = {"value": True, "custom": [{"value": clean(name)} for name in names], "position": "left", "font": {"size": 8}}
    hidden = {"categories": at["edge"], "values": at["line"], "marker": {"type": "none"}, "data_labels": labels}
    drawn = len(chart.series)
    chart.add_series({"name": "names"} | hidden)
    chart.set_legend({"position": "bottom", "delete_series": [drawn]})
    chart.set_plotarea({"layout": {"x": 0.34, "y": 0.14, "width": 0.63, "height": 0.68}})
    x = {"min": start} | ({"max": 100} if hundred else {})
    y = {"min": 0, "max": len(names) + 1, "major_unit": 1, "label_position": "none", "line": {"none": True}}
    canvas.show(chart, threshold(figure), "", len(names) + (2 * len(names) if figure.kind == "profile" else 2), x=x, y=y)


def places(canvas: Canvas) -> None:
    """Parks by longitude and latitude, each category with its mark."""
    figure = canvas.figure
    chart = canvas.chart("scatter")
    for group, lines in pieces(figure, figure.color):
        i = figure.slots.get(group, len(figure.slots))
        shape, colour = MARKERS[i % len(MARKERS)], {"color": COLOURS[min(i, len(COLOURS) - 1)]}
        look = {"marker": {"type": shape, "size": 7, "fill": colour, "border": {"color": "#FFFFFF"}}}
        places = {"categories": canvas.data(figure.x, lines), "values": canvas.data(figure.y, lines)}
        chart.add_series({"name": group or "parks", **places, **look})
    chart.set_legend({"position": "bottom"})
    west, south, east, north = filled(extent(figure.place, list(figure.rows[figure.x]), list(figure.rows[figure.y])), 1.8)
    canvas.sheet.write_string(1, canvas.left, NO_MAP)
    canvas.line += 1
    x, y = {"min": floor(west), "max": ceil(east), "crossing": "min"}, {"min": floor(south), "max": ceil(north), "crossing": "min"}
    canvas.show(chart, label(figure, figure.x), label(figure, figure.y), 12, x=x | {"num_format": "0"}, y=y | {"num_format": "0"})
