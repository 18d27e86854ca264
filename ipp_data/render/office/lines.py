"""Figures through time: one series with every published point, or several series in one or more small charts. Never joins across a gap."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from ipp_data.figures import Figure, plural
from ipp_data.render.maps import COLOURS
from ipp_data.render.office.bars import Drawn, heading
from ipp_data.render.office.chart import Axis, Chart, Series, foot, scale
from ipp_data.render.office.shapes import POINT, Box, describe, key, key_height, shortened, write
from ipp_data.render.office.sheet import Sheet
from ipp_data.render.screen import BLUE, SYMBOLS

OFFICE = {"triangle-up": "triangle", "cross": "plus", "hexagon": "dash"}
KEYS = (MSO_SHAPE.OVAL, MSO_SHAPE.RECTANGLE, MSO_SHAPE.DIAMOND, MSO_SHAPE.ISOSCELES_TRIANGLE, MSO_SHAPE.STAR_5_POINT)
KEYS += (MSO_SHAPE.MATH_PLUS, MSO_SHAPE.MATH_MINUS, MSO_SHAPE.MATH_MULTIPLY)  # the marks of the charts, in their order
MOST = 9  # panels on one slide


def line(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """One series: every published point, joined through the mean of each year."""
    figure = replace(figure, rows=figure.rows.dropna(subset=[figure.x]).sort_values(figure.x, kind="stable"))
    rows, sheet = figure.rows, Sheet(figure.table)
    x, y = sheet.at(heading(figure, figure.x)), sheet.at(heading(figure, figure.y))
    if rows[figure.x].duplicated().any():
        years = list(dict.fromkeys(float(v) for v in rows[figure.x]))
        means = rows.groupby(figure.x)[figure.y].mean()
        spots = {year: [i for i, v in enumerate(rows[figure.x]) if float(v) == year] for year in years}
        when = sheet.add("Each year", years, [f"={sheet.cell(x, spots[year][0])}" for year in years])
        path = sheet.add(
            "Mean of the year",
            [means[year] for year in years],
            [f"=AVERAGE({sheet.cell(y, spots[v][0])}:{sheet.cell(y, spots[v][-1])})" if pd.notna(means[v]) else "" for v in years],
        )
        joined = Series(sheet.heading(path), sheet.cells(when), sheet.cells(path), BLUE[1:], line=2)
        series = (joined, Series(sheet.heading(y), sheet.cells(x), sheet.cells(y), BLUE[1:], "circle", 8))
    else:
        series = (Series(sheet.heading(y), sheet.cells(x), sheet.cells(y), BLUE[1:], "circle", 8, line=2),)
    made = _chart(
        slide, figure, box, sheet, series, _years(rows[figure.x], box[2]), scale([float(v) for v in rows[figure.y].dropna()]), figure.alt
    )
    return made, _gaps(rows[figure.y])


def trend(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Several series by colour and symbol; with panels a grid of small charts on one scale."""
    figure = replace(figure, rows=figure.rows.dropna(subset=[figure.x]))
    if figure.panel is None:
        return _series(slide, figure, box, figure.rows, _scale(figure, figure.rows), figure.alt), _gaps(figure.rows[figure.y])
    panels = list(dict.fromkeys(figure.rows[figure.panel]))
    shown, (left, top, width, height) = panels[:MOST], box
    columns = 1 if len(shown) == 1 else 2 if len(shown) <= 4 else 3
    kinds = figure.series
    entries = [(KEYS[i % len(KEYS)], COLOURS[i % len(COLOURS)][1:], str(kind)) for i, kind in enumerate(kinds)]
    used = key_height(entries, width)
    wide, tall = width // columns, (height - used) // ceil(len(shown) / columns)
    title = 18 * POINT
    made: list[BaseShape] = key(slide, entries, (left, top, width, used))
    for i, name in enumerate(shown):
        rows = figure.rows[figure.rows[figure.panel] == name]
        x, y = left + i % columns * wide, top + used + i // columns * tall
        said = shortened(str(name), wide / POINT - 20, 1, 11)
        made.append(write(slide, said, (x, y, wide - 10 * POINT, title), 11, bold=True))
        spot = (x, y + title, wide - 10 * POINT, tall - title - 4 * POINT)
        made += _series(slide, figure, spot, rows, _scale(figure, figure.rows), f"{name}. {figure.alt}", small=True)
    said = [f"First {MOST} of {len(panels)} panels; all of them are in the table of the view."] if len(panels) > MOST else []
    return made, [*said, *_gaps(figure.rows[figure.y])]


def _scale(figure: Figure, rows: pd.DataFrame) -> Axis:
    return scale([float(v) for v in rows[figure.y].dropna()])


def _gaps(values: pd.Series) -> list[str]:
    missing = int(values.isna().sum())
    return [f"{plural(missing, 'value')} not reported: a gap."] if missing else []


def _years(values: pd.Series, width: float) -> Axis:
    """A scale of whole years with labels that do not touch."""
    first, last = int(values.min()), int(values.max())
    room = max(2, int(width / POINT / 45))
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= room)
    return Axis(
        float(first - step) if step == 1 else float(first // step * step),
        float(last + step) if step == 1 else float(-(-last // step) * step),
        step,
        form="0",
    )


def _series(slide: Slide, figure: Figure, box: Box, rows: pd.DataFrame, y: Axis, alt: str, small: bool = False) -> list[BaseShape]:
    """One chart with a series for each value of the colour column, the same look in every panel."""
    groups = figure.series or [None]
    order = [figure.x] if figure.color is None else [figure.color, figure.x]
    rows = rows.sort_values(order, kind="stable", key=lambda c: c.map(groups.index) if c.name == figure.color else c)
    sheet = Sheet(replace(figure, rows=rows).table)
    at, value = sheet.at(heading(figure, figure.x)), sheet.at(heading(figure, figure.y))
    series, first = [], 0
    for i, group in enumerate(groups):
        last = first + (len(rows) if group is None else int((rows[figure.color] == group).sum()))
        if last > first:
            name = sheet.heading(value) if group is None else sheet.cells(sheet.at(heading(figure, figure.color)), first, first + 1)
            symbol = SYMBOLS[i % len(SYMBOLS)]
            look = (COLOURS[i % len(COLOURS)][1:], OFFICE.get(symbol, symbol), 5 if small else 8, 1.5 if small else 2)
            series.append(Series(name, sheet.cells(at, first, last), sheet.cells(value, first, last), *look))
        first = last
    whole = replace(figure, rows=rows)
    return _chart(
        slide,
        whole,
        box,
        sheet,
        tuple(series),
        _years(figure.rows[figure.x], box[2]),
        y,
        alt,
        legend=figure.color is not None and not small,
        small=small,
    )


def _chart(
    slide: Slide,
    figure: Figure,
    box: Box,
    sheet: Sheet,
    series: tuple[Series, ...],
    x: Axis,
    y: Axis,
    alt: str,
    legend: bool = False,
    small: bool = False,
) -> list[BaseShape]:
    size = 10 if small else 12
    gutter = (len(f"{y.high:,.0f}") * 0.6 + 2 + (0 if small else 2)) * size * POINT
    head = 8 * POINT
    below = foot(box[2] - gutter, size, "", series, legend)
    inner = (gutter / box[2], head / box[3], 1 - (gutter + 20 * POINT) / box[2], 1 - (head + below) / box[3])
    y = y if small else replace(y, title=heading(figure, figure.y))
    chart = Chart(sheet, series, x, y, inner, "", legend, size)
    return [describe(slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box, chart), alt, f"Chart: {figure.title}")]
