"""Native tables: cells of a heat map with their numbers, and the rows of any table. Never fills a cell that has no answer."""

from __future__ import annotations

import pandas as pd
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Pt

from ipp_data.figures import Figure, number
from ipp_data.render.office.bars import Drawn, heading
from ipp_data.render.office.shapes import POINT, Box, describe, lines_of, shortened, width_of
from ipp_data.render.office.sheet import clean
from ipp_data.render.screen import SCALE

DARK, LIGHT, NAVY = "17212B", "FFFFFF", "0A3A63"
MOST = 10  # columns


def heat(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Rows by columns with shaded cells and their numbers."""
    left, top, width, height = box
    wide = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.color)
    wide = wide.loc[list(dict.fromkeys(figure.rows[figure.y])), list(dict.fromkeys(figure.rows[figure.x]))]
    names = [str(n) for n in wide.columns[:MOST]]
    need = max(width_of(word, 12) for name in names for word in name.split(" ")) * POINT + 10 * POINT
    first = max(width_of(str(n), 10) + 14 for n in wide.index) * POINT
    first = int(max(0.2 * width, min(first, 0.45 * width, width - len(names) * need)))
    each = (width - first) // len(names)
    tall, head = 22 * POINT, int((max(2, *(lines_of(n, each / POINT - 10, 12) for n in names)) * 12.5 + 6) * POINT)
    room = max(1, int((height - head) / tall))
    shown = wide.iloc[:room, :MOST]
    said = [f"First {len(shown)} of {len(wide)} rows; all of them are in the table of the view."] if len(wide) > len(shown) else []
    said += [f"First {MOST} of {wide.shape[1]} columns."] if wide.shape[1] > MOST else []
    said += ["n. r.: not reported."] if shown.isna().any().any() else []
    widths = [first, *[each] * len(names)]
    tall = min(int((height - head) / len(shown)), 30 * POINT)
    cells = [
        [str(name), *("n. r." if pd.isna(v) else number(v, figure.decimals) for v in row)]
        for name, row in zip(shown.index, shown.to_numpy(), strict=True)
    ]
    made = grid(
        slide,
        [heading(figure, figure.y), *map(str, shown.columns)],
        cells,
        (left, top),
        widths,
        [head, *[tall] * len(shown)],
        figure.alt,
        lines=1,
    )
    for i, row in enumerate(shown.to_numpy(), start=1):
        for j, value in enumerate(row, start=1):
            known = pd.notna(value)
            shade = SCALE[min(4, max(0, int(value / 20)))][1:] if known else LIGHT
            paint(made.table.cell(i, j), shade, LIGHT if known and value >= 60 else DARK)
    return [made], said


def grid(
    slide: Slide,
    headings: list[str],
    cells: list[list[str]],
    corner: tuple[int, int],
    widths: list[int],
    heights: list[int],
    alt: str,
    size: int = 10,
    lines: int = 0,
) -> object:
    """A native table with a header row; numbers to the right; `lines` cuts names to so many lines."""
    frame = slide.shapes.add_table(len(cells) + 1, len(headings), *corner, sum(widths), sum(heights))
    table = frame.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(width)
    for row, height in zip(table.rows, heights, strict=True):
        row.height = int(height)
    for i, row in enumerate([headings, *cells]):
        for j, text in enumerate(row):
            room = lines or 99
            _fill(table.cell(i, j), shortened(text, widths[j] / POINT - 8, 99 if i == 0 else room, size), size, i == 0)
    return describe(frame, alt, "Table")


def _fill(cell: object, text: str, size: int, bold: bool) -> None:
    cell.margin_left = cell.margin_right = 4 * POINT
    cell.margin_top = cell.margin_bottom = POINT
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = clean(text), Pt(size), bold
    if text.replace(",", "").replace(".", "").replace("-", "").isdigit():
        paragraph.alignment = PP_ALIGN.RIGHT


def paint(cell: object, fill: str, ink: str) -> None:
    """Shade a cell and set the colour of its number, in the middle."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor.from_string(ink)
