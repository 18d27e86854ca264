"""Texts, lines and keys on a slide, each with its alternative text. Never places a text below ten points."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from unicodedata import combining, east_asian_width

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Pt

from ipp_data.render.office.sheet import clean

Box = tuple[int, int, int, int]
POINT = 12700
SMALLEST = 10


def describe(shape: BaseShape, text: str, name: str = "") -> BaseShape:
    """Give a shape its alternative text, which screen readers say."""
    known = shape._element.xpath(".//p:cNvPr")[0]
    known.set("descr", clean(text))
    if name:
        known.set("name", clean(name)[:60])
    return shape


def width_of(text: str, size: float) -> float:
    """The width of a text in points, estimated on the wide side."""
    wide = sum(
        0 if combining(c) else 1.05 if east_asian_width(c) in "WF" else 0.68 if c.isupper() or ord(c) > 0x900 else 0.53 for c in text
    )
    return wide * size


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a width (points), estimated on the safe side."""
    total = 0
    for paragraph in str(text).split("\n"):
        line, lines = 0.0, 1
        for word in paragraph.split(" "):
            long = width_of(word + " ", size)
            if line and line + long > width:
                lines, line = lines + 1, 0.0
            lines += ceil(long / width) - 1 if long > width else 0
            line += long
        total += lines
    return total


def fit(texts: Sequence[str], box: Box, largest: int, smallest: int = SMALLEST, gap: float = 0.0) -> int | None:
    """The largest size at which the paragraphs fit into a box, or None."""
    width, height = box[2] / POINT - 4, box[3] / POINT
    for size in range(largest, smallest - 1, -1):
        if sum(lines_of(t, width, size) * 1.22 * size + gap * size for t in texts) <= height:
            return size
    return None


def shortened(text: str, width: float, lines: int, size: float) -> str:
    """A text with three dots where it is cut, so that it takes no more than some lines; what follows its last "·" (rank, status) stays."""
    head, dot, tail = text.rpartition(" · ") if " · " in text else (text, "", "")
    while lines_of(head + dot + tail, width, size) > lines and len(head) > 4:
        head = head[: max(3, int(len(head) * 0.95) - 2)].rstrip(" .,;·…") + "…"
    return head + dot + tail


def write(
    slide: Slide,
    texts: Sequence[str] | str,
    box: Box,
    size: int,
    *,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    colour: str = "",
    gap: float = 0.0,
    bullet: bool = False,
) -> BaseShape:
    """A text box of fixed size without inner margins; its words are its alternative text."""
    paragraphs = [texts] if isinstance(texts, str) else list(texts)
    shape = slide.shapes.add_textbox(*(int(v) for v in box))
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for i, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(gap * size)
        if bullet:
            _bullet(paragraph, size)
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = clean(text), Pt(size), bold
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        else:
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return describe(shape, " ".join(paragraphs)[:500], "Text: " + (paragraphs[0] if paragraphs else ""))


def _bullet(paragraph: object, size: int) -> None:
    known = paragraph._p.get_or_add_pPr()
    known.set("marL", str(int(size * POINT)))
    known.set("indent", str(-int(size * POINT)))
    known.append(known.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buChar", {"char": "•"}))


def line(
    slide: Slide, start: tuple[float, float], end: tuple[float, float], alt: str, colour: str = "7B8794", dashed: bool = True
) -> BaseShape:
    """A straight line, dashed unless said otherwise."""
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(int(v) for v in (*start, *end)))
    shape.line.color.rgb, shape.line.width = RGBColor.from_string(colour), Pt(1.5)
    if dashed:
        shape.line.dash_style = MSO_LINE.DASH
    return describe(shape, alt, alt)


def swatch(shapes: object, kind: MSO_SHAPE, box: Box, colour: str, alt: str, hollow: bool = False) -> BaseShape:
    """A small filled or hollow shape without text."""
    shape = shapes.add_shape(kind, *(int(v) for v in box))
    shape._element.remove(shape._element.find(qn("p:style")))  # the theme would add its shadow
    if hollow:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.color.rgb, shape.line.width = RGBColor.from_string(colour), Pt(0.75)
    return describe(shape, alt, alt)


def key(
    slide: Slide, entries: Sequence[tuple[MSO_SHAPE, str, str]], box: Box, size: int = SMALLEST, single: bool = False
) -> list[BaseShape]:
    """A key in rows, or with one entry a row: shape, colour and words."""
    left, top, width, height = box
    made, x, y, step = [], left, top, int(1.5 * size * POINT)
    for kind, colour, words in entries:
        words = shortened(words, width / POINT - 2 * size, 1, size)
        long = int((width_of(words, size) + 6) * POINT)
        if x > left and (single or x + long + 1.6 * size * POINT > left + width):
            x, y = left, y + step
        if y + step > top + height + POINT:
            break
        side = int(0.8 * size * POINT)
        made.append(swatch(slide.shapes, kind, (x, y + side // 4, side, side), colour, f"Key: {words}"))
        made.append(write(slide, words, (x + int(1.3 * side), y, long, step), size))
        x += int(1.3 * side) + long + size * POINT
    return made


def key_height(entries: Sequence[tuple[MSO_SHAPE, str, str]], width: int, size: int = SMALLEST) -> int:
    """The height that a key takes in a width."""
    x, rows = 0.0, 1
    for _, _, words in entries:
        long = (width_of(words, size) + 6 + 2.04 * size) * POINT
        if x and x + long > width:
            x, rows = 0.0, rows + 1
        x += long
    return int(rows * 1.5 * size * POINT) if entries else 0
