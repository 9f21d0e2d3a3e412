"""The log-rank test, against lifelines and, with late entry, plain counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.statistics import multivariate_logrank_test
from scipy.stats import chi2

from analytics.stats.log_rank import log_rank


def lives(seed, n=60, n_groups=3, late=False):
    rng = np.random.default_rng(seed)
    entries = rng.integers(0, 5, n) if late else np.zeros(n)
    exits = entries + rng.integers(1, 9, n)
    return exits, rng.random(n) < 0.7, rng.integers(0, n_groups, n), entries


# lifelines calls pandas in a way that pandas 4 will refuse.
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
@given(st.integers(0, 10_000), st.integers(2, 4))
def test_agrees_with_lifelines(seed, n_groups):
    exits, ended, groups, _ = lives(seed, n_groups=n_groups)
    theirs = multivariate_logrank_test(exits, groups, ended)
    ours = log_rank(exits, ended, groups)

    assert ours.statistic == pytest.approx(theirs.test_statistic, abs=1e-9)
    assert ours.p_value == pytest.approx(theirs.p_value, abs=1e-9)
    assert ours.freedom == n_groups - 1


@given(st.integers(0, 10_000))
def test_late_entry_agrees_with_counting_day_by_day(seed):
    exits, ended, groups, entries = lives(seed, n_groups=2, late=True)
    surplus = spread = 0.0
    for day in range(1, 14):
        at_risk = (entries < day) & (day <= exits)
        now = at_risk & ended & (exits == day)
        n, d, own = at_risk.sum(), now.sum(), (at_risk & (groups == 0)).sum()
        if d and n > 1:
            surplus += (now & (groups == 0)).sum() - d * own / n
            spread += d * own / n * (1 - own / n) * (n - d) / (n - 1)

    found = log_rank(exits, ended, groups, entries=entries)
    assert found.statistic == pytest.approx(surplus**2 / spread)
    assert found.p_value == pytest.approx(chi2.sf(surplus**2 / spread, 1))


def test_groups_alike_are_called_different_no_more_often_than_said():
    found = [log_rank(*lives(seed, late=True)[:3]).p_value for seed in range(400)]
    late = []
    for seed in range(400):
        exits, ended, groups, entries = lives(seed, late=True)
        late.append(log_rank(exits, ended, groups, entries=entries).p_value)

    for each in (found, late):
        assert np.mean(np.array(each) < 0.05) == pytest.approx(0.05, abs=0.036)


def test_nothing_to_compare_is_no_difference():
    assert log_rank([1, 2, 3], [1, 1, 1], ["a"] * 3) == (0.0, 0, 1.0)
    assert log_rank([1, 2], [0, 0], ["a", "b"]) == (0.0, 0, 1.0)
    # Never watched at the same time.
    assert log_rank([2, 9], [1, 1], ["a", "b"], entries=[0, 5]).p_value == 1.0


def test_refuses_groups_of_another_shape():
    with pytest.raises(ValueError, match="one and the same"):
        log_rank([1, 2], [1, 1], ["a"])
