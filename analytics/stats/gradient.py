"""How a share changes along an order of groups, from one end to the other."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analytics.stats.rates import CONFIDENCE

LEAST_GROUPS = 3  # under which a straight line has nothing to be straight through


class Slope(NamedTuple):
    """A difference from the first end of the order to the last, with its interval."""

    difference: float
    lower: float
    upper: float


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
    place = (np.cumsum(n) - n / 2) / n.sum()
    from_middle = place - (n @ place) / n.sum()
    weight = n * from_middle / (n @ from_middle**2)
    slope = float(weight @ y)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    half = z * float(np.sqrt(weight**2 @ v))
    return Slope(slope, slope - half, slope + half)
