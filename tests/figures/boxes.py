"""Where words stand in a drawn figure, and which of them run into each other."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd

from analytics.figures.canvas import text_width

LINE = 1.25  # heights of a line of type
SLACK = 2.0  # pixels by which our estimate of a width may be out
EDGE = 4.0  # pixels: the blank round letters may leave the figure


def _pixel(axis, length, start, value):
    low, high = axis.range
    if axis.type == "date" or isinstance(low, (str, pd.Timestamp)):
        low, high, value = (
            pd.Timestamp(each).timestamp() for each in (low, high, value)
        )
    return start + (float(value) - float(low)) / (float(high) - float(low)) * length


def boxes(figure):
    """Return the words of each annotation with its left, top, right and bottom."""
    layout, margin = figure.layout, figure.layout.margin
    width = layout.width - margin.l - margin.r
    height = layout.height - margin.t - margin.b
    found = []
    for note in layout.annotations:
        if not note.text:
            continue
        lines = re.sub(r"</?b>", "", note.text).split("<br>")
        is_bold = "<b>" in note.text
        size = note.font.size or 13
        wide = max(text_width(line, size, bold=is_bold) for line in lines)
        tall = size * LINE * len(lines)
        if note.xref == "paper":
            x, y = margin.l + note.x * width, margin.t + (1 - note.y) * height
        else:
            x = _pixel(layout.xaxis, width, margin.l, note.x)
            y = margin.t + height - _pixel(layout.yaxis, height, 0, note.y)
        if note.showarrow:
            x, y = x + note.ax, y + note.ay
        x, y = x + (note.xshift or 0), y - (note.yshift or 0)
        left = (
            x - {"left": 0, "center": wide / 2, "right": wide}[note.xanchor or "center"]
        )
        top = (
            y - {"top": 0, "middle": tall / 2, "bottom": tall}[note.yanchor or "middle"]
        )
        found.append((note.text, left, top, left + wide, top + tall))
    return found


def collisions(figure):
    """Return the pairs of words that overlap by more than our slack."""
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(figure), 2)
        if min(one[3], other[3]) - max(one[1], other[1]) > SLACK
        and min(one[4], other[4]) - max(one[2], other[2]) > SLACK + 2
    ]


def cut_off(figure):
    """Return the words that leave the figure."""
    wide, tall = figure.layout.width, figure.layout.height
    return [
        text
        for text, left, top, right, bottom in boxes(figure)
        if left < -SLACK - 2
        or top < -SLACK - 2
        or right > wide + 8
        or bottom > tall + 4
    ]
