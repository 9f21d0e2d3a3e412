"""ASCOF 3D from the council's own client-level data, beside what is published."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers import uptake_peers
from analytics.answers.uptake_counts import AGES, ALL
from analytics.evidence import Evidence

TABLE, RECONCILED = "ascof_3d_own", "client_level_data_reconciled"
# Measure and reading -> its name, direct payments first.
MEASURES = {
    ("3d(2a)", "as_defined"): "Direct payments: people",
    ("3d(1a)", "as_defined"): "Self-directed support: people",
    ("3d(2b)", "as_defined"): "Direct payments: carers",
    ("3d(2b)", "wider"): "Direct payments: carers, wider reading",
    ("3d(1b)", "as_defined"): "Self-directed support: carers",
    ("3d(1b)", "wider"): "Self-directed support: carers, wider reading",
}
CLIENTS = "3d(2a)"
REASONS = {
    "same": "Same route in both",
    "other_route": "Another route in each",
    "isf_without_flag": "An ISF in arrangements that no flag names",
    "unknown_mechanism": "No known delivery mechanism in client-level data",
    "in_care_home": "In a care home, by client-level data",
    "no_open_service": "In client-level data, with no service open that day",
    "not_in_client_level_data": "Not in client-level data at all",
    "no_open_arrangement": "In arrangements, with none open that day",
    "not_in_arrangements": "Not in arrangements at all",
}
SAME = "same"


def own(evidence: Evidence) -> pd.DataFrame:
    """Return each part of measure 3D at the age chosen, own and published.

    Returns
    -------
    DataFrame, one row for each part and reading, direct payments first
        label; numerator, denominator, unknown_mechanism, published_numerator and
        published_denominator (people); share, published_share and england_share
        (0 to 1); the status of each; published_period, year_start, year_end.
    """
    rows = evidence[TABLE]
    age = evidence.selection.get("age", ALL) or ALL
    rows = rows[rows["age_group"] == ("total" if age == ALL else age)]
    keys = list(zip(rows["measure"], rows["reading"], strict=True))
    order = list(MEASURES)
    rows = rows.assign(
        label=[MEASURES.get(key, "") for key in keys],
        place=[order.index(key) if key in MEASURES else len(order) for key in keys],
    )
    kept = rows[rows["label"] != ""].sort_values("place", ignore_index=True)
    return kept.drop(columns="place")


def of_clients(evidence: Evidence) -> pd.Series | None:
    """Return the direct payments of people, None where the file cannot tell them."""
    if not evidence.has(TABLE):
        return None
    frame = own(evidence)
    found = frame[(frame["measure"] == CLIENTS) & frame["share"].notna()]
    return None if found.empty else found.iloc[0]


def snapshot(frame: pd.DataFrame) -> dt.date:
    """Return the day of the council's own figures."""
    return pd.Timestamp(frame["year_end"].iloc[0]).date()


def published_day(frame: pd.DataFrame) -> dt.date | None:
    """Return the day of the published figures, None where none is published."""
    years = re.findall(r"\d{4}", " ".join(map(str, frame["published_period"])))
    return dt.date(int(max(years)), 3, 31) if years else None


def country_name(evidence: Evidence) -> str:
    """Name the whole country as the published file does."""
    if not evidence.has(uptake_peers.TABLE):
        return "England"
    return uptake_peers.country(evidence)[0] or "England"


def own_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the direct payments of people, own and published."""
    row = of_clients(evidence)
    if row is None:
        return "Direct payments by the national rule: our own file has nobody to count"
    share = words.percent(row["share"])
    ours = f"Direct payments by the national rule: {share} in our own file"
    if pd.isna(row["published_share"]):
        return ours
    return f"{ours}, {words.percent(row['published_share'])} as published"


def own_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the measure, the two days, and what the marks are."""
    age = evidence.selection.get("age", ALL) or ALL
    day, theirs = words.date(snapshot(frame)), published_day(frame)
    said = (
        f"ASCOF measure 3D, aged {AGES[age]}. Filled dot: our own client-level data, "
        f"people on {day} and carers in the year that ends then. "
    )
    if theirs is None:
        return f"{said}At this age nothing is published beside it"
    return (
        f"{said}Ring: published, people on {words.date(theirs)}; grey dot: "
        f"{country_name(evidence)}. Of carers none is published in that file"
    )


