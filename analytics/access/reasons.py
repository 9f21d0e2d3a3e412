"""Why an area has too little care: the first reason that holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NO_SUPPLY, TOO_FAR, WRONG_KIND, FULL, UNKNOWN = (
    "no supply",
    "too far",
    "wrong kind",
    "full",
    "unknown",
)


def reasons(
    *,
    suppliers_at_longest: NDArray[np.float64],
    access_at_longest: NDArray[np.float64],
    access_all_kinds: NDArray[np.float64] | None,
    suppliers: NDArray[np.float64],
    free_hours: NDArray[np.float64],
    line: float,
) -> NDArray[np.object_]:
    """Give each area the first reason that holds.

    Parameters
    ----------
    suppliers_at_longest : ndarray of shape (n_areas,), suppliers
        Of any kind, within the longest travel of the range.
    access_at_longest : ndarray of shape (n_areas,), hours for each hour of need
        Of the kind asked for, at that travel.
    access_all_kinds : ndarray of shape (n_areas,), hours for each hour of need
        Of every kind, at the travel asked for; None where every kind is asked for
        already, so that none can be the wrong one.
    suppliers : ndarray of shape (n_areas,), suppliers
        Of the kind asked for, within the travel asked for.
    free_hours : ndarray of shape (n_areas,), hours a week
        Free with those suppliers; nan when any of them has not said.
    line : float, hours for each hour of need

    Returns
    -------
    ndarray of shape (n_areas,), str
        *no supply*: no supplier within the longest travel. *too far*: at that travel
        the area would be at or above the line. *wrong kind*: with every kind it would
        be. *full*: the suppliers in reach have no free hours. Else *unknown*.

    Examples
    --------
    >>> reasons(
    ...     suppliers_at_longest=np.array([0, 5, 5, 5, 5]),
    ...     access_at_longest=np.array([0, 1.2, 0.5, 0.5, 0.5]),
    ...     access_all_kinds=np.array([0, 0.4, 1.0, 0.5, 0.5]),
    ...     suppliers=np.array([0, 2, 2, 2, 2]),
    ...     free_hours=np.array([0, 9.0, 9.0, 0.0, np.nan]),
    ...     line=1.0,
    ... ).tolist()
    ['no supply', 'too far', 'wrong kind', 'full', 'unknown']
    """
    others = -np.inf if access_all_kinds is None else access_all_kinds
    words: NDArray[np.object_] = np.select(
        [
            suppliers_at_longest == 0,
            access_at_longest >= line,
            np.broadcast_to(others, np.shape(access_at_longest)) >= line,
            (suppliers > 0) & (free_hours == 0),
        ],
        [NO_SUPPLY, TOO_FAR, WRONG_KIND, FULL],
        UNKNOWN,
    ).astype(object)
    return words
