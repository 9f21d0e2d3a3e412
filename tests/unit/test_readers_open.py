"""Every published file, whole and hurt: one clear sentence each, and nothing lost."""

import gzip
import io
import json
import re
import zipfile

import pytest

from data.errors import UnreadableFileError
from data.inbox import ReadFile
from data.opening import Unread
from data.readers import READERS
from data.sources import sources
from tests.packing import as_csv, as_ods, read, read_one
from tests.small_files import (
    ASCOF_HEADER,
    ASCOF_ROWS,
    CODES,
    NEIGHBOURS,
    TABLES,
    ascof_sheets,
    every_file,
    outlines,
)

FILES = every_file()
# With layouts of their own, in test_readers_postcodes.py.
TRIED_ELSEWHERE = {
    "ons_postcode_directory",
    "ons_postcode_lookup",
    "os_code_point",
    # In tests/models/test_older_areas.py.
    "ons_rural_urban_2011",
    "mhclg_deprivation_2019",
}
EVERY = pytest.mark.parametrize("source", FILES)
EVERY_CSV = pytest.mark.parametrize("source", TABLES)


def accounted(reading):
    return reading.accepted + reading.rejected_rows + sum(reading.skipped.values())


def same_tables(one, other):
    return one.tables.keys() == other.tables.keys() and all(
        table.equals(other.tables[name]) for name, table in one.tables.items()
    )


def is_a_sentence(text):
    return re.fullmatch(r"[^\n]+\.", text) is not None


def test_every_open_reader_has_a_small_file_here():
    is_open = {r.source for r in READERS if not sources()[r.source].is_personal}
    assert FILES.keys() | TRIED_ELSEWHERE == {
        source for source in is_open if not source.startswith("council_")
    }


@EVERY
def test_a_file_is_known_by_its_contents_and_read_whole(source, tmp_path):
    file = read_one(tmp_path, FILES[source], "no_name_at_all")

    assert file.reader.source == source
    assert file.reading.accepted > 0
    assert file.reading.rejected_rows == 0
    assert file.reading.vintage is not None


@EVERY
def test_a_landed_table_has_the_columns_that_its_reader_declares(source, tmp_path):
    file = read_one(tmp_path, FILES[source])
    kinds = {"VARCHAR": "String", "BIGINT": "Int64", "DOUBLE": "Float64"}
    kinds |= {"BLOB": "Binary", "BOOLEAN": "Boolean", "DATE": "Date"}

    for name, columns in file.reader.landed.items():
        landed = dict(file.reading.tables[name].schema.items())
        assert {key: str(kind) for key, kind in landed.items()} == {
            column.name: kinds[column.type] for column in columns
        }


@EVERY
def test_packed_or_plain_a_file_reads_the_same(source, tmp_path):
    plain = read_one(tmp_path, FILES[source]).reading
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("inside", FILES[source])

    assert same_tables(plain, read_one(tmp_path, gzip.compress(FILES[source])).reading)
    assert same_tables(plain, read_one(tmp_path, zipped.getvalue()).reading)


@EVERY
def test_an_empty_file_is_said_to_be_empty(source, tmp_path):
    (done,) = read(tmp_path, b"", f"{source}.csv")

    assert isinstance(done, Unread)
    assert done.sentence == f"{source}.csv is empty."


@EVERY
def test_a_file_cut_short_is_refused_whole(source, tmp_path):
    packed = gzip.compress(FILES[source])

    with pytest.raises(UnreadableFileError, match="cut short") as refusal:
        read(tmp_path, packed[: len(packed) - 9])
    assert is_a_sentence(str(refusal.value))


@EVERY_CSV
def test_a_header_alone_is_said_to_be_one(source, tmp_path):
    reading = read_one(tmp_path, as_csv(TABLES[source][:1])).reading

    assert (reading.rows_read, reading.accepted) == (0, 0)
    assert reading.vintage is None
    assert reading.notices == ["file has only a header."]


@EVERY_CSV
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_is_found_out(source, encoding, tmp_path):
    text = FILES[source].decode().replace("North Alford", "Ynys Môn")

    file = read_one(tmp_path, text.encode(encoding))

    assert same_tables(file.reading, read_one(tmp_path, text.encode()).reading)


