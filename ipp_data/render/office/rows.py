"""Figures of marks in rows: scores with intervals, one criterion by country, profiles of parks. Never shows a score without its interval."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from ipp_data.figures import Figure, plural
from ipp_data.render.maps import COLOURS
from ipp_data.render.office.bars import Drawn, cut, heading, text_size
from ipp_data.render.office.chart import Axis, Chart, Series, foot, scale
from ipp_data.render.office.shapes import POINT, Box, describe, shortened, width_of, write
from ipp_data.render.office.sheet import Sheet
from ipp_data.render.screen import BLUE, GREY, MARKS, SYMBOLS

INTERVAL = "56B4E9"  # half clear, as on screen
OFFICE = {"triangle-up": "triangle", "cross": "plus", "hexagon": "dash", "circle-open": "circle", "line-ew-open": "dash"}


def dots(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Scores as dots with a thin line for the bounds and a thick one for nine of ten variants."""
    figure, said = cut(figure, box[3] - 40 * POINT)
    sheet, rows = Sheet(figure.table), figure.rows
    at = sheet.at(heading(figure, figure.x))
    row = sheet.add("Row", _places(rows[figure.x], range(1, len(rows) + 1)))
    series = []
    if {"low", "high"} <= set(rows.columns) and (figure.low, figure.high) != ("low", "high"):
        series.append(_segments(sheet, figure, row, ("low", "high"), GREY[1:], 1.5, "Lowest to highest possible"))
    if figure.low and figure.high:
        series.append(_segments(sheet, figure, row, (figure.low, figure.high), INTERVAL, 6, "Nine in ten variants"))
    series.append(Series(sheet.heading(at), sheet.cells(at), sheet.cells(row), colour=BLUE[1:], symbol="circle", size=10))
    names = _names(rows[figure.y], rows[figure.x])
    ends = [float(v) for c in {figure.x, figure.low, figure.high, *({"low", "high"} & set(rows.columns))} if c for v in rows[c].dropna()]
    axis = _hundred(ends)
    return _chart(slide, figure, box, sheet, tuple(series), axis, names, legend=True), said


def _segments(
    sheet: Sheet, figure: Figure, row: int, ends: tuple[str, str], colour: str, width: float, name: str = "", part: slice = slice(None)
) -> Series:
    """One line for each row from its low to its high end, as one series with gaps; formulas keep it on the table."""
    columns = [_column(sheet, figure, end) for end in ends]
    places, xs, ys, across, along = sheet.cells(row).values, [], [], [], []
    for i in range(len(figure.rows))[part]:
        pair = [sheet.cells(c).values[i] for c in columns]
        known = None not in (*pair, places[i])
        xs += [*pair, None] if known else [None] * 3
        ys += [places[i], places[i], None] if known else [None] * 3
        across += [*(f"={sheet.cell(c, i)}" for c in columns), ""] if known else [""] * 3
        along += [f"={sheet.cell(row, i)}"] * 2 + [""] if known else [""] * 3
    x = sheet.add(name or " to ".join(heading(figure, end) for end in ends), xs, across)
    y = sheet.add("Row of the line", ys, along)
    return Series(sheet.heading(x), sheet.cells(x), sheet.cells(y), colour, line=width, clear=width > 3, listed=not part.stop)


def _column(sheet: Sheet, figure: Figure, name: str) -> int:
    try:
        return sheet.at(heading(figure, name))
    except StopIteration:
        return sheet.add(heading(figure, name), list(figure.rows[name]))


def _places(values: pd.Series, places: object) -> list[float | None]:
    """The row of each mark; a missing value has none, so that no mark is drawn at zero."""
    return [float(p) if pd.notna(v) else None for v, p in zip(values, places, strict=True)]


def _names(names: pd.Series, values: pd.Series) -> list[str]:
    return [f"{n}" + ("" if pd.notna(v) else " · not reported") for n, v in zip(names, values, strict=True)]


def _hundred(values: list[float]) -> Axis:
    """Scores have one scale from 0 to 100, so that slides can be compared."""
    return Axis(0, 100, 20, form="0") if all(0 <= v <= 100 for v in values) else scale(values)


def _grouped(figure: Figure, groups: list[str]) -> tuple[Figure, list[tuple[str, int, int]]]:
    """The rows of each group together, as a series of a chart needs them, and where each group lies."""
    kinds = figure.rows[figure.color].fillna("not reported")
    ordered = figure.rows.assign(**{figure.color: kinds}).iloc[kinds.map(groups.index).argsort(kind="stable")]
    stretches, first = [], 0
    for group in groups:
        last = first + int((kinds == group).sum())
        if last > first:
            stretches.append((group, first, last))
        first = last
    return replace(figure, rows=ordered), stretches


