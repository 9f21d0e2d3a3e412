"""A long CSV, some of its rows at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

import polars as pl

from data.errors import UnreadableFileError
from data.readers.reader import OpenedFile

BATCH_BYTES = 16 * 1024**2
# Line ends tried, from the last one back, for one that no quotation marks enclose.
LINES_TRIED = 64


def batches(file: OpenedFile, columns: Sequence[str] = ()) -> Iterator[pl.DataFrame]:
    """Give the rows of a CSV as text columns, a batch at a time; empty cells are null.

    Parameters
    ----------
    columns : names for the columns of a file that has no header

    Raises
    ------
    UnreadableFileError
        If a row has more cells than the header, or the text breaks its encoding.
    """
    schema: dict[str, type[pl.DataType]] | None = None
    if columns:
        schema = dict.fromkeys(columns, pl.String)
    for rows in _whole_rows(_as_utf8(file)):
        try:
            frame = pl.read_csv(
                rows,
                separator=file.sample.delimiter,
                has_header=schema is None,
                schema=schema,
                infer_schema=False,
                null_values=[""],
            )
        except pl.exceptions.PolarsError as fault:
            raise UnreadableFileError(
                f"{file.name} cannot be read as a table: its rows have not the same "
                "number of cells, or it is not UTF-8 all through. Save it again from "
                "its source."
            ) from fault
        if schema is None:
            schema = dict.fromkeys(frame.columns, pl.String)
        yield frame.rename({name: name.strip() for name in frame.columns})


def _as_utf8(file: OpenedFile) -> Iterator[bytes]:
    """Give the contents piece by piece, in the one encoding that is parsed."""
    encoding = file.sample.encoding
    if encoding == "utf-8":
        yield from file.pieces(BATCH_BYTES)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in file.pieces(BATCH_BYTES):
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as fault:
        raise UnreadableFileError(
            f"{file.name} is not {encoding} text all through. Save it again as UTF-8."
        ) from fault


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Cut the contents where a row ends."""
    held = b""
    for piece in pieces:
        held += piece
        if len(held) >= BATCH_BYTES and (end := _end_of_rows(held)):
            yield held[:end]
            held = held[end:]
    if held:
        yield held


def _end_of_rows(held: bytes) -> int:
    """Return the place behind the last row that is whole, or nought.

    A line end between an opening and a closing quotation mark is part of a cell.
    """
    end = len(held)
    for _ in range(LINES_TRIED):
        end = held.rfind(b"\n", 0, end)
        if end < 0:
            return 0
        if held.count(b'"', 0, end) % 2 == 0:
            return end + 1
    return 0
