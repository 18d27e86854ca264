"""Figure -> Plotly chart for the screen. Never sets a colour of its own page theme and never loads anything from outside."""

from __future__ import annotations

import plotly.graph_objects as go

from ipp_data.figures import Figure

BLUE = "#0072B2"
SCALE = ["#F1F6FA", "#BAD3E6", "#699EC6", "#26689B", "#0A3A63"]


def chart(figure: Figure) -> go.Figure:
    """Draw a figure of any kind with the one template of the product."""
    drawn = DRAWERS[figure.kind](figure)
    drawn.update_layout(
        margin={"l": 8, "r": 8, "t": 8, "b": 8}, hoverlabel={"align": "left"}, showlegend=False,
        height=max(drawn.layout.height or 0, 260), dragmode=False,
    )
    return drawn


def _hover(figure: Figure) -> tuple[list[list[str]], str]:
    """Custom data of each row and the tooltip that shows it under readers' headings."""
    rows = figure.rows[list(figure.tooltip)].astype(str).to_numpy().tolist()
    lines = [f"{figure.labels.get(name, name)}: %{{customdata[{i}]}}" for i, name in enumerate(figure.tooltip)]
    return rows, "<br>".join(lines)


def _line(figure: Figure) -> go.Figure:
    rows, lines = _hover(figure)
    label = figure.labels.get(figure.y, figure.y)
    # One line joins the years; where sources disagree within a year, each keeps its own point.
    yearly = figure.rows.groupby(figure.x)[figure.y].mean()
    path = go.Scatter(x=yearly.index, y=yearly, mode="lines", line={"color": BLUE, "width": 2}, hoverinfo="skip")
    points = go.Scatter(
        x=figure.rows[figure.x], y=figure.rows[figure.y], mode="markers", customdata=rows, marker={"color": BLUE, "size": 10},
        hovertemplate=f"<b>%{{y:,.{figure.decimals}f}}</b> ({label})<br>{lines}<extra></extra>",
    )
    drawn = go.Figure([path, points])
    drawn.update_yaxes(title=label, rangemode="tozero", tickformat=",")
    drawn.update_xaxes(tickformat="d", dtick=1 if figure.rows[figure.x].max() - figure.rows[figure.x].min() <= 8 else None)
    return drawn


def _heat(figure: Figure) -> go.Figure:
    wide = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.color)
    wide = wide.loc[list(dict.fromkeys(figure.rows[figure.y]))]
    notes = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.tooltip[0]).loc[wide.index]
    drawn = go.Figure(go.Heatmap(
        z=wide.to_numpy(), x=list(wide.columns), y=list(wide.index), customdata=notes.to_numpy(), zmin=0, zmax=100,
        colorscale=SCALE, xgap=2, ygap=2, texttemplate="%{z:.0f}", colorbar={"title": "%", "thickness": 12},
        hovertemplate=f"<b>%{{x}}</b>, %{{y}}<br>%{{z:.{figure.decimals}f}} % (%{{customdata}} parks)<extra></extra>",
    ))
    drawn.update_yaxes(autorange="reversed")
    drawn.update_xaxes(side="top", tickangle=-30)
    drawn.update_layout(height=90 + 26 * len(wide))
    return drawn


DRAWERS = {"line": _line, "heat": _heat}
