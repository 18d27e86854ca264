"""Everything that is published about one park, with source, year and grade, and what is not known.

group: Explore
icon: :material/factory:
"""

import streamlit as st

from ipp_data.figures import facts as published
from ipp_data.ui import assessment, basket, choose, profile, session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    park = choose.park()
    if not park:
        st.info("Choose a park above, or click one on the map.", icon=":material/arrow_upward:")
    else:
        identity = session.ask("park", park=park).iloc[0]
        facts = session.ask("facts", park=park)
        profile.head(identity)
        basket.button(park)
        known, place = st.columns([3, 2], gap="large")
        with known:
            profile.identity(identity)
        with place:
            show.small_map(session.ask("names_and_places"), park)
            profile.family(session.ask("family", park=park))
        profile.facts(facts)
        for drawn in published.series(facts, identity["name"]):
            show.figure(drawn, key=f"{park}-{drawn.labels['value']}")
        profile.unknown(session.ask("unknown", park=park))
        st.header("Assessment")
        assessment.whole(park)
        profile.peers(session.ask("peers", park=park), identity)
        profile.citations(identity, facts)
