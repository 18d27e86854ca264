"""The files that a briefing or a single figure can leave as, in one list. Never writes to disk, never needs a browser or a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ipp_data.briefing import Briefing
from ipp_data.catalog import Catalog
from ipp_data.errors import IppError
from ipp_data.figures import Figure

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
}
Progress = Callable[[int, int], None]


def briefing(record: Briefing, ending: str, catalog: Catalog, template: bytes | None = None, on_progress: Progress | None = None) -> bytes:
    """The briefing as one kind of file; raises IppError for a kind that there is not."""
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
    from ipp_data.render.still import picture

    return (note if ending == "docx" else paper).build(record, picture)


def figure(drawn: Figure, ending: str, site: str = "") -> bytes:
    """One figure as one kind of file."""
    if ending == "pptx":
        from ipp_data.export import deck

        return deck.single(drawn, site)
    if ending == "xlsx":
        from ipp_data.export import figure_book

        return figure_book.of_figure(drawn, site)
    from ipp_data.render.still import picture

    return picture(drawn, ending)
