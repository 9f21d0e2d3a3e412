"""How soon referrals reach each tier, and how few providers take how many."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers.referrals_trend import NAMES, TIERS
from analytics.answers.tiers import KINDS
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.concentration import Concentration, concentration

ENDS, SHARES = "time_to_tier", "placement_shares"
MOST = 12  # providers drawn; the others are added up
ENDINGS = {**{tier: NAMES[tier] for tier in TIERS}, "other": "No tier, or not named"}
SERIES = {
    "tier_3": ("Tier 3", "data_3"),
    "tier_2": ("Tier 2", "data_2"),
    "tier_1": ("Tier 1", "data"),
}


def ends(evidence: Evidence) -> pd.DataFrame:
    """Return the chance to be placed with each tier by each day since asking."""
    rows = evidence[ENDS]
    rows = rows[rows["ending"].isin(ENDINGS)]
    return rows.assign(ending_name=rows["ending"].map(ENDINGS)).reset_index(drop=True)


def _at(frame: pd.DataFrame, days: float) -> pd.Series:
    rows = frame[frame["day"] == days]
    return rows.set_index("ending")["share"]


def ends_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask how soon each tier takes a referral, and answer after a long wait."""
    long = assumption("waiting.long_wait").value
    shares = _at(frame, long).reindex(list(TIERS))
    if shares.isna().all():
        return "How soon does each tier take people? Nobody was placed"
    told = [
        f"{NAMES[tier]} {words.percent(share, places=0)}"
        for tier, share in shares.dropna().items()
    ]
    return (
        f"How soon does each tier take people? In {long:g} days {words.listing(told)}"
    )


def ends_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, who is in it, and what the undated could do."""
    months = assumption("waiting.recent_months").value
    gap = (frame["share"] - frame["share_least"]).max()
    said = (
        f"Of all who asked in the last {months:g} months, the share placed with each "
        "tier by days since asking; being placed elsewhere or withdrawing rules it out "
        "(Aalen and Johansen), and who still waits counts until today. Band: 95% "
        "interval. Who withdrew is taken to have done so at once"
    )
    if pd.notna(gap):
        said += (
            "; had they stayed until today, no share would be more than "
            f"{float(gap) * 100:.1f} percentage points lower"
        )
    return said


def ends_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the share placed with each tier at the end of the curves."""
    last = frame[frame["day"] == frame["day"].max()]
    told = [
        f"{row.ending_name} {words.percent(row.share)} ({words.count(row.people)})"
        for row in last.itertuples()
        if pd.notna(row.share)
    ]
    days = frame["day"].max()
    return f"Within {days} days placed with {'; '.join(told) or 'nobody'}."


def shares(evidence: Evidence) -> pd.DataFrame:
    """Return how many each provider took, most first, the smallest added up.

    Returns
    -------
    DataFrame, one row for each of the largest and one for the rest
        provider_label, kind_name, tier_name, people, share (of all) as words too.
    """
    rows = evidence[SHARES].sort_values(
        ["people", "provider_label"], ascending=[False, True], ignore_index=True
    )
    whole = float(rows["people"].sum())
    rows = rows.assign(
        kind_name=rows["kind"].map(lambda kind: KINDS.get(kind, kind)),
        tier_name=rows["tier"].map(NAMES),
    )
    columns = ["provider_label", "kind_name", "tier_name", "people"]
    shown, rest = rows.head(MOST)[columns], rows.iloc[MOST:]
    if len(rest):
        others = [words.plural(len(rest), "other"), "", "", rest["people"].sum()]
        shown = pd.concat(
            [shown, pd.DataFrame([others], columns=columns)], ignore_index=True
        )
    share = shown["people"] / whole if whole else shown["people"] * float("nan")
    return shown.assign(
        share=share,
        people_status="ok",
        people_shown=[words.count(each) for each in shown["people"]],
        share_shown=[words.percent(each, places=1) for each in share],
        is_chosen=False,
    )


def few(evidence: Evidence) -> Concentration | None:
    """Measure how few take the referrals, None where there are not cases enough."""
    counts = evidence[SHARES]["people"].to_numpy(float)
    if counts.sum() < assumption("answers.least_cases").value:
        return None
    return concentration(counts)


def shares_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask how few take the referrals, and answer with the effective number."""
    found = few(evidence)
    number = len(evidence[SHARES])
    if found is None:
        return f"How few take them? {words.plural(number, 'provider')}"
    return (
        f"How few take them? {words.plural(number, 'provider')}, as if "
        f"{found.effective:.0f} of one size"
    )


def shares_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and the index with its interval."""
    months = assumption("waiting.recent_months").value
    found = few(evidence)
    said = (
        f"Referrals placed with each provider that is named, last {months:g} months; "
        "tier as it is now"
    )
    if found is None:
        return said
    ends = ""
    if found.lower == found.lower:
        ends = f" (95% interval {found.lower:.3f} to {found.upper:.3f})"
    return f"{said}. Herfindahl index {found.index:.3f}{ends}: 1 is one provider alone"


def shares_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say who took most, and as how many of one size they are."""
    if frame.empty:
        return "Nobody was placed with a provider that is named."
    first = frame.iloc[0]
    said = (
        f"{first['provider_label']} took most: {first['people_shown']}, "
        f"{first['share_shown']}."
    )
    found = few(evidence)
    if found is not None and found.lower == found.lower:
        said += (
            f" As concentrated as {found.effective:.0f} providers of one size (95% "
            f"interval {found.effective_lower:.0f} to {found.effective_upper:.0f})."
        )
    return said
