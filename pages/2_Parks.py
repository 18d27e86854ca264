"""The parks as a list: search, sort, and tick parks to put them into the basket.

group: Explore
icon: :material/list_alt:
"""

from ipp_data.ui import basket, choose, maps, session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    filters = choose.filters()
    parks = session.ask("parks", **filters)
    maps.count(parks)
    if not maps.empty(parks):
        picked = show.park_table(parks, "list", selectable=True)
        basket.take(picked)
        show.downloads(parks, "parks")
