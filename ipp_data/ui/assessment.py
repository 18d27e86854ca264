"""The assessment of one park: score card, criteria, gaps, what-if and the shortest way up. Never says that closing a gap causes anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from ipp_data import benchmark, explain, levels, plans, scoring
from ipp_data.benchmark import Standing
from ipp_data.figures import criteria as asked
from ipp_data.figures import number
from ipp_data.figures import scores as said
from ipp_data.ui import learn, score, session, show, standings


def card(stood: Standing, park: str) -> None:
    """Score with bounds, coverage, levels and the gates that are still open."""
    row = stood.table.set_index("park").loc[park]
    line = stood.sheet.of(park)
    point = "below the coverage gate" if pd.isna(row["score"]) else number(row["score"], 1)
    show.metrics(
        {
            "Score": (
                f"{row['low']:.0f} to {row['high']:.0f}",
                f"Bounds ({row['low']:.1f} to {row['high']:.1f}) if all missing answers were 0, or met. Point score: {point}.",
            ),
            "Coverage": (f"{row['coverage']:.0f} %", "Share of the weight of the applicable criteria that is answered."),
            **(
                {
                    "Assured / possible level": (
                        f"{row['level']} / {row['possible']}",
                        "Assured takes missing answers as not met, possible as met. Levels are no certificate.",
                    )
                }
                if stood.sheet.framework.levels
                else {}
            ),
            "Criteria met": (
                f"{row['met']} of {len(stood.sheet.framework.criteria) - row['not_applicable']}",
                f"{row['partly']} partly, {row['not_met']} not met, {row['unknown']} not reported, {row['not_applicable']} not applicable.",
            ),
        }
    )
    st.markdown(
        f"Point score: **{point}** · **{benchmark.interval(row)}** in nine of ten variants of weights and method."
        if pd.notna(row["rank"])
        else f"Point score: **{point}** · **not ranked**. {said.not_enough(stood) if stood.draws is None else 'It reports too little for a rank.'}"
    )
    gates = levels.open_gates(stood.scored, line)
    if gates:
        st.markdown("Still open on the way to the next assured level:\n" + "\n".join(f"- {gate}" for gate in gates))
    st.caption(f"{stood.sheet.framework.title}. {said.OWN}; the framework itself prints no composite score.")


def strengths(stood: Standing, park: str) -> None:
    """Where the park gains and loses most against its own score."""
    best, worst = explain.strengths(stood.scored, stood.sheet.of(park), count=5)
    titles = {c.code: c.title for c in stood.sheet.framework.criteria}
    for column, heading, pairs in zip(st.columns(2), ("Strengths", "Weaknesses"), (best, worst), strict=True):
        column.markdown(
            f"**{heading}**\n" + ("\n".join(f"- {titles[code]} ({100 * part:+.1f} points)" for code, part in pairs) or "- none stands out")
        )


def intended(stood: Standing, park: str) -> None:
    """Current against intended state, where the park has stated one."""
    plan = score.standing(stood.sheet.framework, state="intended")
    line = plan.sheet.of(park)
    if plan.scored.coverage[line] == 0:
        st.caption("No intended state was given for this park.")
        return
    # The intention replaces the answers that it names; the others stay as they are.
    values = np.where(np.isnan(plan.sheet.values[line]), stood.sheet.values[stood.sheet.of(park)], plan.sheet.values[line])
    after = changed(stood, park, values)
    now, then = stood.scored.tenths[stood.sheet.of(park)] / 10, after.tenths[stood.sheet.of(park)] / 10
    both = pd.DataFrame(
        {
            "State": ["current", "intended"],
            "Score": [now, then],
            "Assured level": [int(levels.levels(s, "assured")[stood.sheet.of(park)]) for s in (stood.scored, after)],
            "Criteria met": [int(levels.compliance(s)["total"]["met"][stood.sheet.of(park)]) for s in (stood.scored, after)],
        }
    )
    show.table(both, f"intended-{park}", "Current and intended state", height="content")
    st.caption(f"Improvement that the park intends: {then - now:+.1f} points.")


def changed(stood: Standing, park: str, values: np.ndarray) -> scoring.Scored:
    """The same scoring with other answers for one park."""
    line, everyone = stood.sheet.of(park), stood.sheet.values.copy()
    everyone[line] = values
    sheet = stood.sheet
    return scoring.evaluate(sheet.framework, everyone, sheet.applicable, sheet.references, stood.scored.weighting, stood.scored.aggregation)


def gaps(stood: Standing, park: str) -> None:
    """Every criterion that is not met with what closing it would gain, those that block the next level first."""
    steps = explain.steps(stood.scored, stood.sheet.of(park))
    criteria = {c.code: c for c in stood.sheet.framework.criteria}
    if not steps:
        st.markdown("Every applicable criterion is met.")
        return
    rows = pd.DataFrame(
        [
            {
                "Criterion": f"{s.code} {criteria[s.code].title}",
                "Kind": criteria[s.code].group,
                "State": "not reported" if s.missing else "not met",
                **({"Blocks the next level": "yes" if s.blocks else "no"} if stood.sheet.framework.levels else {}),
                "Gain if met (points)": round(100 * s.at_best, 1),
                "If it turned out worst (points)": f"{100 * s.at_worst:+.1f}" if s.missing else "",
                "Aim": asked.threshold(criteria[s.code]),
                "Change needed": "" if s.change is None else f"{s.change:+g} {criteria[s.code].unit}",
            }
            for s in steps
        ]
    )
    show.table(rows, f"gaps-{park}", "Gaps with their gains", height=420 if len(rows) > 12 else "content")
    show.downloads(rows, f"gaps of {park}")
    st.caption(
        "Gains are points of the model, not effects of a measure. A gap that is not reported may already be met: reporting is an action too."
    )


def what_if(stood: Standing, park: str) -> None:
    """Change one answer and see score, level and rank move."""
    line = stood.sheet.of(park)
    open_ = {
        c.code: j for j, c in enumerate(stood.sheet.framework.criteria) if stood.scored.status[line, j] != scoring.Status.NOT_APPLICABLE
    }
    criteria = {c.code: c for c in stood.sheet.framework.criteria}
    left, right = st.columns([2, 1])
    code = left.selectbox(
        "Criterion to change", list(open_), format_func=lambda c: f"{c} {criteria[c].title}", key="whatif", bind="query-params"
    )
    now, criterion = stood.sheet.values[line, open_[code]], criteria[code]
    if criterion.kind == "yesno":
        words = {"yes": 1.0, "partly": 0.5, "no": 0.0}
        value = words[right.radio("New answer", list(words), horizontal=True, key=f"new-{code}")]
    else:
        value = right.number_input(
            f"New value ({criterion.unit})", value=float(criterion.target if np.isnan(now) else now), key=f"new-{code}"
        )
    values = stood.sheet.values[line].copy()
    values[open_[code]] = value
    sheet = replace(stood.sheet, values=np.vstack([stood.sheet.values[:line], values, stood.sheet.values[line + 1 :]]))
    after = benchmark.stand(sheet)
    before, then = (s.table.set_index("park").loc[park] for s in (stood, after))
    rows = pd.DataFrame(
        [
            {
                "": name,
                "Score": number(r["score"], 1),
                "Bounds": f"{r['low']:.1f} to {r['high']:.1f}",
                "Coverage": f"{r['coverage']:.0f} %",
                "Levels": f"{r['level']} assured, {r['possible']} possible" if stood.sheet.framework.levels else "none in this framework",
                "Rank": benchmark.interval(r),
            }
            for name, r in (("now", before), (f"{code}: {asked.reported(criterion, value)}", then))
        ]
    )
    st.table(rows.set_index(""), border="horizontal")


def way_up(stood: Standing, park: str) -> None:
    """The smallest set of improvements that assures the next level, as an action plan to take along."""
    line = stood.sheet.of(park)
    reached = int(levels.levels(stood.scored, "assured")[line])
    goals = {lv.title: lv.level for lv in sorted(stood.sheet.framework.levels, key=lambda lv: lv.level) if lv.level > reached}
    if not goals:
        has = stood.sheet.framework.levels
        st.markdown("The highest level is assured already." if has else "This framework has no levels, so there is no next one.")
        return
    goal = st.selectbox("Level to reach", list(goals), key=f"goal-{park}")
    criteria = {c.code: c for c in stood.sheet.framework.criteria}
    st.caption(
        "Effort of each criterion: 1 unless you change it in the plan below (whole numbers); the set with the least effort is found exactly."
    )
    key = f"efforts-{park}"
    plan = plans.cheapest_to_level(stood.scored, line, goals[goal], st.session_state.get(key))
    if not plan.feasible:
        st.warning(plan.words)
        return
    st.markdown(f"**{plan.words}**, effort {plan.effort}: assured score {100 * plan.score:.1f}, level {plan.level}.")
    rows = pd.DataFrame(
        [
            {
                "Criterion": f"{code} {criteria[code].title}",
                "Aim": asked.threshold(criteria[code]),
                "Effort": (st.session_state.get(key) or {}).get(code, 1),
                "Owner": "",
                "Date": "",
                "Status": "open",
            }
            for code in plan.codes
        ]
    )
    edited = st.data_editor(
        rows,
        hide_index=True,
        key=f"plan-{park}-{goal}",
        disabled=["Criterion", "Aim"],
        alt="Action plan",
        column_config={"Effort": st.column_config.NumberColumn(min_value=1, max_value=99, step=1)},
    )
    efforts = (st.session_state.get(key) or {}) | {code: int(e) for code, e in zip(plan.codes, edited["Effort"], strict=True)}
    if efforts != (st.session_state.get(key) or dict.fromkeys(plan.codes, 1)):
        st.session_state[key] = efforts
        st.rerun()
    show.downloads(edited, f"action plan of {park}")
    with st.expander("Copy as text"):
        st.code(
            "\n".join(f"{r['Criterion']}\t{r['Aim']}\t{r['Owner']}\t{r['Date']}\t{r['Status']}" for _, r in edited.iterrows()),
            language=None,
        )


def whole(park: str) -> None:
    """Everything about the assessment of one park under the chosen framework."""
    chosen = score.framework()
    if chosen.countries and session.ask("names").set_index("park").loc[park, "country"] not in chosen.countries:
        st.info(f"{chosen.short_title} is a national scheme; this park is in another country.")
        return
    stood = score.standing(chosen, year=score.year(chosen))
    card(stood, park)
    tabs = show.tabs(
        "Criteria", "Strengths and gaps", "Whom to learn from", "What to ask next", "Way to the next level", "What if", key="part"
    )
    for tab, fill in zip(tabs, (criteria, weak, learn.gaps, standings.next_questions, way_up, what_if), strict=True):
        if tab.open:
            with tab:
                fill(stood, park)


def criteria(stood: Standing, park: str) -> None:
    """Every criterion against its threshold."""
    show.figure(asked.criteria(stood, park, session.catalog().vintage), key=f"criteria-{park}")


def weak(stood: Standing, park: str) -> None:
    """Strengths, weaknesses, the intended state and the gaps."""
    strengths(stood, park)
    intended(stood, park)
    gaps(stood, park)
