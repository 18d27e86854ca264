"""What the product knows and from where: coverage by country, sources, the dictionary, and everything to download.

group: About
icon: :material/database:
"""

import streamlit as st

from ipp_data import dictionary
from ipp_data.figures import facts as published
from ipp_data.ui import session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    coverage, sources, columns, files = show.tabs("Coverage", "Sources", "Dictionary", "Downloads")
    if coverage.open:
        with coverage:
            show.figure(published.coverage(session.ask("coverage"), session.catalog().vintage), key="coverage")
    if sources.open:
        with sources:
            st.markdown(
                "A source is one row. *Seen* means that the source was read for this product; *recalled* that it was cited from memory."
            )
            show.table(session.ask("source_list"), "sources", "Sources with the number of figures that rest on each")
    if columns.open:
        with columns:
            show.table(dictionary.rows_of(session.catalog()), "dictionary", "Every column of every dataset")
            st.markdown("**Indicators of parks**")
            show.table(session.ask("indicator_list"), "indicators", "Every indicator with its unit and what it counts")
    if files.open:
        with files:
            show.all_downloads()
