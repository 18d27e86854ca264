"""The commands of python -m ipp_data. Never holds logic: each command is one call of a module and a way to print its answer."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from ipp_data import catalog as catalogs
from ipp_data.catalog import ROOT
from ipp_data.errors import IppError


def main(words: list[str] | None = None) -> int:
    """Run one command; returns the exit status and prints problems as sentences."""
    parser = argparse.ArgumentParser(prog="python -m ipp_data", description="Industrial Parks Benchmark: data and documents from a shell.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("check", help="read all datasets and print every problem; exit 1 if there is any").set_defaults(run=_check)
    build = commands.add_parser(
        "build",
        help="write the generated files: dictionary, data package, map symbols; with --maps the boundaries, with --site the surroundings of parks too",
    )
    build.add_argument("--maps", action="store_true", help="rebuild the boundaries from their npm packages (needs npm)")
    build.add_argument("--site", action="store_true", help="measure the surroundings of every park again (needs requirements-build.txt)")
    build.set_defaults(run=_build)
    rank = commands.add_parser("rank", help="print score, bounds, coverage, level and rank with its interval, a line a park")
    rank.add_argument("--set", choices=list(catalogs.SETS), default="live", help="real parks or the training set (default live)")
    rank.add_argument("--framework", default="eip-2017", help="framework id (default eip-2017)")
    rank.set_defaults(run=_rank)
    score = commands.add_parser(
        "score", help="score a folder of your own: framework.yml, criteria.csv, values.csv, references.csv if needed"
    )
    score.add_argument("folder", type=Path, help="the folder; values.csv has the columns park, criterion, value (a number, n/a or empty)")
    score.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    score.set_defaults(run=_score)
    brief = commands.add_parser("brief", help="write a briefing as .pptx, .docx, .pdf or .xlsx")
    subject = brief.add_mutually_exclusive_group(required=True)
    subject.add_argument("--country", help="ISO code of a country, such as KHM")
    subject.add_argument("--scoring", help="ISO code of a country whose parks are scored")
    subject.add_argument("--park", help="id of a park")
    subject.add_argument("--compare", help="two to eight park ids, with commas between them")
    subject.add_argument("--exercise", action="store_true", help="the training exercise (with --set training)")
    brief.add_argument("--to", type=Path, required=True, help="the file to write; its ending chooses the kind")
    brief.add_argument("--set", choices=list(catalogs.SETS), default="live", help="real parks or the training set (default live)")
    brief.add_argument(
        "--framework", default="", help="framework of --scoring and --compare (default: site; eip-2017 for the training set)"
    )
    brief.add_argument("--audience", default="", help="for whom it is, shown on the cover")
    brief.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="the day on the cover (default today)")
    brief.add_argument(
        "--numbers", default="en", help="language whose separators the numbers in words take: en, id, bn, km, lo, mn, th, fil"
    )
    brief.add_argument("--template", type=Path, help="a .pptx whose look the deck takes")
    brief.add_argument("--site", default="", help="where the product is served, so that links in the file work")
    brief.set_defaults(run=_brief)
    bench = commands.add_parser(
        "bench",
        help="time the scoring engine beside its peers, the site questions beside bare numpy, decks and pictures, and every page in Chromium beside two floors",
    )
    bench.add_argument("--rounds", type=int, default=3, help="visits of each page (default 3)")
    bench.add_argument("--only", choices=["engine", "site", "exports", "pages"], help="one of the four parts (default all)")
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
    from ipp_data import dictionary, geo, site, symbols

    if chosen.site:
        for name, rows in site.build(catalogs.load(), ROOT / "datasets").items():
            print(f"wrote {name}: {rows} rows")
    maps = ROOT / "static" / "maps"
    symbols.build(maps)
    if chosen.maps:
        with geo.fetched() as packages:
            geo.build(packages, maps)
    for name, text in dictionary.documents(catalogs.load(), ROOT).items():
        Path(ROOT / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    return 0


def _rank(chosen: argparse.Namespace) -> int:
    from ipp_data import answers, benchmark
    from ipp_data.store import Store

    catalog = catalogs.load()
    if chosen.framework not in catalog.frameworks:
        raise IppError(f"There is no framework {chosen.framework!r}; there are {', '.join(catalog.frameworks)}.")
    if chosen.set == "training":
        print("# Training data: invented parks")
    print(benchmark.lines(benchmark.stand(answers.load(Store(catalog, chosen.set), catalog, chosen.framework))))
    return 0


def _score(chosen: argparse.Namespace) -> int:
    from ipp_data import benchmark, folders

    table = benchmark.stand(folders.read(chosen.folder)).table
    benchmark.plain(table).to_csv(chosen.out, index=False)
    print(f"wrote {chosen.out}: {len(table)} parks, {int(table['rank'].notna().sum())} ranked")
    return 0


def _brief(chosen: argparse.Namespace) -> int:
    from ipp_data import dossiers, numerals
    from ipp_data import register as registers
    from ipp_data.export import formats
    from ipp_data.store import Store

    catalog = catalogs.load()
    desk = dossiers.Desk(catalog, Store(catalog, chosen.set), chosen.date, chosen.audience, chosen.site)
    template = chosen.template.read_bytes() if chosen.template else None
    framework = chosen.framework or ("eip-2017" if desk.training else "site")
    if framework not in catalog.frameworks:
        raise IppError(f"There is no framework {framework!r}; there are {', '.join(catalog.frameworks)}.")
    asked = {"country": dossiers.country, "park": dossiers.park, "scoring": lambda desk, iso3: dossiers.scoring(desk, iso3, framework)}
    named = next((name for name in asked if getattr(chosen, name)), None)
    with numerals.written_in(chosen.numbers):
        if named:
            record = asked[named](desk, getattr(chosen, named))
        else:
            record = dossiers.exercise(desk) if chosen.exercise else dossiers.comparison(desk, chosen.compare.split(","), framework)
        made = formats.briefing(record, chosen.to.suffix.lstrip(".").lower(), catalog, template, register=registers.opened())
    chosen.to.write_bytes(made)
    print(f"wrote {chosen.to}: {record.title}, {len(record.parts)} parts, data of {record.vintage}")
    return 0


def _bench(chosen: argparse.Namespace) -> int:
    from ipp_data import bench, bench_engine, bench_exports, bench_site

    parts = {"engine": bench_engine.run, "site": bench_site.run, "exports": bench_exports.run, "pages": lambda: bench.run(chosen.rounds)}
    return max(run() for name, run in parts.items() if chosen.only in (None, name))
