"""What single criteria say: each against its threshold, and how they add up to the lead of one park. Never invents an answer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ipp_data.benchmark import Standing
from ipp_data.errors import NoData
from ipp_data.explain import Contributions
from ipp_data.figures import OWN, Figure, number, plural
from ipp_data.marks import Reason
from ipp_data.numerals import written
from ipp_data.scoring import Status

STATUS = {
    Status.MET: "met",
    Status.PARTLY: "partly met",
    Status.NOT_MET: "not met",
    Status.UNKNOWN: "not reported",
    Status.NOT_APPLICABLE: "not applicable",
}

FURTHEST = ["not met", "partly met", "not reported", "met", "not applicable"]


def criteria(standing: Standing, park: str, vintage: str, most: int | None = None) -> Figure:
    """Every criterion of one park against its threshold: how far along, and whether met."""
    line, framework = standing.sheet.of(park), standing.sheet.framework
    rows = criteria_table(standing, park)
    counts = {name: int((rows["status"] == name).sum()) for name in STATUS.values()}
    shown = rows if most is None else rows.iloc[rows["status"].map(FURTHEST.index).argsort(kind="stable")].head(most)
    said = (
        f"{counts['met']} met, {counts['partly met']} partly, {counts['not met']} not met, {counts['not reported']} not reported of "
        f"{plural(len(rows) - counts['not applicable'], 'applicable criterion').replace('criterions', 'criteria')}"
    )
    name = standing.sheet.places["name"].iloc[line]
    return Figure(
        kind="bullet",
        rows=shown,
        x="way",
        y="label",
        color="status",
        threshold=100,
        title=f"{name}, {framework.short_title}: {said}",
        subtitle=f"{framework.title} · share of the way to the threshold, %; the line at 100 is the threshold"
        + (f"; the {len(shown)} furthest from it" if len(shown) < len(rows) else ""),
        source=f"{framework.publisher}, {framework.edition}; answers: sources in the table",
        data_date=vintage,
        decimals=0,
        alt=f"Criteria of {name} against their thresholds: {said}.",
        tooltip=("criterion", "reported", "threshold", "source", "certainty"),
        labels={
            "label": "Criterion",
            "way": "Way to the threshold (%)",
            "status": "Status",
            "criterion": "What it asks",
            "reported": "Reported",
            "threshold": "Threshold",
            "source": "Source of the answer",
            "certainty": "Certainty of the threshold",
        },
        evidence="Thresholds are this product's own goalposts"
        if all(c.verification.startswith("own") for c in framework.criteria)
        else "Thresholds await a second reader's check against the publication.",
    )


def criteria_table(standing: Standing, park: str) -> pd.DataFrame:
    """One row a criterion: threshold, answer, status, source."""
    line, scored = standing.sheet.of(park), standing.scored
    given = standing.sheet.rows[standing.sheet.rows["park"] == park].set_index("criterion")
    found = []
    for j, c in enumerate(standing.sheet.framework.criteria):
        row = given.loc[c.code] if c.code in given.index else None
        found.append(
            {
                "code": c.code,
                "pillar": standing.sheet.framework.pillars[c.pillar]["title"],
                "group": c.group,
                "label": f"{c.code} {c.title}",
                "criterion": c.requirement,
                "threshold": threshold(c, standing.sheet.references[line, j]),
                "reported": reported(c, scored.values[line, j]),
                "status": STATUS[Status(int(scored.status[line, j]))],
                "way": 100 * scored.scores[line, j],
                "year": "" if row is None or pd.isna(row["year"]) else str(int(row["year"])),
                "source": "" if row is None else f"{row['publisher']} ({row['evidence']}; {row['via']})",
                "certainty": f"{c.certainty}; {c.verification}",
                "reason": "no national average to compare with" if scored.reasons[line, j] == Reason.NO_REFERENCE else "",
            }
        )
    return pd.DataFrame(found)


def threshold(criterion: object, reference: float = np.nan) -> str:
    """The threshold of a criterion in words, with its unit."""
    unit, target = criterion.unit, criterion.target
    if criterion.kind == "yesno":
        return "yes"
    sign = (
        "below"
        if criterion.kind.startswith("lower") and criterion.strict
        else "at most"
        if criterion.kind.startswith("lower")
        else "above"
        if criterion.strict
        else "at least"
    )
    if criterion.kind.endswith("_rel"):
        return f"{sign} the national average" + ("" if np.isnan(reference) else f" ({reference * target:g} {unit})")
    return f"{sign} {target:g} {unit}"


def reported(criterion: object, value: float) -> str:
    """An answer in words, with its unit."""
    if np.isnan(value):
        return "not reported"
    if criterion.kind == "yesno":
        return {1.0: "yes", 0.5: "partly", 0.0: "no"}.get(float(value), f"{value:g}")
    return f"{value:g} {criterion.unit}"


def waterfall(standing: Standing, pieces: Contributions, first: str, second: str, vintage: str, most: int = 10) -> Figure:
    """Why one park is ahead of another: the exact contribution of each criterion, the small ones together."""
    codes = {c.code: c.title for c in standing.sheet.framework.criteria}
    rows = pd.DataFrame({"code": list(codes), "points": 100 * pieces.criteria, "seen": pieces.seen})
    rows = rows[rows["seen"] != "neither"].sort_values("points", key=np.abs, ascending=False)
    head, rest = rows.head(most), rows.iloc[most:]
    steps = [
        {"label": f"{r.code} {codes[r.code]}", "points": r.points, "seen": {"both": "both parks"}.get(r.seen, f"only the {r.seen} park")}
        for r in head.itertuples()
    ]
    if len(rest):
        steps.append({"label": f"{len(rest)} other criteria", "points": rest["points"].sum(), "seen": ""})
    gap = 100 * pieces.difference
    if rows["points"].abs().max() < 0.05:
        raise NoData(f"No criterion separates {first} from {second}: what both report scores the same.")
    ahead = "level with" if abs(gap) < 0.05 else f"{number(abs(gap), 1)} points {'ahead of' if gap > 0 else 'behind'}"
    said = f"{first} is {ahead} {second}"
    top = head.iloc[0]
    if abs(top["points"]) >= 0.05:
        said += f"; {codes[top['code']].lower()} accounts for {written(top['points'], 1, '+')}"
    return Figure(
        kind="waterfall",
        rows=pd.DataFrame(steps),
        x="points",
        y="label",
        title=said,
        subtitle="Contribution to the difference of the two scores, points; the pieces sum to it exactly",
        source=OWN,
        data_date=vintage,
        decimals=1,
        alt=f"Waterfall of contributions. {said}.",
        tooltip=("seen",),
        labels={"label": "Criterion", "points": "Contribution (points)", "seen": "Reported by"},
    )
