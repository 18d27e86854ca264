"""A deck opens again, its charts hold the figures of their tables, every shape speaks, and a hostile template is refused in a sentence."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import matplotlib
import openpyxl
import pandas as pd
import pytest
from lxml import etree
from PIL import ImageFont
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from ipp_data.briefing import Briefing, Part
from ipp_data.errors import IppError
from ipp_data.export import deck
from ipp_data.figures import Figure
from ipp_data.render.screen import MARKS

SAID = {"subtitle": "Toy subtitle, unit", "source": "Toy source", "data_date": "2026-11-23", "evidence": "Evidence: published"}
SITE, MARK = "https://parks.example.org", "Training data: invented parks"
PARKS = [
    "=1+1",
    "Vientiane \x0b& <Saysettha>",
    "ສະຫວັນ-ເຊໂນ",
    "Batam Centre Industrial Estate with a very long name in several words",
    "Noro",
]
SCORES = pd.DataFrame(
    {
        "label": [f"{name}  ·  rank {i} ({i} to {i + 2})" for i, name in enumerate(PARKS, start=1)],
        "score": [88.5, 71.25, None, 40.0, 0.0],
        "score_low": [80.0, 60, None, 30, 0],
        "score_high": [90.0, 75, None, 60, 8],
        "low": [70.0, 50, None, 20, 0],
        "high": [99.0, 80, None, 80, 30],
    }
)
YEARS = pd.DataFrame(
    [
        {
            "year": y,
            "value": None if (y, c) == (2021, "Thailand") else (y - 2010) * 1.5 + len(c),
            "country": c,
            "indicator": f"Indicator {k}",
        }
        for k in range(11)
        for c in ("Lao PDR", "Thailand")
        for y in range(2018, 2025)
    ]
)
STATUS = pd.DataFrame(
    {"label": [f"C-{i} A criterion of the environment" for i in range(5)], "way": [100.0, 55.5, 0.0, None, None], "status": list(MARKS)}
)
PLACES = pd.DataFrame(
    {
        "name": PARKS,
        "longitude": [102.6, 102.7, 104.8, 104.0, None],
        "latitude": [17.9, 18.0, 16.6, 1.1, None],
        "type": ["SEZ", "SEZ", "EPZ", "freeport", "SEZ"],
    }
)


def figure(kind, rows, x, y, **more):
    labels = {c: c.replace("_", " ").capitalize() for c in rows}
    base = {
        "title": f"What the {kind} says",
        "alt": f"Alternative text of the {kind}.",
        "labels": labels,
        "link": f"/view?kind={kind}",
        "code": "F-1",
        "decimals": 1,
    }
    return Figure(kind=kind, rows=rows, x=x, y=y, **{**SAID, **base, **more})


PILLARS = pd.DataFrame(
    {
        "park": ["A", "A", "B"],
        "pillar": ["Social", "Economic", "Social"],
        "score": [50.0, 60, 70],
        "low": [40.0, 50, 70],
        "high": [80.0, 60, 75],
    }
)
VALUES = pd.DataFrame(
    {
        "country": ["Lao PDR", "Lao PDR", "Thailand"],
        "value": [12.5, 0.0, 90],
        "status": ["met", "not met", "met"],
        "median": [6.25, 6.25, None],
        "name": list("abc"),
    }
)
FIGURES = {
    "line": figure("line", pd.DataFrame({"year": [2019, 2019, 2020, 2022], "value": [10.0, 12, None, 15.5]}), "year", "value"),
    "trend": figure("trend", YEARS[YEARS["indicator"] == "Indicator 0"], "year", "value", color="country"),
    "panels": figure("trend", YEARS, "year", "value", color="country", panel="indicator"),
    "bar": figure("bar", SCORES.assign(who=["this", *["others"] * 4]), "score", "label", color="who", low="low", high="high", threshold=50),
    "stacked": figure("stacked", pd.DataFrame({"c": ["A", "A", "B"], "s": ["x", "y", "x"], "n": [1.0, 2.5, 0.0]}), "n", "c", color="s"),
    "heat": figure(
        "heat", pd.DataFrame({"p": ["A", "A", "B"], "q": ["x", "y", "x"], "v": [0.0, 45.5, 100]}), "q", "p", color="v", tooltip=("v",)
    ),
    "dots": figure("dots", SCORES, "score", "label", low="score_low", high="score_high", tooltip=("low", "high")),
    "bullet": figure("bullet", STATUS, "way", "label", color="status", threshold=100),
    "waterfall": figure("waterfall", pd.DataFrame({"piece": list("ABCDE"), "points": [5.0, -8.0, 4.5, -6.0, 1.0]}), "points", "piece"),
    "strip": figure("strip", VALUES, "value", "country", color="status", threshold=40, tooltip=("name",)),
    "profile": figure("profile", PILLARS, "score", "pillar", color="park", low="low", high="high"),
    "map": figure(
        "map", PLACES, "longitude", "latitude", color="type", tooltip=("name",), notice="Boundaries do not imply acceptance. " * 3
    ),
    "country": figure("map", PLACES.head(3), "longitude", "latitude", color="type", tooltip=("name",), place="LAO"),
}
TABLE = pd.DataFrame(
    {
        "Park": [f"Park {i}" for i in range(120)],
        "Area (ha)": [None if i % 3 else i * 1.25 for i in range(120)],
        "What is missing": ["Water and energy"] * 120,
    }
)
BRIEFING = Briefing(
    title="Where the parks stand and what to do next",
    subtitle="A briefing of every kind of figure",
    date="23 November 2026",
    findings=("Four of ten parks reach the assured level.",) * 4,
    parts=(
        *(
            Part(f.title, f, words=("Ask for water figures first.",) * (i % 3), definitions=("Coverage: what is answered.",))
            for i, f in enumerate(FIGURES.values())
        ),
        Part("Open questions by park", table=TABLE, words=("Ask in this order.",), source="Own count", link="/Parks"),
        Part("A finding in many words", words=("Sentence after sentence about parks and their thresholds. " * 12,) * 9),
    ),
    sources=tuple(f"Publisher {i}: a report on parks, {2000 + i}. https://example.org/{i}" for i in range(40)),
    method=("Scores follow the published criteria. " * 6,) * 8,
    vintage="2026-11-23",
    version="abc1234",
    audience="Ministry of Industry",
    watermark=MARK,
    filters=(("Country", "Lao PDR"),),
    link="/Briefing",
    site=SITE,
)


@pytest.fixture(scope="module")
def built():
    return deck.build(BRIEFING)


@pytest.fixture(scope="module")
def slides(built):
    return list(Presentation(BytesIO(built)).slides)


def every(shapes):
    """All shapes, those inside groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def slide_of(data):
    opened = Presentation(BytesIO(data))
    assert len(opened.slides) == 1
    return opened.slides[0]


