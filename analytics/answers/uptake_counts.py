"""Shares and limits worked out from the counts on the shelf, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.uptake_judgement import (
    causes,
    is_coarse,
    is_counted_only,
    limits,
)
from analytics.answers.uptake_rebase import rebases
from analytics.evidence import Evidence

ROUTES = {
    "direct_payment": "Direct payment",
    "isf": "Individual service fund",
    "managed_budget": "Council-managed budget",
    "commissioned": "Commissioned only",
}
HAVE = {
    "direct_payment": "a direct payment",
    "isf": "an individual service fund (ISF)",
    "managed_budget": "a budget that the council manages",
    "commissioned": "only support that the council commissions",
}
AGES = {"all": "18 and over", "18_64": "18 to 64", "65_plus": "65 and over"}
ALL, UNKNOWN, ELSEWHERE = "all", "unknown", "elsewhere"
REASONS = {
    "physical": "Physical support",
    "sensory": "Sensory support",
    "memory": "Memory and cognition",
    "learning_disability": "Learning disability",
    "mental_health": "Mental health",
    "social": "Social support",
    UNKNOWN: "Reason not known",
}
PLACES = {UNKNOWN: "Place not known", ELSEWHERE: "Outside the council"}
BLANK = ("suppressed", "not_supplied", "not_applicable")  # the first one found is said
ENDS_KNOWN = "ends_known"  # why the first quarter told is the first
BETWEEN = ":"  # a set of places and the place, in the address


def place_of(choice: str | None) -> tuple[str, str] | None:
    """Return the set and the name of a place chosen, None for the whole council."""
    if not choice or choice == ALL or BETWEEN not in choice:
        return None
    place_set, name = choice.split(BETWEEN, 1)
    return place_set, name


def table_of(evidence: Evidence) -> str:
    """Name the table whose cut was chosen."""
    if evidence.selection.get("reason", ALL) not in (None, "", ALL):
        return "people_by_route_reason"
    if place_of(evidence.selection.get("place")):
        return "people_by_route_place"
    is_all = evidence.selection.get("age", ALL) == ALL
    return "people_by_route" if is_all else "people_by_route_age"


def has_counts(evidence: Evidence) -> bool:
    """Say whether people are counted for what was chosen."""
    return evidence.has(table_of(evidence)) and len(_rows(evidence)) > 0


def _rows(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of the cut chosen, up to the quarter chosen."""
    rows = evidence[table_of(evidence)]
    if "age_group" in rows:
        rows = rows[rows["age_group"] == evidence.selection.get("age", ALL)]
    rows = rows.assign(quarter_end=pd.to_datetime(rows["quarter_end"]))
    quarter = evidence.selection.get("quarter")
    return rows[rows["quarter_end"] <= pd.Timestamp(quarter)] if quarter else rows


def counts(evidence: Evidence) -> pd.DataFrame:
    """Return people by quarter and route, for what was chosen.

    Returns
    -------
    DataFrame, one row for each route and quarter, in order
        route, route_name, quarter_end, people (persons) and its status.
    """
    rows = _rows(evidence).assign(
        rung=lambda frame: frame["route"].map(
            {name: i for i, name in enumerate(ROUTES)}
        )
    )
    rows = rows.sort_values(["rung", "quarter_end"], ignore_index=True)
    rows["route_name"] = rows["route"].map(ROUTES)
    return rows[["route", "route_name", "quarter_end", "people", "people_status"]]


