"""Care deserts in public: word and reason, unless they would show a supplier."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.access.outlines import shape_of, touching
from analytics.access.places import place_names, places_of
from analytics.assumptions import assumption
from analytics.protect.plan import Release
from analytics.protect.statuses import WITH_VALUE, is_number, status_of
from data.errors import BrokenContractError

REACH, AREAS, OUTLINES = "area_reach", "areas", "area_outlines"
LEVEL = ["kind", "need", "travel_minutes", "line"]
PLACE_AND_TRAVEL = ["area_code", "travel_minutes"]
HIDDEN = "suppressed"


def protect_deserts(
    frame: pd.DataFrame, release: Release, desk: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Hide areas that one or two providers reach, or that one mostly serves.

    Parameters
    ----------
    frame : DataFrame, rows of area_verdicts with their statuses
    desk : the other tables of the desk
        area_reach tells providers_in_reach (count) and largest_share (share of the
        hours in reach that is the largest provider's, 0 to 1); areas and area_outlines
        tell which listed areas touch and how their wards are called.

    Returns
    -------
    DataFrame
        The same rows. An area that nobody reaches is shown. In a hidden one the class
        is blank, the verdict is the word "suppressed" and every other word is blank.
        Places are gathered and named anew from what is shown: a name made on the desk
        could tell of a hidden area beside.

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
    known = desk[REACH].set_index(PLACE_AND_TRAVEL)[
        ["providers_in_reach", "largest_share"]
    ]
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
    if "place_name" in release.columns:
        safe["place_name"] = _shown_places(safe, desk)
    return safe


def _shown_places(shown: pd.DataFrame, desk: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Name the places that the listed areas which are shown make among themselves."""
    areas = desk[AREAS].set_index("area_code")
    outlines = desk[OUTLINES]
    own = outlines[outlines["layer"] == "area"].set_index("area_code")
    shapes = np.array(
        [shape_of(x, y) for x, y in zip(own["x_km"], own["y_km"], strict=True)], object
    )
    pairs = touching(shapes)
    people = areas.reindex(own.index).reset_index()
    people["people"] = people["people_65_plus"] + people["people_18_64"]
    names = pd.Series(None, index=shown.index, dtype=object)
    for _, level in shown.groupby([c for c in LEVEL if c in shown], dropna=False):
        verdicts = level.set_index("area_code")["verdict"]
        listed = (verdicts.reindex(own.index) == "desert").to_numpy(bool)
        named = pd.Series(place_names(people, places_of(listed, pairs)), own.index)
        names[level.index] = named.reindex(level["area_code"]).to_numpy(object)
    return names