def drawn(slide) -> list[float]:
    """Every number that the charts of a slide draw."""
    charts = [s.chart._chartSpace for s in slide.shapes if s.has_chart]
    return [float(v) for chart in charts for v in chart.xpath(".//c:ser//c:numCache/c:pt/c:v/text()")]


def sheets(slide):
    """The rows of every workbook behind a chart of a slide, formulas as their last values."""
    for shape in slide.shapes:
        if shape.has_chart:
            book = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob), data_only=True)
            yield list(book.active.iter_rows(values_only=True))


CHARTS = [k for k in FIGURES if k not in ("heat", "map", "country")]


@pytest.mark.parametrize("kind", CHARTS)
def test_a_native_chart_and_its_sheet_hold_the_numbers_of_the_table(kind):
    figure = FIGURES[kind]
    slide = slide_of(deck.single(figure))
    shown = figure.rows if kind != "panels" else YEARS[YEARS["indicator"].isin([f"Indicator {k}" for k in range(9)])]
    column = figure.y if figure.kind in ("line", "trend") else figure.x
    wanted = [float(v) for v in shown[column].dropna()]
    assert wanted
    held = [float(v) for rows in sheets(slide) for row in rows[1:] for v in row if isinstance(v, int | float)]
    assert all(any(abs(v - w) < 1e-9 for v in held) for w in wanted)
    if kind != "waterfall":
        assert all(any(abs(v - w) < 1e-9 for v in drawn(slide)) for w in wanted)


