import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from analytics.access.levels import class_breaks, classes_of, line_levels
from analytics.access.verdict import (
    chance_below,
    hours_short,
    likely_range,
    list_errors,
    longest_list,
    share_with_less,
    verdict_words,
)

Q = 0.10
chances = hnp.arrays(
    float, st.integers(0, 9), elements=st.integers(0, 20).map(lambda n: n / 20)
)


def listing(chance, short=None, may=None):
    n = len(chance)
    return longest_list(
        np.asarray(chance, float),
        np.zeros(n) if short is None else np.asarray(short, float),
        may_be_listed=np.ones(n, bool) if may is None else np.asarray(may),
        false_share=Q,
    )


def test_equal_to_the_line_is_not_below_it():
    access = np.array([[1.0], [1.0 - 1e-12], [1.0]])

    assert chance_below(access, [1.0]).tolist() == [[1 / 3]]


@given(chances)
def test_the_list_is_the_largest_whose_mean_error_is_within_bounds(chance):
    listed = listing(chance)

    sizes = [
        k
        for k in range(1, len(chance) + 1)
        if np.mean(1 - np.sort(chance)[::-1][:k]) <= Q + 1e-12
        and np.sort(chance)[::-1][k - 1] > 0
    ]
    assert listed.sum() == max(sizes, default=0)
    if listed.any():
        assert chance[listed].min() >= chance[~listed].max(initial=0)


def test_a_tie_of_chances_is_cut_by_hours_short():
    # Two at 80% would make the mean error 0.2 / 3, then 0.4 / 4: all four are in.
    assert listing([1, 1, 0.8, 0.8]).sum() == 4
    assert listing([1, 1, 0.75, 0.75], [0, 0, 5, 90]).tolist() == [1, 1, 0, 1]


def test_an_area_that_is_not_judged_is_never_listed_and_lends_no_sureness():
    assert listing([1.0] * 9 + [0.8], may=[False] * 9 + [True]).sum() == 0


def test_an_area_with_no_chance_of_being_below_is_never_listed():
    assert listing([1.0] * 30 + [0.0]).sum() == 30


def test_errors_are_counted_together_in_each_draw():
    rng = np.random.default_rng(1)
    shared = np.repeat(rng.normal(0.8, 0.2, (4000, 1)), 40, axis=1)
    alone = rng.normal(0.8, 0.2, (4000, 40))
    every = np.ones(40, bool)

    together, apart = (list_errors(each, 1.0, every) for each in (shared, alone))

    # As many are expected either way; but shared errors come all at once.
    assert together.expected == pytest.approx(apart.expected, rel=0.1)
    assert together.p90 == 40
    assert apart.p90 < 12


def test_an_area_at_the_line_in_a_draw_is_listed_in_error_there():
    access = np.array([[1.0], [1.0], [0.5], [0.5]])

    errors = list_errors(access, 1.0, np.array([True]))

    assert errors.expected == 0.5 == 1 - chance_below(access, [1.0])[0, 0]


def test_an_empty_list_has_no_errors():
    assert list_errors(np.ones((5, 3)), 1.0, np.zeros(3, bool)) == (0.0, 0)


@given(
    hnp.arrays(float, 6, elements=st.floats(0, 3)),
    hnp.arrays(float, 6, elements=st.floats(0, 900)),
)
def test_hours_that_end_the_shortfall_bring_an_area_to_the_line(access, need):
    short = hours_short(access, need, 1.0)

    assert (short >= 0).all()
    assert access * need + short == pytest.approx(np.maximum(access, 1.0) * need)


def test_the_likely_range_holds_eight_in_ten():
    low, high = likely_range(np.arange(1001.0)[:, np.newaxis])[:, 0]

    assert (low, high) == (100, 900)


def test_a_percentile_finds_its_share_however_much_care_there_is():
    access = np.random.default_rng(1).permutation(np.arange(100.0))
    every = np.ones(100, bool)

    for level in (1, 1000):
        assert (share_with_less(access * level, every) < 0.1).sum() == 10
    # A blank area counts for nothing, and equals have as many below them.
    blank = np.array([True, True, True, False])
    assert share_with_less(np.array([5, 5, 9, 1]), blank)[:3] == pytest.approx(
        [0, 0, 2 / 3]
    )


def test_words_follow_the_list_then_the_chance():
    words = verdict_words(
        np.array([0.4, 0.51, 0.5, 0.9]),
        np.array([True, False, False, False]),
        np.array([True, True, True, False]),
    )

    assert words.tolist() == ["desert", "likely_below", "not_below", "not_judged"]


@pytest.mark.parametrize("line", line_levels())
def test_the_line_is_always_a_break_and_equal_is_above_it(line):
    assert line in class_breaks(line)
    below, at = classes_of(np.array([np.nextafter(line, 0), line]), line)
    assert (below, at) == (1, 2)


def test_no_care_at_all_is_the_darkest_class():
    assert classes_of(np.array([0.0]), 1.0).tolist() == [0]
