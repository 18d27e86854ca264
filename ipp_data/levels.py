"""Counts, levels and ranks that follow from scores. Never turns a count into a certificate and never draws at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ipp_data.marks import TOLERANCE, Bools, Ints
from ipp_data.model import Framework, Level
from ipp_data.scoring import NO_SCORE, Scored, Status, tenths

BASES = {"assured": "low", "possible": "high"}  # what a level assumes about missing values -> the bound it reads


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """One condition of a level for every park: counts of criteria (then with a total) or published tenths."""

    subject: str
    have: Ints
    need: Ints
    total: Ints | None = None

    def words(self, park: int, titles: Mapping[str, str]) -> str:
        """The condition for one park in one line."""
        have, need = int(self.have[park]), int(self.need[park])
        if self.total is not None:
            return f"{have} of {int(self.total[park])} {self.subject} met, {need} needed"
        shown = "none yet" if have == NO_SCORE else f"{have / 10:.1f}"
        return f"{titles.get(self.subject, self.subject)}: score {shown}, at least {need / 10:.1f} needed"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks with their certain bounds, in the order of the parks; None where a park is not ranked."""

    rank: tuple[int | None, ...]
    best: tuple[int | None, ...]
    worst: tuple[int | None, ...]


def compliance(scored: Scored, by: str = "total") -> dict[str, dict[str, Ints]]:
    """Counts of criteria per Status name, one for each park, in total, per pillar or per group ("Compliance")."""
    keys = [by if by == "total" else getattr(c, by) for c in scored.framework.criteria]
    states = {state.name.lower(): scored.status == state for state in Status}
    members = {key: np.array([k == key for k in keys], dtype=bool) for key in dict.fromkeys(keys)}
    return {key: {name: hit[:, own].sum(axis=1) for name, hit in states.items()} for key, own in members.items()}


def gates(scored: Scored, level: Level, basis: str) -> Iterator[Gate]:
    """The conditions of a level, `basis` assured (missing = 0, unmet) or possible (missing = 1, met) ("Levels")."""
    status = scored.status
    met = (status == Status.MET) | ((status == Status.UNKNOWN) & (basis == "possible"))
    prerequisite = np.array([c.group == "prerequisite" for c in scored.framework.criteria], dtype=bool)
    shares = (level.met, 1, np.ones_like(prerequisite)), (level.prerequisites_met, 0, prerequisite)
    for subject, (share, least, own) in zip(("criteria", "prerequisites"), shares, strict=True):
        if share > 0:
            total = (status[:, own] != Status.NOT_APPLICABLE).sum(axis=1)
            need = np.maximum(np.ceil(share * total - TOLERANCE), least).astype(np.int64)
            yield Gate(subject, met[:, own].sum(axis=1), need, total)
    if level.overall > 0:
        have = tenths(scored.overall(BASES[basis]))
        yield Gate("Overall", have, np.full_like(have, tenths(np.float64(level.overall))))
    if level.pillar > 0:
        have = tenths(getattr(scored, BASES[basis]).pillars)
        for column, pillar in enumerate(scored.tree.pillars):  # a pillar in which nothing applies asks for nothing
            need = np.where(have[:, column] == NO_SCORE, NO_SCORE, tenths(np.float64(level.pillar)))
            yield Gate(pillar, have[:, column], need)


def levels(scored: Scored, basis: str) -> Ints:
    """The highest level of each park all of whose gates are open; 0 where there is none ("Levels")."""
    reached = np.zeros(len(scored.scores), np.int64)
    for level in sorted(scored.framework.levels, key=lambda each: each.level):
        passed = np.ones(len(reached), bool)
        for gate in gates(scored, level, basis):
            passed &= gate.have >= gate.need
        reached[passed] = level.level
    return reached


def next_level(framework: Framework, reached: int) -> Level | None:
    """The lowest level above the one reached, or None at the top."""
    return min((lv for lv in framework.levels if lv.level > reached), key=lambda lv: lv.level, default=None)


def open_gates(scored: Scored, park: int, basis: str = "assured") -> tuple[str, ...]:
    """What still stands between a park and its next level, a line for each condition that fails; empty at the top."""
    level = next_level(scored.framework, int(levels(scored, basis)[park]))
    titles = {pillar: block["title"] for pillar, block in scored.framework.pillars.items()}
    failing = [] if level is None else [g for g in gates(scored, level, basis) if g.have[park] < g.need[park]]
    return tuple(gate.words(park, titles) for gate in failing)


def minimum_ranks(published: Ints) -> Ints:
    """1 + the number of larger entries, of a row of parks; ties share the smallest rank ("Rounding and ranks")."""
    return 1 + _larger(published, published)


def _larger(among: Ints, than: Ints) -> Ints:
    return len(among) - np.searchsorted(np.sort(among), than, side="right")


def is_ranked(scored: Scored, groups: Sequence[str] | None = None) -> Bools:
    """True for parks that may be ranked: enough coverage, a group that is large enough, a framework that ranks."""
    method = scored.framework.method
    open_ = (scored.coverage >= method.coverage_gate - TOLERANCE) & (scored.tenths >= 0) & scored.framework.ranked
    labels = np.zeros(len(open_)) if groups is None else np.asarray(groups)
    sizes = {label: (open_ & (labels == label)).sum() for label in np.unique(labels)}
    return open_ & np.array([sizes[label] >= method.smallest_group for label in labels], dtype=bool)


def rank(scored: Scored, groups: Sequence[str] | None = None, by: str = "point") -> Ranking:
    """Ranks inside each group by the published point (or low) score, and the bounds that no missing value can break."""
    may, labels = is_ranked(scored, groups), np.zeros(len(scored.scores)) if groups is None else np.asarray(groups)
    chosen, low, high = (tenths(scored.overall(bound)) for bound in (by, "low", "high"))
    columns = np.zeros((3, len(may)), np.int64)
    for label in np.unique(labels[may]):
        own = np.flatnonzero(may & (labels == label))
        worst = 1 + _larger(high[own], low[own]) - (high[own] > low[own])  # a park is not its own rival
        columns[:, own] = minimum_ranks(chosen[own]), 1 + _larger(low[own], high[own]), worst
    return Ranking(*(tuple(int(n) if n else None for n in column) for column in columns))
