"""Briefing -> DOCX that opens in every office suite and takes another look by its styles. Never formats outside a built-in style."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import groupby

import pandas as pd
from docx import Document
from docx.document import Document as Note
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ipp_data.briefing import Briefing, Part
from ipp_data.export import wording
from ipp_data.figures import Figure

WIDTH, PICTURE, TALLEST = Cm(17), Cm(16), Cm(12.5)  # of the text, of a picture
NAVY = RGBColor(0x0A, 0x3A, 0x63)
Picture = Callable[[Figure, str], bytes]


def build(briefing: Briefing, picture: Picture) -> bytes:
    """The briefing as an A4 note: title block, findings, a section for each part, sources and method."""
    note = Document()
    # A copy of the styles for Word 2010 would have to say the same as the styles; Word needs none.
    for key in [key for key, rel in note.part.rels.items() if rel.reltype.endswith("/stylesWithEffects")]:
        note.part.drop_rel(key)
    _paper(note, briefing)
    _properties(note, briefing)
    _opening(note, briefing)
    for section, parts in groupby(briefing.parts, lambda part: part.section):
        if section:
            note.add_heading(section, 1)
        for part in parts:
            _part(note, briefing, part, picture, 2 if section else 1)
    _closing(note, briefing)
    out = BytesIO()
    note.save(out)
    return out.getvalue()


def _paper(note: Note, briefing: Briefing) -> None:
    page = note.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.6)
    sizes = {
        "Normal": 10,
        "Title": 24,
        "Subtitle": 13,
        "Heading 1": 15,
        "Heading 2": 12,
        "Caption": 8.5,
        "List Number": 9,
        "Body Text": 9,
        "Header": 8.5,
        "Footer": 8.5,
    }
    for name, size in sizes.items():
        style = note.styles[name]
        style.font.size = Pt(size)
        if name not in ("Normal", "List Number", "Body Text"):
            style.font.color.rgb = NAVY
    note.styles["Normal"].font.name = "Calibri"
    note.styles["Normal"].paragraph_format.space_after = Pt(6)
    note.styles["Heading 1"].paragraph_format.space_before, note.styles["Body Text"].paragraph_format.space_after = Pt(14), Pt(3)
    note.styles["Caption"].font.bold = False
    link = note.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor(0x05, 0x63, 0xC1), True
    note.styles.element.find(".//" + qn("w:lang")).set(qn("w:val"), "en-GB")
    page.header.paragraphs[0].text = briefing.watermark or briefing.title
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.add_run(f"{wording.PRODUCT} · data to {briefing.vintage}, version {briefing.version} · page ")
    _field(foot, "PAGE", "1")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES", "1")


def _properties(note: Note, briefing: Briefing) -> None:
    known = note.core_properties
    known.title, known.subject, known.author = briefing.title, briefing.subtitle, wording.PRODUCT
    known.keywords = "; ".join(value for _, value in briefing.filters)[:255]
    known.comments = " · ".join(text for text in (f"Data to {briefing.vintage}, version {briefing.version}", briefing.watermark) if text)
    known.last_modified_by, known.language = wording.PRODUCT, "en-GB"
    known.created = known.modified = pd.Timestamp.now("UTC").to_pydatetime()


def _opening(note: Note, briefing: Briefing) -> None:
    note.add_paragraph(briefing.title, "Title")
    note.add_paragraph(briefing.subtitle, "Subtitle")
    if briefing.watermark:
        note.add_paragraph(briefing.watermark, "Intense Quote")
    note.add_paragraph(" · ".join(wording.imprint(briefing)))
    _open(note, wording.address(briefing.site, briefing.link), "Open this briefing in the product")
    if briefing.findings:
        note.add_heading("Findings", 1)
    for finding in briefing.findings:
        note.add_paragraph(finding, "List Bullet")


def _part(note: Note, briefing: Briefing, part: Part, picture: Picture, level: int) -> None:
    if wording.heading(part):
        note.add_heading(part.title, level)
    if part.words:
        note.add_paragraph(" ".join(part.words))
    link = wording.address(briefing.site, wording.link_of(part))
    if part.figure:
        _figure(note, part.figure, picture, wording.caption(briefing, part.figure), link)
    if part.table is not None:
        _caption(note, "Table", wording.table_caption(part), True, link)
        _table(note, part.table, part.title)
    for text in wording.definitions(part):
        note.add_paragraph(text, "Caption")


def _figure(note: Note, figure: Figure, picture: Picture, caption: str, link: str) -> None:
    still = picture(figure, "png")
    size = Image.from_blob(still)
    width = min(PICTURE, int(TALLEST * size.px_width / size.px_height))
    place = note.add_paragraph()
    place.paragraph_format.keep_with_next = True
    shape = place.add_run().add_picture(BytesIO(still), width)
    shape._inline.docPr.set("descr", figure.alt)
    shape._inline.docPr.set("title", figure.title)
    _caption(note, "Figure", caption, False, link)


def _caption(note: Note, kind: str, text: str, above: bool, link: str) -> None:
    caption = note.add_paragraph(f"{kind} ", "Caption")
    already = sum(1 for p in note.paragraphs if p.style.name == "Caption" and p.text.startswith(f"{kind} ")) or 1
    _field(caption, f"SEQ {kind} \\* ARABIC", str(already))
    caption.add_run(f". {text} ")
    if link:
        _link(caption, "Open this view.", link)
    caption.paragraph_format.keep_with_next = above


def _table(note: Note, rows: pd.DataFrame, title: str) -> None:
    table = note.add_table(1 + len(rows), len(rows.columns), "Light List Accent 1")
    widths = [int(WIDTH * share) for share in wording.shares(rows)]
    right = wording.numeric(rows)
    for i, texts in enumerate([[str(name) for name in rows.columns], *wording.cells(rows)]):
        line = table.rows[i]
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for j, cell in enumerate(line._tr.tc_lst):
            cell.width = widths[j]
            words = Paragraph(cell.p_lst[0], table)
            words.add_run(texts[j]).font.size = Pt(8)
            words.paragraph_format.space_after = Pt(0)
            words.paragraph_format.keep_with_next = i < 3 or None  # no heading row alone at the foot of a page
            words.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right[j] else None
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), title)
    table._tbl.tblPr.append(described)
    note.add_paragraph()


def _closing(note: Note, briefing: Briefing) -> None:
    if briefing.sources:
        note.add_heading("Sources", 1)
    for source in briefing.sources:
        _text(note.add_paragraph(style="List Number"), source)
    if briefing.method:
        note.add_heading("Method", 1)
    for words in briefing.method:
        _text(note.add_paragraph(style="Body Text"), words)


def _text(paragraph: Paragraph, text: str) -> None:
    for words, address in wording.linked(text):
        if address:
            _link(paragraph, words, address)
        else:
            paragraph.add_run(words)


def _open(note: Note, address: str, words: str) -> None:
    if address:
        _link(note.add_paragraph(), words, address)


def _link(paragraph: Paragraph, words: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words, "Hyperlink")
    link.append(run._r)
    paragraph._p.append(link)


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that the office suite counts itself; until then it shows what was counted here."""
    field = parse_xml(f"<w:fldSimple {nsdecls('w')}><w:r><w:t/></w:r></w:fldSimple>")
    field.set(qn("w:instr"), f" {code} ")
    field.find(".//" + qn("w:t")).text = shown
    paragraph._p.append(field)
