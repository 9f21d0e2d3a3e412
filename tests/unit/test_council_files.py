"""What may be wrong with a council's file as a whole, and what is told of it."""

import pytest

from data.errors import UnreadableFileError
from data.readers.council.market import PROVIDERS, TIER_DECISIONS
from data.templates import template
from tests.council_files import (
    CONTEXT,
    as_csv,
    every_table,
    opened,
    read,
    reader_of,
    rules,
    worked,
)


@every_table
def test_order_and_case_of_the_header_do_not_matter(tmp_path, table):
    row = worked(table)
    header = [name.replace("_", " ").upper() for name in reversed(row)]
    text = as_csv([dict(zip(header, reversed(row.values()), strict=True))])
    reading = reader_of(table).read(opened(tmp_path, text), CONTEXT)
    (straight,) = read(tmp_path, table, row).tables.values()
    (turned,) = reading.tables.values()
    assert turned.equals(straight)


@every_table
def test_columns_that_may_be_missing_may_be(tmp_path, table):
    row = worked(table)
    must = [name if isinstance(name, str) else name[0] for name in table.required]
    reading = read(tmp_path, table, {name: row[name] for name in must})
    assert reading.accepted == 1
    (frame,) = reading.tables.values()
    absent = [c.name for c in table.columns if c.name not in must]
    assert all(frame[name].null_count() == 1 for name in absent)


@every_table
def test_a_file_of_a_header_alone_is_said_to_be_one(tmp_path, table):
    text = as_csv([], header=list(worked(table)))
    reading = reader_of(table).read(opened(tmp_path, text), CONTEXT)
    assert reading.rows_read == 0
    assert reading.notices == ("The file has a header and no rows.",)
    assert list(reading.tables) == [table.landed_name]


@every_table
def test_columns_that_are_not_ours_are_counted_and_not_kept(tmp_path, table):
    row = worked(table) | {"Surname": "Smith", "NHS number": "943 476 5919"}
    reading = read(tmp_path, table, row)
    assert reading.notices == ("2 columns not in the layout: not read.",)
    kept = repr([frame.to_dicts() for frame in reading.tables.values()])
    assert "Smith" not in kept
    assert "943" not in kept


@every_table
def test_a_column_that_is_there_twice_stops_the_build(tmp_path, table):
    header, row = template(table).splitlines()
    name = table.columns[0].name
    text = f"{header},{name.upper()}\n{row},again\n"
    with pytest.raises(UnreadableFileError, match=f"column {name} more than once"):
        reader_of(table).read(opened(tmp_path, text), CONTEXT)


@every_table
def test_a_quotation_mark_that_is_never_closed_stops_the_build(tmp_path, table):
    header, row = template(table).splitlines()
    text = f'{header}\n{row}\n"{row}\n'
    with pytest.raises(UnreadableFileError, match=r"beyond line 3: a quotation mark"):
        reader_of(table).read(opened(tmp_path, text), CONTEXT)


@every_table
def test_rows_of_too_many_or_too_few_cells_are_rejected_by_line(tmp_path, table):
    header, row = template(table).splitlines()
    text = "\n".join([header, row, row + ",more", "", row.rpartition(",")[0], " ,,"])
    reading = reader_of(table).read(opened(tmp_path, text), CONTEXT)
    n = len(table.columns)
    rule = "The row has {} cells where the header has {}."
    expected = [(3, "", rule.format(n + 1, n)), (5, "", rule.format(n - 1, n))]
    assert rules(reading) == expected
    assert reading.skipped == {"the row is empty": 2}
    assert reading.rows_read == 5


def test_the_line_told_is_the_line_of_the_file(tmp_path):
    rows = [
        worked(TIER_DECISIONS, reason="on\ntwo lines"),
        worked(TIER_DECISIONS, tier="9"),
    ]
    reading = read(tmp_path, TIER_DECISIONS, *rows)
    assert [reject.line for reject in reading.rejects] == [4]
    (frame,) = reading.tables.values()
    assert list(frame["line"]) == [2]
    assert list(frame["reason"]) == ["on two lines"]


def test_a_text_that_is_damaged_stops_the_build(tmp_path):
    text = as_csv([worked(PROVIDERS, name="Café")]).encode() + b"\xe9\n"
    with pytest.raises(UnreadableFileError, match="Save it again as UTF-8"):
        reader_of(PROVIDERS).read(opened(tmp_path, text), CONTEXT)
