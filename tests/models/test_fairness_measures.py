"""Who has the choice by place and kind, and what their mix expects, one by one."""

import random

import pandas as pd
import pytest

from analytics.catalogue.fairness_tables import BY_FIFTH, BY_PLACE, BY_TRAIT, SLOPES
from analytics.measures.fairness import choice_alike
from analytics.protect.statuses import complete_statuses
from analytics.stats.gradient import slope_index
from tests.packing import as_csv, vault_of
from tests.small_files import TABLES, contents

# Our own areas, North twice and South twice; one of Barnsley; one that no lookup has.
N1, N2, S1, S2 = "E01000001", "E01100001", "E01100003", "E01100004"
BARNSLEY, NOWHERE = "E01000007", "E01999999"
HEADER = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "age_band",
    "lsoa_code",
    "primary_support_reason",
]
CARE = "Physical support: Personal care support"
MOVE = "Physical support: Access and mobility only"
LEARNING = "Learning disability support"
ZONES = [
    ["lsoa_code", "group_set", "group_name"],
    [N1, "Home care zones", "Coast"],
    [S1, "Home care zones", "Inland"],
    # A set that bears the name of ours, and a zone of another council.
    [N1, "Ward", "Old town"],
    [BARNSLEY, "Home care zones", "Coast"],
]
WARDS = {
    N1: ("E05000001", "Market Ward"),
    N2: ("E05000002", "Abbey"),
    S1: ("E05000003", "Abbey"),
    S2: ("E05000001", "Market Ward"),
    BARNSLEY: ("E05000009", "Abbey"),
}
DECILES = {N1: 8, N2: 7, S1: 2, BARNSLEY: 1}


def ward_rows():
    header, *rows = TABLES["ons_area_wards"]
    at = header.index("lsoa21_code")
    name, code = header.index("ward24_name"), header.index("ward24_code")
    for row in rows:
        told = list(row)
        told[code], told[name] = WARDS.get(row[at], (row[code], row[name]))
        yield told


def build(folder, arrangements, without=(), deciles=DECILES):
    header, *_ = TABLES["mhclg_deprivation"]
    told = [
        [{"lsoa21_code": code, "IMD_decile": str(decile)}.get(h, "1") for h in header]
        for code, decile in deciles.items()
    ]
    files = {
        **contents(),
        "ons_area_wards": as_csv([TABLES["ons_area_wards"][0], *ward_rows()]),
        "mhclg_deprivation": as_csv([header, *told]),
        "arrangements": as_csv([HEADER, *arrangements]),
        "zones": as_csv(ZONES),
    }
    return vault_of(folder, {n: f for n, f in files.items() if n not in without})


def person(
    number, route, area, age="75_to_84", reason=CARE, start="2025-01-01", end=""
):
    return [f"A{number}", f"P{number}", route, start, end, age, area, reason]


