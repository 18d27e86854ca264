"""The method page: rules, defaults, example, frameworks. Never states a default that the framework's own file does not hold."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pandas as pd
import streamlit as st

from ipp_data import scoring
from ipp_data.catalog import ROOT
from ipp_data.figures import number
from ipp_data.model import Criterion, Framework, Level, Method
from ipp_data.ui import session, show

MEANING = {
    "weighting": "Weights: category = every pillar counts the same, criterion = every criterion counts the same",
    "aggregation": "How pillars become one score",
    "coverage_gate": "Least share of the weight that must be answered for a rank",
    "rho": "Relative spread of a weight in the variants",
    "draws": "Number of variants",
    "seed": "Seed of the random numbers",
    "smallest_group": "Fewest parks for a rank or a group statistic",
}


def rules() -> None:
    """The written method."""
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    st.markdown(text.split("\n", 1)[1])  # the page has its title already


def defaults() -> None:
    """Every default of every framework, from the file that the scoring reads."""
    rows = [
        {"Framework": f.short_title, "Setting": MEANING[name], "Value": str(value)}
        for f in session.catalog().frameworks.values()
        for name, value in asdict(f.method).items()
    ]
    show.table(pd.DataFrame(rows), "defaults", "Defaults of the method", height="content")
    gates = [
        {
            "Framework": f.short_title,
            "Level": lv.title,
            "Criteria met": f"{lv.met:.0%}",
            "Prerequisites met": f"{lv.prerequisites_met:.0%}",
            "Overall at least": 100 * lv.overall,
            "Every pillar at least": 100 * lv.pillar,
        }
        for f in session.catalog().frameworks.values()
        for lv in f.levels
    ]
    show.table(pd.DataFrame(gates), "gates", "Gates of the levels", height="content")
    st.markdown(
        "Where a criterion has no limit of its own: *higher* kinds earn 0 at 0; *lower* kinds earn 0 at twice the threshold, percentages at 100 %. "
        "*Partly* earns 0.5. Everything that is ranked is rounded to tenths of a point first."
    )


def example() -> None:
    """A small park to change: two pillars, four criteria, one of them missing."""
    st.markdown(
        "Management holds a yes/no question (weight 1) and the share of firms served (at least 75 %, weight 2); environment, which weighs twice as much, "
        "holds water losses (at most 10 %, none earned at 20 %) and one criterion that nobody answered."
    )
    left, middle, right = st.columns(3)
    a = {"yes": 1.0, "partly": 0.5, "no": 0.0}[left.radio("Management body", ["yes", "partly", "no"], horizontal=True)]
    b = middle.slider("Firms served (%)", 0, 100, 60)
    c = right.slider("Water losses (%)", 0, 30, 14)
    scored = scoring.evaluate(_toy(), np.array([[a, b, c, np.nan]]))
    rows = pd.DataFrame(
        {
            "Criterion": ["Management body", "Firms served", "Water losses", "Waste reused"],
            "Threshold": ["yes", "at least 75 %", "at most 10 %", "at least 20 %"],
            "Reported": [f"{a:g}", f"{b} %", f"{c} %", "not reported"],
            "Score": scored.scores[0],
            "Weight in the whole": scoring.effective(scored.tree, scored.applicable)[0],
        }
    )
    show.table(rows.round(4), "example", "The worked example", height="content")
    show.metrics(
        {
            "Score": (f"{100 * scored.overall()[0]:.1f}", "The missing criterion is left out and its sibling takes its weight."),
            "Bounds": (
                f"{100 * scored.overall('low')[0]:.0f} to {100 * scored.overall('high')[0]:.0f}",
                "If the missing one were 0, or met.",
            ),
            "Coverage": (f"{100 * scored.coverage[0]:.1f} %", "The width of the bounds is exactly what is not covered."),
            "Balanced mean": (f"{100 * scored.point.geometric[0]:.1f}", "The geometric mean of the pillars is never above the plain one."),
        }
    )


def _toy() -> Framework:
    def one(code: str, pillar: str, kind: str, target: float, limit: float | None, weight: float) -> Criterion:
        return Criterion(code, pillar, "all", "performance", code, code, kind, target, limit, False, "%", weight, "park", "", "", "", "")

    criteria = (
        one("a", "management", "yesno", 1, 0, 1),
        one("b", "management", "higher", 75, 0, 2),
        one("c", "environment", "lower", 10, 20, 1),
        one("d", "environment", "higher", 20, 0, 1),
    )
    pillars = {
        "management": {"title": "Management", "weight": 1, "topics": {"all": {"title": "All", "weight": 1}}},
        "environment": {"title": "Environment", "weight": 2, "topics": {"all": {"title": "All", "weight": 1}}},
    }
    return Framework("toy", "Worked example", "Example", "", "", 2026, "", "", True, pillars, (Level(1, "Level 1"),), Method(), criteria)


def frameworks() -> None:
    """The frameworks side by side, and how sure each threshold is."""
    known = session.catalog().frameworks
    rows = [
        {
            "Framework": f.title,
            "Publisher": f.publisher,
            "Edition": f.edition,
            "Criteria": len(f.criteria),
            "Prerequisites": sum(c.group == "prerequisite" for c in f.criteria),
            "Ranked": "yes" if f.ranked else "no",
            "Certainty high / medium / low": " / ".join(str(sum(c.certainty == k for c in f.criteria)) for k in ("high", "medium", "low")),
        }
        for f in known.values()
    ]
    show.table(pd.DataFrame(rows), "frameworks", "The frameworks side by side", height="content")
    st.markdown("**Every criterion with the certainty of its threshold**")
    rows = [
        {
            "Framework": f.short_title,
            "Code": c.code,
            "Criterion": c.title,
            "Kind": c.kind,
            "Target": c.target,
            "Limit": c.limit,
            "Unit": c.unit,
            "Certainty": c.certainty,
            "State": c.verification,
            "Evidence": c.evidence,
            "SDG targets": c.sdg_targets,
        }
        for f in known.values()
        for c in f.criteria
    ]
    show.table(pd.DataFrame(rows), "certainty", "Certainty of every threshold", height=420)
    st.markdown(
        "**The crosswalk**: an answer is read under another framework where the question is equal, or where a met criterion covers it."
    )
    show.table(session.ask("crosswalk_list"), "crosswalk", "Links between criteria", height=320)
    st.markdown("**From published figures to criteria**: which published figures answer a criterion, and which were refused and why.")
    show.table(session.ask("mapping_list"), "mappings", "Mappings from indicators to criteria", height=320)


def goalposts() -> None:
    """Where each criterion of the site gives all of its points and where none, and why."""
    chosen = session.catalog().frameworks["site"]
    pillars = {pillar: block["title"] for pillar, block in chosen.pillars.items()}
    rows = [
        {
            "Criterion": f"{c.code} {c.title} ({pillars[c.pillar].lower()})",
            "100 points at": number(c.target, 0, c.unit),
            "0 points at": number(c.limit, 0, c.unit),
            "Weight": f"{c.weight:g}",
            "Argument": c.requirement,
            "What weakens it": c.verification.removeprefix("own goalposts, awaiting a second reader; "),
            "Certainty": c.certainty,
            "Guidelines": c.evidence.split(";")[0].removeprefix("Guidelines "),
        }
        for c in chosen.criteria
    ]
    st.markdown(
        "Goalposts of the site framework: this product's own, each with its argument, awaiting a second reader. *Rules* says how ranges, "
        "silent layers and landlocked countries are treated. Between the two ends the points follow a straight line."
    )
    st.table(pd.DataFrame(rows).set_index("Criterion"), border="horizontal")  # its cells wrap: the arguments are read, not sorted
    st.markdown(chosen.note)


def published() -> None:
    """UNIDO's published averages of its 50-park study, as context only."""
    st.markdown(
        "UNIDO assessed 50 parks in eight countries under the framework of 2017 (only Indonesia is among the eight countries here) and published averages, "
        "no park scores. They stand here as context; they are never mixed with the figures of this product, and no default was tuned to them."
    )
    show.table(session.ask("unido_averages"), "unido", "UNIDO's published averages", height="content")
    st.markdown(
        "**How this product differs from UNIDO's own assessment tool.** The tool is a workbook filled by an expert with the park operator for the current and "
        "the intended state, and turns the answers into a percentage. This product keeps every answer with its source, shows bounds instead of filling gaps, "
        "keeps prerequisites apart as gates, and gives a rank only with its interval. Its weights and levels are its own."
    )
