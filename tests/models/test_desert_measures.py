import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.access.levels import line_levels, travel_levels
from analytics.catalogue import deserts_tables as tables
from analytics.measures.deserts import care_deserts
from analytics.measures.offices import registered_office_access
from analytics.measures.places import council_places
from analytics.protect.statuses import complete_statuses
from tests.fen_county import (
    COVERED,
    NEIGHBOURS,
    OUR_AREAS,
    OURS,
    UNCOVERED,
    area,
    areas,
    code,
    supplier,
    vault_of,
)

LEVEL = ["kind", "need", "travel_minutes", "line"]
DEFAULT = {"kind": "all", "need": "estimate", "travel_minutes": 25, "line": 1.0}


def verdicts(found, **level):
    rows = found["area_verdicts"]
    for column, value in (DEFAULT | level).items():
        rows = rows[rows[column] == value]
    return rows.set_index("area_code").rename(index=lambda c: chr(int(c[-4:])))


def lists(found, **level):
    rows = found["desert_lists"]
    for column, value in (DEFAULT | level).items():
        rows = rows[rows[column] == value]
    return rows.iloc[0]


@pytest.fixture(scope="module")
def western():
    """Care in plenty in the west, at A; none in the east.

    A small agency sits at G, and a personal assistant at C.
    """
    supply = [
        supplier("A", 6000),
        supplier("G", 60, hours_free=0.0),
        supplier("C", 30, kind="personal_assistant", provider_id="P77", workers=1),
        # Closed last year, though it would have been enough for everybody.
        supplier("J", 90_000, is_current=False),
    ]
    return care_deserts(vault_of(supply=supply))


def test_a_place_near_plenty_is_no_desert_and_one_without_any_is(western):
    rows = verdicts(western)

    assert rows.loc["B", "verdict"] == "not_below"
    assert rows.loc["L", ["verdict", "reason"]].tolist() == ["desert", "no supply"]
    assert rows.loc["L", "chance"] == 1
    # No care in reach of need is a value: nought, in the darkest class.
    assert rows.loc["L", ["hours_in_reach", "class"]].tolist() == [0, 0]
    assert rows.loc["L", "class_status"] == "ok"


def test_the_value_is_the_two_steps_worked_by_hand(western):
    need = verdicts(western)["need_hours"].iloc[0]
    # From A, 25 minutes reach 15.4 km: A and B in the first third, C in the second,
    # D in the last. Everybody needs the same.
    near = 1 + 1 + 0.68 + 0.22

    reached = verdicts(western, kind="homecare_agency")["hours_in_reach"]

    assert reached["A"] == pytest.approx(6000 * 0.8 / (near * need))
    assert reached["C"] == pytest.approx(0.68 * 6000 * 0.8 / (near * need))


def test_reasons_say_what_would_help(western):
    rows = verdicts(western)

    # E is 20 km from A: within reach at 35 minutes.
    assert rows.loc["E", "reason"] == "too far"
    assert rows.loc["G", "reason"] == "full"
    only_pas = verdicts(western, kind="personal_assistant")
    assert only_pas.loc["C", "reason"] == "wrong kind"


def test_an_area_is_set_among_the_others_without_a_verdict(western):
    rows = verdicts(western)

    assert rows.loc["L", "share_with_less"] == 0
    assert rows["share_with_less"].max() == pytest.approx(11 / 12)
    assert rows["hours_in_reach"].idxmax() == rows["share_with_less"].idxmax()


def test_many_small_suppliers_are_surer_than_one_large():
    def spread(*sizes):
        supply = [supplier("A", hours, supply_key=f"s{n}") for n, hours in sizes]
        at_a = verdicts(care_deserts(vault_of(supply=supply))).loc["A"]
        return np.log(at_a["hours_in_reach_upper"] / at_a["hours_in_reach_lower"])

    # Each supplier's hours are drawn alone, so that many errors even out.
    one, many = spread((0, 6000)), spread(*((n, 300) for n in range(20)))
    assert many < 0.97 * one


