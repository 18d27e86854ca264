"""Adds marks up into scores with bounds and coverage, up the tree of weights. Never reads a file, never draws at random."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ipp_data.errors import IppError
from ipp_data.marks import TOLERANCE, Bools, Floats, Ints, Reason, indicator_scores
from ipp_data.model import Framework

FLOOR = 0.01  # lifts a zero pillar so that the geometric mean stays defined
NO_SCORE = -1  # the published tenths of a score that does not exist
Status = IntEnum("Status", "MET PARTLY NOT_MET UNKNOWN NOT_APPLICABLE", start=0)


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
