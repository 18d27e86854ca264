"""Scores, gaps, levels and ranks against hand-made numbers, published tables and the properties of the method."""

from __future__ import annotations

import warnings
from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipp_data import levels, marks, scoring
from ipp_data.errors import IppError
from ipp_data.marks import Reason
from ipp_data.model import Criterion, Framework, Level, Method
from ipp_data.scoring import Weighting, assess, evaluate

LEVELS = (
    Level(1, "Level 1"), Level(2, "Level 2", prerequisites_met=0.5, overall=0.5),
    Level(3, "Level 3", prerequisites_met=1.0, overall=0.75, pillar=0.5), Level(4, "Level 4", met=1.0),
)  # fmt: skip
NAN = np.nan
LINEAR = ("higher", "lower", "higher_rel", "lower_rel")
KINDS = ("yesno", *LINEAR, "higher_graded", "lower_graded")
prop = settings(deadline=None, derandomize=True, max_examples=200)
seeds = st.integers(0, 2**32 - 1)
aggregations = st.sampled_from(["arithmetic", "geometric"])


def criterion(code="x", kind="higher", target=10.0, limit=None, *, pillar="p", topic="t", **more):
    fields = dict.fromkeys(("requirement", "applies_to", "sdg_targets", "evidence", "certainty", "verification"), "")
    fields |= {"group": "performance", "title": code, "strict": False, "unit": "", "weight": 1.0} | more
    return Criterion(code=code, pillar=pillar, topic=topic, kind=kind, target=target, limit=limit, **fields)


def framework(criteria, weights=None, ranked=True, levels=LEVELS, **method):
    pillars = {}
    for c in criteria:
        block = pillars.setdefault(c.pillar, {"title": c.pillar.title(), "weight": (weights or {}).get(c.pillar, 1), "topics": {}})
        block["topics"].setdefault(c.topic, {"title": c.topic, "weight": (weights or {}).get(c.topic, 1)})
    return Framework("f", "F", "F", "", "", 2020, "", "", ranked, pillars, levels, Method(**method), tuple(criteria))


WORKED = framework(
    [
        criterion("a", "yesno", None, pillar="management", topic="m", group="prerequisite"),
        criterion("b", "higher", 75, 0, pillar="management", topic="m", weight=2),
        criterion("c", "lower", 10, 20, pillar="environment", topic="e"),
        criterion("d", "yesno", None, pillar="environment", topic="e"),
    ],
    {"environment": 2},
)


def case(seed, parks=5, gaps=0.25, silent=0.1, kinds=KINDS):
    """A random framework with values, applicability and references."""
    rng = np.random.default_rng(seed)
    criteria, weights = [], {}
    for p in range(rng.integers(1, 4)):
        for t in range(rng.integers(1, 4)):
            weights |= {f"p{p}": rng.uniform(0.2, 3), f"p{p}t{t}": rng.uniform(0.2, 3)}
            for _ in range(rng.integers(1, 4)):
                kind, low = str(rng.choice(kinds)), rng.uniform(0.5, 5)
                span = rng.uniform(1, 5) * (-1 if kind.startswith("lower") else 1)
                low = low + 5 if span < 0 else low
                ends = (None, None) if kind == "yesno" else (low + span, low)
                more = {
                    "pillar": f"p{p}",
                    "topic": f"p{p}t{t}",
                    "weight": rng.uniform(0.2, 3),
                    "strict": bool(rng.random() < 0.2),
                }
                group = "prerequisite" if rng.random() < 0.3 else "performance"
                criteria.append(criterion(f"c{len(criteria)}", kind, *ends, group=group, **more))
    values, references = rng.uniform(0, 12, (parks, len(criteria))), rng.uniform(0.5, 2, (parks, len(criteria)))
    for i, c in enumerate(criteria):
        if c.kind == "yesno":
            values[:, i] = rng.choice([0, 0.5, 1], parks)
        elif rng.random() < 0.3:
            values[:, i] = c.target * (references[:, i] if c.kind.endswith("rel") else 1)
    values[rng.random(values.shape) < gaps] = NAN
    return framework(criteria, weights), values, rng.random(values.shape) >= silent, references


