"""A reader's own PowerPoint template, or the product's: checked, emptied, measured. Never opens a file that it has not bounded first."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu

from ipp_data.errors import IppError
from ipp_data.export.design import own
from ipp_data.render.office.shapes import Box

LARGEST, UNPACKED, PARTS = 20_000_000, 100_000_000, 3_000
AGAIN = "Save it in PowerPoint as a .pptx presentation and choose it again."
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
EDGES = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True)
class Look:
    """An empty deck with the two layouts that are used and the room that they leave."""

    deck: Deck
    cover: SlideLayout
    plain: SlideLayout
    title: Box | None  # where the plain layout has its title; None where it has none to use
    body: Box
    foot: Box


def look(template: bytes | None) -> Look:
    """The template ready for new slides: the reader's own without its slides, or the product's."""
    if template is None:
        return _measured(own())
    _bounded(template)
    try:
        deck = Presentation(BytesIO(template))
        _emptied(deck)
    except (PythonPptxError, KeyError, ValueError, AttributeError, IndexError, SyntaxError, TypeError, NotImplementedError) as error:
        raise IppError(f"The template cannot be read as a PowerPoint presentation. {AGAIN}") from error
    if not any(len(master.slide_layouts) for master in deck.slide_masters):
        raise IppError(f"The template has no slide layouts. Add a layout with a title to its slide master. {AGAIN}")
    return _measured(deck)


def _bounded(data: bytes) -> None:
    """Refuse what is no plain presentation, before any part of it is parsed."""
    if len(data) > LARGEST:
        raise IppError(
            f"The template has {len(data) / 1e6:.0f} MB and may have {LARGEST // 1_000_000}. Remove pictures and slides from it and choose it again."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            names = [entry.filename for entry in entries]
            if len(names) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
                raise IppError(f"The template unpacks to more than {UNPACKED // 1_000_000} MB or {PARTS:,} parts. Use a smaller template.")
            if len({name.lower() for name in names}) < len(names) or "[Content_Types].xml" not in names:
                raise IppError(f"The template is not a sound PowerPoint package. {AGAIN}")
            unpacked = 0
            for entry in entries:
                # The size in the directory may lie: no more than the bound is ever read.
                with package.open(entry) as part:
                    content = part.read(UNPACKED - unpacked + 1)
                unpacked += len(content)
                if unpacked > UNPACKED:
                    raise IppError(f"The template unpacks to more than {UNPACKED // 1_000_000} MB. Use a smaller template.")
                _harmless(entry.filename.lower(), content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise IppError(f"The template is not a .pptx file, is damaged or is locked with a password. {AGAIN}") from error


def _harmless(name: str, content: bytes) -> None:
    """Refuse macros, controls, entities and links to files outside."""
    if "vbaproject" in name or "activex" in name or (name == "[content_types].xml" and b"macroenabled" in content.lower()):
        raise IppError(
            "The template contains macros or controls. Save it in PowerPoint as a .pptx presentation without macros and choose it again."
        )
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise IppError(f"The template contains definitions that PowerPoint never writes. {AGAIN}")
    if name.endswith(".rels") and b"External" in content:
        for link in parse_xml(content):
            if link.get("TargetMode") != "External":
                continue
            if not link.get("Type", "").endswith("/hyperlink") or not link.get("Target", "").lower().startswith(
                ("https://", "http://", "mailto:")
            ):
                raise IppError(
                    "The template loads something from outside itself. Embed or remove its linked pictures and files, save it and choose it again."
                )


def _emptied(deck: Deck) -> None:
    """Drop the slides with their parts, and the lists that would still name them."""
    root = deck.part._element
    for extra in root.xpath("./p:custShowLst | ./p:extLst/p:ext[*[local-name()='sectionLst']]"):
        extra.getparent().remove(extra)
    slides = root.xpath("./p:sldIdLst/p:sldId")
    for slide in slides:
        slide.getparent().remove(slide)
        deck.part.rels.pop(slide.rId)
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype.endswith(("/printerSettings", "/vbaProject")):
            deck.part.rels.pop(key)
    if any(part.partname.startswith("/ppt/slides/") for part in deck.part.package.iter_parts()):
        raise IppError(f"The layouts of the template link to its own slides. Remove these links. {AGAIN}")


def _kinds(layout: SlideLayout) -> list[object]:
    return [p.placeholder_format.type for p in layout.placeholders]


def _measured(deck: Deck) -> Look:
    """Choose the layouts by their placeholders and measure where the plain one leaves room."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    titled = [x for x in layouts if set(_kinds(x)) & set(TITLES)]
    cover = next((x for x in layouts if PP_PLACEHOLDER.CENTER_TITLE in _kinds(x)), (titled or layouts)[0])
    only = [x for x in titled if not set(_kinds(x)) - {*TITLES, *EDGES} and x is not cover]
    top = [x for x in titled if x is not cover and PP_PLACEHOLDER.TITLE in _kinds(x)]
    plain = next(iter([*only, *top]), next((x for x in layouts if not set(_kinds(x)) - set(EDGES)), layouts[-1]))
    wide, tall = deck.slide_width or Emu(12192000), deck.slide_height or Emu(6858000)
    found = next((p for p in plain.placeholders if p.placeholder_format.type in TITLES), None)
    title = (found.left, found.top, found.width, found.height) if found is not None and found.width and found.height is not None else None
    if title and (title[1] + title[3] > 0.4 * tall or title[2] < 0.45 * wide or title[1] < 0):
        title = None
    left = title[0] if title and 0.02 * wide < title[0] < 0.12 * wide else int(0.05 * wide)
    right = wide - max(left, int(0.04 * wide))
    edges = [p.top for p in plain.placeholders if p.placeholder_format.type in EDGES and p.top and p.top > 0.7 * tall]
    bottom = min([int(0.945 * tall), *edges]) - int(0.005 * tall)
    lines = 380_000 if right - left > 10_000_000 else 500_000  # two lines of provenance, three on a narrow slide
    foot = (left, bottom - lines, right - left, lines)
    upper = (title[1] + title[3] if title else int(0.05 * tall) + 900_000) + 60_000
    return Look(deck, cover, plain, title, (left, upper, right - left, foot[1] - upper - 60_000), foot)


def numbered(layout: SlideLayout) -> object | None:
    """The slide number placeholder of a layout, if it has one."""
    return next((p for p in layout.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER and p.width), None)
