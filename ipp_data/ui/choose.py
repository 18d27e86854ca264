"""Selectors whose values live in the address. Never decides what a choice means: that is the query's work."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ipp_data import surroundings
from ipp_data.ui import address, basket, session

FIRST, LAST = 1900, 2030
MOST_HECTARES = 100_000
PORTS = {f"{km} km": km for km in (25, 50, 100, 200)}
SIZES = ("below 50 ha", "50 to 199 ha", "200 to 499 ha", "500 to 999 ha", "1,000 ha and more", "not reported")


def filters() -> dict[str, object]:
    """The filters of the park pages as parameters of the question `parks`."""
    sectors, choices = session.ask("sectors"), session.ask("choices")
    titles = dict(zip(sectors["title"], sectors["sector"], strict=True))
    offered = choices.groupby("attribute")["value"].agg(list).to_dict()
    first = st.columns([3, 2, 2, 2])
    chosen = countries(first[0])
    types = _several(first[1], "Type", offered["type"], "type", "All types")
    statuses = _several(first[2], "Status", offered["status"], "status", "Any status")
    words = _words(first[3])
    used = sum(bool(address.get(key)) for key in ("ownership", "sector", "size", "since", "port", "area"))
    with st.expander(
        "More filters: ownership, sector, size, year, seaport, area" + (f" · {used} in use" if used else ""), expanded=used > 0
    ):
        more = [*st.columns(3), *st.columns(3)]
        owners = _several(more[0], "Ownership", offered["ownership"], "ownership", "Any ownership")
        tagged = "Parks whose published sectors were mapped to this tag; parks without published sectors are left out."
        tags = _several(more[1], "Sector", list(titles), "sector", "Any sector", tagged)
        sizes = _several(more[2], "Size", list(SIZES), "size", "Any size", "Newest published area.")
        since = _since(more[3])
        port = _port(more[4])
        area = _area(more[5])
    return {
        "countries": chosen,
        "types": types,
        "statuses": statuses,
        "ownerships": owners,
        "sectors": [titles[t] for t in tags],
        "sizes": sizes,
        "since": since,
        "words": words.strip(),
        "port_km": port,
        "least_area": area,
    }


def countries(place: DeltaGenerator) -> list[str]:
    """The codes of the chosen countries, none for all; the choice travels over all pages."""
    labels = {c.label: c.country for c in session.catalog().countries.values()}
    return [labels[c] for c in _several(place, "Country", list(labels), "country", "All countries")]


# Streamlit drops from the address whatever is bound to a widget of another page. Filters travel, so the address is their only memory:
# each run sets the widget from it, and each change writes it back.
def _several(place: DeltaGenerator, label: str, options: list[str], name: str, placeholder: str, explained: str | None = None) -> list[str]:
    key = f"filter-{name}"
    st.session_state[key] = [value for value in dict.fromkeys(address.every(name)) if value in options]
    return place.multiselect(
        label,
        options,
        key=key,
        placeholder=placeholder,
        help=explained,
        on_change=_remember,
    )


def _words(place: DeltaGenerator) -> str:
    st.session_state["filter-find"] = address.get("find")[:80]
    return place.text_input(
        "Name",
        key="filter-find",
        placeholder="Search, other names too",
        max_chars=80,
        on_change=_remember,
    )


def _since(place: DeltaGenerator) -> int | None:
    asked = address.get("since")
    st.session_state["filter-since"] = int(asked) if asked.isdecimal() and len(asked) == 4 and FIRST <= int(asked) <= LAST else None
    return place.number_input(
        "Established since", FIRST, LAST, step=1, key="filter-since", placeholder="Any year", on_change=_remember,
        help="Parks without a published year are left out.",
    )  # fmt: skip


def _port(place: DeltaGenerator) -> int | None:
    asked = address.get("port")
    st.session_state["filter-port"] = asked if asked in PORTS and not address.training() else None
    picked = place.selectbox(
        "Seaport within", list(PORTS), key="filter-port", placeholder="Any distance", on_change=_remember, disabled=address.training(),
        help="Great-circle distance from the park's stored point to the nearest seaport of any size, abroad too. Where the position is known to a "
        "district or a city only, the true distance may lie on the other side of the limit: the profile shows the range. Invented parks have none.",
    )  # fmt: skip
    return PORTS.get(picked or "")


def _area(place: DeltaGenerator) -> int | None:
    asked = address.get("area")
    good = asked.isascii() and asked.isdecimal() and len(asked) <= 6 and 1 <= int(asked) <= MOST_HECTARES
    st.session_state["filter-area"] = int(asked) if good else None
    return place.number_input(
        "Area at least (ha)", 1, MOST_HECTARES, step=50, key="filter-area", placeholder="Any area", on_change=_remember,
        help="Newest published area; parks without one are left out.",
    )  # fmt: skip


def _remember() -> None:
    # All filters, not only the one that changed: a second change can arrive before the browser has heard of the first.
    for name in address.FILTERS:
        if f"filter-{name}" in st.session_state:
            chosen = st.session_state[f"filter-{name}"]
            address.put_every(name, [str(value) for value in chosen] if isinstance(chosen, list) else [str(chosen)] if chosen else [])


def colour_by() -> str:
    """The attribute that gives the parks on the map their colour."""
    offered = {"type": "Type", "status": "Status", "ownership": "Ownership", "country_label": "Country"}
    picked = st.segmented_control("Colour by", list(offered.values()), default="Type", key="colour", bind="query-params", required=True)
    return next(key for key, title in offered.items() if title == picked)


def layers() -> list[str]:
    """The layers of objects that the reader has switched on for the map."""
    titles = {layer.title: name for name, layer in surroundings.LAYERS.items()}
    picked = st.pills(
        "Show around the parks", list(titles), selection_mode="multi", key="layers", bind="query-params",
        help="Open layers, thinned out: objects near the parks; power plants of 50 MW and more. Sources are on the Data page.",
    )  # fmt: skip
    return [titles[title] for title in picked]


def park() -> str:
    """One park, by name within its country; the address keeps it."""
    names = session.ask("names")
    labels = dict(zip(names["park"], names["name"] + " (" + names["country_label"] + ")", strict=True))
    asked = address.get("park")
    if asked and asked not in labels:
        # What the address says is never repeated: a message is Markdown, and Markdown loads pictures from elsewhere.
        st.warning("The park of this link is not in this set of parks; choose one from the list.", icon=":material/help:")
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


def country() -> str:
    """One country for the country page; the address keeps its code, and a single country of the filters is taken over."""
    known = {c.country: c.label for c in session.catalog().countries.values()}
    filtered = [code for code, label in known.items() if [label] == address.every("country")]
    asked = address.get("iso")
    start = asked if asked in known else next(iter(filtered or known))
    chosen = st.selectbox("Country", list(known), index=list(known).index(start), format_func=known.__getitem__, key=f"country-of-{start}")
    if chosen != start:
        address.put("iso", chosen)
        st.rerun()
    return chosen


def countries_together() -> list[str]:
    """Two to eight countries to compare, in the address; the eight of the study unless others are chosen."""
    known = {c.label: c.country for c in session.catalog().countries.values()}
    study = [c.label for c in session.catalog().countries.values() if c.role == "study"]
    picked = st.multiselect("Countries", list(known), default=study, max_selections=8, key="together", bind="query-params")
    return [known[label] for label in picked]


def country_indicator() -> str:
    """One indicator of the countries, in the address."""
    listed = session.ask("country_latest", country="")
    titles = dict(zip(listed["title"], listed["indicator"], strict=True))
    return titles[st.selectbox("Indicator", list(titles), key="indicator", bind="query-params")]
