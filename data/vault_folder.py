"""The vault's folder: closed to others, one key, one build at a time."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import BusyVaultError, UnreadableFileError

KEY_FILE = "key"
LOCK_FILE = "lock"
KEY_BYTES = 32
HASH_BYTES = 16  # 32 hexadecimal digits: no two of a country's people meet by chance


@contextmanager
def closed_to_others() -> Iterator[None]:
    """Let nobody else read what is made in this block."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def make_folder(folder: Path) -> None:
    """Make the folder and its place for temporary files, open to their owner alone."""
    for path in (folder, temporary(folder)):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)


def temporary(folder: Path) -> Path:
    """Name the place inside the vault where a build may spill."""
    return folder / "temporary"


def key_of(folder: Path) -> bytes:
    """Return the vault's key, made the first time and never replaced.

    Raises
    ------
    UnreadableFileError
        If the key is damaged: a new one would part every person from their past.
    """
    path = folder / KEY_FILE
    if not path.exists():
        _write_whole(path, secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise UnreadableFileError(
            f"The vault's key {path} is damaged. Put back its copy; with a new key no "
            "person could be followed from one build to the next."
        )
    return key


def hasher(key: bytes) -> Callable[[str], str]:
    """Return a function that turns an identifier into a keyed hash.

    >>> hash_id = hasher(bytes(32))
    >>> hash_id("P1") == hash_id(" P1 ")
    True
    >>> len(hash_id("P1"))
    32
    """

    def hash_id(text: str) -> str:
        digest = hashlib.blake2b(text.strip().encode(), key=key, digest_size=HASH_BYTES)
        return digest.hexdigest()

    return hash_id


@contextmanager
def only_build(folder: Path) -> Iterator[None]:
    """Hold the vault for one build; the lock goes with the process that holds it.

    Raises
    ------
    BusyVaultError
        If another build holds it.
    """
    with open(
        os.open(folder / LOCK_FILE, os.O_WRONLY | os.O_CREAT, 0o600), "w"
    ) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyVaultError(
                f"Another build of {folder.name} is at work. Wait until it has ended."
            ) from None
        yield


def _write_whole(path: Path, contents: bytes) -> None:
    """Write a file that is there whole or not at all, and never over another."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with open(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as new:
        new.write(contents)
        new.flush()
        os.fsync(new.fileno())
    os.link(beside, path)
    beside.unlink()
