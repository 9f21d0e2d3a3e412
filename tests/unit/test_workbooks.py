"""Excel workbooks are read as the CSVs that their sheets would be saved as."""

import csv
import datetime as dt
import io

import pytest

from data.errors import UnreadableFileError
from data.opening import Unread
from data.readers.cld.fields import FINDINGS
from data.workbooks import sheets_as_csv
from tests.cld_files import CLD, event, headed
from tests.council_files import BY_NAME, every_table, rules, worked
from tests.packing import as_csv, as_xlsx, read, read_one

DAY = dt.date(2026, 9, 30)


def lines(*rows):
    """Write rows as one sheet and return the CSV that it becomes, line by line."""
    ((_, contents),) = sheets_as_csv(as_xlsx({"One": rows}), "a.xlsx")
    return list(csv.reader(io.StringIO(contents.decode())))


def typed(cell):
    """Turn a cell of a CSV into what a spreadsheet makes of it."""
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        pass
    is_number = cell.replace(".", "", 1).isdigit() and not cell.startswith("0")
    return float(cell) if is_number else cell


def test_cells_are_written_as_a_csv_has_them():
    row = ["text", "two\nlines", 904.0, 12.5, 0.1 + 0.2, True, False, DAY, 46295.0]
    assert lines(row) == [
        ["text", "two lines", "904", "12.5", "0.3", "yes", "no", "2026-09-30", "46295"]
    ]


def test_long_numbers_show_that_their_digits_are_lost():
    kept, lost = 123_456_789_012_345.0, 1_234_567_890_123_456_789.0
    assert lines(["a", kept, lost]) == [
        ["a", "123456789012345", "1.23456789012346E+18"]
    ]


def test_a_row_of_the_sheet_is_a_line_of_the_csv():
    told = lines([], ["a", "b"], ["", ""], ["one\ntwo", "x"], ["y", ""])
    assert [row for row in told if any(row)] == [
        ["a", "b"], ["one two", "x"], ["y", ""],
    ]  # fmt: skip
    assert told[3] == ["one two", "x"], "the fourth row is on the fourth line"


@every_table
def test_a_table_reads_the_same_from_either(tmp_path, table):
    row = worked(table)
    rows = [list(row), list(row.values()), [""] * len(row), list(row.values())]
    sheet = [rows[0], *([typed(cell) for cell in row] for row in rows[1:])]
    from_csv = read_one(tmp_path, as_csv(rows), "a.csv")
    from_sheet = read_one(tmp_path, as_xlsx({"Sheet1": sheet}), "a.xlsx")
    assert from_sheet.reader is from_csv.reader
    assert from_sheet.name == "a.xlsx"
    for name, frame in from_csv.reading.tables.items():
        assert from_sheet.reading.tables[name].equals(frame)
    assert from_sheet.reading.skipped == from_csv.reading.skipped
    assert frame["line"].to_list() == [2, 4]


def test_client_level_data_read_the_same_from_either(tmp_path):
    text = headed(
        event("P1", unit_cost="120.5", cost_frequency="WEEKLY", la_code="904"),
        event("123", nhs_number="9434765919", client_type="Service User"),
        dict.fromkeys(event(), ""),
        event("P3", delivery_mechanism="Direct_Payment", event_start="45778"),
        event("P4", event_end="2025-04-30"),
        event("P5", unit_cost="12", service_type="Long Term Support: Community"),
    )
    rows = list(csv.reader(io.StringIO(text)))
    sheet = [rows[0], *([typed(cell) for cell in row] for row in rows[1:])]
    from_csv = read_one(tmp_path, text.encode(), "a.csv")
    from_sheet = read_one(tmp_path, as_xlsx({"CLD": sheet}), "a.xlsx")
    assert from_sheet.reader is from_csv.reader is CLD
    one, other = from_csv.reading, from_sheet.reading
    for name, frame in one.tables.items():
        assert other.tables[name].equals(frame), name
    assert rules(other) == rules(one)
    assert [line for line, *_ in rules(one)] == [5, 6]
    assert len(one.tables[FINDINGS]) == 1
    assert (other.rows_read, other.notices) == (one.rows_read, one.notices)


def test_each_sheet_is_a_file_and_strange_ones_are_counted(tmp_path):
    (payees, groups) = ("arrangement_payees", "area_groups")
    tables = {name: worked(BY_NAME[name]) for name in (payees, groups)}
    sheets = {
        name: [list(row), [typed(cell) for cell in row.values()]]
        for name, row in tables.items()
    }
    notes = {"Notes": [["Ask the coast team"]], "Empty": []}
    done = read(tmp_path, as_xlsx({**sheets, **notes}), "all.xlsx")
    assert [one.name for one in done] == [
        "all.xlsx/arrangement_payees", "all.xlsx/area_groups", "all.xlsx",
    ]  # fmt: skip
    assert isinstance(done[2], Unread)
    assert done[2].sentence == "Inside all.xlsx 1 file is not a table we know."


@pytest.mark.parametrize("cut", [0.4, 0.9])
def test_a_workbook_cut_short_is_told(tmp_path, cut):
    whole = as_xlsx({"One": [["a", "b"], ["c", "d"]]})
    with pytest.raises(UnreadableFileError, match="cut short or damaged"):
        read(tmp_path, whole[: int(len(whole) * cut)], "a.xlsx")


def test_an_error_in_a_cell_is_a_value_and_not_blank(tmp_path):
    table = BY_NAME["reviews"]
    rows = [
        worked(table) | {"reviewed_on": f"2026-02-1{n}"} | cells
        for n, cells in enumerate(
            [
                {"weekly_hours": "#DIV/0!"},
                {"independence_0_10": "#N/A"},
                {"independence_0_10": ""},  # blank, and may be
            ]
        )
    ]
    sheet = [list(rows[0]), *([typed(cell) for cell in row.values()] for row in rows)]
    reading = read_one(tmp_path, as_xlsx({"One": sheet}), "a.xlsx").reading
    assert [(one.line, one.column, one.value) for one in reading.rejects] == [
        (2, "weekly_hours", "#DIV/0!"), (3, "independence_0_10", "#N/A"),
    ]  # fmt: skip
    assert reading.accepted == 1


def test_an_error_is_found_where_the_table_does_not_begin_at_the_edge():
    told = lines([], ["", "", "a", "b"], ["", "", "c", "#REF!"])
    assert [row for row in told if any(row)] == [["a", "b"], ["c", "#REF!"]]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    whole = as_xlsx({"One": [["a", "b"], ["c", "d" * 5_000]]})
    monkeypatch.setattr("data.opening.LARGEST_BYTES", 4_000)
    with pytest.raises(UnreadableFileError, match="which no file we know does"):
        read(tmp_path, whole, "a.xlsx")
