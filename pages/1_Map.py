"""All parks on one map: filter, click a park, open its profile; the table below holds the same parks.

group: Explore
icon: :material/map:
"""

import streamlit as st

from ipp_data.ui import choose, maps, session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    filters = choose.filters()
    parks = session.ask("parks", **filters)
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        maps.count(parks)
    with right:
        by = choose.colour_by()
    around = choose.layers()
    if not maps.empty(parks):
        maps.map_of(parks, by, around)
        st.subheader("The same parks as a table")
        show.park_table(parks, "map-table")
        show.downloads(parks, "parks on the map")
