"""Turns reported values into scores, bounds, counts, levels and ranks. Never reads a file, never draws at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ipp_data.errors import IppError
from ipp_data.model import Criterion, Framework, Level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
TOLERANCE = 1e-9  # (T * a) / a is often not T in floating point
STRICT_STEP = 1e-6  # what a value exactly on a strict bound lacks
FLOOR = 0.01  # lifts a zero pillar so that the geometric mean stays defined
NO_SCORE = -1  # the published tenths of a score that does not exist
Reason = IntEnum("Reason", "SCORED NOT_REPORTED NO_REFERENCE NOT_APPLICABLE", start=0)
Status = IntEnum("Status", "MET PARTLY NOT_MET UNKNOWN NOT_APPLICABLE", start=0)
BASES = {"assured": "low", "possible": "high"}  # what a level assumes about missing values -> the bound it reads


@dataclass(frozen=True, slots=True)
class Weighting:
    """The weights in use: a scheme, and what the reader set in its place (pillar ids, criterion codes)."""

    scheme: str = "category"
    pillars: Mapping[str, float] = field(default_factory=dict)
    criteria: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Criteria in topics in pillars with their weights; `by_count`: the weight follows the applicable criteria."""

    codes: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    pillars: tuple[str, ...]
    in_topic: Floats  # criteria x topics, 0 or 1
    in_pillar: Floats  # topics x pillars, 0 or 1
    criterion_weight: Floats
    topic_weight: Floats
    pillar_weight: Floats
    topic_by_count: bool
    pillar_by_count: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Weights per park, rescaled inside each group to sum to 1 over what is left; 0 where nothing is left."""

    criteria: Floats
    topics: Floats
    pillars: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Scores of 0..1 per park (x topics, x pillars, overall in both aggregations); NaN where there is none."""

    topics: Floats
    pillars: Floats
    arithmetic: Floats
    geometric: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Results for parks x criteria; `low` and `high` take every missing score as 0 and as 1."""

    framework: Framework
    weighting: Weighting
    aggregation: str
    tree: Tree
    values: Floats
    references: Floats
    scores: Floats
    reasons: NDArray[np.int8]
    applicable: Shares
    observed: Shares
    coverage: Floats
    point: Nodes
    low: Nodes
    high: Nodes

    def overall(self, bound: str = "point") -> Floats:
        """The overall score in the chosen aggregation; `bound` is point, low or high."""
        return getattr(getattr(self, bound), self.aggregation)

    @property
    def tenths(self) -> Ints:
        """The overall score as it is published and ranked."""
        return tenths(self.overall())

    @property
    def status(self) -> NDArray[np.int8]:
        """How each cell counts, parks x criteria, as a Status."""
        known = np.where(self.scores == 1, Status.MET, np.where(self.scores > 0, Status.PARTLY, Status.NOT_MET))
        silent = np.where(self.reasons == Reason.NOT_APPLICABLE, Status.NOT_APPLICABLE, Status.UNKNOWN)
        return np.where(self.reasons == Reason.SCORED, known, silent).astype(np.int8)


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


def default_limit(criterion: Criterion) -> float:
    """The value that earns 0, given or by rule (scoring method, "Score of an indicator"); raises IppError."""
    target, kind = criterion.target, criterion.kind
    if kind == "yesno":
        return 0.0
    if target is None:
        raise IppError(f"Criterion {criterion.code} needs a target; fill it in the framework's list of criteria.")
    limit = criterion.limit
    if limit is None and kind in ("higher", "higher_rel"):
        limit = 0.0
    if limit is None and kind in ("lower", "lower_rel") and target > 0:
        limit = 100.0 if kind == "lower" and criterion.unit.startswith("%") else 2 * target
    if limit is None:
        raise IppError(f"Criterion {criterion.code} needs a limit, the value that earns 0; it has no default.")
    if (limit >= target) if kind.startswith("higher") else (limit <= target):
        raise IppError(f"Criterion {criterion.code}: limit {limit:g} is on the wrong side of target {target:g}.")
    return limit


def indicator_scores(framework: Framework, values: Floats, applicable: Bools, references: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Scores of 0..1 or NaN, and reasons, parks x criteria ("Score of an indicator"); raises IppError."""
    criteria = framework.criteria
    kinds = np.array([c.kind for c in criteria], dtype=str)
    limit = np.array([default_limit(c) for c in criteria], dtype=float)
    target = np.array([1.0 if c.kind == "yesno" else c.target for c in criteria], dtype=float)
    strict = np.array([c.strict and c.kind != "yesno" for c in criteria], dtype=bool)
    relative = np.char.endswith(kinds, "_rel")
    no_reference = relative & ~((references > 0) & np.isfinite(references))
    reasons = np.full(values.shape, Reason.SCORED, np.int8)
    reasons[no_reference] = Reason.NO_REFERENCE
    reasons[np.isnan(values)] = Reason.NOT_REPORTED
    reasons[~applicable] = Reason.NOT_APPLICABLE
    known = reasons == Reason.SCORED
    x = np.where(known, values, 0.0) / np.where(known & relative, references, 1.0)
    _check_answers(criteria, x, kinds == "yesno")
    reached = (x - limit) / (target - limit)
    at_most = np.where(strict & (reached <= 1 + TOLERANCE), 1 - STRICT_STEP, 1.0)
    linear = np.where(reached <= TOLERANCE, 0.0, np.where(reached >= 1 - TOLERANCE, 1.0, reached))
    sign = np.where(np.char.startswith(kinds, "lower"), -1.0, 1.0)
    beyond = sign * (x - target)
    top = np.where(strict, beyond > TOLERANCE * np.abs(target), beyond >= -TOLERANCE * np.abs(target))
    graded = np.where(top, 1.0, np.where(sign * (x - limit) >= -TOLERANCE * np.abs(limit), 0.5, 0.0))
    scores = np.where(np.char.endswith(kinds, "_graded"), graded, np.minimum(linear, at_most))
    return np.where(known, scores, np.nan), reasons


