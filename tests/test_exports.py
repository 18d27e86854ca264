"""What leaves the product opens again, keeps its figures, and never carries a formula."""

from io import BytesIO

import openpyxl
import pandas as pd

from ipp_data import catalog as catalogs
from ipp_data.export import tables, workbook
from ipp_data.figures import number, plural
from ipp_data.store import Store

ROWS = pd.DataFrame({"name": ["=1+1", "@cmd", "Noro ສະຫວັນ ไทย"], "value": [1.5, None, 0.0]})


def test_csv_has_the_utf8_mark_keeps_local_script_and_neutralises_formulas():
    data = tables.csv(ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    again = pd.read_csv(BytesIO(data), encoding="utf-8-sig")
    assert list(again["name"]) == ["'=1+1", "'@cmd", "Noro ສະຫວັນ ไทย"]
    assert pd.isna(again["value"][1]) and again["value"][2] == 0


def test_negative_numbers_stay_numbers_in_csv():
    assert pd.read_csv(BytesIO(tables.csv(pd.DataFrame({"x": [-1.5]}))))["x"][0] == -1.5


def test_parquet_keeps_types():
    assert pd.read_parquet(BytesIO(tables.parquet(ROWS)))["value"].dtype == float


def test_the_workbook_has_cover_data_dictionary_and_sources_and_no_formula():
    catalog = catalogs.load()
    store = Store(catalog)
    data = workbook.build(catalog, {name: store.table(name) for name in ("parks", "park_values", "sources")}, "Data book", ["Real parks"])
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["About", "parks", "park_values", "sources", "dictionary"]
    assert book["parks"].max_row == 1 + len(store.table("parks"))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert catalog.version in str([c.value for c in book["About"]["A"]])


def test_file_names_say_what_and_of_when():
    assert tables.file_name("Parks on the map", "2026-11-23", "csv") == "industrial-parks_parks-on-the-map_2026-11-23.csv"


def test_numbers_are_written_as_readers_write_them_and_absence_in_words():
    assert number(1234.5, 1, "ha") == "1,234.5 ha"
    assert number(0) == "0"
    assert number(None) == number(float("nan")) == "not reported"
    assert (plural(1, "park"), plural(2, "country")) == ("1 park", "2 countries")
