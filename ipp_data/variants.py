"""Random variants of weights, aggregation, scoring and gaps, drawn in blocks. Never loops over parks or draws, never keeps a state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipp_data.errors import IppError, NoData
from ipp_data.levels import is_ranked
from ipp_data.marks import TOLERANCE, Bools, Floats, Ints, Reason
from ipp_data.scoring import FLOOR, Scored, Tree, grow, reach

BLOCK = 512  # draws held in memory at a time


WIDEST_RHO = 0.9  # beyond it whole groups of drawn weights underflow to zero


TINY = np.finfo(float).tiny


Weights = tuple[Floats, Floats, Floats]  # criteria, topics, pillars x draws; each group sums to 1 in every draw


@dataclass(frozen=True, slots=True)
class Switches:
    """What varies from draw to draw; the rest stays as it was scored."""

    weights: bool = True
    scheme: bool = False
    aggregation: bool = True
    scoring: bool = False
    gaps: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Parks for which one topic is not a plain matrix product: rescaled inside, or with imputed cells."""

    topic: int
    criteria: Ints
    rows: Ints
    patterns: Floats  # distinct sets of counted criteria, with the use of the topic in the last column
    pattern_of: Ints
    cells: Ints
    cell_criteria: Ints
    cell_rows: Ints
    starts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What all draws with the same switches share; `use` is the part of a node's weight that counts for each park."""

    tree: Tree
    scores: Floats
    topic_use: Floats
    pillar_use: Floats
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """One entry per draw: what it does, and which drawn weights and imputed values it takes."""

    criterion: Bools
    geometric: Bools
    met_only: Bools
    gaps: Ints  # 0 rescale, 1 all zero, 2 uniform
    weights: Ints
    fills: Ints


def _plan(scored: Scored, parks: Ints, tree: Tree, met_only: bool, gaps: int) -> _Plan:
    known, applicable, missing = cells(scored, parks)
    counted = applicable if gaps else known
    scores = np.where(known, scored.scores[parks], 0.0)
    scores = (scores == 1).astype(float) if met_only else scores
    topic_reach, pillar_reach = reach(tree, applicable)
    topic_use = topic_reach * ((tree.criterion_weight * counted) @ tree.in_topic > 0)
    pillar_use = pillar_reach * ((tree.topic_weight * topic_use) @ tree.in_pillar > 0)
    parts = _parts(tree, counted, topic_use, missing if gaps == 2 else missing[:0])
    return _Plan(tree, scores, topic_use, pillar_use, tuple(parts))


def cells(scored: Scored, parks: Ints) -> tuple[Bools, Bools, Ints]:
    known, applicable = (scored.reasons[parks] == Reason.SCORED), (scored.reasons[parks] != Reason.NOT_APPLICABLE)
    return known, applicable, np.argwhere(applicable & ~known)


def _parts(tree: Tree, counted: Bools, use: Floats, missing: Ints) -> Iterator[_Part]:
    for topic, own in enumerate(tree.in_topic.T > 0):
        criteria = np.flatnonzero(own)
        imputed = np.zeros(len(counted), bool)
        imputed[missing[own[missing[:, 1]], 0]] = True
        uneven = ~counted[:, criteria].all(axis=1) | imputed  # what does not apply is never counted
        rows = np.flatnonzero(uneven & (use[:, topic] > 0))
        cells = np.flatnonzero(own[missing[:, 1]] & np.isin(missing[:, 0], rows))
        filled, starts = np.unique(missing[cells, 0], return_index=True)
        if rows.size:
            marks = np.column_stack([counted[np.ix_(rows, criteria)], use[rows, topic]])
            patterns, pattern_of = np.unique(marks, axis=0, return_inverse=True)
            places = np.searchsorted(rows, filled)
            yield _Part(topic, criteria, rows, patterns, pattern_of.ravel(), cells, missing[cells, 1], places, starts)


def _composites(plan: _Plan, weights: Weights, fills: Floats | None, geometric: bool) -> Floats:
    """Overall scores, parks x draws: one product per pillar, mended where a park has gaps."""
    inside, of_topic, of_pillar = weights
    joint = inside * (plan.tree.in_topic @ of_topic)
    total = np.zeros((len(plan.scores), joint.shape[1]))
    for pillar, topics in enumerate(plan.tree.in_pillar.T > 0):
        criteria = np.flatnonzero(plan.tree.in_topic @ topics)
        score = plan.scores[:, criteria] @ joint[criteria]
        for part in (each for each in plan.parts if topics[each.topic]):
            _mend(score, plan, part, weights, fills)
        use = plan.pillar_use[:, pillar]
        _rescale(score, plan.topic_use[:, topics], of_topic[topics], use > 0)
        if geometric:
            np.log(FLOOR + (1 - FLOOR) * score, out=score)
        score *= of_pillar[pillar]
        total += score if (use == 1).all() else score * use[:, None]
    _rescale(total, plan.pillar_use, of_pillar, np.ones(len(total), bool))
    return (np.exp(total) - FLOOR) / (1 - FLOOR) if geometric else total


