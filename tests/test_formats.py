"""Every briefing leaves as four kinds of file that open again, with its mark, its sources and no rank without an interval."""

import re
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from ipp_data import catalog as catalogs
from ipp_data import cli, dossiers
from ipp_data.errors import IppError
from ipp_data.export import formats
from ipp_data.store import Store

BOOKS = [("live", "KHM"), ("live", "SLB"), ("training", "THA")]


@pytest.fixture(scope="module")
def catalog():
    return catalogs.load()


def written(catalog, set_name, iso3, ending):
    desk = dossiers.Desk(catalog, Store(catalog, set_name), "2026-11-24", "A ministry", "https://parks.example.org")
    return formats.briefing(dossiers.country(desk, iso3), ending, catalog)


def texts(deck) -> list[str]:
    """Every text of a slide and of its notes."""
    found = []
    for slide in deck.slides:
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        found += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return found


@pytest.mark.parametrize(("set_name", "iso3"), BOOKS)
def test_a_deck_opens_with_native_charts_links_and_marks(catalog, set_name, iso3):
    deck = Presentation(BytesIO(written(catalog, set_name, iso3, "pptx")))
    said = texts(deck)
    assert sum(shape.has_chart for slide in deck.slides for shape in slide.shapes) >= 5
    assert any("https://parks.example.org/Countries" in text for text in said)
    assert all(after.startswith(" (") for text in said for after in re.findall(r"rank \d+(.{0,3})", text))
    marked = [slide for slide in deck.slides if any(dossiers.WATERMARK in s.text_frame.text for s in slide.shapes if s.has_text_frame)]
    assert len(marked) == (len(deck.slides) if set_name == "training" else 0)


@pytest.mark.parametrize(("set_name", "iso3"), BOOKS)
def test_a_note_opens_with_pictures_tables_and_sources(catalog, set_name, iso3):
    note = Document(BytesIO(written(catalog, set_name, iso3, "docx")))
    headings = [p.text for p in note.paragraphs if p.style.name.startswith("Heading")]
    assert {"Findings", "Sources", "Method"} <= set(headings) and note.inline_shapes and note.tables
    assert all(shape._inline.docPr.get("descr") for shape in note.inline_shapes)


@pytest.mark.parametrize(("set_name", "iso3"), BOOKS)
def test_a_pdf_is_tagged_and_a_data_book_holds_charts(catalog, set_name, iso3):
    paper = written(catalog, set_name, iso3, "pdf")
    assert paper.startswith(b"%PDF") and b"/StructTreeRoot" in paper and b"/FontFile" in paper
    book = openpyxl.load_workbook(BytesIO(written(catalog, set_name, iso3, "xlsx")))
    assert {"cover", "dictionary", "sources", "method"} <= set(book.sheetnames)
    assert sum(len(sheet._charts) for sheet in book) >= 4
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("ending", ["pptx", "docx", "pdf"])
def test_progress_is_told_to_the_end(catalog, ending):
    told = []
    record = dossiers.country(dossiers.Desk(catalog, Store(catalog), "2026-11-24"), "SLB")
    formats.briefing(record, ending, catalog, on_progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1)) and len(told) > 5


def test_an_unknown_kind_is_refused(catalog):
    with pytest.raises(IppError, match="no file kind 'odt'"):
        written(catalog, "live", "KHM", "odt")


def test_the_command_writes_a_briefing_and_names_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "lao.xlsx"
    assert cli.main(["brief", "--country", "LAO", "--to", str(file), "--date", "2026-11-24"]) == 0
    assert "Lao PDR" in capsys.readouterr().out and openpyxl.load_workbook(file).sheetnames
    assert cli.main(["brief", "--country", "LAX", "--to", str(file)]) == 1
    assert "no country 'LAX'" in capsys.readouterr().err
