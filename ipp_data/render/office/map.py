"""Maps as native shapes: land, borders and parks that can be moved and recoloured. Never draws a disputed line as a settled one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import pandas as pd
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from ipp_data.figures import Figure, plural
from ipp_data.render.maps import COLOURS
from ipp_data.render.office.bars import Drawn
from ipp_data.render.office.shapes import POINT, Box, describe, key, lines_of, swatch, write
from ipp_data.render.office.sheet import clean
from ipp_data.render.outlines import Outline, extent, filled, outlines, stretch

FINE = 0.6 * 9525  # half a pixel or so: points closer than this draw the same outline
SIDE, SMALL = 9 * POINT, int(6.5 * POINT)  # of the symbol of a park; of many parks
SEA, TONES = "F4F8FB", {"study": "D3DFE8", "other": "EAEEF1", "disputed": "DEDEDE"}
PENS = {"border": ("96A3B0", 0.75, ""), "coast": ("BAC5CF", 0.5, ""), "disputed line": ("4B5563", 1, '<a:prstDash val="sysDash"/>')}
NAMES = {
    "study": "Country of the study",
    "other": "Neighbouring land",
    "disputed": "Disputed area",
    "border": "Borders",
    "coast": "Coast",
    "disputed line": "Disputed lines, dashed",
}
SHAPES = (MSO_SHAPE.OVAL, MSO_SHAPE.RECTANGLE, MSO_SHAPE.ISOSCELES_TRIANGLE, MSO_SHAPE.DIAMOND, MSO_SHAPE.STAR_5_POINT)
SHAPES += (MSO_SHAPE.REGULAR_PENTAGON, MSO_SHAPE.HEXAGON, MSO_SHAPE.CROSS)
Path = list[tuple[float, float]]


@dataclass(frozen=True)
class Window:
    """The part of the world that a map shows and where it lies on the slide."""

    west: float
    north: float
    across: float  # EMU for a degree of longitude
    up: float  # EMU for a degree of latitude
    box: Box

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A point in EMU from the corner of the map."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.up


def draw(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Land, borders, parks by category, key and the notice on boundaries, all as shapes."""
    rows, (left, top, width, height) = figure.rows.dropna(subset=[figure.x, figure.y]), box
    lost = len(figure.rows) - len(rows)
    kinds = rows[figure.color].astype(object).fillna("not reported").astype(str) if figure.color else pd.Series("parks", index=rows.index)
    groups = [*figure.series, *(["not reported"] if "not reported" in set(kinds) else [])] if figure.color else ["parks"]
    slots = {group: figure.slots.get(group, len(figure.slots)) for group in groups}
    looks = {group: (SHAPES[i % len(SHAPES)], COLOURS[min(i, len(COLOURS) - 1)][1:]) for group, i in slots.items()}
    side = int(0.24 * width)
    note = int(lines_of(figure.notice, width / POINT - 8, 10) * 12.5 * POINT) if figure.notice else 0
    window = _window(figure, rows, (left, top, width - side, height - note - 4 * POINT))
    made = [_land(slide, figure, window)]
    made += [_parks(slide, rows[kinds == group], figure, f"{group} ({(kinds == group).sum()})", *looks[group], window) for group in groups]
    entries = [(shape, colour, f"{group} · {(kinds == group).sum()}") for group, (shape, colour) in looks.items()]
    beside = window.box[0] + window.box[2] + 10 * POINT
    made += key(slide, entries, (beside, window.box[1], left + width - beside, height - note), 11, single=True)
    if note:
        made.append(write(slide, figure.notice, (left, top + height - note, width, note), 10))
    return made, [f"{plural(lost, 'park')} without a known position not drawn."] if lost else []


