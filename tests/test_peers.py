"""Similar parks: by hand on toy rows, and what must hold for any parks, any terms and any gaps."""

import math

import numpy as np
import pandas as pd
import pytest

from ipp_data import catalog as catalogs
from ipp_data import peers
from ipp_data.errors import IppError
from ipp_data.model import Criterion, Framework, Level, Method
from ipp_data.peers import TERMS, gaps, similarity, who_meets
from ipp_data.scoring import evaluate
from ipp_data.store import Store

NAN = float("nan")
GROUPS = {"KHM": "lower middle", "LAO": "lower middle", "THA": "upper middle"}
ALL = {
    "countries": [], "types": [], "statuses": [], "ownerships": [], "sectors": [], "sizes": [], "since": None, "words": "",
    "port_km": None, "least_area": None,
}  # fmt: skip
TOY = pd.DataFrame(
    [
        ("a", "KHM", "SEZ", "private", 142.0, 2008, "garments", False),
        ("b", "LAO", "SEZ", "public", 160.0, 2012, "garments", False),
        ("c", "THA", "EPZ", None, 1420.0, NAN, "garments;electronics;automotive", False),
        ("d", "THA", "SEZ", "private", 142.0, 2008, None, True),
        ("e", "BGD", "EPZ", "", 0.0, 1975, "", False),
    ],
    columns=["park", "country", "type", "ownership", "area", "established_year", "sectors", "territory"],
)


def rows(park="a", terms=tuple(TERMS), places=TOY, groups=GROUPS):
    return similarity(places, park, terms, groups).set_index("park")


def test_a_reason_says_what_is_the_same_what_is_similar_what_differs_and_what_is_not_known():
    said = rows()["reason"]
    assert said["a"] == "same type, sector, size, age, ownership and income"
    assert said["b"] == "same type, sector and income, similar size (142 and 160 ha) and age (2008 and 2012); different ownership"
    assert said["c"] == "different type, sector (1 of 3 shared), size (142 and 1,420 ha) and income; age and ownership not known"
    assert said["e"] == "different type and age (2008 and 1975); sector, size, ownership and income not known"


def test_the_sentence_of_the_help_page():
    assert rows(terms=("type", "sector", "size"))["reason"]["b"] == "same type and sector, similar size (142 and 160 ha)"


def test_terms_by_hand():
    seen = rows()
    assert seen.loc["b", "size"] == pytest.approx(1 - math.log10(160 / 142))
    assert seen.loc["b", "age"] == pytest.approx(0.8) and seen.loc["e", "age"] == 0
    assert seen.loc["c", "sector"] == pytest.approx(1 / 3) and seen.loc["c", "size"] == 0
    assert list(seen["type"]) == [1, 1, 0, 1, 0]
    assert list(seen["income"].fillna(-1)) == [1, 1, 0, 0, -1]
    assert seen.loc["b", "similarity"] == pytest.approx((1 + 1 + (1 - math.log10(160 / 142)) + 0.8 + 0 + 1) / 6)


def test_unknown_is_dropped_and_never_counts_as_different():
    seen = rows(terms=("type", "ownership", "size"))
    assert (seen.loc["d", "similarity"], seen.loc["d", "known"], seen.loc["d", "of"]) == (1, 2, 3)
    assert math.isnan(seen.loc["d", "size"]), "the area of a whole territory is not industrial land"
    assert seen.loc["e", "known"] == 1 and seen.loc["e", "thin"]
    nothing = rows("e", ("sector", "size"))
    assert nothing["similarity"].isna().all() and (nothing["known"] == 0).all()
    assert nothing["reason"]["a"] == "sector and size not known"


