"""Agro-food, reference, network and goals: counts by hand, every target known, nobody but institutions."""

import pandas as pd
import pytest

from ipp_data import catalog as catalogs
from ipp_data.errors import NoData
from ipp_data.figures import agro, goals
from ipp_data.store import Store


@pytest.fixture(scope="module")
def live():
    return Store(catalogs.load(), "live")


def test_targets_are_read_from_any_cell():
    assert goals.targets("16.6; 9.2") == ["16.6", "9.2"]
    assert goals.targets(["9.b", "12.5;3.9"]) == ["9.b", "12.5", "3.9"]
    assert goals.targets(None) == goals.targets(float("nan")) == goals.targets("") == []


def test_targets_stand_in_the_order_of_the_goals():
    assert sorted(["12.5", "9.4", "9.b", "2.3"], key=goals.order) == ["2.3", "9.4", "9.b", "12.5"]


def test_a_criterion_counts_once_for_a_goal_however_many_targets_it_names():
    rows = pd.DataFrame([("9.2", "A", "x"), ("9.4", "A", "x"), ("12.5", "A", "x")], columns=["target", "set", "title"])
    assert goals.goals(rows, "2026").rows.set_index("number")["count"].to_dict() == {9: 1, 12: 1}


def test_nothing_is_drawn_of_nothing():
    empty = pd.DataFrame(columns=["target", "set", "title", "relevance", "parks", "country_label"])
    for compose in (goals.goals, agro.relevance):
        with pytest.raises(NoData):
            compose(empty, "2026")


def test_silent_parks_are_not_counted_as_parks_without_agro_food(live):
    rows = live.ask("agro_counts")
    drawn = agro.relevance(rows, "2026")
    assert rows["parks"].sum() == live.ask("key_figures")["parks"].iloc[0]
    silent = rows.loc[rows["relevance"] == "sectors not reported", "parks"].sum()
    assert silent > 0 and f"{silent} publish no sectors" in drawn.title


def test_every_agro_food_park_has_a_reason_or_a_tag_and_its_distances_a_range(live):
    rows = live.ask("agro_parks", countries=[])
    assert len(rows) >= 54
    assert (rows["reason"].notna() | rows["agro_tags"].notna()).all()
    known = rows.dropna(subset=["port"])
    assert ((known["port_low"] <= known["port"]) & (known["port"] <= known["port_high"])).all()


def test_the_directory_is_searched_by_topic_country_and_words(live):
    everyone = live.ask("experts", countries=[], topic="", words="")
    some = live.ask("experts", countries=["KHM"], topic="park-services", words="economic")
    assert 0 < len(some) < len(everyone) and set(some["country"]) == {"KHM"}
    assert live.ask("experts", countries=[], topic="", words="no such office").empty


def test_every_target_of_every_framework_belongs_to_a_goal():
    for framework in catalogs.load().frameworks.values():
        for criterion in framework.criteria:
            found = goals.targets(criterion.sdg_targets)
            assert found and all(int(t.split(".")[0]) in goals.TITLES for t in found)
