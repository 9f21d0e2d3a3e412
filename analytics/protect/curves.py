"""Life tables: none of a group with few ends, small counts hidden, the rest rounded."""

from __future__ import annotations

import pandas as pd

from analytics.assumptions import assumption
from analytics.protect.people import protect_people
from analytics.protect.plan import Release
from analytics.protect.statuses import WITH_VALUE, status_of
from data.errors import BrokenContractError

ENDED = "ended"


def protect_curves(frame: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Hide every count of a group with too few ends in all; protect the rest as people.

    Parameters
    ----------
    frame : DataFrame, rows of a desk table with `ended` (ends in a step of time, by
        group) and its status

    Returns
    -------
    DataFrame
        The same rows. A curve is drawn from these counts alone, and stops where one of
        them is hidden.

    Raises
    ------
    BrokenContractError
        If the frame has no count of ends, or a count that is no whole number.
    """
    if ENDED not in frame:
        raise BrokenContractError(
            f"Table {release.table} does not give {ENDED}, so its curves cannot be "
            "protected; correct the measure."
        )
    safe = protect_people(frame, release)
    groups = [frame[key] for key in (*release.dimensions, *release.levels)]
    ends = frame[ENDED].fillna(0.0).groupby(groups).transform("sum")
    too_few = ends < assumption("protect.least_ends").value
    for column in release.columns:
        hidden = too_few & frame[status_of(column)].isin(WITH_VALUE)
        safe[column] = safe[column].mask(hidden)
        safe[status_of(column)] = safe[status_of(column)].mask(hidden, "suppressed")
    return safe
