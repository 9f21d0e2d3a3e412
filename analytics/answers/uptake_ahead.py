"""Where a share is going: four quarters ahead, tried on its past, and a target."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.answers.uptake_counts import trend
from analytics.answers.uptake_judgement import (
    count_of,
    has_too_few_people,
    is_counted_only,
    is_judged,
    last_known,
)
from analytics.evidence import Evidence
from analytics.stats.forecast import Forecast, forecast

AHEAD = 4  # quarters: a year, as far as we tell
FURTHEST = 12  # quarters: a target may lie three years ahead
TOO_FEW_PEOPLE, COUNTED_ONLY = "too_few_people", "counted_only"


@dataclass(frozen=True)
class Course:
    """Where the share is going, or why that cannot be told.

    Attributes
    ----------
    days : last days of the quarters ahead
    middle, lower, upper : ndarray of shape (AHEAD,), shares; NaN where untold
    reason : "ok", or why nothing can be told
    tried, inside : past quarters foretold in the same way, and those within the range
    quarters : quarters that it rests on
    """

    days: tuple[pd.Timestamp, ...]
    middle: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    reason: str
    tried: int
    inside: int
    quarters: int

    @property
    def can_tell(self) -> bool:
        """Say whether there is a forecast at all."""
        return self.reason == "ok"


@dataclass(frozen=True)
class Target:
    """The share that is aimed at, and the last day of the quarter it is aimed at by."""

    share: float
    by: pd.Timestamp


def quarters_after(day: pd.Timestamp, number: int) -> list[pd.Timestamp]:
    """Return the last days of the quarters that follow a quarter's last day.

    >>> [f"{end:%Y-%m-%d}" for end in quarters_after(pd.Timestamp("2026-09-30"), 2)]
    ['2026-12-31', '2027-03-31']
    """
    return list(pd.date_range(day, periods=number + 1, freq="QE")[1:])


def course(frame: pd.DataFrame) -> Course:
    """Foretell a trend's share from the quarters since its limits last started.

    A share cannot pass 0 or 1, so its logit is foretold and turned back. Counts that
    are rounded too much for their size foretell nothing.
    """
    days = tuple(quarters_after(frame["quarter_end"].max(), AHEAD))
    logits = _logits(frame)
    n_quarters = sum(each is not None for each in logits)
    if has_too_few_people(frame):
        nothing = np.full(AHEAD, np.nan)
        blank = (nothing, nothing, nothing)
        why = COUNTED_ONLY if is_counted_only(frame) else TOO_FEW_PEOPLE
        return Course(days, *blank, why, 0, 0, n_quarters)
    found = _foretold(logits)
    middle, lower, upper = (
        1 / (1 + np.exp(-ends)) for ends in (found.middle, found.lower, found.upper)
    )
    tried, inside = found.trial.tried, found.trial.inside
    return Course(days, middle, lower, upper, found.reason, tried, inside, n_quarters)


def _logits(frame: pd.DataFrame) -> tuple[float | None, ...]:
    """Return each share's logit since the limits last started, None for a blank."""
    judged = is_judged(frame) & (frame["stretch"] == frame["stretch"].max())
    since = frame[frame["stretch"] == frame["stretch"].max()]
    k, others = since["people"], since["people_all"] - since["people"]
    known = judged.loc[since.index]
    # Half a person on each side, where somewhere nobody is on one of them.
    half = 0.5 if ((k <= 0) | (others <= 0))[known].any() else 0.0
    return tuple(
        float(np.log((a + half) / (b + half))) if there else None
        for a, b, there in zip(k, others, known, strict=True)
    )


@functools.lru_cache(maxsize=256)
def _foretold(logits: tuple[float | None, ...]) -> Forecast:
    """Foretell once what several sentences and the chart say."""
    series = [np.nan if each is None else each for each in logits]
    return forecast(series, ahead=AHEAD)


def target_of(evidence: Evidence) -> Target | None:
    """Return what is aimed at, None where nothing is."""
    share, by = (evidence.selection.get(each) for each in ("target", "by"))
    if not share or not by:
        return None
    return Target(float(share) / 100, pd.Timestamp(by))


def trajectory(frame: pd.DataFrame, target: Target) -> pd.Series:
    """Return the straight line from the last known share to the target, by quarter."""
    last = last_known(frame)
    if last is None or is_counted_only(frame) or target.by <= last["quarter_end"]:
        return pd.Series(dtype=float)
    first = last["quarter_end"]
    days = [first, *quarters_after(first, FURTHEST + len(frame))]
    days = [day for day in days if day <= target.by]
    return pd.Series(np.linspace(last["share"], target.share, len(days)), index=days)


def drawn(evidence: Evidence) -> pd.DataFrame:
    """Return the trend, and after it the quarters ahead.

    Returns
    -------
    DataFrame, one row for each quarter, in order
        As `trend`, with is_ahead; forecast, forecast_lower and forecast_upper where
        the course can be told; target, the line to it, where one is chosen.
    """
    frame = trend(evidence).assign(is_ahead=False)
    if is_counted_only(frame):
        known = frame["share"].notna()
        told = [count_of(row) for _, row in frame.iterrows()]
        return frame.assign(says=np.where(known, told, ""))
    found, target = course(frame), target_of(evidence)
    new: dict[str, pd.Series] = {}
    if found.can_tell:
        for name, ends in (
            ("forecast", found.middle),
            ("forecast_lower", found.lower),
            ("forecast_upper", found.upper),
        ):
            new[name] = pd.Series(ends, index=list(found.days))
    if target is not None:
        new["target"] = trajectory(frame, target)
    days = sorted({day for line in new.values() for day in line.index})
    ahead = [day for day in days if day > frame["quarter_end"].max()]
    whole = pd.concat([frame, _blank_rows(frame, ahead)], ignore_index=True)
    for name, line in new.items():
        whole[name] = whole["quarter_end"].map(line).astype(float)
        whole[f"{name}_status"] = np.where(whole[name].isna(), "not_applicable", "ok")
    return whole


def _blank_rows(frame: pd.DataFrame, days: list[pd.Timestamp]) -> pd.DataFrame:
    """Return rows of quarters to come, in which nobody has been counted yet."""
    rows = pd.DataFrame({"quarter_end": days, "is_ahead": True})
    for column in frame.columns:
        if f"{column}_status" in frame:
            rows[column], rows[f"{column}_status"] = np.nan, "not_applicable"
    quiet = {"is_special": False, "is_baseline": False, "is_coarse": False, "moved": 0}
    words = {"special_cause": "", "rebase_reason": ""}
    return rows.assign(**quiet, **words, stretch=int(frame["stretch"].max()))


def counted(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the quarters in which people were counted, of a trend with those ahead."""
    return frame[~frame["is_ahead"].astype(bool)]
