"""The layouts of CQC's files as published, where no row of them is at hand."""

import csv

import pytest

from data.opening import Unread
from data.readers import READERS
from tests.packing import as_csv, as_ods, read, read_one
from tests.real.published import PUBLISHED
from tests.small_cqc import ACTIVE_HEADER, SERVICES, active_row

pytestmark = pytest.mark.real_data
CQC = PUBLISHED / "cqc"


@pytest.fixture(scope="module")
def header():
    path = CQC / "HSCA_Active_Locations_published_headers_2026.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row["column_name"] for row in csv.DictReader(stream)]


def filled(header):
    """Put an invented location under the published headings, every other cell X."""
    told = dict(zip(ACTIVE_HEADER, active_row(services=SERVICES), strict=True))
    known = {name.casefold(): cell for name, cell in told.items()}
    blank = ("service type", "regulated activity", "service user band")
    return [
        known.get(name.casefold(), "" if name.casefold().startswith(blank) else "X Y")
        for name in header
    ]


def test_the_published_headings_of_active_locations_are_read(header, tmp_path):
    rows = [header, filled(header)]
    assert len(header) == 122

    for contents in (as_csv(rows), as_ods({"HSCA_Active_Locations": rows})):
        file = read_one(tmp_path, contents)
        (location,) = file.reading.tables["landed_cqc_active_locations"].to_dicts()

        assert file.reader.source == "cqc_active_locations"
        assert sorted(location["service_types"].split("|")) == sorted(SERVICES)
        assert "X Y" not in (location["provider_name"], location["location_name"])


def test_no_published_heading_that_names_a_person_is_taken(header):
    people = [
        name
        for name in header
        if any(word in name.casefold() for word in ("manager", "individual", "partner"))
    ]
    (reader,) = (r for r in READERS if r.source == "cqc_active_locations")
    landed = {column.name for columns in reader.landed.values() for column in columns}

    assert len(people) == 3
    for name in people:
        assert name.casefold().replace(" ", "_") not in landed


@pytest.mark.parametrize(
    ("file", "nearest"),
    [
        ("cqc_directory_18col_split_address_first500.csv", "Care directory, but"),
        (
            "cqc_locations_tableau_style_export_first999.csv",
            "Care directory with filters (active locations), but",
        ),
    ],
)
def test_what_is_not_read_says_what_it_is_nearest_to(file, nearest, tmp_path):
    (done,) = read(tmp_path, (CQC / file).read_bytes(), file)

    assert isinstance(done, Unread)
    assert f"nearest to {nearest} has no" in done.sentence
