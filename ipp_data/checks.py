"""The data against its promises: formats by Frictionless, our rules by SQL, positions by geometry. Returns findings, never repairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ipp_data import dictionary, geo
from ipp_data.catalog import ROOT, Catalog
from ipp_data.store import RULES, Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: where it is, what it is, which rule it breaks."""

    dataset: str
    row: int | None
    column: str
    rule: str
    found: str

    def __str__(self) -> str:
        where = f"{self.dataset}" + (f", row {self.row}" if self.row else "") + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.found}. Rule: {self.rule}"


def check(catalog: Catalog) -> list[Finding]:
    """Everything that is wrong with the datasets; formats first, for the other rules need them to hold."""
    wrong = list(_formats(catalog))
    if wrong:
        return wrong
    for name in ("live", "training"):
        if any(d.table == "parks" for d in catalog.of_set(name)):
            store = Store(catalog, name)
            wrong += [*_rules(store), *_positions(store), *_codes(catalog, store)]
    return wrong


def _formats(catalog: Catalog) -> Iterator[Finding]:
    """Types, constraints, keys and foreign keys as each dataset.yml promises them."""
    from frictionless import Package

    descriptor = dictionary.package(catalog, catalog.folder.parent)
    report = Package.from_descriptor(descriptor, basepath=str(catalog.folder.parent)).validate()
    for task in report.tasks:
        for error in task.errors:
            cell = repr(error.cell) + ": " if getattr(error, "cell", "") else ""
            yield Finding(task.name, getattr(error, "row_number", None), getattr(error, "field_name", ""), error.title, cell + error.note)
    for error in report.errors:
        yield Finding("datasets", None, "", error.title, error.note)


def _rules(store: Store) -> Iterator[Finding]:
    for path in sorted(RULES.glob("*.sql")):
        rule = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ")
        for row in store.broken(path.stem).itertuples(index=False):
            yield Finding(row.dataset, int(row.row), row.column, rule, str(row.found))


def _positions(store: Store) -> Iterator[Finding]:
    rule = f"A position lies in its country, {geo.COAST_KM:.0f} km of coast and border rivers allowed."
    parks = store.ask("names_and_places").dropna(subset=["latitude"])
    parks["off"] = geo.outside(parks["latitude"], parks["longitude"], parks["country"])
    for row in parks[parks["off"] > geo.COAST_KM].itertuples(index=False):
        yield Finding("parks", None, "latitude", rule, f"{row.park} is {row.off:.1f} km outside {row.country}")


def _codes(catalog: Catalog, store: Store) -> Iterator[Finding]:
    """Frameworks and criteria that answers, mappings and links name, but that no framework folder has."""
    known = {(f.id, c.code) for f in catalog.frameworks.values() for c in f.criteria}
    for row in store.ask("codes_used").itertuples(index=False):
        if (row.framework, row.criterion) not in known:
            yield Finding(
                row.dataset, int(row.line), "criterion", "A criterion is one of its framework's.", f"{row.framework} {row.criterion}"
            )


def stale(catalog: Catalog) -> list[str]:
    """The generated documents that no longer say what the catalog says."""
    return [
        name
        for name, text in dictionary.documents(catalog, ROOT).items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != text
    ]
