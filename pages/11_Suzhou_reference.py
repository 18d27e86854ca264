"""Suzhou Industrial Park, the reference of the study tour: its history, what is transferable and what is not, beside any park.

group: Learn
icon: :material/tour:
"""

from ipp_data.ui import show, suzhou
from ipp_data.ui.frame import frame

with frame(__file__):
    lessons, history, beside, figures = show.tabs("What travels", "History", "Beside any park", "All figures")
    for tab, fill in ((lessons, suzhou.lessons), (history, suzhou.history), (beside, suzhou.beside), (figures, suzhou.figures)):
        if tab.open:
            with tab:
                suzhou.filled(fill)
