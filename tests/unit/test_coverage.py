import numpy as np
import pytest
import shapely

from analytics.access.coverage import leaves_coverage
from analytics.access.travel import Points

PACE = np.array([0.002, 0.001, 0.001])


def at(*x, rurality=0):
    return Points(np.array(x, float), np.zeros(len(x)), np.full(len(x), rurality))


def leaves(areas, beyond, land, limit=10):
    shapes = np.array(land, dtype=object)
    return leaves_coverage(areas, beyond, shapes, pace=PACE, limit=limit).tolist()


def test_the_nearest_land_counts_and_not_its_centre():
    land = [shapely.box(4_000, -1_000, 40_000, 1_000)]

    assert leaves(at(0), at(22_000), land) == [True]
    assert leaves(at(0), at(22_000), [None]) == [False]


def test_land_at_just_the_limit_is_within_reach():
    assert leaves(at(0), at(9e9), [shapely.box(5_000, -1, 6_000, 1)]) == [True]
    assert leaves(at(0), at(9e9), [shapely.box(5_001, -1, 6_000, 1)]) == [False]


def test_the_more_rural_end_reaches_further():
    land = [shapely.box(8_000, -1, 9_000, 1)]

    assert leaves(at(0), at(8_500), land) == [False]
    assert leaves(at(0), at(8_500, rurality=2), land) == [True]


@pytest.mark.parametrize("rurality", [0, 1, 2])
def test_a_council_that_is_not_covered_itself_is_beyond(rurality):
    areas = at(0, 50_000, rurality=rurality)

    assert leaves(areas, areas, [shapely.box(-9, -9, 9, 9), None]) == [True, True]


def test_nothing_is_lost_where_everything_is_covered():
    assert leaves(at(0, 1), at(), []) == [False, False]
