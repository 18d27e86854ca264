"""Shows figures, tables, maps and cards with their sources and downloads. Never changes a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from ipp_data.errors import NoData
from ipp_data.export import tables
from ipp_data.figures import Figure
from ipp_data.render import screen
from ipp_data.ui import address, menu, session, take

PLOTLY = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"], "topojsonURL": "/app/static/none/"}


METRIC = 205  # pixels: two beside each other on a telephone, five on a screen


def theme() -> str:
    """Whether the reader looks at light or dark."""
    return st.context.theme.type or "light"


def figure(drawn: Figure, key: str) -> None:
    """One figure: the finding as its title, the chart, where it comes from, its table twin and its downloads."""
    drawn = replace(drawn, watermark=take.WATERMARK if address.training() else "")
    st.markdown(f"**{drawn.title}**")
    st.caption(drawn.subtitle)
    st.plotly_chart(screen.chart(drawn), key=f"figure-{key}", alt=drawn.alt, config=PLOTLY)
    st.caption(f"Source: {drawn.source}. Data to {drawn.data_date}. {drawn.evidence}")
    twin, carry = st.columns([2, 1])
    with twin.expander("The same figures as a table"):
        table(drawn.table, key=f"twin-{key}", name=drawn.title)
    with carry:
        take.along(drawn, key)


def table(rows: pd.DataFrame, key: str, name: str, **options: object) -> object:
    """A sortable table whose empty cells read "not reported"."""
    shown = rows.reset_index(drop=True)
    texts = shown.select_dtypes(include=["str", "object"]).columns
    shown[texts] = shown[texts].fillna("not reported")
    return st.dataframe(shown, hide_index=True, key=key, alt=name, placeholder="not reported", **options)


PARK_COLUMNS = {
    "name": "Park",
    "country_label": "Country",
    "province": "Province",
    "type": "Type",
    "status": "Status",
    "ownership": "Ownership",
    "area": "Area (ha)",
    "seaport_km": "Seaport (km)",
    "established_year": "Established",
    "resident_firms": "Firms",
    "jobs": "Jobs",
    "figures": "Figures",
    "alternative_names": "Other names",
}
PARK_FORMATS = {
    "Area (ha)": st.column_config.NumberColumn(format="localized", width=105, help="Newest published area in hectares."),
    "Seaport (km)": st.column_config.NumberColumn(
        format="%.0f",
        width=105,
        help="To the nearest seaport of any size, as the crow flies from the stored point; its range is in the profile.",
    ),
    "Established": st.column_config.NumberColumn(format="%d", width=105, help="Year of establishment as published."),
    "Firms": st.column_config.NumberColumn(format="localized", width=105, help="Newest published number of resident firms; years differ."),
    "Jobs": st.column_config.NumberColumn(format="localized", width=105, help="Newest published number of jobs; years differ."),
    "Figures": st.column_config.NumberColumn(format="%d", help="Published figures of this park, with source and year, in its profile."),
    "Park": st.column_config.TextColumn(width="medium", pinned=True),
    "Other names": st.column_config.TextColumn(width="small"),
}


def park_table(rows: pd.DataFrame, key: str, selectable: bool = False) -> list[str]:
    """Parks as a table; returns the ids of the selected rows where selecting is offered."""
    # invented parks have no real surroundings: no empty column
    titles = [c for c in PARK_COLUMNS if c != "seaport_km" or not address.training()]
    shown = rows[titles].rename(columns=PARK_COLUMNS)
    options = {"on_select": "rerun", "selection_mode": "multi-row"} if selectable else {}
    state = table(shown, key, "Parks that pass the filters", column_config=PARK_FORMATS, height=420, **options)
    return [rows.iloc[i]["park"] for i in state.selection.rows] if selectable else []


def cards(chosen_group: str = "") -> None:
    """A card for each page of the menu."""
    pages = [page for page in menu.pages() if page.group != "Start" and chosen_group in ("", page.group)]
    for start in range(0, len(pages), 3):
        for column, page in zip(st.columns(3), pages[start : start + 3], strict=False):
            with column.container(border=True, height="stretch"):
                st.page_link(page.file, label=f"**{page.title}**", icon=page.icon, query_params=address.carried())
                st.markdown(page.purpose)


def metrics(figures: dict[str, tuple[str, str]]) -> None:
    """A row of key figures: title -> (figure, what it counts)."""
    with st.container(horizontal=True):
        for title, (value, explained) in figures.items():
            st.metric(title, value, help=explained, border=True, width=METRIC if len(value) < 12 else "content")


def downloads(rows: pd.DataFrame, what: str) -> None:
    """The rows on this page as CSV and Parquet."""
    rows = take.marked(rows)
    left, right, _ = st.columns([1, 1, 4])
    with left:
        take.file("CSV", lambda: tables.csv(rows), take.file_name(what, "csv"), "text/csv", f"csv-{what}")
    with right:
        take.file("Parquet", lambda: tables.parquet(rows), take.file_name(what, "parquet"), "application/octet-stream", f"parquet-{what}")


def all_downloads() -> None:
    """Every table of the chosen set, and all of them as one workbook."""
    catalog, chosen = session.catalog(), address.set_name()
    named = {d.table: d for d in catalog.of_set(chosen)}
    st.download_button(
        "All tables with dictionary and sources (XLSX)",
        lambda: session.workbook(chosen),
        on_click="ignore",
        type="primary",
        file_name=take.file_name("data-book", "xlsx"),
        icon=":material/table_view:",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    for name, dataset in named.items():
        with st.container(border=True):
            st.markdown(f"**{dataset.title}** · licence: {dataset.licence}  \n{dataset.description}")
            downloads(session.store(chosen).table(name), name)


def tabs(*names: str, key: str = "view") -> Sequence[Any]:
    """Tabs whose choice lives in the address; fill only the one that is open."""
    return st.tabs(list(names), key=key, bind="query-params")


def drawn(compose: Callable[..., Figure], *parts: object, key: str) -> None:
    """Compose and show a figure, or say why there is none."""
    try:
        figure(compose(*parts), key)
    except NoData as nothing:
        st.info(str(nothing), icon=":material/search_off:")
