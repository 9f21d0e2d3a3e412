"""Write files that are the same, byte for byte, whenever they are written."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

PREFIX = "synthetic_"
# Zip archives hold a time for each member; this is the first that they can hold.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def stream(seed: int, topic: str) -> np.random.Generator:
    """Return a topic's own random numbers, so that no topic moves another's."""
    return np.random.default_rng([seed, crc32(topic.encode())])


def write_csv(folder: Path, name: str, rows: pd.DataFrame) -> None:
    """Write a table; empty cells mean "not supplied"."""
    text = rows.to_csv(index=False, lineterminator="\n")
    (folder / f"{PREFIX}{name}.csv").write_text(text, encoding="utf-8")


def write_csv_gz(folder: Path, name: str, rows: pd.DataFrame) -> None:
    """Write a table, gzipped."""
    text = rows.to_csv(index=False, lineterminator="\n")
    write_gz(folder, f"{name}.csv", text.encode())


def write_gz(folder: Path, name: str, contents: bytes) -> None:
    """Write gzipped bytes, without the time at which it was done."""
    packed = gzip.compress(contents, compresslevel=6, mtime=0)
    (folder / f"{PREFIX}{name}.gz").write_bytes(packed)


def write_json(folder: Path, name: str, contents: Any) -> None:
    """Write JSON without spaces, as the Office for National Statistics does."""
    text = json.dumps(contents, separators=(",", ":"))
    (folder / f"{PREFIX}{name}.json").write_text(text, encoding="utf-8")


def write_archive(path: Path, archive: io.BytesIO) -> None:
    """Write a zip archive again without its times, members in their order."""
    with (
        zipfile.ZipFile(archive) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for member in source.infolist():
            clean = zipfile.ZipInfo(member.filename, NO_TIME)
            clean.compress_type = member.compress_type
            target.writestr(clean, source.read(member))
