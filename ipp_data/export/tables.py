"""Frames -> CSV and Parquet with good names. Never writes a cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import re
from io import BytesIO

import pandas as pd

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with an apostrophe before texts that a spreadsheet would take for a formula."""
    safe = rows.copy()
    for name in safe.select_dtypes(include=["str", "object"]).columns:
        texts = safe[name]
        safe[name] = texts.where(~texts.map(lambda cell: isinstance(cell, str) and cell.startswith(DANGEROUS)), "'" + texts.astype("str"))
    return safe


def csv(rows: pd.DataFrame) -> bytes:
    """CSV with the UTF-8 mark that Excel needs to read names in local script."""
    return neutral(rows).to_csv(index=False).encode("utf-8-sig")


def parquet(rows: pd.DataFrame) -> bytes:
    """The typed table for analysis."""
    out = BytesIO()
    rows.to_parquet(out, index=False)
    return out.getvalue()


def file_name(what: str, vintage: str, ending: str) -> str:
    """industrial-parks_<what>_<vintage>.<ending>, safe on every system."""
    slug = re.sub(r"[^a-z0-9]+", "-", what.lower()).strip("-")
    return f"industrial-parks_{slug}_{vintage}.{ending}"
