"""A strip: dots and a range on one small scale, with our line; for cells of a table."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dash_app.attributes import attrs


def _at(value: float, top: float) -> str:
    return f"{min(max(value / top, 0.0), 1.0) * 100:.1f}%"


def strip(
    dots: Sequence[float],
    *,
    line: float,
    top: float,
    interval: tuple[float, float] | None = None,
) -> Component:
    """Draw dots against a line, on a scale from zero to `top`.

    It is drawn for the eye only: the cells beside it say the same in words.
    """
    marks = [html.I(className="strip-line", style={"left": _at(line, top)})]
    if interval is not None:
        low, high = interval
        width = (min(high, top) - max(low, 0.0)) / top * 100
        style = {"left": _at(low, top), "width": f"{max(width, 0.0):.1f}%"}
        marks.append(html.I(className="strip-range", style=style))
    marks += [html.I(className="strip-dot", style={"left": _at(d, top)}) for d in dots]
    return html.Span(marks, className="strip", **attrs(aria_hidden="true"))


def scale(line: float, top: float) -> Component:
    """Write the strip's ends and the line, for the head of its column."""
    return html.Span(
        [
            html.I("0", style={"left": "0"}),
            html.B(f"{line:.2f}", style={"left": _at(line, top)}),
            html.I(f"{top:g}", style={"left": "100%"}),
        ],
        className="strip-scale",
        **attrs(aria_hidden="true"),
    )
