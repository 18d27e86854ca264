"""Scores of a sheet as one table: score, bounds, coverage, levels, rank with its interval. Never gives a rank without its interval."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ipp_data import levels, marks, robustness, scoring
from ipp_data.answers import Sheet
from ipp_data.marks import Reason
from ipp_data.robustness import Draws
from ipp_data.scoring import Scored, Weighting
from ipp_data.variants import Switches

VERSIONS = 8  # positions drawn inside their error bands; each gets its share of the variants


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader may choose about the score; None keeps the framework's default."""

    weighting: Weighting | None = None
    aggregation: str | None = None
    rho: float | None = None
    gaps: bool = False
    by: str = "point"


@dataclass(frozen=True, eq=False)
class Standing:
    """The scored parks with their table and, where enough may be ranked, the draws behind the rank intervals."""

    sheet: Sheet
    scored: Scored
    choices: Choices
    draws: Draws | None
    table: pd.DataFrame
    among: tuple[str, ...]  # the parks that may be ranked against each other


def stand(sheet: Sheet, choices: Choices | None = None, among: list[str] | None = None) -> Standing:
    """Score every park, and rank those named in `among` (all when None) that reach the coverage gate."""
    choices = choices or Choices()
    scored = _bounded(sheet, choices)
    groups = ["in" if among is None or park in among else "out" for park in sheet.parks]
    may = levels.is_ranked(scored, groups) & np.array([g == "in" for g in groups])
    ranking = levels.rank(scored, groups, choices.by)
    drawn = _draws(sheet, scored, choices, list(np.flatnonzero(may))) if may.any() else None
    chosen = tuple(park for park, group in zip(sheet.parks, groups, strict=True) if group == "in")
    return Standing(sheet, scored, choices, drawn, _table(sheet, scored, choices, ranking, may, drawn), chosen)


def _scored(sheet: Sheet, values: np.ndarray, choices: Choices) -> Scored:
    return scoring.evaluate(sheet.framework, values, sheet.applicable, sheet.references, choices.weighting, choices.aggregation)


def _bounded(sheet: Sheet, choices: Choices) -> Scored:
    """The scored sheet; where values are known with an error band, the bounds also hold its unkind and its kind end."""
    scored = _scored(sheet, sheet.values, choices)
    if sheet.band is None:
        return scored
    ends = [_scored(sheet, end, choices) for end in sheet.band]
    better = ends[0].scores <= ends[1].scores
    kind, unkind = (_scored(sheet, np.where(better == up, sheet.band[1], sheet.band[0]), choices) for up in (True, False))
    return replace(scored, low=unkind.low, high=kind.high)


