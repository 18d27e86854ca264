"""Where parks stand against a framework: scores with their bounds, ranks with their intervals, and how far both depend on choices.

group: Assess
icon: :material/eco:
"""

import streamlit as st

from ipp_data.figures import scores
from ipp_data.ui import choose, maps, score, session, show, standings
from ipp_data.ui.frame import frame

with frame(__file__):
    framework = score.framework()
    parks = session.ask("parks", **choose.filters())
    how = score.choices(framework)
    if not maps.empty(parks):
        standing = score.standing(framework, how, tuple(parks["park"]), year=score.year(framework))
        standings.summary(standing, parks)
        ranking, pillars, known, robust = show.tabs("Ranking", "Pillars", "What is known, what to ask", "How sure is this?")
        if ranking.open:
            with ranking:
                show.drawn(scores.ranking, standing, session.catalog().vintage, key="ranking")
                standings.apart(standing)
                st.markdown("**Every park**")
                standings.table(standing, parks)
        if pillars.open:
            with pillars:
                show.drawn(scores.pillars, standing, session.catalog().vintage, key="pillars")
        if known.open:
            with known:
                standings.open_questions(standing, parks)
        if robust.open:
            with robust:
                standings.sureness(standing)
