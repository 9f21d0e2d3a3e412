"""Earlier measures, spending and the Census: as published, and joined with nothing."""

import datetime as dt

import pandas as pd
import pytest

from tests import small_files
from tests.packing import as_csv, read_one, vault_of
from tests.small_counts import (
    AGES,
    ALFORD,
    BOTH,
    HOURLY,
    MSIF,
    MSOA_AGES,
    SALT,
    SPENDING,
    WEEKLY,
    contents,
    salt_row,
    spending_row,
)


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inbox")
    more = {"msoa": as_csv(MSOA_AGES)}
    # Another year's lines stand beside these; a second word for one of them does not.
    before = [cell.replace("2018", "2017") for cell in spending_row("1", "9", "Other")]
    more["spending_before"] = as_csv([SPENDING[0], before])
    more["spending_copy"] = as_csv([SPENDING[0], spending_row("1", "7", "Other")])
    return vault_of(folder, {**small_files.contents(), **contents(), **more})


def rows(vault, sql):
    frame = vault.query(sql)
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame.itertuples(index=False)
    ]


def test_measures_of_salt_are_a_table_of_their_own(vault):
    found = rows(
        vault,
        "SELECT council_code, level, collection, measure_code, breakdown, period, "
        "numerator, denominator, outcome, outcome_status "
        "FROM core_ascof__earlier_measures WHERE council_code = 'E10000001' "
        "ORDER BY measure_code",
    )
    base = ("E10000001", "council", "SALT")
    year = "2020 to 2021"

    assert found == [
        (*base, "1C2A", "Total", year, 40, 1600, 2.5, "ok"),
        (*base, "1C2A1864", "18-64", year, None, None, None, "suppressed"),
    ]


def test_a_part_that_a_measure_has_not_is_not_applicable(vault):
    found = rows(
        vault,
        "SELECT council_code, numerator_status, outcome_status "
        "FROM core_ascof__earlier_measures WHERE level <> 'council' "
        "OR council_code = 'E06000060' ORDER BY ALL",
    )

    assert found == [
        ("E06000060", "not_applicable", "not_applicable"),  # a margin of error alone
        ("E06000060", "not_applicable", "not_supplied"),
        ("E92000001", "not_applicable", "ok"),
        ("SC", "not_applicable", "ok"),
    ]


def test_no_measure_of_salt_is_among_those_of_today(vault):
    today = rows(vault, "SELECT DISTINCT measure, period FROM core_ascof__measures")

    assert {period for _, period in today} == {"2024 to 2025"}
    assert not [measure for measure, _ in today if measure.startswith("1C")]


@pytest.mark.parametrize(
    ("codes", "year"),
    [
        (["E06000059"], 2020),
        (["E06000059", "E06000060"], 2021),
        (["E06000060", "E06000061"], None),  # two years have the same councils
        (["E06000061", "E06000063"], 2024),
    ],
)
def test_the_year_is_told_by_the_councils_that_there_were(codes, year, tmp_path):
    places = [(str(n), "A place", "Council", code) for n, code in enumerate(codes)]
    told = [SALT[0], *(salt_row("Outcome", "1", place) for place in places)]

    vintage = read_one(tmp_path, as_csv(told)).reading.vintage

    assert vintage == (year and dt.date(year, 3, 31))


def test_what_was_spent_keeps_its_marks_apart(vault):
    assert rows(
        vault,
        "SELECT line, setting, spent_gbp, spent_gbp_status "
        "FROM core_asc_fr__spending WHERE year_ending = 2018 ORDER BY line",
    ) == [
        ("1", "Community: Direct Payments", 120_000, "ok"),
        ("2", "Community: Home Care", 1_234.5, "ok"),
        ("3", "Nursing", None, "suppressed"),
        ("4", "Residential", None, "not_supplied"),
        ("5", "Other", 0, "zero"),
    ]


