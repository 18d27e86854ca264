"""What scores say: ranking, pillars, criteria against thresholds, why one park is ahead. Never shows a rank without its interval."""

from __future__ import annotations

import pandas as pd

from ipp_data.benchmark import Standing, interval
from ipp_data.errors import NoData
from ipp_data.figures import OWN, Figure, number, plural
from ipp_data.figures.criteria import STATUS, threshold
from ipp_data.scoring import Status


def ranking(standing: Standing, vintage: str, most: int = 40) -> Figure:
    """Ranked parks as dots with the score interval of nine in ten variants and the bounds that no missing value can break."""
    ranked = standing.table[standing.table["rank"].notna()]
    rows = ranked.head(most)
    if rows.empty:
        raise NoData(not_enough(standing))
    framework, first = standing.sheet.framework, rows.iloc[0]
    rows = rows.assign(
        label=[f"{r['name']}  ·  {interval(r)}" for _, r in rows.iterrows()], ranked=[interval(r) for _, r in rows.iterrows()]
    )
    together = int((ranked["rank_low"] <= first["rank_high"]).sum()) - 1
    leads = f"{framework.short_title}: {first['name']} has {number(first['score'], 1)} of 100, {interval(first)}"
    said = leads + (
        f"; the rank intervals of {plural(together, 'other park')} meet it" if together else "; it leads in nine of ten variants"
    )
    return Figure(
        kind="dots",
        rows=rows,
        x="score",
        y="label",
        low="score_low",
        high="score_high",
        title=said,
        subtitle=f"{framework.title} · score of 100, bar: nine of ten variants of weights and method, thin line: if all missing were 0 or met",
        source=f"{framework.publisher}, {framework.edition}. {OWN}",
        data_date=vintage,
        decimals=1,
        alt=f"Dots with intervals for {plural(len(rows), 'ranked park')}. {said}.",
        evidence=f"{len(ranked)} of {len(standing.table)} parks reach the coverage of {framework.method.coverage_gate:.0%} that a rank needs.",
        tooltip=("ranked", "low", "high", "coverage", *(("level", "possible") if framework.levels else ())),
        labels={
            "label": "Park",
            "score": "Score",
            "score_low": "Score, 5 % of variants",
            "score_high": "Score, 95 % of variants",
            "low": "Lowest possible",
            "high": "Highest possible",
            "coverage": "Coverage (%)",
            "level": "Assured level",
            "possible": "Possible level",
            "ranked": "Rank and interval",
        },
    )


def not_enough(standing: Standing) -> str:
    """Why there is no ranking, and what to do about it."""
    method = standing.sheet.framework.method
    known = standing.table.loc[standing.table["park"].isin(standing.among), "coverage"]
    enough = int((known >= 100 * method.coverage_gate).sum())
    if not standing.sheet.framework.ranked:
        return f"{standing.sheet.framework.short_title} is known in part only, so parks are never ranked under it."
    return (
        f"No ranking: {enough} of {plural(len(known), 'chosen park')} {'reports' if enough == 1 else 'report'} at least "
        f"{method.coverage_gate:.0%} of the weight of the criteria, and fewer than {method.smallest_group} parks are never ranked. "
        + (f"The highest coverage is {number(best)} %." if (best := known.max()) > 0 else "No answer is published yet.")
    )


def pillars(standing: Standing, vintage: str, most: int = 40) -> Figure:
    """Pillar scores of parks as a heat map; only parks that reach the coverage gate."""
    table = standing.table[standing.table["score"].notna()].head(most)
    if table.empty:
        raise NoData("No park has enough answers for pillar scores.")
    names = {p: b["title"] for p, b in standing.sheet.framework.pillars.items()}
    lines = [standing.sheet.of(park) for park in table["park"]]
    scores = 100 * standing.scored.point.pillars[lines]
    rows = pd.DataFrame(
        [
            {"name": name, "pillar": names[pillar], "score": scores[i, j], "of": number(scores[i, j], 1)}
            for i, name in enumerate(table["name"])
            for j, pillar in enumerate(standing.scored.tree.pillars)
        ]
    )
    means = rows.groupby("pillar")["score"].mean()
    said = f"{means.idxmax()} is the strongest pillar (mean {number(means.max())}), {means.idxmin().lower()} the weakest ({number(means.min())})"
    return Figure(
        kind="heat",
        rows=rows,
        x="pillar",
        y="name",
        color="score",
        title=said,
        subtitle="Score of each pillar, of 100; an empty cell has no answer",
        source=f"{standing.sheet.framework.publisher}, {standing.sheet.framework.edition}. {OWN}",
        data_date=vintage,
        alt=f"Heat map. {said}.",
        tooltip=("of",),
        labels={"name": "Park", "pillar": "Pillar", "score": "Score"},
    )


