"""What country figures say: a line beside the median of the eight, newest values in order, small multiples, parks by type. Never ranks by unlike years in silence."""

from __future__ import annotations

import pandas as pd

from ipp_data.errors import NoData
from ipp_data.figures import STATUSES, Figure, number, plural

ENOUGH = 5  # countries that a median needs
MEDIAN = "Median of the eight"


def trend(rows: pd.DataFrame, label: str) -> Figure:
    """One indicator of one country over the years beside the median of the eight countries, where five or more report."""
    own = rows[rows["label"] == label]
    if own.empty:
        raise NoData(f"This indicator is not reported for {label}.")
    eight = rows[rows["role"] == "study"].groupby("year")["value"].agg(["median", "size"])
    median = eight[(eight["size"] >= ENOUGH) & (eight.index >= own["year"].min())]["median"].rename("value").reset_index()
    drawn = pd.concat([own[["label", "year", "value"]], median.assign(label=MEDIAN)], ignore_index=True)
    drawn["label"] = pd.Categorical(drawn["label"], [label, MEDIAN])
    first, last = own.iloc[0], own.iloc[-1]
    decimals, unit = int(last["decimals"]), last["unit"]
    was, now = number(first["value"], decimals), number(last["value"], decimals)
    moved = "stayed at" if was == now else f"{'rose' if last['value'] > first['value'] else 'fell'} from {was} to"
    span = f"between {first['year']} and {last['year']}" if len(own) > 1 else f"in {last['year']} (one year reported)"
    return _dressed(
        own,
        kind="trend",
        rows=drawn,
        x="year",
        y="value",
        color="label",
        title=f"{label}: {_lower(last['title'])} {moved if len(own) > 1 else 'was'} {now} {unit} {span}",
        subtitle=f"{last['title']}, {unit}; the median needs {ENOUGH} reporting countries",
        alt=f"Line of {_lower(last['title'])} of {label} with the median of the eight countries; {plural(len(own), 'year')} reported.",
        labels={"label": "Country", "year": "Year", "value": f"{last['title']} ({unit})"},
    )


def standing(rows: pd.DataFrame, label: str) -> Figure:
    """The newest value of one indicator in each country, highest first, one country picked out."""
    newest = rows.sort_values("year").drop_duplicates("country", keep="last").sort_values("value", ascending=False)
    if newest.empty:
        raise NoData("No country reports this indicator.")
    top, first, last = newest.iloc[0], newest["year"].min(), newest["year"].max()
    decimals, unit = int(top["decimals"]), top["unit"]
    years = f"{first}" if first == last else f"{first} to {last}"
    told = {row["label"]: number(row["value"], decimals) + ("" if first == last else f" in {row['year']}") for _, row in newest.iterrows()}
    most = f"{top['label']} has most" if top["label"] == label else f"{top['label']} most"
    said = f"{top['title']}: " + (
        f"{most} with {told[label]}"
        if top["label"] == label
        else f"{label} {told.get(label, 'is not reported')}, {most} with {told[top['label']]}"
    )
    said += f" ({unit}, {years})" if first == last else f" ({unit})"
    drawn = newest.assign(
        shown=newest["label"] + " (" + newest["year"].astype(str) + ")",
        part=pd.Categorical(newest["label"].where(newest["label"] == label, "other countries"), [label, "other countries"]),
    )
    return _dressed(
        newest,
        kind="bar",
        rows=drawn,
        x="value",
        y="shown",
        color="part",
        title=said,
        subtitle=f"{top['title']}, {unit}, newest year of each country ({years})",
        alt=f"Bars of {_lower(top['title'])} in {plural(len(newest), 'country')}, highest first. {said}.",
        tooltip=("year",),
        labels={"shown": "Country", "value": f"{top['title']} ({unit})", "part": "Shown as", "year": "Year"},
    )


