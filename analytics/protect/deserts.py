"""Care deserts in public: word and reason, unless they would show a supplier."""

from __future__ import annotations

import pandas as pd

from analytics.assumptions import assumption
from analytics.protect.plan import Release
from analytics.protect.statuses import WITH_VALUE, is_number, status_of
from data.errors import BrokenContractError

REACH = "area_reach"
PLACE_AND_TRAVEL = ["area_code", "travel_minutes"]
HIDDEN = "suppressed"


def protect_deserts(
    frame: pd.DataFrame, release: Release, reach: pd.DataFrame
) -> pd.DataFrame:
    """Hide areas that one or two providers reach, or that one mostly serves.

    Parameters
    ----------
    frame : DataFrame, rows of area_verdicts with their statuses
    reach : DataFrame, rows of area_reach: providers_in_reach (count), largest_share
        (share of the hours in reach that is the largest provider's, 0 to 1)

    Returns
    -------
    DataFrame
        The same rows. An area that nobody reaches is shown. In a hidden one the class
        is blank, the verdict is the word "suppressed" and every other word is blank.

    Raises
    ------
    BrokenContractError
        If the release is of one kind of care, of which `reach` cannot speak.
    """
    if release.levels.get("kind") != ("all",):
        raise BrokenContractError(
            f"The release of {release.table} must be of kind [all]: who reaches an "
            "area is known for all kinds together; correct data/release_plan.yaml."
        )
    least = assumption("protect.least_contributors").value
    most = assumption("protect.largest_share").value
    known = reach.set_index(PLACE_AND_TRAVEL)[["providers_in_reach", "largest_share"]]
    beside = frame[PLACE_AND_TRAVEL].join(known, on=PLACE_AND_TRAVEL)
    nobody = beside["providers_in_reach"] == 0
    enough = (beside["providers_in_reach"] >= least) & (beside["largest_share"] <= most)
    # A blank class says already that nothing is known; the reason for it stays.
    hidden = frame[status_of("class")].isin(WITH_VALUE) & ~(nobody | enough)
    safe = frame.copy()
    for column in release.columns:
        safe[column] = frame[column].mask(hidden)
        if is_number(frame[column]):
            status = status_of(column)
            safe[status] = frame[status].mask(hidden, HIDDEN)
    safe["verdict"] = frame["verdict"].mask(hidden, HIDDEN)
    return safe
