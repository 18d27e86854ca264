"""A deck, a note or a PDF that is ready to show: choose a dossier, arrange its parts, take the file along.

group: Assess
icon: :material/slideshow:
"""

from ipp_data.numerals import written_in
from ipp_data.ui import brief, show
from ipp_data.ui.frame import frame

with frame(__file__):
    write, known = show.tabs("Write a briefing", "Open a figure by its code")
    if write.open:
        with write:
            kind, desk, language = brief.asked()
            with written_in(language):
                record = brief.arranged(brief.written(kind, desk, language))
                brief.findings(record)
                brief.files(record)
                brief.preview(record)
    if known.open:
        with known:
            brief.code()
