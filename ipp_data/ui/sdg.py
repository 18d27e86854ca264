"""Criteria and indicators by target of the Sustainable Development Goals. Never says that meeting a criterion meets a target."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data.figures import goals as said
from ipp_data.figures import plural
from ipp_data.ui import score, session, show


def listed() -> pd.DataFrame:
    """One row for each target of each criterion and indicator."""
    rows = []
    for framework in session.catalog().frameworks.values():
        answered = score.reporting(framework)
        rows += [
            (target.strip(), framework.short_title, f"{c.code} {c.title}", c.requirement, answered[c.code])
            for c in framework.criteria
            for target in said.targets(c.sdg_targets)
        ]
    for name, table in (("Indicators of parks", "indicator_list"),):
        for r in session.ask(table).to_dict("records"):
            rows += [(t, name, r["title"], r["description"], None) for t in said.targets(r.get("sdg_target"))]
    for r in session.ask("country_latest", country="").to_dict("records"):
        rows += [(t, "Indicators of countries", r["title"], r["description"], None) for t in said.targets(r["sdg_target"])]
    return pd.DataFrame(rows, columns=["target", "set", "title", "asks", "parks"])


def view() -> None:
    """The goals at a glance, then everything under one target."""
    rows = listed()
    show.drawn(said.goals, rows, session.catalog().vintage, key="goals")
    known = sorted(rows["target"].unique(), key=said.order)
    target = st.selectbox(
        "Target",
        known,
        format_func=lambda t: f"{t} · goal {t.split('.')[0]}: {said.TITLES[int(t.split('.')[0])]}",
        key="target",
        bind="query-params",
    )
    shown = rows[rows["target"] == target]
    st.markdown(f"**{plural(len(shown), 'entry')}** under target {target}")
    table = shown.rename(
        columns={"set": "From", "title": "Criterion or indicator", "asks": "What it asks", "parks": "Parks that answer"}
    ).drop(columns="target")
    show.table(
        table.assign(**{"Parks that answer": table["Parks that answer"].map(lambda n: "" if pd.isna(n) else str(int(n)))}),
        "target-rows",
        f"Criteria and indicators under target {target}",
        height="content" if len(table) < 14 else 480,
    )
    st.caption("Links to targets are this product's own reading; meeting a criterion does not mean that a target is met.")
    show.downloads(rows, "criteria by sdg target")
