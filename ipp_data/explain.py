"""Says why one park is ahead of another and what would change a score. Never claims a cause, never reads a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, inf, log

import numpy as np

from ipp_data.errors import IppError
from ipp_data.model import Level
from ipp_data.scoring import (
    BASES,
    FLOOR,
    NO_SCORE,
    Floats,
    Gate,
    Ints,
    Reason,
    Scored,
    Status,
    assess,
    effective,
    gates,
    levels,
    next_level,
    tenths,
)  # fmt: skip

State = tuple[int, int, int]  # effort, prerequisites newly met, criteria newly met
States = dict[State, tuple[float, int]]  # the best value, and the set of columns as bits


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """What each criterion and pillar adds to the lead of one park over another; both sum to the difference."""

    difference: float
    criteria: Floats
    pillars: Floats
    seen: tuple[str, ...]  # per criterion: both, first, second or neither


@dataclass(frozen=True, slots=True)
class Step:
    """A criterion that is not met: overall change if it were (at_best), and if a missing one turned out worst."""

    code: str
    missing: bool
    prerequisite: bool
    blocks: bool  # an open prerequisite that the next level asks for
    at_best: float
    at_worst: float
    aim: float | None  # in the criterion's own unit
    change: float | None
    effort: int


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
class Answer:
    """What reporting one missing value would settle: width of the interval it closes, and both ends."""

    code: str
    closes: float
    if_zero: float
    if_one: float
    assured_if_one: int
    possible_if_zero: int
    changes_level: bool


@dataclass(frozen=True, slots=True)
class _Item:
    column: int
    pillar: int
    effort: int
    gain: float  # of the pillar's score
    prerequisite: bool
    forced: bool


def contributions(scored: Scored, first: int, second: int) -> Contributions:
    """Exact, antisymmetric shares in the difference of scores ("Why one park is ahead"); raises IppError."""
    pair = np.array([first, second])
    overall = scored.overall()[pair]
    if np.isnan(overall).any():
        raise IppError("A park without a score cannot be compared; choose parks that have reported values.")
    scores = np.nan_to_num(scored.scores[pair])
    seen = scored.reasons[pair] == Reason.SCORED
    if scored.aggregation == "arithmetic":
        pieces = _pieces(effective(scored.tree, scored.observed)[pair], scores, overall.mean())
    else:
        pieces = _geometric_pieces(scored, pair, scores)
    names = {(True, True): "both", (True, False): "first", (False, True): "second", (False, False): "neither"}
    marks = tuple(names[bool(a), bool(b)] for a, b in seen.T)
    tree = scored.tree
    return Contributions(float(overall[0] - overall[1]), pieces, pieces @ tree.in_topic @ tree.in_pillar, marks)


def _pieces(weights: Floats, scores: Floats, reference: Floats | float) -> Floats:
    return weights[0] * (scores[0] - reference) - weights[1] * (scores[1] - reference)


def _geometric_pieces(scored: Scored, pair: Ints, scores: Floats) -> Floats:
    """Pillar terms by logarithmic means, split inside a pillar like the arithmetic pieces, the rest by weight."""
    tree, share = scored.tree, scored.observed.pillars[pair]
    to_criteria = tree.in_pillar.T @ tree.in_topic.T  # pillars x criteria
    pillars = np.nan_to_num(scored.point.pillars[pair])
    inside = scored.observed.criteria[pair] * (scored.observed.topics[pair] @ tree.in_topic.T)
    z = FLOOR + (1 - FLOOR) * pillars
    total = FLOOR + (1 - FLOOR) * scored.point.geometric[pair]
    mean = _logarithmic_mean(total[0], total[1])
    terms = mean * _pieces(share, np.log(z), np.log(total).mean()) / (1 - FLOOR)
    both = (share > 0).all(axis=0)
    factor = np.where(both, share.mean(axis=0) * mean / _logarithmic_mean(z[0], z[1]), 0.0)
    pieces = _pieces(inside, scores, pillars.mean(axis=0) @ to_criteria) * (factor @ to_criteria)
    rest = terms - factor * (pillars[0] - pillars[1])
    counts = inside * ((share > 0) @ to_criteria)
    return pieces + (rest / np.maximum((share > 0).sum(axis=0), 1)) @ to_criteria * counts.sum(axis=0)


def _logarithmic_mean(a: Floats, b: Floats) -> Floats:
    ratio = np.log(a) - np.log(b)
    return np.where(np.abs(ratio) < 1e-6, np.sqrt(a * b), (a - b) / np.where(ratio == 0, 1.0, ratio))


def _what_if(scored: Scored, park: int, columns: Ints, score: float) -> Scored:
    """One row for each column, in which that criterion alone has the given score."""
    rows = np.arange(len(columns))
    scores, reasons = (np.repeat(matrix[[park]], len(columns), axis=0) for matrix in (scored.scores, scored.reasons))
    scores[rows, columns], reasons[rows, columns] = score, Reason.SCORED
    return assess(scored.framework, scores, reasons, scored.weighting, scored.aggregation)


def steps(scored: Scored, park: int, efforts: Mapping[str, int] | None = None) -> tuple[Step, ...]:
    """All criteria not met, those that block the next level first, then by gain per effort ("What to do next")."""
    criteria, now = scored.framework.criteria, scored.overall()[park]
    status = scored.status[park]
    columns = np.flatnonzero((status != Status.MET) & (status != Status.NOT_APPLICABLE))
    best = _what_if(scored, park, columns, 1.0).overall() - now
    worst = _what_if(scored, park, columns, 0.0).overall() - now
    level = next_level(scored.framework, int(levels(scored, "assured")[park]))
    gated = [] if level is None else [g for g in gates(scored, level, "assured") if g.have[park] < g.need[park]]
    prerequisites_block = any(gate.subject == "prerequisites" or gate.subject == "criteria" for gate in gated)
    found = []
    for place, column in enumerate(columns):
        criterion, missing = criteria[column], status[column] == Status.UNKNOWN
        needed, aim = criterion.group == "prerequisite", _aim(scored, park, int(column))
        change = None if missing or aim is None else float(aim - scored.values[park, column])
        found.append(Step(
            criterion.code, bool(missing), needed, needed and prerequisites_block, float(best[place]),
            float(worst[place] if missing else best[place]), aim, change, _effort(criterion.code, efforts),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda step: (not step.blocks, -step.at_best / step.effort)))


def _aim(scored: Scored, park: int, column: int) -> float | None:
    criterion, reference = scored.framework.criteria[column], scored.references[park, column]
    if criterion.kind == "yesno":
        return 1.0
    if not criterion.kind.endswith("_rel"):
        return criterion.target
    return float(criterion.target * reference) if reference > 0 else None


def _effort(code: str, efforts: Mapping[str, int] | None) -> int:
    effort = (efforts or {}).get(code, 1)
    if effort != int(effort) or effort < 1:
        raise IppError(f"The effort of {code} is {effort}; give a whole number of 1 or more.")
    return int(effort)


def answers(scored: Scored, park: int) -> tuple[Answer, ...]:
    """The worth of every missing value, widest interval first ("What to do next")."""
    columns = np.flatnonzero(scored.status[park] == Status.UNKNOWN)
    zero, one = _what_if(scored, park, columns, 0.0), _what_if(scored, park, columns, 1.0)
    widths = [each.overall("high") - each.overall("low") for each in (zero, one)]
    width = scored.overall("high")[park] - scored.overall("low")[park]
    up, down = levels(one, "assured"), levels(zero, "possible")
    above, below = up > levels(scored, "assured")[park], down < levels(scored, "possible")[park]
    found = [
        Answer(
            scored.tree.codes[column], float(width - max(widths[0][i], widths[1][i])), float(zero.overall()[i]),
            float(one.overall()[i]), int(up[i]), int(down[i]), bool(above[i] or below[i]),
        )
        for i, column in enumerate(columns)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda answer: -answer.closes))


def strengths(
    scored: Scored, park: int, reference: Floats | float | None = None, count: int = 3
) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]:
    """Strongest and weakest criteria by W (s - r), r the park's own score unless given ("Why one park is ahead")."""
    level = scored.overall()[park] if reference is None else reference
    parts = effective(scored.tree, scored.observed)[park] * (np.nan_to_num(scored.scores[park]) - level)
    pairs = [
        (code, float(part))
        for code, part, reason in zip(scored.tree.codes, parts, scored.reasons[park], strict=True)
        if reason == Reason.SCORED
    ]
    ordered = sorted(pairs, key=lambda pair: -pair[1])
    return tuple(p for p in ordered if p[1] > 0)[:count], tuple(p for p in reversed(ordered) if p[1] < 0)[:count]


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
            int(i), int(pillar_of[i]), _effort(tree.codes[i], efforts), float(gains[i]),
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
