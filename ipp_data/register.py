"""Keeps a dated copy of every exported figure under a short code. Never overwrites a copy, never unpickles: figures are kept as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Column, MetaData, String, Table, Text, create_engine, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ipp_data.catalog import ROOT
from ipp_data.errors import IppError
from ipp_data.figures import Figure

METHOD = "1"  # raised when a change of the method changes a score
STAMP = "made"  # the name under which a link carries the data and the method that it was made on
UNREACHED = "The register of figures is out of reach; nothing was changed in it. Try again, or check the setting IPP_DATABASE."
TABLE = Table(
    "figures",
    MetaData(),
    Column("code", String(9), primary_key=True),
    Column("made", String(20), nullable=False),
    Column("version", String(12), nullable=False),
    Column("method", String(12), nullable=False),
    Column("body", Text, nullable=False),
)


@dataclass(frozen=True)
class Kept:
    """A figure as it was exported: when, from which data and by which method."""

    figure: Figure
    made: str
    version: str
    method: str

    def changed(self, version: str) -> str:
        """What has changed since, as a sentence."""
        return changed(f"{self.version}-{self.method}", version) or "Nothing has changed since: same data, same method."


def stamp(version: str) -> str:
    """The data and the method of today, as a link carries them."""
    return f"{version}-{METHOD}"


def changed(stamped: str, version: str) -> str:
    """What has changed since a stamp, as a sentence; empty when nothing has, or when it is no stamp."""
    known = re.fullmatch(r"([0-9a-f]{8,40})-(\d{1,4})", stamped)
    if not known:
        return ""
    told = [
        f"the data are now version {version}, then {known[1]}" if version != known[1] else "",
        f"the method is now version {METHOD}, then {known[2]}" if known[2] != METHOD else "",
    ]
    said = " and ".join(part for part in told if part)
    return f"Changed since: {said}; the same view may show other figures." if said else ""


def coded(figure: Figure, version: str) -> Figure:
    """The figure with its code: eight letters and digits of a hash over all that it says, the data and the method."""
    digest = hashlib.sha256((_body(replace(figure, code="")) + version + METHOD).encode()).digest()
    letters = base64.b32encode(digest).decode()[:8]
    return replace(figure, code=f"{letters[:4]}-{letters[4:]}")


def opened() -> Register:
    """The register of this server: the database that IPP_DATABASE names, else a file beside the product."""
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    return Register(os.environ.get("IPP_DATABASE") or f"sqlite:///{folder / 'figures.sqlite'}")


class Register:
    """The copies in one database; SQLite or whatever the address names."""

    def __init__(self, address: str) -> None:
        try:
            self._engine = create_engine(address)
            TABLE.metadata.create_all(self._engine)
        except SQLAlchemyError as error:
            raise IppError("The register of figures can't be opened; check the setting IPP_DATABASE.") from error

    def keep(self, figure: Figure, version: str) -> None:
        """Keep a coded figure; one that is kept already stays as it is."""
        row = {
            "code": figure.code,
            "made": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
            "version": version,
            "method": METHOD,
            "body": _body(figure),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(TABLE).values(row))
        except IntegrityError:
            pass  # the same figure again
        except SQLAlchemyError as error:
            raise IppError(UNREACHED) from error

    def find(self, code: str) -> Kept | None:
        """The copy under a code, however it was typed."""
        plain = "".join(letter for letter in code.upper() if letter.isalnum())[:8]
        try:
            with self._engine.connect() as connection:
                row = connection.execute(select(TABLE).where(TABLE.c.code == f"{plain[:4]}-{plain[4:]}")).mappings().first()
        except SQLAlchemyError as error:
            raise IppError(UNREACHED) from error
        return Kept(_figure(row["body"]), row["made"], row["version"], row["method"]) if row else None


def _body(figure: Figure) -> str:
    used = dict.fromkeys(
        [*(c for c in (figure.panel, figure.x, figure.y, figure.low, figure.high, figure.color, *figure.tooltip) if c), *EXTRA]
    )
    rows = figure.rows[[c for c in used if c in figure.rows]].astype(object)
    texts = {f.name: getattr(figure, f.name) for f in fields(Figure) if f.name != "rows"}
    split = {"columns": list(rows), "data": rows.where(rows.notna(), None).to_numpy().tolist()}
    return json.dumps({**texts, "series": list(figure.slots), "rows": split}, sort_keys=True, default=_plain)


EXTRA = ("low", "high", "median")  # columns that some kinds draw beside those that the record names


def _plain(value: object) -> object:
    return value.item() if hasattr(value, "item") else str(value)


def _figure(body: str) -> Figure:
    parts: dict[str, Any] = json.loads(body)
    rows, series = pd.DataFrame(**parts.pop("rows")), parts.pop("series")
    if parts["color"] and series and all(isinstance(name, str) for name in series):
        rows[parts["color"]] = pd.Categorical(rows[parts["color"]], series)
    lists = {name: tuple(parts[name]) for name in ("tooltip", "definitions")}
    return Figure(**{**parts, **lists, "rows": rows})
