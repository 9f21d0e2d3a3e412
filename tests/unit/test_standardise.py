"""Indirect standardisation and the slope along an order, against slower ways."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from sklearn.linear_model import LinearRegression

from analytics.stats.funnel import binomial_limits
from analytics.stats.gradient import places_in_order, slope_index, slope_within
from analytics.stats.rates import homogeneity
from analytics.stats.standardise import chance_apart, indirectly, people_worth


@st.composite
def councils(draw):
    shape = (draw(st.integers(2, 6)), draw(st.integers(1, 5)))
    trials = draw(hnp.arrays(float, shape, elements=st.integers(0, 40)))
    share = draw(hnp.arrays(float, shape, elements=st.floats(0, 1)))
    return np.floor(trials * share), trials


@given(councils())
def test_agrees_with_asking_each_person_what_is_expected(council):
    events, trials = council
    found = indirectly(events, trials)

    for place in range(len(trials)):
        expected = variance = 0.0
        for stratum in range(trials.shape[1]):
            of_all = trials[:, stratum].sum()
            p = events[:, stratum].sum() / of_all if of_all else 0.0
            for _ in range(int(trials[place, stratum])):
                expected += p
                variance += p * (1 - p)
        assert found.events[place] == pytest.approx(expected)
        assert found.variance[place] == pytest.approx(variance)


@given(councils())
def test_what_is_expected_adds_up_to_what_is_counted(council):
    events, trials = council

    assert indirectly(events, trials).events.sum() == pytest.approx(events.sum())


@given(
    hnp.arrays(float, 4, elements=st.integers(30, 400)),
    hnp.arrays(float, 4, elements=st.floats(0.2, 0.8)),
)
def test_with_one_stratum_it_is_the_plain_test_of_shares(trials, share):
    events = np.floor(trials * share)
    found = indirectly(events[:, None], trials[:, None])

    assert chance_apart(events, *found) == pytest.approx(homogeneity(events, trials))
    target = events.sum() / trials.sum()
    assert people_worth(*found, target) == pytest.approx(trials)


def test_limits_of_a_mixed_place_are_those_of_its_sum_of_binomials():
    sizes, shares = np.array([60, 25, 15]), np.array([0.55, 0.3, 0.1])
    target = 0.42
    pmf = np.ones(1)
    for n, p in zip(sizes, shares, strict=True):
        pmf = np.convolve(pmf, stats.binom(n, p).pmf(np.arange(n + 1)))
    expected = float(sizes @ shares)
    variance = float(sizes @ (shares * (1 - shares)))
    worth = people_worth([expected], [variance], target)
    for inside in (0.95, 0.998):
        limits = binomial_limits(worth.round(), target, inside=inside)
        for end, tail in zip(limits, ((1 - inside) / 2, (1 + inside) / 2), strict=True):
            count = int(np.searchsorted(pmf.cumsum(), tail))
            # Within a person or so of the exact limit, as a standardised share.
            assert end[0] == pytest.approx(
                target * count / expected, abs=1.5 * target / expected
            )


@pytest.mark.parametrize(
    ("expected", "variance"),
    [([4.9, 50.0], [3.0, 30.0]), ([50.0, 50.0], [0.0, 30.0]), ([50.0], [30.0])],
    ids=["few expected", "nothing left to luck", "one place"],
)
def test_says_nothing_where_chi_squared_cannot_be_trusted(expected, variance):
    assert np.isnan(chance_apart(expected, expected, variance))


def test_a_place_that_expects_nobody_is_worth_nobody():
    assert np.isnan(people_worth([0.0, 3.0], [0.0, 0.0], 0.4)).all()


def test_says_what_is_wrong_with_the_counts():
    with pytest.raises(ValueError, match="between 0 and trials"):
        indirectly([[3.0]], [[2.0]])
    with pytest.raises(ValueError, match="same places by strata"):
        indirectly([1.0], [2.0])
    with pytest.raises(ValueError, match="target is 1"):
        people_worth([1.0], [1.0], 1)


FIFTHS = st.integers(20, 500)


@given(
    hnp.arrays(float, 5, elements=FIFTHS),
    hnp.arrays(float, 5, elements=st.floats(0.05, 0.95)),
)
def test_the_slope_is_that_of_a_line_through_every_person(people, share):
    events = np.floor(people * share)
    y = events / people
    found = slope_index(y, y * (1 - y) / people, people)

    # Each person stands at the middle of their group's stretch of the order.
    place = (np.cumsum(people) - people / 2) / people.sum()
    x = np.repeat(place, people.astype(int))[:, None]
    has = np.concatenate(
        [np.arange(n) < k for n, k in zip(people, events, strict=True)]
    )
    line = LinearRegression().fit(x, has.astype(float))
    assert found.difference == pytest.approx(float(line.coef_[0]), abs=1e-9)


def test_the_interval_is_that_of_drawing_the_groups_again():
    rng = np.random.default_rng(11)
    people, share = np.array([800, 700, 900, 1000, 600]), [0.5, 0.47, 0.44, 0.4, 0.41]
    found = slope_index(
        share, np.multiply(share, np.subtract(1, share)) / people, people
    )
    drawn = rng.binomial(people, share, (4000, 5)) / people
    slopes = [slope_index(row, row, people).difference for row in drawn]

    lower, upper = np.quantile(slopes, [0.025, 0.975])
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=0.004)


def test_an_empty_group_takes_no_stretch_of_the_order():
    whole = slope_index([0.3, 0.4, 0.5], [0.01] * 3, [10, 20, 30])
    gap = slope_index(
        [0.3, np.nan, 0.4, 0.5], [0.01, np.nan, 0.01, 0.01], [10, 0, 20, 30]
    )

    assert gap == pytest.approx(whole)
    assert np.isnan(slope_index([0.3, 0.4], [0.01] * 2, [10, 10]).difference)
    with pytest.raises(ValueError, match="known of every group"):
        slope_index([0.3, np.nan, 0.4], [0.01] * 3, [10, 10, 10])


@given(councils())
def test_the_slope_within_strata_is_that_of_a_line_with_a_level_for_each(council):
    events, trials = council
    found = slope_within(events, trials)
    kept = trials.sum(axis=1) > 0
    rows = []
    for group, place in zip(
        np.flatnonzero(kept), places_in_order(trials[kept].sum(axis=1)), strict=True
    ):
        for stratum in range(trials.shape[1]):
            n, k = int(trials[group, stratum]), int(events[group, stratum])
            rows += [(place, stratum, float(person < k)) for person in range(n)]
    if np.isnan(found.difference):
        in_two = ((trials > 0).sum(axis=0) > 1).any()
        assert kept.sum() < 3 or not in_two
        return
    place, stratum, has = (np.array(column) for column in zip(*rows, strict=True))
    levels = (stratum[:, None] == np.unique(stratum)).astype(float)
    line = LinearRegression(fit_intercept=False).fit(
        np.column_stack([place, levels]), has
    )
    assert found.difference == pytest.approx(float(line.coef_[0]), abs=1e-7)


def test_with_one_stratum_it_is_the_slope_of_the_shares():
    people, events = np.array([100, 150, 120, 80]), np.array([30, 60, 60, 48])
    within = slope_within(events[:, None], people[:, None])
    share = events / people

    plain = slope_index(share, share * (1 - share) / people, people)
    assert within.difference == pytest.approx(plain.difference)
    assert within.upper - within.lower == pytest.approx(
        plain.upper - plain.lower, rel=0.02
    )


@pytest.mark.parametrize("slope", [0.0, -0.1, 0.2])
def test_the_slope_covers_the_planted_one_as_often_as_it_says(slope):
    """Mixes change along the order, which takes a standardised slope off its mark."""
    rng = np.random.default_rng(20260930)
    trials = np.array([[30 + 10 * i, 30, 40 - 9 * i] for i in range(5)]) * 4
    place = places_in_order(trials.sum(axis=1))
    share = np.array([0.6, 0.4, 0.3]) + slope * (place[:, None] - 0.5)
    many = 1_000
    held = 0
    for _ in range(many):
        found = slope_within(rng.binomial(trials, share), trials)
        held += found.lower <= slope <= found.upper
    error = (0.95 * 0.05 / many) ** 0.5
    assert abs(held / many - 0.95) <= 3.3 * error


def test_the_slope_within_says_what_is_wrong_with_the_counts():
    with pytest.raises(ValueError, match="between 0 and trials"):
        slope_within([[3.0]], [[2.0]])
    with pytest.raises(ValueError, match="same groups by strata"):
        slope_within([1.0], [2.0])
    assert np.isnan(slope_within([[1.0]] * 2, [[2.0]] * 2).difference)
    # Nobody of one stratum in two groups: nothing to compare.
    apart = slope_within(np.eye(3), 2 * np.eye(3))
    assert np.isnan(apart.difference)
