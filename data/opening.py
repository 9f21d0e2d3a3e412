"""Open whatever lies in the inbox: plain, gzipped or zipped, told by its bytes."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, cast

from data.errors import UnreadableFileError
from data.readers.reader import OpenedFile
from data.seven_zip import MAGIC as SEVEN_ZIP
from data.seven_zip import members_of
from data.sniffing import HEAD_BYTES, sniff
from data.workbooks import sheets_as_csv

# An archive unpacks to at most this: beyond it is no table of one council's, or a trap.
LARGEST_BYTES = 4 * 1024**3
# A table packs to a tenth or a thirtieth; what unpacks to more than this is a trap.
MOST_TIMES, ALWAYS_ALLOWED = 200, 64 * 1024**2
SAID_ASIDE = 4_000  # bytes of each other sheet, which may say what a table is of
# What unpacks to more is not held whole where its reader can do with parts.
# Up to it a file is unpacked once, and not again for each look at it: a million rows of
# client-level data are half of this.
LARGE_BYTES = 1024**3
DEEPEST = 3  # an archive in an archive in an archive

OPENS_WITH = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file: save it as CSV"),
    (b"PAR1", "a Parquet file: save it as CSV"),
    (b"SQLite format 3", "a database: save its tables as CSV"),
    (b"BZh", "a bzip2 archive: unpack it, or pack it as gzip"),
    (b"\xfd7zXZ", "an xz archive: unpack it, or pack it as gzip"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it, or pack it as gzip"),
    (b"Rar!", "a RAR archive: unpack it, or pack it as zip"),
)
# What the library says of a zip whose bytes have changed; the last is a seek beyond it.
DAMAGE = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError)
CLUTTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Unread:
    """A file that is no table of ours, and the sentence that says so.

    `archive` names the archive that it is a member of, if nothing better can be said
    of it than that we do not know it.
    """

    name: str
    sentence: str
    archive: str = ""


@dataclass(frozen=True)
class _Packed:
    """Bytes on the way to be unpacked; `head` gives the first of them.

    `stream` opens what is too large to be held whole; `path` is of what lies on disk.
    """

    name: str
    head: Callable[[], bytes]
    whole: Callable[[], bytes]
    archive: str = ""
    stream: Callable[[], IO[bytes]] | None = None
    path: Path | None = None
    most: int = LARGEST_BYTES

    def pieces(self, size: int) -> Iterator[bytes]:
        """Give the contents from the beginning on, a piece at a time."""
        if self.stream is None:
            return
        unpacked = 0
        try:
            with self.stream() as stream:
                while piece := stream.read(size):
                    unpacked += len(piece)
                    _check_size(unpacked, self.name, self.most)
                    yield piece
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as fault:
            raise cut_short(self.name) from fault


def open_files(folder: Path) -> Iterator[OpenedFile | Unread]:
    """Open every file in a folder and its subfolders, in order of name.

    Hidden files and the clutter that desktops leave are passed over.

    Raises
    ------
    UnreadableFileError
        If an archive is damaged or locked.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not is_clutter(name):
            yield from open_file(path, name)


def open_file(path: Path, name: str = "") -> Iterator[OpenedFile | Unread]:
    """Open one file; an archive yields each of its members."""

    def head() -> bytes:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    try:
        is_large = path.stat().st_size > LARGE_BYTES
        packed = _Packed(
            name or path.name,
            head,
            path.read_bytes,
            stream=(lambda: path.open("rb")) if is_large else None,
            path=path,
        )
        yield from _unpack(packed, depth=0)
    except OSError as fault:
        raise UnreadableFileError(
            f"{name or path.name} cannot be read ({fault.strerror}). Check that you "
            "may open it, then build again."
        ) from fault


def is_clutter(name: str) -> bool:
    """Say whether a path is hidden or is left behind by a desktop."""
    parts = name.split("/")
    return any(
        (part.startswith((".", "~$")) and part not in (".", "..")) or part in CLUTTER
        for part in parts
    )


def _unpack(packed: _Packed, depth: int) -> Iterator[OpenedFile | Unread]:
    head = packed.head()
    if not head:
        yield Unread(packed.name, f"{packed.name} is empty.")
    elif depth > DEEPEST:
        yield Unread(
            packed.name,
            f"{packed.name} is packed {DEEPEST} times over: unpack it and put in what "
            "is inside.",
        )
    elif head.startswith(b"\x1f\x8b"):
        yield from _unpack(_gunzipped(packed), depth + 1)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _unzipped(packed, depth)
    elif head.startswith(SEVEN_ZIP):
        yield from _unpacked_7z(packed, depth)
    else:
        for magic, thing in OPENS_WITH:
            if head.startswith(magic):
                yield Unread(
                    packed.name,
                    f"{packed.name} is not a table we know: it is {thing}.",
                    packed.archive,
                )
                return
        stream = packed.pieces if packed.stream else None
        sample = sniff(head, packed.whole, pieces=stream)
        yield OpenedFile(
            packed.name, sample, packed.whole, packed.archive, stream=stream
        )


def _gunzipped(packed: _Packed) -> _Packed:
    def head() -> bytes:
        # What can be unpacked of a file cut short still shows which file it is.
        return zlib.decompressobj(wbits=31).decompress(packed.head(), HEAD_BYTES)

    @cache  # it is looked through, and told apart from its copies, before it is read
    def whole() -> bytes:
        try:
            contents = packed.whole()
            most = most_bytes(len(contents))
            return _bounded(_inflated(contents, most), packed.name, most)
        except (EOFError, zlib.error) as fault:
            raise cut_short(packed.name) from fault

    try:
        if not head():
            whole()
    except zlib.error as fault:
        raise cut_short(packed.name) from fault
    path = packed.path
    if path is None or _size_said(path) <= LARGE_BYTES:
        return _Packed(packed.name, head, whole, packed.archive)
    return _Packed(
        packed.name,
        head,
        whole,
        packed.archive,
        stream=lambda: cast(IO[bytes], gzip.open(path, "rb")),
        most=most_bytes(path.stat().st_size),
    )


