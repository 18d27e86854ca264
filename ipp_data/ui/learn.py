"""Whom to learn from: for each gap of a park, similar parks that meet it, and why they are similar. Never ranks parks by merit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data import peers
from ipp_data.benchmark import Standing
from ipp_data.figures import criteria as asked
from ipp_data.figures import plural
from ipp_data.ui import address, session, show

TITLES = {"type": "Type", "sector": "Sectors", "size": "Size", "age": "Age", "ownership": "Ownership", "income": "Country income"}
EVERYONE = {
    "countries": [], "types": [], "statuses": [], "ownerships": [], "sectors": [], "sizes": [], "since": None, "words": "",
    "port_km": None, "least_area": None,
}  # fmt: skip


INCOME = 4500  # US$ of GDP per person: near the line between lower and upper middle income (recalled), and no official classification


def _income() -> dict[str, str]:
    """Each country above or below the line by its newest gross domestic product per person."""
    rows = session.ask("country_series", countries=[])
    newest = rows[rows["indicator"] == "gdp_per_person"].drop_duplicates("country", keep="last")
    return {country: "above" if value > INCOME else "below" for country, value in zip(newest["country"], newest["value"], strict=True)}


def gaps(stood: Standing, park: str) -> None:
    """For each gap the three most similar parks that meet it, with the reason in words."""
    picked = st.pills(
        "Similar in", list(TITLES.values()), selection_mode="multi", default=list(TITLES.values()), key="similar", bind="query-params",
        help="  \n".join(f"{title}: {peers.TERMS[term]}" for term, title in TITLES.items()),
    )  # fmt: skip
    terms = [term for term, title in TITLES.items() if title in picked]
    if not terms:
        st.info("Choose at least one thing in which parks should be similar.", icon=":material/tune:")
        return
    near = peers.similarity(session.ask("parks", **EVERYONE), park, terms, _income())
    found = peers.who_meets(stood.scored, stood.sheet.parks, park, near, most=3)
    open_ = len(peers.gaps(stood.scored, stood.sheet.of(park)))
    if found.empty:
        st.info(f"No park is known to meet any of the {plural(open_, 'gap')} of this park.", icon=":material/search_off:")
        return
    criteria = {c.code: c for c in stood.sheet.framework.criteria}
    names = stood.sheet.places.set_index("park")
    rows = pd.DataFrame({
        "Gap": [f"{code} {criteria[code].title}" for code in found["criterion"]],
        "State here": found["gap"],
        "Who meets it": [f"{names.loc[p, 'name']} ({names.loc[p, 'country_label']})" for p in found["park"]],
        "With": [asked.reported(criteria[c], v) for c, v in zip(found["criterion"], found["value"], strict=True)],
        "Similarity (%)": (100 * found["similarity"]).round(0),
        "Known": found["known"].astype(str) + " of " + found["of"].astype(str),
        "Why similar": found["reason"],
    })  # fmt: skip
    show.table(rows, f"learn-{park}", "Similar parks that meet each gap", height=460)
    show.downloads(rows, f"parks to learn from for {park}")
    st.caption(
        "Similarity is the mean of the terms that are known of both parks; a term that is not known is left out. It says nothing about merit. "
        f"Country income: both countries above, or both below, US$ {INCOME:,} of gross domestic product per person in the newest year."
    )
    st.page_link(
        "pages/12_Network.py",
        label="Institutions and learning pages by topic of the gap",
        icon=":material/groups:",
        query_params=address.carried(),
    )
