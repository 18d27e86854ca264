"""Times the site questions on 303 and on 100,000 parks beside bare numpy, pandas and geopandas. Never writes into datasets/."""

from __future__ import annotations

import os
import platform
import tempfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd

from ipp_data import catalog as catalogs
from ipp_data.bench_engine import Contest, Contestant, interleave, table
from ipp_data.catalog import Catalog
from ipp_data.marks import Floats
from ipp_data.positions import kilometres, nearest
from ipp_data.store import Store

MANY, ROUNDS, BLOCK = 100_000, 5, 1000
LAYERS = ("port", "airport", "city")
FILTERS = {
    "countries": [], "types": [], "statuses": [], "ownerships": [], "sectors": [], "sizes": [], "since": None, "words": "",
    "port_km": 50, "least_area": 200,
}  # fmt: skip


def run() -> int:
    """Time both questions on both numbers of parks and print the tables; the exit status is always 0."""
    catalog = catalogs.load()
    print(f"Python {platform.python_version()}, numpy {version('numpy')}, geopandas {version('geopandas')}, {os.cpu_count()} processors")
    print(f"{ROUNDS} interleaved rounds; median and fastest in ms; ratio = median over rounds of time / time of the first line")
    for number in (None, MANY):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(catalog if number is None else invented(catalog, number, Path(folder)))
        for contest in (_nearest_contest(store), _question_contest(store)):
            table(contest, interleave(list(contest.contestants), ROUNDS))
    return 0


def invented(catalog: Catalog, number: int, folder: Path) -> Catalog:
    """The catalog with `number` invented parks in place of the real ones: real rows drawn again and moved by about 50 km."""
    random = np.random.default_rng(20170)
    parks = pd.read_csv(catalog.datasets["parks"].path, dtype=str, keep_default_na=False)
    parks = parks[parks["latitude"] != ""].reset_index(drop=True)
    drawn = random.integers(len(parks), size=number)
    moved = {c: (parks[c].astype(float).to_numpy()[drawn] + random.normal(0, 0.45, number)).round(4) for c in ("latitude", "longitude")}
    names = np.char.add("invented-", np.arange(number).astype(str))
    tables = {"parks": parks.iloc[drawn].assign(park=names, parent="", **moved)}
    values = pd.read_csv(catalog.datasets["park_values"].path, dtype=str, keep_default_na=False)
    area = values[values["indicator"] == "area"].iloc[[0] * number]
    tables["park_values"] = area.assign(park=names, value=random.lognormal(5.3, 1.2, number).round())
    objects = pd.read_csv(catalog.datasets["site_objects"].path).query("kind == 'port'")
    _, km = nearest(moved["latitude"], moved["longitude"], objects["latitude"], objects["longitude"])
    site = pd.read_csv(catalog.datasets["site"].path, dtype=str, keep_default_na=False)
    seaport = site[site["indicator"] == "seaport"].iloc[[0] * number]
    tables["site"] = seaport.assign(park=names, value=km.round(1), low=(km - 10).clip(0).round(1), high=(km + 10).round(1))
    datasets = dict(catalog.datasets)
    for name, rows in tables.items():
        datasets[name] = replace(datasets[name], path=folder / f"{name}.csv")
        rows.to_csv(datasets[name].path, index=False)
    return replace(catalog, datasets=datasets)


def _nearest_contest(store: Store) -> Contest:
    """The nearest port, airport and city of every park."""
    parks = store.ask("names_and_places").dropna(subset=["latitude"])
    lats, lons = parks["latitude"].to_numpy(), parks["longitude"].to_numpy()
    layers = [store.ask("site_objects", layers=[name])[["latitude", "longitude"]].to_numpy() for name in LAYERS]
    here = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lons, lats))
    there = [geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(rows[:, 1], rows[:, 0])) for rows in layers]
    wrong = np.mean([
        here.sjoin_nearest(frame).groupby(level=0)["index_right"].first().to_numpy() != nearest(lats, lons, *rows.T)[0]
        for frame, rows in zip(there, layers, strict=True)
    ])  # fmt: skip
    return Contest(
        f"nearest of {' + '.join(str(len(rows)) for rows in layers)} ports, airports and cities for {len(parks):,} parks",
        (
            Contestant("bare numpy: every great circle, the least", lambda: [_every_pair(lats, lons, rows) for rows in layers]),
            Contestant("ours: one matrix product, then one great circle", lambda: [nearest(lats, lons, *rows.T) for rows in layers]),
            Contestant(
                "geopandas sjoin_nearest", lambda: [here.sjoin_nearest(frame) for frame in there],
                note=f"in degrees on a plane: {wrong:.1%} name another object, and no kilometres",
            ),
        ),
    )  # fmt: skip


def _every_pair(lats: Floats, lons: Floats, objects: Floats) -> tuple[Floats, Floats]:
    parts = [kilometres(lats[i : i + BLOCK, None], lons[i : i + BLOCK, None], *objects.T) for i in range(0, len(lats), BLOCK)]
    return np.concatenate([part.argmin(axis=1) for part in parts]), np.concatenate([part.min(axis=1) for part in parts])


def _question_contest(store: Store) -> Contest:
    """Which parks lie within 50 km of a port and have 200 ha or more."""
    everyone = store.ask("parks", **{**FILTERS, "port_km": None, "least_area": None})
    port, area = everyone["seaport_km"].to_numpy(), everyone["area"].to_numpy()
    found = store.ask("parks", **FILTERS)
    mask = (port <= FILTERS["port_km"]) & (area >= FILTERS["least_area"])
    if set(found["park"]) != set(everyone["park"][mask]):
        raise AssertionError("the question and the mask find other parks")
    return Contest(
        f"{len(found):,} of {len(everyone):,} parks within 50 km of a port and of 200 ha or more, with the {len(found.columns)} columns of the list",
        (
            Contestant("bare pandas: a mask over a table held in memory", lambda: everyone[(port <= 50) & (area >= 200)]),
            Contestant("ours: the question of the Parks page, in SQL", lambda: store.ask("parks", **FILTERS), note="joins, searches, sorts"),
            Contestant("ours: the same without the two filters", lambda: store.ask("parks", **{**FILTERS, "port_km": None, "least_area": None})),
        ),
    )  # fmt: skip
