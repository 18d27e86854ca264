"""Parks for food and farm products, and the model of hub and collection centres. Never ranks a park under a list of our own."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data.figures import agro as said
from ipp_data.figures import criteria as asked
from ipp_data.figures import number, plural
from ipp_data.ui import choose, session, show

RELEVANCE = {"core": "core: most of its sectors", "partly": "partly: some of its sectors", "tag only": "named among its sectors only"}


def parks() -> None:
    """Parks by agro-food relevance with their way to the market."""
    show.drawn(said.relevance, session.ask("agro_counts"), session.catalog().vintage, key="agro-relevance")
    rows = session.ask("agro_parks", countries=choose.countries(st.columns([2, 3])[0]))
    st.markdown(f"**{plural(len(rows), 'park')}** with food, farm, forest or sea products among the published sectors.")
    if rows.empty:
        st.info("No park of these countries names an agro-food sector. Choose other countries.", icon=":material/search_off:")
        return
    shown = pd.DataFrame(
        {
            "Park": rows["name"],
            "Country": rows["country_label"],
            "Relevance": rows["relevance"].map(RELEVANCE),
            "Status": rows["status"],
            "Agro-food sectors (ISIC divisions)": rows["agro_tags"],
            "City of 100,000 (km)": _way(rows, "city"),
            "Seaport (km)": _way(rows, "port"),
            "Port terminal (km)": _way(rows, "terminal"),
            "Why": rows["reason"],
            "Evidence": rows["evidence"],
            "Source": rows["publisher"],
        }
    )
    show.table(
        shown, "agro-parks", "Agro-food parks and their way to the market", column_config={"Park": st.column_config.TextColumn(pinned=True)}
    )
    st.caption(
        "Distances are great circles with the range that the precision of the position leaves; the object is named, its country where it is abroad."
    )
    show.downloads(rows, "agro-food parks")


def _way(rows: pd.DataFrame, to: str) -> list[str | None]:
    """Kilometres with their range and the name of what is nearest."""
    return [
        None if pd.isna(r[to]) else f"{number(r[to])} ({number(r[f'{to}_low'])} to {number(r[f'{to}_high'])}), {r[f'{to}_name']}"
        for _, r in rows.iterrows()
    ]


def model() -> None:
    """The criteria of the hub-and-collection-centre model with their certainty."""
    framework = session.catalog().frameworks["agro-food"]
    st.markdown(framework.note)
    st.info(
        "Parks are never ranked under this list: its measures are this product's own and await a second reader.", icon=":material/info:"
    )
    rows = pd.DataFrame(
        {
            "Code": c.code, "Part": framework.pillars[c.pillar]["title"], "Criterion": c.title, "What it asks": c.requirement,
            "Threshold": asked.threshold(c), "Certainty": c.certainty, "Standing": c.verification,
        }
        for c in framework.criteria
    )  # fmt: skip
    show.table(rows, "agro-model", "Criteria of the model", height="content")
    show.downloads(rows, "agro-food criteria")