def own_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say each part, own and published."""
    told = []
    for row in frame.itertuples():
        ours = "nobody to count" if pd.isna(row.share) else words.percent(row.share)
        theirs = row.published_share
        beside = "" if pd.isna(theirs) else f", published {words.percent(theirs)}"
        told.append(f"{row.label} {ours}{beside}")
    return f"From our own file: {'; '.join(told)}."


def why_they_differ(frame: pd.DataFrame) -> list[str]:
    """List why our own figures and the published ones may differ."""
    day, theirs = snapshot(frame), published_day(frame)
    said = []
    if theirs is not None and theirs != day:
        days = f"{words.date(day)} and {words.date(theirs)}"
        said.append(f"They are of different days: {days}.")
    said.append(_unknown(frame))
    return [
        *said,
        "The Department follows people by traced NHS numbers; our file holds those "
        "that were submitted.",
        "It takes the file as it stood on its day; what was recorded later is in ours "
        "alone.",
        "An ISF is a council-managed budget here, for client-level data has no word "
        "for it.",
        "Before 2024 the published figures rest on another collection (SALT), so no "
        "line joins those years to these.",
    ]


def _unknown(frame: pd.DataFrame) -> str:
    """Count those of no known delivery mechanism, and say where they are counted."""
    unknown = frame.set_index(["measure", "reading"])["unknown_mechanism"]
    people = int(unknown.get((CLIENTS, "as_defined"), 0))
    carers = int(unknown.get(("3d(2b)", "as_defined"), 0))
    if not people and not carers:
        return "Everybody in our file is of a known delivery mechanism."
    of = "of no known delivery mechanism"
    if people:
        verb = "counts" if people == 1 else "count"
        told = words.plural(people, "person", "people")
        among = f"{told} {of} {verb} among the people, on no route"
    else:
        among = f"Nobody among the people is {of}"
    if not carers:
        return f"{among}; no carer is {of}."
    left = words.plural(carers, "carer")
    are = "is" if carers == 1 else "are"
    return f"{among}; {left} {of} {are} left out, as the rule says."


def reconciled(evidence: Evidence) -> pd.DataFrame:
    """Return how the two files agree: one row for same, then each difference.

    Returns
    -------
    DataFrame, one row for each reason and pair of routes, the most people first
        reason, why (words), cld_route, arrangements_route (words), people.
    """
    rows = evidence[RECONCILED]
    same = rows[rows["reason"] == SAME]
    apart = rows[rows["reason"] != SAME].sort_values(
        ["people", "reason", "cld_route", "arrangements_route"],
        ascending=[False, True, True, True],
    )
    whole = pd.DataFrame(
        [{"reason": SAME, "cld_route": "", "people": float(same["people"].sum())}]
    )
    frame = pd.concat([whole, apart], ignore_index=True)
    frame["people_status"] = np.where(frame["people"] == 0, "zero", "ok")
    for column in ("cld_route", "arrangements_route"):
        frame[column] = [_route(each) for each in frame[column]]
    frame["why"] = frame["reason"].map(REASONS)
    return frame[
        ["reason", "why", "cld_route", "arrangements_route", "people", "people_status"]
    ]


def _route(name: object) -> str:
    """Write a route as a table does: in words, nothing for several."""
    said = {
        "direct_payment": "direct payment",
        "isf": "ISF",
        "managed_budget": "council-managed budget",
        "commissioned": "commissioned only",
        "unknown": "not known",
        "none": "none in the community",
    }
    return said.get(str(name), "")


def reconciled_words(frame: pd.DataFrame) -> str:
    """Say how many people are on the same route in both files."""
    total, same = frame["people"].sum(), frame.loc[frame["reason"] == SAME, "people"]
    if not total:
        return "Nobody is in either file that day."
    agree = float(same.sum())
    if agree == total:
        return (
            f"**All {words.count(total)} people** in either file are on the same route "
            "in both."
        )
    return (
        f"**{words.count(agree)} of {words.count(total)} people** in either file are "
        f"on the same route in both; {words.count(total - agree)} are not."
    )
