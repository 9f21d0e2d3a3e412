"""What a reader is: it recognises a file by its contents and accounts for every row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from data.errors import LostRowsError, UnreadableFileError

Kind = Literal["csv", "ods", "geojson", "json", "other"]


@dataclass(frozen=True)
class LandedColumn:
    """One column of a landed table, with its DuckDB type."""

    name: str
    type: Literal["VARCHAR", "BIGINT", "DOUBLE", "DATE", "BOOLEAN", "BLOB"]


@dataclass(frozen=True)
class Sample:
    """All that recognition may look at: what is in the file, never its name.

    Attributes
    ----------
    header : cells of the first row of a CSV, or of a sheet of an Excel workbook,
        trimmed, as they are written
    rows : the next few rows of a CSV
    sheets : names of the sheets of an ODS
    keys : keys of the outermost object of a JSON
    properties : names of the first feature's properties in a GeoJSON
    """

    kind: Kind
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sheets: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","


@dataclass(frozen=True)
class Match:
    """How like a source a file is.

    Attributes
    ----------
    score : share of what the source must have that is there; recognised at 1
    known : number of the source's columns that are there; settles a tie at 1
    missing, unexpected : what differs, in the words of the source and of the file
    """

    score: float
    known: int = 0
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()


NO_MATCH = Match(0.0)


@dataclass(frozen=True)
class OpenedFile:
    """A file, or a member of an archive, whose bytes have been unpacked.

    Attributes
    ----------
    name : what a report calls it, such as `council.zip/supply.csv`
    unpack : gives the whole contents; UnreadableFileError where they break off
    stream : gives a file too large to be held whole in pieces of so many bytes
    archive : name of the archive that it is a member of
    beside : what is said beside the table: its titles, its workbook's sheet of notes
    """

    name: str
    sample: Sample
    unpack: Callable[[], bytes]
    archive: str = ""
    beside: str = ""
    stream: Callable[[int], Iterator[bytes]] | None = None

    def pieces(self, size: int) -> Iterator[bytes]:
        """Give the contents in pieces; of a large file, without holding it whole."""
        if self.stream:
            yield from self.stream(size)
        else:
            contents = memoryview(self.unpack())
            for start in range(0, len(contents), size):
                yield bytes(contents[start : start + size])

    def text(self) -> str:
        """Return the contents as text, without a byte order mark."""
        try:
            return self.unpack().decode(self.sample.encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as fault:
            raise UnreadableFileError(
                f"{self.name} is not {self.sample.encoding} text all through: byte "
                f"{fault.start:,} cannot be read. Save it again as UTF-8."
            ) from fault

    def frame(self, columns: Collection[str] | None = None) -> pl.DataFrame:
        """Return a well-formed CSV as text columns, fast; empty cells are null.

        Header cells are trimmed. Ragged rows raise UnreadableFileError.
        """
        raw = self.unpack()
        if self.sample.encoding not in ("utf-8", "utf-8-sig"):
            raw = self.text().encode()
        if raw.count(b"\r") > raw.count(b"\r\n"):  # old Macs end a line with it
            raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        header = [cell.strip() for cell in self.sample.header]
        wanted = None if columns is None else [header.index(c) for c in columns]
        try:
            frame = pl.read_csv(
                raw,
                separator=self.sample.delimiter,
                infer_schema=False,
                columns=wanted,
                null_values=[""],
            )
        except pl.exceptions.PolarsError as fault:
            raise UnreadableFileError(
                f"{self.name} cannot be read as a table: its rows have not the same "
                "number of cells, or it is not UTF-8 all through. Save it again from "
                "its source."
            ) from fault
        return frame.rename({name: name.strip() for name in frame.columns})


@dataclass(frozen=True)
class Reject:
    """One cell that kept its row out.

    `rule` is a clear sentence that does not hold the value; `column` is empty when the
    whole row is at fault; `line` counts from 1, the header included.
    """

    line: int
    column: str
    rule: str
    value: str = ""


@dataclass(frozen=True)
class ReadContext:
    """What a reader may know of the build it reads for.

    `hash_id` turns an identifier into 32 hexadecimal digits, the same ones in every
    build of one vault. `as_of` is the date asked for, if one was.
    """

    council_code: str
    hash_id: Callable[[str], str]
    as_of: dt.date | None = None


@dataclass(frozen=True)
class Reading:
    """The tables read from one file, and what became of each of its rows.

    Attributes
    ----------
    tables : landed table name -> frame with the columns that the reader declares
    skipped : reason -> rows passed over for it
    vintage : the date that the file's figures describe, if it says one
    notices : sentences for the reader of the report; never a value of a personal file
    """

    tables: Mapping[str, pl.DataFrame]
    rows_read: int
    accepted: int
    rejected_rows: int = 0
    rejects: Sequence[Reject] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    vintage: dt.date | None = None
    notices: Sequence[str] = ()

    def __post_init__(self) -> None:
        parts = self.accepted + self.rejected_rows + sum(self.skipped.values())
        if parts != self.rows_read:
            raise LostRowsError(
                f"{self.rows_read} rows were read but {self.accepted} accepted, "
                f"{self.rejected_rows} rejected and {sum(self.skipped.values())} "
                "skipped: the reader has lost count. Report this as a fault."
            )


@dataclass(frozen=True)
class Reader:
    """One source's way in.

    Attributes
    ----------
    source : the key of `data/sources.yaml`
    landed : table name (`landed_<source>` or `landed_<source>__<part>`) -> columns;
        a table that no file supplied exists empty, so every model always runs. The
        build adds `landed_file` (VARCHAR) and `landed_vintage` (DATE) to each.
    recognise : how like this source a sample is
    read : everything in one file
    gather : makes one reading of those of an archive whose files are one table
    """

    source: str
    landed: Mapping[str, tuple[LandedColumn, ...]]
    recognise: Callable[[Sample], Match]
    read: Callable[[OpenedFile, ReadContext], Reading]
    gather: Callable[[Sequence[Reading]], Reading] | None = None


def plain_name(cell: str) -> str:
    """Return a header cell without case, spaces or punctuation between words.

    >>> plain_name(" Started On")
    'started_on'
    """
    return re.sub(r"[^0-9a-z]+", "_", cell.casefold()).strip("_")


def match_header(
    sample: Sample,
    required: Sequence[str | tuple[str, ...]],
    optional: Sequence[str] = (),
) -> Match:
    """Compare a CSV's header with a source's columns; order and case do not matter.

    A tuple in `required` means that any one of its columns will do.
    """
    if sample.kind != "csv" or not sample.header:
        return NO_MATCH
    present = {plain_name(cell): cell for cell in sample.header}
    choices = [(one,) if isinstance(one, str) else one for one in required]
    met = [any(plain_name(name) in present for name in names) for names in choices]
    known = {plain_name(name) for names in choices for name in names}
    known |= {plain_name(name) for name in optional}
    return Match(
        score=sum(met) / len(met),
        known=len(known & present.keys()),
        missing=tuple(
            " or ".join(names)
            for names, is_met in zip(choices, met, strict=True)
            if not is_met
        ),
        unexpected=tuple(cell for name, cell in present.items() if name not in known),
    )
