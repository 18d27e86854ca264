"""Numbers as the readers of a language write them. Never writes other digits than 0 to 9, never changes a stored value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from babel import Locale
from babel.numbers import format_decimal

from ipp_data.errors import IppError

LANGUAGES = ("en", "id", "bn", "km", "lo", "mn", "th", "fil")
_CHOSEN = ContextVar("language of numbers", default="en")


def title(language: str) -> str:
    """The name of a language with a number as it writes it, as in "Indonesian: 1.234.567,8"."""
    with written_in(language):
        return f"{Locale(language).get_display_name('en')}: {written(1234567.8, 1)}"


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write the numbers of this block as in one language; raises IppError for one that is not offered."""
    if language not in LANGUAGES:
        raise IppError(f"Numbers can't be written as in {language!r}; choose one of {', '.join(LANGUAGES)}.")
    before = _CHOSEN.set(language)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def written(value: float, decimals: int = 0, sign: str = "") -> str:
    """A number with the separators of the chosen language; `sign` "+" writes the sign of positive ones too."""
    language = _CHOSEN.get()
    if language == "en":
        return f"{value:{sign},.{decimals}f}"
    plus = "+" if sign == "+" and value >= 0 else ""
    # Half to even on the binary value, as Python's own formatting: the same number reads alike in every language.
    return plus + format_decimal(f"{value:.{decimals}f}", _pattern(language) + ("." + "0" * decimals if decimals else ""), locale=language)


@cache
def _pattern(language: str) -> str:
    """How a language groups the digits before the decimals: threes, or lakh and crore."""
    return str(Locale(language).decimal_formats[None].pattern).split(".")[0]
