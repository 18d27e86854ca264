"""Figure -> Plotly chart for the screen. Never sets a colour of its own page theme and never loads anything from outside."""

from __future__ import annotations

import plotly.graph_objects as go

from ipp_data.figures import Figure
from ipp_data.render import bars
from ipp_data.render.ink import BLUE, GREY, MARKS, PALE, SCALE, SYMBOLS, hover, wrap_labels


def chart(figure: Figure) -> go.Figure:
    """Draw a figure of any kind with the one template of the product."""
    drawn = DRAWERS[figure.kind](figure)
    drawn.update_layout(
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        hoverlabel={"align": "left"},
        showlegend=figure.kind in ("bullet", "profile", "strip", "stacked") or (figure.kind == "bar" and figure.color is not None),
        height=max(drawn.layout.height or 0, 260),
        dragmode=False,
    )
    if figure.watermark:
        for height in (0.9, 0.5, 0.1) if drawn.layout.height > 700 else (0.5,):
            drawn.add_annotation(
                text=figure.watermark, xref="paper", yref="paper", x=0.5, y=height, showarrow=False, opacity=0.35, font={"size": 24}
            )
    return drawn


def _line(figure: Figure) -> go.Figure:
    rows, lines = hover(figure)
    label = figure.labels.get(figure.y, figure.y)
    # One line joins the years; where sources disagree within a year, each keeps its own point.
    yearly = figure.rows.groupby(figure.x)[figure.y].mean()
    path = go.Scatter(x=yearly.index, y=yearly, mode="lines", line={"color": BLUE, "width": 2}, hoverinfo="skip")
    points = go.Scatter(
        x=figure.rows[figure.x],
        y=figure.rows[figure.y],
        mode="markers",
        customdata=rows,
        marker={"color": BLUE, "size": 10},
        hovertemplate=f"<b>%{{y:,.{figure.decimals}f}}</b> ({label})<br>{lines}<extra></extra>",
    )
    drawn = go.Figure([path, points])
    drawn.update_yaxes(title=label, rangemode="tozero", tickformat=",")
    drawn.update_xaxes(tickformat="d", dtick=1 if figure.rows[figure.x].max() - figure.rows[figure.x].min() <= 8 else None)
    return drawn


def _heat(figure: Figure) -> go.Figure:
    order = list(dict.fromkeys(figure.rows[figure.y]))
    columns = list(dict.fromkeys(figure.rows[figure.x]))
    wide = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.color).loc[order, columns]
    notes = figure.rows.pivot(index=figure.y, columns=figure.x, values=figure.tooltip[0]).loc[order, columns]
    label = figure.labels.get(figure.tooltip[0], figure.tooltip[0])
    drawn = go.Figure(
        go.Heatmap(
            z=wide.to_numpy(),
            x=columns,
            y=order,
            customdata=notes.to_numpy(),
            zmin=0,
            zmax=100,
            colorscale=SCALE,
            xgap=2,
            ygap=2,
            texttemplate="%{z:.0f}",
            showscale=False,
            hoverongaps=False,
            hovertemplate=f"<b>%{{x}}</b>, %{{y}}<br>%{{z:.{figure.decimals}f}} ({label}: %{{customdata}})<extra></extra>",
        )
    )
    drawn.update_yaxes(autorange="reversed")
    wrap_labels(drawn, order, 28)
    drawn.update_xaxes(side="top", tickangle=-45)
    drawn.update_layout(height=120 + 32 * len(wide))
    return drawn


def _dots(figure: Figure) -> go.Figure:
    """Dots on two lines: the thin one for the bounds, the thick one for nine of ten variants."""
    rows, lines = hover(figure)
    data = figure.rows
    drawn = go.Figure()
    for low, high, width, colour in (("low", "high", 1.5, GREY), (figure.low, figure.high, 7, PALE)):
        ends = data[[low, high]].to_numpy(float)
        xs = [x for a, b in ends for x in (a, b, None)]
        ys = [y for y in data[figure.y] for _ in range(3)]
        drawn.add_scatter(x=xs, y=ys, mode="lines", line={"width": width, "color": colour}, hoverinfo="skip")
    drawn.add_scatter(
        x=data[figure.x],
        y=data[figure.y],
        mode="markers",
        customdata=rows,
        marker={"size": 11, "color": BLUE},
        hovertemplate=f"<b>%{{y}}</b><br>%{{x:.{figure.decimals}f}}<br>{lines}<extra></extra>",
    )
    drawn.update_yaxes(autorange="reversed")
    wrap_labels(drawn, list(data[figure.y]), 34)
    drawn.update_xaxes(range=[-2, 102], title=figure.labels.get(figure.x, figure.x), side="top")
    drawn.update_layout(height=90 + 36 * len(data))
    return drawn


