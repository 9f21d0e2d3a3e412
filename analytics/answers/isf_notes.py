"""The words round the charts on individual service funds, and the four columns."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers import isf_counts as counts
from analytics.assumptions import assumption
from analytics.evidence import Evidence, Notes

RANGE_SINCE = 2021


def terms_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the terms."""
    return "On what terms"


def terms_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and what the shares and outlines are."""
    least = assumption("answers.least_cases").value
    said = (
        "People with a fund today, by what its agreement says. Shares are of those "
        f"whose term is told, where they are {least:g} or more. Outline: not supplied"
    )
    if counts.is_public(evidence):
        return f"{said}. Rounded"
    return f"{said}. {_left_over(evidence)}".strip()


def _left_over(evidence: Evidence) -> str:
    """Say what was returned and what was kept, in pounds, where it is told."""
    if not evidence.has(counts.UNDERSPEND):
        return ""
    rows = evidence[counts.UNDERSPEND].dropna(subset=["sum_gbp"])
    said = [
        f"{words.pounds(float(row['sum_gbp']), pence=False)} {row['line']}"
        for _, row in rows.iterrows()
    ]
    return f"Underspend told: {words.listing(said)}" if said else ""


def terms_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say of each term its largest level."""
    said = []
    for name, rows in frame.groupby("term_name", sort=False):
        told = rows[rows["token"] != ""].dropna(subset=["people"])
        if told.empty:
            said.append(f"{name}: nothing that can be shown")
            continue
        most = told.loc[told["people"].idxmax()]
        said.append(f"{name}: {most['level_name'].lower()}, {most['words']} people")
    return "; ".join(said) + "."


def charges_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how many of the charges lie within the guide's range."""
    parts = [counts.sums(evidence, basis) for basis in ("per_week", "per_cent")]
    known = [part for part in parts if part is not None]
    inside = sum(int(part["inside_range"]) for part in known)
    paid = sum(int(part["people"] - part["without_budget"]) for part in known)
    free = int(frame["people"].sum()) - paid
    low, high = band(evidence)
    ends = f"{words.pounds(low, pence=False)} to {words.pounds(high, pence=False)}"
    said = (
        f"{words.count(inside)} of {words.plural(paid, 'charge')} within {ends} a week"
    )
    return f"{said}, and {words.count(free)} with no charge" if free else said


def band(evidence: Evidence) -> tuple[float, float]:
    """Return the guide's range, £ a week."""
    low, high = (assumption(f"isf.charge_{end}").value for end in ("low", "high"))
    return low, high


def charges_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and what the dots are."""
    said = (
        "£ a week for managing a fund, in whole pounds, one dot a person or a few. "
        "**Filled: charged by the week.** Hollow: a per cent, put on the person's "
        "budget"
    )
    row = counts.sums(evidence, counts.PER_CENT)
    if row is None or pd.isna(row["charge_middle"]):
        return said
    middle = words.pounds(float(row["charge_middle"]))
    return f"{said}; in the middle {float(row['pct_middle']):.1f}%, or {middle}"


def charges_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the middle charge on each basis, the per cent as it is and converted."""
    said = []
    for basis, name in (("per_week", "by the week"), ("per_cent", "in per cent")):
        row = counts.sums(evidence, basis)
        if row is None or pd.isna(row["charge_middle"]):
            continue
        people = words.plural(int(row["people"]), "person is", "people are")
        middle = words.pounds(float(row["charge_middle"]))
        each = f"{people} charged {name}, in the middle {middle} a week"
        if basis == "per_cent":
            share = f"{float(row['pct_middle']):.1f}%"
            each = f"{people} charged {name}, in the middle {share}, or {middle} a week"
        out = int(row["above_range"])
        low = int(row["below_range"])
        said.append(f"{each}; {out} above the guide's range and {low} below it")
    return ". ".join(said) + "."


def balance_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say whether the routes add up to all who are supported."""
    rows = evidence[counts.BALANCE].set_index("line")["number"]
    parts = sum(float(rows[route]) for route in counts.ROUTES)
    whole = float(rows["people_supported"])
    if parts == whole:
        return f"The four routes add up to all {words.count(whole)} people supported"
    return (
        f"The four routes hold {words.count(parts)} of {words.count(whole)} people "
        "supported"
    )


def balance_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and what the gaps are counted in."""
    return (
        "Adults with open support today, each once on the highest route. **Orange: "
        "what does not fit**, in people, flags or rows, counted in no route above"
    )


def balance_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say each route's people, and every gap that is not nought."""
    shown = frame[frame["number"].notna()]
    routes = shown[shown["token"] != "accent"]
    gaps = shown[(shown["token"] == "accent") & (shown["number"] > 0)]
    said = [f"{row['line_name']} {row['words']}" for _, row in routes.iterrows()]
    text = f"{words.listing(said)}."
    if gaps.empty:
        return f"{text} Nothing is left over."
    left = [f"{row['line_name'].lower()} {row['words']}" for _, row in gaps.iterrows()]
    return f"{text} Not fitting: {words.listing(left)}."


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    day = words.date(evidence.about.as_of)
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    return Notes(
        source=(
            f"Arrangements, flags and payees supplied by the council{synthetic}. Range "
            "of charges: Watson, An Overview of ISFs in England, 2021."
        ),
        how_old=f"Funds open on {day}. The guide's range is of {RANGE_SINCE}.",
        read_with_care=_care(evidence),
        what_would_change_this=_change_this(evidence),
    )


def _care(evidence: Evidence) -> str:
    if counts.is_public(evidence):
        return (
            "Counts under 5 are hidden with the whole of their term, others rounded to "
            "5. Not supplied is not “no”."
        )
    return (
        "The guide's range is advice and no limit; brokers charge slightly more, some "
        "holders nothing. Not supplied is not “no”, and a blank charge is not free."
    )


def _change_this(evidence: Evidence) -> str:
    """Name the term of which least is told."""
    if not evidence.has(counts.TERMS):
        return "**A new build.** This one has no count of funds."
    rows = evidence[counts.TERMS]
    lacking = rows[
        (rows["level"] == counts.NOT_SUPPLIED)
        & ~rows["term"].isin(["pooled", "underspend"])
    ].dropna(subset=["people"])
    if lacking.empty or not lacking["people"].max():
        return (
            "**Underspend.** Few agreements say what was returned or kept; more would "
            "show what funds leave over."
        )
    most = lacking.loc[lacking["people"].idxmax()]
    name = counts.TERM_NAMES[str(most["term"])]
    people = words.plural(round(float(most["people"])), "person", "people")
    return f"**What is not written down.** “{name}” is not supplied of {people}."
