"""How a share changes along an order of groups, from one end to the other."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.stats.rates import CONFIDENCE

Values = NDArray[np.float64]
LEAST_GROUPS = 3  # under which a straight line has nothing to be straight through


class Slope(NamedTuple):
    """A difference from the first end of the order to the last, with its interval."""

    difference: float
    lower: float
    upper: float


def places_in_order(people: ArrayLike) -> Values:
    """Return the middle of each group's stretch of the order, from 0 to 1.

    Parameters
    ----------
    people : array_like of shape (n,), people
        In each group, in order.

    Returns
    -------
    array of shape (n,)

    Examples
    --------
    >>> places_in_order([10, 20, 70])
    array([0.05, 0.2 , 0.65])
    """
    n = np.asarray(people, float)
    places: Values = (np.cumsum(n) - n / 2) / n.sum()
    return places


def slope_index(
    shares: ArrayLike,
    variances: ArrayLike,
    people: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> Slope:
    """Fit the slope index of inequality: how far a share goes from end to end.

    Parameters
    ----------
    shares : array_like of shape (n,), share
        Of each group, in order.
    variances : array_like of shape (n,), share squared
        Of each share by luck alone.
    people : array_like of shape (n,), people
        In each group; they set how wide a stretch of the order it takes.
    confidence : float, share

    Returns
    -------
    Slope
        Shares; NaN with fewer than three groups with anybody in them.

    Raises
    ------
    ValueError
        If shapes differ, or a number of a group with people is missing.

    Notes
    -----
    Each group stands at the middle of its stretch of the order, from 0 to 1, and a
    straight line is fitted by least squares, weighted by people. The slope is a sum of
    the shares with fixed weights, so its variance follows from theirs and needs no
    model of what is left over.

    References
    ----------
    .. [1] Mackenbach, J. P. and Kunst, A. E. (1997). Measuring the magnitude of
       socio-economic inequalities in health. Social Science & Medicine, 44(6), 757-771.

    Examples
    --------
    >>> found = slope_index([0.3, 0.4, 0.5], [0.002] * 3, [100] * 3)
    >>> [round(each, 3) for each in found]
    [0.3, 0.114, 0.486]
    """
    y, v, n = (np.asarray(each, float) for each in (shares, variances, people))
    if not y.shape == v.shape == n.shape or y.ndim != 1:
        raise ValueError(
            f"Shapes are {y.shape}, {v.shape} and {n.shape}; they must be the same."
        )
    y, v, n = y[n > 0], v[n > 0], n[n > 0]
    if not np.isfinite(y + v).all():
        raise ValueError("shares and variances must be known of every group.")
    if len(y) < LEAST_GROUPS:
        return Slope(*[float("nan")] * 3)
    place = places_in_order(n)
    from_middle = place - (n @ place) / n.sum()
    weight = n * from_middle / (n @ from_middle**2)
    return _slope(float(weight @ y), float(weight**2 @ v), confidence)


def slope_within(
    events: ArrayLike, trials: ArrayLike, *, confidence: float = CONFIDENCE
) -> Slope:
    """Fit the slope index among people of one stratum, as all strata have it.

    Parameters
    ----------
    events, trials : array_like of shape (n_groups, n_strata), people
        Groups in order. Those counted, and those among whom they were.
    confidence : float, share

    Returns
    -------
    Slope
        Shares; NaN with fewer than three groups with anybody in them, or where no
        stratum has people in two of them.

    Raises
    ------
    ValueError
        If shapes differ, or events are missing, below 0 or above trials.

    Notes
    -----
    Least squares over every person with a level of its own for each stratum, so that
    what strata differ in cannot be taken for a slope. (The slope through shares that
    were standardised indirectly is drawn towards 0 where mixes change along the order.)
    The variance is that of binomials about the fitted shares.

    Examples
    --------
    >>> found = slope_within([[30, 10], [40, 20], [50, 30]], [[100, 50]] * 3)
    >>> round(found.difference, 3)
    0.4
    """
    k, n = np.asarray(events, float), np.asarray(trials, float)
    if k.ndim != 2 or k.shape != n.shape:
        raise ValueError(
            f"Shapes are {k.shape} and {n.shape}; both must be the same groups by "
            "strata."
        )
    if not ((k >= 0) & (k <= n)).all():
        raise ValueError("events must be known and lie between 0 and trials.")
    k, n = k[n.sum(axis=1) > 0], n[n.sum(axis=1) > 0]
    in_stratum = np.where(n.sum(axis=0) > 0, n.sum(axis=0), 1.0)
    place = places_in_order(n.sum(axis=1))[:, None] if len(n) else np.empty((0, 1))
    from_middle = place - (n * place).sum(axis=0) / in_stratum
    spread = float((n * from_middle**2).sum())
    if len(n) < LEAST_GROUPS or spread < 1e-12:
        return Slope(*[float("nan")] * 3)
    slope = float((from_middle * k).sum()) / spread
    fitted = np.clip(k.sum(axis=0) / in_stratum + slope * from_middle, 0, 1)
    # A stratum's own level is fitted to its people, which leaves them that much closer.
    few = in_stratum / np.maximum(in_stratum - 1, 1)
    variance = (n * from_middle**2 * fitted * (1 - fitted) * few).sum() / spread**2
    return _slope(slope, float(variance), confidence)


def _slope(slope: float, variance: float, confidence: float) -> Slope:
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    half = z * variance**0.5
    return Slope(slope, slope - half, slope + half)
