"""Stills: every kind draws the numbers of its table, inside the canvas, in every script, with all that must travel with it."""

import io
import re
import warnings
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import matplotlib
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from ipp_data.figures import STATUSES, Figure
from ipp_data.render import still
from ipp_data.render.still.letters import balanced, width, wrapped

WATERMARK = "Training data: invented parks"
NOTICE = "The boundaries and names shown on this map do not imply official endorsement or acceptance by the United Nations."
SCRIPTS = ("ภูเก็ต", "ຂະຫວັດ ສະຫວັນນະເຂດ", "រាជធានីភ្នំពេញ", "চট্টগ্রাম", "Улаанбаатар", "Đồng Nai ≥ 5 · CO₂ $4 and $5")
LONG = "Industrial park with a very long official name of a special economic zone on the coast, second phase of the extension"
NAMES = [*SCRIPTS, LONG]
STATUS = ["met", "partly met", "not met", "not reported", "not applicable", "met", "met"]


def toy(kind: str, rows: dict | pd.DataFrame, x: str, y: str, **more: object) -> Figure:
    """A figure of one kind with everything that must be printed."""
    return Figure(
        kind=kind, rows=pd.DataFrame(rows), x=x, y=y, title="ภูเก็ต leads with $12.5 and $4; Улаанбаатар and រាជធានីភ្នំពេញ follow in a long sentence that needs a second line",
        subtitle="Toy score, points · what the numbers are", source="Toy office, Toys of the year", data_date="2026-11-23",
        alt="A toy & its <text> in words.", evidence="Evidence: published", decimals=1, code="K7Q2", watermark=WATERMARK,
        labels={x: "Reader's heading of the value (million units a year)", y: "Name", "low": "Lowest possible", "high": "Highest possible"}, **more,
    )  # fmt: skip


def figures() -> dict[str, Figure]:
    """One figure of every kind, with names in every script, a long name, missing values and negative ones."""
    scores = [91.5, 80.25, 73.0, 60.5, 55.0, 12.5, 3.0]
    named = {"name": NAMES, "value": scores, "low": [v - 3 for v in scores], "high": [v + 4 for v in scores]}
    bounds = {"low": "low", "high": "high"}
    years = {"year": [2016, 2018, 2018, 2024], "value": [316.5, 520.25, 560.0, 1880.75]}
    two = pd.DataFrame(
        [(n, y, v + i) for i, n in enumerate(NAMES) for y, v in ((2000, 3.5), (2010, 40.25), (2020, 21.75))],
        columns=["name", "year", "value"],
    )
    parts = pd.DataFrame(
        [(n, s, i + j + 0.5) for i, n in enumerate(NAMES) for j, s in enumerate(("operating", "under construction", "planned"))],
        columns=["name", "status", "value"],
    )
    cells = pd.DataFrame(
        [(n, p, 7.5 * i + 10 * j) for i, n in enumerate(NAMES) for j, p in enumerate(("Environment", "Park management", "ສະຫວັນນະເຂດ"))],
        columns=["name", "pillar", "value"],
    )
    cells.loc[4, "value"] = np.nan
    park = pd.DataFrame(
        [(n, p, 9.5 * i + 20 * j) for i, n in enumerate(NAMES[:5]) for j, p in enumerate(("Environment", LONG))],
        columns=["park", "pillar", "value"],
    )
    places = {
        "name": NAMES,
        "longitude": [100.5, 101.0, 99.0, 98.5, 102.25, 100.0, 104.0],
        "latitude": [13.75, 14.0, 18.5, 8.25, 16.0, 7.0, 15.5],
        "status": [*["operating"] * 3, *["planned"] * 3, None],
    }
    return {
        "line": toy("line", years, "year", "value"),
        "trend": toy("trend", two, "year", "value", color="name"),
        "panels": toy("trend", two, "year", "value", panel="name"),
        "bar": toy("bar", {**named, "value": [*scores[:5], np.nan, -7.5], "part": ["this", *["others"] * 6]}, "value", "name", color="part", threshold=50),
        "interval bar": toy("bar", named, "value", "name", **bounds),
        "stacked": toy("stacked", parts, "value", "name", color="status"),
        "heat": toy("heat", cells, "pillar", "name", color="value"),
        "dots": toy("dots", {**named, "p5": scores, "p95": named["high"]}, "value", "name", low="p5", high="p95"),
        "bullet": toy("bullet", {**named, "value": [100, 50, 0, np.nan, np.nan, 100, 100], "status": STATUS}, "value", "name", color="status", threshold=100),
        "waterfall": toy("waterfall", {**named, "value": [4.5, -2.25, 1.0, 0.5, -0.5, 0.25, 3.0]}, "value", "name"),
        "strip": toy("strip", {**named, "status": STATUS, "median": [50.0, np.nan, *[20.0] * 5]}, "value", "name", color="status", threshold=60),
        "profile": toy("profile", park.assign(low=park["value"] - 5, high=park["value"] + 5), "value", "pillar", color="park", **bounds),
        "map": toy("map", places, "longitude", "latitude", color="status", tooltip=("name",), notice=NOTICE, place="THA"),
        "region": toy("map", places, "longitude", "latitude", color="status", tooltip=("name",), notice=NOTICE),
    }  # fmt: skip