def _mend(score: Floats, plan: _Plan, part: _Part, weights: Weights, fills: Floats | None) -> None:
    own = weights[0][part.criteria]
    right = plan.scores[np.ix_(part.rows, part.criteria)] @ (own * weights[1][part.topic])
    spread = np.maximum(part.patterns[:, :-1] @ own, TINY)
    if fills is not None and part.cells.size:
        imputed = np.add.reduceat(fills[part.cells] * weights[0][part.cell_criteria], part.starts, axis=0)
        imputed *= weights[1][part.topic]
        right[part.cell_rows] += imputed
        score[part.rows[part.cell_rows]] += imputed
    right *= (part.patterns[:, -1:] / spread - 1)[part.pattern_of]
    score[part.rows] += right


def _rescale(score: Floats, use: Floats, weights: Floats, exists: Bools) -> None:
    rows = np.flatnonzero((use != 1).any(axis=1) & exists)
    if rows.size:
        score[rows] /= np.maximum(use[rows] @ weights, TINY)


def draw_weights(tree: Tree, rho: float, size: int, random: np.random.Generator) -> Weights:
    """Dirichlet weights: one that is nominally 1/n has relative spread rho ("Uncertainty"); raises IppError."""
    if not 0 <= rho <= WIDEST_RHO:
        raise IppError(f"A spread of weights of {rho} is not possible; choose one from 0 to {WIDEST_RHO}.")
    drawn = []
    groups = ((tree.criterion_weight, tree.in_topic), (tree.topic_weight, tree.in_pillar))
    for weight, group in (*groups, (tree.pillar_weight, np.ones((len(tree.pillars), 1)))):
        share = weight / np.maximum(group @ (weight @ group), TINY)
        members = (weight > 0) @ group
        strength = np.where(members > 1, (members - 1) / max(rho, 1e-9) ** 2 - 1, 1.0)
        shape = (len(weight), size)
        shape_of = (share * (group @ strength))[:, None]
        gamma = random.standard_gamma(shape_of, shape) if rho else share[:, None] * np.ones(shape)
        drawn.append(gamma / np.maximum(group @ (group.T @ gamma), TINY))
    return drawn[0], drawn[1], drawn[2]


def published_draws(
    scored: Scored,
    parks: Ints,
    choices: _Choices,
    weights_of: Callable[[bool, Ints], Weights],
    fills_of: Callable[[Ints], Floats],
) -> Iterator[tuple[Ints, Ints]]:
    """Numbers of the draws of a block, and the published tenths, parks x draws; draws that do the same go together."""
    key = ((choices.criterion * 2 + choices.geometric) * 2 + choices.met_only) * 3 + choices.gaps
    for kind in np.unique(key):
        alike = np.flatnonzero(key == kind)
        first = alike[0]
        criterion, gaps = bool(choices.criterion[first]), int(choices.gaps[first])
        plan = _plan(scored, parks, tree_of(scored, criterion), bool(choices.met_only[first]), gaps)
        for start in range(0, len(alike), BLOCK):
            block = alike[start : start + BLOCK]
            fills = fills_of(choices.fills[block]) if gaps == 2 else None
            weights = weights_of(criterion, choices.weights[block])
            scores = _composites(plan, weights, fills, bool(choices.geometric[first]))
            yield block, (scores * 1000 + (0.5 + TOLERANCE)).astype(np.int64)


def tree_of(scored: Scored, criterion: bool) -> Tree:
    return grow(scored.framework, replace(scored.weighting, scheme="criterion" if criterion else "category"))


def choose(scored: Scored, switches: Switches, luck: dict[str, Floats], weights: Ints, fills: Ints) -> _Choices:
    """Turns uniform numbers into choices ("Uncertainty"); a choice that is switched off stays as scored."""
    off = np.zeros(len(weights), bool)
    half = {name: luck[name] < 0.5 if getattr(switches, name) else None for name in ("scheme", "aggregation")}
    return _Choices(
        (off | (scored.weighting.scheme == "criterion")) if half["scheme"] is None else half["scheme"],
        (off | (scored.aggregation == "geometric")) if half["aggregation"] is None else half["aggregation"],
        luck["scoring"] >= 0.75 if switches.scoring else off,
        (luck["gaps"] * 3).astype(np.int64) if switches.gaps else off.astype(np.int64),
        weights, fills,
    )  # fmt: skip


def taking_part(scored: Scored, parks: Sequence[int] | None) -> Ints:
    chosen = np.flatnonzero(is_ranked(scored)) if parks is None else np.asarray(parks, dtype=np.int64)
    if not len(chosen):
        raise NoData("No park has enough values to take part in the comparison.")
    if (scored.tenths[chosen] < 0).any():
        raise IppError("A park without any value cannot take part in the comparison; leave it out.")
    return chosen


def ranks_of_draws(published: Ints) -> Ints:
    """Minimum ranks within every draw, parks x draws, by counting tenths, not sorting ("Rounding and ranks")."""
    low, span = published.min(), published.max() - published.min() + 1
    place = (np.arange(published.shape[1]) * span - low) + published
    counts = np.bincount(place.ravel(), minlength=span * published.shape[1]).reshape(-1, span)
    return 1 + len(published) - counts.cumsum(axis=1).ravel()[place]
