"""Reads datasets/ into a Catalog and tells every problem at once. The only reader of YAML; never asks a question of the data."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ipp_data.errors import CatalogError
from ipp_data.model import Country, Criterion, Dataset, Field, Framework, Indicator, Level, Method, Record

ROOT = Path(__file__).resolve().parent.parent
SETS = {"live": "Real parks", "training": "Training set (invented parks)"}
NULLS = ("", "None")


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that datasets/ declares; `version` is a short hash of its bytes."""

    folder: Path
    datasets: dict[str, Dataset]
    countries: dict[str, Country]
    indicators: dict[str, Indicator]
    frameworks: dict[str, Framework]
    boundaries: dict[str, Any]
    version: str

    @property
    def vintage(self) -> str:
        """The newest day on which any dataset was brought up to date."""
        return max(dataset.vintage for dataset in self.datasets.values())

    @property
    def month(self) -> str:
        """The vintage as readers say it: Nov 2026."""
        return date.fromisoformat(self.vintage).strftime("%b %Y")

    def of_set(self, name: str) -> list[Dataset]:
        """The datasets that a set of parks sees: its own and those shared by both."""
        return [d for d in self.datasets.values() if d.set in (name, "both")]


def load(folder: Path | None = None) -> Catalog:
    """Read a datasets folder; raises CatalogError with every problem found."""
    folder = folder or ROOT / "datasets"
    problems: list[str] = []
    datasets = dict(_collect(folder.glob("*/dataset.yml"), _dataset, folder, problems))
    tables = {name: d for name, d in datasets.items() if d is not None and d.table}
    boundaries = _yaml(folder / "boundaries" / "dataset.yml") if (folder / "boundaries" / "dataset.yml").exists() else {}
    countries = _records(tables.get("countries"), Country, problems)
    indicators = _records(tables.get("indicators"), Indicator, problems)
    frameworks = dict(_collect(folder.glob("frameworks/*/framework.yml"), read_framework, folder, problems))
    if problems:
        raise CatalogError(f"{folder.name}/ can't be read", problems)
    return Catalog(folder, tables, countries, indicators, frameworks, boundaries, data_version(folder))


