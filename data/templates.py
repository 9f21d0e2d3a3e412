"""The template of each table that a council supplies, with one worked row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from data.errors import UnknownFileError
from data.readers.cld import SOURCE as CLIENT_LEVEL_DATA
from data.readers.cld.fields import FIELDS
from data.readers.council import TABLES
from data.readers.council.layout import Table

ONE_EVENT = "one event of client-level data, as the council submits it"


def template(table: Table) -> str:
    """Return a table's header and one row of made-up values, as CSV."""
    columns = table.columns
    return _as_csv([one.name for one in columns], [one.example for one in columns])


def client_level_data() -> str:
    """Return the headings of client-level data that are read, and a made-up event."""
    return _as_csv([one.heading for one in FIELDS], [one.example for one in FIELDS])


def rows_told() -> dict[str, str]:
    """Return what one row of each template is."""
    return {one.name: one.one_row for one in TABLES} | {CLIENT_LEVEL_DATA: ONE_EVENT}


def _as_csv(header: Sequence[str], row: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, row])
    return text.getvalue()


def write_templates(
    folder: Path, names: tuple[str, ...] = (), *, as_workbooks: bool = False
) -> list[Path]:
    """Write the templates of the tables named, or of all, and return their paths.

    As workbooks they have drop-down lists, and a note on every column.

    Raises
    ------
    UnknownFileError
        If there is no such table.
    """
    tables = {table.name: template(table) for table in TABLES}
    tables[CLIENT_LEVEL_DATA] = client_level_data()
    if unknown := [name for name in names if name not in tables]:
        raise UnknownFileError(
            f"There is no table {unknown[0]}. The tables are {', '.join(tables)}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in names or tables:
        if as_workbooks:
            from data.template_books import workbook

            path = folder / f"{name}.xlsx"
            path.write_bytes(workbook(name))
        else:
            path = folder / f"{name}.csv"
            path.write_text(tables[name], "utf-8")
        paths.append(path)
    return paths
