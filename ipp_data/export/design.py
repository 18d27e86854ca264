"""The product's own look of a deck, set up in code: 16:9, navy and blue, one widely present font. Never embeds a font."""

from __future__ import annotations

import re

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

FONT = "Arial"
COLOURS = {
    "dk1": "17212B",
    "lt1": "FFFFFF",
    "dk2": "0A3A63",
    "lt2": "F1F6FA",
    "accent1": "0A3A63",
    "accent2": "0072B2",
    "accent3": "009E73",
    "accent4": "E69F00",
    "accent5": "D55E00",
    "accent6": "7B8794",
    "hlink": "0072B2",
    "folHlink": "7A5195",
}
PLACES = {
    PP_PLACEHOLDER.TITLE: (0.6, 0.3, 12.13, 0.95),
    PP_PLACEHOLDER.BODY: (0.6, 1.4, 12.13, 5.2),
    PP_PLACEHOLDER.DATE: (0.6, 7.08, 2.0, 0.3),
    PP_PLACEHOLDER.FOOTER: (4.0, 7.08, 5.0, 0.3),
    PP_PLACEHOLDER.SLIDE_NUMBER: (11.73, 7.08, 1.0, 0.3),
}
COVER = {PP_PLACEHOLDER.CENTER_TITLE: (0.9, 1.7, 11.5, 1.9), PP_PLACEHOLDER.SUBTITLE: (0.9, 3.75, 11.5, 1.5)}


def own() -> Deck:
    """An empty deck in the look of the product."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    layouts = deck.slide_layouts
    cover, plain = layouts.get_by_name("Title Slide"), layouts.get_by_name("Title Only")
    for layout in list(layouts):
        if layout not in (cover, plain):
            layouts.remove(layout)
    for place in (deck.slide_master, plain, cover):
        for shape in place.placeholders:
            spot = (COVER if place is cover else PLACES).get(shape.placeholder_format.type, PLACES.get(shape.placeholder_format.type))
            shape.left, shape.top, shape.width, shape.height = (Inches(v) for v in spot)
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
    _theme(deck)
    _styles(deck, cover)
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype.endswith("/printerSettings"):
            deck.part.rels.pop(key)
    return deck


def _theme(deck: Deck) -> None:
    part = deck.slide_master.part.part_related_by(RT.THEME)
    text = part.blob.decode("utf-8")
    for name, colour in COLOURS.items():
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', text, flags=re.S)
    part._blob = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text).encode("utf-8")


def _styles(deck: Deck, cover: object) -> None:
    """A bar above every slide, titles in navy to the left, the cover on navy."""
    master = deck.slide_master
    bar = f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Bar" descr="Decorative bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
    bar += f'<a:ext cx="{deck.slide_width}" cy="91440"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp>'
    master.shapes._spTree.insert(2, parse_xml(bar))
    level = master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr")[0]
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")
    run.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}").set("val", "tx2")
    background = f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    cover._element.cSld.insert(0, parse_xml(background))
    for shape in cover.placeholders:
        style = shape._element.txBody.find(qn("a:lstStyle"))
        style.clear()
        size = 3600 if shape.placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE else 1800
        style.append(
            parse_xml(
                f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
            )
        )
    for place in (master, *deck.slide_layouts):
        for shape in place.placeholders:
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                shape.text_frame.paragraphs[0].font.size = Pt(10)
