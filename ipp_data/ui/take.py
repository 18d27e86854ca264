"""Taking a figure along: pictures, slide, table, citations, link, briefing. Never writes a file before it is asked for."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pandas as pd
import streamlit as st

from ipp_data.errors import IppError
from ipp_data.export import formats, tables
from ipp_data.figures import Figure
from ipp_data.register import coded
from ipp_data.ui import address, session

WATERMARK = "Training data: invented parks"
MOST = 20  # figures that one briefing collects


def marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows for a file: those of the training set say so in every line."""
    return rows.assign(**{"Set of parks": WATERMARK}) if address.training() else rows


def file_name(what: str, ending: str) -> str:
    """A file name that says what, of which set and of when."""
    return tables.file_name(("training-data " if address.training() else "") + what, session.catalog().vintage, ending)


def along(figure: Figure, key: str) -> None:
    """The menu of one figure; filled only once it is opened."""
    menu = st.popover("Take along", key=f"take-{key}", icon=":material/ios_share:", on_change="rerun", width="stretch")
    if not menu.open:
        return
    mark = WATERMARK if address.training() else ""
    figure = coded(replace(figure, link=address.here(session.catalog().version), watermark=mark), session.catalog().version)
    with menu:
        for ending, kind in formats.FIGURES.items():
            file(
                kind.title, lambda e=ending: _kept(figure, formats.figure(figure, e)), file_name(key, ending), kind.mime, f"{ending}-{key}"
            )
        file("Table (CSV)", lambda: _kept(figure, tables.csv(marked(figure.table))), file_name(key, "csv"), "text/csv", f"csv-{key}")
        picked = collected()
        st.button(
            "In the briefing already" if figure.code in picked else "Add to briefing",
            key=f"brief-{key}", icon=":material/post_add:", type="primary", width="stretch", on_click=_add, args=(figure,),
            disabled=figure.code in picked or len(picked) >= MOST,
            help=f"A briefing collects up to {MOST} figures; each stays as it is now." ,
        )  # fmt: skip
        st.caption("Citation, short and long")
        st.code(f"{figure.source.split(',')[0]} ({figure.data_date})", language=None, wrap_lines=True)
        st.code(citation(figure), language=None, wrap_lines=True)
        st.caption(f"Link and figure code {figure.code}")
        st.code(figure.link or "/", language=None, wrap_lines=True)


def citation(figure: Figure) -> str:
    """The long citation of a figure: what, from whom, in which product, of which data, under which code."""
    catalog = session.catalog()
    mark = f" {WATERMARK}." if figure.watermark else ""
    return (
        f"{figure.title}. {figure.subtitle}. Source: {figure.source.rstrip('.')}. Data to {figure.data_date}. In: Industrial Parks Benchmark, "
        f"data of {catalog.vintage}, version {catalog.version}, figure {figure.code}.{mark}"
    )


def collected() -> list[str]:
    """The codes of the figures that the briefing collects, in order; they live in the address."""
    return [code for code in dict.fromkeys(address.get("figures").split(",")) if code][:MOST]


def put(codes: list[str]) -> None:
    """Replace what the briefing collects."""
    address.put("figures", ",".join(dict.fromkeys(codes)))


def _add(figure: Figure) -> None:
    try:
        session.register().keep(figure, session.catalog().version)
    except IppError as problem:
        st.toast(str(problem), icon=":material/error:")
        return
    put([*collected(), figure.code])


def _kept(figure: Figure, made: bytes) -> bytes:
    """The file, once a copy of the figure is kept under its code; a register that is out of reach does not stop a download."""
    with contextlib.suppress(IppError, OSError):
        session.register().keep(figure, session.catalog().version)
    return made


def file(title: str, make: object, name: str, mime: str, key: str) -> None:
    """A button that makes its file only when it is asked for."""
    st.download_button(title, make, name, mime, key=key, icon=":material/download:", on_click="ignore", width="stretch")
