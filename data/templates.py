"""The CSV template of each council table, with one worked row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from data.errors import UnknownFileError
from data.readers.council import TABLES
from data.readers.council.layout import Table


def template(table: Table) -> str:
    """Return a table's header and one row of made-up values, as CSV."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(column.name for column in table.columns)
    rows.writerow(column.example for column in table.columns)
    return text.getvalue()


def write_templates(folder: Path, names: tuple[str, ...] = ()) -> list[Path]:
    """Write the templates of the tables named, or of all, and return their paths.

    Raises
    ------
    UnknownFileError
        If there is no such table.
    """
    tables = {table.name: table for table in TABLES}
    if unknown := [name for name in names if name not in tables]:
        raise UnknownFileError(
            f"There is no table {unknown[0]}. The tables are {', '.join(tables)}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in names or tables:
        path = folder / f"{name}.csv"
        path.write_text(template(tables[name]), "utf-8")
        paths.append(path)
    return paths
