"""A ruled list: one row a name, a bar of its parts, and words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics import words
from analytics.figures.canvas import Sheet, foot, text_width, wrapped
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look

ROW, HEAD, BAR = 40, 34, 22  # pixels
NARROW_BAR, LINE = 16, 17  # pixels
GAP = 22  # pixels between two columns
NAME = 0.24  # of the width at most, for the names of the rows
LEAST_BARS = 130  # pixels: with less room for bars a list is drawn as for a phone
NUMBER_PAD = 7  # pixels between a number and the ends of its part
SEAM = 1.5  # pixels of paper between two parts
DARK_IN_LIGHT, DIM_IN_DARK = ("data", "data_2", "plum"), ("data_3", "soft")

Parts = Mapping[str, tuple[str, str, str]]
Columns = Mapping[str, str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Plan:
    """Where names, bars and columns stand, in pixels.

    Attributes
    ----------
    bars, longest : left edge of the bars, and the width of the largest whole
    largest : that whole
    rights : column -> its right edge
    """

    bars: float
    longest: float
    largest: float
    rights: Mapping[str, float]

    def long(self, value: float) -> float:
        return value / self.largest * self.longest


def ruled_list(
    frame: pd.DataFrame,
    look: Look,
    *,
    head: str,
    parts: Parts,
    beside: Columns,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each row's whole as its parts, with words beside; rows are never sorted.

    Parameters
    ----------
    frame : DataFrame, one row for each name
        label, total with total_status, shown (the total in words), is_chosen (bold),
        a number for each part, and words for each column beside.
    head : over the names
    parts : column -> its words, the token of its bar and that of its words; parts that
        the frame does not hold leave the whole in one piece
    beside : column -> its head
    names : our column -> the frame's own name for it
    """
    frame = renamed(frame, names)
    held = {name: each for name, each in parts.items() if name in frame}
    told = {name: each for name, each in beside.items() if name in frame}
    if look.is_narrow or _plan(frame, look, told).longest < LEAST_BARS:
        return _narrow(frame, look, head, held, told)
    return _wide(frame, look, head, held, told)


def _plan(frame: pd.DataFrame, look: Look, beside: Columns) -> _Plan:
    right, rights = float(look.width), {}
    for name in reversed(list(beside)):
        rights[name] = right
        cells = [text_width(str(each)) for each in frame[name]]
        right -= max([text_width(beside[name], bold=True), *cells]) + GAP
    widest = max(
        (text_width(str(each), bold=True) for each in frame["label"]), default=0
    )
    bars = min(widest + GAP, look.width * NAME)
    longest = right - bars - _total_room(frame)
    return _Plan(bars, longest, _largest(frame), rights)


def _total_room(frame: pd.DataFrame) -> float:
    cells = [text_width(str(each), bold=True) for each in frame["shown"]]
    return max(cells, default=0.0) + 14


def _largest(frame: pd.DataFrame) -> float:
    total = frame["total"].max()
    return float(total) if pd.notna(total) and total > 0 else 1.0


def _wide(
    frame: pd.DataFrame, look: Look, head: str, parts: Parts, beside: Columns
) -> go.Figure:
    plan = _plan(frame, look, beside)
    lines = _key_lines(parts, plan.longest)
    top = HEAD + LINE * max(0, len(lines) - 1)
    sheet = Sheet(look, top + ROW * len(frame) + foot(look) + 6)
    sheet.write(0, top - 14, head, bold=True)
    _key(sheet, lines, plan.bars, 20)
    for name, right in plan.rights.items():
        sheet.write(right, top - 14, beside[name], bold=True, across="right")
    sheet.rule((0, top), (look.width, top), colour="ink", width=2)
    for number, row in enumerate(frame.to_dict("records")):
        middle = top + ROW * (number + 0.5)
        label = wrapped(str(row["label"]), plan.bars - 8)
        sheet.write(0, middle, label, bold=bool(row["is_chosen"]))
        _bar(sheet, row, parts, plan, middle, BAR)
        for name, right in plan.rights.items():
            sheet.write(right, middle, str(row[name]), across="right")
        _rule(sheet, top + ROW * (number + 1))
    return sheet.figure()


