"""CQC's directory, its active locations and the locations of its service."""

import datetime as dt
import json

import pytest

from data.errors import UnreadableFileError
from data.inbox import ReadFile
from data.opening import Unread
from tests.packing import as_csv, as_ods, as_xlsx, read, read_one
from tests.small_cqc import (
    ACTIVE_HEADER,
    DIRECTORY_HEADER,
    MANAGER,
    NOMINATED,
    PARTNER,
    active_row,
    active_sheets,
    api_location,
    directory,
    directory_row,
)

OCTOBER = dt.date(2026, 10, 1)


# The directory.


def test_the_directory_is_read_below_its_titles_and_dated_by_them(tmp_path):
    file = read_one(tmp_path, directory(directory_row()))
    rows = file.reading.tables["landed_cqc_directory"]

    assert file.reader.source == "cqc_directory"
    assert file.reading.vintage == dt.date(2026, 9, 16)
    assert rows["service_types"].to_list() == ["Homecare agencies|Supported living"]
    assert rows["date_of_latest_check"].to_list() == [dt.date(2022, 4, 14)]
    assert rows["postcode"].to_list() == ["LN11AA"]
    assert (file.reading.rows_read, file.reading.accepted) == (5, 1)
    assert file.reading.skipped == {"titles and notes above the header": 4}


def test_titles_that_no_comma_fills_up_are_passed_over_too(tmp_path):
    text = directory(directory_row(), directory_row("1-2")).decode()
    bare = "\n".join(line.rstrip(",") for line in text.splitlines())
    bare = bare.replace("Homecare agencies", "Homecare agencies|Shared lives")

    reading = read_one(tmp_path, bare.encode("utf-8-sig")).reading

    assert (reading.accepted, reading.vintage) == (2, dt.date(2026, 9, 16))


def test_a_directory_without_titles_is_dated_by_its_latest_check(tmp_path):
    reading = read_one(tmp_path, as_csv([DIRECTORY_HEADER, directory_row()])).reading

    assert reading.vintage == dt.date(2022, 4, 14)


def test_older_copies_of_the_directory_capitalise_otherwise(tmp_path):
    text = directory(directory_row()).replace(b"Local authority", b"Local Authority")

    assert read_one(tmp_path, text).reading.accepted == 1


def test_a_fault_is_told_by_the_line_of_the_file(tmp_path):
    provider = {DIRECTORY_HEADER[14]: "1-9"}
    wrong = directory_row("nobody knows", Postcode="LN1 1AA 2", **provider)

    reading = read_one(tmp_path, directory(directory_row(), wrong)).reading

    assert [(r.line, r.column) for r in reading.rejects] == [
        (7, "postcode"),
        (7, "cqc_location_id"),
    ]
    assert reading.rejected_rows == 1


def test_a_part_of_the_directory_says_that_it_is_one(tmp_path):
    other = directory_row("1-2", **{"Local authority": "Barnsley"})

    notices = read_one(tmp_path, directory(directory_row(), other)).reading.notices

    assert notices == [
        "The file is 2 of England's locations, in 2 councils: no other council counts "
        "as covered by it."
    ]


def test_people_who_run_a_home_in_their_own_name_are_not_named(tmp_path):
    row = directory_row(**{"Provider name": "Mrs D Person", "Name": "Dr. D Person"})

    reading = read_one(tmp_path, directory(row)).reading

    assert reading.accepted == 1
    assert "Person" not in reading.tables["landed_cqc_directory"].write_csv()
    assert reading.notices[0].startswith("1 row names a person")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (
            # As a copy of 2025 had it: the address in five columns, another date.
            [
                "Name",
                "Address 1",
                "Town/City",
                "Postcode",
                "CQC Provider ID (for office use only)",
                "CQC Location ID (for office use only)",
                "Website",
                "Local authority",
                "Report publication date",
                "Specialisms/services",
                "Service types",
                "Provider name",
            ],
            "nearest to Care directory, but has no date_of_latest_check",
        ),
    ],
)
def test_a_layout_of_another_year_is_named_with_what_differs(header, told, tmp_path):
    (done,) = read(tmp_path, as_csv([header, ["x"] * len(header)]))

    assert isinstance(done, Unread)
    assert told in done.sentence


# The active locations.

ROWS = (active_row(), active_row("1-200", ("Supported living service", "Shared Lives")))


def every_form(*rows):
    sheets = active_sheets(*rows)
    return {"ods": as_ods(sheets), "xlsx": as_xlsx(sheets)}


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_active_locations_read_alike_from_either_workbook(form, tmp_path):
    (file,) = (
        done
        for done in read(tmp_path, every_form(*ROWS)[form])
        if isinstance(done, ReadFile)
    )
    rows = file.reading.tables["landed_cqc_active_locations"]

    assert file.reader.source == "cqc_active_locations"
    assert file.reading.vintage == OCTOBER  # as its README says
    assert rows["service_types"].to_list() == [
        "Domiciliary care service",
        "Shared Lives|Supported living service",
    ]
    assert rows["dormant"].to_list() == [False, False]
    assert rows["location_latest_overall_rating"].to_list() == ["Not rated"] * 2
    assert rows["brand_name"].to_list() == [None, None]
    assert rows["x_m"].to_list() == pytest.approx([500_000] * 2, abs=1_000)


