"""Templates as workbooks: lists and notes, and a filled one reads back whole."""

import io

import openpyxl
import pytest

from data.readers.council import TABLES
from data.template_books import LISTS, ROWS, books, workbook
from tests.council_files import BY_NAME, every_table, read, worked
from tests.packing import read as read_files
from tests.packing import read_one

NAMES = pytest.mark.parametrize("name", list(books()))


def opened(name):
    return openpyxl.load_workbook(io.BytesIO(workbook(name)))


@NAMES
def test_a_filled_template_reads_back_without_a_reject(tmp_path, name):
    book = opened(name)
    sheet = book.worksheets[0]
    first = sheet["A2"].value
    cells = [cell.value for cell in sheet[2]]
    for line in (3, 4):
        sheet.append([f"{first}-{line}", *cells[1:]])
    if "-" not in str(first):  # no id to tell rows apart: one row is what there is
        sheet.delete_rows(3, 2)
    filled = io.BytesIO()
    book.save(filled)
    reading = read_one(tmp_path, filled.getvalue(), "filled.xlsx").reading
    assert list(reading.rejects) == []
    assert reading.accepted == reading.rows_read == sheet.max_row - 1


@every_table
def test_a_workbook_and_a_csv_of_one_template_read_the_same(tmp_path, table):
    told = read_one(tmp_path, workbook(table.name), "t.xlsx").reading
    plain = read(tmp_path, table, worked(table))
    hashed = [c.name for c in table.columns if c.kind == "hashed_id"]
    for name, frame in plain.tables.items():
        assert told.tables[name].drop(hashed).equals(frame.drop(hashed))


@NAMES
def test_every_column_has_a_note_of_its_meaning_unit_and_values(name):
    sheet = opened(name).worksheets[0]
    for cell in sheet[1]:
        assert len(cell.comment.text.split()) > 1, cell.value
    for table in (one for one in TABLES if one.name == name):
        for column, cell in zip(table.columns, sheet[1], strict=True):
            note = cell.comment.text
            assert column.meaning[1:] in note
            assert column.unit == "-" or f"Unit: {column.unit}." in note
            assert all(value in note for value in column.allowed[:20])


@NAMES
def test_a_list_drops_down_wherever_there_is_one(name):
    book = opened(name)
    sheet, lists = book.worksheets
    rules = {
        str(rule.sqref).partition("2:")[0]: rule
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    for place, head in enumerate(books()[name], 1):
        letter = openpyxl.utils.get_column_letter(place)
        assert (letter in rules) == (head.form == "list")
        if head.form != "list":
            continue
        assert str(rules[letter].sqref) == f"{letter}2:{letter}{ROWS + 1}"
        cells = lists[rules[letter].formula1.removeprefix(f"{LISTS}!")]
        assert tuple(cell.value for (cell,) in cells) == head.allowed
        assert sheet[f"{letter}2"].value in (*head.allowed, None)


def test_numbers_that_are_names_and_years_stay_text():
    heads = opened("rates").worksheets[0]
    by_name = {cell.value: cell.column_letter for cell in heads[1]}
    assert heads[f"{by_name['price_base']}2"].number_format == "@"
    assert heads.column_dimensions[by_name["provider_id"]].number_format == "@"
    assert heads[f"{by_name['from']}2"].number_format == "yyyy-mm-dd"


def test_the_sheet_of_lists_is_passed_over_and_a_hidden_one_is_not(tmp_path):
    book = opened("supply")
    notes = book.create_sheet("Notes")
    notes.append(["spoon", "fork"])
    notes.sheet_state = "hidden"
    packed = io.BytesIO()
    book.save(packed)
    done = read_files(tmp_path, packed.getvalue(), "filled.xlsx")
    assert [one.name for one in done] == ["filled.xlsx/supply", "filled.xlsx"]
    assert done[1].sentence == "Inside filled.xlsx 1 file is not a table we know."


def test_two_templates_of_one_table_are_the_same(tmp_path):
    assert [*books()] == [*BY_NAME, "client_level_data"]
    first, second = (opened("supply").worksheets[0] for _ in range(2))
    assert [*first.values] == [*second.values]
