"""Figures of bars: values by category, parts of a whole, criteria against thresholds, pieces of a difference. Never draws a missing value as zero."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from ipp_data.figures import Figure, number, plural
from ipp_data.render.bars import SERIES
from ipp_data.render.office.chart import Axis, Chart, Series, foot, scale
from ipp_data.render.office.shapes import POINT, Box, describe, key, key_height, line, shortened, width_of, write
from ipp_data.render.office.sheet import Sheet
from ipp_data.render.screen import BLUE, GREY, MARKS

MOST = 15
ROW = 0.26 * 914400  # the least height of a row that holds its name in ten points
GUTTER = 0.47  # the most that names take of the width
OTHERS = "A9B4BF"
Drawn = tuple[list[BaseShape], list[str]]


def heading(figure: Figure, column: str) -> str:
    """The reader's heading of a column."""
    return figure.labels.get(column, column)


def cut(figure: Figure, height: float, most: int = MOST, least: float = ROW) -> tuple[Figure, list[str]]:
    """The rows that a slide can hold, and the sentence that says how many there are."""
    room = max(1, min(most, int(height / least)))
    total = len(figure.rows)
    if total <= room:
        return figure, []
    return replace(figure, rows=figure.rows.head(room)), [f"First {room} of {total:,} rows; all of them are in the table of the view."]


def whole(figure: Figure) -> bool:
    """Whether the figure counts things, so that half a one has no place on its axis."""
    return figure.decimals == 0 and bool((figure.rows[figure.x].dropna() % 1 == 0).all())


def text_size(rows: int, height: float) -> int:
    """The size of names beside rows of this height."""
    return max(10, min(12, int(height / max(rows, 1) / POINT / 1.7)))


