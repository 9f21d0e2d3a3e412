"""Hours and money of providers: from enough of them, none of them most of it."""

from __future__ import annotations

import pandas as pd

from analytics.assumptions import assumption
from analytics.protect.plan import Release
from analytics.protect.statuses import WITH_VALUE, status_of
from data.errors import BrokenContractError

CONTRIBUTORS = "n_providers"
DOMINANCE = "largest_share"


def protect_providers(
    frame: pd.DataFrame,
    release: Release,
) -> pd.DataFrame:
    """Hide figures of too few providers, or of which one is too large a part.

    Parameters
    ----------
    frame : DataFrame, rows of a desk table with n_providers (count) and largest_share
        (share of the figure that is the largest provider's, 0 to 1)

    Returns
    -------
    DataFrame
        The same rows; how many providers there are is shown freely.

    Raises
    ------
    BrokenContractError
        If the frame does not say how many stand behind a figure.
    """
    if not {CONTRIBUTORS, DOMINANCE} <= set(frame.columns):
        raise BrokenContractError(
            f"Table {release.table} does not give {CONTRIBUTORS} and {DOMINANCE}, so "
            "its figures cannot be protected; correct the measure."
        )
    least = assumption("protect.least_contributors").value
    most = assumption("protect.largest_share").value
    # Unknown is taken as unsafe: a comparison with a blank is false.
    enough = (frame[CONTRIBUTORS] >= least) & (frame[DOMINANCE] <= most)
    safe = frame.copy()
    for column in release.columns:
        if column == CONTRIBUTORS:
            continue
        status = status_of(column)
        if status not in frame.columns:
            raise BrokenContractError(
                f"Table {release.table} would release the text {column} by a rule for "
                "numbers; take it out of data/release_plan.yaml."
            )
        hidden = frame[status].isin(WITH_VALUE) & ~enough
        safe[column] = frame[column].astype(float).mask(hidden)
        safe[status] = frame[status].mask(hidden, "suppressed")
    return safe
