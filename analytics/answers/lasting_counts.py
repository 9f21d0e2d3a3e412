"""What the page on lasting shows: curves, ends and moves, under its own words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.life_table import life_table

CURVES, LIFE = "arrangement_curves", "arrangement_life"
CAUSES, ENDS = "arrangement_causes", "arrangement_ends"
GROUPS, TESTS, SWITCHES = "arrangement_groups", "arrangement_tests", "route_switches"
A_YEAR = 52  # weeks
EVERY = 4  # weeks between the points that are drawn; each is read off the exact curve
UNKNOWN = "unknown"

SPLITS = {
    "route": "Route",
    "workforce": "Workforce, direct payments",
    "holder": "Holder, individual service funds",
}
NAMES = {
    "route": {
        "direct_payment": "Direct payment",
        "isf": "ISF",
        "managed_budget": "Managed budget",
        "commissioned": "Commissioned",
    },
    "workforce": {
        "pa_employed": "Employed assistant",
        "agency_employed": "Agency workers",
        "self_employed": "Self-employed",
        "mixed": "Mixed",
        UNKNOWN: "Not supplied",
    },
    "holder": {
        "support_provider": "Support provider",
        "independent_broker": "Independent broker",
        UNKNOWN: "Not supplied",
    },
}
# Whose ends are spoken of: of direct payments that start, so many still run.
WHOSE = {
    "direct_payment": "direct payments",
    "isf": "individual service funds (ISFs)",
    "managed_budget": "managed budgets",
    "commissioned": "commissioned arrangements",
    "pa_employed": "direct payments with an employed assistant",
    "agency_employed": "direct payments with agency workers",
    "self_employed": "direct payments with self-employed workers",
    "mixed": "direct payments with a mixed workforce",
    "support_provider": "ISFs that a support provider holds",
    "independent_broker": "ISFs that an independent broker holds",
    UNKNOWN: "those of whom it was not supplied",
}
REASONS = {
    "moved_route": "Moved to another route",
    "no_longer_needed": "No longer needed",
    "care_home": "Moved to a care home",
    "hospital": "Went into hospital",
    "died": "Died",
    "provider_withdrew": "Provider withdrew",
    "could_not_find_care": "Could not find care",
    "person_choice": "The person's choice",
    "other": "Another reason",
    "reason_unknown": "Reason not supplied",
}
KINDS = {
    "died": "Died",
    "care_home_or_hospital": "Care home or hospital",
    "moved_route": "Moved route",
    "no_longer_needed": "No longer needed",
    "care_fell_through": "Care fell through",
    "choice_or_other": "Choice or other",
    "reason_unknown": "Not supplied",
}
OUTSIDE = "none"
PLACES = {**NAMES["route"], OUTSIDE: "None"}


def split_of(evidence: Evidence) -> str:
    """Return what arrangements are told apart by."""
    return evidence.selection.get("by") or "route"


def group_of(evidence: Evidence) -> str:
    """Return the group whose ends are asked after."""
    return evidence.selection.get("ends") or next(iter(NAMES[split_of(evidence)]))


def is_public(evidence: Evidence) -> bool:
    """Say whether curves must come from protected counts."""
    return evidence.selection.view == "public"


def curves(evidence: Evidence) -> pd.DataFrame:
    """Return each group's curve, as far as enough are watched.

    Returns
    -------
    DataFrame, one row for each group and step of weeks, in order
        group, group_name, weeks, watched, share_going, share_lower, share_upper, each
        number with its status. On the desk read off the exact curve; in public worked
        out from the protected life table and nothing else.
    """
    split = split_of(evidence)
    if not evidence.has(LIFE if is_public(evidence) else CURVES):
        return pd.DataFrame(columns=["group", "weeks", "watched"])
    rows = _from_life(evidence[LIFE]) if is_public(evidence) else _read_off(evidence)
    if rows.empty:
        return rows
    order = {group: place for place, group in enumerate(NAMES[split])}
    rows = rows[rows["group"].isin(list(order))].copy()
    rows["place"] = rows["group"].map(order)
    rows = rows.sort_values(["place", "weeks"], ignore_index=True)
    enough = rows["watched"] >= assumption("lasting.least_watched").value
    rows = rows[enough.groupby(rows["place"]).cummin()].reset_index(drop=True)
    # One point is no curve.
    rows = rows[rows.groupby("place")["weeks"].transform("size") > 1]
    rows = rows.assign(group_name=rows["group"].map(NAMES[split]))
    return rows.drop(columns="place").reset_index(drop=True)


def _read_off(evidence: Evidence) -> pd.DataFrame:
    rows = evidence[CURVES]
    return rows[rows["weeks"] % EVERY == 0]


def _from_life(life: pd.DataFrame) -> pd.DataFrame:
    """Work out the curves from counts of steps that may be published."""
    made = []
    for group, rows in life.groupby("group", sort=False):
        steps = rows.sort_values("weeks")
        table = life_table(steps["watched"], steps["ended"])
        known = np.isfinite(table.survival)
        made.append(
            pd.DataFrame(
                {
                    "group": group,
                    "weeks": steps["weeks"].to_numpy(),
                    "watched": steps["watched"].to_numpy(float),
                    "share_going": table.survival,
                    "share_lower": table.lower,
                    "share_upper": table.upper,
                }
            )[known]
        )
    if not made:
        return pd.DataFrame(columns=["group", "weeks", "watched"])
    rows = pd.concat(made, ignore_index=True)
    for column in ("share_lower", "share_upper"):
        blank = rows[column].isna()
        rows[f"{column}_status"] = np.where(blank, "not_applicable", "ok")
    return rows


def after_a_year(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of the curves at 52 weeks, one for each group that gets there."""
    rows = curves(evidence)
    if rows.empty:
        return rows
    return rows[rows["weeks"] == A_YEAR].reset_index(drop=True)


