"""Placing hours: against brute force on tiny cases, and its own proof."""

from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.access.placement import place_hours

WITHIN = 25.0


@st.composite
def cases(draw, most=4, hours=12):
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    want = [draw(st.integers(0, hours)) for _ in range(n)]
    free = [draw(st.integers(0, hours)) for _ in range(m)]
    times = st.sampled_from([5.0, 10.0, 24.0, 25.0, 26.0, np.inf])
    minutes = np.array([[draw(times) for _ in range(m)] for _ in range(n)])
    return np.array(want), np.array(free), minutes


def subsets(n):
    return chain.from_iterable(combinations(range(n), k) for k in range(n + 1))


@given(cases())
def test_as_few_hours_are_left_as_the_tightest_group_allows(case):
    want, free, minutes = case
    reach = minutes <= WITHIN
    lacking = max(
        want[list(group)].sum() - free[reach[list(group)].any(axis=0)].sum()
        for group in subsets(want.size)
    )

    found = place_hours(*case, within=WITHIN)
    assert found.unplaced.sum() == pytest.approx(max(lacking, 0))


@given(cases(most=2, hours=3))
def test_travel_is_the_least_of_all_ways(case):
    want, free, minutes = case
    cost = np.where(minutes <= WITHIN, minutes, 0)
    best = (np.inf, np.inf)
    for amounts in product(range(4), repeat=minutes.size):
        placed = np.reshape(amounts, minutes.shape)
        if (placed[minutes > WITHIN] > 0).any():
            continue
        if (placed.sum(axis=1) <= want).all() and (placed.sum(axis=0) <= free).all():
            best = min(best, (want.sum() - placed.sum(), (placed * cost).sum()))

    found = place_hours(*case, within=WITHIN)
    assert found.unplaced.sum() == pytest.approx(best[0])
    assert (found.placed * cost).sum() == pytest.approx(best[1])


@given(cases(most=7))
def test_nothing_is_lost_overdrawn_or_out_of_reach(case):
    want, free, minutes = case
    found = place_hours(*case, within=WITHIN)

    assert found.placed.sum(axis=1) + found.unplaced == pytest.approx(want)
    assert (found.placed.sum(axis=0) <= free + 1e-6).all()
    assert (found.placed >= 0).all()
    assert (found.placed[minutes > WITHIN] == 0).all()


@given(cases(most=7))
def test_the_short_prove_the_shortage(case):
    want, free, _ = case
    found = place_hours(*case, within=WITHIN)
    proof = want[found.short].sum() - free[found.used_up].sum()

    assert proof == pytest.approx(found.unplaced.sum(), abs=1e-6)
    assert found.short[found.unplaced > 0].all()


@given(cases(), st.integers(0, 3))
def test_more_free_hours_never_leave_more_unplaced(case, more):
    want, free, minutes = case
    before = place_hours(want, free, minutes, within=WITHIN).unplaced.sum()
    after = place_hours(want, free + more, minutes, within=WITHIN).unplaced.sum()

    assert after <= before + 1e-6


def test_the_far_one_yields_the_supplier_that_only_one_can_reach():
    # The first could take either; greed would send it to the nearer and strand 5 hours.
    found = place_hours([5, 5], [5, 5], [[5, 20], [6, 90]], within=WITHIN)

    assert found.placed.tolist() == [[0, 5], [5, 0]]
    assert not found.short.any()


def test_all_who_share_a_shortage_are_named():
    found = place_hours([4, 4, 3], [5, 3], [[5, 99], [9, 99], [99, 5]], within=WITHIN)

    assert found.short.tolist() == [True, True, False]
    assert found.used_up.tolist() == [True, False]
    assert found.unplaced.sum() == pytest.approx(3)


@pytest.mark.parametrize("shape", [(0, 2), (2, 0)])
def test_without_origins_or_suppliers_all_stays_as_it_is(shape):
    found = place_hours([3.0] * shape[0], [3.0] * shape[1], np.ones(shape), within=5)

    assert found.unplaced.tolist() == [3.0] * shape[0]


def test_refuses_what_cannot_be():
    with pytest.raises(ValueError, match=r"shape \(1, 2\)"):
        place_hours([1], [1], [[1, 2]], within=5)
    with pytest.raises(ValueError, match="missing or below 0"):
        place_hours([np.nan], [1], [[1]], within=5)
    with pytest.raises(ValueError, match="missing or below 0"):
        place_hours([1], [-1], [[1]], within=5)
