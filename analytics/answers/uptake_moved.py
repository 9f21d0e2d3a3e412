"""What moved a share between two quarters: its exact split, and the words for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import words
from analytics.answers.uptake_counts import (
    AGES,
    ALL,
    HAVE,
    REASONS,
    UNKNOWN,
    has_counts,
    trend,
    whose,
)
from analytics.answers.uptake_judgement import is_counted_only
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.decomposition import Change, change_in_share

TABLE = "cells"  # the rows of people_by_route_reason of two quarters, each age apart
A_YEAR = 4  # quarters
BEFORE, AFTER = "before", "after"
KNOWN_AGES = tuple(age for age in AGES if age != ALL)
GROUP_AGES = (*KNOWN_AGES, UNKNOWN)


def ends_of(evidence: Evidence) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the two quarters compared, the earlier first; None without two."""
    first, last = (evidence.selection.get(each) for each in ("since", "quarter"))
    if not first or not last:
        return None
    return pd.Timestamp(first), pd.Timestamp(last)


def change(evidence: Evidence) -> Change | None:
    """Split the change between the two quarters; None where people are too few.

    Fewer than `answers.least_cases` in either quarter, or where the trend is told as
    counts for the same reason.
    """
    ends = ends_of(evidence)
    if ends is None or not evidence.has(TABLE):
        return None
    rows = evidence[TABLE]
    is_on = (rows["route"] == evidence.selection["route"]).to_numpy(bool)
    day = pd.to_datetime(rows["quarter_end"]).to_numpy()
    counted, among = [], []
    for end in ends:
        at = day == end.to_datetime64()
        counted.append(_cells(rows[at & is_on]))
        among.append(_cells(rows[at]))
    least = assumption("answers.least_cases").value
    if min(each.sum() for each in among) < least:
        return None
    if has_counts(evidence) and is_counted_only(trend(evidence)):
        return None
    return change_in_share((counted[0], counted[1]), (among[0], among[1]))


def _cells(rows: pd.DataFrame) -> NDArray[np.float64]:
    """Lay people out by age and reason, those not known among them."""
    cells = np.zeros((len(GROUP_AGES), len(REASONS)))
    places = (
        [GROUP_AGES.index(age) for age in rows["age_group"]],
        [list(REASONS).index(reason) for reason in rows["support_reason"]],
    )
    np.add.at(cells, places, rows["people"].to_numpy(float))
    return cells


def moved(evidence: Evidence) -> pd.DataFrame:
    """Return the steps from the first share to the last.

    Returns
    -------
    DataFrame, one row for each step, in order; none where nothing can be split
        step (before, numerator, caseload, age_mix, reason_mix, after), label; change
        (parts of 1; not applicable at the ends), change_points (the same in hundredths)
        and share_after (0 to 1), each with its status.
    """
    found, ends = change(evidence), ends_of(evidence)
    if found is None or ends is None:
        return pd.DataFrame()
    parts = {
        "numerator": found.numerator,
        "caseload": found.caseload,
        "age_mix": found.age_mix,
        "reason_mix": found.reason_mix,
    }
    names = _names(parts, evidence)
    rows = [{"step": BEFORE, "label": f"{ends[0]:%B %Y}", "share_after": found.before}]
    at = found.before
    for part, size in parts.items():
        at += size
        rows.append(
            {"step": part, "label": names[part], "change": size, "share_after": at}
        )
    rows.append(
        {"step": AFTER, "label": f"{ends[1]:%B %Y}", "share_after": found.after}
    )
    frame = pd.DataFrame(rows, columns=["step", "label", "change", "share_after"])
    frame["change_points"] = frame["change"] * 100
    for column in ("change", "change_points", "share_after"):
        frame[f"{column}_status"] = np.select(
            [frame[column].isna(), frame[column] == 0], ["not_applicable", "zero"], "ok"
        )
    return frame


def _names(parts: dict[str, float], evidence: Evidence) -> dict[str, str]:
    """Name each part by the way it went."""
    have = HAVE[evidence.selection["route"]]
    more = "More" if parts["numerator"] >= 0 else "Fewer"
    # More people supported lower a share, as long as no more of them have the route.
    supported = "Fewer" if parts["caseload"] > 0 else "More"
    return {
        "numerator": f"{more} people with {have}",
        "caseload": f"{supported} people supported",
        "age_mix": "Mix of ages",
        "reason_mix": "Mix of support reasons",
    }


def points(change_: float) -> str:
    """Write a change of a share in points, with its sign.

    >>> points(0.0312), points(-0.00004)
    ('+3.12', '0.00')
    """
    said = f"{change_ * 100:+.2f}"
    return "0.00" if said in ("+0.00", "-0.00") else said.replace("-", "−")


def moved_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask what moved the share, and answer by take-up against mix."""
    total, take_up, mix = _three(frame)
    if abs(total) < 0.00005:
        return "What moved the share? It did not move"
    if take_up * total > 0 and abs(take_up) > 2 * abs(mix):
        return "What moved the share? Take-up, far more than who is supported"
    if mix * total > 0 and abs(mix) > 2 * abs(take_up):
        return "What moved the share? Who is supported, far more than take-up"
    return "What moved the share? Both take-up and who is supported"


def _three(frame: pd.DataFrame) -> tuple[float, float, float]:
    """Return the whole change, take-up's part of it and that of the mix."""
    sizes = frame.set_index("step")["change"]
    take_up = float(sizes["numerator"] + sizes["caseload"])
    mix = float(sizes["age_mix"] + sizes["reason_mix"])
    return take_up + mix, take_up, mix


def moved_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, whose share it is and what the bars are."""
    return (
        f"Share of {whose(evidence)} with "
        f"{HAVE[evidence.selection['route']]}. Filled bar: raises it; hollow bar: "
        "lowers it. Steps in points; they add up to the change. People of no known age "
        "or reason are groups of their own"
    )


def moved_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the change, its four parts, and where take-up changed most."""
    first, last = frame.iloc[0], frame.iloc[-1]
    total, _, _ = _three(frame)
    steps = frame.iloc[1:-1]
    told = "; ".join(
        f"{label[:1].lower()}{label[1:]} {points(size)}"
        for label, size in zip(steps["label"], steps["change"], strict=True)
    )
    went = [words.percent(each["share_after"]) for each in (first, last)]
    return (
        f"From {first['label']} to {last['label']} the share went from "
        f"{went[0]} to {went[1]}, "
        f"{points(total)} points: {told}. {_where(evidence)}No part of it is a cause."
    )


def _where(evidence: Evidence) -> str:
    """Name the group in which take-up moved the share most, where groups are many."""
    found = change(evidence)
    if found is None:
        return ""
    take_up = found.numerator_cells + found.caseload_cells
    if (take_up != 0).sum() < 2:
        return ""
    age, reason = np.unravel_index(int(np.abs(take_up).argmax()), take_up.shape)
    ages = [*(f"aged {AGES[each]}" for each in KNOWN_AGES), "of no known age"]
    support = list(REASONS.values())[reason]
    return (
        f"Take-up moved it most among people {ages[age]}, {support.lower()}: "
        f"{points(float(take_up[age, reason]))}. "
    )