def profile(standing: Standing, parks: list[str], vintage: str) -> Figure:
    """Pillar scores of the compared parks side by side."""
    names = {p: b["title"] for p, b in standing.sheet.framework.pillars.items()}
    places = standing.sheet.places.set_index("park")["name"]
    rows = pd.DataFrame(
        [
            {
                "park": places[park],
                "pillar": names[pillar],
                "score": 100 * standing.scored.point.pillars[standing.sheet.of(park), j],
                "low": 100 * standing.scored.low.pillars[standing.sheet.of(park), j],
                "high": 100 * standing.scored.high.pillars[standing.sheet.of(park), j],
            }
            for park in parks
            for j, pillar in enumerate(standing.scored.tree.pillars)
        ]
    )
    known = rows.dropna(subset=["score"])
    if known.empty:
        raise NoData("None of these parks has an answer under this framework, so there is no pillar profile.")
    spread = known.groupby("pillar")["score"].agg(lambda s: s.max() - s.min())
    said = f"The parks differ most in {spread.idxmax().lower()} ({number(spread.max())} points apart), least in {spread.idxmin().lower()} ({number(spread.min())})"
    return Figure(
        kind="profile",
        rows=known,
        x="score",
        y="pillar",
        color="park",
        low="low",
        high="high",
        title=said,
        decimals=1,
        subtitle="Score of each pillar, of 100; lines reach from all missing at 0 to all missing met",
        source=OWN,
        data_date=vintage,
        alt=said,
        tooltip=("park",),
        labels={"park": "Park", "pillar": "Pillar", "score": "Score", "low": "Lowest possible", "high": "Highest possible"},
    )


def strip(standing: Standing, code: str, vintage: str) -> Figure:
    """One criterion over all parks against its threshold, by country, with medians of groups that are large enough."""
    j = next(i for i, c in enumerate(standing.sheet.framework.criteria) if c.code == code)
    criterion = standing.sheet.framework.criteria[j]
    values = standing.scored.values[:, j]
    rows = standing.sheet.places.assign(value=values, status=[STATUS[Status(int(s))] for s in standing.scored.status[:, j]]).dropna(
        subset=["value"]
    )
    if rows.empty:
        raise NoData(f"No park reports {code}; it is one of the open questions of every park.")
    sizes, smallest = rows.groupby("country_label")["value"].agg(["size", "median"]), standing.sheet.framework.method.smallest_group
    medians = sizes[sizes["size"] >= smallest]["median"].to_dict()
    met = int((rows["status"] == "met").sum())
    whole = (
        f"the median of all is {rows['value'].median():g}"
        if len(rows) >= smallest
        else f"fewer than {smallest} parks report it, so no median is given"
    )
    said = f"{met} of {plural(len(rows), 'reporting park')} meet {code} ({criterion.title.lower()}); {whole}"
    return Figure(
        kind="strip",
        rows=rows.assign(median=rows["country_label"].map(medians)),
        x="value",
        y="country_label",
        color="status",
        title=said,
        threshold=None if criterion.kind.endswith("_rel") or criterion.kind == "yesno" else criterion.target,
        subtitle=f"{criterion.title} · {criterion.unit} · threshold: {threshold(criterion)}",
        source=f"{standing.sheet.framework.publisher}",
        data_date=vintage,
        alt=said,
        tooltip=("name", "status"),
        decimals=1,
        labels={
            "name": "Park",
            "country_label": "Country",
            "value": f"{criterion.title} ({criterion.unit})",
            "status": "Status",
            "median": "Median",
        },
    )
