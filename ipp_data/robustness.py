"""Tells how far scores and ranks depend on the choices behind them. Never reads a file and never changes a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from ipp_data.marks import TOLERANCE, Floats, Ints
from ipp_data.scoring import Scored
from ipp_data.variants import Switches, cells, choose, draw_weights, published_draws, ranks_of_draws, taking_part, tree_of

CLEAR = 0.95  # share of variants from which one park counts as clearly ahead


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
    score_counts: Ints  # parks x tenths of 0 to 1000
    ahead: Floats | None  # parks x parks, share of draws in which the row is ahead, ties half

    def top(self, k: int) -> tuple[Floats, Floats]:
        """Share of draws with rank <= k, and its standard error ("Uncertainty")."""
        share = self.rank_counts[:, :k].sum(axis=1) / self.number
        return share, np.sqrt(share * (1 - share) / self.number)

    def words(self, position: int, rank: int) -> str:
        """The interval of one park beside its published rank, in words."""
        return f"rank {rank}, {self.rank_low[position]}-{self.rank_high[position]} in nine of ten variants"


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
    method, switches, chosen = scored.framework.method, switches or Switches(), taking_part(scored, parks)
    number, seed = number or method.draws, method.seed if seed is None else seed
    rho = method.rho if rho is None else rho
    random, size = np.random.default_rng(seed), len(chosen)
    luck = {name: random.random(number) for name in asdict(switches)}
    choices = choose(scored, switches, luck, np.arange(number), np.arange(number))
    trees = {criterion: tree_of(scored, criterion) for criterion in (False, True)}
    gaps = len(cells(scored, chosen)[2])
    ranks, points, won = np.zeros(size * size, np.int64), np.zeros(size * 1001, np.int64), np.zeros((size, size))
    own = np.arange(size)[:, None]
    for _, published in published_draws(
        scored, chosen, choices,
        lambda criterion, ids: draw_weights(trees[criterion], rho if switches.weights else 0.0, len(ids), random),
        lambda ids: random.random((gaps, len(ids))),
    ):  # fmt: skip
        ranks += np.bincount((ranks_of_draws(published) - 1 + own * size).ravel(), minlength=len(ranks))
        points += np.bincount((published + own * 1001).ravel(), minlength=len(points))
        won += _ahead(published) if ahead else 0
    counts = ranks.reshape(size, size), points.reshape(size, 1001)
    return _summary(chosen, number, seed, rho, switches, *counts, won / number if ahead else None)


def pooled(parts: Sequence[Draws]) -> Draws:
    """The draws of several equally likely versions of the same parks as one distribution ("Uncertainty")."""
    first = parts[0]
    counts = sum(p.rank_counts for p in parts), sum(p.score_counts for p in parts)
    return _summary(first.parks, sum(p.number for p in parts), first.seed, first.rho, first.switches, *counts, None)


def _summary(parks: Ints, number: int, seed: int, rho: float, switches: Switches, ranks: Ints, points: Ints, ahead: Floats | None) -> Draws:
    middle, low, high = (1 + _quantile(ranks, q) for q in (0.5, 0.05, 0.95))
    worst, best = (_quantile(points, q) / 1000 for q in (0.05, 0.95))
    return Draws(
        parks, number, seed, rho, switches, middle, np.floor(low).astype(np.int64), np.ceil(high).astype(np.int64),
        worst, best, ranks, points, ahead,
    )  # fmt: skip


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
