"""Bars as matplotlib axes. Never draws a bar for what is not reported."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from ipp_data.figures import Figure
from ipp_data.render.ink import BLUE, GREY
from ipp_data.render.maps import COLOURS
from ipp_data.render.still.rows import labels, rows, threshold

LIGHT = "#A9D3EE"
HATCHES = ("", "///", "...", "xxx", "---", "|||", "+++")


def bar(axes: Axes, figure: Figure) -> None:
    """One bar a row; what is not reported has none and says so."""
    at = rows(axes, figure, labels(figure))
    looks = {name: ((BLUE, LIGHT, "#D5DAE0")[min(i, 2)], ("", "///", "...")[min(i, 2)]) for i, name in enumerate(figure.series or [None])}
    for name, (colour, hatch) in looks.items():
        part = figure.rows if name is None else figure.rows[figure.rows[figure.color] == name]
        known = part.dropna(subset=[figure.x])
        ends = (
            None
            if not (figure.low and figure.high)
            else np.abs(known[[figure.low, figure.high]].to_numpy(float).T - known[figure.x].to_numpy(float))
        )
        axes.barh(
            [at[str(y)] for y in known[figure.y]],
            known[figure.x],
            height=0.62,
            color=colour,
            hatch=hatch,
            edgecolor=BLUE if hatch else colour,
            linewidth=0.4,
            label=name,
            xerr=ends,
            ecolor=GREY,
        )
        for y, x in zip(known[figure.y], known[figure.x], strict=True):
            axes.annotate(
                f"{x:,.{figure.decimals}f}", (max(x, 0), at[str(y)]), xytext=(4, 0), textcoords="offset points", va="center", fontsize=7.5
            )
    for y in figure.rows.loc[figure.rows[figure.x].isna(), figure.y]:
        axes.annotate("not reported", (0, at[str(y)]), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color=GREY)
    threshold(axes, figure)


def stacked(axes: Axes, figure: Figure) -> None:
    """The parts of each row beside each other, told apart by colour and hatch."""
    at = rows(axes, figure, labels(figure))
    start = dict.fromkeys(at, 0.0)
    for i, name in enumerate(figure.series):
        part = figure.rows[figure.rows[figure.color] == name].dropna(subset=[figure.x])
        names = [str(y) for y in part[figure.y]]
        axes.barh(
            [at[y] for y in names],
            part[figure.x],
            left=[start[y] for y in names],
            height=0.62,
            color=COLOURS[i % len(COLOURS)],
            hatch=HATCHES[i % 7],
            edgecolor="white",
            linewidth=0.5,
            label=name,
        )
        for y, x in zip(names, part[figure.x], strict=True):
            start[y] += x
    for y, total in start.items():
        axes.annotate(f"{total:,.{figure.decimals}f}", (total, at[y]), xytext=(4, 0), textcoords="offset points", va="center", fontsize=7.5)


def waterfall(axes: Axes, figure: Figure) -> None:
    """Signed pieces, each from where the last one ended, and their sum."""
    pieces = figure.rows[figure.x].to_numpy(float)
    at = rows(axes, figure, [*labels(figure), "Difference"])
    starts = np.concatenate([[0], np.cumsum(pieces)[:-1], [0]])
    values = np.append(pieces, pieces.sum())
    colours = [*np.where(pieces >= 0, BLUE, "#D55E00"), GREY]
    axes.barh(list(at.values()), values, left=starts, height=0.58, color=colours)
    for i, (start, value) in enumerate(zip(starts, values, strict=True)):
        axes.annotate(f"{value:+.1f}", (max(start, start + value), i), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8)
    axes.axvline(0, color=GREY, linewidth=0.8)
