"""A council's tables in small: the worked row of each template, changed where told."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl
import pytest

from data.inbox import ReadFile
from data.landing import fill
from data.opening import open_file
from data.readers import READERS
from data.readers.council import TABLES
from data.readers.council.layout import Table
from data.readers.reader import OpenedFile, ReadContext, Reader, Reading
from data.vault import CLOSED, Vault
from data.vault_folder import hasher

COUNCIL = "X99000001"
AS_OF = dt.date(2026, 9, 30)
HASH_ID = hasher(b"k" * 32)
CONTEXT = ReadContext(COUNCIL, HASH_ID, AS_OF)
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
BY_NAME = {table.name: table for table in TABLES}
READER = {reader.source: reader for reader in READERS}


def worked(table: Table, **cells: str) -> dict[str, str]:
    """Return the template's worked row with some cells changed."""
    return {one.name: one.example for one in table.columns} | cells


def as_csv(
    rows: Sequence[Mapping[str, str]], header: Sequence[str] = (), delimiter: str = ","
) -> str:
    """Write rows as CSV, in the order of the header or of the first row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header or list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def opened(folder: Path, content: str | bytes, name: str = "file.csv") -> OpenedFile:
    """Lay a file down and open it as the inbox does."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (file,) = open_file(path)
    assert isinstance(file, OpenedFile)
    return file


def reader_of(table: Table) -> Reader:
    return READER[table.source]


def read(folder: Path, table: Table, *rows: Mapping[str, str]) -> Reading:
    """Read rows as one file of a table."""
    file = opened(folder, as_csv(rows))
    return reader_of(table).read(file, CONTEXT)


def rules(reading: Reading) -> list[tuple[int, str, str]]:
    """List the line, the column and the sentence of each reject."""
    return [(reject.line, reject.column, reject.rule) for reject in reading.rejects]


def landed(source: str, table: str, rows: Sequence[Mapping[str, object]]) -> ReadFile:
    """Return rows as if the reader of an open source had read them."""
    reader = READER[source]
    types = {
        "VARCHAR": pl.String,
        "BIGINT": pl.Int64,
        "DOUBLE": pl.Float64,
        "DATE": pl.Date,
        "BOOLEAN": pl.Boolean,
        "BLOB": pl.Binary,
    }
    frame = pl.DataFrame(
        [{one.name: row.get(one.name) for one in reader.landed[table]} for row in rows],
        schema={one.name: types[one.type] for one in reader.landed[table]},
    )
    return ReadFile(
        f"{source}.csv", reader, Reading({table: frame}, len(rows), len(rows))
    )


def small_vault(
    folder: Path,
    supplied: Mapping[str, Sequence[Mapping[str, str]]],
    others: Sequence[ReadFile] = (),
    as_of: dt.date = AS_OF,
    council: str = COUNCIL,
) -> Vault:
    """Build a vault in memory, by the production build, from a few rows of each table.

    `supplied` gives the cells that differ from the worked row, by table.
    """
    context = ReadContext(council, HASH_ID, as_of)
    files = [
        ReadFile(
            f"{name}.csv",
            reader_of(BY_NAME[name]),
            read(
                folder, BY_NAME[name], *(worked(BY_NAME[name], **row) for row in rows)
            ),
        )
        for name, rows in supplied.items()
    ]
    connection = duckdb.connect(":memory:", config=CLOSED)
    fill(connection, [*files, *others], READERS, context)
    return Vault.of(connection)
