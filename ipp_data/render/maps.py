"""Parks and boundaries -> pydeck map. Never names an outside tile, style or font server."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pydeck as pdk

# Okabe and Ito's palette in an order that keeps neighbours apart for colour-blind readers, then grey for what is not reported.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195", "#8B6B4E", "#6B7280"]
LAND = {
    "light": {
        "study": [226, 234, 240],
        "other": [243, 245, 247],
        "border": [150, 163, 176],
        "coast": [186, 197, 207],
        "disputed": [222, 222, 222],
    },
    "dark": {"study": [44, 58, 71], "other": [28, 37, 46], "border": [108, 124, 139], "coast": [70, 85, 99], "disputed": [58, 58, 58]},
}
SHAPES = ["circle", "square", "triangle", "diamond", "star", "pentagon", "hexagon", "cross"]
FILLS = {"operating": "full", "under construction": "half", "planned": "hollow"}
CELL = 64
MAPS = "/app/static/maps"


def icon_mapping() -> dict[str, dict[str, Any]]:
    """Where each symbol (shape and fill) lies in the picture markers.png; masks take the colour of the park."""
    return {
        f"{shape}-{fill}": {"x": column * CELL, "y": row * CELL, "width": CELL, "height": CELL, "mask": True}
        for row, shape in enumerate(SHAPES)
        for column, fill in enumerate(FILLS.values())
    }


def palette(values: list[str]) -> dict[str, str]:
    """A colour for each value in the given order; what is beyond the palette shares the last colour."""
    return {value: COLOURS[min(i, len(COLOURS) - 1)] for i, value in enumerate(values)}


def rgb(colour: str) -> list[int]:
    """The red, green and blue of a #RRGGBB colour."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def boundary_layers(theme: str, country: str | None = None) -> list[pdk.Layer]:
    """Land, borders and the dashes of disputed lines; one country may be drawn in detail on top."""
    tone = LAND[theme]
    # Around a country drawn in detail the coarse region stays in one quiet colour, or its rough edges would stick out.
    study = tone["other"] if country else tone["study"]
    land = pdk.Layer(
        "GeoJsonLayer",
        f"{MAPS}/region.json",
        id="land",
        stroked=False,
        filled=True,
        pickable=False,
        get_fill_color=f"properties.disputed ? {tone['disputed']} : properties.study ? {study} : {tone['other']}",
    )
    lines = pdk.Layer(
        "GeoJsonLayer",
        f"{MAPS}/borders.json",
        id="borders",
        stroked=True,
        filled=False,
        pickable=False,
        get_line_color=f"properties.kind == 'coast' ? {tone['coast']} : {tone['border']}",
        line_width_min_pixels=0.8,
    )
    if not country:
        return [land, lines]
    # China keeps the lines of the United Nations: its own outline would draw disputed lines as settled ones.
    own = pdk.Layer(
        "GeoJsonLayer",
        f"{MAPS}/{country}.json",
        id="country",
        stroked=country != "CHN",
        filled=True,
        pickable=False,
        get_fill_color=tone["study"],
        get_line_color=tone["border"],
        line_width_min_pixels=0.8,
    )
    return [land, own, lines] if country == "CHN" else [land, own]


