"""XmR charts whose limits are started anew where a person says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.stats.spc import Flags, Values, Xmr, moves, xmr


@dataclass(frozen=True)
class Rebased:
    """The limits of each stretch of a series, and which points break which rule.

    Attributes
    ----------
    values : ndarray of shape (n,), NaN where there is no value
    stretch : ndarray of int of shape (n,), 0 for the first
    average, lower, upper : ndarray of shape (n,), limits of the point's own stretch
    is_baseline : ndarray of bool of shape (n,), values that limits rest on
    outside, trend, near_limit, one_side : ndarray of bool of shape (n,), the four rules
    can_judge : ndarray of bool of shape (n,), the stretch has points enough
    moved : ndarray of int of shape (n,), as `moves`, within the stretch
    """

    values: Values
    stretch: NDArray[np.int64]
    average: Values
    lower: Values
    upper: Values
    is_baseline: Flags
    outside: Flags
    trend: Flags
    near_limit: Flags
    one_side: Flags
    can_judge: Flags
    moved: NDArray[np.int64]

    @property
    def special(self) -> Flags:
        """Mark the points with a special cause: any of the four rules."""
        return self.outside | self.trend | self.near_limit | self.one_side


def rebased(
    values: ArrayLike, *, starts: Sequence[int] = (), baseline: int | None = None
) -> Rebased:
    """Draw XmR limits anew from each start, and mark special causes within stretches.

    Parameters
    ----------
    values : array_like of shape (n,), any one unit
        As in `xmr`.
    starts : sequence of int, places
        Where limits start anew; 0, or none, is one stretch.
    baseline : int, optional
        The limits of a stretch rest on its first `baseline` values; on all when None.

    Returns
    -------
    Rebased
        No run, moving range or move crosses a start.

    Raises
    ------
    ValueError
        If values are not one series, or a start is no place of it.

    Notes
    -----
    Limits that move by themselves would explain every change away: a start needs a
    reason that somebody gives. Two stretches are two charts; this says no more than
    `xmr` of each.

    References
    ----------
    .. [1] NHS England, Making Data Count, and the R package NHSRplotthedots, whose
       rebase groups are these stretches.

    Examples
    --------
    >>> found = rebased([1, 2, 1, 2, 11, 12, 11, 12], starts=[4])
    >>> found.average.tolist()
    [1.5, 1.5, 1.5, 1.5, 11.5, 11.5, 11.5, 11.5]
    """
    series = np.asarray(values, float)
    if series.ndim != 1:
        raise ValueError(f"values has shape {series.shape}; one series is needed.")
    if any(not 0 <= start < series.size for start in starts):
        raise ValueError(f"starts is {list(starts)}; the series has {series.size}.")
    edges = sorted({0, *starts})
    parts = [
        series[first:last]
        for first, last in zip(edges, [*edges[1:], series.size], strict=True)
    ]
    charts = [xmr(part, baseline=baseline) for part in parts]
    return Rebased(
        values=series,
        stretch=np.repeat(np.arange(len(parts)), [part.size for part in parts]),
        average=_level(charts, "average"),
        lower=_level(charts, "lower"),
        upper=_level(charts, "upper"),
        is_baseline=np.concatenate([_learned(chart) for chart in charts]),
        outside=np.concatenate([chart.outside for chart in charts]),
        trend=np.concatenate([chart.trend for chart in charts]),
        near_limit=np.concatenate([chart.near_limit for chart in charts]),
        one_side=np.concatenate([chart.one_side for chart in charts]),
        can_judge=np.concatenate(
            [np.full(chart.values.size, chart.can_judge) for chart in charts]
        ),
        moved=np.concatenate([moves(part) for part in parts]),
    )


def _level(charts: Sequence[Xmr], name: str) -> Values:
    """Repeat one limit of each chart over its points."""
    levels = [float(getattr(chart, name)) for chart in charts]
    return np.repeat(levels, [chart.values.size for chart in charts])


def _learned(chart: Xmr) -> Flags:
    known = np.isfinite(chart.values)
    return known & (np.cumsum(known) <= chart.n_baseline)
