"""Spreadsheets of any size, row by row."""

import io
import tracemalloc
import zipfile

import pytest

from data.errors import UnreadableFileError
from data.readers.ods import read_rows, read_sheet
from data.readers.reader import OpenedFile, Sample
from tests.packing import as_ods


def opened(contents):
    return OpenedFile("file.ods", Sample("ods"), lambda: contents)


def rewritten(contents, old, new):
    """Return a spreadsheet with some of its XML in other words."""
    (name,) = zipfile.Path(zipfile.ZipFile(as_buffer(contents))).iterdir()
    xml = name.read_text()
    assert old in xml
    out = as_buffer(b"")
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", xml.replace(old, new))
    return out.getvalue()


def as_buffer(contents):
    return io.BytesIO(contents)


def test_rows_keep_their_number_and_blank_rows_are_passed_over():
    contents = as_ods({"One": [["a", "b"], ["", ""], ["c"]], "Two": [["1,5", "7"]]})

    assert list(read_rows(opened(contents))) == [
        ("One", 1, ["a", "b"]),
        ("One", 3, ["c"]),
        ("Two", 1, ["1,5", "7"]),
    ]


def test_a_comment_is_no_part_of_a_cell_and_lines_of_a_cell_are_kept():
    noted = rewritten(
        as_ods({"One": [["alpha"]]}),
        "<text:p>alpha</text:p>",
        "<office:annotation><text:p>said by someone</text:p></office:annotation>"
        "<text:p>al<text:span>pha</text:span></text:p><text:p>beta</text:p>",
    )

    assert list(read_rows(opened(noted))) == [("One", 1, ["alpha\nbeta"])]


def test_only_the_columns_that_are_wanted_are_kept():
    rows = [["Id", "Manager", "Name"], ["1", "A Person", "x"], [], ["2", "B", ""]]

    sheet = read_sheet(
        opened(as_ods({"One": rows})), "One", lambda heading: heading != "Manager"
    )

    assert sheet.rows() == [("1", "x"), (None, None), ("2", None)]


def test_a_large_sheet_is_never_held_whole():
    rows = 10_000
    contents = as_ods({"One": [["some text of a cell"] * 12] * rows})
    tracemalloc.start()
    try:
        read = sum(1 for _ in read_rows(opened(contents)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert read == rows
    # A piece of it is 1 MB; what a parser keeps of its own differs between systems.
    assert len(zipfile.ZipFile(as_buffer(contents)).read("content.xml")) > 9_000_000
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('number-rows-repeated="1048000"', 'number-rows-repeated="many"'),
        ("</office:spreadsheet>", ""),
        ("<office:body>", "<office:body>\x00"),
    ],
)
def test_a_damaged_sheet_is_refused_in_a_sentence(old, new):
    with pytest.raises(UnreadableFileError, match="breaks off or is damaged"):
        list(read_rows(opened(rewritten(as_ods({"One": [["a"]]}), old, new))))


def test_rows_repeated_without_end_stop_where_a_sheet_ends():
    endless = rewritten(
        as_ods({"One": [["a"], ["b"]]}),
        "<table:table-row>",
        '<table:table-row table:number-rows-repeated="9000000000">',
    )

    assert sum(1 for _ in read_rows(opened(endless))) == 100_000
