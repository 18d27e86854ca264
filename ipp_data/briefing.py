"""A briefing as a record: what it says, in which order, with which figures and sources. Never draws, never asks for data."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ipp_data.figures import Figure


@dataclass(frozen=True)
class Part:
    """One finding: a figure or a table under a heading, with sentences that say what follows from it."""

    title: str
    figure: Figure | None = None
    table: pd.DataFrame | None = None
    words: tuple[str, ...] = ()
    section: str = ""
    definitions: tuple[str, ...] = ()
    source: str = ""  # of the table; a figure brings its own
    link: str = ""  # the address of the view, from the root of the product
    finding: str = ""  # the sentence for the summary; a figure's own title where there is none


@dataclass(frozen=True)
class Briefing:
    """A whole briefing: cover, findings in words, parts, sources and method; every export writes the same record."""

    title: str
    subtitle: str
    date: str
    findings: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    method: tuple[str, ...]
    vintage: str
    version: str
    audience: str = ""
    watermark: str = ""
    link: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    site: str = ""  # where the product is served, put before every link; empty leaves links relative
