"""What a still's chart hands to its page, and the few tools that all kinds draw with. Never draws a title or a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isnan

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ipp_data import numerals
from ipp_data.figures import Figure
from ipp_data.render.ink import GREY, MARKS
from ipp_data.render.still.letters import balanced, width

INK, QUIET, RULE = "#17212B", "#4A5764", "#DDE3E8"
LABEL, SMALL = 8.5, 7.5  # points
NAMES = 0.41  # of the width, at most, for the names of the rows
LINE = 1.45 * LABEL / 72  # inches of one line of a label; Khmer and Bangla are tall
SHAPES = {
    "circle": "o",
    "square": "s",
    "diamond": "D",
    "triangle-up": "^",
    "star": "*",
    "cross": "P",
    "hexagon": "h",
    "x": "X",
    "circle-open": "o",
    "line-ew-open": "_",
}


@dataclass
class Chart:
    """Plots in a grid, the keys of the legend, and the height of one plot in inches (0: that of its rows)."""

    plots: list[Axes]
    keys: list[Artist] = field(default_factory=list)
    across: int = 1
    height: float = 0.0

    def __post_init__(self) -> None:
        """Plots by rows measure themselves in inches."""
        self.height = self.height or abs(self.plots[0].get_ylim()[0] - self.plots[0].get_ylim()[1])


def plot(canvas: Canvas) -> Axes:
    """An empty plot with a quiet grid; its page places it."""
    axes = canvas.add_axes((0.35, 0.2, 0.6, 0.6))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=LABEL, colors=INK)
    axes.set_axisbelow(True)
    axes.grid(color=RULE, linewidth=0.7)
    return axes


def by_rows(canvas: Canvas, figure: Figure, labels: list[str], room: float, least: float = 0.27) -> tuple[Axes, list[float]]:
    """A plot measured in inches downwards, its values on the upper edge, and where the middle of each row lies beside its wrapped label."""
    axes = plot(canvas)
    texts = [balanced(label, LABEL, NAMES * room) for label in labels]
    talls = [max(least, (text.count("\n") + 1) * LINE + 0.08) for text in texts]
    at = [sum(talls[:i]) + tall / 2 for i, tall in enumerate(talls)]
    axes.set_yticks(at, texts)
    axes.set_ylim(sum(talls), 0)
    axes.grid(visible=False, axis="y")
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(balanced(figure.labels.get(figure.x, figure.x), LABEL, 0.55 * room), size=LABEL, color=QUIET)
    count(axes.xaxis, max(2, int(room / 1.4)))
    return axes, at


def count(axis: object, most: int) -> None:
    """Numbers on an axis as readers write them, without powers and offsets."""
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: written(value)))


def written(value: float, sign: str = "") -> str:
    """A number with thousands separated and no idle zeros."""
    value = 0.0 if abs(value) < 1e-9 else value
    places = next(n for n in range(7) if n == 6 or round(value, 6) == round(value, n))
    return numerals.written(value, places, sign).replace("-", "\N{MINUS SIGN}")


def reach(axes: Axes, low: float, high: float, values: list[float]) -> None:
    """The usual range of the values, wider where a value lies outside it."""
    known = [value for value in values if not isnan(value)]
    axes.set_xlim(min([low, *known]), max([high, *known]))


def tone(colour: str) -> str | tuple[float, ...]:
    """A colour of the screen as matplotlib takes it."""
    parts = re.findall(r"[\d.]+", colour) if colour.startswith("rgba") else []
    return (*(int(part) / 255 for part in parts[:3]), float(parts[3])) if parts else colour


def key(name: str, symbol: str, colour: str, line: str = "", size: float = 6.5) -> Line2D:
    """One mark for the legend; open symbols stay open."""
    return Line2D([], [], label=name, linestyle=line, **mark(symbol, colour, size))


def mark(symbol: str, colour: str, size: float = 6.5) -> dict[str, object]:
    """How a symbol is drawn."""
    if not symbol:
        return {"marker": "", "color": colour}
    lines = symbol == "line-ew-open"
    inside = "none" if symbol.endswith("open") else colour
    edge = colour if symbol.endswith("open") else "white"
    grown = size + {"star": 3.0, "x": 1.0, "cross": 1.0, "triangle-up": 1.0}.get(symbol, 0)
    return {
        "marker": SHAPES[symbol],
        "color": colour,
        "markersize": grown,
        "markerfacecolor": inside,
        "markeredgecolor": edge,
        "markeredgewidth": 2 if lines else 1.4 if symbol.endswith("open") else 0.6,
    }


def statuses(axes: Axes, figure: Figure, at: list[float], places: list[float]) -> list[Artist]:
    """A mark for each row in the shape and colour of its status, and the keys of those that occur."""
    keys: list[Artist] = []
    for status, (symbol, colour) in MARKS.items():
        chosen = [i for i, own in enumerate(figure.rows[figure.color]) if own == status]
        if chosen:
            axes.plot([at[i] for i in chosen], [places[i] for i in chosen], linestyle="", zorder=4, **mark(symbol, colour, 7.5))
            keys.append(key(status, symbol, colour))
    return keys


def threshold(axes: Axes, figure: Figure) -> list[Artist]:
    """The dashed line of the threshold and its key, where the figure has one."""
    if figure.threshold is None:
        return []
    axes.axvline(figure.threshold, color=GREY, linestyle="--", linewidth=1.3, zorder=3)
    return [Line2D([], [], label="threshold", color=GREY, linestyle="--", linewidth=1.3)]


def legible(text: str, inches: float) -> bool:
    """Whether a small text fits a space beside or inside a mark."""
    return width(text, SMALL) + 0.06 <= inches