def one(kind, x, target=10.0, limit=None, reference=NAN, **more):
    made = framework([criterion("x", kind, target, limit, **more)])
    return evaluate(made, [[x]], None, [[reference]]).scores[0, 0]


def assert_same(left, right, tolerance=1e-12):
    for bound in ("point", "low", "high"):
        for node in ("arithmetic", "geometric"):
            np.testing.assert_allclose(getattr(getattr(left, bound), node), getattr(getattr(right, bound), node), rtol=0, atol=tolerance)
    np.testing.assert_allclose(left.coverage, right.coverage, rtol=0, atol=tolerance)


# --- numbers checked by hand -------------------------------------------------------------------------------------


def test_the_worked_example_gives_every_number_of_the_method():
    s = evaluate(WORKED, [[1, 60, 14, NAN]])
    np.testing.assert_allclose(s.scores[0], [1, 0.8, 0.6, NAN], atol=1e-12)
    np.testing.assert_allclose(s.point.pillars[0], [2.6 / 3, 0.6], atol=1e-12)
    assert s.overall()[0] == pytest.approx(0.688889, abs=5e-7)
    assert s.tenths[0] == 689
    assert s.coverage[0] == pytest.approx(2 / 3, abs=1e-12)
    np.testing.assert_allclose(scoring.effective(s.tree, s.applicable)[0], [1 / 9, 2 / 9, 1 / 3, 1 / 3], atol=1e-12)
    assert s.overall("low")[0] == pytest.approx(0.488889, abs=5e-7)
    assert s.overall("high")[0] == pytest.approx(0.822222, abs=5e-7)
    assert s.overall("high")[0] - s.overall("low")[0] == pytest.approx(1 / 3, abs=1e-12)
    assert s.point.geometric[0] == pytest.approx(0.678386, abs=5e-7)
    counts = {name: int(n[0]) for name, n in levels.compliance(s)["total"].items()}
    assert counts == {"met": 1, "partly": 2, "not_met": 0, "unknown": 1, "not_applicable": 0}


HDI_2022 = """THA 66 0.803 79.68 15.58131027 8.834560711 16886.51113
TLS 155 0.566 69.056 13.24177562 6.020059751 1629.160441
TGO 163 0.547 61.588 12.96236085 5.590314011 2214.233649
TON 98 0.739 71.27 16.28749084 10.88028609 6360.178905
TTO 60 0.814 74.708 14.1010764 11.73800258 22473.03876
TUN 101 0.732 74.263 14.61953746 7.953393173 10296.6496
TUR 45 0.855 78.475 19.68494987 8.811284129 32833.53512
TKM 94 0.744 69.41 13.24057961 11.14299353 12859.87406
TUV 132 0.653 64.854 12.10158014 10.64458626 4754.453732
UGA 159 0.55 63.638 11.49553237 6.235476362 2240.585404
UKR 100 0.734 68.564 13.32800961 11.12330123 11416.2168
ARE 17 0.937 79.196 17.20813942 12.77375031 74103.71494
GBR 15 0.94 82.156 17.6342907 13.4061203 46623.90269
TZA 167 0.532 66.782 8.585740089 5.639967963 2578.156006"""


def test_the_human_development_index_of_2022_is_reproduced_with_its_ranks():
    """UNDP, Human Development Report 2023/2024, statistical annex table 1, at the precision of its time series file.

    Columns: country, world rank, HDI, life expectancy, expected and mean years of schooling, GNI per head (2017 PPP $).
    The countries are consecutive rows of that file, not a selection by fit.
    """
    rows = [line.split() for line in HDI_2022.splitlines()]
    world, published = (np.array([float(row[i]) for row in rows]) for i in (1, 2))
    values = np.array([[float(x) for x in row[3:6]] + [log(float(row[6]))] for row in rows])
    made = framework([
        criterion("life", "higher", 85, 20, pillar="health", topic="h"),
        criterion("expected", "higher", 18, 0, pillar="education", topic="e"),
        criterion("mean", "higher", 15, 0, pillar="education", topic="e"),
        criterion("income", "higher", log(75_000), log(100), pillar="living", topic="i"),
    ])  # fmt: skip
    s = evaluate(made, values)
    index = scoring.tenths(scoring.geometric_mean(s.point.pillars, s.observed.pillars, floor=0.0))
    np.testing.assert_array_equal(index, np.round(published * 1000).astype(int))
    np.testing.assert_array_equal(levels.minimum_ranks(index), world.argsort().argsort() + 1)