def test_a_supplier_of_another_kind_who_has_not_said_leaves_full_full():
    supply = [
        supplier("G", 60, hours_free=0.0),
        supplier("G", 60, kind="micro_enterprise", hours_free=np.nan),
    ]
    found = care_deserts(vault_of(supply=supply))

    assert verdicts(found, kind="homecare_agency").loc["G", "reason"] == "full"
    assert verdicts(found).loc["G", "reason"] == "unknown"


def test_only_councils_of_england_hold_the_slope_to_their_total():
    wales = area("Z", 400, council="W06000001", people_85_plus=9e6)
    supply = [supplier("A", 6000)]

    alone, beside = (
        verdicts(care_deserts(vault_of(rows, supply)))
        for rows in (areas(), [*areas(), wales])
    )

    assert beside["need_hours"].equals(alone["need_hours"])


def test_a_supplier_who_goes_no_further_is_not_reached_from_further():
    found = care_deserts(
        vault_of(supply=[supplier("A", 6000, travel_limit_minutes=5.0)])
    )

    rows = verdicts(found)  # 5 minutes are 3 km, and B is 5 km away
    assert rows.loc["A", "hours_in_reach"] > 0
    assert rows.loc["B", "hours_in_reach"] == 0


def test_the_list_agrees_with_the_rows_it_counts(western):
    everything = western["area_verdicts"]
    for _, row in western["desert_lists"].iterrows():
        own = everything[(everything[LEVEL] == row[LEVEL]).all(axis=1)]
        listed = own[own["verdict"] == "desert"]
        assert row["areas_listed"] == len(listed)
        assert row["places"] == listed["place_name"].nunique()
        assert row["areas_unsure"] == (own["verdict"] == "likely_below").sum()
        assert row["hours_short"] == pytest.approx(listed["hours_short"].sum())
        assert row["expected_false"] == pytest.approx((1 - listed["chance"]).sum())
        assert row["expected_false"] <= 0.10 * len(listed) + 1e-9
        assert row["hours_short_lower"] <= row["hours_short_upper"]
        counted = row.filter(regex="areas_(judged|not_supplied|low_need|no_need)")
        assert counted.sum() == len(own) == len(OUR_AREAS)


def test_every_level_is_there_once(western):
    levels = western["desert_lists"][LEVEL]

    assert not levels.duplicated().any()
    assert sorted(levels["travel_minutes"].unique()) == travel_levels().tolist()
    assert sorted(levels["line"].unique()) == line_levels().tolist()
    assert set(levels["need"]) == {"estimate"}
    # Hours decide their order, "all" first.
    assert list(levels["kind"].unique()) == [
        "all",
        "homecare_agency",
        "personal_assistant",
    ]


@pytest.mark.parametrize(
    "table",
    [
        tables.AREA_VERDICTS,
        tables.DESERT_LISTS,
        tables.AREA_REACH,
        tables.STRANDED_SUPPLY,
    ],
    ids=lambda table: table.name,
)
def test_every_table_keeps_its_promise(western, table):
    whole = complete_statuses(western[table.name], table)
    none = complete_statuses(care_deserts(vault_of())[table.name], table)

    assert list(whole.columns) == list(none.columns)
    assert none.empty


def test_an_area_whose_reach_leaves_the_coverage_is_never_below_the_line():
    # The uncovered council lies 20 km south of D: within 35 minutes, not within 25.
    rows = [*areas()[:-1], area("U", 3, -4.5, council=UNCOVERED)]
    found = care_deserts(vault_of(rows, [supplier("A", 1)]))

    lost = verdicts(found).loc["D"]
    assert lost["verdict"] == "not_judged"
    assert lost["not_judged_because"] == "supply beyond the boundary unknown"
    assert np.isnan(lost[["hours_in_reach", "chance", "class"]].astype(float)).all()
    assert lost["chance_status"] == "not_supplied"
    every = found["area_verdicts"]
    blank = every[every["chance_status"] == "not_supplied"]
    assert set(blank["verdict"]) == {"not_judged"}
    assert blank[["place_name", "reason"]].isna().all(axis=None)
    # D has nothing in reach, and is on no list, while its like further east is.
    assert verdicts(found).loc["L", "verdict"] == "desert"
    assert (
        (lists(found)["areas_not_supplied"])
        == (verdicts(found)["chance_status"] == "not_supplied").sum()
    )
    assert (
        found["area_reach"]
        .query("area_code == @code('D')")["suppliers_in_reach"]
        .isna()
        .all()
    )


