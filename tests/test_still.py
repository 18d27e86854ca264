"""Stills: every kind in every script, the numbers of the table, nothing cut, and all that must travel inside the picture."""

import warnings
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from ipp_data import answers, benchmark, dossiers, explain
from ipp_data import catalog as catalogs
from ipp_data.figures import Figure, countries, criteria, facts, scores
from ipp_data.render import still
from ipp_data.store import Store

LOCAL = ["ภูเก็ต", "ຂະຫວັດ ສະຫວັນນະເຂດ", "រាជធានីភ្នំពេញ", "চট্টগ্রাম", "Улаанбаатар", "Cần Thơ"]
VINTAGE = "2026-11-23"


@pytest.fixture(scope="module")
def figures():
    catalog = catalogs.load()
    live, training = Store(catalog, "live"), Store(catalog, "training")
    stood = benchmark.stand(answers.load(training, catalog, "eip-2017"))
    pair = [stood.sheet.of(p) for p in ("training-teak", "training-amber")]
    series = live.ask("country_series", countries=[])
    shares = series[(series["indicator"] == "manufacturing_share") & (series["role"] == "study")]
    return {
        "line": facts.series(live.ask("facts", park="kh-phnom-penh-sez"), "Phnom Penh SEZ")[0],
        "trend": countries.trend(shares, "Cambodia"),
        "panels": countries.panels(shares),
        "bar": countries.standing(shares, "Cambodia"),
        "stacked": countries.parks(live.ask("country_parks", country="IDN"), "Indonesia", VINTAGE),
        "heat": scores.pillars(stood, VINTAGE, 12),
        "dots": scores.ranking(stood, VINTAGE, 12),
        "bullet": criteria.criteria(stood, "training-heron", VINTAGE),
        "waterfall": criteria.waterfall(stood, explain.contributions(stood.scored, *pair), "Teak", "Amber", VINTAGE),
        "strip": scores.strip(stood, "ECO-PI-4", VINTAGE),
        "profile": scores.profile(stood, ["training-teak", "training-amber"], VINTAGE),
        "map": dossiers.country(dossiers.Desk(catalog, live, VINTAGE), "IDN").parts[0].figure,
    }


KINDS = ["line", "trend", "panels", "bar", "stacked", "heat", "dots", "bullet", "waterfall", "strip", "profile", "map"]


def drawn(figure: Figure):
    with mpl.rc_context(still._settings()):
        sheet = still.draw(figure)
        sheet.canvas.draw()
    return sheet


def numbers(sheet) -> set[float]:
    """Every number that a mark, a line, a bar or a cell stands for."""
    found = []
    for axes in sheet.axes:
        found += [v for line in axes.lines for v in [*line.get_xdata(), *line.get_ydata()]]
        found += [patch.get_width() for patch in axes.patches if hasattr(patch, "get_width")]
        found += [v for cells in axes.collections if cells.get_array() is not None for v in np.ma.filled(cells.get_array(), np.nan).ravel()]
    return {round(float(v), 4) for v in found if np.isfinite(float(v))}


@pytest.mark.parametrize("name", KINDS)
def test_a_still_shows_the_numbers_of_its_table(figures, name):
    figure = figures[name]
    column = figure.color if figure.kind == "heat" else figure.y if figure.kind in ("line", "trend", "map") else figure.x
    asked = {round(float(v), 4) for v in figure.rows[column].dropna()}
    assert asked <= numbers(drawn(figure))


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_cut_and_no_text_lies_on_another(figures, name):
    sheet = drawn(replace(figures[name], code="ABCD-EFGH"))
    page, renderer = sheet.bbox, sheet.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in sheet.texts]
    for box in boxes:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1
    for axes in sheet.axes:
        inside = axes.get_tightbbox(renderer)
        assert inside.x0 >= -1 and inside.x1 <= page.x1 + 2
        # Title and subtitle stand above the chart, source and notice below it.
        assert not [box for box in boxes if box.y0 < inside.y1 - 2 and box.y1 > inside.y0 + 2]
    assert min(text.get_fontsize() for text in sheet.texts) >= 7


@pytest.mark.parametrize("name", KINDS)
def test_title_source_notice_code_and_watermark_are_inside(figures, name):
    figure = replace(figures[name], watermark="Training data: invented parks", code="ABCD-EFGH")
    said = " ".join(text.get_text() for text in drawn(figure).texts)
    for part in (figure.title, figure.subtitle, figure.provenance, figure.notice, figure.watermark):
        assert all(word in said for word in part.split())


@pytest.mark.parametrize("name", KINDS)
def test_a_png_has_ink_in_its_title_and_its_text_alternative(figures, name):
    picture = Image.open(BytesIO(still.picture(figures[name])))
    head = np.asarray(picture.convert("L"))[: int(0.35 * 160)]
    assert (head < 128).mean() > 0.005
    assert picture.info["Description"] == figures[name].alt


@pytest.mark.parametrize("name", ["bar", "map"])
def test_an_svg_is_well_formed_and_described(figures, name):
    text = still.picture(figures[name], "svg").decode()
    ElementTree.fromstring(text)  # noqa: S314 - our own file
    assert figures[name].title.split(";")[0] in text and "http://www.w3.org/2000/svg" in text


@pytest.mark.parametrize("text", LOCAL)
def test_names_in_local_script_have_all_their_letters(text):
    rows = pd.DataFrame({"name": [text], "value": [1.0]})
    figure = Figure("bar", rows, "value", "name", f"{text} $1 $2", text, text, "2026", text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ResourceWarning)
        assert still.picture(figure)


def test_what_is_not_reported_has_no_bar_and_says_so():
    rows = pd.DataFrame({"name": ["known", "silent"], "value": [0.0, None]})
    axes = drawn(Figure("bar", rows, "value", "name", "t", "s", "o", "2026", "a")).axes[0]
    assert len(axes.patches) == 1
    assert "not reported" in [text.get_text() for text in axes.texts]
