"""Places between the limits of what luck, and usual differences, would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.answers.fair_counts import (
    CHOSEN,
    PLACE,
    status_of,
    target,
    with_shares,
)
from analytics.answers.uptake_counts import PLACES
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.funnel import ALARM, Spread, binomial_limits, spread, widened
from analytics.stats.rates import Interval
from analytics.stats.standardise import people_worth

LIMITS = ("share_low_95", "share_high_95", "share_low_998", "share_high_998")


@dataclass(frozen=True)
class Funnel:
    """Places between the limits of luck.

    Attributes
    ----------
    places : as `funnel` says
    found : how much more places differ than luck would have it; one of luck alone
        where they are too few to tell
    is_widened : the limits are wider by it
    """

    places: pd.DataFrame
    found: Spread
    is_widened: bool


def funnel(evidence: Evidence) -> Funnel:
    """Return the places of a set, in the order of their names, and their limits.

    Of each: place_name; people_chosen, people_all and expected (persons); share (as
    counted) and share_adjusted (0 to 1: everybody's times counted by expected);
    people_worth (persons, the size at which a place of the common mix is as much left
    to luck); its limits, share_low_95 to share_high_95 and share_low_998 to
    share_high_998; the status of each; stands ("above", "below" or ""). Under 20
    people there is no share.
    """
    rows = evidence[PLACE]
    rows = rows[rows["people_all"] > 0].drop(columns=["choice", "place_set"])
    rows = rows.rename(columns=CHOSEN).assign(is_real=~rows["place_name"].isin(PLACES))
    rows["place_name"] = rows["place_name"].replace(PLACES)
    order = ["is_real", "place_name"]
    rows = rows.sort_values(order, ascending=[False, True], ignore_index=True)
    common = target(evidence)
    rows = with_shares(rows, common).drop(columns=["is_self"])
    if common is None or not 0 < common < 1:
        blank = dict.fromkeys(("people_worth", *LIMITS), np.nan)
        return Funnel(_judged(rows.assign(**blank)), Spread(1.0, 0.0, 0), False)
    worth = people_worth(rows["expected"], rows["variance"], common)
    judged = rows["share_adjusted"].notna() & rows["is_real"] & (worth >= 1)
    rows["people_worth"] = np.where(judged, np.round(worth), np.nan)
    found, is_widened = _found(rows[judged], common)
    near, far = limits_at(rows["people_worth"], common, found, is_widened)
    rows["share_low_95"], rows["share_high_95"] = near
    rows["share_low_998"], rows["share_high_998"] = far
    return Funnel(_judged(rows), found, is_widened)


def _found(judged: pd.DataFrame, common: float) -> tuple[Spread, bool]:
    if len(judged) < assumption("fairness.least_places").value:
        return Spread(1.0, 0.0, len(judged)), False
    errors = _errors(judged["people_worth"], common)
    found = spread(judged["share_adjusted"], errors, common)
    return found, found.phi > 1


def _errors(worth: pd.Series, common: float) -> pd.Series:
    return (common * (1 - common) / worth) ** 0.5


def limits_at(
    worth: pd.Series, common: float, found: Spread, is_widened: bool
) -> tuple[Interval, Interval]:
    """Bound the shares of places of these sizes, at 95% and at 99.8%."""
    near = binomial_limits(worth, common)
    far = binomial_limits(worth, common, inside=ALARM)
    if not is_widened:
        return near, far
    errors = _errors(worth, common)
    wider = {"standard_errors": errors, "highest": 1.0}
    return (
        widened(near, common, found, **wider),
        widened(far, common, found, **wider),
    )


def _judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Say which places are outside the outer limits, and why a number is blank."""
    share = rows["share_adjusted"]
    for column in ("people_worth", *LIMITS):
        why = pd.Series("not_applicable", rows.index)
        rows[f"{column}_status"] = status_of(rows[column], why)
    stands = np.select(
        [share > rows["share_high_998"], share < rows["share_low_998"]],
        ["above", "below"],
        "",
    )
    return rows.assign(stands=stands)
