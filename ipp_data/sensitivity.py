"""Tells which choice moves the ranks, and at which weight an order turns. Never reads a file and never changes a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from ipp_data.errors import IppError
from ipp_data.levels import minimum_ranks
from ipp_data.marks import TOLERANCE, Floats
from ipp_data.scoring import Scored, assess
from ipp_data.variants import Switches, cells, choose, draw_weights, published_draws, ranks_of_draws, taking_part, tree_of


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
    method, switches, chosen = scored.framework.method, switches or Switches(*[True] * 5), taking_part(scored, parks)
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
    pool = {criterion: draw_weights(tree_of(scored, criterion), rho, 2 * runs, random) for criterion in (False, True)}
    imputed = random.random((len(cells(scored, chosen)[2]) if switches.gaps else 0, 2 * runs), dtype=np.float32)
    nominal, outcome = minimum_ranks(scored.tenths[chosen])[:, None], np.zeros(len(weights))
    for block, published in published_draws(
        scored, chosen, choose(scored, switches, luck, weights, fills),
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
    chosen, weighting = taking_part(scored, parks), scored.weighting
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
