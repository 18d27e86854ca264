"""The best set of improvements within a budget or up to a level, found exactly. Never claims that a measure has an effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, inf, log

import numpy as np

from ipp_data.explain import effort_of
from ipp_data.levels import BASES, Gate, gates, levels, next_level
from ipp_data.marks import Reason
from ipp_data.model import Level
from ipp_data.scoring import FLOOR, NO_SCORE, Scored, Status, assess, tenths

State = tuple[int, int, int]  # effort, prerequisites newly met, criteria newly met


States = dict[State, tuple[float, int]]  # the best value, and the set of columns as bits


@dataclass(frozen=True, slots=True)
class Plan:
    """A set of improvements, its effort, and the score that it leads to on its basis."""

    codes: tuple[str, ...]
    effort: int
    score: float
    level: int
    feasible: bool
    words: str


@dataclass(frozen=True, slots=True)
class _Item:
    column: int
    pillar: int
    effort: int
    gain: float  # of the pillar's score
    prerequisite: bool
    forced: bool


def within_budget(scored: Scored, park: int, budget: int, efforts: Mapping[str, int] | None = None, basis: str = "point") -> Plan:
    """The improvements that score highest within an effort, exactly; basis point or assured ("What to do next")."""
    found = _combine(scored, park, basis, _items(scored, park, basis, efforts), (0, 0), budget, {})
    (effort, _, _), (_, chosen) = max(found.items(), key=lambda state: (state[1][0], -state[0][0]))
    return _as_plan(scored, park, basis, chosen, effort, f"{_number(chosen)} within an effort of {budget}")


def cheapest_to_level(
    scored: Scored,
    park: int,
    level: int | None = None,
    efforts: Mapping[str, int] | None = None,
    fixed: Collection[str] = (),
) -> Plan:
    """The least effort that assures a level (default: the next), exactly; `fixed` cannot change ("What to do next")."""
    reached = int(levels(scored, "assured")[park])
    goal = next_level(scored.framework, reached if level is None else level - 1)
    if goal is None or (level is not None and reached >= level):
        return _as_plan(scored, park, "assured", 0, 0, "No higher level is asked for")
    asked = {gate.subject: gate for gate in gates(scored, goal, "assured")}
    items = [i for i in _items(scored, park, "assured", efforts) if scored.tree.codes[i.column] not in fixed]
    everything = _as_plan(scored, park, "assured", sum(1 << item.column for item in items), 0, "")
    if not _passes(scored, park, goal, sum(1 << item.column for item in items)):
        words = f"{goal.title} is out of reach with the criteria that can change"
        return Plan((), 0, everything.score, reached, False, words)
    items, caps = _force(items, *(_lack(asked.get(subject), park) for subject in ("prerequisites", "criteria")))
    needs = {subject: int(gate.need[park]) for subject, gate in asked.items() if gate.total is None}
    effort, _, chosen = min(
        (state[0], -value, chosen)
        for state, (value, chosen) in _combine(scored, park, "assured", items, caps, inf, needs).items()
        if state[1:] == caps and _tenths(scored, value) >= needs.get("Overall", NO_SCORE)
    )
    return _as_plan(scored, park, "assured", chosen, effort, f"{goal.title}: {_number(chosen)} to meet")


def _number(chosen: int) -> str:
    return "1 criterion" if chosen.bit_count() == 1 else f"{chosen.bit_count()} criteria"


def _lack(gate: Gate | None, park: int) -> int:
    return 0 if gate is None else max(0, int(gate.need[park] - gate.have[park]))


def _force(items: list[_Item], prerequisites: int, criteria: int) -> tuple[list[_Item], tuple[int, int]]:
    """Marks what must be taken in any case, so that the search need not count it."""
    every = criteria >= len(items)
    needed = every or prerequisites >= sum(item.prerequisite for item in items)
    marked = [replace(i, forced=every or (needed and prerequisites > 0 and i.prerequisite)) for i in items]
    return marked, (0 if needed else prerequisites, 0 if every else criteria)


def _items(scored: Scored, park: int, basis: str, efforts: Mapping[str, int] | None) -> list[_Item]:
    tree, status = scored.tree, scored.status[park]
    shares = scored.observed if basis == "point" else scored.applicable
    gains = shares.criteria[park] * (tree.in_topic @ shares.topics[park]) * (1 - np.nan_to_num(scored.scores[park]))
    open_ = (status == Status.PARTLY) | (status == Status.NOT_MET) | ((status == Status.UNKNOWN) & (basis != "point"))
    pillar_of = (tree.in_topic @ tree.in_pillar).argmax(axis=1)
    return [
        _Item(
            int(i), int(pillar_of[i]), effort_of(tree.codes[i], efforts), float(gains[i]),
            scored.framework.criteria[i].group == "prerequisite", False,
        )
        for i in np.flatnonzero(open_)
    ]  # fmt: skip


def _combine(
    scored: Scored,
    park: int,
    basis: str,
    items: Iterable[_Item],
    caps: tuple[int, int],
    budget: float,
    needs: Mapping[str, int],
) -> States:
    """Best overall value for every effort and count: exact, because pillars add up and each is best by itself."""
    bound, shares = ("point", scored.observed) if basis == "point" else (BASES[basis], scored.applicable)
    bases, total = np.nan_to_num(getattr(scored, bound).pillars[park]), {(0, 0, 0): (0.0, 0)}
    for number, pillar in enumerate(scored.tree.pillars):
        base, share, need = float(bases[number]), float(shares.pillars[park, number]), needs.get(pillar, NO_SCORE)
        own = _states([item for item in items if item.pillar == number], caps, budget)
        merged: States = {}
        for state, (gain, chosen) in own.items():
            if tenths(np.float64(base + gain)) >= need:
                value = share * (base + gain if scored.aggregation == "arithmetic" else log(_lift(base + gain)))
                for other, (before, taken) in total.items():
                    _keep(merged, _sum(state, other, caps), before + value, taken | chosen, budget)
        total = _thin(merged)
    return total


def _states(items: Iterable[_Item], caps: tuple[int, int], budget: float) -> States:
    states: States = {(0, 0, 0): (0.0, 0)}
    for item in items:
        before, step = states, (item.effort, int(item.prerequisite), 1)
        states = {} if item.forced else dict(before)
        for state, (gain, chosen) in before.items():
            _keep(states, _sum(state, step, caps), gain + item.gain, chosen | 1 << item.column, budget)
    return _thin(states)


def _sum(one: State, two: State, caps: tuple[int, int]) -> State:
    return one[0] + two[0], min(one[1] + two[1], caps[0]), min(one[2] + two[2], caps[1])


def _keep(states: States, state: State, value: float, chosen: int, budget: float) -> None:
    if state[0] <= budget and (state not in states or value > states[state][0]):
        states[state] = (value, chosen)


def _thin(states: States) -> States:
    """Drops states that cost more than another with the same counts and give no more."""
    best: dict[tuple[int, int], float] = {}
    kept: States = {}
    for state in sorted(states):
        if states[state][0] > best.get(state[1:], -inf):
            best[state[1:]], kept[state] = states[state][0], states[state]
    return kept


def _lift(score: float) -> float:
    return FLOOR + (1 - FLOOR) * score


def _tenths(scored: Scored, value: float) -> int:
    return int(tenths(np.float64(value if scored.aggregation == "arithmetic" else (exp(value) - FLOOR) / (1 - FLOOR))))


def _after(scored: Scored, park: int, chosen: int) -> Scored:
    columns = [i for i in range(len(scored.tree.codes)) if chosen >> i & 1]
    scores, reasons = scored.scores[[park]], scored.reasons[[park]]
    scores[0, columns], reasons[0, columns] = 1.0, Reason.SCORED
    return assess(scored.framework, scores, reasons, scored.weighting, scored.aggregation)


def _passes(scored: Scored, park: int, goal: Level, chosen: int) -> bool:
    return all(gate.have[0] >= gate.need[0] for gate in gates(_after(scored, park, chosen), goal, "assured"))


def _as_plan(scored: Scored, park: int, basis: str, chosen: int, effort: int, words: str) -> Plan:
    after = _after(scored, park, chosen)
    codes = tuple(code for i, code in enumerate(scored.tree.codes) if chosen >> i & 1)
    score = float(after.overall("point" if basis == "point" else BASES[basis])[0])
    return Plan(codes, effort, score, int(levels(after, "assured")[0]), True, words)
