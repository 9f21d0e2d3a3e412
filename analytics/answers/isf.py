"""How many have an individual service fund, and on what terms: the answer in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import isf_counts as counts
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence


def answer(evidence: Evidence) -> Answer:
    """Say how many have a fund, who holds it and what is charged for it."""
    people = _people(evidence)
    if people is None:
        return Answer(
            "**We cannot tell yet.** How many have an individual service fund (ISF) is "
            "hidden to protect people, or was not counted in this build.",
            "A build made before funds were counted has none of this.",
        )
    facts: dict[str, Any] = {"people": people}
    if people == 0:
        return Answer(
            "**Nobody.** No adult supported today has an individual service fund "
            "(ISF) by the council's own word.",
            "National data has no code for a fund, so only the council can tell.",
            facts,
        )
    said = [_lead(evidence, people, facts), _held(evidence)]
    said.append(_charged(evidence, facts))
    return Answer(" ".join(filter(None, said)), _sure(evidence), facts)


def _people(evidence: Evidence) -> float | None:
    """Return how many have a fund, one beside a direct payment too."""
    found = _of_term(evidence, "all", "all")
    return None if found is None else found


def _of_term(evidence: Evidence, term: str, level: str) -> float | None:
    """Return the people of one term and level, None where they are hidden."""
    if not evidence.has(counts.TERMS):
        return None
    rows = evidence[counts.TERMS]
    at = rows[(rows["term"] == term) & (rows["level"] == level)]
    if at.empty or pd.isna(at["people"].iloc[0]):
        return None
    return float(at["people"].iloc[0])


def _lead(evidence: Evidence, people: float, facts: dict[str, Any]) -> str:
    about = "About " if counts.is_public(evidence) else ""
    who = words.plural(round(people), "person has", "people have")
    said = f"**{about}{who} an individual service fund (ISF)**"
    total = counts.number_of(evidence, "people_supported")
    if not total:
        return f"{said}."
    facts["people_supported"] = total
    facts["share"] = people / total
    least = assumption("answers.least_cases").value
    share = f"{words.percent(people / total)} of the " if people >= least else "of the "
    return f"{said}, {share}{words.count(total)} supported."


def _held(evidence: Evidence) -> str:
    said = []
    for level, who in (
        ("support_provider", "a support provider holds"),
        ("independent_broker", "an independent broker"),
    ):
        number = _of_term(evidence, "holder", level)
        if number:
            said.append(f"{who} {words.count(number)}")
    if not said:
        return ""
    text = words.listing(said)
    if len(said) == 1 and text.startswith("an independent broker"):
        text = text.replace("broker", "broker holds", 1)
    return f"{text[:1].upper()}{text[1:]}."


def _charged(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say the middle charge a week, and how many lie in the guide's range."""
    row = counts.sums(evidence, counts.PER_WEEK)
    if row is None or pd.isna(row["charge_middle"]):
        return ""
    middle = float(row["charge_middle"])
    facts["charge_middle"] = middle
    if row["people"] < assumption("answers.least_cases").value:
        told = words.plural(int(row["people"]), "weekly charge")
        return f"Only {told} {'is' if row['people'] == 1 else 'are'} known."
    low, high = (
        words.pounds(float(row[f"charge_{end}_quarter"])) for end in ("lower", "upper")
    )
    return (
        f"Where it is charged by the week the middle charge is "
        f"**{words.pounds(middle)}** (half of them {low} to {high})."
    )


def _sure(evidence: Evidence) -> str:
    own = "Counted by the council's own word, never from managed budgets"
    if counts.is_public(evidence):
        return f"{own}; counts are rounded, and a term with a small count is hidden."
    gaps = {line: counts.number_of(evidence, line) for line in counts.GAPS}
    told = [line for line, number in gaps.items() if number]
    blank = [line for line, number in gaps.items() if number is None]
    if blank:
        return f"{own}; no flags were supplied to hold it against."
    if not told:
        return f"{own}; its routes and its flags agree."
    return f"{own}. What does not fit is named below, and is in no route's count."
