"""The pages in a real browser: every test is what a reader does or sees. Without /usr/bin/chromium they are skipped and say so."""

from __future__ import annotations

import ast
import csv
import io
import json
import math
import re
from urllib.parse import parse_qs, urlparse

import openpyxl
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PAGES, ROOT, Visit, ready, start_server
from docx import Document
from playwright.sync_api import Page, expect
from pptx import Presentation
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ipp_data.ui.menu import title_of

BRAND = "Industrial Parks Benchmark"
WATERMARK = "Training data: invented parks"
PARK, NAME = "kh-phnom-penh-sez", "Royal Group Phnom Penh SEZ"
CHOSEN = {
    "live": {"park": PARK, "basket": f"{PARK},bd-adamjee-epz"},
    "training": {"set": "training", "park": "training-kingfisher", "basket": "training-kingfisher,training-heron"},
}
PATHS = [pytest.param(path, id=path or "Home") for path in PAGES.values()]
DARK = "rgb(16, 23, 30)"  # backgroundColor of the dark theme
VIEWS = [(theme, parks) for theme in ("light", "dark") for parks in CHOSEN]
WITH_FILTERS = [
    pytest.param(path, id=path) for file, path in PAGES.items() if "choose.filters" in (ROOT / file).read_text(encoding="utf-8")
]


def chosen(path: str, parks: str) -> dict[str, str]:
    """The parameters with which a page shows most: a park where one is shown, a basket everywhere."""
    return {key: value for key, value in CHOSEN[parks].items() if key != "park" or path in ("Map", "Park_profile")}


@pytest.fixture(scope="module")
def seen(server, contexts):
    """Each view visited once: seen(path, theme, parks) is what it did and said."""
    known = {}

    def look(path: str, theme: str, parks: str) -> dict[str, object]:
        if (path, theme, parks) not in known:
            # The rules of accessibility do not judge what is scrolled out of sight, so the window is tall.
            visited = Visit(contexts("light", 1440, 2600).new_page())
            visited.listen()
            visited.page.goto(server.address(path, **chosen(path, parks)))
            known[path, "light", parks] = said(visited, ("light", parks))
            visited.page.emulate_media(color_scheme="dark")
            expect(visited.page.get_by_test_id("stApp")).to_have_css("background-color", DARK)
            known[path, "dark", parks] = said(visited, ("dark", parks))
            visited.page.close()
        return known[path, theme, parks]

    return look


def said(visited: Visit, view: tuple[str, str]) -> dict[str, object]:
    """What a resting page did and says."""
    ready(visited.page)
    visited.page.wait_for_timeout(300)
    return {
        "errors": list(visited.errors),
        "outside": list(visited.outside),
        "exceptions": visited.exceptions(),
        "text": visited.text(),
        "overflow": visited.overflow(),
        "title": visited.page.title(),
        "axe": violations(visited.page, view[0]) if view in AXED else [],
    }


# ---- every page -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_a_deep_link_as_the_first_request_of_a_fresh_server_shows_frame_and_content(path, visit):
    with start_server() as fresh:
        visited = visit(fresh.address(path))
        assert not visited.exceptions()
        menu = visited.page.get_by_test_id("stSidebar")
        expect(menu).to_contain_text(BRAND)
        assert menu.get_by_test_id("stPageLink").count() >= len(PAGES)
        file = next(file for file, other in PAGES.items() if other == path)
        purpose = ast.get_docstring(ast.parse((ROOT / file).read_text(encoding="utf-8"))).splitlines()[0]
        main = visited.page.get_by_test_id("stMain")
        expect(main.locator("h1")).to_have_text(title_of(path) if path else BRAND)
        expect(main).to_contain_text(purpose)
        rest = main.inner_text().split(purpose)[1].split("not a certificate")[0]
        assert len(rest) > 100, f"under the purpose stands only {rest!r}"
        visited.page.close()


