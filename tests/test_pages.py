"""Each page without a browser: it runs, with real and with invented parks, with and without a choice, in every tab."""

from __future__ import annotations

import ast
import re

import pytest
from conftest import PAGES, ROOT
from streamlit.testing.v1 import AppTest

BRAND = "Industrial Parks Benchmark"
WATERMARK = "Training data: invented parks"
CHOSEN = {
    "live": {"park": "kh-phnom-penh-sez", "basket": "kh-phnom-penh-sez,bd-adamjee-epz"},
    "training": {"set": "training", "park": "training-kingfisher", "basket": "training-kingfisher,training-heron"},
}
UNCHOSEN = {"live": {}, "training": {"set": "training"}}
FILES = [pytest.param(file, id=path or "Home") for file, path in PAGES.items()]


def tree(file: str) -> ast.Module:
    """A page's file, parsed."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def calls(file: str, name: str) -> list[ast.Call]:
    """The calls of choose.filters, show.tabs and the like in a page's file."""
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and ast.unparse(node.func) == name]


def opened(file: str, params: dict[str, str]) -> AppTest:
    """A page after its first run, reached by an address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if file != "app.py":
        app.switch_page(file)
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


def words(app: AppTest) -> str:
    """All sentences of a page."""
    return "\n".join(
        str(element.value) for kind in (app.title, app.markdown, app.info, app.warning, app.error, app.caption) for element in kind
    )


TABS = [
    pytest.param(file, argument.value, id=f"{path}-{argument.value}")
    for file, path in PAGES.items()
    for call in calls(file, "show.tabs")
    for argument in call.args
]
FILTERED = [pytest.param(file, id=path) for file, path in PAGES.items() if calls(file, "choose.filters")]


@pytest.mark.parametrize("params", [*UNCHOSEN.values(), *CHOSEN.values()], ids=["live", "training", "live, chosen", "training, chosen"])
@pytest.mark.parametrize("file", FILES)
def test_a_page_runs_under_its_title_and_says_whose_parks_it_shows(file, params):
    app = opened(file, params)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [
        BRAND if not PAGES[file] else PAGES[file].replace("_", " ").replace("Eco park", "Eco-park").replace("Agro food", "Agro-food")
    ]
    assert ast.get_docstring(tree(file)).splitlines()[0] in words(app)
    assert (WATERMARK in words(app)) == (params.get("set") == "training")
    assert "not a certificate" in words(app)


@pytest.mark.parametrize("params", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize(("file", "tab"), TABS)
def test_every_tab_is_filled_when_its_address_is_opened(file, tab, params):
    app = opened(file, params | {"view": tab})
    assert not app.exception
    assert not app.error
    panel = next(panel for panel in app.tabs if panel.label == tab)
    assert len(panel.children) > 0 or app.info  # a question without an answer is told in a sentence under the tabs


@pytest.mark.parametrize("params", UNCHOSEN.values(), ids=UNCHOSEN)
@pytest.mark.parametrize("file", FILTERED)
def test_filters_that_no_park_passes_are_explained_by_a_sentence(file, params):
    app = opened(file, params | {"find": "no such park"})
    assert not app.exception
    assert any("No park passes all of these filters" in info.value for info in app.info)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("country", "Cambodia"),
        ("type", "SEZ"),
        ("status", "planned"),
        ("ownership", "private"),
        ("size", "below 50 ha"),
        ("since", "2000"),
        ("port", "50 km"),
        ("area", "200"),
        ("find", "economic"),
        ("sector", "Electronics"),
    ],
)
@pytest.mark.parametrize("file", FILTERED)
def test_each_filter_of_the_address_leaves_some_parks_out(file, key, value):
    from ipp_data import catalog
    from ipp_data.store import Store

    sectors = Store(catalog.load()).ask("sectors") if key == "sector" else None
    value = sectors[sectors["sector"] == "electronics"]["title"].iloc[0] if key == "sector" else value
    app, everything = opened(file, {key: value}), opened(file, {})
    assert not app.exception
    assert app.query_params[key] == value
    everyone, some = (_count(page) for page in (everything, app))
    assert 0 < some < everyone


def _count(app: AppTest) -> int:
    """How many parks a page says that it shows."""
    counted = [line.value for line in app.markdown if " of 303 parks" in str(line.value)]
    return int(counted[0].strip("*").split()[0]) if counted else int(next(m.value for m in app.metric if m.label == "Parks"))


def test_layers_of_the_address_are_on_the_map_and_in_its_legend():
    import json

    def layers(params: dict[str, str]) -> set[str]:
        app = opened("pages/1_Map.py", params)
        assert not app.exception
        return {layer["id"] for layer in json.loads(app.get("deck_gl_json_chart")[0].proto.json)["layers"]}

    plain = layers({})
    assert not {name for name in plain if name.startswith(("layer-", "near-", "words-"))}
    assert layers({"layers": "Oil and gas plants"}) - plain == {"layer-oil-and-gas"}
    assert {"around", "near-port", "near-airport", "near-city", "words-beside"} == layers({"park": "kh-phnom-penh-sez"}) - plain - {
        "chosen"
    }
    assert layers({"layers": "Volcanoes"}) == plain


def test_the_site_framework_shows_goalposts_and_no_levels():
    shown = opened("pages/7_Method.py", {"view": "Site goalposts"}).table[0].value
    assert len(shown) == 10 and (shown["Argument"].str.len() > 60).all()
    assert "1,500 km" in set(shown["0 points at"]) and "25 km" in set(shown["100 points at"])
    for params in ({"framework": "Site"}, {"framework": "EIP Framework 2017", "set": "training"}):
        app = opened("pages/4_Eco_park_score.py", params)
        assert not app.exception
        columns = next(set(frame.value.columns) for frame in app.dataframe if "Coverage (%)" in frame.value)
        assert ("Assured level" in columns) == (params["framework"] != "Site")
    for part in ("Way to the next level", "What if", "Strengths and gaps", "What to ask next"):
        params = {"park": "mn-darkhan-park", "view": "Assessment", "framework": "Site", "part": part}
        assert not opened("pages/3_Park_profile.py", params).exception


def test_an_inland_park_names_its_foreign_ports_and_its_rank_among_inland_parks():
    said = words(opened("pages/3_Park_profile.py", {"park": "mn-darkhan-park", "view": "Site"}))
    assert "Mongolia has no coast" in said and "Tanggu (China), 1,474 km (1,454 to 1,494)" in said and "dry port" in said
    assert len(re.findall(r"rank \d+ \(\d+ to \d+\)", said)) == 2
    coast = words(opened("pages/3_Park_profile.py", {"park": "kh-phnom-penh-sez", "view": "Site"}))
    assert "has no coast" not in coast and "Site score" in coast


@pytest.mark.parametrize("value", ["1", "199", "99999", "-5", "1e3", "01999" + "0" * 5000, "\u00b2", "\u0661\u0669\u0669\u0665", "None"])
@pytest.mark.parametrize("file", FILTERED)
def test_a_year_an_area_or_a_distance_that_is_none_is_dropped(file, value):
    assert not opened(file, {"since": value, "area": value, "port": value}).exception


@pytest.mark.parametrize("file", [pytest.param("pages/3_Park_profile.py", id="Park_profile")])
def test_an_unknown_park_is_named_in_a_sentence(file):
    app = opened(file, {"park": "xx-nowhere"})
    assert not app.exception
    assert any("The park of this link is not in this set" in warning.value for warning in app.warning)


@pytest.mark.parametrize("file", FILES)
def test_unknown_parks_in_the_basket_are_dropped(file):
    app = opened(file, {"basket": "xx-nowhere,kh-phnom-penh-sez,kh-phnom-penh-sez"})
    assert not app.exception
    assert any("1 of 8 parks" in caption.value for caption in app.caption)


@pytest.mark.parametrize("file", FILES)
def test_a_basket_that_is_too_full_is_cut_to_eight(file):  # an address can be written by hand
    from ipp_data import catalog
    from ipp_data.store import Store

    parks = list(Store(catalog.load()).ask("names")["park"])[:12]
    app = opened(file, {"basket": ",".join(parks)})
    assert not app.exception
    assert any("8 of 8 parks" in caption.value for caption in app.caption)


@pytest.mark.parametrize("framework", ["EIP Framework 2017", "Park Guidelines 2019"])
def test_weights_and_method_change_the_score_page_without_error(framework):
    choices = {"framework": framework, "weights": "Own weights", "mean": "Balanced (geometric mean)", "by": "Assured score"}
    app = opened("pages/4_Eco_park_score.py", {"set": "training"} | choices)
    assert not app.exception
    assert app.slider


HOSTILE = {
    "python": "__import__('os').system('touch /tmp/hit')",
    "sql": "' OR 1=1; DROP TABLE parks; --",
    "script": "<script>alert(1)</script>",
    "number": "9" * 5000,
    "control": "a\x00b\u202e\n",
    "format": "{0.__class__} %s %(x)s $park",
    "path": "../../etc/passwd",
    "long": "x" * 9000,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("file", FILES)
def test_hostile_values_in_the_address_break_nothing(file, value):
    keys = (
        "park",
        "basket",
        "set",
        "country",
        "find",
        "since",
        "port",
        "area",
        "layers",
        "view",
        "framework",
        "colour",
        "weights",
        "as_of",
        "whatif",
    )
    app = opened(file, dict.fromkeys(keys, value))
    assert not app.exception
    assert any("0 of 8 parks" in caption.value for caption in app.caption)
    assert not opened(file, {}).exception, "the next reader is not harmed"
