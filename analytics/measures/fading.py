"""Whose care grew less as they could and wished, and whose for no told reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from data.queries.outcomes import read_changes

if TYPE_CHECKING:
    from data.vault import Vault

FADED, UNEXPLAINED, CANNOT_TELL = "faded", "unexplained", "cannot_tell"
SAME, MORE, TOO_EARLY = "same", "more", "too_early"
OUTCOMES = (FADED, UNEXPLAINED, CANNOT_TELL, SAME, MORE, TOO_EARLY)
ALL, PILOT, OTHERS = "all", "pilot", "others"


def classify(
    changes: pd.DataFrame, *, least_days: float, hours_down: float
) -> pd.Series:
    """Say of each person what became of their hours, and whether that is explained.

    Fewer hours are fading support only where independence and satisfaction did not
    fall and less support was the person's own aim. One of the three known to fail
    settles it: unexplained. With none failing and one not known, we cannot tell.

    Parameters
    ----------
    changes : DataFrame, one row for each person, as of `read_changes`
    least_days : days between the first review and the last, under which it is too early
    hours_down : share of the first hours by which they must differ to count as changed

    Returns
    -------
    Series of str, one of OUTCOMES
    """
    first = changes["hours_first"].astype(float)
    last = changes["hours_last"].astype(float)
    # Shares of an hour: a fall of exactly the share counts, whatever rounding does.
    slack = 1e-9
    fell = (last < first) & (last <= first * (1 - hours_down) + slack)
    rose = (last > first) & (last >= first * (1 + hours_down) - slack)
    worse = pd.Series(False, index=changes.index)
    known = changes["own_aim"].eq("yes")
    for score in ("independence", "satisfaction"):
        before = changes[f"{score}_first"].astype(float)
        after = changes[f"{score}_last"].astype(float)
        worse |= after < before
        known &= before.notna() & after.notna()
    worse |= changes["own_aim"].eq("no")
    early = changes["days"].astype(float) < least_days
    named = np.select(
        [early, fell & worse, fell & known, fell, rose],
        [TOO_EARLY, UNEXPLAINED, FADED, CANNOT_TELL, MORE],
        SAME,
    )
    return pd.Series(named, index=changes.index, dtype="str")


def fading_support(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count people by what became of their hours between first and last review.

    Returns
    -------
    dict of DataFrame
        fading_support: one row for each group of people (all, pilot, others) and
        outcome, with people (count), people_at_least and people_at_most (the same,
        were the share that counts as fewer or more hours the least and the most of
        its range), hours_first and hours_last (hours a week of them all). Every
        combination is there.
    """
    changes = read_changes(vault)
    in_pilot = changes["in_pilot"].fillna(False).astype(bool)
    share = assumption("outcomes.hours_down")
    days = assumption("outcomes.least_days").value
    named = {
        column: classify(changes, least_days=days, hours_down=each)
        for column, each in (
            ("people", share.value),
            ("people_at_least", share.low),
            ("people_at_most", share.high),
        )
    }
    parts = []
    for group, chosen in (
        (ALL, in_pilot | ~in_pilot),
        (PILOT, in_pilot),
        (OTHERS, ~in_pilot),
    ):
        part = pd.DataFrame(
            {column: each[chosen].value_counts() for column, each in named.items()},
            index=list(OUTCOMES),
        ).fillna(0)
        hours = changes[chosen].groupby(named["people"][chosen])
        summed = hours[["hours_first", "hours_last"]].sum()
        part = part.join(summed).fillna(0).reset_index(names="outcome")
        parts.append(part.assign(people_group=group))
    frame = pd.concat(parts, ignore_index=True)
    kinds = {"hours_first": float, "hours_last": float}
    return {"fading_support": frame.astype({**dict.fromkeys(named, "int64"), **kinds})}
