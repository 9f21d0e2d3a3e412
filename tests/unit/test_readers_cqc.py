import datetime as dt

import polars as pl
import pytest

from data.readers.dates import parse_dates
from tests.packing import as_csv, as_ods, read_one
from tests.small_files import CQC_HEADER, cqc_row

XMAS = dt.date(2025, 12, 25)
MARCH = dt.date(2025, 3, 4)


def days(*texts):
    return parse_dates(pl.Series(texts), name="Date")


def test_the_order_is_that_which_makes_more_dates():
    # 4 March or 3 April by itself; Christmas shows that the day comes first.
    assert days("25/12/2025", "04/03/2025").days.to_list() == [XMAS, MARCH]
    assert days("12/25/2025", "03/04/2025").days.to_list() == [XMAS, MARCH]


def test_the_order_is_told_with_its_evidence():
    assert days("12/25/2025", "03/04/2025", None).notice == (
        "Date is read as month/day/year: 2 of its 2 dates can be read so, and 1 the "
        "other way."
    )


def test_a_column_that_does_not_show_its_order_is_refused_with_both_readings():
    refused = days("01/01/2025", "03/04/2025", "2025-12-25")

    assert refused.days.to_list() == [None, None, XMAS]
    assert refused.is_refused
    assert refused.notice == (
        "Date is not read: 03/04/2025 may be 3 April 2025 or 4 March 2025, and its 2 "
        "dates do not show which. Write them as 2025-04-03."
    )


def test_a_column_that_speaks_for_both_orders_alike_is_refused():
    assert days("25/12/2025", "12/25/2025", "03/04/2025").is_refused


def test_days_that_are_the_same_either_way_need_no_evidence():
    same = days("01/01/2025", "12/12/2025")

    assert same.days.to_list() == [dt.date(2025, 1, 1), dt.date(2025, 12, 12)]
    assert same.notice == ""


def test_one_slip_does_not_turn_a_column_round():
    many = ["25/12/2025"] * 9 + ["12/25/2025"]

    assert days(*many).days.to_list() == [XMAS] * 9 + [None]


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-25",
        "2025-12-25 00:00:00",
        "25/Dec/2025 - 00:00",
        "25 December 2025",
        "25-dec-2025",
    ],
)
def test_dates_that_say_their_own_order_need_no_evidence(text):
    parsed = days(text)

    assert parsed.days.to_list() == [XMAS]
    assert parsed.notice == ""


def test_a_time_behind_the_day_is_passed_over():
    assert days("12/25/2025 12:00:00 AM").days.to_list() == [XMAS]


@pytest.mark.parametrize("text", ["31/02/2025", "2025-02-30", "soon", "", "5/2025"])
def test_what_is_no_date_is_blank(text):
    assert days("25/12/2025", text).days.to_list() == [XMAS, None]


def landed(tmp_path, *rows):
    reading = read_one(tmp_path, as_csv([CQC_HEADER, *rows])).reading
    return reading, reading.tables["landed_cqc_ratings"]


def test_ratings_spelled_both_ways_are_one_rating(tmp_path):
    rows = (
        cqc_row("1-1", rating="Requires Improvement"),
        cqc_row("1-2", rating="Requires improvement"),
        cqc_row("1-3", rating="Not Rated"),
        cqc_row("1-4", rating="-"),
    )

    _, ratings = landed(tmp_path, *rows)

    assert ratings["latest_rating"].to_list() == [
        "Requires improvement",
        "Requires improvement",
        "Not rated",
        None,
    ]


def test_names_of_people_are_not_kept_and_the_rows_are(tmp_path):
    rows = (
        cqc_row("1-1", name="The Gables", provider="Mrs A Person"),
        cqc_row("1-2", name="Dr. B Person & Partners", provider="Dr. B Person"),
        cqc_row("1-3", name="Mistletoe Lodge", provider="Drake Care Ltd"),
    )

    reading, ratings = landed(tmp_path, *rows)

    assert ratings.select("location_name", "provider_name").rows() == [
        ("The Gables", None),
        (None, None),
        ("Mistletoe Lodge", "Drake Care Ltd"),  # neither Mr nor Dr
    ]
    assert reading.accepted == 3
    assert reading.notices[-1].startswith("2 rows name a person")
    assert not any("Person" in notice for notice in reading.notices)


def test_a_column_of_managers_is_never_landed(tmp_path):
    header = [*CQC_HEADER, "Registered manager"]
    row = [*cqc_row(), "C Person"]

    reading = read_one(tmp_path, as_csv([header, row])).reading

    assert "Person" not in reading.tables["landed_cqc_ratings"].write_csv()


def test_a_location_has_a_row_for_each_group_and_domain(tmp_path):
    rows = (
        cqc_row(),
        cqc_row(domain="Safe"),
        cqc_row(group="Homecare"),
        cqc_row(),  # the first again
    )

    reading, _ = landed(tmp_path, *rows)

    assert (reading.accepted, reading.rejected_rows) == (3, 1)
    assert reading.rejects[0].line == 5


def test_the_vintage_is_the_last_rating_published(tmp_path):
    rows = (cqc_row(date="25/12/2024"), cqc_row("1-2", date="04/03/2025"))

    assert landed(tmp_path, *rows)[0].vintage == MARCH


def test_a_rating_without_a_date_is_kept(tmp_path):
    reading, ratings = landed(tmp_path, cqc_row(date="", rating="Not Rated"))

    assert ratings["publication_date"].to_list() == [None]
    assert (reading.accepted, reading.vintage) == (1, None)


def test_the_spreadsheet_that_cqc_publishes_reads_like_the_csv(tmp_path):
    rows = [CQC_HEADER, cqc_row(), cqc_row("1-2", domain="Safe")]
    sheets = {"README": [["Source: CQC database"]], "Locations": rows}

    sheet = read_one(tmp_path, as_ods(sheets)).reading
    table = read_one(tmp_path, as_csv(rows)).reading

    assert sheet.tables["landed_cqc_ratings"].equals(table.tables["landed_cqc_ratings"])
    assert sheet.rows_read == table.rows_read == 2
