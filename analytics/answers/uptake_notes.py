"""The four columns under the uptake page."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers import uptake_own, uptake_peers, uptake_whole
from analytics.answers.uptake_counts import (
    ALL,
    counts,
    has_counts,
    trend,
    why_it_begins,
)
from analytics.answers.uptake_judgement import (
    can_judge,
    has_too_few_people,
    is_counted_only,
    is_rebased,
    limits,
)
from analytics.answers.uptake_peers import TABLE as PEERS
from analytics.assumptions import assumption
from analytics.evidence import Evidence, Notes


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    has_own, has_peers = has_counts(evidence), evidence.has(PEERS)
    return Notes(
        source=_source(evidence, has_own=has_own, has_peers=has_peers),
        how_old=_how_old(evidence, has_own=has_own, has_peers=has_peers),
        read_with_care=_care(evidence, has_own=has_own),
        what_would_change_this=_change_this(evidence, has_own=has_own),
    )


def _source(evidence: Evidence, *, has_own: bool, has_peers: bool) -> str:
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    said = []
    has_cld = evidence.has(uptake_own.TABLE)
    if has_own and has_cld:
        both = "Trend: the council's arrangements; national rule: its client-level data"
        said.append(f"{both}{synthetic}.")
    elif has_own:
        said.append(f"Trend: arrangements supplied by the council{synthetic}.")
    elif has_cld:
        said.append(f"National rule: the council's client-level data{synthetic}.")
    if has_peers:
        period = evidence[PEERS]["period"].iloc[0]
        said.append(f"Peers: ASCOF 3D part 2a, {period}{synthetic}.")
        said.append("Similar councils: ONS global model.")
        said += [*filter(None, [uptake_whole.summed(evidence, brief=True)])]
    return " ".join(said) or "Nothing that covers this choice."


def _how_old(evidence: Evidence, *, has_own: bool, has_peers: bool) -> str:
    said = []
    if has_own:
        last = counts(evidence)["quarter_end"].max()
        begins = why_it_begins(evidence)
        because = f": {begins}" if begins else ""
        said.append(f"Trend to {words.date(last.date())}{because}.")
    row = uptake_own.of_clients(evidence)
    if row is not None:
        day = words.date(pd.Timestamp(row["year_end"]).date())
        said.append(f"National rule at {day}.")
    if has_peers:
        day = words.date(uptake_peers.snapshot(evidence))
        said.append(f"Peers at {day}, the latest in the files.")
    return " ".join(said) or f"The build is as of {words.date(evidence.about.as_of)}."


def _care(evidence: Evidence, *, has_own: bool) -> str:
    if not has_own:
        return (
            "From client-level data: not comparable with ASCOF before 2024. Intervals "
            "show how far chance alone moves a council of that size. Blanks are not "
            "zeros."
        )
    if evidence.selection.view == "public":
        return (
            "Small counts are hidden, others rounded to 5; shares and limits come from "
            f"these. {_two_days(evidence)}"
        ).strip()
    unknown = _unknown_age(evidence)
    if unknown and evidence.selection.get("age", ALL) != ALL:
        people = words.plural(unknown, "person", "people")
        return (
            f"{people} with no age recorded {'is' if unknown == 1 else 'are'} only in "
            "18 and over. A person with several routes counts once, on the highest."
        )
    once = "A person with several routes counts once, on the highest."
    return f"{once} {_two_days(evidence)}".strip()


def _two_days(evidence: Evidence) -> str:
    """Say on which day each of the two counts was made, where there are two."""
    if not evidence.has(PEERS):
        return ""
    day = words.date(uptake_peers.snapshot(evidence))
    last = words.date(counts(evidence)["quarter_end"].max().date())
    return f"Peers are counted by the national rule on {day}, this on {last}."


def _unknown_age(evidence: Evidence) -> int:
    """Count people of unknown age on the last quarter shown."""
    if not evidence.has("people_by_route_age"):
        return 0
    rows = evidence["people_by_route_age"]
    days = pd.to_datetime(rows["quarter_end"])
    last = counts(evidence)["quarter_end"].max()
    at = (rows["age_group"] == "unknown") & (days == last)
    return int(rows.loc[at, "people"].sum())


def _change_this(evidence: Evidence, *, has_own: bool) -> str:
    if not has_own:
        return (
            "**Arrangements.** The council's own file would show each quarter, each "
            "place, and individual service funds."
        )
    frame = trend(evidence)
    if is_counted_only(frame):
        least = assumption("answers.least_cases").value
        return f"**More people.** A change is judged from {least:g} people on."
    if has_too_few_people(frame):
        return "**More people.** Rounded counts so small cannot tell a change."
    if not can_judge(frame):
        return "**Time.** With 12 quarters a change can be told from the usual wobble."
    baseline = assumption("uptake.baseline_quarters")
    now = int(frame["is_special"].sum())
    if is_rebased(frame):
        plain = limits(frame.assign(rebase_reason="")).special & ~frame["is_coarse"]
        return (
            "**The new start.** With the limits of the first "
            f"{baseline.value:g} quarters, {int(plain.sum())} would stand out and not "
            f"{now}."
        )
    low, high = (
        int(limits(frame, n).special.sum()) for n in (baseline.low, baseline.high)
    )
    verb = "stands" if now == 1 else "stand"
    stand = f"**The baseline.** {words.plural(now, 'quarter')} {verb} out"
    if low == now == high:
        return (
            f"{stand}, whether limits rest on the first {baseline.low:g}, "
            f"{baseline.value:g} or {baseline.high:g}."
        )
    return (
        f"{stand}; with limits from the first {baseline.low:g} it would be {low}, from "
        f"the first {baseline.high:g} {high}."
    )
