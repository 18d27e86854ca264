"""Figures over years -> a still's chart. Never joins a year that was not reported by a smooth line."""

from __future__ import annotations

from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ipp_data.figures import Figure
from ipp_data.render.ink import BLUE, SYMBOLS
from ipp_data.render.maps import COLOURS
from ipp_data.render.still.chart import INK, LABEL, QUIET, Chart, count, key, mark, plot
from ipp_data.render.still.letters import wrapped

DASHES = ("-", "--", ":", "-.")
TALL, SMALL_TALL = 2.9, 1.3  # inches of a plot alone and of one among many


def line(canvas: Canvas, figure: Figure, room: float, tall: float = TALL) -> Chart:
    """The mean of each year joined; where sources disagree within a year, each keeps its own point."""
    axes = _plot(canvas, figure, figure.rows, tall, room)
    yearly = figure.rows.groupby(figure.x)[figure.y].mean()
    axes.plot(yearly.index, yearly, color=BLUE, linewidth=2)
    axes.plot(figure.rows[figure.x], figure.rows[figure.y], linestyle="", **mark("circle", BLUE, 8))
    axes.set_ylim(min(0, axes.get_ylim()[0] if figure.rows[figure.y].min() < 0 else 0))
    return Chart([axes], height=tall)


def trend(canvas: Canvas, figure: Figure, room: float, tall: float = TALL) -> Chart:
    """Lines with points; symbol, dash and colour tell the series apart, or each has a panel of its own."""
    if figure.panel:
        return _panels(canvas, figure, room)
    axes = _plot(canvas, figure, figure.rows, tall, room)
    return Chart([axes], _lines(axes, figure, figure.rows, figure.series), height=tall)


def _lines(axes: Axes, figure: Figure, rows: pd.DataFrame, series: list[str]) -> list:
    keys = []
    for i, name in enumerate(series or [None]):
        part = rows if name is None else rows[rows[figure.color] == name]
        look = mark(SYMBOLS[i % len(SYMBOLS)], COLOURS[i % len(COLOURS)], 5.5)
        axes.plot(part[figure.x], part[figure.y], linewidth=1.8, linestyle=DASHES[i % len(DASHES)], **look)
        if name is not None:
            keys.append(key(str(name), SYMBOLS[i % len(SYMBOLS)], COLOURS[i % len(COLOURS)], DASHES[i % len(DASHES)], 5.5))
    return keys


def _panels(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """Small multiples on the same years; the same scale too unless the rows hold different units."""
    names = list(dict.fromkeys(figure.rows[figure.panel]))
    down = ceil(len(names) / max(1, min(len(names), 4, int(room / 1.7))))
    across = ceil(len(names) / down)
    free = "unit" in figure.rows and figure.rows["unit"].nunique() > 1
    plots, keys = [], []
    for i, name in enumerate(names):
        rows = figure.rows[figure.rows[figure.panel] == name]
        axes = _plot(canvas, figure, figure.rows, SMALL_TALL, room, small=True)
        axes.set_title(wrapped(name, LABEL, 0.86 * room / across), size=LABEL, color=INK, pad=3)
        keys = _lines(axes, figure, rows, figure.series) or keys
        axes.tick_params(labelbottom=i + across >= len(names), labelleft=free or i % across == 0)
        plots.append(axes)
    if not free:
        low, high = figure.rows[figure.y].min(), figure.rows[figure.y].max()
        edge = 0.08 * (high - low) or 1
        for axes in plots:
            axes.set_ylim(low - edge, high + edge)
        label = figure.labels.get(figure.y, figure.y)
        plots[across * ((down - 1) // 2)].set_ylabel(wrapped(label, LABEL, 1.3 * SMALL_TALL), size=LABEL, color=QUIET)
    return Chart(plots, keys, across, SMALL_TALL)


def _plot(canvas: Canvas, figure: Figure, rows: pd.DataFrame, tall: float, room: float, small: bool = False) -> Axes:
    """A plot with whole years below and values at the left."""
    axes = plot(canvas)
    first, last = rows[figure.x].min(), rows[figure.x].max()
    edge = 0.04 * (last - first) or 1
    axes.set_xlim(first - edge, last + edge)
    axes.xaxis.set_major_locator(MaxNLocator(2 if small else int(room), integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    count(axes.yaxis, 4 if small else 6)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color("#9AA6B2")
    if not small:
        axes.set_ylabel(wrapped(figure.labels.get(figure.y, figure.y), LABEL, tall), size=LABEL, color=QUIET)
    return axes