def _window(figure: Figure, rows: pd.DataFrame, box: Box) -> Window:
    """The extent of the figure in its true proportions in the middle of its latitudes, as wide and tall as its place."""
    shown = extent(figure.place, list(rows[figure.x]), list(rows[figure.y]))
    # A narrow country is shown among its neighbours, so that the map fills its place on the slide.
    west, south, east, north = seen = filled(shown, box[2] / box[3])
    up = min(box[2] / ((east - west) * stretch(seen)), box[3] / (north - south))
    width, height = int((east - west) * stretch(seen) * up), int((north - south) * up)
    return Window(west, north, stretch(seen) * up, up, (box[0], box[1] + (box[3] - height) // 2, width, height))


def _land(slide: Slide, figure: Figure, window: Window) -> BaseShape:
    group = slide.shapes.add_group_shape()
    swatch(group.shapes, MSO_SHAPE.RECTANGLE, window.box, SEA, "Sea, the ground of the map")
    around = [(o, "other" if figure.place and o.role == "study" else o.role) for o in outlines("region")]
    own = [(o, "study") for o in outlines(figure.place)] if figure.place else []
    # The United Nations' lines lie over China, whose own outline would draw disputed lines as settled ones.
    lined = not figure.place or figure.place == "CHN"
    borders = [(o, o.role) for o in outlines("borders")] if lined else []
    for outline, role in [*around, *own, *borders]:
        edge = PENS["border"] if own and role == "study" and not lined else PENS.get(role)
        shape = _freeform(outline, role, edge, window, len(group.shapes) + 2)
        if shape is not None:
            group._element.append(shape)
    group._element.recalculate_extents()
    return describe(group, figure.alt, "Map: land and borders")


def _freeform(outline: Outline, role: str, edge: tuple[str, float, str] | None, window: Window, number: int) -> object:
    """One area or set of lines as a freeform shape over the whole map, or nothing where the map does not show it."""
    left, top, width, height = window.box
    drawn = "".join(
        _path(points, outline.closed)
        for ring in outline.rings
        for points in _cut([window.at(*p) for p in ring], outline.closed, width, height)
    )
    if not drawn:
        return None
    fill = f'<a:solidFill><a:srgbClr val="{TONES[role]}"/></a:solidFill>' if outline.closed else "<a:noFill/>"
    line = "<a:ln><a:noFill/></a:ln>"
    if edge:
        line = f'<a:ln w="{round(edge[1] * POINT)}"><a:solidFill><a:srgbClr val="{edge[0]}"/></a:solidFill>{edge[2]}</a:ln>'
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{1000 + number}" name={quoteattr(NAMES[role])} descr={quoteattr(NAMES[role])}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>'
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">{drawn}</a:path></a:pathLst></a:custGeom>{fill}{line}</p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def _path(points: Path, closed: bool) -> str:
    (x, y), *rest = points
    steps = "".join(f'<a:lnTo><a:pt x="{x:.0f}" y="{y:.0f}"/></a:lnTo>' for x, y in rest)
    return f'<a:moveTo><a:pt x="{x:.0f}" y="{y:.0f}"/></a:moveTo>{steps}' + ("<a:close/>" if closed else "")


def _cut(points: Path, closed: bool, width: float, height: float) -> Iterator[Path]:
    """What of a ring or line lies on the map, without points too close to be told apart."""
    if closed:
        for axis, bound, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
            points = _clip(points, axis, bound, sign)
        parts = [points]
    else:
        parts = [[]]
        for x, y in points:
            if 0 <= x <= width and 0 <= y <= height:
                parts[-1].append((x, y))
            elif parts[-1]:
                parts.append([])
    for part in parts:
        thin = part[:1]
        for x, y in part[1:-1]:
            if abs(x - thin[-1][0]) + abs(y - thin[-1][1]) > FINE:
                thin.append((x, y))
        thin += part[-1:] if len(part) > 1 else []
        if len(thin) > 1 + closed:
            yield thin


def _clip(points: Path, axis: int, bound: float, sign: int) -> Path:
    """A ring cut at one edge of the map (Sutherland and Hodgman)."""
    kept: Path = []
    for first, second in zip(points, [*points[1:], *points[:1]], strict=True):
        inside, next_inside = sign * (first[axis] - bound) >= 0, sign * (second[axis] - bound) >= 0
        if inside:
            kept.append(first)
        if inside != next_inside:
            share = (bound - first[axis]) / (second[axis] - first[axis])
            kept.append((first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])))
    return kept


def _parks(slide: Slide, rows: pd.DataFrame, figure: Figure, name: str, shape: MSO_SHAPE, colour: str, window: Window) -> BaseShape:
    """The parks of one category as a group of symbols, each with the name of its park."""
    group = slide.shapes.add_group_shape()
    side = SMALL if len(figure.rows) > 60 else SIDE
    preset = {
        MSO_SHAPE.OVAL: "ellipse",
        MSO_SHAPE.RECTANGLE: "rect",
        MSO_SHAPE.ISOSCELES_TRIANGLE: "triangle",
        MSO_SHAPE.DIAMOND: "diamond",
    }
    preset |= {
        MSO_SHAPE.STAR_5_POINT: "star5",
        MSO_SHAPE.REGULAR_PENTAGON: "pentagon",
        MSO_SHAPE.HEXAGON: "hexagon",
        MSO_SHAPE.CROSS: "mathPlus",
    }
    titles = rows[figure.tooltip[0]] if figure.tooltip else pd.Series("park", index=rows.index)
    for i, (title, longitude, latitude) in enumerate(zip(titles, rows[figure.x], rows[figure.y], strict=True)):
        x, y = window.at(longitude, latitude)
        said = quoteattr(clean(title))
        group._element.append(
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{2000 + 10 * group.shape_id + i}" name={said} descr={said}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
                f'<a:off x="{int(window.box[0] + x - side / 2)}" y="{int(window.box[1] + y - side / 2)}"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
                f'<a:prstGeom prst="{preset[shape]}"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
                '<a:ln w="6350"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></p:spPr></p:sp>'
            )
        )
    group._element.recalculate_extents()
    return describe(group, f"Parks: {name}", f"Parks: {name}")
