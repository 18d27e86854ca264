"""The figures and notes of countries are complete, sourced, open to use and the same as in the reference files."""

import re

import pandas as pd
import pytest

from ipp_data import catalog as catalogs
from ipp_data.store import Store

STUDY = ["BGD", "KHM", "IDN", "LAO", "MNG", "PHL", "SLB", "THA"]
TABLES = ["country_indicators", "country_values", "country_notes", "park_totals", "exchange"]
# What no open series gives, by country; a new gap or a closed one must be written down here.
GAPS = {"BGD": {"research_spending"}, "SLB": {"co2_per_gdp", "medium_high_tech_share", "research_spending", "water_withdrawal"}}
# Looked up by hand in the reference files, rounded to two decimals more than are shown.
SPOTS = [
    ("BGD", "manufacturing_share", 2023, 22.342),
    ("KHM", "women_in_industry", 2025, 25.766),
    ("IDN", "grid_intensity", 2023, 682.43),
    ("LAO", "exports_share", 2016, 33.209),
    ("MNG", "logistics", 2023, 2.5),
    ("PHL", "women_managers", 2023, 43.449),
    ("SLB", "gdp_per_person", 2025, 2086.19),
    ("THA", "regulatory_quality", 2023, 0.1583),
    ("THA", "foreign_investment", 2024, 2.702),
]


@pytest.fixture(scope="module")
def store():
    return Store(catalogs.load())


@pytest.mark.parametrize("country", STUDY)
def test_a_country_has_twenty_indicators_or_more_and_every_gap_is_known(store, country):
    latest = store.ask("country_latest", country=country)
    assert latest["value"].notna().sum() >= 20
    assert set(latest[latest["value"].isna()]["indicator"]) == GAPS.get(country, set())


def test_every_value_has_an_indicator_a_country_and_one_place_in_time(store):
    values = store.table("country_values")
    assert set(values["indicator"]) == set(store.table("country_indicators")["indicator"])
    assert set(values["country"]) == {*STUDY, "CHN"}
    assert not values.duplicated(["country", "indicator", "year"]).any()
    assert values["value"].notna().all() and values["year"].min() == 2000


def test_each_group_holds_three_indicators_or_more(store):
    groups = store.table("country_indicators")["group_title"].value_counts()
    assert len(groups) == 5 and groups.min() >= 3


@pytest.mark.parametrize(("country", "indicator", "year", "value"), SPOTS)
def test_a_figure_is_the_one_of_the_reference_file(store, country, indicator, year, value):
    series = store.ask("country_series", countries=[country]).set_index(["indicator", "year"])
    assert series.loc[(indicator, year), "value"] == value


@pytest.mark.parametrize("country", STUDY)
def test_a_place_lies_between_one_and_the_number_of_countries_compared(store, country):
    known = store.ask("country_latest", country=country).dropna(subset=["value"])
    assert known["position"].between(1, known["compared"]).all() and known["compared"].between(6, 8).all()


def test_places_follow_the_direction_of_the_indicator(store):
    frames = [store.ask("country_latest", country=c).assign(country=c) for c in STUDY]
    known = pd.concat(frames).dropna(subset=["value"])
    for name, rows in known.groupby("indicator"):
        best = rows["value"].min() if rows["better"].iloc[0] == "lower" else rows["value"].max()
        assert set(rows[rows["position"] == 1]["value"]) == {best}, name


def test_the_reference_country_has_values_but_no_place(store):
    china = store.ask("country_latest", country="CHN")
    assert china["value"].notna().all() and china["position"].isna().all()


def test_the_manufacturing_of_cambodia_carries_its_warning(store):
    row = store.ask("country_latest", country="KHM").set_index("indicator").loc["manufacturing_share"]
    assert row["warning"].startswith("Cambodia") and "18.8" in row["warning"] and "rebased" in row["note"]


def test_no_source_that_must_stay_out_occurs(store):
    shut = re.compile(
        r"\b(EPI|WJP|CPI|ND-?GAIN)\b|Environmental Performance Index|Rule of Law Index|Corruption Perceptions|non-commercial", re.I
    )
    used = {source for name in TABLES if name != "country_values" for source in store.table(name)["source"]}
    sources = store.table("sources")
    for name, frame in [*((n, store.table(n)) for n in TABLES), ("sources", sources[sources["source"].isin(used)])]:
        found = frame[[bool(shut.search(" ".join(map(str, row)))) for row in frame.to_numpy()]]
        assert found.empty, f"{name}: {found.iloc[0].tolist()}"


def test_every_series_names_an_open_licence(store):
    assert set(store.table("country_indicators")["licence"]) == {"CC BY 4.0", "CC BY 3.0 IGO", "free reuse with citation (UNSD terms)"}


@pytest.mark.parametrize("country", STUDY)
def test_every_note_has_a_source_and_what_is_recalled_says_so(store, country):
    notes = store.ask("country_notes_of", country=country)
    assert len(notes) >= 2 and notes["source"].notna().all()
    assert (notes["source"].str.startswith("recalled-") == (notes["evidence"] == "recalled")).all()


@pytest.mark.parametrize("country", ["KHM", "LAO"])
def test_a_search_without_a_scheme_is_a_dated_fact(store, country):
    notes = store.ask("country_notes_of", country=country).set_index("title")
    assert "23 November 2026" in notes.loc["No national scheme found", "text"]


def test_totals_and_entries_name_a_source_that_exists(store):
    known = set(store.table("sources")["source"])
    assert set(store.table("park_totals")["source"]) | set(store.table("exchange")["source"]) <= known
    assert {*STUDY} <= set(store.table("park_totals")["country"])
    assert len(store.ask("country_totals", country="IDN")) == (store.table("park_totals")["country"] == "IDN").sum()
    assert len(store.ask("country_exchange")) == len(store.table("exchange"))


def test_the_parks_of_a_country_are_all_counted_and_no_area_twice(store):
    places = store.table("parks")
    for country in STUDY:
        groups = store.ask("country_parks", country=country)
        inside = places[(places["country"] == country) & (places["parent"].notna() | places["territory"])]
        assert groups["parks"].sum() == (places["country"] == country).sum()
        assert groups["left_out"].sum() == len(inside)
        assert (groups["area"].isna() == (groups["area_known"] == 0)).all()


def test_the_national_average_of_a_framework_is_the_series_that_the_country_page_shows(store):
    given = store.ask("references", framework="eip-2017").query("criterion == 'ENV-PI-3'")
    shown = store.ask("country_series", countries=[]).query("indicator == 'renewable_energy'")
    assert len(given) == len(shown) == 200
    both = given.merge(shown, on=["country", "year"], suffixes=("_given", "_shown"))
    assert len(both) == 200 and (both["value_given"] == both["value_shown"]).all()
