"""The study of the verdict, small; the whole of it is docs/verdict-study.md."""

from functools import cache

import numpy as np
import pytest

from bench.county import county
from bench.verdict_study import STUDIES, calibration, judge, judged_counties, study

N_COUNTIES, N_WORLDS = 5, 120
BY_WORDS = {each.words: each for each in STUDIES}


@pytest.fixture(scope="module")
def counties():
    judged = judged_counties(N_COUNTIES)
    assert len(judged) == N_COUNTIES
    return judged


@pytest.fixture(scope="module")
def found(counties):
    @cache
    def of(words):
        return study(BY_WORDS[words], counties, N_WORLDS)

    return of


def test_a_chance_comes_true_as_often_as_it_says(counties):
    for _, _, areas, chance, came_true in calibration(counties, N_WORLDS):
        # Worlds are shared by the areas of a county, so a band strays as one.
        assert came_true == pytest.approx(chance, abs=0.06), areas


def test_when_our_ranges_are_right_the_list_keeps_its_word(found):
    right = found("our ranges are right")

    assert right.claimed <= 0.10
    assert right.false == pytest.approx(right.claimed, abs=0.02)
    assert right.beyond == pytest.approx(0.10, abs=0.04)
    assert right.short_within == pytest.approx(0.80, abs=0.07)


def test_errors_come_together_and_only_joint_draws_show_it(counties, found):
    right = found("our ranges are right")

    assert right.beyond_alone > 1.5 * right.beyond
    assert all(v.p90 >= v.p90_alone for _, _, v in counties)


@pytest.mark.parametrize(
    ("wrong", "least"),
    [
        ("people need 20% fewer hours", 1.8),
        ("truth spreads twice as wide", 1.3),
        ("suppliers all have 10% more than they say", 1.2),
        ("a tenth of the hours are not in the file", 1.2),
    ],
)
def test_wrong_ranges_make_false_lists_grow(found, wrong, least):
    right, off = found("our ranges are right"), found(wrong)

    assert off.false > least * right.false
    assert off.beyond > 1.4 * right.beyond


def test_a_bias_the_other_way_makes_the_list_safe_and_short(found):
    right, off = found("our ranges are right"), found("people need 20% more hours")

    assert off.false < right.false / 2
    assert off.missed > right.missed


def test_suppliers_who_err_together_make_bad_worlds_worse(found):
    right = found("our ranges are right")
    together = found("suppliers err together, not each alone")

    assert together.worst > right.worst
    assert together.short_within < right.short_within


def test_a_county_and_its_verdict_are_the_same_twice():
    first, again = (judge(county(3), 3) for _ in range(2))

    assert (first.chance == again.chance).all()
    assert (first.listed == again.listed).all()
    assert np.isfinite(first.short).all()
