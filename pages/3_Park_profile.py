"""Everything that is published about one park, with source, year and grade, how it stands, and what is not known.

group: Explore
icon: :material/factory:
"""

import streamlit as st

from ipp_data.figures import facts as published
from ipp_data.ui import assessment, basket, choose, maps, profile, session, show, site
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
        figures, around, assessed, unknown, peers, cite = show.tabs(
            "Facts", "Site", "Assessment", "Open questions", "Peers", "Cite a figure"
        )
        if figures.open:
            with figures:
                known, place = st.columns([3, 2], gap="large")
                with known:
                    profile.identity(identity)
                with place:
                    maps.small_map(session.ask("names_and_places"), park)
                    profile.family(session.ask("family", park=park))
                profile.facts(facts)
                for drawn in published.series(facts, identity["name"]):
                    show.figure(drawn, key=f"{park}-{drawn.labels['value']}")
        if around.open:
            with around:
                site.whole(park)
        if assessed.open:
            with assessed:
                assessment.whole(park)
        if unknown.open:
            with unknown:
                profile.unknown(session.ask("unknown", park=park))
        if peers.open:
            with peers:
                profile.peers(session.ask("peers", park=park), identity)
        if cite.open:
            with cite:
                profile.citations(identity, facts)
