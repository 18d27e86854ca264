"""Colours, symbols and the wording of labels that all charts on screen share. Never draws a chart of its own."""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go

from ipp_data.figures import Figure

BLUE = "#0072B2"
PALE = "rgba(86, 180, 233, 0.55)"
GREY = "#7B8794"
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "star", "cross", "hexagon", "x")
# Shape and colour say the same thing twice: neither is needed alone.
MARKS = {
    "met": ("circle", BLUE),
    "partly met": ("diamond", "#E69F00"),
    "not met": ("x", "#D55E00"),
    "not reported": ("circle-open", GREY),
    "not applicable": ("line-ew-open", GREY),
}
SCALE = ["#F1F6FA", "#BAD3E6", "#699EC6", "#26689B", "#0A3A63"]


def wrap_labels(drawn: go.Figure, labels: list[str], width: int = 26) -> None:
    """Break long names on the vertical axis into lines, so that a telephone still has room for the marks."""
    drawn.update_yaxes(
        tickmode="array", tickvals=labels, ticktext=["<br>".join(wrap(str(label), width)) for label in labels], automargin=True
    )


def hover(figure: Figure) -> tuple[list[list[str]], str]:
    """Custom data of each row and the tooltip that shows it under readers' headings."""
    rows = figure.rows[list(figure.tooltip)].astype(str).to_numpy().tolist()
    lines = [f"{figure.labels.get(name, name)}: %{{customdata[{i}]}}" for i, name in enumerate(figure.tooltip)]
    return rows, "<br>".join(lines)
