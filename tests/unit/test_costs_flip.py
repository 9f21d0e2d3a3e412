"""Flips: the exact value of one input at which another model is the cheapest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.costs.changes import costs_if, flips_of, inputs, sways
from analytics.costs.flip import Flip, flips
from analytics.costs.scenario import scenario
from tests.cost_evidence import evidence


def test_a_straight_line_flips_where_it_meets_another():
    found = flips(lambda x: {"a": x, "b": 3.0}, 2.0, 0.0, 10.0)

    assert found == [Flip("b", "above", pytest.approx(3.0, abs=1e-12))]


def test_a_jump_flips_at_the_break_itself():
    found = flips(
        lambda x: {"a": 1.0 if x <= 5 else 4.0, "b": 2.0}, 3.0, 0.0, 10.0, breaks=[5]
    )

    assert found == [Flip("b", "above", 5)]


def test_both_sides_are_looked_at_and_the_nearest_comes_first():
    found = flips(lambda x: {"a": 1.0, "b": 5 - (x - 4) ** 2}, 5.0, 0.0, 10.0)

    assert [(each.direction, each.value) for each in found] == [
        ("above", pytest.approx(6.0)),
        ("below", pytest.approx(2.0)),
    ]


def test_what_is_the_cheapest_now_is_never_a_flip():
    assert flips(lambda x: {"a": 1.0, "b": 2.0}, 1.0, 0.0, 9.0) == []


@given(st.floats(0.5, 4.0), st.floats(0.5, 4.0), st.floats(0.2, 5.0))
@settings(max_examples=50, deadline=None)
def test_a_flip_is_where_a_dense_grid_sees_it(slope, level, current):
    def costs(x):
        return {"a": slope * x, "b": level, "c": level + 1 - x / 10}

    found = flips(costs, current, 0.1, 6.0)

    grid = np.linspace(0.1, 6.0, 6_001)
    cheapest = [min(costs(x), key=costs(x).get) for x in grid]
    above = [m for x, m in zip(grid, cheapest, strict=True) if x > current]
    now = min(costs(current), key=costs(current).get)
    for flip in (each for each in found if each.direction == "above"):
        first = next(
            x
            for x, m in zip(grid, cheapest, strict=True)
            if x > current and m == flip.model
        )
        assert flip.value == pytest.approx(first, abs=2e-3)
    # A stretch narrower than the grid may be found by us and missed by it.
    assert {each.model for each in found if each.direction == "above"} >= set(above) - {
        now
    }


@pytest.fixture(scope="module")
def told():
    return scenario(evidence())


def input_of(told, name):
    return next(each for each in inputs(told) if each.name == name)


def test_the_rate_flips_exactly_where_it_undercuts_the_cheapest(told):
    (flip,) = flips_of(told, input_of(told, "rate"))

    assert (flip.model, flip.direction) == ("embedded", "below")
    assert flip.value == pytest.approx(told.per_hour["commissioned"], abs=1e-9)


def test_a_coordinator_who_does_it_all_flips_at_the_whole_week(told):
    found = flips_of(told, input_of(told, "step"))

    (flip,) = [each for each in found if each.model == "in_house"]
    assert flip.direction == "above"
    assert flip.value == pytest.approx(96_000 / 52, rel=1e-12)
    # One post fewer is enough from there on, and not before.
    assert (
        min(
            costs_if(told, "step", flip.value * 1.0001),
            key=costs_if(told, "step", flip.value * 1.0001).get,
        )
        == "in_house"
    )
    assert costs_if(told, "step", flip.value * 0.9999)["in_house"] > min(
        costs_if(told, "step", flip.value * 0.9999).values()
    )


@pytest.mark.parametrize("name", ["rate", "step", "years", "discount"])
def test_either_side_of_a_flip_the_cheapest_differs(told, name):
    one = input_of(told, name)
    for flip in flips_of(told, one):
        step = flip.value * 1e-7 * (1 if flip.direction == "above" else -1)
        beyond = costs_if(told, name, flip.value + step)
        assert min(beyond, key=beyond.get) == flip.model
        before = costs_if(told, name, flip.value - step)
        assert min(before, key=before.get) != flip.model


def test_an_input_at_its_value_changes_nothing(told):
    for one in inputs(told):
        assert costs_if(told, one.name, one.value) == pytest.approx(
            {key: told.per_hour[key] for key in told.trial.contest}
        )


def test_status_risk_is_an_input_only_where_it_is_counted(told):
    assert "chance" not in {each.name for each in inputs(told)}
    counted = scenario(evidence(risk="in"))
    assert "chance" in {each.name for each in inputs(counted)}
    more, less = (costs_if(counted, "chance", chance) for chance in (0.4, 0.1))
    assert more["embedded"] > less["embedded"]
    assert more["in_house"] == less["in_house"]


def test_inputs_are_ranked_by_how_far_they_move_the_lead(told):
    ranked = sways(told)

    assert [each.gbp for each in ranked] == sorted(
        (each.gbp for each in ranked), reverse=True
    )
    assert {each.name for each in ranked} == {
        "hours",
        "rate",
        "step",
        "years",
        "discount",
    }
    assert next(each for each in ranked if each.name == "rate").turns
    assert not next(each for each in ranked if each.name == "discount").turns
