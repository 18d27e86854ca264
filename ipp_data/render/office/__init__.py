"""Figure -> native Office objects on a slide: charts with their workbook, tables, shapes. Never a picture."""

from __future__ import annotations

from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from ipp_data.figures import Figure
from ipp_data.render.office import bars, lines, map, rows, table
from ipp_data.render.office.shapes import SMALLEST, Box, write

DRAWERS = {
    "line": lines.line,
    "trend": lines.trend,
    "bar": bars.bar,
    "stacked": bars.stacked,
    "bullet": bars.bullet,
    "waterfall": bars.waterfall,
    "dots": rows.dots,
    "profile": rows.profile,
    "strip": rows.strip,
    "heat": table.heat,
    "map": map.draw,
}
CAPTION = 230_000  # the height in EMU of the line below a chart


def place(slide: Slide, figure: Figure, box: Box) -> list[BaseShape]:
    """Draw a figure of any kind as editable objects inside a box (left, top, width, height in EMU)."""
    left, top, width, height = (int(v) for v in box)
    if figure.rows.empty:
        return [write(slide, "Nothing is reported.", (left, top, width, CAPTION), SMALLEST + 2)]
    made, said = DRAWERS[figure.kind](slide, figure, (left, top, width, height - CAPTION))
    if said:
        made.append(write(slide, " ".join(said), (left, top + height - CAPTION + 20_000, width, CAPTION - 20_000), SMALLEST))
    return made
