"""Counts of people by route, and councils beside each other, from an inbox of files."""

import datetime as dt
import random

import pandas as pd
import pytest

from analytics.measures.uptake import direct_payment_peers, people_by_route
from tests.packing import as_csv, as_ods, vault_of
from tests.small_files import ASCOF_ROWS, TABLES, ascof_sheets, contents

NORTH, SOUTH, BARNSLEY = "E01000001", "E01100003", "E01000007"
HEADER = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "age_band",
    "lsoa_code",
]
ARRANGEMENTS = [
    ["A1", "P1", "direct_payment", "2025-01-10", "", "18_to_24", NORTH],
    # The same person's second arrangement, on a lower rung.
    ["A2", "P1", "commissioned", "2025-01-10", "", "18_to_24", NORTH],
    # Ends on the quarter's last day, on which it still counts.
    ["A3", "P2", "isf", "2025-01-01", "2025-03-31", "65_to_74", SOUTH],
    # Ends the day before.
    ["A4", "P3", "isf", "2025-01-01", "2025-03-30", "65_to_74", SOUTH],
    # Starts the day after; lives in another council; no age.
    ["A5", "P4", "managed_budget", "2025-04-01", "", "", BARNSLEY],
    # A child.
    ["A6", "P5", "commissioned", "2025-01-01", "", "under_18", NORTH],
    # An area that no lookup has.
    ["A7", "P6", "commissioned", "2025-02-01", "", "85_to_94", "E01999999"],
    # Starts after the last quarter that has ended.
    ["A8", "P7", "direct_payment", "2025-10-02", "", "18_to_24", NORTH],
]
ZONES = [
    ["lsoa_code", "group_set", "group_name"],
    [NORTH, "Home care zones", "Coast"],
    [SOUTH, "Home care zones", "Inland"],
    # A set that bears the name of ours.
    [NORTH, "District", "Old town"],
]
SPRING = pd.Timestamp(2025, 3, 31)
SUMMER = pd.Timestamp(2025, 6, 30)
AUTUMN = pd.Timestamp(2025, 9, 30)
RUNGS = ["direct_payment", "isf", "managed_budget", "commissioned"]


def files(arrangements=ARRANGEMENTS, zones=ZONES):
    return {
        **contents(),
        "arrangements": as_csv([HEADER, *arrangements]),
        "zones": as_csv(zones),
    }


@pytest.fixture(scope="module")
def counts(tmp_path_factory):
    return people_by_route(vault_of(tmp_path_factory.mktemp("inbox"), files()))


def cell(frame, **keys):
    for column, value in keys.items():
        frame = frame[frame[column] == value]
    (people,) = frame["people"]
    return people


def test_each_person_counts_once_on_the_highest_rung(counts):
    table = counts["people_by_route"]
    told = {
        quarter: dict(zip(rows["route"], rows["people"], strict=True))
        for quarter, rows in table.groupby("quarter_end")
    }

    assert told == {
        SPRING: {"direct_payment": 1, "isf": 1, "managed_budget": 0, "commissioned": 1},
        SUMMER: {"direct_payment": 1, "isf": 0, "managed_budget": 1, "commissioned": 1},
        AUTUMN: {"direct_payment": 1, "isf": 0, "managed_budget": 1, "commissioned": 1},
    }


def test_ages_that_are_not_known_are_a_level_of_their_own(counts):
    ages = counts["people_by_route_age"]
    managed = {"quarter_end": SUMMER, "route": "managed_budget"}

    assert cell(ages, **managed, age_group="unknown") == 1
    assert cell(ages, **managed, age_group="18_64") == 0
    assert cell(ages, quarter_end=SPRING, route="isf", age_group="65_plus") == 1


@pytest.mark.parametrize(
    ("place_set", "place_name", "route", "people"),
    [
        ("district", "North Alford", "direct_payment", 1),
        ("district", "South Alford", "direct_payment", 0),
        ("district", "elsewhere", "managed_budget", 1),
        ("district", "unknown", "commissioned", 1),
        ("Home care zones", "Coast", "direct_payment", 1),
        ("Home care zones", "unknown", "managed_budget", 1),
        ("own district", "Old town", "direct_payment", 1),
        ("own district", "unknown", "commissioned", 1),
    ],
)
def test_each_home_is_in_one_place_of_every_set(
    counts, place_set, place_name, route, people
):
    places = counts["people_by_route_place"]

    assert (
        cell(
            places,
            quarter_end=SUMMER,
            route=route,
            place_set=place_set,
            place_name=place_name,
            age_group="all",
        )
        == people
    )


