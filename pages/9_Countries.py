"""One country around its parks: industry, trade, energy, people and business in figures, its place among the eight, its parks and its rules.

group: Explore
icon: :material/flag:
"""

from ipp_data.ui import choose, country, show
from ipp_data.ui.frame import frame

with frame(__file__):
    iso3 = choose.country()
    figures, parks, rules, together = show.tabs("Figures", "Parks", "Rules and institutions", "Countries side by side")
    if figures.open:
        with figures:
            country.figures(iso3)
    if parks.open:
        with parks:
            country.parks(iso3)
    if rules.open:
        with rules:
            country.rules(iso3)
            country.exchange(iso3)
    if together.open:
        with together:
            country.together(choose.countries_together())
