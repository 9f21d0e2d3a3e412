"""Tell a change from the usual wobble: XmR charts of a level, and of its changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LIMIT = 2.66  # 3 / d2, d2 = 1.128: the mean of a range of two normal values, in sigmas
NEAR_LIMIT = LIMIT * 2 / 3
RUN = 7  # points: rising, falling or on one side
WINDOW, WITHIN_WINDOW = 3, 2  # "2 of 3 beyond two thirds of the way to a limit"
ENOUGH_POINTS = 12  # under this a judgement is not given
SPANS = (1, 4)  # points: a change over a quarter, and over a year
ROUNDING = 1e-12  # relative; floating point, not the data

Flags = NDArray[np.bool_]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Xmr:
    """The limits of one series, and which points break which rule.

    Attributes
    ----------
    values : ndarray of shape (n,), NaN where there is no value
    average, lower, upper : limits, in the unit of the values; NaN when there is no
        pair of neighbouring values to learn a wobble from
    n_baseline : values that the limits rest on
    outside, trend, near_limit, one_side : ndarray of bool of shape (n,), the four rules
    """

    values: Values
    average: float
    lower: float
    upper: float
    n_baseline: int
    outside: Flags
    trend: Flags
    near_limit: Flags
    one_side: Flags

    @property
    def special(self) -> Flags:
        """Mark the points with a special cause: any of the four rules."""
        return self.outside | self.trend | self.near_limit | self.one_side

    @property
    def can_judge(self) -> bool:
        """Say whether there are points enough to judge any."""
        return int(np.isfinite(self.values).sum()) >= ENOUGH_POINTS


def xmr(values: ArrayLike, *, baseline: int | None = None) -> Xmr:
    """Draw XmR limits round a series and mark its special causes.

    Parameters
    ----------
    values : array_like of shape (n,), any one unit
        In order of time and evenly spaced; NaN where there is no value.
    baseline : int, optional
        The limits rest on the first `baseline` values; on all of them when None.
        Values after the baseline are judged by limits that they did not move.

    Returns
    -------
    Xmr
        Average, limits and, for each point, the rules that it breaks.

    Raises
    ------
    ValueError
        If values are not one series, or the baseline is under two.

    Notes
    -----
    Limits are the average plus and minus 2.66 mean moving ranges. A moving range is
    taken between neighbours only, and a run is broken by a gap: across one, a step of
    two quarters would pass for a step of one. Rules: outside the limits; 7 rising or
    falling (6 steps, a tie breaks the run); 2 of 3 beyond two thirds of the way to a
    limit, the 3 on one side (points outside the limit count, unlike in
    NHSRplotthedots, which flags them by the first rule only); 7 on one side of the
    average. No moving range is left out, where NHSRplotthedots by default leaves out
    those over 3.27 times their mean. Limits suppose that each value is drawn anew.
    Where most of what is counted stays from one value to the next they are too narrow,
    and `moves` is the honest judgement. Not for counts so small that most are 0, nor
    for seasonal series shorter than two years: their wobble is not like from like.

    References
    ----------
    .. [1] Wheeler, D. J. (2000). Understanding Variation. SPC Press.
    .. [2] NHS England, Making Data Count, and the R package NHSRplotthedots.

    Examples
    --------
    >>> chart = xmr([10, 12, 11, 13, 12, 30], baseline=5)
    >>> round(chart.average, 2), round(chart.lower, 2), round(chart.upper, 2)
    (11.6, 7.61, 15.59)
    >>> chart.outside
    array([False, False, False, False, False,  True])
    """
    series = np.asarray(values, float)
    if series.ndim != 1:
        raise ValueError(f"values has shape {series.shape}; one series is needed.")
    if baseline is not None and baseline < 2:
        raise ValueError(f"baseline is {baseline}; a wobble needs two values or more.")
    learned = _baseline(series, baseline)
    average, wobble = _average_and_wobble(learned)
    off = series - average
    # Equal values need not have their own value as mean: 1e-17 is not a side.
    off[np.abs(off) <= ROUNDING * abs(average)] = 0.0
    known = np.isfinite(off) & np.isfinite(wobble)
    sides = np.where(known, np.sign(off), 0.0)
    far = np.where(known, np.abs(off), 0.0)
    return Xmr(
        values=series,
        average=average,
        lower=average - LIMIT * wobble,
        upper=average + LIMIT * wobble,
        n_baseline=int(np.isfinite(learned).sum()),
        outside=far > LIMIT * wobble,  # never where the wobble is not known
        trend=_runs(np.sign(np.diff(series)), RUN - 1, tail=1),
        near_limit=_two_of_three(far > NEAR_LIMIT * wobble, sides),
        one_side=_runs(sides, RUN),
    )


def moves(values: ArrayLike) -> NDArray[np.int64]:
    """Mark where a series has moved by more than its own changes usually wobble.

    Parameters
    ----------
    values : array_like of shape (n,), any one unit
        In order of time and evenly spaced; NaN where there is no value.

    Returns
    -------
    ndarray of int of shape (n,)
        1 where the value has risen over the last point, or over the last four, by more
        than the limit; -1 where it has fallen; 0 elsewhere.

    Notes
    -----
    An XmR chart of the changes, outside its limits only. The limit is 2.66 mean moving
    ranges of the changes about no change; over four points it is twice as wide, as
    changes that owe each other nothing add up. What stays from one value to the next
    leaves the changes nearly unrelated, so steady series are rarely marked however
    much of them stays; where nothing stays, changes undo each other and it is more
    careful still. It learns from every change, for too few come before a baseline's
    end, so many great steps widen it.

    Examples
    --------
    >>> moves([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 20]).nonzero()[0]
    array([11])
    """
    series = np.asarray(values, float)
    _, wobble = _average_and_wobble(np.diff(series))
    marked = np.zeros(series.size, np.int64)
    if not np.isfinite(wobble):
        return marked
    for span in SPANS:
        change = series[span:] - series[:-span]
        # Equal steps leave no wobble; 1e-17 is not a move.
        least = LIMIT * wobble * np.sqrt(span) + ROUNDING * np.abs(series[span:])
        way = np.where(np.abs(change) > least, np.sign(change), 0.0)
        marked[span:] = np.where(marked[span:] != 0, marked[span:], way)
    return marked


def _baseline(series: Values, n_values: int | None) -> Values:
    """Return the stretch that the limits are learned from."""
    if n_values is None:
        return series
    seen = np.cumsum(np.isfinite(series))
    return series[seen <= n_values]


def _average_and_wobble(learned: Values) -> tuple[float, float]:
    """Return the mean and the mean moving range, NaN where they do not exist."""
    present = learned[np.isfinite(learned)]
    ranges = np.abs(np.diff(learned))
    ranges = ranges[np.isfinite(ranges)]
    average = float(present.mean()) if present.size else float("nan")
    wobble = float(ranges.mean()) if ranges.size else float("nan")
    return average, wobble


def _runs(signs: Values, length: int, *, tail: int = 0) -> Flags:
    """Mark every member of a run of at least `length` equal signs other than 0.

    `tail` points more are marked after each run: six steps have seven ends.
    """
    marked = np.zeros(signs.size + tail, bool)
    for end in range(length, signs.size + 1):
        window = signs[end - length : end]
        if window[0] in (-1.0, 1.0) and (window == window[0]).all():
            marked[end - length : end + tail] = True
    return marked


def _two_of_three(beyond: Flags, sides: Values) -> Flags:
    """Mark the points beyond in every window of three with two beyond, on one side."""
    marked = np.zeros(beyond.size, bool)
    for start in range(beyond.size - WINDOW + 1):
        window = slice(start, start + WINDOW)
        one_side = abs(sides[window].sum()) == WINDOW
        if one_side and beyond[window].sum() >= WITHIN_WINDOW:
            marked[window] |= beyond[window]
    return marked
