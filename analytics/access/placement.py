"""Whether hours that must move find free hours in reach, and which do not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

ROUNDING = 1e-6  # of the hours in all: the solver's tolerance, not care


class Placement(NamedTuple):
    """Hours that found a supplier, and hours that did not.

    Attributes
    ----------
    placed : ndarray of shape (n_origins, n_suppliers), hours a week
    unplaced : ndarray of shape (n_origins,), hours a week
    short : ndarray of shape (n_origins,), bool: shares in the shortage. All that these
        can reach is used up by them, so together they lack the hours unplaced,
        whichever of them goes without.
    used_up : ndarray of shape (n_suppliers,), bool: what those can reach
    """

    placed: NDArray[np.float64]
    unplaced: NDArray[np.float64]
    short: NDArray[np.bool_]
    used_up: NDArray[np.bool_]


def place_hours(
    hours: ArrayLike, free_hours: ArrayLike, minutes: ArrayLike, *, within: float
) -> Placement:
    """Place as many hours as can be, and of those ways the one with least travel.

    Parameters
    ----------
    hours : array_like of shape (n_origins,), hours a week
        To place: of a client, or of all clients of an area.
    free_hours : array_like of shape (n_suppliers,), hours a week
        Without those of the provider who leaves.
    minutes : array_like of shape (n_origins, n_suppliers), minutes
        One-way travel time; `inf` where there is no route.
    within : float, minutes
        Longest journey that counts.

    Returns
    -------
    Placement

    Raises
    ------
    ValueError
        If `minutes` has the wrong shape or a number of hours is missing or below 0.

    Notes
    -----
    A transport problem, solved as a linear programme. Hours may be parted between
    suppliers; who will have one supplier only, needs a given skill, or says no, makes
    it harder. So at least as many hours stay unplaced as it says. That the number can
    be no less, `short` proves: its hours less the free hours it can reach.

    References
    ----------
    .. [1] Ford, L. R. and Fulkerson, D. R. (1962). Flows in Networks. Princeton, II.2:
       the largest flow is the smallest cut.

    Examples
    --------
    Ten hours are near a supplier with six; the second origin has one to itself.

    >>> found = place_hours([10, 5], [6, 8], [[5, 90], [40, 10]], within=25)
    >>> found.unplaced, found.short
    (array([4., 0.]), array([ True, False]))
    """
    want, free = (np.asarray(each, float) for each in (hours, free_hours))
    time = np.asarray(minutes, float)
    if time.shape != (want.size, free.size):
        raise ValueError(
            f"minutes has shape {time.shape}; {want.size} origins and {free.size} "
            f"suppliers need ({want.size}, {free.size})."
        )
    if not ((want >= 0).all() and (free >= 0).all()):
        raise ValueError("A number of hours is missing or below 0.")
    reaches = time <= within
    placed = np.zeros(time.shape)
    origin, supplier = np.nonzero(reaches)
    if origin.size:
        placed[origin, supplier] = _solved(
            want, free, origin, supplier, time[reaches] / max(within, 1.0)
        )
    small = ROUNDING * max(float(want.sum()), 1.0)
    placed[placed < small] = 0.0
    unplaced = np.maximum(want - placed.sum(axis=1), 0.0)
    unplaced[unplaced < small] = 0.0
    short, used_up = _shortage(reaches, placed > 0, unplaced > 0)
    return Placement(placed, unplaced, short, used_up)


def _solved(
    want: NDArray[np.float64],
    free: NDArray[np.float64],
    origin: NDArray[np.intp],
    supplier: NDArray[np.intp],
    travel: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Solve the programme over the pairs in reach; travel is at most 1 a pair."""
    pairs = np.arange(origin.size)
    rows = np.concatenate([origin, want.size + supplier])
    limits = coo_array(
        (np.ones(rows.size), (rows, np.concatenate([pairs, pairs]))),
        shape=(want.size + free.size, origin.size),
    )
    # To place an hour more may move one hour of everyone once, never more: a worth
    # above that keeps travel from ever outweighing care.
    worth = min(want.size, free.size) + 1.0
    found = linprog(
        travel - worth,
        A_ub=limits.tocsr(),
        b_ub=np.concatenate([want, free]),
        bounds=(0, None),
        method="highs",
    )
    if found.status:
        raise RuntimeError(f"The placement was not solved: {found.message}")
    placed: NDArray[np.float64] = found.x
    return placed


def _shortage(
    reaches: NDArray[np.bool_], serves: NDArray[np.bool_], lacks: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Follow the shortage: to all in reach of it, and to all whom those serve."""
    short = lacks
    while True:
        used_up = np.asarray(reaches[short].any(axis=0))
        wider = short | serves[:, used_up].any(axis=1)
        if (wider == short).all():
            return short, used_up
        short = wider