@pytest.mark.parametrize(
    ("kind", "x", "more", "wanted"),
    [
        ("yesno", 0.5, {}, 0.5), ("higher", 4, {}, 0.4), ("higher", 12, {}, 1), ("higher", -3, {}, 0),
        ("lower", 15, {}, 0.5), ("lower", 9, {}, 1), ("lower", 20, {}, 0),
        ("lower", 55, {"unit": "% of waste"}, 0.5), ("lower", 1, {"target": 0, "limit": 4}, 0.75),
        ("higher_rel", 5, {"target": 1, "limit": 0, "reference": 10}, 0.5),
        ("lower_rel", 15, {"target": 1, "reference": 10}, 0.5),
        ("lower_rel", 15, {"target": 1, "reference": 10, "unit": "%"}, 0.5),
        ("higher", 10, {"strict": True}, 1 - 1e-6), ("higher", 10.001, {"strict": True}, 1),
        ("lower", 10, {"strict": True}, 1 - 1e-6),
        ("higher_graded", 10, {"limit": 6}, 1), ("higher_graded", 6, {"limit": 6}, 0.5),
        ("higher_graded", 5.9, {"limit": 6}, 0),
        ("higher_graded", 10, {"limit": 6, "strict": True}, 0.5), ("lower_graded", 70, {"target": 70, "limit": 75}, 1),
        ("lower_graded", 75, {"target": 70, "limit": 75}, 0.5), ("lower_graded", 76, {"target": 70, "limit": 75}, 0),
        ("higher_graded", 0.1 + 0.2 - 1e-12, {"target": 0.3, "limit": 0.1}, 1),
    ],
)  # fmt: skip
def test_each_kind_scores_as_written(kind, x, more, wanted):
    assert one(kind, x, **more) == pytest.approx(wanted, abs=1e-12)


def test_a_difference_rule_is_met_from_the_national_share_upwards():
    assert one("higher_rel", 30, target=1, limit=0, reference=30) == 1
    assert one("higher_rel", 29, target=1, limit=0, reference=30) < 1


@pytest.mark.parametrize(
    "broken",
    [
        criterion(target=None), criterion(kind="lower", target=0), criterion(kind="higher", target=0),
        criterion(kind="higher_graded"), criterion(kind="lower", limit=5), criterion(limit=12),
    ],
)  # fmt: skip
def test_a_criterion_without_sound_bounds_is_refused_by_name(broken):
    with pytest.raises(IppError, match="Criterion x"):
        marks.default_limit(broken)


@pytest.mark.parametrize(("kind", "x"), [("yesno", 0.3), ("yesno", 2), ("higher", np.inf)])
def test_an_impossible_answer_is_refused_by_name(kind, x):
    with pytest.raises(IppError, match="Criterion x"):
        one(kind, x)


def test_a_wrong_answer_that_does_not_apply_disturbs_nothing():
    s = evaluate(framework([criterion(kind="yesno")]), [[7.0]], [[False]])
    assert s.reasons[0, 0] == Reason.NOT_APPLICABLE


def test_every_gap_has_its_reason():
    made = framework([criterion("a", "higher_rel", 1), criterion("b", "higher_rel", 1), criterion("c"), criterion("d")])
    s = evaluate(made, [[1, 1, NAN, NAN]], [[True, True, True, False]], [[NAN, 0, NAN, NAN]])
    assert list(s.reasons[0]) == [Reason.NO_REFERENCE] * 2 + [Reason.NOT_REPORTED, Reason.NOT_APPLICABLE]
    assert np.isnan(s.scores).all()


# --- gaps, weights, empties --------------------------------------------------------------------------------------


def test_missing_is_not_zero():
    s = evaluate(framework([criterion("a"), criterion("b")]), [[10, NAN], [10, 0]])
    assert s.tenths.tolist() == [1000, 500]


def test_not_applicable_leaves_coverage_and_counts():
    s = evaluate(framework([criterion("a"), criterion("b")]), [[10, NAN]], [[True, False]])
    assert s.coverage[0] == 1
    assert levels.levels(s, "assured")[0] == 4


