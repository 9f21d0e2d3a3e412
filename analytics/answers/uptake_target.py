"""The words for where a share is going, and whether that reaches a target."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers.uptake_ahead import (
    COUNTED_ONLY,
    TOO_FEW_PEOPLE,
    Course,
    Target,
    course,
    target_of,
    trajectory,
)
from analytics.answers.uptake_judgement import last_known
from analytics.evidence import Evidence
from analytics.stats.forecast import ENOUGH_POINTS

CANNOT = "**We cannot tell yet**"


def course_words(frame: pd.DataFrame) -> str:
    """Say where the share is likely to be in a year, and how such ranges have done."""
    found = course(frame)
    if not found.can_tell:
        return f"{CANNOT} where it is going: {_why_not(found)}."
    return (
        f"On its present course the share is likely to be **{_range(found, -1)}** in "
        f"{found.days[-1]:%B %Y} (8 in 10). {_trial(found)}"
    )


def _trial(found: Course) -> str:
    """Say how ranges worked out in the same way did on the past."""
    return (
        "Ranges worked out in the same way, a quarter ahead, held "
        f"{found.inside} of {words.plural(found.tried, 'past quarter')}."
    )


def _why_not(found: Course) -> str:
    if found.reason == COUNTED_ONLY:
        return "too few people to judge"
    if found.reason == TOO_FEW_PEOPLE:
        return "too few people for counts rounded as these are"
    if found.reason == "too_few_points":
        n_quarters = words.plural(found.quarters, "quarter")
        return f"{n_quarters} can be used, and {ENOUGH_POINTS} are needed"
    if found.reason == "no_movement":
        return "it has not moved at all, which teaches nothing of how it moves"
    return (
        f"ranges worked out a quarter ahead held only {found.inside} of "
        f"{words.plural(found.tried, 'past quarter')}, where 8 in 10 should be held"
    )


def _range(found: Course, place: int) -> str:
    low, high = words.percent(found.lower[place]), words.percent(found.upper[place])
    return f"{low} to {high}"


def target_words(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say whether the present course reaches the target, nothing without one."""
    target, last = target_of(evidence), last_known(frame)
    if target is None or last is None:
        return ""
    if target.by <= last["quarter_end"]:
        return "The target's date is past: choose a later one."
    goal = f"{words.percent(target.share)} by {target.by:%B %Y}"
    found = course(frame)
    if not found.can_tell:
        return f"{CANNOT} whether it reaches {goal}: {_why_not(found)}."
    if target.by in found.days:
        return _at_its_date(found, target, float(last["share"]), goal)
    line = trajectory(frame, target)
    return _on_the_way(found, line, float(last["share"]), goal)


def _at_its_date(found: Course, target: Target, last: float, goal: str) -> str:
    place = found.days.index(target.by)
    verdict = _reaches(found, place, target.share, last)
    there = f"the likely range that day is {_range(found, place)}"
    if verdict is None:
        return f"{CANNOT} whether it reaches {goal}: {there}."
    if verdict:
        chance = "very likely to reach** (over 90%)"
    else:
        chance = "very unlikely to reach** (under 10%)"
    return f"On its present course it is **{chance} {goal}: {there}."


def _on_the_way(found: Course, line: pd.Series, last: float, goal: str) -> str:
    """Judge a target further off than we tell by how far the line has come by then."""
    day = found.days[-1]
    wanted = float(line.loc[day])
    verdict = _reaches(found, len(found.days) - 1, wanted, last)
    there = (
        f"We tell four quarters ahead. In {day:%B %Y} the line to {goal} stands at "
        f"{words.percent(wanted)}, and the likely range is {_range(found, -1)}"
    )
    if verdict is None:
        return f"{there}: {CANNOT[2:-2].lower()} whether that reaches it."
    return f"{there}: the present course is **{_course(verdict)} the line**."


def _course(is_ahead: bool) -> str:
    return "ahead of" if is_ahead else "behind"


def _reaches(found: Course, place: int, goal: float, last: float) -> bool | None:
    """Say whether a goal is passed, None where it lies within the likely range.

    A goal under the last share is reached by falling to it.
    """
    lower, upper = found.lower[place], found.upper[place]
    if lower <= goal <= upper:
        return None
    return bool(lower > goal) if goal >= last else bool(upper < goal)
