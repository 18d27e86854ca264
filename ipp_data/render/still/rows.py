"""The axis of categories that most stills share. Never cuts a name short."""

from __future__ import annotations

from textwrap import wrap

from matplotlib.axes import Axes

from ipp_data.figures import Figure
from ipp_data.render.ink import GREY

WIDE = 34  # letters of a label before it breaks


def labels(figure: Figure) -> list[str]:
    """The categories in the order of the rows."""
    return list(dict.fromkeys(figure.rows[figure.y].astype(str)))


def rows(axes: Axes, figure: Figure, names: list[str]) -> dict[str, int]:
    """The categories from top to bottom, long names broken into lines."""
    axes.set_yticks(range(len(names)), ["\n".join(wrap(label, WIDE, break_on_hyphens=False)) for label in names], fontsize=8.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlabel(figure.labels.get(figure.x, figure.x), fontsize=8.5)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x", color="#E3E8ED", linewidth=0.7)
    axes.set_axisbelow(True)
    return {label: i for i, label in enumerate(names)}


def threshold(axes: Axes, figure: Figure) -> None:
    """The dashed line of the threshold, where there is one."""
    if figure.threshold is not None:
        axes.axvline(figure.threshold, color=GREY, linestyle="--", linewidth=1.2)
