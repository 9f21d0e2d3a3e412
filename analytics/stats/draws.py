"""Draws of an assumption from its range: P10 to P90 of a lognormal or logit-normal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

# The standard normal's 90th percentile: a range runs from P10 to P90.
P90 = 1.2815515655446004


def lognormal_draws(
    value: float, low: float, high: float, rng: np.random.Generator, n: int
) -> NDArray[np.float64]:
    """Draw a positive quantity whose range is `low` to `high`.

    Parameters
    ----------
    value : float
        Its median, in its own unit.
    low, high : float
        Its P10 and P90, in the same unit; equal ends give the value itself.
    rng : Generator
        Where the randomness comes from; always n normal numbers are taken.
    n : int, draws

    Returns
    -------
    ndarray of shape (n,), in the unit of `value`

    Raises
    ------
    ValueError
        If not 0 < low <= value <= high.

    Notes
    -----
    Where the value is the geometric mean of its ends this is the lognormal. Elsewhere
    the two halves have each their own width, so that the median stays the value we
    state and both ends stay where we say.

    Examples
    --------
    >>> draws = lognormal_draws(10, 8, 13, np.random.default_rng(1), 100_000)
    >>> [round(float(each), 1) for each in np.quantile(draws, [0.1, 0.5, 0.9])]
    [8.0, 10.0, 13.0]
    """
    if not 0 < low <= value <= high:
        raise ValueError(
            f"A positive range needs 0 < low <= value <= high; it is {low}, {value}, "
            f"{high}."
        )
    middle, lower, upper = np.log([value, low, high])
    return np.exp(_halves(middle, lower, upper, rng, n))


def logit_normal_draws(
    value: float, low: float, high: float, rng: np.random.Generator, n: int
) -> NDArray[np.float64]:
    """Draw a share or chance whose range is `low` to `high`.

    Parameters
    ----------
    value : float, share
        Its median.
    low, high : float, shares
        Its P10 and P90; equal ends give the value itself.
    rng : Generator
        Where the randomness comes from; always n normal numbers are taken.
    n : int, draws

    Returns
    -------
    ndarray of shape (n,), shares between 0 and 1

    Raises
    ------
    ValueError
        If not 0 < low <= value <= high < 1.

    Examples
    --------
    >>> draws = logit_normal_draws(0.1, 0.02, 0.4, np.random.default_rng(1), 100_000)
    >>> [round(float(each), 2) for each in np.quantile(draws, [0.1, 0.5, 0.9])]
    [0.02, 0.1, 0.4]
    """
    if not 0 < low <= value <= high < 1:
        raise ValueError(
            f"A share's range needs 0 < low <= value <= high < 1; it is {low}, "
            f"{value}, {high}."
        )
    middle, lower, upper = logit([value, low, high])
    drawn: NDArray[np.float64] = expit(_halves(middle, lower, upper, rng, n))
    return drawn


def _halves(
    middle: float, lower: float, upper: float, rng: np.random.Generator, n: int
) -> NDArray[np.float64]:
    """Draw normals whose width below the middle may differ from that above it."""
    z = rng.standard_normal(n)
    below, above = (middle - lower) / P90, (upper - middle) / P90
    return middle + z * np.where(z < 0, below, above)
