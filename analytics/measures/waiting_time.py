"""How long people wait until care is found, and how often it is handed back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.marks import blanked
from analytics.measures.waiting import PLACE, PLACED, WAITING, WITHDRAWN, waits_of
from analytics.measures.whereabouts import ALL, in_every_set, one_row_a_place
from analytics.stats.competing import Incidence, aalen_johansen
from analytics.stats.survival import Survival, kaplan_meier
from data.queries.waiting import read_referrals

if TYPE_CHECKING:
    from data.vault import Vault

FOUND = 1  # the first cause of an end; withdrawing is the second
UNKNOWN = "unknown"
MEDIAN = ("median_days", "median_lower", "median_upper")
WITHIN = ("within_least", "within_most", "within_lower", "within_upper")


def time_to_place(vault: Vault) -> dict[str, pd.DataFrame]:
    """Estimate how long people wait, with those who still wait counted as waiting.

    Returns
    -------
    dict of DataFrame
        waiting_time: one row for each place, of those who asked in the last months:
        referrals, placed, waiting, withdrawn, undated (placed on no given day);
        median_days with its 95% interval, of those who did not withdraw; within_least
        and within_most: the share of all placed within a long wait, whenever those
        who withdrew did so, and within_lower and within_upper, its 95% interval.
        waiting_quarters: the same for all places, by the quarter of asking, of those
        that the file holds whole.
        waiting_curve: one row for each place and day: share_waiting with its 95%
        interval, at_risk (people whose wait is known that far).
        hand_backs: one row for each kind of provider: placements, back_soon and
        back_late (handed back within so many days).
    """
    referrals = read_referrals(vault)
    today = pd.Timestamp(vault.as_of)
    months = int(assumption("waiting.recent_months", vault.as_of).value)
    since = today - pd.DateOffset(months=months)
    recent = in_every_set(referrals[referrals["made_on"] > since], vault)
    groups = dict(list(recent.groupby(PLACE)))
    places = one_row_a_place(vault)
    none = recent.iloc[:0]
    return {
        "waiting_time": _finished(
            [
                {
                    **dict(zip(PLACE, key, strict=True)),
                    **_waited(groups.get(key, none), today),
                }
                for key in places
            ],
            PLACE,
        ),
        "waiting_quarters": _finished(
            [
                {"quarter_end": quarter, **_waited(rows, today)}
                for quarter, rows in _by_quarter(referrals, today)
            ],
            ["quarter_end"],
        ),
        "waiting_curve": pd.concat(
            [
                _curve(groups.get(key, none), today).assign(
                    **dict(zip(PLACE, key, strict=True))
                )
                for key in places
            ],
            ignore_index=True,
        ),
        "hand_backs": _hand_backs(referrals, today),
    }


def _by_quarter(
    referrals: pd.DataFrame, today: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.DataFrame]]:
    """Return those who asked in each quarter that has ended and is whole."""
    quarter = referrals["made_on"].dt.to_period("Q")
    begins, ends = quarter.dt.start_time, quarter.dt.end_time.dt.normalize()
    told = (ends <= today) & (begins >= referrals["made_on"].min())
    return [
        (pd.Timestamp(str(end)), rows)
        for end, rows in referrals[told].groupby(ends[told])
    ]


def _waited(rows: pd.DataFrame, today: pd.Timestamp) -> dict[str, Any]:
    """Count a group's outcomes, and estimate its wait."""
    is_undated = (rows["outcome"] == PLACED) & rows["placed_on"].isna()
    counts = {
        "referrals": len(rows),
        "placed": int((rows["outcome"] == PLACED).sum()),
        "waiting": int((rows["outcome"] == WAITING).sum()),
        "withdrawn": int((rows["outcome"] == WITHDRAWN).sum()),
        "undated": int(is_undated.sum()),
    }
    curve = _survival(rows, today)
    median = [np.nan] * 3
    if curve is not None:
        half = curve.lasts(0.5)
        # Counted from day 1 inside, from day 0 for a reader.
        median = [day - 1 for day in (half.middle, half.lower, half.upper)]
    long = assumption("waiting.long_wait", today.date()).value
    return {
        **counts,
        **dict(zip(MEDIAN, median, strict=True)),
        **dict(zip(WITHIN, _within(rows[~is_undated], today, long), strict=True)),
    }


def _survival(rows: pd.DataFrame, today: pd.Timestamp) -> Survival | None:
    days, was_placed = waits_of(rows, today)
    return kaplan_meier(days + 1, was_placed) if was_placed.any() else None


