"""The parts of the country page. Never shows a figure without its year and source, never mends a doubtful one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data.figures import countries as said
from ipp_data.figures import number, plural
from ipp_data.ui import choose, session, show


def figures(country: str) -> None:
    """Some thirty indicators in five groups with latest value, line and position, and one of them in detail."""
    latest, series = session.ask("country_latest", country=country), session.ask("country_series", countries=[country])
    label = session.catalog().countries[country].label
    for group, rows in latest.groupby("group_title", sort=False):
        st.subheader(str(group))
        show.table(_table(rows, series), f"group-{group}", f"{group} in {label}", height="content", column_config=COLUMNS)
        for warning, named in rows.dropna(subset=["warning"]).groupby("warning", sort=False)["title"]:
            st.caption(f":material/warning: {', '.join(named)}: {warning}")
    st.caption(
        "Position: 1 is the best value, or the largest where neither direction is better; each country by its newest year. A line starts at its own lowest value."
    )
    show.downloads(latest, f"indicators of {label}")
    st.subheader("One indicator in detail")
    rows = session.ask("country_series", countries=[])
    rows = rows[rows["indicator"] == choose.country_indicator()]
    left, right = st.columns(2, gap="large")
    with left:
        show.drawn(said.trend, rows, label, key=f"trend-{label}")
    with right:
        show.drawn(said.standing, rows, label, key=f"position-{label}")


COLUMNS = {
    "Indicator": st.column_config.TextColumn(width=270, pinned=True),
    "Over the years": st.column_config.LineChartColumn(width="small"),
    "Definition": st.column_config.TextColumn(width="large"),
}


def _table(rows: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    lines = series.groupby("indicator")["value"].agg(list)
    return pd.DataFrame(
        {
            "Indicator": rows["title"],
            "Latest": [number(v, int(d)) for v, d in zip(rows["value"], rows["decimals"], strict=True)],
            "Unit": rows["unit"],
            "Year": rows["year"].map(lambda y: "" if pd.isna(y) else str(int(y))),
            "Over the years": rows["indicator"].map(lines).map(lambda line: line if isinstance(line, list) else []),
            "Position": [
                "not among the eight" if pd.isna(p) and pd.notna(v) else "not reported" if pd.isna(p) else f"{int(p)} of {int(n)}"
                for p, n, v in zip(rows["position"], rows["compared"], rows["value"], strict=True)
            ],
            "Definition": rows["description"],
            "SDG target": rows["sdg_target"],
            "Source": rows["publisher"] + ", " + rows["source_title"],
            "Licence": rows["licence"],
        }
    )


def parks(country: str) -> None:
    """The parks of the country: how many, of which type and status, how much area is known, beside official totals."""
    label = session.catalog().countries[country].label
    rows, totals = session.ask("country_parks", country=country), session.ask("country_totals", country=country)
    show.metrics(
        {
            "Parks here": (number(rows["parks"].sum()), "Parks of this country in this product."),
            "Area known of": (
                number(rows["area_known"].sum()),
                "Parks with a published area; those inside other parks and territories are left out.",
            ),
            "Known area": (
                number(rows["area"].sum() if rows["area_known"].sum() else None, 0, "ha"),
                "Sum of the newest published areas of those parks.",
            ),
        }
    )
    show.drawn(said.parks, rows, label, session.catalog().vintage, key=f"parks-{label}")
    show.drawn(said.known, session.ask("country_known", country=country), label, session.catalog().vintage, key=f"known-{label}")
    st.subheader("What others count")
    if totals.empty:
        st.info(f"No official total of the parks of {label} was found.", icon=":material/search_off:")
        return
    st.markdown(
        f"This product holds **{plural(int(rows['parks'].sum()), 'park')}** of {label}. Official and press totals count other things in other years, so they are shown, not subtracted."
    )
    shown = pd.DataFrame(
        {
            "What is counted": totals["scope"],
            "Measure": totals["measure"],
            "Value": [number(v, 0 if v == round(v) else 1, u) for v, u in zip(totals["value"], totals["unit"], strict=True)],
            "Year": totals["year_label"],
            "Source": _source(totals),
            "Note": totals["note"].fillna(""),
        }
    )
    show.table(shown, f"totals-{country}", f"Totals of parks in {label}", height="content")


def rules(country: str) -> None:
    """Law, institutions, incentives and schemes as short sourced notes."""
    notes, label = session.ask("country_notes_of", country=country), session.catalog().countries[country].label
    if notes.empty:
        st.info(
            f"No note on the rules of {label} has been written yet; a note is a row in datasets/country_notes.",
            icon=":material/search_off:",
        )
    for kind, rows in notes.groupby("kind", sort=False):
        st.subheader(str(kind).capitalize())
        _entries(rows)


def exchange(country: str) -> None:
    """What the countries told each other: experience, good practice and challenges."""
    st.subheader("What the countries told each other")
    label, rows = session.catalog().countries[country].label, session.ask("country_exchange")
    everyone = st.toggle("All countries", value=True, key="everyone", bind="query-params")
    rows = rows if everyone else rows[rows["country"] == country]
    if rows.empty:
        st.info(f"No entry of {label} yet. An entry is a row in datasets/exchange.", icon=":material/search_off:")
        return
    _entries(rows.assign(title=rows["label"] + ": " + rows["title"], evidence=rows["kind"] + ", topic " + rows["topic"]))
    st.caption("Drawn from published sources. Staff add an entry as a row in datasets/exchange.")


def _entries(rows: pd.DataFrame) -> None:
    """Short notes, each with its source, year and grade below it."""
    for note, cited in zip(rows.to_dict("records"), _source(rows), strict=True):
        year = "" if pd.isna(note["year"]) else f" · year: {int(note['year'])}"
        link = f" · [{note['address']}]({note['address']})" if pd.notna(note.get("address")) else ""
        st.markdown(f"**{note['title']}**. {note['text']}")
        st.caption(f"{cited}{year} · {note['evidence']}{link}")


def together(countries: list[str]) -> None:
    """Two to eight countries side by side: one indicator as small multiples, and all newest values."""
    if len(countries) < 2:
        st.info("Choose two to eight countries.", icon=":material/arrow_upward:")
        return
    rows = session.ask("country_series", countries=countries)
    chosen = choose.country_indicator()
    show.drawn(said.panels, rows[rows["indicator"] == chosen], key=f"panels-{chosen}")
    newest = rows.sort_values("year").drop_duplicates(["country", "indicator"], keep="last")
    newest = newest.assign(
        reading=[f"{number(v, int(d))} ({y})" for v, d, y in zip(newest["value"], newest["decimals"], newest["year"], strict=True)]
    )
    order = list(dict.fromkeys(rows["title"]))
    wide = newest.assign(named=newest["title"] + ", " + newest["unit"]).pivot(index=["title", "named"], columns="label", values="reading")
    labels = [session.catalog().countries[c].label for c in countries]
    wide = (
        wide.reindex(columns=labels)
        .reset_index()
        .set_index("title")
        .loc[order]
        .reset_index(drop=True)
        .rename(columns={"named": "Indicator"})
    )
    st.subheader("All indicators, newest value and year")
    show.table(
        wide,
        "countries-together",
        "Newest values side by side",
        column_config={"Indicator": st.column_config.TextColumn(width="large", pinned=True)},
    )
    show.downloads(wide, "countries side by side")


def _source(rows: pd.DataFrame) -> pd.Series:
    published = rows["published"].fillna("").astype(str) if "published" in rows else ""
    return (rows["publisher"] + ", " + rows["source_title"].fillna("") + " " + published).str.strip(" ,")
