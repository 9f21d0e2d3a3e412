"""Does the evidence support each provider's tier: the answer, and where it does not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import scoring_words as say
from analytics.evidence import Answer, Evidence

EVIDENCE, DECISIONS = "council_tier_evidence", "council_tier_decisions"
IN_FORCE, TO_COME = "in_force", "to_come"
ORDER = {name: place for place, name in enumerate(say.VERDICTS)}
MISMATCH_COLUMNS = {
    "provider_label": "Provider",
    "decided": "Decided",
    "shown": "Evidence shows",
    "against": "What speaks against the decision",
    "then": "On the day of the decision",
}
UNTOLD_COLUMNS = {
    "provider_label": "Provider",
    "decided": "Decided",
    "shown": "Evidence may show",
    "reason": "Why it cannot be told",
    "open": "What would tell",
}


def files(evidence: Evidence) -> pd.DataFrame:
    """Return every provider's row: mismatches first, then by tier and name."""
    rows = evidence["scoring_files"]
    rows = rows.assign(order=rows["verdict"].map(ORDER))
    by = ["order", "decided_tier", "provider_label"]
    return rows.sort_values(by, ignore_index=True).drop(columns="order")


def short_names(evidence: Evidence) -> dict[str, str]:
    """Return the few words by which each criterion of the framework in force goes."""
    rows = evidence["scoring_framework"]
    rows = rows[rows["standing"] == IN_FORCE]
    return dict(zip(rows["criterion"], rows["short"], strict=True))


def in_force(evidence: Evidence) -> dict[str, Any] | None:
    """Return what the version in force says of itself, or None where there is none."""
    rows = evidence["scoring_rules"]
    rows = rows[rows["standing"] == IN_FORCE]
    return {str(k): v for k, v in rows.iloc[0].items()} if len(rows) else None


def answer(evidence: Evidence) -> Answer:
    """Say how many decisions the evidence supports, and how the others differ."""
    rows = evidence["scoring_files"]
    decided = rows[rows["verdict"] != say.UNDECIDED]
    found = {name: int((decided["verdict"] == name).sum()) for name in say.VERDICTS}
    before = int(decided["before_evidence"].sum())
    facts: dict[str, Any] = {
        "providers": len(decided),
        **{name: found[name] for name in ("supported", *say.KINDS, "cannot_tell")},
        "undecided": len(rows) - len(decided),
        "before_evidence": before,
    }
    if decided.empty or in_force(evidence) is None or not decided["items"].sum():
        return Answer(_nothing(evidence, decided), "", facts)
    supported, n = found["supported"], len(decided)
    higher, lower = (
        say.counted(found[kind], f"is {kind} than it", f"are {kind} than it")
        for kind in say.KINDS
    )
    text = (
        f"**{_first_word(found, n)}** The evidence supports **{words.count(supported)} "
        f"of {words.plural(n, 'decision')}**; {higher} and {lower}."
    )
    if found["cannot_tell"]:
        text += (
            f" **{words.count(found['cannot_tell'])} cannot be told**, because "
            "evidence is missing or views differ."
        )
    return Answer(text, _sure(evidence, facts), facts)


def _first_word(found: dict[str, int], n: int) -> str:
    against = found["higher"] + found["lower"]
    if found["supported"] == n:
        return "Yes."
    if found["supported"] * 2 > n:
        return "Mostly." if against else "As far as we can tell."
    if against * 2 > n:
        return "No."
    return "We cannot tell for most." if found["cannot_tell"] * 2 > n else "In part."


def _nothing(evidence: Evidence, decided: pd.DataFrame) -> str:
    if decided.empty:
        return "**We cannot tell yet.** No provider in the market has a decision."
    if in_force(evidence) is None:
        first = evidence["scoring_rules"]["valid_from"].min()
        return (
            "**We cannot tell yet.** The framework begins on "
            f"{say.day(first)}, after the day that this build speaks of."
        )
    return (
        "**We cannot tell yet.** None of the "
        f"{words.plural(len(decided), 'provider')} with a decision has been assessed."
    )


