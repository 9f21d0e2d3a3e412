"""Take the cells of a council's CSV, each with the line it stands on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import polars as pl

from data.errors import UnreadableFileError
from data.readers.council.layout import Table
from data.readers.headings import LOWEST
from data.readers.reader import OpenedFile, Reject, plain_name

EMPTY_ROW = "the row is empty"
TITLE = "titles and notes above the header"
# What databases write for a cell that holds nothing.
NOTHING = ("", "NULL")


@dataclass(frozen=True)
class Rows:
    """The rows of one file as text.

    Attributes
    ----------
    cells : `line`, and every column of the table as text, null where not supplied
    ragged : rows whose cells cannot be told apart
    n_titles : rows above the header, which say what the table is
    n_others : columns of the file that the table does not have; they are never kept
    """

    cells: pl.DataFrame
    ragged: tuple[Reject, ...]
    n_empty: int
    n_titles: int
    n_others: int

    @property
    def n_read(self) -> int:
        """Return how many rows the file has beside its header."""
        return len(self.cells) + len(self.ragged) + self.n_empty + self.n_titles


def read_rows(file: OpenedFile, table: Table) -> Rows:
    """Split a file into rows and keep the columns that the table has.

    The standard library's reader, not a faster one: it knows the line of every row
    where a cell holds a line break, and it lets us count the rows that do not fit.

    Raises
    ------
    UnreadableFileError
        If a column is there twice, or a quotation mark is never closed.
    """
    reader = csv.reader(
        # Not StringIO, which takes four bytes for every letter.
        io.TextIOWrapper(io.BytesIO(file.text().encode()), "utf-8", newline=""),
        delimiter=file.sample.delimiter,
        strict=True,
    )
    lines: list[int] = []
    said: dict[str, str] = {}  # one text in memory for all the cells that say it
    ragged: list[Reject] = []
    n_empty = 0
    try:
        numbered = _numbered(reader)
        above, header, below = _parted(list(islice(numbered, LOWEST)), table)
        places = _places(header, table, file.name)
        columns: dict[str, list[str]] = {name: [] for name in places}
        for line, row in chain(below, numbered):
            if not any(cell.strip() for cell in row):
                n_empty += 1
            elif len(row) == len(header):
                lines.append(line)
                for name, place in places.items():
                    columns[name].append(said.setdefault(row[place], row[place]))
            else:
                ragged.append(Reject(line, "", _too(len(row), len(header))))
    except csv.Error as fault:
        raise UnreadableFileError(stopped(file.name, reader.line_num, fault)) from None
    texts = {one.name: _texts(columns.get(one.name)) for one in table.columns}
    cells = pl.DataFrame(
        {"line": pl.Series(lines, dtype=pl.Int64)}
        | {
            name: pl.Series([None] * len(lines), dtype=pl.String)
            if text is None
            else text
            for name, text in texts.items()
        }
    )
    return Rows(cells, tuple(ragged), n_empty, above, len(header) - len(places))


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line that it begins on."""
    last = 0
    for row in reader:
        yield last + 1, row
        last = reader.line_num  # type: ignore[attr-defined]  # it is csv's own


def _parted(
    shown: Sequence[tuple[int, list[str]]], table: Table
) -> tuple[int, list[str], Sequence[tuple[int, list[str]]]]:
    """Part the first rows of a file: how many titles, the header, those below it."""
    told = [place for place, (_, row) in enumerate(shown) if any(map(str.strip, row))]
    header = next(
        (place for place in told if is_header(shown[place][1], table)), told[0]
    )
    return told.index(header), shown[header][1], shown[header + 1 :]


def is_header(row: Sequence[str], table: Table) -> bool:
    """Say whether a row has every column that a table must have."""
    there = {plain_name(cell) for cell in row}
    return all(
        any(plain_name(name) in there for name in names)
        for names in ((one,) if isinstance(one, str) else one for one in table.required)
    )


def stopped(name: str, line: int, fault: csv.Error) -> str:
    """Say why a file could not be split into rows beyond a line."""
    if "field limit" in str(fault):
        return (
            f"{name} cannot be read beyond line {line:,}: a cell there is longer than "
            f"{csv.field_size_limit():,} characters, or a quotation mark is never "
            "closed. Save it again as CSV."
        )
    return (
        f"{name} cannot be read beyond line {line:,}: a quotation mark is out of place "
        "there, or never closed. Save it again as CSV."
    )


def _places(header: Sequence[str], table: Table, name: str) -> dict[str, int]:
    """Find the table's columns in a header, in whatever order and case."""
    present = [plain_name(cell.removeprefix("\ufeff")) for cell in header]
    ours = {plain_name(column.name): column.name for column in table.columns}
    twice = [
        one for one, times in Counter(present).items() if times > 1 and one in ours
    ]
    if twice:
        raise UnreadableFileError(
            f"{name} has the column {ours[twice[0]]} more than once. Keep one of them."
        )
    return {ours[one]: place for place, one in enumerate(present) if one in ours}


def _texts(cells: Sequence[str] | None) -> pl.Series | None:
    if cells is None:
        return None
    text = pl.Series(cells, dtype=pl.String).str.strip_chars()
    return text.set(text.is_in(NOTHING), None)


def _too(cells: int, wanted: int) -> str:
    """Say that a row has not as many cells as the header."""
    return f"The row has {cells} cells where the header has {wanted}."
