"""Who was watched when, and what befell them: the counts under every survival curve."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

STILL_GOING = 0  # the cause of one whose end has not been seen


class RiskTable(NamedTuple):
    """The distinct times at which something ended, and what was counted there.

    Attributes
    ----------
    times : ndarray of shape (n_times,), rising
    at_risk : ndarray of shape (n_times,), how many were watched and going till then
    events : ndarray of shape (n_times, n_causes), how many ended then of each cause
    """

    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]


def risk_table(
    exits: ArrayLike,
    causes: ArrayLike,
    *,
    entries: ArrayLike | None = None,
    n_causes: int | None = None,
) -> RiskTable:
    """Count who was at risk and who ended at each time at which anything ended.

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
    RiskTable

    Raises
    ------
    ValueError
        If shapes differ, a time is missing, below 0, or an exit is not after its entry,
        or a cause is not a whole number from 0 to `n_causes`.

    Notes
    -----
    At risk at t are those with entry < t <= exit: whoever enters at t was not watched
    before t, and whoever is last seen at t could still have ended then. Tied times
    stay tied. A spell that ended on the day it began lasted one day: count days so.

    Examples
    --------
    >>> risk_table([3, 3, 5], [1, 0, 1], entries=[0, 2, 3]).at_risk
    array([2, 1])
    """
    ends = np.asarray(exits, float)
    why = np.asarray(causes, float)
    begins = np.zeros_like(ends) if entries is None else np.asarray(entries, float)
    if ends.ndim != 1 or not ends.shape == why.shape == begins.shape:
        raise ValueError(
            f"exits, causes and entries have shapes {ends.shape}, {why.shape} and "
            f"{begins.shape}; they must be one and the same."
        )
    # Written so that a NaN is refused too.
    wrong = ~((begins >= 0) & (ends > begins) & np.isfinite(ends))
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"An exit must come after its entry and an entry not before 0; number "
            f"{first} enters at {begins[first]:g} and leaves at {ends[first]:g}."
        )
    largest = int(np.nanmax(why, initial=1)) if n_causes is None else n_causes
    if not (np.isin(why, np.arange(largest + 1))).all():
        raise ValueError(f"causes must be whole numbers from 0 to {largest}.")
    times, place = np.unique(ends[why != STILL_GOING], return_inverse=True)
    events = np.zeros((times.size, largest), np.int64)
    np.add.at(events, (place, why[why != STILL_GOING].astype(int) - 1), 1)
    entered = np.searchsorted(np.sort(begins), times, side="left")
    left = np.searchsorted(np.sort(ends), times, side="left")
    return RiskTable(times, entered - left, events)


def read_steps(
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    when: ArrayLike,
    *,
    before: float,
) -> NDArray[np.float64]:
    """Read a curve that jumps at `times` and is flat between.

    Parameters
    ----------
    times : ndarray of shape (n_times,), rising
    values : ndarray of shape (n_times,) or (n_times, n_causes)
        The curve at and after each time.
    when : array_like of shape (n,), same unit as `times`
    before : float
        The curve before its first jump.

    Returns
    -------
    ndarray of shape (n,) or (n, n_causes)

    Examples
    --------
    >>> read_steps(np.array([2.0, 5.0]), np.array([0.5, 0.2]), [1, 2, 4, 9], before=1)
    array([1. , 0.5, 0.5, 0.2])
    """
    first = np.full((1, *values.shape[1:]), before)
    place = np.searchsorted(times, np.asarray(when, float), side="right")
    read: NDArray[np.float64] = np.concatenate([first, values])[place]
    return read
