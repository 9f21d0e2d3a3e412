"""How often things move in units alike, and how sure we are: draws of their rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from analytics.stats.exposure import JEFFREYS_EVENTS
from analytics.stats.hyper import drawn_priors

ENOUGH_UNITS = 5  # under this a group has no spread to learn from
WIDE = 14.0  # on the log scale: past any rate we could meet

Values = NDArray[np.float64]


def rate_draws(
    events: ArrayLike, exposure: ArrayLike, *, rng: np.random.Generator, n: int
) -> Values:
    """Draw the rates of units, each drawn to the group as its exposure demands.

    Parameters
    ----------
    events : array_like of shape (n_units,), events
    exposure : array_like of shape (n_units,), years or any other time
    rng : Generator
    n : int, draws

    Returns
    -------
    ndarray of shape (n, n_units), events for each unit of exposure
        Rows belong together: one row is one world.

    Raises
    ------
    ValueError
        If shapes differ, a number is missing or below 0, there are events without
        exposure, or no unit has any.

    Notes
    -----
    Rates come from Gamma(k m, k), with the doubt about m and k carried along (m by
    Jeffreys, the pull uniform, see `drawn_priors`). Where fewer than 5 units have
    exposure they are taken to share one rate: two or three cannot show how much such
    units differ.

    References
    ----------
    .. [1] Christiansen, C. L. and Morris, C. N. (1997). Hierarchical Poisson regression
       modeling. JASA, 92(438), 618-632.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> round(float(rate_draws([12], [47.0], rng=rng, n=100_000).mean()), 2)
    0.27
    """
    k, t = counts_among(events, exposure)
    if (k[t == 0] > 0).any():
        raise ValueError("A unit has events without exposure.")
    seen = t > 0
    if not seen.any():
        raise ValueError("No unit has any exposure.")
    if seen.sum() < ENOUGH_UNITS:
        pooled = rng.gamma(k.sum() + JEFFREYS_EVENTS, 1 / t.sum(), (n, 1))
        return np.broadcast_to(pooled, (n, k.size))

    def prior(middle: Values, pull: Values) -> tuple[Values, Values]:
        strength = typical(t[seen]) * pull / (1 - pull)
        return strength * np.exp(middle), strength

    def weight(middle: Values, pull: Values) -> Values:
        shape, rate = prior(middle, pull)
        after, time = shape + k[seen], rate + t[seen]
        each = gammaln(after) - gammaln(shape) + shape * np.log(rate)
        each = (each - after * np.log(time)).sum(axis=-1, keepdims=True)
        jeffreys = middle / 2
        return (each + jeffreys)[..., 0]

    about = float(np.log((k.sum() + 0.5) / t.sum()))
    found = drawn_priors(weight, (about - WIDE, about + WIDE), rng, n)
    shape, rate = prior(*found)
    return rng.gamma(shape + k, 1 / (rate + t))


def counts_among(events: ArrayLike, among: ArrayLike) -> tuple[Values, Values]:
    """Return counts of units and what they were counted in, or say what is wrong.

    Parameters
    ----------
    events, among : array_like of shape (n_units,)

    Returns
    -------
    tuple of two ndarray of shape (n_units,)

    Raises
    ------
    ValueError
        If shapes differ, or a number is missing or below 0.

    Examples
    --------
    >>> counts_among([1], [2.5])
    (array([1.]), array([2.5]))
    """
    k, n = np.asarray(events, float), np.asarray(among, float)
    if k.ndim != 1 or k.shape != n.shape:
        raise ValueError(f"Shapes are {k.shape} and {n.shape}; they must be the same.")
    if not ((k >= 0) & (n >= 0)).all():
        raise ValueError("A number of a unit is missing or below 0.")
    return k, n


def typical(sizes: Values) -> float:
    """Give the harmonic mean: small units set how much a typical one is pulled.

    Examples
    --------
    >>> typical(np.array([1.0, 3.0]))
    1.5
    """
    return float(1 / np.mean(1 / sizes))
