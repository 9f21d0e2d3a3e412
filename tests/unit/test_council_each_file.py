"""Every table of a council: empty, in other encodings, packed, cut short."""

import gzip

import pytest

from data.errors import UnreadableFileError
from data.opening import Unread
from data.readers.council import TABLES
from tests.council_files import as_csv, worked
from tests.packing import read, read_one

EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def same(reading, other):
    return all(
        reading.tables[name].equals(frame) for name, frame in other.tables.items()
    )


@EACH
def test_an_empty_file_is_said_to_be_empty(tmp_path, table):
    (done,) = read(tmp_path, b"", "export.csv")

    assert isinstance(done, Unread)
    assert done.sentence == "export.csv is empty."


@EACH
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_is_found_out(tmp_path, table, encoding):
    text = as_csv([worked(table)])
    plain = read_one(tmp_path, text.encode()).reading

    assert same(read_one(tmp_path, text.encode(encoding)).reading, plain)


@EACH
def test_a_packed_file_reads_the_same_and_one_cut_short_is_refused(tmp_path, table):
    text = as_csv([worked(table)]).encode()
    packed = gzip.compress(text)

    assert same(read_one(tmp_path, packed).reading, read_one(tmp_path, text).reading)
    with pytest.raises(UnreadableFileError, match="cut short"):
        read(tmp_path, packed[:-9])
