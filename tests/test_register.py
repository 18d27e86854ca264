"""Figure codes: the same figure has the same code, a kept copy comes back whole, and what has changed is said."""

from dataclasses import replace

import pandas as pd
import pytest

from ipp_data import catalog as catalogs
from ipp_data import dossiers, register
from ipp_data.errors import IppError
from ipp_data.figures import Figure
from ipp_data.register import Register, changed, coded, stamp
from ipp_data.render import screen
from ipp_data.store import Store


@pytest.fixture
def kept(tmp_path):
    return Register(f"sqlite:///{tmp_path / 'figures.sqlite'}")


def toy(**changes) -> Figure:
    rows = pd.DataFrame({"name": ["Delta", "Alpha"], "value": [2.5, None], "part": pd.Categorical(["b", "a"], ["b", "a"])})
    figure = Figure(
        "bar",
        rows,
        "value",
        "name",
        "Delta has most",
        "Toys, number",
        "Toy office",
        "2026",
        "Bars.",
        color="part",
        labels={"value": "Toys"},
    )
    return replace(figure, **changes)


def test_the_same_figure_has_the_same_code_and_another_year_another_one():
    assert coded(toy(), "v1").code == coded(toy(), "v1").code
    assert len({coded(toy(), "v1").code, coded(toy(), "v2").code, coded(toy(data_date="2027"), "v1").code}) == 3


def test_a_kept_figure_comes_back_whole(kept):
    figure = coded(toy(), "v1")
    kept.keep(figure, "v1")
    kept.keep(figure, "v1")
    back = kept.find(figure.code.lower().replace("-", " ")).figure
    pd.testing.assert_frame_equal(back.table, figure.table, check_categorical=False, check_dtype=False)
    assert back.series == ["b", "a"]
    assert replace(back, rows=figure.rows) == replace(figure, rows=figure.rows)


def test_what_has_changed_since_is_said(kept):
    figure = coded(toy(), "ab12cd34")
    kept.keep(figure, "ab12cd34")
    found = kept.find(figure.code)
    assert found.changed("ab12cd34").startswith("Nothing has changed")
    assert "now version ffff0000, then ab12cd34" in found.changed("ffff0000")


def test_a_link_says_what_has_changed_since_it_was_made():
    assert changed(stamp("ab12cd34"), "ab12cd34") == ""
    assert "now version ffff0000, then ab12cd34" in changed(stamp("ab12cd34"), "ffff0000")
    assert "the method is now version 1, then 0" in changed("ab12cd34-0", "ab12cd34")


@pytest.mark.parametrize("hostile", ["", "**bold**-1", "ab12cd34-1\n# title", "<script>", "ab12cd34", "g" * 12 + "-1"])
def test_what_is_no_stamp_says_nothing(hostile):
    assert changed(hostile, "ab12cd34") == ""


def test_an_unknown_code_is_not_found(kept):
    assert kept.find("'; DROP TABLE figures; --") is None
    assert kept.find("") is None


def test_a_register_that_cannot_be_opened_says_so():
    with pytest.raises(IppError, match="IPP_DATABASE"):
        Register("sqlite:////proc/none/figures.sqlite")


@pytest.mark.parametrize("set_name", ["live", "training"])
def test_every_figure_of_a_country_briefing_survives_the_register(kept, set_name):
    catalog = catalogs.load()
    desk = dossiers.Desk(catalog, Store(catalog, set_name), "2026-11-24")
    drawn = [part.figure for part in dossiers.country(desk, "KHM").parts if part.figure]
    assert len(drawn) >= 5
    for figure in drawn:
        figure = coded(figure, catalog.version)
        kept.keep(figure, catalog.version)
        back = kept.find(figure.code).figure
        pd.testing.assert_frame_equal(back.table, figure.table.reset_index(drop=True), check_dtype=False, check_categorical=False)
        if figure.kind in screen.DRAWERS:
            assert len(screen.chart(back).data) == len(screen.chart(figure).data)


def test_codes_are_short_and_plain():
    assert register.coded(toy(), "v").code.replace("-", "").isalnum() and len(coded(toy(), "v").code) == 9
