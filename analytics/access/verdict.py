"""Which areas have too little care, how sure we are, and how many we list in error."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

TENTHS = (0.1, 0.9)  # the likely range, 8 in 10


def chance_below(access: NDArray[np.float64], lines: ArrayLike) -> NDArray[np.float64]:
    """Find the chance that each area is below each line.

    Parameters
    ----------
    access : ndarray of shape (n_draws, n_areas), hours for each hour of need
    lines : array_like of shape (n_lines,), hours for each hour of need

    Returns
    -------
    ndarray of shape (n_areas, n_lines), shares of the draws
        Equal to the line is not below it.

    Examples
    --------
    >>> chance_below(np.array([[0.9, 1.0], [1.1, 1.0]]), [1.0, 1.2])
    array([[0.5, 1. ],
           [0. , 1. ]])
    """
    each = np.asarray(lines, float)
    return np.stack([(access < line).mean(axis=0) for line in each], axis=1)


def longest_list(
    chance: NDArray[np.float64],
    short: NDArray[np.float64],
    *,
    may_be_listed: NDArray[np.bool_],
    false_share: float,
) -> NDArray[np.bool_]:
    """List as many areas as we can and keep the share listed in error in bounds.

    Parameters
    ----------
    chance : ndarray of shape (n_areas,)
        Chance that each area is below the line.
    short : ndarray of shape (n_areas,), hours a week
        Breaks ties of chance, most hours short first.
    may_be_listed : ndarray of shape (n_areas,), bool
        Areas that are judged.
    false_share : float
        Largest mean of (1 - chance) over the list.

    Returns
    -------
    ndarray of shape (n_areas,), bool

    Notes
    -----
    Areas join by falling chance, so their mean chance of error only rises and the
    list is the largest there is. It bounds the whole list's expected share of errors,
    not each area's chance: near its end an area may be less sure than the rest. An
    area with no chance of being below is never listed.

    References
    ----------
    .. [1] Newton, M. A., Noueiry, A., Sarkar, D. and Ahlquist, P. (2004). Detecting
       differential gene expression with a semiparametric hierarchical mixture method.
       Biostatistics, 5(2), 155-176.

    Examples
    --------
    >>> longest_list(
    ...     np.array([0.95, 0.9, 0.6, 1.0]),
    ...     np.zeros(4),
    ...     may_be_listed=np.array([True, True, True, False]),
    ...     false_share=0.1,
    ... )
    array([ True,  True, False, False])
    """
    listed = np.zeros(len(chance), bool)
    rows = np.flatnonzero(may_be_listed & (chance > 0))
    ranked = rows[np.lexsort((-short[rows], -chance[rows]))]
    errors = np.cumsum(1 - chance[ranked])
    # Compared as sums, with room for their rounding, so that a mean of just the share
    # accepted is within it.
    bound = false_share * np.arange(1, len(ranked) + 1)
    within = np.flatnonzero(errors <= bound + 1e-9)
    if within.size:
        listed[ranked[: within[-1] + 1]] = True
    return listed


class ListErrors(NamedTuple):
    """How many of a list are there in error, if our ranges are right.

    Attributes
    ----------
    expected : float, areas
    p90 : int, areas
        Nine times in ten there are no more than this.
    """

    expected: float
    p90: int


def list_errors(
    access: NDArray[np.float64], line: float, listed: NDArray[np.bool_]
) -> ListErrors:
    """Count the areas listed in error, in the draws that made the list.

    Parameters
    ----------
    access : ndarray of shape (n_draws, n_areas), hours for each hour of need
    line : float, hours for each hour of need
    listed : ndarray of shape (n_areas,), bool

    Returns
    -------
    ListErrors

    Notes
    -----
    Assumptions are shared, so areas err together: the count in a bad draw is far
    above what independent areas would give, and only joint draws show it.

    Examples
    --------
    >>> access = np.array([[0.5, 0.5], [0.5, 0.5], [1.5, 1.5], [0.5, 0.5]])
    >>> list_errors(access, 1.0, np.array([True, True]))
    ListErrors(expected=0.5, p90=2)
    """
    false = (access[:, listed] >= line).sum(axis=1)
    if not false.size:
        return ListErrors(0.0, 0)
    p90 = np.quantile(false, TENTHS[1], method="inverted_cdf")
    return ListErrors(float(false.mean()), int(p90))


def hours_short(
    access: NDArray[np.float64], need: NDArray[np.float64], line: float
) -> NDArray[np.float64]:
    """Measure the hours a week by which each area falls short of the line.

    Parameters
    ----------
    access : ndarray of shape (..., n_areas), hours for each hour of need
    need : ndarray of shape (..., n_areas), hours a week
    line : float, hours for each hour of need

    Returns
    -------
    ndarray of shape (..., n_areas), hours a week
        0 for an area at or above the line.

    Examples
    --------
    >>> hours_short(np.array([0.25, 1.5]), np.array([200.0, 100.0]), 1.0)
    array([150.,   0.])
    """
    short: NDArray[np.float64] = np.maximum(0.0, line - access) * need
    return short


def likely_range(draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the range in which eight draws in ten lie.

    Parameters
    ----------
    draws : ndarray of shape (n_draws, ...)

    Returns
    -------
    ndarray of shape (2, ...), in the draws' unit
        P10 and P90.

    Examples
    --------
    >>> likely_range(np.arange(11.0))
    array([1., 9.])
    """
    ends: NDArray[np.float64] = np.quantile(draws, TENTHS, axis=0)
    return ends


def share_with_less(
    access: NDArray[np.float64], counted: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Find the share of areas that have less care in reach than each one.

    Parameters
    ----------
    access : ndarray of shape (n_areas,), hours for each hour of need
    counted : ndarray of shape (n_areas,), bool
        Areas that have a value.

    Returns
    -------
    ndarray of shape (n_areas,), shares of the counted areas

    Notes
    -----
    Shown, and never a verdict: some areas always have less than others, however much
    care there is.

    Examples
    --------
    >>> share_with_less(np.array([0.5, 2.0, 0.5, 9.0]), np.array([1, 1, 1, 0], bool))
    array([0.        , 0.66666667, 0.        , 1.        ])
    """
    ranked = np.sort(access[counted])
    return np.searchsorted(ranked, access, side="left") / max(1, ranked.size)


def verdict_words(
    chance: NDArray[np.float64],
    listed: NDArray[np.bool_],
    judged: NDArray[np.bool_],
) -> NDArray[np.object_]:
    """Say of each area what we hold of it.

    Parameters
    ----------
    chance : ndarray of shape (n_areas,)
        Chance that the area is below the line; nan where none is given.
    listed, judged : ndarray of shape (n_areas,), bool

    Returns
    -------
    ndarray of shape (n_areas,), str
        ``desert``: on the list. ``likely_below``: more likely than not below the
        line, yet not sure enough to list. ``not_below``. ``not_judged``: too little
        need, no need, or not supplied.

    Examples
    --------
    >>> verdict_words(
    ...     np.array([0.99, 0.6, 0.2, np.nan]),
    ...     np.array([True, False, False, False]),
    ...     np.array([True, True, True, False]),
    ... ).tolist()
    ['desert', 'likely_below', 'not_below', 'not_judged']
    """
    more_likely_than_not = chance > 1 / 2
    words: NDArray[np.object_] = np.select(
        [~judged, listed, more_likely_than_not],
        ["not_judged", "desert", "likely_below"],
        "not_below",
    ).astype(object)
    return words
