"""A ministry's own folder (framework, values, references) -> a sheet to score. Never accepts a folder in part: every problem is told at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ipp_data import answers
from ipp_data.catalog import read_framework
from ipp_data.errors import CatalogError
from ipp_data.model import Criterion, Framework

NOT_APPLICABLE = ("n/a", "na", "not applicable")
FRAMES = {"values.csv": ("park", "criterion", "value"), "references.csv": ("country", "criterion", "year", "value")}


def read(folder: Path) -> answers.Sheet:
    """Read framework.yml, criteria.csv, values.csv and, if there, references.csv; raises CatalogError with every problem."""
    problems: list[str] = []
    framework = None
    try:
        framework = read_framework(folder / "framework.yml") if (folder / "framework.yml").exists() else None
        if framework is None:
            problems.append("framework.yml is missing")
    except CatalogError as error:
        problems += error.problems
    values = _table(folder, "values.csv", problems)
    references = (
        _table(folder, "references.csv", problems)
        if (folder / "references.csv").exists()
        else pd.DataFrame(columns=[*FRAMES["references.csv"]])
    )
    if values is not None:
        problems += _unfit({} if framework is None else {c.code: c for c in framework.criteria}, values)
    problems += _not_numbers(references, "references.csv")
    if problems or framework is None or values is None or references is None:
        raise CatalogError(str(folder), problems)
    return _sheet(framework, values, references)


def _table(folder: Path, name: str, problems: list[str]) -> pd.DataFrame | None:
    if not (folder / name).exists():
        problems.append(f"{name} is missing; it has the columns {', '.join(FRAMES[name])}")
        return None
    rows = pd.read_csv(folder / name, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    absent = [column for column in FRAMES[name] if column not in rows]
    problems += [f"{name}: column {column!r} is missing" for column in absent]
    return None if absent else rows.apply(lambda column: column.str.strip())


def _unfit(codes: dict[str, Criterion], values: pd.DataFrame) -> list[str]:
    """Rows of values.csv that the criteria can't take; without criteria (the framework is broken) the values alone are judged."""
    seen, found = set(), []
    for number, row in enumerate(values.itertuples(index=False), start=2):
        where = f"values.csv row {number}"
        if codes and row.criterion not in codes:
            found.append(f"{where}, column criterion: {row.criterion!r} is not in criteria.csv")
        if (row.park, row.criterion) in seen:
            found.append(f"{where}: {row.park} answers {row.criterion} twice; keep one row")
        seen.add((row.park, row.criterion))
        number_given = _number(row.value)
        if number_given is None and row.value.lower() not in ("", *NOT_APPLICABLE):
            found.append(f"{where}, column value: {row.value!r} is neither a number, nor n/a, nor empty")
        elif (
            number_given is not None and row.criterion in codes and codes[row.criterion].kind == "yesno" and number_given not in (0, 0.5, 1)
        ):
            found.append(f"{where}, column value: {row.value} for a yes/no criterion; write 1 for yes, 0.5 for partly, 0 for no")
    return found


def _not_numbers(rows: pd.DataFrame | None, name: str) -> list[str]:
    if rows is None:
        return []
    return [
        f"{name} row {number}, column {column}: {getattr(row, column)!r} is not a number"
        for number, row in enumerate(rows.itertuples(index=False), start=2)
        for column in ("year", "value")
        if _number(getattr(row, column)) is None
    ]


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None


def _sheet(framework: Framework, values: pd.DataFrame, references: pd.DataFrame) -> answers.Sheet:
    silent = values["value"].str.lower().isin(NOT_APPLICABLE)
    rows = pd.DataFrame(
        {
            "park": values["park"],
            "criterion": values["criterion"],
            "value": pd.to_numeric(values["value"].where(~silent), errors="coerce"),
            "status": silent.map({True: "not applicable", False: "reported"}),
            "year": pd.to_numeric(values["year"], errors="coerce") if "year" in values else pd.NA,
        }
    )
    places = values.drop_duplicates("park")
    country = places.get("country", "")
    named = pd.DataFrame({"park": places["park"], "name": places["park"], "country": country, "country_label": country}).reset_index(
        drop=True
    )
    averages = references.assign(year=pd.to_numeric(references["year"]), value=pd.to_numeric(references["value"])).sort_values(
        "year", ascending=False
    )
    return answers.sheet(framework, "current", named, rows, averages)
