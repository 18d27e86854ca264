"""Every page runs without a browser, on both sets, with and without a chosen park, and explains an empty answer."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["app.py", *sorted(f"pages/{p.name}" for p in (ROOT / "pages").glob("*.py"))]
CHOSEN = {
    "live": {"park": "kh-phnom-penh-sez", "basket": "kh-phnom-penh-sez,bd-adamjee-epz"},
    "training": {"set": "training", "park": "training-kingfisher", "basket": "training-kingfisher,training-heron"},
}


def run(page: str, **params: object) -> AppTest:
    """A page as it comes out of its address."""
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    if page != "app.py":
        test.run()
        test.switch_page(page)
    for key, value in params.items():
        test.query_params[key] = value
    return test.run()


@pytest.mark.parametrize("set_name", CHOSEN)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_on_both_sets(page, set_name):
    test = run(page, **CHOSEN[set_name])
    assert not test.exception
    assert test.title[0].value
    assert any("Training data: invented parks" in warning.value for warning in test.warning) == (set_name == "training")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_before_anything_is_chosen(page):
    assert not run(page).exception


@pytest.mark.parametrize("page", ["pages/1_Map.py", "pages/2_Parks.py", "pages/4_Eco_park_score.py"])
def test_an_empty_choice_gets_a_sentence_not_a_traceback(page):
    test = run(page, find="no park is called this")
    assert not test.exception
    assert any("No park passes all of these filters" in info.value for info in test.info)


def test_an_unknown_park_in_a_link_gets_a_sentence():
    test = run("pages/3_Park_profile.py", park="nowhere-at-all")
    assert not test.exception
    assert any("There is no park 'nowhere-at-all'" in warning.value for warning in test.warning)


@pytest.mark.parametrize("framework", ["EIP Framework 2017", "Park Guidelines 2019"])
def test_weights_and_method_change_the_score_page_without_error(framework):
    test = run("pages/4_Eco_park_score.py", set="training", framework=framework, weights="Own weights", mean="Balanced (geometric mean)", by="Assured score")
    assert not test.exception
    assert test.slider
