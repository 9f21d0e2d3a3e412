"""What the page on individual service funds shows: terms, charges, and what adds up."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.assumptions import assumption
from analytics.evidence import Evidence

BALANCE, TERMS, CHARGES = "isf_balance", "isf_terms", "isf_charges"
SUMS, UNDERSPEND = "isf_charge_sums", "isf_underspend"
NOT_SUPPLIED = "not_supplied"
PER_WEEK, PER_CENT = "per_week", "per_cent"

TERM_NAMES = {
    "holder": "Who holds the fund",
    "contract": "Parties to the agreement",
    "charge": "How it is charged for",
    "charge_level": "Level of the charge, in the council's words",
    "virtual_budget": "A virtual budget can be seen",
    "banked_hours": "Unused hours can be banked",
    "statement_every": "A statement is given",
    "payees": "Providers paid from one fund",
    "pooled": "Pooled with another's budget",
    "underspend": "What was not spent",
}
LEVEL_NAMES = {
    "holder": {
        "support_provider": "Support provider",
        "independent_broker": "Independent broker",
    },
    "contract": {
        "two_way": "Two-way: council and holder",
        "three_way": "Three-way: the person signs too",
    },
    "charge": {
        "per_week": "£ a week",
        "per_cent": "Per cent of the budget",
        "both": "Both",
        "no_charge": "No charge",
    },
    "virtual_budget": {"yes": "Yes", "no": "No"},
    "banked_hours": {"yes": "Yes", "no": "No"},
    "statement_every": {
        "month": "Every month",
        "quarter": "Every quarter",
        "year": "Every year",
        "none": "Never",
    },
    "payees": {"one": "One", "two": "Two", "three_or_more": "Three or more"},
    "pooled": {"yes": "Yes"},
    "underspend": {
        "returned": "Returned to the council",
        "kept": "Kept by the person",
        "both": "Part returned, part kept",
        "neither": "Nothing was left",
    },
}
ROUTES = {
    "direct_payment": "Direct payment",
    "isf": "ISF",
    "managed_budget": "Managed budget",
    "commissioned": "Commissioned",
}
GAPS = {
    "fund_beside_direct_payment": "ISF beside a direct payment, counted there",
    "flagged_on_direct_payment": "Flagged as ISF, route says direct payment",
    "flagged_on_managed_budget": "Flagged as ISF, route says managed budget",
    "flagged_on_commissioned": "Flagged as ISF, route says commissioned",
    "fund_not_flagged": "Route says ISF, no flag",
    "flags_of_nobody": "Flags that match nobody supported today",
    "rows_without_route": "Rows turned away for their route",
}
HOLDERS = {**LEVEL_NAMES["holder"], NOT_SUPPLIED: "Holder not supplied"}


def is_public(evidence: Evidence) -> bool:
    """Say whether only protected counts are here."""
    return evidence.selection.view == "public"


def number_of(evidence: Evidence, line: str) -> float | None:
    """Return one line of the balance, None where it is blank or not here."""
    if not evidence.has(BALANCE):
        return None
    rows = evidence[BALANCE]
    found = rows.loc[rows["line"] == line, "number"]
    return None if found.empty or found.isna().all() else float(found.iloc[0])


def terms(evidence: Evidence) -> pd.DataFrame:
    """Return how many people's funds have each term, in the order of the page.

    Returns
    -------
    DataFrame, one row for each term and level that somebody has, or that is hidden
        term_name, level_name, people with its status, known (people of whom the term is
        told), share (of those, where there are 20 or more), words and token.
    """
    rows = evidence[TERMS].copy()
    least = assumption("answers.least_cases").value
    made = []
    for term, name in TERM_NAMES.items():
        own = rows[rows["term"] == term]
        if own.empty:
            continue
        told = own[own["level"] != NOT_SUPPLIED]
        known = told["people"].sum() if told["people"].notna().all() else float("nan")
        made += [
            _level(row, name, float(known), least)
            for _, row in _ordered(own, term).iterrows()
            if pd.isna(row["people"]) or row["people"] > 0
        ]
    frame = pd.DataFrame(made)
    if len(frame):
        frame["label"] = frame["level_name"] + _priced(evidence, frame)
    return frame


def _priced(evidence: Evidence, frame: pd.DataFrame) -> pd.Series:
    """Say beside each level of charge what is charged in the middle, if for enough."""
    said = pd.Series("", frame.index)
    if not evidence.has(SUMS):
        return said
    least = assumption("answers.least_cases").value
    sums = evidence[SUMS]
    told = sums[
        (sums["group_by"] == "level")
        & (sums["basis"] == PER_WEEK)
        & (sums["people"] >= least)
        & (sums["group"] != NOT_SUPPLIED)
    ]
    for _, row in told.iterrows():
        name = level_name("charge_level", str(row["group"]))
        at = (frame["term"] == "charge_level") & (frame["level_name"] == name)
        said[at] = f", middle {words.pounds(float(row['charge_middle']))} a week"
    return said


def _ordered(own: pd.DataFrame, term: str) -> pd.DataFrame:
    """Put a term's levels in their own order, the most of a council's own first."""
    order = {level: place for place, level in enumerate(LEVEL_NAMES.get(term, {}))}
    blank = own["level"] == NOT_SUPPLIED
    place = own["level"].map(order).fillna(len(order)) + blank * 99
    by = own.assign(place=place)
    return by.sort_values(["place", "people"], ascending=[True, False])


def _level(
    row: pd.Series, term_name: str, known: float, least: float
) -> dict[str, object]:
    is_blank = row["level"] == NOT_SUPPLIED
    people = row["people"]
    has_share = not is_blank and pd.notna(people) and known >= least
    share = float(people) / known if has_share else float("nan")
    said = "" if pd.isna(people) else f"{people:,.0f}"
    if has_share:
        said += f" of {known:,.0f} ({share:.0%})"
    return {
        "term": row["term"],
        "term_name": term_name,
        "level_name": level_name(str(row["term"]), str(row["level"])),
        "people": people,
        "people_status": row["people_status"],
        "share": share,
        "share_status": "ok" if has_share else "not_applicable",
        "words": said,
        "token": "" if is_blank else "data",
    }


def level_name(term: str, level: str) -> str:
    """Name a level: ours in our words, a council's own in its words."""
    if level == NOT_SUPPLIED:
        return "Nothing said" if term == "pooled" else "Not supplied"
    if level == "other":
        return "Another name"
    return LEVEL_NAMES.get(term, {}).get(level, level.replace("_", " ").capitalize())


