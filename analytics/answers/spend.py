"""What care costs each week by route: gross budgets, and who pays which part."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers.uptake_counts import ROUTES
from analytics.evidence import Evidence

TABLE = "spend_by_route"
PARTS = {
    "public_gbp": ("Council and partners", "data", "ink"),
    "chc_gbp": ("Continuing health care", "data_3", "ink"),
    "contribution_gbp": ("People's own contribution", "soft", "ink"),
}


def spend(evidence: Evidence) -> pd.DataFrame:
    """Return each route's weekly budgets, parted by who pays.

    Returns
    -------
    DataFrame, one row for each route
        route_name, people, budget_gbp, public_gbp (what is left for the council and
        its partners), chc_gbp, contribution_gbp (£ a week), a_person_gbp (of those
        with a budget, where all state one), without_budget, each as words too.
    """
    rows = evidence[TABLE]
    own = rows["contribution_gbp"].fillna(0.0)
    budget = rows["budget_gbp"]
    rows = rows.assign(
        route_name=rows["route"].map(ROUTES),
        public_gbp=(budget - rows["chc_gbp"].fillna(0.0) - own).clip(lower=0.0),
        is_chosen=False,
        people_shown=rows["people"].map(words.count),
        without_shown=rows["without_budget"].map(words.count),
        a_person_gbp=(budget / rows["people"].where(rows["people"] > 0)),
    )
    for column in ("public_gbp", "a_person_gbp"):
        blank = rows["budget_gbp_status"].where(budget.isna(), "not_applicable")
        rows[f"{column}_status"] = blank.where(rows[column].isna(), "ok")
    rows["contribution_gbp"] = rows["contribution_gbp"].astype(float)
    for column in ("budget_gbp", "a_person_gbp"):
        rows[f"{column}_shown"] = [
            words.mark("" if pd.isna(value) else words.pounds(value, pence=False), each)
            for value, each in zip(rows[column], rows[f"{column}_status"], strict=True)
        ]
    order = {route: place for place, route in enumerate(ROUTES)}
    rows = rows.sort_values("route", key=lambda each: each.map(order))
    return rows.drop(columns="route").reset_index(drop=True)


def spend_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask what it costs, and answer with the whole."""
    known = frame["budget_gbp"].dropna()
    if known.empty:
        return "What does care cost by route? No budget is stated"
    return (
        "What does care cost by route? "
        f"{words.pounds(float(known.sum()), pence=False)} a week in all"
    )


def spend_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the day and what is left out."""
    blank = int(frame["without_budget"].sum())
    unpaid = int(frame["without_contribution"].sum())
    said = (
        "Gross weekly budgets of adults' open arrangements on "
        f"{words.date(evidence.about.as_of)}, £ a week, by the arrangement's own "
        "route; a person with two routes counts on both. Partners' shares of joint "
        "funding are not known apart"
    )
    if blank:
        said += f". {words.plural(blank, 'arrangement')} without a budget left out"
    if unpaid:
        arrangements = words.plural(unpaid, "arrangement")
        said += (
            f"; {arrangements} state no contribution, which is not counted as nought"
        )
    return said


def spend_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say each route's budgets and people."""
    told = [
        f"{row.route_name} {row.budget_gbp_shown} for "
        f"{words.plural(int(row.people), 'person', 'people')}"
        for row in frame.itertuples()
    ]
    return f"A week: {'; '.join(told)}."
