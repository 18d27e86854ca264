"""Times what leaves the product: a deck of 20 slides beside bare python-pptx, one still beside bare matplotlib, note and paper. Never writes a file."""

from __future__ import annotations

import os
import platform
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO

import matplotlib.figure
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from ipp_data import catalog as catalogs
from ipp_data import dossiers
from ipp_data.bench_engine import Contest, Contestant, interleave, table
from ipp_data.briefing import Briefing
from ipp_data.export import formats
from ipp_data.figures import Figure
from ipp_data.store import Store

SLIDES, ROUNDS = 20, 5


def run() -> int:
    """Time decks, pictures and notes and print the tables; the exit status is always 0."""
    catalog = catalogs.load()
    record = dossiers.country(dossiers.Desk(catalog, Store(catalog), "2026-11-24"), "IDN")
    bars = next(part.figure for part in record.parts if part.figure and part.figure.kind == "bar")
    deck = _of(record, SLIDES)
    print(
        f"Python {platform.python_version()}, python-pptx {version('python-pptx')}, matplotlib {version('matplotlib')}, {os.cpu_count()} processors"
    )
    print(f"{ROUNDS} interleaved rounds; median and fastest in ms; ratio = median over rounds of time / time of the first line")
    made = Presentation(BytesIO(formats.briefing(deck, "pptx", catalog)))
    if len(made.slides) != SLIDES:
        raise AssertionError(f"the deck has {len(made.slides)} slides")
    kinds = {"docx": "ours: the note (DOCX)", "pdf": "ours: the paper (PDF)", "xlsx": "ours: the data book (XLSX)"}
    contests = (
        Contest(
            f"a deck of {SLIDES} slides (aim below 3,000 ms), and the same country in the other formats",
            (
                Contestant(f"bare python-pptx: {SLIDES} slides, a chart of nine bars each", lambda: _bare_deck(bars)),
                Contestant(f"ours: {SLIDES} slides, charts, map, tables, notes", lambda: formats.briefing(deck, "pptx", catalog)),
                *(Contestant(title, lambda e=ending: formats.briefing(record, e, catalog)) for ending, title in kinds.items()),
            ),
        ),
        Contest(
            "one picture (aim below 300 ms)",
            (
                Contestant("bare matplotlib: nine bars as PNG", lambda: _bare_still(bars)),
                *(
                    Contestant(f"ours: {figure.kind} as PNG", lambda f=figure: formats.figure(f, "png"))
                    for figure in {part.figure.kind: part.figure for part in record.parts if part.figure}.values()
                ),
            ),
        ),
    )
    for contest in contests:
        table(contest, interleave(list(contest.contestants), ROUNDS))
    return 0


def _of(record: Briefing, slides: int) -> Briefing:
    """The briefing with its figures again and again until its deck has this many slides: cover, findings, sources and method are four."""
    drawn = [part for part in record.parts if part.figure]
    return replace(record, parts=tuple(drawn[i % len(drawn)] for i in range(slides - 4)))


def _bare_deck(figure: Figure) -> None:
    deck = Presentation()
    for _ in range(SLIDES):
        slide, data = deck.slides.add_slide(deck.slide_layouts[5]), CategoryChartData()
        data.categories = list(figure.rows[figure.y])
        data.add_series("value", list(figure.rows[figure.x]))
        slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 1_000_000, 9_000_000, 5_000_000, data)
    deck.save(BytesIO())


def _bare_still(figure: Figure) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = matplotlib.figure.Figure(figsize=(8, 4), dpi=160)
    FigureCanvasAgg(canvas)
    canvas.add_subplot().barh(list(figure.rows[figure.y]), list(figure.rows[figure.x]))
    canvas.savefig(BytesIO(), format="png")
