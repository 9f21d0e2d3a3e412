import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.draws import logit_normal_draws, lognormal_draws

N = 40_000
shares = st.lists(st.floats(0.05, 0.95), min_size=3, max_size=3).map(sorted)


def quantiles(draws):
    return np.quantile(draws, [0.1, 0.5, 0.9])


def stream():
    return np.random.default_rng(1)


@given(st.lists(st.floats(0.1, 1e3), min_size=3, max_size=3).map(sorted))
def test_a_positive_range_is_p10_to_p90_about_its_value(ends):
    low, value, high = ends

    draws = lognormal_draws(value, low, high, stream(), N)

    assert draws.min() > 0
    # Logs, because a wide range is wide in ratio.
    spread = np.log(high / low)
    assert np.log(quantiles(draws)) == pytest.approx(
        np.log([low, value, high]), abs=0.03 * spread + 1e-9
    )


@given(shares)
def test_a_share_is_drawn_within_nought_and_one(ends):
    low, value, high = ends

    draws = logit_normal_draws(value, low, high, stream(), N)

    assert 0 < draws.min() <= draws.max() < 1
    assert quantiles(draws) == pytest.approx([low, value, high], abs=0.02)


def test_a_range_of_one_value_draws_it():
    assert lognormal_draws(3.0, 3.0, 3.0, stream(), 9) == pytest.approx(3.0)


@pytest.mark.parametrize("ends", [(2, 3, 4), (3, 2, 1), (0, 0, 1), (-1, 1, 2)])
def test_refuses_a_range_that_does_not_hold_its_value(ends):
    value, low, high = ends
    with pytest.raises(ValueError, match="0 < low <= value <= high"):
        lognormal_draws(value, low, high, stream(), 3)


@pytest.mark.parametrize("ends", [(0.5, 0.6, 0.7), (0.5, 0.0, 0.7), (0.5, 0.2, 1.0)])
def test_refuses_a_range_that_is_no_share(ends):
    value, low, high = ends
    with pytest.raises(ValueError, match="0 < low <= value <= high < 1"):
        logit_normal_draws(value, low, high, stream(), 3)