def test_longer_journeys_lose_more_areas_to_the_boundary():
    # 26 km away: beyond 35 minutes as we hold our assumptions, within them at the
    # fast ends of our ranges.
    rows = [*areas()[:-1], area("U", 3, -5.5, council=UNCOVERED)]
    found = care_deserts(vault_of(rows, [supplier("A", 1)]))

    assert verdicts(found, travel_minutes=25).loc["D", "verdict"] == "desert"
    assert verdicts(found, travel_minutes=35).loc["D", "verdict"] == "not_judged"


@pytest.mark.parametrize(
    "coverage",
    [
        {"council_code": OURS, "complete": False, "is_current": True},
        {"council_code": OURS, "complete": True, "is_current": False},
        {"council_code": COVERED, "complete": True, "is_current": True},
    ],
    ids=["not complete", "of another time", "of another council"],
)
def test_a_council_whose_supply_is_not_covered_is_never_a_desert(coverage):
    found = care_deserts(
        vault_of(supply=[supplier("A", 1)], core_council__supply_coverage=[coverage])
    )

    assert set(found["area_verdicts"]["verdict"]) == {"not_judged"}
    assert found["desert_lists"]["areas_listed"].eq(0).all()


def test_a_council_without_supply_is_never_a_desert():
    found = care_deserts(vault_of(supply=[supplier("A", 1, is_current=False)]))

    assert all(frame.empty for frame in found.values())


def test_too_little_need_keeps_its_value_and_is_never_listed():
    few, nobody = (
        dict.fromkeys(
            ("people_18_64", "people_65_74", "people_75_84", "people_85_plus"), count
        )
        for count in (9.0, 0.0)
    )
    rows = areas()
    rows[10] |= few
    rows[11] |= nobody
    found = care_deserts(vault_of(rows, [supplier("A", 6000)]))

    few_rows, none_rows = verdicts(found).loc["K"], verdicts(found).loc["L"]
    assert few_rows["hours_in_reach"] == 0
    assert few_rows["hours_in_reach_status"] == "low_reliability"
    assert few_rows[["verdict", "not_judged_because"]].tolist() == [
        "not_judged",
        "too little need to judge",
    ]
    assert np.isnan(none_rows["hours_in_reach"])
    assert none_rows["hours_in_reach_status"] == "not_applicable"
    assert none_rows["need_hours"] == 0
    assert lists(found)[["areas_low_need", "areas_no_need"]].tolist() == [1, 1]


def test_an_area_of_unknown_people_is_not_judged_and_blinds_its_neighbours():
    rows = areas()
    rows[11] |= {"people_85_plus": np.nan}
    found = care_deserts(vault_of(rows, [supplier("A", 6000)]))

    assert verdicts(found).loc["L", "not_judged_because"] == "people or place not known"
    assert np.isnan(verdicts(found).loc["L", "need_hours"])
    assert verdicts(found).loc["K", "verdict"] == "not_judged"
    assert verdicts(found).loc["B", "verdict"] == "not_below"


def test_neighbours_people_count_as_need():
    alone = [row for row in areas() if row["council_code"] == OURS]
    supply = [supplier("L", 3000)]

    shared = verdicts(care_deserts(vault_of(supply=supply)))
    whole = verdicts(care_deserts(vault_of(alone, supply)))

    assert shared.loc["L", "hours_in_reach"] < whole.loc["L", "hours_in_reach"]


def test_planned_hours_are_those_of_adults_whose_care_is_open():
    def spell(at, hours, **changes):
        return {
            "area_code": code(at),
            "weekly_hours": hours,
            "is_open": True,
            "age_band": "85_to_94",
            **changes,
        }

    found = care_deserts(
        vault_of(
            supply=[supplier("A", 6000)],
            core_council__arrangements=[
                spell("A", 70.0),
                spell("A", 50.0, age_band=None),
                spell("A", np.nan),
                spell("A", 900.0, is_open=False),  # has ended
                spell("A", 900.0, age_band="under_18"),  # a child
                spell("M", 900.0),  # lives in another council
                spell("C", np.nan),  # nobody says how much
            ],
        )
    )

    rows = verdicts(found, need="planned")
    assert rows.loc["A", "need_hours"] == 120
    assert rows.loc["B", ["need_hours", "hours_in_reach_status"]].tolist() == [
        0,
        "not_applicable",
    ]
    assert rows.loc["C", "not_judged_because"] == "planned hours not stated"
    assert rows.loc["C", "need_hours_status"] == "not_supplied"
    assert set(found["desert_lists"]["need"]) == {"estimate", "planned"}


