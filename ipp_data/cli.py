"""The commands of python -m ipp_data. Never holds logic: each command is one call of a module and a way to print its answer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ipp_data import catalog as catalogs
from ipp_data.catalog import ROOT
from ipp_data.errors import IppError


def main(words: list[str] | None = None) -> int:
    """Run one command; returns the exit status and prints problems as sentences."""
    parser = argparse.ArgumentParser(prog="python -m ipp_data", description="Industrial Parks Benchmark: data and documents from a shell.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("check", help="read all datasets and print every problem; exit 1 if there is any").set_defaults(run=_check)
    build = commands.add_parser("build", help="write the generated files: dictionary, data package, map symbols; with --maps the boundaries too")
    build.add_argument("--maps", action="store_true", help="rebuild the boundaries from their npm packages (needs npm)")
    build.set_defaults(run=_build)
    bench = commands.add_parser("bench", help="time cold start and every page in Chromium beside two floors of the same run")
    bench.add_argument("--rounds", type=int, default=3, help="visits of each page (default 3)")
    bench.set_defaults(run=_bench)
    chosen = parser.parse_args(words)
    try:
        return chosen.run(chosen)
    except IppError as problem:
        print(problem, file=sys.stderr)
        return 1


def _check(_: argparse.Namespace) -> int:
    from ipp_data import checks

    catalog = catalogs.load()
    problems = [str(finding) for finding in checks.check(catalog)]
    problems += [f"{name} is out of date; run python -m ipp_data build" for name in checks.stale(catalog)]
    print("\n".join(problems) or f"No problem found in {len(catalog.datasets)} datasets, version {catalog.version}.")
    return 1 if problems else 0


def _build(chosen: argparse.Namespace) -> int:
    from ipp_data import dictionary, geo, symbols

    maps = ROOT / "static" / "maps"
    symbols.build(maps)
    if chosen.maps:
        with geo.fetched() as packages:
            geo.build(packages, maps)
    for name, text in dictionary.documents(catalogs.load(), ROOT).items():
        Path(ROOT / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    return 0


def _bench(chosen: argparse.Namespace) -> int:
    from ipp_data import bench

    return bench.run(chosen.rounds)
