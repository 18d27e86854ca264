"""Country figures: the sentence follows the numbers, the median only where enough report, one scale for all panels."""

import pandas as pd
import pytest

from ipp_data import catalog as catalogs
from ipp_data.errors import NoData
from ipp_data.figures import countries
from ipp_data.render import screen
from ipp_data.store import Store


def rows(values: dict[str, dict[int, float]]) -> pd.DataFrame:
    """Long rows of one invented indicator: label -> year -> value."""
    common = {
        "indicator": "toy", "title": "Toy share", "unit": "%", "decimals": 1, "role": "study", "warning": None, "description": "A toy.",
        "licence": "CC BY 4.0", "publisher": "Toy office", "source_title": "Toys",
    }  # fmt: skip
    return pd.DataFrame(
        [
            {**common, "country": label[:3].upper(), "label": label, "year": year, "value": value}
            for label, years in values.items()
            for year, value in years.items()
        ]
    )


def test_the_sentence_names_both_ends_of_the_line():
    drawn = countries.trend(rows({"Cambodia": {2000: 10.0, 2020: 25.0}}), "Cambodia")
    assert drawn.title == "Cambodia: toy share rose from 10.0 to 25.0 % between 2000 and 2020"


def test_a_median_needs_five_countries():
    few = countries.trend(rows({name: {2020: i} for i, name in enumerate("ABCD")}), "A")
    enough = countries.trend(rows({name: {2020: i} for i, name in enumerate("ABCDE")}), "A")
    assert countries.MEDIAN not in set(few.rows["label"])
    assert enough.rows.set_index("label").loc[countries.MEDIAN, "value"] == 2


def test_a_country_that_does_not_report_is_said_not_drawn_as_zero():
    with pytest.raises(NoData, match="not reported for Mongolia"):
        countries.trend(rows({"Thailand": {2020: 1.0}}), "Mongolia")
    assert countries.standing(rows({"Thailand": {2020: 1.0}}), "Mongolia").title.startswith("Toy share: Mongolia is not reported")


def test_each_country_stands_with_its_newest_year_highest_first():
    drawn = countries.standing(rows({"A": {2019: 9.0, 2021: 1.0}, "B": {2020: 5.0}}), "A")
    assert list(drawn.rows["shown"]) == ["B (2020)", "A (2021)"]


def test_panels_share_one_scale():
    chart = screen.chart(countries.panels(rows({"A": {2020: 1.0, 2021: 2.0}, "B": {2020: 90.0}})))
    assert chart.layout.yaxis2.matches == "y"
    assert [annotation.text for annotation in chart.layout.annotations] == ["A", "B"]


@pytest.mark.parametrize("country", ["BGD", "KHM", "IDN", "LAO", "MNG", "PHL", "SLB", "THA", "CHN"])
def test_every_country_has_its_figures_in_words(country):
    catalog = catalogs.load()
    store = Store(catalog, "live")
    label, series = catalog.countries[country].label, store.ask("country_series", countries=[])
    reported = 0
    for _, one in series.groupby("indicator"):
        if label in set(one["label"]):
            drawn = countries.trend(one, label)
            assert "nan" not in drawn.title and drawn.source and screen.chart(drawn).data
            reported += 1
    assert reported >= 20
    parks = store.ask("country_parks", country=country)
    assert int(countries.parks(parks, label, catalog.vintage).rows["parks"].sum()) == int(parks["parks"].sum())


def test_what_to_ask_for_first_is_what_fewest_parks_publish():
    told = pd.DataFrame(
        {
            "indicator": ["area", "jobs", "exports"], "title": ["Area", "Jobs", "Exports"], "description": "toy", "position": [1, 4, 6],
            "reporting": [5, 2, 0], "parks": 5,
        }
    )  # fmt: skip
    figure = countries.known(told, "Toyland", "2026-11-24")
    assert figure.title == "Toyland: what to ask the 5 parks for first: exports (0), jobs (2)"
    assert list(figure.rows["of"]) == ["5 of 5", "2 of 5", "0 of 5"]
    whole = countries.known(told.assign(reporting=5), "Toyland", "2026-11-24")
    assert whole.title == "Toyland: every basic figure is published for all 5 parks"


def test_a_series_keeps_its_colour_where_another_is_absent():
    kinds = pd.DataFrame({"type": ["SEZ"], "status": ["planned"], "parks": [2]})
    figure = countries.parks(kinds, "Toyland", "2026-11-24")
    assert figure.series == ["planned"] and figure.slots == {"operating": 0, "under construction": 1, "planned": 2}


def test_the_line_of_the_country_comes_before_the_median_whichever_starts_first():
    told = rows({"Thailand": {2001: 1.0, 2002: 2.0}, **{f"Country {i}": {2000 + y: float(i) for y in range(3)} for i in range(5)}})
    assert countries.trend(told, "Thailand").series == ["Thailand", countries.MEDIAN]