@EVERY_CSV
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter_reads_the_same(source, delimiter, tmp_path):
    file = read_one(tmp_path, as_csv(TABLES[source], delimiter))

    assert same_tables(file.reading, read_one(tmp_path, FILES[source]).reading)


@EVERY_CSV
def test_an_odd_delimiter_is_told(source, tmp_path):
    rows = (row for row in TABLES[source])
    text = "\n".join("~".join(row).replace(",", " ") for row in rows)

    (done,) = read(tmp_path, text.encode())

    assert isinstance(done, Unread)
    assert "Save it again as CSV." in done.sentence
    assert sources()[source].title in done.sentence


@EVERY_CSV
def test_headings_may_be_reordered_and_recased(source, tmp_path):
    shuffled = [row[::-1] for row in TABLES[source]]
    shuffled[0] = [f" {cell.upper()} " for cell in shuffled[0]]

    file = read_one(tmp_path, as_csv(shuffled))

    assert same_tables(file.reading, read_one(tmp_path, FILES[source]).reading)


@EVERY_CSV
def test_a_missing_column_is_named_with_the_nearest_source(source, tmp_path):
    place = TABLES[source][0].index(CODES[source])
    without = [row[:place] + row[place + 1 :] for row in TABLES[source]]

    (done,) = read(tmp_path, as_csv(without))

    assert isinstance(done, Unread)
    assert is_a_sentence(done.sentence)
    assert sources()[source].title in done.sentence


@EVERY_CSV
def test_a_repeated_row_is_rejected_and_counted(source, tmp_path):
    whole = read_one(tmp_path, FILES[source]).reading
    twice = [*TABLES[source], TABLES[source][1]]

    reading = read_one(tmp_path, as_csv(twice)).reading

    assert same_tables(whole, reading)
    assert (reading.rejected_rows, accounted(reading)) == (1, reading.rows_read)
    (reject,) = reading.rejects
    assert reject.line == len(twice)
    assert "an earlier row" in reject.rule
    assert is_a_sentence(reject.rule)


@EVERY_CSV
@pytest.mark.parametrize("code", ["E-99", "not a code", ""])
def test_an_unknown_code_is_rejected_and_the_rest_is_read(source, code, tmp_path):
    hurt = [list(row) for row in TABLES[source]]
    hurt[1][hurt[0].index(CODES[source])] = code

    reading = read_one(tmp_path, as_csv(hurt)).reading

    assert (reading.rejected_rows, accounted(reading)) == (1, len(hurt) - 1)
    (reject,) = reading.rejects
    assert (reject.line, reject.value.casefold()) == (2, code.casefold())
    assert is_a_sentence(reject.rule)
    assert not code or code not in reject.rule


@EVERY_CSV
def test_a_blank_row_is_passed_over_for_that_reason(source, tmp_path):
    width = len(TABLES[source][0])
    gapped = [*TABLES[source], [""] * width]

    reading = read_one(tmp_path, as_csv(gapped)).reading

    assert reading.skipped == {"blank rows": 1}
    assert accounted(reading) == reading.rows_read == len(gapped) - 1


@EVERY_CSV
def test_a_row_with_too_many_cells_is_refused_in_a_sentence(source, tmp_path):
    ragged = [*TABLES[source], [*TABLES[source][1], "extra", "cells"]]

    with pytest.raises(UnreadableFileError, match="not the same number of cells"):
        read(tmp_path, as_csv(ragged))


@pytest.mark.parametrize(
    ("source", "column", "value", "rule"),
    [
        ("ons_population", "30", "-1", "age_30 is not a whole number, 0 or more."),
        ("ons_population", "30", "1.5", "age_30 is not a whole number, 0 or more."),
        ("ons_disability", "n", "many", "n is not a whole number, 0 or more."),
        (
            "mhclg_deprivation",
            "IMD_decile",
            "11",
            "a whole number, from 1 to 10.",
        ),
        ("ons_area_centroids", "lat", "91", "lat is not a number, from -90 to 90."),
        ("ons_postcodes", "oseast1m", "1e9", "is not a number, from 0 to 700,000."),
        ("ons_postcodes", "pcds", "LN1", "pcds is not a whole postcode"),
        ("ons_postcode_means", "n_live_postcodes", "0", "whole number, 1 or more."),
        ("ons_area_changes", "change_code", "Q", "change_code is not U, S, M or X."),
        ("cqc_ratings", "Publication Date", "31/02/2025", "not a date that the calend"),
        ("cqc_ratings", "Care Home?", "maybe", "care_home is neither Y nor N."),
    ],
)
def test_an_impossible_value_is_rejected_with_its_rule(
    source, column, value, rule, tmp_path
):
    hurt = [list(row) for row in TABLES[source]]
    hurt[1][hurt[0].index(column)] = value

    reading = read_one(tmp_path, as_csv(hurt)).reading

    assert reading.rejected_rows == 1
    assert rule in reading.rejects[0].rule
    assert reading.rejects[0].value == value
    assert accounted(reading) == reading.rows_read


