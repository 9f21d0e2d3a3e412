"""Shares of people, and how far chance alone could move them."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

CONFIDENCE = 0.95
LEAST_EXPECTED = 5  # people in a cell, under which chi-squared is not to be trusted


class Interval(NamedTuple):
    """A lower and an upper end, in the unit of what they bound."""

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def wilson_interval(
    events: ArrayLike, trials: ArrayLike, *, confidence: float = CONFIDENCE
) -> Interval:
    """Bound a share by Wilson's score interval.

    Parameters
    ----------
    events : array_like of shape (n,), people
        NaN where not known.
    trials : array_like of shape (n,), people
        Those among whom the events were counted; NaN where not known.
    confidence : float, share
        Chance that the interval holds the truth.

    Returns
    -------
    Interval
        Ends between 0 and 1, shape (n,); NaN where a count is not known or trials is 0.

    Raises
    ------
    ValueError
        If events are below 0 or above trials.

    Notes
    -----
    Says how much a place of this size would differ by luck. A count of everyone has no
    sampling error: do not call it that.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and
       statistical inference. JASA, 22(158), 209-212.

    Examples
    --------
    >>> lower, upper = wilson_interval([81], [263])
    >>> lower.round(4), upper.round(4)
    (array([0.2553]), array([0.3662]))
    """
    k, n = (np.asarray(counts, float) for counts in (events, trials))
    if ((k < 0) | (k > n)).any():
        raise ValueError("events must lie between 0 and trials.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    n = np.where(n > 0, n, np.nan)
    share = k / n
    centre = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    # At 0 and at n the ends are exactly 0 and 1; arithmetic alone misses by 1e-17.
    lower = np.where(k == 0, 0.0 * n, (centre - half) / scale)
    upper = np.where(k == n, 1.0, (centre + half) / scale)
    return Interval(lower, upper)


def difference_interval(
    events: ArrayLike,
    trials: ArrayLike,
    other_events: ArrayLike,
    other_trials: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Bound the difference between two shares by Newcombe's hybrid score interval.

    Parameters
    ----------
    events, trials : array_like of shape (n,), people
        The first share.
    other_events, other_trials : array_like of shape (n,), people
        The share taken away from it.
    confidence : float, share
        Chance that the interval holds the truth.

    Returns
    -------
    Interval
        Ends between -1 and 1, shape (n,); NaN where a count is not known.

    Raises
    ------
    ValueError
        If events are below 0 or above trials.

    Notes
    -----
    Two shares are too close to call when 0 lies inside. Whether two single intervals
    overlap is a stricter question, and the wrong one: shares can differ though their
    intervals touch.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between
       independent proportions. Statistics in Medicine, 17(8), 873-890, method 10.

    Examples
    --------
    >>> lower, upper = difference_interval([56], [70], [48], [80])
    >>> lower.round(4), upper.round(4)
    (array([0.0524]), array([0.3339]))
    """
    low, high = wilson_interval(events, trials, confidence=confidence)
    other = wilson_interval(other_events, other_trials, confidence=confidence)
    first = _share(events, trials)
    second = _share(other_events, other_trials)
    gap = first - second
    return Interval(
        gap - np.hypot(first - low, other.upper - second),
        gap + np.hypot(high - first, second - other.lower),
    )


def homogeneity(events: ArrayLike, trials: ArrayLike) -> float:
    """Return how often shares would differ as much as these by chance alone.

    Parameters
    ----------
    events, trials : array_like of shape (n,), people
        Those counted, and those among whom they were, in each of n places.

    Returns
    -------
    float
        The p-value of Pearson's chi-squared test with n - 1 degrees of freedom. NaN
        where it cannot be trusted: fewer than two places, or fewer than 5 people
        expected with or without in one of them.

    Raises
    ------
    ValueError
        If a count is not known.

    References
    ----------
    .. [1] Cochran, W. G. (1954). Some methods for strengthening the common chi-squared
       tests. Biometrics, 10(4), 417-451.

    Examples
    --------
    >>> round(homogeneity([56, 48], [70, 80]), 4)
    0.008
    """
    k, n = (np.asarray(counts, float) for counts in (events, trials))
    if not (np.isfinite(k).all() and np.isfinite(n).all()):
        raise ValueError("events and trials must be known in every place.")
    if len(k) < 2:
        return float("nan")
    share = k.sum() / n.sum()
    expected = np.array([n * share, n * (1 - share)])
    if (expected < LEAST_EXPECTED).any():
        return float("nan")
    apart = ((np.array([k, n - k]) - expected) ** 2 / expected).sum()
    return float(chdtrc(len(k) - 1, apart))


def _share(events: ArrayLike, trials: ArrayLike) -> NDArray[np.float64]:
    n = np.asarray(trials, float)
    share: NDArray[np.float64] = np.asarray(events, float) / np.where(n > 0, n, np.nan)
    return share