def charges(evidence: Evidence) -> pd.DataFrame:
    """Return how many are charged each whole pound a week, by holder and basis.

    Returns
    -------
    DataFrame, one row for each holder, basis and pound
        holder_name, basis_name, charge_gbp (a week), people, is_hollow (a per cent put
        on the person's budget).
    """
    rows = evidence[CHARGES].copy()
    rows["holder_name"] = rows["holder"].map(HOLDERS)
    hollow = rows["basis"] == PER_CENT
    rows["is_hollow"] = hollow
    rows["basis_name"] = hollow.map({True: "Per cent, converted", False: "£ a week"})
    order = {name: place for place, name in enumerate(HOLDERS)}
    rows["place"] = rows["holder"].map(order)
    rows = rows.sort_values(["place", "is_hollow", "charge_gbp_week"])
    rows = rows.rename(columns={"charge_gbp_week": "charge_gbp"})
    return rows.drop(columns=["place", "holder", "basis"]).reset_index(drop=True)


def middles(evidence: Evidence) -> dict[str, float]:
    """Return the middle charge in pounds a week of each holder that has some."""
    rows = evidence[SUMS]
    rows = rows[(rows["group_by"] == "holder") & (rows["basis"] == PER_WEEK)]
    return {
        HOLDERS[str(row["group"])]: float(row["charge_middle"])
        for _, row in rows.iterrows()
        if pd.notna(row["charge_middle"])
    }


def sums(evidence: Evidence, basis: str) -> pd.Series | None:
    """Return what is charged to all on one basis, None where nobody is."""
    if not evidence.has(SUMS):
        return None
    rows = evidence[SUMS]
    found = rows[(rows["basis"] == basis) & (rows["group_by"] == "all")]
    return None if found.empty else found.iloc[0]


def balance(evidence: Evidence) -> pd.DataFrame:
    """Return people on each route, all of them, and every gap by its name.

    Returns
    -------
    DataFrame, one row for each line
        heading, line_name, number with its status, words and token.
    """
    rows = evidence[BALANCE].set_index("line")
    total = "people_supported"
    lines = [
        *(("People supported, by route", each, name) for each, name in ROUTES.items()),
        ("People supported, by route", total, "All with open support"),
        *(("What does not fit, by name", each, name) for each, name in GAPS.items()),
    ]
    made = []
    for heading, line, name in lines:
        number, status = rows.loc[line, "number"], rows.loc[line, "number_status"]
        made.append(
            {
                "heading": heading,
                "line_name": name,
                "number": number,
                "number_status": status,
                "words": "" if pd.isna(number) else f"{number:,.0f}",
                "token": _token(line),
            }
        )
    return pd.DataFrame(made)


def _token(line: str) -> str:
    if line == "people_supported":
        return "ink_2"
    if line in GAPS:
        return "accent"
    return "data" if line == "isf" else "context"
