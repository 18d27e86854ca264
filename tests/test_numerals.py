"""Numbers are written as the readers of a language write them, and only inside the block that asks for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipp_data import numerals
from ipp_data.errors import IppError
from ipp_data.figures import number, plural


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", "1,234,567.8"),
        ("id", "1.234.567,8"),
        ("bn", "12,34,567.8"),
        ("lo", "1.234.567,8"),
        ("th", "1,234,567.8"),
        ("mn", "1,234,567.8"),
    ],
)
def test_a_language_has_its_own_separators(language, wanted):
    with numerals.written_in(language):
        assert number(1234567.8, 1) == wanted
        assert number(None) == "not reported"
    assert number(1234567.8, 1) == "1,234,567.8"


def test_signs_units_and_counts_follow_the_language():
    with numerals.written_in("id"):
        assert numerals.written(-1234.5, 1) == "-1.234,5" and numerals.written(1234.5, 1, "+") == "+1.234,5"
        assert number(1234, 0, "ha") == "1.234 ha" and plural(1234, "park") == "1.234 parks"


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_every_language_writes_the_same_digits(value, decimals):
    def digits(language: str) -> str:
        with numerals.written_in(language):
            return "".join(letter for letter in numerals.written(value, decimals) if letter.isdigit())

    assert len({digits(language) for language in numerals.LANGUAGES}) == 1


def test_one_reader_does_not_change_the_numbers_of_another():
    def write(language: str) -> str:
        with numerals.written_in(language):
            return numerals.written(1234.5, 1)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, ["en", "id"] * 50)) == ["1,234.5", "1.234,5"] * 50


def test_a_language_that_is_not_offered_is_refused():
    with pytest.raises(IppError, match="choose one of en, id"), numerals.written_in("xx"):
        pass
    assert number(1.5, 1) == "1.5"


def test_every_language_has_a_title_with_a_sample():
    assert numerals.title("id") == "Indonesian: 1.234.567,8"
    assert len({numerals.title(language) for language in numerals.LANGUAGES}) == len(numerals.LANGUAGES)
