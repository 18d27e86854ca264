"""What lies around the parks: the shipped rows against their packages, by hand, and against their own promises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ipp_data import catalog, cli, site
from ipp_data.errors import IppError
from ipp_data.positions import kilometres

DATA = catalog.ROOT / "datasets"
MOST = {"km": 4000, "m": 40, "people": 40e6, "MW": 40_000, "%": 100, "events": 200, "magnitude": 9.6}
NEAREST = ("seaport", "port_terminal", "airport", "city_100k")


@pytest.fixture(scope="module")
def held():
    return catalog.load()


@pytest.fixture(scope="module")
def rows():
    return pd.read_csv(DATA / "site" / "site.csv")


@pytest.fixture(scope="module")
def parks(held):
    return site.placed(held)


@pytest.fixture(scope="module")
def framework():
    return catalog.read_framework(DATA / "frameworks" / "site" / "framework.yml")


@pytest.fixture
def layers():
    try:
        site.ready()
    except IppError as reason:
        print(f"SKIPPED, the shipped rows were not made again: {reason}")
        pytest.skip(f"the shipped rows were not made again: {reason}")


def test_the_shipped_rows_are_what_the_packages_give_today(held, layers, tmp_path):
    made = site.build(held, tmp_path)
    for name, count in made.items():
        shipped = held.datasets[name].path
        assert (tmp_path / name / shipped.name).read_bytes() == shipped.read_bytes(), f"{name}: run the build of the site layers again"
        assert count == len(pd.read_csv(shipped))


def test_missing_packages_are_told_with_the_way_to_install_them(monkeypatch):
    monkeypatch.setattr(site, "PACKAGES", {"no-such-layer": ("nowhere", "1.0")})
    with pytest.raises(IppError, match=r"pip install no-such-layer==1\.0"):
        site.ready()


def test_the_build_command_says_what_to_install_and_writes_nothing_without_it(monkeypatch, capsys):
    monkeypatch.setattr(site, "PACKAGES", {"no-such-layer": ("nowhere", "1.0")})
    monkeypatch.setattr(cli, "ROOT", DATA / "nowhere")
    assert cli.main(["build", "--site"]) == 1
    assert "requirements-build.txt" in capsys.readouterr().err and not (DATA / "nowhere").exists()


def test_the_listed_build_requirements_are_the_packages_that_the_build_asks_for():
    listed = (catalog.ROOT / "requirements-build.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    assert all(f"\n{name.replace('_', '-')}=={version}\n" in listed for name, (_, version) in site.PACKAGES.items())


def test_every_park_with_a_position_has_every_criterion_once(rows, parks, framework):
    codes = {c.code for c in framework.criteria}
    asked = rows[rows["criterion"].notna()]
    assert set(asked["criterion"]) == codes
    assert set(rows["park"]) == set(parks["park"])
    assert not asked.duplicated(["park", "criterion"]).any()
    assert len(asked) == len(parks) * len(codes)


def test_no_value_means_a_reason_and_never_happens_to_a_distance_but_of_roads(rows):
    empty = rows[rows["value"].isna()]
    assert empty["note"].notna().all() and empty[["low", "high"]].isna().all().all()
    allowed = {"trunk_road", "port_medium_large", "port_channel_depth", "earthquake_strongest_100km", "earthquakes_100km"}
    allowed |= {name for name in rows["indicator"].unique() if name.endswith("50km")} - {"town_population_50km"}
    assert set(empty["indicator"]) <= allowed


def test_values_are_sane_and_stand_inside_their_range(rows):
    known = rows.dropna(subset=["value"])
    assert np.isfinite(known[["value", "low", "high"]]).all().all()
    assert (known["low"] <= known["value"]).all() and (known["value"] <= known["high"]).all() and (known["low"] >= 0).all()
    assert (known["high"] <= known["unit"].map(MOST)).all()
    assert (rows.groupby("indicator")["unit"].nunique() == 1).all()


def test_named_objects_lie_as_far_as_the_row_says(rows, parks):
    near = rows[rows["indicator"].isin([*NEAREST, "rail", "trunk_road"])].dropna(subset=["value"]).merge(parks, on="park")
    away = kilometres(near["latitude"], near["longitude"], near["object_latitude"], near["object_longitude"])
    assert np.abs(away - near["value"]).max() < 0.1  # degrees of four decimals, tenths of a kilometre


def test_a_distance_worked_out_by_hand(rows, parks):
    # Laem Chabang, the estate and its port: the spherical law of cosines instead of the haversine, the earth at 6371.0088 km
    park = parks.set_index("park").loc["th-laem-chabang"]
    lat, lon = np.radians([park["latitude"], 13.083333]), np.radians([park["longitude"], 100.883333])
    by_hand = 6371.0088 * np.arccos(np.sin(lat[0]) * np.sin(lat[1]) + np.cos(lat[0]) * np.cos(lat[1]) * np.cos(lon[1] - lon[0]))
    found = rows[(rows["park"] == "th-laem-chabang") & (rows["indicator"] == "port_terminal")].iloc[0]
    assert found["object"] == "Laem Chabang"
    assert found["value"] == pytest.approx(by_hand, abs=0.06)


def test_ranges_grow_as_the_position_gets_worse(rows, parks):
    near = rows[rows["indicator"].isin(NEAREST)].merge(parks, on="park")
    assert np.allclose(near["high"] - near["value"], near["band"], atol=0.11)
    width = near.assign(width=near["high"] - near["low"]).groupby("position_precision")["width"].mean()
    assert width["site"] < width["district"] < width["city"]
    assert set(rows.merge(parks[parks["position_precision"] != "site"], on="park")["evidence_x"]) == {"estimated"}


def test_parks_of_landlocked_countries_have_a_named_foreign_port(rows, parks):
    inland = rows.merge(parks[parks["country"].isin(["LAO", "MNG"])], on="park")
    ports = inland[inland["indicator"].isin(["seaport", "port_terminal"])]
    assert len(ports) == 2 * inland["park"].nunique() > 40
    assert ports["object"].notna().all() and ports["abroad"].astype(bool).all()
    assert (ports["object_country"] != ports["country"]).all()


def test_abroad_says_whether_the_object_is_in_another_country(rows, parks):
    named = rows.dropna(subset=["object_country"]).merge(parks[["park", "country"]], on="park")
    assert (named["abroad"].astype(bool) == (named["object_country"] != named["country"])).all()


def test_parts_of_the_power_plants_do_not_exceed_their_sum(rows):
    wide = rows.pivot_table(index="park", columns="indicator", values="value")
    parts = wide["plant_mw_coal_50km"] + wide["plant_mw_oil_gas_50km"] + wide["plant_mw_renewable_50km"]
    listed = wide["plant_mw_50km"].notna()  # nothing is listed for the Solomon Islands
    assert (parts[listed] <= wide["plant_mw_50km"][listed] + 2).all()  # rounded to whole megawatts
    share = 100 * wide["plant_mw_renewable_50km"] / wide["plant_mw_50km"]
    known = wide["renewable_share_50km"].notna()
    assert known.any() and np.abs(share - wide["renewable_share_50km"])[known].max() < 1.1
    assert (wide["plant_mw_50km"][known] >= 50).all()


def test_a_terminal_is_never_nearer_than_the_nearest_seaport(rows):
    wide = rows.pivot_table(index="park", columns="indicator", values="value")
    assert (wide["port_terminal"] >= wide["seaport"]).all()


def test_the_circle_around_a_point_has_the_radius_asked_for():
    lats, lons = site.circle(47.9, 106.9, 20.0)
    away = kilometres(47.9, 106.9, lats, lons)
    assert away[0] == 0 and np.allclose(away[1:], 20.0, rtol=0.01)


def test_the_goalposts_can_be_scored_and_leave_room_for_inland_parks(rows, framework):
    from ipp_data import marks

    for criterion in framework.criteria:
        limit = marks.default_limit(criterion)
        given = rows[rows["criterion"] == criterion.code].dropna(subset=["value"])
        assert set(given["unit"]) == {criterion.unit}
        reached = np.clip((given["value"] - limit) / (criterion.target - limit), 0, 1)
        assert reached.nunique() > 20, f"{criterion.code} hardly tells parks apart"
        assert criterion.certainty and criterion.verification and "GL-" in criterion.evidence
    inland = rows[rows["park"].str.startswith(("la-", "mn-")) & (rows["indicator"] == "port_terminal")]
    assert (inland["value"] < 1500).mean() > 0.8


def test_objects_on_the_map_are_thinned_and_away_from_disputed_reefs(held):
    path = held.datasets["site_objects"].path
    assert path.stat().st_size < 250_000
    objects = pd.read_csv(path)
    south, north, west, east = site.REEFS
    assert not (objects["latitude"].between(south, north) & objects["longitude"].between(west, east)).any()
    assert set(objects["kind"]) == {"port", "airport", "city", "plant"}
    people = objects[objects["kind"] == "city"]["detail"].str.replace(r"\D", "", regex=True).astype(int)
    assert (people >= site.CITY).all()


def test_invented_parks_of_the_bench_are_asked_like_real_ones(held, tmp_path):
    from ipp_data.bench_site import FILTERS, invented
    from ipp_data.store import Store

    store = Store(invented(held, 400, tmp_path))
    everyone = store.ask("parks", **{**FILTERS, "port_km": None, "least_area": None})
    wanted = everyone[(everyone["seaport_km"] <= FILTERS["port_km"]) & (everyone["area"] >= FILTERS["least_area"])]
    assert len(everyone) == 400 and set(everyone["park"].str.split("-").str[0]) == {"invented"}
    assert 0 < len(wanted) < 400
    assert set(store.ask("parks", **FILTERS)["park"]) == set(wanted["park"])
