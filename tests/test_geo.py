"""Shipped maps against their promises, distances by hand, parks that share a point. Never needs a network to pass."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml

from ipp_data import geo, positions
from ipp_data.errors import IppError

NINE = ("BGD", "CHN", "IDN", "KHM", "LAO", "MNG", "PHL", "SLB", "THA")
BUDGET = {"region": 200_000, "borders": 170_000, "CHN": 60_000}


def features(name: str) -> list[dict]:
    return json.loads((geo.MAPS / f"{name}.json").read_text(encoding="utf-8"))["features"]


def shape(feature: dict):
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def index() -> dict:
    return json.loads((geo.MAPS / "index.json").read_text(encoding="utf-8"))["files"]


def lines(kind: str, line: str | None = None) -> list[np.ndarray]:
    found = [f for f in features("borders") if f["properties"]["kind"] == kind and f["properties"].get("line") == line]
    return [np.array(part) for f in found for part in f["geometry"]["coordinates"]]


def lengths(parts: list[np.ndarray]) -> np.ndarray:
    return np.array([positions.kilometres(p[:-1, 1], p[:-1, 0], p[1:, 1], p[1:, 0]).sum() for p in parts])


def test_each_shipped_file_is_the_one_in_the_index():
    assert sorted(index()) == sorted(p.name for p in geo.MAPS.glob("*.json") if p.name != "index.json")
    for name, entry in index().items():
        data = (geo.MAPS / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], f"{name} was changed by hand; build it again"
        assert len(data) == entry["bytes"] and entry["source"]


def test_the_files_stay_within_their_budget():
    for name, most in BUDGET.items():
        assert index()[f"{name}.json"]["bytes"] <= most, name
    assert sum(index()[f"{code}.json"]["bytes"] for code in geo.STUDY) <= 350_000


@pytest.mark.parametrize("name", ["region", *NINE])
def test_every_polygon_is_valid_turns_the_right_way_and_stays_on_the_map(name):
    for feature in features(name):
        land = shape(feature)
        assert land.geom_type == "MultiPolygon" and land.is_valid and land.area > 0, feature["properties"]
        assert all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in land.geoms)
        west, south, east, north = land.bounds
        assert west >= 60 and south >= -18 and east <= 180 and north <= 58


def test_no_shape_floods_the_map():
    shapes = {f["properties"]["iso3"]: shape(f) for f in features("region")}
    spans = {code: max(part.bounds[2] - part.bounds[0] for part in land.geoms) for code, land in shapes.items()}
    assert max(spans, key=spans.get) == "RUS" and spans["FJI"] < 2
    assert sum(land.area for land in shapes.values()) < 0.4 * geo.REGION.area


def test_no_line_runs_along_the_edge_of_the_map():
    for kind in ("border", "coast"):
        for part in lines(kind):
            steps = np.abs(np.diff(part, axis=0))
            middle = (part[1:] + part[:-1]) / 2
            edge = np.isin(middle[:, 0], (60.0, 180.0)) | np.isin(middle[:, 1], (-18.0, 58.0))
            assert not edge.any() and steps.max() < 15


def test_the_nine_countries_are_marked_and_carry_their_un_names():
    region = {f["properties"]["iso3"]: f["properties"] for f in features("region")}
    assert sorted(code for code, p in region.items() if p["study"]) == sorted(NINE)
    assert region["LAO"]["name"] == "Lao People's Democratic Republic" and region["VNM"]["name"] == "Viet Nam"
    for code in NINE:
        [feature] = features(code)
        assert feature["properties"] == region[code]


def test_disputed_areas_are_shapes_of_their_own_neutral_and_without_a_name():
    region = [f["properties"] for f in features("region") if f["properties"]["disputed"]]
    assert [p["iso3"] for p in region] == ["XAC", "XAP", "XJK"]
    assert not any(p["study"] or p["name"] for p in region)
    assert all(p["name"] for f in features("region") if not (p := f["properties"])["disputed"])


def test_taiwan_hong_kong_and_macao_are_drawn_as_part_of_china_without_a_border():
    assert not {"TWN", "HKG", "MAC"} & {f["properties"]["iso3"] for f in features("region")}
    [china] = [shape(f) for f in features("region") if f["properties"]["iso3"] == "CHN"]
    assert shapely.contains_xy(china, [121.0, 114.15], [23.7, 22.4]).all()
    near = shapely.box(113.3, 22.0, 114.6, 22.8)
    assert not any(shapely.intersects(near, shapely.LineString(part)) for part in lines("border"))


def test_disputed_lines_are_stored_as_dashes_and_only_they_touch_disputed_areas():
    dashes, dots = lengths(lines("disputed", "dashed")), lengths(lines("disputed", "dotted"))
    assert len(dashes) > 50 and np.median(dashes) > 25 and dashes.max() < 40.5
    assert len(dots) > 15 and np.median(dots) > 7 and dots.max() < 10.5
    inside = shapely.union_all([shape(f) for f in features("region") if f["properties"]["disputed"]])
    along = sum(shapely.intersection(shapely.LineString(p), inside.buffer(0.01)).length for p in lines("border"))
    assert along < 0.3, "a solid border runs along a disputed area"


def test_the_line_of_control_lies_within_jammu_and_kashmir():
    [kashmir] = [shape(f) for f in features("region") if f["properties"]["iso3"] == "XJK"]
    assert all(kashmir.covers(shapely.LineString(part)) for part in lines("disputed", "dotted"))


def test_neighbours_share_one_border_after_simplifying():
    shapes = {f["properties"]["iso3"]: shape(f) for f in features("region")}
    for one, other in (("THA", "LAO"), ("KHM", "VNM"), ("MNG", "CHN"), ("IDN", "PNG")):
        assert shapely.intersection(shapes[one], shapes[other]).area < 0.01, (one, other)
        assert shapely.intersection(shapes[one], shapes[other]).length > 1, (one, other)


def test_small_countries_and_islands_with_parks_are_kept():
    towns = {
        "SLB": [(-9.43, 160.03), (-8.33, 157.27)],
        "IDN": [(1.05, 104.03), (0.8, 127.37)],
        "PHL": [(10.3, 123.88)],
        "THA": [(7.9, 98.35)],
        "KHM": [(11.56, 104.92)],
        "BGD": [(23.78, 90.4)],
        "LAO": [(17.98, 102.63)],
        "MNG": [(47.92, 106.92)],
        "CHN": [(31.32, 120.7)],
    }
    for code, points in towns.items():
        lats, lons = zip(*points, strict=True)
        assert geo.outside(lats, lons, [code] * len(points)).max() < 3, code
    assert {"TUV", "NRU", "MDV", "SGP"} <= {f["properties"]["iso3"] for f in features("region")}


def test_the_notices_are_the_words_of_the_united_nations():
    card = yaml.safe_load((geo.MAPS.parents[1] / "datasets" / "boundaries" / "dataset.yml").read_text(encoding="utf-8"))
    assert card["notice"] == (
        "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
        "acceptance by the United Nations."
    )
    assert card["notice_jammu_kashmir"] == (
        "Dotted line represents approximately the Line of Control in Jammu and Kashmir agreed upon by India and "
        "Pakistan. The final status of Jammu and Kashmir has not yet been agreed upon by the parties."
    )
    assert {s["package"]: s["version"] for s in card["sources"]} == geo.PACKAGES
    assert sorted(Path(f["path"]).name for f in card["files"]) == sorted(index())


def test_the_build_gives_the_shipped_bytes_again(tmp_path):
    try:
        with geo.fetched(seconds=15) as packages:
            geo.build(packages, tmp_path / "first")
            geo.build(packages, tmp_path / "second")
    except IppError as error:
        print(f"NOT CHECKED: the maps were not built again, because {error}")
        pytest.skip(f"the maps were not built again: {error}")
    for path in sorted(geo.MAPS.glob("*.json")):
        first, second = ((tmp_path / run / path.name).read_bytes() for run in ("first", "second"))
        assert first == second, f"{path.name} differs between two builds"
        assert first == path.read_bytes(), f"{path.name} is stale; build it again"


def test_without_npm_the_reader_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(IppError, match="Install Node"), geo.fetched():
        pass


def test_when_npm_refuses_the_reason_is_passed_on(monkeypatch):
    monkeypatch.setattr(geo, "PACKAGES", {"./no-such-folder": "0"})
    with pytest.raises(IppError, match="could not fetch"), geo.fetched(seconds=15):
        pass


def test_a_folder_with_another_version_is_refused(tmp_path):
    (tmp_path / "plotly.js").mkdir()
    (tmp_path / "plotly.js" / "package.json").write_text('{"version": "1.0.0"}', encoding="utf-8")
    with pytest.raises(IppError, match=r"plotly\.js 3\.7\.0 is not in the folder"):
        geo.build(tmp_path, tmp_path / "out")


def test_a_degree_of_the_equator_is_one_360th_of_the_circumference():
    assert positions.kilometres(0, 0, 0, 1) == pytest.approx(2 * np.pi * 6371.0088 / 360)
    assert positions.kilometres(90, 0, -90, 77) == pytest.approx(np.pi * 6371.0088)
    assert positions.kilometres(13.75, 100.5, 13.75, 100.5) == 0


def test_bangkok_to_phnom_penh_agrees_with_the_law_of_cosines():
    a, b, turn = np.radians(13.7563), np.radians(11.5564), np.radians(104.9282 - 100.5018)
    by_hand = 6371.0088 * np.arccos(np.sin(a) * np.sin(b) + np.cos(a) * np.cos(b) * np.cos(turn))
    assert positions.kilometres(13.7563, 100.5018, 11.5564, 104.9282) == pytest.approx(by_hand, rel=1e-9)
    assert by_hand == pytest.approx(538.9, abs=0.1)


def test_distances_broadcast_to_a_matrix_that_is_symmetric_with_zero_on_the_diagonal():
    lats, lons = np.array([23.8, -9.4, 47.9]), np.array([90.4, 160.0, 106.9])
    matrix = positions.kilometres(lats[:, None], lons[:, None], lats, lons)
    assert matrix.shape == (3, 3) and np.allclose(matrix, matrix.T) and not np.diag(matrix).any()


def test_kuala_lumpur_lies_outside_of_every_study_country():
    away = geo.outside([3.139] * 9, [101.687] * 9, NINE)
    assert (away > 100).all()


def test_a_position_in_the_sea_is_measured_to_the_nearest_shore():
    assert geo.outside([13.0, 13.75], [100.6, 100.5], ["THA", "THA"])[1] == 0
    shore = shape(features("THA")[0]).boundary
    points = shapely.get_coordinates(shapely.segmentize(shore, 0.001))
    nearest = positions.kilometres(13.0, 100.6, points[:, 1], points[:, 0]).min()
    assert geo.outside([13.0], [100.6], ["THA"])[0] == pytest.approx(nearest, rel=0.01)


def test_a_park_without_a_position_has_no_distance_and_an_unknown_country_is_refused():
    assert np.isnan(geo.outside([np.nan], [100.0], ["THA"])).all()
    assert geo.outside([], [], []).shape == (0,)
    for code in ("ATL", "../index", "region"):
        with pytest.raises(IppError, match="no boundary file"):
            geo.outside([0.0], [0.0], [code])


def test_parks_that_share_a_point_are_drawn_apart_and_others_stay_where_they_are():
    lats = np.array([13.129, 13.129, 13.1291, 12.0, np.nan])
    lons = np.array([101.123, 101.123, 101.123, 101.0, 101.0])
    kept = lats.copy()
    drawn = positions.spread(lats, lons)
    assert drawn.others.tolist() == [2, 2, 2, 0, 0]
    assert np.array_equal(lats, kept, equal_nan=True), "the stored positions were changed"
    assert drawn.latitude[3] == 12.0 and drawn.longitude[3] == 101.0 and np.isnan(drawn.latitude[4])
    centre = positions.kilometres(lats[:3].mean(), 101.123, drawn.latitude[:3], drawn.longitude[:3])
    assert centre == pytest.approx(2.0, rel=0.001)
    apart = positions.kilometres(drawn.latitude[:3, None], drawn.longitude[:3, None], drawn.latitude[:3], drawn.longitude[:3])
    assert apart[np.triu_indices(3, 1)].min() > 1.5


def test_eight_parks_on_one_point_can_still_be_picked_apart():
    drawn = positions.spread([13.129] * 8, [101.123] * 8)
    apart = positions.kilometres(drawn.latitude[:, None], drawn.longitude[:, None], drawn.latitude, drawn.longitude)
    assert apart[np.triu_indices(8, 1)].min() > 1.5 and set(drawn.others) == {7}


def test_spreading_twice_gives_the_same_drawing_and_nothing_gives_nothing():
    first, second = (positions.spread([1.0, 1.0, 5.0], [103.0, 103.0, 104.0]) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert len(positions.spread([], []).latitude) == 0
