"""Whom to ask and where to learn, by the topic of a gap. Never lists a person, never names a course that is not seen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ipp_data.figures import plural
from ipp_data.ui import choose, session, show

FRAMEWORK = "eip-2017"


def topics() -> dict[str, str]:
    """Title and id of each topic of the eco-park framework."""
    return {
        title: topic for pillar in session.catalog().frameworks[FRAMEWORK].pillars.values() for topic, title in _titled(pillar["topics"])
    }


def _titled(topics: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (topic, str(block["title"]) if isinstance(block, dict) and "title" in block else topic.replace("-", " ").capitalize())
        for topic in topics
        for block in [topics[topic]]
    ]


def directory() -> None:
    """Institutions by topic, country and words, all in the address."""
    known = topics()
    left, middle, right = st.columns(3)
    topic = left.selectbox("Topic of the gap", ["All topics", *known], key="topic", bind="query-params")
    countries = choose.countries(middle)
    words = right.text_input("Words", key="words", bind="query-params", max_chars=80, placeholder="Name, role, topic")
    rows = session.ask("experts", countries=countries, topic=known.get(topic, ""), words=words.strip())
    if rows.empty:
        st.info(
            "No institution fits. Take a filter away, or add a member: a row in datasets/experts with institution, role, topics and source.",
            icon=":material/person_add:",
        )
        return
    st.markdown(f"**{plural(len(rows), 'institution')}**")
    titles = {topic: title for title, topic in known.items()}
    shown = pd.DataFrame(
        {
            "Institution": rows["institution"],
            "Country": rows["country_label"],
            "Role": rows["role"],
            "Topics": rows["topics"].map(lambda listed: ", ".join(titles.get(t, t) for t in str(listed).split(";"))),
            "Address": rows["address"],
            "Source": rows["publisher"],
        }
    )
    show.table(
        shown,
        "experts",
        "Directory of institutions",
        column_config={"Institution": st.column_config.TextColumn(pinned=True, width="medium"), "Address": st.column_config.LinkColumn()},
    )
    st.caption("Institutions only. Staff add a member as a row in datasets/experts; topics are those of the eco-park framework.")
    show.downloads(rows, "network")


def learning() -> None:
    """Which phase of the Guidelines treats each topic, with the page of the platform."""
    titles = {topic: title for title, topic in topics().items()}
    rows = session.ask("learning_for", framework=FRAMEWORK)
    shown = pd.DataFrame(
        {
            "Topic": rows["topic"].map(lambda t: titles.get(t, t)),
            "Phase of the Guidelines": rows["guidelines_phase"],
            "What is treated": rows["what"],
            "Page": rows["address"],
            "Evidence": rows["evidence"],
        }
    )
    show.table(
        shown,
        "learning",
        "Where each topic is treated",
        height="content" if len(rows) < 14 else 480,
        column_config={"Page": st.column_config.LinkColumn()},
    )
    show.downloads(rows, "learning by topic")
