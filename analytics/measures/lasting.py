"""How long arrangements last, by whom they are held and how, and why they end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.assumptions import assumption
from analytics.measures.marks import framed
from analytics.measures.spells_watched import GOING, SPLITS, watched_spells
from analytics.stats.competing import aalen_johansen
from analytics.stats.log_rank import log_rank
from analytics.stats.risk import read_steps
from analytics.stats.survival import kaplan_meier

if TYPE_CHECKING:
    from data.vault import Vault

REASON_UNKNOWN, GROUP_UNKNOWN = "reason_unknown", "unknown"
# What a file tells as nine reasons is six kinds of end, and a reason not told.
CAUSES = {
    "moved_route": "moved_route",
    "no_longer_needed": "no_longer_needed",
    "care_home": "care_home_or_hospital",
    "hospital": "care_home_or_hospital",
    "died": "died",
    "provider_withdrew": "care_fell_through",
    "could_not_find_care": "care_fell_through",
    "person_choice": "choice_or_other",
    "other": "choice_or_other",
    REASON_UNKNOWN: REASON_UNKNOWN,
}
KINDS_OF_END = tuple(dict.fromkeys(CAUSES.values()))
DAYS_A_WEEK = 7


def arrangements_lasting(vault: Vault) -> dict[str, pd.DataFrame]:
    """Follow each spell on a route from its start, and see whether and why it ended.

    A spell is one person's unbroken time on one route. It is watched from the first
    quarter's end that the file can tell, and those that began before enter late. A
    start on a case system's first day is no start: such a spell is in no curve.

    Returns
    -------
    dict of DataFrame
        arrangement_curves: one row for each split (route, workforce of direct payments,
        holder of funds), group and week since the start: watched (spells), share_going
        (0 to 1) with share_lower and share_upper (95% interval).
        arrangement_causes: also by kind of end: share_ended with its interval.
        arrangement_ends: one row for each split, group and reason: ended (spells).
        arrangement_groups: one row for each split and group: spells, going, ended,
        start_unknown (spells that are in no curve).
        arrangement_tests: one row for each split: chance_alone (p, log-rank test).
        arrangement_life: one row for each split, group and step of weeks: watched (at
        its start) and ended (in it), spells.
    """
    spells = watched_spells(vault)
    cells = [
        (split, str(group), rows)
        for split, groups in SPLITS.items()
        for group, rows in _grouped(spells, split, groups)
    ]
    return {
        "arrangement_curves": _stacked(cells, _curve, _CURVE),
        "arrangement_causes": _stacked(cells, _causes, _CAUSE),
        "arrangement_ends": _stacked(cells, _ends, ("end_reason", "ended")),
        "arrangement_groups": _stacked(cells, _counts, _COUNTS),
        "arrangement_tests": framed(
            [_test(split, cells) for split in SPLITS if _known(split, cells)],
            ["split", "chance_alone", "chance_alone_status"],
        ),
        "arrangement_life": _stacked(cells, _life, ("weeks", "watched", "ended")),
    }


def _grouped(
    spells: pd.DataFrame, split: str, groups: tuple[str, ...]
) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of each group, known ones in their order, then the unknown."""
    named = spells[spells[split].notna()]
    found = [(group, named[named[split] == group]) for group in groups]
    unknown = named[named[split] == GROUP_UNKNOWN]
    return [
        (group, rows) for group, rows in [*found, (GROUP_UNKNOWN, unknown)] if len(rows)
    ]


_CURVE = (
    "weeks",
    "watched",
    "share_going",
    "share_lower",
    "share_lower_status",
    "share_upper",
    "share_upper_status",
)
_CAUSE = ("cause", "weeks", "share_ended", *_CURVE[3:])
_COUNTS = ("spells", "going", "ended", "start_unknown")
Cells = list[tuple[str, str, pd.DataFrame]]


def _stacked(cells: Cells, make: Any, columns: tuple[str, ...]) -> pd.DataFrame:
    """Put the frames of all groups under one another, each under its own name."""
    made = [
        frame.assign(split=split, group=group)
        for split, group, rows in cells
        if len(frame := make(rows))
    ]
    ordered = ["split", "group", *columns]
    if not made:
        return framed([], ordered)
    return pd.concat(made, ignore_index=True)[ordered]


def _seen(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows["start_unknown"]]


