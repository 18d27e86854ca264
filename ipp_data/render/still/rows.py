"""Figures with a line for each row -> a still's chart. Never draws a mark for what is not reported."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from ipp_data.figures import Figure, number
from ipp_data.render.bars import REST, SERIES
from ipp_data.render.ink import BLUE, GREY, PALE, SCALE, SYMBOLS
from ipp_data.render.maps import COLOURS
from ipp_data.render.still.chart import (
    INK,
    LABEL,
    NAMES,
    QUIET,
    SMALL,
    Chart,
    by_rows,
    key,
    legible,
    mark,
    reach,
    statuses,
    threshold,
    tone,
)
from ipp_data.render.still.letters import width, wrapped

ORANGE = "#D55E00"
THICK = 0.18  # inches of a bar
HALO = {"color": INK, "path_effects": [withStroke(linewidth=3, foreground="white")]}  # numbers on a pattern


def bar(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """One bar a row in the order given, with its number, its interval and the threshold where the figure has them."""
    data, groups = figure.rows, figure.series
    axes, at = by_rows(canvas, figure, list(data[figure.y]), room)
    looks = [(tone(BLUE), ""), (tone(PALE), "///"), (tone(REST), "...")]
    ends = data[figure.high].fillna(data[figure.x]) if figure.high else data[figure.x]
    for i, (y, value, end) in enumerate(zip(at, data[figure.x], ends, strict=True)):
        if pd.isna(value):
            axes.annotate("not reported", (0, y), (4, 0), textcoords="offset points", va="center", size=LABEL, color=QUIET)
            continue
        group = groups.index(data[figure.color].iloc[i]) if groups and data[figure.color].iloc[i] in groups else 2 * bool(groups)
        colour, hatch = looks[min(group, 2)]
        axes.barh(y, value, THICK, color=colour, hatch=hatch, edgecolor="white", linewidth=0, zorder=2)
        side = {"ha": "left", "xytext": (4, 0)} if value >= 0 else {"ha": "right", "xytext": (-4, 0)}
        tip = max(end, value) if value >= 0 else min(data[figure.low].iloc[i] if figure.low else value, value)
        axes.annotate(
            number(value, figure.decimals), (tip, y), va="center", textcoords="offset points", size=LABEL, color=INK, zorder=5, **side
        )
    if figure.low and figure.high:
        axes.hlines(at, data[figure.low], data[figure.high], color=INK, linewidth=1.2, zorder=3)
    keys = [Patch(facecolor=looks[min(i, 2)][0], hatch=looks[min(i, 2)][1], edgecolor="white", label=str(g)) for i, g in enumerate(groups)]
    keys += threshold(axes, figure)
    axes.axvline(0, color=QUIET, linewidth=0.8, zorder=4)
    low = data[figure.low].min() if figure.low else 0
    _from_zero(axes, [0, data[figure.x].min(), low], [data[figure.x].max(), ends.max(), figure.threshold or 0])
    return Chart([axes], keys)


def stacked(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """The parts of each row beside each other, told apart by colour and pattern, with their numbers where they fit."""
    labels, keys = list(dict.fromkeys(figure.rows[figure.y])), []
    axes, at = by_rows(canvas, figure, labels, room)
    wide = figure.rows.pivot_table(index=figure.y, columns=figure.color, values=figure.x, aggfunc="sum", observed=True).reindex(labels)
    most, ends = max(wide.sum(axis=1).max(), 1e-9), pd.Series(0.0, index=labels)
    for name in figure.series:
        colour, pattern = SERIES[figure.slots[name] % len(SERIES)]
        look = {"color": colour, "hatch": pattern * 3, "edgecolor": "white"}
        for y, label in zip(at, labels, strict=True):
            value = wide.loc[label, name]
            if pd.isna(value) or not value:
                continue
            axes.barh(y, value, THICK, left=ends[label], linewidth=0.8, zorder=2, **look)
            text = number(value, figure.decimals)
            if legible(text, 0.5 * room * value / most):
                axes.text(
                    ends[label] + value / 2,
                    y,
                    text,
                    ha="center",
                    va="center",
                    size=SMALL,
                    zorder=5,
                    **(HALO if pattern else {"color": "white"}),
                )
            ends[label] += value
        keys.append(Patch(facecolor=colour, hatch=pattern * 3, edgecolor="white", label=str(name)))
    for y, label in zip(at, labels, strict=True):
        total = number(ends[label], figure.decimals) if wide.loc[label].notna().any() else "not reported"
        axes.annotate(total, (ends[label], y), (4, 0), textcoords="offset points", va="center", size=LABEL, color=INK)
    keys += threshold(axes, figure)
    _from_zero(axes, [0], [most, figure.threshold or 0])
    return Chart([axes], keys)


def _from_zero(axes: Axes, lows: list[float], highs: list[float]) -> None:
    """From zero to the largest value, with room for the numbers at the ends."""
    low, high = pd.Series(lows, dtype=float).min(), pd.Series([*highs, 0], dtype=float).max()
    span = (high - low) or 1
    axes.set_xlim(low - (0.14 * span if low < 0 else 0), high + 0.14 * span)


def dots(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """Dots on two lines: the thin one for the bounds, the thick one for nine of ten variants; the number at the right edge."""
    data, said = figure.rows, figure.labels.get
    axes, at = by_rows(canvas, figure, list(data[figure.y]), room)
    keys = [key(said(figure.x, figure.x), "circle", BLUE)]
    for low, high, thick, colour in ((figure.low, figure.high, 6, PALE), ("low", "high", 1.3, GREY)):
        if low in data and high in data:
            axes.hlines(at, data[low], data[high], color=tone(colour), linewidth=thick, zorder=3 if thick > 2 else 2)
            keys.append(Line2D([], [], color=tone(colour), linewidth=thick, label=f"{said(low, low)} to {said(high, high).lower()}"))
    axes.plot(data[figure.x], at, linestyle="", zorder=4, **mark("circle", BLUE, 7.5))
    reach(axes, -2, 102, [*data[figure.x]])
    for y, value in zip(at, data[figure.x], strict=True):
        axes.text(1.01, y, number(value, figure.decimals), transform=axes.get_yaxis_transform(), va="center", size=LABEL, color=INK)
    return Chart([axes], keys)


def bullet(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """A bar to each criterion's place on the way to its threshold, with a symbol and a colour for the status."""
    axes, at = by_rows(canvas, figure, list(figure.rows[figure.y]), room)
    ends = list(figure.rows[figure.x].fillna(0))
    axes.barh(at, ends, 0.5 * THICK, color=tone(PALE), zorder=2)
    keys = statuses(axes, figure, ends, at)
    reach(axes, -3, 106, ends)
    return Chart([axes], keys + threshold(axes, figure))


