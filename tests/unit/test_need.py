import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.access.need import estimated_need, hours_per_person, planned_need
from analytics.access.replicates import central, drawn

ages = st.lists(st.integers(1, 10**6), min_size=3, max_size=3)


@given(nation=ages, seed=st.integers(0, 99))
def test_the_slope_keeps_the_total_of_65_and_over_in_every_draw(nation, seed):
    assumed = drawn(seed, 5)

    each = hours_per_person(assumed, nation)

    flat = assumed["need.share_supported_65_plus"] * assumed["need.hours_65_plus"]
    flat = flat / (1 - assumed["need.share_self_funding"])
    assert each[:, 1:] @ nation == pytest.approx(flat * sum(nation))


def test_an_older_place_needs_more_than_its_share():
    nation = [6e6, 3e6, 1e6]
    young, old = [0, 100, 0, 0], [0, 0, 0, 100]

    need = estimated_need([young, old], central(), nation)[0]

    # 0.45 to 3.0, whatever the nation's ages are.
    assert need[1] / need[0] == pytest.approx(3.0 / 0.45)
    assert need[0] < 100 * 0.033 * 10.8 / 0.75 < need[1]


def test_people_of_18_to_64_need_the_mean_of_the_two_reasons():
    need = estimated_need([[1000, 0, 0, 0]], central(), [1, 1, 1])

    supported = 1000 * 0.007 * (0.5 * 17.9 + 0.5 * 11.0)
    # One hour in four is paid for by people themselves.
    assert need[0, 0] * 0.75 == pytest.approx(supported)


def test_a_nation_of_nobody_over_65_needs_nothing_for_them():
    assert np.isfinite(hours_per_person(central(), [0, 0, 0])).all()


def test_refuses_a_nation_of_other_ages():
    with pytest.raises(ValueError, match=r"three ages need \(3,\)"):
        hours_per_person(central(), [1, 2])


def test_the_plan_stands_where_it_is_and_is_stretched_to_where_it_is_not():
    estimate = np.array([[10.0, 30.0, 8.0], [20.0, 60.0, 16.0]])

    need = planned_need([40.0, 0.0, np.nan], estimate)

    # 40 hours planned where we estimate 40, then 80: neighbours count 1, then ½.
    assert need.tolist() == [[40, 0, 8], [40, 0, 8]]


def test_a_plan_of_nothing_leaves_the_neighbours_nothing():
    assert planned_need([0.0, np.nan], np.array([[5.0, 5.0]])).tolist() == [[0, 0]]
