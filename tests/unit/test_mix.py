"""The mix some time on, against following everybody one by one; paces of few units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from scipy.linalg import expm

from analytics.stats.mix import exponentials, mix_after
from analytics.stats.pace import rate_draws

N = 2_000


@given(
    hnp.arrays(
        float,
        st.tuples(st.integers(1, 3), st.just(4), st.just(4)),
        elements=st.floats(-5, 5, width=32),
    )
)
def test_exponentials_are_those_of_scipy(matrices):
    found, expected = exponentials(matrices), expm(matrices)

    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-7)


def follow(rng, stock, rates, entries, newcomers, horizon):
    """Move each one by one, newcomers from the day that they come."""
    n_levels = len(entries)
    end = np.zeros(n_levels, int)

    def live(table, level, left):
        while level < n_levels:
            own = np.delete(table[level], level)
            goals = np.delete(np.arange(n_levels + 1), level)
            if own.sum() == 0:
                break
            left -= rng.exponential(1 / own.sum())
            if left < 0:
                break
            level = rng.choice(goals, p=own / own.sum())
        if level < n_levels:
            end[level] += 1

    for group, row in enumerate(stock):
        for level, number in enumerate(row):
            for _ in range(number):
                live(rates[group], level, horizon)
    for level, pace in enumerate(entries):
        for came in rng.uniform(0, horizon, rng.poisson(pace * horizon)):
            live(newcomers, level, horizon - came)
    return end


def test_agrees_with_following_everybody():
    rng = np.random.default_rng(7)
    stock = np.array([[2, 3, 6], [1, 4, 2]])
    rates = rng.uniform(0, 0.8, (2, 3, 4))
    newcomers, entries = rng.uniform(0, 0.8, (3, 4)), np.array([0.2, 1.0, 3.0])
    drawn = mix_after(
        stock,
        np.broadcast_to(rates, (N, 2, 3, 4)),
        np.broadcast_to(entries, (N, 3)),
        np.broadcast_to(newcomers, (N, 3, 4)),
        rng=rng,
        horizon=1.5,
    )
    slow = np.array(
        [follow(rng, stock, rates, entries, newcomers, 1.5) for _ in range(N)]
    )

    for level in range(3):
        error = np.hypot(drawn[:, level].std(), slow[:, level].std()) / np.sqrt(N)
        apart = abs(drawn[:, level].mean() - slow[:, level].mean())
        assert apart < 4 * error
        spreads = drawn[:, level].std() / slow[:, level].std()
        assert spreads == pytest.approx(1, abs=0.08)


def test_where_nobody_leaves_or_comes_none_is_lost_or_made():
    rng = np.random.default_rng(1)
    rates = rng.uniform(0, 2, (500, 2, 3, 4))
    rates[..., 3] = 0
    stock = [[5, 0, 9], [1, 1, 1]]
    drawn = mix_after(stock, rates, np.zeros((500, 3)), rates[:, 0], rng=rng)

    assert (drawn.sum(axis=1) == 17).all()


def test_what_stands_for_staying_is_not_looked_at():
    rates = np.full((50, 1, 2, 3), 0.3)
    other = rates.copy()
    other[:, 0, [0, 1], [0, 1]] = 99
    drawn = [
        mix_after(
            [[9, 9]], each, np.ones((50, 2)), each[:, 0], rng=np.random.default_rng(3)
        )
        for each in (rates, other)
    ]

    np.testing.assert_array_equal(*drawn)


def test_the_mix_says_what_is_wrong():
    rng, rates = np.random.default_rng(1), np.ones((5, 1, 2, 3))
    with pytest.raises(ValueError, match=r"entries has shape \(5, 3\)"):
        mix_after([[1, 1]], rates, np.ones((5, 3)), rates[:, 0], rng=rng)
    with pytest.raises(ValueError, match="rates is missing or below 0"):
        mix_after([[1, 1]], -rates, np.ones((5, 2)), rates[:, 0], rng=rng)


def test_few_units_share_one_pace():
    drawn = rate_draws(
        [3, 0, 1], [10.0, 4.0, 6.0], rng=np.random.default_rng(1), n=50_000
    )
    ends = np.quantile(drawn[:, 0], [0.1, 0.5, 0.9])

    assert (drawn == drawn[:, :1]).all()
    assert ends == pytest.approx(
        stats.gamma.ppf([0.1, 0.5, 0.9], 4.5, scale=1 / 20), rel=0.02
    )


def test_many_units_are_drawn_to_the_group_by_their_time():
    k, t = [0, 2, 10, 8, 30, 0], [0.5, 10, 40, 40, 100, 20]
    drawn = rate_draws(k, t, rng=np.random.default_rng(1), n=20_000)
    middle = np.median(drawn, axis=0)

    # Half a year without a move says little; twenty years say something.
    assert 0.1 < middle[0] < 0.35
    assert middle[5] < middle[0]
    assert middle[4] == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize(
    ("k", "t", "said"),
    [
        ([1], [0.0], "events without exposure"),
        ([0, 0], [0.0, 0.0], "No unit has any exposure"),
        ([1, 2], [1.0], "must be the same"),
        ([-1], [1.0], "missing or below 0"),
        ([1], [np.nan], "missing or below 0"),
    ],
)
def test_a_pace_says_what_is_wrong(k, t, said):
    with pytest.raises(ValueError, match=said):
        rate_draws(k, t, rng=np.random.default_rng(1), n=10)