def _bullet(figure: Figure) -> go.Figure:
    """A bar to each criterion's place on the way to its threshold, with a symbol and a colour for the status."""
    rows, lines = hover(figure)
    data = figure.rows.assign(at=figure.rows[figure.x].fillna(0), note=rows)
    drawn = go.Figure(
        go.Bar(x=data["at"], y=data[figure.y], orientation="h", marker={"color": PALE}, width=0.32, hoverinfo="skip", showlegend=False)
    )
    for status, (symbol, colour) in MARKS.items():
        part = data[data[figure.color] == status]
        if len(part):
            drawn.add_scatter(
                x=part["at"],
                y=part[figure.y],
                mode="markers",
                name=status,
                customdata=part["note"].tolist(),
                marker={"symbol": symbol, "color": colour, "size": 11, "line": {"width": 1.5, "color": colour}},
                hovertemplate=f"<b>%{{y}}</b>: {status}<br>{lines}<extra></extra>",
            )
    drawn.add_vline(x=figure.threshold, line={"color": GREY, "dash": "dash", "width": 1.5})
    drawn.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=list(data[figure.y]))
    wrap_labels(drawn, list(data[figure.y]), 30)
    drawn.update_xaxes(range=[-3, 106], side="top", title=figure.labels.get(figure.x, figure.x))
    drawn.update_layout(height=110 + 34 * len(data), legend={"orientation": "h", "y": -0.02}, bargap=0.2)
    return drawn


def _waterfall(figure: Figure) -> go.Figure:
    rows, lines = hover(figure)
    drawn = go.Figure(
        go.Waterfall(
            orientation="h",
            y=[*figure.rows[figure.y], "Difference"],
            x=[*figure.rows[figure.x], 0],
            measure=[*["relative"] * len(figure.rows), "total"],
            customdata=[*rows, [""]],
            textposition="outside",
            text=[*[f"{x:+.1f}" for x in figure.rows[figure.x]], f"{figure.rows[figure.x].sum():+.1f}"],
            increasing={"marker": {"color": BLUE}},
            decreasing={"marker": {"color": "#D55E00"}},
            totals={"marker": {"color": GREY}},
            connector={"line": {"color": GREY, "width": 1}},
            hovertemplate=f"<b>%{{y}}</b><br>%{{delta:+.1f}} points<br>{lines}<extra></extra>",
        )
    )
    drawn.update_yaxes(autorange="reversed")
    wrap_labels(drawn, [*figure.rows[figure.y], "Difference"], 30)
    drawn.update_xaxes(title=figure.labels.get(figure.x, figure.x))
    drawn.update_layout(height=120 + 38 * len(figure.rows))
    return drawn


def _profile(figure: Figure) -> go.Figure:
    drawn = go.Figure()
    for i, (name, part) in enumerate(figure.rows.groupby(figure.color, sort=False)):
        spread = {
            "type": "data",
            "symmetric": False,
            "array": part[figure.high] - part[figure.x],
            "arrayminus": part[figure.x] - part[figure.low],
            "thickness": 1.2,
            "width": 4,
        }
        drawn.add_scatter(
            x=part[figure.x],
            y=part[figure.y],
            mode="markers",
            name=str(name),
            error_x=spread,
            marker={"symbol": SYMBOLS[i % len(SYMBOLS)], "size": 12},
            hovertemplate=f"<b>{name}</b><br>%{{y}}: %{{x:.1f}}<extra></extra>",
        )
    drawn.update_xaxes(range=[-3, 103], title=figure.labels.get(figure.x, figure.x))
    drawn.update_yaxes(autorange="reversed", automargin=True)
    drawn.update_layout(height=150 + 60 * figure.rows[figure.y].nunique(), scattermode="group", legend={"orientation": "h", "y": -0.25})
    return drawn


def _strip(figure: Figure) -> go.Figure:
    rows, lines = hover(figure)
    data = figure.rows.assign(note=rows)
    drawn = go.Figure()
    for status, (symbol, colour) in MARKS.items():
        part = data[data[figure.color] == status]
        if len(part):
            drawn.add_scatter(
                x=part[figure.x],
                y=part[figure.y],
                mode="markers",
                name=status,
                customdata=part["note"].tolist(),
                marker={"symbol": symbol, "color": colour, "size": 12},
                hovertemplate=f"<b>%{{x:,.{figure.decimals}f}}</b><br>{lines}<extra></extra>",
            )
    medians = data.dropna(subset=["median"]).drop_duplicates(figure.y)
    drawn.add_scatter(
        x=medians["median"],
        y=medians[figure.y],
        mode="markers",
        name="median of the country",
        marker={"symbol": "line-ns-open", "size": 24, "color": GREY, "line": {"width": 3}},
        hovertemplate="median %{x}<extra></extra>",
    )
    if figure.threshold is not None:
        drawn.add_vline(x=figure.threshold, line={"color": GREY, "dash": "dash"}, annotation_text="threshold")
    drawn.update_yaxes(automargin=True, categoryorder="category descending")
    drawn.update_xaxes(title=figure.labels.get(figure.x, figure.x))
    drawn.update_layout(height=160 + 34 * data[figure.y].nunique(), legend={"orientation": "h", "y": -0.25})
    return drawn


DRAWERS = {
    "line": _line,
    "bar": bars.bar,
    "stacked": bars.stacked,
    "heat": _heat,
    "dots": _dots,
    "bullet": _bullet,
    "waterfall": _waterfall,
    "profile": _profile,
    "strip": _strip,
}
