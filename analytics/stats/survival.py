"""How long things last, when some were watched late and some are still going."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.stats.rates import CONFIDENCE, Interval
from analytics.stats.risk import read_steps, risk_table

Values = NDArray[np.float64]
ROUNDING = 1e-12  # a product of shares misses 0.5 by less than this


@dataclass(frozen=True)
class Lasting:
    """A length of time with its interval, in the unit of the exits; `inf`: not yet."""

    middle: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Survival:
    """A survival curve, one row for each time at which something ended.

    Attributes
    ----------
    times : ndarray of shape (n_times,), rising, in the unit of the exits
    at_risk : ndarray of shape (n_times,), watched and going till then
    events : ndarray of shape (n_times,), ended then
    survival : ndarray of shape (n_times,), share still going after each time
    variance : ndarray of shape (n_times,), of the share, by Greenwood; NaN at a share
        of 0, where the formula has nothing to say
    log_variance : ndarray of shape (n_times,), of the log of the share
    """

    times: Values
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    survival: Values
    variance: Values
    log_variance: Values

    def at(self, when: ArrayLike) -> Values:
        """Read the share still going after each time asked for."""
        return read_steps(self.times, self.survival, when, before=1.0)

    def log_log_interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """Bound the curve on the scale of log(-log): never outside 0 to 1.

        NaN where the share is 0: nobody is left to learn a width from.
        """
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log(self.survival)
            reach = z * np.sqrt(self.log_variance) / np.abs(logs)
            lower = self.survival ** np.exp(reach)
            upper = self.survival ** np.exp(-reach)
        known = self.survival > 0
        return Interval(np.where(known, lower, np.nan), np.where(known, upper, np.nan))

    def greenwood_interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """Bound the curve by Greenwood's plain interval, cut off at 0 and 1."""
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        half = z * np.sqrt(self.variance)
        return Interval(
            np.clip(self.survival - half, 0, 1), np.clip(self.survival + half, 0, 1)
        )

    def lasts(self, share: float = 0.5, *, confidence: float = CONFIDENCE) -> Lasting:
        """Find how long it takes until no more than a share is still going.

        The interval inverts the log-log one (Brookmeyer and Crowley). An end that the
        watch was too short to see is `inf`: say "not yet", never a number.
        """
        lower, upper = self.log_log_interval(confidence=confidence)
        # At a share of 0 there is no interval; the curve has passed every level.
        gone = self.survival == 0
        return Lasting(
            self._first(self.survival <= share + ROUNDING),
            self._first((lower <= share) | gone),
            self._first(upper <= share),
        )

    def _first(self, reached: NDArray[np.bool_]) -> float:
        return float(self.times[np.argmax(reached)]) if reached.any() else float("inf")


def kaplan_meier(
    exits: ArrayLike, ended: ArrayLike, *, entries: ArrayLike | None = None
) -> Survival:
    """Estimate the share still going after each length of time.

    Parameters
    ----------
    exits : array_like of shape (n,), any unit of time
        How long each had lasted when it ended, or when it was last seen going.
    ended : array_like of shape (n,), bool
        True where an end was seen, False where it is still going or out of sight.
    entries : array_like of shape (n,), same unit, optional
        How long each had lasted when our watch began; 0 when left out.

    Returns
    -------
    Survival

    Raises
    ------
    ValueError
        If shapes differ or an exit is not after its entry.

    Notes
    -----
    With late entry the curve speaks of those who last until the first entry. Few are
    watched early on then: where all of two watched end, the share is 0 for good, though
    later many are going. Look at `at_risk` before believing a steep start. Not where an
    end of one kind rules another out: then 1 minus this curve is not the chance of that
    end, see `competing`.

    References
    ----------
    .. [1] Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete
       observations. JASA, 53(282), 457-481.
    .. [2] Tsai, W.-Y., Jewell, N. P. and Wang, M.-C. (1987). A note on the
       product-limit estimator under right censoring and left truncation. Biometrika,
       74(4), 883-886.
    .. [3] Kalbfleisch, J. D. and Prentice, R. L. (2002). The Statistical Analysis of
       Failure Time Data, 2nd edition, section 1.4: the log-log interval.

    Examples
    --------
    >>> curve = kaplan_meier([3, 3, 5, 7, 9], [1, 0, 1, 1, 0], entries=[0, 0, 1, 2, 4])
    >>> curve.survival
    array([0.75, 0.5 , 0.25])
    >>> curve.lasts(0.5).middle
    5.0
    """
    seen = np.asarray(ended, bool).astype(int)
    table = risk_table(exits, seen, entries=entries, n_causes=1)
    d, n = table.events[:, 0], table.at_risk
    survival = np.cumprod((n - d) / n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_variance = np.cumsum(d / (n * (n - d)))
        variance = np.where(survival > 0, survival**2 * log_variance, np.nan)
    return Survival(table.times, n, d, survival, variance, log_variance)
