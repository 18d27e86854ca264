"""The files that a briefing or a single figure can leave as, in one list. Never writes to disk, never needs a browser or a network."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count

from ipp_data.briefing import Briefing
from ipp_data.catalog import Catalog
from ipp_data.errors import IppError
from ipp_data.figures import Figure
from ipp_data.register import Register, coded

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Format:
    """One kind of file: what readers call it, and what browsers do."""

    title: str
    mime: str


BRIEFINGS = {
    "pptx": Format("PowerPoint deck, native charts", OFFICE + "presentationml.presentation"),
    "docx": Format("Word note", OFFICE + "wordprocessingml.document"),
    "pdf": Format("PDF note", "application/pdf"),
    "xlsx": Format("Data book, native charts (XLSX)", OFFICE + "spreadsheetml.sheet"),
}
FIGURES = {
    "png": Format("Picture (PNG)", "image/png"),
    "svg": Format("Picture (SVG)", "image/svg+xml"),
    "pptx": Format("Slide, editable chart (PPTX)", OFFICE + "presentationml.presentation"),
    "xlsx": Format("Sheet, native chart (XLSX)", OFFICE + "spreadsheetml.sheet"),
    "zip": Format("Table with README (CSV in ZIP)", "application/zip"),
}
Progress = Callable[[int, int], None]


def numbered(record: Briefing, register: Register | None = None) -> Briefing:
    """The briefing with a code on each figure and a copy of each in the register; one that is out of reach does not stop a file."""
    parts = [replace(p, figure=coded(p.figure, record.version)) if p.figure and not p.figure.code else p for p in record.parts]
    with suppress(IppError):
        for part in parts if register else ():
            if part.figure:
                register.keep(part.figure, record.version)
    return replace(record, parts=tuple(parts))


def briefing(
    record: Briefing,
    ending: str,
    catalog: Catalog,
    template: bytes | None = None,
    on_progress: Progress | None = None,
    register: Register | None = None,
) -> bytes:
    """The briefing as one kind of file, every figure under its code; raises IppError for a kind that there is not."""
    record = numbered(record, register)
    # Imported on use: a page that exports nothing loads no Office, PDF or drawing library.
    if ending == "pptx":
        from ipp_data.export import deck

        return deck.build(record, template, on_progress)
    if ending == "xlsx":
        from ipp_data.export import figure_book

        return figure_book.of_briefing(record, {}, catalog)
    if ending not in BRIEFINGS:
        raise IppError(f"There is no file kind {ending!r}; a briefing leaves as {', '.join(BRIEFINGS)}.")
    from ipp_data.export import note, paper

    return (note if ending == "docx" else paper).build(record, _told(record, on_progress))


def pages(record: Briefing) -> list[bytes]:
    """The pages of the PDF note as pictures to look at before the file is taken."""
    from ipp_data.export import paper

    return paper.pages(record, low)


def _told(record: Briefing, on_progress: Progress | None) -> Callable[[Figure, str], bytes]:
    """The pictures of a note, each told once it is drawn: they are nearly all of the work."""
    total, done = sum(part.figure is not None for part in record.parts), count(1)

    def drawn(figure: Figure, kind: str) -> bytes:
        made = low(figure, kind)
        if on_progress:
            on_progress(next(done), total)
        return made

    return drawn


def low(drawn: Figure, kind: str) -> bytes:
    """The picture of a figure among others on a page: lower where no rows need the height."""
    from ipp_data.render.still import picture

    return picture(drawn, kind, tall=1.9 if drawn.kind != "map" else 2.3)


def figure(drawn: Figure, ending: str, site: str = "") -> bytes:
    """One figure as one kind of file."""
    if ending == "pptx":
        from ipp_data.export import deck

        return deck.single(drawn, site)
    if ending == "xlsx":
        from ipp_data.export import figure_book

        return figure_book.of_figure(drawn, site)
    if ending == "zip":
        from ipp_data.export import figure_book

        return figure_book.archive(drawn, site)
    from ipp_data.render.still import picture

    return picture(drawn, ending)
