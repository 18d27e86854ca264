"""Selectors whose values live in the address. Never decides what a choice means: that is the query's work."""

from __future__ import annotations

import streamlit as st

from ipp_data.ui import address, basket, session

SIZES = ("below 50 ha", "50 to 199 ha", "200 to 499 ha", "500 to 999 ha", "1,000 ha and more", "not reported")


def filters() -> dict[str, object]:
    """The filters of the park pages as parameters of the question `parks`."""
    catalog, sectors, choices = session.catalog(), session.ask("sectors"), session.ask("choices")
    labels = {c.label: c.country for c in catalog.countries.values()}
    titles = dict(zip(sectors["title"], sectors["sector"], strict=True))
    offered = choices.groupby("attribute")["value"].agg(list).to_dict()
    first = st.columns([3, 2, 2, 2])
    with first[0]:
        countries = st.multiselect("Country", list(labels), key="country", bind="query-params", placeholder="All countries")
    with first[1]:
        types = st.multiselect("Type", offered["type"], key="type", bind="query-params", placeholder="All types")
    with first[2]:
        statuses = st.multiselect("Status", offered["status"], key="status", bind="query-params", placeholder="Any status")
    with first[3]:
        words = st.text_input("Name", key="find", bind="query-params", placeholder="Search, other names too", max_chars=80)
    used = sum(bool(address.get(key)) for key in ("ownership", "sector", "size", "since"))
    with st.expander("More filters: ownership, sector, size, year" + (f" · {used} in use" if used else ""), expanded=used > 0):
        more = st.columns(4)
        with more[0]:
            owners = st.multiselect("Ownership", offered["ownership"], key="ownership", bind="query-params", placeholder="Any ownership")
        with more[1]:
            tags = st.multiselect(
                "Sector",
                list(titles),
                key="sector",
                bind="query-params",
                placeholder="Any sector",
                help="Parks whose published sectors were mapped to this tag; parks without published sectors are left out.",
            )
        with more[2]:
            sizes = st.multiselect("Size", SIZES, key="size", bind="query-params", placeholder="Any size", help="Newest published area.")
        with more[3]:
            since = st.number_input(
                "Established since",
                1900,
                2030,
                value=None,
                step=1,
                key="since",
                bind="query-params",
                placeholder="Any year",
                help="Parks without a published year are left out.",
            )
    return {
        "countries": [labels[c] for c in countries],
        "types": types,
        "statuses": statuses,
        "ownerships": owners,
        "sectors": [titles[t] for t in tags],
        "sizes": sizes,
        "since": since,
        "words": words.strip(),
    }


def colour_by() -> str:
    """The attribute that gives the parks on the map their colour."""
    offered = {"type": "Type", "status": "Status", "ownership": "Ownership", "country_label": "Country"}
    picked = st.segmented_control("Colour by", list(offered.values()), default="Type", key="colour", bind="query-params", required=True)
    return next(key for key, title in offered.items() if title == picked)


def park() -> str:
    """One park, by name within its country; the address keeps it."""
    names = session.ask("names")
    labels = dict(zip(names["park"], names["name"] + " (" + names["country_label"] + ")", strict=True))
    asked = address.get("park")
    if asked and asked not in labels:
        st.warning(f"There is no park {asked!r} in this set of parks; choose one from the list.", icon=":material/help:")
    index = list(labels).index(asked) if asked in labels else None
    chosen = st.selectbox(
        "Park",
        list(labels),
        index=index,
        format_func=labels.__getitem__,
        placeholder="Type a name or a country",
        label_visibility="collapsed",
        key=f"park-{asked}",
    )
    if chosen and chosen != asked:
        address.put("park", chosen)
        st.rerun()
    return chosen or ""


def several(most: int = 8) -> list[str]:
    """Two to eight parks to compare: those in the basket unless others are chosen."""
    names = session.ask("names")
    labels = dict(zip(names["park"], names["name"] + " (" + names["country_label"] + ")", strict=True))
    chosen = st.multiselect(
        "Parks to compare",
        list(labels),
        default=list(basket.parks()),
        format_func=labels.__getitem__,
        max_selections=most,
        key=f"several-{address.get('basket')}",
        placeholder="Type a name or a country",
    )
    if chosen != list(basket.parks()):
        basket.put(chosen)
        st.rerun()
    return chosen
