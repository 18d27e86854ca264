"""Figure -> still picture (PNG, SVG) with everything that must travel with it. Never needs a browser, a display or a font of the server."""

from __future__ import annotations

import re
from io import BytesIO
from math import ceil
from threading import RLock
from xml.sax.saxutils import escape

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.legend import Legend
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from numpy import array_split

from ipp_data.figures import Figure
from ipp_data.render.still import lines, outline, rows
from ipp_data.render.still.chart import INK, LABEL, QUIET, SMALL, Chart
from ipp_data.render.still.letters import balanced, families, width, wrapped

EDGE, GAP = 0.15, 0.09  # inches
FREE = ("line", "trend", "map")  # the height of their plots is no matter of rows
DRAWERS = {
    "line": lines.line,
    "trend": lines.trend,
    "bar": rows.bar,
    "stacked": rows.stacked,
    "heat": rows.heat,
    "dots": rows.dots,
    "bullet": rows.bullet,
    "waterfall": rows.waterfall,
    "strip": rows.strip,
    "profile": rows.profile,
    "map": outline.parks,
}
# Settings and font faces of matplotlib belong to the whole process: one picture at a time.
ALONE = RLock()


def picture(figure: Figure, kind: str = "png", width: float = 8.0, dpi: int = 160, tall: float = 0.0) -> bytes:
    """The whole picture of a figure as PNG or SVG, `width` inches wide and as tall as its rows need; `tall` limits a plot without rows."""
    told = {"Title": figure.title, "Description": figure.alt, "Source": figure.provenance}
    out = BytesIO()
    with ALONE, rc_context(_settings()):
        canvas = draw(figure, width, dpi, tall)
        canvas.savefig(out, format=kind, metadata=told | ({"Date": None} if kind == "svg" else {}))
    return _described(out.getvalue(), figure) if kind == "svg" else out.getvalue()


def draw(figure: Figure, width: float = 8.0, dpi: int = 160, tall: float = 0.0) -> Canvas:
    """The laid-out drawing of a figure before it becomes a file."""
    with ALONE, rc_context(_settings()):
        canvas = Canvas(figsize=(width, 5), dpi=dpi, facecolor="white")
        FigureCanvasAgg(canvas)
        room = width - 2 * EDGE
        chart = DRAWERS[figure.kind](canvas, figure, room, **({"tall": tall} if tall and figure.kind in FREE else {}))
        # The variable fonts are loaded in their regular weight; a thin stroke of the same ink makes the title bold in every script.
        bold = [withStroke(linewidth=0.6, foreground=INK)]
        head = [_words(canvas, balanced(figure.title, 13, 0.97 * room), 13, INK, "title", path_effects=bold)]
        head.append(_words(canvas, wrapped(figure.subtitle, 9, room), 9, QUIET, "subtitle"))
        foot = [_words(canvas, wrapped(figure.notice, SMALL, room), SMALL, QUIET, "notice")] if figure.notice else []
        foot.append(_words(canvas, wrapped(figure.provenance, SMALL, room), SMALL, QUIET, "provenance"))
        legend = _legend(canvas, chart, room)
        # Which numbers stand on an axis depends on its length, so the second pass measures what the first has placed.
        for _ in range(2):
            _place(canvas, chart, [*head, *([legend] if legend else [])], foot)
        if figure.watermark:
            _watermark(canvas, chart, figure.watermark)
        return canvas


def _settings() -> dict[str, object]:
    return {
        "font.family": families(),
        "text.parse_math": False,
        "text.hinting": "no_hinting",
        "svg.fonttype": "path",
        "svg.hashsalt": "still",
        "hatch.linewidth": 0.8,
    }


def _words(canvas: Canvas, text: str, size: float, colour: str, role: str, **more: object) -> Text:
    return canvas.text(0, 0, text, size=size, color=colour, va="top", gid=role, linespacing=1.1, **more)


def _legend(canvas: Canvas, chart: Chart, room: float) -> Legend | None:
    """The keys in as few rows as the width allows."""
    names = [wrapped(key.get_label(), LABEL, 0.9 * room) for key in chart.keys]
    if not names:
        return None
    widths = [max(width(line, LABEL) for line in name.split("\n")) for name in names]
    for columns in range(len(names), 0, -1):
        # A column is as wide as its widest name; the keys run down the columns as the legend fills them.
        if sum(max(part) + 0.55 for part in array_split(widths, columns)) <= room:
            break
    legend = canvas.legend(
        chart.keys,
        names,
        loc="upper left",
        ncols=columns,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.9,
        handletextpad=0.6,
        fontsize=LABEL,
        labelcolor=INK,
    )
    legend.set_gid("legend")
    return legend


