"""Whom each tier reaches, and what a provider's leaving would do, worked by hand."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.catalogue import phasing_tables as tables
from analytics.measures.deserts import care_deserts
from analytics.measures.phasing import phasing
from analytics.protect.statuses import complete_statuses
from tests.fen_county import OUR_AREAS, area, areas, code, supplier, vault_of

TIERS = {"A": "tier_3", "D": "tier_1", "G": "tier_2"}


def decision(provider, tier, day=dt.date(2026, 1, 5)):
    return {"provider_id": f"P{provider}", "tier": tier, "decided_on": day}


def arrangement(person, provider, at, hours=10.0, **changes):
    return {
        "arrangement_key": f"a-{person}",
        "person_key": person,
        "provider_id": provider,
        "area_code": code(at) if at else None,
        "weekly_hours": hours,
        "is_open": True,
        "age_band": "75_84",
        **changes,
    }


def providers():
    named = [
        {
            "provider_id": f"P{n}",
            "name": f"{n} Care",
            "is_named": True,
            "kind": "homecare_agency",
        }
        for n in OUR_AREAS
    ]
    alone = {
        "provider_id": "PX",
        "name": "Pat Ample",
        "is_named": False,
        "kind": "micro_enterprise",
    }
    return [*named, alone]


DECISIONS = [
    *(decision(provider, tier) for provider, tier in TIERS.items()),
    # An earlier word on A, one that is not made yet, and one that has left.
    decision("A", "tier_1", dt.date(2024, 1, 5)),
    decision("A", "tier_1", dt.date(2026, 10, 1)),
    decision("J", "tier_3", dt.date(2024, 1, 5)),
    decision("J", "none", dt.date(2025, 1, 5)),
]
PEOPLE = [
    arrangement("p1", "PA", "A", 20.0),
    arrangement("p2", "PA", "A", 12.0),
    arrangement("p3", "PA", "B", np.nan),
    arrangement("p4", "PA", None, 5.0),
    # Ended, another's, and nobody's.
    arrangement("p5", "PA", "A", 99.0, is_open=False),
    arrangement("p6", "PD", "A", 77.0),
    arrangement("p7", None, "A", 55.0),
]


PAYEES = [
    # A payee that is another's main provider, beside the main one; one that has ended.
    {"arrangement_key": "a-p6", "provider_id": "PD", "weekly_hours": 70.0},
    {"arrangement_key": "a-p5", "provider_id": "PA", "weekly_hours": 60.0},
]


def county(supply, people=PEOPLE, decisions=DECISIONS, payees=PAYEES, **more):
    return vault_of(
        supply=supply,
        core_council__providers=providers(),
        core_council__tier_decisions=decisions,
        core_council__arrangements=people,
        core_council__arrangement_payees=payees,
        **more,
    )


SUPPLY = [
    supplier("A", 1500, hours_free=40.0),
    supplier("D", 600, hours_free=12.5),
    supplier("G", 600, hours_free=1000.0),
]


@pytest.fixture(scope="module")
def found():
    return phasing(county(SUPPLY))


def own(frame, **where):
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame


def test_only_those_whose_last_decision_is_tier_3_may_leave(found):
    assert found["phase_out"]["provider_id"].tolist() == ["PA"]
    assert found["phase_out"]["provider_label"].tolist() == ["A Care"]


def test_its_people_and_hours_are_those_of_its_open_arrangements(found):
    row = found["phase_out"].iloc[0]

    assert row[["people", "people_elsewhere"]].tolist() == [4, 1]
    assert row[["weekly_hours", "hours_elsewhere"]].tolist() == [37, 5]
    assert row["without_hours"] == 1
    assert row["areas_with_people"] == 2


def test_where_payees_are_told_each_has_its_own_hours():
    """The main provider gives 12 of the 20 hours, and another the rest."""
    told = [
        {"arrangement_key": "a-p1", "provider_id": "PA", "weekly_hours": 12.0},
        {"arrangement_key": "a-p1", "provider_id": "PD", "weekly_hours": 8.0},
        # It pays this provider alone, though its main one is another.
        {"arrangement_key": "a-p6", "provider_id": "PA", "weekly_hours": 30.0},
    ]

    row = phasing(county(SUPPLY, payees=told))["phase_out"].iloc[0]

    assert row["people"] == 5
    assert row["weekly_hours"] == 37 - 20 + 12 + 30


def test_hours_go_to_free_hours_in_reach_and_the_rest_find_no_taker(found):
    # Areas are 5 km apart and 25 minutes reach 15.4 km, so from A and B to D is a
    # journey; to G is none. Of paid free hours 80 in 100 reach people.
    row = found["phase_out"].iloc[0]
    free = 12.5 * 0.8

    assert row["hours_free_in_reach"] == pytest.approx(free)
    assert row["hours_placed"] == pytest.approx(free)
    assert row["hours_unplaced"] == pytest.approx(32 - free)
    takers = found["phase_out_takers"]
    assert takers[["taker", "tier"]].values.tolist() == [["D Care", "tier_1"]]
    assert takers["hours_taken"].tolist() == pytest.approx([free])


def test_a_suppliers_own_limit_keeps_it_from_taking(found):
    near = [*SUPPLY[:1], supplier("D", 600, hours_free=12.5, travel_limit_minutes=5.0)]

    row = phasing(county(near))["phase_out"].iloc[0]

    assert row["hours_placed"] == 0
    assert row["hours_unplaced"] == 32


def test_a_place_that_does_not_say_what_is_free_is_counted_and_takes_nothing():
    unsaid = [*SUPPLY[:1], supplier("D", 600, hours_free=np.nan)]

    row = phasing(county(unsaid))["phase_out"].iloc[0]

    assert row["places_unsaid"] == 1
    assert row["hours_unplaced"] == 32


def test_one_or_two_workers_hours_are_not_told_by_name_nor_by_kind():
    few = [
        *SUPPLY[:1],
        supplier(
            "B",
            30,
            provider_id="PX",
            kind="micro_enterprise",
            workers=2,
            hours_free=9.0,
        ),
    ]

    takers = phasing(county(few))["phase_out_takers"]

    assert takers["taker"].tolist() == ["sole traders"]
    assert takers["hours_taken"].isna().all()
    assert takers["hours_taken_status"].tolist() == ["suppressed"]


def test_without_a_provider_the_others_reach_what_they_reached(found):
    """The measure's own sums against a county that never had the provider."""
    rows = found["phase_out_areas"].set_index("area_code")
    deserts = {}
    for name, supply in (("with", SUPPLY), ("without", SUPPLY[1:])):
        told = care_deserts(county(supply))["area_verdicts"]
        told = own(told, kind="all", need="estimate", travel_minutes=25, line=1.0)
        deserts[name] = told.set_index("area_code")

    with_all = deserts["with"].reindex(rows.index)
    without = deserts["without"].reindex(rows.index)
    assert rows["hours_in_reach"].tolist() == pytest.approx(
        with_all["hours_in_reach"].tolist()
    )
    assert rows["hours_in_reach_without"].tolist() == pytest.approx(
        without["hours_in_reach"].tolist()
    )
    assert rows["chance"].tolist() == with_all["chance"].tolist()
    assert rows["verdict"].tolist() == with_all["verdict"].tolist()


