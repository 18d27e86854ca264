"""Lines over the years as matplotlib axes. Never joins what was not reported by a line of its own making."""

from __future__ import annotations

from math import ceil
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from ipp_data.figures import Figure
from ipp_data.render.ink import BLUE
from ipp_data.render.maps import COLOURS

MARKERS = ("o", "s", "D", "^", "*", "P", "h", "X", "v")
DASHES = ("-", "--", ":", "-.")
ACROSS = 4  # panels beside each other

Area = tuple[float, float, float, float]  # left, bottom, width, height in inches


def _years(axes: Axes, figure: Figure) -> None:
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    axes.grid(axis="y", color="#E3E8ED", linewidth=0.7)
    axes.tick_params(labelsize=8)


def line(axes: Axes, figure: Figure) -> None:
    """One series: every point, and a line through the means of the years."""
    yearly = figure.rows.groupby(figure.x)[figure.y].mean()
    axes.plot(yearly.index, yearly, color=BLUE, linewidth=1.8)
    axes.plot(figure.rows[figure.x], figure.rows[figure.y], "o", color=BLUE, markersize=6)
    axes.set_ylim(bottom=min(0, figure.rows[figure.y].min()))
    axes.set_ylabel("\n".join(wrap(figure.labels.get(figure.y, figure.y), 40, break_on_hyphens=False)), fontsize=8.5)
    _years(axes, figure)


def trend(axes: Axes, figure: Figure) -> None:
    """Several series told apart by colour, dash and marker."""
    for i, name in enumerate(figure.series or [""]):
        part = figure.rows if not figure.color else figure.rows[figure.rows[figure.color] == name]
        axes.plot(
            part[figure.x],
            part[figure.y],
            DASHES[i % 4],
            marker=MARKERS[i % 9],
            markersize=4,
            linewidth=1.6,
            color=COLOURS[i % len(COLOURS)],
            label=name,
        )
    axes.set_ylabel("\n".join(wrap(figure.labels.get(figure.y, figure.y), 40, break_on_hyphens=False)), fontsize=8.5)
    _years(axes, figure)


def panels(sheet: Sheet, figure: Figure, area: Area) -> None:
    """Small multiples on the same scales."""
    names = list(dict.fromkeys(figure.rows[figure.panel]))
    left, bottom, width, tall = area
    across, down = min(ACROSS, len(names)), ceil(len(names) / ACROSS)
    first, step = None, (width - 0.4) / across
    for i, name in enumerate(names):
        place = (
            left + 0.4 + step * (i % across),
            bottom + 0.25 + (tall - 0.25) * (down - 1 - i // across) / down,
            step - 0.14,
            (tall - 0.25) / down - 0.42,
        )
        wide, high = sheet.get_size_inches()
        axes = sheet.add_axes((place[0] / wide, place[1] / high, place[2] / wide, place[3] / high), sharex=first, sharey=first)
        part = figure.rows[figure.rows[figure.panel] == name]
        axes.plot(part[figure.x], part[figure.y], marker="o", markersize=2.5, linewidth=1.4, color=BLUE)
        axes.set_title(str(name), fontsize=8.5, loc="left")
        _years(axes, figure)
        axes.tick_params(labelsize=7, labelleft=i % across == 0, labelbottom=i + across >= len(names))
        axes.xaxis.get_major_locator().set_params(nbins=3)
        first = first or axes