def _weeks(rows: pd.DataFrame) -> NDArray[np.int64]:
    """Return the whole weeks for which anybody was watched."""
    return np.arange(int(rows["exit"].max()) // DAYS_A_WEEK + 1)


def _watched(rows: pd.DataFrame, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count those who are watched from a day on: entered by it and not gone."""
    entered = np.searchsorted(np.sort(rows["entry"]), days, side="right")
    left = np.searchsorted(np.sort(rows["exit"]), days, side="right")
    counted: NDArray[np.int64] = entered - left
    return counted


def _bounds(
    lower: NDArray[np.float64], upper: NDArray[np.float64]
) -> dict[str, NDArray[Any]]:
    """Return an interval, or why there is none: before any end, or with nobody left."""
    ends: dict[str, NDArray[Any]] = {"share_lower": lower, "share_upper": upper}
    for name, values in list(ends.items()):
        ends[f"{name}_status"] = np.where(np.isnan(values), "not_applicable", "ok")
    return ends


def _curve(rows: pd.DataFrame) -> pd.DataFrame:
    seen = _seen(rows)
    if seen.empty:
        return pd.DataFrame()
    weeks = _weeks(seen)
    days = weeks * DAYS_A_WEEK
    curve = kaplan_meier(seen["exit"], seen["reason"] != GOING, entries=seen["entry"])
    interval = curve.log_log_interval()
    lower, upper = (
        read_steps(curve.times, ends, days, before=np.nan)
        for ends in (interval.lower, interval.upper)
    )
    return pd.DataFrame(
        {
            "weeks": weeks,
            "watched": _watched(seen, days),
            "share_going": curve.at(days),
            **_bounds(lower, upper),
        }
    )


def _causes(rows: pd.DataFrame) -> pd.DataFrame:
    seen = _seen(rows)
    if seen.empty:
        return pd.DataFrame()
    weeks = _weeks(seen)
    days = weeks * DAYS_A_WEEK
    number = {kind: place + 1 for place, kind in enumerate(KINDS_OF_END)}
    cause = seen["reason"].map(CAUSES).map(number).fillna(0).astype(int)
    found = aalen_johansen(
        seen["exit"], cause, entries=seen["entry"], n_causes=len(KINDS_OF_END)
    )
    interval, shares = found.interval(), found.at(days)
    lower, upper = (
        read_steps(found.times, ends, days, before=np.nan)
        for ends in (interval.lower, interval.upper)
    )
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "cause": kind,
                    "weeks": weeks,
                    "share_ended": shares[:, place],
                    **_bounds(lower[:, place], upper[:, place]),
                }
            )
            for place, kind in enumerate(KINDS_OF_END)
        ]
    )


def _ends(rows: pd.DataFrame) -> pd.DataFrame:
    counted = rows["reason"].value_counts().reindex(list(CAUSES), fill_value=0)
    return pd.DataFrame({"end_reason": list(CAUSES), "ended": counted.to_numpy()})


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    going = int((rows["reason"] == GOING).sum())
    return pd.DataFrame(
        {
            "spells": [len(rows)],
            "going": [going],
            "ended": [len(rows) - going],
            "start_unknown": [int(rows["start_unknown"].sum())],
        }
    )


def _life(rows: pd.DataFrame) -> pd.DataFrame:
    """Count who is watched at the start of each step, and who ends in it."""
    seen = _seen(rows)
    if seen.empty:
        return pd.DataFrame()
    step = int(assumption("lasting.weeks_a_step").value)
    weeks = np.arange(0, int(seen["exit"].max()) // DAYS_A_WEEK + 1, step)
    days = weeks * DAYS_A_WEEK
    ended = np.sort(seen.loc[seen["reason"] != GOING, "exit"])
    edges = np.append(days, days[-1] + step * DAYS_A_WEEK)
    by_then = np.searchsorted(ended, edges, side="right")
    return pd.DataFrame(
        {
            "weeks": weeks,
            "watched": _watched(seen, days),
            "ended": np.diff(by_then),
        }
    )


def _known(split: str, cells: Cells) -> list[tuple[str, pd.DataFrame]]:
    return [
        (group, seen)
        for of, group, rows in cells
        if of == split and group != GROUP_UNKNOWN and len(seen := _seen(rows))
    ]


def _test(split: str, cells: Cells) -> Mapping[str, Any]:
    """Test whether the groups of a split end at one pace, the unknown left out."""
    known = _known(split, cells)
    rows = pd.concat([seen.assign(group=group) for group, seen in known])
    found = log_rank(
        rows["exit"], rows["reason"] != GOING, rows["group"], entries=rows["entry"]
    )
    has_any = found.freedom > 0
    return {
        "split": split,
        "chance_alone": found.p_value if has_any else np.nan,
        "chance_alone_status": "ok" if has_any else "not_applicable",
    }
