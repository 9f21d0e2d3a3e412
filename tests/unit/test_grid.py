import numpy as np
import pytest

from data.readers.grid import to_grid


def test_a_point_of_the_ordnance_surveys_falls_where_it_says():
    # Caister water tower, from the guide to coordinate systems in Great Britain.
    (point,) = to_grid([1.716073973], [52.658007833])

    assert point == pytest.approx([651_409.903, 313_177.270], abs=5)  # metres


def test_what_has_no_place_on_the_grid_is_blank_and_the_rest_is_placed():
    points = to_grid([np.inf, -0.5], [53, 53])

    assert np.isnan(points[0]).all()
    assert points[1] == pytest.approx([500_700, 346_000], abs=2_000)
