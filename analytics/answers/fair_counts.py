"""Shares of those who have the choice, by kind, from the counts on the shelf."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.uptake_counts import BLANK, REASONS, worst
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.rates import wilson_interval

PLACE, TRAIT, FIFTH, SLOPE, WHOLE = (
    "people_by_choice_place",
    "people_by_choice_trait",
    "people_by_route_fifth",
    "choice_slope",
    "people_by_route",
)
CHOICES = {
    "either": "Direct payment or ISF",
    "direct_payment": "Direct payment",
    "isf": "Individual service fund",
}
HAVE = {
    "either": "a direct payment or an individual service fund (ISF)",
    "direct_payment": "a direct payment",
    "isf": "an individual service fund (ISF)",
}
ROUTES = {
    "either": ("direct_payment", "isf"),
    "direct_payment": ("direct_payment",),
    "isf": ("isf",),
}
DISTRICT, WARD, UNKNOWN = "district", "ward", "unknown"
LEVELS: Mapping[str, Mapping[str, str]] = {
    "fifth": {
        "1": "Most deprived fifth",
        "2": "Second fifth",
        "3": "Third fifth",
        "4": "Fourth fifth",
        "5": "Least deprived fifth",
        UNKNOWN: "Area not known",
    },
    "rurality": {
        "urban": "Urban",
        "larger_rural": "Larger rural",
        "smaller_rural": "Smaller rural",
        UNKNOWN: "Area not known",
    },
    "age": {
        "18_44": "18 to 44",
        "45_64": "45 to 64",
        "18_64": "18 to 64",
        "65_74": "65 to 74",
        "75_84": "75 to 84",
        "85_plus": "85 and over",
        "65_plus": "65 and over",
        UNKNOWN: "Age not known",
    },
    "reason": REASONS,
}
# What is added up here has a name of its own, apart from the tables' counts.
CHOSEN = {"people": "people_chosen", "people_status": "people_chosen_status"}
SHARES = ("share", "share_lower", "share_upper")


def choice_of(evidence: Evidence) -> str:
    """Return the choice asked about: either, direct_payment or isf."""
    return evidence.selection.get("choice") or "either"


def place_set_of(evidence: Evidence) -> str:
    """Return the set of places asked about."""
    return evidence.selection.get("places") or DISTRICT


def has_places(evidence: Evidence) -> bool:
    """Say whether the desk's counts are here, or only what is published."""
    return evidence.has(PLACE) and evidence.has(TRAIT)


def whole(evidence: Evidence) -> tuple[float, float]:
    """Return how many have the choice, and of how many; blank where one is hidden."""
    if has_places(evidence):
        rows = evidence[PLACE]
        return float(rows["people"].sum()), float(rows["people_all"].sum())
    rows = _last_quarter(evidence[WHOLE if evidence.has(WHOLE) else FIFTH])
    if rows["people_status"].isin(BLANK).any():
        return float("nan"), float("nan")
    chosen = rows["route"].isin(ROUTES[choice_of(evidence)])
    return float(rows.loc[chosen, "people"].sum()), float(rows["people"].sum())


def _last_quarter(rows: pd.DataFrame) -> pd.DataFrame:
    days = pd.to_datetime(rows["quarter_end"])
    return rows[days == days.max()]


def quarter_end(evidence: Evidence) -> pd.Timestamp:
    """Return the day that is counted: the last quarter end that there is."""
    for table in (FIFTH, WHOLE):
        if evidence.has(table):
            return pd.to_datetime(evidence[table]["quarter_end"]).max()
    day = pd.Timestamp(evidence.about.as_of)
    return day if day.is_quarter_end else day - pd.offsets.QuarterEnd()


def target(evidence: Evidence) -> float | None:
    """Return the share of everybody, None where it is hidden or nobody is counted."""
    people, everybody = whole(evidence)
    return people / everybody if everybody > 0 else None


def _least() -> float:
    return assumption("answers.least_cases").value


def groups(evidence: Evidence, trait: str) -> pd.DataFrame:
    """Return the levels of a trait, in their own order, those with nobody left out.

    Returns
    -------
    DataFrame, one row for each level
        level, level_name; people_chosen and people_all (persons); share, share_lower
        and share_upper (0 to 1, Wilson's 95% interval), blank under 20; on the desk
        also expected and variance, and for traits of areas share_adjusted (for age and
        support reason); each with its status; says (words for a blank); is_self.
    """
    names = LEVELS[trait]
    rows = _fifths(evidence) if trait == "fifth" else _traits(evidence, trait)
    rows = rows[rows["people_all"] != 0].copy()
    rows["order"] = rows["level"].map({level: i for i, level in enumerate(names)})
    rows = rows.sort_values("order", ignore_index=True).drop(columns="order")
    rows["level_name"] = rows["level"].map(names)
    return with_shares(rows, target(evidence))


def _traits(evidence: Evidence, trait: str) -> pd.DataFrame:
    rows = evidence[TRAIT]
    rows = rows[rows["trait"] == trait].drop(columns=["choice", "trait"])
    return rows.rename(columns=CHOSEN)


def _fifths(evidence: Evidence) -> pd.DataFrame:
    """Count fifths as published, beside what is expected of them where that is here."""
    rows = _last_quarter(evidence[FIFTH])
    chosen = rows["route"].isin(ROUTES[choice_of(evidence)])
    found = pd.DataFrame({"level": sorted(rows["fifth"].unique())})
    for column, kept in (("people_chosen", rows[chosen]), ("people_all", rows)):
        by = kept.groupby("fifth")["people_status"].agg(worst)
        people = kept.groupby("fifth")["people"].sum(min_count=1).astype(float)
        people = people.mask(by.isin(BLANK))
        found[column] = found["level"].map(people)
        found[f"{column}_status"] = found["level"].map(by.mask(people == 0, "zero"))
    if not evidence.has(TRAIT):
        return found
    expected = ["expected", "expected_status", "variance", "variance_status"]
    return found.merge(_traits(evidence, "fifth")[["level", *expected]], on="level")


def with_shares(rows: pd.DataFrame, common: float | None) -> pd.DataFrame:
    """Add shares to counts; too few people have none, and say so instead."""
    few = rows["people_all"] < _least()
    counted = rows[["people_chosen", "people_all"]].astype(float)
    counted = counted.mask(counted.isna().any(axis=1) | few)
    rows["share"] = counted["people_chosen"] / counted["people_all"]
    rows["share_lower"], rows["share_upper"] = wilson_interval(
        counted["people_chosen"], counted["people_all"]
    )
    hidden = rows["people_chosen_status"].where(
        rows["people_chosen_status"].isin(BLANK), rows["people_all_status"]
    )
    why = hidden.where(hidden.isin(BLANK), "not_applicable")
    columns = list(SHARES)
    if "expected" in rows and (rows.empty or rows["expected"].notna().any()):
        columns.append("share_adjusted")
        ratio = counted["people_chosen"] / rows["expected"].where(rows["expected"] > 0)
        rows["share_adjusted"] = ratio * (np.nan if common is None else common)
    for column in columns:
        rows[f"{column}_status"] = status_of(rows[column], why)
    rows["says"] = [
        f"{words.count(k)} of {words.count(n)} people" if too_few else ""
        for k, n, too_few in zip(
            rows["people_chosen"], rows["people_all"], few, strict=True
        )
    ]
    return rows.assign(is_self=False)


def status_of(values: pd.Series, why: pd.Series) -> pd.Series:
    """Return the status of each number, and why it is blank where it is."""
    told = pd.Series("ok", values.index).mask(values == 0, "zero")
    return told.mask(values.isna(), why)
