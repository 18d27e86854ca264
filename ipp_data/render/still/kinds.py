"""Kinds of figures as matplotlib axes. Never draws a mark for what is not reported, never tells parts apart by colour alone."""

from __future__ import annotations

from math import ceil
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure as Sheet

from ipp_data.figures import Figure
from ipp_data.render.ink import BLUE, GREY, SCALE
from ipp_data.render.maps import COLOURS
from ipp_data.render.still import bars
from ipp_data.render.still.bars import LIGHT
from ipp_data.render.still.lines import ACROSS, MARKERS, Area, line, panels, trend
from ipp_data.render.still.rows import WIDE, labels, rows, threshold

STATUS = {
    "met": ("o", BLUE),
    "partly met": ("D", "#E69F00"),
    "not met": ("X", "#D55E00"),
    "not reported": ("o", GREY),
    "not applicable": ("_", GREY),
}
LEGEND = 0.34  # inches


def height(figure: Figure) -> float:
    """Inches that the chart needs: by its rows, or by its panels."""
    if figure.kind in ("line", "trend"):
        return 3.2 if not figure.panel else 0.2 + 1.6 * ceil(figure.rows[figure.panel].nunique() / ACROSS)
    step = 0.62 if figure.kind == "profile" else 0.34
    tall = sum(max(step, 0.17 * len(wrap(label, WIDE, break_on_hyphens=False)) + 0.08) for label in labels(figure)) + (
        step if figure.kind == "waterfall" else 0
    )
    return max(tall, 0.9) + 0.75 + (LEGEND if _named(figure) else 0)


def _named(figure: Figure) -> bool:
    return figure.kind in ("bullet", "profile", "strip", "stacked") or (
        figure.kind in ("bar", "trend") and len(figure.series) > 1 and not figure.panel
    )


def draw(sheet: Sheet, figure: Figure, area: Area) -> None:
    """Draw a figure of any kind but the map into an area (left, bottom, width, height in inches)."""
    if figure.panel:
        panels(sheet, figure, area)
        return
    left, bottom, width, tall = area
    legend = LEGEND if _named(figure) else 0
    axes = _axes(sheet, (left, bottom + legend + 0.42, width, tall - legend - 0.5))
    DRAWERS[figure.kind](axes, figure)
    _fit(sheet, axes, area, legend)
    if legend:
        handles, names = axes.get_legend_handles_labels()
        sheet.legend(
            handles,
            names,
            loc="lower left",
            bbox_to_anchor=(left / sheet.get_figwidth(), bottom / sheet.get_figheight()),
            ncols=min(len(names), 4),
            frameon=False,
            fontsize=8,
            borderaxespad=0,
        )


def _axes(sheet: Sheet, area: Area) -> Axes:
    wide, tall = sheet.get_size_inches()
    return sheet.add_axes((area[0] / wide, area[1] / tall, area[2] / wide, area[3] / tall))


def _fit(sheet: Sheet, axes: Axes, area: Area, legend: float) -> None:
    """Move the left edge so far in that the longest label has room."""
    renderer = sheet.canvas.get_renderer()
    inside = axes.get_window_extent(renderer)
    tight = axes.get_tightbbox(renderer)
    left, right = (inside.x0 - tight.x0) / sheet.dpi, max(0.0, (tight.x1 - inside.x1) / sheet.dpi)
    wide, tall = sheet.get_size_inches()
    below = max(0.42, (inside.y0 - tight.y0) / sheet.dpi)
    axes.set_position(
        (
            (area[0] + left) / wide,
            (area[1] + legend + below) / tall,
            (area[2] - left - right) / wide,
            (area[3] - legend - below - 0.12) / tall,
        )
    )


