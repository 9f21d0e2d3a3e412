"""Where a series is going, with intervals tried on its own past, or "cannot tell"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.stats import binom, t

ENOUGH_POINTS = 12  # as in spc: under this nothing is foretold
LEAST_TAUGHT = 8  # points before the first trial on the past
LIKELY = 0.80  # our likely range: 8 in 10
DOUBT = 0.05  # past misses less likely than this show that the ranges are wrong
DAMPING = 0.9  # of a drift, from one point to the next: none goes on for ever
LEVEL_SHARES = (np.arange(12) + 0.5) / 12  # of the wobble that stays in the level
DRIFTS = (0.0, 0.3, 1.0, 3.0)  # size of a drift, in sizes of the level's steps

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


class _Model(NamedTuple):
    """A level that steps and a drift that fades: one entry for each kind of series."""

    wobble: Values  # variance of a value about the level, in parts of 1
    step: Values  # variance of a step of the level
    push: Values  # variance of what is new in the drift


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
    weights, means, scales, freedom = _filtered(series, ahead)
    ends = [
        [
            _quantile(q, weights, means[:, h], scales[:, h], freedom)
            for h in range(ahead)
        ]
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


def _models() -> _Model:
    share, drift = (each.ravel() for each in np.meshgrid(LEVEL_SHARES, DRIFTS))
    return _Model(1 - share, share, share * drift**2 * (1 - DAMPING**2))


def _filtered(series: Values, ahead: int) -> tuple[Values, Values, Values, int]:
    """Run every model through the series; give weights and the points ahead.

    The size of all wobble is integrated out, hence t. The level is unknown at first:
    the first value teaches it and judges nothing.
    """
    model = _models()
    n = model.step.size
    first = int(np.flatnonzero(np.isfinite(series))[0])
    level, drift = np.full(n, series[first]), np.zeros(n)
    p_level, p_both = model.wobble.copy(), np.zeros(n)
    p_drift = model.push / (1 - DAMPING**2)
    logs, squares, judged = np.zeros(n), np.zeros(n), 0
    means, scales = np.empty((n, ahead)), np.empty((n, ahead))
    for i in range(first + 1, series.size + ahead):
        level, drift = level + drift, DAMPING * drift
        p_level = p_level + 2 * p_both + p_drift + model.step
        p_both = DAMPING * (p_both + p_drift)
        p_drift = DAMPING**2 * p_drift + model.push
        spread = p_level + model.wobble
        if i >= series.size:
            means[:, i - series.size], scales[:, i - series.size] = level, spread
        elif np.isfinite(series[i]):
            miss = series[i] - level
            logs, squares = logs - np.log(spread) / 2, squares + miss**2 / spread
            judged += 1
            gain_level, gain_drift = p_level / spread, p_both / spread
            level, drift = level + gain_level * miss, drift + gain_drift * miss
            p_drift = p_drift - gain_drift * p_both
            p_both = p_both - gain_level * p_both
            p_level = p_level - gain_level * p_level
    fit = logs - judged / 2 * np.log(squares)
    weights = np.exp(fit - fit.max())
    unit = squares[:, None] / judged
    return weights / weights.sum(), means, np.sqrt(scales * unit), judged


def _quantile(
    q: float, weights: Values, means: Values, scales: Values, freedom: int
) -> float:
    """Find the quantile of a mixture of t distributions."""
    each = means + scales * t.ppf(q, freedom)
    low, high = float(each.min()), float(each.max())
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return high

    def beyond(x: float) -> float:
        return float(weights @ t.cdf((x - means) / scales, freedom)) - q

    return float(brentq(beyond, low, high, xtol=1e-9 * (high - low)))
