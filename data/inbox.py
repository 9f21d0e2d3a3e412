"""Read an inbox: recognise each file by its contents and account for every row."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.errors import MarketShaperError, UnreadableFileError
from data.opening import Unread, cut_short
from data.readers.reader import (
    Match,
    OpenedFile,
    ReadContext,
    Reader,
    Reading,
    Sample,
)
from data.sniffing import HEAD_BYTES, PIECE_BYTES, sniff
from data.sources import sources

# A file is near to a source that finds in it this share of what it must have, and knows
# this share of its columns.
NEAR_SCORE, NEAR_KNOWN = 0.5, 0.2
NAMED_AT_MOST = 6  # columns told by name in one sentence
UNTYPED = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
MOSTLY_TEXT = 0.5  # share of a file's first bytes that may stand in a text


@dataclass(frozen=True)
class ReadFile:
    """One file that was recognised, and what was read from it."""

    name: str
    reader: Reader
    reading: Reading
    archive: str = ""


def read_files(
    files: Iterable[OpenedFile | Unread],
    readers: Sequence[Reader],
    context: ReadContext,
) -> Iterator[ReadFile | Unread]:
    """Read each file with the reader that knows it.

    Raises
    ------
    UnreadableFileError
        If a file that we know breaks off or cannot be understood: half of a table is
        worse than last month's.
    """
    seen: dict[tuple[str, bytes], ReadFile] = {}
    yield from _gathered(
        file if isinstance(file, Unread) else _read(file, readers, context, seen)
        for file in files
    )


def _gathered(files: Iterable[ReadFile | Unread]) -> Iterator[ReadFile | Unread]:
    """Tell of an archive's members that are one table, or are unknown to us, as one."""
    strangers: Counter[str] = Counter()
    members: list[ReadFile] = []
    for file in files:
        if isinstance(file, Unread) and file.archive:
            strangers[file.archive] += 1
            continue
        if members and not _is_part(file, members[0]):
            yield _whole_of(members)
            members = []
        if isinstance(file, ReadFile) and file.archive and file.reader.gather:
            members.append(file)
        else:
            yield file
    if members:
        yield _whole_of(members)
    for archive, times in strangers.items():
        are_not = (
            "1 file is not a table" if times == 1 else f"{times} files are not tables"
        )
        yield Unread(archive, f"Inside {archive} {are_not} we know.")


def _is_part(file: ReadFile | Unread, first: ReadFile) -> bool:
    """Say whether a file is of the same table and archive as another."""
    return (
        isinstance(file, ReadFile)
        and file.archive == first.archive
        and file.reader is first.reader
    )


def _whole_of(members: Sequence[ReadFile]) -> ReadFile:
    """Put the members of an archive that are one table together."""
    first = members[0]
    if len(members) == 1 or first.reader.gather is None:
        return first
    reading = first.reader.gather([member.reading for member in members])
    return replace(first, name=first.archive, reading=reading)


def account(file: ReadFile) -> str:
    """Say in one sentence what became of a file's rows.

    >>> from data.readers.reader import Reader, Reading
    >>> reader = Reader("council_supply", {}, lambda _: None, lambda *_: None)
    >>> account(ReadFile("supply.csv", reader, Reading({}, 3, 2, 1)))
    'supply.csv, Supply: 3 rows read, 2 accepted, 1 rejected, 0 skipped.'
    """
    reading = file.reading
    rows = "row" if reading.rows_read == 1 else "rows"
    return (
        f"{file.name}, {_title(file.reader.source)}: {reading.rows_read:,} {rows} "
        f"read, {reading.accepted:,} accepted, {reading.rejected_rows:,} rejected, "
        f"{sum(reading.skipped.values()):,} skipped."
    )


def recognise(sample: Sample, readers: Sequence[Reader]) -> Reader | None:
    """Return the reader whose columns are all there; of several, the best known."""
    matches = [(reader.recognise(sample), reader) for reader in readers]
    certain = [pair for pair in matches if pair[0].score >= 1]
    return max(certain, key=lambda pair: pair[0].known)[1] if certain else None


def unknown(file: OpenedFile, readers: Sequence[Reader]) -> Unread:
    """Say of an unknown file which source it is nearest to and what differs."""
    if file.sample.kind == "other" and (why := _no_text(file, readers)):
        return Unread(file.name, f"{file.name} {why}")
    matches = [(reader.recognise(file.sample), reader) for reader in readers]
    match, reader = max(matches, key=lambda pair: _likeness(pair[0]))
    if is_near(match):
        why = (
            f"it is nearest to {_title(reader.source)}, but "
            f"{_difference(match, reader)}. Correct it, or take it out."
        )
        return Unread(file.name, f"{file.name} is not read: {why}")
    if parted := _parted_otherwise(file.sample, readers):
        why = (
            f"it is nearest to {_title(parted.source)}, but its columns are not parted "
            "by commas, semicolons, tabs or bars. Save it again as CSV."
        )
        return Unread(file.name, f"{file.name} is not read: {why}")
    if match.score > 0:
        why = (
            f"it is nearest to {_title(reader.source)}, but not near: it has no "
            f"{_listed(match.missing)}."
        )
    elif file.sample.sheets:
        why = "it is a workbook with no sheet we know. Save each table in it as CSV."
    elif len(file.sample.header) > 1:
        why = "it is a table with none of the columns we know."
    else:
        why = "it is not a table we know."
    return Unread(file.name, f"{file.name} is not read: {why}", file.archive)


