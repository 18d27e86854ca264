"""Figure -> native chart of a workbook that refers to the cells of its table. Never draws a number that no cell holds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from xlsxwriter.chart import Chart

from ipp_data.export import native_points as points
from ipp_data.export.canvas import MARKERS, Canvas, label, pieces, spread, threshold
from ipp_data.figures import Figure
from ipp_data.render.bars import SERIES
from ipp_data.render.maps import COLOURS
from ipp_data.render.screen import BLUE, GREY, MARKS, SCALE

ORANGE = "#D55E00"


def draw(canvas: Canvas) -> None:
    """The chart of a figure, of the same kind as on screen as far as a workbook has it."""
    DRAWERS[canvas.figure.kind](canvas)


def ordered(figure: Figure) -> pd.DataFrame:
    """The rows with each series in one piece, as the series of a chart need them."""
    by = [c for c in (figure.panel, figure.color) if c]
    if figure.kind == "map" and figure.color:
        return figure.rows.sort_values(figure.color, kind="stable")
    if figure.kind not in ("trend", "strip", "profile") or not by:
        return figure.rows.sort_values(figure.x, kind="stable") if figure.kind in ("line", "trend") else figure.rows
    ranks = {name: {value: i for i, value in enumerate(dict.fromkeys(figure.rows[name]))} for name in by}
    keys = [figure.rows[name].map(ranks[name]) for name in by] + ([figure.rows[figure.x]] if figure.kind == "trend" else [])
    return figure.rows.iloc[np.lexsort([key.to_numpy() for key in reversed(keys)])]


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
    groups = [str(name) for name in figure.series]
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
    canvas.bars(chart, threshold(figure), len(rows), {"min": 0})


def _stacked(canvas: Canvas) -> None:
    figure = canvas.figure
    order, groups = list(dict.fromkeys(figure.rows[figure.y])), figure.series
    summed = figure.rows.pivot_table(index=figure.y, columns=figure.color, values=figure.x, aggfunc="sum", min_count=1, observed=True)
    wide = summed.loc[order, groups]
    at = canvas.help(wide.rename_axis(columns=None).reset_index())
    chart = canvas.chart("bar", "stacked")
    for group in groups:
        colour = {"color": SERIES[figure.slots[group] % len(SERIES)][0]}
        values = {"value": True, "num_format": canvas.format, "font": {"size": 8, "color": "#FFFFFF"}}
        chart.add_series(
            {"name": str(group), "categories": at[figure.y], "values": at[group], "fill": colour, "gap": 45, "data_labels": values}
        )
    chart.set_legend({"position": "bottom"})
    canvas.bars(chart, threshold(figure), len(order))


def _waterfall(canvas: Canvas) -> None:
    """Stacked bars on an invisible base; a piece that crosses zero has a part on either side."""
    figure = canvas.figure
    gains = figure.rows[figure.x].to_numpy(float)
    ends = gains.cumsum()
    starts = np.array([*(ends - gains), 0.0])
    ends = np.array([*ends, gains.sum()])
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    block = {"name": [*figure.rows[figure.y], "Difference"], "base": np.clip(low, 0, None) + np.clip(high, None, 0)}
    kinds = {"adds": [*(gains > 0), False], "takes": [*(gains < 0), False], "Difference": [*[False] * len(gains), True]}
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
    canvas.bars(chart, label(figure, figure.x), len(gains) + 1)


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


DRAWERS: dict[str, Callable[[Canvas], None]] = {
    "line": _lines, "trend": _lines, "bar": _bars, "bullet": _bars, "stacked": _stacked, "waterfall": _waterfall, "heat": _heat,
    "dots": points.placed, "strip": points.placed, "profile": points.placed, "map": points.places,
}  # fmt: skip
