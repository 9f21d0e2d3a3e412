"""XmR limits and the four rules, against published and plainly worked cases."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.spc import moves, xmr

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, flow rate by batch.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def test_agrees_with_the_published_individuals_chart():
    chart = xmr(NIST)

    assert chart.average == pytest.approx(50.81)
    assert chart.upper == pytest.approx(55.8041, abs=1e-3)
    assert chart.lower == pytest.approx(45.8159, abs=1e-3)
    assert not chart.special.any()


def slow_xmr(values, baseline):
    """Say it again, point by point, as a textbook would."""
    present = [v for v in values if v is not None]
    learned, seen = [], 0
    for value in values:
        if value is not None:
            seen += 1
        if baseline is None or seen <= baseline:
            learned.append(value)
    learned_present = [v for v in learned if v is not None]
    ranges = [
        abs(b - a)
        for a, b in itertools.pairwise(learned)
        if a is not None and b is not None
    ]
    if not present or not ranges:
        return None
    mean = sum(learned_present) / len(learned_present)
    width = 2.66 * sum(ranges) / len(ranges)

    def beyond(i, share):
        return values[i] is not None and abs(values[i] - mean) > width * share

    def side(i):
        return None if values[i] is None else (values[i] > mean) - (values[i] < mean)

    n = len(values)
    flags = set()
    for i in range(n):
        if beyond(i, 1):
            flags.add(i)
    for i in range(n - 6):
        seven = values[i : i + 7]
        if None not in seven:
            steps = [b - a for a, b in itertools.pairwise(seven)]
            if all(s > 0 for s in steps) or all(s < 0 for s in steps):
                flags |= set(range(i, i + 7))
        sides = {side(j) for j in range(i, i + 7)}
        if sides in ({1}, {-1}):
            flags |= set(range(i, i + 7))
    for i in range(n - 2):
        three = range(i, i + 3)
        near = [j for j in three if beyond(j, 2 / 3)]
        if {side(j) for j in three} in ({1}, {-1}) and len(near) >= 2:
            flags |= set(near)
    return mean, mean - width, mean + width, flags


# Quarters of an integer, so that means and ties are exact in both versions.
series = st.lists(
    st.one_of(st.none(), st.integers(-40, 40).map(lambda v: v / 4)),
    min_size=1,
    max_size=32,
)


@given(series, st.one_of(st.none(), st.sampled_from([2, 4, 8, 16])))
def test_agrees_with_the_slow_and_obvious_way(values, baseline):
    chart = xmr([np.nan if v is None else v for v in values], baseline=baseline)
    slow = slow_xmr(values, baseline)

    if slow is None:
        assert not chart.special.any()
        return
    mean, lower, upper, flags = slow
    assert chart.average == pytest.approx(mean)
    assert chart.lower == pytest.approx(lower)
    assert chart.upper == pytest.approx(upper)
    on_the_line = {
        i
        for i, v in enumerate(values)
        if v is not None
        and any(
            abs(abs(v - mean) - (upper - mean) * part) < 1e-9 for part in (0, 2 / 3, 1)
        )
    }
    if not on_the_line:  # there, either way may fall by a rounding error
        assert set(np.flatnonzero(chart.special)) == flags


@given(series)
def test_another_unit_turned_upside_down_changes_no_judgement(values):
    plain = np.array([np.nan if v is None else v for v in values])
    before, after = xmr(plain), xmr(-2 * plain)

    assert (before.special == after.special).all()
    assert after.average == pytest.approx(-2 * before.average, nan_ok=True)
    assert after.lower == pytest.approx(-2 * before.upper, nan_ok=True)


STEADY = [10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]


@pytest.mark.parametrize(
    ("rule", "values", "marked"),
    [
        # One value far out; its neighbours are not.
        ("outside", [*STEADY, 20.0, 10], [12]),
        # Seven rises: six steps. The tie before it and the fall after stay out.
        ("trend", [5.0, 5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.0], [1, 2, 3, 4, 5, 6, 7]),
        # Eight above; the ninth is on the average and belongs to no side.
        ("one_side", [1.0, -1] * 4 + [0.5] * 8 + [-4.0, 0], range(8, 16)),
    ],
)
def test_each_rule_marks_what_it_should(rule, values, marked):
    chart = xmr(values, baseline=12 if rule == "outside" else None)

    assert np.flatnonzero(getattr(chart, rule)).tolist() == list(marked)


def test_six_rising_points_are_not_a_trend():
    assert not xmr([5, 5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.0]).trend.any()


def test_six_on_one_side_are_not_a_run():
    chart = xmr([1.0, -1] * 6 + [0.5] * 6 + [-0.5], baseline=12)

    assert not chart.one_side[12:].any()


def test_two_of_three_must_be_on_one_side():
    limits = xmr(STEADY)
    near = limits.average + (limits.upper - limits.average) * 0.8
    other = limits.average - (limits.upper - limits.average) * 0.8
    inside = limits.average + 0.1

    same = xmr([*STEADY, near, inside, near], baseline=12)
    crossed = xmr([*STEADY, near, inside, other], baseline=12)
    middle_below = xmr([*STEADY, near, limits.average - 0.1, near], baseline=12)

    assert np.flatnonzero(same.near_limit).tolist() == [12, 14]
    assert not crossed.near_limit.any()
    assert not middle_below.near_limit.any()


def test_a_gap_breaks_a_run_and_gives_no_moving_range():
    rising = [1.0, 2, 3, 4, np.nan, 5, 6, 7, 8]

    assert not xmr(rising).trend.any()
    assert xmr([1.0, np.nan, 9.0, 10.0]).upper == pytest.approx(20 / 3 + 2.66)


def test_points_after_the_baseline_do_not_move_the_limits():
    calm = xmr(STEADY)

    assert xmr([*STEADY, 99.0, np.nan, 98.0], baseline=12).upper == calm.upper


def test_a_flat_series_has_no_special_cause():
    assert not xmr([0.1] * 24).special.any()


@pytest.mark.parametrize("values", [[], [3.0], [np.nan, np.nan], [1.0, np.nan, 2.0]])
def test_without_two_neighbours_there_are_no_limits(values):
    chart = xmr(values)

    assert np.isnan(chart.upper)
    assert not chart.special.any()


def test_under_twelve_values_nothing_is_judged():
    assert xmr([*STEADY[:11], np.nan]).can_judge is False
    assert xmr(STEADY).can_judge is True


def test_says_what_was_wanted():
    with pytest.raises(ValueError, match="one series"):
        xmr([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="baseline is 1"):
        xmr([1, 2, 3], baseline=1)


# The judgement that holds for people who stay.


def steady(stay, seed, *, people=5000, share=0.4, n=24):
    """Follow a stock in which nothing changes: so many stay, as many come."""
    rng = np.random.default_rng(seed)
    size = np.array([people * share, people * (1 - share)])
    stock, shares = rng.poisson(size), []
    for _ in range(n):
        shares.append(stock[0] / stock.sum())
        stock = rng.binomial(stock, stay) + rng.poisson(size * (1 - stay))
    return np.array(shares)


def _claims(shares):
    """Say whether the last point stands out, and its changes bear it out."""
    chart, way = xmr(shares, baseline=12), moves(shares)
    sides = np.sign(shares - chart.average)
    run = len(shares)
    while run and chart.special[run - 1] and sides[run - 1] == sides[-1]:
        run -= 1
    return bool((way[run:] == sides[-1]).any())


@pytest.mark.parametrize("stay", [0, 0.8, 0.95])
@pytest.mark.parametrize("people", [5000, 500])
def test_steady_series_are_rarely_called_more_than_their_wobble(stay, people):
    series = [steady(stay, seed, people=people) for seed in range(200)]

    assert np.mean([_claims(each) for each in series]) <= 0.1


def test_limits_alone_flag_most_steady_series_of_people_who_stay():
    flagged = [xmr(steady(0.95, seed), baseline=12).special[-1] for seed in range(200)]

    assert np.mean(flagged) > 0.5, "else the second judgement has no purpose"


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("stay", [0.92, 0.95])
def test_a_step_that_matters_is_found(stay, way):
    step = way * 0.02 * (np.arange(24) >= 21)
    found = [_claims(steady(stay, seed) + step) for seed in range(100)]

    assert np.mean(found) > 0.9


def test_a_steady_rise_is_found_over_a_year():
    # Two fifths of a point a quarter: no single change stands out, a year's does.
    rise = 0.004 * np.arange(24)
    found = [_claims(steady(0.95, seed) + rise) for seed in range(100)]

    assert np.mean(found) > 0.7


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0], [0.1] * 24, [np.nan] * 9])
def test_without_a_wobble_to_learn_nothing_has_moved(values):
    assert not moves(values).any()


def test_a_move_is_marked_at_its_quarter_and_names_its_way():
    up = [*STEADY, *STEADY, 30.0, 31]

    assert np.flatnonzero(moves(up)).tolist() == [24, 25]  # a year holds the step
    assert (moves(-np.array(up)) == -moves(up)).all()
    gap = [*STEADY, np.nan, 30.0]
    assert moves(gap)[12] == 0
