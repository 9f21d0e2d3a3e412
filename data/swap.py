"""How a build comes to be served: written beside, made whole, then pointed at."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from data.errors import (
    BuildFailedError,
    BusyVaultError,
    MarketShaperError,
    NotBuiltError,
)
from data.market import COUNCIL_CODE, PRODUCT
from data.shelf import View

DRAFT = ".draft-"
# The layout of what a build holds. Add one whenever a table or column that a page reads
# is added to it, renamed or taken away, or comes to mean something else.
LAYOUT = 3


@contextlib.contextmanager
def only_build(root: Path, council: str) -> Iterator[Path]:
    """Hold a council's builds to ourselves; clear what a killed build left.

    Raises
    ------
    NotBuiltError
        If the council's code is no code.
    BusyVaultError
        If another build of it is under way.
    """
    if not COUNCIL_CODE.fullmatch(council):
        raise NotBuiltError(
            f"{council[:20]!r} is not a council's code; give nine characters such as "
            "E10000019."
        )
    folder = Path(root) / "build" / council
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as fault:
        raise explain(fault, Path(root), "making its folder") from None
    with lock:
        try:
            # The kernel lets go of it even when the build is killed.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise BusyVaultError(
                f"Another build of {council} is under way; wait until it has ended."
            ) from fault
        for left in folder.glob(f"{DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield folder


class Draft:
    """A build that is being written beside the others and has no name yet."""

    def __init__(self, folder: Path) -> None:
        self._council = folder
        self.folder = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))

    def write(self, view: View, tables: Mapping[str, pd.DataFrame]) -> None:
        """Write one product's tables, each in the order of its rows."""
        path = self.folder / PRODUCT[view]
        connection = duckdb.connect(
            path, config={"enable_external_access": "false", "temp_directory": ""}
        )
        with contextlib.closing(connection):
            for name, frame in tables.items():
                connection.register("rows_to_write", _arrow(frame))
                connection.execute(f'CREATE TABLE "{name}" AS FROM rows_to_write')
                connection.unregister("rows_to_write")
            connection.execute("CHECKPOINT")
        # The desk holds small numbers: its owner alone may read it.
        path.chmod(0o600 if view == "internal" else 0o644)
        _to_disk(path)

    def serve(self, about: Mapping[str, Any], built_at: dt.datetime) -> str:
        """Give the build its name, point at it, and return the name."""
        # The name tells nothing of the desk: it is hashed from the public file alone.
        digest = hashlib.blake2b((self.folder / PRODUCT["public"]).read_bytes())
        digest.update(os.urandom(8))
        name = f"{built_at:%Y%m%dT%H%M%SZ}-{digest.hexdigest()[:6]}"
        _write_json(
            self.folder / "about.json",
            {
                "build": name,
                "built_at": _second(built_at),
                "layout": LAYOUT,
                **about,
            },
        )
        self.folder.chmod(0o755)
        _to_disk(self.folder)
        self.folder.rename(self._council / name)
        _to_disk(self._council)
        _write_json(self._council / "current.json", {"build": name})
        (self._council / "failed.json").unlink(missing_ok=True)
        return name


@contextlib.contextmanager
def draft_in(folder: Path) -> Iterator[Draft]:
    """Open a draft beside a council's builds; what has no name at the end goes."""
    draft = Draft(folder)
    try:
        yield draft
    finally:
        shutil.rmtree(draft.folder, ignore_errors=True)


def mark_failed(folder: Path, sentence: str, at: dt.datetime) -> None:
    """Say beside the builds why the last one failed, if the disk still takes it."""
    # A disk that is full takes no note either; what is served must go on all the same.
    with contextlib.suppress(OSError):
        _write_json(
            folder / "failed.json",
            {"at": _second(at), "sentence": sentence},
        )


def explain(fault: Exception, folder: Path, doing: str) -> MarketShaperError:
    """Turn any fault of a build into a sentence that holds no value of a file."""
    if isinstance(fault, MarketShaperError):
        return fault
    number = fault.errno if isinstance(fault, OSError) else None
    # DuckDB gives the system's own words and no number.
    words = str(fault) if isinstance(fault, duckdb.Error) else ""
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left" in words:
        return BuildFailedError(
            f"The disk that holds {folder} is full; free some space and build again."
        )
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or any(
        refusal in words for refusal in ("Read-only file system", "Permission denied")
    ):
        return BuildFailedError(
            f"The folder {folder} cannot be written to; make it writable, or give "
            "another with --out."
        )
    return BuildFailedError(
        f"The build stopped on a fault of ours ({type(fault).__name__}) while {doing}; "
        "nothing that was served has changed. Please report it."
    )


def _second(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _arrow(frame: pd.DataFrame) -> pa.Table:
    """Return a frame as Arrow, so that dates and lists keep their types."""
    return pa.Table.from_pandas(frame, preserve_index=False)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a small file beside, then put it in its place in one step."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk and not only in memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
