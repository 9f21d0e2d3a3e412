"""Every provider beside every criterion: what is met, what is not, what is unknown."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers import scoring
from analytics.answers import scoring_words as say
from analytics.evidence import Evidence

ALL, ATTENTION = "all", "attention"
SHOWS = {
    ALL: "All providers",
    ATTENTION: "Not supported or not known",
    **{tier: f"Decided {name}" for tier, name in say.TIERS.items()},
}


def grid(evidence: Evidence) -> pd.DataFrame:
    """Return how each criterion stands for each provider chosen.

    Returns
    -------
    DataFrame, one row for each provider and criterion, in the order of the drawing
        provider_id, provider_label, verdict_words, decided, tier_name, short, place,
        state and state_words.
    """
    chosen = scoring.files(evidence)
    show = evidence.selection.get("show", ALL)
    if show == ATTENTION:
        chosen = chosen[chosen["verdict"] != "supported"]
    elif show in say.TIERS:
        chosen = chosen[chosen["decided_tier"] == show]
    chosen = chosen.assign(
        row=range(len(chosen)),
        verdict_words=chosen["verdict"].map(say.VERDICTS),
        decided=chosen["decided_tier"].map({**say.TIERS, say.UNDECIDED: "none"}),
    )
    rows = evidence["scoring_marks"].merge(
        chosen[["provider_id", "provider_label", "verdict_words", "decided", "row"]],
        on="provider_id",
    )
    rows = rows.assign(
        short=rows["criterion"].map(scoring.short_names(evidence)),
        tier_name=rows["tier"].map(say.TIERS),
        state_words=rows["state"].map(say.STATES),
    )
    return rows.sort_values(["row", "place"], ignore_index=True).drop(columns="row")


def heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the grid."""
    return "What each provider shows of each criterion"


def sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the providers, the day and how a mark came to be."""
    n = frame["provider_id"].nunique()
    judging = frame["judged_by"].unique()
    whose = (
        f"{say.WHOSE[judging[0]]} newest" if len(judging) == 1 else "the newest judging"
    )
    return (
        f"{words.plural(n, 'provider')} at {words.date(evidence.about.as_of)}, grouped "
        f"by what the evidence says of their decision. By {whose} view that "
        "nobody disputes"
    )


def finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say which criterion is met by fewest, and how much is not assessed."""
    n = frame["provider_id"].nunique()
    met = (frame["state"] == "met").groupby(frame["short"], sort=False).sum()
    least = met.idxmin()
    unknown = int((~frame["state"].isin(["met", "partly", "not_met"])).sum())
    return (
        f"Of {words.plural(n, 'provider')}, {words.count(met[least])} "
        f"{'meets' if met[least] == 1 else 'meet'} {say.lower_first(str(least))}, the "
        f"fewest of any criterion; {words.count(unknown)} of "
        f"{words.count(len(frame))} marks are not assessed or need a look."
    )