@pytest.mark.parametrize(("theme", "parks"), VIEWS)
@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_anyone_outside_or_writes_an_error(path, theme, parks, seen):
    found = seen(path, theme, parks)
    assert found["outside"] == []
    assert found["errors"] == []
    assert found["exceptions"] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_training_set_says_that_its_parks_are_invented(path, seen):
    assert WATERMARK in seen(path, "light", "training")["text"]
    assert WATERMARK not in seen(path, "light", "live")["text"]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_a_title_of_its_own_in_the_browser_tab(path, seen):
    title = seen(path, "light", "live")["title"]
    assert title.endswith(BRAND)
    assert [other for other in PAGES.values() if seen(other, "light", "live")["title"] == title] == [path]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_a_telephone(path, visit, server, seen):
    visited = visit(server.address(path, **chosen(path, "training")), width=390)
    assert visited.overflow() <= 2
    assert visited.errors == []
    assert seen(path, "light", "training")["overflow"] <= 2


@pytest.mark.parametrize("path", PATHS)
def test_every_tab_opens_has_its_own_address_and_no_error(path, visit, server):
    visited = visit(server.address(path, **chosen(path, "training")))
    tabs = (
        visited.page.get_by_test_id("stMain").get_by_role("tablist").first.get_by_role("tab")
        if visited.page.get_by_role("tab").count()
        else None
    )
    for name in tabs.all_inner_texts() if tabs else []:
        tabs.filter(has_text=re.compile(f"^{re.escape(name)}$")).click()
        ready(visited.page)
        assert not visited.exceptions(), name
        panel = visited.page.get_by_role("tabpanel").filter(visible=True).first
        assert len(panel.inner_text()) > 20 or panel.get_by_test_id("stDataFrame").count(), f"the tab {name} is empty"
        if name != tabs.first.inner_text():  # the first is where an address without a tab leads
            assert params(visited.page)["view"] == name
    assert visited.errors == []
    assert visited.outside == []


# Streamlit's own, which no page and no setting can change: (rule, what the offending element stands in, theme) -> reason.
STREAMLITS_OWN = {
    (
        "color-contrast",
        "[data-tag-index]",
        "dark",
    ): "a picked value is always written in white on the theme's primary colour, which as text on a dark page must be light itself",
}
AXED = (("light", "live"), ("dark", "training"))


def violations(page: Page, theme: str) -> list[str]:
    """Serious and critical breaches of the accessibility rules, but for Streamlit's own: rule, markup, what is wrong."""
    found = [(v["id"], n) for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical") for n in v["nodes"]]
    return [
        f"{rule}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule, node in found
        if not any(
            rule == other and theme == where and page.locator(node["target"][0]).evaluate("(e, mark) => !!e.closest(mark)", mark)
            for other, mark, where in STREAMLITS_OWN
        )
    ]


@pytest.mark.parametrize(("theme", "parks"), AXED)
@pytest.mark.parametrize("path", PATHS)
def test_no_page_breaks_a_serious_accessibility_rule(path, theme, parks, seen):
    assert seen(path, theme, parks)["axe"] == []


def test_the_menu_and_the_filters_are_reached_with_the_tab_key(visit, server):
    page = visit(server.address("Parks")).page
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("() => { const e = document.activeElement; return (e.getAttribute('aria-label') || e.innerText || '').trim(); }")
        )
        if names[-1].endswith("Name"):
            break
    met = " | ".join(names)
    assert all(re.search(word, met) for word in ("Home", "Map", "Parks", "Country", "Type", "Status", "Name")), met
    page.keyboard.type("phnom penh")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text(re.compile(r"[1-9] of \d+ parks"))
    page.get_by_test_id("stSidebar").get_by_role("link", name="Map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Map")


# ---- the map ----------------------------------------------------------------------------------------------------------------------------


def decks(visited: Visit) -> list[dict[str, object]]:
    """The maps that came through the WebSocket, the newest last."""
    found = []
    for frame in visited.frames:
        message = ForwardMsg()
        message.ParseFromString(frame)
        element = message.delta.new_element
        if element.WhichOneof("type") == "deck_gl_json_chart":
            found.append(json.loads(element.deck_gl_json_chart.json))
    return found