def _size_said(path: Path) -> int:
    """Return what a gzip says that it unpacks to, in its last four bytes."""
    with path.open("rb") as stream:
        stream.seek(-4, io.SEEK_END)
        return int.from_bytes(stream.read(), "little")


def _inflated(contents: bytes, most: int) -> bytes:
    """Unpack the members of a gzip, one after another, up to a byte too many."""
    parts, size = [], 0
    while contents := contents.lstrip(b"\x00"):
        member = zlib.decompressobj(wbits=31)
        part = member.decompress(contents, most + 1 - size)
        parts.append(part)
        size += len(part)
        if size > most:
            break
        if not member.eof:
            raise EOFError
        contents = member.unused_data
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _unzipped(packed: _Packed, depth: int) -> Iterator[OpenedFile | Unread]:
    try:
        archive = zipfile.ZipFile(packed.path or io.BytesIO(packed.whole()))
    except DAMAGE as fault:
        raise cut_short(packed.name) from fault
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names:
        size = sum(member.file_size for member in members)
        _check_size(size, packed.name, most_bytes(len(packed.whole())))
        yield from _sheets(packed)
    elif "content.xml" in names:
        try:
            sample = sniff(packed.head(), packed.whole, archive)
        except DAMAGE as fault:
            raise cut_short(packed.name) from fault
        yield OpenedFile(packed.name, sample, packed.whole, packed.archive)
    elif "[Content_Types].xml" in names:
        yield Unread(
            packed.name,
            f"{packed.name} is not a table we know: it is a document.",
            packed.archive,
        )
    elif not members:
        yield Unread(packed.name, f"{packed.name} is empty.", packed.archive)
    else:
        for member in sorted(members, key=lambda member: member.filename):
            if not is_clutter(member.filename):
                inside = _member(packed.name, archive, member)
                yield from _unpack(inside, depth + 1)


def _sheets(packed: _Packed) -> Iterator[OpenedFile | Unread]:
    """Open each sheet of a workbook as the CSV that it would be saved as."""
    try:
        found = list(sheets_as_csv(packed.whole(), packed.name))
    except UnreadableFileError as fault:
        yield Unread(packed.name, str(fault), packed.archive)
        return
    if not found:
        yield Unread(packed.name, f"{packed.name} is empty.")
    for sheet, contents in found:
        others = (told for other, told in found if other != sheet)
        beside = "\n".join(told[:SAID_ASIDE].decode(errors="ignore") for told in others)
        alone = len(found) == 1
        name = packed.name if alone else f"{packed.name}/{sheet}"
        sample = sniff(contents[:HEAD_BYTES], partial(bytes, contents))
        archive = packed.archive if alone else packed.name
        yield OpenedFile(name, sample, partial(bytes, contents), archive, beside)


def _member(
    archive_name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo
) -> _Packed:
    name = f"{archive_name}/{member.filename}"
    most = most_bytes(member.compress_size)

    def read(size: int) -> bytes:
        if member.flag_bits & 1:
            raise UnreadableFileError(
                f"{name} is locked with a password. Put it in unlocked, or take it out."
            )
        try:
            with archive.open(member) as stream:
                return stream.read(size)
        except DAMAGE as fault:
            raise cut_short(name) from fault

    is_large = member.file_size > LARGE_BYTES and not member.flag_bits & 1
    return _Packed(
        name,
        head=lambda: read(HEAD_BYTES),
        whole=lambda: _bounded(read(most + 1), name, most),
        archive=archive_name,
        stream=partial(archive.open, member) if is_large else None,
        most=most,
    )


def _unpacked_7z(packed: _Packed, depth: int) -> Iterator[OpenedFile | Unread]:
    """Open each member; what is large lies on disk while it is read, under no name."""
    source = packed.path or io.BytesIO(packed.whole())
    size = packed.path.stat().st_size if packed.path else len(packed.whole())
    members = members_of(source, packed.name)
    _check_size(sum(one.size for one in members), packed.name, most_bytes(size))
    for member in members:
        if is_clutter(member.name):
            continue
        with member.unpacked(LARGE_BYTES) as held:
            inside = _Packed(
                f"{packed.name}/{member.name}",
                head=partial(held.read, HEAD_BYTES),
                whole=held.read,
                archive=packed.name,
                stream=held.opened if member.size > LARGE_BYTES else None,
            )
            yield from _unpack(inside, depth + 1)


def most_bytes(packed: int) -> int:
    """Return how much may be unpacked of so many bytes."""
    return min(LARGEST_BYTES, max(ALWAYS_ALLOWED, MOST_TIMES * packed))


def _bounded(contents: bytes, name: str, most: int) -> bytes:
    _check_size(len(contents), name, most)
    return contents


def _check_size(size: int, name: str, most: int) -> None:
    if size > LARGEST_BYTES:
        raise UnreadableFileError(
            f"{name} unpacks to more than {LARGEST_BYTES // 1024**3} GB, which no file "
            "we know does. Take it out of the inbox."
        )
    if size > most:
        raise UnreadableFileError(
            f"{name} unpacks to more than {MOST_TIMES} times its size, which no table "
            "does. Take it out of the inbox."
        )


def cut_short(name: str) -> UnreadableFileError:
    """Say that a file breaks off or has been changed on its way."""
    return UnreadableFileError(
        f"{name} is cut short or damaged: it cannot be unpacked to its end. Copy it "
        "again from where it came."
    )
