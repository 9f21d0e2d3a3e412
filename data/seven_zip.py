"""What is packed in a 7-Zip archive, one member at a time."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path
from typing import IO

import py7zr
from py7zr.exceptions import ArchiveError
from py7zr.io import Py7zIO, WriterFactory

from data.errors import UnreadableFileError

MAGIC = b"7z\xbc\xaf\x27\x1c"


class Held(Py7zIO):
    """A member that is unpacked: in memory, or on disk under no name if it is large."""

    def __init__(self, store: IO[bytes], most: int) -> None:
        self._store, self._most, self._size = store, most, 0

    def write(self, s: bytes | bytearray) -> int:
        """Take in some of what is unpacked."""
        self._size += len(s)
        if self._size > self._most:
            raise ValueError("larger than the archive says")
        return self._store.write(s)

    def read(self, size: int | None = None) -> bytes:
        """Return the first bytes, or all of them."""
        self._store.seek(0)
        return self._store.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._store.seek(offset, whence)

    def flush(self) -> None:
        """Leave it to the store."""

    def size(self) -> int:
        """Return how many bytes are unpacked."""
        return self._size

    def opened(self) -> IO[bytes]:
        """Return the contents, to be read from their beginning."""
        return io.BufferedReader(_Again(self._store))


class _Again(io.RawIOBase):
    """Read a store from its beginning, and leave it open on closing."""

    def __init__(self, store: IO[bytes]) -> None:
        self._store, self._at = store, 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read on from where this reader is, whoever else reads."""
        self._store.seek(self._at)
        piece = self._store.read(len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _Into(WriterFactory):
    def __init__(self, held: Held) -> None:
        self._held = held

    def create(self, filename: str) -> Held:
        """Give the one place there is."""
        return self._held


@dataclass(frozen=True)
class Member:
    """One file of an archive, not yet unpacked."""

    name: str
    size: int
    source: Path | io.BytesIO
    archive: str

    @contextmanager
    def unpacked(self, large: int) -> Iterator[Held]:
        """Hold the contents, for as long as they are read."""
        is_large = self.size > large
        with tempfile.TemporaryFile() if is_large else io.BytesIO() as store:
            held = Held(store, self.size)
            with _explained(self.archive), _opened(self.source) as archive:
                archive.extract(targets=[self.name], factory=_Into(held))
            yield held


def members_of(source: Path | io.BytesIO, name: str) -> list[Member]:
    """List what is in an archive, in order of name.

    Raises
    ------
    UnreadableFileError
        If it is damaged or locked.
    """
    with _explained(name), _opened(source) as archive:
        if archive.needs_password():
            raise UnreadableFileError(
                f"{name} is locked with a password. Put it in unlocked, or take it out."
            )
        inside = [one for one in archive.list() if not one.is_directory]
    members = [Member(one.filename, one.uncompressed, source, name) for one in inside]
    return sorted(members, key=lambda member: member.name)


def _opened(source: Path | io.BytesIO) -> py7zr.SevenZipFile:
    if isinstance(source, io.BytesIO):
        source.seek(0)
    return py7zr.SevenZipFile(source)


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Say in a sentence that an archive is damaged."""
    try:
        yield
    except (ArchiveError, LZMAError, EOFError, ValueError, IndexError) as fault:
        raise UnreadableFileError(
            f"{name} is cut short or damaged: it cannot be unpacked to its end. Copy "
            "it again from where it came."
        ) from fault
