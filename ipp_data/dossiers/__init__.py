"""Ready briefings: which findings a country, park, comparison or scoring briefing holds, in which order. Never words what no figure shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pandas as pd

from ipp_data import answers, benchmark, explain
from ipp_data.benchmark import Standing
from ipp_data.briefing import Briefing, Part
from ipp_data.catalog import Catalog
from ipp_data.dossiers import listings
from ipp_data.errors import IppError, NoData
from ipp_data.figures import Figure, countries, criteria, facts, number, places, plural, scores
from ipp_data.store import Store

WATERMARK = "Training data: invented parks"
IN_DETAIL = ("manufacturing_share", "logistics", "renewable_electricity", "grid_intensity", "women_in_industry")
METHOD = (
    "Every figure carries its source, year and evidence grade. What nobody published is 'not reported', never zero.",
    "A score is the mean over pillars of the way of each criterion to its threshold, of 100; bounds take all missing answers as 0 or as met.",
    "A rank is shown only with its interval over nine of ten variants of weights and method, and only from a coverage and a number of parks stated by the framework.",
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
        known = ({"set": self.store.set} if self.training else {}) | params
        return page + (f"?{urlencode(known)}" if known else "")


def country(desk: Desk, iso3: str) -> Briefing:
    """One country: where its parks are, how they stand on real data, its figures and rules."""
    if iso3 not in desk.catalog.countries:
        raise IppError(f"There is no country {iso3!r}; there are {', '.join(desk.catalog.countries)}.")
    label = desk.catalog.countries[iso3].label
    everyone, view = desk.store.ask("names_and_places"), desk.link("Countries", iso=iso3)
    own = everyone[everyone["country"] == iso3]
    notice = desk.catalog.boundaries["notice"]
    parts = [
        _figure(desk, "Where the parks are", desk.link("Map", country=label), places.parks, own, label, iso3, notice, desk.catalog.vintage),
        _figure(
            desk, "Where the parks are", view, countries.parks, desk.store.ask("country_parks", country=iso3), label, desk.catalog.vintage
        ),
        _table(
            "Where the parks are",
            f"The largest parks of {label} by published area",
            listings.largest(own),
            "sources on each profile",
            desk.link("Parks", country=label),
        ),
        *_standings(desk, label, own),
        *_figures_of(desk, label, view),
        _table(
            "Rules and institutions",
            f"Law, institutions and schemes of {label}",
            listings.notes(desk.store.ask("country_notes_of", country=iso3)),
            "in the table",
            view,
        ),
        _table(
            "Rules and institutions",
            f"What others count in {label}",
            listings.totals(desk.store.ask("country_totals", country=iso3)),
            "in the table",
            view,
        ),
    ]
    return _bound(desk, f"Industrial parks of {label}", "Country briefing", parts, view)


def park(desk: Desk, park_id: str) -> Briefing:
    """One park: what is published about it, how it stands, what to do next and what nobody has said yet."""
    names = desk.store.ask("names").set_index("park")
    if park_id not in names.index:
        raise IppError(f"There is no park {park_id!r} in this set of parks.")
    own, view = names.loc[park_id], desk.link("Park_profile", park=park_id)
    known = desk.store.ask("facts", park=park_id)
    everyone = desk.store.ask("names_and_places")
    around = everyone[everyone["country"] == own["country"]].assign(
        shown=lambda rows: rows["park"].map(lambda p: own["name"] if p == park_id else "other parks")
    )
    parts = [
        _table(
            "What is published", f"{own['name']}: {plural(len(known), 'published figure')}", listings.published(known), "in the table", view
        ),
        *(_shown(desk, "What is published", view, figure) for figure in facts.series(known, own["name"])[:3]),
        _figure(
            desk,
            "Where it is",
            view,
            places.parks,
            around,
            own["country_label"],
            own["country"],
            desk.catalog.boundaries["notice"],
            desk.catalog.vintage,
            "shown",
        ),
        *(part for framework in ("site", "eip-2017") for part in _assessed(desk, framework, park_id, view)),
        _table(
            "What is not known",
            f"Open questions about {own['name']}",
            listings.unknown(desk.store.ask("unknown", park=park_id)),
            "own comparison with the parks of the country",
            view,
        ),
    ]
    return _bound(desk, own["name"], f"Park briefing · {own['type']} in {own['country_label']}, {own['status']}", parts, view)


def comparison(desk: Desk, parks: list[str], framework: str = "site") -> Briefing:
    """Two to eight parks side by side, and exactly why the first is ahead of each other one."""
    names = desk.store.ask("names").set_index("park")["name"]
    lost = [p for p in parks if p not in names.index]
    if lost:
        raise IppError(f"There is no park {lost[0]!r} in this set of parks.")
    if not 2 <= len(parks) <= 8:
        raise IppError("A comparison needs two to eight parks; put them into the basket first.")
    stood, vintage = desk.stand(framework), desk.catalog.vintage
    view = desk.link("Compare", basket=",".join(parks), framework=stood.sheet.framework.short_title)
    parts = [
        _table("Side by side", "Published figures side by side", listings.side_by_side(desk.store, parks, names), "on each profile", view),
        _figure(desk, "Side by side", view, scores.profile, stood, parks, vintage),
        *(_why(desk, view, stood, parks[0], other, names) for other in parks[1:]),
    ]
    return _bound(
        desk, ", ".join(names[p] for p in parks[:3]) + (" and others" if len(parks) > 3 else ""), "Comparison of parks", parts, view
    )


def scoring(desk: Desk, iso3: str, framework: str = "eip-2017") -> Briefing:
    """How the parks of one country stand under one framework, and what to ask or do next."""
    label, chosen = desk.catalog.countries[iso3].label, desk.catalog.frameworks[framework]
    everyone = desk.store.ask("names")
    own = everyone[everyone["country"] == iso3]["park"].tolist()
    view = desk.link("Eco_park_score", country=label, framework=chosen.short_title)
    stood = desk.stand(framework, own)
    mine = replace(stood, table=stood.table[stood.table["park"].isin(own)])
    told = [p for p in mine.table.sort_values("coverage", ascending=False)["park"] if stood.scored.coverage[stood.sheet.of(p)] > 0]
    parts = [
        _figure(desk, "Standing", view, scores.ranking, mine, desk.catalog.vintage),
        _table(
            "Standing",
            f"Every park of {label} under {chosen.short_title}",
            listings.standings(mine),
            "own construction on published answers",
            view,
        ),
        _figure(desk, "Standing", view, scores.pillars, mine, desk.catalog.vintage),
        *(part for p in told[:2] for part in _assessed(desk, framework, p, desk.link("Park_profile", park=p), stood)),
    ]
    return _bound(desk, f"{chosen.short_title}: parks of {label}", "Scoring briefing", parts, view)


def exercise(desk: Desk) -> Briefing:
    """The training exercise on invented parks: standing, one criterion, one park and what to do next."""
    if not desk.training:
        raise IppError("The training exercise is written from the training set; choose that set of parks first.")
    stood, view = desk.stand("eip-2017"), desk.link("Eco_park_score")
    ranked = stood.table.dropna(subset=["rank"])["park"].tolist()
    parts = [
        _figure(desk, "Standing", view, scores.ranking, stood, desk.catalog.vintage, 15),
        _figure(desk, "Standing", view, scores.pillars, stood, desk.catalog.vintage, 12),
        _figure(desk, "One criterion", desk.link("Guidelines"), scores.strip, stood, "ECO-PI-4", desk.catalog.vintage),
        *(
            part
            for p in ranked[len(ranked) // 2 :][:1]
            for part in _assessed(desk, "eip-2017", p, desk.link("Park_profile", park=p), stood)
        ),
    ]
    return _bound(desk, "Training exercise", "Read the ranking, find what is not certain, plan the next level", parts, view)


# ---- parts ------------------------------------------------------------------------------------------------------------------------------


def _shown(desk: Desk, section: str, view: str, figure: Figure) -> Part:
    figure = replace(figure, link=view, watermark=WATERMARK if desk.training else "")
    return Part(figure.title, figure, section=section, definitions=figure.definitions, link=view)


def _figure(desk: Desk, section: str, view: str, compose: Callable[..., Figure], *parts: object) -> Part | None:
    """The part of one figure; where there is nothing to draw, the reason in words."""
    try:
        return _shown(desk, section, view, compose(*parts))
    except NoData as nothing:
        return Part("Not enough is reported for this figure", words=(str(nothing),), section=section, link=view)


def _table(section: str, title: str, rows: pd.DataFrame, source: str, view: str) -> Part | None:
    return Part(title, table=rows, section=section, source=source, link=view) if len(rows) else None


def _standings(desk: Desk, label: str, own: pd.DataFrame) -> Iterable[Part | None]:
    for framework in ("eip-2017",) if desk.training else ("site", "eip-2017"):
        stood = desk.stand(framework, list(own["park"]))
        mine = replace(stood, table=stood.table[stood.table["park"].isin(own["park"])])
        view = desk.link("Eco_park_score", country=label, framework=stood.sheet.framework.short_title)
        yield _figure(desk, "How the parks stand", view, scores.ranking, mine, desk.catalog.vintage, 15)


def _figures_of(desk: Desk, label: str, view: str) -> Iterable[Part | None]:
    series = desk.store.ask("country_series", countries=[])
    for i, indicator in enumerate(IN_DETAIL):
        rows = series[series["indicator"] == indicator]
        yield _figure(desk, "The country in figures", view, countries.standing if i % 2 else countries.trend, rows, label)


def _assessed(desk: Desk, framework: str, park_id: str, view: str, stood: Standing | None = None) -> Iterable[Part | None]:
    stood = stood or (desk.stand(framework) if not desk.training or framework != "site" else None)
    if stood is None or stood.scored.coverage[stood.sheet.of(park_id)] == 0:
        return
    row = stood.table.set_index("park").loc[park_id]
    told = (
        f"Bounds {row['low']:.1f} to {row['high']:.1f} of 100, coverage {row['coverage']:.0f} %, {benchmark.interval(row)}.",
        f"{row['met']} criteria met, {row['partly']} partly, {row['not_met']} not met, {row['unknown']} not reported.",
    )
    section = f"Under {stood.sheet.framework.short_title}"
    drawn = _figure(desk, section, view, criteria.criteria, stood, park_id, desk.catalog.vintage, 14)
    yield replace(drawn, words=told) if drawn else None
    yield _table(
        section, f"What to do next: gaps of {row['name']}", listings.gaps(stood, park_id).head(12), "own arithmetic on the answers", view
    )


def _why(desk: Desk, view: str, stood: Standing, first: str, other: str, names: pd.Series) -> Part | None:
    try:
        pieces = explain.contributions(stood.scored, stood.sheet.of(first), stood.sheet.of(other))
    except IppError as problem:
        return Part(f"{names[first]} and {names[other]}", words=(str(problem),), section="Why one is ahead", link=view)
    part = _figure(desk, "Why one is ahead", view, criteria.waterfall, stood, pieces, names[first], names[other], desk.catalog.vintage)
    table = stood.table.set_index("park")
    return (
        replace(
            part,
            words=tuple(
                f"{names[p]}: {benchmark.interval(table.loc[p])}, bounds {table.loc[p, 'low']:.1f} to {table.loc[p, 'high']:.1f}."
                for p in (first, other)
            ),
        )
        if part
        else None
    )


# ---- the whole --------------------------------------------------------------------------------------------------------------------------


def _bound(desk: Desk, title: str, subtitle: str, parts: Iterable[Part | None], view: str) -> Briefing:
    """Parts bound to a briefing: its findings are the titles of its figures, its sources theirs."""
    kept = tuple(part for part in parts if part)
    drawn = [part.figure for part in kept if part.figure]
    return Briefing(
        title=title,
        subtitle=subtitle,
        date=desk.date,
        audience=desk.audience,
        findings=tuple(dict.fromkeys(figure.title for figure in drawn if figure.kind != "map"))[:5],
        parts=kept,
        sources=tuple(dict.fromkeys(f"{figure.source}. Data to {figure.data_date}." for figure in drawn)),
        method=METHOD,
        vintage=desk.catalog.vintage,
        version=desk.catalog.version,
        watermark=WATERMARK if desk.training else "",
        link=view,
        site=desk.site,
    )
