"""Stacked counts: how many of a whole are of each part, one bar a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.canvas import Sheet, foot, text_width
from analytics.figures.columns import renamed
from analytics.figures.stacked import Parts, ink_inside
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import MARKS, count

BAR, ROW, ROW_WITH_MORE = 26, 34, 52  # pixels
HEAD = 20  # pixels for a line of the parts' names
SEAM = 1.5  # pixels of paper between two parts
INSIDE = 7  # pixels from a part's edge to its number
LEAST = 2.0  # pixels: a part that is there must be seen


def counted_stacks(
    frame: pd.DataFrame,
    look: Look,
    *,
    parts: Parts,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each whole as the counts of its parts, on one scale, in the order given.

    Parameters
    ----------
    frame : DataFrame, one row for each whole
        label (empty for one that needs none), and a column for each part, each with
        its status.
    parts : column -> its words, the token of its bar and that of its words
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names).to_dict("records")
    labels = max(text_width(str(row["label"])) for row in rows)
    left = labels + 14 if labels else 0.0
    wholes = [sum(_count(row, part) for part in parts) for row in rows]
    per_one = (look.width - left - SEAM) / max(*wholes, 1.0)
    heads = _heads(rows[0], parts, left, per_one, look.width)
    head = HEAD * (1 + max(line for _, line in heads.values()))
    more = [_more(row, parts, per_one) for row in rows]
    tall = [ROW_WITH_MORE if said else ROW for said in more]
    sheet = Sheet(look, head + sum(tall) + foot(look))
    for part, (at, line) in heads.items():
        words, _, ink = parts[part]
        sheet.write(at, HEAD * (line + 0.5), words, colour=ink, bold=True)
    top = float(head)
    for row, said, high in zip(rows, more, tall, strict=True):
        _row(sheet, row, parts, (left, top, per_one))
        if said:
            at = top + BAR + 13
            sheet.write(left, at, said, colour="ink_2", size=LEAST_SIZE)
        top += high
    return sheet.figure()


def _count(row: Mapping[str, Any], part: str) -> float:
    return 0.0 if pd.isna(row[part]) else float(row[part])


def _heads(
    row: Mapping[str, Any], parts: Parts, left: float, per_one: float, width: float
) -> dict[str, tuple[float, int]]:
    """Place the parts' names over the first bar, in a line more where none has room."""
    found, at, free, line = {}, left, 0.0, 0
    for part, (words, _, _) in parts.items():
        wide = text_width(words, bold=True)
        x = max(at, free)
        if x + wide > width and free:
            # Right under the names of the parts before, as near its own as there is.
            line, x = line + 1, max(0.0, min(at, width - wide))
        x = max(0.0, min(x, width - wide))
        found[part] = (x, line)
        free = x + wide + 12
        at += _count(row, part) * per_one
    return found


def _fits(row: Mapping[str, Any], part: str, per_one: float) -> bool:
    number = _count(row, part)
    room = number * per_one - SEAM
    return room >= text_width(count(number), bold=True) + INSIDE + 4


def _more(row: Mapping[str, Any], parts: Parts, per_one: float) -> str:
    """Say under a bar what it does not: parts too thin for a number, and blanks."""
    said = []
    for part, (words, _, _) in parts.items():
        if pd.isna(row[part]):
            said.append(f"{MARKS.get(str(row[f'{part}_status']), '')} {words}")
        elif not _fits(row, part, per_one):
            said.append(f"{count(row[part])} {words}")
    return "; ".join(said)


def _row(
    sheet: Sheet, row: Mapping[str, Any], parts: Parts, at: tuple[float, float, float]
) -> None:
    """Draw one bar from left to right, with the numbers that have room in it."""
    left, top, per_one = at
    sheet.write(0, top + BAR / 2, str(row["label"]))
    for part, (_, token, _) in parts.items():
        number = _count(row, part)
        if number <= 0:
            continue
        wide = max(number * per_one - SEAM, LEAST)
        sheet.box((left, top), (left + wide, top + BAR), fill=token)
        if _fits(row, part, per_one):
            ink = ink_inside(sheet.look, token)
            words = count(number)
            sheet.write(left + INSIDE, top + BAR / 2, words, colour=ink, bold=True)
        left += number * per_one