def _within(
    rows: pd.DataFrame, today: pd.Timestamp, days: float
) -> tuple[float, float, float, float]:
    """Bound the share of all who asked that was placed within so many days.

    Nobody says when people withdrew. The earlier they did, the larger the estimate:
    so it lies between that in which all left on the day of asking and that in which
    all left today.
    """
    if rows.empty:
        return (np.nan,) * 4
    least = placed_or_withdrawn(rows, today, at_once=False)
    most = placed_or_withdrawn(rows, today, at_once=True)
    ends = [_read(curve, days + 1) for curve in (least, most)]
    return ends[0][0], ends[1][0], ends[0][1], ends[1][2]


def placed_or_withdrawn(
    rows: pd.DataFrame, today: pd.Timestamp, *, at_once: bool
) -> Incidence:
    """Estimate the chance to be placed by each day, withdrawing being another end.

    Parameters
    ----------
    rows : DataFrame, referrals, none placed on no given day
    at_once : bool
        All who withdrew did so before anything else could happen; else, after all
        else that could happen until today.
    """
    waited = (today - rows["made_on"]).dt.days.to_numpy(float) + 1
    placed = (rows["outcome"] == PLACED).to_numpy(bool)
    withdrew = (rows["outcome"] == WITHDRAWN).to_numpy(bool)
    found = (rows["placed_on"] - rows["made_on"]).dt.days.to_numpy(float) + 1
    exits = np.where(placed, found, waited)
    exits = np.where(withdrew, 0.5 if at_once else waited + 0.5, exits)
    causes = np.where(placed, FOUND, np.where(withdrew, FOUND + 1, 0))
    return aalen_johansen(exits, causes, n_causes=2)


def _read(curve: Incidence, when: float) -> tuple[float, float, float]:
    """Read the chance to be placed by then, and its interval."""
    place = int(np.searchsorted(curve.times, when, side="right")) - 1
    if place < 0:
        return 0.0, 0.0, np.nan
    lower, upper = curve.interval()
    return (
        float(curve.incidence[place, 0]),
        float(lower[place, 0]),
        float(upper[place, 0]),
    )


def _finished(rows: list[dict[str, Any]], keys: list[str]) -> pd.DataFrame:
    """Say of each blank why: nobody to estimate from, or a half not yet reached."""
    counts = ["referrals", "placed", "waiting", "withdrawn", "undated"]
    frame = pd.DataFrame(rows, columns=[*keys, *counts, *MEDIAN, *WITHIN])
    numbers = [*MEDIAN, *WITHIN]
    frame[numbers] = frame[numbers].astype(float).replace(np.inf, np.nan)
    for column in numbers:
        blanked(frame, column, frame[column].isna().to_numpy(bool), "not_applicable")
    return frame


def _curve(rows: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Read the share still waiting at the end of each day."""
    longest = int(assumption("waiting.longest_shown", today.date()).value)
    days = np.arange(longest + 1)
    curve = _survival(rows, today)
    waits, _ = waits_of(rows, today)
    frame = pd.DataFrame({"day": days, "at_risk": (waits[:, None] >= days).sum(axis=0)})
    columns = ("share_waiting", "share_lower", "share_upper")
    if curve is None:
        frame[list(columns)] = np.nan
    else:
        interval = curve.log_log_interval()
        for column, values in zip(
            columns, (curve.survival, interval.lower, interval.upper), strict=True
        ):
            place = np.searchsorted(curve.times, days + 1, side="right")
            frame[column] = np.concatenate([[1.0], values])[place]
    # Beyond the longest wait that is known, nobody knows how it goes on.
    unknown = frame["at_risk"].to_numpy() == 0
    for column in columns:
        blank = unknown | frame[column].isna().to_numpy()
        blanked(frame, column, blank, "not_applicable")
    return frame


def _hand_backs(referrals: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Count placements that were handed back, of those watched for long enough.

    Placements with a provider that is named, in the months that ended so many days
    ago that each could be handed back within them.
    """
    soon, late = (
        pd.Timedelta(days=assumption(f"waiting.hand_back_{when}", today.date()).value)
        for when in ("soon", "late")
    )
    months = int(assumption("waiting.recent_months", today.date()).value)
    last = today - late
    placed = referrals[
        (referrals["outcome"] == PLACED)
        & referrals["provider_id"].notna()
        & (referrals["placed_on"] <= last)
        & (referrals["placed_on"] > last - pd.DateOffset(months=months))
    ]
    lasted = placed["handed_back_on"] - placed["placed_on"]
    rows = placed.assign(
        kind=placed["provider_kind"].fillna(UNKNOWN),
        placements=1,
        back_soon=(lasted <= soon).astype(int),
        back_late=(lasted <= late).astype(int),
    )
    counts = ["placements", "back_soon", "back_late"]
    whole = pd.concat([rows.assign(kind=ALL), rows])
    summed: pd.DataFrame = whole.groupby("kind", as_index=False)[counts].sum()
    return summed
