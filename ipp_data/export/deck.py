"""Briefing -> PowerPoint deck with native charts, notes and alternative texts. Never a picture of a chart, never a slide without its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

from ipp_data.briefing import Briefing, Part
from ipp_data.export import wording
from ipp_data.export.slides import Slides, pages
from ipp_data.export.template import look
from ipp_data.figures import Figure, plural
from ipp_data.render.office import place
from ipp_data.render.office.shapes import POINT, SMALLEST, Box, fit, lines_of, shortened, width_of, write
from ipp_data.render.office.table import grid

GAP = 0.5  # between paragraphs, in lines
MOST_TABLES, MOST_COLUMNS, MOST_LINES = 3, 8, 9  # slides of one table, columns on a slide, lines in a cell
Step = Callable[[], None]


def build(briefing: Briefing, template: bytes | None = None, on_progress: Callable[[int, int], None] | None = None) -> bytes:
    """The whole briefing as a .pptx file: cover, findings, parts, sources and method."""
    slides = Slides(look(template), briefing.watermark)
    foot = f"{briefing.title}. Data of {briefing.vintage}, version {briefing.version}."
    steps: list[Step] = [lambda: _cover(slides, briefing)]
    steps += _texts(slides, "Findings", briefing.findings, foot, 20)
    for part in briefing.parts:
        steps += _part(slides, part, briefing.site, foot)
    chosen = [f"Chosen: {name}: {value}." for name, value in briefing.filters]
    steps += _texts(slides, "Sources", briefing.sources, foot, 14)
    steps += _texts(slides, "Method and what this deck shows", [*briefing.method, *chosen], foot, 14)
    for done, step in enumerate(steps, start=1):
        step()
        if on_progress:
            on_progress(done, len(steps))
    return _saved(slides, briefing.title, f"Data of {briefing.vintage}, version {briefing.version}")


def single(figure: Figure, site: str = "", template: bytes | None = None, words: Sequence[str] = ()) -> bytes:
    """One figure as a deck of one slide."""
    slides = Slides(look(template), figure.watermark)
    for step in _part(slides, Part(figure.title, figure, words=tuple(words)), site, figure.provenance):
        step()
    return _saved(slides, figure.title, figure.provenance)


def _saved(slides: Slides, title: str, comments: str) -> bytes:
    deck, out = slides.look.deck, BytesIO()
    known = deck.core_properties
    known.title, known.comments, known.author, known.last_modified_by, known.keywords = (
        title[:250],
        comments[:250],
        "Industrial Parks Benchmark",
        "",
        "",
    )
    known.created = known.modified = datetime.now()
    deck.save(out)
    return out.getvalue()


def _cover(slides: Slides, briefing: Briefing) -> None:
    lines = [
        briefing.subtitle,
        f"For {briefing.audience}" if briefing.audience else "",
        f"{briefing.date} · data of {briefing.vintage}, version {briefing.version}",
    ]
    where = wording.address(briefing.site, briefing.link) or briefing.link
    slides.cover(briefing.title, [line for line in lines if line], [f"Made from: {where}" if where else ""])


def _texts(slides: Slides, title: str, texts: Sequence[str], foot: str, largest: int, notes: Sequence[str] = ()) -> list[Step]:
    """Paragraphs on as many slides as they need."""
    if not texts:
        return []
    size = fit(texts, slides.body, largest, 14, GAP) or 13
    shared = [list(texts)] if size >= 14 else pages(texts, slides.body, size, GAP)

    def step(some: list[str], heading: str) -> None:
        slide, box = slides.add(heading, foot, [*some, *notes])
        write(slide, some, box, size, gap=GAP, bullet=True)

    return [lambda some=some, i=i: step(some, title if i == 0 else f"{title} (continued)") for i, some in enumerate(shared)]


def _part(slides: Slides, part: Part, site: str, foot: str) -> list[Step]:
    """A figure with its words, the words alone where they need a slide, and the table."""
    steps: list[Step] = []
    own = part.figure.link if part.figure and part.figure.link else part.link
    link = wording.address(site, own) or own
    notes = [*part.words, *(f"Definition. {text}" for text in part.definitions)]
    if part.figure is not None:
        above = _short(slides, part)
        column = int(0.3 * slides.body[2])
        size = fit(part.words, (0, 0, column, int(0.85 * slides.body[3])), 16, 12, GAP) if part.words and not above else None
        steps.append(lambda: _figure(slides, part, notes, link, column if size else 0, size or 0))
        if part.words and size is None and not above:
            steps += _texts(slides, f"{part.title}: what follows", part.words, part.figure.provenance, 18, [f"Link: {link}"])
    elif part.words and not _short(slides, part):
        steps += _texts(slides, part.title, part.words, _source(part, foot), 20, [*notes[len(part.words) :], f"Link: {link}"])
    if part.table is not None:
        steps += _tables(slides, part, _source(part, foot), notes, link)
    return steps


def _source(part: Part, foot: str) -> str:
    return f"Source: {part.source.rstrip('.')}. {foot}" if part.source else part.figure.provenance if part.figure else foot


def _figure(slides: Slides, part: Part, notes: Sequence[str], link: str, column: int, size: int) -> None:
    figure = part.figure
    said = [
        *notes,
        *(f"Definition. {text}" for text in figure.definitions),
        f"Alternative text. {figure.alt}",
        figure.provenance,
        f"Link: {link}",
    ]
    subtitle = " · ".join(text for text in (part.section, figure.subtitle) if text)
    slide, (left, top, width, height) = slides.add(
        part.title, figure.provenance, said if part.title == figure.title else [figure.title, *said], subtitle
    )
    space, words = 20 * POINT if column else 0, "" if column else _short(slides, part)
    if words:
        tall = lines_of(words, width / POINT - 4, 14) * int(1.25 * 14 * POINT)
        write(slide, words, (left, top, width, tall), 14)
        top, height = top + tall + 6 * POINT, height - tall - 6 * POINT
    place(slide, figure, (left, top, width - column - space, height))
    if column:
        write(slide, list(part.words), (left + width - column, top, column, height), size, gap=GAP, bullet=True)


def _short(slides: Slides, part: Part) -> str:
    """The words of a part where they fit into two lines above its figure or its table."""
    text = " ".join(part.words)
    shown = part.figure is not None or (part.table is not None and len(part.table))
    return text if shown and lines_of(text, slides.body[2] / POINT - 4, 14) <= 2 else ""


def _tables(slides: Slides, part: Part, source: str, notes: Sequence[str], link: str) -> list[Step]:
    """The rows of a table over a few slides; what is left is counted and where it stands is said."""
    table = part.table.iloc[:, :MOST_COLUMNS]
    cells = wording.cells(table)
    *_, width, height = slides.body
    headings = [str(name) for name in table.columns]
    above = _short(slides, part)
    room = height - (24 + 48 * bool(above)) * POINT
    for size in (16, 14, 12, 11):  # the largest at which all rows stand on one slide
        widths = _widths(headings, cells, width, size)
        tall = [_height(row, widths, size) for row in [headings, *cells]]
        if sum(tall) <= room:
            break
    cells = [[shortened(text, w / POINT - 10, MOST_LINES, size) for text, w in zip(row, widths, strict=True)] for row in cells]
    tall = [_height(row, widths, size) for row in [headings, *cells]]
    shares: list[list[int]] = [[]]
    for i in range(len(cells)):
        if shares[-1] and tall[0] + sum(tall[j + 1] for j in [*shares[-1], i]) > room:
            shares.append([])
        shares[-1].append(i)
    shown = shares[:MOST_TABLES]
    lost, gone = len(cells) - sum(map(len, shown)), part.table.shape[1] - table.shape[1]
    rest = [f"{plural(lost, 'further row')} in the table of the view{f', {link}' if link else ''}."] if lost else []
    rest += [f"{plural(gone, 'further column')} there."] if gone else []
    if not cells:
        return _texts(slides, part.title, ["The table has no rows: nothing is reported."], source, 18)

    def step(rows: list[int], i: int) -> None:
        title = part.title if i == 0 else f"{part.title} (continued)"
        slide, box = slides.add(title, source, [*notes, *rest, f"Link: {link}"], above if i == 0 else "")
        alt = f"{part.title}: rows {rows[0] + 1} to {rows[-1] + 1} of {len(cells)}, columns {', '.join(headings)}"
        grid(slide, headings, [cells[j] for j in rows], box[:2], widths, [tall[0], *(tall[j + 1] for j in rows)], alt, size)
        if rest and i == len(shown) - 1:
            below: Box = (box[0], box[1] + box[3] - 18 * POINT, box[2], 16 * POINT)
            write(slide, shortened(" ".join(rest), box[2] / POINT - 4, 1, SMALLEST), below, SMALLEST)

    return [lambda rows=rows, i=i: step(rows, i) for i, rows in enumerate(shown)]


def _widths(headings: list[str], cells: list[list[str]], width: int, size: int) -> list[int]:
    """Columns by the length of what they hold in this size, none too narrow for its longest word."""
    wants = []
    for j, name in enumerate(headings):
        texts = [name, *(row[j] for row in cells[:60])]
        word = max(width_of(w, size) for text in texts for w in text.split(" "))
        wants.append(min(420.0, max(word + 12, 46.0, sum(width_of(t, size) for t in texts) / len(texts) * 1.15)))
    return [int(width * want / sum(wants)) for want in wants]


def _height(row: list[str], widths: list[int], size: int) -> int:
    return int((max(lines_of(text, w / POINT - 10, size) for text, w in zip(row, widths, strict=True)) * 1.25 * size + 6) * POINT)
