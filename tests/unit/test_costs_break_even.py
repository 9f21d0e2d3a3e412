"""Break-evens: found exactly, and again on a dense grid by somebody slower."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.costs.break_even import cheapest_spans, crossings
from analytics.costs.curve import Curve, Step

LOW, HIGH = 1_000.0, 60_000.0

curves = st.builds(
    Curve,
    fixed=st.integers(0, 90_000),
    hourly=st.integers(0, 400).map(lambda pence: pence / 100),
    steps=st.lists(
        st.builds(Step, gbp=st.integers(500, 40_000), hours=st.integers(4_000, 40_000)),
        max_size=2,
    ).map(tuple),
)


def changes_on_a_grid(a, b, n=40_001):
    """Return the stretches of a dense grid in which the cheaper of two changes."""
    grid = np.linspace(LOW, HIGH, n)
    apart = a.annual(grid) - b.annual(grid)
    grid, apart = grid[np.abs(apart) > 1e-6], apart[np.abs(apart) > 1e-6]
    turns = np.nonzero(np.diff(np.sign(apart)))[0]
    return [(grid[i], grid[i + 1], apart[i + 1] < 0) for i in turns]


@given(curves, curves)
@settings(max_examples=80, deadline=None)
def test_every_change_on_a_dense_grid_is_a_crossing(a, b):
    found = crossings({"a": a, "b": b}, LOW, HIGH)

    for left, right, a_is_cheaper in changes_on_a_grid(a, b):
        there = [each for each in found if left <= each.hours <= right]
        assert there, f"no crossing between {left} and {right}"
        assert (there[-1].cheaper_after == "a") == a_is_cheaper


@given(curves, curves)
@settings(max_examples=80, deadline=None)
def test_at_every_crossing_the_cheaper_really_changes(a, b):
    both = {"a": a, "b": b}
    found = crossings(both, LOW, HIGH)

    for i, each in enumerate(found):
        before = found[i - 1].hours if i else LOW
        after = found[i + 1].hours if i + 1 < len(found) else HIGH
        near = [*both["a"].jumps(LOW, HIGH), *both["b"].jumps(LOW, HIGH)]
        just = min(
            1e-4,
            (each.hours - before) / 2,
            (after - each.hours) / 2,
            *(abs(each.hours - at) / 2 for at in near if at != each.hours),
        )
        if just < 1e-6:
            continue
        now, then = both[each.cheaper_after], both[each.dearer_after]
        left, right = each.hours - just, each.hours + just
        assert now.annual(left) >= then.annual(left) - 1e-6
        assert now.annual(right) <= then.annual(right) + 1e-6
        if not each.at_step:
            assert float(now.annual(each.hours)) == pytest.approx(
                float(then.annual(each.hours)), abs=1e-6
            )


def test_a_grant_meets_a_rate_where_its_fixed_part_is_paid_off():
    (only,) = crossings({"grant": Curve(90_000, 1.0), "rate": Curve(0, 2.5)}, 1, 1e6)

    assert only.hours == 60_000
    assert only.per_hour == 2.5
    assert (only.cheaper_after, only.dearer_after) == ("grant", "rate")
    assert not only.at_step


def test_steps_cause_several_crossings_and_some_are_jumps():
    team = Curve(0, 0.0, (Step(100, 100),))  # £100 for each 100 hours begun
    rate = Curve(0, 1.25)

    found = crossings({"team": team, "rate": rate}, 10, 420)

    assert [(each.hours, each.at_step) for each in found] == [
        (80, False),
        (100, True),
        (160, False),
        (200, True),
        (240, False),
        (300, True),
        (320, False),
    ]
    # A ring stands on the line that does not jump.
    assert all(each.per_hour == 1.25 for each in found)


def test_touching_is_not_crossing():
    # At 100 hours the step is just full, and costs what the rate costs; no more.
    team, rate = Curve(0, 0.0, (Step(100, 100),)), Curve(0, 1.0)

    assert crossings({"team": team, "rate": rate}, 10, 450) == []


def test_two_that_run_together_cross_where_they_part():
    team, grant = Curve(0, 0.0, (Step(10, 100),)), Curve(20, 0.0)

    # Cheaper to 100 hours, the same to 200, dearer from there.
    (only,) = crossings({"team": team, "grant": grant}, 10, 450)

    assert (only.hours, only.cheaper_after, only.at_step) == (200, "grant", True)


def test_the_same_costs_never_cross():
    same = Curve(100, 1.0, (Step(10, 50),))

    assert crossings({"a": same, "b": same}, 1, 1_000) == []


@given(st.lists(curves, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_spans_say_which_is_cheapest_everywhere(several):
    named = {str(i): curve for i, curve in enumerate(several)}

    spans = cheapest_spans(named, LOW, HIGH)

    assert (spans[0].low, spans[-1].high) == (LOW, HIGH)
    assert all(a.high == b.low for a, b in pairwise(spans))
    assert all(a.model != b.model for a, b in pairwise(spans))
    for hours in np.linspace(LOW + 1, HIGH - 1, 97):
        span = next(each for each in spans if each.low < hours <= each.high)
        costs = {name: float(curve.annual(hours)) for name, curve in named.items()}
        assert costs[span.model] <= min(costs.values()) + 1e-6
