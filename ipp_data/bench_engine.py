"""Times scoring and weight draws beside bare numpy and other packages in one run. Never reads a dataset, writes a file, changes a score."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median

import numpy as np
import pandas as pd

from ipp_data import robustness, scoring
from ipp_data.marks import Floats, Ints
from ipp_data.model import Criterion, Framework, Level, Method
from ipp_data.scoring import Scored
from ipp_data.variants import Switches

PARKS, MORE_PARKS, MANY_PARKS, INDICATORS = 200, 300, 100_000, 60
TREE, FLAT = (4, 3, 5), (1, 1, INDICATORS)  # pillars x topics x criteria
MISSING = 0.1
BLOCK = 512  # draws that bare numpy holds in memory at a time, as the engine does
PEER_DRAWS = 50  # slow peers are timed on these and scaled in proportion
ROUNDS = 9
AIM = 3.0  # draws over a full tree with gaps, as a multiple of bare numpy
PEERS = {"pymcdm": "1.4.0", "scikit-criteria": "0.10"}  # versions that install beside the pins of requirements.txt
METHOD = Method()
Ranker = Callable[[Floats, Floats], Floats]  # scores of parks x indicators and one set of weights -> ranks, best = 1


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to do a piece of work; `scale` makes a part of the work comparable with the whole."""

    title: str
    work: Callable[[], object]
    scale: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Contestants for the same work; the first is the base of the ratios."""

    title: str
    contestants: tuple[Contestant, ...]


def run() -> int:
    """Time everything in interleaved rounds and print medians with their ratios; the exit status is always 0."""
    contests = [_draw_contest(), _aim_contest(), _score_contest(PARKS), _score_contest(MANY_PARKS)]
    print(f"Python {platform.python_version()}, numpy {version('numpy')}, pandas {version('pandas')}, {os.cpu_count()} processors")
    print(f"{ROUNDS} interleaved rounds; median and fastest in ms; ratio = median over rounds of time / time of the first line")
    times = interleave([each for contest in contests for each in contest.contestants])
    for contest in contests:
        own = [times.pop(0) for _ in contest.contestants]
        table(contest, own)
        if contest is contests[0]:
            _print_share(own)
        if contest is contests[1]:
            ratio = _ratio(own[1], own[0])
            print(f"  aim: full tree with gaps at most {AIM:g} x bare numpy; measured {ratio:.2f} x, {'met' if ratio <= AIM else 'missed'}")
    for line in _absent():
        print(line)
    return 0


def interleave(contestants: list[Contestant], rounds: int = ROUNDS) -> list[list[float]]:
    """Milliseconds per contestant and round, scaled to the whole work; a first round only warms up."""
    times: list[list[float]] = [[] for _ in contestants]
    for turn in range(rounds + 1):
        for contestant, own in zip(contestants, times, strict=True):
            start = time.perf_counter()
            contestant.work()
            if turn:
                own.append(1000 * contestant.scale * (time.perf_counter() - start))
    return times


def _ratio(own: list[float], base: list[float]) -> float:
    return median(a / b for a, b in zip(own, base, strict=True))


def table(contest: Contest, times: list[list[float]]) -> None:
    """Print one contest: median, fastest and ratio to its first line."""
    print(f"\n{contest.title}\n  {'':52} {'median':>9} {'fastest':>9} {'ratio':>8}")
    for contestant, own in zip(contest.contestants, times, strict=True):
        digits = 2 if median(own) < 10 else 0
        numbers = f"{median(own):9,.{digits}f} {min(own):9,.{digits}f} {_ratio(own, times[0]):8.2f}"
        print(f"  {contestant.title:52} {numbers}  {contestant.note}".rstrip())


def _print_share(times: list[list[float]]) -> None:
    _, product, tree, flat, _ = times[:5]
    shares = [100 * _ratio(product, own) for own in (tree, flat)]
    print(f"  our share of the machine's limit (product / ours): {shares[0]:.1f} % with tree and gaps, {shares[1]:.1f} % flat")


def _draw_contest() -> Contest:
    scores, peers = _values(PARKS, 0.0), tuple(_peers())
    ours, plain = _ours(PARKS, TREE, MISSING), _ours(PARKS, FLAT, 0.0)
    weights_only, left, right = Switches(aggregation=False), scores, np.random.default_rng(METHOD.seed).random((INDICATORS, METHOD.draws))
    product = np.empty((PARKS, METHOD.draws))
    scale = METHOD.draws / PEER_DRAWS
    note = f"timed on {PEER_DRAWS} draws, scaled x {scale:g}"
    return Contest(
        f"{METHOD.draws:,} weight draws of {PARKS} parks x {INDICATORS} indicators -> rank distribution",
        (
            Contestant("bare numpy: draw weights, multiply, rank", lambda: _bare(scores, METHOD.draws)),
            Contestant("one matrix product of this size: the machine's limit", lambda: np.matmul(left, right, out=product)),
            Contestant("ours, 4 x 3 x 5 tree, 10 % missing", lambda: _draw(ours, weights_only)),
            Contestant("ours, flat, nothing missing", lambda: _draw(plain, weights_only)),
            Contestant("ours, tree and gaps, both aggregations (default)", lambda: _draw(ours, Switches()), note="does more"),
            *(
                Contestant(title, lambda ranker=ranker: _one_by_one(ranker, scores, PEER_DRAWS), scale, f"{note}; no tree, no gaps{agrees}")
                for title, ranker in peers
                for agrees in [_agreement(ranker, scores)]
            ),
        ),
    )  # fmt: skip


def _aim_contest() -> Contest:
    scores, ours = _values(MORE_PARKS, 0.0), _ours(MORE_PARKS, TREE, MISSING)
    return Contest(
        f"{METHOD.draws:,} weight draws of {MORE_PARKS} parks x {INDICATORS} indicators -> rank distribution",
        (
            Contestant("bare numpy: draw weights, multiply, rank", lambda: _bare(scores, METHOD.draws)),
            Contestant("ours, 4 x 3 x 5 tree, 10 % missing", lambda: _draw(ours, Switches(aggregation=False))),
            Contestant("ours, tree and gaps, both aggregations (default)", lambda: _draw(ours, Switches()), note="does more"),
        ),
    )


def _score_contest(parks: int) -> Contest:
    values, framework = _values(parks, MISSING), _framework(TREE)
    weights = np.full(INDICATORS, 1 / INDICATORS)
    return Contest(
        f"scoring {parks:,} parks x {INDICATORS} indicators, 10 % missing",
        (
            Contestant("bare numpy: one weighted mean of what is known", lambda: _weighted_mean(values, weights)),
            Contestant("ours: evaluate, tree, bounds, coverage", lambda: scoring.evaluate(framework, values), note="does more"),
        ),
    )


def _values(parks: int, missing: float) -> Floats:
    random = np.random.default_rng(METHOD.seed)
    values = random.random((parks, INDICATORS))
    values[random.random(values.shape) < missing] = np.nan
    return values


def _framework(shape: tuple[int, int, int]) -> Framework:
    """A framework of pillars x topics x criteria without texts, every weight 1, in which a value is its own score."""
    words = ("requirement", "unit", "applies_to", "sdg_targets", "evidence", "certainty", "verification", "title")
    texts = dict.fromkeys(words, "")
    topics = {f"t{t}": {"title": "", "weight": 1} for t in range(shape[1])}
    pillars = {f"p{p}": {"title": "", "weight": 1, "topics": topics} for p in range(shape[0])}
    criteria = tuple(
        Criterion(code=f"{pillar}{topic}c{c}", pillar=pillar, topic=topic, group="performance", kind="higher",
                  target=1.0, limit=0.0, strict=False, weight=1.0, **texts)
        for pillar in pillars for topic in topics for c in range(shape[2])
    )  # fmt: skip
    return Framework("bench", "Bench", "Bench", "", "", 2020, "", "", True, pillars, (Level(1, "1"),), METHOD, criteria)


def _ours(parks: int, shape: tuple[int, int, int], missing: float) -> Scored:
    return scoring.evaluate(_framework(shape), _values(parks, missing))


def _draw(scored: Scored, switches: Switches) -> None:
    robustness.draws(scored, range(len(scored.scores)), switches)


def _drawn(number: int, random: np.random.Generator) -> Floats:
    """Flat Dirichlet weights with the spread that the engine uses, indicators x draws."""
    strength = (INDICATORS - 1) / METHOD.rho**2 - 1
    gamma = random.standard_gamma(strength / INDICATORS, (INDICATORS, number))
    return gamma / gamma.sum(axis=0)


def _bare(scores: Floats, number: int) -> Ints:
    """Counts per park and rank by the shortest fast numpy: raw scores, no tree, no gaps, no ties."""
    random, size = np.random.default_rng(METHOD.seed), len(scores)
    counts, ranks = np.zeros(size * size, np.int64), np.arange(size)
    for start in range(0, number, BLOCK):
        drawn = scores @ _drawn(min(BLOCK, number - start), random)
        counts += np.bincount((np.argsort(-drawn.T, axis=1) * size + ranks).ravel(), minlength=size * size)
    return counts.reshape(size, size)


def _one_by_one(ranker: Ranker, scores: Floats, number: int) -> Ints:
    """Counts per park and rank by a package that ranks for one set of weights at a time."""
    size, parks = len(scores), np.arange(len(scores))
    counts = np.zeros((size, size), np.int64)
    for weights in _drawn(number, np.random.default_rng(METHOD.seed)).T:
        counts[parks, np.asarray(ranker(scores, weights), np.int64) - 1] += 1
    return counts


def _agreement(ranker: Ranker, scores: Floats) -> str:
    same = np.array_equal(_one_by_one(ranker, scores, PEER_DRAWS), _bare(scores, PEER_DRAWS))
    return "" if same else "; RANKS DIFFER from bare numpy"


def _weighted_mean(values: Floats, weights: Floats) -> Floats:
    known = ~np.isnan(values)
    return (np.where(known, values, 0.0) @ weights) / (known @ weights)


def _absent() -> Iterator[str]:
    for name, wanted in PEERS.items():
        if not _is_there(name):
            yield f"{name} is not installed and was left out; to include it: pip install {name}=={wanted}"


def _is_there(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _peers() -> Iterator[tuple[str, Ranker]]:
    yield "pandas loop: dot, rank", lambda scores, weights: pd.DataFrame(scores).dot(weights).rank(ascending=False, method="min").to_numpy()
    if _is_there("pymcdm"):
        yield f"pymcdm {version('pymcdm')}: WSM, rrankdata", _pymcdm(checks=True)
        yield f"pymcdm {version('pymcdm')}, its checks of the input off", _pymcdm(checks=False)
    if _is_there("scikit-criteria"):
        yield f"scikit-criteria {version('scikit-criteria')}: WeightedSumModel", _scikit_criteria()


def _pymcdm(checks: bool) -> Ranker:
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM

    method, kinds = WSM(lambda column, cost: column), np.ones(INDICATORS)  # the scores are normalised already
    return lambda scores, weights: rrankdata(method(scores, weights, kinds, validation=checks))


def _scikit_criteria() -> Ranker:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    method, objectives = WeightedSumModel(), [max] * INDICATORS
    return lambda scores, weights: method.evaluate(mkdm(scores, objectives, weights=weights)).rank_
