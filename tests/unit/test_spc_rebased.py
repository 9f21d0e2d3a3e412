"""Limits started anew: against published charts of the NHS, stretch by stretch."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.rebased import rebased
from analytics.stats.spc import moves, xmr

# The values that NHSRplotthedots tests itself on: twenty standard normal draws of R
# (seed 123), to eight places. What it says of them is in its test results, ptd_spc.md.
NHS = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499,
    0.46091621, -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383,
    0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
]  # fmt: skip


def rounded(*numbers):
    """Round to three figures, as the published results are printed."""
    return [f"{number:.3g}" for number in numbers]


def test_agrees_with_the_nhs_package_on_its_own_series():
    chart = xmr(NHS)

    told = rounded(chart.average, chart.lower, chart.upper)
    assert told == ["0.142", "-3.01", "3.29"]
    assert not chart.special.any(), "all twenty are common cause there"


def test_agrees_with_the_nhs_package_on_two_stretches():
    chart = rebased(NHS, starts=[10])

    first = rounded(chart.average[0], chart.lower[0], chart.upper[0])
    second = rounded(chart.average[10], chart.lower[10], chart.upper[10])
    assert first == ["0.0746", "-2.6", "2.75"]
    assert second == ["0.209", "-3.28", "3.7"]
    assert not chart.special.any()
    assert not chart.can_judge.any(), "ten points are too few"


# The cases by which NHSRplotthedots proves its rules (test-ptd_calculate_point_type.R).


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([1, 2, 3, 4, 5, 6], []),
        ([1, 2, 3, 3, 4, 5, 6], []),
        ([1, 2, 3, 4, 5, 6, 7], [6]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [7]),
        ([7, 6, 5, 4, 3, 2, 1], [6]),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [7]),
    ],
)
def test_a_trend_ends_where_the_nhs_package_says(values, ends):
    marked = xmr(np.array(values, float)).trend

    # It names the run's last point, and then marks all seven; we mark them at once.
    expected = {place for end in ends for place in range(end - 6, end + 1)}
    assert set(np.flatnonzero(marked)) == expected


def test_two_near_opposite_limits_are_no_special_cause():
    values = [1.0, -1] * 7 + [5.5, -5.5]

    assert not xmr(values).special.any()


# Stretches.

numbers = st.lists(
    st.one_of(st.just(float("nan")), st.integers(-40, 40).map(lambda v: v / 4)),
    min_size=1,
    max_size=30,
)


@given(numbers, st.sets(st.integers(0, 29), max_size=3), st.sampled_from([None, 4, 8]))
def test_each_stretch_says_what_its_own_chart_says(values, starts, baseline):
    series = np.array(values)
    starts = sorted(start for start in starts if start < series.size)
    found = rebased(series, starts=starts, baseline=baseline)
    edges = [*sorted({0, *starts}), series.size]

    for number, (first, last) in enumerate(itertools.pairwise(edges)):
        alone, part = xmr(series[first:last], baseline=baseline), slice(first, last)
        assert (found.stretch[part] == number).all()
        for rule in ("special", "outside", "trend", "near_limit", "one_side"):
            assert (getattr(found, rule)[part] == getattr(alone, rule)).all()
        for limit in ("average", "lower", "upper"):
            own = np.full(last - first, getattr(alone, limit))
            np.testing.assert_array_equal(getattr(found, limit)[part], own)
        assert found.is_baseline[part].sum() == alone.n_baseline
        assert (found.can_judge[part] == alone.can_judge).all()
        assert (found.moved[part] == moves(series[first:last])).all()


def test_a_run_does_not_cross_a_start():
    values = [1.0, -1, 1, -1, *([0.4] * 4), *([0.6] * 4), -0.5, 1.5]

    assert xmr(values).one_side.sum() == 8
    assert not rebased(values, starts=[8]).one_side.any()


def test_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="one series"):
        rebased([[1.0, 2.0]])
    with pytest.raises(ValueError, match="starts is"):
        rebased([1.0, 2.0], starts=[2])