FIGURES = figures()
EVERY = pytest.mark.parametrize("name", FIGURES)


@pytest.fixture(scope="module")
def drawn():
    """Each figure drawn once, its renderer with it."""
    found = {}
    for name, figure in FIGURES.items():
        canvas = still.draw(figure)
        with matplotlib.rc_context(still._settings()):
            canvas.canvas.draw()
        found[name] = canvas
    return found


def texts(canvas) -> dict[str, list]:
    """The texts of the page by their role."""
    found: dict[str, list] = {}
    for text in canvas.texts:
        found.setdefault(text.get_gid(), []).append(text)
    return found


def said(text) -> str:
    """What a text says, without its line breaks."""
    return " ".join(text.get_text().split())


def numbers(canvas) -> set[float]:
    """Every number that is drawn: points, ends and lengths of bars and lines, cells."""
    found: list[float] = []
    for axes in canvas.axes:
        for line in axes.lines:
            found += [*np.asarray(line.get_xdata(), float), *np.asarray(line.get_ydata(), float)]
        for patch in axes.patches:
            found += [patch.get_width(), patch.get_x() + patch.get_width()] if hasattr(patch, "get_width") else []
        for group in axes.collections:
            found += [] if group.get_array() is None else list(np.ma.filled(group.get_array().astype(float), np.nan).ravel())
            found += [x for path in group.get_paths() for x in path.vertices[:, 0]] if hasattr(group, "get_segments") else []
    return {round(float(value), 6) for value in found if np.isfinite(value)}


@EVERY
def test_the_still_draws_the_numbers_of_its_table(name, drawn):
    figure = FIGURES[name]
    table = figure.table.rename(columns={heading: column for column, heading in figure.labels.items()})
    columns = [figure.color] if figure.kind == "heat" else [c for c in (figure.x, figure.y, figure.low, figure.high) if c]
    wanted = [float(v) for c in columns if pd.api.types.is_numeric_dtype(table[c]) for v in table[c].dropna()]
    assert wanted
    assert {round(value, 6) for value in wanted} <= numbers(drawn[name])


def test_a_missing_value_has_words_and_no_bar(drawn):
    axes = drawn["bar"].axes[0]
    assert [said(text) for text in axes.texts].count("not reported") == 1
    assert len(axes.patches) == len(NAMES) - 1


def test_the_pieces_of_a_waterfall_end_at_the_difference(drawn):
    last = drawn["waterfall"].axes[0].patches[-1]
    assert last.get_width() == pytest.approx(6.5) and last.get_x() == 0


def test_panels_share_their_scale_unless_their_units_differ(drawn):
    assert len({axes.get_ylim() for axes in drawn["panels"].axes}) == 1
    units = FIGURES["panels"].rows.assign(unit=lambda rows: rows["name"], value=lambda rows: rows["value"] * (1 + rows["name"].str.len()))
    free = still.draw(replace(FIGURES["panels"], rows=units))
    assert len({axes.get_ylim() for axes in free.axes}) > 1


