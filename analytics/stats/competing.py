"""How likely each kind of end is, when one kind rules out the others."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.stats.rates import CONFIDENCE, Interval
from analytics.stats.risk import read_steps, risk_table

Values = NDArray[np.float64]
ROUNDING = 1e-12  # sums of shares miss 0 and 1 by less than this


@dataclass(frozen=True)
class Incidence:
    """The chance to have ended by each cause, one row for each time of an end.

    Attributes
    ----------
    times : ndarray of shape (n_times,), rising, in the unit of the exits
    at_risk : ndarray of shape (n_times,), watched and going till then
    events : ndarray of shape (n_times, n_causes), ended then of each cause
    survival : ndarray of shape (n_times,), share still going after each time
    incidence : ndarray of shape (n_times, n_causes), share ended by then of each cause
    variance : ndarray of shape (n_times, n_causes), of that share
    """

    times: Values
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    survival: Values
    incidence: Values
    variance: Values

    def at(self, when: ArrayLike) -> Values:
        """Read the share ended by each time asked for, one column for each cause."""
        return read_steps(self.times, self.incidence, when, before=0.0)

    def interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """Bound each share on the scale of log(-log): never outside 0 to 1.

        NaN where the share is 0 or 1: there is no width to learn there.
        """
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        inside = (self.incidence > ROUNDING) & (self.incidence < 1 - ROUNDING)
        share = np.where(inside, self.incidence, np.nan)
        reach = z * np.sqrt(self.variance) / np.abs(share * np.log(share))
        return Interval(share ** np.exp(reach), share ** np.exp(-reach))


def aalen_johansen(
    exits: ArrayLike,
    causes: ArrayLike,
    *,
    entries: ArrayLike | None = None,
    n_causes: int | None = None,
) -> Incidence:
    """Estimate the chance to have ended by each cause after each length of time.

    Parameters
    ----------
    exits : array_like of shape (n,), any unit of time
        How long each had lasted when it ended, or when it was last seen going.
    causes : array_like of shape (n,), whole numbers
        1, 2, … for the cause of an end; 0 where the end has not been seen.
    entries : array_like of shape (n,), same unit, optional
        How long each had lasted when our watch began; 0 when left out.
    n_causes : int, optional
        How many causes there are, where the largest may not occur.

    Returns
    -------
    Incidence

    Raises
    ------
    ValueError
        If shapes differ, an exit is not after its entry or a cause is not known.

    Notes
    -----
    Shares of all causes and the share still going add up to 1. Ends on one day are ends
    on one day: nothing is moved to break a tie. The variance is of Greenwood's type
    (multinomial ends at each time), so that with one cause it is Greenwood's. With late
    entry, what `kaplan_meier` says of thin early watching holds here too.

    References
    ----------
    .. [1] Aalen, O. O. and Johansen, S. (1978). An empirical transition matrix for
       non-homogeneous Markov chains. Scandinavian Journal of Statistics, 5(3), 141-150.
    .. [2] Andersen, P. K., Borgan, Ø., Gill, R. D. and Keiding, N. (1993). Statistical
       Models Based on Counting Processes, section IV.4.1.
    .. [3] Choudhury, J. B. (2002). Non-parametric confidence interval estimation for
       competing risks analysis. Statistics in Medicine, 21(8), 1129-1144.

    Examples
    --------
    Four arrangements: two ended by choice (1), one by death (2), one is going.

    >>> ends = aalen_johansen([30, 30, 60, 90], [1, 2, 1, 0])
    >>> ends.incidence
    array([[0.25, 0.25],
           [0.5 , 0.25]])
    >>> ends.survival
    array([0.5 , 0.25])
    """
    table = risk_table(exits, causes, entries=entries, n_causes=n_causes)
    n = table.at_risk[:, None]
    chance = table.events / n
    survival = np.cumprod(1 - table.events.sum(axis=1) / table.at_risk)
    before = np.concatenate([[1.0], survival[:-1]])[:, None]
    incidence = np.cumsum(before * chance, axis=0)
    return Incidence(
        table.times,
        table.at_risk,
        table.events,
        survival,
        incidence,
        _variance(chance, n, before, incidence),
    )


def _variance(
    chance: Values, n: NDArray[np.int64], before: Values, incidence: Values
) -> Values:
    """Add up what the luck of each time gives to the variance of every later share.

    At time s the luck of cause k moves the share by S(s-)[1 - G], that of any other
    cause by -S(s-)G, where G is the chance to end by k after s. The sum over s of the
    squares is a polynomial in the share at t, so running sums suffice for all t.
    """
    any_chance = chance.sum(axis=1, keepdims=True)
    # Where all end there is no later luck that could matter, and no odds either.
    odds = np.divide(
        any_chance, 1 - any_chance, out=np.zeros_like(any_chance), where=any_chance < 1
    )
    own = np.cumsum(before**2 * chance * (1 - chance) / n, axis=0)
    cross = chance * before / n
    square = np.broadcast_to(odds / n, chance.shape)
    summed = (np.cumsum(each, axis=0) for each in (cross, cross * incidence))
    cross_sum, cross_share = summed
    squares = (square, square * incidence, square * incidence**2)
    zeroth, first, second = (np.cumsum(each, axis=0) for each in squares)
    total = (
        own
        - 2 * (incidence * cross_sum - cross_share)
        + (incidence**2 * zeroth - 2 * incidence * first + second)
    )
    return np.maximum(total, 0.0)
