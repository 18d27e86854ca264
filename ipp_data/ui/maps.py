"""Parks on maps: the map, its legend and notices, and the card of the chosen park. Never moves a stored position."""

from __future__ import annotations

import pandas as pd
import pydeck as pdk
import streamlit as st

from ipp_data import parkmap, surroundings
from ipp_data.figures import Figure, number, places, plural
from ipp_data.render import maps
from ipp_data.render import surroundings as drawing
from ipp_data.ui import address, basket, menu, session, take
from ipp_data.ui.show import theme


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


def countries() -> dict[str, str]:
    """The names of the countries by their codes."""
    return {code: country.label for code, country in session.catalog().countries.items()}


def map_of(rows: pd.DataFrame, by: str, layers: list[str]) -> str:
    """The map of the parks that pass the filters with the layers switched on, its legend, and the card of the chosen park, whose id it returns."""
    placed = parkmap.compose(rows, session.places(), by, list(countries().values()))
    left, right = st.columns([7, 3])
    with left:
        asked = address.get("park")
        near = surroundings.around(session.ask("site_of", park=asked), countries()) if asked in set(rows["park"]) else None
        under, over = around(layers, near)
        state = st.pydeck_chart(
            maps.parks(placed.rows, theme(), view_of(rows), chosen=asked, under=under, over=over),
            on_select="rerun",
            key="map",
            height=560,
            alt=placed.alt + (f" {near.alt}" if near else ""),
        )
        notices()
        if len(placed.rows):
            take.along(exported(rows, by), "map")
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
        entries = placed.legend + surroundings.legend([*layers, *(near.tiles["layer"] if near else ())])
        st.image(maps.legend(entries, theme()), width="content", alt="Legend. " + "; ".join(label for _, _, label in entries))
    unplaced = rows[rows["latitude"].isna()]
    if len(unplaced):
        st.caption(f"Without a known position, so not on the map: {', '.join(unplaced['name'])}.")
    return chosen


def exported(rows: pd.DataFrame, by: str = "status") -> Figure:
    """The map as a figure that leaves the product: one country in detail, else the region."""
    codes = list(rows["country"].unique())
    place = codes[0] if len(codes) == 1 else ""
    where = countries()[place] if place else plural(len(codes), "country")
    return places.parks(rows, where, place, notice(place in ("", "CHN")), session.catalog().vintage, by)


def around(layers: list[str], near: surroundings.Surroundings | None) -> tuple[list[pdk.Layer], list[pdk.Layer]]:
    """What lies under the parks (objects, rings, lines) and over them (words)."""
    objects = surroundings.tiles(session.ask("site_objects", layers=layers), countries()) if layers else None
    under = [] if objects is None else drawing.tiles(objects, surroundings.LAYERS, "layer")
    if near is None:
        return under, []
    own = drawing.tiles(near.tiles, surroundings.LAYERS, "near")
    return [*under, drawing.lines(near.paths, theme()), *own], drawing.words(near.words, theme())


def notices(kashmir: bool = True) -> None:
    """Show what every map must say."""
    st.caption(notice(kashmir))


def notice(kashmir: bool = False) -> str:
    """The notice of the United Nations that every map carries, and the one on Jammu and Kashmir where its line is in view."""
    boundaries = session.catalog().boundaries
    return boundaries["notice"] + (" " + boundaries["notice_jammu_kashmir"] if kashmir else "")


def view_of(rows: pd.DataFrame) -> pdk.ViewState:
    """A view that holds all rows; the whole region when there are many or none."""
    placed = rows.dropna(subset=["latitude"])
    if placed["country"].nunique() == 1:
        country = session.catalog().countries[placed["country"].iloc[0]]
        return pdk.ViewState(latitude=country.view_latitude, longitude=country.view_longitude, zoom=country.view_zoom)
    return pdk.ViewState(latitude=22.8, longitude=124, zoom=2.42)


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
    take.along(places.one(rows, park, notice(own["country"] == "CHN"), session.catalog().vintage), "where")


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
