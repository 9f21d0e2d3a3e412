"""Yearly costs: each basis against plain arithmetic, and what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.costs.curve import Curve, Step, annuity
from analytics.costs.lines import (
    BASES,
    CostLine,
    Terms,
    annual_by_task,
    curve_of,
    fixed_share,
)
from analytics.costs.models import tasks

TERMS = Terms(years=10, discount_rate=0.035, hours_per_person_week=10.8)


@st.composite
def ledgers(draw):
    models = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
    return [
        CostLine(
            model,
            draw(st.sampled_from([*tasks()])),
            draw(st.sampled_from([*BASES])),
            draw(st.integers(0, 60_000)),
            draw(st.integers(50, 2_000)),
        )
        for model in models
    ]


def in_plain_arithmetic(line, hours, terms):
    """Add a line up with a loop and no formula of ours."""
    if line.basis == "one_off":
        worth = sum((1 + terms.discount_rate) ** -year for year in range(1, 11))
        return line.gbp / worth
    if line.basis == "per_year":
        return line.gbp
    if line.basis == "per_hour":
        return line.gbp * hours
    if line.basis == "per_person_week":
        people = hours / 52 / terms.hours_per_person_week
        return line.gbp * people * 52
    posts, covered = 0, 0.0
    while covered < hours - 1e-6:
        posts, covered = posts + 1, covered + line.step_hours * 52
    return line.gbp * posts


@given(ledgers(), st.integers(1_000, 400_000))
@settings(max_examples=60, deadline=None)
def test_the_ledger_agrees_with_plain_arithmetic(lines, hours):
    expected = {}
    for line in lines:
        key = (line.model, line.task)
        cost = in_plain_arithmetic(line, hours, TERMS)
        expected[key] = expected.get(key, 0.0) + cost

    assert annual_by_task(lines, TERMS, hours) == pytest.approx(expected)


@given(ledgers(), st.integers(1_000, 400_000))
@settings(max_examples=60, deadline=None)
def test_a_total_is_the_sum_of_its_tasks_and_of_its_hours(lines, hours):
    by_task = annual_by_task(lines, TERMS, hours)

    for model in {line.model for line in lines}:
        curve = curve_of([line for line in lines if line.model == model], TERMS)
        total = sum(gbp for (whose, _), gbp in by_task.items() if whose == model)
        assert float(curve.annual(hours)) == pytest.approx(total)
        assert float(curve.per_hour(hours)) * hours == pytest.approx(total)


@given(st.integers(1, 40), st.floats(0, 0.2))
def test_equal_payments_are_worth_what_they_replace(years, rate):
    payment = float(annuity(years, rate))

    worth = sum(payment * (1 + rate) ** -year for year in range(1, years + 1))
    assert worth == pytest.approx(1)


def test_no_discount_is_the_limit_of_a_small_one():
    assert float(annuity(10, 1e-9)) == pytest.approx(float(annuity(10, 0)))


def test_years_that_are_none_are_refused():
    with pytest.raises(ValueError, match=r"years must be above 0; the least is 0\.0"):
        annuity([5, 0], 0.035)


@pytest.mark.parametrize(
    ("hours", "posts"),
    [(1, 1), (46_799.99, 1), (46_800, 1), (46_800.01, 2), (187_200, 4), (187_201, 5)],
)
def test_a_step_that_is_just_full_still_suffices(hours, posts):
    curve = curve_of([CostLine("m", "coordinate", "step_per_hours", 100, 900)], TERMS)

    assert float(curve.annual(hours)) == 100 * posts


def test_jumps_are_where_steps_are_full_and_never_at_the_ends():
    curve = Curve(0, 0, (Step(1, 100), Step(1, 150)))

    assert curve.jumps(100, 450) == [150, 200, 300, 400]


def test_a_wider_step_needs_fewer_posts():
    line = [CostLine("m", "coordinate", "step_per_hours", 100, 900)]
    wide = Terms(10, 0.035, 10.8, step_scale=2)

    assert float(curve_of(line, wide).annual(93_600)) == 100
    assert float(curve_of(line, TERMS).annual(93_600)) == 200


def test_what_a_rate_says_is_not_touched_by_the_error_of_budgets():
    lines = [
        CostLine("m", "recruit", "per_hour", 1.0, from_rate=True),
        CostLine("m", "assure", "per_hour", 1.0),
    ]

    assert float(curve_of(lines, TERMS, error=1.5).annual(100)) == 250
    scaled = Terms(10, 0.035, 10.8, rate_scale=2.0)
    assert float(curve_of(lines, scaled).annual(100)) == 300


def test_numbers_may_be_draws():
    curve = curve_of(
        [CostLine("m", "coordinate", "step_per_hours", 10, 100)],
        Terms(10, 0.035, 10.8, step_scale=np.array([[1.0], [2.0]])),
        error=np.array([[1.0], [3.0]]),
    )

    assert curve.annual(np.array([5_200, 10_400])).tolist() == [[10, 20], [30, 30]]


def test_the_fixed_share_counts_steps_whole():
    lines = [
        CostLine("m", "coordinate", "step_per_hours", 60, 900),
        CostLine("m", "vet", "per_hour", 0.04),
    ]

    assert fixed_share(lines, TERMS, 1_000) == pytest.approx(0.6)
    assert fixed_share([CostLine("m", "vet", "per_hour", 0.0)], TERMS, 10) is None


def test_a_basis_that_is_unknown_is_named():
    with pytest.raises(ValueError, match="basis 'per_mile' is none of one_off, per_y"):
        curve_of([CostLine("m", "vet", "per_mile", 1)], TERMS)


def test_a_step_without_its_hours_is_refused():
    with pytest.raises(ValueError, match="says no step_hours"):
        curve_of([CostLine("m", "vet", "step_per_hours", 1)], TERMS)


def test_one_off_money_is_never_counted_whole():
    line = [CostLine("m", "digital", "one_off", 100)]

    assert math.isclose(float(curve_of(line, TERMS).annual(1)), 12.0241, rel_tol=1e-5)
