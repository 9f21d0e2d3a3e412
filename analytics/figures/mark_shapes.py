"""The marks of a grid: full, half and hollow boxes, a dash, a question mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.figures.canvas import Sheet
from analytics.figures.theme import TEXT_SIZE

BOX = 13  # pixels of a mark's side
HALF, FULL, HOLLOW, DASH, ASK = "half", "full", "hollow", "dash", "ask"
Middles = Sequence[tuple[float, float]]


def draw(sheet: Sheet, shape: str, middles: Middles) -> None:
    """Draw one shape at each of these points, as one or two traces.

    Few traces stay quick where thousands of shapes would not.
    """
    if not middles:
        return
    if shape in (DASH, ASK):
        _letters(sheet, middles, shape)
        return
    if shape != HOLLOW:
        _boxes(sheet, middles, is_filled=True, share=0.5 if shape == HALF else 1.0)
    _boxes(sheet, middles, is_filled=False, share=1.0)


def _boxes(sheet: Sheet, middles: Middles, *, is_filled: bool, share: float) -> None:
    """Draw boxes as one trace: filled from the foot to a share, or only their edges."""
    half = BOX / 2
    x: list[float | None] = []
    y: list[float | None] = []
    for across, down in middles:
        top, foot = down + half - BOX * share, down + half
        left, right = across - half, across + half
        x += [left, right, right, left, left, None]
        y += [top, top, foot, foot, top, None]
    colour = sheet.look.colour("data")
    style: dict[str, Any] = (
        {"fill": "toself", "fillcolor": colour, "line": {"width": 0}}
        if is_filled
        else {"line": {"color": colour, "width": 1.5}}
    )
    sheet.scatter(x=x, y=y, mode="lines", hoverinfo="skip", **style)


def _letters(sheet: Sheet, middles: Middles, shape: str) -> None:
    """Draw a dash for what is unknown, a question mark for what needs a look."""
    is_ask = shape == ASK
    sheet.scatter(
        x=[across for across, _ in middles],
        y=[down for _, down in middles],
        mode="text",
        text=["<b>?</b>" if is_ask else "–"] * len(middles),
        textfont={
            "size": TEXT_SIZE + 2,
            "color": sheet.look.colour("accent_ink" if is_ask else "ink_2"),
        },
        hoverinfo="skip",
    )
