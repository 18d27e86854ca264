"""Office files keep to the published schemas, and their native charts follow their sheets."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import frictionless
import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image, ImageChops

from ipp_data import catalog as catalogs
from ipp_data import dossiers
from ipp_data.export import figure_book, formats, paper
from ipp_data.figures import Figure
from ipp_data.render.still import picture
from ipp_data.store import Store

EIGHT = ["BGD", "KHM", "IDN", "LAO", "MNG", "PHL", "SLB", "THA"]


@pytest.fixture(scope="module")
def catalog():
    return catalogs.load()


@pytest.fixture(scope="module", params=["live", "training"])
def briefings(catalog, request):
    desk = dossiers.Desk(catalog, Store(catalog, request.param), "2026-11-24", "A ministry", "https://parks.example.org")
    parks = desk.store.ask("names")["park"].tolist()
    framework = "eip-2017" if desk.training else "site"
    return [dossiers.country(desk, "IDN"), dossiers.park(desk, parks[0]), dossiers.comparison(desk, parks[:3], framework)]


@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx"])
def test_a_briefing_keeps_to_the_published_schema(briefings, catalog, ending, tmp_path):
    for i, record in enumerate(briefings):
        file = tmp_path / f"{i}.{ending}"
        file.write_bytes(formats.briefing(record, ending, catalog))
        found = OpenXmlValidator().validate(file)
        assert found.is_valid, [error.description for error in found.errors][:5]


def test_a_broken_file_would_be_noticed(briefings, catalog, tmp_path):
    sound, broken = BytesIO(formats.briefing(briefings[1], "pptx", catalog)), tmp_path / "broken.pptx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"<p:cNvPr id=", b"<p:cNvPr nr=") if name == "ppt/slides/slide2.xml" else content)
    assert not OpenXmlValidator().validate(broken).is_valid


@pytest.mark.parametrize("set_name", ["live", "training"])
@pytest.mark.parametrize("iso3", EIGHT)
def test_a_country_note_has_two_to_six_pages(catalog, set_name, iso3):
    desk = dossiers.Desk(catalog, Store(catalog, set_name), "2026-11-24")
    pages = paper.pages(dossiers.country(desk, iso3), formats.low)
    assert 2 <= len(pages) <= 6 and all(page.startswith(b"\x89PNG") for page in pages)


def toy() -> Figure:
    rows = pd.DataFrame({"name": ["Delta", "Alpha", "Beta"], "value": [2.5, 8.0, 5.0]})
    return Figure(
        "bar", rows, "value", "name", "Alpha has most", "Toys", "Toy office", "2026", "Bars.", labels={"value": "Toys"}, decimals=1
    )


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftoppm") is None, reason="needs LibreOffice and poppler to draw the sheet"
)
def test_one_bar_changed_in_the_sheet_moves_the_chart(tmp_path):
    def drawn(name: str, content: bytes) -> Image.Image:
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        office = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
        ]
        subprocess.run([*office, str(tmp_path / f"{name}.xlsx")], check=True, capture_output=True, timeout=120)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "60", "-f", "1", "-l", "1", "-singlefile", f"{tmp_path}/{name}.pdf", f"{tmp_path}/{name}"],
            check=True,
        )
        with Image.open(tmp_path / f"{name}.png") as page:
            return page.convert("RGB")

    made, edited = figure_book.of_figure(toy()), BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content, times = re.subn(rb"<v>8</v>", b"<v>1</v>", content)
                assert times == 1
            new.writestr(name, content)
    first, again, second = drawn("first", made), drawn("again", made), drawn("second", edited.getvalue())
    assert ImageChops.difference(first, again).getbbox() is None
    left, _top, right, _bottom = ImageChops.difference(first, second).getbbox()
    assert (right - left) > 0.1 * first.width  # more than the digits of the cell


@pytest.mark.parametrize("kind", ["bar", "stacked", "waterfall", "bullet"])
def test_bars_of_a_sheet_grow_to_the_right_from_names_at_the_left_in_the_order_of_the_table(kind):
    figure = replace(toy(), kind=kind, color="status", rows=toy().rows.assign(status=["met", "partly met", "met"]))
    with zipfile.ZipFile(BytesIO(figure_book.of_figure(figure))) as book:
        chart = book.read("xl/charts/chart1.xml").decode()
    names, values = (re.search(rf"<c:{axis}>.*?</c:{axis}>", chart, re.S).group() for axis in ("catAx", "valAx"))
    assert 'orientation val="maxMin"' in names and 'orientation val="minMax"' in values
    assert "<a:t>Toys</a:t>" in values and "<a:t>Toys</a:t>" not in names


def test_every_figure_of_a_briefing_leaves_under_its_code(briefings):
    record = formats.numbered(briefings[0])
    codes = [part.figure.code for part in record.parts if part.figure]
    assert all(re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", code) for code in codes) and len(set(codes)) == len(codes)
    assert all(part.figure.code in part.figure.provenance for part in record.parts if part.figure)


def test_a_table_leaves_with_a_readme_and_a_data_package_that_say_all_that_must_travel(tmp_path):
    with zipfile.ZipFile(BytesIO(formats.figure(toy(), "zip", "https://parks.example.org"))) as files:
        assert files.namelist() == ["table.csv", "datapackage.json", "README.txt"]
        files.extractall(tmp_path)
        assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
        assert files.read("table.csv").startswith(b"\xef\xbb\xbf")
        said = files.read("README.txt").decode()
    assert all(text in said for text in ("Alpha has most", "Toy office", "2026", "not reported", "Column name", "Column Toys"))


def test_a_picture_among_others_is_lower_and_says_the_same():
    years = pd.DataFrame({"year": [2020, 2021], "value": [1.0, 2.0]})
    line = Figure("line", years, "year", "value", "It rose", "Toys", "Toy office", "2026", "Line.")
    sizes = [Image.open(BytesIO(make(line, "png"))).size for make in (picture, formats.low)]
    assert sizes[1][1] < sizes[0][1] and sizes[1][0] == sizes[0][0]
