"""The tables of briefings under readers' headings. Never turns what is missing into a number."""

from __future__ import annotations

import pandas as pd

from ipp_data import benchmark, explain
from ipp_data.benchmark import Standing
from ipp_data.figures import criteria, facts, number
from ipp_data.model import Framework
from ipp_data.plans import Plan
from ipp_data.store import Store


def largest(own: pd.DataFrame) -> pd.DataFrame:
    """The ten largest parks by published area."""
    top = own.dropna(subset=["area"]).sort_values("area", ascending=False).head(10)
    return pd.DataFrame({"Park": top["name"], "Type": top["type"], "Status": top["status"], "Area (ha)": top["area"]})


def notes(rows: pd.DataFrame) -> pd.DataFrame:
    """Law, institutions and schemes with their sources."""
    return pd.DataFrame(
        {"Kind": rows["kind"], "What": rows["title"] + ". " + rows["text"], "Source": rows["publisher"], "Evidence": rows["evidence"]}
    )


def totals(rows: pd.DataFrame) -> pd.DataFrame:
    """What official and press sources count."""
    value = [number(v, 0 if v == round(v) else 1, u) for v, u in zip(rows["value"], rows["unit"], strict=True)]
    return pd.DataFrame(
        {
            "What is counted": rows["scope"],
            "Measure": rows["measure"],
            "Value": value,
            "Year": rows["year_label"],
            "Source": rows["publisher"],
        }
    )


def unknown(rows: pd.DataFrame) -> pd.DataFrame:
    """What nobody has published about a park."""
    return pd.DataFrame(
        {
            "Question": rows["title"],
            "What counts": rows["description"],
            "Known of": rows["parks"].astype(str) + " of " + rows["siblings"].astype(str) + " parks",
        }
    )


def side_by_side(store: Store, parks: list[str], names: pd.Series) -> pd.DataFrame:
    """The newest published figures of several parks side by side."""
    rows = pd.concat([store.ask("facts", park=p).drop_duplicates("indicator").assign(park=names[p]) for p in parks])
    if rows.empty:
        return rows
    rows = rows.assign(said=[facts.reading(r) + ("" if r["unit"] == "year" else f" ({r['year_label']})") for _, r in rows.iterrows()])
    wide = rows.pivot(index="title", columns="park", values="said").reindex(columns=[names[p] for p in parks])
    return (
        wide.loc[wide.notna().sum(axis=1).sort_values(ascending=False).index]
        .reset_index()
        .rename(columns={"title": "Indicator"})
        .fillna("not reported")
    )


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Published figures of a park with year, evidence and source."""
    newest = rows.drop_duplicates("indicator")
    return pd.DataFrame(
        {
            "Indicator": newest["title"],
            "Value": [facts.reading(r) for _, r in newest.iterrows()],
            "Year": newest["year_label"],
            "Evidence": newest["evidence"],
            "Source": newest["publisher"],
        }
    )


def standings(stood: Standing) -> pd.DataFrame:
    """Bounds, coverage, levels and rank with its interval of every park."""
    rows = stood.table
    return pd.DataFrame({
        "Park": rows["name"], "Rank (nine of ten variants)": [benchmark.interval(r) for _, r in rows.iterrows()],
        "Score": rows["score"], "Lowest": rows["low"].round(1), "Highest": rows["high"].round(1), "Coverage (%)": rows["coverage"].round(0),
        "Met": rows["met"], "Not reported": rows["unknown"],
    })  # fmt: skip


def prerequisites(framework: Framework) -> pd.DataFrame:
    """What a framework asks of every park before anything else."""
    asked = [c for c in framework.criteria if c.group == "prerequisite"]
    return pd.DataFrame({"Criterion": [f"{c.code} {c.title}" for c in asked], "Threshold": [criteria.threshold(c) for c in asked]})


def plan(stood: Standing, chosen: Plan) -> pd.DataFrame:
    """The criteria of a plan as a list to work through; who does it and when is for the park to say."""
    known = {c.code: c for c in stood.sheet.framework.criteria}
    return pd.DataFrame([
        {
            "Criterion": f"{code} {known[code].title}", "Aim": criteria.threshold(known[code]), "Owner": "to be named", "Date": "to be set",
            "Status": "open",
        }
        for code in chosen.codes
    ])  # fmt: skip


def gaps(stood: Standing, park_id: str) -> pd.DataFrame:
    """Every criterion that is not met with what closing it would gain, those that block the next level first."""
    known = {c.code: c for c in stood.sheet.framework.criteria}
    return pd.DataFrame([
        {
            "Criterion": f"{s.code} {known[s.code].title}", "State": "not reported" if s.missing else "not met",
            **({"Blocks the next level": "yes" if s.blocks else "no"} if stood.sheet.framework.levels else {}),
            "Gain if met (points)": round(100 * s.at_best, 1), "Aim": criteria.threshold(known[s.code]),
        }
        for s in explain.steps(stood.scored, stood.sheet.of(park_id))
    ])  # fmt: skip
