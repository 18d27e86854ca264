"""Shows figures, tables, maps and cards with their sources and downloads. Never changes a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st

from ipp_data import parkmap
from ipp_data.errors import NoData
from ipp_data.export import tables
from ipp_data.figures import Figure, number, plural
from ipp_data.render import maps, screen
from ipp_data.ui import address, basket, menu, session

PLOTLY = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"], "topojsonURL": "/app/static/none/"}


METRIC = 165  # pixels: two beside each other on a telephone, five on a screen
WATERMARK = "Training data: invented parks"


def theme() -> str:
    """Whether the reader looks at light or dark."""
    return st.context.theme.type or "light"


def figure(drawn: Figure, key: str) -> None:
    """One figure: the finding as its title, the chart, where it comes from, its table twin and its downloads."""
    drawn = replace(drawn, watermark=WATERMARK if address.training() else "")
    st.markdown(f"**{drawn.title}**")
    st.caption(drawn.subtitle)
    st.plotly_chart(screen.chart(drawn), key=f"figure-{key}", alt=drawn.alt, config=PLOTLY)
    st.caption(f"Source: {drawn.source}. Data to {drawn.data_date}. {drawn.evidence}")
    with st.expander("The same figures as a table"):
        table(drawn.table, key=f"twin-{key}", name=drawn.title)
        st.download_button(
            "CSV",
            tables.csv(marked(drawn.table)),
            file_name(key, "csv"),
            "text/csv",
            key=f"csv-{key}",
            icon=":material/download:",
            on_click="ignore",
        )


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
    "established_year": "Established",
    "resident_firms": "Firms",
    "jobs": "Jobs",
    "figures": "Figures",
    "alternative_names": "Other names",
}
PARK_FORMATS = {
    "Area (ha)": st.column_config.NumberColumn(format="localized", width=105, help="Newest published area in hectares."),
    "Established": st.column_config.NumberColumn(format="%d", width=105, help="Year of establishment as published."),
    "Firms": st.column_config.NumberColumn(format="localized", width=105, help="Newest published number of resident firms; years differ."),
    "Jobs": st.column_config.NumberColumn(format="localized", width=105, help="Newest published number of jobs; years differ."),
    "Figures": st.column_config.NumberColumn(format="%d", help="Published figures of this park, with source and year, in its profile."),
    "Park": st.column_config.TextColumn(width="medium", pinned=True),
    "Other names": st.column_config.TextColumn(width="small"),
}


def park_table(rows: pd.DataFrame, key: str, selectable: bool = False) -> list[str]:
    """Parks as a table; returns the ids of the selected rows where selecting is offered."""
    shown = rows[list(PARK_COLUMNS)].rename(columns=PARK_COLUMNS)
    options = {"on_select": "rerun", "selection_mode": "multi-row"} if selectable else {}
    state = table(shown, key, "Parks that pass the filters", column_config=PARK_FORMATS, height=420, **options)
    return [rows.iloc[i]["park"] for i in state.selection.rows] if selectable else []


def count(rows: pd.DataFrame) -> None:
    """How many of the study's parks pass the filters, and what stands beside them."""
    study = int((rows["role"] == "study").sum())
    total = int(session.ask("key_figures")["parks"].iloc[0])
    extra = len(rows) - study
    st.markdown(f"**{study} of {total} parks**" + (f" and {plural(extra, 'reference park')}" if extra else ""))


def empty(rows: pd.DataFrame) -> bool:
    """Say what to do when no park passes the filters."""
    if rows.empty:
        st.info("No park passes all of these filters. Take one away, or shorten the name you search for.", icon=":material/search_off:")
        st.page_link(
            menu_file(),
            label="Clear all filters",
            icon=":material/filter_alt_off:",
            query_params={k: v for k, v in address.carried().items() if k in ("set", "basket")},
        )
    return rows.empty


def menu_file() -> str:
    """The map page, where a search starts anew."""
    return next(page.file for page in menu.pages() if page.title == "Map")


def map_of(rows: pd.DataFrame, by: str) -> str:
    """The map of the parks that pass the filters, its legend, and the card of the chosen park, whose id it returns."""
    placed = parkmap.compose(rows, session.places(), by, [c.label for c in session.catalog().countries.values()])
    left, right = st.columns([7, 3])
    with left:
        asked = address.get("park")
        state = st.pydeck_chart(
            maps.parks(placed.rows, theme(), view_of(rows), chosen=asked),
            on_select="rerun",
            key="map",
            height=560,
            alt=placed.alt,
        )
        notices()
    picked = (state.selection.objects or {}).get("parks", [])
    chosen = picked[0]["park"] if picked else asked
    if picked and chosen != asked:
        address.put("park", chosen)
        st.rerun()
    with right:
        if chosen in set(rows["park"]):
            card(rows.set_index("park").loc[chosen], chosen)
        else:
            st.caption("Click a park on the map to see its card.")
        st.image(maps.legend(placed.legend, theme()), width="content", alt=placed.legend_text)
    unplaced = rows[rows["latitude"].isna()]
    if len(unplaced):
        st.caption(f"Without a known position, so not on the map: {', '.join(unplaced['name'])}.")
    return chosen


