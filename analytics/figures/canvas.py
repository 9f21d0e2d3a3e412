"""A figure measured in pixels, for shapes that are laid out and not only scaled."""

from __future__ import annotations

from typing import Literal

import plotly.graph_objects as go

from analytics.figures.theme import TEXT_SIZE, Look, base

STAMP = 22  # pixels kept free at the foot for the words of `theme.stamp`
STAMP_NARROW = 38  # there they take two lines

# Widths of Arial in thousandths of its size: near enough to keep words apart.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!I", 250),
    **dict.fromkeys(" ft[]()/-r", 300),
    **dict.fromkeys("mwMW%", 860),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 690),
}
_USUAL_WIDTH = 545
_BOLD = 1.07

Anchor = Literal["left", "center", "right"]
Upright = Literal["top", "middle", "bottom"]


def text_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """Estimate how many pixels a line of text takes."""
    thousandths = sum(_WIDTHS.get(letter, _USUAL_WIDTH) for letter in text)
    return thousandths / 1000 * size * (_BOLD if bold else 1)


def foot(look: Look) -> int:
    """Return the pixels that the stamp needs at the foot of the plot."""
    return STAMP_NARROW if look.is_narrow else STAMP


def canvas(look: Look, *, height: float) -> go.Figure:
    """Return an empty figure whose axes count pixels from the top left corner."""
    figure = base(look, height=round(height))
    hidden = {"visible": False, "fixedrange": True, "showgrid": False}
    return figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={**hidden, "range": [0, look.width]},
        yaxis={**hidden, "range": [round(height), 0]},
        hovermode="closest",
    )


def write(
    figure: go.Figure,
    look: Look,
    x: float,
    y: float,
    text: str,
    *,
    colour: str = "ink",
    size: float = TEXT_SIZE,
    bold: bool = False,
    across: Anchor = "left",
    upright: Upright = "middle",
    paper: bool = False,
    name: str | None = None,
) -> None:
    """Write words at a point; `paper` puts paper behind them."""
    figure.add_annotation(
        x=x,
        y=y,
        text=f"<b>{text}</b>" if bold else text,
        xref="x",
        yref="y",
        xanchor=across,
        yanchor=upright,
        align=across,
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": look.colour(colour)},
        bgcolor=look.colour("paper") if paper else None,
        name=name,
    )


def rule(
    figure: go.Figure,
    look: Look,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    colour: str = "rule",
    width: float = 1,
    dash: str = "solid",
    above: bool = False,
) -> None:
    """Draw a straight line between two points."""
    figure.add_shape(
        type="line",
        x0=start[0],
        y0=start[1],
        x1=end[0],
        y1=end[1],
        line={"color": look.colour(colour), "width": width, "dash": dash},
        layer="above" if above else "below",
    )


def box(
    figure: go.Figure,
    look: Look,
    corner: tuple[float, float],
    opposite: tuple[float, float],
    *,
    fill: str | None = None,
    edge: str | None = None,
    width: float = 1.5,
    layer: Literal["above", "below"] = "below",
) -> None:
    """Draw a rectangle between two corners."""
    figure.add_shape(
        type="rect",
        x0=corner[0],
        y0=corner[1],
        x1=opposite[0],
        y1=opposite[1],
        fillcolor=look.colour(fill) if fill else "rgba(0,0,0,0)",
        line={"color": look.colour(edge or "paper"), "width": width if edge else 0},
        layer=layer,
    )
