"""Who uses direct payments and individual service funds: the answer and its words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import uptake_own, uptake_peers
from analytics.answers.uptake_ahead import course
from analytics.answers.uptake_counts import (
    BLANK,
    HAVE,
    counts,
    has_counts,
    people_of,
    trend,
    whose,
    why_it_begins,
)
from analytics.answers.uptake_judgement import (
    can_judge,
    how_it_stands,
    is_counted_only,
    is_more_than_wobble,
    why_not_judged,
)
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence

PEERS = uptake_peers.TABLE
SUPPORT = "with long-term community support"


def answer(evidence: Evidence) -> Answer:
    """Say what share uses the route, whether it changes, and how others do."""
    facts: dict[str, Any] = {}
    parts = []
    if has_counts(evidence):
        parts.append(_own(evidence, facts))
    elif uptake_own.of_clients(evidence) is not None:
        parts.append(_by_the_national_rule(evidence, facts))
    elif evidence.has(PEERS):
        parts.append(_published(evidence, facts))
    if evidence.has(PEERS):
        stands = uptake_peers.standing(uptake_peers.peers(evidence))
        if stands is not None:
            facts |= {"rank": stands.place, "rank_of": stands.of}
        parts.append(uptake_peers.rank_sentence(evidence))
    if not parts:
        parts.append("**We cannot tell yet.** Nobody is counted for this choice.")
    return Answer(" ".join(parts), _sure(evidence, facts), facts)


def _own(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say the share from the council's own counts, and whether it is on the move."""
    frame = trend(evidence)
    route = evidence.selection["route"]
    last = frame.iloc[-1]
    day = words.date(last["quarter_end"].date())
    have = HAVE[route]
    if pd.isna(last["share"]):
        why = _why_blank(last)
        return (
            f"**We cannot say** what share of {whose(evidence)} {SUPPORT} had {have} "
            f"on {day}: {why}."
        )
    k, n = float(last["people"]), float(last["people_all"])
    facts |= {"people": k, "people_all": n, "share": float(last["share"])}
    if k < assumption("answers.least_cases").value or is_counted_only(frame):
        # So few are told as a count: one person more would move a percentage far.
        said = f"**{words.count(k)} of {words.count(n)}** {whose(evidence)} {SUPPORT}"
        return f"{said} had {have} on {day}."
    return (
        f"**{words.percent(last['share'])} of {whose(evidence)}** {SUPPORT} had "
        f"{have} on {day}, {words.count(k)} of {words.count(n)}, and "
        f"{_change(frame, evidence, facts)}{_ahead(frame, facts)}."
    )


def _why_blank(row: pd.Series) -> str:
    for column in ("people", "people_all"):
        if row[f"{column}_status"] == "suppressed":
            return "a count is hidden to protect people"
        if row[f"{column}_status"] == "not_supplied":
            return "a count was not supplied"
    return "nobody there had such support"


