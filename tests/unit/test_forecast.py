"""Forecasts: against plain least squares and simulation, and when to say nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.stats.forecast import forecast, predicted
from analytics.stats.local_level import DAMPING, DRIFTS, LEVEL_SHARES, points_ahead


def walk(rng, n, *, step=1.0, wobble=1.0, slope=0.0):
    level = np.cumsum(rng.normal(slope, step, n))
    return 50 + level + rng.normal(0, wobble, n)


def dense(series, ahead, share, drift):
    """Say one model again as one big normal distribution, conditioned at once."""
    n, damp = series.size + ahead, DAMPING
    push = share * drift**2 * (1 - damp**2)
    start = push / (1 - damp**2)
    drifts = np.array(
        [[start * damp ** abs(i - j) for j in range(n)] for i in range(n)]
    )
    summed = np.tril(np.ones((n, n)), -1)
    steps = np.minimum.outer(np.arange(n), np.arange(n)) * share
    cov = summed @ drifts @ summed.T + steps + (1 - share) * np.eye(n)
    seen = np.flatnonzero(np.isfinite(series))
    # A level that nobody knows beforehand: take differences from the first value.
    contrast = np.zeros((n - 1, n))
    rest = [i for i in range(n) if i != seen[0]]
    contrast[np.arange(n - 1), rest] = 1
    contrast[:, seen[0]] -= 1
    cov = contrast @ cov @ contrast.T
    y = series[seen[1:]] - series[seen[0]]
    known = np.array([rest.index(i) for i in seen[1:]])
    far = np.array([rest.index(i) for i in range(series.size, n)])
    inverse = np.linalg.inv(cov[np.ix_(known, known)])
    square = y @ inverse @ y
    fit = -np.linalg.slogdet(cov[np.ix_(known, known)])[1] / 2
    fit -= len(y) / 2 * np.log(square)
    pull = cov[np.ix_(far, known)] @ inverse
    mean = series[seen[0]] + pull @ y
    left = cov[np.ix_(far, far)] - pull @ cov[np.ix_(known, far)]
    return fit, mean, np.sqrt(np.diag(left) * square / len(y))


@given(
    st.lists(
        st.one_of(st.just(np.nan), st.integers(-20, 20).map(float)),
        min_size=4,
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_the_filter_agrees_with_one_big_normal(values):
    series = np.array(values)
    present = series[np.isfinite(series)]
    if present.size < 3 or not np.ptp(present):
        return
    weights, means, scales, freedom = points_ahead(series, 3)
    slow = [
        dense(series, 3, share, drift) for drift in DRIFTS for share in LEVEL_SHARES
    ]
    fits = np.array([each[0] for each in slow])

    assert freedom == present.size - 1
    assert weights == pytest.approx(
        np.exp(fits - fits.max()) / np.exp(fits - fits.max()).sum(), abs=1e-8
    )
    assert means == pytest.approx(np.array([each[1] for each in slow]))
    assert scales == pytest.approx(np.array([each[2] for each in slow]))


def test_the_ends_are_those_of_the_mixture_drawn_by_hand():
    series = walk(np.random.default_rng(3), 20)
    weights, means, scales, freedom = points_ahead(series, 2)
    rng = np.random.default_rng(4)
    model = rng.choice(weights.size, 200_000, p=weights)
    draws = means[model, 1] + scales[model, 1] * rng.standard_t(freedom, model.size)
    middle, lower, upper = predicted(series, 2, 0.8)

    share_below = [(draws < end[1]).mean() for end in (lower, middle, upper)]
    assert share_below == pytest.approx([0.1, 0.5, 0.9], abs=0.005)


@given(st.integers(0, 10_000), st.floats(-50, 50), st.sampled_from([-3.0, 0.01, 7.0]))
@settings(max_examples=20, deadline=None)
def test_another_unit_turns_the_forecast_with_it(seed, shift, scale):
    series = walk(np.random.default_rng(seed), 14)
    plain = predicted(series, 2, 0.8)
    turned = predicted(shift + scale * series, 2, 0.8)
    order = (0, 1, 2) if scale > 0 else (0, 2, 1)

    for mine, theirs in enumerate(order):
        assert turned[mine] == pytest.approx(
            shift + scale * plain[theirs], rel=1e-5, abs=1e-5 * abs(scale)
        )


def test_ranges_widen_with_the_distance():
    found = forecast(walk(np.random.default_rng(1), 24), ahead=6)

    assert (np.diff(found.upper - found.lower) > 0).all()
    assert (found.lower < found.middle).all()
    assert (found.middle < found.upper).all()


def test_a_clear_climb_is_seen_and_fades():
    climb = walk(np.random.default_rng(5), 30, step=0.2, wobble=0.1, slope=1.0)
    found = forecast(climb, ahead=8)

    assert found.direction(climb[-1]) == "up"
    assert forecast(-climb, ahead=8).direction(-climb[-1]) == "down"
    assert np.diff(found.middle)[-1] < 0.8 * np.diff(found.middle)[0]
    assert found.trial.error < found.trial.error_standing_still


def test_a_level_series_has_no_direction():
    level = 20 + np.random.default_rng(2).normal(0, 1, 24)

    assert forecast(level, ahead=4).direction(20.0) == "cannot_tell"


def test_too_few_points_say_nothing():
    values = [*walk(np.random.default_rng(1), 11), np.nan]

    assert forecast(values, ahead=3).reason == "too_few_points"
    assert np.isnan(forecast(values, ahead=3).middle).all()
    assert forecast([*values, 52.0], ahead=3).can_tell
    assert forecast(values, ahead=3).direction(50) == "cannot_tell"


def test_a_series_that_never_moved_says_nothing():
    assert forecast([7.0] * 20, ahead=2).reason == "no_movement"


def test_ranges_that_failed_on_the_past_are_not_shown():
    # Quiet, then leaps that grow: each goes beyond what its past could teach.
    leaps = [*([10.0, 10.1] * 5), *(10 + 3.0 ** np.arange(6))]
    found = forecast(leaps, ahead=2)

    assert found.reason == "missed_too_often"
    assert np.isnan(found.upper).all()
    assert stats.binom.cdf(found.trial.inside, found.trial.tried, 0.8) < 0.05


def test_the_trial_counts_each_value_from_the_ninth():
    series = walk(np.random.default_rng(8), 20)
    series[15] = np.nan
    trial = forecast(series, ahead=1).trial
    hits = 0
    for i in (8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19):
        past = series[:15] if i == 16 else series[:i]
        _, lower, upper = predicted(past, 2 if i == 16 else 1, 0.8)
        hits += lower[-1] <= series[i] <= upper[-1]

    assert (trial.tried, trial.inside) == (11, hits)


def test_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="one series"):
        forecast([[1, 2]], ahead=1)
    with pytest.raises(ValueError, match="ahead is 0"):
        forecast([1.0] * 20, ahead=0)
