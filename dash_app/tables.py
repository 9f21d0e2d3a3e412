"""Tables: a rule under the head, words left, numbers right, no blank lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics import words
from dash_app import written
from dash_app.attributes import attrs

FIRST = 10  # rows shown before "Show all"
BLANK_WORDS = {
    "suppressed": "hidden",
    "not_supplied": "not supplied",
    "not_applicable": "not applicable",
}

Format = Callable[[Any], Any]


@dataclass(frozen=True)
class Cell:
    """What one cell shows: its text, or a component, and the mark of a blank."""

    shown: Any
    is_number: bool
    mark_word: str = ""


def is_number(frame: pd.DataFrame, column: str) -> bool:
    """Say whether a column is set to the right."""
    kind = frame[column].dtype
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def text(column: str, value: Any) -> str:
    """Write a value as its column's unit asks; the unit is the name's ending."""
    if isinstance(value, (bool,)) or type(value).__name__ == "bool_":
        return "yes" if value else "no"
    if isinstance(value, (dt.datetime, pd.Timestamp)):
        return words.date(value.date())
    if isinstance(value, dt.date):
        return words.date(value)
    if not isinstance(value, (int, float)) and not hasattr(value, "dtype"):
        return str(value)
    if column.endswith("_gbp"):
        return words.pounds(float(value))
    if column.startswith(("share", "chance")) or column.endswith(("_share", "_chance")):
        return words.percent(float(value))
    number = float(value)
    if number.is_integer():
        return words.count(number).replace("-", "−")
    return f"{number:,.2f}".replace("-", "−")


def cell(frame: pd.DataFrame, row: int, column: str, shape: Format | None) -> Cell:
    """Return one cell: its value, or the mark for its blank and the word for it."""
    value = frame[column].iloc[row]
    if isinstance(value, (Component, list)):
        return Cell(value, is_number=False)
    number = is_number(frame, column)
    status = (
        frame[f"{column}_status"].iloc[row] if f"{column}_status" in frame else "ok"
    )
    if status in words.MARKS:
        return Cell(words.MARKS[status], number, BLANK_WORDS[status])
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return Cell("", number)
    shown = shape(value) if shape else text(column, value)
    if status == "low_reliability":
        return Cell(f"{shown} [u]" if isinstance(shown, str) else shown, number)
    return Cell(shown, number)


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    *,
    caption: str,
    formats: Mapping[str, Format] | None = None,
    first: int = FIRST,
    total_row: bool = False,
    chosen: Callable[[pd.Series], bool] | None = None,
    sub_rows: Callable[[pd.Series], bool] | None = None,
    with_words: bool = True,
    left: Collection[str] = (),
    right: Collection[str] = (),
    table_id: str | None = None,
    class_name: str = "",
    show_caption: bool = False,
    units: Mapping[str, str] | None = None,
) -> Component:
    """Lay out a table: the first rows, then "Show all".

    Parameters
    ----------
    frame : one row a row; `<column>_status` beside a column gives its blanks
    columns : column -> its label, in order; the first is the row's header
    caption : what the table is, for those who hear it
    formats : column -> value to text or component, where its name does not say
    first : rows shown before "Show all"; 0 shows every row
    total_row : rule the last row above and below
    chosen, sub_rows : say of a row (a Series) whether it is chosen, or under another
    with_words : write the word beside the mark of a blank, where there is room
    left, right : columns to set so, whatever they hold
    units : column -> small words under its label in the head
    """
    formats = formats or {}
    rights = {
        name
        for name in columns
        if name in right or (is_number(frame, name) and name not in left)
    }
    heads = [
        html.Th(
            [label, html.Small(units[name])] if units and name in units else label,
            scope="col",
            role="columnheader",
            className="n" if name in rights else None,
        )
        for name, label in columns.items()
    ]
    called = {
        name: _called(label, (units or {}).get(name)) for name, label in columns.items()
    }
    rows = []
    for i in range(len(frame)):
        series = frame.iloc[i]
        marks = {
            "tot": total_row and i == len(frame) - 1,
            "on": bool(chosen and chosen(series)),
            "sub": bool(sub_rows and sub_rows(series)),
            "later": 0 < first <= i and not (total_row and i == len(frame) - 1),
        }
        cells = _cells(frame, i, called, formats, rights, with_words)
        rows.append(html.Tr(cells, className=_joined(marks), role="row"))
    return folding(
        html.Table(
            [
                html.Caption(
                    caption, className=None if show_caption else "visually-hidden"
                ),
                html.Thead(html.Tr(heads, role="row"), role="rowgroup"),
                html.Tbody(rows, role="rowgroup"),
            ],
            className=written.kinds(len(columns), class_name),
            role="table",
            **attrs(id=table_id),
        ),
        len(rows),
        first,
    )


def _called(label: Any, unit: str | None) -> str:
    """Return a column's name in words, for a cell that stands without its head."""
    said = label if isinstance(label, str) else str(label[0])
    return f"{said} {unit}" if unit else said


def _joined(marks: Mapping[str, bool]) -> str | None:
    return " ".join(name for name, holds in marks.items() if holds) or None


def _cells(
    frame: pd.DataFrame,
    i: int,
    called: Mapping[str, str],
    formats: Mapping[str, Format],
    rights: Collection[str],
    with_words: bool,
) -> list[Component]:
    cells: list[Component] = []
    for place, (name, label) in enumerate(called.items()):
        one = cell(frame, i, name, formats.get(name))
        shown: Any = one.shown
        if one.mark_word:
            word = html.Span(
                f" {one.mark_word}", className=None if with_words else "visually-hidden"
            )
            shown = [shown, word]
        kind = "n" if name in rights else None
        cells.append(
            html.Th(shown, scope="row", role="rowheader", className=kind)
            if place == 0
            else html.Td(shown, role="cell", className=kind, **attrs(data_label=label))
        )
    return cells


def folding(contents: Component, rows: int, first: int = FIRST) -> Component:
    """Fold the rows of class `later` behind "Show all"; it scrolls sideways if it must.

    A scrolling box takes the keyboard's focus, so that arrows can move it.
    """
    box = html.Div(contents, className="scroll")
    if not first or rows <= first:
        return html.Div(box, className="table")
    more = html.Button(
        f"Show all {words.count(rows)} rows",
        type="button",
        className="link caret",
        **attrs(data_act="show-all", aria_expanded="false"),
    )
    return html.Div([box, html.P(more, className="more")], className="table folded")


def markup(frame: pd.DataFrame, columns: Mapping[str, str], *, caption: str) -> str:
    """Write the whole table as HTML, for the twin that opens under a chart."""
    names = list(columns)
    return written.table(
        list(columns.values()),
        (_texts(frame, i, names) for i in range(len(frame))),
        caption=caption,
        numbers=[is_number(frame, name) for name in names],
        first=FIRST,
    )


def _texts(frame: pd.DataFrame, i: int, columns: Sequence[str]) -> list[str]:
    cells = (cell(frame, i, name, None) for name in columns)
    return [
        f"{one.shown} {one.mark_word}" if one.mark_word else str(one.shown)
        for one in cells
    ]
