"""An OpenDocument spreadsheet as rows of text, sheet by sheet."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from typing import IO

import polars as pl

from data.errors import UnreadableFileError
from data.readers.reader import OpenedFile

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

# Sheets are padded to the edge with one cell or row repeated thousands of times.
WIDEST, TALLEST = 1_000, 100_000


def read_rows(file: OpenedFile) -> Iterator[tuple[str, int, list[str]]]:
    """Return sheet, row number from 1 and cells of every row that is not blank.

    A number is given as it is stored, not as it is shown. Only one row is held at a
    time: the largest files of this kind unpack to over a gigabyte.
    """
    try:
        with (
            zipfile.ZipFile(io.BytesIO(file.unpack())) as archive,
            archive.open("content.xml") as content,
        ):
            yield from _walk(content)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, EOFError) as fault:
        raise UnreadableFileError(
            f"{file.name} is not a whole OpenDocument spreadsheet: it breaks off or is "
            "damaged. Fetch it again."
        ) from fault


def read_sheet(file: OpenedFile, sheet: str) -> pl.DataFrame:
    """Return one sheet as text columns; its first row is the header, empty is null."""
    rows: list[list[str]] = []
    for name, line, cells in read_rows(file):
        if name == sheet:
            # Blank rows between are kept, so that a row's place is its line.
            rows += [[] for _ in range(line - len(rows) - 1)]
            rows.append(cells)
    if not rows:
        raise UnreadableFileError(
            f"{file.name} has an empty sheet {sheet}. Fetch it again."
        )
    header, *body = rows
    columns = {
        name.strip(): [row[place] if place < len(row) else "" for row in body]
        for place, name in enumerate(header)
        if name
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _walk(content: IO[bytes]) -> Iterator[tuple[str, int, list[str]]]:
    sheet, line = "", 0
    for event, element in ET.iterparse(content, events=("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table":
                sheet, line = element.get(f"{_TABLE}name", ""), 0
        elif element.tag == f"{_TABLE}table-row":
            cells = _cells(element)
            times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            if any(cells):
                for repeat in range(1, min(times, TALLEST) + 1):
                    yield sheet, line + repeat, cells
            line += times
            element.clear()


def _cells(row: ET.Element) -> list[str]:
    """Return a row's cells, without the empty ones at its end."""
    cells: list[str] = []
    for cell in row:
        if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            cells += [_value(cell)] * min(times, WIDEST)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _value(cell: ET.Element) -> str:
    """Return a number as stored, and anything else as its lines of text."""
    stored = cell.get(f"{_OFFICE}value") or cell.get(f"{_OFFICE}date-value")
    if stored is not None:
        return stored
    lines = ("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p"))
    return "\n".join(lines).strip()
