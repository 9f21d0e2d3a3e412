"""One location once, whichever of CQC's files list it."""

import json

import pandas as pd
import pytest

from data.queries.offices import read_cqc_coverage, read_registered_offices
from tests.packing import as_csv, as_ods, vault_of
from tests.small_cqc import (
    active_row,
    active_sheets,
    api_location,
    directory,
    directory_row,
)
from tests.small_files import ALFORD, BARNSLEY, CQC_HEADER, contents, cqc_row

BARE = {name: data for name, data in contents().items() if name != "cqc_ratings"}


def ratings(*rows):
    return as_csv([CQC_HEADER, *rows])


def active(*rows, day="01 October 2026"):
    return as_ods(active_sheets(*rows, day=day))


@pytest.fixture
def build(tmp_path):
    return lambda **files: vault_of(tmp_path, {**BARE, **files})


def locations(vault):
    rows = vault.query("SELECT * FROM core_cqc__locations ORDER BY location_id")
    return rows.astype(object).where(rows.notna(), None).set_index("location_id")


def services(vault):
    rows = vault.query("SELECT * FROM core_cqc__services ORDER BY ALL")
    return [tuple(row) for row in rows.itertuples(index=False)]


def test_a_location_in_every_file_is_one_location_in_the_newest_words(build):
    vault = build(
        ratings=ratings(cqc_row("1-1", name="Old Name", date="25/12/2025")),
        directory=directory(directory_row("1-1", Name="Newer Name")),
        active=active(active_row("1-1", **{"Location Name": "Newest Name"})),
        single=json.dumps(api_location("1-1", name="Name in May")).encode(),
    )

    found = locations(vault)

    assert found["location_name"].to_dict() == {"1-1": "Newest Name"}
    assert found["provider_name"].to_dict() == {"1-1": "Alford Care Ltd"}


def test_a_grade_in_the_ratings_file_stands_before_not_rated(build):
    vault = build(
        ratings=ratings(
            cqc_row("1-1", rating="Outstanding", date="25/12/2025"),
            cqc_row("1-2", rating="Not Rated", date="25/12/2025"),
        ),
        active=active(active_row("1-1"), active_row("1-2"), active_row("1-3")),
    )

    found = locations(vault)

    assert found["overall_rating"].to_dict() == {
        "1-1": "Outstanding",
        "1-2": "Not rated",
        "1-3": "Not rated",
    }
    assert str(found["rated_on"]["1-1"]) == "2025-12-25 00:00:00"


def test_of_two_grades_the_later_published_stands(build):
    later = {"Location Latest Overall Rating": "Good", "Publication Date": "25/09/2026"}
    older = {"Location Latest Overall Rating": "Good", "Publication Date": "25/09/2020"}
    vault = build(
        ratings=ratings(
            cqc_row("1-1", rating="Inadequate", date="25/12/2025"),
            cqc_row("1-2", rating="Inadequate", date="25/12/2025"),
        ),
        active=active(active_row("1-1", **later), active_row("1-2", **older)),
    )

    assert locations(vault)["overall_rating"].to_dict() == {
        "1-1": "Good",
        "1-2": "Inadequate",
    }


def test_home_care_is_told_from_supported_living_in_either_files_words(build):
    vault = build(
        directory=directory(directory_row("1-1")),
        active=active(
            active_row("1-2", ("Domiciliary care service", "Shared Lives")),
            active_row("1-3", ("Supported living service",)),
            active_row("1-4", ()),
        ),
    )

    assert services(vault) == [
        ("1-1", "Homecare agencies", "home_care"),
        ("1-1", "Supported living", "supported_living"),
        ("1-2", "Domiciliary care service", "home_care"),
        ("1-2", "Shared Lives", "shared_lives"),
        ("1-3", "Supported living service", "supported_living"),
    ]


def test_services_are_those_of_the_newest_file_and_no_mixture(build):
    vault = build(
        directory=directory(directory_row("1-1", "Nursing homes|Residential homes")),
        active=active(active_row("1-1", ("Extra Care housing services",))),
    )

    assert services(vault) == [("1-1", "Extra Care housing services", "extra_care")]


def test_without_a_category_what_it_does_gives_one(build):
    vault = build(
        directory=directory(
            directory_row("1-1", "Homecare agencies"),
            directory_row("1-2", "Residential homes|Homecare agencies"),
            directory_row("1-3", "Dentist"),
        )
    )

    assert locations(vault)["primary_category"].to_dict() == {
        "1-1": "Community based adult social care services",
        "1-2": "Residential social care",
        "1-3": None,
    }
    assert read_registered_offices(vault)["location_id"].tolist() == ["1-1"]


def test_what_a_newer_whole_list_of_its_council_leaves_out_has_closed(build):
    vault = build(
        ratings=ratings(
            cqc_row("1-1"),
            cqc_row("1-2"),  # Alford's list of October has it no more
            cqc_row("1-3", council="Barnsley"),  # no newer list of Barnsley
        ),
        active=active(active_row("1-1"), active_row("1-9")),
    )

    assert locations(vault).index.tolist() == ["1-1", "1-3", "1-9"]


def test_an_older_whole_list_closes_nothing(build):
    vault = build(
        ratings=ratings(cqc_row("1-3")),
        active=active(active_row("1-4"), day="1 October 2020"),
    )

    assert locations(vault).index.tolist() == ["1-3", "1-4"]


def test_newer_ratings_close_no_location_for_they_leave_some_out(build):
    vault = build(
        ratings=ratings(cqc_row("1-1", date="25/12/2026")),
        active=active(active_row("1-1"), active_row("1-2")),
    )

    assert locations(vault).index.tolist() == ["1-1", "1-2"]


def test_a_location_struck_off_since_is_no_location_any_more(build):
    off = {"registrationStatus": "Deregistered", "deregistrationDate": "2026-10-20"}
    long_ago = {**off, "deregistrationDate": "2026-02-01", "lastInspection": {}}
    vault = build(
        active=active(*(active_row(f"1-{n}") for n in (1, 2, 3))),
        single=json.dumps(
            [api_location("1-1", **off), api_location("1-2", **long_ago)]
        ).encode(),
    )

    # CQC's list of October has 1-2 again.
    assert locations(vault).index.tolist() == ["1-2", "1-3"]


def test_single_locations_cover_no_council(build):
    vault = build(
        directory=directory(directory_row("1-1")),
        single=json.dumps(
            [api_location("1-2"), api_location("1-3", localAuthority="Barnsley")]
        ).encode(),
    )

    assert "1-3" in locations(vault).index
    assert read_cqc_coverage(vault).values.tolist() == [[ALFORD, 1]]
    assert BARNSLEY not in set(read_cqc_coverage(vault)["council_code"])


def test_an_office_whose_postcode_is_unknown_stands_at_its_coordinates(build):
    vault = build(
        active=active(
            active_row("1-1"), active_row("1-2", **{"Location Postal Code": "ZZ1 1ZZ"})
        )
    )

    found = locations(vault)

    assert (found["x_m"]["1-1"], found["y_m"]["1-1"]) == (500_100, 350_100)
    assert found["x_m"]["1-2"] == pytest.approx(500_000, abs=1_000)
    assert pd.isna(found["area_code"]["1-2"])