def symbols(deck: dict[str, object]) -> list[dict[str, object]]:
    """The parks of a map, in the order of drawing."""
    return next(layer["data"] for layer in deck["layers"] if layer["@@type"] == "IconLayer")


def pixel(deck: dict[str, object], at: list[float], box: dict[str, float]) -> tuple[float, float]:
    """Where a point of the map lies in the window: Web Mercator around the centre of the view."""
    view, scale = deck["initialViewState"], 512 * 2 ** deck["initialViewState"]["zoom"]

    def world(lon: float, lat: float) -> tuple[float, float]:
        return scale * lon / 360, -scale * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)

    (x, y), (x0, y0) = world(*at), world(view["longitude"], view["latitude"])
    return box["x"] + box["width"] / 2 + x - x0, box["y"] + box["height"] / 2 + y - y0


def canvas(page: Page) -> dict[str, float]:
    """Where the map stands in the window, after scrolling to it."""
    drawn = page.get_by_test_id("stDeckGlJsonChart").first
    drawn.scroll_into_view_if_needed()
    page.wait_for_timeout(600)
    return drawn.bounding_box()


def click_park(visited: Visit, park: str) -> None:
    """Click the symbol of a park on the map."""
    deck = decks(visited)[-1]
    at = next(symbol["at"] for symbol in symbols(deck) if symbol["park"] == park)
    x, y = pixel(deck, at, canvas(visited.page))
    visited.page.mouse.move(x, y)
    visited.page.wait_for_timeout(300)
    visited.page.mouse.click(x, y)


def rows(dataset: str) -> list[dict[str, str]]:
    """The rows of a dataset's file, read without the product."""
    return list(csv.DictReader((ROOT / "datasets" / dataset / f"{dataset}.csv").open(encoding="utf-8-sig", newline="")))


@pytest.fixture(scope="module")
def whole_map(contexts, server):
    """The map page as it opens, with nothing chosen."""
    visited = Visit(contexts("light", 1440).new_page())
    visited.listen()
    visited.page.goto(server.address("Map"))
    ready(visited.page)
    yield visited
    visited.page.close()


def test_the_map_holds_every_park_with_a_position(whole_map):
    visited = whole_map
    placed = {row["park"] for row in rows("parks") if row["latitude"]}
    assert {symbol["park"] for symbol in symbols(decks(visited)[-1])} == placed
    assert len(placed) == 303
    study = sum(row["country"] != "CHN" for row in rows("parks"))
    expect(visited.page.get_by_test_id("stMain")).to_contain_text(f"{study} of {study} parks and 1 reference park")
    without = [row["name"] for row in rows("parks") if not row["latitude"]]
    for name in without:
        expect(visited.page.get_by_test_id("stMain")).to_contain_text(name)


