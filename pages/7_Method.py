"""How a score is made: the rules, the defaults, a worked example, the frameworks side by side and how sure each threshold is.

group: About
icon: :material/function:
"""

from ipp_data.ui import method, show
from ipp_data.ui.frame import frame

with frame(__file__):
    rules, defaults, example, frameworks, goalposts, context = show.tabs(
        "Rules", "Defaults", "Worked example", "Frameworks and certainty", "Site goalposts", "UNIDO's published averages"
    )
    if rules.open:
        with rules:
            method.rules()
    if defaults.open:
        with defaults:
            method.defaults()
    if example.open:
        with example:
            method.example()
    if frameworks.open:
        with frameworks:
            method.frameworks()
    if goalposts.open:
        with goalposts:
            method.goalposts()
    if context.open:
        with context:
            method.published()