def _narrow(
    frame: pd.DataFrame, look: Look, head: str, parts: Parts, beside: Columns
) -> go.Figure:
    """Draw the same one under another: name, bar, and a sentence of what is beside."""
    rows = frame.to_dict("records")
    room = look.width - _total_room(frame)
    plan = _Plan(0.0, room, _largest(frame), {})
    lines = _key_lines(parts, look.width)
    top = 14 + LINE * (len(lines) + 1)
    said = [_sentence(row, beside, look.width) for row in rows]
    highs = [26 + NARROW_BAR + LINE * len(each) + 12 for each in said]
    sheet = Sheet(look, top + sum(highs) + foot(look) + 6)
    sheet.write(0, 12, head, bold=True)
    _key(sheet, lines, 0.0, 12 + LINE)
    sheet.rule((0, top), (look.width, top), colour="ink", width=2)
    at = float(top)
    for row, under, high in zip(rows, said, highs, strict=True):
        sheet.write(0, at + 14, str(row["label"]), bold=True)
        middle = at + 26 + NARROW_BAR / 2
        _bar(sheet, row, parts, plan, middle, NARROW_BAR)
        for number, line in enumerate(under):
            y = at + 26 + NARROW_BAR + 12 + LINE * number
            sheet.write(0, y, line, colour="ink_2", size=LEAST_SIZE)
        at += high
        _rule(sheet, at)
    return sheet.figure()


def _sentence(row: Row, beside: Columns, room: float) -> list[str]:
    """Say what is beside as words, as many lines as they need."""
    lines: list[str] = []
    for name, head in beside.items():
        if str(row[name]) == "":
            continue
        said = f"{head}: {row[name]}"
        joined = f"{lines[-1]}; {said}" if lines else said
        if lines and text_width(joined, LEAST_SIZE) <= room:
            lines[-1] = joined
        else:
            lines.append(said)
    return lines


def _key_lines(parts: Parts, room: float) -> list[list[tuple[str, str, str]]]:
    """Break the parts' names into lines that fit."""
    lines: list[list[tuple[str, str, str]]] = [[]]
    used = 0.0
    for each in parts.values():
        wide = 16 + text_width(each[0]) + 16
        if lines[-1] and used + wide > room:
            lines.append([])
            used = 0.0
        lines[-1].append(each)
        used += wide
    return [line for line in lines if line]


def _key(
    sheet: Sheet, lines: list[list[tuple[str, str, str]]], left: float, top: float
) -> None:
    for number, line in enumerate(lines):
        at, middle = left, top + LINE * number
        for label, token, ink in line:
            sheet.box((at, middle - 5), (at + 10, middle + 5), fill=token)
            sheet.write(at + 16, middle, label, colour=ink)
            at += 16 + text_width(label) + 16


def _bar(
    sheet: Sheet, row: Row, parts: Parts, plan: _Plan, middle: float, high: float
) -> None:
    """Draw a row's parts from left to right, then the whole; or why it is blank."""
    status = str(row["total_status"])
    if status in words.MARKS:
        said = f"{words.MARKS[status]} {words.MARK_WORDS[status]}"
        sheet.write(plan.bars, middle, said, colour="ink_2")
        return
    at = plan.bars
    known = {part: float(row[part]) for part in parts if pd.notna(row[part])}
    pieces = known or {"": float(row["total"])}
    for part, value in pieces.items():
        if value <= 0:
            continue
        wide = plan.long(value)
        token = parts[part][1] if part else "data"
        end = max(at + wide - SEAM, at + 1)
        sheet.box((at, middle - high / 2), (end, middle + high / 2), fill=token)
        number = words.count(value)
        fits = wide >= text_width(number, LEAST_SIZE, bold=True) + 2 * NUMBER_PAD
        if part and len(known) > 1 and fits and high == BAR:
            ink = _inside(sheet.look, token)
            sheet.write(
                at + NUMBER_PAD, middle, number, colour=ink, bold=True, size=LEAST_SIZE
            )
        at += wide
    sheet.write(at + 8, middle, str(row["shown"]), bold=True)


def _rule(sheet: Sheet, y: float) -> None:
    sheet.rule((0, y), (sheet.look.width, y))


def _inside(look: Look, token: str) -> str:
    """Return the token of words inside a bar, so that they stand off it."""
    if look.mode == "light":
        return "on_dark" if token in DARK_IN_LIGHT else "on_light"
    return "on_light" if token in DIM_IN_DARK else "on_dark"
