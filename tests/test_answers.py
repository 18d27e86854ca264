"""Answers become matrices without anything filled in, links carry only what they may, and no rank stands without its interval."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ipp_data import answers, benchmark, cli, folders
from ipp_data import catalog as catalogs
from ipp_data.errors import CatalogError, NoData
from ipp_data.figures import criteria, scores
from ipp_data.store import Store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def catalog():
    return catalogs.load()


@pytest.fixture(scope="module")
def training(catalog):
    return Store(catalog, "training")


@pytest.fixture(scope="module")
def stood(catalog, training):
    return benchmark.stand(answers.load(training, catalog, "eip-2017"))


@pytest.fixture
def own(tmp_path):
    """A ministry's folder with a small framework and values."""
    (tmp_path / "framework.yml").write_text(
        "id: own\ntitle: Own scheme\nshort_title: Own\npublisher: Ministry\nedition: '1'\nyear: 2026\naddress: ''\nnote: ''\nranked: true\n"
        "pillars: {p: {title: P, weight: 1, topics: {t: {title: T, weight: 1}}}}\nlevels: [{level: 1, title: Level 1}]\n"
    )
    head = "code,pillar,topic,group,title,requirement,kind,target,limit,strict,unit,weight,applies_to,sdg_targets,evidence,certainty,verification\n"
    (tmp_path / "criteria.csv").write_text(
        head + "A,p,t,performance,A,Has A,yesno,1,0,false,,1,park,,,high,\nB,p,t,performance,B,Has B,higher,50,,false,%,1,park,,,high,\n"
    )
    rows = [f"park{i},A,1\npark{i},B,{10 * i}" for i in range(6)]
    (tmp_path / "values.csv").write_text("park,criterion,value\n" + "\n".join(rows) + "\nquiet,A,\nquiet,B,n/a\n")
    return tmp_path


def test_the_live_set_answers_only_what_a_mapping_accepts(catalog):
    live = Store(catalog, "live")
    assert answers.load(live, catalog, "eip-2017").rows.empty
    sheet = answers.load(live, catalog, "guidelines-2019")
    assert set(sheet.rows["criterion"]) == {"GL-3-02"} and np.isnan(sheet.values).sum() == sheet.values.size - len(sheet.rows)


def test_live_parks_have_wide_bounds_and_no_rank(catalog):
    table = benchmark.stand(answers.load(Store(catalog, "live"), catalog, "eip-2017")).table
    assert table["rank"].isna().all() and (table["low"] == 0).all() and (table["high"] == 100).all() and table["score"].isna().all()


def test_not_applicable_missing_and_zero_stay_three_things(stood):
    sheet = stood.sheet
    states = sheet.rows.groupby("status").size()
    assert states["not applicable"] == (~sheet.applicable).sum() > 0
    assert (sheet.values == 0).any() and np.isnan(sheet.values).any()


def test_an_equal_link_carries_the_value_and_a_covering_link_only_a_met_one(catalog, training):
    sheet = answers.load(training, catalog, "guidelines-2019")
    carried = sheet.rows[sheet.rows["via"].str.contains("EIP Framework 2017")]
    equal = carried[carried["via"].str.contains("PM-PI-2 \\(equal\\)")]
    source = answers.load(training, catalog, "eip-2017")
    for row in equal.itertuples():
        j = [c.code for c in source.framework.criteria].index("PM-PI-2")
        assert source.values[source.of(row.park), j] == row.value
    assert not carried[carried["via"].str.contains("covers")].empty
    covered = carried[carried["via"].str.contains("PM-PR-6 \\(covers\\)")]
    assert (covered["value"] == 1).all()


def test_a_direct_answer_wins_over_a_carried_one(catalog, training):
    sheet = answers.load(training, catalog, "guidelines-2019")
    assert not sheet.rows.duplicated(["park", "criterion"]).any()


def test_an_earlier_year_gives_the_answers_of_that_year(catalog, training):
    now, then = (answers.load(training, catalog, "eip-2017", year=y) for y in (None, 2024))
    assert (then.rows["year"] <= 2024).all() and (now.rows["year"] == 2025).any()


def test_the_training_set_shows_every_state_of_the_product(stood):
    table = stood.table
    assert {1, 2, 3, 4} <= set(table["level"])
    assert (
        (table["coverage"] == 0).any() and ((table["coverage"] > 0) & (table["coverage"] < 50)).any() and (table["coverage"] == 100).any()
    )
    assert table["rank"].duplicated().any(), "a tie"
    assert (stood.scored.reasons == 2).any(), "no reference"


def test_every_rank_has_an_interval_and_every_interval_holds_its_rank(stood):
    ranked = stood.table[stood.table["rank"].notna()]
    assert ranked[["rank_low", "rank_high"]].notna().all().all()
    assert (ranked["best"] <= ranked["rank"]).all() and (ranked["rank"] <= ranked["worst"]).all()
    unranked = stood.table[stood.table["rank"].isna()]
    assert unranked[["rank_low", "rank_high", "score"]].isna().all().all()


def test_no_figure_shows_a_rank_without_its_interval(stood):
    figure = scores.ranking(stood, "2026-11-23")
    for name in [*figure.tooltip, figure.y]:
        texts = figure.rows[name].astype(str)
        with_rank = texts[texts.str.contains("rank ")]
        assert with_rank.str.contains(r"rank \d+ \(\d+ to \d+\)").all()
    assert "rank" not in figure.tooltip and "rank" not in figure.table.columns


