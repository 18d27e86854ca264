"""Compare the industrial parks of eight countries: real parks on a map, published figures with their sources, and what is not known.

group: Start
icon: :material/home:
"""

import streamlit as st

from ipp_data.ui import session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    st.markdown(
        "Every figure stands beside its source, its year and how sure it is. What nobody has published reads *not reported* and never 0. "
        "Pick parks into the basket: it follows you to every page, and every address can be sent to a colleague."
    )
    figures = session.ask("key_figures").iloc[0]
    seen = figures["figures_seen"] / max(figures["figures"], 1)
    show.metrics(
        {
            "Parks": (f"{figures['parks']}", f"In the eight countries; {figures['reference_parks']} more is shown as a reference."),
            "Countries": (
                f"{figures['countries']}",
                "Bangladesh, Cambodia, Indonesia, Lao PDR, Mongolia, Philippines, Solomon Islands, Thailand.",
            ),
            "Published figures": (
                f"{figures['figures']:,}",
                f"About {figures['parks_with_figures']} parks, from {figures['sources']} sources.",
            ),
            "Source seen": (f"{seen:.0%}", "Share of figures whose source was read; the others are recalled from memory and marked so."),
            "Data of": (
                session.catalog().month,
                f"Brought up to date on {session.catalog().vintage}; data version {session.catalog().version}.",
            ),
        }
    )
    st.subheader("Where to go")
    show.cards()
