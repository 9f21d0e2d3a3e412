"""How likely an end is by a time, with a range that holds for a few dozen too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from analytics.stats.competing import aalen_johansen
from analytics.stats.exposure import JEFFREYS_EVENTS, LIKELY
from analytics.stats.risk import read_steps

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Waits:
    """The chance to have ended by each cause, by each time asked for.

    Attributes
    ----------
    when : ndarray of shape (n_times,), unit of the exits
    chance, lower, upper : ndarray of shape (n_times, n_causes), shares; NaN past the
        last exit, where nobody was watched
    ended : ndarray of shape (n_times, n_causes), seen to end of each cause by then
    watched : ndarray of shape (n_times,), watched at any time before
    thinnest : ndarray of shape (n_times,), fewest at risk at any time until then
    """

    when: Values
    chance: Values
    lower: Values
    upper: Values
    ended: NDArray[np.int64]
    watched: NDArray[np.int64]
    thinnest: NDArray[np.int64]


def chance_by(
    exits: ArrayLike,
    causes: ArrayLike,
    when: ArrayLike,
    *,
    entries: ArrayLike | None = None,
    n_causes: int,
    likely: tuple[float, float] = LIKELY,
) -> Waits:
    """Estimate the chance to have ended by each cause by each time, and its range.

    Parameters
    ----------
    exits, causes, entries, n_causes : as in `aalen_johansen`
    when : array_like of shape (n_times,), same unit, above 0
    likely : pair of float, shares
        Quantiles given as the lower and upper end.

    Returns
    -------
    Waits

    Raises
    ------
    ValueError
        As `aalen_johansen`, or if a time is not above 0.

    Notes
    -----
    The chance is that of Aalen and Johansen. Its usual interval on the scale of
    log(-log) has no width where nobody ended, and too little with a few dozen. Here
    the chance is taken as the share of so many as its variance is worth, with
    Jeffreys' beta interval; where there is no variance yet, of so many as were watched
    all the time. With late entry look at `thinnest` before believing a chance.

    References
    ----------
    .. [1] Aalen, O. O. and Johansen, S. (1978), as in `aalen_johansen`.
    .. [2] Korn, E. L. and Graubard, B. I. (1998). Confidence intervals for proportions
       with small expected number of positive counts estimated from survey data. Survey
       Methodology, 24(2), 193-201: the effective number.
    .. [3] Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a
       binomial proportion. Statistical Science, 16(2), 101-133: Jeffreys' interval.

    Examples
    --------
    Three of four moved up within 300 days, one is still there.

    >>> found = chance_by([100, 200, 300, 300], [1, 1, 1, 0], [365], n_causes=1)
    >>> bool(np.isnan(found.chance[0, 0]))
    True
    >>> found = chance_by([100, 200, 300, 300], [1, 1, 1, 0], [300], n_causes=1)
    >>> found.chance[0, 0], found.lower.round(2)[0, 0], found.upper.round(2)[0, 0]
    (np.float64(0.75), np.float64(0.43), np.float64(0.92))
    """
    times = np.asarray(when, float)
    if not (times > 0).all():
        raise ValueError("A time to look at must be above 0.")
    ends = np.asarray(exits, float)
    begins = np.zeros_like(ends) if entries is None else np.asarray(entries, float)
    curve = aalen_johansen(ends, causes, entries=begins, n_causes=n_causes)
    chance = curve.at(times)
    variance = read_steps(curve.times, curve.variance, times, before=0.0)
    worth = _worth(chance, variance, _whole_watches(begins, ends, times)[:, None])
    known = (times <= ends.max(initial=0.0))[:, None]
    a = chance * worth + JEFFREYS_EVENTS
    b = (1 - chance) * worth + JEFFREYS_EVENTS
    lower = np.where(chance > 0, betaincinv(a, b, likely[0]), 0.0)
    upper = np.where(chance < 1, betaincinv(a, b, likely[1]), 1.0)
    ended = read_steps(
        curve.times, np.cumsum(curve.events, axis=0).astype(float), times, before=0.0
    )
    return Waits(
        when=times,
        chance=np.where(known, chance, np.nan),
        lower=np.where(known, lower, np.nan),
        upper=np.where(known, upper, np.nan),
        ended=ended.astype(np.int64),
        watched=(begins[None, :] < times[:, None]).sum(axis=1),
        thinnest=_thinnest(begins, ends, times),
    )


def _worth(chance: Values, variance: Values, whole: Values) -> Values:
    """Return how many one would have to watch for a share to vary as little."""
    spread = chance * (1 - chance)
    has_width = (spread > 0) & (variance > 0)
    return np.divide(
        spread,
        variance,
        out=np.broadcast_to(whole, chance.shape).copy(),
        where=has_width,
    )


def _whole_watches(begins: Values, ends: Values, times: Values) -> Values:
    """Return the time watched up to each time, in watches of that length."""
    until = np.minimum(ends[None, :], times[:, None])
    since = np.minimum(begins[None, :], times[:, None])
    watched: Values = np.maximum(until - since, 0).sum(axis=1) / times
    return watched


def _thinnest(begins: Values, ends: Values, times: Values) -> NDArray[np.int64]:
    """Return the fewest at risk at any length of stay up to each time."""
    # Fewest stand where some have just gone and others have not yet come.
    looked = np.unique(
        np.concatenate(
            [[np.nextafter(0, 1)], np.nextafter(ends, np.inf), begins, times]
        )
    )
    looked = looked[looked > 0]
    came = np.searchsorted(np.sort(begins), looked, side="left")
    gone = np.searchsorted(np.sort(ends), looked, side="left")
    fewest = np.minimum.accumulate((came - gone).astype(float))
    return read_steps(looked, fewest, times, before=np.inf).astype(np.int64)
