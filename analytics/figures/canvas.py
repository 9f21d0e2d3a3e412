"""A figure measured in pixels, for shapes that are laid out and not only scaled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import plotly.graph_objects as go

from analytics.figures.theme import TEXT_SIZE, Look, base

STAMP = 22  # pixels kept free at the foot for the words of `theme.stamp`
STAMP_WIDE = 350  # pixels that they run to in one line
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


def wrapped(words: str, room: float) -> str:
    """Break words over two lines, if they must: after a comma, before "by", or between.

    Of several places it takes the one nearest the middle at which both lines fit.
    """
    if text_width(words) <= room or " " not in words:
        return words
    spaces = [i for i, letter in enumerate(words) if letter == " "]
    good = [i for i in spaces if words[i - 1] in ",." or words[i:].startswith(" by ")]
    for places in (good, spaces):
        fitting = [
            i
            for i in places
            if max(text_width(words[:i]), text_width(words[i + 1 :])) <= room
        ]
        if fitting:
            break
    middle = min(fitting or spaces, key=lambda i: abs(i - len(words) / 2))
    return f"{words[:middle]}<br>{words[middle + 1 :]}"


def foot(look: Look) -> int:
    """Return the pixels that the stamp needs at the foot of the plot."""
    return STAMP_NARROW if look.is_narrow else STAMP


@dataclass
class Sheet:
    """What is laid out on a figure, in pixels from the top left corner.

    Words and lines are gathered as plain parts and made into a figure once: added one
    by one, Plotly checks all the earlier ones again each time.
    """

    look: Look
    height: float
    words: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    traces: list[dict[str, Any]] = field(default_factory=list)

    def figure(self) -> go.Figure:
        """Return the figure, whose axes count pixels."""
        plain = base(self.look, height=round(self.height)).to_dict()["layout"]
        hidden = {"visible": False, "fixedrange": True, "showgrid": False}
        layout = {
            **plain,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "xaxis": {**hidden, "range": [0, self.look.width]},
            "yaxis": {**hidden, "range": [round(self.height), 0]},
            "hovermode": "closest",
            "annotations": self.words,
            "shapes": self.shapes,
        }
        return go.Figure({"data": self.traces, "layout": layout})

    def scatter(self, **trace: Any) -> None:
        """Draw a trace of points, lines or outlines."""
        self.traces.append({"type": "scatter", **trace})

    def write(
        self,
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
    ) -> None:
        """Write words at a point; `paper` puts paper behind them."""
        behind = {"bgcolor": self.look.colour("paper")} if paper else {}
        self.words.append(
            {
                "x": x,
                "y": y,
                "text": f"<b>{text}</b>" if bold else text,
                "xref": "x",
                "yref": "y",
                "xanchor": across,
                "yanchor": upright,
                "align": across,
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": size, "color": self.look.colour(colour)},
                **behind,
            }
        )

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = "rule",
        width: float = 1,
        dash: str = "solid",
        above: bool = False,
    ) -> None:
        """Draw a straight line between two points."""
        line = {"color": self.look.colour(colour), "width": width, "dash": dash}
        self._shape("line", start, end, line, above=above)

    def box(
        self,
        corner: tuple[float, float],
        opposite: tuple[float, float],
        *,
        fill: str | None = None,
        edge: str | None = None,
        width: float = 1.5,
    ) -> None:
        """Draw a rectangle between two corners."""
        line = {
            "color": self.look.colour(edge or "paper"),
            "width": width if edge else 0,
        }
        inside = self.look.colour(fill) if fill else "rgba(0,0,0,0)"
        self._shape("rect", corner, opposite, line, fillcolor=inside)

    def _shape(
        self,
        kind: str,
        start: tuple[float, float],
        end: tuple[float, float],
        line: dict[str, Any],
        *,
        above: bool = False,
        **more: Any,
    ) -> None:
        self.shapes.append(
            {
                "type": kind,
                "x0": start[0],
                "y0": start[1],
                "x1": end[0],
                "y1": end[1],
                "line": line,
                "layer": "above" if above else "below",
                **more,
            }
        )
