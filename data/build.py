"""Build a vault from an inbox: beside the old one, and in its place only when whole."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from data.errors import NotBuiltError
from data.inbox import read_files
from data.landing import Progress, fill
from data.opening import open_files
from data.packs import with_packs
from data.readers import READERS
from data.readers.reader import ReadContext, Reader
from data.vault import DATABASE, Vault, connect
from data.vault_folder import (
    closed_to_others,
    hasher,
    key_of,
    make_folder,
    only_build,
    temporary,
)

COUNCIL_CODE = re.compile(r"[EWX]\d{8}")
UNFINISHED = "unfinished-"


def vault_folder(out: Path, council: str) -> Path:
    """Name the folder of a council's vault."""
    return Path(out) / "vault" / council


@contextmanager
def build_vault(
    inbox: Path,
    council: str,
    out: Path,
    *,
    as_of: dt.date | None = None,
    progress: Progress = lambda _: None,
    readers: Sequence[Reader] = READERS,
) -> Iterator[Vault]:
    """Build a council's vault and open it; it takes the old one's place on leaving.

    Whatever goes wrong, here or in the block, the old vault stays as it was.

    Parameters
    ----------
    inbox : folder of files as they were supplied
    council : nine-character code
    out : folder that holds, or will hold, `vault/<council>/`
    as_of : date from which ages and clocks count; the files' own last date when absent
    progress : told each step in a sentence that holds no value of a personal file

    Raises
    ------
    MarketShaperError
        With a sentence for the reader.
    """
    _check(inbox, council)
    folder = vault_folder(out, council)
    with closed_to_others():
        make_folder(folder)
    with only_build(folder):
        with closed_to_others():
            _sweep(folder)
            # A name of its own: DuckDB knows a file that is open by its name.
            database = f"{UNFINISHED}{secrets.token_hex(4)}.duckdb"
            hash_id = hasher(key_of(folder))
            context = ReadContext(council, hash_id, as_of)
            try:
                _fill(folder / database, inbox, context, progress, readers)
            except BaseException:
                _sweep(folder)
                raise
        try:
            with Vault.open(folder, database) as vault:
                yield vault
            os.replace(folder / database, folder / DATABASE)
        finally:
            _sweep(folder)


def _check(inbox: Path, council: str) -> None:
    if not COUNCIL_CODE.fullmatch(council):
        raise NotBuiltError(
            f"{council[:20]!r} is not a council's code. Give nine characters, such as "
            "E10000019."
        )
    if not inbox.is_dir():
        raise NotBuiltError(f"There is no folder {inbox}. Give the inbox's folder.")


def _fill(
    path: Path,
    inbox: Path,
    context: ReadContext,
    progress: Progress,
    readers: Sequence[Reader],
) -> None:
    connection = connect(path)
    try:
        read = read_files(open_files(inbox), readers, context)
        files = with_packs(read, readers, context)
        fill(connection, files, readers, context, progress)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _sweep(folder: Path) -> None:
    """Clear away what an unfinished build left."""
    for path in (*folder.glob(f"{UNFINISHED}*"), *temporary(folder).iterdir()):
        if path.is_file():
            path.unlink(missing_ok=True)