def waterfall(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """Signed pieces one after the other and their sum."""
    pieces = [float(x) for x in figure.rows[figure.x].fillna(0)]
    axes, at = by_rows(canvas, figure, [*figure.rows[figure.y], "Difference"], room)
    starts = [sum(pieces[:i]) for i in range(len(pieces))]
    for i, (start, piece) in enumerate(zip([*starts, 0.0], [*pieces, sum(pieces)], strict=True)):
        colour = GREY if i == len(pieces) else BLUE if piece >= 0 else ORANGE
        axes.barh(at[i], piece, THICK, left=start, color=colour, zorder=2)
        right = max(start, start + piece)
        told = f"{piece:+,.{max(figure.decimals, 1)}f}".replace("-", "\N{MINUS SIGN}")
        axes.annotate(told, (right, at[i]), (4, 0), textcoords="offset points", va="center", size=LABEL, color=INK)
        if i < len(pieces):
            axes.vlines(start + piece, at[i], at[i + 1], color=GREY, linewidth=0.9, zorder=1)
    axes.axvline(0, color=QUIET, linewidth=0.8)
    totals = [0.0, *starts, sum(pieces)]
    span = (max(totals) - min(totals)) or 1
    axes.set_xlim(min(totals) - 0.04 * span, max(totals) + 0.16 * span)
    return Chart([axes])


def strip(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """Every value of a group on one line with the median of the group and the threshold."""
    labels = sorted(set(figure.rows[figure.y]))
    axes, at = by_rows(canvas, figure, labels, room, least=0.36)
    line = dict(zip(labels, at, strict=True))
    keys = statuses(axes, figure, list(figure.rows[figure.x]), list(figure.rows[figure.y].map(line)))
    medians = figure.rows.dropna(subset=["median"]).drop_duplicates(figure.y)
    if len(medians):
        look = {"marker": "|", "linestyle": "", "markeredgewidth": 3, "color": GREY}
        axes.plot(medians["median"], medians[figure.y].map(line), markersize=20, zorder=3, **look)
        keys.append(Line2D([], [], markersize=10, label="median of the country", **look))
    keys += threshold(axes, figure)
    axes.margins(x=0.06)
    axes.grid(visible=True, axis="y")
    return Chart([axes], keys)


def profile(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """The parks side by side in each pillar, each with the reach of its bounds."""
    labels, parks, each = list(dict.fromkeys(figure.rows[figure.y])), figure.series, 0.19
    axes, at = by_rows(canvas, figure, labels, room, least=each * len(figure.series) + 0.14)
    line, keys = dict(zip(labels, at, strict=True)), []
    for i, park in enumerate(parks):
        part = figure.rows[figure.rows[figure.color] == park]
        symbol, colour = SYMBOLS[i % len(SYMBOLS)], COLOURS[i % len(COLOURS)]
        own = part[figure.y].map(line) + each * (i - (len(parks) - 1) / 2)
        if figure.low and figure.high:
            axes.hlines(own, part[figure.low], part[figure.high], color=colour, linewidth=1.2, zorder=2)
        axes.plot(part[figure.x], own, linestyle="", zorder=4, **mark(symbol, colour, 7.5))
        keys.append(key(str(park), symbol, colour))
    for upper, lower in pairwise(at):
        axes.axhline((upper + lower) / 2, color="#C6CED6", linewidth=0.7)
    reach(axes, -3, 103, [*figure.rows[figure.x]])
    return Chart([axes], keys)


def heat(canvas: Canvas, figure: Figure, room: float) -> Chart:
    """Cells of 0 to 100 with their numbers; an empty cell has no answer."""
    columns = list(dict.fromkeys(figure.rows[figure.x]))
    labels = list(dict.fromkeys(figure.rows[figure.y]))
    axes, at = by_rows(canvas, figure, labels, room)
    wide = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.color).loc[labels, columns].astype(float)
    scale = LinearSegmentedColormap.from_list("scale", SCALE)
    edges = list(accumulate(at, lambda edge, middle: 2 * middle - edge, initial=0.0))
    axes.pcolormesh(range(len(columns) + 1), edges, wide.to_numpy(), cmap=scale, vmin=0, vmax=100, edgecolor="white", linewidth=1.5)
    axes.grid(visible=False)
    axes.set_xlabel("")
    each = (room - min(NAMES * room, max(width(str(label), LABEL) for label in labels)) - 0.1) / len(columns)
    flat = max(width(word, LABEL) for column in columns for word in str(column).split()) < 0.94 * each
    texts = [wrapped(column, LABEL, 0.94 * each if flat else 1.4) for column in columns]
    axes.set_xticks(
        [i + 0.5 for i in range(len(columns))], texts, **({} if flat else {"rotation": 50, "ha": "left", "rotation_mode": "anchor"})
    )
    for (i, j), value in [((i, j), wide.iat[i, j]) for i in range(len(labels)) for j in range(len(columns))]:
        if pd.notna(value) and legible("100", each):
            colour = "white" if value > 65 else INK
            axes.text(j + 0.5, at[i], f"{value:.0f}", ha="center", va="center", size=SMALL, color=colour, in_layout=False)
    return Chart([axes])
