"""Scores of small units, drawn to the group by as much as luck could explain."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln, expit, logit

from analytics.stats.hyper import drawn_priors
from analytics.stats.pace import ENOUGH_UNITS, WIDE, counts_among, rate_draws, typical
from analytics.stats.rates import CONFIDENCE
from analytics.stats.scores import Shrunk, no_scores, scores

LEAST = 10  # answers, cases or packages: under this a unit has no score
N_DRAWS = 4_000

Values = NDArray[np.float64]


def beta_binomial(
    events: ArrayLike,
    trials: ArrayLike,
    *,
    rng: np.random.Generator,
    least: int = LEAST,
    confidence: float = CONFIDENCE,
) -> Shrunk:
    """Score units by a share, each drawn to the group as its size demands.

    Parameters
    ----------
    events, trials : array_like of shape (n,), people
    rng : Generator
    least : int, trials
        Units with fewer teach the prior but have no score.
    confidence : float, share

    Returns
    -------
    Shrunk
        Shares.

    Raises
    ------
    ValueError
        If shapes differ, or events are missing, below 0 or above trials.

    Notes
    -----
    Shares come from Beta(k m, k (1 - m)). A plain empirical Bayes would fix m and k at
    their estimates and give intervals too short, most of all with few units; here their
    own doubt is carried along (m by Jeffreys, the pull k / (k + typical trials)
    uniform). Where fewer than 5 units have answers there is no score at all.
    Not where units serve people who differ in what is scored: adjust first.

    References
    ----------
    .. [1] Morris, C. N. (1983). Parametric empirical Bayes inference. JASA, 78(381),
       47-55.
    .. [2] Christiansen, C. L. and Morris, C. N. (1997). Hierarchical Poisson regression
       modeling. JASA, 92(438), 618-632: the uniform pull.
    .. [3] Goldstein, H. and Spiegelhalter, D. J. (1996). League tables and their
       limitations. JRSS A, 159(3), 385-409: the chance of a rank.

    Examples
    --------
    Ten of ten is drawn a long way; 95 of 100 hardly.

    >>> rng = np.random.default_rng(1)
    >>> found = beta_binomial([10, 95, 60, 70, 11], [10, 100, 100, 100, 20], rng=rng)
    >>> found.middle.round(1)
    array([0.9, 0.9, 0.6, 0.7, 0.6])
    """
    k, n = counts_among(events, trials)
    if (k > n).any():
        raise ValueError("A unit has more events than trials.")
    seen = n > 0

    def prior(middle: Values, pull: Values) -> tuple[Values, Values]:
        strength = typical(n[seen]) * pull / (1 - pull)
        share = expit(middle)
        return strength * share, strength * (1 - share)

    def weight(middle: Values, pull: Values) -> Values:
        a, b = prior(middle, pull)
        each = betaln(a + k[seen], b + (n - k)[seen]) - betaln(a, b)
        jeffreys = np.log(expit(middle) * expit(-middle)) / 2
        return (each.sum(axis=-1, keepdims=True) + jeffreys)[..., 0]

    raw = np.divide(k, n, out=np.full(n.shape, np.nan), where=seen)
    if seen.sum() < ENOUGH_UNITS:
        return no_scores(raw)
    about = float(logit((k.sum() + 0.5) / (n.sum() + 1)))
    found = drawn_priors(weight, (about - WIDE, about + WIDE), rng, N_DRAWS)
    a, b = prior(*found)
    return scores(raw, rng.beta(a + k, b + n - k), n >= least, confidence)


def gamma_poisson(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    rng: np.random.Generator,
    least: float,
    confidence: float = CONFIDENCE,
) -> Shrunk:
    """Score units by a rate, each drawn to the group as its exposure demands.

    Parameters
    ----------
    events : array_like of shape (n,), events
    exposure : array_like of shape (n,), years or any other time
    rng : Generator
    least : float, unit of the exposure
        Units with less teach the prior but have no score.
    confidence : float, share

    Returns
    -------
    Shrunk
        Events for each unit of exposure.

    Raises
    ------
    ValueError
        If shapes differ, or a number is missing or below 0, or there are events
        without exposure.

    Notes
    -----
    Rates come from Gamma(k m, k); otherwise as `beta_binomial`.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> found = gamma_poisson(
    ...     [0, 2, 3, 40, 1], [2, 20, 30, 100, 9], rng=rng, least=5
    ... )
    >>> found.middle.round(2)
    array([ nan, 0.13, 0.12, 0.38, 0.15])
    """
    k, t = counts_among(events, exposure)
    seen = t > 0
    raw = np.divide(k, t, out=np.full(t.shape, np.nan), where=seen)
    if (k[~seen] > 0).any():
        raise ValueError("A unit has events without exposure.")
    if seen.sum() < ENOUGH_UNITS:
        return no_scores(raw)
    draws = rate_draws(k, t, rng=rng, n=N_DRAWS)
    return scores(raw, draws, t >= least, confidence)


def log_normal(
    values: ArrayLike,
    log_standard_errors: ArrayLike,
    counts: ArrayLike,
    *,
    rng: np.random.Generator,
    least: int = LEAST,
    confidence: float = CONFIDENCE,
) -> Shrunk:
    """Score units by a cost, drawn to the group on the log scale.

    Parameters
    ----------
    values : array_like of shape (n,), £ or any unit above 0
        Typical cost of each unit: exp of the mean of the logs.
    log_standard_errors : array_like of shape (n,), log units
    counts : array_like of shape (n,), packages
        What each value rests on.
    rng : Generator
    least : int, packages
        Units with fewer teach the prior but have no score.
    confidence : float, share

    Returns
    -------
    Shrunk
        In the unit of the values.

    Raises
    ------
    ValueError
        If shapes differ, or a value or standard error is missing or not above 0.

    Notes
    -----
    Logs come from Normal(m, t2), with the pull s2 / (s2 + t2) uniform and m flat;
    standard errors are taken as known, so give them from units of no fewer than
    `least` packages or pooled over units. Otherwise as `beta_binomial`.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> found = log_normal([300, 310, 290, 305, 600], [0.1] * 5, [20] * 5, rng=rng)
    >>> bool(found.middle[4] < 600), bool(found.middle[2] > 290)
    (True, True)
    """
    value, error, n = (
        np.asarray(a, float) for a in (values, log_standard_errors, counts)
    )
    if value.ndim != 1 or not value.shape == error.shape == n.shape:
        raise ValueError(
            f"Shapes are {value.shape}, {error.shape} and {n.shape}; they must be the "
            "same."
        )
    if not ((value > 0) & (error > 0) & np.isfinite(value + error)).all():
        raise ValueError("A value or standard error is missing or not above 0.")
    y, variance = np.log(value), error**2
    if y.size < ENOUGH_UNITS:
        return no_scores(value)

    def between(pull: Values) -> Values:
        return typical(variance) * (1 - pull) / pull

    def weight(middle: Values, pull: Values) -> Values:
        total = variance + between(pull)
        fit: Values = -((y - middle) ** 2 / total + np.log(total)).sum(axis=-1) / 2
        return fit

    reach = 10 * float(y.std() + error.max())
    found = drawn_priors(weight, (y.mean() - reach, y.mean() + reach), rng, N_DRAWS)
    keep = between(found.pull) / (variance + between(found.pull))
    noise = np.sqrt(keep * variance) * rng.standard_normal(keep.shape)
    draws = found.middle + keep * (y - found.middle) + noise
    return scores(value, np.exp(draws), n >= least, confidence)