def parks(
    rows: pd.DataFrame,
    theme: str,
    view: pdk.ViewState,
    country: str | None = None,
    chosen: str = "",
    under: Sequence[pdk.Layer] = (),
    over: Sequence[pdk.Layer] = (),
) -> pdk.Deck:
    """Parks as symbols between what lies under and over them: rows need park, name, label, longitude, latitude, symbol, colour and size (pixels)."""
    drawn = rows[["park", "name", "label", "symbol", "size"]].copy()
    # Four decimals are some 11 m: finer than any position here, and half the bytes.
    drawn["at"] = [[round(lon, 4), round(lat, 4)] for lon, lat in zip(rows["longitude"], rows["latitude"], strict=True)]
    drawn["colour"] = rows["colour"].map(rgb)
    layers = [*boundary_layers(theme, country), *under]
    if chosen:
        layers.append(
            pdk.Layer(
                "ScatterplotLayer",
                drawn[drawn["park"] == chosen],
                id="chosen",
                get_position="at",
                get_radius=1,
                radius_min_pixels=19,
                radius_max_pixels=19,
                stroked=True,
                filled=False,
                pickable=False,
                get_line_color=[213, 94, 0],
                line_width_min_pixels=3,
            )
        )
    layers.append(
        pdk.Layer(
            "IconLayer",
            drawn,
            id="parks",
            icon_atlas=pdk.types.String(f"{MAPS}/markers.png", quote_type=""),
            icon_mapping=icon_mapping(),
            get_icon="symbol",
            get_position="at",
            get_color="colour",
            get_size="size",
            pickable=True,
        )
    )
    return pdk.Deck([*layers, *over], initial_view_state=view, map_provider=None, tooltip={"text": "{name}\n{label}"})


def legend(entries: tuple[tuple[str, str, str], ...], theme: str) -> str:
    """The legend as an SVG picture: (symbol, colour, label) each; an entry without a symbol is a heading."""
    ink = "#17212B" if theme == "light" else "#E8EEF4"
    lines = []
    for i, (symbol, colour, label) in enumerate(entries):
        y = 16 + 23 * i
        if symbol.startswith("="):  # letters on a colour
            lines.append(
                f'<rect x="1" y="{y - 12}" width="22" height="15" fill="{colour}"/><text x="12" y="{y - 1}" font-family="sans-serif" '
                f'font-size="11" font-weight="700" text-anchor="middle" fill="#FFFFFF">{escape(symbol[1:])}</text>'
            )
        elif symbol:
            lines.append(f'<g transform="translate(12 {y - 5})">{_shape(*symbol.split("-"), colour or ink)}</g>')
        weight, x = ("400", 28) if symbol else ("700", 2)
        lines.append(
            f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="14" font-weight="{weight}" fill="{ink}">{escape(label)}</text>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="{23 * len(entries) + 8}">{"".join(lines)}</svg>'


def _shape(shape: str, fill: str, colour: str) -> str:
    """One symbol of the legend, drawn with the corners that the map's picture has."""

    def path(radius: float) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners(shape, 0, radius))

    outer = f'<polygon points="{path(8)}" fill="{colour if fill == "full" else "none"}" stroke="{colour}" stroke-width="2"/>'
    return outer + (f'<polygon points="{path(3.5)}" fill="{colour}"/>' if fill == "half" else "")


def corners(shape: str, centre: float, radius: float) -> list[tuple[float, float]]:
    """The corners of a shape around the centre of its cell, in pixels."""
    if shape == "cross":
        arm = 0.36 * radius
        steps = [
            (-arm, -radius),
            (arm, -radius),
            (arm, -arm),
            (radius, -arm),
            (radius, arm),
            (arm, arm),
            (arm, radius),
            (-arm, radius),
            (-arm, arm),
            (-radius, arm),
            (-radius, -arm),
            (-arm, -arm),
        ]
        return [(centre + x, centre + y) for x, y in steps]
    count, turn, inner = {
        "circle": (48, 0.0, 1.0),
        "square": (4, pi / 4, 1.0),
        "triangle": (3, 0.0, 1.0),
        "diamond": (4, 0.0, 1.0),
        "star": (10, 0.0, 0.45),
        "pentagon": (5, 0.0, 1.0),
        "hexagon": (6, 0.0, 1.0),
    }[shape]
    reach = [radius if i % 2 == 0 else radius * inner for i in range(count)]
    return [(centre + r * sin(turn + 2 * pi * i / count), centre - r * cos(turn + 2 * pi * i / count)) for i, r in enumerate(reach)]
