"""A file of client-level data: read with every check, and barely parsed."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import polars as pl

from bench.cld_file import write_file
from bench.timing import Timed, in_new_process, tell, timed
from data.inbox import read_files
from data.opening import Unread, open_file
from data.readers import READERS
from data.readers.reader import ReadContext
from data.vault_folder import hasher

ROWS = 1_000_000
WARM_RUNS = 3
CONTEXT = ReadContext("X99000001", hasher(b"k" * 32))


def bare(path: Path) -> int:
    """Unpack, split into columns of text, and write as Parquet."""
    frame = pl.read_csv(gzip.decompress(path.read_bytes()), infer_schema=False)
    frame.write_parquet(path.with_name("bare.parquet"))
    return len(frame)


def ours(path: Path) -> int:
    """Read as the build does, checks and all, and write what lands as Parquet."""
    (done,) = read_files(open_file(path), READERS, CONTEXT)
    if isinstance(done, Unread):
        raise ValueError(done.sentence)
    for name, frame in done.reading.tables.items():
        frame.write_parquet(path.with_name(f"{name}.parquet"))
    return done.reading.rows_read


WAYS = {"ours": ours, "bare": bare}


def measured(folder: Path) -> dict[str, Timed]:
    """Time both ways on one file, each in a process of its own."""
    path = folder / "client_level_data.csv.gz"
    write_file(path, ROWS)
    return {way: in_new_process("bench.reading", way, str(path)) for way in WAYS}


if __name__ == "__main__":
    way, path = WAYS[sys.argv[1]], Path(sys.argv[2])
    tell(timed(lambda: way(path), WARM_RUNS))