def panels(rows: pd.DataFrame) -> Figure:
    """One indicator of several countries as small multiples on the same scales."""
    if rows.empty:
        raise NoData("None of the chosen countries reports this indicator.")
    last = rows.sort_values("year").drop_duplicates("country", keep="last").sort_values("value", ascending=False)
    head, tail, unit = last.iloc[0], last.iloc[-1], last.iloc[0]["unit"]
    decimals = int(head["decimals"])
    said = f"{head['label']} has most with {number(head['value'], decimals)} {unit} ({head['year']})" + (
        f", {tail['label']} least with {number(tail['value'], decimals)} ({tail['year']})" if len(last) > 1 else ""
    )
    return _dressed(
        rows,
        kind="trend",
        rows=rows[["label", "year", "value"]],
        x="year",
        y="value",
        panel="label",
        title=said,
        subtitle=f"{head['title']}, {unit}; same scales in every panel",
        alt=f"Small multiples of {_lower(head['title'])} in {plural(len(last), 'country')}. {said}.",
        labels={"label": "Country", "year": "Year", "value": f"{head['title']} ({unit})"},
    )


def parks(rows: pd.DataFrame, label: str, vintage: str) -> Figure:
    """The parks of one country by type and status."""
    if rows.empty:
        raise NoData(f"This set holds no park in {label}.")
    total, kinds = int(rows["parks"].sum()), rows.groupby("type")["parks"].sum().sort_values(ascending=False)
    working = int(rows.loc[rows["status"] == "operating", "parks"].sum())
    said = f"{label}: {working} of {plural(total, 'park')} operate; {kinds.index[0]} is the most frequent type ({kinds.iloc[0]})"
    return Figure(
        kind="stacked",
        rows=rows.assign(order=rows["type"].map(kinds), status=pd.Categorical(rows["status"], STATUSES)).sort_values(
            ["order", "type"], ascending=[False, True]
        ),
        x="parks",
        y="type",
        color="status",
        title=said,
        subtitle="Parks in this product by type and status, number",
        source="This product's own count of its parks; sources on each profile",
        data_date=vintage,
        alt=f"Stacked bars. {said}.",
        labels={"type": "Type", "parks": "Parks", "status": "Status"},
    )


def known(rows: pd.DataFrame, label: str, vintage: str) -> Figure:
    """For how many parks of one country each basic figure is published: what to ask the operators for next."""
    if rows.empty or not rows["parks"].iloc[0]:
        raise NoData(f"This set holds no park in {label}.")
    total, least = int(rows["parks"].iloc[0]), rows[rows["reporting"] < rows["parks"]].sort_values("reporting", kind="stable").head(3)
    of = {row["title"]: f"{_lower(row['title'])} ({row['reporting']})" for _, row in rows.iterrows()}
    said = (
        f"{label}: what to ask the {plural(total, 'park')} for first: {', '.join(of[title] for title in least['title'])}"
        if len(least)
        else f"{label}: every basic figure is published for all {plural(total, 'park')}"
    )
    return Figure(
        kind="bar",
        rows=rows.assign(of=rows["reporting"].astype(str) + f" of {total}"),
        x="reporting",
        y="title",
        title=said,
        subtitle=f"Parks with at least one published figure, number of {total}",
        source="This product's own count of the published figures; sources on each profile",
        data_date=vintage,
        alt=f"Bars of how many parks of {label} publish each basic figure. {said}.",
        tooltip=("of",),
        labels={"title": "Figure", "reporting": "Parks", "of": "Published for"},
    )


def _lower(title: str) -> str:
    return title if title[1:2].isupper() else title[0].lower() + title[1:]


def _dressed(told: pd.DataFrame, /, **parts: object) -> Figure:
    """A figure of one indicator with its publisher, licence, warning and definition."""
    one = told.iloc[0]
    warning = one["warning"] if pd.notna(one["warning"]) else ""
    return Figure(
        source=f"{one['publisher']}, {one['source_title']} (licence: {one['licence']})",
        data_date=str(int(told["year"].max())),
        evidence=f"Evidence: published. {warning}".strip(),
        definitions=(f"{one['title']}: {one['description']}",),
        decimals=int(one["decimals"]),
        **parts,  # type: ignore[arg-type]
    )
