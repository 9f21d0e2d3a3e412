"""Whether many share a thing or few: Herfindahl's index, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from analytics.stats.rates import CONFIDENCE


@dataclass(frozen=True)
class Concentration:
    """How concentrated counts are, and how far chance alone could move that.

    Attributes
    ----------
    largest : share of the one that has most, 0 to 1
    index : Herfindahl's index without the upward bias of few cases, 0 to 1; 1 is one
    lower, upper : its interval; NaN where there is nothing to learn a width from
    effective : 1 / index: so many of one size would be as concentrated; NaN for 0
    effective_lower, effective_upper : its interval
    """

    largest: float
    index: float
    lower: float
    upper: float

    @property
    def effective(self) -> float:
        """Return how many of one size would be as concentrated."""
        return 1 / self.index if self.index > 0 else float("nan")

    @property
    def effective_lower(self) -> float:
        """Return the lower end: the upper end of the index turned over."""
        return 1 / self.upper if self.upper > 0 else float("nan")

    @property
    def effective_upper(self) -> float:
        """Return the upper end: the lower end of the index turned over."""
        return 1 / self.lower if self.lower > 0 else float("nan")


def concentration(
    counts: ArrayLike, *, confidence: float = CONFIDENCE
) -> Concentration:
    """Measure how few share a number of cases.

    Parameters
    ----------
    counts : array_like of shape (n,), cases of each
    confidence : float, share

    Returns
    -------
    Concentration

    Raises
    ------
    ValueError
        If a count is missing or below 0, or there are fewer than two cases.

    Notes
    -----
    The index is the chance that two cases drawn without putting back are of one: no
    larger for there being few cases, as the sum of squared shares is. Its variance is
    Simpson's for a multinomial; the interval is symmetric on the log scale, so that
    index and effective number have the same one. Cases are taken to be drawn anew: who
    is placed with one provider for one reason makes them fewer than they seem.

    References
    ----------
    .. [1] Simpson, E. H. (1949). Measurement of diversity. Nature, 163, 688.
    .. [2] Adelman, M. A. (1969). Comment on the "H" concentration measure as a
       numbers-equivalent. Review of Economics and Statistics, 51(1), 99-101.

    Examples
    --------
    >>> found = concentration([30, 30, 30, 30])
    >>> round(found.index, 4), round(found.effective, 2)
    (0.2437, 4.1)
    """
    n = np.asarray(counts, float)
    if not (n >= 0).all():
        raise ValueError("A count is missing or below 0.")
    total = float(n.sum())
    if total < 2:
        raise ValueError(f"There are {total:g} cases; two or more are needed.")
    pairs = total * (total - 1)
    index = float((n * (n - 1)).sum()) / pairs
    spread = sqrt(max(_variance(n / total, total), 0.0))
    largest = float(n.max()) / total
    if index <= 0 or spread <= 0:
        return Concentration(largest, index, float("nan"), float("nan"))
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    reach = z * spread / index
    lower, upper = exp(log(index) - reach), min(exp(log(index) + reach), 1.0)
    return Concentration(largest, index, lower, upper)


def _variance(share: np.ndarray, total: float) -> float:
    """Return Simpson's variance of the index under multinomial sampling."""
    squares, cubes = float((share**2).sum()), float((share**3).sum())
    return (
        4 * (total - 2) * cubes + 2 * squares - 2 * (2 * total - 3) * squares**2
    ) / (total * (total - 1))
