"""Trend figures -> Plotly: several lines, or small multiples on one scale. Never joins years that were not reported by a smooth line."""

from __future__ import annotations

from math import ceil

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ipp_data.figures import Figure
from ipp_data.render.ink import SYMBOLS
from ipp_data.render.maps import COLOURS

DASHES = ("solid", "dash", "dot", "dashdot")
ACROSS = 4


def trend(figure: Figure) -> go.Figure:
    """Lines with points; symbol, dash and colour tell the series apart, or each has a panel of its own."""
    return _panels(figure) if figure.panel else _lines(figure)


def _lines(figure: Figure) -> go.Figure:
    drawn = go.Figure()
    groups = figure.rows.groupby(figure.color, sort=False) if figure.color else [("", figure.rows)]
    for i, (name, part) in enumerate(groups):
        drawn.add_trace(_one(figure, part, str(name), i))
    drawn.update_xaxes(tickformat="d")
    drawn.update_yaxes(title=figure.labels.get(figure.y, figure.y), automargin=True)
    drawn.update_layout(height=380, legend={"orientation": "h", "y": -0.16})
    return drawn


def _panels(figure: Figure) -> go.Figure:
    names = list(dict.fromkeys(figure.rows[figure.panel]))
    across = min(ACROSS, len(names))
    down = ceil(len(names) / across)
    drawn = make_subplots(
        down,
        across,
        shared_xaxes="all",
        shared_yaxes="all",
        subplot_titles=[str(n) for n in names],
        horizontal_spacing=0.03,
        vertical_spacing=0.16,
    )
    for i, name in enumerate(names):
        part = figure.rows[figure.rows[figure.panel] == name]
        drawn.add_trace(_one(figure, part, str(name), 0), row=i // across + 1, col=i % across + 1)
    drawn.update_xaxes(tickformat="d", nticks=4)
    drawn.update_layout(height=90 + 210 * down, showlegend=False)
    drawn.update_annotations(font_size=13)
    return drawn


def _one(figure: Figure, part: object, name: str, i: int) -> go.Scatter:
    return go.Scatter(
        x=part[figure.x],
        y=part[figure.y],
        name=name,
        mode="lines+markers",
        line={"color": COLOURS[i % len(COLOURS)], "width": 2, "dash": DASHES[i % len(DASHES)]},
        marker={"symbol": SYMBOLS[i % len(SYMBOLS)], "size": 6},
        hovertemplate=f"<b>{name}</b> %{{x}}: %{{y:,.{figure.decimals}f}}<extra></extra>",
    )