def test_the_first_view_of_the_map_shows_all_countries(whole_map):
    deck, box = decks(whole_map)[-1], canvas(whole_map.page)
    points = {symbol["park"]: pixel(deck, symbol["at"], box) for symbol in symbols(deck)}
    hidden = {
        park[:2]
        for park, (x, y) in points.items()
        if not (box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"])
    }
    assert hidden == set()


def test_the_symbols_are_really_drawn(visit, server):
    visited = visit(server.address("Map", country="Cambodia"))
    box = canvas(visited.page)
    visited.page.wait_for_timeout(1000)
    from PIL import Image

    shot = Image.open(io.BytesIO(visited.page.screenshot(clip=box))).convert("RGB")
    colours = {tuple(symbol["colour"]) for symbol in symbols(decks(visited)[-1])}
    inked = sum(count for count, colour in shot.getcolors(1 << 24) if colour in colours)
    assert inked > 500


def test_a_reader_walks_from_the_map_to_a_profile_and_the_link_brings_the_view_back(visit, server, browser):
    visited = visit(server.address())
    page = visited.page
    page.get_by_test_id("stSidebar").get_by_role("link", name="Map").click()
    expect(page.locator("h1")).to_have_text("Map")
    ready(page)
    choose(page, "Country", "Cambodia")
    cambodia = sum(row["country"] == "KHM" for row in rows("parks"))
    expect(page.get_by_test_id("stMain")).to_contain_text(f"{cambodia} of ")
    ready(page)
    click_park(visited, PARK)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(NAME, exact=True).first).to_be_visible(timeout=15000)
    assert params(page)["park"] == PARK
    ready(page)
    main.get_by_role("link", name="Open profile").click()
    expect(page.locator("h2").first).to_have_text(NAME)
    ready(page)
    page.get_by_role("button", name="Add to basket").click()
    expect(page.get_by_test_id("stSidebar")).to_contain_text("1 of 8 parks")
    ready(page)
    assert params(page) | {"park": PARK, "basket": PARK, "country": "Cambodia"} == params(page)
    link = page.url
    page.reload()
    ready(page)
    back(page)
    colleague = visit(link, "dark").page
    assert colleague.url == link
    back(colleague)
    assert visited.errors == []


def back(page: Page) -> None:
    """The profile with its park in the basket, and the map with its filter, as they were left."""
    expect(page.locator("h2").first).to_have_text(NAME)
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_contain_text("1 of 8 parks")
    expect(menu).to_contain_text(NAME)
    menu.get_by_role("link", name="Map").click()
    expect(page.locator("h1")).to_have_text("Map")
    ready(page)
    assert tags(page, "Country") == ["Cambodia"]
    expect(menu).to_contain_text("1 of 8 parks")


def test_a_filter_is_still_there_after_a_look_at_every_other_page(visit, server):
    page = visit(server.address("Map", country="Cambodia", basket=PARK)).page
    menu = page.get_by_test_id("stSidebar")
    for path in [*list(PAGES.values())[2:], "Map"]:
        title = title_of(path)
        menu.get_by_role("link", name=title, exact=False).first.click()
        expect(page.locator("h1")).to_have_text(title)
        ready(page)
        expect(menu).to_contain_text("1 of 8 parks")
        assert params(page).get("country") == "Cambodia", f"lost on {title}"
    assert tags(page, "Country") == ["Cambodia"]


# ---- the address ------------------------------------------------------------------------------------------------------------------------


def params(page: Page) -> dict[str, str]:
    """The parameters of the address; several values of one key are joined."""
    return {key: ",".join(values) for key, values in parse_qs(urlparse(page.url).query).items()}


def field(page: Page, label: str) -> object:
    """The filter with a label."""
    return page.locator('[data-testid="stMultiSelect"]').filter(has=page.locator("label", has_text=re.compile(f"^{label}")))


def choose(page: Page, label: str, value: str) -> None:
    """Pick a value of a filter as a reader does: type it, press Enter."""
    field(page, label).locator("input").first.click()
    page.keyboard.type(value)
    page.get_by_role("option", name=value, exact=True).click()
    page.keyboard.press("Escape")
    ready(page)


def pick(page: Page, label: str, value: str) -> None:
    """Pick the one value of a select box as a reader does."""
    page.get_by_test_id("stMain").get_by_role("combobox", name=re.compile(label)).click()
    page.keyboard.type(value)
    page.get_by_role("option", name=value, exact=True).click()
    ready(page)


def tags(page: Page, label: str) -> list[str]:
    """What is picked in a filter."""
    return [tag.inner_text().strip() for tag in field(page, label).locator("[data-tag-index]").all()]


def how_many(page: Page) -> str:
    """The line that counts the parks."""
    return page.get_by_test_id("stMain").get_by_text(re.compile(r"\d+ of \d+ parks")).first.inner_text()