def test_a_group_under_five_parks_gets_no_rank_and_a_sentence(catalog, training):
    sheet = answers.load(training, catalog, "eip-2017")
    few = benchmark.stand(sheet, among=list(sheet.parks[:4]))
    assert few.table["rank"].isna().all() and few.draws is None
    with pytest.raises(NoData, match=r"\d of 4 chosen parks report"):
        scores.ranking(few, "2026-11-23")


def test_parks_that_cannot_be_told_apart_are_named_both_ways(stood):
    places = stood.sheet.places.set_index("name")["park"]
    for park in stood.table.loc[stood.table["rank"].notna(), "park"]:
        own = stood.sheet.places.set_index("park").loc[park, "name"]
        for name in benchmark.indistinct(stood, park):
            assert own in benchmark.indistinct(stood, places[name])


@pytest.mark.parametrize("compose", [scores.ranking, scores.pillars])
def test_figures_hold_the_numbers_of_the_table(compose, stood):
    figure = compose(stood, "2026-11-23")
    assert figure.source and figure.alt and figure.title and len(figure.table) == len(figure.rows)


def test_the_waterfall_sums_to_the_difference(stood):
    from ipp_data import explain

    parks = list(stood.table.loc[stood.table["rank"].notna(), "park"])[:2]
    pieces = explain.contributions(stood.scored, *[stood.sheet.of(p) for p in parks])
    figure = criteria.waterfall(stood, pieces, *parks, "2026-11-23")
    assert figure.rows["points"].sum() == pytest.approx(100 * pieces.difference)


def test_a_ministry_scores_its_own_folder(own):
    out = own / "scores.csv"
    assert cli.main(["score", str(own), "--out", str(out)]) == 0
    table = pd.read_csv(out).set_index("park")
    assert table.loc["park5", "tenths"] == 1000 and table.loc["park2", "tenths"] == 700
    assert table.loc["quiet", "not_applicable"] == 1 and table.loc["quiet", "coverage"] == 0 and pd.isna(table.loc["quiet", "rank"])
    assert list(table.columns).index("rank_low") == list(table.columns).index("rank") + 1


def test_a_bad_folder_is_refused_with_every_problem_at_once(own, capsys):
    (own / "values.csv").write_text("park,criterion,value\nx,Z,1\nx,A,many\nx,A,3\n")
    (own / "criteria.csv").write_text((own / "criteria.csv").read_text().replace("higher,50", "taller,"))
    assert cli.main(["score", str(own), "--out", str(own / "s.csv")]) == 1
    said = capsys.readouterr().err
    assert "kind 'taller'" in said and "'many' is neither a number" in said and "answers A twice" in said
    assert not (own / "s.csv").exists()


def test_a_folder_without_values_gets_a_sentence(own):
    (own / "values.csv").unlink()
    with pytest.raises(CatalogError, match=r"values\.csv is missing; it has the columns park, criterion, value"):
        folders.read(own)


def test_a_framework_is_only_a_folder(tmp_path):
    copy = tmp_path / "datasets"
    shutil.copytree(ROOT / "datasets", copy)
    shutil.copytree(copy / "frameworks" / "idn-26-2025", copy / "frameworks" / "abc-1")
    path = copy / "frameworks" / "abc-1" / "framework.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: idn-26-2025", "id: abc-1"), encoding="utf-8")
    assert "abc-1" in catalogs.load(copy).frameworks


def test_the_rank_command_prints_a_line_a_park_with_the_interval(capsys):
    assert cli.main(["rank", "--set", "training", "--framework", "eip-2017"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# Training data: invented parks" and len(lines) == 34
    assert all(line.startswith("training-") and (line.endswith("not ranked") or "-" in line.split()[-1]) for line in lines[2:])


def test_ranking_by_the_assured_score_never_rewards_silence(catalog, training):
    sheet = answers.load(training, catalog, "eip-2017")
    table = benchmark.stand(sheet, benchmark.Choices(by="low")).table
    ranked = table[table["rank"].notna()]
    assert (ranked["score"] == ranked["low"]).all()
    assert ranked.sort_values("rank")["low"].is_monotonic_decreasing
    assert (ranked["rank_low"] <= ranked["rank"] + 1).all()


def test_an_error_band_widens_the_bounds_and_holds_the_score(catalog, training):
    sheet = answers.load(training, catalog, "eip-2017")
    numeric = np.array([c.kind in ("higher", "lower") for c in sheet.framework.criteria])
    band = tuple(np.where(numeric, sheet.values * factor, sheet.values) for factor in (0.9, 1.1))
    plain, wide = (benchmark.stand(replace(sheet, band=b)) for b in (None, band))
    for park in ("training-kingfisher", "training-heron"):
        narrow, broad = (s.table.set_index("park").loc[park] for s in (plain, wide))
        assert broad["low"] <= narrow["low"] <= narrow["score"] <= narrow["high"] <= broad["high"]
        assert broad["high"] - broad["low"] > narrow["high"] - narrow["low"]
    assert wide.draws.number == sheet.framework.method.draws


def test_a_framework_without_levels_shows_none_instead_of_level_zero():
    held = catalogs.load()
    stood = benchmark.stand(answers.load(Store(held), held, "site"))
    assert stood.table["level"].isna().all() and stood.table["possible"].isna().all()
    first = benchmark.lines(stood).splitlines()[1].split()
    assert first[5] == "-" and first[6] == "1", "level and rank"
    assert "level" not in scores.ranking(stood, held.vintage).tooltip
    gated = benchmark.stand(answers.load(Store(held, "training"), held, "eip-2017"))
    assert gated.table["level"].notna().all() and "level" in scores.ranking(gated, held.vintage).tooltip