def is_near(match: Match) -> bool:
    """Say whether a file is most likely meant to be this source."""
    columns = match.known + len(match.unexpected)
    return match.score >= NEAR_SCORE and match.known >= NEAR_KNOWN * columns > 0


def _likeness(match: Match) -> tuple[bool, float, int]:
    return is_near(match), match.score, match.known


def _read(
    file: OpenedFile,
    readers: Sequence[Reader],
    context: ReadContext,
    seen: dict[tuple[str, bytes], ReadFile],
) -> ReadFile | Unread:
    reader = recognise(file.sample, readers)
    if reader is None:
        return unknown(file, readers)
    digest = _digest(file)
    if original := seen.get((reader.source, digest)):
        return ReadFile(file.name, reader, _copy_of(original), file.archive)
    reading = _reading(file, reader, context)
    done = ReadFile(file.name, reader, reading, file.archive)
    seen[reader.source, digest] = replace(
        done, reading=replace(done.reading, tables={}, rejects=())
    )
    return done


def _digest(file: OpenedFile) -> bytes:
    """Return what two copies of one file have in common."""
    running = hashlib.sha256()
    for piece in file.pieces(PIECE_BYTES):
        running.update(piece)
    return running.digest()


def _reading(file: OpenedFile, reader: Reader, context: ReadContext) -> Reading:
    """Read a file; a fault of ours must not quote a personal file's values."""
    try:
        return reader.read(file, context)
    except (MarketShaperError, OSError):
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise cut_short(file.name) from None
    except Exception as fault:
        if not sources()[reader.source].is_personal:
            raise
        raise UnreadableFileError(
            f"{file.name} cannot be read as {_title(reader.source)} "
            f"({type(fault).__name__}). Save it again as CSV from its source."
        ) from None


def _copy_of(original: ReadFile) -> Reading:
    rows = original.reading.rows_read
    return Reading(
        tables={},
        rows_read=rows,
        accepted=0,
        skipped={f"the file is a copy of {original.name}": rows},
        vintage=original.reading.vintage,
    )


def _difference(match: Match, reader: Reader) -> str:
    """Tell what is missing, and what is there instead.

    The headers of what may be a personal file are counted and not told.
    """
    said = f"has no {_listed(match.missing)}"
    if extra := len(match.unexpected):
        is_personal = sources()[reader.source].is_personal
        named = "" if is_personal else f" ({_listed(match.unexpected)})"
        columns = "column" if extra == 1 else "columns"
        said += f" and has {extra} {columns} that it has not{named}"
    return said


def _parted_otherwise(sample: Sample, readers: Sequence[Reader]) -> Reader | None:
    """Return the reader whose columns lie in one cell, parted by an odd delimiter."""
    if len(sample.header) != 1:
        return None
    cells = tuple(cell for cell in re.split(r"[^\w ]+", sample.header[0]) if cell)
    if len(cells) == 1:
        return None
    as_if = replace(sample, header=cells)
    matches = [(reader.recognise(as_if), reader) for reader in readers]
    match, reader = max(matches, key=lambda pair: _likeness(pair[0]))
    return reader if is_near(match) else None


def _no_text(file: OpenedFile, readers: Sequence[Reader]) -> str:
    """Say of what is no table that it is empty, or but for some characters would be."""
    contents = file.unpack()
    if not contents.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        return "is empty."
    head = contents[:HEAD_BYTES]
    found = UNTYPED.search(head)
    bare = UNTYPED.sub(b"", head)
    if not found or len(bare) < MOSTLY_TEXT * len(head):
        return ""
    reader = recognise(sniff(bare, lambda: bare), readers)
    if reader is None:
        return ""
    line = head[: found.start()].count(b"\n") + 1
    return (
        f"is not read: it would be {_title(reader.source)}, but line {line:,} holds a "
        f"character that no text has (code {found[0][0]}). Take it out, or save the "
        "file again as CSV."
    )


def _listed(names: Sequence[str]) -> str:
    """Join names, the first few of many.

    >>> _listed(["a", "b"])
    'a, b'
    """
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _title(source: str) -> str:
    return sources()[source].title
