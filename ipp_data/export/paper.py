"""Briefing -> tagged PDF (PDF/UA-1) by typst, fonts inside. Never makes markup of a text: words travel as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import typst

from ipp_data.briefing import Briefing, Part
from ipp_data.export import wording
from ipp_data.export.note import Picture

TEMPLATE = Path(__file__).with_name("paper.typ")
FONTS = {
    "Noto Sans": ("fontpkg_noto_sans", "files"),
    "Noto Sans Khmer": ("justmytype_intl_sea", "fonts/ofl/notosanskhmer"),
    "Noto Sans Thai": ("justmytype_intl_sea", "fonts/ofl/notosansthai"),
    "Noto Sans Lao": ("justmytype_intl_sea", "fonts/ofl/notosanslao"),
    "Noto Sans Bengali": ("justmytype_intl_south_asia", "fonts/ofl/notosansbengali"),
}


def build(briefing: Briefing, picture: Picture) -> bytes:
    """The briefing as an A4 paper for print and for screen readers."""
    with _set(briefing, picture) as paper:
        try:
            return typst.compile(**paper, pdf_standards="ua-1")
        except typst.TypstError as error:
            # PDF/UA forbids a character that no font has; a reader is better served by a tagged PDF with one box than by none.
            if "could not be displayed" not in str(error):
                raise
            return typst.compile(**paper)


def pages(briefing: Briefing, picture: Picture) -> list[bytes]:
    """Every page of the paper as PNG, for a look before the file is taken."""
    with _set(briefing, picture) as paper:
        drawn = typst.compile(**paper, format="png", ppi=96)
    return drawn if isinstance(drawn, list) else [drawn]


@contextmanager
def _set(briefing: Briefing, picture: Picture) -> Iterator[dict[str, Any]]:
    """What typst needs to compile the paper: template, words, pictures, fonts."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "paper.typ").write_bytes(TEMPLATE.read_bytes())
        said = json.dumps(_said(briefing, root, picture))
        yield {
            "input": str(root / "paper.typ"),
            "root": folder,
            "sys_inputs": {"briefing": said},
            "font_paths": _fonts(),
            "ignore_system_fonts": True,
        }


def _fonts() -> list[str]:
    return [str(resources.files(package) / folder) for package, folder in FONTS.values()]


def _said(briefing: Briefing, root: Path, picture: Picture) -> dict[str, Any]:
    state = f"data to {briefing.vintage}, version {briefing.version}"
    return {
        "product": wording.PRODUCT,
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "description": " · ".join(text for text in (briefing.subtitle, state, briefing.watermark) if text),
        "keywords": [value for _, value in briefing.filters],
        "head": briefing.watermark or briefing.title,
        "foot": f"{wording.PRODUCT} · {state}",
        "watermark": briefing.watermark,
        "imprint": " · ".join(wording.imprint(briefing)),
        "link": wording.address(briefing.site, briefing.link),
        "findings": briefing.findings,
        "parts": [_part(briefing, i, root, picture) for i in range(len(briefing.parts))],
        "sources": [wording.linked(source) for source in briefing.sources],
        "method": [wording.linked(words) for words in briefing.method],
        "fonts": list(FONTS),
    }


def _part(briefing: Briefing, i: int, root: Path, picture: Picture) -> dict[str, Any]:
    part = briefing.parts[i]
    opens = part.section and (i == 0 or briefing.parts[i - 1].section != part.section)
    if part.figure:
        (root / f"{i}.svg").write_bytes(picture(part.figure, "svg"))
    return {
        "section": part.section if opens else "",
        "level": 2 if part.section else 1,
        "title": wording.heading(part),
        "words": " ".join(part.words),
        "picture": f"{i}.svg" if part.figure else "",
        "alt": part.figure.alt if part.figure else "",
        "caption": wording.caption(briefing, part.figure) if part.figure else "",
        "rows": None if part.table is None else _rows(part, part.table),
        "definitions": wording.definitions(part),
        "link": wording.address(briefing.site, wording.link_of(part)),
    }


def _rows(part: Part, rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "caption": wording.table_caption(part),
        "head": [str(name) for name in rows.columns],
        "cells": wording.cells(rows),
        "right": wording.numeric(rows),
        "shares": wording.shares(rows),
    }