def _check_answers(criteria: Sequence[Criterion], x: Floats, yesno: Bools) -> None:
    wrong = ~np.isfinite(x) | (yesno & ~np.isin(x, (0.0, 0.5, 1.0)))
    if wrong.any():
        park, column = np.argwhere(wrong)[0]
        wanted = "1 (yes), 0.5 (partly) or 0 (no)" if yesno[column] else "a finite number"
        raise IppError(f"Criterion {criteria[column].code}: {x[park, column]:g} is not an answer; give {wanted}.")


def grow(framework: Framework, weighting: Weighting) -> Tree:
    """The tree of a framework with its weights ("Weights"); raises IppError for unknown names and negative weights."""
    topics = tuple((p, t) for p, block in framework.pillars.items() for t in block["topics"])
    pillars, codes = tuple(framework.pillars), tuple(c.code for c in framework.criteria)
    lost = [c.code for c in framework.criteria if (c.pillar, c.topic) not in topics]
    if lost:
        raise IppError(f"Criterion {lost[0]} belongs to a pillar or topic that {framework.short_title} does not have.")
    by_count = {"category": False, "criterion": True}.get(weighting.scheme)
    if by_count is None:
        raise IppError(f"Weighting {weighting.scheme!r} is not known; choose category or criterion.")
    nominal = {c.code: 1.0 if by_count else c.weight for c in framework.criteria}
    weights = _override(nominal, weighting.criteria, "criterion")
    topic_of = np.array([topics.index((c.pillar, c.topic)) for c in framework.criteria], dtype=np.int64)
    pillar_of_topic = np.array([pillars.index(p) for p, _ in topics], dtype=np.int64)
    in_topic, in_pillar = np.eye(len(topics))[topic_of], np.eye(len(pillars))[pillar_of_topic]
    own = np.array([weights[code] for code in codes], dtype=float)
    topic_weight, pillar_weight = own @ in_topic, own @ in_topic @ in_pillar
    if not by_count:
        topic_weight = np.array([framework.pillars[p]["topics"][t]["weight"] for p, t in topics], dtype=float)
        pillar_weight = np.array([framework.pillars[p]["weight"] for p in pillars], dtype=float)
    chosen = _override(dict(zip(pillars, pillar_weight, strict=True)), weighting.pillars, "pillar")
    follows = np.array([by_count and p not in weighting.pillars for p in pillars], dtype=bool)
    pillar_weight = np.array([chosen[p] for p in pillars], dtype=float)
    return Tree(codes, topics, pillars, in_topic, in_pillar, own, topic_weight, pillar_weight, by_count, follows)


def _override(weights: dict[str, float], wanted: Mapping[str, float], noun: str) -> dict[str, float]:
    unknown = [name for name in wanted if name not in weights]
    if unknown:
        raise IppError(f"There is no {noun} {unknown[0]!r} to weigh; known are {', '.join(weights)}.")
    merged = {**weights, **wanted}
    for name, weight in merged.items():
        if not (np.isfinite(weight) and weight >= 0):
            raise IppError(f"The weight of {noun} {name!r} is {weight}; give 0 or a positive number.")
    return merged


def reach(tree: Tree, applicable: Bools) -> tuple[Floats, Floats]:
    """Part of a topic's and a pillar's weight that applies to each park, 0..1; 1 where it follows no count."""
    below = (tree.criterion_weight * applicable) @ tree.in_topic
    full = tree.criterion_weight @ tree.in_topic
    tiny = np.finfo(float).tiny
    topics = np.where(tree.topic_by_count, below / np.maximum(full, tiny), 1.0)
    pillars = below @ tree.in_pillar / np.maximum(full @ tree.in_pillar, tiny)
    return topics, np.where(tree.pillar_by_count, pillars, 1.0)