def profile(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Pillar scores of parks side by side, each with its bounds."""
    groups, names = list(dict.fromkeys(figure.rows[figure.color].fillna("not reported"))), list(dict.fromkeys(figure.rows[figure.y]))
    figure, stretches = _grouped(figure, groups)
    rows, sheet, apart = figure.rows, Sheet(figure.table), min(0.22, 0.7 / len(groups))
    shift = [apart * (groups.index(g) - (len(groups) - 1) / 2) for g in rows[figure.color]]
    row = sheet.add("Row", _places(rows[figure.x], [names.index(n) + 1 + s for n, s in zip(rows[figure.y], shift, strict=True)]))
    at, kind = sheet.at(heading(figure, figure.x)), sheet.at(heading(figure, figure.color))
    series, marks = [], []
    for i, (_, first, last) in enumerate(stretches):
        tone, symbol = COLOURS[i % len(COLOURS)][1:], SYMBOLS[i % len(SYMBOLS)]
        if figure.low and figure.high:
            series.append(_segments(sheet, figure, row, (figure.low, figure.high), tone, 1.5, part=slice(first, last)))
        name = sheet.cells(kind, first, first + 1)
        marks.append(Series(name, sheet.cells(at, first, last), sheet.cells(row, first, last), tone, OFFICE.get(symbol, symbol), 10))
    axis = _hundred([float(v) for c in (figure.x, figure.low, figure.high) if c for v in rows[c].dropna()])
    return _chart(slide, figure, box, sheet, (*series, *marks), axis, [str(n) for n in names], legend=True), _absent(rows[figure.x])


def _absent(values: pd.Series) -> list[str]:
    missing = int(values.isna().sum())
    return [f"{plural(missing, 'value')} not reported: no mark."] if missing else []


def strip(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """The values of one criterion by country, by status, with the threshold and the medians of groups that are large enough."""
    found = set(figure.rows[figure.color].fillna("not reported"))
    names = sorted(set(figure.rows[figure.y]))
    figure, stretches = _grouped(figure, [s for s in MARKS if s in found] + sorted(found - set(MARKS)))
    rows, sheet = figure.rows, Sheet(figure.table)
    row = sheet.add("Row", _places(rows[figure.x], [names.index(n) + 1 for n in rows[figure.y]]))
    at, kind = sheet.at(heading(figure, figure.x)), sheet.at(heading(figure, figure.color))
    series = []
    for group, first, last in stretches:
        symbol, tone = MARKS.get(group, ("square", COLOURS[2]))
        series.append(
            Series(
                sheet.cells(kind, first, first + 1),
                sheet.cells(at, first, last),
                sheet.cells(row, first, last),
                colour=tone[1:],
                symbol=OFFICE.get(symbol, symbol),
                filled=not symbol.endswith("open"),
                size=10,
            )
        )
    series += _median(sheet, figure, names) + _threshold(sheet, figure, len(names))
    ends = [float(v) for c in (figure.x, "median") if c in rows for v in rows[c].dropna()]
    axis = scale([*ends, *([figure.threshold] if figure.threshold is not None else [])])
    return _chart(slide, figure, box, sheet, tuple(series), axis, [str(n) for n in names], legend=True), _absent(rows[figure.x])


def _median(sheet: Sheet, figure: Figure, names: list[str]) -> list[Series]:
    if "median" not in figure.rows:
        return []
    medians = figure.rows.dropna(subset=["median"]).drop_duplicates(figure.y)
    if medians.empty:
        return []
    column = sheet.add("median of the country", list(medians["median"]))
    row = sheet.add("Row of the median", [float(names.index(n) + 1) for n in medians[figure.y]])
    return [Series(sheet.heading(column), sheet.cells(column), sheet.cells(row), colour="3A4650", symbol="plus", size=14)]


def _threshold(sheet: Sheet, figure: Figure, count: int) -> list[Series]:
    if figure.threshold is None:
        return []
    column = sheet.add(f"threshold {figure.threshold:,g}", [float(figure.threshold)] * 2)
    row = sheet.add("Row of the threshold", [0.5, count + 0.5])
    return [Series(sheet.heading(column), sheet.cells(column), sheet.cells(row), colour=GREY[1:], line=1.5, dashed=True)]


def _chart(
    slide: Slide, figure: Figure, box: Box, sheet: Sheet, series: tuple[Series, ...], axis: Axis, names: list[str], legend: bool = False
) -> list[BaseShape]:
    """The chart beside the names of its rows; the names are texts, since points have no axis of names."""
    left, top, width, height = box
    size = text_size(len(names), height - 60 * POINT)
    gutter = int(min(0.45 * width, max(width_of(n, size) for n in names) * POINT + 20 * POINT))
    head = 4 * POINT
    tall = height - head - foot(width - gutter, size, heading(figure, figure.x), series, legend)
    frame = (left + gutter, top, width - gutter, height)
    inner = (6 * POINT / frame[2], head / height, 1 - 28 * POINT / frame[2], tall / height)
    chart = Chart(
        sheet,
        series,
        replace(axis, title=heading(figure, figure.x)),
        Axis(0.5, len(names) + 0.5, 1, shown=False, turned=True),
        inner,
        "",
        legend,
        size,
    )
    made = [describe(slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *frame, chart), figure.alt, f"Chart: {figure.title}")]
    step = tall / len(names)
    for i, name in enumerate(names):
        room = max(1, int(step / POINT / size / 1.22))
        text = shortened(name, gutter / POINT - 12, room, size)
        where = (left, int(top + head + i * step), gutter - 6 * POINT, int(step))
        made.append(describe(write(slide, text, where, size, align=PP_ALIGN.RIGHT, anchor=MSO_ANCHOR.MIDDLE), name, f"Row name: {name}"))
    return made
