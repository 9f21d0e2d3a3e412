import numpy as np
import pandas as pd
import pytest

from analytics.access.catchment import furthest_metres
from analytics.access.replicates import central, drawn, fast_pace, pace_of
from analytics.access.travel import points_of, travel_minutes


def test_a_straight_line_is_lengthened_and_driven_at_the_rural_speed():
    frame = pd.DataFrame(
        {
            "x_m": [0.0, 3000.0],
            "y_m": [0.0, 4000.0],
            "ruc_group": ["urban", "larger_rural"],
        }
    )
    town, village = (points_of(frame.iloc[[row]]) for row in (0, 1))

    minutes = travel_minutes(town, village, pace_of(central())[0])

    assert minutes[0, 0] == pytest.approx(5 * 1.3 / 40 * 60)


def test_a_place_of_unknown_class_leaves_the_pace_to_the_other_end():
    frame = pd.DataFrame(
        {"x_m": [0.0], "y_m": [0.0], "ruc_group": pd.Series([None], dtype=object)}
    )

    assert points_of(frame).rurality.tolist() == [0]


def test_no_road_is_shorter_than_the_straight_line():
    assert drawn(3, 200_000)["access.circuity"].min() == 1.0


def test_the_fast_ends_of_the_ranges_reach_beyond_nearly_every_draw():
    reach = 1 / pace_of(drawn(1, 5000))
    fast = 1 / fast_pace()

    assert ((reach <= fast).mean(axis=0) > 0.9).all()
    assert (fast > 1 / pace_of(central())[0]).all()


def test_the_furthest_line_is_that_of_the_fastest_draw_and_longest_limit():
    pace = np.array([[0.003, 0.002, 0.001], [0.002, 0.002, 0.002]])

    assert furthest_metres(pace, np.array([10.0, 30.0])) == pytest.approx(
        [15_000, 15_000, 30_000]
    )