def test_the_criterion_scheme_is_the_plain_mean_over_applicable_criteria():
    made, values, applicable, references = case(3, parks=20, gaps=0, silent=0.3)
    s = evaluate(made, values, applicable, references, Weighting("criterion"))
    np.testing.assert_allclose(s.overall(), np.nanmean(s.scores, axis=1), atol=1e-12)


def test_free_weights_replace_those_of_the_scheme():
    s = evaluate(WORKED, [[1, 0, 10, 0]], weighting=Weighting(pillars={"management": 3, "environment": 1}, criteria={"d": 3}))
    assert s.overall()[0] == pytest.approx((3 / 3 + 1 / 4) / 4, abs=1e-12)
    counted = evaluate(WORKED, [[1, 0, 10, 0]], weighting=Weighting("criterion", pillars={"management": 3}))
    assert counted.overall()[0] == pytest.approx((3 * 0.5 + 2 * 0.5) / 5, abs=1e-12)


@pytest.mark.parametrize("weighting", [
    Weighting("area"), Weighting(pillars={"nobody": 1}), Weighting(criteria={"a": -1}), Weighting(criteria={"zz": 1}),
    Weighting(pillars={"environment": NAN}),
])  # fmt: skip
def test_weights_that_make_no_sense_are_refused(weighting):
    with pytest.raises(IppError, match=r"weigh|Weigh"):
        evaluate(WORKED, [[1, 1, 1, 1]], weighting=weighting)


def test_an_unknown_aggregation_or_pillar_is_refused():
    with pytest.raises(IppError, match="harmonic"):
        evaluate(WORKED, [[1, 1, 1, 1]], aggregation="harmonic")
    lost = replace(WORKED, criteria=(*WORKED.criteria, criterion("q", pillar="moon")))
    with pytest.raises(IppError, match="Criterion q"):
        evaluate(lost, [[1, 1, 1, 1, 1]])


def test_emptiness_gives_no_score_no_coverage_and_no_warning():
    empty_pillar = {**WORKED.pillars, "services": {"title": "Services", "weight": 5, "topics": {}}}
    made = replace(WORKED, pillars=empty_pillar)
    nothing = Weighting(criteria=dict.fromkeys("abcd", 0.0))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        silent = evaluate(made, [[NAN] * 4])
        absent = evaluate(made, [[1, 1, 1, 1]], np.zeros((1, 4), bool))
        weightless = evaluate(made, [[1, 1, 1, 1]], weighting=nothing)
        none = evaluate(made, np.zeros((0, 4)))
        bare = evaluate(replace(made, criteria=()), np.zeros((2, 0)))
        for s in (silent, absent, weightless, none, bare):
            levels.rank(s), levels.levels(s, "possible"), levels.compliance(s, "pillar")
    for s in (silent, absent, weightless, bare):
        assert np.isnan(s.overall()).all()
        assert (s.coverage == 0).all()
        assert (s.tenths == -1).all()
    assert (silent.overall("low")[0], silent.overall("high")[0]) == (0, 1)
    assert levels.levels(absent, "assured")[0] == 1
    assert np.isnan(silent.point.pillars[0, 2])


# --- levels, compliance, ranks -----------------------------------------------------------------------------------


def test_levels_are_gates_and_the_open_ones_are_told_in_words():
    s = evaluate(WORKED, [[1, 60, 14, NAN], [1, 75, 10, 1], [0, 75, 10, 1]])
    assert levels.levels(s, "assured").tolist() == [1, 4, 1]
    assert levels.levels(s, "possible").tolist() == [3, 4, 1]
    assert levels.open_gates(s, 0) == ("Overall: score 48.9, at least 50.0 needed",)
    assert levels.open_gates(s, 0, "possible") == ("2 of 4 criteria met, 4 needed",)
    assert levels.open_gates(s, 1) == ()
    assert levels.open_gates(s, 2) == ("0 of 1 prerequisites met, 1 needed",)
    weak = evaluate(WORKED, [[1, 75, 18, 0.5]])
    level_2 = "Environment: score 35.0, at least 50.0 needed"
    assert levels.open_gates(weak, 0) == ("Overall: score 56.7, at least 75.0 needed", level_2)