def test_every_filter_goes_into_the_address_and_comes_back_from_it(visit, server):
    page = visit(server.address("Parks")).page
    picked = {
        "Country": "Philippines",
        "Type": "EPZ",
        "Status": "operating",
        "Ownership": "private",
        "Sector": "Electronics",
        "Size": "below 50 ha",
    }
    page.get_by_text("More filters").click()
    sector = next(row["title"] for row in rows("sectors") if row["sector"] == "electronics")
    picked["Sector"] = sector
    for label, value in picked.items():
        choose(page, label, value)
    page.get_by_label("Name", exact=True).fill("a")
    page.keyboard.press("Enter")
    page.get_by_role("spinbutton", name="Established since").fill("1990")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    ready(page)
    pick(page, "Seaport within", "200 km")
    page.get_by_role("spinbutton", name="Area at least (ha)").fill("5")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    ready(page)
    keys = {label.lower(): value for label, value in picked.items()} | {"find": "a", "since": "1990", "port": "200 km", "area": "5"}
    assert params(page) == keys
    before = how_many(page) if page.get_by_text(re.compile(r"\d+ of \d+ parks")).count() else "none"
    other = visit(page.url, "dark").page
    assert {label: tags(other, label) for label in picked} == {label: [value] for label, value in picked.items()}
    assert other.get_by_label("Name", exact=True).input_value() == "a"
    assert other.get_by_role("spinbutton", name="Established since").input_value() == "1990"
    assert other.get_by_role("spinbutton", name="Area at least (ha)").input_value() == "5"
    assert how_many(other) == before
    assert params(other) == keys


@pytest.mark.parametrize("path", WITH_FILTERS)
def test_an_unknown_filter_value_is_dropped(path, visit, server):
    visited = visit(
        server.address(
            path,
            country="Atlantis",
            type="castle",
            status="?",
            size="tiny",
            sector="x",
            ownership="me",
            since="never",
            colour="mauve",
            set="other",
            framework="none",
            view="none",
        )
    )
    assert visited.exceptions() == []
    assert visited.errors == []
    assert tags(visited.page, "Country") == []
    expect(visited.page.get_by_test_id("stMain")).not_to_contain_text("No park passes")


def test_an_unknown_park_gets_a_sentence(visit, server):
    visited = visit(server.address("Park_profile", park="xx-nowhere"))
    expect(visited.page.get_by_test_id("stMain")).to_contain_text("The park of this link is not in this set")
    assert visited.exceptions() == []


def test_filters_that_no_park_passes_get_a_sentence_and_a_way_out(visit, server):
    page = visit(server.address("Map", find="no such park", basket=PARK)).page
    expect(page.get_by_test_id("stMain")).to_contain_text("No park passes all of these filters")
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("303 of 303 parks")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("1 of 8 parks")


HOSTILE = {
    "script": "<script>window.hit=1</script>",
    "picture": '"><img src=x onerror="window.hit=1">',
    "markdown": "[x](javascript:window.hit=1) ![x](https://example.org/x.png) :material/home: $x$",
    "long": "x" * 9000,
}  # more of them, without a browser, in test_pages.py


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", [pytest.param(path, id=path) for path in ("Map", "Park_profile") if path in PAGES.values()])
def test_hostile_values_in_the_address_do_nothing(path, kind, visit, server):
    value = HOSTILE[kind]
    visited = visit(server.address(path, **dict.fromkeys(("park", "basket", "set", "country", "find", "since", "view"), value)))
    assert visited.exceptions() == []
    assert visited.outside == []
    assert visited.page.evaluate("() => window.hit") is None
    expect(visited.page.locator("h1")).to_be_visible()
    expect(visited.page.get_by_test_id("stSidebar")).to_contain_text("0 of 8 parks")


# ---- downloads --------------------------------------------------------------------------------------------------------------------------


def fetched(page: Page, button: object, tmp_path: object) -> object:
    """The file that a download button gives, under the name that it suggests."""
    with page.expect_download() as caught:
        button.click()
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)
    return file