def trend(evidence: Evidence) -> pd.DataFrame:
    """Return the share on the route chosen by quarter, with the limits of its wobble.

    A share, and a sum, with a blank in it is a blank of the same kind: it is never
    guessed, and a blank is never taken as zero. Limits rest on the first quarters in
    which anybody is on the route (`uptake.baseline_quarters` says how many) and no
    later one moves them: they start anew only where a person gives a reason for it.
    Where fewer than `answers.least_cases` people stand under the share there are none.

    Returns
    -------
    DataFrame, one row for each quarter, in order
        quarter_end; people and people_all (persons); share, share_average, share_lower
        and share_upper (0 to 1); the status of each; is_special, is_baseline;
        special_cause (words, empty where there is none); moved (1 or -1 where the
        share has risen or fallen by more than its changes usually do, else 0);
        is_coarse (the counts are rounded too much for their size to be judged);
        rebase_reason (why the limits start anew there, empty elsewhere), stretch (how
        often they have).
    """
    rows = counts(evidence)
    chosen = rows[rows["route"] == evidence.selection["route"]].set_index("quarter_end")
    frame = pd.DataFrame(
        {
            "people": chosen["people"].astype(float),
            "people_status": chosen["people_status"],
            **_sums(rows),
        }
    ).reset_index()
    share = frame["people"] / frame["people_all"].where(frame["people_all"] > 0)
    frame["share"] = share
    blank = frame["people_status"].where(
        frame["people_status"].isin(BLANK), frame["people_all_status"]
    )
    # Where nobody has a route at all there is no share to speak of.
    blank = blank.mask(frame["people_all"] == 0, "not_applicable")
    frame["share_status"] = blank.mask(share > 0, "ok").mask(share == 0, "zero")
    starts = rebases(evidence.selection)
    why = {pd.Timestamp(each.quarter_end): each.reason for each in starts}
    frame["rebase_reason"] = [why.get(day, "") for day in frame["quarter_end"]]
    is_few = is_counted_only(frame)
    judged = frame.assign(share=np.nan) if is_few else frame
    chart = limits(judged)
    for column, values in (
        ("share_average", chart.average),
        ("share_lower", np.maximum(chart.lower, 0.0)),  # keeps NaN
        ("share_upper", chart.upper),
    ):
        frame[column] = values
        frame[f"{column}_status"] = np.select(
            [np.isnan(values), values == 0], ["not_applicable", "zero"], "ok"
        )
    coarse = is_coarse(frame, evidence.selection.view)
    told = chart.special & chart.can_judge & ~coarse.to_numpy(bool)
    return frame.assign(
        is_special=told,
        is_baseline=chart.is_baseline,
        special_cause=np.where(told, causes(chart), ""),
        moved=chart.moved,
        is_coarse=coarse,
        stretch=chart.stretch,
    )


def _sums(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Add the routes up; one blank among them makes the sum a blank."""
    quarters = rows.groupby("quarter_end")
    status = quarters["people_status"].agg(worst)
    people = quarters["people"].sum(min_count=1).astype(float)
    people = people.mask(status.isin(BLANK))
    status = status.mask(people == 0, "zero")
    return {"people_all": people, "people_all_status": status}


def worst(statuses: Iterable[str]) -> str:
    """Return the blank that a sum has for one among its parts, ok where none is."""
    told = set(statuses)
    return next((blank for blank in BLANK if blank in told), "ok")


def whole_share(evidence: Evidence, day: pd.Timestamp) -> float | None:
    """Return the whole council's share on a day, at the age chosen, from its own count.

    Never the sum of its places: where counts are rounded, that is another number.
    """
    selection = evidence.selection
    everywhere = {**dict(selection.choices), "place": ALL, "reason": ALL}
    elsewhere = selection.with_choices(everywhere)
    whole = Evidence(evidence.about, elsewhere, evidence.tables)
    if not has_counts(whole):
        return None
    frame = trend(whole).set_index("quarter_end")
    if day not in frame.index or pd.isna(frame.loc[day, "share"]):
        return None
    return float(frame.loc[day, "share"])


def why_it_begins(evidence: Evidence) -> str:
    """Say why no earlier quarter is told, nothing where the file goes back no further.

    The quarters of every cut begin on one day.
    """
    whole = evidence.tables.get("people_by_route")
    if whole is None or "begins" not in whole or whole.empty:
        return ""
    if whole["begins"].iloc[0] == ENDS_KNOWN:
        first = pd.to_datetime(whole["quarter_end"]).min()
        return (
            "the file holds almost no arrangement that ended before "
            f"{words.date(first.date())}, so earlier quarters would leave people out"
        )
    return ""


def people_of(frame: pd.DataFrame, route: str) -> pd.DataFrame:
    """Return one route's counts, in order of time."""
    return frame[frame["route"] == route].reset_index(drop=True)


def whose(evidence: Evidence) -> str:
    """Say whose share it is: people, of an age, in a place."""
    age = evidence.selection.get("age", ALL) or ALL
    place = place_of(evidence.selection.get("place"))
    said = "people" if age == ALL else f"people aged {AGES.get(age, age)}"
    if place is not None:
        elsewhere = {
            UNKNOWN: " whose place is not known",
            ELSEWHERE: " who live outside the council",
        }
        said += elsewhere.get(place[1], f" in {place[1]}")
    return f"{said}{_with_reason(evidence)}"


def _with_reason(evidence: Evidence) -> str:
    reason = evidence.selection.get("reason", ALL) or ALL
    if reason == ALL:
        return ""
    if reason == UNKNOWN:
        return " whose support reason is not known"
    name = REASONS.get(reason, reason)
    return f" whose support reason is {name[:1].lower()}{name[1:]}"
