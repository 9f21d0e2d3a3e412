"""Shrunk scores, against plain integration over the prior and their own laws."""

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import betainc, betaln, expit, gammainc, gammaln

from analytics.stats.scores import chance_of_rank
from analytics.stats.shrinkage import beta_binomial, gamma_poisson, log_normal

EVENTS = np.array([10, 80, 60, 70, 11, 3])
TRIALS = np.array([10, 100, 100, 100, 20, 8])
YEARS = np.array([4.0, 30, 50, 60, 8, 2])
COSTS = np.array([300.0, 310, 250, 305, 420, 280])
ERRORS = np.array([0.05, 0.1, 0.1, 0.2, 0.1, 0.05])


def harmonic(sizes):
    return len(sizes) / sum(1 / size for size in sizes)


def rng():
    return np.random.default_rng(7)


def averaged(value, log_weight, low, high):
    """Average over the prior's middle and pull by plain quadrature."""
    pulls = (np.arange(60) + 0.5) / 60
    middles = np.linspace(low, high, 121)
    weight = np.array([[log_weight(m, b) for b in pulls] for m in middles])
    weight = np.exp(weight - weight.max())
    values = np.array([[value(m, b) for b in pulls] for m in middles])
    top = integrate.simpson((weight * values).sum(axis=1), x=middles)
    return top / integrate.simpson(weight.sum(axis=1), x=middles)


@pytest.mark.parametrize("unit", [0, 4])
def test_shares_agree_with_integration(unit):
    found = beta_binomial(EVENTS, TRIALS, rng=rng(), least=1)

    def prior(m, pull):
        strength = harmonic(TRIALS) * pull / (1 - pull)
        return strength * expit(m), strength * expit(-m)

    def weight(m, pull):
        a, b = prior(m, pull)
        fit = betaln(a + EVENTS, b + TRIALS - EVENTS) - betaln(a, b)
        return fit.sum() + np.log(expit(m) * expit(-m)) / 2

    def below(end):
        def chance(m, pull):
            a, b = prior(m, pull)
            return betainc(a + EVENTS[unit], b + TRIALS[unit] - EVENTS[unit], end)

        return averaged(chance, weight, -3, 6)

    assert below(found.lower[unit]) == pytest.approx(0.025, abs=0.008)
    assert below(found.middle[unit]) == pytest.approx(0.5, abs=0.03)
    assert below(found.upper[unit]) == pytest.approx(0.975, abs=0.008)


def test_rates_agree_with_integration():
    found = gamma_poisson(EVENTS, YEARS, rng=rng(), least=1)

    def weight(m, pull):
        rate = harmonic(YEARS) * pull / (1 - pull)
        shape = rate * np.exp(m)
        fit = gammaln(shape + EVENTS) - gammaln(shape) + shape * np.log(rate)
        return (fit - (shape + EVENTS) * np.log(rate + YEARS)).sum() + m / 2

    def chance(m, pull):
        rate = harmonic(YEARS) * pull / (1 - pull)
        shape = rate * np.exp(m) + EVENTS[0]
        return gammainc(shape, found.upper[0] * (rate + YEARS[0]))

    assert averaged(chance, weight, -4, 5) == pytest.approx(0.975, abs=0.008)


def test_costs_agree_with_integration():
    found = log_normal(COSTS, ERRORS, [20] * 6, rng=rng())
    y, var = np.log(COSTS), ERRORS**2

    def between(pull):
        return harmonic(var) * (1 - pull) / pull

    def weight(m, pull):
        return stats.norm.logpdf(y, m, np.sqrt(var + between(pull))).sum()

    def chance(m, pull):
        keep = between(pull) / (between(pull) + var[4])
        return stats.norm.cdf(
            np.log(found.lower[4]), m + keep * (y[4] - m), np.sqrt(keep * var[4])
        )

    assert averaged(chance, weight, 5, 6.4) == pytest.approx(0.025, abs=0.008)


