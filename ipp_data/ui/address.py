"""Choices that live in the address as plain strings. Never unpickles, never trusts a value that the catalog does not know."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from ipp_data.catalog import SETS
from ipp_data.register import STAMP, stamp

FILTERS = ("country", "type", "status", "ownership", "sector", "size", "since", "port", "area", "find")
CARRIED = ("set", "basket", "figures", *FILTERS)


def set_name() -> str:
    """The chosen set of parks; anything unknown is the real one."""
    wanted = st.query_params.get("set", "live")
    return wanted if wanted in SETS else "live"


def training() -> bool:
    """Whether the page shows invented parks."""
    return set_name() == "training"


def get(key: str, default: str = "") -> str:
    """One plain value of the address."""
    return st.query_params.get(key, default)


def put(key: str, value: str) -> None:
    """Write one plain value into the address; an empty one is taken out."""
    if value:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def every(key: str) -> list[str]:
    """All values that the address holds under one key."""
    return st.query_params.get_all(key)


def put_every(key: str, values: list[str]) -> None:
    """Write several values under one key; none takes the key out."""
    if values:
        st.query_params[key] = values
    elif key in st.query_params:
        del st.query_params[key]


def carried(**more: str) -> dict[str, list[str]]:
    """What a link to another page takes along: the set, the basket, the filters and whatever is added."""
    kept = {key: st.query_params.get_all(key) for key in CARRIED if key in st.query_params}
    return kept | {key: [value] for key, value in more.items()}


def link(page: str, **params: str) -> str:
    """The address of a view relative to the app's root, for citations and tables."""
    return f"/{page}" + (f"?{urlencode(params)}" if params else "")


def here(version: str) -> str:
    """The address of the view on screen, relative to the app's root: what a link in an export opens again."""
    params = [(key, value) for key in st.query_params for value in st.query_params.get_all(key) if key not in ("figures", STAMP)]
    return f"{st.session_state.get('page', '')}?{urlencode([*params, (STAMP, stamp(version))])}"