def test_years_of_spending_stand_beside_each_other(vault):
    assert rows(
        vault,
        "SELECT year_ending, count(*), any_value(council_code) "
        "FROM core_asc_fr__spending GROUP BY ALL ORDER BY ALL",
    ) == [(2017, 1, "E10000001"), (2018, 5, "E10000001")]


def test_unit_costs_are_told_apart_by_service_and_by_time(vault):
    found = rows(
        vault,
        "SELECT period, measure, service, per, cost_gbp, cost_gbp_status "
        "FROM core_pss_ex1__unit_costs ORDER BY period, cost_gbp",
    )

    assert found == [
        ("2012-13", HOURLY, "home_care", "hour", None, "not_supplied"),
        ("2013-14", HOURLY, "home_care", "hour", 15.9, "ok"),
        ("2013-14", BOTH, "other", "week", 560, "ok"),
        ("2013-14", WEEKLY, "direct_payment", "week", None, "not_supplied"),
    ]


def test_residents_of_either_layout_are_added_up_to_bands(vault):
    found = rows(vault, "FROM core_census__people ORDER BY place_code")

    assert found == [
        ("E02000001", "msoa", 7, 4, 0, 0, 3, 3),
        ("E07000001", "district", 5, 2, 1, 1, 1, 3),
        ("E10000001", "council", 111, 50, 30, 20, 10, 60),
    ]


def test_a_total_far_from_its_ages_is_rejected(tmp_path):
    wrong = [AGES[0], [*AGES[1][:3], "999", *AGES[1][4:]], AGES[2]]

    reading = read_one(tmp_path, as_csv(wrong)).reading

    assert (reading.accepted, reading.rejected_rows) == (1, 1)


def test_unpaid_carers_are_those_who_give_any(vault):
    assert rows(vault, "FROM core_census__unpaid_care") == [
        ("E02000001", "Alford 001", 100, 31, 7, 1)
    ]


def test_the_disabled_share_is_of_all_residents(vault):
    assert rows(vault, "FROM core_census__district_disability") == [
        ("E07000001", 80, 20, 0.25)
    ]


def test_fees_are_found_by_the_words_of_their_headings(vault):
    found = rows(
        vault,
        "SELECT council_code, kind, unit, value, value_status FROM core_msif__fees "
        "WHERE year_ending = 2026 ORDER BY council_name, place",
    )

    assert found[:5] == [
        ("E10000001", "home_care", "GBP/hour", 23.56, "ok"),
        ("E10000001", "supported_living", "GBP/hour", None, "suppressed"),
        ("E10000001", "care_home_65_plus", "GBP/week", 1_012.4, "ok"),
        ("E10000001", "nursing_home_65_plus", "GBP/week", None, "not_supplied"),
        ("E10000001", "care_home_18_64", "%", 6.5, "ok"),
    ]
    # Barnsley gives no code: its name says which it is.
    assert found[5] == (small_files.BARNSLEY, "home_care", "GBP/hour", 0, "zero")
    assert len(found) == 10


def test_every_row_about_fees_is_accounted_for(tmp_path):
    wrong = ["Conwy", "", "about 20", "1", "1", "1", "1", ""]
    told = [*MSIF, wrong, MSIF[4]]

    reading = read_one(tmp_path, as_csv(told)).reading

    assert (reading.rows_read, reading.accepted, reading.rejected_rows) == (9, 2, 2)
    assert sum(reading.skipped.values()) == 5
    assert [(r.line, r.value) for r in reading.rejects] == [
        (9, "about 20"),
        (10, "Alford"),
    ]
    assert reading.vintage == dt.date(2026, 3, 31)


def test_a_row_of_fees_in_a_second_file_of_the_year_does_not_count_twice(tmp_path):
    again = [*MSIF[:4], ["Alford", ALFORD, *["1"] * 5, ""]]
    files = {**small_files.contents(), "a": as_csv(MSIF), "b": as_csv(again)}

    vault = vault_of(tmp_path, files)

    assert rows(
        vault,
        "SELECT value FROM core_msif__fees "
        "WHERE council_name = 'Alford' AND kind = 'home_care'",
    ) == [(23.56,)]
