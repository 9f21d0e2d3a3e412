"""What a place would count had it only its own mix of people, and no way of its own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from analytics.stats.rates import LEAST_EXPECTED

Values = NDArray[np.float64]


class Expected(NamedTuple):
    """What each place would count at the shares of all places together.

    Attributes
    ----------
    events : array of shape (n_places,), people
    variance : array of shape (n_places,), people squared
        Of that count by luck alone: a sum of binomials, one for each stratum.
    """

    events: Values
    variance: Values


def indirectly(events: ArrayLike, trials: ArrayLike) -> Expected:
    """Expect of each place what its people would do at everybody's shares.

    Parameters
    ----------
    events, trials : array_like of shape (n_places, n_strata), people
        Those counted, and those among whom they were. All places together are the
        standard, so leave none out.

    Returns
    -------
    Expected

    Raises
    ------
    ValueError
        If shapes differ, or events are missing, below 0 or above trials.

    Notes
    -----
    Expected and counted add up to the same over all places. A stratum of few people
    rests on those few, who then say little about where they live: shares that differ
    are drawn somewhat together by it.

    References
    ----------
    .. [1] Breslow, N. E. and Day, N. E. (1987). Statistical methods in cancer
       research II, chapter 2. IARC.

    Examples
    --------
    >>> found = indirectly([[8, 1], [4, 3]], [[10, 10], [10, 10]])
    >>> found.events.round(6), found.variance.round(6)
    (array([8., 8.]), array([4., 4.]))
    """
    k, n = np.asarray(events, float), np.asarray(trials, float)
    if k.ndim != 2 or k.shape != n.shape:
        raise ValueError(
            f"Shapes are {k.shape} and {n.shape}; both must be the same places by "
            "strata."
        )
    if not ((k >= 0) & (k <= n)).all():
        raise ValueError("events must be known and lie between 0 and trials.")
    everybody = n.sum(axis=0)
    share = k.sum(axis=0) / np.where(everybody > 0, everybody, 1.0)
    return Expected(n @ share, n @ (share * (1 - share)))


def people_worth(expected: ArrayLike, variance: ArrayLike, target: float) -> Values:
    """Return how many people of the common share tell as much as each place does.

    Parameters
    ----------
    expected, variance : array_like of shape (n,)
        As `indirectly` gives them.
    target : float, share
        Of all places together.

    Returns
    -------
    array of shape (n,), people
        So many that luck moves their share as far as it moves the standardised one,
        `target` times counted by expected. NaN where nothing is expected or nothing
        is left to luck.

    Raises
    ------
    ValueError
        If the target is not between 0 and 1.

    Examples
    --------
    >>> people_worth([4.0], [2.4], 0.4).round(6)
    array([10.])
    """
    if not 0 < target < 1:
        raise ValueError(f"target is {target}; a share between 0 and 1 is needed.")
    e, v = np.asarray(expected, float), np.asarray(variance, float)
    v = np.where((v > 0) & (e > 0), v, np.nan)
    worth: Values = (1 - target) / target * e**2 / v
    return worth


def chance_apart(events: ArrayLike, expected: ArrayLike, variance: ArrayLike) -> float:
    """Return how often luck alone would set places as far from what is expected.

    Parameters
    ----------
    events, expected, variance : array_like of shape (n,)
        Counted, and as `indirectly` gives them.

    Returns
    -------
    float
        The p-value of Pearson's chi-squared with n - 1 degrees of freedom. NaN with
        fewer than two places, or where fewer than 5 people are expected, or left to
        luck, in one.

    Notes
    -----
    Where every place expects the same share, the test of `rates.homogeneity`.

    Examples
    --------
    >>> round(chance_apart([56, 48], [48.53333, 55.46667], [14.88356, 17.00978]), 4)
    0.008
    """
    k, e, v = (np.asarray(each, float) for each in (events, expected, variance))
    if len(k) < 2 or not ((e >= LEAST_EXPECTED) & (v > 0)).all():
        return float("nan")
    return float(chdtrc(len(k) - 1, ((k - e) ** 2 / v).sum()))
