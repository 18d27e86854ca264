"""DuckDB in memory behind one method, ask(name, **params). The only module that imports duckdb; never pastes a value into SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from ipp_data.catalog import Catalog
from ipp_data.errors import IppError
from ipp_data.model import Dataset

SQL = Path(__file__).parent / "sql"
RULES = Path(__file__).parent / "rules"
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "year": "BIGINT"}


class Store:
    """The tables of one set of parks, in memory, open to questions from many threads."""

    def __init__(self, catalog: Catalog, set_name: str = "live") -> None:
        self.set = set_name
        self._connection = duckdb.connect(":memory:")
        for dataset in catalog.of_set(set_name):
            self._load(dataset)
        for view in sorted(SQL.glob("views/*.sql")):
            self._connection.execute(view.read_text(encoding="utf-8"))
        self._connection.execute("SET enable_external_access = false; SET lock_configuration = true")

    def ask(self, name: str, **params: object) -> pd.DataFrame:
        """The answer of ipp_data/sql/<name>.sql with its named parameters, as a frame; raises IppError for an unknown query."""
        return self._answer(SQL / f"{name}.sql", params)

    def broken(self, rule: str) -> pd.DataFrame:
        """The rows that break ipp_data/rules/<rule>.sql."""
        return self._answer(RULES / f"{rule}.sql", {})

    def table(self, name: str) -> pd.DataFrame:
        """A whole table in the order of its file, for downloads."""
        known = self._connection.cursor().execute("SELECT table_name FROM information_schema.tables").fetchall()
        if (name,) not in known:
            raise IppError(f"There is no table {name!r}.")
        return self._connection.cursor().execute(f'SELECT * EXCLUDE ("row") FROM "{name}" ORDER BY "row"').df()  # noqa: S608 - name is one of ours

    def _answer(self, path: Path, params: dict[str, Any]) -> pd.DataFrame:
        if not path.exists():
            raise IppError(f"There is no question {path.stem!r} in {path.parent.name}/.")
        # A cursor of its own: one connection shared by threads has handed out another thread's rows.
        return self._connection.cursor().execute(path.read_text(encoding="utf-8"), params).df()

    def _load(self, dataset: Dataset) -> None:
        columns = {field.name: TYPES[field.type] for field in dataset.fields}
        listing = ", ".join(f'"{name}"' for name in columns)
        # Two datasets may feed one table (say, the sources of both sets): the second is appended.
        exists = (dataset.table,) in self._connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        read = (
            f'SELECT {listing}, row_number() OVER () + 1 AS "row" '  # noqa: S608 - identifiers are the catalog's
            "FROM read_csv($path, header = true, columns = $columns, nullstr = '', quote = '\"', escape = '\"')"
        )
        start = f'INSERT INTO "{dataset.table}" BY NAME ' if exists else f'CREATE TABLE "{dataset.table}" AS '
        self._connection.execute(start + read, {"path": str(dataset.path), "columns": columns})