PEOPLE = [
    person(1, "direct_payment", N1, "18_to_24", LEARNING),
    # A second, lower route of the same person, elsewhere.
    ["A1b", "P1", "commissioned", "2025-01-01", "", "18_to_24", S1, LEARNING],
    person(2, "isf", N1, "25_to_44", LEARNING),
    person(3, "managed_budget", N1, "75_to_84", MOVE),
    person(4, "commissioned", N2, "45_to_64", LEARNING),
    person(5, "direct_payment", S1, "95_and_over", CARE),
    person(6, "managed_budget", S1, "85_to_94", MOVE),
    person(7, "managed_budget", S2, "", ""),
    person(8, "direct_payment", BARNSLEY, "18_to_64", "Unknown"),
    person(9, "managed_budget", NOWHERE, "65_and_over", CARE),
    # A child; one who left the day before the quarter's end; one who began the day
    # after it; and one of the quarter before.
    person(10, "direct_payment", N1, "under_18", CARE),
    person(11, "direct_payment", N1, end="2025-09-29"),
    person(12, "direct_payment", N1, start="2025-10-01"),
    person(13, "direct_payment", N1, end="2025-06-30"),
    # On the last day it still counts.
    person(14, "managed_budget", N1, end="2025-09-30"),
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return choice_alike(build(tmp_path_factory.mktemp("inbox"), PEOPLE))


def told(frame, choice="either", **keys):
    rows = frame[frame["choice"] == choice]
    for column, value in keys.items():
        rows = rows[rows[column] == value]
    name = "place_name" if "place_name" in rows else "level"
    rows = rows[rows["people_all"] > 0]
    pairs = zip(rows["people"], rows["people_all"], strict=True)
    return dict(zip(rows[name], pairs, strict=True))


def test_every_place_of_every_set_holds_its_people(tables):
    places = tables["people_by_choice_place"]

    assert told(places, place_set="district") == {
        "North Alford": (2, 5),
        "South Alford": (1, 3),
        "elsewhere": (1, 1),
        "unknown": (0, 1),
    }
    # Two wards of one name are told apart; one ward on both sides of a line is one.
    assert told(places, place_set="ward") == {
        "Market Ward": (2, 5),
        "Abbey (North Alford)": (0, 1),
        "Abbey (South Alford)": (1, 2),
        "elsewhere": (1, 1),
        "unknown": (0, 1),
    }
    assert told(places, place_set="Home care zones") == {
        "Coast": (2, 4),
        "Inland": (1, 2),
        "elsewhere": (1, 1),
        "unknown": (0, 3),
    }
    assert told(places, place_set="own Ward") == {
        "Old town": (2, 4),
        "elsewhere": (1, 1),
        "unknown": (1, 5),
    }


def test_every_trait_holds_everybody(tables):
    traits = tables["people_by_choice_trait"]

    assert told(traits, trait="fifth") == {
        "1": (2, 3),
        "4": (2, 5),
        "unknown": (0, 2),
    }
    assert told(traits, trait="rurality") == {
        "smaller_rural": (2, 4),
        "larger_rural": (0, 1),
        "urban": (1, 1),
        "unknown": (1, 4),
    }
    assert told(traits, trait="age") == {
        "18_44": (2, 2),
        "45_64": (0, 1),
        "18_64": (1, 1),
        "75_84": (0, 2),
        "85_plus": (1, 2),
        "65_plus": (0, 1),
        "unknown": (0, 1),
    }
    assert told(traits, trait="reason") == {
        "physical": (1, 5),
        "learning_disability": (2, 3),
        "unknown": (1, 2),
    }


def test_each_choice_is_its_own_and_either_is_both(tables):
    traits = tables["people_by_choice_trait"]
    age = {
        choice: told(traits, choice, trait="age")
        for choice in ("direct_payment", "isf")
    }

    assert age["direct_payment"]["18_44"] == (1, 2)
    assert age["isf"]["18_44"] == (1, 2)
    for frame in (traits, tables["people_by_choice_place"]):
        sums = frame.groupby("choice")["people"].sum()
        assert sums["either"] == sums["direct_payment"] + sums["isf"]


def test_routes_by_fifth_are_all_there_on_the_last_day(tables):
    fifths = tables["people_by_route_fifth"]

    assert set(fifths["quarter_end"]) == {pd.Timestamp("2025-09-30")}
    assert len(fifths) == 4 * 6
    cell = fifths.set_index(["route", "fifth"])["people"]
    assert cell["direct_payment", "1"] == 2
    assert cell["isf", "4"] == 1
    assert cell["managed_budget", "unknown"] == 2
    assert cell["commissioned", "3"] == 0
    assert cell.sum() == 10


def test_what_the_highest_route_does_not_say_the_next_one_may(tmp_path):
    people = [
        person(1, "direct_payment", N1, "", ""),
        ["A1b", "P1", "commissioned", "2025-01-01", "", "65_to_74", N1, LEARNING],
        # Somebody else does not lend theirs.
        person(2, "isf", N1, "18_to_24", "Mental health support"),
        *(person(f"L{n}", "isf", N1, start=f"2025-10-0{n + 1}") for n in range(3)),
    ]
    traits = choice_alike(build(tmp_path, people))["people_by_choice_trait"]

    assert told(traits, trait="age") == {"65_74": (1, 1), "18_44": (1, 1)}
    assert told(traits, trait="reason") == {
        "learning_disability": (1, 1),
        "mental_health": (1, 1),
    }


BANDS = ["18_to_24", "25_to_44", "65_to_74", "75_to_84", "85_to_94", "95_and_over", ""]
GROUPS = {
    "18_to_24": "18_44",
    "25_to_44": "18_44",
    "85_to_94": "85_plus",
    "95_and_over": "85_plus",
}


def test_what_is_expected_agrees_with_asking_person_by_person(tmp_path):
    chance = random.Random(5)
    people = [
        person(
            n,
            chance.choice(["direct_payment", "isf", "managed_budget", "commissioned"]),
            chance.choice([N1, N2, S1, S2, BARNSLEY, NOWHERE]),
            chance.choice(BANDS),
            chance.choice([CARE, MOVE, LEARNING, "Mental health support", ""]),
            start=f"2025-{n % 9 + 1:02}-15",
        )
        for n in range(150)
    ]
    # Say that the quarter has ended.
    people += [
        person(f"L{n}", "commissioned", N1, start=f"2025-10-0{n + 1}") for n in range(3)
    ]
    tables = choice_alike(build(tmp_path, people))

    def stratum(row):
        return GROUPS.get(row[5], row[5]), row[7].split(":")[0]

    district = {N1: "North Alford", N2: "North Alford", S1: "South Alford"}
    district |= {S2: "South Alford", BARNSLEY: "elsewhere", NOWHERE: "unknown"}
    counted = people[:-3]
    places = tables["people_by_choice_place"].query("place_set == 'district'")
    for choice, routes in (
        ("either", ("direct_payment", "isf")),
        ("direct_payment", ("direct_payment",)),
        ("isf", ("isf",)),
    ):
        share = {
            each: sum(r[2] in routes for r in counted if stratum(r) == each)
            / sum(stratum(r) == each for r in counted)
            for each in {stratum(row) for row in counted}
        }
        rows = places[places["choice"] == choice].set_index("place_name")
        for place in set(district.values()):
            here = [row for row in counted if district[row[6]] == place]
            p = [share[stratum(row)] for row in here]
            row = rows.loc[place]
            assert row["people"] == sum(r[2] in routes for r in here)
            assert row["people_all"] == len(here)
            assert row["expected"] == pytest.approx(sum(p))
            assert row["variance"] == pytest.approx(sum(x * (1 - x) for x in p))


def test_the_slope_is_fitted_from_least_to_most_deprived(tmp_path):
    """Shares of one age and reason: 1 in 5, 2 in 5, 4 in 5, the last most deprived."""
    areas = {N1: 1, N2: 2, S1: 4}  # fifths 4, 4 and 1; the third is told below
    people = [
        person(f"{area}{n}", "isf" if n < chosen else "managed_budget", area)
        for area, chosen in {**areas, BARNSLEY: 4}.items()
        for n in range(5)
    ]
    people += [
        person(f"L{n}", "commissioned", NOWHERE, start=f"2025-10-0{n + 1}")
        for n in range(3)
    ]
    vault = build(tmp_path, people)
    slope = choice_alike(vault)["choice_slope"].set_index("choice")

    # Two fifths are no line; what is fitted is said not to apply.
    assert slope["difference"].isna().all()
    assert set(slope["difference_status"]) == {"not_applicable"}

    deciles = {N1: 9, N2: 5, S1: 2, BARNSLEY: 1}
    (tmp_path / "again").mkdir()
    slope = choice_alike(build(tmp_path / "again", people, deciles=deciles))
    slope = slope["choice_slope"].set_index("choice")
    # Middles of stretches of 5, 5 and 10 people; shares 0.2, 0.4 and 0.8.
    expected = slope_index([0.2, 0.4, 0.8], [0.1] * 3, [5, 5, 10]).difference
    assert slope.loc["isf", "difference"] == pytest.approx(expected)
    assert slope.loc["either", "difference"] == pytest.approx(expected)
    assert slope.loc["direct_payment", "difference"] == 0


@pytest.mark.parametrize("lacking", ["zones", "mhclg_deprivation", "ons_rural_urban"])
def test_a_missing_source_leaves_people_unknown_and_none_lost(tmp_path, lacking):
    tables = choice_alike(build(tmp_path, PEOPLE, without=(lacking,)))

    traits = tables["people_by_choice_trait"].query("choice == 'either'")
    assert set(traits.groupby("trait")["people_all"].sum()) == {10}
    places = tables["people_by_choice_place"].query("choice == 'either'")
    assert set(places.groupby("place_set")["people_all"].sum()) == {10}


def test_nobody_at_all_is_told_as_zeros(tmp_path):
    tables = choice_alike(build(tmp_path, [PEOPLE[10]]))

    assert tables["people_by_choice_place"]["people_all"].eq(0).all()
    assert tables["people_by_route_fifth"].empty


def test_the_tables_keep_their_promises(tables):
    for table in (BY_PLACE, BY_TRAIT, BY_FIFTH, SLOPES):
        whole = complete_statuses(tables[table.name], table)
        assert len(whole)
    traits = complete_statuses(tables["people_by_choice_trait"], BY_TRAIT)
    crude = traits["trait"].isin(["age", "reason"])
    assert set(traits.loc[crude, "expected_status"]) == {"not_applicable"}
    assert set(traits.loc[~crude, "expected_status"]) <= {"ok", "zero"}
