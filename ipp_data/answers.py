"""Answers of parks as matrices that the scoring takes, with where each came from. Never fills what nobody answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ipp_data import marks
from ipp_data.catalog import Catalog
from ipp_data.marks import Bools, Floats
from ipp_data.model import Framework
from ipp_data.store import Store


@dataclass(frozen=True, eq=False)
class Sheet:
    """The answers of parks to one framework: matrices of parks x criteria, and the long rows with their sources."""

    framework: Framework
    state: str
    places: pd.DataFrame
    rows: pd.DataFrame
    values: Floats
    applicable: Bools
    references: Floats
    band: tuple[Floats, Floats] | None = None  # the least and the largest value that the precision of a source allows

    @property
    def parks(self) -> list[str]:
        """Park ids in the order of the matrices."""
        return list(self.places["park"])

    def of(self, park: str) -> int:
        """The line of a park in the matrices."""
        return self.parks.index(park)


def load(store: Store, catalog: Catalog, framework: str, state: str = "current", year: int | None = None) -> Sheet:
    """The answers under one framework, those that the crosswalk carries over from other frameworks included."""
    chosen = catalog.frameworks[framework]
    places, given = store.ask("names"), store.ask("answers", state=state, year=year)
    if chosen.countries:
        places = places[places["country"].isin(chosen.countries)].reset_index(drop=True)
    own = given[given["framework"] == framework]
    links = store.ask("links", framework=framework)
    read = [own]
    for other in dict.fromkeys(links["from_framework"]):
        source = sheet(
            catalog.frameworks[other], state, places, given[given["framework"] == other], store.ask("references", framework=other)
        )
        read.append(_carried(source, chosen, links[links["from_framework"] == other]))
    rows = pd.concat([frame for frame in read if len(frame)] or [own]).drop_duplicates(["park", "criterion"])
    return sheet(chosen, state, places, rows, store.ask("references", framework=framework))


def sheet(framework: Framework, state: str, places: pd.DataFrame, rows: pd.DataFrame, references: pd.DataFrame) -> Sheet:
    """Lay long rows out as matrices; rows need park, criterion, value, status and year."""
    line = {park: i for i, park in enumerate(places["park"])}
    column = {c.code: j for j, c in enumerate(framework.criteria)}
    rows = rows[rows["park"].isin(line) & rows["criterion"].isin(column)]
    i, j = rows["park"].map(line).to_numpy(int), rows["criterion"].map(column).to_numpy(int)
    values, applicable = np.full((len(line), len(column)), np.nan), np.ones((len(line), len(column)), bool)
    silent = (rows["status"] == "not applicable").to_numpy(bool)
    values[i[~silent], j[~silent]] = rows["value"].to_numpy(float, na_value=np.nan)[~silent]
    applicable[i[silent], j[silent]] = False
    band = None
    if "low" in rows and rows["low"].notna().any():
        ends = [values.copy(), values.copy()]
        for end, name in zip(ends, ("low", "high"), strict=True):
            end[i, j] = rows[name].fillna(rows["value"]).to_numpy(float, na_value=np.nan)
        band = (ends[0], ends[1])
    return Sheet(framework, state, places, rows, values, applicable, _references(framework, places, rows, references), band)


def _references(framework: Framework, places: pd.DataFrame, rows: pd.DataFrame, references: pd.DataFrame) -> Floats:
    """The national average beside each relative cell: of the year of the answer, else the newest."""
    laid = np.full((len(places), len(framework.criteria)), np.nan)
    years = rows.set_index(["park", "criterion"])["year"].to_dict()
    for j, criterion in enumerate(framework.criteria):
        known = references[references["criterion"] == criterion.code]
        if not criterion.kind.endswith("_rel") or known.empty:
            continue
        newest = known.drop_duplicates("country").set_index("country")["value"].to_dict()
        dated = known.set_index(["country", "year"])["value"].to_dict()
        laid[:, j] = [
            dated.get((country, years.get((park, criterion.code))), newest.get(country, np.nan))
            for park, country in zip(places["park"], places["country"], strict=True)
        ]
    return laid


def _carried(source: Sheet, target: Framework, links: pd.DataFrame) -> pd.DataFrame:
    """Rows that answers under another framework give: the same value where both are the same measure, else a yes for a met criterion."""
    scores, _ = marks.indicator_scores(source.framework, source.values, source.applicable, source.references)
    met = pd.DataFrame(scores == 1, index=source.parks, columns=[c.code for c in source.framework.criteria]).stack()
    criteria = {c.code: c for c in (*source.framework.criteria, *target.criteria)}
    frames = []
    for link in links.itertuples(index=False):
        first, second = criteria[link.from_criterion], criteria[link.to_criterion]
        rows = source.rows[(source.rows["criterion"] == first.code) & (source.rows["status"] == "reported")]
        same = first.kind == second.kind and first.unit == second.unit
        if not same or link.relation == "covers":  # a "no" on the wider question says nothing about the narrower one
            rows = rows[rows["park"].map(lambda park, code=first.code: bool(met[park, code])).astype(bool)]
        if not same and second.kind != "yesno":
            continue
        frames.append(
            rows.assign(
                framework=target.id,
                criterion=second.code,
                value=rows["value"] if same else 1.0,
                via=f"{source.framework.short_title} {first.code} ({link.relation})",
            )
        )
    return pd.concat(frames) if frames else source.rows.iloc[:0]
