"""ASCOF, CQC and the neighbours, tied to the councils and areas that they are about."""

import datetime as dt

import pandas as pd
import pytest

from data.queries.offices import read_cqc_coverage, read_registered_offices
from data.queries.peers import read_direct_payment_measures, read_neighbours
from tests.packing import as_csv, as_ods, vault_of
from tests.small_files import (
    ALFORD,
    ASCOF_HEADER,
    BARNSLEY,
    CQC_HEADER,
    ascof_sheets,
    contents,
    cqc_row,
)


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    return vault_of(tmp_path_factory.mktemp("inbox"), contents())


def with_cqc(folder, *rows):
    return vault_of(folder, {**contents(), "cqc_ratings": as_csv([CQC_HEADER, *rows])})


# ASCOF.


def test_direct_payments_stand_as_published_with_their_marks(vault):
    rows = read_direct_payment_measures(vault)
    columns = ["council_code", "council_name", "level", "numerator", "numerator_status"]

    assert rows[columns].astype(object).fillna("").values.tolist() == [
        ["E06000053", "Isles of Scilly", "council", "", "not_supplied"],
        [BARNSLEY, "Barnsley", "council", "", "suppressed"],
        [ALFORD, "Alford", "council", 1800, "ok"],
        ["S", "Shire Counties", "council_type", 1800, "ok"],
        ["E92000001", "England", "england", 1805, "ok"],
        ["E12000004", "East Midlands", "region", 1800, "ok"],
    ]


def test_only_direct_payments_and_only_the_last_period_are_asked_for(tmp_path):
    earlier = [
        heading.replace("2024 to 2025", "2023 to 2024") for heading in ASCOF_HEADER
    ]
    header = [*ASCOF_HEADER, *earlier[3:]]
    alford = ["503", "Alford", ALFORD, "2", "4", "50.0", "1", "4", "25.0"]
    sheets = ascof_sheets(header, [alford])
    # A decoy: self-directed support has other figures.
    sheets["Table_3d(1a)"] = [header, [*alford[:3], "4", "4", "100", "4", "4", "100"]]

    rows = read_direct_payment_measures(
        vault_of(tmp_path, {**contents(), "ascof": as_ods(sheets)})
    )

    assert rows[["period", "numerator", "outcome"]].values.tolist() == [
        ["2024 to 2025", 2, 50]
    ]


def test_ascof_under_the_new_code_is_the_same_council(tmp_path):
    barnsley = ["204", "Barnsley", "E08000038", "5", "10", "50.0"]
    files = {**contents(), "ascof": as_ods(ascof_sheets(rows=[barnsley]))}

    rows = read_direct_payment_measures(vault_of(tmp_path, files))

    assert rows["council_code"].tolist() == [BARNSLEY]


# Neighbours.


def test_neighbours_are_those_of_the_global_model_under_our_codes(vault):
    assert read_neighbours(vault).values.tolist() == [
        [BARNSLEY, 1, True],  # E08000038 in the file
        ["W06000003", 2, False],
        ["E07000099", 3, False],
    ]


def test_a_council_is_found_under_its_new_code(vault):
    rows = vault.query(
        "SELECT neighbour_code FROM core_ons__neighbours WHERE council_code = ?",
        [BARNSLEY],
    )

    assert rows["neighbour_code"].tolist() == [ALFORD]


# CQC.


def test_an_office_is_counted_once_with_the_rating_of_the_whole(tmp_path):
    vault = with_cqc(
        tmp_path,
        cqc_row(domain="Safe", rating="Inadequate", date="01/01/2026"),
        cqc_row(rating="Good", date="25/12/2025"),
        cqc_row(group="Homecare", rating="Outstanding", date="02/01/2026"),
    )

    (office,) = read_registered_offices(vault).to_dict("records")

    assert office["overall_rating"] == "Good"
    assert office["rated_on"] == pd.Timestamp(dt.date(2025, 12, 25))
    assert (office["area_code"], office["x_m"]) == ("E01000001", 500_100)


def test_only_care_in_the_community_is_an_office(tmp_path):
    vault = with_cqc(
        tmp_path,
        cqc_row(),
        cqc_row("1-2", category="Residential social care"),
        cqc_row("1-3", category="Dentists"),
    )

    assert read_registered_offices(vault)["location_id"].tolist() == ["1-100"]
    # A council whose only row is a care home's is covered all the same.
    assert read_cqc_coverage(vault)["n_locations"].tolist() == [3]


def test_an_office_whose_postcode_is_not_known_is_kept_without_a_place(tmp_path):
    vault = with_cqc(tmp_path, cqc_row(postcode="AB1 1AA"), cqc_row("1-2", postcode=""))

    offices = read_registered_offices(vault)

    assert len(offices) == 2
    assert offices[["area_code", "x_m", "y_m"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Alford", ALFORD),
        (" ALFORD ", ALFORD),
        ("Alford, County of", ALFORD),
        ("Alford Borough", ALFORD),
        ("Barnsley", BARNSLEY),
        ("North Alford", None),  # a district
        ("", None),
    ],
)
def test_a_council_is_known_by_the_name_that_cqc_gives_it(name, code, tmp_path):
    vault = with_cqc(tmp_path, cqc_row(council=name))

    (found,) = read_registered_offices(vault)["council_code"]
    assert found == code or (code is None and pd.isna(found))


def test_ascofs_other_name_for_a_council_is_known_too(tmp_path):
    rows = [["503", "The Alfords & Marsh", ALFORD, "1", "2", "50.0"]]
    files = {
        **contents(),
        "ascof": as_ods(ascof_sheets(rows=rows)),
        "cqc_ratings": as_csv([CQC_HEADER, cqc_row(council="The Alfords and Marsh")]),
    }

    vault = vault_of(tmp_path, files)

    assert read_cqc_coverage(vault).values.tolist() == [[ALFORD, 1]]


def test_coverage_is_of_the_councils_in_the_file(vault):
    assert read_cqc_coverage(vault).values.tolist() == [[BARNSLEY, 1], [ALFORD, 1]]


def test_of_two_files_that_cover_a_council_the_newer_stands_whole(tmp_path):
    older = [cqc_row("1-1"), cqc_row("1-2"), cqc_row("1-3", council="Barnsley")]
    newer = [cqc_row("1-2", rating="Outstanding", date="21/02/2026")]
    vault = vault_of(
        tmp_path,
        {
            **contents(),
            "cqc_ratings": as_csv([CQC_HEADER, *older]),
            "later": as_csv([CQC_HEADER, *newer]),
        },
    )

    offices = read_registered_offices(vault)

    assert offices[["location_id", "overall_rating"]].values.tolist() == [
        ["1-2", "Outstanding"],  # 1-1 has closed
        ["1-3", "Good"],  # and of Barnsley there is only the older file
    ]


def test_without_cqc_nothing_is_covered(tmp_path):
    files = {name: data for name, data in contents().items() if name != "cqc_ratings"}
    vault = vault_of(tmp_path, files)

    assert read_cqc_coverage(vault).empty
    assert read_registered_offices(vault).empty
