"""What is shown around a park: rings and lines where they belong, kilometres as stored, names with their country."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pydeck as pdk
import pytest

from ipp_data import catalog as catalogs
from ipp_data import positions, surroundings
from ipp_data.render import maps
from ipp_data.render import surroundings as drawn
from ipp_data.store import Store


@pytest.fixture(scope="module")
def catalog():
    return catalogs.load()


@pytest.fixture(scope="module")
def store(catalog):
    return Store(catalog)


@pytest.fixture(scope="module")
def names(catalog):
    return {code: country.label for code, country in catalog.countries.items()}


def test_every_place_on_a_ring_is_as_far_as_the_ring_says():
    for lat in (-9.4, 0.0, 49.5):
        lons, lats = positions.ring(lat, 106.9, 200).T
        assert np.allclose(positions.kilometres(lat, 106.9, lats, lons), 200)


def test_a_line_over_the_globe_is_as_long_as_the_distance_and_starts_at_the_park():
    lons, lats = positions.arc((47.9, 106.9), (39.0, 117.4)).T
    steps = positions.kilometres(lats[:-1], lons[:-1], lats[1:], lons[1:])
    assert steps.sum() == pytest.approx(positions.kilometres(47.9, 106.9, 39.0, 117.4))
    assert (lats[0], lons[0]) == pytest.approx((47.9, 106.9)) and (lats[-1], lons[-1]) == pytest.approx((39.0, 117.4))
    assert np.allclose(positions.arc((5.0, 100.0), (5.0, 100.0)), [100.0, 5.0])


def test_the_nearest_of_many_is_the_one_that_a_look_at_every_pair_finds():
    random = np.random.default_rng(1)
    lats, lons = random.uniform(-15, 55, 5000), random.uniform(60, 179, 5000)
    there = random.uniform(-15, 55, 200), random.uniform(60, 179, 200)
    best, km = positions.nearest(lats, lons, *there)
    away = positions.kilometres(lats[:, None], lons[:, None], *there)
    assert (best == away.argmin(axis=1)).all() and np.allclose(km, away.min(axis=1))
    assert len(positions.nearest([], [], *there)[0]) == 0


def test_the_nearest_airport_among_the_objects_of_the_map_is_the_one_of_the_table(store):
    parks, airports = store.ask("names_and_places").dropna(subset=["latitude"]), store.ask("site_objects", layers=["airport"])
    _, km = positions.nearest(parks["latitude"], parks["longitude"], airports["latitude"], airports["longitude"])
    stored = pd.concat([store.ask("site_of", park=park) for park in parks["park"][:40]]).query("indicator == 'airport'")["value"]
    assert np.abs(km[:40] - stored.to_numpy()).max() < 0.1


def test_an_object_abroad_is_named_with_its_country_and_one_at_home_without(store, names):
    rows = store.ask("site_of", park="mn-darkhan-park").set_index("indicator", drop=False)
    assert surroundings.object_of(rows.loc["seaport"], names) == "Tanggu (China)"
    assert surroundings.object_of(rows.loc["airport"], names) == "Bulgan Airport"
    assert surroundings.reading(rows.loc["seaport"]) == "1,474 km (1,454 to 1,494)"
    assert surroundings.reading(rows.loc["renewable_share_50km"]) == "not known"
    assert surroundings.reading(rows.loc["plant_mw_50km"]) == "0 MW"


def test_every_country_in_which_an_object_lies_has_a_name(store, names):
    codes = set(store.table("site_objects")["country"]) | set(store.table("site")["object_country"].dropna())
    assert codes <= {*names, *surroundings.ABROAD}


def test_every_indicator_and_every_layer_has_a_title(store):
    assert set(store.table("site")["indicator"]) == set(surroundings.TITLES)
    given = store.ask("site_objects", layers=list(surroundings.LAYERS))
    assert set(given["layer"]) == set(surroundings.LAYERS) and len(given) == len(store.table("site_objects"))


def test_letters_of_layers_differ_and_white_is_readable_on_each_colour():
    layers = surroundings.LAYERS.values()
    assert len({layer.letters for layer in layers}) == len({layer.colour for layer in layers}) == len(surroundings.LAYERS)
    for layer in layers:
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in np.array(maps.rgb(layer.colour)) / 255]
        assert 1.05 / (np.dot([0.2126, 0.7152, 0.0722], linear) + 0.05) >= 4.5, layer.title


def test_rings_lines_and_words_are_drawn_without_asking_anyone(store, names):
    near = surroundings.around(store.ask("site_of", park="la-savan-park"), names, detail=True)
    assert near is not None
    assert list(near.paths["kind"]).count("ring") == 3 and list(near.paths["kind"]).count("line") == 5
    assert {"50 km", "100 km", "200 km"} <= set(near.words["text"])
    layers = [drawn.lines(near.paths, "light"), *drawn.tiles(near.tiles, surroundings.LAYERS, "near"), *drawn.words(near.words, "light")]
    deck = pdk.Deck(layers, initial_view_state=pdk.ViewState(latitude=0, longitude=0), map_provider=None).to_json()
    assert "http" not in deck and len(json.dumps(json.loads(deck))) < 15_000
    said = " ".join(row["text"] for layer in json.loads(deck)["layers"] if layer["id"].startswith("words") for row in layer["data"])
    assert said.count("km") == 8


def test_on_a_map_of_many_parks_all_words_stand_beside_the_chosen_one(store, names):
    near = surroundings.around(store.ask("site_of", park="mn-darkhan-park"), names)
    assert list(near.words["kind"]) == ["beside"]
    assert set(near.words["text"].iloc[0].splitlines()) == {
        "Tanggu (China), 1,474 km",
        "Bulgan Airport, 190 km",
        "Ulan Bator, 186 km",
        "rings: 50, 100, 200 km",
    }


def test_a_park_without_surroundings_gets_none(store, names):
    assert surroundings.around(store.ask("site_of", park="no-such-park"), names) is None


def test_all_layers_together_stay_small_and_one_layer_is_much_smaller(store, names):
    def size(layers: list[str]) -> int:
        rows = surroundings.tiles(store.ask("site_objects", layers=layers), names)
        return sum(len(json.dumps(json.loads(layer.to_json()))) for layer in drawn.tiles(rows, surroundings.LAYERS, "layer"))

    assert size(["port"]) < 20_000 and size(list(surroundings.LAYERS)) < 220_000


def test_the_legend_shows_letters_and_title_of_the_layers_in_sight():
    entries = surroundings.legend(["coal", "port"])
    assert [label for _, _, label in entries] == ["Around the parks", "Seaports", "Coal plants"]
    assert ">Co<" in maps.legend(entries, "light") and surroundings.legend([]) == ()
