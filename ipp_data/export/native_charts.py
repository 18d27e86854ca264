"""Figure -> native chart of a workbook that refers to the cells of its table. Never draws a number that no cell holds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from xlsxwriter.chart import Chart

from ipp_data.export.canvas import Canvas, address, spread
from ipp_data.figures import Figure
from ipp_data.render.maps import COLOURS
from ipp_data.render.screen import BLUE, GREY, MARKS, SCALE

MARKERS = ("circle", "square", "diamond", "triangle", "star", "plus", "x", "dash")
SHAPES = dict(zip(MARKS, ("circle", "diamond", "x", "square", "dash"), strict=True))
ORANGE, LIGHT = "#D55E00", "#9CCFEC"
NO_MAP = "A workbook has no map of its own: the places stand in the table, the picture of the map comes as PNG, SVG or slide."
END = {"label_position": "low"}


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


def _stacked(canvas: Canvas) -> None:
    figure = canvas.figure
    order, groups = (list(dict.fromkeys(figure.rows[name])) for name in (figure.y, figure.color))
    wide = figure.rows.pivot_table(index=figure.y, columns=figure.color, values=figure.x, aggfunc="sum", min_count=1).loc[order, groups]
    at = canvas.help(wide.rename_axis(columns=None).reset_index())
    chart = canvas.chart("bar", "stacked")
    for i, group in enumerate(groups):
        colour = {"color": COLOURS[i % len(COLOURS)]}
        values = {"value": True, "num_format": canvas.format, "font": {"size": 8, "color": "#FFFFFF"}}
        chart.add_series(
            {"name": str(group), "categories": at[figure.y], "values": at[group], "fill": colour, "gap": 45, "data_labels": values}
        )
    chart.set_legend({"position": "bottom"})
    canvas.show(chart, "", threshold(figure), len(order), x={"reverse": True}, y={"num_format": canvas.format} | END)


def _waterfall(canvas: Canvas) -> None:
    """Stacked bars on an invisible base; a piece that crosses zero has a part on either side."""
    figure = canvas.figure
    points = figure.rows[figure.x].to_numpy(float)
    ends = points.cumsum()
    starts = np.array([*(ends - points), 0.0])
    ends = np.array([*ends, points.sum()])
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    block = {"name": [*figure.rows[figure.y], "Difference"], "base": np.clip(low, 0, None) + np.clip(high, None, 0)}
    kinds = {"adds": [*(points > 0), False], "takes": [*(points < 0), False], "Difference": [*[False] * len(points), True]}
    for kind, chosen in kinds.items():
        block[kind] = np.where(chosen, np.clip(high, 0, None) - np.clip(low, 0, None), np.nan)
        block[f"{kind} below zero"] = np.where(chosen, np.clip(low, None, 0) - np.clip(high, None, 0), np.nan)
    at = canvas.help(pd.DataFrame(block))
    chart = canvas.chart("bar", "stacked")
    colours = {"adds": BLUE, "takes": ORANGE, "Difference": GREY}
    for name in list(block)[1:]:
        fill = {"none": True} if name == "base" else {"color": colours[name.removesuffix(" below zero")]}
        chart.add_series({"name": name, "categories": at["name"], "values": at[name], "fill": fill, "gap": 45})
    chart.set_legend({"position": "bottom", "delete_series": [0, 2, 4, 6]})
    canvas.show(chart, "", label(figure, figure.x), len(points) + 1, x={"reverse": True} | END, y={"num_format": canvas.format})


def _heat(canvas: Canvas) -> None:
    """No chart but the thing itself: a table whose cells take the colour of their numbers."""
    figure = canvas.figure
    order, groups = (list(dict.fromkeys(figure.rows[name])) for name in (figure.y, figure.x))
    wide = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.color).loc[order, groups].reset_index()
    canvas.helped = canvas.left
    canvas.help(wide.rename(columns={figure.y: label(figure, figure.y)}).rename_axis(columns=None))
    shade = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
    ends = {"min_color": SCALE[0], "max_color": SCALE[2]}
    canvas.sheet.conditional_format(1, canvas.left + 1, len(order), canvas.left + len(groups), shade | ends)


def _placed(canvas: Canvas) -> None:
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
    at = canvas.help(pd.DataFrame({"edge": start, "line": range(len(names), 0, -1), "name": names}))
    sheet, _, column, _, _ = at["name"]
    custom = [{"value": address([sheet, i, column, i, column])} for i in range(1, len(names) + 1)]
    labels = {"value": True, "custom": custom, "position": "left", "font": {"size": 8}}
    hidden = {"categories": at["edge"], "values": at["line"], "marker": {"type": "none"}, "data_labels": labels}
    drawn = len(chart.series)
    chart.add_series({"name": "names"} | hidden)
    chart.set_legend({"position": "bottom", "delete_series": [drawn]})
    chart.set_plotarea({"layout": {"x": 0.34, "y": 0.14, "width": 0.63, "height": 0.68}})
    x = {"min": start} | ({"max": 100} if hundred else {})
    y = {"min": 0, "max": len(names) + 1, "major_unit": 1, "label_position": "none", "line": {"none": True}}
    canvas.show(chart, threshold(figure), "", len(names) + (2 * len(names) if figure.kind == "profile" else 2), x=x, y=y)


def _map(canvas: Canvas) -> None:
    canvas.sheet.write_string(1, canvas.left, NO_MAP)


DRAWERS: dict[str, Callable[[Canvas], None]] = {
    "line": _lines, "trend": _lines, "bar": _bars, "bullet": _bars, "stacked": _stacked, "waterfall": _waterfall, "heat": _heat,
    "dots": _placed, "strip": _placed, "profile": _placed, "map": _map,
}  # fmt: skip
