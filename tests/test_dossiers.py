"""Ready briefings: every country has one, ranks carry intervals, invented parks their mark, bad asks a sentence."""

import re

import pytest

from ipp_data import catalog as catalogs
from ipp_data import dossiers
from ipp_data.errors import IppError
from ipp_data.store import Store

EIGHT = ["BGD", "KHM", "IDN", "LAO", "MNG", "PHL", "SLB", "THA"]


@pytest.fixture(scope="module", params=["live", "training"])
def desk(request):
    catalog = catalogs.load()
    return dossiers.Desk(catalog, Store(catalog, request.param), "2026-11-24", "A ministry")


def texts(briefing) -> str:
    tables = " ".join(part.table.to_csv() for part in briefing.parts if part.table is not None)
    labels = " ".join(str(v) for part in briefing.parts if part.figure for v in part.figure.table.to_numpy().ravel())
    return " ".join([*briefing.findings, *(p.title + " ".join(p.words) for p in briefing.parts), tables, labels])


@pytest.mark.parametrize("iso3", EIGHT)
def test_every_country_has_a_briefing_with_findings_sources_and_links(desk, iso3):
    briefing = dossiers.country(desk, iso3)
    assert 3 <= len(briefing.findings) <= 5 and briefing.sources and len(briefing.parts) >= 8
    assert all(part.link for part in briefing.parts)
    assert "nan" not in texts(briefing).lower().replace("nanning", "").split()


@pytest.mark.parametrize("iso3", EIGHT)
def test_no_rank_without_its_interval(desk, iso3):
    for briefing in (dossiers.country(desk, iso3), dossiers.scoring(desk, iso3)):
        ranks = re.findall(r"rank \d+(.{0,3})", texts(briefing))
        assert all(after.startswith(" (") for after in ranks)


def test_invented_parks_carry_their_mark_on_every_figure(desk):
    briefing = dossiers.country(desk, "THA")
    marks = {part.figure.watermark for part in briefing.parts if part.figure} | {briefing.watermark}
    assert marks == ({dossiers.WATERMARK} if desk.training else {""})


def test_a_park_and_a_comparison_have_their_briefings(desk):
    parks = desk.store.ask("names")["park"].tolist()[:3]
    assert dossiers.park(desk, parks[0]).parts
    assert dossiers.comparison(desk, parks, "eip-2017" if desk.training else "site").parts


def test_a_scoring_without_answers_says_so_and_what_to_ask_first(desk):
    if desk.training:
        pytest.skip("every invented park has answers")
    briefing = dossiers.scoring(desk, "KHM", "eip-2017")
    assert briefing.findings[0] == "EIP Framework 2017: no ranking of the parks of Cambodia yet"
    assert briefing.findings[-1].startswith("What to ask the parks of Cambodia first") and len(briefing.parts[-1].table) >= 10


def test_a_comparison_of_two_has_three_findings(desk):
    parks = desk.store.ask("names")["park"].tolist()[:2]
    briefing = dossiers.comparison(desk, parks, "eip-2017" if desk.training else "site")
    assert len(briefing.findings) >= 3 and "published for at least one of the parks" in briefing.findings[0]


def test_bad_asks_are_refused_in_a_sentence(desk):
    with pytest.raises(IppError, match="no country 'XXX'"):
        dossiers.country(desk, "XXX")
    with pytest.raises(IppError, match="no park 'none'"):
        dossiers.park(desk, "none")
    with pytest.raises(IppError, match="two to eight"):
        dossiers.comparison(desk, [desk.store.ask("names")["park"].iloc[0]])


def test_the_exercise_is_only_for_invented_parks(desk):
    if desk.training:
        assert len(dossiers.exercise(desk).parts) >= 4
    else:
        with pytest.raises(IppError, match="training set"):
            dossiers.exercise(desk)
