"""Choosing how to score, and showing where parks stand. Never computes a score of its own and never shows a rank without its interval."""

from __future__ import annotations

import numpy as np
import streamlit as st

from ipp_data import answers, benchmark
from ipp_data.benchmark import Choices, Standing
from ipp_data.model import Framework
from ipp_data.scoring import Weighting
from ipp_data.ui import address, session

SCHEMES = {"Equal per category": "category", "Equal per criterion": "criterion", "Own weights": "own"}
AGGREGATIONS = {"Mean of pillars": "arithmetic", "Balanced (geometric mean)": "geometric"}
SPREADS = {"±10 %": 0.10, "±25 %": 0.25, "±50 %": 0.50}


def framework(default: str = "eip-2017") -> Framework:
    """The framework to read the answers under; the address keeps it."""
    known = session.catalog().frameworks
    titles = {f.short_title: f.id for f in known.values()}
    picked = st.selectbox(
        "Framework",
        list(titles),
        index=list(titles.values()).index(default),
        key="framework",
        bind="query-params",
        help="A framework is a folder of criteria; an answer is read under every framework that asks the same.",
    )
    chosen = known[titles[picked]]
    with st.expander(f"About {chosen.title} · {chosen.publisher} · {chosen.edition}"):
        st.markdown(f"{chosen.note}  \n[{chosen.address}]({chosen.address})")
    return chosen


def choices(chosen: Framework) -> Choices:
    """Weights, aggregation and what the variants vary, all in the address."""
    by = st.segmented_control(
        "Rank by",
        ["Score", "Assured score"],
        default="Score",
        required=True,
        key="by",
        bind="query-params",
        help="The assured score takes every missing answer as 0, so that silence never helps.",
    )
    with st.expander(
        "Weights and method" + (" · changed" if any(k in st.query_params for k in ("weights", "mean", "spread", "gaps", "by")) else "")
    ):
        first, second, third = st.columns(3)
        with first:
            scheme = SCHEMES[
                st.radio(
                    "Weights",
                    list(SCHEMES),
                    key="weights",
                    bind="query-params",
                    help="Per category: every pillar counts the same. Per criterion: a pillar with more criteria counts more.",
                )
            ]
            own = (
                {
                    pillar: st.slider(block["title"], 0, 10, 5, key=f"w_{pillar}", bind="query-params")
                    for pillar, block in chosen.pillars.items()
                }
                if scheme == "own"
                else {}
            )
        with second:
            mean = AGGREGATIONS[
                st.radio(
                    "Aggregation",
                    list(AGGREGATIONS),
                    key="mean",
                    bind="query-params",
                    help="The balanced mean does not let a strong pillar make up for a weak one.",
                )
            ]
        with third:
            spread = SPREADS[st.radio("Variants vary each weight by about", list(SPREADS), index=1, key="spread", bind="query-params")]
            gaps = st.toggle(
                "Variants also vary the missing answers",
                key="gaps",
                bind="query-params",
                help="In a third of the variants missing counts as 0, in a third as anything between 0 and met.",
            )
    weighting = Weighting("category", own) if scheme == "own" else Weighting(scheme)
    return Choices(weighting, mean, spread, gaps, "low" if by == "Assured score" else "point")


@st.cache_resource(show_spinner=False, max_entries=64)
def _sheet(set_name: str, framework_id: str, state: str, year: int | None) -> answers.Sheet:
    return answers.load(session.store(set_name), session.catalog(), framework_id, state, year)


@st.cache_resource(show_spinner=False, max_entries=64)
def _stand(
    set_name: str, framework_id: str, state: str, year: int | None, key: str, _choices: Choices | None, among: tuple[str, ...] | None
) -> Standing:
    return benchmark.stand(_sheet(set_name, framework_id, state, year), _choices, None if among is None else list(among))


def standing(
    chosen: Framework, how: Choices | None = None, among: tuple[str, ...] | None = None, state: str = "current", year: int | None = None
) -> Standing:
    """Where the parks stand; ranks and intervals among the parks that pass the filters."""
    with st.spinner("Scoring ...", show_time=False):
        return _stand(address.set_name(), chosen.id, state, year, repr(how), how, among)


def reporting(chosen: Framework) -> dict[str, int]:
    """How many parks of the set answer each criterion, answers read from other frameworks included."""
    sheet = _sheet(address.set_name(), chosen.id, "current", None)
    return dict(zip((c.code for c in chosen.criteria), (~np.isnan(sheet.values)).sum(axis=0).tolist(), strict=True))


def year(chosen: Framework) -> int | None:
    """The year of the answers: the newest of each park, or all as of an earlier year."""
    years = [int(y) for y in session.ask("answer_years", framework=chosen.id)["year"]]
    if len(years) < 2:
        return None
    picked = st.selectbox("Answers as of", ["newest", *map(str, years)], key="as_of", bind="query-params")
    return None if picked == "newest" else int(picked)
