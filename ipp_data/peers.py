"""Finds parks to learn from: who meets what a park does not, the most similar first. Never reads a file, never ranks parks by merit.

Similarity is the mean of terms of 0..1 that the reader switches on and off. A term is unknown (NaN) where one of the two parks, or both, has no
value for it; it is then left out of the mean, so that silence makes two parks neither alike nor different.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ipp_data.errors import IppError
from ipp_data.marks import Bools, Floats, Ints
from ipp_data.scoring import Scored, Status

AGE_SPAN = 20  # years between two parks at which the term of age reaches 0

SIZE_SPAN = 10  # ratio of two areas at which the term of size reaches 0

SIMILAR = 0.5  # from here on a term is worded as similar, below as different

TERMS = {
    "type": "1 if both are of the same type, else 0",
    "sector": "sectors that both have, as a share of all sectors of the two",
    "size": f"1 for equal areas, 0 for areas {SIZE_SPAN} times apart or more, on a log scale; areas of whole territories do not count",
    "age": f"1 for the same year of establishment, 0 for {AGE_SPAN} years apart or more",
    "ownership": "1 if both are public, both private or both partnerships, else 0",
    "income": "1 if both countries are in the same income group, else 0",
}

DEFAULT_TERMS = ("type", "sector", "size", "age", "ownership")

GAPS = {Status.NOT_MET: "not met", Status.PARTLY: "partly met", Status.UNKNOWN: "not reported"}

Words = NDArray[np.object_]


def similarity(
    places: pd.DataFrame, park: str, terms: Sequence[str] = DEFAULT_TERMS, groups: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """How much each of the places (the park itself included) is like one park: the mean, its terms, the number known, the reason."""
    chosen = _chosen(terms, groups)
    own, frame = _line(list(places["park"]), park), places.reset_index(drop=True)
    sheet = pd.DataFrame({term: _term(term, frame, own, groups) for term in chosen})
    known = sheet.notna().sum(axis=1)
    head = pd.DataFrame({
        "park": frame["park"],
        "similarity": sheet.mean(axis=1),
        "known": known,
        "of": len(chosen),
        "thin": 2 * known < len(chosen),  # less than half of the terms is known
        "reason": _reasons(sheet, frame, own),
    })  # fmt: skip
    return pd.concat([head, sheet], axis=1)


def gaps(scored: Scored, line: int) -> tuple[str, ...]:
    """The criteria that one park does not meet, meets in part or has not reported, in the order of the framework."""
    return tuple(code for code, status in zip(scored.tree.codes, scored.status[line], strict=True) if status in GAPS)


def who_meets(
    scored: Scored,
    parks: Sequence[str],
    park: str,
    near: pd.DataFrame,
    codes: Sequence[str] | None = None,
    most: int | None = None,
) -> pd.DataFrame:
    """The parks of `near` that meet each criterion (by default every gap of the park), most similar first, thinly known ones last."""
    line, column = _line(list(parks), park), {code: j for j, code in enumerate(scored.tree.codes)}
    wanted = gaps(scored, line) if codes is None else tuple(dict.fromkeys(codes))
    lost = [code for code in wanted if code not in column]
    if lost:
        raise IppError(f"{scored.framework.short_title} has no criterion {lost[0]!r}; choose one of its own.")
    columns = np.array([column[code] for code in wanted], dtype=np.int64)
    met = scored.status[:, columns] == Status.MET
    met[line] = False
    rows, place = np.nonzero(met)
    words = np.array([GAPS.get(status, "met or not applicable") for status in scored.status[line, columns]], dtype=object)
    found = pd.DataFrame({
        "order": place,
        "criterion": np.array(wanted, dtype=object)[place],
        "gap": words[place],
        "park": np.array(parks, dtype=object)[rows],
        "value": scored.values[rows, columns[place]],
    })  # fmt: skip
    found = found.merge(near, on="park").sort_values(
        ["order", "thin", "similarity", "known", "park"], ascending=[True, True, False, False, True]
    )
    found = found if most is None else found.groupby("order").head(most)
    return found.drop(columns="order").reset_index(drop=True)


def _chosen(terms: Sequence[str], groups: Mapping[str, str] | None) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(terms))
    lost = [term for term in chosen if term not in TERMS]
    if lost:
        raise IppError(f"There is no term {lost[0]!r} of similarity; choose from {', '.join(TERMS)}.")
    if not chosen:
        raise IppError(f"Nothing says what similar means; switch on one or more of {', '.join(TERMS)}.")
    if "income" in chosen and groups is None:
        raise IppError("The term income needs the income group of each country; give them or switch the term off.")
    return chosen


def _line(parks: Sequence[str], park: str) -> int:
    if park not in parks:
        raise IppError(f"There is no park {park!r} among the {len(parks)} parks compared; choose one of them.")
    return list(parks).index(park)


def _term(term: str, frame: pd.DataFrame, own: int, groups: Mapping[str, str] | None) -> Floats:
    if term == "size":
        logs = np.log10(_area(frame))
        return np.clip(1 - np.abs(logs - logs[own]) / np.log10(SIZE_SPAN), 0, 1)
    if term == "age":
        years = _numbers(frame["established_year"])
        return np.clip(1 - np.abs(years - years[own]) / AGE_SPAN, 0, 1)
    if term == "sector":
        shared, either = _shared(frame, own)
        return np.divide(shared, either, out=np.full(len(frame), np.nan), where=either > 0)
    names = frame["country"].map(dict(groups or {})) if term == "income" else frame[term]
    known = (names.notna() & (names != "")).to_numpy(bool)
    same = (names == names[own]).fillna(False).to_numpy(bool)
    return np.where(known & known[own], same.astype(float), np.nan)


def _numbers(column: pd.Series) -> Floats:
    return pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan)


def _area(frame: pd.DataFrame) -> Floats:
    """Hectares of industrial land; NaN where there is none or where the figure is that of a whole territory."""
    area = _numbers(frame["area"])
    whole = frame["territory"].fillna(False).to_numpy(bool) if "territory" in frame else np.zeros(len(frame), bool)
    return np.where((area > 0) & ~whole, area, np.nan)


def _shared(frame: pd.DataFrame, own: int) -> tuple[Ints, Ints]:
    """Sectors that both parks have and that either has; the second is 0 where the sectors of one are unknown."""
    named = frame["sectors"].fillna("").astype(str).str.get_dummies(sep=";").drop(columns="", errors="ignore")  # "" is no sector
    tags = named.to_numpy(dtype=np.int64)
    count, shared = tags.sum(axis=1), tags @ tags[own]
    return shared, np.where((count > 0) & (count[own] > 0), count + count[own] - shared, 0)


def _reasons(sheet: pd.DataFrame, frame: pd.DataFrame, own: int) -> Words:
    """Each row of terms in words: what is the same, what is similar, what differs and what is not known."""
    values, names = sheet.to_numpy(float), np.array(sheet.columns, dtype=object)
    detailed = np.stack([name + _detail(name, frame, own) for name in names], axis=1)
    same, similar = values == 1, (values >= SIMILAR) & (values < 1)
    alike = _joined([_said("same ", same, np.broadcast_to(names, values.shape)), _said("similar ", similar, detailed)], ", ")
    other = _said("different ", values < SIMILAR, detailed)
    unknown = _said("", np.isnan(values), np.broadcast_to(names, values.shape), " not known")
    return _joined([alike, other, unknown], "; ")


def _detail(term: str, frame: pd.DataFrame, own: int) -> Words:
    """The two figures behind a term in brackets, or nothing for a term without figures."""
    if term == "sector":
        shared, either = _shared(frame, own)
        return " (" + shared.astype(str).astype(object) + " of " + either.astype(str).astype(object) + " shared)"
    if term in ("size", "age"):
        figures = _area(frame).round(1) if term == "size" else _numbers(frame["established_year"])
        shown = pd.Series(figures).map(("{:,.10g}" if term == "size" else "{:.0f}").format).to_numpy(object)
        return " (" + shown[own] + " and " + shown + (" ha)" if term == "size" else ")")
    return np.full(len(frame), "", dtype=object)


def _said(before: str, hit: Bools, names: Words, after: str = "") -> Words:
    """The hit names of each row as a list in words between two texts; empty where none is hit."""
    listed = _listed(hit, names)
    return np.where(listed != "", before + listed + after, "")


def _listed(hit: Bools, names: Words) -> Words:
    place = hit.cumsum(axis=1)
    link = np.where(place == 1, "", np.where(place == place[:, -1:], " and ", ", ")).astype(object)
    return np.where(hit, link + names, "").sum(axis=1)


def _joined(parts: Sequence[Words], link: str) -> Words:
    """Texts side by side joined row by row, empty ones left out."""
    text = parts[0]
    for part in parts[1:]:
        text = text + np.where((text != "") & (part != ""), link, "").astype(object) + part
    return text