def _draws(sheet: Sheet, scored: Scored, choices: Choices, parks: list[int], ahead: bool = False) -> Draws:
    """The variants of weights and method; with an error band also of where in it each value lies."""
    switches, number = Switches(gaps=choices.gaps), sheet.framework.method.draws
    if choices.by == "low":  # what is missing counts as 0 in every variant too
        silent = (scored.reasons == Reason.NOT_REPORTED) | (scored.reasons == Reason.NO_REFERENCE)
        reasons = np.where(silent, Reason.SCORED, scored.reasons).astype(np.int8)
        scored = scoring.assess(sheet.framework, np.where(silent, 0.0, scored.scores), reasons, scored.weighting, scored.aggregation)
    if sheet.band is None or ahead:
        return robustness.draws(scored, parks, switches, rho=choices.rho, ahead=ahead)
    random, parts = np.random.default_rng(sheet.framework.method.seed), []
    for version in range(VERSIONS):
        values = sheet.band[0] + random.random(sheet.values.shape) * (sheet.band[1] - sheet.band[0])
        seed = sheet.framework.method.seed + version
        drawn = robustness.draws(_scored(sheet, values, choices), parks, switches, rho=choices.rho, number=number // VERSIONS, seed=seed)
        parts.append(drawn)
    return robustness.pooled(parts)


def ahead(standing: Standing, parks: list[str]) -> np.ndarray:
    """Share of the variants in which the park of the row is ahead of the park of the column, ties half."""
    lines_of = sorted(standing.sheet.of(park) for park in parks)
    share = _draws(standing.sheet, standing.scored, standing.choices, lines_of, ahead=True).ahead
    order = [lines_of.index(standing.sheet.of(park)) for park in parks]
    return share[np.ix_(order, order)]


def _table(sheet: Sheet, scored: Scored, choices: Choices, ranking: levels.Ranking, may: np.ndarray, drawn: Draws | None) -> pd.DataFrame:
    counts = levels.compliance(scored)["total"]
    # Below the gate the point score flatters silent parks: only its bounds are shown.
    published = scoring.tenths(scored.overall(choices.by))
    hidden = np.where((scored.tenths < 0) | (scored.coverage < sheet.framework.method.coverage_gate - marks.TOLERANCE), np.nan, published)
    table = sheet.places.assign(
        tenths=hidden,
        score=hidden / 10,
        low=scoring.tenths(scored.overall("low")) / 10,
        high=scoring.tenths(scored.overall("high")) / 10,
        coverage=100 * scored.coverage,
        level=_reached(scored, "assured"),
        possible=_reached(scored, "possible"),
        met=counts["met"],
        partly=counts["partly"],
        not_met=counts["not_met"],
        unknown=counts["unknown"],
        not_applicable=counts["not_applicable"],
        rank=pd.array(ranking.rank, "Int64"),
        best=pd.array(ranking.best, "Int64"),
        worst=pd.array(ranking.worst, "Int64"),
    )
    for name in ("rank_low", "rank_high", "score_low", "score_high"):
        column = np.full(len(table), np.nan)
        if drawn is not None:
            column[drawn.parks] = getattr(drawn, name) * (100 if name.startswith("score") else 1)
        table[name] = pd.array(column, "Int64") if name.startswith("rank") else column
    table.loc[~may, ["rank", "best", "worst"]] = pd.NA
    return table.sort_values(["rank", "coverage", "name"], ascending=[True, False, True], na_position="last")


def _reached(scored: Scored, basis: str) -> pd.api.extensions.ExtensionArray:
    """The level of each park; nothing where the framework has no levels."""
    given = levels.levels(scored, basis)
    return pd.array(given if scored.framework.levels else [pd.NA] * len(given), "Int64")


def interval(row: pd.Series) -> str:
    """The rank with its interval in words; a rank is never worded without it."""
    if pd.isna(row["rank"]):
        return "not ranked"
    return f"rank {row['rank']} ({row['rank_low']} to {row['rank_high']})"


def indistinct(standing: Standing, park: str) -> list[str]:
    """The ranked parks that cannot be told apart from one: neither is ahead in 95 of 100 variants."""
    ranked = standing.table[standing.table["rank"].notna()].set_index("park")
    if park not in ranked.index:
        return []
    own = ranked.loc[park]
    # Parks whose rank intervals do not meet are apart; the costly comparison is left for the others.
    near = ranked[(ranked["rank_low"] <= own["rank_high"]) & (ranked["rank_high"] >= own["rank_low"])]
    others = [other for other in near.index if other != park]
    if not others:
        return []
    share = ahead(standing, [park, *others])[0, 1:]
    return [near.loc[other, "name"] for other, part in zip(others, share, strict=True) if 0.05 <= part <= 0.95]


COLUMNS = ["park", "tenths", "low", "high", "coverage", "level", "possible", "rank", "rank_low", "rank_high"]


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table as a file holds it: score in tenths, bounds, coverage, levels, rank beside its interval, counts."""
    return table[[*COLUMNS, "met", "partly", "not_met", "unknown", "not_applicable"]].round({"low": 1, "high": 1, "coverage": 1})


def lines(standing: Standing) -> str:
    """One line a park, park id first: score in tenths, low, high, coverage, level, rank and rank interval; "-" where there is none."""

    def cell(value: object, form: str = "") -> str:
        return "-" if pd.isna(value) else format(value, form)

    head = f"{'park':38} {'tenths':>6} {'low':>6} {'high':>6} {'cover%':>6} {'level':>5} {'rank':>5}  interval"
    rows = [
        f"{r.park:38} {cell(r.tenths, '.0f'):>6} {r.low:6.1f} {r.high:6.1f} {r.coverage:6.1f} {cell(r.level):>5} {cell(r.rank):>5}  "
        + ("not ranked" if pd.isna(r.rank) else f"{r.rank_low}-{r.rank_high}")
        for r in standing.table.itertuples()
    ]
    return "\n".join([head, *rows])
