"""The dictionary is true: what datasets/ declares is read strictly, and every problem is told at once."""

import shutil
from pathlib import Path

import pytest

from ipp_data import catalog as catalogs
from ipp_data import checks
from ipp_data.errors import CatalogError

ROOT = Path(__file__).resolve().parent.parent
TOY = ROOT / "tests" / "data" / "datasets"


@pytest.fixture
def broken(tmp_path):
    """A copy of the toy datasets, and a way to damage one line of it."""
    folder = tmp_path / "datasets"
    shutil.copytree(TOY, folder)

    def damage(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return damage


def found(folder: Path) -> str:
    """Every problem of a folder as one text."""
    return "\n".join(map(str, checks.check(catalogs.load(folder))))


def test_the_live_datasets_have_no_problem_and_their_documents_are_fresh():
    catalog = catalogs.load()
    assert [str(f) for f in checks.check(catalog)] == []
    assert checks.stale(catalog) == [], "run python -m ipp_data build"


def test_the_toy_datasets_have_no_problem():
    assert found(TOY) == ""


def test_a_value_out_of_range_is_named_with_dataset_row_column_and_rule(broken):
    text = found(broken("park_values/park_values.csv", "kh-alpha,jobs,500", "kh-alpha,jobs,-5"))
    assert "park_values, row 4, column value: jobs = -5" in text and "minimum" in text


def test_an_unknown_country_is_a_foreign_key_problem_with_its_row(broken):
    text = found(broken("parks/parks.csv", "la-gamma,=Gamma Estate,,LAO", "la-gamma,=Gamma Estate,,XXX"))
    assert "parks, row 4" in text and "XXX" in text


def test_a_word_where_a_number_belongs_is_named(broken):
    text = found(broken("park_values/park_values.csv", "kh-alpha,area,100", "kh-alpha,area,many"))
    assert "park_values, row 2, column value" in text and "many" in text


def test_a_repeated_key_is_found(broken):
    line = "kh-beta,area,40,,ha,undated,,toy-memory,recalled,exact,medium,\n"
    assert "row 7" in found(broken("park_values/park_values.csv", line, line + line))


def test_a_fiscal_year_sorts_by_the_year_in_which_it_ends(broken):
    assert "row 3, column year" in found(broken("park_values/park_values.csv", "FY2021-22,2022", "FY2021-22,2021"))


def test_a_figure_from_memory_cannot_pass_as_published(broken):
    assert "column evidence" in found(broken("park_values/park_values.csv", "toy-memory,recalled", "toy-memory,published"))


def test_a_position_in_the_wrong_country_is_found(broken):
    text = found(broken("parks/parks.csv", "11.5,104.9,site", "31.5,104.9,site"))
    assert "kh-alpha" in text and "outside KHM" in text


def test_two_problems_in_two_files_are_told_at_once(broken):
    folder = broken("countries/countries.csv", "12.5", "north")
    (folder / "indicators" / "indicators.csv").write_text(
        (folder / "indicators" / "indicators.csv").read_text().replace("number,ha,1", "number,ha,one")
    )
    with pytest.raises(CatalogError) as caught:
        catalogs.load(folder)
    assert len(caught.value.problems) == 2
    assert "'view_latitude' must be a number, not 'north'" in str(caught.value) and "row 2" in str(caught.value)


def test_a_change_of_one_byte_changes_the_data_version(broken):
    before = catalogs.data_version(TOY)
    assert catalogs.data_version(broken("parks/parks.csv", "Alpha SEZ", "Alpha SEz")) != before


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "datasets" / "frameworks").iterdir()))
def test_every_framework_folder_is_read(name):
    framework = catalogs.load().frameworks[name]
    assert framework.criteria and all(c.requirement and c.verification for c in framework.criteria)


def test_the_eip_framework_of_2017_has_its_51_criteria():
    criteria = catalogs.load().frameworks["eip-2017"].criteria
    groups = [c.group for c in criteria]
    assert (len(criteria), groups.count("prerequisite"), groups.count("performance")) == (51, 18, 33)


def test_no_text_of_the_product_calls_the_framework_v2_or_a_score_a_certificate():
    for path in (ROOT / "datasets" / "frameworks").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").lower()
            assert "v2.0" not in text, path