@pytest.mark.parametrize("kind", [k for k in CHARTS if k not in ("stacked", "panels", "trend", "strip", "profile")])
def test_the_first_columns_of_the_sheet_are_the_table_of_the_figure(kind):
    figure = FIGURES[kind]
    rows = next(sheets(slide_of(deck.single(figure))))
    table = figure.table
    assert list(rows[0][: table.shape[1]]) == list(table.columns)
    for row, wanted in zip(rows[1:], table.itertuples(index=False, name=None), strict=False):
        for cell, value in zip(row, wanted, strict=False):
            assert (cell is None) if pd.isna(value) else cell == (value if isinstance(value, int | float) else value.replace("\x0b", ""))


@pytest.mark.parametrize("kind", CHARTS)
def test_what_a_chart_draws_is_what_its_sheet_holds_at_that_place(kind):
    for shape in slide_of(deck.single(FIGURES[kind])).shapes:
        if not shape.has_chart:
            continue
        page = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob), data_only=True).active
        for reference in etree.fromstring(etree.tostring(shape.chart._chartSpace)).xpath(
            ".//*[local-name()='numRef' or local-name()='strRef']"
        ):
            (place,), points = reference.xpath("./*[local-name()='f']/text()"), reference.xpath(".//*[local-name()='pt']")
            cells = page[place.split("!")[1].replace("$", "")]
            cells = [c[0].value for c in cells] if isinstance(cells, tuple) else [cells.value]
            kept = {int(p.get("idx")): p[0].text for p in points}
            assert len(cells) == int(reference.xpath(".//*[local-name()='ptCount']/@val")[0])
            for i, value in enumerate(cells):
                assert (i not in kept) == (value in (None, "")), (place, i)
                assert i not in kept or kept[i] == str(value) or float(kept[i]) == pytest.approx(float(value))


def test_an_edit_of_the_table_reaches_the_derived_numbers_through_formulas():
    slide = slide_of(deck.single(FIGURES["waterfall"]))
    chart = next(s.chart for s in slide.shapes if s.has_chart)
    page = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    formulas = [c.value for row in page.iter_rows() for c in row if c.data_type == "f"]
    assert "=SUM(B2:B6)" in formulas and any(f.startswith("=IF(") for f in formulas)


def test_a_text_that_looks_like_a_formula_stays_a_text():
    for kind in ("bar", "dots"):
        chart = next(
            s.chart for s in slide_of(deck.single(replace(FIGURES[kind], rows=SCORES.assign(label=PARKS, who="x")))).shapes if s.has_chart
        )
        page = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        assert page["A2"].value == "=1+1" and page["A2"].data_type == "s"


def test_a_waterfall_that_crosses_zero_starts_and_ends_where_its_pieces_do():
    chart = next(s.chart for s in slide_of(deck.single(FIGURES["waterfall"])).shapes if s.has_chart)
    parts = {s.name: list(s.values) for s in chart.plots[0].series}
    lengths = [sum(abs(v[i]) for name, v in parts.items() if not name.startswith("Base")) for i in range(6)]
    assert lengths == [5, 8, 4.5, 6, 1, 3.5]
    assert parts["Takes away (above zero)"][1] == 5 and parts["Takes away (below zero)"][1] == -3
    assert parts["Base (below zero)"][4] == -3.5 and parts["Adds (below zero)"][4] == -1


def test_missing_is_a_gap_and_words_never_zero():
    bars = next(s.chart for s in slide_of(deck.single(FIGURES["bullet"])).shapes if s.has_chart)
    assert list(bars.plots[0].series[0].values) == [100, 55.5, 0, None, None]
    assert "not reported" in bars.plots[0].categories[3] and "not applicable" in bars.plots[0].categories[4]
    slide = slide_of(deck.single(FIGURES["trend"]))
    thai = next(s for s in next(x.chart for x in slide.shapes if x.has_chart).plots[0].series if s.name == "Thailand")
    assert list(thai.values).count(None) == 1
    assert any("1 value not reported" in s.text_frame.text for s in slide.shapes if s.has_text_frame)
    names = [s.text_frame.text for s in slide_of(deck.single(FIGURES["dots"])).shapes if s.name.startswith("Row name")]
    assert sum(n.endswith("not reported") for n in names) == 1


