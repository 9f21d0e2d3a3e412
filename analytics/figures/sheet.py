"""A sheet of words, rules and boxes in pixels, gathered and drawn all at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from analytics.figures.canvas import Anchor, canvas, text_width
from analytics.figures.theme import TEXT_SIZE, Look


@dataclass
class Sheet:
    """What a figure laid out like a table will hold.

    A figure looks over all its words again whenever one is added, so a table of some
    hundred is gathered here first.
    """

    look: Look
    height: float
    words: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

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
    ) -> None:
        """Write words at a point, their middle at its height."""
        self.words.append(
            {
                "x": x,
                "y": y,
                "text": f"<b>{text}</b>" if bold else text,
                "xanchor": across,
                "yanchor": "middle",
                "align": across,
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": size, "color": self.look.colour(colour)},
            }
        )

    def rule(self, y: float, *, left: float = 0, heavy: bool = False) -> None:
        """Rule the sheet across: a hairline, or two pixels of ink."""
        stroke = {
            "color": self.look.colour("ink" if heavy else "rule"),
            "width": 2 if heavy else 1,
        }
        self.shapes.append(
            {
                "type": "line",
                "x0": left,
                "x1": self.look.width,
                "y0": y,
                "y1": y,
                "line": stroke,
                "layer": "below",
            }
        )

    def bar(
        self, left: float, right: float, middle: float, high: float, colour: str
    ) -> None:
        """Fill a bar about a height."""
        self.shapes.append(
            {
                "type": "rect",
                "x0": left,
                "x1": right,
                "y0": middle - high / 2,
                "y1": middle + high / 2,
                "fillcolor": self.look.colour(colour),
                "line": {"width": 0},
            }
        )

    def drawn(self) -> go.Figure:
        """Return the figure."""
        return canvas(self.look, height=self.height).update_layout(
            annotations=self.words, shapes=self.shapes
        )


def fitted(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Break words into two lines, near their middle, where one would not fit."""
    if text_width(words, size, bold=bold) <= room or " " not in words:
        return words
    gaps = [place for place, letter in enumerate(words) if letter == " "]
    middle = min(gaps, key=lambda place: abs(place - len(words) / 2))
    return f"{words[:middle]}<br>{words[middle + 1 :]}"
