"""The list of pages, read from their docstrings: title, what the page answers, group and icon. Never needs a registry."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ipp_data.catalog import ROOT

GROUPS = ("Start", "Explore", "Assess", "Learn", "About")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the menu shows it."""

    file: str
    title: str
    purpose: str
    group: str
    icon: str


@cache
def pages() -> tuple[Page, ...]:
    """Home and every file of pages/, in the order of their numbers."""
    files = sorted((ROOT / "pages").glob("*.py"), key=lambda path: int(re.match(r"\d*", path.name)[0] or 999))  # type: ignore[index]
    return tuple(_read(path) for path in (ROOT / "app.py", *files))


def page_of(file: str) -> Page:
    """The page that a file is."""
    name = Path(file).name
    return next(page for page in pages() if Path(page.file).name == name)


def title_of(stem: str) -> str:
    """The title of a page from the name of its file: 4_Eco_park_score is Eco-park score."""
    return re.sub(r"^\d+_", "", stem).replace("_", " ").replace("Eco park", "Eco-park").replace("Agro food", "Agro-food")


def _read(path: Path) -> Page:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    purpose, *rest = text.splitlines()
    marks = dict(line.split(": ", 1) for line in rest if ": " in line)
    title = "Home" if path.name == "app.py" else title_of(path.stem)
    return Page(path.relative_to(ROOT).as_posix(), title, purpose, marks["group"], marks["icon"])
