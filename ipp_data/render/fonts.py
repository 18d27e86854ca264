"""The Noto fonts of the installed packages, in the order in which a missing letter is looked up. Never asks the system for a font."""

from __future__ import annotations

from functools import cache
from importlib.metadata import files
from pathlib import Path

PACKAGES = ("fontpkg-noto-sans", "justmytype-intl-sea", "justmytype-intl-south-asia")
SCRIPTS = ("NotoSans", "NotoSansThai", "NotoSansLao", "NotoSansKhmer", "NotoSansBengali")


@cache
def paths() -> tuple[Path, ...]:
    """One upright font file for each script, Latin and Cyrillic first."""
    known = [Path(str(file.locate())) for package in PACKAGES for file in files(package) or [] if str(file).endswith(".ttf")]
    return tuple(
        next(path for path in known if path.name.split("[")[0].split("-")[0] == script and "Italic" not in path.name) for script in SCRIPTS
    )
