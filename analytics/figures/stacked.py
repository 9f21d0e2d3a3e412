"""Stacked bars: what a whole is made of, part by part, one row a whole."""

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

ROW, BAR, HEAD = 46, 30, 30  # pixels
NARROW_ROW, NARROW_HEAD = 74, 48  # pixels
NAME = 0.21  # of the width, for the names of the rows
SHARE = 106  # pixels at the right, for the share
TOTAL_ROOM = 66  # pixels after a bar, for the whole
NARROW_TOTAL_ROOM, NARROW_SHARE = 52, 0
NUMBER_FITS = 44  # pixels: a part narrower than this has no number inside
SEAM = 1.5  # pixels of paper between two parts

Parts = Mapping[str, tuple[str, str, str]]
# Bars that are dark in the light mode, and those that stay dim in the dark one.
DARK_IN_LIGHT, DIM_IN_DARK = ("data", "data_2", "plum"), ("data_3", "soft")


@dataclass(frozen=True)
class _Room:
    """Where names, bars and shares stand, in pixels."""

    bars: float
    longest: float
    scale: float
    high: float

    def long(self, value: float) -> float:
        return value / self.scale * self.longest


def stacked_bars(
    frame: pd.DataFrame,
    look: Look,
    *,
    parts: Parts,
    share_words: str,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each whole as its parts, in the order given; rows are never sorted.

    Parameters
    ----------
    frame : DataFrame, one row for each whole
        label, under (small words beneath it), total (£, with total_status), share (of
        the first part), and a column for each part, each with its status.
    parts : column -> its words, the token of its bar and that of its words
    share_words : what the share is of
    names : our column -> the frame's own name for it
    """
    frame = renamed(frame, names)
    narrow = look.is_narrow
    head, row_high = (NARROW_HEAD, NARROW_ROW) if narrow else (HEAD, ROW)
    sheet = Sheet(look, head + row_high * len(frame) + foot(look) + 4)
    room = _room(frame, look)
    rows = frame.to_dict("records")
    _heads(sheet, rows, parts, room, share_words)
    for place, row in enumerate(rows):
        top = head + row_high * place
        bar = top + (row_high - BAR / 2 - 8 if narrow else row_high / 2)
        _name(sheet, row, top, room, share_words)
        _bar(sheet, row, parts, bar, room)
        if not narrow and pd.notna(row["share"]):
            sheet.write(
                look.width, bar, words.percent(row["share"]), bold=True, across="right"
            )
    return sheet.figure()


def _room(frame: pd.DataFrame, look: Look) -> _Room:
    scale = float(frame["total"].max()) if frame["total"].notna().any() else 1.0
    if look.is_narrow:
        return _Room(0, look.width - NARROW_TOTAL_ROOM, scale, BAR)
    bars = look.width * NAME
    return _Room(bars, look.width - bars - TOTAL_ROOM - SHARE, scale, BAR)


def _heads(
    sheet: Sheet,
    rows: list[dict[str, Any]],
    parts: Parts,
    room: _Room,
    share_words: str,
) -> None:
    """Name the parts over the first row that shows them, kept apart."""
    look = sheet.look
    shown = [row for row in rows if all(pd.notna(row[part]) for part in parts)]
    at, free = room.bars, room.bars
    line = 0
    for part, (label, _, ink) in parts.items():
        wide = text_width(label, bold=True)
        left = max(at, free)
        if look.is_narrow and left + wide > look.width:
            line, left = line + 1, 0.0
        y = 12 + 17 * line if look.is_narrow else HEAD / 2 - 3
        sheet.write(left, y, label, colour=ink, bold=True)
        free = left + wide + 12
        if look.is_narrow:
            at = 0.0
        elif shown:
            at += room.long(float(shown[0][part]))
    if not look.is_narrow:
        sheet.write(look.width, HEAD / 2 - 3, share_words, bold=True, across="right")


def _name(
    sheet: Sheet, row: Mapping[str, Any], top: float, room: _Room, share_words: str
) -> None:
    label, under = str(row["label"]), str(row["under"])
    if sheet.look.is_narrow:
        sheet.write(0, top + 9, label, bold=True)
        share = row["share"]
        if pd.notna(share):
            under += f"; {words.percent(share)} {share_words.lower()}"
        sheet.write(0, top + 26, under, colour="ink_2", size=LEAST_SIZE)
        return
    name = wrapped(label, room.bars - 10)
    is_long = "<br>" in name
    sheet.write(0, top + ROW / 2 - (10 if is_long else 8), name)
    sheet.write(
        0,
        top + ROW / 2 + (14 if is_long else 9),
        under,
        colour="ink_2",
        size=LEAST_SIZE,
    )


def _bar(
    sheet: Sheet, row: Mapping[str, Any], parts: Parts, middle: float, room: _Room
) -> None:
    """Draw a row's parts from left to right, then the whole; or why it is blank."""
    status = str(row["total_status"])
    if status in words.MARKS:
        said = f"{words.MARKS[status]} {words.MARK_WORDS[status]}"
        sheet.write(room.bars, middle, said, colour="ink_2")
        return
    at, total = room.bars, float(row["total"])
    known = [part for part in parts if pd.notna(row[part])]
    for part in known:
        value = float(row[part])
        if value <= 0:
            continue
        wide = room.long(value)
        token = parts[part][1]
        _fill(sheet, at, at + wide - SEAM, middle, token)
        if wide >= NUMBER_FITS:
            text, ink = words.pounds(value, pence=True), ink_inside(sheet.look, token)
            sheet.write(at + 8, middle, text, colour=ink, bold=True)
        at += wide
    if not known:
        _fill(sheet, at, at + room.long(total), middle, "soft")
        ink = ink_inside(sheet.look, "soft")
        sheet.write(at + 8, middle, "[x] parts not supplied", colour=ink)
        at += room.long(total)
    sheet.write(at + 8, middle, words.pounds(total, pence=True), bold=True)


def _fill(sheet: Sheet, left: float, right: float, middle: float, token: str) -> None:
    sheet.box((left, middle - BAR / 2), (right, middle + BAR / 2), fill=token)


def ink_inside(look: Look, token: str) -> str:
    """Return the token of words inside a bar, so that they stand off it."""
    if look.mode == "light":
        return "on_dark" if token in DARK_IN_LIGHT else "on_light"
    return "on_light" if token in DIM_IN_DARK else "on_dark"
