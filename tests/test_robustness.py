"""Draws, sensitivity and tipping points against brute force and the properties of the method."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipp_data import levels, robustness, scoring, sensitivity, variants
from ipp_data.errors import IppError, NoData
from ipp_data.marks import Reason
from ipp_data.model import Criterion, Framework, Level, Method
from ipp_data.robustness import draws
from ipp_data.scoring import Weighting, evaluate
from ipp_data.sensitivity import influences
from ipp_data.variants import Switches

prop = settings(deadline=None, derandomize=True, max_examples=80)
seeds = st.integers(0, 2**32 - 1)
STILL = Switches(weights=False, aggregation=False)
ALL = Switches(True, True, True, True, True)


def toy(shape=((2, 1), (3,), (1, 2)), ranked=True, **method):
    """A framework of pillars x topics x number of criteria, weights 1, every criterion earns x of 1."""
    texts = dict.fromkeys(("requirement", "unit", "applies_to", "sdg_targets", "evidence", "certainty", "verification"), "")
    pillars, criteria = {}, []
    for p, topics in enumerate(shape):
        pillars[f"p{p}"] = {
            "title": f"P{p}",
            "weight": 1,
            "topics": {f"t{t}": {"title": "", "weight": 1} for t in range(len(topics))},
        }
        criteria += [
            Criterion(code=f"{p}{t}{i}", pillar=f"p{p}", topic=f"t{t}", group="performance", title="", kind="higher",
                      target=1.0, limit=0.0, strict=False, weight=1.0, **texts)
            for t, number in enumerate(topics) for i in range(number)
        ]  # fmt: skip
    method = Method(**({"smallest_group": 1, "draws": 2000} | method))
    return Framework("f", "F", "F", "", "", 2020, "", "", ranked, pillars, (Level(1, "1"),), method, tuple(criteria))


def scored(seed=0, parks=8, gaps=0.0, silent=0.0, weighting=None, aggregation=None, made=None):
    rng, made = np.random.default_rng(seed), made or toy()
    values = rng.random((parks, len(made.criteria))) * 1.1
    values[rng.random(values.shape) < gaps] = np.nan
    values[:, 0] = np.where(np.isnan(values[:, 0]), 0.5, values[:, 0])  # every park keeps one value
    applicable = rng.random(values.shape) >= silent
    applicable[:, 0] = True
    return evaluate(made, values, applicable, None, weighting, aggregation)


# --- draws -------------------------------------------------------------------------------------------------------


@prop
@given(seeds, st.booleans(), st.booleans(), st.sampled_from([0, 1, 2]), st.booleans())
def test_every_draw_is_the_score_that_the_scoring_gives_for_its_weights(seed, criterion, met_only, gaps, geometric):
    s = scored(seed, gaps=0.3, silent=0.15)
    rng, parks = np.random.default_rng(seed), np.arange(8)
    tree = variants.tree_of(s, criterion)
    weights = variants.draw_weights(tree, 0.4, 3, rng)
    known, applicable, missing = variants.cells(s, parks)
    fills = rng.random((len(missing), 3))
    plan = variants._plan(s, parks, tree, met_only, gaps)
    found = variants._composites(plan, weights, fills if gaps == 2 else None, geometric)
    topic_reach, pillar_reach = scoring.reach(tree, applicable)
    for park, draw in np.ndindex(8, 3):
        scores = np.where(known, (s.scores == 1) if met_only else s.scores, 0.0)[park]
        if gaps == 2:
            mine = missing[:, 0] == park
            scores[missing[mine, 1]] = fills[mine, draw]
        own = replace(
            tree, topic_by_count=False, pillar_by_count=np.zeros(3, bool), criterion_weight=weights[0][:, draw],
            topic_weight=weights[1][:, draw] * np.broadcast_to(topic_reach, (8, 5))[park],
            pillar_weight=weights[2][:, draw] * pillar_reach[park] if pillar_reach.ndim == 2 else weights[2][:, draw],
        )  # fmt: skip
        counted = (applicable if gaps else known)[[park]]
        nodes = scoring.climb(own, scores[None], scoring.share_out(own, counted, applicable[[park]]))
        assert found[park, draw] == pytest.approx((nodes.geometric if geometric else nodes.arithmetic)[0], abs=1e-12)


@prop
@given(seeds, st.sampled_from(["category", "criterion"]), st.sampled_from(["arithmetic", "geometric"]))
def test_without_any_variation_every_draw_is_the_published_result(seed, scheme, aggregation):
    s = scored(seed, gaps=0.3, silent=0.2, weighting=Weighting(scheme), aggregation=aggregation)
    for variation, rho in ((STILL, 0.25), (Switches(aggregation=False), 0.0)):
        d = draws(s, range(8), variation, number=7, rho=rho)
        ranks = levels.minimum_ranks(s.tenths)
        np.testing.assert_array_equal(d.median_rank, ranks)
        np.testing.assert_array_equal(d.rank_low, ranks)
        np.testing.assert_array_equal(d.rank_high, ranks)
        np.testing.assert_allclose(d.score_low * 1000, s.tenths)


def test_15_the_same_seed_gives_the_same_result_and_another_seed_does_not():
    s = scored(1, gaps=0.2)
    first, again, other = (draws(s, range(8), ALL, seed=seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first.rank_counts, again.rank_counts)
    assert (first.rank_counts != other.rank_counts).any()
    assert (first.seed, draws(s, range(8)).seed) == (5, s.framework.method.seed)


@prop
@given(seeds)
def test_15_chances_of_the_first_k_ranks_sum_to_k_without_ties_and_to_more_with_them(seed):
    s = scored(seed, parks=6)
    d = draws(s, range(6), number=300)
    sums = np.array([d.top(k)[0].sum() for k in range(1, 7)])
    assert (sums >= np.arange(1, 7) - 1e-9).all()
    apart = evaluate(s.framework, np.arange(1, 7)[:, None] / 7 * np.ones((6, 9)))
    clear = draws(apart, range(6), number=300)
    np.testing.assert_allclose([clear.top(k)[0].sum() for k in range(1, 7)], np.arange(1, 7), atol=1e-9)
    twins = evaluate(s.framework, np.full((2, 9), 0.5))
    assert draws(twins, range(2), number=10).top(1)[0].sum() == 2


@prop
@given(seeds)
def test_15_a_park_at_least_as_good_everywhere_is_never_behind(seed):
    rng = np.random.default_rng(seed)
    low = rng.random(9)
    high = np.minimum(low + rng.choice([0, 0, 0.3], 9), 1.1)
    s = evaluate(toy(), np.array([low, high]))
    d = draws(s, range(2), replace(ALL, gaps=False), number=400, rho=0.5)
    assert d.top(1)[0][1] == 1


@pytest.mark.parametrize("rho", [0.1, 0.25, 0.5])
def test_15_a_weight_of_one_nth_spreads_by_rho(rho):
    tree = scored(0).tree
    inside, topics, pillars = variants.draw_weights(tree, rho, 40_000, np.random.default_rng(15))
    for drawn, nominal in ((pillars, 1 / 3), (topics[[0, 1, 3, 4]], 1 / 2), (inside[3:6], 1 / 3)):
        np.testing.assert_allclose(drawn.mean(axis=1), nominal, rtol=0.02)
        np.testing.assert_allclose(drawn.std(axis=1) / nominal, rho, rtol=0.03)
    np.testing.assert_allclose(pillars.sum(axis=0), 1)
    np.testing.assert_array_equal(topics[2], 1)  # an only child keeps its weight


def test_a_weight_of_zero_stays_zero_in_every_draw():
    s = scored(0, weighting=Weighting(pillars={"p1": 0}))
    drawn = variants.draw_weights(s.tree, 0.5, 100, np.random.default_rng(0))
    assert (drawn[2][1] == 0).all()
    assert np.isfinite(draws(s, range(8), number=50).median_rank).all()


def test_ranks_of_draws_are_minimum_ranks_column_by_column():
    published = np.random.default_rng(2).integers(300, 340, (25, 60))
    wanted = np.column_stack([levels.minimum_ranks(column) for column in published.T])
    np.testing.assert_array_equal(variants.ranks_of_draws(published), wanted)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_quantiles_from_counts_equal_those_of_the_values(share):
    values = np.random.default_rng(3).integers(0, 9, (40, 10))
    counts = np.stack([np.bincount(row, minlength=9) for row in values])
    np.testing.assert_allclose(robustness._quantile(counts, share), np.quantile(values, share, axis=1))


def test_the_share_ahead_counts_ties_half_and_is_left_out_unless_asked():
    s = scored(4, parks=5)
    d = draws(s, range(5), number=600, ahead=True)
    np.testing.assert_allclose(d.ahead + d.ahead.T, 1)
    np.testing.assert_allclose(np.diag(d.ahead), 0.5)
    pair = draws(s, [0, 1], number=600)
    first, both = pair.top(1)[0][0], pair.top(1)[0].sum() - 1
    assert d.ahead[0, 1] == pytest.approx(first - both / 2, abs=0.08)
    clear = evaluate(s.framework, np.array([np.full(9, 0.9), np.full(9, 0.2)]))
    assert draws(clear, [0, 1], number=50, ahead=True).ahead[0, 1] == 1
    assert pair.ahead is None


def test_only_the_parks_given_take_part_and_by_default_those_that_are_ranked():
    s = evaluate(toy(), np.vstack([np.full((3, 9), 0.3), np.where(np.arange(9) < 1, 1.0, np.nan)]))
    assert draws(s, number=20).parks.tolist() == [0, 1, 2]
    assert draws(s, [2, 3], number=20).rank_counts.shape == (2, 2)


def test_silent_parks_are_refused_in_words():
    s = evaluate(toy(), np.full((2, 9), np.nan))
    with pytest.raises(NoData):
        draws(s)
    with pytest.raises(IppError, match="without any value"):
        draws(s, [0, 1])
    with pytest.raises(IppError, match="spread"):
        draws(scored(), rho=1.5)


def test_the_interval_the_standard_error_and_the_score_range_are_those_of_the_draws():
    s = scored(6)
    d = draws(s, range(8), number=10_000)
    share, error = d.top(3)
    assert (error <= 0.005).all()
    np.testing.assert_allclose(error, np.sqrt(share * (1 - share) / 10_000))
    assert (d.rank_low <= d.median_rank).all() and (d.median_rank <= d.rank_high).all()
    assert (d.score_low <= s.tenths / 1000).all() and (s.tenths / 1000 <= d.score_high + 0.05).all()
    assert d.words(0, 4) == f"rank 4, {d.rank_low[0]}-{d.rank_high[0]} in nine of ten variants"


def test_each_switch_moves_something_of_its_own():
    s = scored(7, gaps=0.35)
    still = draws(s, range(8), STILL).rank_counts
    for name in asdict(STILL):
        assert (draws(s, range(8), replace(STILL, **{name: True})).rank_counts != still).any(), name


def test_the_switches_fall_as_often_as_the_method_says():
    luck = {name: np.random.default_rng(8).random(60_000) for name in asdict(ALL)}
    ids = np.arange(60_000)
    chosen = variants.choose(scored(0), ALL, luck, ids, ids)
    assert chosen.criterion.mean() == pytest.approx(0.5, abs=0.01)
    assert chosen.geometric.mean() == pytest.approx(0.5, abs=0.01)
    assert chosen.met_only.mean() == pytest.approx(0.25, abs=0.01)
    np.testing.assert_allclose(np.bincount(chosen.gaps) / 60_000, 1 / 3, atol=0.01)


@pytest.mark.parametrize(("share", "words"), [
    (0.05, "no clear difference between A and B"), (0.95, "no clear difference between A and B"),
    (0.97, "A is ahead of B in 97 % of the variants"), (0.02, "B is ahead of A in 98 % of the variants"),
    (0.999, "A is ahead of B in 99 % of the variants"), (1.0, "A is ahead of B in 100 % of the variants"),
])  # fmt: skip
def test_the_verdict_is_told_in_words(share, words):
    assert robustness.verdict(share, "A", "B") == words


# --- sensitivity -------------------------------------------------------------------------------------------------


def test_a_factor_that_does_nothing_has_exactly_no_influence():
    found = {i.factor: i for i in influences(scored(9), range(8), runs=128)}  # no gaps in these data
    assert (found["gaps"].first, found["gaps"].total) == (0.0, 0.0)
    assert found["weights"].total > 0.1


@pytest.mark.parametrize("factor", ["weights", "gaps"])
def test_one_factor_alone_explains_everything(factor):
    (only,) = influences(scored(9, gaps=0.4), range(8), replace(STILL, **{factor: True}), runs=2000)
    assert (only.factor, only.first) == (factor, pytest.approx(1, abs=0.1))
    assert only.total == pytest.approx(1, abs=0.1)


def test_influence_on_one_park_and_without_any_variation():
    s = scored(9, gaps=0.3)
    one, mean = (influences(s, range(8), runs=256, park=park) for park in (3, None))
    assert [i.factor for i in one] == list(asdict(ALL))
    assert one != mean
    assert influences(s, range(8), Switches(aggregation=False), runs=16, rho=0.0) == (sensitivity.Influence("weights", 0.0, 0.0),)
    assert influences(s, range(8), runs=64, seed=1) == influences(s, range(8), runs=64, seed=1)


def test_removing_an_element_shows_how_many_ranks_hang_on_it():
    values = np.full((2, 9), 0.5)
    values[0, :3], values[1, 3] = 0.9, 0.8  # the first pillar alone puts park 0 ahead
    s = evaluate(toy(), values)
    assert sensitivity.remove_one(s, "pillar", [0, 1]) == {"p0": 1.0, "p1": 0.0, "p2": 0.0}
    assert set(sensitivity.remove_one(s, "topic", [0, 1])) == {"p0/t0", "p0/t1", "p1/t0", "p2/t0", "p2/t1"}
    assert set(sensitivity.remove_one(s, "code", [0, 1]).values()) == {0.0}  # no single criterion decides


@prop
@given(seeds, st.floats(-0.3, 0.6))
def test_13_the_weight_shift_equals_a_new_calculation(seed, delta):
    s = scored(seed, weighting=Weighting(pillars={"p0": 2.0, "p1": 1.0, "p2": 3.0}))
    moved = sensitivity.weight_shift(s, delta)
    share = dict(zip(s.tree.pillars, (2 / 6, 1 / 6, 3 / 6), strict=True))
    for column, pillar in enumerate(s.tree.pillars):
        w = share[pillar]
        if not 0 <= w + delta <= 1:
            assert np.isnan(moved[:, column]).all()
            continue
        new = {p: w + delta if p == pillar else v * (1 - w - delta) / (1 - w) for p, v in share.items()}
        again = evaluate(s.framework, s.values, s.reasons != Reason.NOT_APPLICABLE, None, Weighting(pillars=new))
        np.testing.assert_allclose(moved[:, column], again.overall() - s.overall(), atol=1e-9)


@prop
@given(seeds)
def test_13_at_the_tipping_point_both_parks_tie(seed):
    s = scored(seed, parks=2)
    lead = s.overall()[0] - s.overall()[1]
    for tipping in sensitivity.tipping_points(s, 0, 1):

        def lead_at(w, pillar=tipping.pillar):
            new = {p: w if p == pillar else (1 - w) / 2 for p in s.tree.pillars}
            a, b = evaluate(s.framework, s.values, None, None, Weighting(pillars=new)).overall()
            return a - b

        if tipping.at is None:
            assert np.sign(lead_at(0.0)) == np.sign(lead) == np.sign(lead_at(1.0))
        else:
            assert lead_at(tipping.at) == pytest.approx(0, abs=1e-9)


def test_the_tipping_point_is_told_in_words():
    values = np.column_stack([np.tile([[0.9], [0.3]], 3), np.tile([[0.2], [0.5]], 3), np.full((2, 3), 0.5)])
    found = sensitivity.tipping_points(evaluate(toy(), values), 0, 1)
    assert found[1].words("Amata", "Sihanoukville", "environment") == (
        "Sihanoukville overtakes Amata when environment weighs more than 50 %."
    )
    assert found[0].words("A", "B", "management") == "B overtakes A when management weighs less than 20 %."
    assert found[2].words("A", "B", "social") == "No weight of social puts B ahead of A."


def test_parks_with_scores_in_different_pillars_have_no_tipping_point():
    values = np.full((2, 9), 0.5)
    values[0, 3:6] = np.nan
    with pytest.raises(IppError, match="different pillars"):
        sensitivity.tipping_points(evaluate(toy(), values), 0, 1)
