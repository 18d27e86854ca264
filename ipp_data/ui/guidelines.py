"""Criteria by phase and who meets them. Never calls a number of ours a benchmark of UNIDO."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from ipp_data.benchmark import Standing
from ipp_data.figures import criteria as asked
from ipp_data.figures import plural
from ipp_data.scoring import Status
from ipp_data.ui import show


def phases(stood: Standing) -> None:
    """Every criterion with its measure and the number of parks that meet it."""
    framework, status = stood.sheet.framework, stood.scored.status
    answered = int((stood.scored.coverage > 0).sum())
    st.markdown(
        f"{plural(answered, 'park')} of {len(stood.table)} have at least one answer under {framework.title}. Measures and scales are this product's own."
    )
    for pillar, block in framework.pillars.items():
        columns = [j for j, c in enumerate(framework.criteria) if c.pillar == pillar]
        counts = status[:, columns]
        with st.expander(
            f"{block['title']} · {len(columns)} criteria · {int((counts == Status.MET).sum())} met, "
            f"{int((counts == Status.PARTLY).sum())} partly, {int((counts == Status.NOT_MET).sum())} not met"
        ):
            if not columns:
                st.markdown("No criterion of this part is known yet.")
                continue
            rows = pd.DataFrame(
                [
                    {
                        "Code": framework.criteria[j].code,
                        "Criterion": framework.criteria[j].title,
                        "Measure": framework.criteria[j].requirement,
                        "Threshold": asked.threshold(framework.criteria[j]),
                        "Met": int((status[:, j] == Status.MET).sum()),
                        "Partly": int((status[:, j] == Status.PARTLY).sum()),
                        "Not met": int((status[:, j] == Status.NOT_MET).sum()),
                        "Who meets it": ", ".join(stood.sheet.places["name"][status[:, j] == Status.MET]) or "no park is known to",
                        "Certainty": framework.criteria[j].certainty,
                    }
                    for j in columns
                ]
            )
            show.table(rows, f"phase-{pillar}", block["title"], height="content" if len(rows) < 14 else 480)


def countries(stood: Standing) -> None:
    """Counts of answers by country and part of the framework; no average of fewer than five parks."""
    framework, places = stood.sheet.framework, stood.sheet.places
    smallest, rows = framework.method.smallest_group, []
    for label, lines in places.groupby("country_label").indices.items():
        known = stood.scored.coverage[lines] > 0
        row = {"Country": label, "Parks": len(lines), "With an answer": int(known.sum())}
        for p, pillar in enumerate(stood.scored.tree.pillars):
            scores = 100 * stood.scored.point.pillars[lines, p]
            enough = (~np.isnan(scores)).sum() >= smallest
            row[framework.pillars[pillar]["title"]] = f"{np.nanmean(scores):.0f}" if enough else "too few"
        rows.append(row)
    show.table(pd.DataFrame(rows), "countries", "Answers and mean pillar scores by country", height="content")
    st.caption(
        f"Mean scores of 100; a group with fewer than {smallest} parks has no mean. Averages say which parks answered, not how a country performs."
    )


def criterion(stood: Standing) -> str:
    """The criterion to look at over all parks."""
    known = {c.code: f"{c.code} {c.title}" for c in stood.sheet.framework.criteria}
    reporting = (~np.isnan(stood.scored.values)).sum(axis=0)
    numbers = [n if c.kind != "yesno" else -1 for c, n in zip(stood.sheet.framework.criteria, reporting, strict=True)]
    return st.selectbox(
        "Criterion", list(known), index=int(np.argmax(numbers)), format_func=known.__getitem__, key=f"criterion-{stood.sheet.framework.id}"
    )