def test_a_heat_map_is_a_table_with_the_numbers_of_its_rows():
    table = next(s.table for s in slide_of(deck.single(FIGURES["heat"])).shapes if s.has_table)
    assert [[c.text for c in row.cells] for row in table.rows] == [["P", "x", "y"], ["A", "0.0", "45.5"], ["B", "100.0", "n. r."]]


def test_a_map_is_drawn_in_shapes_with_every_placed_park_and_dashed_disputed_lines():
    slide = slide_of(deck.single(FIGURES["map"]))
    groups = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert not [s for s in every(slide.shapes) if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert sum(len(g.shapes) for g in groups if g.name.startswith("Parks")) == 4
    assert {g.name for g in groups} == {"Map: land and borders", "Parks: SEZ (2)", "Parks: EPZ (1)", "Parks: freeport (1)"}
    lines = [s for s in every(slide.shapes) if s.name == "Disputed lines, dashed"]
    assert lines and all(s._element.xpath(".//a:prstDash") for s in lines)
    texts = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert "Boundaries do not imply acceptance." in texts and "1 park without a known position not drawn." in texts


def test_few_rows_of_many_are_counted():
    many = pd.DataFrame({"n": [f"Park {i}" for i in range(40)], "v": [float(i) for i in range(40)]})
    texts = [s.text_frame.text for s in slide_of(deck.single(figure("bar", many, "v", "n"))).shapes if s.has_text_frame]
    assert any(re.search(r"First \d+ of 40 rows", t) for t in texts)


def test_every_shape_has_an_alternative_text(slides):
    for slide in slides:
        for shape in every(slide.shapes):
            for known in shape._element.xpath("./*/p:cNvPr"):
                assert known.get("descr"), f"{shape.name} says nothing"


def test_every_figure_slide_says_source_date_and_mark_and_its_notes_hold_the_exact_link(slides):
    for figure in FIGURES.values():
        own = [s for s in slides if s.has_notes_slide and f"Link: {SITE}{figure.link}" in s.notes_slide.notes_text_frame.text]
        assert own
        notes, texts = own[0].notes_slide.notes_text_frame.text, " ".join(s.text_frame.text for s in own[0].shapes if s.has_text_frame)
        assert figure.alt in notes and "Coverage: what is answered." in notes
        assert "Source: Toy source. Data to 2026-11-23" in texts and figure.title in texts
    assert all(any(s.has_text_frame and MARK in s.text_frame.text for s in slide.shapes) for slide in slides)


def test_slides_are_numbered_and_long_tables_are_continued_then_counted(slides):
    for slide in slides[1:]:
        assert slide._element.xpath(".//a:fld[@type='slidenum']")
    tables = [s for s in slides if s.shapes.title is not None and s.shapes.title.text.startswith("Open questions")]
    assert [s.shapes.title.text for s in tables] == ["Open questions by park", *["Open questions by park (continued)"] * 2]
    shown = sum(len(s.table.rows) - 1 for t in tables for s in t.shapes if s.has_table)
    last = " ".join(s.text_frame.text for s in tables[-1].shapes if s.has_text_frame)
    assert f"{120 - shown} further rows in the table of the view, {SITE}/Parks." in last
    assert "not reported" in [c.text for s in tables[0].shapes if s.has_table for row in s.table.rows for c in row.cells]


FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
# DejaVu is wider than Arial or Calibri by an eighth at least.
MEASURE = {bold: ImageFont.truetype(str(FONTS / f"DejaVuSans{'-Bold' * bold}.ttf"), 100) for bold in (False, True)}


def tall(frame, width: float) -> float:
    """The height in points that the words of a frame take in a width, measured with the glyphs of a real font."""
    total = 0.0
    for paragraph in frame.paragraphs:
        runs = paragraph.runs
        if not runs or runs[0].font.size is None:
            continue
        size, font, lines, at = runs[0].font.size.pt, MEASURE[bool(runs[0].font.bold)], 1, 0.0
        for word in paragraph.text.split(" "):
            long = font.getlength(word + " ") / 100 * size * 0.88
            lines, at = (lines + 1, long) if at and at + long > width else (lines, at + long)
        total += lines * 1.2 * size
    return total


def problems(slide, wide: int, high: int) -> list[str]:
    """Shapes outside the slide, texts that overlap, texts taller than their box, texts below ten points."""
    found, boxes = [], []
    for shape in slide.shapes:
        left, top, right, bottom = shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
        if left < 0 or top < 0 or right > wide + 2 or bottom > high + 2:
            found.append(f"{shape.name} leaves the slide")
        if (
            (shape.has_text_frame and shape.text_frame.text)
            or shape.has_chart
            or shape.has_table
            or shape.shape_type == MSO_SHAPE_TYPE.GROUP
        ):
            boxes.append((shape.name, left, top, right, bottom))
        if shape.has_text_frame and shape.text_frame.text:
            frame = shape.text_frame
            room = (right - left - (frame.margin_left or 0) - (frame.margin_right or 0)) / 12700
            if tall(frame, room) > (bottom - top) / 12700 + 3:
                found.append(f"{shape.name} is too long: {tall(frame, room):.0f} of {(bottom - top) / 12700:.0f} points")
            found += [f"{shape.name} is tiny" for p in frame.paragraphs for r in p.runs if r.font.size is not None and r.font.size.pt < 10]
    for i, (name, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[i + 1 :]:
            charts = name.startswith(("Chart", "Text: threshold", "Map", "Parks")) and other.startswith(
                ("Chart", "Text: threshold", "Map", "Parks")
            )
            if not charts and min(right, right2) - max(left, left2) > 12700 and min(bottom, bottom2) - max(top, top2) > 12700:
                found.append(f"{name} lies on {other}")
    return found


def test_nothing_leaves_a_slide_and_no_text_lies_on_another(slides):
    assert {i: p for i, slide in enumerate(slides, start=1) if (p := problems(slide, Inches(13.333), Inches(7.5)))} == {}


def test_the_check_of_overflow_finds_what_it_should():
    opened = Presentation()
    slide = opened.slides.add_slide(opened.slide_layouts[6])
    for left in (0, 1, 9):
        box = slide.shapes.add_textbox(Inches(left), 0, Inches(2), Inches(0.3))
        box.text_frame.text = "Many words that can never fit into such a small box, " * 2
        box.text_frame.word_wrap = True
        box.text_frame.paragraphs[0].runs[0].font.size = 9 * 12700
    said = " ".join(problems(slide, opened.slide_width, opened.slide_height))
    assert all(word in said for word in ("leaves the slide", "too long", "lies on", "tiny"))


def test_the_package_is_sound(built):
    with zipfile.ZipFile(BytesIO(built)) as package:
        names = package.namelist()
        assert len(names) == len({n.lower() for n in names})
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        kinds = etree.fromstring(package.read("[Content_Types].xml"))
        listed = {e.get("PartName") for e in kinds if e.get("PartName")}
        endings = {e.get("Extension") for e in kinds if e.get("Extension")}
        assert all(f"/{n}" in listed or n.rsplit(".", 1)[-1] in endings for n in names if n != "[Content_Types].xml")
        assert listed <= {f"/{n}" for n in names}
        for name in [n for n in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]:
            ids = etree.fromstring(package.read(name)).xpath("//*[local-name()='cNvPr']/@id")
            assert len(ids) == len(set(ids)), f"{name} gives one number to two shapes"


def test_progress_is_told_slide_by_slide():
    told = []
    deck.build(replace(BRIEFING, parts=BRIEFING.parts[:2]), on_progress=lambda done, total: told.append((done, total)))
    assert [d for d, _ in told] == list(range(1, told[-1][1] + 1)) and len({t for _, t in told}) == 1


def saved(opened) -> bytes:
    out = BytesIO()
    opened.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def template():
    """A ministry's template: 4:3, own fonts and colours, with two slides of its own."""
    opened = Presentation()
    for _ in range(2):
        opened.slides.add_slide(opened.slide_layouts[1]).shapes.title.text = "An old slide"
    part = next(r.target_part for r in opened.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    part._blob = part.blob.replace(b"4F81BD", b"AB12CD").replace(b'typeface="Calibri"', b'typeface="Georgia"')
    return saved(opened)


def rewritten(data, change=lambda name, content: content, extra=()):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in extra:
            new.writestr(name, content)
    return out.getvalue()


def test_a_template_keeps_its_theme_size_and_layouts_and_loses_its_slides(template):
    data = deck.build(BRIEFING, template)
    opened = Presentation(BytesIO(data))
    with zipfile.ZipFile(BytesIO(data)) as package:
        theme = b"".join(package.read(n) for n in package.namelist() if "theme/theme" in n)
        assert b"AB12CD" in theme and b"Georgia" in theme
        assert b"An old slide" not in b"".join(package.read(n) for n in package.namelist())
        assert len([n for n in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]) == len(opened.slides)
    assert (opened.slide_width, opened.slide_height) == (9144000, 6858000)
    assert opened.slides[1].slide_layout.name == "Title Only" and opened.slides[0].slide_layout.name == "Title Slide"
    assert {i: p for i, s in enumerate(opened.slides, start=1) if (p := problems(s, 9144000, 6858000))} == {}


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda t: b"no zip at all", "not a .pptx file"),
        (lambda t: t[: len(t) // 2], "not a .pptx file"),
        (lambda t: b"0" * 20_000_001, "20 MB|may have 20"),
        (lambda t: rewritten(t, extra=[("ppt/media/bomb.png", b"\0" * 101_000_000)]), "unpacks to more"),
        (lambda t: rewritten(t, extra=[("ppt/vbaProject.bin", b"x")]), "macros"),
        (lambda t: rewritten(t, lambda n, c: c.replace(b"presentation.main+xml", b"presentation.macroEnabled.main+xml")), "macros"),
        (
            lambda t: rewritten(
                t, lambda n, c: c.replace(b"<p:sldMaster ", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p:sldMaster ')
            ),
            "definitions",
        ),
        (
            lambda t: rewritten(
                t,
                lambda n, c: (
                    c.replace(
                        b"</Relationships>",
                        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://example.org/x.png" TargetMode="External"/></Relationships>',
                    )
                    if n == "ppt/slideMasters/_rels/slideMaster1.xml.rels"
                    else c
                ),
            ),
            "from outside",
        ),
        (lambda t: rewritten(t, lambda n, c: b"<broken" if n == "ppt/presentation.xml" else c), "cannot be read"),
        (lambda t: rewritten(t, lambda n, c: re.sub(rb"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>", b"", c, flags=re.S)), "no slide layouts"),
    ],
    ids=["no zip", "half a file", "too large", "bomb", "macros", "macro type", "entities", "linked picture", "broken part", "no layouts"],
)
def test_a_hostile_or_bad_template_is_refused_with_a_sentence(template, harm, sentence):
    with pytest.raises(IppError, match=sentence) as refused:
        deck.build(replace(BRIEFING, parts=()), harm(template))
    assert str(refused.value).endswith(".") and len(str(refused.value)) < 250


def test_a_template_without_titles_still_carries_every_title(template):
    opened = Presentation(BytesIO(template))
    for layout in list(opened.slide_layouts):
        if layout.name != "Blank" and not layout.used_by_slides:
            opened.slide_layouts.remove(layout)
    used = next(layout for layout in opened.slide_layouts if layout.name != "Blank")
    for shape in list(used.placeholders):
        shape._element.getparent().remove(shape._element)
    slides = Presentation(BytesIO(deck.build(replace(BRIEFING, parts=BRIEFING.parts[:3]), saved(opened)))).slides
    assert all(
        any(s.has_text_frame and title in s.text_frame.text for s in slide.shapes)
        for slide, title in zip(slides, [BRIEFING.title, "Findings", FIGURES["line"].title], strict=False)
    )
    assert {i: p for i, s in enumerate(slides, start=1) if (p := problems(s, 9144000, 6858000))} == {}
