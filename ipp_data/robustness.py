"""Tells how far scores and ranks depend on the choices behind them. Never reads a file and never changes a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from ipp_data.errors import IppError, NoData
from ipp_data.scoring import (
    FLOOR,
    TOLERANCE,
    Bools,
    Floats,
    Ints,
    Reason,
    Scored,
    Tree,
    assess,
    grow,
    is_ranked,
    minimum_ranks,
    reach,
)  # fmt: skip

BLOCK = 512  # draws held in memory at a time
CLEAR = 0.95  # share of variants from which one park counts as clearly ahead
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
class Draws:
    """Distribution of ranks and published scores over many variants, one entry for each of `parks`."""

    parks: Ints
    number: int
    seed: int
    rho: float
    switches: Switches
    median_rank: Floats
    rank_low: Ints  # 5 % quantile, floored
    rank_high: Ints  # 95 % quantile, ceiled
    score_low: Floats
    score_high: Floats
    rank_counts: Ints  # parks x ranks, draws in which the park had rank 1, 2, ...
    ahead: Floats | None  # parks x parks, share of draws in which the row is ahead, ties half

    def top(self, k: int) -> tuple[Floats, Floats]:
        """Share of draws with rank <= k, and its standard error ("Uncertainty")."""
        share = self.rank_counts[:, :k].sum(axis=1) / self.number
        return share, np.sqrt(share * (1 - share) / self.number)

    def words(self, position: int, rank: int) -> str:
        """The interval of one park beside its published rank, in words."""
        return f"rank {rank}, {self.rank_low[position]}-{self.rank_high[position]} in nine of ten variants"


@dataclass(frozen=True, slots=True)
class Influence:
    """How much of the variance of the outcome a choice explains alone (first) and with all its interactions (total)."""

    factor: str
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class Tipping:
    """The weight of a pillar at which two parks tie; None where no weight of 0..1 does."""

    pillar: str
    weight: float
    at: float | None

    def words(self, leader: str, follower: str, title: str) -> str:
        """The tipping point in one sentence."""
        if self.at is None:
            return f"No weight of {title} puts {follower} ahead of {leader}."
        side = "more" if self.at > self.weight else "less"
        return f"{follower} overtakes {leader} when {title} weighs {side} than {100 * self.at:.0f} %."


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
    known, applicable, missing = _cells(scored, parks)
    counted = applicable if gaps else known
    scores = np.where(known, scored.scores[parks], 0.0)
    scores = (scores == 1).astype(float) if met_only else scores
    topic_reach, pillar_reach = reach(tree, applicable)
    topic_use = topic_reach * ((tree.criterion_weight * counted) @ tree.in_topic > 0)
    pillar_use = pillar_reach * ((tree.topic_weight * topic_use) @ tree.in_pillar > 0)
    parts = _parts(tree, counted, topic_use, missing if gaps == 2 else missing[:0])
    return _Plan(tree, scores, topic_use, pillar_use, tuple(parts))


def _cells(scored: Scored, parks: Ints) -> tuple[Bools, Bools, Ints]:
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


def _published(
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
        plan = _plan(scored, parks, _tree(scored, criterion), bool(choices.met_only[first]), gaps)
        for start in range(0, len(alike), BLOCK):
            block = alike[start : start + BLOCK]
            fills = fills_of(choices.fills[block]) if gaps == 2 else None
            weights = weights_of(criterion, choices.weights[block])
            scores = _composites(plan, weights, fills, bool(choices.geometric[first]))
            yield block, (scores * 1000 + (0.5 + TOLERANCE)).astype(np.int64)


def _tree(scored: Scored, criterion: bool) -> Tree:
    return grow(scored.framework, replace(scored.weighting, scheme="criterion" if criterion else "category"))


def _choose(scored: Scored, switches: Switches, luck: dict[str, Floats], weights: Ints, fills: Ints) -> _Choices:
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


def _subset(scored: Scored, parks: Sequence[int] | None) -> Ints:
    chosen = np.flatnonzero(is_ranked(scored)) if parks is None else np.asarray(parks, dtype=np.int64)
    if not len(chosen):
        raise NoData("No park has enough values to take part in the comparison.")
    if (scored.tenths[chosen] < 0).any():
        raise IppError("A park without any value cannot take part in the comparison; leave it out.")
    return chosen


def draws(
    scored: Scored,
    parks: Sequence[int] | None = None,
    switches: Switches | None = None,
    *,
    number: int | None = None,
    rho: float | None = None,
    seed: int | None = None,
    ahead: bool = False,
) -> Draws:
    """Ranks and scores in many seeded variants, by default of all ranked parks ("Uncertainty"); raises IppError."""
    method, switches, chosen = scored.framework.method, switches or Switches(), _subset(scored, parks)
    number, seed = number or method.draws, method.seed if seed is None else seed
    rho = method.rho if rho is None else rho
    random, size = np.random.default_rng(seed), len(chosen)
    luck = {name: random.random(number) for name in asdict(switches)}
    choices = _choose(scored, switches, luck, np.arange(number), np.arange(number))
    trees = {criterion: _tree(scored, criterion) for criterion in (False, True)}
    gaps = len(_cells(scored, chosen)[2])
    ranks, points, won = np.zeros(size * size, np.int64), np.zeros(size * 1001, np.int64), np.zeros((size, size))
    own = np.arange(size)[:, None]
    for _, published in _published(
        scored, chosen, choices,
        lambda criterion, ids: draw_weights(trees[criterion], rho if switches.weights else 0.0, len(ids), random),
        lambda ids: random.random((gaps, len(ids))),
    ):  # fmt: skip
        ranks += np.bincount((ranks_of_draws(published) - 1 + own * size).ravel(), minlength=len(ranks))
        points += np.bincount((published + own * 1001).ravel(), minlength=len(points))
        won += _ahead(published) if ahead else 0
    ranks, points = ranks.reshape(size, size), points.reshape(size, 1001)
    middle, low, high = (1 + _quantile(ranks, q) for q in (0.5, 0.05, 0.95))
    worst, best = (_quantile(points, q) / 1000 for q in (0.05, 0.95))
    return Draws(
        chosen, number, seed, rho, switches, middle, np.floor(low).astype(np.int64), np.ceil(high).astype(np.int64),
        worst, best, ranks, won / number if ahead else None,
    )  # fmt: skip


def ranks_of_draws(published: Ints) -> Ints:
    """Minimum ranks within every draw, parks x draws, by counting tenths, not sorting ("Rounding and ranks")."""
    low, span = published.min(), published.max() - published.min() + 1
    place = (np.arange(published.shape[1]) * span - low) + published
    counts = np.bincount(place.ravel(), minlength=span * published.shape[1]).reshape(-1, span)
    return 1 + len(published) - counts.cumsum(axis=1).ravel()[place]


def _ahead(published: Ints) -> Floats:
    small, won = published.astype(np.int16), np.zeros((len(published),) * 2)
    step = max(1, 2**22 // len(small) ** 2)
    for start in range(0, small.shape[1], step):
        part = small[:, start : start + step]
        won += (part[:, None, :] > part[None, :, :]).sum(axis=-1)
    return (won + published.shape[1] - won.T) / 2


def _quantile(counts: Ints, share: float) -> Floats:
    """Quantile by linear interpolation of the column number, from counts per column."""
    upto, place = counts.cumsum(axis=1), (counts[0].sum() - 1) * share
    below, above = ((upto <= np.floor(place)).sum(axis=1), (upto <= np.ceil(place)).sum(axis=1))
    return below + (above - below) * (place - np.floor(place))


def verdict(share: float, first: str, second: str) -> str:
    """Who is ahead, in words, from the share of variants in which the first is ("Uncertainty")."""
    if max(share, 1 - share) <= CLEAR:
        return f"no clear difference between {first} and {second}"
    leader, other, part = (first, second, share) if share > CLEAR else (second, first, 1 - share)
    return f"{leader} is ahead of {other} in {int(100 * part + TOLERANCE)} % of the variants"


def influences(
    scored: Scored,
    parks: Sequence[int] | None = None,
    switches: Switches | None = None,
    *,
    runs: int = 512,
    rho: float | None = None,
    seed: int | None = None,
    park: int | None = None,
) -> tuple[Influence, ...]:
    """Share of the variance of the mean rank change (or of one park's rank) due to each choice ("Sensitivity")."""
    method, switches, chosen = scored.framework.method, switches or Switches(*[True] * 5), _subset(scored, parks)
    random = np.random.default_rng(method.seed if seed is None else seed)
    factors = [name for name, on in asdict(switches).items() if on]
    rho = (method.rho if rho is None else rho) if switches.weights else 0.0
    base = np.stack([random.random((5, runs)), random.random((5, runs))])
    source = np.zeros((len(factors) + 2, 5), np.int64)  # which of the matrices A and B gives each factor, run by run
    source[1] = 1
    for row, factor in enumerate(factors, start=2):
        source[row, list(asdict(switches)).index(factor)] = 1
    luck = {name: base[source[:, i], i].ravel() for i, name in enumerate(asdict(switches))}
    weights, fills = ((source[:, i, None] * runs + np.arange(runs)).ravel() for i in (0, 4))
    pool = {criterion: draw_weights(_tree(scored, criterion), rho, 2 * runs, random) for criterion in (False, True)}
    imputed = random.random((len(_cells(scored, chosen)[2]) if switches.gaps else 0, 2 * runs), dtype=np.float32)
    nominal, outcome = minimum_ranks(scored.tenths[chosen])[:, None], np.zeros(len(weights))
    for block, published in _published(
        scored, chosen, _choose(scored, switches, luck, weights, fills),
        lambda criterion, ids: tuple(level[:, ids] for level in pool[criterion]), lambda ids: imputed[:, ids],
    ):  # fmt: skip
        ranks = ranks_of_draws(published)
        outcome[block] = np.abs(ranks - nominal).mean(axis=0) if park is None else ranks[list(chosen).index(park)]
    return _indices(factors, outcome.reshape(-1, runs))


def _indices(factors: list[str], outcome: Floats) -> tuple[Influence, ...]:
    one, two, mixed = outcome[0], outcome[1], outcome[2:]
    spread = outcome[:2].var()
    if spread == 0:
        return tuple(Influence(factor, 0.0, 0.0) for factor in factors)
    first = ((two - outcome[:2].mean()) * (mixed - one)).mean(axis=1) / spread
    total = ((one - mixed) ** 2).mean(axis=1) / (2 * spread)
    return tuple(Influence(f, float(s), float(t)) for f, s, t in zip(factors, first, total, strict=True))


def remove_one(scored: Scored, by: str = "pillar", parks: Sequence[int] | None = None) -> dict[str, float]:
    """Mean absolute rank change when one element (by pillar, topic or code) weighs nothing ("Sensitivity")."""
    chosen, weighting = _subset(scored, parks), scored.weighting
    nominal, members = minimum_ranks(scored.tenths[chosen]), {}
    for criterion in scored.framework.criteria:
        key = f"{criterion.pillar}/{criterion.topic}" if by == "topic" else getattr(criterion, by)
        members.setdefault(key, {})[criterion.code] = 0.0
    changes = {}
    for key, silent in members.items():
        without = replace(weighting, criteria={**weighting.criteria, **silent})
        again = assess(scored.framework, scored.scores[chosen], scored.reasons[chosen], without, scored.aggregation)
        changes[key] = float(np.abs(minimum_ranks(again.tenths) - nominal).mean())
    return changes


def weight_shift(scored: Scored, delta: float) -> Floats:
    """Exact change of the arithmetic score per pillar whose weight moves by delta, parks x pillars ("Sensitivity")."""
    weight, overall = scored.observed.pillars, scored.point.arithmetic[:, None]
    possible = (weight > 0) & (weight < 1) & (weight + delta >= 0) & (weight + delta <= 1)
    return np.where(possible, delta * (scored.point.pillars - overall) / np.where(weight < 1, 1 - weight, 1.0), np.nan)


def tipping_points(scored: Scored, first: int, second: int) -> tuple[Tipping, ...]:
    """The pillar weights at which two parks tie in the arithmetic score ("Sensitivity"); raises IppError."""
    weight = scored.observed.pillars[first]
    if not np.allclose(weight, scored.observed.pillars[second], rtol=0, atol=TOLERANCE):
        raise IppError("The two parks have scores in different pillars, so no single weight decides between them.")
    apart = scored.point.arithmetic[first] - scored.point.arithmetic[second]
    inside = scored.point.pillars[first] - scored.point.pillars[second]
    found = []
    for pillar, w, d in zip(scored.tree.pillars, weight, inside, strict=True):
        at = w - apart * (1 - w) / (d - apart) if 0 < w < 1 and d != apart else np.nan
        found.append(Tipping(pillar, float(w), float(at) if 0 <= at <= 1 else None))
    return tuple(found)
