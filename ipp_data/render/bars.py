"""Figures of kind bar and stacked -> Plotly. Never draws a bar for what is not reported, and never tells series apart by colour alone."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ipp_data.figures import Figure, number
from ipp_data.render.ink import BLUE, GREY, PALE, hover, wrap_labels

# Light and dark in turn, each with a pattern of its own: neighbours differ in both, on white and on black.
SERIES = (
    (BLUE, ""),
    ("#E69F00", "/"),
    ("#009E73", "."),
    ("#CC79A7", "x"),
    ("#56B4E9", "-"),
    ("#D55E00", "|"),
    ("#F0E442", "+"),
    (GREY, "\\"),
)
REST = "rgba(123, 135, 148, 0.35)"  # what is not the point of the figure, such as parks of which nothing is known


def bar(figure: Figure) -> go.Figure:
    """One bar a row in the order given, with intervals and a threshold where the figure has them."""
    rows, lines = hover(figure)
    data = figure.rows.assign(note=rows)
    groups = [None] if figure.color is None else figure.series
    drawn = go.Figure()
    for i, group in enumerate(groups):
        part = data if group is None else data[data[figure.color] == group]
        drawn.add_bar(
            x=part[figure.x],
            y=part[figure.y],
            orientation="h",
            name="" if group is None else str(group),
            customdata=part["note"].tolist(),
            marker={"color": BLUE if i == 0 else PALE if i == 1 else REST, "pattern": {"shape": ("", "/", ".")[min(i, 2)], "size": 5}},
            error_x=_interval(figure, part),
            text=None if figure.low else [number(v, figure.decimals) if pd.notna(v) else "" for v in part[figure.x]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"<b>%{{y}}</b><br>%{{x:,.{figure.decimals}f}}<br>{lines}<extra></extra>",
        )
    # A missing value has no bar, yet its line says so.
    for label in data.loc[data[figure.x].isna(), figure.y]:
        drawn.add_annotation(x=0, y=label, text="not reported", showarrow=False, xanchor="left", font={"size": 12})
    if figure.threshold is not None:
        drawn.add_vline(x=figure.threshold, line={"color": GREY, "dash": "dash", "width": 1.5})
    return _laid_out(drawn, figure, list(data[figure.y]))


def stacked(figure: Figure) -> go.Figure:
    """The parts of each row beside each other, told apart by colour and pattern."""
    rows, lines = hover(figure)
    data = figure.rows.assign(note=rows)
    drawn = go.Figure()
    for name in figure.series:
        part = data[data[figure.color] == name]
        colour, pattern = SERIES[figure.slots[name] % len(SERIES)]
        drawn.add_bar(
            x=part[figure.x],
            y=part[figure.y],
            orientation="h",
            name=str(name),
            customdata=part["note"].tolist(),
            marker={"color": colour, "pattern": {"shape": pattern, "size": 6, "solidity": 0.25}},
            hovertemplate=f"<b>%{{y}}</b>: {name}<br>%{{x:,.{figure.decimals}f}}<br>{lines}<extra></extra>",
        )
    drawn.update_layout(barmode="stack")
    return _laid_out(drawn, figure, list(dict.fromkeys(data[figure.y])))


def _interval(figure: Figure, part: pd.DataFrame) -> dict[str, object] | None:
    """The whiskers of each bar, from the low to the high end of what it may be."""
    if not (figure.low and figure.high):
        return None
    return {
        "type": "data",
        "symmetric": False,
        "array": (part[figure.high] - part[figure.x]).tolist(),
        "arrayminus": (part[figure.x] - part[figure.low]).tolist(),
        "thickness": 1.5,
        "width": 4,
        "color": GREY,
    }


def _ends(figure: Figure) -> pd.Series:
    """What the longest bars stand for: the values, or their sums where bars stand on each other."""
    values = figure.rows.groupby(figure.y, observed=True)[figure.x].sum() if figure.kind == "stacked" else figure.rows[figure.x]
    return values.dropna()


def _laid_out(drawn: go.Figure, figure: Figure, labels: list[str]) -> go.Figure:
    drawn.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=labels)
    wrap_labels(drawn, labels, 30)
    drawn.update_xaxes(title=figure.labels.get(figure.x, figure.x), rangemode="tozero", side="top", tickformat=",")
    drawn.update_layout(
        height=130 + 30 * len(labels), bargap=0.25, legend={"orientation": "h", "y": -0.02, "yanchor": "top", "traceorder": "normal"}
    )
    counted = _ends(figure)
    if figure.decimals == 0 and counted.max() <= 6 and (counted % 1 == 0).all():
        drawn.update_xaxes(dtick=1)  # half a park has no place on an axis
    return drawn
