"""Says why one park is ahead of another and what would change a score. Never claims a cause, never reads a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ipp_data.errors import IppError
from ipp_data.levels import gates, levels, next_level
from ipp_data.marks import Floats, Ints, Reason
from ipp_data.scoring import FLOOR, Scored, Status, assess, effective


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
class Answer:
    """What reporting one missing value would settle: width of the interval it closes, and both ends."""

    code: str
    closes: float
    if_zero: float
    if_one: float
    assured_if_one: int
    possible_if_zero: int
    changes_level: bool


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
            float(worst[place] if missing else best[place]), aim, change, effort_of(criterion.code, efforts),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda step: (not step.blocks, -step.at_best / step.effort)))


def _aim(scored: Scored, park: int, column: int) -> float | None:
    criterion, reference = scored.framework.criteria[column], scored.references[park, column]
    if criterion.kind == "yesno":
        return 1.0
    if not criterion.kind.endswith("_rel"):
        return criterion.target
    return float(criterion.target * reference) if reference > 0 else None


def effort_of(code: str, efforts: Mapping[str, int] | None) -> int:
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