def test_the_seed_decides_every_number():
    supply = [supplier("A", 900), supplier("F", 700)]
    first, again = (care_deserts(vault_of(supply=supply)) for _ in range(2))
    other = care_deserts(vault_of(supply=supply, seed=2))

    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, again[name])
    assert not first["area_verdicts"]["chance"].equals(other["area_verdicts"]["chance"])


def test_a_person_who_supplies_is_told_by_an_id_alone():
    pa = supplier("A", 30, kind="personal_assistant", provider_id="P77", workers=1)
    nameless = [{"provider_id": "P77", "name": None, "is_named": False}]
    found = care_deserts(vault_of(supply=[pa], core_council__providers=nameless))

    reach = found["area_reach"].query("travel_minutes == 25").set_index("area_code")
    assert reach.loc[code("A"), "largest_name"] == "P77"
    assert reach.loc[code("A"), "largest_share"] == 1
    assert reach.loc[code("L"), ["providers_in_reach"]].tolist() == [0]
    assert reach.loc[code("L"), "largest_share_status"] == "not_applicable"


def test_who_reaches_an_area_and_what_is_free():
    supply = [
        supplier("A", 300),
        supplier("B", 100, provider_id="PA", hours_free=20.0),
        supplier("C", 100, hours_free=np.nan),
        supplier("K", 100, hours_free=0.0),
    ]
    waits = {"outcome": "waiting", "made_on": dt.date(2026, 9, 1)}
    referrals = [
        {"area_code": code("A"), "weekly_hours": 12.0, **waits},
        {"area_code": code("A"), "weekly_hours": 99.0, **waits, "outcome": "placed"},
        {"area_code": code("M"), "weekly_hours": 99.0, **waits},
    ]
    found = care_deserts(vault_of(supply=supply, core_council__referrals=referrals))

    reach = found["area_reach"].query("travel_minutes == 15").set_index("area_code")
    west = reach.loc[code("A")]  # 15 minutes reach 9.2 km: A and B
    assert west[["suppliers_in_reach", "providers_in_reach"]].tolist() == [2, 1]
    assert west["largest_name"] == "A Care"
    assert west["free_hours"] == pytest.approx((10 + 20) * 0.8)
    assert west["waiting_hours"] == 12
    # Only A's 12 hours wait here, so all that is free in reach is for them.
    assert west["free_hours_per_hour_waiting"] == pytest.approx((10 + 20) * 0.8 / 12)
    # C has not said what it has free: a blank, not a zero.
    assert np.isnan(reach.loc[code("B"), "free_hours"])
    assert reach.loc[code("B"), "free_hours_status"] == "not_supplied"
    # K has none; the nearest that has is a ward, 9 cells away.
    east = reach.loc[code("K")]
    assert east["free_hours"] == 0
    assert east["nearest_free_place"] == "Ward B"
    assert east["nearest_free_hours"] == pytest.approx(20 * 0.8)
    assert east["nearest_free_minutes"] == pytest.approx(9 * 5 * 1.3 / 48 * 60)
    assert east["free_hours_per_hour_waiting_status"] == "not_applicable"


def test_the_free_hours_of_a_worker_or_two_are_not_told():
    pair = supplier("A", 60, kind="micro_enterprise", workers=2, hours_free=5.0)
    found = care_deserts(vault_of(supply=[pair]))

    row = found["area_reach"].iloc[0]
    assert row["nearest_free_place"] == "Ward A"
    assert row["nearest_free_hours_status"] == "suppressed"
    assert np.isnan(row["nearest_free_hours"])