def test_compliance_counts_add_up_in_every_split():
    made, values, applicable, references = case(11, parks=8)
    s = evaluate(made, values, applicable, references)
    for by in ("total", "pillar", "group"):
        table = sum(sum(states.values()) for states in levels.compliance(s, by).values())
        np.testing.assert_array_equal(table, np.full(8, len(made.criteria)))
    met = levels.compliance(s)["total"]["met"]
    np.testing.assert_array_equal(met, (s.scores == 1).sum(axis=1))


def test_published_tenths_round_half_up():
    assert scoring.tenths(np.array([0.689, 0.0005, 0.00049, 1.0, NAN])).tolist() == [689, 1, 0, 1000, -1]


def test_parks_with_the_same_published_score_share_the_smaller_rank():
    s = evaluate(framework([criterion(target=1)], smallest_group=2), [[0.7], [0.9], [0.7001], [0.1]])
    assert levels.rank(s).rank == (2, 1, 2, 4)


def test_no_rank_below_the_gate_in_small_groups_or_in_unranked_frameworks():
    values = [[10, 10, 10], [NAN, NAN, 10], [5, 5, 5], [4, 4, 4], [3, 3, 3]]
    made = framework([criterion("a"), criterion("b"), criterion("c")], smallest_group=2)
    s = evaluate(made, values)
    assert levels.rank(s).rank == (1, None, 2, 3, 4)
    assert levels.rank(s, ["KH", "KH", "LA", "LA", "LA"]).rank == (None, None, 1, 2, 3)
    assert levels.rank(s, ["KH", "KH", "LA", "LA", "LA"]).worst == (None, None, 1, 2, 3)
    assert set(levels.rank(evaluate(replace(made, ranked=False), values)).rank) == {None}
    assert set(levels.rank(evaluate(framework(made.criteria, smallest_group=6), values)).rank) == {None}


def test_a_coverage_exactly_on_the_gate_is_ranked():
    s = evaluate(framework([criterion("a"), criterion("b")], smallest_group=1), [[10, NAN]])
    assert levels.rank(s).rank == (1,)


def test_ranking_by_low_does_not_flatter_silent_parks():
    s = evaluate(framework([criterion("a"), criterion("b")], smallest_group=2), [[10, NAN], [8, 8]])
    assert levels.rank(s).rank == (1, 2)
    assert levels.rank(s, by="low").rank == (2, 1)
    assert levels.rank(s).worst == (2, 2)


# --- properties --------------------------------------------------------------------------------------------------


@prop
@given(seeds)
def test_01_every_completion_lies_between_low_and_high(seed):
    made, values, applicable, references = case(seed)
    s = evaluate(made, values, applicable, references)
    reported = s.coverage > 0
    rng = np.random.default_rng(seed)
    open_ = s.reasons != Reason.NOT_APPLICABLE
    scores = np.where(np.isnan(s.scores), rng.choice([0, 1, 0.3, 0.8], s.scores.shape), s.scores)
    full = assess(made, scores, np.where(open_, Reason.SCORED, s.reasons).astype(np.int8), s.weighting, "arithmetic")
    for node in ("arithmetic", "geometric"):
        low, point, high = (getattr(bound, node) for bound in (s.low, s.point, s.high))
        some = ~np.isnan(low)
        assert (low[some] >= 0).all() and (high[some] <= 1).all()
        assert (point[reported] >= low[reported] - 1e-12).all() and (point[reported] <= high[reported] + 1e-12).all()
        done = getattr(full.point, node)[some]
        assert (done >= low[some] - 1e-12).all() and (done <= high[some] + 1e-12).all()


@prop
@given(seeds, st.sampled_from(["category", "criterion"]))
def test_02_the_width_of_the_interval_is_what_is_not_covered(seed, scheme):
    s = evaluate(*case(seed), Weighting(scheme))
    some = ~np.isnan(s.low.arithmetic)
    np.testing.assert_allclose((s.high.arithmetic - s.low.arithmetic)[some], 1 - s.coverage[some], atol=1e-12)