def test_every_order_of_rows_and_any_index_gives_the_same_answer():
    shuffled = TOY.sample(frac=1, random_state=3).set_axis([9, 9, 4, 2, 0])
    pd.testing.assert_frame_equal(rows().sort_index(), rows(places=shuffled).sort_index())


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: similarity(TOY, "a", ["colour"]), "no term 'colour'"),
        (lambda: similarity(TOY, "a", []), "switch on"),
        (lambda: similarity(TOY, "a", ["income"]), "income group of each country"),
        (lambda: similarity(TOY, "z", ["type"]), "no park 'z' among the 5"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_a_sentence(call, sentence):
    with pytest.raises(IppError, match=sentence):
        call()


def invented(seed, number=40):
    """Random places with gaps in every column."""
    rng = np.random.default_rng(seed)
    tags = np.array(["food", "steel", "wood", "toys"])
    frame = pd.DataFrame({
        "park": [f"p{i}" for i in range(number)],
        "country": rng.choice(["KHM", "LAO", "THA", "BGD"], number),
        "type": rng.choice(["SEZ", "EPZ"], number),
        "ownership": rng.choice(["public", "private", "PPP"], number),
        "area": np.exp(rng.uniform(1, 9, number)),
        "established_year": rng.integers(1970, 2026, number).astype(float),
        "sectors": [";".join(tags[rng.random(4) < 0.5]) for _ in range(number)],
        "territory": rng.random(number) < 0.1,
    })  # fmt: skip
    for name in ("ownership", "area", "established_year"):
        frame.loc[rng.random(number) < 0.3, name] = None
    return frame


def naive(places, park, term):
    """One term for one pair at a time, as the text of TERMS says it."""
    own = next(p for p in places if p["park"] == park)

    def pair(other):
        known = lambda v: v not in (None, "") and v == v  # noqa: E731
        if term == "size":
            if not all(known(p["area"]) and p["area"] > 0 and not p["territory"] for p in (own, other)):
                return NAN
            return max(0.0, 1 - abs(math.log10(own["area"] / other["area"])))
        if term == "age":
            years = own["established_year"], other["established_year"]
            return max(0.0, 1 - abs(years[0] - years[1]) / 20) if all(map(known, years)) else NAN
        if term == "sector":
            first, second = (set(p["sectors"].split(";")) - {""} for p in (own, other))
            return len(first & second) / len(first | second) if first and second else NAN
        first, second = (GROUPS.get(p["country"]) if term == "income" else p[term] for p in (own, other))
        return float(first == second) if known(first) and known(second) else NAN

    return [pair(other) for other in places]


@pytest.mark.parametrize("seed", range(6))
def test_the_matrix_way_equals_the_way_of_one_pair_at_a_time(seed):
    places = invented(seed)
    seen, records = similarity(places, "p3", tuple(TERMS), GROUPS), places.to_dict("records")
    for term in TERMS:
        np.testing.assert_allclose(seen[term], naive(records, "p3", term), atol=1e-12)
    table = np.array([naive(records, "p3", term) for term in TERMS])
    counted = (~np.isnan(table)).sum(axis=0)
    np.testing.assert_allclose(seen["similarity"], np.nansum(table, axis=0) / counted, atol=1e-12)
    assert list(seen["known"]) == list(counted)


@pytest.mark.parametrize("seed", range(6))
def test_a_park_is_like_itself_and_two_parks_are_alike_both_ways(seed):
    places = invented(seed, 15)
    matrix = np.array([similarity(places, park, tuple(TERMS), GROUPS)["similarity"] for park in places["park"]])
    assert (np.diag(matrix) == 1).all()
    np.testing.assert_array_equal(matrix, matrix.T)
    assert ((matrix >= 0) & (matrix <= 1)).all()


@pytest.mark.parametrize("term", TERMS)
def test_a_term_switched_off_has_no_influence(term):
    places, changed = invented(1), invented(1)
    column = {"income": "country", "size": "area", "age": "established_year", "sector": "sectors"}.get(term, term)
    changed[column] = changed[column].to_numpy()[::-1]
    rest = tuple(t for t in TERMS if t != term)
    pd.testing.assert_frame_equal(similarity(places, "p3", rest, GROUPS), similarity(changed, "p3", rest, GROUPS))
    on, moved = ([similarity(frame, park, [term], GROUPS)[term] for park in places["park"]] for frame in (places, changed))
    assert not all(a.equals(b) for a, b in zip(on, moved, strict=True)), "switched on, it would have moved something"


def test_learning_one_more_fact_moves_only_the_park_it_is_about():
    before = rows("b", ("type", "age"))
    after = rows("b", ("type", "age"), TOY.assign(established_year=[2008, 2012, 2012, 2008, 1975]))
    assert after.loc["c", "similarity"] == 0.5 > before.loc["c", "similarity"] == 0
    pd.testing.assert_frame_equal(after.drop("c"), before.drop("c"))


def criterion(code):
    return Criterion(code, "m", "all", "performance", code, code, "yesno", 1.0, 0.0, False, "", 1.0, "park", "", "", "", "")


FRAME = Framework(
    "toy", "Toy", "Toy list", "", "", 2026, "", "", True, {"m": {"title": "M", "weight": 1, "topics": {"all": {"title": "All", "weight": 1}}}},
    (Level(1, "Level 1"),), Method(), tuple(map(criterion, ("x", "y", "z", "w"))),
)  # fmt: skip
#          x    y    z    w
VALUES = [[0.0, NAN, 1.0, 0.5], [1.0, 1.0, 1.0, 0.0], [1.0, 0.5, NAN, 0.0], [1.0, 1.0, 0.0, 0.0], [NAN, 1.0, 1.0, 0.0]]
SCORED, PARKS = evaluate(FRAME, VALUES), list(TOY["park"])


def test_gaps_are_what_is_not_met_in_part_or_not_reported():
    assert gaps(SCORED, 0) == ("x", "y", "w")
    aside = evaluate(FRAME, VALUES, np.array([[True, False, True, True]] * 5))
    assert gaps(aside, 0) == ("x", "w"), "what does not apply is no gap"


def test_for_each_gap_the_parks_that_meet_it_the_most_similar_first():
    seen = who_meets(SCORED, PARKS, "a", similarity(TOY, "a", tuple(TERMS), GROUPS))
    assert list(zip(seen["criterion"], seen["park"], strict=True)) == [
        ("x", "b"), ("x", "d"), ("x", "c"), ("y", "b"), ("y", "d"), ("y", "e"),
    ]  # fmt: skip
    assert list(seen["gap"].unique()) == ["not met", "not reported"] and (seen["value"] == 1).all()
    assert "w" not in set(seen["criterion"]), "a gap that nobody closes has no row"


def test_a_park_of_which_less_than_half_is_known_stands_last():
    near = similarity(TOY, "a", ("type", "ownership", "size"))
    near.loc[near["park"] == "e", "similarity"] = 1.0
    assert list(who_meets(SCORED, PARKS, "a", near, ["y"])["park"]) == ["d", "b", "e"]


def test_only_the_parks_offered_and_only_so_many():
    near = similarity(TOY, "a")
    assert list(who_meets(SCORED, PARKS, "a", near, most=1)["park"]) == ["d", "d"]
    assert set(who_meets(SCORED, PARKS, "a", near[near["park"] != "d"])["park"]) == {"b", "c", "e"}
    assert who_meets(SCORED, PARKS, "a", near, []).empty
    assert list(who_meets(SCORED, PARKS, "a", near, ["z"])["gap"].unique()) == ["met or not applicable"]
    with pytest.raises(IppError, match="Toy list has no criterion 'q'"):
        who_meets(SCORED, PARKS, "a", near, ["q"])


def test_every_park_named_meets_the_criterion_and_every_park_that_meets_it_is_named():
    places, rng = invented(2), np.random.default_rng(2)
    values = rng.choice([0.0, 0.5, 1.0, NAN], (40, 4))
    scored, parks = evaluate(FRAME, values), list(places["park"])
    seen = who_meets(scored, parks, "p5", similarity(places, "p5"))
    for j, code in enumerate("xyzw"):
        wanted = {p for i, p in enumerate(parks) if values[i, j] == 1 and p != "p5"} if values[5, j] != 1 else set()
        assert set(seen.loc[seen["criterion"] == code, "park"]) == wanted
    for _, part in seen.groupby("criterion"):
        assert part[~part["thin"]]["similarity"].is_monotonic_decreasing


@pytest.mark.parametrize("name", ["live", "training"])
def test_the_parks_of_both_sets_can_be_compared(name):
    places = Store(catalogs.load(), name).ask("parks", **ALL)
    seen = similarity(places, places["park"].iloc[0])
    assert len(seen) == len(places) and seen["similarity"].between(0, 1).all() and (seen["reason"] != "").all()
    assert set(seen.columns) >= {"park", "similarity", "known", "of", "thin", "reason", *peers.DEFAULT_TERMS}


def test_an_empty_part_of_a_park_list_is_no_error():
    only = TOY[TOY["park"] == "e"]
    assert list(similarity(only, "e", ("sector",))["reason"]) == ["sector not known"]


@pytest.fixture(scope="module")
def live():
    return Store(catalogs.load())


def test_agro_food_parks_follow_the_rule_that_their_description_states(live):
    listed = live.ask("agro_food").set_index("park")
    tags = {row.sector for row in live.ask("sectors").itertuples() if row.agro_food}
    expected = {}
    for place in live.ask("parks", **ALL).itertuples():
        named = [s for s in (place.sectors if isinstance(place.sectors, str) else "").split(";") if s and s != "logistics"]
        hits = [s in tags for s in named]
        if place.type == "agro-food" or (hits and hits[0] and 2 * sum(hits) >= len(hits)):
            expected[place.park] = "core"
        elif any(hits):
            expected[place.park] = "partly"
    expected["id-sei-mangkei"] = "core"  # the two readings that the description names
    del expected["ph-lima-estate"]
    assert listed["relevance"].to_dict() == expected


def test_topics_of_experts_and_learning_are_topics_of_the_framework(live):
    catalog = catalogs.load()
    topics = {t for pillar in catalog.frameworks["eip-2017"].pillars.values() for t in pillar["topics"]}
    assert {t for row in live.table("experts")["topics"] for t in row.split(";")} <= topics
    assert set(live.ask("learning_for", framework="eip-2017")["topic"]) == topics
    assert set(live.ask("learning_for", framework="guidelines-2019")["topic"]) == set(catalog.frameworks["guidelines-2019"].pillars)


def test_every_study_country_has_an_institution_and_every_lesson_a_basis(live):
    assert {"BGD", "KHM", "IDN", "LAO", "MNG", "PHL", "SLB", "THA", "CHN"} <= set(live.table("experts")["country"].dropna())
    sources = set(live.table("sources")["source"])
    assert set(live.ask("suzhou_lessons")["basis"]) <= sources | {"our reading"} and (live.ask("suzhou_lessons")["rests_on"] != "").all()


def test_the_training_set_lists_no_real_park_for_agro_food():
    assert Store(catalogs.load(), "training").ask("agro_food").empty