def _heat(axes: Axes, figure: Figure) -> None:
    columns, at = list(dict.fromkeys(figure.rows[figure.x])), rows(axes, figure, labels(figure))
    cells = np.full((len(at), len(columns)), np.nan)
    for y, x, value in zip(figure.rows[figure.y].astype(str), figure.rows[figure.x], figure.rows[figure.color], strict=True):
        cells[at[y], columns.index(x)] = value
    axes.imshow(cells, aspect="auto", vmin=0, vmax=100, cmap=LinearSegmentedColormap.from_list("scale", SCALE))
    for (i, j), value in np.ndenumerate(cells):
        axes.text(
            j,
            i,
            "-" if np.isnan(value) else f"{value:.{figure.decimals}f}",
            ha="center",
            va="center",
            fontsize=8,
            color="white" if value > 55 else "#17212B",
        )
    axes.set_xticks(range(len(columns)), ["\n".join(wrap(str(c), 14, break_on_hyphens=False)) for c in columns], fontsize=7.5)
    axes.set_ylim(len(at) - 0.5, -0.5)
    axes.set_xlabel("")
    axes.grid(visible=False)
    axes.tick_params(axis="x", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _dots(axes: Axes, figure: Figure) -> None:
    known, at = figure.rows, rows(axes, figure, labels(figure))
    lines = [at[str(y)] for y in known[figure.y]]
    axes.hlines(lines, known["low"], known["high"], color=GREY, linewidth=1)
    axes.hlines(lines, known[figure.low], known[figure.high], color=LIGHT, linewidth=5)
    axes.plot(known[figure.x], lines, "o", color=BLUE, markersize=6)
    axes.set_xlim(-2, 102)


def _bullet(axes: Axes, figure: Figure) -> None:
    at = rows(axes, figure, labels(figure))
    axes.barh([at[str(y)] for y in figure.rows[figure.y]], figure.rows[figure.x].fillna(0), height=0.32, color=LIGHT)
    _statuses(axes, figure, at)
    threshold(axes, figure)
    axes.set_xlim(-3, 106)


def _statuses(axes: Axes, figure: Figure, at: dict[str, int]) -> None:
    for status, (marker, colour) in STATUS.items():
        part = figure.rows[figure.rows[figure.color] == status]
        if len(part):
            inner = "none" if status == "not reported" else colour
            look = {"marker": marker, "color": colour, "markerfacecolor": inner, "markersize": 6.5, "linestyle": "none"}
            axes.plot(part[figure.x].fillna(0), [at[str(y)] for y in part[figure.y]], label=status, **look)


def _strip(axes: Axes, figure: Figure) -> None:
    at = rows(axes, figure, sorted(labels(figure)))
    _statuses(axes, figure, at)
    medians = figure.rows.dropna(subset=["median"]).drop_duplicates(figure.y)
    if len(medians):
        axes.plot(
            medians["median"],
            [at[str(y)] for y in medians[figure.y]],
            "|",
            color=GREY,
            markersize=20,
            markeredgewidth=2.5,
            label="median of the country",
        )
    threshold(axes, figure)


def _profile(axes: Axes, figure: Figure) -> None:
    at, parks = rows(axes, figure, labels(figure)), figure.series
    for i, name in enumerate(parks):
        part = figure.rows[figure.rows[figure.color] == name]
        lines = [at[str(y)] + 0.66 * (i - (len(parks) - 1) / 2) / max(len(parks), 2) for y in part[figure.y]]
        colour = COLOURS[i % len(COLOURS)]
        axes.hlines(lines, part[figure.low], part[figure.high], color=colour, linewidth=1)
        axes.plot(part[figure.x], lines, marker=MARKERS[i % 9], color=colour, markersize=6, linestyle="none", label=name)
    axes.set_xlim(-3, 103)


DRAWERS = {
    "line": line, "trend": trend, "bar": bars.bar, "stacked": bars.stacked, "heat": _heat, "dots": _dots, "bullet": _bullet, "strip": _strip,
    "waterfall": bars.waterfall, "profile": _profile,
}  # fmt: skip
