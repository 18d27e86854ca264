"""Suzhou Industrial Park, the reference of the study tour: its history, what is transferable and what is not, beside any park.

group: Learn
icon: :material/tour:
"""

from ipp_data.ui import show, suzhou
from ipp_data.ui.frame import frame

with frame(__file__):
    reference = suzhou.reference()
    if reference:
        lessons, history, beside, figures = show.tabs("What travels", "History", "Beside any park", "All figures")
        if lessons.open:
            with lessons:
                suzhou.lessons()
        if history.open:
            with history:
                suzhou.history()
        if beside.open:
            with beside:
                suzhou.beside(reference)
        if figures.open:
            with figures:
                suzhou.figures(reference)
