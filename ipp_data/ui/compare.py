"""Parks side by side. Never hides which of two parks did not report."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from ipp_data import benchmark, explain, robustness, sensitivity
from ipp_data.benchmark import Standing, interval
from ipp_data.errors import IppError
from ipp_data.figures import criteria as asked
from ipp_data.figures import facts as published
from ipp_data.scoring import Status
from ipp_data.ui import session, show

REFERENCES = ("Threshold of the framework", "Median of all parks", "Best of all parks", "A named park")


def facts(parks: list[str]) -> None:
    """The newest published figure of every indicator that at least one of the parks reports."""
    names = session.ask("names").set_index("park")["name"]
    frames = [session.ask("facts", park=park).drop_duplicates("indicator").assign(park=names[park]) for park in parks]
    rows = pd.concat(frames)
    if rows.empty:
        st.info("No figure of these parks was found in a published source.", icon=":material/search_off:")
        return
    rows = rows.assign(reading=[f"{published.reading(r)} ({r['year_label']}, {r['evidence']})" for _, r in rows.iterrows()])
    wide = rows.pivot(index=["theme", "title"], columns="park", values="reading").reindex(columns=[names[p] for p in parks])
    wide = wide.reset_index().rename(columns={"theme": "Theme", "title": "Indicator"})
    show.table(wide.drop(columns="Theme"), "compare-facts", "Published figures side by side", height="content" if len(wide) < 14 else 480)
    show.downloads(wide, "comparison of parks")


def criteria(stood: Standing, parks: list[str]) -> None:
    """Criterion by criterion: the answers, the threshold and a chosen reference."""
    names = stood.sheet.places.set_index("park")["name"]
    picked = st.selectbox("Compare with", REFERENCES, key="reference", bind="query-params")
    known = [p for p in stood.sheet.parks if stood.scored.coverage[stood.sheet.of(p)] > 0]
    if not known:
        st.info("No park has an answer under this framework.", icon=":material/search_off:")
        return
    named = st.selectbox("Park", known, format_func=lambda p: names[p], key="reference-park") if picked == REFERENCES[3] else ""
    smallest = stood.sheet.framework.method.smallest_group
    rows = []
    for j, criterion in enumerate(stood.sheet.framework.criteria):
        row = {
            "Criterion": f"{criterion.code} {criterion.title}",
            "Threshold": asked.threshold(criterion),
            "Reference": _reference(stood, j, picked, named, smallest),
        }
        for park in parks:
            line = stood.sheet.of(park)
            status = asked.STATUS[Status(int(stood.scored.status[line, j]))]
            value = asked.reported(criterion, stood.scored.values[line, j])
            row[names[park]] = status if status in ("not reported", "not applicable") else f"{MARKS[status]} {value}"
        rows.append(row)
    shown = pd.DataFrame(rows).drop(columns=[] if picked != REFERENCES[0] else ["Reference"])
    show.table(
        shown,
        "compare-criteria",
        "Criteria side by side",
        height=560,
        column_config={"Criterion": st.column_config.TextColumn(pinned=True, width=320)},
    )
    st.caption(f"✓ met · ◐ partly met · ✗ not met. A group with fewer than {smallest} reporting parks has no median and no best.")
    show.downloads(shown, "comparison of criteria")


MARKS = {"met": "✓", "partly met": "◐", "not met": "✗"}


def _reference(stood: Standing, j: int, picked: str, named: str, smallest: int) -> str:
    """The chosen reference for one criterion, in words."""
    criterion, column = stood.sheet.framework.criteria[j], stood.scored.values[:, j]
    if picked == REFERENCES[0]:
        return asked.threshold(criterion)
    if picked == REFERENCES[3]:
        return asked.reported(criterion, column[stood.sheet.of(named)])
    known = ~np.isnan(stood.scored.scores[:, j])
    if known.sum() < smallest:
        return f"fewer than {smallest} parks report it"
    if picked == REFERENCES[1]:
        return asked.reported(criterion, float(np.median(column[known])))
    return asked.reported(criterion, float(column[np.nanargmax(np.where(known, stood.scored.scores[:, j], -1))]))


def why(stood: Standing, parks: list[str]) -> None:
    """Why one park is ahead of another, exactly, and how sure the order is."""
    names = stood.sheet.places.set_index("park")["name"]
    table = stood.table.set_index("park")
    left, right = st.columns(2)
    first = left.selectbox("This park", parks, format_func=lambda p: names[p], key="first")
    second = right.selectbox("compared with", [p for p in parks if p != first], format_func=lambda p: names[p], key="second")
    lines = [stood.sheet.of(first), stood.sheet.of(second)]
    try:
        pieces = explain.contributions(stood.scored, *lines)
    except IppError as problem:
        st.info(str(problem), icon=":material/search_off:")
        return
    show.figure(asked.waterfall(stood, pieces, names[first], names[second], session.catalog().vintage), key="waterfall")
    sides = [
        f"{names[p]}: bounds {table.loc[p, 'low']:.1f} to {table.loc[p, 'high']:.1f}, coverage {table.loc[p, 'coverage']:.0f} %, {interval(table.loc[p])}"
        for p in (first, second)
    ]
    st.markdown("\n".join(f"- {side}" for side in sides))
    if table.loc[[first, second], "rank"].notna().all():
        share = float(benchmark.ahead(stood, [first, second])[0, 1])
        st.markdown(f"In the variants: **{robustness.verdict(share, names[first], names[second])}**.")
    else:
        st.markdown("At least one of the two reports too little to be ranked, so the order is not certain: look at the bounds.")
    _tipping(stood, lines, [names[first], names[second]])


def _tipping(stood: Standing, lines: list[int], names: list[str]) -> None:
    """At which weight of a pillar the other park would overtake."""
    if stood.scored.aggregation != "arithmetic":
        return
    titles = {p: b["title"] for p, b in stood.sheet.framework.pillars.items()}
    points = [t for t in sensitivity.tipping_points(stood.scored, *lines) if t.at is not None and 0.005 < t.at < 0.995]
    if points:
        st.markdown(
            "The order turns when\n"
            + "\n".join(
                f"- {titles[t.pillar].lower()} weighs {'more' if t.at > t.weight else 'less'} than {t.at:.0%} (now {t.weight:.0%})"
                for t in points
            )
        )
    else:
        st.markdown(f"No change of the weight of a single pillar turns the order of {names[0]} and {names[1]}.")