def test_another_councils_district_is_no_place_of_ours(counts):
    places = counts["people_by_route_place"]
    districts = places.loc[places["place_set"] == "district", "place_name"]

    assert set(districts) == {"North Alford", "South Alford", "unknown", "elsewhere"}


def test_every_table_and_every_set_of_places_adds_up_to_the_same_people(counts):
    cells = ["quarter_end", "route"]
    whole = counts["people_by_route"].set_index(cells)["people"]
    ages = counts["people_by_route_age"].groupby(cells)["people"].sum()
    pd.testing.assert_series_equal(whole, ages, check_like=True)
    places = counts["people_by_route_place"]
    for (_, is_all), rows in places.groupby(
        ["place_set", places["age_group"] == "all"]
    ):
        added = rows.groupby(cells)["people"].sum()
        pd.testing.assert_series_equal(
            whole, added, check_like=True, obj=f"all ages: {is_all}"
        )


def test_every_combination_is_there(counts):
    assert len(counts["people_by_route"]) == 3 * 4
    assert len(counts["people_by_route_age"]) == 3 * 4 * 3
    # Places: 4 districts, 2 zones and unknown, 1 zone and unknown; ages: all and three.
    assert len(counts["people_by_route_place"]) == 3 * 4 * (4 + 3 + 2) * 4


def test_agrees_with_counting_one_by_one(tmp_path):
    chance = random.Random(7)
    first = dt.date(2023, 11, 20)
    rows = []
    for number in range(120):
        start = first + dt.timedelta(days=chance.randrange(700))
        end = start + dt.timedelta(days=chance.randrange(400))
        rows.append(
            [
                f"A{number}",
                f"P{chance.randrange(40)}",
                chance.choice(RUNGS),
                start.isoformat(),
                end.isoformat() if chance.random() < 0.6 else "",
                "45_to_64",
                chance.choice([NORTH, SOUTH]),
            ]
        )
    vault = vault_of(tmp_path, files(rows))

    table = people_by_route(vault)["people_by_route"]

    for quarter, by_route in table.groupby("quarter_end"):
        day = quarter.date().isoformat()
        best: dict[str, int] = {}
        for _, person, route, start, end, *_ in rows:
            if start <= day and (not end or end >= day):
                best[person] = min(best.get(person, 9), RUNGS.index(route))
        expected = {r: sum(b == i for b in best.values()) for i, r in enumerate(RUNGS)}
        told = dict(zip(by_route["route"], by_route["people"], strict=True))
        assert told == expected, day
    # Files that know of ends to come speak of a later day; ours end with what began.
    assert table["quarter_end"].max() <= pd.Timestamp(vault.as_of)


def spell(number, start, end="", route="direct_payment"):
    when = [start.isoformat(), end.isoformat() if end else ""]
    return [f"A{number}", f"P{number}", route, *when, "45_to_64", NORTH]


def _a_council(seed, *, ends_from=dt.date(2018, 1, 1)):
    """List three years of arrangements, a tenth of which end in a quarter.

    Those that ended before `ends_from` are not in the file.
    """
    chance = random.Random(seed)
    first, last = dt.date(2022, 1, 1), dt.date(2024, 12, 31)
    rows = []
    for number in range(400):
        start = first + dt.timedelta(days=chance.randrange(-600, 1090))
        end = start + dt.timedelta(days=int(chance.expovariate(0.4 / 365)) + 1)
        if first <= start and ends_from <= end:
            rows.append(spell(number, start, end if end <= last else ""))
    # Says which day the file speaks of.
    return [*rows, spell("last", last)]


def quarters_of(folder, rows):
    table = people_by_route(vault_of(folder, files(rows)))["people_by_route"]
    (begins,) = set(table["begins"])
    return sorted(table["quarter_end"].unique()), begins


def test_a_file_that_keeps_ended_arrangements_tells_every_quarter(tmp_path):
    quarters, begins = quarters_of(tmp_path, _a_council(1))

    assert (len(quarters), begins) == (12, "first_arrangement")


