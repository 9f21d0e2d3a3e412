"""The small figures of the front page: their rows, from the pages they are from."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import cost_ledger, outcomes, tiers, uptake_counts
from analytics.answers.cost_ledger_rows import AN_HOUR, NOT_ONE_TO_CHOOSE
from analytics.answers.cost_words import hours, sentence_case
from analytics.assumptions import assumption
from analytics.costs.models import model
from analytics.evidence import Evidence

QUARTERS, MONTHS = 12, 24  # drawn of a longer history
ROUTES = ("direct_payment", "isf")
OUTCOMES = (outcomes.FADED, outcomes.UNEXPLAINED, outcomes.CANNOT_TELL)


# Provider tiers: the first and the last quarter.


def stock(evidence: Evidence) -> pd.DataFrame:
    """Return providers by tier before the first quarter shown and after the last.

    Returns
    -------
    DataFrame, two rows
        day, label (month and year), tier_1, tier_2, tier_3 (providers) and statuses.
    """
    rows = evidence.gathered["tiers"].charts["tier_flow"].frame
    days = pd.to_datetime(rows["quarter_end"])
    moved = tiers.moves(rows.assign(quarter_end=days))
    first = rows[(days == days.min()) & rows["tier_before"].isin(tiers.TIERS)]
    began = first.groupby("tier_before")["providers"].sum()
    counted = [
        (moved.first, {tier: int(began.get(tier, 0)) for tier in tiers.TIERS}),
        (moved.last, moved.stock),
    ]
    frame = pd.DataFrame(
        [{"day": day, "label": f"{day:%B %Y}", **by} for day, by in counted]
    )
    return frame.assign(
        **{
            f"{tier}_status": ["zero" if n == 0 else "ok" for n in frame[tier]]
            for tier in tiers.TIERS
        }
    )


def stock_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give both quarters' counts."""
    said = []
    for row in frame.to_dict("records"):
        by = [
            f"{words.count(row[tier])} in {tiers.NAMES[tier]}" for tier in tiers.TIERS
        ]
        said.append(f"{row['label']}: {words.listing(by)}")
    return f"Providers at the end of {'; of '.join(said)}."


# Uptake: two routes, each share as on its page.


def shares(evidence: Evidence) -> pd.DataFrame:
    """Return the share with a direct payment and with an ISF, by quarter.

    Returns
    -------
    DataFrame, one row for each route and quarter, in order
        route, route_name, quarter_end, share (0 to 1) and its status.
    """
    own = evidence.gathered["uptake"].evidence
    parts = []
    for route in ROUTES:
        chosen = {**dict(own.selection.choices), "route": route}
        of = Evidence(own.about, own.selection.with_choices(chosen), own.tables)
        if uptake_counts.has_counts(of):
            rows = uptake_counts.trend(of)[["quarter_end", "share", "share_status"]]
            named = {"route": route, "route_name": uptake_counts.ROUTES[route]}
            parts.append(rows.tail(QUARTERS).assign(**named))
    columns = ["route", "route_name", "quarter_end", "share", "share_status"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)[columns]


def shares_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give each route's first and last share."""
    said = []
    for name, rows in frame.groupby("route_name", sort=False):
        known = rows[rows["share"].notna()]
        if known.empty:
            said.append(f"{name}: not told")
            continue
        ends = [
            f"{words.percent(row['share'])} in {row['quarter_end']:%B %Y}"
            for _, row in known.iloc[[0, -1]].iterrows()
        ]
        said.append(f"{name}: from {ends[0]} to {ends[1]}")
    return f"{'; '.join(said)}."


# Waiting: the end of each month.


def waiting(evidence: Evidence) -> pd.DataFrame:
    """Return who waited at the end of each of the last months, as on its page."""
    rows = evidence.gathered["waiting"].charts["waiting_trend"].frame
    kept = ["month_end", "people", "people_status"]
    return rows[kept].tail(MONTHS).reset_index(drop=True).assign(series="people")


def waiting_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give the first and the last number."""
    first, last = frame.iloc[0], frame.iloc[-1]
    return (
        f"{words.plural(int(last['people']), 'person', 'people')} waiting at the end "
        f"of {last['month_end']:%B %Y}, {words.count(first['people'])} at the end of "
        f"{first['month_end']:%B %Y}."
    )


# Infrastructure costs: an hour of each way to choose.


def costs(evidence: Evidence) -> pd.DataFrame:
    """Return what an hour costs by each way that may be chosen, as in the ledger.

    Returns
    -------
    DataFrame, one row for each model
        model, label (short), value (£ an hour), lower and upper (likely range),
        statuses.
    """
    rows = evidence.gathered["costs"].charts["cost_ledger"].frame
    beside = set(rows.loc[rows["says"] == NOT_ONE_TO_CHOOSE, "model"])
    found = rows[(rows["unit"] == AN_HOUR) & ~rows["model"].isin(beside)]
    found = found.drop_duplicates("model").reset_index(drop=True)
    return found.assign(label=[sentence_case(model(m).short) for m in found["model"]])


def costs_setting(evidence: Evidence) -> dict[str, Any]:
    """Return the colours of the models, the same on every page."""
    page = evidence.gathered["costs"]
    return {"colours": cost_ledger.setting(page.evidence)["colours"]}


def costs_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the volume and the ranges."""
    volume = evidence.gathered["costs"].answer.facts.get("hours_a_year")
    at = f" at {hours(float(volume))} hours a year" if volume else ""
    return f"£ of infrastructure an hour of care{at}. Band: likely range"


def costs_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give each model's cost and range."""
    said = []
    for row in frame.to_dict("records"):
        if pd.isna(row["value"]):
            said.append(f"{row['label']} not told")
            continue
        between = ""
        if pd.notna(row["lower"]):
            low, high = words.pounds(row["lower"]), words.pounds(row["upper"])
            between = f" (likely range {low} to {high})"
        said.append(f"{row['label']} {words.pounds(row['value'])}{between}")
    return f"Infrastructure an hour of care: {words.listing(said)}."


# Outcomes: whose hours fell, and whether that is explained.


def fewer(evidence: Evidence) -> pd.DataFrame:
    """Return the people with fewer hours, by whether that is a success.

    Returns
    -------
    DataFrame, one row
        label (empty), faded, unexplained, cannot_tell (people) and their statuses.
    """
    rows = evidence.gathered["outcomes"].evidence["fading_support"]
    own = rows[rows["people_group"] == outcomes.ALL].set_index("outcome")
    row: dict[str, Any] = {"label": ""}
    for name in OUTCOMES:
        row[name] = float(own["people"].get(name, float("nan")))
        row[f"{name}_status"] = str(own["people_status"].get(name, "not_supplied"))
    return pd.DataFrame([row])


def fewer_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and how many people there are in all where that is told."""
    least = f"{assumption('outcomes.hours_down').value:.0%}"
    total = frame[list(OUTCOMES)].sum(axis=1, skipna=False).iloc[0]
    is_told = pd.notna(total) and evidence.selection.view != "public"
    who = words.plural(int(total), "person", "people") if is_told else "People"
    return f"{who} with at least {least} fewer hours at the last review"


def fewer_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give the three counts."""
    row = frame.iloc[0]
    said = [
        f"{'[c]' if pd.isna(row[name]) else words.count(row[name])} {what}"
        for name, what in zip(
            OUTCOMES,
            ("as they wished and no worse", "unexplained", "of whom we cannot tell"),
            strict=True,
        )
    ]
    return f"People with fewer hours: {words.listing(said)}."
