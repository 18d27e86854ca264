"""What lies around parks -> pydeck layers: tiles of letters, rings, lines, words. Never asks for a font from outside."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pydeck as pdk

from ipp_data.render.maps import rgb

# Words on a map: kind, anchor, side that stands at the place, distance from it in pixels.
WORDS = (
    ("ring", "middle", "center", [0, 0]),
    ("east", "start", "center", [9, 0]),
    ("west", "end", "center", [-9, 0]),
    ("below", "middle", "top", [0, 22]),
    ("beside", "start", "center", [24, 0]),
)
INK = {"light": [23, 33, 43], "dark": [232, 238, 244]}
PAPER = {"light": [255, 255, 255, 215], "dark": [16, 23, 30, 215]}


def tiles(rows: pd.DataFrame, shown: Mapping[str, tuple[str, str, str]], name: str) -> list[pdk.Layer]:
    """Objects as small letters on a colour, a layer each: rows need layer, at, name and label; `shown` says title, letters, colour."""
    return [
        pdk.Layer(
            "TextLayer",
            own[["at", "name", "label"]].assign(t=shown[layer][1]),
            id=f"{name}-{layer.replace(' ', '-')}",
            get_position="at",
            get_text="t",
            get_size=11,
            get_color=[255, 255, 255],
            font_weight=700,
            background=True,
            get_background_color=rgb(shown[layer][2]),
            background_padding=[3, 1],
            pickable=True,
        )
        for layer, own in rows.groupby("layer", sort=False)
    ]


def lines(paths: pd.DataFrame, theme: str) -> pdk.Layer:
    """Rings and lines around a park: rows need path and kind (ring or line)."""
    tone = {"ring": [*INK[theme], 110], "line": [213, 94, 0]}
    return pdk.Layer(
        "PathLayer",
        paths.assign(colour=paths["kind"].map(tone))[["path", "colour"]],
        id="around",
        get_path="path",
        get_color="colour",
        get_width=1,
        width_min_pixels=1.4,
        width_max_pixels=1.4,
        pickable=False,
    )


def words(rows: pd.DataFrame, theme: str) -> list[pdk.Layer]:
    """Words at places, readable over all else: rows need at, text and one kind of WORDS."""
    return [
        pdk.Layer(
            "TextLayer",
            rows.loc[rows["kind"] == kind, ["at", "text"]],
            id=f"words-{kind}",
            get_position="at",
            get_text="text",
            get_size=12,
            get_color=INK[theme],
            get_text_anchor=pdk.types.String(anchor),
            get_alignment_baseline=pdk.types.String(side),
            get_pixel_offset=offset,
            background=True,
            get_background_color=PAPER[theme],
            background_padding=[2, 1],
            character_set=pdk.types.String("auto"),  # names have other letters than English ones
            font_family=pdk.types.String("sans-serif"),
            pickable=False,
        )
        for kind, anchor, side, offset in WORDS
        if (rows["kind"] == kind).any()
    ]
