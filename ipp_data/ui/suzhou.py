"""The reference park of the study tour: history, what travels, beside any park. Never says that a fact of it is a benchmark."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ipp_data.figures import facts
from ipp_data.ui import choose, profile, session, show


def filled(fill: Callable[[str], None]) -> None:
    """One part of the page; a set without a reference park says so instead."""
    rows = session.ask("reference_parks")
    if rows.empty:
        st.info("This set of parks has no reference park; choose the real parks in the menu.", icon=":material/search_off:")
    else:
        fill(rows["park"].iloc[0])


def history(_: str) -> None:
    """Dated events, the oldest first."""
    for row in session.ask("suzhou_history").to_dict("records"):
        st.markdown(f"**{row['year']}** · {row['event']}: {row['text']}")
        st.caption(_cited(row) + f" · {row['evidence']}")


def lessons(_: str) -> None:
    """What is transferable, what in part, and what not."""
    st.markdown("This product's own reading; the source of the fact is named, the judgement is open to debate.")
    titles = {"yes": "Travels", "partly": "Travels in part", "no": "Does not travel"}
    for answer, rows in session.ask("suzhou_lessons").groupby("transferable", sort=False):
        st.subheader(titles[str(answer)])
        for row in rows.to_dict("records"):
            st.markdown(f"**{row['aspect']}**. {row['what']} {row['why']}")
            st.caption(f"Rests on: {row['rests_on']}")


def _cited(row: dict[str, object]) -> str:
    return ", ".join(str(row[k]) for k in ("publisher", "title", "published") if pd.notna(row[k]))


def beside(reference: str) -> None:
    """The newest published figures of the reference beside those of any park."""
    park = choose.park()
    own = _newest(reference)
    if not park or park == reference:
        st.info("Choose a park above to see it beside the reference.", icon=":material/arrow_upward:")
        wide = own.rename("Suzhou Industrial Park").to_frame()
    else:
        name = session.ask("names").set_index("park").loc[park, "name"]
        wide = pd.concat([own.rename("Suzhou Industrial Park"), _newest(park).rename(name)], axis=1)
    wide = wide.rename_axis("Indicator").reset_index()
    show.table(wide, f"beside-{park}", "Published figures beside the reference", height="content")
    st.caption(
        "Newest published figure of each indicator with its year and evidence grade. Size and age differ widely: this is no benchmark."
    )
    show.downloads(wide, "beside the reference park")


def _newest(park: str) -> pd.Series:
    rows = session.ask("facts", park=park).drop_duplicates("indicator")
    return pd.Series(
        [f"{facts.reading(r)} ({r['year_label']}, {r['evidence']})" for _, r in rows.iterrows()], index=list(rows["title"]), dtype="object"
    )


def figures(reference: str) -> None:
    """Every published figure of the reference with source, year and grade."""
    profile.facts(session.ask("facts", park=reference))
