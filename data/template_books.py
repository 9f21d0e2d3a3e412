"""The templates as Excel workbooks: drop-down lists, and a note on every column."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.readers.cld import SOURCE as CLIENT_LEVEL_DATA
from data.readers.cld.fields import FIELDS
from data.readers.cld.fields import Field as EventField
from data.readers.cld.values import wordings
from data.readers.council import TABLES
from data.readers.council.cells import EARLIEST_YEAR, LATEST_YEAR
from data.readers.council.layout import Column, Table
from data.readers.reader import plain_name

ROWS = 10_000  # below the header, that drop-down lists reach
LISTS = "Lists"
ALLOWED_TOLD = 20  # values in a note; the list has them all
Form = Literal["text", "date", "number", "list"]
FORMATS = {"text": "@", "list": "@", "date": "yyyy-mm-dd", "number": "General"}


@dataclass(frozen=True)
class Head:
    """One column of a workbook: its heading, its note, and what its cells may be."""

    name: str
    note: str
    form: Form
    example: str
    allowed: tuple[str, ...] = ()
    low: float = float("-inf")
    high: float = float("inf")


def books() -> dict[str, tuple[Head, ...]]:
    """Return the columns of every template, by the name of its table."""
    tables = {table.name: tuple(_heads(table)) for table in TABLES}
    return tables | {CLIENT_LEVEL_DATA: tuple(map(_event_head, FIELDS))}


def workbook(name: str) -> bytes:
    """Return the template of one table, with its worked row, as an Excel workbook."""
    heads = books()[name]
    book = Workbook()
    sheet = book.active
    sheet.title = name[:31]
    lists = book.create_sheet(LISTS)
    # No one's to fill in, so not shown; the reader passes over what no one can see.
    lists.sheet_state = "veryHidden"
    for place, head in enumerate(heads, 1):
        _lay(sheet, lists, place, head)
    sheet.freeze_panes = "A2"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _heads(table: Table) -> Iterator[Head]:
    either = {name for group in table.either for name in group}
    for column in table.columns:
        needed = column.is_required or column.is_looked_for
        form: Form = "text"
        if column.kind == "date":
            form = "date"
        elif column.kind in ("number", "whole"):
            form = "number"
        elif column.kind in ("choice", "yes_no"):
            form = "list"
        allowed = ("yes", "no") if column.kind == "yes_no" else column.allowed
        is_number = form == "number"
        yield Head(
            column.name,
            _note(
                column.meaning,
                column.unit,
                allowed,
                _bounds(column) if is_number else "",
                "Every row needs it."
                if needed
                else "A row needs this or another."
                if column.name in either
                else "May be left empty.",
            ),
            form,
            _canonical(column),
            allowed,
            column.low if is_number else float("-inf"),
            column.high if is_number else float("inf"),
        )


def _event_head(field: EventField) -> Head:
    said = (each.said for each in wordings() if each.field == field.name)
    allowed = tuple(dict.fromkeys(said)) if field.kind == "list" else ()
    forms: dict[str, Form] = {"date": "date", "number": "number", "list": "list"}
    return Head(
        field.heading,
        _note(field.meaning, "-", allowed, "", ""),
        forms.get(field.kind, "text") if allowed or field.kind != "list" else "text",
        field.example,
        allowed,
    )


def _note(
    meaning: str, unit: str, allowed: Sequence[str], bounds: str, needed: str
) -> str:
    """Write what a column means, its unit, what it may hold, and whether it must."""
    told = [meaning[:1].upper() + meaning[1:] + "."]
    if unit != "-":
        told.append(f"Unit: {unit}.")
    if bounds:
        told.append(bounds)
    if allowed:
        more = len(allowed) - ALLOWED_TOLD
        rest = f" and {more} more in the list" if more > 0 else ""
        told.append(f"Allowed: {'; '.join(allowed[:ALLOWED_TOLD])}{rest}.")
    return "\n".join([*told, *([needed] if needed else [])])


def _bounds(column: Column) -> str:
    if column.high < float("inf"):
        return f"From {column.low:g} to {column.high:g}."
    return f"{column.low:g} or more." if column.low > float("-inf") else ""


def _canonical(column: Column) -> str:
    """Return the example of a choice in the wording of its list."""
    ours = {plain_name(value): value for value in column.allowed} | {**column.also}
    return ours.get(plain_name(column.example), column.example)


def _lay(sheet: Worksheet, lists: Worksheet, place: int, head: Head) -> None:
    """Lay out one column: heading, note, worked cell, and what it may be."""
    letter = get_column_letter(place)
    top = sheet.cell(1, place, head.name)
    top.font = Font(bold=True)
    top.alignment = Alignment(wrap_text=True, vertical="top")
    top.comment = Comment(head.note, "Market Shaper", height=160, width=320)
    sheet.column_dimensions[letter].width = max(14, len(head.name) + 2)
    sheet.column_dimensions[letter].number_format = FORMATS[head.form]
    worked = sheet.cell(2, place, _value(head))
    worked.number_format = FORMATS[head.form]
    if rule := _rule(lists, letter, place, head):
        rule.showErrorMessage, rule.errorStyle = True, "warning"
        rule.errorTitle, rule.error = "Check this cell", _short(head.note)
        rule.add(f"{letter}2:{letter}{ROWS + 1}")
        sheet.add_data_validation(rule)


def _value(head: Head) -> str | float | dt.date | None:
    if not head.example:
        return None
    if head.form == "date":
        return dt.date.fromisoformat(head.example)
    return float(head.example) if head.form == "number" else head.example


def _rule(
    lists: Worksheet, letter: str, place: int, head: Head
) -> DataValidation | None:
    """Say what cells of a column may be, as a spreadsheet holds them to it."""
    if head.form == "list":
        for line, value in enumerate(head.allowed, 1):
            lists.cell(line, place, value).number_format = "@"
        where = f"{LISTS}!${letter}$1:${letter}${len(head.allowed)}"
        return DataValidation(type="list", formula1=where)
    if head.form == "date":
        first, last = f"DATE({EARLIEST_YEAR},1,1)", f"DATE({LATEST_YEAR},12,31)"
        return DataValidation("date", formula1=first, formula2=last, operator="between")
    if head.form == "number" and head.low > float("-inf"):
        if head.high == float("inf"):
            low = f"{head.low:g}"
            return DataValidation(
                "decimal", formula1=low, operator="greaterThanOrEqual"
            )
        return DataValidation(
            "decimal",
            formula1=f"{head.low:g}",
            formula2=f"{head.high:g}",
            operator="between",
        )
    return None


def _short(note: str) -> str:
    """Keep what fits a spreadsheet's message."""
    return note if len(note) <= 225 else f"{note[:222]}..."
