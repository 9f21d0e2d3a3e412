from dataclasses import replace

import numpy as np
import pytest

from analytics.access.levels import steps_of_journey
from analytics.access.locality import Locality, access_of, need_of, within_earshot
from analytics.access.reach import nearest_place, sums_in_reach
from analytics.access.reasons import reasons
from analytics.access.replicates import central, drawn, pace_of, supplier_errors
from analytics.access.supply import contact_share, kinds_of
from analytics.access.travel import Points

KINDS = ["homecare_agency", "micro_enterprise", "homecare_agency", "isf_broker"]


def scattered(rng, n, size):
    x, y = rng.uniform(0, size, (2, n))
    return Points(x, y, rng.integers(0, 3, n).astype(np.int8))


@pytest.fixture(scope="module")
def county():
    rng = np.random.default_rng(11)
    n_areas, n_own, n_sites = 300, 25, 80
    areas = scattered(rng, n_areas, 3e5)
    own = Points(areas.x_m[:n_own] / 6, areas.y_m[:n_own] / 6, areas.rurality[:n_own])
    planned = np.full(n_areas, np.nan)
    planned[:n_own] = rng.uniform(0, 200, n_own)
    hours = rng.uniform(20, 900, n_sites)
    return Locality(
        areas=Points(
            *(
                np.concatenate([getattr(own, f), getattr(areas, f)[n_own:]])
                for f in ("x_m", "y_m", "rurality")
            )
        ),
        n_own=n_own,
        people=rng.uniform(10, 900, (n_areas, 4)),
        nation=np.array([5e5, 3e5, 1e5]),
        planned=planned,
        sites=scattered(rng, n_sites, 2e5),
        hours=hours,
        own_limit=rng.choice([np.nan, 10.0, 45.0], n_sites),
        kinds=kinds_of((KINDS * 20)[:n_sites], hours, most=3),
    )


def test_leaving_out_the_far_away_changes_nothing(county):
    assumed, errors = drawn(3, 20), supplier_errors(3, 20, len(county.sites))
    near, areas, kept = within_earshot(county, pace_of(assumed), 35)

    assert 0 < kept.sum() < len(kept)
    assert county.n_own < areas.sum() == len(near.areas) < len(county.areas)
    for travel in (15, 35):
        whole, part = (
            access_of(
                place,
                assumed,
                need_of(place, assumed),
                travel,
                decay=steps_of_journey(),
                errors=those,
            )
            for place, those in ((county, errors), (near, errors[:, kept]))
        )
        assert part == pytest.approx(whole)


def along(*kilometres):
    x = 1000.0 * np.array(kilometres)
    return Points(x, np.zeros(len(x)), np.zeros(len(x), np.int8))


def test_who_competes_for_a_supplier_in_reach_is_kept_and_no_further(county):
    # Fifteen minutes, a kilometre each: a site 10 km away, and those who share it.
    small = replace(
        county,
        areas=along(0, 20, 40),
        n_own=1,
        people=np.ones((3, 4)),
        planned=None,
        sites=along(10, 30),
        hours=np.ones(2),
        own_limit=np.full(2, np.nan),
        kinds=kinds_of(["homecare_agency"] * 2, np.ones(2), most=1),
    )

    found = within_earshot(small, np.full((1, 3), 0.001), 15)

    assert found.sites.tolist() == [True, False]
    assert found.areas.tolist() == [True, True, False]


def test_a_suppliers_own_limit_stands_in_for_the_journey_asked_for(county):
    assert set(county.limits(25)) == {10.0, 25.0, 45.0}
    own = ~np.isnan(county.own_limit)
    assert (county.limits(25)[own] == county.own_limit[own]).all()


def test_all_kinds_together_are_at_least_any_one(county):
    access = access_of(
        county,
        central(),
        need_of(county, central()),
        25,
        decay=steps_of_journey(),
    )

    assert county.kinds.names == ("all", "homecare_agency", "micro_enterprise")
    assert (access[..., 0] >= access[..., 1] + access[..., 2] - 1e-9).all()


def test_kinds_beyond_those_offered_count_within_all_alone(county):
    # isf_broker or micro_enterprise, whichever has fewer hours, is not offered.
    assert county.kinds.counts[:, 0].all()
    assert (county.kinds.counts[:, 1:].sum(axis=1) == 0).any()


def test_one_kind_alone_is_all_kinds():
    kinds = kinds_of(["homecare_agency"] * 3, np.ones(3), most=5)

    assert kinds.names == ("all",)


def test_without_a_plan_there_is_one_reading_of_need(county):
    assert replace(county, planned=None).needs == ("estimate",)
    assert need_of(replace(county, planned=None), central()).shape == (1, 300, 1)
    assert need_of(county, central()).shape == (1, 300, 2)


def test_paid_travel_between_visits_is_not_care():
    share = contact_share(central())

    assert share[0] == pytest.approx(40 / (40 + 10))


def test_reasons_come_in_order():
    def reason(**known):
        asked = {
            "suppliers_at_longest": 3,
            "access_at_longest": 0.0,
            "access_all_kinds": 0.0,
            "suppliers": 2,
            "free_hours": 5.0,
        } | known
        arrays = {name: np.array([float(value)]) for name, value in asked.items()}
        return reasons(**arrays, line=1.0)[0]

    every = {"access_at_longest": 1, "access_all_kinds": 1, "free_hours": 0}
    assert reason(suppliers_at_longest=0, **every) == "no supply"
    assert reason(**every) == "too far"
    assert reason(**every | {"access_at_longest": 0.99}) == "wrong kind"
    assert reason(free_hours=0) == "full"
    assert reason() == "unknown"
    # Nobody in reach is not "full", and neither is somebody who has not said.
    assert reason(suppliers=0, free_hours=0) == "unknown"
    assert reason(free_hours=np.nan) == "unknown"


def test_a_supplier_who_has_not_said_leaves_a_blank_and_not_a_zero():
    flat = np.zeros(2, np.int8)
    areas = Points(np.array([0.0, 50.0]), np.zeros(2), flat)
    sites = Points(np.array([1.0, 51.0]), np.zeros(2), flat)

    free = sums_in_reach(
        areas,
        sites,
        np.array([[np.nan], [7.0]]),
        pace=np.ones(3),
        limit=np.full(2, 5.0),
    )

    assert np.isnan(free[0, 0])
    assert free[1, 0] == 7


def test_where_no_ward_has_free_hours_none_is_nearest():
    nowhere = Points(np.zeros(0), np.zeros(0), np.zeros(0, np.int8))
    areas = Points(np.zeros(2), np.zeros(2), np.zeros(2, np.int8))

    found = nearest_place(areas, nowhere, pace=np.ones(3))

    assert np.isnan(found.minutes).all()
    assert found.place.tolist() == [-1, -1]
