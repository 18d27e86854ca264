"""The errors a reader may see. Never raised for a bug: their text says what, where and what now."""


class IppError(Exception):
    """A problem worded for the reader of a page or a terminal."""


class CatalogError(IppError):
    """Everything that is wrong with a folder of data, told at once."""

    def __init__(self, where: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"{where}: {len(problems)} problem{'s' * (len(problems) != 1)}\n" + "\n".join(f"- {p}" for p in problems))


class NoData(IppError):
    """A question that is well put and has an empty answer."""