def test_the_list_of_parks_is_taken_away_as_csv_and_parquet(visit, server, tmp_path):
    page = visit(server.address("Parks", country="Cambodia")).page
    main = page.get_by_test_id("stMain")
    file = fetched(page, main.get_by_role("button", name="CSV", exact=True), tmp_path)
    assert re.fullmatch(r"industrial-parks_parks_\d{4}-\d\d-\d\d\.csv", file.name)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(file, encoding="utf-8-sig")
    assert list(table.columns[:2]) == ["park", "name"]
    assert len(table) == sum(row["country"] == "KHM" for row in rows("parks"))
    same = pd.read_parquet(fetched(page, main.get_by_role("button", name="Parquet", exact=True), tmp_path))
    assert list(same.columns) == list(table.columns)
    assert set(same["park"]) == set(table["park"])


def test_the_data_page_gives_every_table_and_the_workbook(visit, server, tmp_path):
    page = visit(server.address("Data", view="Downloads")).page
    panel = page.get_by_role("tabpanel").filter(visible=True)
    box = (
        panel.get_by_test_id("stVerticalBlock")
        .filter(has=page.get_by_role("button", name="CSV", exact=True))
        .filter(has_text="licence")
        .last
    )
    file = fetched(page, box.get_by_role("button", name="CSV", exact=True), tmp_path)
    assert re.fullmatch(r"industrial-parks_[a-z-]+_\d{4}-\d\d-\d\d\.csv", file.name)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(pd.read_csv(file)) > 0
    file = fetched(page, box.get_by_role("button", name="Parquet", exact=True), tmp_path)
    assert re.fullmatch(r"industrial-parks_[a-z-]+_\d{4}-\d\d-\d\d\.parquet", file.name)
    assert len(pd.read_parquet(file)) > 0
    file = fetched(page, panel.get_by_role("button", name="All tables"), tmp_path)
    assert re.fullmatch(r"industrial-parks_data-book_\d{4}-\d\d-\d\d\.xlsx", file.name)
    book = openpyxl.load_workbook(file, read_only=True)
    assert {"About", "parks", "park_values", "sources", "dictionary"} <= set(book.sheetnames)
    assert next(book["parks"].iter_rows(values_only=True))[:2] == tuple(
        f["title"]
        for f in json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["resources"][index("parks")]["schema"]["fields"][:2]
    )
    assert sum(1 for _ in book["parks"].iter_rows()) == 1 + len(rows("parks"))


def index(resource: str) -> int:
    """Where a table stands in the data package."""
    names = [entry["name"] for entry in json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["resources"]]
    return names.index(resource)


def test_files_of_the_training_set_say_so(visit, server, tmp_path):
    page = visit(server.address("Parks", set="training")).page
    file = fetched(page, page.get_by_test_id("stMain").get_by_role("button", name="CSV", exact=True), tmp_path)
    assert "training" in file.name
    assert set(pd.read_csv(file)["Set of parks"]) == {WATERMARK}


