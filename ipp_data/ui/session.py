"""The only caches: catalog, stores and the settled heap. Never holds a choice of the user (those live in the address)."""

from __future__ import annotations

import gc

import pandas as pd
import streamlit as st

from ipp_data import catalog as catalogs
from ipp_data import parkmap
from ipp_data import register as registers
from ipp_data.catalog import Catalog
from ipp_data.register import Register
from ipp_data.store import Store
from ipp_data.ui import address


@st.cache_resource(show_spinner="Reading the datasets ...")
def catalog() -> Catalog:
    """The catalog of the shipped datasets, read once a process."""
    return catalogs.load()


@st.cache_resource(show_spinner="Opening the parks ...")
def store(set_name: str) -> Store:
    """The store of one set of parks, opened once a process."""
    return Store(catalog(), set_name)


@st.cache_data(show_spinner=False, max_entries=500)
def _answer(set_name: str, name: str, params: dict[str, object]) -> pd.DataFrame:
    return store(set_name).ask(name, **params)


def ask(name: str, **params: object) -> pd.DataFrame:
    """The answer of a named question over the set of parks that the address chooses."""
    return _answer(address.set_name(), name, params)


@st.cache_data(show_spinner=False)
def _places(set_name: str) -> pd.DataFrame:
    return parkmap.spread_out(store(set_name).ask("names_and_places"))


def places() -> pd.DataFrame:
    """Where each park of the chosen set is drawn on maps."""
    return _places(address.set_name())


@st.cache_resource(show_spinner=False)
def settle() -> bool:
    """After the first complete page, keep the collector from walking what stays for good: reruns become several times faster."""
    gc.collect()
    gc.freeze()
    return True


@st.cache_resource(show_spinner="Writing the workbook ...", max_entries=4)
def workbook(set_name: str) -> bytes:
    """The data book of one set of parks."""
    from ipp_data.export import workbook as book

    # Every sheet of invented parks says so in its first column, so that a copied sheet still does.
    mark = {"watermark": "Training data: invented parks"} if set_name == "training" else {}
    tables = {d.table: store(set_name).table(d.table).assign(**mark) for d in catalog().of_set(set_name)}
    return book.build(catalog(), tables, "Industrial Parks Benchmark: data book", [catalogs.SETS[set_name]])


@st.cache_resource(show_spinner=False)
def register() -> Register:
    """The register of exported figures: a file beside the product, or the database that IPP_DATABASE names."""
    return registers.opened()
