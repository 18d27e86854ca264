"""What every briefing is put together from: the desk it is written at, its parts, its binding. Never words what no figure shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pandas as pd

from ipp_data import answers, benchmark, explain, plans
from ipp_data.benchmark import Standing
from ipp_data.briefing import Briefing, Part
from ipp_data.catalog import Catalog
from ipp_data.dossiers import listings
from ipp_data.errors import IppError, NoData
from ipp_data.figures import Figure, countries, criteria, number, scores
from ipp_data.register import STAMP, stamp
from ipp_data.store import Store

WATERMARK = "Training data: invented parks"
IN_DETAIL = ("manufacturing_share", "logistics", "renewable_electricity", "grid_intensity", "women_in_industry")
PLAN = "The fewest criteria that assure the next level, found exactly, each counted as the same effort; owner and date are for the park to fill in."
METHOD = (
    "Every figure carries its source, year and evidence grade. What nobody published is 'not reported', never zero.",
    "A score is the mean over pillars of the way of each criterion to its threshold, of 100; bounds take all missing answers as 0 or as met.",
    "A rank is shown only with its interval over nine of ten variants of weights and method, and only from a coverage and a number of parks stated by the framework; the rank under the published weights can lie outside that interval.",
    "Scores are this product's own construction and no certificate of UNIDO or of any government.",
)


@dataclass(frozen=True)
class Desk:
    """What a briefing is written from: the catalog, one open set of parks, the day, and for whom."""

    catalog: Catalog
    store: Store
    date: str
    audience: str = ""
    site: str = ""

    @property
    def training(self) -> bool:
        """Whether the parks are invented."""
        return self.store.set == "training"

    def stand(self, framework: str, among: list[str] | None = None) -> Standing:
        """Where the parks of the set stand under one framework."""
        return benchmark.stand(answers.load(self.store, self.catalog, framework), among=among)

    def link(self, page: str, **params: str) -> str:
        """The address of a view of the same set, from the root of the product."""
        known = ({"set": self.store.set} if self.training else {}) | params | {STAMP: stamp(self.catalog.version)}
        return f"{page}?{urlencode(known)}"


def shown(desk: Desk, section: str, view: str, figure: Figure) -> Part:
    """A part that shows one figure, marked where its parks are invented."""
    figure = replace(figure, link=view, watermark=WATERMARK if desk.training else "")
    return Part(figure.title, figure, section=section, definitions=figure.definitions, link=view)


def figure(desk: Desk, section: str, view: str, compose: Callable[..., Figure], *parts: object, without: str = "") -> Part | None:
    """The part of one figure; where there is nothing to draw, the reason in words under the title `without`."""
    try:
        return shown(desk, section, view, compose(*parts))
    except NoData as nothing:
        title = without or f"{section}: not enough is reported"
        return Part(title, words=(str(nothing),), section=section, link=view, finding=without)


def table(section: str, title: str, rows: pd.DataFrame, source: str, view: str) -> Part | None:
    """A part that is a table; none without rows."""
    return Part(title, table=rows, section=section, source=source, link=view) if len(rows) else None


def told(part: Part | None) -> Part | None:
    """A table whose title is a finding for the summary."""
    return replace(part, finding=part.title) if part else None


def standings(desk: Desk, label: str, own: pd.DataFrame) -> Iterable[Part | None]:
    """The ranking of the parks of one country, or why there is none."""
    for framework in ("eip-2017",) if desk.training else ("site", "eip-2017"):
        stood = desk.stand(framework, list(own["park"]))
        mine = replace(stood, table=stood.table[stood.table["park"].isin(own["park"])])
        view = desk.link("Eco_park_score", country=label, framework=stood.sheet.framework.short_title)
        yield figure(
            desk, "How the parks stand", view, scores.ranking, mine, desk.catalog.vintage, 10,
            without=f"{stood.sheet.framework.short_title}: no ranking of the parks of {label} yet",
        )  # fmt: skip


def figures_of(desk: Desk, label: str, view: str) -> Iterable[Part | None]:
    """Some indicators of the country, by turns its line and its place."""
    series = desk.store.ask("country_series", countries=[])
    for i, indicator in enumerate(IN_DETAIL):
        rows = series[series["indicator"] == indicator]
        yield figure(desk, "The country in figures", view, countries.standing if i % 2 else countries.trend, rows, label)


def assessed(desk: Desk, framework: str, park_id: str, view: str, stood: Standing | None = None) -> Iterable[Part | None]:
    """One park under one framework: criteria against thresholds, and its gaps."""
    stood = stood or (desk.stand(framework) if not desk.training or framework != "site" else None)
    if stood is None or stood.scored.coverage[stood.sheet.of(park_id)] == 0:
        return
    row = stood.table.set_index("park").loc[park_id]
    told = (
        f"Bounds {_bounds(row)} of 100, coverage {number(row['coverage'])} %, {benchmark.interval(row)}.",
        f"{row['met']} criteria met, {row['partly']} partly, {row['not_met']} not met, {row['unknown']} not reported.",
    )
    section = f"Under {stood.sheet.framework.short_title}"
    drawn = figure(desk, section, view, criteria.criteria, stood, park_id, desk.catalog.vintage, 14)
    yield replace(drawn, words=told) if drawn else None
    own = "own arithmetic on the answers"
    if stood.sheet.framework.levels:
        plan = plans.cheapest_to_level(stood.scored, stood.sheet.of(park_id))
        steps = table(section, f"Action plan of {row['name']}: {plan.words}", listings.plan(stood, plan), own, view)
        yield replace(steps, words=(PLAN,)) if steps else None
        yield table(section, f"All gaps of {row['name']}", listings.gaps(stood, park_id).head(12), own, view)
    else:
        yield table(section, f"What holds the score of {row['name']} down", listings.gaps(stood, park_id).head(12), own, view)


def _bounds(row: pd.Series) -> str:
    return f"{number(row['low'], 1)} to {number(row['high'], 1)}"


def why(desk: Desk, view: str, stood: Standing, first: str, other: str, names: pd.Series) -> Part | None:
    """Why the first of two parks is ahead."""
    table = stood.table.set_index("park")
    try:
        pieces = explain.contributions(stood.scored, stood.sheet.of(first), stood.sheet.of(other))
    except IppError as problem:
        return Part(f"{names[first]} and {names[other]}", words=(str(problem),), section="Why one is ahead", link=view)
    stands = tuple(f"{names[p]}: {benchmark.interval(table.loc[p])}, bounds {_bounds(table.loc[p])}." for p in (first, other))
    part = figure(
        desk, "Why one is ahead", view, criteria.waterfall, stood, pieces, names[first], names[other], desk.catalog.vintage,
        without=f"Nothing separates {names[first]} from {names[other]}",
    )  # fmt: skip
    return replace(part, words=(*part.words, *stands)) if part else None


def _finding(part: Part) -> str:
    return part.finding or (part.figure.title if part.figure and part.figure.kind != "map" else "")


def bound(desk: Desk, title: str, subtitle: str, parts: Iterable[Part | None], view: str) -> Briefing:
    """Parts bound to a briefing: its findings are the titles of its figures, its sources theirs."""
    kept = tuple(part for part in parts if part)
    drawn = [part.figure for part in kept if part.figure]
    return Briefing(
        title=title,
        subtitle=subtitle,
        date=desk.date,
        audience=desk.audience,
        findings=tuple(dict.fromkeys(said for said in map(_finding, kept) if said))[:5],
        parts=kept,
        sources=tuple(dict.fromkeys(figure.reference for figure in drawn)),
        method=METHOD,
        vintage=desk.catalog.vintage,
        version=desk.catalog.version,
        watermark=WATERMARK if desk.training else "",
        link=view,
        site=desk.site,
    )
