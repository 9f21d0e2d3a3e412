"""The split of a change in a share: exact, fair, and told another slow way."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.decomposition import change_in_share

PARTS = ("numerator", "caseload", "age_mix", "reason_mix")


@st.composite
def end_of_a_change(draw, shape, least=0):
    cells = shape[0] * shape[1]
    among = [draw(st.integers(least, 500)) for _ in range(cells)]
    counted = [draw(st.integers(0, c)) for c in among]
    if not sum(among):
        among[0] = 1
    return np.reshape(counted, shape), np.reshape(among, shape)


@st.composite
def changes(draw, least=0):
    shape = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    first, second = (draw(end_of_a_change(shape, least)) for _ in range(2))
    return (first[0], second[0]), (first[1], second[1])


def parts(change):
    return [getattr(change, part) for part in PARTS]


@given(changes())
def test_the_parts_add_up_to_the_change(ends):
    counted, among = ends
    change = change_in_share(counted, among)
    true = Fraction(int(counted[1].sum()), int(among[1].sum())) - Fraction(
        int(counted[0].sum()), int(among[0].sum())
    )

    assert sum(parts(change)) == pytest.approx(float(true), abs=1e-12)
    assert change.total == pytest.approx(float(true), abs=1e-12)


@given(changes())
def test_going_back_turns_every_sign(ends):
    counted, among = ends
    there = change_in_share(counted, among)
    back = change_in_share(counted[::-1], among[::-1])

    assert parts(back) == pytest.approx([-part for part in parts(there)], abs=1e-12)


@given(changes())
def test_age_and_reason_are_treated_alike(ends):
    counted, among = ends
    plain = change_in_share(counted, among)
    turned = change_in_share(
        tuple(each.T for each in counted), tuple(each.T for each in among)
    )

    assert turned.age_mix == pytest.approx(plain.reason_mix, abs=1e-12)
    assert turned.numerator == pytest.approx(plain.numerator, abs=1e-12)


@given(changes(), st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(ends, dice):
    counted, among = ends
    rows = list(range(counted[0].shape[0]))
    dice.shuffle(rows)
    plain = change_in_share(counted, among)
    other = change_in_share(
        tuple(each[rows] for each in counted), tuple(each[rows] for each in among)
    )

    assert parts(other) == pytest.approx(parts(plain), abs=1e-12)


def slow_parts(counted, among):
    """Let each factor move in every order that keeps rates and weights together."""
    shares = [c / c.sum() for c in among]
    rows, columns = counted[0].shape

    def weight(a, r, nested, age, reason):
        old, new = shares[age], shares[reason]
        if nested == "age first":
            return old[a].sum() * new[a, r] / new[a].sum()
        return new[:, r].sum() * old[a, r] / old[:, r].sum()

    def value(moved, nested):
        at = [int(part in moved) for part in PARTS]
        return sum(
            weight(a, r, nested, at[2], at[3])
            * counted[at[0]][a, r]
            / among[at[1]][a, r]
            for a in range(rows)
            for r in range(columns)
        )

    orders = [
        (*outer[0], *outer[1])
        for rates in permutations(PARTS[:2])
        for mixes in permutations(PARTS[2:])
        for outer in permutations([rates, mixes])
    ]
    found = dict.fromkeys(PARTS, 0.0)
    for nested in ("age first", "reason first"):
        for order in orders:
            for i, part in enumerate(order):
                step = value(order[: i + 1], nested) - value(order[:i], nested)
                found[part] += step / len(orders) / 2
    return [found[part] for part in PARTS]


@given(changes(least=1))
def test_agrees_with_moving_factors_in_every_order(ends):
    counted, among = ends

    assert parts(change_in_share(counted, among)) == pytest.approx(
        slow_parts(counted, among), abs=1e-12
    )


def test_more_people_counted_is_all_numerator():
    among = [[100, 50], [80, 20]]
    change = change_in_share(([[10, 5], [8, 2]], [[20, 5], [8, 4]]), (among, among))

    assert parts(change) == pytest.approx([12 / 250, 0, 0, 0])


def test_a_caseload_that_doubles_everywhere_is_all_caseload():
    counted = [[10, 5], [8, 2]]
    change = change_in_share(
        (counted, counted), ([[100, 50], [80, 20]], [[200, 100], [160, 40]])
    )

    assert parts(change) == pytest.approx([0, -25 / 500, 0, 0])


def test_a_group_that_grows_at_its_rate_is_mix_and_no_take_up():
    change = change_in_share(
        ([[50], [10]], [[100], [10]]), ([[100], [100]], [[200], [100]])
    )

    assert change.numerator + change.caseload == pytest.approx(0)
    assert change.age_mix == pytest.approx(110 / 300 - 0.3)
    assert change.reason_mix == pytest.approx(0)


def test_reasons_that_shift_alike_in_all_ages_are_reason_mix():
    change = change_in_share(
        ([[40, 10], [40, 10]], [[60, 5], [60, 5]]),
        ([[100, 100], [100, 100]], [[150, 50], [150, 50]]),
    )

    assert change.reason_mix == pytest.approx(130 / 400 - 0.25)
    assert change.age_mix == pytest.approx(0)


def test_a_group_that_arrives_is_mix():
    change = change_in_share(
        ([[10], [0]], [[10], [30]]), ([[100], [0]], [[100], [100]])
    )

    assert change.numerator == change.caseload == 0
    assert change.age_mix == pytest.approx(0.1)


def test_refuses_what_cannot_be():
    good = [[1, 2]]
    with pytest.raises(ValueError, match="Shapes differ"):
        change_in_share((good, good), (good, [[1], [2]]))
    with pytest.raises(ValueError, match="n_ages, n_reasons"):
        change_in_share(([1], [1]), ([1], [1]))
    with pytest.raises(ValueError, match="missing or below 0"):
        change_in_share((good, [[1, np.nan]]), (good, good))
    with pytest.raises(ValueError, match="more people than"):
        change_in_share((good, [[3, 1]]), (good, good))
    with pytest.raises(ValueError, match="empty"):
        change_in_share((good, [[0, 0]]), (good, [[0, 0]]))
