"""The data dictionary: every table and column, and what each means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

from dash import html
from dash.development.base_component import Component

from analytics import catalogue
from dash_app import written
from dash_app.attributes import attrs
from dash_app.parts import section
from data.contract import read_models
from data.errors import NotBuiltError
from data.readers.cld import SOURCE as CLIENT_LEVEL_DATA
from data.readers.cld.fields import FIELDS, REQUIRED
from data.readers.council import TABLES
from data.templates import ONE_EVENT

GROUPS = {
    "supplied": "What a council supplies",
    "shelf": "What pages draw from: desk and public",
    "vault": "Inside the vault",
}


@dataclass(frozen=True)
class Entry:
    """One table of the dictionary; `columns` are name, type, class, unit, meaning."""

    group: str
    name: str
    meaning: str
    columns: tuple[tuple[str, str, str, str, str], ...]


@cache
def entries() -> Mapping[str, Entry]:
    """Return every table of the dictionary by name."""
    return {each.name: each for each in (*_supplied(), *_shelf(), *_vault())}


def _supplied() -> Iterator[Entry]:
    for each in TABLES:
        columns = tuple(
            (
                column.name + (" (required)" if column.is_required else ""),
                column.kind.replace("_", " "),
                column.sensitivity or each.sensitivity,
                column.unit,
                column.meaning,
            )
            for column in each.columns
        )
        yield Entry("supplied", each.name, f"One row: {each.one_row}", columns)
    needed = {one for each in REQUIRED for one in _as_tuple(each)}
    events = tuple(
        (
            one.heading + (" (required)" if one.heading in needed else ""),
            one.kind,
            "person",
            "-",
            one.meaning,
        )
        for one in FIELDS
    )
    yield Entry("supplied", CLIENT_LEVEL_DATA, f"One row: {ONE_EVENT}", events)


def _as_tuple(name: str | tuple[str, ...]) -> tuple[str, ...]:
    return (name,) if isinstance(name, str) else name


def _shelf() -> Iterator[Entry]:
    for name, each in catalogue.tables().items():
        columns = tuple(
            (
                column,
                "key" if column in each.keys else "",
                told.column_class,
                told.unit,
                told.meaning,
            )
            for column, told in {**each.keys, **each.values}.items()
        )
        yield Entry("shelf", name, f"One row: {each.grain}", columns)


def _vault() -> Iterator[Entry]:
    for name, model in read_models().items():
        columns = tuple(
            (each.name, each.type, each.sensitivity, each.unit, each.meaning)
            for each in model.columns
        )
        yield Entry("vault", name, model.purpose, columns)


def section_of_tables() -> Component:
    """Name the kinds of table; tables and columns come as each is opened."""
    groups = [
        html.Details(
            [
                html.Summary(
                    html.Span(f"{title} ({len(found)} tables)", className="link")
                ),
                html.Div(className="rows dictionary"),
            ],
            className="more",
            **attrs(data_rows=f"/dictionary/{group}.html"),
        )
        for group, title in GROUPS.items()
        if (found := [each for each in entries().values() if each.group == group])
    ]
    return section(
        "Data dictionary",
        *groups,
        html.P(
            html.A(
                "Download the dictionary (CSV)", href="/dictionary.csv", download=""
            ),
            className="more",
        ),
        sub="Every table and column: its unit, its class, and what it means",
        section_id="dictionary",
    )


def _folded(each: Entry) -> str:
    """Write one table's line; its columns come when it is opened."""
    return (
        f'<details data-rows="/dictionary/{escape(each.name)}.html"><summary>'
        f"<code>{escape(each.name)}</code><span> {escape(each.meaning)}</span>"
        '</summary><div class="rows"></div></details>'
    )


COLUMN_HEADS = ("Column", "Type", "Class", "Unit", "Meaning")


def markup(name: str) -> str:
    """Write one table's columns, or the tables of one kind, as HTML.

    Raises
    ------
    NotBuiltError
        If the dictionary has no such table.
    """
    if name in GROUPS:
        return "".join(
            _folded(each) for each in entries().values() if each.group == name
        )
    if name not in entries():
        raise NotBuiltError(f"The dictionary has no table {name[:40]!r}.")
    return written.table(
        COLUMN_HEADS, entries()[name].columns, caption=f"Columns of {name}"
    )


def as_csv() -> str:
    """Write the whole dictionary as CSV."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["table", *(head.lower() for head in COLUMN_HEADS)])
    for each in entries().values():
        rows.writerows([each.name, *column] for column in each.columns)
    return text.getvalue()
