"""Every question runs, answers what it says, and never mixes missing with zero."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from ipp_data import catalog as catalogs
from ipp_data.errors import IppError
from ipp_data.store import RULES, SQL, Store

TOY = Path(__file__).parent / "data" / "datasets"
ALL = {
    "countries": [], "types": [], "statuses": [], "ownerships": [], "sectors": [], "sizes": [], "since": None, "words": "",
    "port_km": None, "least_area": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def toy():
    return Store(catalogs.load(TOY))


@pytest.fixture(scope="module", params=["live", "training"])
def store(request):
    return Store(catalogs.load(), request.param)


def arguments(path: Path, park: str) -> dict:
    """Arguments for the parameters that a query file names."""
    wanted = set(re.findall(r"\$(\w+)", path.read_text(encoding="utf-8")))
    known = {
        **ALL,
        "park": park,
        "parks": [park],
        "framework": "eip-2017",
        "state": "current",
        "country": "KHM",
        "year": None,
        "layers": ["port"],
        "topic": "",
    }
    assert wanted <= set(known), f"{path.name}: give the test an example of {wanted - set(known)}"
    return {name: known[name] for name in wanted}


@pytest.mark.parametrize("path", sorted(SQL.glob("*.sql")), ids=lambda p: p.stem)
def test_every_question_runs_on_both_sets_and_says_what_it_is_for(path, store):
    park = store.ask("names")["park"].iloc[0]
    assert path.read_text(encoding="utf-8").startswith("-- ")
    assert isinstance(store.ask(path.stem, **arguments(path, park)), pd.DataFrame)


@pytest.mark.parametrize("path", sorted(RULES.glob("*.sql")), ids=lambda p: p.stem)
def test_every_rule_is_a_sentence_and_names_dataset_row_and_column(path, store):
    assert path.read_text(encoding="utf-8").splitlines()[0].endswith(".")
    assert list(store.broken(path.stem).columns) == ["dataset", "row", "column", "found"]


def test_filters_narrow_and_an_empty_filter_means_all(toy):
    assert len(toy.ask("parks", **ALL)) == 4
    assert list(toy.ask("parks", **{**ALL, "countries": ["KHM"], "statuses": ["planned"]})["park"]) == ["kh-beta"]
    assert list(toy.ask("parks", **{**ALL, "sizes": ["50 to 199 ha"]})["park"]) == ["kh-alpha"]
    assert list(toy.ask("parks", **{**ALL, "sectors": ["garments"]})["park"]) == ["kh-alpha"]


def test_the_seaport_filter_leaves_out_what_is_farther_and_what_has_no_distance(toy):
    live, rows = Store(catalogs.load()), pd.read_csv(catalogs.ROOT / "datasets" / "site" / "site.csv")
    near = live.ask("parks", **{**ALL, "port_km": 25})
    ports = rows[rows["indicator"] == "seaport"].set_index("park")["value"]
    assert set(near["park"]) == set(ports[ports <= 25].index) and (near["seaport_km"] <= 25).all()
    assert toy.ask("parks", **{**ALL, "port_km": 20000}).empty, "a park without a distance is not near a port"


def test_the_area_filter_takes_the_limit_in_and_leaves_unknown_areas_out(toy):
    everyone = toy.ask("parks", **ALL).set_index("park")["area"]
    largest = everyone.max()
    assert everyone.isna().any()
    assert set(toy.ask("parks", **{**ALL, "least_area": largest})["park"]) == set(everyone[everyone == largest].index)
    assert toy.ask("parks", **{**ALL, "least_area": largest + 1}).empty


def test_search_finds_other_names_without_accents(toy):
    assert list(toy.ask("parks", **{**ALL, "words": "alpha zone"})["park"]) == ["kh-alpha"]


def test_missing_is_not_zero_and_zero_is_not_missing(toy):
    parks = toy.ask("parks", **ALL).set_index("park")
    assert pd.isna(parks.loc["la-gamma", "jobs"])
    assert "not reported" in set(parks["size_class"])
    facts = toy.ask("facts", park="kh-alpha")
    assert 0 in set(facts["value"])


def test_the_newest_figure_is_shown_and_the_older_one_is_kept(toy):
    assert toy.ask("parks", **ALL).set_index("park").loc["kh-alpha", "jobs"] == 500
    assert list(toy.ask("facts", park="kh-alpha").query("indicator == 'jobs'")["year"]) == [2024, 2022]


def test_a_park_knows_what_surrounds_it_and_what_lies_inside(toy):
    assert list(toy.ask("family", park="kh-beta")["relation"]) == ["surrounds it"]
    assert list(toy.ask("family", park="kh-alpha")["park"]) == ["kh-beta"]


def test_open_questions_name_what_is_not_known_and_nothing_that_is(toy):
    asked = set(toy.ask("unknown", park="kh-alpha")["indicator"])
    assert {"exports", "occupancy"} <= asked and not {"area", "jobs"} & asked


def test_many_threads_get_their_own_answers(toy):
    def one(words: str) -> list[str]:
        return list(toy.ask("parks", **{**ALL, "words": words})["park"])

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(one, ["alpha", "beta"] * 100))
    assert answers == [["kh-alpha"], ["kh-beta"]] * 100


def test_values_are_parameters_and_never_become_sql(toy):
    assert toy.ask("parks", **{**ALL, "words": "'; DROP TABLE parks; --"}).empty
    assert len(toy.ask("parks", **ALL)) == 4


def test_the_database_reads_no_file_once_it_is_built(toy):
    with pytest.raises(Exception, match="disabled"):
        toy._connection.cursor().execute("SELECT * FROM read_csv('README.md')")


def test_an_unknown_question_gets_a_sentence(toy):
    with pytest.raises(IppError, match="no question"):
        toy.ask("everything")


def test_the_live_set_holds_the_parks_and_values_that_were_compiled():
    figures = Store(catalogs.load()).ask("key_figures").iloc[0]
    assert (figures["parks"], figures["reference_parks"], figures["countries"]) == (303, 1, 8)
    assert figures["figures"] >= 822 and figures["without_position"] == 1


def test_the_training_set_has_no_real_park_and_the_live_set_no_invented_one():
    live, training = (set(Store(catalogs.load(), name).ask("names")["park"]) for name in ("live", "training"))
    assert not live & training and all(park.startswith("training-") for park in training) and len(training) == 32