def test_people_who_do_not_add_up_are_rejected(tmp_path):
    hurt = [list(row) for row in TABLES["ons_population"]]
    hurt[1][hurt[0].index("total_population")] = "136"  # its ages make 135

    reading = read_one(tmp_path, as_csv(hurt)).reading

    (reject,) = reading.rejects
    assert (reject.line, reject.value) == (2, "136")
    assert reject.rule == "total_population is not the sum of the single years of age."


def test_more_disabled_people_than_people_are_rejected(tmp_path):
    hurt = [list(row) for row in TABLES["ons_disability"]]
    hurt[1][2] = "141"  # of 140

    (reject,) = read_one(tmp_path, as_csv(hurt)).reading.rejects

    assert reject.rule == "n is more than total_residents."


def test_ages_are_added_up_to_bands_edges_inside(tmp_path):
    rows = [list(row) for row in TABLES["ons_population"][:2]]
    ages = dict.fromkeys(range(91), 0) | {17: 1, 18: 2, 64: 4, 65: 8, 74: 16, 75: 32}
    ages |= {84: 64, 85: 128, 90: 256}
    rows[1][2:] = [str(sum(ages.values())), *map(str, ages.values())]

    landed = read_one(tmp_path, as_csv(rows)).reading.tables["landed_ons_population"]

    assert landed.row(0, named=True) == {
        "lsoa11_code": "E01000001",
        "people_all": 511,
        "people_18_64": 6,
        "people_65_74": 24,
        "people_75_84": 96,
        "people_85_plus": 384,
    }


@pytest.mark.parametrize(
    "header",
    [
        ["pcds", "lad26cd", "east1m", "north1m", "lsoa11cd"],
        ["pcds", "laua", "oseast1m", "osnrth1m", "lsoa11"],
    ],
)
def test_postcode_headings_of_other_years_are_known(header, tmp_path):
    rows = [header, *(row[:5] for row in TABLES["ons_postcodes"][1:])]

    file = read_one(tmp_path, as_csv(rows))

    assert same_tables(file.reading, read_one(tmp_path, FILES["ons_postcodes"]).reading)


def test_a_table_of_another_year_is_nearest_to_ours(tmp_path):
    header = ["lsoa31_code", "ruc31_code", "classification"]
    rows = [header, ["E01000001", "UN1", "Urban"]]

    (done,) = read(tmp_path, as_csv(rows))

    assert isinstance(done, Unread)
    assert "nearest to Rural Urban Classification 20" in done.sentence
    assert re.search(r"has no lsoa(11|21)_code, ruc(11|21)_code", done.sentence)


def test_codes_of_the_demonstration_county_are_read(tmp_path):
    text = re.sub(r"\bE(\d{8})\b", r"X\1", FILES["ons_area_wards"].decode())

    reading = read_one(tmp_path, text.encode()).reading

    assert reading.rejected_rows == 0
    codes = reading.tables["landed_ons_area_wards"]["lsoa21_code"]
    assert codes.str.starts_with("X").sum() == 7  # the eighth is in Wales


# ASCOF: a workbook whose header is not its first row.


