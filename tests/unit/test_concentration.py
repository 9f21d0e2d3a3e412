"""How few share a thing: against every way that a few cases can fall."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.concentration import _variance, concentration

SHARES = ([0.5, 0.3, 0.2], [0.9, 0.1], [0.25] * 4)


@pytest.mark.parametrize("shares", SHARES, ids=str)
@pytest.mark.parametrize("cases", [2, 3, 5])
def test_mean_and_variance_are_those_of_every_way_to_fall(shares, cases):
    mean = square = 0.0
    for drawn in itertools.product(range(len(shares)), repeat=cases):
        chance = math.prod(shares[each] for each in drawn)
        counts = [drawn.count(each) for each in range(len(shares))]
        index = concentration(counts).index
        mean += chance * index
        square += chance * index**2

    truth = sum(share**2 for share in shares)
    assert mean == pytest.approx(truth)
    assert _variance(np.array(shares), cases) == pytest.approx(square - mean**2)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=9))
def test_index_is_the_chance_that_two_are_of_one(counts):
    total = sum(counts)
    if total < 2:
        with pytest.raises(ValueError, match="two or more"):
            concentration(counts)
        return
    cases = [number for number, count in enumerate(counts) for _ in range(count)][:40]
    counts = [cases.count(number) for number in range(len(counts))]
    if len(cases) < 2:
        return
    pairs = list(itertools.permutations(cases, 2))
    same = sum(one == other for one, other in pairs) / len(pairs)
    found = concentration(counts)

    assert found.index == pytest.approx(same)
    assert found.largest == pytest.approx(max(counts) / len(cases))


def test_who_is_alone_is_one_and_equal_ones_are_as_many():
    assert concentration([40]).effective == pytest.approx(1.0)
    many = concentration([10_000] * 8)
    assert many.effective == pytest.approx(8.0, rel=1e-3)


def test_nobody_twice_leaves_nothing_to_turn_over():
    found = concentration([1, 1, 1])

    assert found.index == 0.0
    assert math.isnan(found.effective)
    assert math.isnan(found.lower)


def test_the_interval_keeps_its_word():
    shares = np.array([0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.05])
    truth, rng, tries = (shares**2).sum(), np.random.default_rng(4), 1_000
    held = 0
    for counts in rng.multinomial(300, shares, size=tries):
        found = concentration(counts)
        held += found.lower <= truth <= found.upper
        assert found.effective_lower < found.effective < found.effective_upper
    # 3.3 standard errors about the nominal rate.
    assert abs(held / tries - 0.95) < 3.3 * math.sqrt(0.95 * 0.05 / tries)


def test_a_count_below_nothing_is_refused():
    with pytest.raises(ValueError, match="below 0"):
        concentration([3, -1])