@pytest.mark.parametrize(
    "found",
    [
        beta_binomial(EVENTS, TRIALS, rng=rng()),
        gamma_poisson(EVENTS, YEARS, rng=rng(), least=4),
        log_normal(COSTS, ERRORS, TRIALS, rng=rng()),
    ],
    ids=["share", "rate", "cost"],
)
def test_below_the_least_number_there_is_no_score(found):
    assert np.isnan(found.middle).tolist() == [False] * 5 + [True]
    assert np.isnan(found.chance_of_rank[5]).all()
    assert found.chance_of_rank.shape == (6, 5)
    assert found.chance_of_rank[:5].sum(axis=0) == pytest.approx(1)
    assert found.chance_of_rank[:5].sum(axis=1) == pytest.approx(1)
    assert np.isfinite(found.raw).all()


def test_scores_lie_between_the_raw_one_and_the_group():
    found = beta_binomial(EVENTS, TRIALS, rng=rng(), least=1)
    pooled = EVENTS.sum() / TRIALS.sum()

    assert found.middle[0] < found.raw[0]
    assert found.middle[5] > found.raw[5]
    moved = np.abs(found.middle - found.raw)
    assert moved[5] > 3 * moved[1]
    assert pooled < found.middle[0] < 1
    assert (found.lower < found.middle).all()
    assert (found.middle < found.upper).all()


def test_units_alike_are_drawn_together_and_strangers_are_not():
    alike = beta_binomial([30, 31, 29, 30, 30, 31], [100] * 6, rng=rng())
    strangers = beta_binomial([2, 98, 50, 10, 90, 70], [100] * 6, rng=rng())

    assert np.ptp(alike.middle) < 0.6 * np.ptp(alike.raw)
    assert np.ptp(strangers.middle) > 0.95 * np.ptp(strangers.raw)
    assert strangers.chance_of_rank[1, 0] > 0.95
    assert alike.chance_of_rank[1, 0] < 0.4


def test_nobody_scored_nothing_is_no_error():
    assert (beta_binomial([0] * 5, [50] * 5, rng=rng()).upper < 0.08).all()
    assert (gamma_poisson([0] * 5, [50] * 5, rng=rng(), least=1).upper < 0.08).all()


def test_a_unit_without_answers_has_neither_raw_nor_score():
    found = beta_binomial([0, *EVENTS], [0, *TRIALS], rng=rng())

    assert np.isnan([found.raw[0], found.middle[0]]).all()


@pytest.mark.parametrize(
    "found",
    [
        beta_binomial([9, 8, 7, 6, 0], [20, 20, 20, 20, 0], rng=rng()),
        gamma_poisson([9, 8, 7, 6], [20] * 4, rng=rng(), least=1),
        log_normal(COSTS[:4], ERRORS[:4], [20] * 4, rng=rng()),
    ],
)
def test_fewer_than_five_units_have_no_scores(found):
    assert np.isnan(found.middle).all()


def test_the_same_seed_gives_the_same_scores():
    one, other = (beta_binomial(EVENTS, TRIALS, rng=rng()) for _ in range(2))

    assert (one.upper[:5] == other.upper[:5]).all()


def test_ranks_are_counted():
    draws = np.random.default_rng(1).normal([0, 1, 5], 1, (20_000, 3))
    chances = chance_of_rank(draws)

    assert chances[2, 0] == pytest.approx(1, abs=0.005)
    assert chances[1, 1] == pytest.approx(stats.norm.cdf(1 / np.sqrt(2)), abs=0.02)


def test_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="more events than trials"):
        beta_binomial([3], [2], rng=rng())
    with pytest.raises(ValueError, match="missing or below 0"):
        beta_binomial([np.nan], [2], rng=rng())
    with pytest.raises(ValueError, match="must be the same"):
        gamma_poisson([3], [2, 4], rng=rng(), least=1)
    with pytest.raises(ValueError, match="without exposure"):
        gamma_poisson([3], [0], rng=rng(), least=1)
    with pytest.raises(ValueError, match="not above 0"):
        log_normal([0.0], [0.1], [20], rng=rng())
    with pytest.raises(ValueError, match="must be the same"):
        log_normal([1.0], [0.1, 0.2], [20], rng=rng())