def bar(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Values by category in their given order; the first value of the colour column is emphasised."""
    figure, said = cut(figure, box[3] - 50 * POINT)
    kinds = [str(kind) for kind in figure.series]
    tones = dict(zip(kinds, [BLUE[1:], *([OTHERS] if len(kinds) == 2 else ["A9B4BF", "5B6875", "C9A227", "7A5195"] * 9)], strict=False))
    made = _single(slide, figure, box, tones, [""] * len(figure.rows))
    return made, said


def bullet(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Criteria on the way to their threshold, each with its status in words beside its name."""
    figure, said = cut(figure, box[3] - 64 * POINT)
    tones = {status: colour[1:] for status, (_, colour) in MARKS.items()}
    return _single(slide, figure, box, tones, [f" · {status}" for status in figure.rows[figure.color]], top=100), said


def _single(slide: Slide, figure: Figure, box: Box, tones: dict[str, str], notes: list[str], top: float = 0) -> list[BaseShape]:
    """One series of bars, coloured by row, with a line at the threshold and a key of the colours."""
    rows, (left, upper, width, height) = figure.rows, box
    kinds = [str(k) for k in rows[figure.color].astype(object).fillna("not reported")] if figure.color else []
    used = [t for t in dict.fromkeys([*tones, *kinds]) if t in kinds]
    entries = [(MSO_SHAPE.RECTANGLE, tones.get(t, OTHERS), t) for t in used]
    tall = key_height(entries, width)
    spot = (left, upper + tall, width, height - tall)
    ranged = bool(figure.low and figure.high and not top)
    if ranged:  # a label at the end of a bar would lie on its interval
        notes = [f" · {number(v, figure.decimals)}" for v in rows[figure.x]]
    ends = ["" if pd.notna(v) or "not " in note else " · not reported" for v, note in zip(rows[figure.x], notes, strict=True)]
    names = _short([f"{name}{note}{end}" for name, note, end in zip(rows[figure.y], notes, ends, strict=True)], spot)
    sheet = Sheet(figure.table)
    shown = sheet.at(heading(figure, figure.y))
    if names != [str(n) for n in rows[figure.y]]:
        shown = sheet.add("Shown name", names)
    value = sheet.at(heading(figure, figure.x))
    series = Series(
        sheet.heading(value),
        sheet.cells(shown),
        sheet.cells(value),
        colour=tones.get(used[0], OTHERS) if used else BLUE[1:],
        colours=tuple(tones.get(k, OTHERS) for k in kinds),
        labels="" if ranged else _form(figure.decimals),
        spread=tuple(sheet.cells(c) for c in reach(sheet, figure, figure.low, figure.high)) if ranged else None,
    )
    axis = Axis(0, 112, 20, form="0") if top else _values(figure, ranged)
    made = _chart(slide, figure, spot, sheet, (series,), replace(axis, title=heading(figure, figure.x)), "clustered", names)
    return [*made, *key(slide, entries, (left, upper, width, tall))]


def _values(figure: Figure, ranged: bool) -> Axis:
    """A scale that holds every value, interval and threshold, with room for a label."""
    columns = [figure.x, *([figure.low, figure.high] if ranged else [])]
    known = [float(v) for column in columns for v in figure.rows[column].dropna()]
    return scale([*known, *([figure.threshold] if figure.threshold is not None else [])], room=0 if ranged else 0.1, whole=whole(figure))


def _short(names: list[str], box: Box) -> list[str]:
    """Names that fit beside their bars."""
    size, tall = text_size(len(names), box[3]), box[3] - 60 * POINT
    room = max(1, int(tall / len(names) / POINT / size / 1.25))
    return [shortened(name, GUTTER * box[2] / POINT - 16, min(room, 3), size) for name in names]


def _form(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def reach(sheet: Sheet, figure: Figure, low: str, high: str) -> tuple[int, int]:
    """Columns that say how far an interval reaches above and below each value, as formulas over the table."""
    at, rows = sheet.at(heading(figure, figure.x)), figure.rows
    made = []
    for column, sign in ((high, 1), (low, -1)):
        try:
            end = sheet.at(heading(figure, column))
        except StopIteration:
            end = sheet.add(heading(figure, column), list(rows[column]))
        gaps = [
            max(0.0, sign * (e - v)) if pd.notna(e) and pd.notna(v) else None for e, v in zip(rows[column], rows[figure.x], strict=True)
        ]
        formulas = [
            f"=MAX(0,{'-' if sign < 0 else ''}({sheet.cell(end, i)}-{sheet.cell(at, i)}))" if g is not None else ""
            for i, g in enumerate(gaps)
        ]
        made.append(sheet.add(f"From {heading(figure, figure.x)} to {heading(figure, column)}", gaps, formulas))
    return made[0], made[1]


def _chart(
    slide: Slide,
    figure: Figure,
    box: Box,
    sheet: Sheet,
    series: tuple[Series, ...],
    axis: Axis,
    kind: str,
    names: list[str],
    legend: bool = False,
) -> list[BaseShape]:
    left, top, width, height = box
    size = text_size(len(names), height)
    gutter = min(GUTTER * width, max(width_of(str(n), size) for n in names) * POINT + 12 * POINT)
    head = (16 if figure.threshold is not None else 4) * POINT
    below = foot(width - gutter, size, axis.title, series, legend)
    inner = (gutter / width, head / height, 1 - gutter / width - 22 * POINT / width, 1 - (head + below) / height)
    chart = Chart(sheet, series, axis, Axis(turned=True), inner, kind, legend, size)
    made = [describe(slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, chart), figure.alt, f"Chart: {figure.title}")]
    if figure.threshold is not None:
        at = left + width * (inner[0] + inner[2] * (figure.threshold - axis.low) / (axis.high - axis.low))
        said = f"threshold {figure.threshold:,g}"
        made.append(line(slide, (at, top + head), (at, top + head + inner[3] * height), f"Dashed line: {said}"))
        long = int((width_of(said, 10) + 6) * POINT)
        start = min(max(left, at - long / 2), left + width - long)
        made.append(write(slide, said, (start, top, long, head), 10, align=PP_ALIGN.CENTER))
    return made


def stacked(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Parts of a whole by category, one series for each value of the colour column."""
    summed = figure.rows.groupby([figure.y, figure.color], sort=False, observed=True)[figure.x].sum(min_count=1).unstack()
    wide = summed.reindex(index=figure.rows[figure.y].unique(), columns=figure.series)
    total, room = len(wide), max(1, min(MOST, int((box[3] - 72 * POINT) / ROW)))
    said = [f"First {room} of {total} rows; all of them are in the table of the view."] if total > room else []
    wide = wide.head(room)
    missing = int(figure.rows[figure.x].isna().sum())
    said += [f"{plural(missing, 'value')} not reported: no bar."] if missing else []
    sheet = Sheet(wide.rename_axis(heading(figure, figure.y)).reset_index())
    known = list(MARKS)
    tones = [MARKS[c][1] if c in known else SERIES[figure.slots[c] % len(SERIES)][0] for c in wide.columns]
    series = tuple(
        Series(
            sheet.heading(i),
            sheet.cells(0),
            sheet.cells(i),
            colour=tone[1:],
            labels=_form(figure.decimals) + ";-" + _form(figure.decimals) + ";",
        )
        for i, tone in enumerate(tones, start=1)
    )
    axis = replace(
        scale([0.0, *wide.clip(lower=0).sum(axis=1), *wide.clip(upper=0).sum(axis=1)], whole=whole(figure)), title=heading(figure, figure.x)
    )
    return _chart(slide, figure, box, sheet, series, axis, "stacked", [str(n) for n in wide.index], legend=True), said


def waterfall(slide: Slide, figure: Figure, box: Box) -> Drawn:
    """Signed pieces that add up to a difference: an invisible base below each bar, split where a bar crosses zero."""
    rows = figure.rows.dropna(subset=[figure.x])
    said = [f"{plural(len(figure.rows) - len(rows), 'piece')} not reported."] if len(rows) < len(figure.rows) else []
    pieces = [float(v) for v in rows[figure.x]]
    total = pd.DataFrame({heading(figure, figure.y): ["Difference"], heading(figure, figure.x): [sum(pieces)]})
    sheet = Sheet(pd.concat([replace(figure, rows=rows).table, total], ignore_index=True))
    at = sheet.at(heading(figure, figure.x))
    sheet.derive(at, len(pieces), f"=SUM({sheet.cell(at, 0)}:{sheet.cell(at, len(pieces) - 1)})")
    names = [f"{name} · {v:+,.{figure.decimals}f}" for name, v in zip([*rows[figure.y], "Difference"], [*pieces, sum(pieces)], strict=True)]
    names = _short(names, box)
    shown = sheet.add("Shown name", names)
    ends, last = [sum(pieces[: i + 1]) for i in range(len(pieces))], len(pieces)
    start = sheet.add(
        "From",
        [*[e - p for e, p in zip(ends, pieces, strict=True)], 0.0],
        [f"=SUM({sheet.cell(at, 0)}:{sheet.cell(at, i)})-{sheet.cell(at, i)}" for i in range(last)] + [""],
    )
    end = sheet.add("To", [*ends, sum(pieces)], [f"={sheet.cell(start, i)}+{sheet.cell(at, i)}" for i in range(last + 1)])
    series = []
    spans = list(zip([*[e - p for e, p in zip(ends, pieces, strict=True)], 0.0], [*ends, sum(pieces)], strict=True))
    for title, colour, side in (("Base", "", ""), ("Adds", BLUE[1:], "+"), ("Takes away", "D55E00", "-"), ("Difference", GREY[1:], "=")):
        for above in (True, False):
            column = sheet.add(f"{title} ({'above' if above else 'below'} zero)", *_part(sheet, start, end, spans, side, above))
            if above or any(sheet.cells(column).values):
                series.append(
                    Series(sheet.heading(column), sheet.cells(shown), sheet.cells(column), colour=colour or "FFFFFF", filled=bool(colour))
                )
    axis = replace(scale([v for span in spans for v in span]), title=heading(figure, figure.x))
    return _chart(slide, figure, box, sheet, tuple(series), axis, "stacked", names), said


def _part(
    sheet: Sheet, start: int, end: int, spans: list[tuple[float, float]], side: str, above: bool
) -> tuple[list[float | None], list[str]]:
    """The part of each bar on one side of zero (or the invisible base below it), as values and as formulas."""
    values, formulas = [], []
    for i, (a, b) in enumerate(spans):
        total = i == len(spans) - 1
        first, second = sheet.cell(start, i), sheet.cell(end, i)
        high, low = (max(a, 0), max(b, 0)) if above else (min(a, 0), min(b, 0))
        pair = f"{'MAX' if above else 'MIN'}({first},0),{'MAX' if above else 'MIN'}({second},0)"
        near, far = ("MIN", "MAX") if above else ("MAX", "MIN")
        base = (min if above else max)(high, low)
        if not side:
            values.append(float(base))
            formulas.append(f"={near}({pair})")
            continue
        mine = side == "=" if total else (side == "+" and b >= a) or (side == "-" and b < a)
        rule = "TRUE" if side == "=" else f"{second}>={first}" if side == "+" else f"{second}<{first}"
        values.append(float((max if above else min)(high, low) - base) if mine else 0.0)
        formulas.append("" if total != (side == "=") else f"=IF({rule},{far}({pair})-{near}({pair}),0)")
    return values, formulas
