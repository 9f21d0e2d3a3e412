"""A map's key: five classes, our line, the outline, then the blanks in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from analytics.figures.gathered import Gathered
from analytics.figures.map_frame import Plot
from analytics.figures.theme import LEAST_SIZE, Look

CLASSES = 5
SWATCH = (30, 14)  # pixels
BAR_HEIGHT = 14  # pixels
ROW = 20  # pixels
BLANK_WORDS = {
    "suppressed": ("/", "[c] Hidden to protect people or a provider"),
    "not_supplied": ("x", "[x] Not supplied, or beyond the boundary"),
    "not_applicable": ("-", "[z] Nobody there needs care"),
    "low_reliability": (".", "[u] Too little need to judge"),
}


PATTERN_SIZE = 7  # pixels, the same at every zoom


def pattern(look: Look, shape: str, ground: str, *, mark: str) -> dict[str, object]:
    """Return a fill pattern: a shape in the colour of `mark` on a ground."""
    return {
        "shape": shape,
        "size": PATTERN_SIZE,
        "solidity": 0.3,
        "fgcolor": look.colour(mark),
        "bgcolor": ground,
        "fillmode": "overlay",
    }


def dots_token(number: int) -> str:
    """Return the colour whose dots show on a class: paper on the two far from it."""
    return "paper" if number < 2 else "ink_2"


def _blanks(frame: pd.DataFrame) -> list[tuple[str, str, int]]:
    counts = frame["class_status"].value_counts()
    return [
        (status, words, int(counts[status]))
        for status, (_, words) in BLANK_WORDS.items()
        if counts.get(status, 0)
    ]


def _columns(look: Look) -> int:
    return 1 if look.is_narrow else 2


def key_height(frame: pd.DataFrame, look: Look, *, outlined: bool) -> float:
    """Return the pixels that the key needs above the map."""
    blanks = -(-len(_blanks(frame)) // _columns(look))
    below_the_bar = 24 if outlined and look.is_narrow else 0
    return 20 + BAR_HEIGHT + 22 + below_the_bar + blanks * ROW + 8


def class_words(breaks: Sequence[float], *, brief: bool) -> list[str]:
    """Return each class in words: under 0.80, 0.80 to 0.99, … 1.40 or more."""
    if brief:
        return [
            f"<{breaks[0]:.1f}",
            *(f"{b:.1f}" for b in breaks[:-1]),
            f"{breaks[-1]:.1f}+",
        ]
    middle = [f"{low:.2f} to {high - 0.01:.2f}" for low, high in pairwise(breaks)]
    return [f"under {breaks[0]:.2f}", *middle, f"{breaks[-1]:.2f} or more"]


def draw_key(
    figure: Gathered,
    frame: pd.DataFrame,
    look: Look,
    plot: Plot,
    *,
    breaks: Sequence[float],
    line: float | None,
    outlined: str,
    labels: Sequence[str] = (),
) -> None:
    """Write the key above the map."""
    top = plot.height - 20
    right = plot.width if look.is_narrow or not outlined else plot.width * 0.62
    named = labels or class_words(breaks, brief=look.is_narrow)
    _draw_classes(figure, look, top, right / CLASSES, named)
    if line is not None:
        _draw_line(figure, look, top, right / CLASSES, breaks, line)
    row = top - BAR_HEIGHT - 22
    if outlined:
        at = (0.0, row - ROW) if look.is_narrow else (right + 16, top - BAR_HEIGHT - 4)
        _draw_outline_key(figure, look, at, outlined)
        row -= 24 if look.is_narrow else 0
    _draw_blanks(figure, frame, look, plot, row)


def _words(
    figure: Gathered, look: Look, x: float, y: float, text: str, **more: object
) -> None:
    settings: dict[str, object] = {
        "xref": "x",
        "yref": "y",
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "borderpad": 0,
        "font": {"size": LEAST_SIZE, "color": look.colour("ink")},
    }
    figure.add_annotation(**{**settings, **more})


def _rectangle(
    figure: Gathered, x: float, y: float, width: float, height: float, **style: object
) -> None:
    figure.add_scatter(
        x=[x, x + width, x + width, x, x],
        y=[y, y, y + height, y + height, y],
        mode="lines",
        fill="toself",
        hoverinfo="skip",
        **style,
    )


def _draw_classes(
    figure: Gathered, look: Look, top: float, step: float, named: Sequence[str]
) -> None:
    edge = {"color": look.colour("rule"), "width": 1}
    for number, colour in enumerate(look.map_colours()):
        _rectangle(
            figure,
            number * step,
            top - BAR_HEIGHT,
            step,
            BAR_HEIGHT,
            fillcolor=colour,
            line=edge,
            name="key",
        )
    for number, text in enumerate(named):
        _words(figure, look, number * step, top - BAR_HEIGHT - 10, text)


def _draw_line(
    figure: Gathered,
    look: Look,
    top: float,
    step: float,
    breaks: Sequence[float],
    line: float,
) -> None:
    x = (list(breaks).index(line) + 1) * step
    figure.add_shape(
        type="line",
        xref="x",
        yref="y",
        x0=x,
        x1=x,
        y0=top - BAR_HEIGHT - 3,
        y1=top + 14,
        line={"color": look.colour("ink"), "width": 3},
    )
    _words(figure, look, x - 6, top + 10, "too little", xanchor="right")
    _words(figure, look, x + 6, top + 10, f"<b>our line, {line:.2f}</b>")


def _draw_outline_key(
    figure: Gathered, look: Look, at: tuple[float, float], outlined: str
) -> None:
    x, y = at
    _rectangle(
        figure,
        x + 2,
        y,
        SWATCH[0],
        SWATCH[1],
        fillcolor=look.map_colours()[0],
        line={"color": look.colour("accent"), "width": 2.8},
        name="key",
    )
    _words(figure, look, x + SWATCH[0] + 12, y + SWATCH[1] / 2, outlined)


def _draw_blanks(
    figure: Gathered, frame: pd.DataFrame, look: Look, plot: Plot, row: float
) -> None:
    columns = _columns(look)
    for number, (status, words, count) in enumerate(_blanks(frame)):
        x = (number % columns) * plot.width / columns
        y = row - (number // columns + 1) * ROW
        ground = (
            look.map_colours()[2]
            if status == "low_reliability"
            else look.colour("paper")
        )
        _rectangle(
            figure,
            x + 1,
            y,
            SWATCH[0],
            SWATCH[1],
            fillcolor=ground,
            fillpattern=pattern(
                look,
                BLANK_WORDS[status][0],
                ground,
                mark="ink_2" if status == "low_reliability" else "context",
            ),
            line={"color": look.colour("ink_2"), "width": 1},
            name="key",
        )
        mark, rest = words.split(" ", 1)
        _words(
            figure,
            look,
            x + SWATCH[0] + 10,
            y + SWATCH[1] / 2,
            f"<b>{mark}</b> {rest} ({count})",
        )
