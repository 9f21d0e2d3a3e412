"""Where a series is going, with intervals tried on its own past, or "cannot tell"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from analytics.stats.local_level import mixture_quantile, points_ahead

ENOUGH_POINTS = 12  # as in spc: under this nothing is foretold
LEAST_TAUGHT = 8  # points before the first trial on the past
LIKELY = 0.80  # our likely range: 8 in 10
DOUBT = 0.05  # past misses less likely than this show that the ranges are wrong

Values = NDArray[np.float64]
Reason = Literal["ok", "too_few_points", "no_movement", "missed_too_often"]


class Trial(NamedTuple):
    """How ranges of the same kind did on the past.

    Attributes
    ----------
    tried : int, values that could be foretold from those before
    inside : int, of these, values within their range
    error : float, mean absolute error, in the unit of the values
    error_standing_still : float, the same had the last value been taken
    """

    tried: int
    inside: int
    error: float
    error_standing_still: float


@dataclass(frozen=True)
class Forecast:
    """The points ahead, or the reason why nothing can be told yet.

    Attributes
    ----------
    middle, lower, upper : ndarray of shape (ahead,), unit of the values; NaN where
        nothing can be told
    reason : "ok", or why nothing can be told
    trial : how the ranges did on the past
    """

    middle: Values
    lower: Values
    upper: Values
    reason: Reason
    trial: Trial

    @property
    def can_tell(self) -> bool:
        """Say whether there is a forecast at all."""
        return self.reason == "ok"

    def direction(self, last: float) -> Literal["up", "down", "cannot_tell"]:
        """Say which way from the last value, if the furthest range leaves no doubt."""
        if self.lower[-1] > last:
            return "up"
        return "down" if self.upper[-1] < last else "cannot_tell"


def forecast(
    values: ArrayLike, *, ahead: int, inside: float = LIKELY, doubt: float = DOUBT
) -> Forecast:
    """Foretell the next points of a series, and say when that cannot be done.

    Parameters
    ----------
    values : array_like of shape (n,), any one unit
        In order of time and evenly spaced; NaN where there is no value.
    ahead : int, points
    inside : float, share
        Chance that a range holds its value.
    doubt : float, share
        How unlikely past misses must be before we hold our tongue.

    Returns
    -------
    Forecast

    Raises
    ------
    ValueError
        If values are not one series, or nothing ahead is asked for.

    Notes
    -----
    The series is a level that takes random steps, a drift that fades by a tenth from
    point to point, and wobble. How much of each is not known: 48 mixtures, from steady
    to a random walk and from no drift to a strong one, are weighed by how well each
    foretold every value from those before, and the range is that of the weighted
    mixture of their t distributions, so doubt about the model is in it.

    The same is done at every point of the past from the ninth value. Under 12 values,
    or where ranges one point ahead missed so often that chance would rarely do it, the
    answer is "cannot tell yet". Ranges further ahead share the model, not the proof.

    Not for seasonal series, nor across a known break: cut the series there. For a share
    near 0 or 1 give its logit and turn the ends back. It knows of no plan or policy.

    References
    ----------
    .. [1] Harvey, A. C. (1989). Forecasting, Structural Time Series Models and the
       Kalman Filter. Cambridge, sections 2.3 and 3.2.
    .. [2] Gardner, E. S. and McKenzie, E. (1985). Forecasting trends in time series.
       Management Science, 31(10), 1237-1246: the damped trend.
    .. [3] Tashman, L. J. (2000). Out-of-sample tests of forecasting accuracy.
       International Journal of Forecasting, 16(4), 437-450.

    Examples
    --------
    >>> steady = [20, 21, 20, 22, 21, 20, 21, 22, 20, 21, 21, 20, 22, 21]
    >>> found = forecast(steady, ahead=2)
    >>> found.reason, found.middle.round(1), found.direction(21)
    ('ok', array([21.1, 21.1]), 'cannot_tell')
    >>> forecast(steady[:9], ahead=2).reason
    'too_few_points'
    """
    series = np.asarray(values, float)
    if series.ndim != 1:
        raise ValueError(f"values has shape {series.shape}; one series is needed.")
    if ahead < 1:
        raise ValueError(f"ahead is {ahead}; at least one point is needed.")
    nothing = np.full(ahead, np.nan)
    present = series[np.isfinite(series)]
    if present.size < ENOUGH_POINTS:
        no_trial = Trial(0, 0, float("nan"), float("nan"))
        return Forecast(nothing, nothing, nothing, "too_few_points", no_trial)
    if np.ptp(present) == 0:
        no_trial = Trial(0, 0, float("nan"), float("nan"))
        return Forecast(nothing, nothing, nothing, "no_movement", no_trial)
    trial = _tried(series, inside)
    if binom.cdf(trial.inside, trial.tried, inside) < doubt:
        return Forecast(nothing, nothing, nothing, "missed_too_often", trial)
    middle, lower, upper = predicted(series, ahead, inside)
    return Forecast(middle, lower, upper, "ok", trial)


def predicted(series: Values, ahead: int, inside: float) -> tuple[Values, ...]:
    """Give median and ends of the points ahead, tried or not.

    Parameters
    ----------
    series : ndarray of shape (n,), any one unit
        Two values or more that differ; NaN where there is none.
    ahead : int, points
    inside : float, share

    Returns
    -------
    tuple of three ndarray of shape (ahead,)
        Median, lower and upper end.

    Examples
    --------
    >>> middle, lower, upper = predicted(np.array([1.0, 2, 1, 2, 1, 2]), 1, 0.8)
    >>> bool(lower[0] < 1.5 < upper[0])
    True
    """
    points = points_ahead(series, ahead)
    ends = [
        [mixture_quantile(q, points, each) for each in range(ahead)]
        for q in (0.5, (1 - inside) / 2, (1 + inside) / 2)
    ]
    return tuple(np.array(end) for end in ends)


def _tried(series: Values, inside: float) -> Trial:
    """Foretell each value of the past from those before it."""
    seen = np.flatnonzero(np.isfinite(series))
    hits, errors, still = 0, [], []
    for before, now in zip(
        seen[LEAST_TAUGHT - 1 : -1], seen[LEAST_TAUGHT:], strict=True
    ):
        past, gap = series[: before + 1], int(now - before)
        errors.append(np.nan)
        still.append(abs(series[now] - series[before]))
        if np.ptp(past[np.isfinite(past)]) == 0:  # taught nothing: counts as a miss
            errors[-1] = still[-1]
            continue
        middle, lower, upper = predicted(past, gap, inside)
        hits += int(lower[-1] <= series[now] <= upper[-1])
        errors[-1] = abs(series[now] - middle[-1])
    return Trial(len(errors), hits, float(np.mean(errors)), float(np.mean(still)))