@prop
@given(seeds)
def test_03_a_new_value_never_widens_the_interval(seed):
    made, values, applicable, references = case(seed, gaps=0.5)
    s = evaluate(made, values, applicable, references)
    rng = np.random.default_rng(seed)
    found = np.where(np.isnan(s.scores) & applicable & (rng.random(values.shape) < 0.4), rng.random(values.shape), s.scores)
    reasons = np.where(~np.isnan(found), Reason.SCORED, s.reasons).astype(np.int8)
    after = assess(made, found, reasons, s.weighting, "arithmetic")
    for node in ("arithmetic", "geometric"):
        assert not (getattr(after.low, node) < getattr(s.low, node) - 1e-12).any()
        assert not (getattr(after.high, node) > getattr(s.high, node) + 1e-12).any()


@prop
@given(seeds, aggregations)
def test_04_and_16_a_better_value_never_lowers_anything(seed, aggregation):
    made, values, applicable, references = case(seed)
    rng = np.random.default_rng(seed + 1)
    sign = np.where(np.char.startswith([c.kind for c in made.criteria], "lower"), -1, 1)
    step = np.where(rng.random(values.shape) < 0.3, rng.choice([1e-8, 1e-3, 1.0, 20.0], values.shape), 0.0)
    better = values + sign * step
    answers = np.array([c.kind == "yesno" for c in made.criteria])
    better = np.where(answers & (step > 0) & ~np.isnan(values), 1.0, np.where(answers, values, better))
    before, after = (evaluate(made, v, applicable, references, None, aggregation) for v in (values, better))
    assert not (after.scores < before.scores).any()
    for bound in ("point", "low", "high"):
        for node in ("topics", "pillars", "arithmetic", "geometric"):
            assert not (getattr(getattr(after, bound), node) < getattr(getattr(before, bound), node) - 1e-12).any()
    for basis in ("assured", "possible"):
        assert (levels.levels(after, basis) >= levels.levels(before, basis)).all()
    assert (levels.levels(before, "assured") <= levels.levels(before, "possible")).all()


@prop
@given(seeds, st.floats(0.01, 100), st.floats(-50, 50))
def test_05_units_do_not_matter(seed, a, b):
    made, values, applicable, references = case(seed, kinds=("yesno", "higher", "lower"))
    before = evaluate(made, values, applicable, references)
    answers = np.array([c.kind == "yesno" for c in made.criteria])

    def changed(scale, shift, swap):
        names = {"higher": "lower", "lower": "higher"} if swap else {}
        moved = [
            c if c.kind == "yesno" else replace(
                c, kind=names.get(c.kind, c.kind), target=scale * c.target + shift, limit=scale * c.limit + shift)
            for c in made.criteria
        ]  # fmt: skip
        x = np.where(answers, values, scale * values + shift)
        return evaluate(replace(made, criteria=tuple(moved)), x, applicable, references)

    assert_same(before, changed(a, b, swap=False), 1e-6)
    assert_same(before, changed(-1.0, 0.0, swap=True), 1e-6)


@prop
@given(seeds, st.floats(0.01, 100))
def test_05_relative_kinds_ignore_a_common_factor(seed, factor):
    made, values, applicable, references = case(seed, kinds=("higher_rel", "lower_rel"))
    before = evaluate(made, values, applicable, references)
    assert_same(before, evaluate(made, values * factor, applicable, references * factor), 1e-6)


@prop
@given(seeds)
def test_06_met_means_a_score_of_one_and_nothing_else(seed):
    made, values, applicable, references = case(seed)
    s = evaluate(made, values, applicable, references)
    for i, c in enumerate(made.criteria):
        x = values[:, i] / (references[:, i] if c.kind.endswith("rel") else 1)
        target, slack = (1, 0) if c.kind == "yesno" else (c.target, 1e-8)
        ahead = (x - target) * (-1 if c.kind.startswith("lower") else 1)
        met = (ahead > slack) if c.strict and c.kind != "yesno" else (ahead >= -slack)
        np.testing.assert_array_equal((s.status == scoring.Status.MET)[:, i], met & applicable[:, i])