def test_ascof_keeps_published_values_and_marks(tmp_path):
    landed = read_one(tmp_path, FILES["ascof"]).reading.tables["landed_ascof"]
    ours = landed.filter(landed["measure"] == "3d(2a)")

    assert ours.select(
        "la_name", "ons_code", "numerator", "numerator_status", "denominator"
    ).rows() == [
        ("England", "E92000001", 1805.0, "ok", 3000.0),
        ("Shire Counties", None, 1800.0, "ok", 2900.0),
        ("East Midlands", "E12000004", 1800.0, "ok", 2900.0),
        ("Alford", "E10000001", 1800.0, "ok", 2900.0),
        ("Barnsley", "E08000016", None, "suppressed", 100.0),
        ("Isles of Scilly", "E06000053", None, "not_supplied", None),
    ]


def test_ascof_passes_over_other_measures_and_says_so(tmp_path):
    reading = read_one(tmp_path, FILES["ascof"]).reading

    assert reading.skipped == {
        "headings, notes and contents": 1 + 3 * 3,
        "measures that no page uses yet": len(ASCOF_ROWS),
    }


def test_ascof_says_a_true_zero(tmp_path):
    rows = [["503", "Alford", "E10000001", "0", "10", "0.0"]]

    file = read_one(tmp_path, as_ods(ascof_sheets(rows=rows)))

    (row, _) = file.reading.tables["landed_ascof"].to_dicts()
    assert (row["numerator"], row["numerator_status"]) == (0, "zero")
    assert (row["denominator"], row["denominator_status"]) == (10, "ok")


def test_ascof_columns_may_stand_in_another_order_and_carry_notes(tmp_path):
    order = [2, 0, 5, 1, 4, 3]
    header = [ASCOF_HEADER[place].upper() + " [note 9]" for place in order]
    header[1] = ASCOF_HEADER[0]
    header[0], header[1] = header[1], ASCOF_HEADER[2]
    order[0], order[1] = order[1], order[0]
    header[3] = ASCOF_HEADER[1]
    rows = [[row[place] for place in order] for row in ASCOF_ROWS]

    file = read_one(tmp_path, as_ods(ascof_sheets(header, rows)))

    assert same_tables(file.reading, read_one(tmp_path, FILES["ascof"]).reading)


def test_ascof_reads_breakdowns_where_there_are_any(tmp_path):
    parts = ("numerator", "denominator", "outcome")
    header = [*ASCOF_HEADER[:3], *(f"2024 to 2025 - 18 to 64 {part}" for part in parts)]

    file = read_one(tmp_path, as_ods(ascof_sheets(header)))

    assert set(file.reading.tables["landed_ascof"]["breakdown"]) == {"18_64"}


def test_ascof_headings_alone_are_said_to_be_so(tmp_path):
    reading = read_one(tmp_path, as_ods(ascof_sheets(rows=[]))).reading

    assert reading.accepted == 0
    assert reading.notices == ["file has headings and no rows."]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (["503", "Alford", "E1", "1", "2", "50"], "neither a letter and eight digits"),
        (["", "Alford", "E10000001", "1", "2", "50"], "local authority code is empty."),
        (
            ["503", "Alford", "E10000001", "few", "2", "50"],
            "is neither a number nor [x]",
        ),
        (["503", "Alford", "E10000001", "1", "nan", "50"], "neither a number nor [x]"),
        (["204", "Alford", "E10000001", "1", "2", "50"], "that of an earlier row"),
    ],
)
def test_ascof_rejects_a_row_with_its_rule(row, rule, tmp_path):
    rows = [ASCOF_ROWS[4], row]

    reading = read_one(tmp_path, as_ods(ascof_sheets(rows=rows))).reading

    assert (reading.accepted, reading.rejected_rows) == (2, 2)  # in both sheets
    assert all(rule in reject.rule for reject in reading.rejects)
    assert accounted(reading) == reading.rows_read


def test_ascof_without_a_column_is_refused_with_its_name(tmp_path):
    rows = [row[:5] for row in ASCOF_ROWS]

    with pytest.raises(UnreadableFileError, match="no column '2024 to 2025 - outcome'"):
        read(tmp_path, as_ods(ascof_sheets(ASCOF_HEADER[:5], rows)))


def test_ascof_without_a_sheet_is_nearest_to_itself(tmp_path):
    sheets = ascof_sheets()
    del sheets["Table_3d(2a)"]

    (done,) = read(tmp_path, as_ods(sheets))

    assert isinstance(done, Unread)
    assert "has no sheet Table_3d(2a)" in done.sentence


