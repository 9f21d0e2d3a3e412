"""Survival curves, against lifelines, plain counting and a slow second version."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from analytics.stats.competing import aalen_johansen
from analytics.stats.risk import risk_table
from analytics.stats.survival import kaplan_meier


@st.composite
def watched(draw, *, n_causes=1, late=True, censored=True, most=30):
    """Make lives on few days, so that most times are tied."""
    n = draw(st.integers(1, most))
    entries = [draw(st.integers(0, 6)) if late else 0 for _ in range(n)]
    exits = [entry + draw(st.integers(1, 8)) for entry in entries]
    least = 0 if censored else 1
    causes = [draw(st.integers(least, n_causes)) for _ in range(n)]
    return np.array(entries), np.array(exits), np.array(causes)


def slow_incidence(entries, exits, causes, n_causes):
    """Walk through the days person by person, in fractions."""
    going, shares, rows = Fraction(1), [Fraction(0)] * n_causes, {}
    for day in range(int(max(exits)) + 1):
        lives = list(zip(entries, exits, causes, strict=True))
        at_risk = [life for life in lives if life[0] < day <= life[1]]
        ended = [cause for _, end, cause in at_risk if end == day and cause]
        if not ended:
            continue
        for cause in range(1, n_causes + 1):
            chance = Fraction(ended.count(cause), len(at_risk))
            shares[cause - 1] += going * chance
        going *= 1 - Fraction(len(ended), len(at_risk))
        rows[day] = (going, *shares)
    return rows


def matrix_variance(table, n_causes):
    """Find the variance by the product of transition matrices (Andersen, 4.4.17)."""
    size = n_causes + 1
    moved, cov, rows = np.eye(size), np.zeros((size**2, size**2)), []
    for n, events in zip(table.at_risk, table.events, strict=True):
        step = np.zeros((size, size))
        step[0] = [-events.sum() / n, *(events / n)]
        ended = events / n
        luck = np.zeros((size**2, size**2))
        spread = np.zeros((size, size))
        spread[1:, 1:] = (np.diag(ended) - np.outer(ended, ended)) / n
        spread[0, 1:] = spread[1:, 0] = -spread[1:, 1:].sum(axis=0)
        spread[0, 0] = spread[1:, 1:].sum()
        # Columns are stacked: entry (row 0, column j) stands at j x size.
        places = np.arange(size) * size
        luck[np.ix_(places, places)] = spread
        on = np.kron((np.eye(size) + step).T, np.eye(size))
        back = np.kron(np.eye(size), moved)
        cov = on @ cov @ on.T + back @ luck @ back.T
        moved = moved @ (np.eye(size) + step)
        rows.append([cov[j * size, j * size] for j in range(1, size)])
    return np.array(rows).reshape(-1, n_causes)


@given(st.one_of(watched(), watched(late=False)))
def test_kaplan_meier_agrees_with_lifelines(lives):
    entries, exits, ended = lives
    if entries.any():  # lifelines refuses a stretch in which nobody is watched
        entries, exits, ended = np.r_[entries, 0], np.r_[exits, 20], np.r_[ended, 0]
    fitted = KaplanMeierFitter().fit(exits, ended, entry=entries)
    curve = kaplan_meier(exits, ended, entries=entries)
    bounds = fitted.confidence_interval_.reindex(curve.times).to_numpy()

    theirs = fitted.survival_function_["KM_estimate"].reindex(curve.times)
    assert curve.survival == pytest.approx(theirs.to_numpy(), abs=1e-9)
    inside = (curve.survival > 0) & (curve.survival < 1)
    lower, upper = curve.log_log_interval()
    assert lower[inside] == pytest.approx(bounds[inside, 0], abs=1e-9)
    assert upper[inside] == pytest.approx(bounds[inside, 1], abs=1e-9)


def test_kaplan_meier_agrees_with_lifelines_on_many():
    rng = np.random.default_rng(4)
    entries = np.where(rng.random(2_000) < 0.4, rng.integers(0, 200, 2_000), 0)
    exits = entries + 1 + rng.geometric(0.004, 2_000)
    ended = rng.random(2_000) < 0.6
    fitted = KaplanMeierFitter().fit(exits, ended, entry=entries)
    curve = kaplan_meier(exits, ended, entries=entries)

    assert curve.at(np.arange(1, 900)) == pytest.approx(
        fitted.predict(np.arange(1, 900)).to_numpy(), abs=1e-9
    )
    assert curve.lasts().middle == fitted.median_survival_time_


@given(watched(n_causes=3))
def test_incidence_agrees_with_the_slow_and_obvious_way(lives):
    entries, exits, causes = lives
    slow = slow_incidence(*lives, 3)
    ends = aalen_johansen(exits, causes, entries=entries, n_causes=3)

    assert ends.times.tolist() == list(slow)
    rows = np.array([[float(part) for part in row] for row in slow.values()])
    assert np.column_stack([ends.survival, ends.incidence]) == pytest.approx(
        rows.reshape(-1, 4), abs=1e-12
    )


@given(watched(n_causes=2))
def test_the_variance_agrees_with_the_product_of_matrices(lives):
    entries, exits, causes = lives
    table = risk_table(exits, causes, entries=entries, n_causes=2)
    ends = aalen_johansen(exits, causes, entries=entries, n_causes=2)

    assert ends.variance == pytest.approx(matrix_variance(table, 2), abs=1e-12)


@given(watched(n_causes=3))
def test_ends_of_every_kind_and_the_living_add_up_to_one(lives):
    entries, exits, causes = lives
    ends = aalen_johansen(exits, causes, entries=entries)
    curve = kaplan_meier(exits, causes > 0, entries=entries)

    assert ends.incidence.sum(axis=1) + curve.survival == pytest.approx(1.0)
    assert (np.diff(ends.incidence, axis=0) >= 0).all()


@given(watched(late=False, censored=False, n_causes=2))
def test_when_all_is_seen_a_share_is_a_share(lives):
    _, exits, causes = lives
    ends = aalen_johansen(exits, causes, n_causes=2)
    days = np.arange(0, 12)
    counted = [[((exits <= d) & (causes == c)).mean() for c in (1, 2)] for d in days]

    assert ends.at(days) == pytest.approx(np.array(counted))
    share = ends.incidence
    assert ends.variance == pytest.approx(share * (1 - share) / exits.size)


@given(watched())
def test_one_cause_is_kaplan_meier_turned_over(lives):
    entries, exits, ended = lives
    curve = kaplan_meier(exits, ended, entries=entries)
    ends = aalen_johansen(exits, ended, entries=entries, n_causes=1)

    known = curve.survival > 0
    assert ends.incidence[:, 0] == pytest.approx(1 - curve.survival)
    assert ends.variance[known, 0] == pytest.approx(curve.variance[known], abs=1e-12)


@given(watched(n_causes=2), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(lives, dice):
    entries, exits, causes = lives
    order = list(range(exits.size))
    dice.shuffle(order)
    one = aalen_johansen(exits, causes, entries=entries, n_causes=2)
    other = aalen_johansen(
        exits[order], causes[order], entries=entries[order], n_causes=2
    )

    assert (one.incidence == other.incidence).all()


@given(watched(n_causes=2))
def test_intervals_hold_the_share_and_stay_between_0_and_1(lives):
    entries, exits, causes = lives
    ends = aalen_johansen(exits, causes, entries=entries, n_causes=2)
    lower, upper = ends.interval()
    inside = (ends.incidence > 0) & (ends.incidence < 1)
    share = ends.incidence[inside]

    assert (np.isnan(lower) == ~inside).all()
    assert (lower[inside] >= 0).all()
    assert (lower[inside] <= share + 1e-12).all()
    assert (share <= upper[inside] + 1e-12).all()
    assert (upper[inside] <= 1).all()


def test_late_entrants_are_not_counted_before_they_enter():
    # Watched from day 5: had it been counted from 0, day 3 would have had 3 at risk.
    curve = kaplan_meier([3, 4, 9], [1, 0, 1], entries=[0, 0, 5])

    assert curve.at_risk.tolist() == [2, 1]
    # Who enters on the day of an end was not watched before it.
    assert kaplan_meier([3, 9], [1, 1], entries=[0, 3]).at_risk.tolist() == [1, 1]


def test_a_length_that_was_not_reached_is_not_a_number_of_days():
    curve = kaplan_meier([2, 4, 6, 8], [1, 0, 0, 0])

    assert curve.lasts(0.5).middle == float("inf")
    assert curve.lasts(0.75).middle == 2
    assert curve.lasts(0.75).upper == float("inf")


def test_greenwoods_interval_is_the_textbooks():
    # Six of ten end at 1, four are seen till 2: a plain share of 0.4.
    curve = kaplan_meier([1] * 6 + [2] * 4, [1] * 6 + [0] * 4)
    half = 1.959964 * np.sqrt(0.4 * 0.6 / 10)

    assert curve.greenwood_interval().lower[0] == pytest.approx(0.4 - half)
    assert curve.greenwood_interval().upper[0] == pytest.approx(0.4 + half)
    gone = kaplan_meier([1, 2], [1, 1])
    assert np.isnan(gone.log_log_interval().upper[1])
    assert np.isnan(gone.greenwood_interval().upper[1])


def test_nobody_ended():
    curve = kaplan_meier([5, 6], [0, 0])

    assert curve.times.size == 0
    assert curve.at([1, 9]).tolist() == [1, 1]
    assert curve.lasts().middle == float("inf")


def test_the_interval_of_a_length_covers_its_middle():
    rng = np.random.default_rng(2)
    lasting = kaplan_meier(1 + rng.geometric(0.1, 80), rng.random(80) < 0.8).lasts()

    assert lasting.lower < lasting.middle < lasting.upper


@pytest.mark.parametrize(
    ("exits", "causes", "entries", "words"),
    [
        ([3, 4], [1], None, "one and the same"),
        ([3, 4], [1, 0], [0, 4], "number 1 enters at 4 and leaves at 4"),
        ([3, np.nan], [1, 0], None, "number 1"),
        ([3, 4], [1, 0], [-1, 0], "number 0"),
        ([3, 4], [1, 0.5], None, "whole numbers from 0 to 1"),
        ([3, 4], [1, -1], None, "whole numbers"),
    ],
)
def test_refuses_what_cannot_be(exits, causes, entries, words):
    with pytest.raises(ValueError, match=words):
        aalen_johansen(exits, causes, entries=entries)


def test_a_share_of_all_but_rounding_has_no_width_to_learn():
    # Shares do not add up to 1 exactly; what is missing has no width.
    exits = np.repeat(np.arange(1, 60), 3)
    ends = aalen_johansen(exits, np.ones(exits.size, int))
    lower, upper = ends.interval()

    assert ends.incidence[-1, 0] == pytest.approx(1.0)
    assert np.isnan([lower[-1, 0], upper[-1, 0]]).all()
    assert np.isfinite(lower[:-1]).all()