def _change(frame: pd.DataFrame, evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say whether the last share stands out, and whether its changes bear it out."""
    if not can_judge(frame):
        what, enough = why_not_judged(frame)
        begins = why_it_begins(evidence)
        because = f"; {begins}" if begins else ""
        return f"there are **{what}** a change: {enough}{because}"
    last = frame.iloc[-1]
    way = "rise" if last["share"] >= last["share_average"] else "fall"
    facts["is_special"] = bool(last["is_special"])
    facts["is_more_than_wobble"] = is_more_than_wobble(frame)
    if not last["is_special"]:
        return f"the {way} is **within its usual wobble**"
    stands = how_it_stands(frame)
    if facts["is_more_than_wobble"]:
        return f"it {stands}, a {way} of **more than its usual wobble**"
    return f"it **{stands}**"


def _ahead(frame: pd.DataFrame, facts: dict[str, Any]) -> str:
    """Say where the share is likely to be in a year, nothing where that is not told."""
    found = course(frame)
    if not found.can_tell:
        return ""
    low, high = float(found.lower[-1]), float(found.upper[-1])
    facts |= {"in_a_year_lower": low, "in_a_year_upper": high}
    return (
        f"; in a year it is likely to be **{words.percent(low)} to "
        f"{words.percent(high)}**"
    )


def _by_the_national_rule(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say the share from client-level data, where no arrangements are here."""
    row = uptake_own.of_clients(evidence)
    if row is None:
        return "**We cannot tell yet.**"
    k, n = float(row["numerator"]), float(row["denominator"])
    facts |= {"own_numerator": k, "own_denominator": n, "own_share": k / n}
    day = words.date(pd.Timestamp(row["year_end"]).date())
    return (
        f"**{words.percent(k / n)} of people** {SUPPORT} had a direct payment on "
        f"{day}, {words.count(k)} of {words.count(n)}, by the national rule from the "
        "council's own client-level data."
    )


def _published(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say the share from published figures, where the council's own are not here."""
    own = uptake_peers.own_row(evidence)
    day = words.date(uptake_peers.snapshot(evidence))
    if own is None:
        return "**We cannot tell yet.**"
    facts["published_share"] = float(own["share"])
    of = ""
    if pd.notna(own["numerator"]) and pd.notna(own["denominator"]):
        k, n = float(own["numerator"]), float(own["denominator"])
        facts |= {"published_numerator": k, "published_denominator": n}
        of = f", {words.count(k)} of {words.count(n)}"
    return (
        f"**{words.percent(own['share'])} of people** {SUPPORT} had a direct "
        f"payment{of}, on {day}."
    )


def _sure(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say what individual service funds do, and why nobody else's can be seen."""
    nobody = "National data has no code for individual service funds"
    if not has_counts(evidence):
        return (
            f"{nobody}, so how many people use them cannot be seen without the "
            "council's own arrangements."
        )
    funds = people_of(counts(evidence), "isf")
    known = funds[funds["people"].notna()]
    flag = (
        f"{nobody}, so this count comes from the council's own flag and cannot be "
        "compared with others."
    )
    if funds["people_status"].iloc[-1] in BLANK:
        return f"The last count of individual service funds is hidden. {flag}"
    last = known.iloc[-1]
    # They began when somebody first had one.
    first = known[(known["people"] > 0).cumsum() > 0].head(1)
    first = last if first.empty else first.iloc[0]
    facts["isf_people"] = float(last["people"])
    others = _blank_quarters(funds, first["quarter_end"])
    if not (known["people"] > 0).any():
        if others:
            shown = (
                "Of the quarters shown, nobody had an individual service fund in any"
            )
            return f"{shown}; {others}. {flag}"
        return f"Nobody has had an individual service fund. {flag}"
    who = "" if whose(evidence) == "people" else f" of {whose(evidence)}"
    return f"{_course_of_funds(first, last, who, others)} {flag}"


def _course_of_funds(first: pd.Series, last: pd.Series, who: str, others: str) -> str:
    """Say how a count went; of the quarters shown alone, where others are blank."""
    way = {1: "grew", -1: "fell", 0: "stayed"}[_sign(last["people"], first["people"])]
    now = words.plural(int(last["people"]), "person", "people")
    day = f"{first['quarter_end']:%B %Y}"
    if others:
        how = (
            f"were {now} in {day} and in {last['quarter_end']:%B %Y}"
            if way == "stayed"
            else f"{way} from {words.count(first['people'])} in {day} to {now}"
        )
        return f"Of the quarters shown, individual service funds{who} {how}; {others}."
    how = (
        f"stayed at {now}"
        if way == "stayed"
        else f"{way} from {words.count(first['people'])} to {now}"
    )
    return f"Individual service funds{who} {how} since {day}."


def _blank_quarters(funds: pd.DataFrame, first: pd.Timestamp) -> str:
    """Say that quarters before the last are hidden or missing, nothing where none is.

    A blank may hide an earlier start, so no start may be told.
    """
    blank = funds[funds["people"].isna()]
    if blank.empty:
        return ""
    is_hidden = (blank["people_status"] == "suppressed").any()
    is_earlier = (blank["quarter_end"] < first).any()
    which = "earlier quarters" if is_earlier else "other quarters"
    return f"{which} are {'hidden' if is_hidden else 'missing'}"


def _sign(last: float, first: float) -> int:
    return int(last > first) - int(last < first)
