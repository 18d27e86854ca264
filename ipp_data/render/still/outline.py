"""Maps of parks -> a still's chart. Never draws a disputed line as a settled one, and never moves a position."""

from __future__ import annotations

from math import inf

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ipp_data.figures import Figure
from ipp_data.render.ink import GREY, SYMBOLS
from ipp_data.render.maps import COLOURS, LAND
from ipp_data.render.outlines import Box, Outline, extent, filled, outlines, stretch
from ipp_data.render.still.chart import Chart, key, mark, plot

TONES = {name: tuple(part / 255 for part in tone) for name, tone in LAND["light"].items()}


def parks(canvas: Canvas, figure: Figure, room: float, tall: float = inf) -> Chart:
    """Parks on the shipped outlines, told apart by symbol and colour."""
    axes = plot(canvas)
    box = extent(figure.place, list(figure.rows[figure.x]), list(figure.rows[figure.y]))
    height = min(tall, room * min(0.74, max(0.45, (box[3] - box[1]) / (box[2] - box[0]) / stretch(box))))
    seen = filled(box, room / height)
    height = room * (seen[3] - seen[1]) / (seen[2] - seen[0]) / stretch(seen)
    axes.set(xlim=(seen[0], seen[2]), ylim=(seen[1], seen[3]), xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color="#C6CED6", linewidth=0.8)
    _ground(axes, figure.place, seen)
    keys = []
    for name in figure.series or [None]:
        part, i = (figure.rows, 0) if name is None else (figure.rows[figure.rows[figure.color] == name], figure.slots[name])
        look = SYMBOLS[i % len(SYMBOLS)], COLOURS[min(i, len(COLOURS) - 1)]
        axes.plot(part[figure.x], part[figure.y], linestyle="", zorder=5, **mark(*look, 6))
        if name is not None:
            keys.append(key(f"{name} ({len(part)})", *look))
    unknown = figure.rows[figure.rows[figure.color].isna()] if figure.color else figure.rows.head(0)
    if len(unknown):
        axes.plot(unknown[figure.x], unknown[figure.y], linestyle="", zorder=5, **mark("circle-open", GREY, 6))
        keys.append(key(f"not reported ({len(unknown)})", "circle-open", GREY))
    return Chart([axes], keys, height=height)


def _ground(axes: Axes, place: str, seen: Box) -> None:
    """Land, borders and the short dashes of disputed lines; one country may be drawn in detail on top."""
    for outline in outlines("region"):
        # Around a country drawn in detail the coarse region stays in one quiet colour, or its rough edges would stick out.
        role = "other" if place and outline.role == "study" else outline.role
        _land(axes, outline, seen, facecolor=TONES[role], linewidth=0)
    for outline in outlines(place) if place else ():
        # China keeps the lines of the United Nations: its own outline would draw disputed lines as settled ones.
        _land(axes, outline, seen, facecolor=TONES["study"], edgecolor=TONES["border"], linewidth=0 if place == "CHN" else 0.7)
    for outline in outlines("borders") if place in ("", "CHN") else ():
        colour = TONES["coast" if outline.role == "coast" else "border"]
        axes.add_collection(LineCollection(_inside(outline, seen), colors=[colour], linewidths=0.7, zorder=2), autolim=False)


def _land(axes: Axes, outline: Outline, seen: Box, **look: object) -> None:
    rings = _inside(outline, seen)
    if rings:
        axes.add_patch(PathPatch(Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)), zorder=1, **look))


def _inside(outline: Outline, seen: Box) -> list:
    """The rings that can be seen; the others would only make the file larger."""
    west, south, east, north = seen
    return [
        ring
        for ring in outline.rings
        if min(x for x, _ in ring) <= east
        and max(x for x, _ in ring) >= west
        and min(y for _, y in ring) <= north
        and max(y for _, y in ring) >= south
    ]
