"""Spells of the same thing joined across gaps that only the paperwork made."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

LONGEST_GAP = 14  # days; DATA_STANDARDS 9: resets and cropped ends, not real ends

Days = NDArray[np.datetime64]


class Spells(NamedTuple):
    """Joined spells, by key and then by start.

    Attributes
    ----------
    keys : ndarray of shape (n_spells,)
    starts, ends : ndarray of shape (n_spells,), days; an end is NaT while it runs
    n_parts : ndarray of shape (n_spells,), how many spells were joined
    last : ndarray of shape (n_spells,), the part that ends last, by place in the input:
        where to look for the reason of the end
    spell : ndarray of shape (n,), for each part the spell that it went into
    """

    keys: NDArray[np.generic]
    starts: Days
    ends: Days
    n_parts: NDArray[np.int64]
    last: NDArray[np.int64]
    spell: NDArray[np.int64]


def bridge(
    keys: ArrayLike,
    starts: ArrayLike,
    ends: ArrayLike,
    *,
    longest_gap: int = LONGEST_GAP,
) -> Spells:
    """Join spells of one key that overlap or leave only a short gap.

    Parameters
    ----------
    keys : array_like of shape (n,)
        What must be the same for spells to be one: a person and a route, say, as one
        number or word.
    starts : array_like of shape (n,), datetime64, days
    ends : array_like of shape (n,), datetime64, days
        NaT while it runs.
    longest_gap : int, days
        The start of one less the end of the other, at most; 0 joins what touches.

    Returns
    -------
    Spells

    Raises
    ------
    ValueError
        If shapes differ, a start is missing, or an end is before its start.

    Notes
    -----
    The gap is counted from the latest end so far, so a short spell inside a long one
    does no harm, and a running one takes in all that start later. Joining again
    changes nothing. A real pause of under the gap is lost: that is the price.

    Examples
    --------
    >>> days = lambda *each: np.array(each, "datetime64[D]")
    >>> spells = bridge(
    ...     [7, 7, 7],
    ...     days("2024-04-01", "2025-04-01", "2025-07-01"),
    ...     days("2025-03-31", "2025-05-31", "NaT"),
    ... )
    >>> spells.starts, spells.n_parts
    (array(['2024-04-01', '2025-07-01'], dtype='datetime64[D]'), array([2, 1]))
    """
    names, group = np.unique(np.asarray(keys), return_inverse=True)
    begin, end = (np.asarray(days, "datetime64[D]") for days in (starts, ends))
    if begin.ndim != 1 or not group.shape == begin.shape == end.shape:
        raise ValueError(
            f"keys, starts and ends have shapes {group.shape}, {begin.shape} and "
            f"{end.shape}; they must be one and the same."
        )
    _refuse_wrong_days(begin, end)
    if not begin.size:
        none = np.zeros(0, np.int64)
        return Spells(names, begin, end, none, none, none)

    running = np.isnat(end)
    first_day = begin.min()
    start = (begin - first_day).astype(np.int64)
    stop = (end - first_day).astype(np.int64)
    known = np.concatenate([start, stop[~running]])
    horizon = int(known.max()) + longest_gap + 1
    stop = np.where(running, horizon, stop)
    # Each key gets its own stretch of one long line, too far from the next to touch.
    offset = group.astype(np.int64) * (horizon + longest_gap + 1)

    order = np.lexsort((start, group))
    latest = np.maximum.accumulate((offset + stop)[order])
    gaps = (offset + start)[order][1:] - latest[:-1]
    heads = np.flatnonzero(np.concatenate([[True], gaps > longest_gap]))
    joined = np.zeros(begin.size, np.int64)
    joined[heads[1:]] = 1
    spell = np.empty(begin.size, np.int64)
    spell[order] = np.cumsum(joined)

    # The last of those sorted by end; ties by place, so the answer is one answer.
    by_end = np.lexsort((np.arange(begin.size), stop, spell))
    tails = np.append(heads[1:], begin.size) - 1
    last = by_end[tails]
    return Spells(
        names[group[order][heads]],
        begin[order][heads],
        end[last],
        np.diff(np.append(heads, begin.size)),
        last,
        spell,
    )


def _refuse_wrong_days(begin: Days, end: Days) -> None:
    """Refuse a start that is missing or an end before its start."""
    if np.isnat(begin).any():
        raise ValueError(f"{int(np.isnat(begin).sum())} starts are missing.")
    wrong = np.flatnonzero(end < begin)
    if wrong.size:
        i = wrong[0]
        raise ValueError(
            f"{wrong.size} spells end before they start; number {i} starts on "
            f"{begin[i]} and ends on {end[i]}."
        )
