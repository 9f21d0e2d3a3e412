"""Joining spells across short gaps, against a slow version and its own laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.spells import bridge

DAY0 = np.datetime64("2024-04-01")


def day(n):
    return np.datetime64("NaT") if n is None else DAY0 + n


def days(values):
    return np.array([day(v) for v in values], "datetime64[D]")


@st.composite
def parts(draw):
    n = draw(st.integers(0, 14))
    keys = [draw(st.sampled_from("abc")) for _ in range(n)]
    starts = [draw(st.integers(0, 120)) for _ in range(n)]
    lengths = [draw(st.one_of(st.none(), st.integers(0, 60))) for _ in range(n)]
    ends = [None if k is None else s + k for s, k in zip(starts, lengths, strict=True)]
    return keys, starts, ends


def slow_bridge(keys, starts, ends, gap):
    """Join any two that are near until nothing can be joined."""
    forever = 10**6
    spells = [
        [key, start, forever if end is None else end]
        for key, start, end in zip(keys, starts, ends, strict=True)
    ]
    joined = True
    while joined:
        joined = False
        for i, one in enumerate(spells):
            for other in spells[i + 1 :]:
                near = other[1] - one[2] <= gap and one[1] - other[2] <= gap
                if one[0] == other[0] and near:
                    one[1:] = [min(one[1], other[1]), max(one[2], other[2])]
                    spells.remove(other)
                    joined = True
                    break
            if joined:
                break
    return sorted((k, s, None if e == forever else e) for k, s, e in spells)


def told(spells):
    ends = [None if np.isnat(e) else int((e - DAY0).astype(int)) for e in spells.ends]
    starts = (spells.starts - DAY0).astype(int).tolist()
    return list(zip(spells.keys.tolist(), starts, ends, strict=True))


@given(parts(), st.sampled_from([0, 1, 14]))
def test_agrees_with_the_slow_and_obvious_way(given_parts, gap):
    keys, starts, ends = given_parts
    spells = bridge(keys, days(starts), days(ends), longest_gap=gap)

    assert told(spells) == slow_bridge(keys, starts, ends, gap)


@given(parts())
def test_every_part_goes_into_one_spell_that_holds_it(given_parts):
    keys, starts, ends = given_parts
    spells = bridge(keys, days(starts), days(ends))

    assert spells.n_parts.tolist() == np.bincount(spells.spell).tolist()
    for i, home in enumerate(spells.spell):
        assert spells.keys[home] == keys[i]
        assert spells.starts[home] <= day(starts[i])
        still = np.isnat(spells.ends[home])
        assert still or day(ends[i]) <= spells.ends[home]
    for home, last in enumerate(spells.last):
        assert spells.spell[last] == home
        assert ends[last] is None or day(ends[last]) == spells.ends[home]


@given(parts())
def test_joining_again_changes_nothing(given_parts):
    keys, starts, ends = given_parts
    once = bridge(keys, days(starts), days(ends))
    twice = bridge(once.keys, once.starts, once.ends)

    assert told(twice) == told(once)
    assert (twice.n_parts == 1).all()


@pytest.mark.parametrize(("start", "n_spells"), [(44, 1), (45, 2)])
def test_fourteen_days_are_bridged_and_fifteen_are_not(start, n_spells):
    assert bridge([1, 1], days([0, start]), days([30, 90])).starts.size == n_spells


def test_another_key_is_another_spell():
    assert bridge(["a", "b"], days([0, 31]), days([30, 60])).starts.size == 2


def test_a_short_spell_inside_a_long_one_does_not_end_it():
    spells = bridge([1, 1, 1], days([0, 10, 95]), days([90, 20, 120]))

    assert told(spells) == [(1, 0, 120)]
    assert spells.last.tolist() == [2]


def test_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="number 1 starts on 2024-04-06"):
        bridge([1, 2], days([0, 5]), days([3, 4]))
    with pytest.raises(ValueError, match="1 starts are missing"):
        bridge([1], days([None]), days([4]))
    with pytest.raises(ValueError, match="one and the same"):
        bridge([1, 2], days([0]), days([3]))
