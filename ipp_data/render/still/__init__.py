"""Figure -> SVG or PNG without a browser, with all that must travel with it inside the picture. Never leaves out source, notice or watermark."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from textwrap import wrap
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Sheet

from ipp_data.figures import Figure
from ipp_data.render import fonts
from ipp_data.render.still import kinds, outline

INK, QUIET = "#17212B", "#4B5966"
SIDE, GAP = 0.18, 0.10  # inches
LOCK = Lock()  # matplotlib's settings and its font cache belong to the whole process


@cache
def _families() -> list[str]:
    names = []
    for path in fonts.paths():
        font_manager.fontManager.addfont(path)
        names.append(font_manager.FontProperties(fname=str(path)).get_name())
    return names


def picture(figure: Figure, kind: str = "png", width: float = 8.0, dpi: int = 160) -> bytes:
    """The figure as a picture ("png" or "svg") of so many inches; its text alternative and source are in the file too."""
    out = BytesIO()
    with LOCK, mpl.rc_context(_settings()):
        sheet = draw(figure, width)
        known = {"Title": figure.title, "Description": figure.alt, "Source": figure.provenance}
        if kind == "svg":
            known = {"Title": figure.title, "Description": f"{figure.alt} {figure.provenance}", "Date": None}
        sheet.savefig(out, format=kind, dpi=dpi, metadata=known)
    return out.getvalue()


def _settings() -> dict[str, Any]:
    return {
        "font.family": _families(), "font.size": 9, "text.parse_math": False, "text.color": INK, "axes.edgecolor": "#AEB8C2", "axes.labelcolor": QUIET,
        "xtick.color": QUIET, "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": False, "svg.fonttype": "path",
        "svg.hashsalt": "still", "hatch.linewidth": 0.6, "axes.unicode_minus": False, "path.simplify_threshold": 0.4,
    }  # fmt: skip


def draw(figure: Figure, width: float = 8.0) -> Sheet:
    """The drawn sheet: title, subtitle, chart, notice and source from top to bottom, none over another."""
    sheet = Sheet(figsize=(width, 4), layout="none")
    FigureCanvasAgg(sheet)
    head = [(_lines(figure.title, 13, width), 13, INK), (_lines(figure.subtitle, 9, width), 9, QUIET)]
    foot = [(_lines(figure.notice, 7.5, width), 7.5, QUIET), (_lines(figure.provenance, 7.5, width), 7.5, QUIET)]
    top, bottom = sum(map(_height, head)) + GAP, sum(map(_height, foot)) + GAP
    body = outline.height(figure, width - 2 * SIDE) if figure.kind == "map" else kinds.height(figure)
    sheet.set_figheight(top + body + bottom + 2 * GAP)
    _write(sheet, head, sheet.get_figheight() - GAP)
    _write(sheet, foot, bottom)
    area = (SIDE, bottom + GAP, width - 2 * SIDE, body)
    (outline.draw if figure.kind == "map" else kinds.draw)(sheet, figure, area)
    if figure.watermark:
        sheet.text(
            0.5,
            (bottom + GAP + body / 2) / sheet.get_figheight(),
            figure.watermark,
            size=24,
            ha="center",
            va="center",
            alpha=0.45,
            rotation=12,
            gid="watermark",
            bbox={"facecolor": "white", "alpha": 0.55, "edgecolor": "none"},
        )
    return sheet


def _lines(text: str, size: float, width: float) -> list[str]:
    return wrap(text, int((width - 2 * SIDE) * 72 / (0.54 * size)), break_on_hyphens=False) if text else []


def _height(block: tuple[list[str], float, str]) -> float:
    lines, size, _ = block
    return len(lines) * size * 1.42 / 72 + (0.05 if lines else 0)


def _write(sheet: Sheet, blocks: list[tuple[list[str], float, str]], at: float) -> None:
    """Blocks of lines below each other, the first with its top so many inches above the lower edge."""
    for block in blocks:
        lines, size, colour = block
        for i, line in enumerate(lines):
            sheet.text(
                SIDE / sheet.get_figwidth(), (at - i * size * 1.42 / 72) / sheet.get_figheight(), line, size=size, color=colour, va="top"
            )
        at -= _height(block)
