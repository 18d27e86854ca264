"""The place of one park: what lies around it, how near, how sure, and how its site scores. Never shows a distance without its range."""

from __future__ import annotations

import re
from math import cos, isnan, log2, radians

import pandas as pd
import pydeck as pdk
import streamlit as st

from ipp_data import parkmap, surroundings
from ipp_data.benchmark import Standing, interval
from ipp_data.figures import criteria as asked
from ipp_data.figures import number, plural
from ipp_data.render import maps as drawing
from ipp_data.ui import address, maps, score, session, show, take

HEIGHT = 420  # pixels


def whole(park: str) -> None:
    """Everything about the site of one park: score, map, table, fairness."""
    rows = session.ask("site_of", park=park)
    if rows.empty:
        st.info(
            "An invented park has no real surroundings." if address.training() else "The position of this park is not known.",
            icon=":material/location_off:",
        )
        return
    stood = score.standing(session.catalog().frameworks["site"])
    _score(stood, rows)
    _inland(stood, rows)
    _map(rows, park)
    _table(stood, rows, park)
    show.drawn(asked.criteria, stood, park, session.catalog().vintage, key=f"site-{park}")


def _score(stood: Standing, rows: pd.DataFrame) -> None:
    """Score and rank of the site, each with its interval."""
    row = stood.table.set_index("park").loc[rows["park"].iloc[0]]
    ranked = int(stood.table["rank"].notna().sum())
    if pd.isna(row["rank"]):
        st.markdown(f"**Site score: bounds {row['low']:.1f} to {row['high']:.1f}**; too little is known for a rank.")
    else:
        st.markdown(
            f"**Site score {row['score']:.1f} of 100** ({row['score_low']:.1f} to {row['score_high']:.1f} in nine of ten variants), "
            f"**{interval(row)}** of {plural(ranked, 'park')}."
        )
    km = {"site": 2, "district": 10, "city": 20}[rows["position_precision"].iloc[0]]
    st.caption(
        f"The score describes the place, not the work of those who run the park. The position is known to the "
        f"{rows['position_precision'].iloc[0]}: the park may lie {km} km from its point, and every range below follows from that. "
        "Distances are as the crow flies and no travel times."
    )


def _inland(stood: Standing, rows: pd.DataFrame) -> None:
    """What a port means to a landlocked country, with the foreign ports by name, and the standing among inland parks."""
    if rows["country"].iloc[0] not in surroundings.LANDLOCKED:
        return
    ports = rows[rows["indicator"].isin(["seaport", "port_terminal"])].dropna(subset=["value"]).sort_values("value", kind="stable")
    named = " and ".join(
        f"{surroundings.object_of(row, maps.countries())}, {surroundings.reading(row)}"
        for _, row in ports.drop_duplicates("object").iterrows()
    )
    inland = stood.sheet.places.loc[stood.sheet.places["country"].isin(surroundings.LANDLOCKED), "park"]
    among = score.standing(stood.sheet.framework, among=tuple(inland)).table.set_index("park").loc[rows["park"].iloc[0]]
    st.info(
        f"**{rows['country_label'].iloc[0]} has no coast**, so the nearest ports are foreign: {named}. Goods of an inland park often pass "
        "customs at a dry port, an inland terminal joined to a seaport by rail or road; its distance to the railway and the trunk road then "
        "says more than that to the sea. No open layer lists dry ports, so none is measured here, and the port that is really used may be another one. "
        "Nothing is dropped from the score: the limit of the port criteria is 1,500 km, so that inland parks still differ from each other. "
        f"Among the {len(inland)} parks of Lao PDR and Mongolia this one has {interval(among)}.",
        icon=":material/train:",
    )


def _map(rows: pd.DataFrame, park: str) -> None:
    """The park, its neighbours, rings, and lines to its nearest objects."""
    near = surroundings.around(rows, maps.countries(), detail=True)
    if near is None:
        return
    here = rows.iloc[0]
    everyone = session.ask("names_and_places")
    around = everyone[(everyone["latitude"] - here["latitude"]).abs().lt(4) & (everyone["longitude"] - here["longitude"]).abs().lt(4)]
    placed = parkmap.compose(around, session.places(), "status", [])
    # 512 pixels are the equator at zoom 0
    zoom = log2(HEIGHT / 2 / near.reach * 40075 * cos(radians(here["latitude"])) / 512)
    under, over = maps.around([], near)
    view = pdk.ViewState(latitude=here["latitude"], longitude=here["longitude"], zoom=zoom)
    deck = drawing.parks(placed.rows, show.theme(), view, here["country"], park, under, over)
    st.pydeck_chart(deck, key="site-map", height=HEIGHT, alt=near.alt)
    maps.notices(kashmir=False)
    take.along(surroundings.figure(rows, maps.countries(), maps.notice(), session.catalog().vintage), "site-map")


def _table(stood: Standing, rows: pd.DataFrame, park: str) -> None:
    """Every site indicator with object, value and range, points, goalposts, year, evidence, source and what the Guidelines ask."""
    points = dict(zip([c.code for c in stood.sheet.framework.criteria], 100 * stood.scored.scores[stood.sheet.of(park)], strict=True))
    criteria = {c.code: c for c in stood.sheet.framework.criteria}
    order = {indicator: i for i, indicator in enumerate(surroundings.TITLES)}
    rows = rows.sort_values("indicator", key=lambda column: column.map(order))
    codes = [None if pd.isna(code) else code for code in rows["criterion"]]
    shown = pd.DataFrame({
        "Indicator": rows["indicator"].map(surroundings.TITLES).to_list(),
        "Nearest object": [surroundings.object_of(row, maps.countries()) for _, row in rows.iterrows()],
        "Value (range)": [surroundings.reading(row) for _, row in rows.iterrows()],
        "Points of 100": ["no criterion" if not code else "not known" if isnan(points[code]) else f"{points[code]:.0f}" for code in codes],
        "100 points / 0 points": [goalposts(criteria[code]) if code else "" for code in codes],
        "Year": rows["year"].to_list(),
        "Evidence": (rows["evidence"] + ", " + rows["origin"]).to_list(),
        "Note": rows["note"].fillna("").to_list(),
        "What the Guidelines ask": [_guidelines(criteria[code].evidence) if code else "" for code in codes],
        "Source": rows["source"].to_list(),
    })  # fmt: skip
    st.markdown(f"**{plural(len(shown), 'site indicator')}**")
    show.table(
        shown, f"site-table-{park}", "What lies around the park", height="content",
        column_config={
            "Indicator": st.column_config.TextColumn(pinned=True, width=200),
            "Year": st.column_config.NumberColumn(format="%d", width=70, help="Year in which the layer was published or ends."),
        },
    )  # fmt: skip
    show.downloads(rows, f"site of {park}")


def goalposts(criterion: object) -> str:
    """Where a criterion gives all of its points and where none, in its unit."""
    return " / ".join(number(end, 0, criterion.unit) for end in (criterion.target, criterion.limit))


def _guidelines(evidence: str) -> str:
    """What the topics of the Guidelines ask that a criterion rests on."""
    asks = {c.code: c for c in session.catalog().frameworks["guidelines-2019"].criteria}
    return " ".join(f"{code} {asks[code].title}: {asks[code].requirement}" for code in re.findall(r"GL-\d-\d\d", evidence) if code in asks)
