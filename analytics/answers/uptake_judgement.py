"""Whether a share has changed: what its limits find, and what its changes say of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from analytics import words
from analytics.assumptions import assumption
from analytics.stats.rebased import Rebased, rebased
from analytics.stats.spc import ENOUGH_POINTS


def is_judged(frame: pd.DataFrame) -> pd.Series:
    """Mark the quarters with a share, from the first in which anybody had the route.

    Before that there is nothing yet that could wobble.
    """
    share = frame["share"]
    return share.notna() & ((share > 0).cumsum() > 0)


def is_coarse(frame: pd.DataFrame, view: str) -> pd.Series:
    """Mark the quarters whose rounded counts are too small for rounding not to show.

    A share is as coarse as the smaller of those who have the route and those who do
    not. On the desk nothing is rounded.
    """
    if view != "public":
        return pd.Series(False, frame.index)
    step = assumption("protect.round_people_to").value
    least = step / assumption("uptake.coarsest_rounding").value
    others = frame["people_all"] - frame["people"]
    few = [(count > 0) & (count < least) for count in (frame["people"], others)]
    return few[0] | few[1]


def is_counted_only(frame: pd.DataFrame) -> bool:
    """Say whether so few people stand under the share that it is told as a count.

    So few in the newest quarter that has a count, or in the median one: one person
    more would move the share further than any change that is worth a word.
    """
    under = frame["people_all"].dropna()
    least = assumption("answers.least_cases").value
    return bool(len(under)) and min(under.iloc[-1], under.median()) < least


def few_words(frame: pd.DataFrame) -> str:
    """Say how few people stand under the share, and how many are needed."""
    under = frame["people_all"].dropna()
    least = assumption("answers.least_cases").value
    newest, median = under.iloc[-1], under.median()
    number, which = (newest, "newest") if newest < least else (median, "median")
    return f"{number:g} in the {which} quarter, and {least:g} are needed"


def count_of(row: pd.Series) -> str:
    """Tell one quarter as a count and not as a share."""
    return f"{words.count(row['people'])} of {words.count(row['people_all'])} people"


def limits(frame: pd.DataFrame, baseline: float | None = None) -> Rebased:
    """Draw the limits of a share's wobble from the first quarters of each stretch.

    A stretch begins where `rebase_reason` says why.
    """
    if baseline is None:
        baseline = assumption("uptake.baseline_quarters").value
    shares = frame["share"].where(is_judged(frame))
    starts = np.flatnonzero(frame["rebase_reason"] != "").tolist()
    return rebased(shares.to_numpy(float), starts=starts, baseline=int(baseline))


def n_judged(frame: pd.DataFrame) -> int:
    """Count the quarters of the last stretch that have a share to judge."""
    return int((is_judged(frame) & (frame["stretch"] == frame["stretch"].max())).sum())


def is_rebased(frame: pd.DataFrame) -> bool:
    """Say whether the limits were started anew."""
    return bool((frame["stretch"] > 0).any())


def can_judge(frame: pd.DataFrame) -> bool:
    """Say whether there are quarters enough, and people enough, to judge a change."""
    return n_judged(frame) >= ENOUGH_POINTS and not has_too_few_people(frame)


def has_too_few_people(frame: pd.DataFrame) -> bool:
    """Say whether people are too few: in themselves, or for the rounding of counts.

    Rounding is too coarse where it is in most quarters, or in the last one known.
    """
    return is_counted_only(frame) or is_mostly_coarse(frame)


def is_mostly_coarse(frame: pd.DataFrame) -> bool:
    """Say whether rounding is too coarse in most quarters, or in the last one known."""
    judged = frame.loc[is_judged(frame), "is_coarse"]
    return bool(len(judged)) and bool(judged.iloc[-1] or judged.mean() > 0.5)


def why_not_judged(frame: pd.DataFrame) -> tuple[str, str]:
    """Say what is too few to judge a change by, and what would be enough."""
    if is_counted_only(frame):
        return "too few people to judge", few_words(frame)
    if has_too_few_people(frame):
        step = assumption("protect.round_people_to").value
        return "too few people to judge", f"counts are rounded to {step:g}"
    since = " since the limits were started anew" if is_rebased(frame) else ""
    enough = f"{n_judged(frame)}{since}, and {ENOUGH_POINTS} are needed"
    return "too few quarters to judge", enough


def causes(chart: Rebased) -> list[str]:
    """Say of each point which rules it breaks, nothing of one that breaks none."""
    high = chart.values >= chart.average
    said = []
    for i in range(len(chart.values)):
        side = "above" if high[i] else "below"
        end = "upper" if high[i] else "lower"
        rules = [
            (chart.outside[i], f"{side} the {end} limit"),
            (chart.one_side[i], f"7 or more in a row {side} the average"),
            (chart.trend[i], "7 or more in a row rising or falling"),
            (chart.near_limit[i], f"2 of 3 near the {end} limit"),
        ]
        said.append("; ".join(text for broken, text in rules if broken))
    return said


def last_known(frame: pd.DataFrame) -> pd.Series | None:
    """Return the last row with a share, None where there is none."""
    known = frame[frame["share"].notna()]
    return None if known.empty else known.iloc[-1]


def what_to_find(frame: pd.DataFrame) -> tuple[str, dt.date] | None:
    """Say what the last special cause is and since when, and where it began."""
    run = _last_run(frame)
    if run is None or not can_judge(frame):
        return None
    named, first, last = run
    return f"{named[0].capitalize()} {_when(frame, first, last)}", (
        frame["quarter_end"].iloc[first].date()
    )


def how_it_stands(frame: pd.DataFrame) -> str:
    """Say as the end of a sentence how the last quarter breaks the limits' rules."""
    run = _last_run(frame)
    if run is None or run[2] != len(frame) - 1:
        raise ValueError("the last quarter stands inside its limits")
    named, first, last = run
    return f"{named[1]} {_when(frame, first, last)}"


