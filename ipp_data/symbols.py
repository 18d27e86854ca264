"""Draws the picture of the map symbols: a shape for the type, a fill for the status. Run by the build step only."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from ipp_data.render.maps import CELL, FILLS, SHAPES, corners

FINE = 4  # drawn four times as large and scaled down, for smooth edges


def build(out: Path) -> None:
    """Write markers.png (a row a shape, a column a fill, white on transparent: the map adds the colour) and icon.png."""
    sheet = Image.new("RGBA", (CELL * len(FILLS), CELL * len(SHAPES)), (255, 255, 255, 0))
    for row, shape in enumerate(SHAPES):
        for column, fill in enumerate(FILLS.values()):
            sheet.paste(_symbol(shape, fill), (column * CELL, row * CELL))
    sheet.save(out / "markers.png", optimize=True)
    icon = Image.new("RGBA", (CELL, CELL), "#0A3A63")
    star = _symbol("star", "full")
    icon.paste(star, mask=star)
    icon.save(out / "icon.png", optimize=True)


def _symbol(shape: str, fill: str) -> Image.Image:
    side = CELL * FINE
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    pen.polygon(corners(shape, side / 2, 0.44 * side), fill=255)
    if fill != "full":
        # A faint middle instead of none: the symbol can still be clicked there.
        pen.polygon(corners(shape, side / 2, 0.29 * side), fill=70)
    if fill == "half":
        pen.polygon(corners(shape, side / 2, 0.15 * side), fill=255)
    white = Image.new("RGBA", (CELL, CELL), (255, 255, 255, 0))
    white.putalpha(mask.resize((CELL, CELL), Image.Resampling.LANCZOS))
    return white
