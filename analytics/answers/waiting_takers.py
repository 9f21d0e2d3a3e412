"""Who could take the people who wait, what providers answer, and who was not asked."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers.tiers import KINDS
from analytics.answers.waiting import ALL, place_chosen, place_label
from analytics.assumptions import assumption
from analytics.evidence import Evidence

NOT_NAMED = "not named"
FREE = ["free_hours", "free_hours_status"]
TAKERS, REACH = "waiting_takers", "waiting_reach_chosen"
OFFERS, OFFERED = "waiting_offers", "waiting_offered"
ANSWERS = {
    "accepted": "Accepted",
    "declined": "Declined",
    "no_answer": "No answer",
    "open": "Still open",
}
HAD = {"had_0": "None", "had_1": "1", "had_2": "2", "had_more": "3 or more"}


def _where(evidence: Evidence) -> str:
    chosen = place_chosen(evidence)
    return "anybody who waits" if chosen is None else f"those who wait in {chosen[1]}"


def takers(evidence: Evidence) -> pd.DataFrame:
    """Return organisations with free hours in reach, then the others by kind.

    Returns
    -------
    DataFrame, one row for each organisation named, one for the rest of them, and one
    for those of each kind that are not named
        taker, kind_name, providers, free_hours with its status and as words.
    """
    rows = evidence[TAKERS]
    rows = rows.assign(
        kind_name=rows["kind"].map(lambda kind: KINDS.get(kind, kind)),
        taker=rows["provider_label"],
    )
    is_named = rows["taker"] != NOT_NAMED
    named = rows[is_named].sort_values(
        ["free_hours", "taker"], ascending=[False, True], na_position="last"
    )
    most = int(assumption("waiting.takers_named").value)
    others = rows[~is_named].assign(
        taker=[
            f"{words.count(row.providers)} not named"
            for row in rows[~is_named].itertuples()
        ]
    )
    parts = [named.head(most), _joined(named.iloc[most:]), others.sort_values("kind")]
    frame = pd.concat([each for each in parts if len(each)] or parts[:1])
    frame = frame[["taker", "kind_name", "providers", *FREE]].reset_index(drop=True)
    frame["free_hours_shown"] = [
        words.mark("" if pd.isna(value) else f"{words.count(value)} hours", str(status))
        for value, status in zip(
            frame["free_hours"], frame["free_hours_status"], strict=True
        )
    ]
    return frame.assign(is_chosen=False)


def _joined(others: pd.DataFrame) -> pd.DataFrame:
    """Add up the organisations past those that are named; one hidden hides the sum."""
    if others.empty:
        return others
    hours = others["free_hours"].sum(skipna=False)
    number = words.plural(len(others), "more organisation")
    kinds = others["kind_name"].unique()
    return pd.DataFrame(
        {
            "taker": [number],
            "kind_name": [kinds[0] if len(kinds) == 1 else "Several kinds"],
            "providers": [others["providers"].sum()],
            "free_hours": [hours],
            "free_hours_status": ["suppressed" if pd.isna(hours) else "ok"],
        }
    )


def takers_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask who could take them, and count who has any hours."""
    number = int(evidence[REACH]["providers"].sum())
    return (
        f"Who could take them? {words.plural(number, 'provider')} with free hours in "
        "reach"
    )


def takers_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, what reach is, and who is named."""
    limit = assumption("access.travel_limit").value
    blank = int(evidence[REACH]["not_stated"].sum())
    said = (
        f"Free contact hours a week in reach of {_where(evidence)}, as providers state "
        f"them now: within {limit:g} minutes, or the supplier's own limit. Only "
        "organisations are named"
    )
    if blank:
        said += f"; {words.plural(blank, 'provider')} in reach state none"
    return said


def takers_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say who has most free hours."""
    known = frame[frame["free_hours"].notna()]
    if known.empty:
        return "No provider in reach has free hours."
    told = [
        f"{row.taker} ({row.kind_name}) {words.count(row.free_hours)} hours"
        for row in known.head(3).itertuples()
    ]
    return f"Most free hours a week: {words.listing(told)}."


def offers(evidence: Evidence) -> pd.DataFrame:
    """Return what each kind of provider answered, all of them first.

    Returns
    -------
    DataFrame, one row for each kind
        kind_name, offers and each answer (counts), accepted_share as words: of those
        answered, in per cent where there are cases enough.
    """
    rows = evidence[OFFERS]
    rows = rows.assign(
        kind_name=rows["kind"].map(lambda kind: KINDS.get(kind, kind)),
        offers_shown=[words.count(number) for number in rows["offers"]],
        is_chosen=rows["kind"] == ALL,
        accepted_shown=[
            _of(row.accepted, row.offers - row.open) for row in rows.itertuples()
        ],
    )
    order = ["is_chosen", "offers", "kind_name"]
    return rows.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _of(number: float, whole: float) -> str:
    """Write a share of enough cases in per cent, and of few as counts."""
    if whole < assumption("answers.least_cases").value:
        return f"{number:.0f} of {whole:.0f}"
    return words.percent(number / whole, places=0)


def offers_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask what providers answer, and answer for all of them."""
    if frame.empty:
        return "What do providers answer?"
    return f"What do providers answer? {frame.iloc[0]['accepted_shown']} say yes"


def offers_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and the period."""
    months = assumption("waiting.recent_months").value
    return (
        f"Offers of a referral to one provider, last {months:g} months, by answer. "
        "Accepted: of the offers that are no longer open"
    )


def offers_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how many offers were made and what came back."""
    if frame.empty:
        return "No offer was made."
    row = frame.iloc[0]
    told = [
        f"{words.count(row[answer])} {name.lower()}" for answer, name in ANSWERS.items()
    ]
    return f"Of {words.plural(int(row['offers']), 'offer')}: {words.listing(told)}."


def offered(evidence: Evidence) -> pd.DataFrame:
    """Return how many offers the people who wait have had, place by place."""
    rows = evidence[OFFERED]
    people = rows[list(HAD)].sum(axis=1)
    rows = rows.assign(
        people=people, people_status="ok", people_shown=people.map(words.count)
    )
    rows = rows[rows["people"] > 0]
    rows = rows.assign(place_label=rows["place_name"].map(place_label), is_chosen=False)
    order = ["had_0", "people", "place_label"]
    rows = rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return rows.drop(columns=["place_set", "place_name"])


def offered_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask who has never been offered to anybody, and count them."""
    none = int(frame["had_0"].sum())
    return (
        f"Who has not been offered to anybody? {words.plural(none, 'person', 'people')}"
    )


def offered_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit."""
    return "People waiting, by the offers that have been made for them so far"


def offered_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how many had none, and how many three or more."""
    none, more = int(frame["had_0"].sum()), int(frame["had_more"].sum())
    people = words.plural(int(frame["people"].sum()), "person", "people")
    return (
        f"Of {people} who wait, {words.count(none)} have been offered to nobody and "
        f"{words.count(more)} three times or more."
    )