@prop
@given(seeds, st.floats(0.01, 100))
def test_07_order_and_scale_of_weights_are_irrelevant(seed, factor):
    made, values, applicable, references = case(seed)
    rng = np.random.default_rng(seed)
    parks, columns = rng.permutation(len(values)), rng.permutation(len(made.criteria))
    pillars = {
        p: {
            **made.pillars[p],
            "topics": dict(reversed(made.pillars[p]["topics"].items())),
            "weight": made.pillars[p]["weight"] * factor,
        }
        for p in reversed(made.pillars)
    }
    first = made.criteria[0].topic
    criteria = [replace(c, weight=c.weight * (factor if c.topic == first else 1)) for c in made.criteria]
    other = replace(made, pillars=pillars, criteria=tuple(criteria[i] for i in columns))
    cut = np.ix_(parks, columns)
    before = evaluate(made, values[parks], applicable[parks], references[parks])
    assert_same(before, evaluate(other, values[cut], applicable[cut], references[cut]))
    whole = evaluate(made, values, applicable, references)
    np.testing.assert_allclose(whole.overall()[parks], before.overall(), atol=1e-12)


@prop
@given(seeds)
def test_08_other_parks_change_no_score(seed):
    made, values, applicable, references = case(seed)
    whole = evaluate(made, values, applicable, references)
    alone = evaluate(made, values[:1], applicable[:1], references[:1])
    np.testing.assert_allclose(alone.overall(), whole.overall()[:1], atol=1e-12)
    np.testing.assert_allclose(alone.coverage, whole.coverage[:1], atol=1e-12)


@prop
@given(seeds, st.floats(0, 1))
def test_09_equal_scores_stay_equal_in_every_node(seed, level):
    made, values, applicable, _ = case(seed)
    scores = np.where(np.isnan(values) | ~applicable, NAN, level)
    reasons = np.where(~np.isnan(scores), Reason.SCORED, np.where(applicable, Reason.NOT_REPORTED, Reason.NOT_APPLICABLE))
    s = assess(made, scores, reasons.astype(np.int8), Weighting(), "arithmetic")
    for node in ("topics", "pillars", "arithmetic", "geometric"):
        found = getattr(s.point, node)
        np.testing.assert_allclose(found[~np.isnan(found)], level, atol=1e-9)


@prop
@given(seeds)
def test_10_the_geometric_score_is_never_above_the_arithmetic(seed):
    s = evaluate(*case(seed, gaps=0.4))
    for bound in (s.point, s.low, s.high):
        assert not (bound.geometric > bound.arithmetic + 1e-12).any()


def test_10_an_imbalance_lowers_the_geometric_score():
    s = evaluate(WORKED, [[1, 75, 20, 0]])
    assert s.point.geometric[0] < s.point.arithmetic[0] - 0.1


@prop
@given(seeds, aggregations)
def test_14_ranks_start_at_one_and_lie_within_their_bounds(seed, aggregation):
    made, values, applicable, references = case(seed, parks=12)
    made = framework(made.criteria, smallest_group=1, coverage_gate=0.2, aggregation=aggregation)
    s = evaluate(made, values, applicable, references)
    for by in ("point", "low"):
        ranking = levels.rank(s, by=by)
        ranked = [row for row in zip(ranking.best, ranking.rank, ranking.worst, strict=True) if row[1] is not None]
        if ranked:
            assert min(rank for _, rank, _ in ranked) == 1
            assert all(best <= rank <= worst for best, rank, worst in ranked)


@prop
@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_14_ranks_follow_order_alone(scores):
    q = np.array(scores)
    np.testing.assert_array_equal(levels.minimum_ranks(q), levels.minimum_ranks(q**3 + 5))
    np.testing.assert_array_equal(levels.minimum_ranks(q), [1 + sum(other > own for other in scores) for own in scores])


def test_17_the_target_times_the_average_is_always_met():
    averages = np.random.default_rng(17).uniform(0.001, 1000, (2000, 3))
    made = framework([criterion(str(t), "higher_rel", t) for t in (0.1, 0.7, 1.3)])
    targets = np.array([0.1, 0.7, 1.3])
    assert not np.array_equal(targets * averages / averages, np.broadcast_to(targets, (2000, 3)))
    assert (evaluate(made, targets * averages, None, averages).scores == 1).all()


@prop
@given(seeds, st.sampled_from(["category", "criterion"]))
def test_18_effective_weights_sum_to_one(seed, scheme):
    s = evaluate(*case(seed), Weighting(scheme))
    for shares, exists in ((s.applicable, ~np.isnan(s.low.arithmetic)), (s.observed, s.coverage > 0)):
        np.testing.assert_allclose(scoring.effective(s.tree, shares).sum(axis=1), exists.astype(float), atol=1e-12)