def data_version(folder: Path) -> str:
    """Twelve hexadecimal digits of the SHA-256 over all files of a datasets folder, names included."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def read_framework(path: Path) -> Framework:
    """Read one framework folder (framework.yml and criteria.csv); raises CatalogError with every problem found."""
    head = _yaml(path)
    problems: list[str] = []
    criteria: list[Criterion] = []
    for number, row in _rows(path.parent / "criteria.csv"):
        try:
            criteria.append(Criterion.read(_typed(Criterion, row)))
        except ValueError as error:
            problems.append(f"criteria.csv row {number}: {error}")
    try:
        levels = tuple(sorted((Level.read(b) for b in head.pop("levels", [])), key=lambda level: -level.level))
        framework = Framework.read({**head, "levels": levels, "method": Method.read(head.pop("method", {}) or {})})
    except ValueError as error:
        raise CatalogError(path.parent.name, [*problems, f"framework.yml: {error}"]) from error
    problems += _misplaced(framework, criteria)
    if problems:
        raise CatalogError(path.parent.name, problems)
    return replace(framework, criteria=tuple(criteria))


KINDS = ("yesno", "higher", "lower", "higher_rel", "lower_rel", "higher_graded", "lower_graded")


def _misplaced(framework: Framework, criteria: list[Criterion]) -> Iterator[str]:
    if not criteria:
        yield "criteria.csv: no criterion; a framework needs at least one row"
    seen: set[str] = set()
    for number, criterion in enumerate(criteria, start=2):
        where = f"criteria.csv row {number} ({criterion.code})"
        if criterion.code in seen:
            yield f"{where}: code is used twice; give each criterion its own"
        seen.add(criterion.code)
        if criterion.pillar not in framework.pillars:
            yield f"{where}: pillar {criterion.pillar!r} is not one of {', '.join(framework.pillars)}"
        elif criterion.topic not in framework.pillars[criterion.pillar].get("topics", {}):
            yield f"{where}: topic {criterion.topic!r} is not listed under pillar {criterion.pillar!r} in framework.yml"
        if criterion.kind not in KINDS:
            yield f"{where}: kind {criterion.kind!r} is not one of {', '.join(KINDS)}"
        if criterion.kind != "yesno" and criterion.target is None:
            yield f"{where}: target is empty; a {criterion.kind} criterion needs a number"
        if criterion.weight < 0:
            yield f"{where}: weight {criterion.weight} is below 0"


def _yaml(path: Path) -> dict[str, Any]:
    try:
        block = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CatalogError(path.parent.name, [f"{path.name}: not valid YAML: {error}"]) from error
    if not isinstance(block, dict):
        raise CatalogError(path.parent.name, [f"{path.name}: must hold keys and values"])
    return block


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.exists():
        raise CatalogError(path.parent.name, [f"{path.name} is missing"])
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from enumerate(csv.DictReader(lines), start=2)


def _collect(paths: Iterator[Path], read: Callable[[Path], Any], folder: Path, problems: list[str]) -> Iterator[tuple[str, Any]]:
    for path in sorted(paths):
        try:
            yield path.parent.name, read(path)
        except CatalogError as error:
            problems += [f"{path.parent.relative_to(folder).as_posix()}/{problem}" for problem in error.problems]


def _dataset(path: Path) -> Dataset:
    block = _yaml(path)
    if "schema" not in block:  # files that are not tables, such as the boundaries
        return Dataset(path.parent.name, block["title"], block["description"], "", "both", block["vintage"], "", path, (), block)
    missing = [k for k in ("name", "title", "description", "path", "licenses", "table", "set", "vintage") if not block.get(k)]
    if missing:
        raise CatalogError(path.parent.name, [f"dataset.yml: key {key!r} is missing" for key in missing])
    columns = tuple(
        Field(f["name"], f.get("title", f["name"]), f["type"], f.get("description", ""), f.get("unit", ""), f.get("constraints", {}))
        for f in block["schema"]["fields"]
    )
    licence = "; ".join(entry.get("title") or entry.get("name", "") for entry in block["licenses"])
    return Dataset(
        block["name"],
        block["title"],
        block["description"],
        block["table"],
        block["set"],
        block["vintage"],
        licence,
        path.parent / block["path"],
        columns,
        block,
    )


def _records(dataset: Dataset | None, record: type[Record], problems: list[str]) -> dict[str, Any]:
    if dataset is None:
        return {}
    found: dict[str, Any] = {}
    for number, row in _rows(dataset.path):
        try:
            entry = record.read(_typed(record, row))
        except ValueError as error:
            problems.append(f"{dataset.name}/{dataset.path.name} row {number}: {error}")
        else:
            found[next(iter(row.values()))] = entry
    return found


def _typed(record: type[Record], row: dict[str, str]) -> dict[str, Any]:
    """Turn the strings of a CSV row into the types that a record declares."""
    kinds = {name: str(f.type) for name, f in record.__dataclass_fields__.items()}  # type: ignore[attr-defined]
    return {name: _cell(name, kinds.get(name, "str"), text) for name, text in row.items()}


def _cell(name: str, kind: str, text: str | None) -> Any:  # noqa: ANN401 - the type is the record's
    text = (text or "").strip()
    if "None" in kind and text in NULLS:
        return None
    try:
        if kind.startswith("float"):
            return float(text)
        if kind.startswith("int"):
            return int(text)
    except ValueError:
        raise ValueError(f"column {name!r} must be a number, not {text!r}") from None
    if kind.startswith("bool"):
        if text.lower() not in ("true", "false"):
            raise ValueError(f"column {name!r} must be true or false, not {text!r}")
        return text.lower() == "true"
    return text
