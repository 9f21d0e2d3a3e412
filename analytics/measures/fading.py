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
        outcome, with people (count), hours_first and hours_last (hours a week of them
        all). Every combination is there.
    """
    changes = read_changes(vault)
    changes["in_pilot"] = changes["in_pilot"].fillna(False).astype(bool)
    changes["outcome"] = classify(
        changes,
        least_days=assumption("outcomes.least_days").value,
        hours_down=assumption("outcomes.hours_down").value,
    )
    parts = []
    for group, chosen in (
        (ALL, changes),
        (PILOT, changes[changes["in_pilot"]]),
        (OTHERS, changes[~changes["in_pilot"]]),
    ):
        of_outcome = chosen.groupby("outcome")
        part = of_outcome[["hours_first", "hours_last"]].sum()
        part.insert(0, "people", of_outcome.size())
        part = part.reindex(list(OUTCOMES), fill_value=0).reset_index(names="outcome")
        parts.append(part.assign(people_group=group))
    frame = pd.concat(parts, ignore_index=True)
    kinds = {"people": "int64", "hours_first": float, "hours_last": float}
    return {"fading_support": frame.astype(kinds)}
