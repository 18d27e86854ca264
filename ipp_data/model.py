"""The nouns of the product, frozen. Never reads a file, never computes a score."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Self


class Record:
    """Builds a frozen dataclass from a mapping and refuses unknown or missing keys by name."""

    @classmethod
    def read(cls, block: dict[str, Any]) -> Self:
        known = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
        unknown = sorted(set(block) - set(known))
        if unknown:
            raise ValueError(f"unknown key {unknown[0]!r}; known keys are {', '.join(known)}")
        absent = [n for n, f in known.items() if n not in block and f.default is MISSING and f.default_factory is MISSING]
        if absent:
            raise ValueError(f"key {absent[0]!r} is missing")
        return cls(**block)


@dataclass(frozen=True, slots=True)
class Country(Record):
    """One of the eight countries, or China as the reference of the study tour."""

    country: str
    iso2: str
    m49: str
    name: str
    formal_name: str
    label: str
    region: str
    role: str
    view_latitude: float
    view_longitude: float
    view_zoom: float


@dataclass(frozen=True, slots=True)
class Indicator(Record):
    """What a value of a park means."""

    indicator: str
    title: str
    kind: str
    unit: str
    decimals: int
    better: str
    minimum: float | None
    maximum: float | None
    theme: str
    description: str
    sdg_target: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a dataset, as its dictionary describes it."""

    name: str
    title: str
    type: str
    description: str
    unit: str
    constraints: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One folder of facts: what it holds, under which licence, of which day."""

    name: str
    title: str
    description: str
    table: str
    set: str
    vintage: str
    licence: str
    path: Path
    fields: tuple[Field, ...]
    descriptor: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Level(Record):
    """A gate: every condition given must hold (shares of 0..1, scores of 0..1)."""

    level: int
    title: str
    met: float = 0.0
    prerequisites_met: float = 0.0
    overall: float = 0.0
    pillar: float = 0.0


@dataclass(frozen=True, slots=True)
class Method(Record):
    """The defaults of the scoring method; each is shown on the method page."""

    weighting: str = "category"
    aggregation: str = "arithmetic"
    coverage_gate: float = 0.5
    rho: float = 0.25
    draws: int = 10_000
    seed: int = 20_170
    smallest_group: int = 5


@dataclass(frozen=True, slots=True)
class Criterion(Record):
    """One requirement of a framework and how a value of it is scored."""

    code: str
    pillar: str
    topic: str
    group: str
    title: str
    requirement: str
    kind: str
    target: float | None
    limit: float | None
    strict: bool
    unit: str
    weight: float
    applies_to: str
    sdg_targets: str
    evidence: str
    certainty: str
    verification: str


@dataclass(frozen=True, slots=True)
class Framework(Record):
    """A set of criteria in pillars and topics, with its publisher and the defaults of its scoring."""

    id: str
    title: str
    short_title: str
    publisher: str
    edition: str
    year: int
    address: str
    note: str
    ranked: bool
    pillars: dict[str, dict[str, Any]]
    levels: tuple[Level, ...]
    method: Method
    criteria: tuple[Criterion, ...] = field(default=())
    countries: tuple[str, ...] = ()  # empty: for every country