def test_the_sheet_alone_as_csv_is_dated_by_its_last_rating(tmp_path):
    header = [cell.upper() for cell in ACTIVE_HEADER]

    reading = read_one(tmp_path, as_csv([header, *ROWS])).reading

    assert (reading.accepted, reading.vintage) == (2, dt.date(2026, 9, 25))


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_no_person_of_the_active_locations_is_ever_loaded(form, tmp_path):
    # A row at fault, whose values are kept with its reject, names them too.
    rows = (
        *ROWS,
        active_row("nobody knows"),
        active_row("1-3", (), **{"Location Postal Code": "nowhere"}),
    )
    contents = every_form(*rows) | {"csv": as_csv([ACTIVE_HEADER, *rows])}

    said = "".join(
        repr(done.reading) + done.reading.tables.popitem()[1].write_csv()
        if isinstance(done, ReadFile)
        else done.sentence
        for done in read(tmp_path, contents[form])
    )

    assert "Alford Home Care" in said
    assert not [name for name in (MANAGER, NOMINATED, PARTNER) if name in said]


def test_no_reader_of_cqc_declares_a_column_for_a_person():
    from data.readers import READERS

    named = [
        column.name
        for reader in READERS
        if reader.source.startswith("cqc_")
        for columns in reader.landed.values()
        for column in columns
    ]

    assert "location_id" in named
    for word in ("manager", "nominated", "partner", "contact", "person", "telephone"):
        assert not [name for name in named if word in name]


def test_coordinates_off_the_grid_leave_the_location_in(tmp_path):
    rows = [
        active_row("1-1", **{"Location Latitude": "0", "Location Longitude": "0"}),
        active_row("1-2", **{"Location Latitude": "", "Location Longitude": ""}),
    ]

    reading = read_one(tmp_path, as_csv([ACTIVE_HEADER, *rows])).reading

    assert reading.accepted == 2
    assert reading.tables["landed_cqc_active_locations"]["x_m"].to_list() == [None] * 2


# The service's locations.


def api(tmp_path, told):
    text = told if isinstance(told, str) else json.dumps(told)
    return read_one(tmp_path, text.encode()).reading


TWO = [api_location(), api_location("1-200")]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(TWO),
        json.dumps(TWO, indent=2),
        "\n".join(map(json.dumps, TWO)),
        "\ufeff" + "\r\n".join(map(json.dumps, TWO)) + "\r\n",
    ],
)
def test_locations_come_as_an_array_or_one_a_line(text, tmp_path):
    reading = api(tmp_path, text)
    rows = reading.tables["landed_cqc_api_locations"]

    assert rows["location_id"].to_list() == ["1-100", "1-200"]
    assert reading.rows_read == reading.accepted == 2


def test_one_location_comes_as_one_object(tmp_path):
    reading = api(tmp_path, api_location())
    (row,) = reading.tables["landed_cqc_api_locations"].to_dicts()

    assert row["service_types"] == "Domiciliary care service|Supported living service"
    assert row["primary_category"] == "Community based adult social care services"
    assert (row["overall_rating"], row["rated_on"]) == ("Good", dt.date(2021, 3, 2))
    assert reading.vintage == dt.date(2026, 5, 14)


def test_no_contact_of_a_location_is_ever_loaded(tmp_path):
    reading = api(tmp_path, [*TWO, api_location("nobody knows")])

    said = repr(reading) + reading.tables["landed_cqc_api_locations"].write_csv()
    assert reading.rejected_rows == 1
    assert "Ann" not in said
    assert "Manager" not in said


def assessed(rating, on):
    overall = [{"rating": rating, "status": "Active"}]
    return {
        "assessment": [
            {
                "assessmentPlanPublishedDateTime": f"{on}T09:00:00Z",
                "ratings": {"overall": overall, "asgRatings": [{"rating": "Good"}]},
            }
        ]
    }


@pytest.mark.parametrize(
    ("told", "rating"),
    [
        (assessed("Requires Improvement", "2026-01-05"), "Requires improvement"),
        (assessed("Outstanding", "2020-01-05"), "Good"),
        (assessed("Not Rated", "2026-01-05"), "Good"),
        (
            {"currentRatings": None, **assessed("Outstanding", "2026-01-05")},
            "Outstanding",
        ),
        ({"currentRatings": {}}, None),
        ({"currentRatings": [], "assessment": "odd"}, None),
    ],
)
def test_the_later_grade_of_either_framework_is_the_rating(told, rating, tmp_path):
    reading = api(tmp_path, api_location(**told))

    landed = reading.tables["landed_cqc_api_locations"]
    assert landed["overall_rating"].to_list() == [rating]


def test_a_list_of_locations_that_breaks_off_is_refused(tmp_path):
    text = "\n".join(map(json.dumps, TWO))

    with pytest.raises(UnreadableFileError, match="breaks off"):
        api(tmp_path, text[:-40])


def test_json_as_deep_as_a_well_is_no_table(tmp_path):
    (done,) = read(tmp_path, b"[" * 100_000)

    assert isinstance(done, Unread)