def is_more_than_wobble(frame: pd.DataFrame) -> bool:
    """Say whether the changes agree with the limits that the last quarter stands out.

    People stay from quarter to quarter, so limits alone find too much. The share must
    also have moved, since it began to stand out and towards that side, by more than
    its changes usually do.
    """
    run = _last_run(frame)
    if run is None or run[2] != len(frame) - 1 or not can_judge(frame):
        return False
    row = frame.iloc[-1]
    way = 1 if row["share"] >= row["share_average"] else -1
    return bool((frame["moved"].iloc[run[1] :] == way).any())


def _last_run(frame: pd.DataFrame) -> tuple[tuple[str, str], int, int] | None:
    """Return what the last special cause is, and its run's first and last place."""
    special = np.flatnonzero(frame["is_special"].to_numpy(bool))
    if not special.size:
        return None
    last = int(special[-1])
    row = frame.iloc[last]
    side = "above" if row["share"] >= row["share_average"] else "below"
    end = "upper" if side == "above" else "lower"
    way = _way(frame, last)
    for cause, text in (
        (f"{end} limit", (f"{side} the limit", f"stands {side} its limits")),
        (f"{side} the average", (f"{side} the average", f"stands {side} its average")),
        ("rising or falling", (way, f"has gone on {way}")),
        (f"near the {end}", (f"near the {end} limit", f"stands near its {end} limit")),
    ):
        if cause in row["special_cause"]:
            first = _began(frame, last, cause, side)
            told = text[1]
            if first < last:
                told = told.replace("stands", "has stood")
            return (text[0], told), first, last
    raise AssertionError("a special cause without words")


def _when(frame: pd.DataFrame, first: int, last: int) -> str:
    """Name the quarter or the quarters of a run."""
    begins, ends = (frame["quarter_end"].iloc[place] for place in (first, last))
    if first == last:
        return f"in {begins:%B %Y}"
    if last == len(frame) - 1:
        return f"since {begins:%B %Y}"
    return f"{begins:%B %Y} to {ends:%B %Y}"


def _way(frame: pd.DataFrame, last: int) -> str:
    shares = frame["share"].to_numpy(float)
    return "rising" if shares[last] > shares[last - 1] else "falling"


def _began(frame: pd.DataFrame, last: int, cause: str, side: str) -> int:
    """Walk back from a point to the first of its run with the same cause and side."""
    first = last
    while first > 0:
        row = frame.iloc[first - 1]
        if row["stretch"] != frame["stretch"].iloc[last]:
            break
        same_side = row["share"] >= row["share_average"]
        of_side = "rising" in cause or same_side == (side == "above")
        if cause not in row["special_cause"] or not of_side:
            break
        first -= 1
    return first
