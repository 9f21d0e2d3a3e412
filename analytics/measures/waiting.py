"""Who waits for care on the day, where, and how many waited at each month's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.assumptions import assumption
from analytics.measures.marks import blanked
from analytics.measures.whereabouts import in_every_set, one_row_a_place
from analytics.stats.survival import kaplan_meier
from data.queries.waiting import read_referrals

if TYPE_CHECKING:
    from data.vault import Vault

WAITING, PLACED, WITHDRAWN = "waiting", "placed", "withdrawn"
PLACE = ["place_set", "place_name"]
BANDS = ("days_band_1", "days_band_2", "days_band_3", "days_band_4")
EDGES = ("waiting.short_wait", "waiting.middling_wait", "waiting.long_wait")


def who_waits(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count who waits for care on the day, by every kind of place, and before it.

    Returns
    -------
    dict of DataFrame
        waiting_by_place: one row for each place, true zeros included: people, hours
        (a week, of those who state any), hours_not_stated (people), days_band_1 to _4
        (people, by days waited so far), median_days and longest_days.
        waiting_trend: one row for each month_end and place: people (still waiting
        that evening, by the days of asking and placing), asked and placed (in that
        month), and withdrawn_may_be: how many more would have waited if those who
        withdrew, on a day that no file gives, had been placed like the others.
    """
    referrals = read_referrals(vault)
    today = pd.Timestamp(vault.as_of)
    everywhere = in_every_set(referrals, vault)
    places = one_row_a_place(vault)
    waiting = everywhere[everywhere["outcome"] == WAITING]
    return {
        "waiting_by_place": _by_place(waiting, places, today),
        "waiting_trend": _trend(everywhere, places, referrals, today),
    }


def _by_place(
    waiting: pd.DataFrame, places: pd.MultiIndex, today: pd.Timestamp
) -> pd.DataFrame:
    days = (today - waiting["made_on"]).dt.days
    edges = [assumption(edge, today.date()).value for edge in EDGES]
    band = np.searchsorted(edges, days.to_numpy(float), side="left")
    counted = waiting[PLACE].assign(
        people=1,
        hours=waiting["weekly_hours"],
        hours_not_stated=waiting["weekly_hours"].isna().astype(int),
        **{name: (band == place).astype(int) for place, name in enumerate(BANDS)},
    )
    groups = counted.groupby(PLACE)
    sums = groups[["people", "hours_not_stated", *BANDS]].sum()
    frame = sums.reindex(places, fill_value=0)
    frame["hours"] = groups["hours"].sum(min_count=1).reindex(places)
    waited = waiting[PLACE].assign(days=days).groupby(PLACE)["days"]
    frame["median_days"] = waited.median().reindex(places)
    frame["longest_days"] = waited.max().reindex(places)
    frame = frame.reset_index()
    nobody = (frame["people"] == 0).to_numpy(bool)
    frame["hours"] = frame["hours"].mask(nobody, 0.0)
    for column in ("median_days", "longest_days"):
        blanked(frame, column, nobody, "not_applicable")
    return blanked(frame, "hours", frame["hours"].isna().to_numpy(), "not_supplied")


def _trend(
    everywhere: pd.DataFrame,
    places: pd.MultiIndex,
    referrals: pd.DataFrame,
    today: pd.Timestamp,
) -> pd.DataFrame:
    """Count who waited at the end of each month, from the days of asking and placing.

    A referral that was placed on no given day is left out of every month: it waited
    for a time that nobody knows.
    """
    dated = everywhere[
        (everywhere["outcome"] != PLACED) | everywhere["placed_on"].notna()
    ]
    still = still_waiting(referrals, today)
    rows = []
    for month_end in _month_ends(referrals, today):
        asked = dated[dated["made_on"] <= month_end]
        waits = (asked["outcome"] == WAITING) | (asked["placed_on"] > month_end)
        gone = asked[asked["outcome"] == WITHDRAWN]
        chance = still((month_end - gone["made_on"]).dt.days.to_numpy(float))
        if month_end == today:
            chance = np.zeros_like(chance)  # by now they have all withdrawn
        month = month_end.to_period("M")
        counted = pd.DataFrame(
            {
                "people": _sized(asked[waits], places),
                "asked": _sized(_within(asked, "made_on", month), places),
                "placed": _sized(_within(asked, "placed_on", month), places),
                "withdrawn_may_be": gone[PLACE]
                .assign(chance=chance)
                .groupby(PLACE)["chance"]
                .sum()
                .reindex(places, fill_value=0.0),
            }
        )
        rows.append(counted.reset_index().assign(month_end=month_end))
    empty = pd.DataFrame(
        columns=["month_end", *PLACE, "people", "asked", "placed", "withdrawn_may_be"]
    )
    return pd.concat(rows, ignore_index=True) if rows else empty


def _within(rows: pd.DataFrame, column: str, month: pd.Period) -> pd.DataFrame:
    return rows[rows[column].dt.to_period("M") == month]


def _sized(rows: pd.DataFrame, places: pd.MultiIndex) -> pd.Series:
    return rows.groupby(PLACE).size().reindex(places, fill_value=0)


def _month_ends(referrals: pd.DataFrame, today: pd.Timestamp) -> list[pd.Timestamp]:
    """List the month ends that the file can tell.

    Who asked before the file begins is not in it, so its first months look empty.
    """
    if referrals.empty:
        return []
    warm = pd.Timedelta(days=assumption("waiting.warm_up_days", today.date()).value)
    return list(pd.date_range(referrals["made_on"].min() + warm, today, freq="ME"))


class StillWaiting:
    """The chance still to wait after so many days, of those who did not withdraw."""

    def __init__(self, days: NDArray[np.float64], was_placed: NDArray[np.bool_]):
        # Somebody placed on the day of asking waited through no night: day 0 is a day.
        self._curve = kaplan_meier(days + 1, was_placed) if days.size else None

    def __call__(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Read the chance at the end of each day, 0 the day of asking."""
        if self._curve is None:
            return np.zeros_like(days)
        return self._curve.at(days + 1)


def still_waiting(referrals: pd.DataFrame, today: pd.Timestamp) -> StillWaiting:
    """Estimate from a file how long people wait who do not withdraw."""
    days, was_placed = waits_of(referrals, today)
    return StillWaiting(days, was_placed)


def waits_of(
    referrals: pd.DataFrame, today: pd.Timestamp
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return days from asking to placing, or to today for those who still wait.

    Returns
    -------
    days : ndarray of shape (n,), days; 0 on the day of asking
    was_placed : ndarray of shape (n,), bool
        Neither those who withdrew nor those placed on no given day are among the n.
    """
    known = referrals[
        (referrals["outcome"] == WAITING)
        | ((referrals["outcome"] == PLACED) & referrals["placed_on"].notna())
    ]
    was_placed = (known["outcome"] == PLACED).to_numpy(bool)
    until = known["placed_on"].where(was_placed, today)
    days = (until - known["made_on"]).dt.days.to_numpy(float)
    return days, was_placed
