"""How a score is made: the rules, the defaults, a worked example, the frameworks side by side and how sure each threshold is.

group: About
icon: :material/function:
"""

import streamlit as st

from ipp_data.ui import method
from ipp_data.ui.frame import frame

with frame(__file__):
    rules, defaults, example, frameworks, context = st.tabs(["Rules", "Defaults", "Worked example", "Frameworks and certainty", "UNIDO's published averages"])
    with rules:
        method.rules()
    with defaults:
        method.defaults()
    with example:
        method.example()
    with frameworks:
        method.frameworks()
    with context:
        method.published()