def notices(kashmir: bool = True) -> None:
    """The notice of the United Nations that every map carries, and the one on Jammu and Kashmir where its line is in view."""
    boundaries = session.catalog().boundaries
    st.caption(boundaries["notice"] + (" " + boundaries["notice_jammu_kashmir"] if kashmir else ""))


def view_of(rows: pd.DataFrame) -> pdk.ViewState:
    """A view that holds all rows; the whole region when there are many or none."""
    placed = rows.dropna(subset=["latitude"])
    if placed["country"].nunique() == 1:
        country = session.catalog().countries[placed["country"].iloc[0]]
        return pdk.ViewState(latitude=country.view_latitude, longitude=country.view_longitude, zoom=country.view_zoom)
    return pdk.ViewState(latitude=16, longitude=116, zoom=2.9)


def small_map(rows: pd.DataFrame, park: str) -> None:
    """Where one park lies, with its neighbours."""
    own = rows.set_index("park").loc[park]
    if pd.isna(own["latitude"]):
        st.info("The position of this park is not known, so there is no map.", icon=":material/location_off:")
        return
    near = rows[(rows["latitude"] - own["latitude"]).abs().lt(4) & (rows["longitude"] - own["longitude"]).abs().lt(4)]
    placed = parkmap.compose(near, session.places(), "status", [])
    zoom = {"site": 7.2, "district": 6.8, "city": 6.4}[own["position_precision"]]
    view = pdk.ViewState(latitude=own["latitude"], longitude=own["longitude"], zoom=zoom)
    st.pydeck_chart(
        maps.parks(placed.rows, theme(), view, own["country"], park),
        key="where",
        height=340,
        alt=f"Map of the surroundings of {own['name']}; the park is ringed.",
    )
    notices(kashmir=False)


def card(row: pd.Series, park: str) -> None:
    """The short card of one park with the way to its profile and into the basket."""
    with st.container(border=True):
        st.markdown(f"**{row['name']}**")
        st.caption(f"{row['type']} · {row['status']} · {row['province'] or 'province not reported'}, {row['country_label']}")
        figures = {
            "Area": number(row["area"], 0, "ha"),
            "Established": number_year(row["established_year"]),
            "Firms": number(row["resident_firms"]),
            "Jobs": number(row["jobs"]),
        }
        st.markdown("  \n".join(f"{name}: **{value}**" for name, value in figures.items()))
        st.page_link(
            "pages/3_Park_profile.py", label="Open profile", icon=":material/open_in_new:", query_params=address.carried(park=park)
        )
        basket.button(park)


def number_year(value: object) -> str:
    """A year without a thousands mark, or the words for its absence."""
    return "not reported" if pd.isna(value) else str(int(value))


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
            st.metric(title, value, help=explained, border=True, width=METRIC)


def marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows for a file: those of the training set say so in every line."""
    return rows.assign(**{"Set of parks": WATERMARK}) if address.training() else rows


def file_name(what: str, ending: str) -> str:
    """A file name that says what, of which set and of when."""
    return tables.file_name(("training-data " if address.training() else "") + what, session.catalog().vintage, ending)


def downloads(rows: pd.DataFrame, what: str) -> None:
    """The rows on this page as CSV and Parquet."""
    rows = marked(rows)
    left, right, _ = st.columns([1, 1, 4])
    left.download_button(
        "CSV",
        tables.csv(rows),
        file_name(what, "csv"),
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv-{what}",
        width="stretch",
    )
    right.download_button(
        "Parquet",
        tables.parquet(rows),
        file_name(what, "parquet"),
        "application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
        key=f"parquet-{what}",
        width="stretch",
    )


def all_downloads() -> None:
    """Every table of the chosen set, and all of them as one workbook."""
    catalog, chosen = session.catalog(), address.set_name()
    named = {d.table: d for d in catalog.of_set(chosen)}
    st.download_button(
        "All tables with dictionary and sources (XLSX)",
        lambda: session.workbook(chosen),
        on_click="ignore",
        type="primary",
        file_name=file_name("data-book", "xlsx"),
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
