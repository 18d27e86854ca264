"""One record, drawn alike: the chart holds the figures of the table, the map every placed park, and invented data their mark."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pydeck as pdk
import pytest
from PIL import Image

from ipp_data import answers, benchmark, explain, parkmap
from ipp_data import catalog as catalogs
from ipp_data.errors import NoData
from ipp_data.figures import criteria, facts, scores
from ipp_data.render import maps, screen
from ipp_data.store import Store

ROOT = Path(__file__).resolve().parent.parent
ALL = {
    "countries": [], "types": [], "statuses": [], "ownerships": [], "sectors": [], "sizes": [], "since": None, "words": "",
    "port_km": None, "least_area": None,
}  # fmt: skip
VINTAGE = "2026-11-23"


@pytest.fixture(scope="module")
def catalog():
    return catalogs.load()


@pytest.fixture(scope="module")
def live(catalog):
    return Store(catalog, "live")


@pytest.fixture(scope="module")
def figures(catalog, live):
    stood = benchmark.stand(answers.load(Store(catalog, "training"), catalog, "eip-2017"))
    pair = [stood.sheet.of(p) for p in ("training-teak", "training-amber")]
    return {
        "line": facts.series(live.ask("facts", park="kh-phnom-penh-sez"), "Phnom Penh SEZ")[0],
        "heat": scores.pillars(stood, VINTAGE),
        "dots": scores.ranking(stood, VINTAGE),
        "bullet": criteria.criteria(stood, "training-heron", VINTAGE),
        "waterfall": criteria.waterfall(stood, explain.contributions(stood.scored, *pair), "Teak", "Amber", VINTAGE),
        "profile": scores.profile(stood, ["training-teak", "training-amber"], VINTAGE),
        "strip": scores.strip(stood, "ECO-PI-4", VINTAGE),
    }


def numbers(chart) -> list[float]:
    """Every finite number that a chart draws on an axis or as a cell."""
    found = []
    for trace in chart.data:
        for part in (trace.x, trace.y, getattr(trace, "z", None)):
            if part is not None:
                flat = np.array(part, dtype=object).ravel()
                found += [float(v) for v in flat if isinstance(v, int | float | np.integer | np.floating) and np.isfinite(v)]
    return found


@pytest.mark.parametrize("kind", ["line", "heat", "dots", "bullet", "waterfall", "profile", "strip"])
def test_the_chart_draws_the_numbers_of_its_table(kind, figures):
    figure = figures[kind]
    drawn = numbers(screen.chart(figure))
    column = figure.color if kind == "heat" else figure.y if kind == "line" else figure.x
    wanted = pd.to_numeric(figure.table[figure.labels[column]]).dropna()
    assert len(wanted)
    assert all(any(abs(value - other) < 1e-9 for other in drawn) for value in wanted)


@pytest.mark.parametrize("kind", ["line", "heat", "dots", "bullet", "waterfall", "profile", "strip"])
def test_every_figure_carries_finding_unit_source_date_and_text_alternative(kind, figures):
    figure = figures[kind]
    assert all([figure.title, figure.subtitle, figure.source, figure.data_date, figure.alt])
    assert set(figure.labels) >= {figure.x, figure.y}, "every column has a reader's heading"


@pytest.mark.parametrize("kind", ["line", "heat", "dots", "bullet", "waterfall", "profile", "strip"])
def test_invented_data_are_marked_inside_the_chart(kind, figures):
    texts = [a.text for a in screen.chart(replace(figures[kind], watermark="Training data: invented parks")).layout.annotations]
    assert "Training data: invented parks" in texts


def test_status_is_told_by_shape_as_well_as_by_colour():
    shapes = [shape for shape, _ in screen.MARKS.values()]
    assert len(set(shapes)) == len(shapes)


def test_series_never_join_different_units(live):
    rows = live.ask("facts", park="id-imip-morowali")
    for figure in facts.series(rows, "IMIP"):
        assert figure.rows["unit"].nunique() == 1


def test_a_criterion_that_nobody_reports_gets_a_sentence(catalog, live):
    stood = benchmark.stand(answers.load(live, catalog, "eip-2017"))
    with pytest.raises(NoData, match="No park reports"):
        scores.strip(stood, "ECO-PI-4", VINTAGE)


@pytest.fixture(scope="module")
def drawn(live):
    return parkmap.compose(live.ask("parks", **ALL), parkmap.spread_out(live.ask("names_and_places")), "type", [])


def test_every_park_with_a_position_is_on_the_map_and_nothing_comes_from_outside(drawn):
    deck = maps.parks(drawn.rows, "light", pdk.ViewState(latitude=0, longitude=0, zoom=2)).to_json()
    parks = next(layer for layer in json.loads(deck)["layers"] if layer["id"] == "parks")
    assert len(parks["data"]) == 303
    assert "http" not in deck
    assert len(deck) < 150_000


def test_parks_on_one_point_are_drawn_apart_and_a_filter_moves_none(live, drawn):
    places = drawn.rows[["latitude", "longitude"]].round(4)
    assert not places.duplicated().any()
    thai = live.ask("parks", **{**ALL, "countries": ["THA"]})
    some = parkmap.compose(thai, parkmap.spread_out(live.ask("names_and_places")), "type", []).rows.set_index("park")
    whole = drawn.rows.set_index("park").loc[some.index]
    assert (some["longitude"] == whole["longitude"]).all()


def test_every_symbol_is_in_the_picture_and_has_ink(drawn):
    sheet = Image.open(ROOT / "static" / "maps" / "markers.png").getchannel("A")
    places = maps.icon_mapping()
    assert set(drawn.rows["symbol"]) <= set(places)
    for at in places.values():
        cell = sheet.crop((at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]))
        assert cell.getextrema()[1] == 255
        assert cell.getpixel((at["width"] // 2, at["height"] // 2)) > 20, "the middle can be clicked"


def test_the_legend_names_every_type_and_escapes_what_it_is_given(drawn):
    text = maps.legend((*drawn.legend, ("", "", "<script>")), "light")
    assert "&lt;script&gt;" in text
    assert all(label in text for _, _, label in drawn.legend)


def test_size_grows_with_area_and_a_park_without_area_stays_small(drawn):
    rows = drawn.rows
    known = rows.dropna(subset=["area"]).sort_values("area")
    assert known["size"].is_monotonic_increasing
    assert rows.loc[rows["area"].isna(), "size"].max() < known["size"].min()
