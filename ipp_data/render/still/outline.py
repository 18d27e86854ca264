"""The map of a figure as a still. Never draws a boundary without the notice that the figure brings."""

from __future__ import annotations

from math import cos, radians

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure as Sheet
from matplotlib.path import Path

from ipp_data.figures import Figure
from ipp_data.render.maps import COLOURS
from ipp_data.render.outlines import Outline, extent, outlines
from ipp_data.render.still.kinds import LEGEND
from ipp_data.render.still.lines import MARKERS, Area

SEA, TONES = "#FFFFFF", {"study": "#E2EAF0", "other": "#F3F5F7", "disputed": "#DEDEDE"}
LINES = {"border": "#96A3B0", "coast": "#BAC5CF", "disputed line": "#96A3B0"}
SQUAT, TALL = 2.8, 5.4  # inches


def _shown(figure: Figure) -> tuple[float, float, float, float]:
    return extent(figure.place, list(figure.rows[figure.x]), list(figure.rows[figure.y]))


def height(figure: Figure, width: float) -> float:
    """Inches that the map needs for a width, with its legend."""
    west, south, east, north = _shown(figure)
    return min(max(width * (north - south) / ((east - west) * cos(radians((south + north) / 2))), SQUAT), TALL) + LEGEND


def draw(sheet: Sheet, figure: Figure, area: Area) -> None:
    """Land, lines and one symbol and colour for each category of the points."""
    west, south, east, north = _shown(figure)
    left, bottom, width, tall = area
    wide, high = sheet.get_size_inches()
    axes = sheet.add_axes((left / wide, (bottom + LEGEND) / high, width / wide, (tall - LEGEND) / high))
    # China keeps the lines of the United Nations: its own outline would draw disputed lines as settled ones.
    detail = outlines(figure.place) if figure.place and figure.place != "CHN" else ()
    for shape in outlines("region"):
        tone = "other" if detail and shape.role == "study" else shape.role
        axes.add_collection(PathCollection([_path(shape)], facecolors=TONES[tone], edgecolors="none"))
    for shape in outlines("borders") if not detail else ():
        axes.add_collection(LineCollection([list(ring) for ring in shape.rings], colors=LINES[shape.role], linewidths=0.6))
    for shape in detail:
        axes.add_collection(PathCollection([_path(shape)], facecolors=TONES["study"], edgecolors=LINES["border"], linewidths=0.6))
    for i, name in enumerate(figure.series):
        part = figure.rows[figure.rows[figure.color] == name]
        look = {
            "marker": MARKERS[i % 9],
            "color": COLOURS[i % len(COLOURS)],
            "markersize": 5.5,
            "markeredgecolor": "white",
            "markeredgewidth": 0.5,
        }
        axes.plot(part[figure.x], part[figure.y], linestyle="none", label=f"{name} ({len(part)})", **look)
    axes.set_aspect(1 / cos(radians((south + north) / 2)))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.axis("off")
    handles, names = axes.get_legend_handles_labels()
    sheet.legend(
        handles,
        names,
        loc="lower left",
        bbox_to_anchor=(left / wide, bottom / high),
        ncols=min(len(names), 5),
        frameon=False,
        fontsize=8,
        borderaxespad=0,
    )


def _path(shape: Outline) -> Path:
    """All rings as one path, so that holes stay open."""
    points, codes = [], []
    for ring in shape.rings:
        points += ring
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]
    return Path(points, codes)
