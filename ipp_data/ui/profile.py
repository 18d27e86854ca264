"""The parts of a park's profile. Never shows a figure without its source, year and grade."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data.figures import facts as published
from ipp_data.figures import plural
from ipp_data.ui import address, session, show

IDENTITY = {
    "type": "Type",
    "status": "Status",
    "ownership": "Ownership",
    "province": "Province",
    "developer": "Developer",
    "operator": "Operator",
    "regulator": "Regulator",
    "sectors_as_published": "Sectors",
    "website": "Website",
}
GRADES = {"recalled": "recalled from memory, not yet checked", "published": "published", "invented": "invented for training"}


def head(park: pd.Series) -> None:
    """Name, other names, and what kind of park this is."""
    st.header(park["name"])
    other = f"Also known as {park['alternative_names'].replace(';', ', ')}. " if pd.notna(park["alternative_names"]) else ""
    territory = " It is a territory with towns and nature, not only industrial land." if park["territory"] else ""
    st.markdown(f"{other}{park['type']} in {park['country_label']}, {park['status']}.{territory}")


def identity(park: pd.Series) -> None:
    """The attributes of a park with the grade of each, and where they come from."""
    recalled = str(park["recalled_fields"]).split(";") if pd.notna(park["recalled_fields"]) else []
    everything = park["evidence"] == "recalled"
    rows = [
        (
            title,
            "not reported" if pd.isna(park[name]) else str(park[name]).replace(";", ", "),
            GRADES["recalled"] if everything or name in recalled or "all" in recalled else GRADES.get(park["evidence"], park["evidence"]),
        )
        for name, title in IDENTITY.items()
    ]
    position = (
        "not known"
        if pd.isna(park["latitude"])
        else f"{park['latitude']:.3f}, {park['longitude']:.3f} ({park['position_precision']} level)"
    )
    rows.append(("Position", position, park["position_basis"] if pd.notna(park["position_basis"]) else ""))
    st.markdown("**Identity**")
    st.table(pd.DataFrame(rows, columns=["Attribute", "Value", "Evidence"]).set_index("Attribute"), border="horizontal")
    st.caption(
        f"Source: {_source(park, 'source')}"
        + (f"; {_source(park, 'second')}" if pd.notna(park["second_publisher"]) else "")
        + f". Confidence: {park['confidence']}."
    )
    if pd.notna(park["note"]):
        st.caption(f"Note: {park['note']}")


def _source(park: pd.Series, prefix: str) -> str:
    parts = [park[f"{prefix}_publisher"], park[f"{prefix}_title"], park[f"{prefix}_published"]]
    return ", ".join(str(p) for p in parts if pd.notna(p)) or "not stated"


def family(rows: pd.DataFrame) -> None:
    """The park around this one and the parks inside it; their areas must not be added up."""
    for _, row in rows.iterrows():
        st.page_link(
            "pages/3_Park_profile.py",
            label=f"{row['name']} ({row['relation']})",
            icon=":material/account_tree:",
            query_params=address.carried(park=row["park"]),
        )
    if len(rows):
        st.caption("Areas and jobs of parks that lie inside each other must not be added up.")


def facts(rows: pd.DataFrame) -> None:
    """Every published figure with its source, year and grade."""
    st.subheader(f"{plural(len(rows), 'published figure')}")
    if rows.empty:
        st.info(
            "No figure of this park was found in a published source; the open questions below say what to ask.",
            icon=":material/search_off:",
        )
        return
    shown = pd.DataFrame(
        {
            "Indicator": rows["title"],
            "Value": [published.reading(row) for _, row in rows.iterrows()],
            "Year": rows["year_label"],
            "Evidence": rows["evidence"],
            "Source": rows["publisher"] + ", " + rows["source_title"].fillna("") + " " + rows["published"].fillna(""),
            "Confidence": rows["confidence"],
            "Note": rows["note"].fillna(""),
            "Theme": rows["theme"],
        }
    )
    show.table(shown, "facts", "Published figures of the park", height="content" if len(shown) < 14 else 460)
    show.downloads(rows, f"{rows['indicator'].iloc[0]} and other figures")


def unknown(rows: pd.DataFrame) -> None:
    """What is not known, as questions to ask."""
    st.subheader(f"{plural(len(rows), 'open question')}")
    if rows.empty:
        st.markdown("Everything that is commonly published about parks of this country is known of this one.")
        return
    shown = pd.DataFrame(
        {
            "Question": "What is the "
            + rows["title"].str[0].str.lower()
            + rows["title"].str[1:]
            + rows["unit"].map(lambda u: f" ({u})" if u else "")
            + "?",
            "What counts": rows["description"],
            "Known of": rows["parks"].astype(str) + " of " + rows["siblings"].astype(str) + " parks in the country",
        }
    )
    show.table(shown, "unknown", "What is not known of the park", height="content" if len(shown) < 12 else 420)


def peers(rows: pd.DataFrame, park: pd.Series) -> None:
    """Parks of the same country and type."""
    st.subheader("Peers")
    if rows.empty:
        st.markdown(f"No other park of type {park['type']} in {park['country_label']} is in this set.")
        return
    st.markdown(f"{plural(len(rows), 'other park')} of type {park['type']} in {park['country_label']}, nearest in area first.")
    shown = rows.rename(
        columns={
            "name": "Park",
            "status": "Status",
            "area": "Area (ha)",
            "established_year": "Established",
            "resident_firms": "Firms",
            "jobs": "Jobs",
        }
    )
    show.table(
        shown.drop(columns="park"),
        "peers",
        "Peers of the park",
        height="content" if len(rows) < 12 else 420,
        column_config=show.PARK_FORMATS,
    )


def citations(park: pd.Series, rows: pd.DataFrame) -> None:
    """The short and the long citation of one figure, each with a copy button."""
    if rows.empty:
        return
    st.subheader("Cite a figure")
    labels = [f"{row['title']}, {row['year_label']}: {published.reading(row)}" for _, row in rows.iterrows()]
    chosen = rows.iloc[st.selectbox("Figure", range(len(labels)), format_func=labels.__getitem__, key="cite")]
    source = ", ".join(str(chosen[k]) for k in ("publisher", "source_title", "published", "address") if pd.notna(chosen[k]))
    catalog = session.catalog()
    st.caption("Short")
    st.code(f"{chosen['publisher']} ({chosen['year_label']})", language=None, wrap_lines=True)
    st.caption("Long")
    st.code(
        f"{park['name']} ({park['country_label']}), {chosen['title'].lower()}, {chosen['year_label']}: {published.reading(chosen)}. Source: {source}. "
        f"Evidence: {chosen['evidence']}. In: Industrial Parks Benchmark, data of {catalog.vintage}, version {catalog.version}, "
        f"{address.link('Park_profile', park=park['park'])}",
        language=None,
        wrap_lines=True,
    )
