"""An OpenDocument spreadsheet as rows of text, sheet by sheet."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import unescape

import polars as pl

from data.errors import UnreadableFileError
from data.readers.reader import OpenedFile

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LINE = f"{_TEXT}p"
_NOTE = f"{_OFFICE}annotation"

# Sheets are padded to the edge with one cell or row repeated thousands of times.
WIDEST, TALLEST = 1_000, 100_000
MOST_LINES = 1_048_576  # no office program keeps more in one sheet
CHUNK_BYTES = 1 << 20
CHUNK_ROWS = 20_000  # rows of text held before they are packed into a frame

Row = tuple[str, int, list[str]]


def read_rows(file: OpenedFile) -> Iterator[Row]:
    """Return sheet, row number from 1 and cells of every row that is not blank.

    A number is given as it is stored, not as it is shown. Only a few rows are held at a
    time: the largest files of this kind unpack to over a gigabyte.
    """
    try:
        with (
            zipfile.ZipFile(io.BytesIO(file.unpack())) as archive,
            archive.open("content.xml") as content,
        ):
            yield from _walk(content)
    except (
        zipfile.BadZipFile,
        KeyError,
        expat.ExpatError,
        EOFError,
        ValueError,
        zlib.error,
    ) as fault:
        raise UnreadableFileError(
            f"{file.name} is not a whole OpenDocument spreadsheet: it breaks off or is "
            "damaged. Fetch it again."
        ) from fault


def read_sheet(
    file: OpenedFile, sheet: str, wanted: Callable[[str], bool] = lambda _: True
) -> pl.DataFrame:
    """Return one sheet as text columns; its first row is the header, empty is null.

    Only the columns whose heading is wanted are kept in memory.
    """
    header: dict[str, int] = {}
    rows: list[list[str | None]] = []
    frames: list[pl.DataFrame] = []
    last = 0
    for name, line, cells in read_rows(file):
        if name != sheet:
            continue
        if not last:
            named = ((cell.strip(), place) for place, cell in enumerate(cells))
            header = {cell: place for cell, place in named if cell and wanted(cell)}
        else:
            # Blank rows between are kept, so that a row's place is its line.
            rows += [[None] * len(header)] * (line - last - 1)
            rows.append([_cell(cells, place) for place in header.values()])
        last = line
        if len(rows) >= CHUNK_ROWS:
            frames.append(_packed(rows, header))
            rows = []
    if not last:
        raise UnreadableFileError(
            f"{file.name} has an empty sheet {sheet}. Fetch it again."
        )
    return pl.concat([*frames, _packed(rows, header)])


def sheet_names(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the names of a spreadsheet's sheets, of a file of any size."""
    quotes = {"&quot;": '"', "&apos;": "'"}
    pattern = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"[^>]*>')
    names: list[str] = []
    with archive.open("content.xml") as content:
        rest = b""
        while chunk := content.read(CHUNK_BYTES):
            rest += chunk
            end = 0
            for found in pattern.finditer(rest):
                names.append(unescape(found[1].decode("utf-8", "replace"), quotes))
                end = found.end()
            # A tag that the chunk's end may have cut in two is looked at once more.
            cut = rest.rfind(b"<", end)
            rest = rest[cut:] if cut >= 0 and len(rest) - cut < CHUNK_BYTES else b""
    return tuple(names)


def _cell(cells: list[str], place: int) -> str | None:
    return cells[place] if place < len(cells) else None


def _packed(rows: list[list[str | None]], header: dict[str, int]) -> pl.DataFrame:
    schema = dict.fromkeys(header, pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.all().replace("", None)
    )


def _walk(content: IO[bytes]) -> Iterator[Row]:
    """Hand on the rows of each piece of the file as soon as it is parsed."""
    sheets = _Sheets()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = sheets.start
    parser.EndElementHandler = sheets.end
    parser.CharacterDataHandler = sheets.said
    while chunk := content.read(CHUNK_BYTES):
        parser.Parse(chunk, False)
        while sheets.done:
            sheet, line, cells, times = sheets.done.popleft()
            for repeat in range(1, times + 1):
                yield sheet, line + repeat, cells
    parser.Parse(b"", True)


@dataclass
class _Sheets:
    """What the parser has come to: the sheet, the row, the cell and its text."""

    done: deque[tuple[str, int, list[str], int]] = field(default_factory=deque)
    sheet: str = ""
    line: int = 0
    rows: int = 1  # times that the row is repeated
    cells: list[str] = field(default_factory=list)
    cell: dict[str, str] | None = None
    lines: list[str] = field(default_factory=list)
    notes: int = 0  # comments are no part of a cell
    is_text: bool = False

    def start(self, tag: str, about: dict[str, str]) -> None:
        """Take note of what begins."""
        if tag in _CELLS:
            self.cell, self.lines = about, []
        elif tag == _LINE:
            self.is_text = not self.notes
            self.lines += [""] * self.is_text
        elif tag == _ROW:
            self.rows, self.cells = (
                int(about.get(f"{_TABLE}number-rows-repeated", 1)),
                [],
            )
        elif tag == _SHEET:
            self.sheet, self.line = about.get(f"{_TABLE}name", ""), 0
        elif tag == _NOTE:
            self.notes += 1

    def said(self, text: str) -> None:
        """Add to the line of text of a cell."""
        if self.is_text and self.lines:
            self.lines[-1] += text

    def end(self, tag: str) -> None:
        """Close a cell, or a row without the empty cells at its end."""
        if tag in _CELLS and self.cell is not None:
            times = int(self.cell.get(f"{_TABLE}number-columns-repeated", 1))
            self.cells += [self._value(self.cell)] * min(times, WIDEST)
            self.cell = None
        elif tag == _LINE:
            self.is_text = False
        elif tag == _ROW:
            while self.cells and not self.cells[-1]:
                self.cells.pop()
            if self.cells and self.line < MOST_LINES:
                times = min(self.rows, TALLEST)
                self.done.append((self.sheet, self.line, self.cells, times))
            self.line += self.rows
        elif tag == _NOTE:
            self.notes -= 1

    def _value(self, about: dict[str, str]) -> str:
        """Return a number or a day as stored, and anything else as its lines."""
        stored = about.get(f"{_OFFICE}value") or about.get(f"{_OFFICE}date-value")
        return "\n".join(self.lines).strip() if stored is None else stored