def test_areas_fall_below_where_the_line_lies_between(found):
    rows = found["phase_out_areas"]
    before, after = rows["hours_in_reach"], rows["hours_in_reach_without"]

    assert rows["falls_below"].tolist() == ((before >= 1) & (after < 1)).tolist()
    assert rows["falls_below"].any()
    assert (
        found["phase_out"].iloc[0]["areas_falling_below"] == rows["falls_below"].sum()
    )


def test_the_best_tier_in_reach_is_named_for_each_area(found):
    rows = own(found["tier_reach"], travel_minutes=25).set_index("area_code")
    best = {name: rows.loc[code(name), "best_tier"] for name in "ABDGJ"}

    # D's reach ends at G, 15 km away; G's at J.
    assert best == {
        "A": "tier_1",
        "B": "tier_1",
        "D": "tier_1",
        "G": "tier_1",
        "J": "tier_2",
    }
    counts = rows.loc[code("B"), ["providers_tier_1", "providers_tier_3"]]
    assert counts.tolist() == [1, 1]
    assert rows.loc[code("B"), "providers_tier_2"] == 0


def test_a_better_tier_beyond_the_boundary_is_not_ruled_out():
    """Where the reach leaves known supply only Tier 1 can be named."""
    found = phasing(county(SUPPLY, covered=("X99000001",)))
    rows = own(found["tier_reach"], travel_minutes=25).set_index("area_code")

    east = rows.loc[code("L")]
    assert pd.isna(east["best_tier"])
    assert east["best_class_status"] == "not_supplied"
    assert rows.loc[code("A"), "best_tier"] == "tier_1"


def test_nobody_in_reach_is_a_value():
    rows = own(phasing(county(SUPPLY[:1]))["tier_reach"], travel_minutes=15)
    last = rows.set_index("area_code").loc[code("L")]

    assert last[["best_tier", "best_class"]].tolist() == ["nobody", 0]
    assert last["best_class_status"] == "zero"


def test_a_worker_without_a_tier_is_told_apart_from_nobody():
    one = [supplier("A", 30, provider_id="PX", kind="micro_enterprise")]
    rows = own(phasing(county(one))["tier_reach"], travel_minutes=15)

    assert rows.set_index("area_code").loc[code("A"), "best_tier"] == "untiered"


@pytest.mark.parametrize(
    "supply", [SUPPLY, [], SUPPLY[1:]], ids=["as usual", "no supply", "none of its own"]
)
@pytest.mark.parametrize("decisions", [DECISIONS, DECISIONS[1:3]], ids=["one", "none"])
def test_every_table_keeps_its_promise(supply, decisions):
    found = phasing(county(supply, decisions=decisions))

    for table in (
        tables.TIER_REACH,
        tables.PHASE_OUT,
        tables.PHASE_OUT_AREAS,
        tables.PHASE_OUT_TAKERS,
    ):
        complete_statuses(found[table.name], table)


def test_an_area_whose_place_is_not_known_has_no_value():
    rows = [*areas()[1:], area("A", 0) | {"x_m": np.nan, "y_m": np.nan}]
    found = phasing(county(SUPPLY, rows=rows))

    told = own(found["tier_reach"], travel_minutes=25).set_index("area_code")
    assert pd.isna(told.loc[code("A"), "best_tier"])


def test_one_that_left_its_tier_and_still_has_workers_is_of_no_tier():
    """Its last decision says that it leaves, and its supply is still there."""
    rows = own(phasing(county([supplier("J", 30)]))["tier_reach"], travel_minutes=15)
    home = rows.set_index("area_code").loc[code("J")]

    assert home["best_tier"] == "untiered"
    assert home[["providers_tier_3", "providers_untiered"]].tolist() == [0, 1]
