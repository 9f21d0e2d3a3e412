"""A level that steps, a drift that fades, and wobble: every mixture of the three."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import t

DAMPING = 0.9  # of a drift, from one point to the next: none goes on for ever
LEVEL_SHARES = (np.arange(12) + 0.5) / 12  # of the wobble that stays in the level
DRIFTS = (0.0, 0.3, 1.0, 3.0)  # size of a drift, in sizes of the level's steps

Values = NDArray[np.float64]


class Points(NamedTuple):
    """The points ahead by each mixture: t distributions, weighted.

    Attributes
    ----------
    weights : ndarray of shape (n_mixtures,), adding up to 1
    means, scales : ndarray of shape (n_mixtures, ahead), unit of the series
    freedom : int, degrees of freedom of all of them
    """

    weights: Values
    means: Values
    scales: Values
    freedom: int


class _Model(NamedTuple):
    """A level that steps and a drift that fades: one entry for each kind of series."""

    wobble: Values  # variance of a value about the level, in parts of 1
    step: Values  # variance of a step of the level
    push: Values  # variance of what is new in the drift


def _models() -> _Model:
    share, drift = (each.ravel() for each in np.meshgrid(LEVEL_SHARES, DRIFTS))
    return _Model(1 - share, share, share * drift**2 * (1 - DAMPING**2))


def points_ahead(series: Values, ahead: int) -> Points:
    """Run every mixture of level, drift and wobble through a series, and on.

    Parameters
    ----------
    series : ndarray of shape (n,), any one unit
        Two values or more that differ; NaN where there is none.
    ahead : int, points

    Returns
    -------
    Points

    Notes
    -----
    A Kalman filter for all mixtures at once. The size of all wobble is integrated out,
    hence t. The level is unknown at first: the first value teaches it and judges
    nothing.

    References
    ----------
    .. [1] Harvey, A. C. (1989), as in `forecast`.

    Examples
    --------
    >>> points_ahead(np.array([1.0, 2, 1, 2, 1, 2]), 3).means.shape
    (48, 3)
    """
    model = _models()
    n = model.step.size
    first = int(np.flatnonzero(np.isfinite(series))[0])
    level, drift = np.full(n, series[first]), np.zeros(n)
    p_level, p_both = model.wobble.copy(), np.zeros(n)
    p_drift = model.push / (1 - DAMPING**2)
    logs, squares, judged = np.zeros(n), np.zeros(n), 0
    means, scales = np.empty((n, ahead)), np.empty((n, ahead))
    for i in range(first + 1, series.size + ahead):
        level, drift = level + drift, DAMPING * drift
        p_level = p_level + 2 * p_both + p_drift + model.step
        p_both = DAMPING * (p_both + p_drift)
        p_drift = DAMPING**2 * p_drift + model.push
        spread = p_level + model.wobble
        if i >= series.size:
            means[:, i - series.size], scales[:, i - series.size] = level, spread
        elif np.isfinite(series[i]):
            miss = series[i] - level
            logs, squares = logs - np.log(spread) / 2, squares + miss**2 / spread
            judged += 1
            gain_level, gain_drift = p_level / spread, p_both / spread
            level, drift = level + gain_level * miss, drift + gain_drift * miss
            p_drift = p_drift - gain_drift * p_both
            p_both = p_both - gain_level * p_both
            p_level = p_level - gain_level * p_level
    fit = logs - judged / 2 * np.log(squares)
    weights = np.exp(fit - fit.max())
    unit = squares[:, None] / judged
    return Points(weights / weights.sum(), means, np.sqrt(scales * unit), judged)


def mixture_quantile(q: float, points: Points, which: int) -> float:
    """Find a quantile of a point ahead over all mixtures.

    Parameters
    ----------
    q : float, share below
    points : Points
    which : int
        0 for the next point.

    Returns
    -------
    float, unit of the series

    Examples
    --------
    >>> one = Points(np.ones(1), np.array([[5.0]]), np.array([[2.0]]), 10_000)
    >>> round(mixture_quantile(0.975, one, 0), 2)
    8.92
    """
    means, scales = points.means[:, which], points.scales[:, which]
    each = means + scales * t.ppf(q, points.freedom)
    low, high = float(each.min()), float(each.max())
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return high

    def beyond(x: float) -> float:
        return float(points.weights @ t.cdf((x - means) / scales, points.freedom)) - q

    return float(brentq(beyond, low, high, xtol=1e-9 * (high - low)))
