"""The frame around every page: title, menu, set of parks, basket, errors as sentences. Never knows what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from ipp_data.catalog import ROOT, SETS
from ipp_data.errors import IppError, NoData
from ipp_data.register import STAMP, changed
from ipp_data.ui import address, basket, menu, session, take

PRODUCT = "Industrial Parks Benchmark"
# A picture of our own: a :material: icon for the browser tab is loaded from outside.
ICON = ROOT / "static" / "maps" / "icon.png"


@contextmanager
def frame(file: str) -> Iterator[menu.Page]:
    """Draw the frame of the page that `file` is; problems worded for readers are shown as sentences."""
    page = menu.page_of(file)
    st.set_page_config(page_title=f"{page.title} · {PRODUCT}", page_icon=str(ICON), layout="wide")
    st.session_state["page"] = "" if page.group == "Start" else re.sub(r"^\d+_", "", Path(file).stem)
    try:
        with st.sidebar:
            _menu()
        if address.training():
            st.warning(f"**{take.WATERMARK}.** Nothing on this page is about a real park.", icon=":material/school:")
        since = changed(address.get(STAMP), session.catalog().version)
        if since:
            st.info(f"You followed a link of an exported figure. {since}", icon=":material/update:")
        st.title(PRODUCT if page.group == "Start" else page.title)
        st.markdown(page.purpose)
        yield page
    except NoData as nothing:
        st.info(str(nothing), icon=":material/search_off:")
    except IppError as problem:
        st.error(str(problem), icon=":material/error:")
    _foot()
    session.settle()


def _menu() -> None:
    st.markdown(f"**:material/factory: {PRODUCT}**")
    _choose_set()
    for group in menu.GROUPS:
        pages = [page for page in menu.pages() if page.group == group]
        if pages and group != "Start":
            st.caption(group.upper())
        for page in pages:
            st.page_link(page.file, label=page.title, icon=page.icon, query_params=address.carried())
    st.divider()
    basket.panel()


def _choose_set() -> None:
    if not any(dataset.set == "training" and dataset.table == "parks" for dataset in session.catalog().datasets.values()):
        return
    st.selectbox(
        "Set of parks",
        list(SETS),
        index=list(SETS).index(address.set_name()),
        format_func=SETS.__getitem__,
        key="set_choice",
        on_change=_switch_set,
        help="Real parks with published figures, or invented parks with full assessments to practise on.",
    )


def _switch_set() -> None:
    chosen = st.session_state["set_choice"]
    address.put("set", "" if chosen == "live" else chosen)
    for key in ("basket", "park"):  # ids of one set mean nothing in the other
        address.put(key, "")


def _foot() -> None:
    catalog = session.catalog()
    st.divider()
    st.caption(
        f"{PRODUCT} · data of {catalog.vintage}, version {catalog.version} · every figure carries its source, year and evidence grade · "
        "not a certificate of UNIDO or of any government"
    )
