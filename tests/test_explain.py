"""Contributions, gains and plans against hand-made numbers, brute force and the properties of the method."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipp_data import explain, levels, marks, plans
from ipp_data.errors import IppError
from ipp_data.model import Criterion, Framework, Level, Method
from ipp_data.scoring import Status, Weighting, effective, evaluate

prop = settings(deadline=None, derandomize=True, max_examples=80)
seeds = st.integers(0, 2**32 - 1)
aggregations = st.sampled_from(["arithmetic", "geometric"])
NAN = np.nan
LEVELS = (
    Level(1, "Level 1"), Level(2, "Level 2", prerequisites_met=0.5, overall=0.5),
    Level(3, "Level 3", prerequisites_met=1.0, overall=0.75, pillar=0.5), Level(4, "Level 4", met=1.0),
)  # fmt: skip


def criterion(code, kind="higher", target=1.0, limit=0.0, *, pillar="p", topic="t", **more):
    fields = dict.fromkeys(("requirement", "applies_to", "sdg_targets", "evidence", "certainty", "verification"), "")
    fields |= {"group": "performance", "title": code, "strict": False, "unit": "", "weight": 1.0} | more
    return Criterion(code=code, pillar=pillar, topic=topic, kind=kind, target=target, limit=limit, **fields)


def framework(criteria, weights=None, levels=LEVELS):
    pillars = {}
    for c in criteria:
        block = pillars.setdefault(c.pillar, {"title": c.pillar.title(), "weight": (weights or {}).get(c.pillar, 1), "topics": {}})
        block["topics"].setdefault(c.topic, {"title": c.topic, "weight": (weights or {}).get(c.topic, 1)})
    return Framework("f", "F", "F", "", "", 2020, "", "", True, pillars, levels, Method(), tuple(criteria))


def case(seed, parks=3, gaps=0.25, aggregation=None, silent=0.1, levels=LEVELS, size=3):
    """A random framework whose criteria earn x of 1, with gaps; every park keeps one value in the first criterion."""
    rng = np.random.default_rng(seed)
    criteria, weights = [], {}
    for p in range(size):
        for t in range(rng.integers(1, 3)):
            weights |= {f"p{p}": rng.uniform(0.3, 3), f"p{p}t{t}": rng.uniform(0.3, 3)}
            for _ in range(rng.integers(1, 3)):
                group = "prerequisite" if rng.random() < 0.4 else "performance"
                more = {"pillar": f"p{p}", "topic": f"p{p}t{t}", "weight": rng.uniform(0.3, 3), "group": group}
                criteria.append(criterion(f"c{len(criteria)}", **more))
    values = rng.random((parks, len(criteria))) * 1.3
    values[rng.random(values.shape) < gaps] = NAN
    values[:, 0] = rng.random(parks)
    applicable = rng.random(values.shape) >= silent
    applicable[:, 0] = True
    return evaluate(framework(criteria, weights, levels), values, applicable, None, None, aggregation)


WORKED = framework(
    [
        criterion("a", "yesno", None, None, pillar="management", group="prerequisite"),
        criterion("b", "higher", 75, 0, pillar="management", weight=2),
        criterion("c", "lower", 10, 20, pillar="environment"),
        criterion("d", "yesno", None, None, pillar="environment"),
    ],
    {"environment": 2},
)  # fmt: skip


# --- why one park is ahead ---------------------------------------------------------------------------------------


@prop
@given(seeds, aggregations)
def test_11_contributions_sum_to_the_difference_and_change_sign_when_the_parks_swap(seed, aggregation):
    s = case(seed, gaps=0.4, aggregation=aggregation)
    for a, b in combinations(range(3), 2):
        there, back = explain.contributions(s, a, b), explain.contributions(s, b, a)
        assert there.difference == pytest.approx(s.overall()[a] - s.overall()[b], abs=1e-15)
        assert there.criteria.sum() == pytest.approx(there.difference, abs=1e-12)
        assert there.pillars.sum() == pytest.approx(there.difference, abs=1e-12)
        np.testing.assert_allclose(there.criteria, -back.criteria, atol=1e-12)
        unseen = [mark == "neither" for mark in there.seen]
        assert (there.criteria[unseen] == 0).all()


@prop
@given(seeds)
def test_between_complete_parks_a_contribution_is_weight_times_difference(seed):
    s = case(seed, gaps=0, silent=0)
    found = explain.contributions(s, 0, 1)
    weights = effective(s.tree, s.applicable)[0]
    np.testing.assert_allclose(found.criteria, weights * (s.scores[0] - s.scores[1]), atol=1e-12)
    assert set(found.seen) == {"both"}


def test_geometric_contributions_of_one_pillar_follow_the_logarithmic_mean_by_hand():
    made = framework([criterion("a", pillar="m"), criterion("b", pillar="e")])
    s = evaluate(made, [[0.9, 0.4], [0.5, 0.6]], aggregation="geometric")
    z = 0.01 + 0.99 * s.point.pillars
    total = np.sqrt(z.prod(axis=1))
    mean = (total[0] - total[1]) / (np.log(total[0]) - np.log(total[1]))
    wanted = mean * 0.5 * (np.log(z[0]) - np.log(z[1])) / 0.99
    np.testing.assert_allclose(explain.contributions(s, 0, 1).pillars, wanted, atol=1e-12)


def test_a_criterion_seen_in_one_park_only_is_marked():
    s = evaluate(WORKED, [[1, 60, 14, NAN], [1, NAN, 14, 1]])
    assert explain.contributions(s, 0, 1).seen == ("both", "first", "both", "second")


def test_a_park_without_a_score_is_not_compared():
    with pytest.raises(IppError, match="without a score"):
        explain.contributions(evaluate(WORKED, [[NAN] * 4, [1, 1, 1, 1]]), 0, 1)


def test_strengths_and_weaknesses_are_measured_against_the_reference():
    s = evaluate(WORKED, [[1, 60, 14, NAN]])
    strong, weak = explain.strengths(s, 0)
    own = s.overall()[0]
    assert [code for code, _ in strong] == ["a", "b"]
    assert weak == (("c", pytest.approx(2 / 3 * (0.6 - own))),)
    assert strong[0][1] == pytest.approx(1 / 9 * (1 - own))
    assert [code for code, _ in explain.strengths(s, 0, 0.4, count=1)[0]] == ["c"]
    assert explain.strengths(s, 0, 0.4)[1] == ()


# --- what to do next ---------------------------------------------------------------------------------------------


def test_the_worked_example_gives_its_gains_and_both_ends_of_the_gap():
    s = evaluate(WORKED, [[1, 60, 14, NAN]])
    found = {step.code: step for step in explain.steps(s, 0)}
    assert found["b"].at_best == pytest.approx(0.044444, abs=5e-7)
    assert found["c"].at_best == pytest.approx(0.266667, abs=5e-7)
    assert found["b"].at_best + found["c"].at_best == pytest.approx(1 - s.overall()[0], abs=1e-12)
    assert (found["d"].at_worst, found["d"].at_best) == (pytest.approx(-0.2), pytest.approx(0.133333, abs=5e-7))
    assert (found["b"].aim, found["b"].change, found["c"].change) == (75, 15, -4)
    assert (found["d"].missing, found["d"].change) == (True, None)
    assert "a" not in found


@prop
@given(seeds)
def test_12_gains_are_never_negative_and_sum_to_what_is_lacking(seed):
    s = case(seed)
    for park in range(3):
        seen = [step for step in explain.steps(s, park) if not step.missing]
        assert all(step.at_best >= -1e-12 for step in seen)
        assert sum(step.at_best for step in seen) == pytest.approx(1 - s.overall()[park], abs=1e-9)
        weights = dict(zip(s.tree.codes, effective(s.tree, s.observed)[park], strict=True))
        for step in seen:
            score = s.scores[park, s.tree.codes.index(step.code)]
            assert step.at_best == pytest.approx(weights[step.code] * (1 - score), abs=1e-12)


def test_geometric_gains_are_recomputed():
    s = evaluate(WORKED, [[1, 60, 14, NAN]], aggregation="geometric")
    full = evaluate(WORKED, [[1, 60, 10, NAN]], aggregation="geometric")
    found = {step.code: step.at_best for step in explain.steps(s, 0)}
    assert found["c"] == pytest.approx(full.overall()[0] - s.overall()[0], abs=1e-12)


def test_the_aim_of_a_relative_criterion_is_in_the_parks_own_unit():
    made = framework([criterion("a", "lower_rel", 0.9, 1.8), criterion("b", "lower_rel", 0.9, 1.8)])
    steps = explain.steps(evaluate(made, [[150, NAN]], None, [[100, NAN]]), 0)
    assert [(step.aim, step.change) for step in steps] == [(pytest.approx(90), pytest.approx(-60)), (None, None)]


def test_prerequisites_that_block_the_next_level_come_first_then_gain_per_effort():
    made = framework([
        criterion("small", weight=1), criterion("large", weight=5), criterion("gate", weight=0.5, group="prerequisite"),
    ])  # fmt: skip
    s = evaluate(made, [[0.2, 0.2, 0.0]])
    assert [step.code for step in explain.steps(s, 0)] == ["gate", "large", "small"]
    assert [step.code for step in explain.steps(s, 0, {"large": 6})] == ["gate", "small", "large"]
    assert explain.steps(s, 0)[0].blocks and not explain.steps(s, 0)[1].blocks
    free = evaluate(made, [[0.2, 0.2, 1.0]])
    assert not any(step.blocks for step in explain.steps(free, 0))


@pytest.mark.parametrize("effort", [0, -1, 1.5])
def test_an_effort_that_is_no_whole_number_is_refused(effort):
    with pytest.raises(IppError, match="effort of b"):
        explain.steps(evaluate(WORKED, [[1, 60, 14, NAN]]), 0, {"b": effort})


def test_the_next_answer_closes_its_part_of_the_interval_and_may_change_the_level():
    (answer,) = explain.answers(evaluate(WORKED, [[1, 60, 14, NAN]]), 0)
    assert answer.closes == pytest.approx(1 / 3, abs=1e-12)
    assert (answer.if_zero, answer.if_one) == (pytest.approx(0.488889, abs=5e-7), pytest.approx(0.822222, abs=5e-7))
    assert (answer.assured_if_one, answer.possible_if_zero, answer.changes_level) == (3, 1, True)
    (idle,) = explain.answers(evaluate(WORKED, [[0, 0, 20, NAN]]), 0)
    assert not idle.changes_level


@prop
@given(seeds)
def test_answers_close_together_what_is_not_covered(seed):
    s = case(seed, gaps=0.5)
    for park in range(3):
        found = explain.answers(s, park)
        assert sum(answer.closes for answer in found) == pytest.approx(1 - s.coverage[park], abs=1e-9)
        assert [a.closes for a in found] == sorted((a.closes for a in found), reverse=True)


# --- plans against brute force -----------------------------------------------------------------------------------


def after(s, park, columns, basis):
    values, reasons = s.values[[park]].copy(), s.reasons[[park]]
    values[0, columns] = 1.0
    again = evaluate(s.framework, values, reasons != marks.Reason.NOT_APPLICABLE, None, s.weighting, s.aggregation)
    return again, again.overall("point" if basis == "point" else "low")[0]


def subsets(s, park, basis):
    status = s.status[park]
    wanted = (Status.PARTLY, Status.NOT_MET) + ((Status.UNKNOWN,) if basis == "assured" else ())
    open_ = [i for i in range(len(status)) if status[i] in wanted]
    for size in range(len(open_) + 1):
        for columns in combinations(open_, size):
            yield list(columns)


def efforts_of(s, seed):
    drawn = np.random.default_rng(seed).integers(1, 4, len(s.tree.codes))
    return {code: int(e) for code, e in zip(s.tree.codes, drawn, strict=True)}


GATES = st.sampled_from([
    LEVELS,
    (Level(1, "1"), Level(2, "2", met=0.7, prerequisites_met=0.5, overall=0.55, pillar=0.4)),
    (Level(1, "1"), Level(2, "2", met=0.6), Level(3, "3", prerequisites_met=0.8, pillar=0.6)),
])  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=40)
@given(seeds, aggregations, GATES)
def test_the_cheapest_way_to_a_level_is_the_cheapest_of_all_ways(seed, aggregation, ladder):
    s = case(seed, parks=1, aggregation=aggregation, levels=ladder, size=2)
    efforts, now = efforts_of(s, seed), int(levels.levels(s, "assured")[0])
    every = {}
    for columns in subsets(s, 0, "assured"):
        cost = sum(efforts[s.tree.codes[i]] for i in columns)
        reached = {level for level in range(1, 5) if passes(s, columns, level)}
        for level in reached:
            every[level] = min(cost, every.get(level, cost))
    for level in (lv.level for lv in ladder if lv.level > now):
        plan = plans.cheapest_to_level(s, 0, level, efforts)
        assert plan.feasible
        assert plan.effort == every[level] == sum(efforts[code] for code in plan.codes)
        assert plan.level >= level
        assert plan.score == pytest.approx(after(s, 0, [s.tree.codes.index(c) for c in plan.codes], "assured")[1], abs=1e-12)


def passes(s, columns, level):
    goal = next((lv for lv in s.framework.levels if lv.level == level), None)
    again = after(s, 0, columns, "assured")[0]
    return goal is not None and all(g.have[0] >= g.need[0] for g in levels.gates(again, goal, "assured"))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(seeds, aggregations, st.sampled_from(["point", "assured"]), st.integers(0, 8))
def test_no_set_within_the_budget_scores_higher(seed, aggregation, basis, budget):
    s = case(seed, parks=1, aggregation=aggregation, size=2)
    efforts = efforts_of(s, seed)
    plan = plans.within_budget(s, 0, budget, efforts, basis)
    costs = lambda columns: sum(efforts[s.tree.codes[i]] for i in columns)  # noqa: E731
    best = max(after(s, 0, columns, basis)[1] for columns in subsets(s, 0, basis) if costs(columns) <= budget)
    assert plan.score == pytest.approx(best, abs=1e-12)
    assert plan.effort == sum(efforts[code] for code in plan.codes) <= budget


def test_a_level_out_of_reach_is_said_to_be_so():
    s = evaluate(WORKED, [[0, 60, 14, NAN]])
    plan = plans.cheapest_to_level(s, 0, 3, fixed={"a"})
    assert (plan.feasible, plan.codes) == (False, ())
    assert plan.words == "Level 3 is out of reach with the criteria that can change"


def test_a_level_reached_already_costs_nothing():
    s = evaluate(WORKED, [[1, 75, 10, 1]])
    for level in (None, 3):
        plan = plans.cheapest_to_level(s, 0, level)
        assert (plan.codes, plan.effort, plan.level, plan.feasible) == ((), 0, 4, True)


def test_of_two_ways_that_cost_the_same_the_one_that_scores_more_is_taken_under_free_weights():
    s = evaluate(WORKED, [[1, 60, 18, NAN]], weighting=Weighting(pillars={"environment": 9.0}))
    plan = plans.cheapest_to_level(s, 0)
    assert (plan.codes, plan.level, plan.effort) == (("d",), 2, 1)
    assert plan.words == "Level 2: 1 criterion to meet"
    assert plan.score == pytest.approx((2.6 / 3 + 9 * 0.6) / 10, abs=1e-12)


def test_sixty_criteria_are_planned_exactly():
    criteria = [criterion(f"c{i}", pillar=f"p{i % 4}", topic=f"t{i % 12}") for i in range(60)]
    s = evaluate(framework(criteria), np.full((1, 60), 0.2))
    plan = plans.cheapest_to_level(s, 0, 3, dict.fromkeys(s.tree.codes, 2))
    assert plan.effort == 84  # 42 of 60, because 0.2 + 0.8 * 41 / 60 is published as 74.7
    assert plan.level == 3
