"""Counts of people by route and main reason for support, from a council's own file."""

import pandas as pd
import pytest

from analytics.catalogue.uptake_tables import BY_ROUTE_REASON
from analytics.measures.uptake import people_by_route
from analytics.measures.uptake_reasons import GROUPS, REASONS, people_by_route_reason
from analytics.protect.statuses import complete_statuses
from data.readers.council.lists import SUPPORT_REASONS
from tests.packing import as_csv, vault_of
from tests.small_files import contents

NORTH = "E01000001"
HEADER = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "age_band",
    "primary_support_reason",
    "lsoa_code",
]
PERSONAL = "Physical support: Personal care support"
ACCESS = "Physical support: Access and mobility only"
MEMORY, SENSORY = (
    "Support with memory and cognition",
    ("Sensory support: Support for dual impairment"),
)
SPRING, SUMMER = pd.Timestamp(2025, 3, 31), pd.Timestamp(2025, 6, 30)


def spell(number, person, route, reason, start="2025-01-10", end="", age="18_to_24"):
    return [f"A{number}", person, route, start, end, age, reason, NORTH]


ROWS = [
    spell(1, "P1", "direct_payment", PERSONAL),
    # Another reason on a lower rung: the highest rung's counts.
    spell(2, "P1", "commissioned", MEMORY),
    # The highest rung is silent: the next one may say.
    spell(3, "P2", "isf", "", age="65_to_74"),
    spell(4, "P2", "commissioned", SENSORY, age="65_to_74"),
    # Two reasons of one group, at no known age.
    spell(5, "P3", "isf", ACCESS, age=""),
    # Nobody says, and a word that says it is not known.
    spell(6, "P4", "managed_budget", "", start="2025-04-01"),
    spell(7, "P5", "managed_budget", "Unknown", start="2025-04-01"),
    # Ended before the quarter does; a child.
    spell(8, "P6", "isf", PERSONAL, end="2025-03-30"),
    spell(9, "P7", "isf", PERSONAL, age="under_18"),
    # Ends in the second quarter, so that the first is told.
    spell(11, "P9", "commissioned", MEMORY, end="2025-04-15", age="65_to_74"),
    # Keeps the file going to the end of June.
    spell(10, "P8", "commissioned", "Mental health support", start="2025-06-30"),
]


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    zones = [["lsoa_code", "group_set", "group_name"], [NORTH, "Zones", "Coast"]]
    files = {
        **contents(),
        "arrangements": as_csv([HEADER, *ROWS]),
        "zones": as_csv(zones),
    }
    return vault_of(tmp_path_factory.mktemp("inbox"), files)


@pytest.fixture(scope="module")
def counts(vault):
    return people_by_route_reason(vault)["people_by_route_reason"]


def cells(frame, quarter):
    """Return (route, reason, age) -> people, of those who are there."""
    rows = frame[(frame["quarter_end"] == quarter) & (frame["people"] > 0)]
    rows = rows[rows["place_set"] == "all"]
    keys = zip(rows["route"], rows["support_reason"], rows["age_group"], strict=True)
    return dict(zip(keys, rows["people"], strict=True))


def test_each_person_counts_once_under_one_reason(counts):
    assert cells(counts, SPRING) == {
        ("direct_payment", "physical", "18_64"): 1,
        ("direct_payment", "physical", "all"): 1,
        ("isf", "sensory", "65_plus"): 1,
        ("isf", "sensory", "all"): 1,
        ("isf", "physical", "unknown"): 1,
        ("isf", "physical", "all"): 1,
        ("commissioned", "memory", "65_plus"): 1,
        ("commissioned", "memory", "all"): 1,
    }


def test_a_reason_that_is_not_known_is_a_level_of_its_own(counts):
    summer = cells(counts, SUMMER)

    assert summer["managed_budget", "unknown", "18_64"] == 2
    assert summer["managed_budget", "unknown", "all"] == 2
    assert summer["commissioned", "mental_health", "all"] == 1


def test_a_home_is_in_one_place_at_its_persons_reason(counts):
    rows = counts[(counts["people"] > 0) & (counts["age_group"] == "all")]
    rows = rows[(rows["quarter_end"] == SPRING) & (rows["route"] == "isf")]
    told = rows.groupby(["place_name", "support_reason"])["people"].sum().to_dict()

    assert told == {
        ("all", "physical"): 1,
        ("all", "sensory"): 1,
        ("North Alford", "physical"): 1,
        ("North Alford", "sensory"): 1,
        ("Coast", "physical"): 1,
        ("Coast", "sensory"): 1,
    }


def test_the_reasons_add_up_to_everybody(counts, vault):
    whole = people_by_route(vault)["people_by_route"]
    keys = ["quarter_end", "route"]
    for is_all, rows in counts.groupby(
        [counts["age_group"] == "all", counts["place_set"]]
    ):
        pd.testing.assert_series_equal(
            whole.set_index(keys)["people"],
            rows.groupby(keys)["people"].sum(),
            check_like=True,
            obj=f"all ages, and which places: {is_all}",
        )


def test_every_combination_is_there_and_the_table_keeps_its_promise(counts):
    # The whole council; two districts, unknown and elsewhere; a zone and unknown.
    assert len(counts) == 2 * 4 * len(REASONS) * (1 + 4 + 2) * 4
    whole = complete_statuses(counts, BY_ROUTE_REASON)
    assert set(whole["people_status"]) == {"ok", "zero"}


def test_every_word_of_the_list_has_its_group():
    named = {word for word in SUPPORT_REASONS if word != "Unknown"}

    assert {word.partition(":")[0] for word in named} == set(GROUPS)
