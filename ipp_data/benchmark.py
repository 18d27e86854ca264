"""Scores of a sheet as one table: score, bounds, coverage, levels, rank with its interval. Never gives a rank without its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ipp_data import levels, marks, robustness, scoring
from ipp_data.answers import Sheet
from ipp_data.robustness import Draws
from ipp_data.scoring import Scored, Weighting
from ipp_data.variants import Switches


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
    draws: Draws | None
    table: pd.DataFrame


def stand(sheet: Sheet, choices: Choices | None = None, among: list[str] | None = None, ahead: bool = False) -> Standing:
    """Score every park, and rank those named in `among` (all when None) that reach the coverage gate."""
    choices = choices or Choices()
    scored = scoring.evaluate(sheet.framework, sheet.values, sheet.applicable, sheet.references, choices.weighting, choices.aggregation)
    groups = ["in" if among is None or park in among else "out" for park in sheet.parks]
    may = levels.is_ranked(scored, groups) & np.array([g == "in" for g in groups])
    ranking = levels.rank(scored, groups, choices.by)
    drawn = None
    if may.any():
        drawn = robustness.draws(scored, list(np.flatnonzero(may)), Switches(gaps=choices.gaps), rho=choices.rho, ahead=ahead)
    return Standing(sheet, scored, drawn, _table(sheet, scored, ranking, may, drawn))


def _table(sheet: Sheet, scored: Scored, ranking: levels.Ranking, may: np.ndarray, drawn: Draws | None) -> pd.DataFrame:
    counts = levels.compliance(scored)["total"]
    # Below the gate the point score flatters silent parks: only its bounds are shown.
    hidden = np.where(
        (scored.tenths < 0) | (scored.coverage < sheet.framework.method.coverage_gate - marks.TOLERANCE), np.nan, scored.tenths
    )
    table = sheet.places.assign(
        tenths=hidden,
        score=hidden / 10,
        low=scoring.tenths(scored.overall("low")) / 10,
        high=scoring.tenths(scored.overall("high")) / 10,
        coverage=100 * scored.coverage,
        level=levels.levels(scored, "assured"),
        possible=levels.levels(scored, "possible"),
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


def interval(row: pd.Series) -> str:
    """The rank with its interval in words; a rank is never worded without it."""
    if pd.isna(row["rank"]):
        return "not ranked"
    return f"rank {row['rank']} ({row['rank_low']} to {row['rank_high']})"


def indistinct(standing: Standing, park: str) -> list[str]:
    """The ranked parks that cannot be told apart from one: neither is ahead in 95 of 100 draws."""
    drawn = standing.draws
    if drawn is None or drawn.ahead is None or standing.sheet.of(park) not in set(drawn.parks):
        return []
    own = list(drawn.parks).index(standing.sheet.of(park))
    names = standing.sheet.places["name"].to_numpy()
    share = drawn.ahead[own]
    return [str(names[i]) for k, i in enumerate(drawn.parks) if k != own and 0.05 <= share[k] <= 0.95]


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
        f"{r.park:38} {cell(r.tenths, '.0f'):>6} {r.low:6.1f} {r.high:6.1f} {r.coverage:6.1f} {r.level:>5} {cell(r.rank):>5}  "
        + ("not ranked" if pd.isna(r.rank) else f"{r.rank_low}-{r.rank_high}")
        for r in standing.table.itertuples()
    ]
    return "\n".join([head, *rows])
