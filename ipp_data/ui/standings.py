"""Where parks stand, as pages show it: table, who cannot be told apart, how sure it is, what to ask next. Never a rank without its interval."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data import benchmark, explain, sensitivity
from ipp_data.benchmark import Standing
from ipp_data.errors import NoData
from ipp_data.figures import criteria as asked
from ipp_data.figures import plural
from ipp_data.figures import scores as said
from ipp_data.ui import address, show


def summary(stood: Standing, shown: pd.DataFrame) -> None:
    """How many parks are ranked, how many show bounds only, how many say nothing."""
    table = stood.table[stood.table["park"].isin(shown["park"])]
    if not len(stood.sheet.rows) and not address.training():
        st.info(
            "No real park has published an assessment under this framework, so every score is still open between 0 and 100. "
            "Look at what to ask next, or see a full ranking on invented parks.",
            icon=":material/help:",
        )
        st.page_link(
            "pages/4_Eco_park_score.py",
            label="See this page with the training set",
            icon=":material/school:",
            query_params={"set": "training"},
        )
    show.metrics(
        {
            "Parks": (f"{len(table)}", "Parks that pass the filters."),
            "Ranked": (
                f"{int(table['rank'].notna().sum())}",
                f"They report at least {stood.sheet.framework.method.coverage_gate:.0%} of the weight.",
            ),
            "Bounds only": (f"{int((table['rank'].isna() & (table['coverage'] > 0)).sum())}", "Some answers, too few for a rank."),
            "No answer yet": (f"{int((table['coverage'] == 0).sum())}", "Nothing published that has the same definition as a criterion."),
        }
    )


TABLE = {
    "name": "Park",
    "country_label": "Country",
    "standing": "Rank (nine of ten variants)",
    "score": "Score",
    "low": "Lowest",
    "high": "Highest",
    "coverage": "Coverage (%)",
    "level": "Assured level",
    "possible": "Possible level",
    "met": "Met",
    "partly": "Partly",
    "not_met": "Not met",
    "unknown": "Not reported",
    "not_applicable": "Not applicable",
}


def table(stood: Standing, shown: pd.DataFrame) -> None:
    """The table twin of the ranking: every park with bounds, coverage, levels and counts."""
    rows = stood.table[stood.table["park"].isin(shown["park"])]
    columns = [c for c in TABLE if c not in ("level", "possible") or stood.sheet.framework.levels]
    rows = rows.assign(standing=[benchmark.interval(row) for _, row in rows.iterrows()])[columns].rename(columns=TABLE)
    one = st.column_config.NumberColumn(format="%.1f", width=105)
    show.table(
        rows,
        "standings",
        "Standing of every park",
        column_config={
            "Park": st.column_config.TextColumn(pinned=True),
            "Score": one,
            "Lowest": one,
            "Highest": one,
            "Coverage (%)": st.column_config.NumberColumn(format="%.0f"),
        },
    )
    show.downloads(rows, f"{stood.sheet.framework.id} standings")


def apart(stood: Standing) -> None:
    """Which parks cannot be told apart from a chosen one, in words."""
    ranked = stood.table[stood.table["rank"].notna()]
    if ranked.empty:
        return
    names = dict(zip(ranked["park"], ranked["name"], strict=True))
    park = st.selectbox("Which parks cannot be told apart from", list(names), format_func=names.__getitem__, key="apart")
    same = benchmark.indistinct(stood, park)
    row = ranked.set_index("park").loc[park]
    st.markdown(
        f"**{names[park]}**: {benchmark.interval(row)}. "
        + (
            f"It cannot be told apart from {', '.join(same)}: neither is ahead in more than 95 % of the variants."
            if same
            else "It can be told apart from every other ranked park."
        )
    )


FACTORS = {
    "weights": "Weights",
    "scheme": "Weights per category or per criterion",
    "aggregation": "Mean or balanced mean",
    "scoring": "Graded or met only",
    "gaps": "Missing answers",
}


def sureness(stood: Standing) -> None:
    """Which choice moves the ranking most, and what happens when one pillar is left out."""
    if stood.draws is None:
        raise NoData(said.not_enough(stood))
    parks = list(stood.draws.parks)
    with st.spinner("Running the variants ..."):
        found = sensitivity.influences(stood.scored, parks)
        without = sensitivity.remove_one(stood.scored, "pillar", parks)
    left, right = st.columns(2)
    with left:
        st.markdown("**Which choice moves the ranks?**")
        rows = pd.DataFrame(
            [(FACTORS[i.factor], 100 * max(i.first, 0), 100 * i.total) for i in found],
            columns=["Choice", "Alone (%)", "With all others (%)"],
        )
        show.table(rows.round(0), "influences", "Share of the movement of ranks due to each choice", height="content")
        st.caption("Share of the variance of the mean change of rank that each choice explains, alone and together with the others.")
    with right:
        st.markdown("**What if one pillar did not count?**")
        titles = {p: b["title"] for p, b in stood.sheet.framework.pillars.items()}
        rows = pd.DataFrame([(titles[p], change) for p, change in without.items()], columns=["Pillar left out", "Ranks moved on average"])
        show.table(rows.round(1), "remove-one", "Mean change of rank when a pillar is left out", height="content")


def next_questions(stood: Standing, park: str, most: int = 12) -> None:
    """What to ask next about one park, the answer that settles most first."""
    line = stood.sheet.of(park)
    worth = explain.answers(stood.scored, line)[:most]
    titles = {c.code: c for c in stood.sheet.framework.criteria}
    if not worth:
        st.markdown("Every applicable criterion is answered.")
        return
    rows = pd.DataFrame(
        [
            {
                "Criterion": f"{a.code} {titles[a.code].title}",
                "What to ask": titles[a.code].requirement,
                "Threshold": asked.threshold(titles[a.code]),
                "Narrows the bounds by (points)": round(100 * a.closes, 1),
                **({"Level could change": "yes" if a.changes_level else "no"} if stood.sheet.framework.levels else {}),
            }
            for a in worth
        ]
    )
    show.table(rows, f"next-{park}", "The next questions, the most telling first", height="content")
    st.caption(f"{plural(len(worth), 'question')} of those not answered, ordered by how much the answer could change the result.")


def open_questions(stood: Standing, shown: pd.DataFrame) -> None:
    """What is known of the parks that are not ranked, and the next questions for one of them."""
    rows = stood.table[stood.table["park"].isin(shown["park"])].sort_values(["coverage", "name"], ascending=[False, True])
    names = dict(zip(rows["park"], rows["name"] + rows["coverage"].map(lambda c: f" · coverage {c:.0f} %"), strict=True))
    park = st.selectbox("Park", list(names), format_func=names.__getitem__, key="ask-park")
    row = rows.set_index("park").loc[park]
    st.markdown(
        f"**{row['name']}**: the score lies between **{row['low']:.1f}** and **{row['high']:.1f}** whatever the missing answers are; "
        f"{row['met']} met, {row['partly']} partly, {row['not_met']} not met, {row['unknown']} not reported."
    )
    next_questions(stood, park)