@EVERY
@pytest.mark.parametrize("inches", [4.5, 8.0, 12.0])
def test_nothing_is_cut_and_no_text_lies_on_the_chart(name, inches):
    canvas = still.draw(FIGURES[name], width=inches, dpi=100)
    renderer, page = canvas.canvas.get_renderer(), canvas.bbox
    boxes = [t.get_window_extent(renderer) for role, found in texts(canvas).items() if role != "watermark" for t in found]
    boxes += [legend.get_window_extent(renderer) for legend in canvas.legends]
    charts = [axes.get_tightbbox(renderer) for axes in canvas.axes]
    for box in [*boxes, *charts]:
        assert box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1 and box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1
    for i, box in enumerate(boxes):
        assert not [other for other in (*boxes[i + 1 :], *charts) if _overlap(box, other)]
    for i, chart in enumerate(charts):
        assert not [other for other in charts[i + 1 :] if _overlap(chart, other)]


def _overlap(one, other) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 1 and min(one.y1, other.y1) - max(one.y0, other.y0) > 1


@EVERY
def test_names_of_rows_stay_apart_and_no_text_is_below_seven_points(name, drawn):
    renderer = drawn[name].canvas.get_renderer()
    for axes in drawn[name].axes:
        names = sorted(
            (t.get_window_extent(renderer) for t in axes.get_yticklabels() if t.get_text() and t.get_visible()), key=lambda box: box.y0
        )
        assert all(upper.y0 >= lower.y1 - 1 for lower, upper in pairwise(names))
    shown = drawn[name].findobj(lambda artist: isinstance(artist, matplotlib.text.Text) and artist.get_text())
    assert min(text.get_fontsize() for text in shown) >= 7


@EVERY
def test_title_subtitle_provenance_notice_and_watermark_travel_with_the_picture(name, drawn):
    figure, found = FIGURES[name], texts(drawn[name])
    assert said(found["title"][0]) == figure.title and said(found["subtitle"][0]) == figure.subtitle
    assert said(found["provenance"][0]) == figure.provenance
    assert [said(text) for text in found.get("notice", [])] == ([figure.notice] if figure.notice else [])
    assert {said(text) for text in found["watermark"]} == {WATERMARK}
    assert "watermark" not in texts(still.draw(replace(figure, watermark="")))


@EVERY
def test_the_watermark_lies_on_the_chart(name, drawn):
    chart = [axes.get_window_extent() for axes in drawn[name].axes]
    for mark in texts(drawn[name])["watermark"]:
        x, y = drawn[name].transFigure.transform(mark.get_position())
        assert min(box.x0 for box in chart) < x < max(box.x1 for box in chart)
        assert min(box.y0 for box in chart) < y < max(box.y1 for box in chart)


@EVERY
def test_no_letter_is_missing_in_any_script(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png, svg = still.picture(FIGURES[name]), still.picture(FIGURES[name], "svg")
    assert len(png) < 400_000 and len(svg) < 700_000


def test_a_letter_that_no_font_has_would_be_noticed():
    with pytest.warns(UserWarning, match="missing from font"):
        still.picture(replace(FIGURES["line"], title="\N{CJK UNIFIED IDEOGRAPH-82CF}"))


@EVERY
def test_the_title_is_ink_on_the_picture_and_not_an_empty_area(name, drawn):
    image = np.asarray(Image.open(io.BytesIO(still.picture(FIGURES[name]))).convert("L"))
    box = texts(drawn[name])["title"][0].get_window_extent(drawn[name].canvas.get_renderer())
    top, bottom = int(image.shape[0] - box.y1), int(image.shape[0] - box.y0)
    assert 0.05 < (image[top:bottom, int(box.x0) : int(box.x1)] < 128).mean() < 0.6


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_leaves_its_own_ink(script):
    def ink(title: str) -> np.ndarray:
        picture = Image.open(io.BytesIO(still.picture(replace(FIGURES["line"], title=title)))).convert("L")
        return np.asarray(picture)[:80] < 128

    mine, boxes = ink(script), ink("\u25a1" * len(script))
    assert mine.any() and (mine != boxes[: len(mine)]).any()


def test_marks_of_khmer_and_thai_join_their_letters_instead_of_standing_beside():
    # Unshaped, each sign takes a place of its own; shaped, a word is narrower than its letters one by one.
    for word in ("ภูเก็ต", "រាជធានីភ្នំពេញ", "চট্টগ্রাম"):
        assert width(word, 20) < 0.9 * sum(width(letter, 20) for letter in word)


@EVERY
def test_the_svg_is_xml_with_title_and_description(name):
    svg = still.picture(FIGURES[name], "svg")
    root, space = ElementTree.fromstring(svg), "{http://www.w3.org/2000/svg}"  # noqa: S314 - our own drawing
    assert root.findtext(f"{space}title") == FIGURES[name].title
    assert root.findtext(f"{space}desc") == f"{FIGURES[name].alt} {FIGURES[name].provenance}"
    assert root.get("role") == "img"
    assert not re.search(rb'(?:href|src)="(?!#)', svg), "nothing is loaded from elsewhere"


@EVERY
def test_the_png_says_in_words_what_it_shows(name):
    told = Image.open(io.BytesIO(still.picture(FIGURES[name]))).text
    assert told["Description"] == FIGURES[name].alt and told["Source"] == FIGURES[name].provenance and told["Title"] == FIGURES[name].title


def test_the_width_is_as_asked_and_more_rows_make_it_taller():
    few = replace(FIGURES["dots"], rows=FIGURES["dots"].rows.head(2))
    short, tall = (Image.open(io.BytesIO(still.picture(f, width=6.5, dpi=100))) for f in (few, FIGURES["dots"]))
    assert short.width == tall.width == 650
    assert short.height < tall.height


def test_pictures_drawn_at_once_are_the_same_as_one_by_one():
    names = ["line", "bar", "map", "heat"]
    alone = [still.picture(FIGURES[name], "svg") for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: still.picture(FIGURES[name], "svg"), names)) == alone


