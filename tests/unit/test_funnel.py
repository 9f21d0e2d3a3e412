"""Funnel limits and over-dispersion, against slow counting and published rules."""

from math import comb, exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.stats.funnel import (
    ALARM,
    WARNING,
    Spread,
    binomial_limits,
    poisson_limits,
    spread,
    widened,
)
from analytics.stats.rates import Interval

LEVELS = st.sampled_from([WARNING, ALARM])


def slow_count(chance_of, tail):
    """Add up the chances one count at a time and interpolate at the tail."""
    below, count = 0.0, 0
    while below + chance_of(count) < tail:
        below += chance_of(count)
        count += 1
    return count - (below + chance_of(count) - tail) / chance_of(count)


@given(st.integers(1, 120), st.floats(0.05, 0.95), LEVELS)
def test_binomial_limits_agree_with_adding_up(n, target, inside):
    def chance_of(k):
        return comb(n, k) * target**k * (1 - target) ** (n - k)

    lower, upper = binomial_limits([n], target, inside=inside)

    slow_lower = slow_count(chance_of, (1 - inside) / 2) / n
    slow_upper = slow_count(chance_of, (1 + inside) / 2) / n
    assert lower[0] == pytest.approx(max(slow_lower, 0), abs=1e-8)
    assert upper[0] == pytest.approx(slow_upper, abs=1e-8)


@given(st.floats(0.2, 80), st.floats(0.5, 1.5), LEVELS)
def test_poisson_limits_agree_with_adding_up(expected, target, inside):
    mean = expected * target

    def chance_of(k):
        return exp(k * log(mean) - mean - lgamma(k + 1))

    lower, upper = poisson_limits([expected], inside=inside, target=target)

    slow_lower = slow_count(chance_of, (1 - inside) / 2) / expected
    slow_upper = slow_count(chance_of, (1 + inside) / 2) / expected
    assert lower[0] == pytest.approx(max(slow_lower, 0), abs=1e-7)
    assert upper[0] == pytest.approx(slow_upper, abs=1e-7)


def test_a_large_place_has_the_normal_limits():
    n, target = 1_000_000, 0.3
    half = np.sqrt(target * (1 - target) / n)
    lower, upper = binomial_limits([n], target)
    alarm = binomial_limits([n], target, inside=ALARM)

    assert (upper[0] - target) / half == pytest.approx(1.96, abs=0.005)
    assert (target - lower[0]) / half == pytest.approx(1.96, abs=0.005)
    assert (alarm.upper[0] - target) / half == pytest.approx(3.09, abs=0.01)


@given(st.integers(5, 200), st.floats(0.1, 0.9))
def test_the_funnel_narrows_and_the_alarm_lies_outside(n, target):
    lower, upper = binomial_limits([n, 4 * n], target)
    alarm = binomial_limits([n, 4 * n], target, inside=ALARM)

    assert upper[0] >= upper[1] >= target >= lower[1] >= lower[0]
    assert (alarm.lower <= lower).all()
    assert (alarm.upper >= upper).all()


def test_a_place_with_nobody_has_no_limits():
    assert np.isnan(binomial_limits([0, np.nan], 0.3).lower).all()
    assert np.isnan(poisson_limits([0, np.nan]).upper).all()


def slow_spread(values, errors, target, share):
    """Say it again, place by place."""
    z = sorted((v - target) / e for v, e in zip(values, errors, strict=True))
    n, k = len(z), int(share * len(z))
    drawn = [z[k]] * k + z[k : n - k] + [z[n - 1 - k]] * k
    # What a normal z, drawn in as far, would leave of 1, by adding up small steps.
    end = stats.norm.isf(k / n) if k else 40.0
    steps = np.linspace(-end, end, 20_001)
    left = np.trapezoid(steps**2 * stats.norm.pdf(steps), steps)
    phi = sum(each**2 for each in drawn) / n / (left + 2 * k / n * end**2)
    weights = [1 / e**2 for e in errors]
    room = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    return max(phi, 1), max((n * phi - (n - 1)) / room, 0)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 0.3)), min_size=2, max_size=40),
    st.sampled_from([0.0, 0.1, 0.2]),
)
def test_spread_agrees_with_the_slow_and_obvious_way(places, share):
    values, errors = zip(*places, strict=True)
    found = spread(values, errors, 0.4, winsorised=share)

    assert found[:2] == pytest.approx(slow_spread(values, errors, 0.4, share))
    assert found.n_places == len(places)


def test_a_few_odd_places_do_not_widen_the_funnel():
    calm = stats.norm.ppf((np.arange(40) + 0.5) / 40) * 0.05 + 0.3
    odd = calm.copy()
    odd[-3:] = 0.9

    assert spread(odd, [0.05] * 40, 0.3).phi < 1.1
    assert spread(odd, [0.05] * 40, 0.3, winsorised=0).phi > 9


@pytest.mark.parametrize("winsorised", [0.0, 0.1])
def test_finds_a_planted_difference_between_places(winsorised):
    rng = np.random.default_rng(6)
    true = 0.3 + 0.06 * rng.standard_normal(2_000)
    errors = rng.uniform(0.02, 0.08, 2_000)
    found = spread(
        true + errors * rng.standard_normal(2_000), errors, 0.3, winsorised=winsorised
    )

    assert np.sqrt(found.tau2) == pytest.approx(0.06, abs=0.006)


def test_blanks_are_no_places_and_one_place_has_no_spread():
    assert spread([0.2, np.nan], [0.1, 0.1], 0.9) == Spread(1.0, 0.0, 1)


def test_widening_multiplies_or_adds_and_keeps_to_shares():
    narrow = Interval(np.array([0.2, 0.0]), np.array([0.4, 0.9]))
    times_two = widened(narrow, 0.3, Spread(4.0, 0.09, 9), highest=1)
    added = widened(
        narrow, 0.3, Spread(4.0, 0.03, 9), standard_errors=[0.1, 10], highest=1
    )

    assert times_two.lower == pytest.approx([0.1, 0.0])
    assert times_two.upper == pytest.approx([0.5, 1.0])
    assert added.upper == pytest.approx([0.5, 0.9], abs=1e-3)


@given(st.integers(2, 300), st.floats(0.05, 0.95))
def test_without_spread_nothing_is_widened(n, target):
    limits = binomial_limits([n], target)
    same = widened(limits, target, Spread(1.0, 0.0, 9), standard_errors=[0.1])

    assert same.lower == pytest.approx(limits.lower)
    assert same.upper == pytest.approx(limits.upper)


def test_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="target is 1"):
        binomial_limits([5], 1)
    with pytest.raises(ValueError, match="target is 0"):
        poisson_limits([5], target=0)
    with pytest.raises(ValueError, match="1 standard errors"):
        spread([1, 2], [0, 1], 1)
    with pytest.raises(ValueError, match=r"under 0\.5 is needed"):
        spread([1, 2], [1, 1], 1, winsorised=0.5)
