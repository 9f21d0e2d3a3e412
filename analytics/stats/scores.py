"""Scores of units from draws: medians, ends, and the chance of each rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Shrunk:
    """Scores with intervals, and how sure each place in the order is.

    Attributes
    ----------
    raw : ndarray of shape (n,), as counted
    middle, lower, upper : ndarray of shape (n,), median and ends, in the unit of raw;
        NaN for units under the least number
    chance_of_rank : ndarray of shape (n, n_judged), chance of each unit to be first
        (highest), second, …; a row of NaN for units under the least number
    """

    raw: Values
    middle: Values
    lower: Values
    upper: Values
    chance_of_rank: Values


def chance_of_rank(draws: Values) -> Values:
    """Count how often each unit comes first, second and so on.

    Parameters
    ----------
    draws : ndarray of shape (n_draws, n), any unit

    Returns
    -------
    ndarray of shape (n, n), chances; rows and columns each add up to 1
        Column 0 is the highest.

    Examples
    --------
    >>> chance_of_rank(np.array([[3.0, 1, 2], [3, 2, 1]]))
    array([[1. , 0. , 0. ],
           [0. , 0.5, 0.5],
           [0. , 0.5, 0.5]])
    """
    units = np.argsort(-draws, axis=1)
    n = draws.shape[1]
    by_rank = [np.bincount(units[:, rank], minlength=n) for rank in range(n)]
    return np.stack(by_rank, axis=1) / len(draws) if n else np.zeros((0, 0))


def no_scores(raw: Values) -> Shrunk:
    """Say that a group is too small for scores: keep what was counted alone."""
    blank = np.full(raw.shape, np.nan)
    return Shrunk(raw, blank, blank, blank, np.full((raw.size, 0), np.nan))


def scores(
    raw: Values, draws: Values, judged: NDArray[np.bool_], confidence: float
) -> Shrunk:
    """Give median, ends and ranks of the units that have a score."""
    levels = [0.5, (1 - confidence) / 2, (1 + confidence) / 2]
    ends = np.quantile(draws, levels, axis=0)
    middle, lower, upper = np.where(judged, ends, np.nan)
    ranks = np.full((raw.size, int(judged.sum())), np.nan)
    ranks[judged] = chance_of_rank(draws[:, judged])
    return Shrunk(raw, middle, lower, upper, ranks)