def causes(evidence: Evidence) -> pd.DataFrame:
    """Return the chance to have ended by each kind of end, of the group chosen.

    Returns
    -------
    DataFrame, one row for each kind of end that occurred and step of weeks
        cause, cause_name, weeks, share_ended, share_lower, share_upper and statuses;
        as far as that group's curve is drawn.
    """
    rows = evidence[CAUSES]
    group = group_of(evidence)
    drawn = curves(evidence)
    last = drawn.loc[drawn["group"] == group, "weeks"].max() if len(drawn) else np.nan
    rows = rows[
        (rows["group"] == group)
        & (rows["weeks"] % EVERY == 0)
        & (rows["weeks"] <= last)
    ]
    occurs = rows.groupby("cause")["share_ended"].transform("max") > 0
    rows = rows[occurs].copy()
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows["cause_name"] = rows["cause"].map(KINDS)
    rows["place"] = rows["cause"].map(order)
    rows = rows.sort_values(["place", "weeks"], ignore_index=True)
    return rows.drop(columns="place")


def ends(evidence: Evidence) -> pd.DataFrame:
    """Count ends of the group chosen by reason, most first, the unknown last.

    Returns
    -------
    DataFrame, one row for each reason that occurred
        reason_name, ended (count) with its status, share (of ends with a reason told),
        words, token and heading for the bars.
    """
    rows = evidence[ENDS]
    rows = rows[(rows["group"] == group_of(evidence)) & (rows["ended"] > 0)].copy()
    is_told = rows["end_reason"] != "reason_unknown"
    told = int(rows.loc[is_told, "ended"].sum())
    rows["share"] = (rows["ended"] / max(told, 1)).where(is_told)
    rows["share_status"] = np.where(is_told, "ok", "not_applicable")
    few = told < assumption("answers.least_cases").value
    rows["reason_name"] = rows["end_reason"].map(REASONS)
    rows["words"] = [
        f"{n:,.0f}" if few or not known else f"{n:,.0f} ({share:.0%})"
        for n, share, known in zip(rows["ended"], rows["share"], is_told, strict=True)
    ]
    fell = rows["end_reason"].isin(["provider_withdrew", "could_not_find_care"])
    rows["token"] = np.select([fell, is_told], ["accent", "data"], "")
    rows["heading"] = ""
    rows["is_told"] = is_told
    rows = rows.sort_values(["is_told", "ended"], ascending=False, ignore_index=True)
    return rows.drop(columns=["is_told", "split", "group"])


def switches(evidence: Evidence) -> pd.DataFrame:
    """Return who moved between routes in each year, and who came and went.

    Returns
    -------
    DataFrame, one row for each year_end, route_before and route_after
        that somebody made, or in which they could have stayed; names and people.
    """
    rows = evidence[SWITCHES]
    made = (rows["people"] != 0) | (rows["route_before"] == rows["route_after"])
    rows = rows[made].copy()
    rows["year_end"] = pd.to_datetime(rows["year_end"])
    rows["before_name"] = rows["route_before"].map({**PLACES, OUTSIDE: "Joined"})
    rows["after_name"] = rows["route_after"].map({**PLACES, OUTSIDE: "Left"})
    order = {route: place for place, route in enumerate(PLACES)}
    rows["from"], rows["to"] = (
        rows[f"route_{side}"].map(order) for side in ("before", "after")
    )
    rows = rows.sort_values(["year_end", "from", "to"], ignore_index=True)
    return rows.drop(columns=["from", "to"])
