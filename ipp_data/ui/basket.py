"""The parks that a user has picked; they live in the address and follow to every page. Never holds more than eight."""

from __future__ import annotations

import streamlit as st

from ipp_data.ui import address, session

MOST = 8


def parks() -> dict[str, str]:
    """Park id and name of each picked park, in the order of picking; ids that this set does not have are dropped."""
    known = session.ask("names").set_index("park")["name"]
    picked = [park for park in dict.fromkeys(address.get("basket").split(",")) if park in known.index]
    return {park: known[park] for park in picked[:MOST]}


def put(picked: list[str]) -> None:
    """Replace what is in the basket."""
    address.put("basket", ",".join(dict.fromkeys(picked)))


def add(park: str) -> None:
    """Add one park, if there is room."""
    put([*parks(), park][:MOST])


def drop(park: str) -> None:
    """Take one park out."""
    put([p for p in parks() if p != park])


def button(park: str) -> None:
    """Add to basket, or take out of it: one button."""
    if park in parks():
        st.button("Take out of basket", key=f"drop-{park}", icon=":material/remove_shopping_cart:", on_click=drop, args=(park,))
    else:
        full = len(parks()) >= MOST
        st.button(
            "Add to basket",
            key=f"add-{park}",
            icon=":material/add_shopping_cart:",
            on_click=add,
            args=(park,),
            disabled=full,
            type="primary",
            help=f"The basket holds {MOST} parks; take one out first." if full else "Keeps this park at hand on every page.",
        )


def panel() -> None:
    """The basket in the menu: what is in it, and a way to empty it."""
    picked = parks()
    st.caption(f"BASKET · {len(picked)} of {MOST} parks")
    if not picked:
        st.caption("Empty. Add parks from the map, the list or a profile.")
    for park, name in picked.items():
        st.page_link("pages/3_Park_profile.py", label=name, icon=":material/factory:", query_params=address.carried(park=park))
    if picked:
        st.button("Empty the basket", key="basket-empty", icon=":material/delete:", on_click=put, args=([],), type="tertiary")


def take(ticked: list[str]) -> None:
    """Offer to put the ticked rows of a table into the basket."""
    new = [park for park in ticked if park not in parks()]
    room = MOST - len(parks())
    label = f"Add {len(new)} ticked to basket" if new else "Tick parks in the table to add them"
    st.button(
        label,
        key="take",
        icon=":material/add_shopping_cart:",
        type="primary",
        disabled=not new or room == 0,
        on_click=put,
        args=([*parks(), *new[:room]],),
    )
    if len(new) > room:
        st.caption(f"The basket holds {MOST} parks; {'the first ' + str(room) + ' of these would be added' if room else 'empty it first'}.")
