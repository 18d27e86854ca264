"""Whom to ask about a gap and where to learn about it: institutions and learning pages by topic.

group: Learn
icon: :material/groups:
"""

from ipp_data.ui import network, show
from ipp_data.ui.frame import frame

with frame(__file__):
    directory, learning = show.tabs("Institutions", "Where to learn")
    if directory.open:
        with directory:
            network.directory()
    if learning.open:
        with learning:
            network.learning()