def test_drawing_leaves_the_settings_of_the_process_as_they_were():
    before = dict(matplotlib.rcParams)
    still.picture(FIGURES["line"])
    assert dict(matplotlib.rcParams) == before


def test_lines_break_between_words_and_a_word_without_spaces_breaks_at_no_joined_sign():
    assert wrapped("one two three", 9, width("one two", 9) + 0.01) == "one two\nthree"
    assert "\n" not in wrapped("short", 9, 0.01 + width("short", 9))
    lines = wrapped("រាជធានីភ្នំពេញ" * 6, 9, 1.0).split("\n")
    assert len(lines) > 2 and "".join(lines) == "រាជធានីភ្នំពេញ" * 6
    assert all(width(line, 9) <= 1.05 for line in lines) and not any(re.match("[\u17b6-\u17d3]", line) for line in lines)


def test_a_rank_keeps_its_interval_on_its_line():
    label = "Training Park Sugar Palm (invented)  ·  rank 11 (9 to 13)"
    assert balanced(label, 9, 2.6).split("\n")[-1].endswith("rank 11 (9 to 13)")
    assert len(balanced(label, 9, 2.6).split("\n")) == 2


def test_a_status_has_the_same_mark_on_every_map(drawn):
    def marks(canvas) -> dict[str, str]:
        return {
            text.get_text().split(" (")[0]: line.get_marker()
            for line, text in zip(canvas.legends[0].get_lines(), canvas.legends[0].get_texts(), strict=True)
        }

    rows = FIGURES["map"].rows.assign(status=lambda r: pd.Categorical(r["status"], STATUSES))
    whole, some = (still.draw(replace(FIGURES["map"], rows=part)) for part in (rows, rows[rows["status"] == "planned"]))
    assert marks(some) == {"planned": marks(whole)["planned"]}


def test_every_park_of_a_map_is_a_mark_and_the_legend_counts_them(drawn):
    axes = drawn["map"].axes[0]
    points = sorted((x, y) for line in axes.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert points == sorted(zip(FIGURES["map"].rows["longitude"], FIGURES["map"].rows["latitude"], strict=True))
    assert [text.get_text() for text in drawn["map"].legends[0].get_texts()] == ["operating (3)", "planned (3)", "not reported (1)"]
    west, east = axes.get_xlim()
    assert west < min(x for x, _ in points) and max(x for x, _ in points) < east


def test_china_keeps_the_united_nations_lines_and_no_outline_of_its_own(drawn):
    china = replace(FIGURES["map"], place="CHN", rows=FIGURES["map"].rows.assign(longitude=120.6, latitude=31.3))
    own, other = still.draw(china).axes[0], drawn["map"].axes[0]
    assert not any(patch.get_linewidth() for patch in own.patches) and len(own.collections) > 1
    assert any(patch.get_linewidth() for patch in other.patches)
