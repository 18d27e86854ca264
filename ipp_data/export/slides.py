"""Slides of one deck: title, body, provenance, number, watermark and notes in their places. Never lets a text leave its box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from ipp_data.export.template import Look, numbered
from ipp_data.render.office.shapes import POINT, SMALLEST, Box, describe, fit, lines_of, shortened, swatch, write
from ipp_data.render.office.sheet import clean

MARK = 24 * POINT  # the height of the watermark
LONGEST = 700  # characters of a paragraph; longer ones are divided


@dataclass(frozen=True)
class Slides:
    """Adds slides of one look to one deck."""

    look: Look
    watermark: str = ""

    @property
    def body(self) -> Box:
        """The room between title and provenance."""
        left, top, width, height = self.look.body
        return left, top, width, height - (MARK if self.watermark else 0)

    def add(self, title: str, foot: str, notes: Sequence[str], subtitle: str = "") -> tuple[Slide, Box]:
        """A slide with its title, provenance, number, watermark and notes, and the box that is left for its content."""
        slide = self._new(self.look.plain)
        self._title(slide, title)
        box = self.body
        if subtitle:
            size = fit([subtitle], (0, 0, box[2], 36 * POINT), 13, 11) or 11
            tall = min(2, lines_of(subtitle, box[2] / POINT - 4, size)) * int(1.25 * size * POINT)
            write(slide, shortened(subtitle, box[2] / POINT - 4, 2, size), (box[0], box[1], box[2], tall), size)
            box = (box[0], box[1] + tall + 6 * POINT, box[2], box[3] - tall - 6 * POINT)
        self._foot(slide, foot)
        if self.watermark:
            self._mark(slide)
        self.notes(slide, [title, *notes, *([] if foot in notes else [foot])])
        return slide, box

    def cover(self, title: str, lines: Sequence[str], notes: Sequence[str]) -> Slide:
        """The first slide."""
        slide = self.look.deck.slides.add_slide(self.look.cover)
        places = {p.placeholder_format.type: p for p in slide.placeholders}
        head = places.get(PP_PLACEHOLDER.CENTER_TITLE) or places.get(PP_PLACEHOLDER.TITLE)
        below = places.get(PP_PLACEHOLDER.SUBTITLE)
        left, top, width, _ = self.look.body
        if head is None:
            write(slide, title, (left, top, width, 90 * POINT), fit([title], (0, 0, width, 90 * POINT), 36, 18) or 18, bold=True)
        else:
            self._fill(head, title, 36)
        texts = [*lines, *([self.watermark] if self.watermark else [])]
        if self.watermark and all(p is None or p.top + p.height < self.body[1] + self.body[3] for p in (head, below)):
            self._mark(slide)
        if below is None:
            under = top + 100 * POINT if head is None else max(top, head.top + head.height + 10 * POINT)
            room = (left, under, width, min(130 * POINT, self.look.foot[1] - under))
            write(slide, texts, room, fit(texts, room, 18, gap=0.3) or SMALLEST, gap=0.3)
        else:
            self._fill(below, "\n".join(texts), 18)
        for shape in list(slide.placeholders):
            if shape not in (head, below) and shape.shape_id not in {s.shape_id for s in (head, below) if s is not None}:
                shape._element.getparent().remove(shape._element)
        self.notes(slide, [title, *texts, *notes])
        return slide

    def notes(self, slide: Slide, texts: Sequence[str]) -> None:
        """Speaker notes, one paragraph a text."""
        slide.notes_slide.notes_text_frame.text = clean("\n".join(text for text in texts if text))
        for shape in slide.notes_slide.shapes:
            describe(shape, "Speaker notes" if shape.has_text_frame and shape.text_frame.text else "Picture or field of the notes page")

    def _new(self, layout: SlideLayout) -> Slide:
        slide = self.look.deck.slides.add_slide(layout)
        number = numbered(layout)
        if number is not None:
            box, align = (number.left, number.top, number.width, number.height), PP_ALIGN.RIGHT
        else:
            wide, tall = self.look.deck.slide_width, self.look.deck.slide_height
            box, align = (int(0.9 * wide), int(0.95 * tall), int(0.06 * wide), int(0.035 * tall)), PP_ALIGN.RIGHT
        shape = write(slide, "", box, SMALLEST, align=align, anchor=MSO_ANCHOR.MIDDLE)
        paragraph = shape.text_frame.paragraphs[0]._p
        for run in paragraph.r_lst:
            paragraph.remove(run)
        count = len(self.look.deck.slides)
        field = f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="en-GB" sz="1000"/><a:t>{count}</a:t></a:fld>'
        paragraph.append(parse_xml(field))
        describe(shape, f"Slide number {count}", "Slide number")
        return slide

    def _title(self, slide: Slide, title: str) -> None:
        found = slide.shapes.title
        for shape in list(slide.placeholders):
            if found is None or self.look.title is None or shape.shape_id != found.shape_id:
                shape._element.getparent().remove(shape._element)
        if found is not None and self.look.title is not None:
            self._fill(found, title, 28)
            return
        left, top, width, _ = self.look.body
        room = (left, top - 950_000, width, 880_000)
        size = fit([title], room, 28, 18) or 18
        write(
            slide,
            shortened(title, width / POINT - 8, max(1, int(room[3] / POINT / size / 1.22)), size),
            room,
            size,
            bold=True,
            anchor=MSO_ANCHOR.MIDDLE,
        )

    def _fill(self, shape: object, text: str, largest: int) -> None:
        """Write into a placeholder of the template at a size that fits, in its own font and colour."""
        room = (0, 0, int(shape.width / 1.06) - 16 * POINT, shape.height - 8 * POINT)
        smallest = 18 if largest > 18 else SMALLEST
        paragraphs = text.split("\n")
        size = fit(paragraphs, room, largest, smallest, gap=0.25) or smallest
        if len(paragraphs) == 1:
            text = shortened(text, room[2] / POINT, max(1, int(room[3] / POINT / size / 1.25)), size)
        frame = shape.text_frame
        frame.text = clean(text)
        frame.word_wrap = True
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)
        describe(shape, text)

    def _foot(self, slide: Slide, text: str) -> None:
        left, top, width, height = self.look.foot
        size = fit([text], (0, 0, width, height), 11)
        if size is None:  # a cut source says so
            size, text = SMALLEST, f"{text.replace(' · ', ', ')} · in full in the notes"
            text = shortened(text, width / POINT - 4, int(height / POINT / size / 1.22), size)
        write(slide, text, (left, top, width, height), size, anchor=MSO_ANCHOR.BOTTOM)

    def _mark(self, slide: Slide) -> None:
        left, top, width, height = self.look.body
        box = (left, top + height - MARK + 4 * POINT, width, MARK - 4 * POINT)
        shape = swatch(slide.shapes, MSO_SHAPE.RECTANGLE, box, "FFE08A", self.watermark)
        frame = shape.text_frame
        frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = clean(self.watermark), Pt(12), True
        run.font.color.rgb = RGBColor.from_string("17212B")


def pages(texts: Sequence[str], box: Box, size: int, gap: float) -> list[list[str]]:
    """Paragraphs shared out over slides, so that each slide holds its own."""
    divided: list[str] = []
    for text in texts:
        words, line = clean(text).split(" "), ""
        for word in words:
            if len(line) + len(word) > LONGEST:
                divided.append(line)
                line = ""
            line = f"{line} {word}".strip()
        divided.append(line)
    made: list[list[str]] = [[]]
    for text in divided:
        if made[-1] and fit([*made[-1], text], box, size, size, gap) is None:
            made.append([])
        made[-1].append(text)
    return made
