"""The levels that a build works out: longest journeys, lines, and classes of a map."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from analytics.access.decay import Decay, stepped
from analytics.assumptions import assumption

NEEDS = ("estimate", "planned")
DECIMALS = 3  # a level such as 0.7 is one number however it was reached


def _levels(name: str, step: str, on: dt.date | None) -> NDArray[np.float64]:
    entry, width = assumption(name, on), assumption(step, on).value
    n_steps = round((entry.high - entry.low) / width)
    levels: NDArray[np.float64] = np.round(
        entry.low + width * np.arange(n_steps + 1), DECIMALS
    )
    return levels


def travel_levels(on: dt.date | None = None) -> NDArray[np.int64]:
    """List the longest journeys worked out, shortest first.

    Parameters
    ----------
    on : date, optional
        The date that the assumptions are read for.

    Returns
    -------
    ndarray of shape (n_levels,), whole minutes one way

    Examples
    --------
    >>> travel_levels()
    array([15, 20, 25, 30, 35])
    """
    levels = _levels("access.travel_limit", "access.travel_step", on)
    return np.rint(levels).astype(np.int64)


def line_levels(on: dt.date | None = None) -> NDArray[np.float64]:
    """List the lines worked out, lowest first.

    Parameters
    ----------
    on : date, optional
        The date that the assumptions are read for.

    Returns
    -------
    ndarray of shape (n_lines,), hours for each hour of need

    Examples
    --------
    >>> line_levels()[[0, 2, -1]]
    array([0.5, 0.7, 1.5])
    """
    return _levels("verdict.line", "verdict.line_step", on)


def class_breaks(line: float, on: dt.date | None = None) -> NDArray[np.float64]:
    """Find where the classes of the map begin, so that the line is always a break.

    Parameters
    ----------
    line : float, hours for each hour of need
    on : date, optional
        The date that the assumptions are read for.

    Returns
    -------
    ndarray of shape (4,), hours for each hour of need
        Lower bounds of classes 1 to 4; class 0 has the least care.

    Examples
    --------
    >>> class_breaks(1.0)
    array([0.8, 1. , 1.2, 1.4])
    """
    step = assumption("verdict.class_step", on).value
    breaks: NDArray[np.float64] = np.round(
        line + step * np.array([-1, 0, 1, 2]), DECIMALS
    )
    return breaks


def classes_of(
    access: NDArray[np.float64], line: float, on: dt.date | None = None
) -> NDArray[np.intp]:
    """Put areas in the classes of the map, 0 for the least care.

    Parameters
    ----------
    access : ndarray of shape (n_areas,), hours for each hour of need
    line : float, hours for each hour of need
    on : date, optional

    Returns
    -------
    ndarray of shape (n_areas,), 0 to 4
        A value on a break is in the class above it: equal to the line is not below.

    Examples
    --------
    >>> classes_of(np.array([0.0, 0.8, 1.0, 1.39, 9.0]), 1.0)
    array([0, 1, 2, 3, 4])
    """
    return np.searchsorted(class_breaks(line, on), access, side="right")


def steps_of_journey(on: dt.date | None = None) -> Decay:
    """Return the decay of every verdict: thirds of the limit, edges inside.

    Parameters
    ----------
    on : date, optional
        The date that the weights are read for.

    Returns
    -------
    Decay
        A function of (minutes, limit).

    Examples
    --------
    >>> steps_of_journey()(np.array([[5.0, 12.0, 25.0]]), np.array([25.0]))
    array([[1.  , 0.68, 0.22]])
    """
    middle = assumption("access.weight_middle", on).value
    far = assumption("access.weight_far", on).value
    return stepped((1.0, middle, far))
