"""The chance that something happens within a year, against slower ways to find it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.stats.exposure import chance_within

years = st.floats(0.05, 500)
events = st.integers(0, 80)


@given(events, years, st.floats(0.1, 5))
def test_agrees_with_scipys_gamma(n_events, exposure, horizon):
    pace = stats.gamma(n_events + 0.5, scale=1 / exposure)
    expected = 1 - np.exp(-pace.ppf([0.5, 0.1, 0.9]) * horizon)

    assert chance_within(n_events, exposure, horizon=horizon) == pytest.approx(
        expected, abs=1e-9
    )


@given(st.integers(1, 80), years)
def test_lies_inside_the_exact_poisson_interval(n_events, exposure):
    chance = chance_within(n_events, exposure)
    exact_lower = stats.chi2.ppf(0.1, 2 * n_events) / 2 / exposure
    exact_upper = stats.chi2.ppf(0.9, 2 * n_events + 2) / 2 / exposure

    assert 1 - np.exp(-exact_lower) <= chance.lower + 1e-12
    assert chance.upper <= 1 - np.exp(-exact_upper) + 1e-12


def test_agrees_with_the_posterior_added_up_by_hand():
    pace = np.linspace(1e-6, 3, 400_000)
    weight = pace ** (12 + 0.5 - 1) * np.exp(-47.0 * pace)
    share = np.cumsum(weight) / weight.sum()
    by_hand = 1 - np.exp(-pace[np.searchsorted(share, [0.5, 0.1, 0.9])])

    assert chance_within(12, 47.0) == pytest.approx(by_hand, abs=1e-4)


@given(events, years)
def test_the_ends_are_in_order_and_are_chances(n_events, exposure):
    chance = chance_within(n_events, exposure)

    assert 0 <= chance.lower <= chance.middle <= chance.upper <= 1


def test_nobody_watched_means_nothing_known():
    assert chance_within(0, 0.0) is None


@pytest.mark.parametrize(("n_events", "exposure"), [(-1, 1.0), (1, -1.0), (1, 0.0)])
def test_refuses_what_cannot_be(n_events, exposure):
    with pytest.raises(ValueError, match="year"):
        chance_within(n_events, exposure)
