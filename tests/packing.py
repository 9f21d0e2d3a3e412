"""Write tables as the files that offices keep, and read them as an inbox does."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from data.inbox import ReadFile, read_files
from data.landing import fill
from data.opening import Unread, open_file, open_files
from data.readers import READERS
from data.readers.reader import ReadContext
from data.vault import Vault

CONTEXT = ReadContext("E10000001", hash_id=lambda text: f"{text:>032}")


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Write rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def as_ods(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Write sheets as an OpenDocument spreadsheet, padded as office programs pad."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(map(_ods_row, rows))
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" '
            f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return packed.getvalue()


def _ods_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: str) -> str:
    is_number = cell.replace(".", "", 1).isdigit()
    stored = f' office:value-type="float" office:value="{cell}"' if is_number else ""
    # A number is shown with commas and is stored without them.
    shown = f"{float(cell):,.1f}" if is_number else escape(cell)
    return f"<table:table-cell{stored}><text:p>{shown}</text:p></table:table-cell>"


def read(folder: Path, data: bytes, name: str = "file") -> list[ReadFile | Unread]:
    """Put a file in a folder and read it as an inbox's file is read."""
    path = folder / name
    path.write_bytes(data)
    return list(read_files(open_file(path), READERS, CONTEXT))


def read_one(folder: Path, data: bytes, name: str = "file") -> ReadFile:
    """Read a file that is one of those we know."""
    (done,) = read(folder, data, name)
    assert isinstance(done, ReadFile), done
    return done


def vault_of(folder: Path, files: Mapping[str, bytes]) -> Vault:
    """Build a vault in memory from an inbox of these files, by the production way."""
    for name, contents in files.items():
        (folder / name).write_bytes(contents)
    connection = duckdb.connect(":memory:")
    read_in = read_files(open_files(folder), READERS, CONTEXT)
    fill(connection, read_in, READERS, CONTEXT)
    return Vault.of(connection)
