"""The criteria phase by phase, which parks meet what, and one criterion over all parks against its threshold.

group: Assess
icon: :material/checklist:
"""

from ipp_data.figures import scores
from ipp_data.ui import guidelines, score, session, show
from ipp_data.ui.frame import frame

with frame(__file__):
    framework = score.framework("guidelines-2019")
    standing = score.standing(framework)
    criteria, countries, one = show.tabs("Criteria and who meets them", "By country", "One criterion over all parks")
    if criteria.open:
        with criteria:
            guidelines.phases(standing)
    if countries.open:
        with countries:
            guidelines.countries(standing)
    if one.open:
        with one:
            code = guidelines.criterion(standing)
            show.drawn(scores.strip, standing, code, session.catalog().vintage, key="strip")