def _sure(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say by which framework and evidence, and what was left open."""
    version = in_force(evidence)
    newest = evidence["scoring_files"]["newest_on"].max()
    said = ["A criterion that nobody has assessed is unknown here, never not met."]
    if version is not None:
        said.insert(
            0,
            f"Judged by version {version['version']} of the framework, in force since "
            f"{say.day(version['valid_from'])}, on evidence to {say.day(newest)}.",
        )
    if facts["before_evidence"]:
        made = "was" if facts["before_evidence"] == 1 else "were"
        said.append(
            f"{words.plural(facts['before_evidence'], 'decision')} {made} made before "
            "any evidence."
        )
    outside = int(evidence["scoring_files"]["items_outside"].sum())
    if outside:
        said.append(
            f"{words.plural(outside, 'item')} of criteria that the framework has not "
            f"{'does' if outside == 1 else 'do'} not count."
        )
    if facts["undecided"]:
        number = facts["undecided"]
        have = "has" if number == 1 else "have"
        said.append(
            f"{words.plural(number, 'provider')} with evidence {have} no decision yet."
        )
    return " ".join(said)


def mismatches(evidence: Evidence) -> pd.DataFrame:
    """Return the decisions that the evidence contradicts, higher ones first.

    Returns
    -------
    DataFrame, one row for each decision
        provider_id, provider_label, decided, shown, against and then (words).
    """
    rows = files(evidence)
    rows = rows[rows["verdict"].isin(say.KINDS)].reset_index(drop=True)
    told = rows.to_dict("records")
    return rows.assign(
        decided=[say.decided(row) for row in told],
        shown=[say.shown(row["tier_at_least"], row["tier_at_most"]) for row in told],
        against=[_against(evidence, row) for row in told],
        then=[say.on_the_day(row["verdict_then"]) for row in told],
    )[["provider_id", *MISMATCH_COLUMNS]]


def gap_of(evidence: Evidence, provider_id: str, tier: str) -> pd.DataFrame:
    """Return what one provider lacks for one tier."""
    rows = evidence["scoring_gaps"]
    return rows[(rows["provider_id"] == provider_id) & (rows["tier"] == tier)]


def needs(evidence: Evidence, gap: pd.DataFrame) -> str:
    """Say what the gaps of one provider and tier are, in words."""
    rules = evidence["scoring_rules"]
    of_tier = rules["tier"] == gap["tier"].iloc[0]
    rule = rules[(rules["standing"] == IN_FORCE) & of_tier].iloc[0]
    return say.needs(gap, dict(rule), short_names(evidence))


def _against(evidence: Evidence, row: dict[str, Any]) -> str:
    if row["verdict"] == "lower":
        return (
            f"It shows all that the rule of {say.TIERS[row['tier_at_least']]} asks for."
        )
    rows = gap_of(evidence, row["provider_id"], row["decided_tier"])
    return f"{say.TIERS[row['decided_tier']]} still needs {needs(evidence, rows)}"


def untold(evidence: Evidence) -> pd.DataFrame:
    """Return the decisions that can be neither supported nor contradicted, and why.

    Returns
    -------
    DataFrame, one row for each decision
        provider_id, provider_label, decided, shown, reason and open (words).
    """
    rows = files(evidence)
    rows = rows[rows["verdict"] == "cannot_tell"].reset_index(drop=True)
    told = rows.to_dict("records")
    return rows.assign(
        decided=[say.decided(row) for row in told],
        shown=[say.shown(row["tier_at_least"], row["tier_at_most"]) for row in told],
        reason=[say.WHYS[row["why"]] for row in told],
        open=[_open(evidence, row) for row in told],
    )[["provider_id", *UNTOLD_COLUMNS]]


def _open(evidence: Evidence, row: dict[str, Any]) -> str:
    """Name the criteria whose settling would tell which tier is shown."""
    if row["why"] == "no_evidence":
        return "a first assessment"
    order = list(say.TIERS)
    if pd.isna(row["tier_at_least"]):
        return ""
    best, worst = (order.index(row[f"tier_at_{end}"]) for end in ("most", "least"))
    marks = evidence["scoring_marks"]
    bearing = marks[
        (marks["provider_id"] == row["provider_id"])
        & marks["tier"].isin(order[best:worst])
        & (marks["worst"] != marks["best"])
    ]
    names = short_names(evidence)
    return words.listing([say.lower_first(names[c]) for c in bearing["criterion"]])
