"""Ready briefings: which findings a country, park, comparison or scoring briefing holds, in which order. Never words what no figure shows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ipp_data.briefing import Briefing, Part
from ipp_data.dossiers import listings
from ipp_data.dossiers.parts import WATERMARK, Desk, assessed, bound, figure, figures_of, shown, standings, table, told, why
from ipp_data.errors import IppError
from ipp_data.figures import Figure, countries, facts, places, plural, scores

__all__ = ["WATERMARK", "Desk", "collection", "comparison", "country", "exercise", "park", "scoring"]


def country(desk: Desk, iso3: str) -> Briefing:
    """One country: where its parks are, how they stand on real data, its figures and rules."""
    if iso3 not in desk.catalog.countries:
        raise IppError(f"There is no country {iso3!r}; there are {', '.join(desk.catalog.countries)}.")
    label = desk.catalog.countries[iso3].label
    everyone, view = desk.store.ask("names_and_places"), desk.link("Countries", iso=iso3)
    own = everyone[everyone["country"] == iso3]
    notice = desk.catalog.boundaries["notice"]
    parts = [
        figure(desk, "Where the parks are", desk.link("Map", country=label), places.parks, own, label, iso3, notice, desk.catalog.vintage),
        figure(
            desk, "Where the parks are", view, countries.parks, desk.store.ask("country_parks", country=iso3), label, desk.catalog.vintage
        ),
        table(
            "Where the parks are",
            f"The largest parks of {label} by published area",
            listings.largest(own),
            "sources on each profile",
            desk.link("Parks", country=label),
        ),
        *standings(desk, label, own),
        figure(desk, "What to do next", view, countries.known, desk.store.ask("country_known", country=iso3), label, desk.catalog.vintage),
        *figures_of(desk, label, view),
        table(
            "Rules and institutions",
            f"Law, institutions and schemes of {label}",
            listings.notes(desk.store.ask("country_notes_of", country=iso3)),
            "in the table",
            view,
        ),
        table(
            "Rules and institutions",
            f"What others count in {label}",
            listings.totals(desk.store.ask("country_totals", country=iso3)),
            "in the table",
            view,
        ),
    ]
    return bound(desk, f"Industrial parks of {label}", "Country briefing", parts, view)


def park(desk: Desk, park_id: str) -> Briefing:
    """One park: what is published about it, how it stands, what to do next and what nobody has said yet."""
    names = desk.store.ask("names").set_index("park")
    if park_id not in names.index:
        raise IppError(f"There is no park {park_id!r} in this set of parks.")
    own, view = names.loc[park_id], desk.link("Park_profile", park=park_id)
    known = desk.store.ask("facts", park=park_id)
    everyone = desk.store.ask("names_and_places")
    open_ = listings.unknown(desk.store.ask("unknown", park=park_id))
    parts = [
        told(table("What is published", _published(own["name"], known), listings.published(known), "in the table", view)),
        *(shown(desk, "What is published", view, line) for line in facts.series(known, own["name"])[:3]),
        figure(desk, "Where it is", view, places.one, everyone, park_id, desk.catalog.boundaries["notice"], desk.catalog.vintage),
        *(part for framework in ("site", "eip-2017") for part in assessed(desk, framework, park_id, view)),
        told(table("What is not known", _open(own["name"], open_), open_, "own comparison with the parks of the country", view)),
    ]
    return bound(desk, own["name"], f"Park briefing · {own['type']} in {own['country_label']}, {own['status']}", parts, view)


def _published(name: str, known: pd.DataFrame) -> str:
    newest = known.drop_duplicates("indicator")
    said = f"{name}: {plural(len(newest), 'indicator')} published"
    return said + (
        f"; {', '.join(f'{r.title.lower()} {facts.reading(r._asdict())}' for r in newest.head(2).itertuples())}" if len(newest) else ""
    )


def _open(name: str, unknown: pd.DataFrame) -> str:
    return f"{plural(len(unknown), 'open question')} about {name}" + (
        f", first {unknown['Question'].iloc[0].lower()}" if len(unknown) else ""
    )


def _known(beside: pd.DataFrame) -> str:
    every = int((beside != "not reported").all(axis=1).sum())
    return f"{plural(len(beside), 'indicator')} published for at least one of the parks, {every} for all of them"


def comparison(desk: Desk, parks: list[str], framework: str = "site") -> Briefing:
    """Two to eight parks side by side, and exactly why the first is ahead of each other one."""
    names = desk.store.ask("names").set_index("park")["name"]
    lost = [p for p in parks if p not in names.index]
    if lost:
        raise IppError(f"There is no park {lost[0]!r} in this set of parks.")
    if not 2 <= len(parks) <= 8:
        raise IppError("A comparison needs two to eight parks; put them into the basket first.")
    stood, vintage = desk.stand(framework), desk.catalog.vintage
    beside = listings.side_by_side(desk.store, parks, names)
    view = desk.link("Compare", basket=",".join(parks), framework=stood.sheet.framework.short_title)
    parts = [
        told(table("Side by side", _known(beside), beside, "on each profile", view)),
        figure(desk, "Side by side", view, scores.profile, stood, parks, vintage),
        *(why(desk, view, stood, parks[0], other, names) for other in parks[1:]),
    ]
    return bound(
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
    told_of = [p for p in mine.table.sort_values("coverage", ascending=False)["park"] if stood.scored.coverage[stood.sheet.of(p)] > 0]
    parts = [
        figure(
            desk,
            "Standing",
            view,
            scores.ranking,
            mine,
            desk.catalog.vintage,
            without=f"{chosen.short_title}: no ranking of the parks of {label} yet",
        ),
        table(
            "Standing",
            f"Every park of {label} under {chosen.short_title}",
            listings.standings(mine),
            "own construction on published answers",
            view,
        ),
        figure(desk, "Standing", view, scores.pillars, mine, desk.catalog.vintage),
        *(part for p in told_of[:2] for part in assessed(desk, framework, p, desk.link("Park_profile", park=p), stood)),
    ]
    if not told_of:
        first = listings.prerequisites(chosen)
        title = f"What to ask the parks of {label} first: {plural(len(first), 'prerequisite')} of {chosen.short_title}"
        parts.append(told(table("What to do next", title, first, f"{chosen.publisher}, {chosen.edition}", view)))
    return bound(desk, f"{chosen.short_title}: parks of {label}", "Scoring briefing", parts, view)


def exercise(desk: Desk) -> Briefing:
    """The training exercise on invented parks: standing, one criterion, one park and what to do next."""
    if not desk.training:
        raise IppError("The training exercise is written from the training set; choose that set of parks first.")
    stood, view = desk.stand("eip-2017"), desk.link("Eco_park_score")
    ranked = stood.table.dropna(subset=["rank"])["park"].tolist()
    parts = [
        figure(desk, "Standing", view, scores.ranking, stood, desk.catalog.vintage, 15),
        figure(desk, "Standing", view, scores.pillars, stood, desk.catalog.vintage, 12),
        figure(desk, "One criterion", desk.link("Guidelines"), scores.strip, stood, "ECO-PI-4", desk.catalog.vintage),
        *(part for p in ranked[len(ranked) // 2 :][:1] for part in assessed(desk, "eip-2017", p, desk.link("Park_profile", park=p), stood)),
    ]
    return bound(desk, "Training exercise", "Read the ranking, find what is not certain, plan the next level", parts, view)


def collection(desk: Desk, drawn: list[Figure]) -> Briefing:
    """Figures that a reader collected over the pages, in the reader's order."""
    parts = [Part(figure.title, figure, section="", definitions=figure.definitions, link=figure.link) for figure in drawn]
    return replace(
        bound(desk, "Collected figures", f"{plural(len(parts), 'figure')}, as when collected", parts, ""),
        watermark=next((f.watermark for f in drawn if f.watermark), ""),
    )
