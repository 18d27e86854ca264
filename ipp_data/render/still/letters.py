"""The letters of stills: fonts from installed packages, widths and line breaks for every script. Never falls back to a font of the server."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager

from ipp_data.render import fonts

DPI = 144
# Vowels that Thai and Lao write before the consonant they belong to, and the sign that joins two Khmer consonants.
JOINED_TO_NEXT = frozenset("เแโใไເແໂໃໄ\u17d2\u09cd")


@cache
def families() -> list[str]:
    """The families of all letters in the order in which a missing letter is looked for; matplotlib's own brings arrows and comparisons."""
    for path in fonts.paths():
        fontManager.addfont(path)
    return [*(FontProperties(fname=path).get_name() for path in fonts.paths()), "DejaVu Sans"]


@lru_cache(maxsize=20_000)
def width(text: str, size: float) -> float:
    """How wide a text of one line is, in inches."""
    letters = FontProperties(family=families(), size=size)
    return _ruler().get_text_width_height_descent(text, letters, False)[0] / DPI


@cache
def _ruler() -> RendererAgg:
    return RendererAgg(1, 1, DPI)


def wrapped(text: str, size: float, inches: float) -> str:
    """The text in lines no wider than asked; words break only where they alone are wider than a line."""
    lines, filled = [""], 0.0
    for part in _parts(" ".join(str(text).split()), size, inches):
        own = width(part.rstrip(), size)
        if lines[-1] and filled + own > inches:
            lines.append("")
            filled = 0.0
        lines[-1] += part
        filled += own + (0.26 * size / 72 if part.endswith(" ") else 0)
    return "\n".join(line.rstrip() for line in lines)


def balanced(text: str, size: float, inches: float) -> str:
    """The text in as few lines as fit, of nearly the same length."""
    best = wrapped(text, size, inches)
    for share in (0.9, 0.8, 0.7, 0.6):
        tried = wrapped(text, size, share * inches) if "\n" in best else best
        if tried.count("\n") > best.count("\n"):
            break
        best = tried
    return best


def _parts(text: str, size: float, inches: float) -> list[str]:
    """What stays together on a line: what stands between two middle dots if it fits (a rank with its interval), else words, else syllables."""
    found = []
    for segment in re.split(r"(?<= · )", text):
        whole = width(segment.rstrip(), size) <= inches
        for word in [segment] if whole else re.split(r"(?<=[ \u200b])|(?<=\w[-/])(?=\w)", segment):
            found += [word] if width(word.rstrip(), size) <= inches else _syllables(word)
    return found


def _syllables(word: str) -> list[str]:
    """A word in parts that may stand on different lines: Thai, Lao and Khmer are written without spaces."""
    parts: list[str] = []
    for letter in word:
        if parts and (unicodedata.category(letter).startswith("M") or parts[-1][-1] in JOINED_TO_NEXT):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts
