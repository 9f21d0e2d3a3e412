"""Counts of people: small ones hidden, the rest rounded, true zeros shown."""

from __future__ import annotations

import pandas as pd

from analytics.assumptions import assumption
from analytics.protect.plan import Release
from analytics.protect.statuses import WITH_VALUE, status_of
from data.errors import BrokenContractError


def protect_people(frame: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Hide counts from 1 to one under the least, and round the others.

    Parameters
    ----------
    frame : DataFrame, rows of a desk table with their statuses, persons

    Returns
    -------
    DataFrame
        The same rows. Where the release keeps whole sets, one hidden cell hides every
        cell of its set, so that no total elsewhere lets it be worked out.

    Raises
    ------
    BrokenContractError
        If a count is not a whole number of people.

    Notes
    -----
    This is no audit: it does not look at what several tables, or this release and an
    earlier one, say together.
    """
    least = assumption("protect.least_people").value
    step = assumption("protect.round_people_to").value
    safe = frame.copy()
    for column in release.columns:
        exact = frame[column].astype(float)
        is_there = frame[status_of(column)].isin(WITH_VALUE)
        if (exact[is_there] % 1 != 0).any() or (exact[is_there] < 0).any():
            raise BrokenContractError(
                f"Table {release.table} has a {column} that is no whole number of "
                "people, so it cannot be protected as a count; correct the measure."
            )
        hidden = is_there & exact.between(1, least, inclusive="left")
        if release.whole_sets and hidden.any():
            by = [safe[key] for key in release.whole_sets]
            hidden = is_there & hidden.groupby(by).transform("any")
        # No count lies half-way between two multiples of an odd step.
        rounded = (exact / step + 0.5).floordiv(1) * step
        safe[column] = rounded.mask(hidden)
        safe[status_of(column)] = frame[status_of(column)].mask(hidden, "suppressed")
    return safe