def _place(canvas: Canvas, chart: Chart, head: list[Text | Legend], foot: list[Text]) -> None:
    """Stack the parts from top to bottom and make the canvas as tall as they are."""
    dpi, broad = canvas.dpi, canvas.get_figwidth()
    renderer = canvas.canvas.get_renderer()
    tall = [[part.get_window_extent(renderer).height / dpi for part in parts] for parts in (head, foot)]
    left, right, above, below = _overhang(chart, renderer, dpi)
    plots = sum(above) + sum(below) + chart.height * len(above)
    height = 2 * EDGE + sum(tall[0]) + sum(tall[1]) + GAP * (len(head) + len(foot)) + plots
    canvas.set_size_inches(broad, height)
    y = height - EDGE
    for part, own in zip(head, tall[0], strict=True):
        at = (EDGE / broad, y / height)
        part.set_bbox_to_anchor(at, canvas.transFigure) if isinstance(part, Legend) else part.set_position(at)
        y -= own + GAP
    each = (broad - 2 * EDGE - sum(left) - sum(right)) / len(left)
    for i, axes in enumerate(chart.plots):
        row, column = divmod(i, chart.across)
        x = EDGE + sum(left[: column + 1]) + sum(right[:column]) + each * column
        bottom = y - sum(above[: row + 1]) - sum(below[:row]) - chart.height * (row + 1)
        axes.set_position((x / broad, bottom / height, each / broad, chart.height / height))
    y -= plots + GAP
    for part, own in zip(foot, tall[1], strict=True):
        part.set_position((EDGE / broad, y / height))
        y -= own + GAP


def _overhang(chart: Chart, renderer: object, dpi: float) -> tuple[list[float], list[float], list[float], list[float]]:
    """How far labels reach beyond the plots: left and right of each column, above and below each row, in inches."""
    across, down = chart.across, ceil(len(chart.plots) / chart.across)
    left, right, above, below = [0.0] * across, [0.0] * across, [0.0] * down, [0.0] * down
    for i, axes in enumerate(chart.plots):
        row, column = divmod(i, across)
        inner, outer = axes.get_window_extent(renderer), axes.get_tightbbox(renderer)
        left[column] = max(left[column], (inner.x0 - outer.x0) / dpi + 0.02)
        right[column] = max(right[column], (outer.x1 - inner.x1) / dpi + 0.02)
        above[row] = max(above[row], (outer.y1 - inner.y1) / dpi)
        below[row] = max(below[row], (inner.y0 - outer.y0) / dpi + (0.08 if down > 1 else 0))
    if across > 1:
        right = [own + 0.08 for own in right]
    return left, right, above, below


def _watermark(canvas: Canvas, chart: Chart, text: str) -> None:
    """The mark of invented data across the chart, again every few inches of a tall one."""
    boxes = [axes.get_position() for axes in chart.plots]
    low, high = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    times = max(1, round((high - low) * canvas.get_figheight() / 4))
    size = min(24, 24 * 0.9 * (right - left) * canvas.get_figwidth() / width(text, 24))
    # Grey on white, and with a light rim on dark cells.
    look = {"color": INK, "alpha": 0.2, "path_effects": [withStroke(linewidth=1.5, foreground="white", alpha=0.25)]}
    for i in range(times):
        y = low + (high - low) * (i + 0.5) / times
        canvas.text((left + right) / 2, y, text, size=size, ha="center", va="center", rotation=12, gid="watermark", zorder=9, **look)


def _described(svg: bytes, figure: Figure) -> bytes:
    """The SVG with its text alternative where screen readers look for it."""
    told = f"</title>\n <desc>{escape(f'{figure.alt} {figure.provenance}')}</desc>"
    # Two decimals of a point are finer than any printer, and a third less to load.
    text = re.sub(r' d="[^"]*"', lambda path: re.sub(r"(\.\d\d)\d+", r"\1", path.group()), svg.decode("utf-8"))
    return text.replace("</title>", told, 1).replace("<svg ", '<svg role="img" ', 1).encode("utf-8")
