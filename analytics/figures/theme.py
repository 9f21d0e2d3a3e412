"""Every colour, size and font of every figure; nothing else has any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif'
TEXT_SIZE = 13  # pixels
LEAST_SIZE = 12  # pixels
NARROW = 480  # pixels of figure, not of screen; below this it is drawn for a phone

_LIGHT = {
    "paper": "#FFFFFF",
    "wash": "#F4F6F7",
    "ink": "#0B0C0C",
    "ink_2": "#474E53",
    "edge": "#6B747A",
    "rule": "#D3D8DB",
    "data": "#12436D",
    "data_2": "#2073BC",
    "data_3": "#6BACE6",
    "accent": "#F46A25",
    "accent_ink": "#A83C06",
    "plum": "#801650",
    "teal": "#28A197",
    "teal_ink": "#14655E",
    "context": "#868F95",
    "soft": "#BFC5C9",
    "land": "#EEF0F1",
    "on_dark": "#FFFFFF",
    "on_light": "#0B0C0C",
    "on_accent": "#0B0C0C",
    "map": ("#12436D", "#2073BC", "#6BACE6", "#B5D5F2", "#E6F0F9"),
}
_DARK = {
    "paper": "#101417",
    "wash": "#1A2025",
    "ink": "#F1F4F5",
    "ink_2": "#B7C0C6",
    "edge": "#89949B",
    "rule": "#364048",
    "data": "#8FC4F2",
    "data_2": "#5FA3DE",
    "data_3": "#3E79AD",
    "accent": "#FF8A4C",
    "accent_ink": "#FFA877",
    "plum": "#E58DBB",
    "teal": "#4CC4B9",
    "teal_ink": "#6FD6CC",
    "context": "#7C878E",
    "soft": "#4B565D",
    "land": "#1B2126",
    # Text inside bars: dark ink on all but data_3 and soft, which take white.
    "on_dark": "#0B1620",
    "on_light": "#FFFFFF",
    "on_accent": "#0B1620",
    "map": ("#DCEDFC", "#93C6F3", "#4A8DC7", "#285880", "#1B3448"),
}
FOCUS = "#FFDD00"
FOCUS_RING = "#0B0C0C"


@dataclass(frozen=True)
class Look:
    """Choices that change how a figure looks and never a number.

    Attributes
    ----------
    mode : "light" or "dark"; exports, print and notebooks are always light
    width : pixels
    synthetic : draw "Synthetic demonstration data" inside the plot area
    internal : draw "Internal: not for publication" beside it
    """

    mode: Literal["light", "dark"] = "light"
    width: int = 1240
    synthetic: bool = False
    internal: bool = False

    def colour(self, token: str) -> str:
        """Return one token of LOOK's palette in this mode."""
        value = (_LIGHT if self.mode == "light" else _DARK)[token]
        if not isinstance(value, str):
            raise KeyError(token)
        return value

    def map_colours(self) -> tuple[str, ...]:
        """Return the five map classes, least care first (furthest from the paper)."""
        value = (_LIGHT if self.mode == "light" else _DARK)["map"]
        return tuple(value)

    @property
    def is_narrow(self) -> bool:
        """Say whether the figure is drawn for a phone."""
        return self.width < NARROW


def base(look: Look, *, height: int) -> go.Figure:
    """Return an empty figure with our type, paper and gridlines.

    Horizontal gridlines in rule, no box, no vertical grid, fixed height, no legend,
    no modebar text; a figure adds its traces to this.
    """
    axis = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"size": TEXT_SIZE, "color": look.colour("ink_2")},
        "fixedrange": True,
    }
    return go.Figure().update_layout(
        template=None,
        width=look.width,
        height=height,
        autosize=False,
        paper_bgcolor=look.colour("paper"),
        plot_bgcolor=look.colour("paper"),
        font={"family": FONT, "size": TEXT_SIZE, "color": look.colour("ink")},
        margin={"l": 8, "r": 8, "t": 8, "b": 28},
        showlegend=False,
        hoverlabel={"font": {"family": FONT, "size": TEXT_SIZE}},
        dragmode=False,
        xaxis={**axis, "showgrid": False},
        yaxis={**axis, "showgrid": True, "gridcolor": look.colour("rule")},
    )


def stamp(figure: go.Figure, look: Look) -> go.Figure:
    """Write what the figure may not be taken for, inside its plot area."""
    words = [
        *(["Synthetic demonstration data"] if look.synthetic else []),
        *(["Internal: not for publication"] if look.internal else []),
    ]
    if words:
        figure.add_annotation(
            text="<b>" + ("<br>" if look.is_narrow else " · ").join(words) + "</b>",
            align="left",
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            font={"size": LEAST_SIZE, "color": look.colour("ink_2")},
            bgcolor=look.colour("paper"),
            opacity=0.9,
            name="stamp",
        )
    return figure
