"""Intervals for shares, against a library, published cases and their own laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency

from analytics.stats.rates import difference_interval, homogeneity, wilson_interval


@st.composite
def counts(draw):
    trials = draw(st.integers(1, 6_000))
    return draw(st.integers(0, trials)), trials


@given(counts(), st.sampled_from([0.8, 0.95, 0.99]))
def test_agrees_with_scipy(count, confidence):
    events, trials = count
    expected = binomtest(events, trials).proportion_ci(confidence, method="wilson")

    lower, upper = wilson_interval(events, trials, confidence=confidence)

    assert float(lower) == pytest.approx(expected.low, abs=1e-12)
    assert float(upper) == pytest.approx(expected.high, abs=1e-12)


@given(counts())
def test_the_share_lies_inside(count):
    events, trials = count
    lower, upper = wilson_interval(events, trials)

    assert 0 <= lower <= events / trials <= upper <= 1


@pytest.mark.parametrize(
    ("count", "other", "lower", "upper"),
    [
        # Newcombe (1998), table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_agrees_with_newcombes_table(count, other, lower, upper):
    ends = difference_interval(*count, *other)

    assert float(ends.lower) == pytest.approx(lower, abs=5e-5)
    assert float(ends.upper) == pytest.approx(upper, abs=5e-5)


@given(counts(), counts())
def test_the_other_way_about_is_the_mirror(count, other):
    ends = difference_interval(*count, *other)
    mirror = difference_interval(*other, *count)

    assert float(ends.lower) == pytest.approx(-float(mirror.upper))
    assert float(ends.upper) == pytest.approx(-float(mirror.lower))


def test_a_blank_stays_a_blank():
    lower, upper = wilson_interval([np.nan, 5, 0], [100, np.nan, 0])

    assert np.isnan(lower).all()
    assert np.isnan(upper).all()


@pytest.mark.parametrize(("events", "trials"), [(-1, 5), (6, 5)])
def test_refuses_counts_that_cannot_be(events, trials):
    with pytest.raises(ValueError, match="between 0 and trials"):
        wilson_interval(events, trials)


@pytest.mark.parametrize(
    ("events", "trials"),
    [([56, 48], [70, 80]), ([30, 45, 12, 80], [100, 120, 60, 200])],
)
def test_places_are_tested_together_as_scipy_does(events, trials):
    rest = np.array(trials) - np.array(events)
    expected = chi2_contingency([events, rest], correction=False).pvalue

    assert homogeneity(events, trials) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("events", "trials"), [([4, 9], [10, 10]), ([0, 0], [90, 80]), ([50], [100])]
)
def test_too_few_people_or_places_are_not_tested(events, trials):
    assert np.isnan(homogeneity(events, trials))


def test_a_place_without_a_count_is_refused():
    with pytest.raises(ValueError, match="known in every place"):
        homogeneity([5, np.nan], [10, 20])