def test_care_that_reaches_nobody_is_listed_with_its_hours():
    far = {"x_m": 900_000.0, "y_m": 900_000.0, "area_code": None}
    supply = [
        supplier("A", 100),
        supplier("B", 250, **far),
        supplier("C", 30, **far, provider_id="P77", workers=1),
    ]
    found = care_deserts(vault_of(supply=supply))

    rows = found["stranded_supply"].query("travel_minutes == 25")
    named = rows.set_index("provider")
    assert named.loc["B Care", "contact_hours"] == pytest.approx(250 * 0.8)
    # One worker behind it: her hours are hers.
    assert named.loc["not named", "contact_hours_status"] == "suppressed"
    assert np.isnan(named.loc["not named", "contact_hours"])
    assert len(rows) == 2


def office(at, **changes):
    spot = area(at, (OUR_AREAS + NEIGHBOURS).find(at))
    return {
        "location_id": f"1-{at}",
        "location_name": f"{at} Care",
        "provider_id": f"1-{at}",
        "council_code": OURS,
        "primary_category": "Community based adult social care services",
        "overall_rating": "Good",
        "rated_on": dt.date(2026, 5, 1),
        "area_code": spot["area_code"],
        "x_m": spot["x_m"],
        "y_m": spot["y_m"],
        **changes,
    }


def offices_of(covered, *offices, n_locations=9):
    found = registered_office_access(
        vault_of(
            core_cqc__locations=list(offices),
            core_cqc__coverage=[
                {"council_code": each, "n_locations": n_locations} for each in covered
            ],
        )
    )["registered_office_areas"]
    whole = complete_statuses(found, tables.REGISTERED_OFFICE_AREAS)
    return whole.query("travel_minutes == 25").set_index("area_code")


def test_registered_offices_give_hours_and_no_verdict():
    rows = offices_of(
        (OURS, COVERED),
        office("A"),
        office("B", primary_category="Residential social care"),
        office("C", x_m=np.nan, y_m=np.nan, area_code=None),
    )

    assert rows.loc[code("A"), "offices_in_reach"] == 1
    need = (900 * 0.007 * 14.45 + 360 * 0.033 * 10.8) / 0.75
    near = 1 + 1 + 0.68 + 0.22
    assert rows.loc[code("A"), "hours_per_hour_needed"] == pytest.approx(
        500 / (near * need)
    )
    assert rows.loc[code("L"), "hours_per_hour_needed"] == 0
    assert not set(rows.columns) & {"verdict", "chance", "reason", "place_name"}


@pytest.mark.parametrize(("n_locations", "is_covered"), [(4, False), (5, True)])
def test_a_sample_of_a_councils_offices_covers_it_not(n_locations, is_covered):
    rows = offices_of((OURS, COVERED), office("A"), n_locations=n_locations)

    known = rows["hours_per_hour_needed_status"] != "not_supplied"
    assert known.any() == is_covered


def test_the_offices_of_another_council_alone_make_every_area_blank():
    rows = offices_of((COVERED,), office("M", council_code=COVERED))

    assert set(rows["hours_per_hour_needed_status"]) == {"not_supplied"}
    assert set(rows["offices_in_reach_status"]) == {"not_supplied"}
    assert rows["hours_per_hour_needed"].isna().all()


def test_the_shapes_are_of_our_areas_districts_and_the_land_beyond():
    zones = [
        {"group_set": "Localities", "group_name": "West", "area_code": code("A")},
        {"group_set": "Localities", "group_name": "Away", "area_code": code("M")},
    ]
    found = council_places(vault_of(core_council__area_groups=zones))

    for table in (tables.AREAS, tables.AREA_ZONES, tables.AREA_OUTLINES):
        assert len(complete_statuses(found[table.name], table))
    shapes = found["area_outlines"]
    assert shapes["layer"].value_counts().to_dict() == {
        "area": 12,
        "district": 1,
        "land": 1,
    }
    assert set(found["areas"]["area_code"]) == {code(name) for name in OUR_AREAS}
    assert found["area_zones"]["group_name"].tolist() == ["West"]
    own = shapes.query("layer == 'area'").iloc[0]
    assert min(own["x_km"]) == pytest.approx(447.5, abs=0.02)
