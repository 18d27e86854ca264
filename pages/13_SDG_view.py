"""Criteria and indicators by target of the Sustainable Development Goals, with the number of parks that answer.

group: Learn
icon: :material/public:
"""

from ipp_data.ui import sdg
from ipp_data.ui.frame import frame

with frame(__file__):
    sdg.view()
