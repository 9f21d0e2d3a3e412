"""The chance of an end by a time: against Aalen-Johansen, Jeffreys and counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.stats.competing import aalen_johansen
from analytics.stats.waits import chance_by

LIVES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 20), st.sampled_from([0, 1, 2])),
    min_size=1,
    max_size=25,
)


def world(lives):
    entries, lasted, causes = (np.array(each) for each in zip(*lives, strict=True))
    return entries, entries + lasted, causes


@given(LIVES, st.integers(1, 40))
def test_the_chance_is_that_of_aalen_and_johansen(lives, when):
    entries, exits, causes = world(lives)
    found = chance_by(exits, causes, [when], entries=entries, n_causes=2)
    curve = aalen_johansen(exits, causes, entries=entries, n_causes=2)

    if when > exits.max():
        assert np.isnan(found.chance).all()
        return
    assert found.chance == pytest.approx(curve.at([when]))
    assert (found.lower <= found.chance + 1e-12).all()
    assert (found.chance <= found.upper + 1e-12).all()


@given(LIVES, st.integers(1, 40))
def test_counts_agree_with_counting_one_by_one(lives, when):
    entries, exits, causes = world(lives)
    found = chance_by(exits, causes, [when], entries=entries, n_causes=2)

    def at_risk(time):
        return sum(e < time <= x for e, x in zip(entries, exits, strict=True))

    # Between whole days nobody comes or goes, so halves see every length of stay.
    looked = [day + part for day in range(when + 1) for part in (0, 0.5)]
    assert found.thinnest[0] == min(at_risk(t) for t in looked if 0 < t <= when)
    assert found.watched[0] == (entries < when).sum()
    for cause in (1, 2):
        ended = ((causes == cause) & (exits <= when)).sum()
        assert found.ended[0, cause - 1] == ended


@pytest.mark.parametrize("k", [0, 1, 5, 12, 20])
def test_where_everybody_is_watched_all_the_time_it_is_jeffreys_interval(k):
    n = 20
    exits = np.array([10.0] * k + [30.0] * (n - k))
    causes = np.array([1] * k + [0] * (n - k))
    found = chance_by(exits, causes, [10], n_causes=1, likely=(0.1, 0.9))
    lower, upper = stats.beta.ppf([0.1, 0.9], k + 0.5, n - k + 0.5)

    assert found.chance[0, 0] == k / n
    assert found.lower[0, 0] == pytest.approx(0 if k == 0 else lower)
    assert found.upper[0, 0] == pytest.approx(1 if k == n else upper)


def test_nobody_ended_yet_is_a_range_and_not_a_certainty():
    found = chance_by([100] * 4, [0] * 4, [50, 100], n_causes=1)

    assert (found.chance == 0).all()
    assert found.upper[0, 0] == pytest.approx(stats.beta.ppf(0.9, 0.5, 4.5))


def test_three_of_four_is_never_bare():
    found = chance_by([10, 10, 10, 90], [1, 1, 1, 0], [20], n_causes=1)

    assert found.chance[0, 0] == 0.75
    assert found.upper[0, 0] - found.lower[0, 0] > 0.4


def test_late_entry_shows_how_few_carry_the_start():
    # Nine enter at 200; before that one alone is watched.
    entries = [0] + [200] * 9
    found = chance_by(
        [400] * 10, [1] + [0] * 9, [100, 300], entries=entries, n_causes=1
    )

    assert found.thinnest.tolist() == [1, 1]
    assert found.watched.tolist() == [1, 10]


def test_says_what_is_wrong():
    with pytest.raises(ValueError, match="above 0"):
        chance_by([1], [1], [0], n_causes=1)
    with pytest.raises(ValueError, match="after its entry"):
        chance_by([1], [1], [2], entries=[1], n_causes=1)