@pytest.mark.parametrize(
    ("title", "ending"), [("PowerPoint deck", "pptx"), ("Word note", "docx"), ("PDF note", "pdf"), ("Data book", "xlsx")]
)
def test_a_briefing_is_built_downloaded_and_opens(title, ending, visit, server, tmp_path):
    visited = visit(server.address("Briefing", iso="KHM"))
    page, main = visited.page, visited.page.get_by_test_id("stMain")
    main.get_by_text(title).click()
    ready(page)
    main.get_by_role("button", name="Build the file").click()
    download = main.get_by_role("button", name=re.compile("^.*Download industrial-parks"))
    expect(download).to_be_visible(timeout=120_000)  # a note draws nine stills first
    file = fetched(page, download, tmp_path)
    assert re.fullmatch(rf"industrial-parks_industrial-parks-of-cambodia-country-briefing_\d{{4}}-\d\d-\d\d\.{ending}", file.name)
    if ending == "pptx":
        deck = Presentation(str(file))
        assert len(deck.slides) >= 10 and any(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    elif ending == "docx":
        note = Document(str(file))
        assert note.inline_shapes and note.tables and "Industrial parks of Cambodia" in [p.text for p in note.paragraphs]
    elif ending == "xlsx":
        book = openpyxl.load_workbook(file)
        assert "cover" in book.sheetnames and sum(len(sheet._charts) for sheet in book) >= 4
    else:
        content = file.read_bytes()
        assert content.startswith(b"%PDF") and b"/StructTreeRoot" in content
    assert visited.exceptions() == [] and visited.outside == []


def test_a_figure_is_taken_along_collected_and_found_by_its_code(visit, server, tmp_path):
    visited = visit(server.address("Data", view="Coverage"))
    page, main = visited.page, visited.page.get_by_test_id("stMain")
    main.get_by_role("button", name="Take along").click()
    ready(page)
    png = fetched(page, page.get_by_role("button", name="Picture (PNG)"), tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG") and png.name.endswith(".png")
    slide = Presentation(str(fetched(page, page.get_by_role("button", name="Slide, editable chart"), tmp_path)))
    assert len(slide.slides) == 1
    page.get_by_role("button", name="Add to briefing").click()
    expect(page).to_have_url(re.compile(r"figures=[A-Z0-9]{4}-[A-Z0-9]{4}"))
    code = parse_qs(urlparse(page.url).query)["figures"][0]
    page.goto(server.address("Briefing", dossier="Collected figures", figures=code))
    ready(page)
    expect(main).to_contain_text("1 figure, as when collected")
    page.goto(server.address("Briefing", view="Open a figure by its code", code=code))
    ready(page)
    expect(main).to_contain_text("Nothing has changed since")
    assert visited.exceptions() == []


def test_a_template_of_ones_own_is_taken_and_a_bad_one_refused_with_a_sentence(visit, server, tmp_path):
    visited = visit(server.address("Briefing", iso="SLB"))
    page, main = visited.page, visited.page.get_by_test_id("stMain")
    (tmp_path / "bad.pptx").write_bytes(b"no presentation")
    main.locator("input[type=file]").set_input_files(tmp_path / "bad.pptx")
    ready(page)
    main.get_by_role("button", name="Build the file").click()
    expect(main.get_by_test_id("stAlert").last).to_contain_text("template", timeout=60_000)
    own = Presentation()
    own.slide_width, own.slide_height = 9_144_000, 6_858_000
    own.save(tmp_path / "own.pptx")
    main.locator("input[type=file]").set_input_files(tmp_path / "own.pptx")
    ready(page)
    main.get_by_role("button", name="Build the file").click()
    download = main.get_by_role("button", name=re.compile("^.*Download industrial-parks"))
    expect(download).to_be_visible(timeout=60_000)
    made = Presentation(str(fetched(page, download, tmp_path)))
    assert (made.slide_width, made.slide_height) == (9_144_000, 6_858_000) and len(made.slides) >= 10
    assert visited.exceptions() == []


def test_the_pages_of_a_note_are_seen_before_it_is_built(visit, server):
    visited = visit(server.address("Briefing", iso="SLB", preview="Pages of the note"))
    pictures = visited.page.get_by_test_id("stMain").get_by_test_id("stImage")
    expect(pictures.first).to_be_visible(timeout=60_000)
    assert 2 <= pictures.count() <= 6 and visited.exceptions() == []


def test_numbers_of_a_briefing_take_the_separators_of_the_chosen_language(visit, server):
    visited = visit(server.address("Briefing", iso="IDN"))
    page, main = visited.page, visited.page.get_by_test_id("stMain")
    expect(main).to_contain_text("24.7 to 18.7 %")
    main.get_by_role("combobox", name=re.compile("Numbers in text")).click()
    page.get_by_role("option", name=re.compile("Indonesian")).click()
    ready(page)
    expect(main).to_contain_text("24,7 to 18,7 %")
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    ready(page)
    expect(main).to_contain_text("24,7 to 18,7 %")


@pytest.mark.parametrize("path", ["Map?country=Cambodia", f"Park_profile?park={PARK}"])
def test_a_map_is_taken_along_as_a_slide_of_shapes(path, visit, server, tmp_path):
    page_name, _, query = path.partition("?")
    visited = visit(server.address(page_name, **dict([query.split("=")])))
    page, main = visited.page, visited.page.get_by_test_id("stMain")
    main.get_by_role("button", name="Take along").first.click()
    ready(page)
    slide = Presentation(str(fetched(page, page.get_by_role("button", name="Slide, editable chart"), tmp_path))).slides[0]
    texts = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "do not imply official endorsement" in texts and not [shape for shape in slide.shapes if shape.shape_type == 13]
    assert visited.exceptions() == []


def test_a_link_of_an_older_export_says_what_has_changed(visit, server):
    page = visit(server.address("Countries", iso="KHM", made="0123456789ab-1")).page
    expect(page.get_by_test_id("stMain").get_by_test_id("stAlert").first).to_contain_text("the data are now version")
    hostile = visit(server.address("Countries", iso="KHM", made="![x](http://outside.example/p.png)-1"))
    expect(hostile.page.get_by_test_id("stMain")).not_to_contain_text("exported figure")
    assert hostile.outside == []


# ---- a question of an investor, from end to end -----------------------------------------------------------------------------------------


def tick(page: Page, count: int) -> None:
    """Tick the first rows of the table in sight: the grid is a canvas whose first column holds the boxes."""
    grid = page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    for row in range(count):
        page.mouse.click(box["x"] + 20, box["y"] + 35 * (row + 1) + 17)
        ready(page)


def test_parks_of_indonesia_near_a_port_and_large_are_found_compared_and_the_lead_is_explained(visit, server):
    visited = visit(server.address("Parks"))
    page, main, menu = visited.page, visited.page.get_by_test_id("stMain"), visited.page.get_by_test_id("stSidebar")
    choose(page, "Country", "Indonesia")
    main.get_by_text("More filters").click()
    ready(page)  # a list that opens while the filters still unfold closes again
    pick(page, "Seaport within", "50 km")
    main.get_by_role("spinbutton", name="Area at least (ha)").fill("200")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    ready(page)
    port = {row["park"]: float(row["value"]) for row in rows("site") if row["indicator"] == "seaport"}
    areas = {row["park"]: row for row in sorted(rows("park_values"), key=lambda r: r["year"] or "") if row["indicator"] == "area"}
    wanted = {
        row["park"]: row["name"]
        for row in rows("parks")
        if row["country"] == "IDN"
        and port.get(row["park"], 9999) <= 50
        and row["park"] in areas
        and float(areas[row["park"]]["value"]) >= 200
    }
    assert len(wanted) >= 3
    assert how_many(page).startswith(f"{len(wanted)} of ")
    tick(page, 3)
    main.get_by_role("button", name="Add 3 ticked to basket").click()
    expect(menu).to_contain_text("3 of 8 parks")
    ready(page)
    three = params(page)["basket"].split(",")
    assert len(three) == 3 and set(three) <= set(wanted)
    menu.get_by_role("link", name="Compare").click()
    expect(page.locator("h1")).to_have_text("Compare")
    ready(page)
    pick(page, "Framework", "Site")
    main.get_by_role("tab", name="Why is one ahead?").click()
    ready(page)
    names = [wanted[park] for park in three[:2]]
    title = main.get_by_test_id("stMarkdown").get_by_text(re.compile(r"points (ahead of|behind)")).first.inner_text()
    assert all(name in title for name in names), title
    scores = main.get_by_text(re.compile(r"bounds \d")).first
    expect(scores).to_contain_text("rank")
    expect(main.get_by_text("In the variants:").first).to_be_visible()
    assert visited.errors == [] and visited.outside == [] and visited.exceptions() == []
    colleague = visit(page.url, "dark").page
    assert all(name in colleague.get_by_test_id("stMain").inner_text() for name in names)
