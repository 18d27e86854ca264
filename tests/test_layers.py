"""Imports point one way, and each third-party library has one home."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    "errors",
    "numerals",
    "model",
    "catalog",
    "store",
    "positions",
    "geo",
    "site",
    "dictionary",
    "checks",
    "marks",
    "scoring",
    "levels",
    "variants",
    "robustness",
    "sensitivity",
    "explain",
    "peers",
    "plans",
    "answers",
    "benchmark",
    "folders",
    "figures",
    "render",
    "parkmap",
    "surroundings",
    "symbols",
    "register",
    "briefing",
    "dossiers",
    "export",
    "bench_engine",
    "bench_site",
    "bench_exports",
    "bench_floors",
    "bench",
    "cli",
    "ui",
]
HOMES = {
    "babel": {"numerals"},
    "duckdb": {"store"},
    "yaml": {"catalog"},
    "shapely": {"geo"},
    "geopandas": {"geo", "bench_site"},
    "frictionless": {"checks"},
    "plotly": {"render"},
    "pydeck": {"render", "ui"},
    "PIL": {"symbols"},
    "xlsxwriter": {"render", "export"},
    "pptx": {"render", "export", "bench_exports"},
    "docx": {"export"},
    "typst": {"export"},
    "sqlalchemy": {"register"},
    "matplotlib": {"render", "bench_exports"},
    "playwright": {"bench"},
    "streamlit": {"ui", "pages", "app", "bench_floors"},
}
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "ipp_data").rglob("*.py"))]


def home(path: Path) -> str:
    """The layer that a file belongs to."""
    parts = path.relative_to(ROOT).parts
    return Path(parts[1]).stem if parts[0] == "ipp_data" else Path(parts[0]).stem


def imports(path: Path) -> list[str]:
    """Every imported module of a file, those inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the layer"
            found += [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "ipp_data" else [str(node.module)]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_up_the_list_and_libraries_stay_at_home(path):
    layer = home(path)
    for name in imports(path):
        library, _, rest = name.partition(".")
        if library == "ipp_data" and layer in LAYERS:
            other = rest.split(".")[0]
            assert other == layer or LAYERS.index(other) < LAYERS.index(layer), f"{layer} imports {other}, which stands below it"
        elif library in HOMES:
            assert layer in HOMES[library], f"{library} is imported by {layer}; its home is {', '.join(HOMES[library])}"


@pytest.mark.parametrize("path", [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))], ids=lambda p: p.name)
def test_pages_arrange_and_do_not_compute(path):
    text = path.read_text(encoding="utf-8")
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)], "a page defines no function"
    assert {name.split(".")[0] for name in imports(path)} <= {"streamlit", "ipp_data"}
    assert len(text.splitlines()) <= 60
    assert "SELECT" not in text and "unsafe_allow_html" not in text


@pytest.mark.parametrize("path", [p for p in FILES if "ipp_data" in p.parts], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_say_what_they_are_for_and_stay_small(path):
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "a module opens with its purpose and what it never does"
    assert len(text.splitlines()) <= 250
    assert "unsafe_allow_html" not in text and "pickle" not in text.replace("unpickle", "")