# Outlines: GeoJSON.


def test_outlines_that_are_hurt_are_rejected_and_the_rest_is_read(tmp_path):
    hurt = outlines()
    features = hurt["features"]
    features[0]["properties"]["lsoa21_code"] = "E99"
    features[1]["geometry"] = None
    features[2]["geometry"]["coordinates"] = [
        [[[5e5, 3e5], [6e5, 3e5], [6e5, 4e5], [5e5, 3e5]]]
    ]
    features[3]["geometry"] = {"type": "Point", "coordinates": [0, 53]}
    features.append(features[5])

    reading = read_one(tmp_path, json.dumps(hurt).encode()).reading

    assert [(reject.line, reject.rule) for reject in reading.rejects] == [
        (1, "lsoa21_code is not an ONS code: a letter and eight digits."),
        (2, "The outline is missing or cannot be read."),
        (3, "The outline is not in degrees of longitude and latitude (WGS84)."),
        (4, "The outline is not a polygon."),
        (9, "lsoa21_code is that of an earlier outline."),
    ]
    assert (reading.accepted, accounted(reading)) == (4, reading.rows_read)


def test_outlines_of_none_are_said_to_be_none(tmp_path):
    whole = outlines()
    only_first = {**whole, "features": []}
    # The first feature tells what a file is: without it there is nothing to know it by.
    (done,) = read(tmp_path, json.dumps(only_first).encode())

    assert isinstance(done, Unread)


def test_outlines_that_break_off_are_refused(tmp_path):
    text = json.dumps(outlines())

    with pytest.raises(UnreadableFileError, match="ends early") as refusal:
        read(tmp_path, text[:-40].encode())
    assert is_a_sentence(str(refusal.value))


def test_outlines_of_another_year_are_nearest_to_ours(tmp_path):
    text = json.dumps(outlines()).replace("lsoa21", "lsoa11")

    (done,) = read(tmp_path, text.encode())

    assert isinstance(done, Unread)
    assert sources()["ons_area_outlines"].title in done.sentence


# Neighbours: JSON, and the CSVs that do not say their model.


def test_neighbours_are_ranked_in_the_order_of_the_file(tmp_path):
    reading = read_one(tmp_path, FILES["ons_neighbours"]).reading
    rows = reading.tables["landed_ons_neighbours"].rows()

    assert rows[:3] == [
        ("global", "E10000001", "E08000038", 1),
        ("global", "E10000001", "W06000003", 2),
        ("global", "E10000001", "E07000099", 3),
    ]


def test_neighbours_of_an_unnamed_model_are_passed_over_for_that_reason(tmp_path):
    header = ["AREACD", *map(str, range(1, 21))]
    row = ["E10000001", *(f"E070000{place:02}" for place in range(1, 21))]

    reading = read_one(tmp_path, as_csv([header, row])).reading

    ((reason, rows),) = reading.skipped.items()
    assert rows == 1
    assert "does not say which model" in reason
    assert not reading.tables


def test_neighbours_that_are_hurt_are_rejected_and_the_rest_is_read(tmp_path):
    hurt = json.loads(json.dumps(NEIGHBOURS))
    hurt["E06000001"] = {"global": ["E99"], "economic": [], "demographic": []}
    hurt["E06000002"] = {"global": [], "economic": []}
    text = json.dumps(hurt)[:-1] + ', "E06000003": {"global": [], "economic": [], '
    text += '"demographic": []}, "E06000003": 5, "nowhere": {"global": [], '
    text += '"economic": [], "demographic": []}}'

    reading = read_one(tmp_path, text.encode()).reading

    assert (reading.rows_read, reading.accepted, reading.rejected_rows) == (7, 2, 5)
    assert {(reject.line, reject.rule) for reject in reading.rejects} >= {
        (3, "A neighbour is not an ONS code: a letter and eight digits."),
        (4, "The area has no demographic neighbours."),
        (5, "The area is in the file more than once."),
        (6, "The area is in the file more than once."),
        (7, "The area is not an ONS code: a letter and eight digits."),
    }


def test_every_known_file_is_one_of_ours(tmp_path):
    for source, data in FILES.items():
        (done,) = read(tmp_path, data)
        assert isinstance(done, ReadFile)
        assert done.reader.source == source
