"""Two to eight parks side by side: pillars, every criterion against its threshold, and exactly why one is ahead of another.

group: Assess
icon: :material/compare_arrows:
"""

import streamlit as st

from ipp_data.figures import scores
from ipp_data.ui import choose, compare, score, session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    parks = choose.several()
    framework = score.framework()
    how = score.choices(framework)
    if len(parks) < 2:
        st.info("Choose two to eight parks above, or put them into the basket from the map or the list.", icon=":material/arrow_upward:")
    else:
        standing = score.standing(framework, how, year=score.year(framework))
        facts, profile, criteria, why = show.tabs("Facts", "Pillars", "Criteria", "Why is one ahead?")
        if facts.open:
            with facts:
                compare.facts(parks)
        if profile.open:
            with profile:
                show.drawn(scores.profile, standing, parks, session.catalog().vintage, key="profile")
        if criteria.open:
            with criteria:
                compare.criteria(standing, parks)
        if why.open:
            with why:
                compare.why(standing, parks)