def test_a_file_of_current_arrangements_tells_the_last_quarter_alone(tmp_path):
    rows = _a_council(1, ends_from=dt.date(2024, 12, 31))
    current = [row for row in rows if not row[4]]

    quarters, begins = quarters_of(tmp_path, current)

    assert quarters == [pd.Timestamp("2024-12-31")]
    assert begins == "ends_known"


def test_quarters_begin_where_ended_arrangements_do(tmp_path):
    quarters, begins = quarters_of(
        tmp_path, _a_council(1, ends_from=dt.date(2023, 10, 1))
    )

    # The year after December 2022 holds three months of ends, which is enough; the one
    # after September 2022 holds none.
    assert begins == "ends_known"
    assert quarters[0] == pd.Timestamp("2022-12-31")


def test_a_very_old_arrangement_makes_no_very_long_series(tmp_path):
    chance = random.Random(2)
    rows = [
        spell(number, start, start + dt.timedelta(days=700))
        for number in range(600)
        for start in [dt.date(2010, 1, 1) + dt.timedelta(chance.randrange(5470))]
    ]
    rows.append(spell("old", dt.date(1961, 5, 1)))

    quarters, begins = quarters_of(tmp_path, rows)

    assert (len(quarters), begins) == (24, "most_quarters")
    assert quarters[-1] == pd.Timestamp("2024-09-30")


DERBY, NOTTINGHAM = "E06000015", "E06000018"


@pytest.fixture(scope="module")
def peers(tmp_path_factory):
    # Two more councils of our region, of which one has nobody to count.
    tables = {
        "ons_district_councils": [
            [DERBY, "Derby", DERBY, "Derby"],
            [NOTTINGHAM, "Nottingham", NOTTINGHAM, "Nottingham"],
        ],
        "ons_district_regions": [
            ["Derby", DERBY, "East Midlands", "E12000004"],
            ["Nottingham", NOTTINGHAM, "East Midlands", "E12000004"],
        ],
    }
    more = {name: as_csv([*TABLES[name], *rows]) for name, rows in tables.items()}
    rows = [
        *ASCOF_ROWS,
        ["507", "Derby", DERBY, "[c]", "[c]", "12.5"],
        ["512", "Nottingham", NOTTINGHAM, "0", "40", "0"],
    ]
    inbox = {**contents(), **more, "ascof": as_ods(ascof_sheets(rows=rows))}
    vault = vault_of(tmp_path_factory.mktemp("inbox"), inbox)
    frame = direct_payment_peers(vault)["direct_payment_peers"]
    return frame.set_index("council_name")


def test_published_counts_pass_as_they_are(peers):
    alford = peers.loc["Alford"]

    assert (alford["numerator"], alford["denominator"]) == (1800, 2900)
    assert alford["share"] == pytest.approx(1800 / 2900)
    assert alford["period"] == "2024 to 2025"
    assert peers.loc["England", "share"] == pytest.approx(1805 / 3000)


def test_blanks_keep_their_publishers_marks_and_are_never_nought(peers):
    blank = peers.loc[["Barnsley", "Isles of Scilly"]]

    assert blank["share"].isna().all()
    assert list(blank["share_status"]) == ["suppressed", "not_supplied"]
    # Its counts are hidden, its share is published.
    assert peers.loc["Derby", "share"] == pytest.approx(0.125)
    assert peers.loc["Derby", "share_status"] == "ok"
    assert peers.loc["Nottingham", "share_status"] == "zero"


def test_only_councils_with_adult_social_care_are_neighbours(peers):
    # The list names Barnsley, a Welsh area and a district.
    assert list(peers.index[peers["is_neighbour"]]) == ["Barnsley"]
    assert peers.loc["Barnsley", "neighbour_rank"] == 1
    assert peers.loc["Alford", "neighbour_rank_status"] == "not_applicable"


def test_the_region_and_england_are_told_from_councils(peers):
    assert peers[peers["is_self"]].index.tolist() == ["Alford"]
    assert peers[peers["is_england"]].index.tolist() == ["England"]
    assert set(peers[peers["is_region"]].index) == {
        "Alford",
        "Derby",
        "Nottingham",
        "East Midlands",
    }
    assert "Shire Counties" not in peers.index, "a type of council is no peer"
