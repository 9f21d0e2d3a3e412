"""The words round the uptake page's charts: heading, unit and finding."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers import uptake_peers, uptake_whole
from analytics.answers.uptake import SUPPORT
from analytics.answers.uptake_counts import (
    HAVE,
    ROUTES,
    people_of,
    trend,
    whose,
)
from analytics.answers.uptake_judgement import (
    can_judge,
    count_of,
    how_it_stands,
    is_counted_only,
    is_more_than_wobble,
    last_known,
    n_judged,
    what_to_find,
    why_not_judged,
)
from analytics.answers.uptake_target import course_words, target_words
from analytics.evidence import Evidence

# The trend's words.


def trend_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether it grows, and answer."""
    last = frame.iloc[-1]
    if frame["share"].isna().all():
        return "Is it growing? Every quarter's share is hidden or missing"
    if is_counted_only(frame) and pd.notna(last["share"]):
        return f"Is it growing? {count_of(last)}: too few people to judge"
    if not can_judge(frame):
        return f"Is it growing? {_sentence(why_not_judged(frame)[0])}"
    if pd.isna(last["share"]):
        return "Is it growing? The last quarter is hidden"
    if not last["is_special"]:
        if frame["is_special"].any():
            return "Is it growing? Inside its limits in the last quarter"
        return "Is it growing? No more than its usual wobble"
    if not is_more_than_wobble(frame):
        return f"Is it growing? It {how_it_stands(frame)}"
    is_up = last["share"] >= last["share_average"]
    return (
        "Is it growing? Yes, and by more than its usual wobble"
        if is_up
        else "Is it growing? No: it has fallen by more than its usual wobble"
    )


def trend_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, what the limits are, and why there is no sampling range."""
    n_baseline = _n_baseline(frame)
    blank = int(frame["share"].isna().sum())
    limits = (
        f"Limits: first {n_baseline} quarters with anybody, average plus or minus 2.66 "
        "moving ranges. Most people counted in one quarter are counted in the next, so "
        "limits are narrow: a point outside asks for a reason and proves nothing. "
        if frame["share_upper"].notna().any()
        else ""
    )
    said = (
        f"Share of {whose(evidence)} with {HAVE[evidence.selection['route']]}, last "
        f"day of each quarter. {limits}{rebase_words(frame)}Everybody is counted, so "
        "there is no sampling range"
    )
    if blank:
        said += (
            f". {words.plural(blank, 'quarter')} with a hidden or missing count "
            f"{'is' if blank == 1 else 'are'} left out, not guessed"
        )
    return said


def trend_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say in a sentence what the trend shows."""
    last = last_known(frame)
    if last is None:
        return "Every quarter's share is hidden or missing."
    first = frame[frame["share"].notna()].iloc[0]
    if is_counted_only(frame):
        went = [
            f"{count_of(row)} in {row['quarter_end']:%B %Y}" for row in (first, last)
        ]
        return f"{went[0]}, {went[1]}. There are {why_not_judged(frame)[0]}."
    said = (
        f"The share went from {words.percent(first['share'])} in "
        f"{first['quarter_end']:%B %Y} to {words.percent(last['share'])} in "
        f"{last['quarter_end']:%B %Y}."
    )
    if not can_judge(frame):
        return f"{said} There are {why_not_judged(frame)[0]}."
    found = what_to_find(frame)
    if found is None:
        return f"{said} Nothing in it is more than its usual wobble."
    if is_more_than_wobble(frame):
        return f"{said} {found[0]}: more than its usual wobble."
    return f"{said} {found[0]}, which asks for a reason and proves nothing."


def ahead_words(evidence: Evidence) -> str:
    """Say where the share is going and whether that reaches a target."""
    frame = trend(evidence)
    said = [course_words(frame), target_words(frame, evidence)]
    return " ".join(each for each in said if each)


def rebase_words(frame: pd.DataFrame) -> str:
    """Say since when the limits are others, and for what reason."""
    starts = frame[frame["rebase_reason"] != ""]
    told = [
        f"{day:%B %Y} ({reason})"
        for day, reason in zip(
            starts["quarter_end"], starts["rebase_reason"], strict=True
        )
    ]
    is_told = bool(told) and not is_counted_only(frame)
    return f"Limits start anew in {words.listing(told)}. " if is_told else ""


def too_few(frame: pd.DataFrame) -> str:
    """Say over the trend that it cannot be judged, nothing where it can."""
    if can_judge(frame):
        return ""
    if frame["share"].isna().all():
        return "Every quarter's share is hidden or missing"
    what, enough = why_not_judged(frame)
    return f"{_sentence(what)}: {enough}"


def baseline_words(frame: pd.DataFrame) -> str:
    """Say what the limits rest on, where other quarters are judged by them."""
    n_baseline = _n_baseline(frame)
    is_part = 0 < n_baseline < n_judged(frame)
    return f"limits rest on these {n_baseline} quarters" if is_part else ""


def _n_baseline(frame: pd.DataFrame) -> int:
    """Count the quarters that the present limits rest on."""
    is_last = frame["stretch"] == frame["stretch"].max()
    return int((frame["is_baseline"] & is_last).sum())


# The parts' words.


def routes_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask where the growth comes from, and answer by the route that grew most."""
    changes = _changes(frame)
    if not changes or max(changes.values()) <= 0:
        return "How many people are on each route?"
    route = max(changes, key=lambda each: changes[each])
    return (
        f"Where did the growth come from? {ROUTES[route]}, "
        f"up {words.count(changes[route])}{_of_those_shown(frame)}"
    )


def _changes(frame: pd.DataFrame) -> dict[str, float]:
    """Return how much each route has changed, those with two values or more."""
    changes = {}
    for route in ROUTES:
        known = people_of(frame, route)["people"].dropna()
        if len(known) > 1:
            changes[route] = float(known.iloc[-1] - known.iloc[0])
    return changes


def routes_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and the one scale."""
    return (
        f"{_sentence(whose(evidence))} {SUPPORT}, last day of each "
        "quarter, each once on the highest route. Same scale in each panel, from zero"
    )


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def routes_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say of each route its first and its last count."""
    said = []
    for route, name in ROUTES.items():
        known = people_of(frame, route)
        known = known[known["people"].notna()]
        if known.empty:
            said.append(f"{name}: hidden or missing")
            continue
        first, last = known["people"].iloc[0], known["people"].iloc[-1]
        said.append(f"{name} from {words.count(first)} to {words.count(last)} people")
    return f"{'; '.join(said)}{_of_those_shown(frame)}."


def _of_those_shown(frame: pd.DataFrame) -> str:
    """Say that a change is of the quarters shown, nothing where all are."""
    return ", of the quarters shown" if frame["people"].isna().any() else ""


# The peers' words.


def peers_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask how the council compares."""
    return "How do we compare?"


def peers_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the measure, its day, its interval and who the peers are."""
    day = words.date(uptake_peers.snapshot(evidence))
    parts = [
        f"Share with a direct payment, all ages, {day}. Line: 95% interval",
        uptake_peers.compared_with(evidence),
        uptake_whole.summed(evidence),
    ]
    return ". ".join(part for part in parts if part)


def peers_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the council's place, its share and the whole country's."""
    said = uptake_peers.rank_sentence(evidence).replace("**", "")
    own = uptake_peers.own_row(evidence)
    name, share = uptake_peers.country(evidence)
    if own is not None:
        said += f" Its share is {words.percent(own['share'])}"
        said += f"; {name} has {words.percent(share)}." if share is not None else "."
    return said
