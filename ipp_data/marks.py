"""Turns a value into the score of its criterion, or says why there is none. Never weighs and never reads a file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ipp_data.errors import IppError
from ipp_data.model import Criterion, Framework

Floats = NDArray[np.float64]


Ints = NDArray[np.int64]


Bools = NDArray[np.bool_]


TOLERANCE = 1e-9  # (T * a) / a is often not T in floating point


STRICT_STEP = 1e-6  # what a value exactly on a strict bound lacks


Reason = IntEnum("Reason", "SCORED NOT_REPORTED NO_REFERENCE NOT_APPLICABLE", start=0)


def default_limit(criterion: Criterion) -> float:
    """The value that earns 0, given or by rule (scoring method, "Score of an indicator"); raises IppError."""
    target, kind = criterion.target, criterion.kind
    if kind == "yesno":
        return 0.0
    if target is None:
        raise IppError(f"Criterion {criterion.code} needs a target; fill it in the framework's list of criteria.")
    limit = criterion.limit
    if limit is None and kind in ("higher", "higher_rel"):
        limit = 0.0
    if limit is None and kind in ("lower", "lower_rel") and target > 0:
        limit = 100.0 if kind == "lower" and criterion.unit.startswith("%") else 2 * target
    if limit is None:
        raise IppError(f"Criterion {criterion.code} needs a limit, the value that earns 0; it has no default.")
    if (limit >= target) if kind.startswith("higher") else (limit <= target):
        raise IppError(f"Criterion {criterion.code}: limit {limit:g} is on the wrong side of target {target:g}.")
    return limit


def indicator_scores(framework: Framework, values: Floats, applicable: Bools, references: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Scores of 0..1 or NaN, and reasons, parks x criteria ("Score of an indicator"); raises IppError."""
    criteria = framework.criteria
    kinds = np.array([c.kind for c in criteria], dtype=str)
    limit = np.array([default_limit(c) for c in criteria], dtype=float)
    target = np.array([1.0 if c.kind == "yesno" else c.target for c in criteria], dtype=float)
    strict = np.array([c.strict and c.kind != "yesno" for c in criteria], dtype=bool)
    relative = np.char.endswith(kinds, "_rel")
    no_reference = relative & ~((references > 0) & np.isfinite(references))
    reasons = np.full(values.shape, Reason.SCORED, np.int8)
    reasons[no_reference] = Reason.NO_REFERENCE
    reasons[np.isnan(values)] = Reason.NOT_REPORTED
    reasons[~applicable] = Reason.NOT_APPLICABLE
    known = reasons == Reason.SCORED
    x = np.where(known, values, 0.0) / np.where(known & relative, references, 1.0)
    _check_answers(criteria, x, kinds == "yesno")
    reached = (x - limit) / (target - limit)
    at_most = np.where(strict & (reached <= 1 + TOLERANCE), 1 - STRICT_STEP, 1.0)
    linear = np.where(reached <= TOLERANCE, 0.0, np.where(reached >= 1 - TOLERANCE, 1.0, reached))
    sign = np.where(np.char.startswith(kinds, "lower"), -1.0, 1.0)
    beyond = sign * (x - target)
    top = np.where(strict, beyond > TOLERANCE * np.abs(target), beyond >= -TOLERANCE * np.abs(target))
    graded = np.where(top, 1.0, np.where(sign * (x - limit) >= -TOLERANCE * np.abs(limit), 0.5, 0.0))
    scores = np.where(np.char.endswith(kinds, "_graded"), graded, np.minimum(linear, at_most))
    return np.where(known, scores, np.nan), reasons


def _check_answers(criteria: Sequence[Criterion], x: Floats, yesno: Bools) -> None:
    wrong = ~np.isfinite(x) | (yesno & ~np.isin(x, (0.0, 0.5, 1.0)))
    if wrong.any():
        park, column = np.argwhere(wrong)[0]
        wanted = "1 (yes), 0.5 (partly) or 0 (no)" if yesno[column] else "a finite number"
        raise IppError(f"Criterion {criteria[column].code}: {x[park, column]:g} is not an answer; give {wanted}.")