def share_out(tree: Tree, counted: Bools, applicable: Bools) -> Shares:
    """Rescaled weights over the counted cells, parks x criteria ("Gaps"); groups without weight drop out."""
    topic_reach, pillar_reach = reach(tree, applicable)
    criteria, left = _rescale(tree.criterion_weight * counted, tree.in_topic)
    topics, left = _rescale(tree.topic_weight * topic_reach * left, tree.in_pillar)
    pillars, _ = _rescale(tree.pillar_weight * pillar_reach * left, np.ones((len(tree.pillars), 1)))
    return Shares(criteria, topics, pillars)


def _rescale(weights: Floats, groups: Floats) -> tuple[Floats, Bools]:
    totals = weights @ groups
    spread = totals @ groups.T
    return np.divide(weights, spread, out=np.zeros_like(weights), where=spread > 0), totals > 0


def effective(tree: Tree, shares: Shares) -> Floats:
    """Weight of every criterion in the overall score, parks x criteria; a row sums to 1, or to 0 if nothing is left."""
    return shares.criteria * ((shares.topics * (shares.pillars @ tree.in_pillar.T)) @ tree.in_topic.T)


def climb(tree: Tree, scores: Floats, shares: Shares) -> Nodes:
    """Scores of all nodes from scores without NaN, parks x criteria ("From criteria to one score")."""
    topics = np.clip((shares.criteria * scores) @ tree.in_topic, 0, 1)
    pillars = np.clip((shares.topics * topics) @ tree.in_pillar, 0, 1)
    arithmetic = np.clip((shares.pillars * pillars).sum(axis=1), 0, 1)
    geometric = np.clip(geometric_mean(pillars, shares.pillars), 0, 1)
    has_topic = shares.criteria @ tree.in_topic > 0
    has_pillar, has_any = (shares.topics @ tree.in_pillar) > 0, shares.pillars.sum(axis=1) > 0
    return Nodes(
        np.where(has_topic, topics, np.nan),
        np.where(has_pillar, pillars, np.nan),
        np.where(has_any, arithmetic, np.nan),
        np.where(has_any, geometric, np.nan),
    )


def geometric_mean(scores: Floats, weights: Floats, floor: float = FLOOR) -> Floats:
    """Weighted geometric mean over the last axis, weights summing to 1, zero-safe by a floor ("Geometric variant")."""
    return (np.exp((weights * np.log(floor + (1 - floor) * scores)).sum(axis=-1)) - floor) / (1 - floor)


def tenths(scores: Floats) -> Ints:
    """Scores of 0..1 as whole tenths of a point, 0..1000, and -1 for NaN ("Rounding and ranks")."""
    return np.floor(np.where(np.isnan(scores), NO_SCORE / 1000, scores) * 1000 + 0.5 + TOLERANCE).astype(np.int64)


def evaluate(
    framework: Framework,
    values: Floats,
    applicable: Bools | None = None,
    references: Floats | None = None,
    weighting: Weighting | None = None,
    aggregation: str | None = None,
) -> Scored:
    """Everything about a matrix of values, parks x criteria, NaN = missing; raises IppError for mendable input."""
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or values.shape[1] != len(framework.criteria):
        raise ValueError(f"values of shape {values.shape} for {len(framework.criteria)} criteria")
    applicable = np.ones(values.shape, bool) if applicable is None else np.asarray(applicable, dtype=bool)
    references = np.full(values.shape, np.nan) if references is None else np.asarray(references, dtype=float)
    scores, reasons = indicator_scores(framework, values, applicable, references)
    weighting = weighting or Weighting(framework.method.weighting)
    aggregation = aggregation or framework.method.aggregation
    return assess(framework, scores, reasons, weighting, aggregation, values, references)


def assess(
    framework: Framework,
    scores: Floats,
    reasons: NDArray[np.int8],
    weighting: Weighting,
    aggregation: str,
    values: Floats | None = None,
    references: Floats | None = None,
) -> Scored:
    """Everything that follows from indicator scores of 0..1 and reasons, parks x criteria; raises IppError."""
    if aggregation not in ("arithmetic", "geometric"):
        raise IppError(f"Aggregation {aggregation!r} is not known; choose arithmetic or geometric.")
    tree, known, applicable = grow(framework, weighting), reasons == Reason.SCORED, reasons != Reason.NOT_APPLICABLE
    whole, seen = share_out(tree, applicable, applicable), share_out(tree, known, applicable)
    point, low, high = (climb(tree, np.where(known, scores, fill), shares) for fill, shares in ((0.0, seen), (0.0, whole), (1.0, whole)))
    nothing = np.full(scores.shape, np.nan)
    return Scored(
        framework,
        weighting,
        aggregation,
        tree,
        nothing if values is None else values,
        nothing if references is None else references,
        scores,
        reasons,
        whole,
        seen,
        np.clip((effective(tree, whole) * known).sum(axis=1), 0, 1),
        point,
        low,
        high,
    )


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
