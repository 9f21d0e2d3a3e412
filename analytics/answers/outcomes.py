"""Are people better off: whose hours fell, and whether that is explained."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence

ALL, PILOT, OTHERS = "all", "pilot", "others"
FADED, UNEXPLAINED, CANNOT_TELL = "faded", "unexplained", "cannot_tell"
SAME, MORE, TOO_EARLY = "same", "more", "too_early"
NAMES = {
    FADED: "Fewer hours, as they wished, and no worse",
    UNEXPLAINED: "Fewer hours, unexplained",
    CANNOT_TELL: "Fewer hours, cannot tell",
    SAME: "About the same hours",
    MORE: "More hours",
    TOO_EARLY: "Too early to say",
}
GROUPS = {
    ALL: "Everyone reviewed",
    PILOT: "In the pilot",
    OTHERS: "Not in the pilot",
}
TOKENS = {FADED: "data", UNEXPLAINED: "accent", SAME: "soft", MORE: "context"}


def people(evidence: Evidence, group: str = ALL) -> pd.Series:
    """Return the people of a group by outcome; a blank where it is hidden."""
    rows = evidence["fading_support"]
    rows = rows[rows["people_group"] == group].set_index("outcome")
    counted: pd.Series = rows["people"].astype(float)
    return counted


def has_pilot(evidence: Evidence) -> bool:
    """Say whether anybody reviewed is part of a pilot."""
    rows = evidence["fading_support"]
    return bool(rows.loc[rows["people_group"] == PILOT, "people"].sum() > 0)


def fading(evidence: Evidence) -> pd.DataFrame:
    """Return people by outcome, with a heading for each group.

    Returns
    -------
    DataFrame, one row for each group and outcome, in order
        group_name (blank where only everyone is told), outcome_name, people, with its
        status, said (words beside the bar) and token (its colour).
    """
    rows = evidence["fading_support"]
    groups = [ALL]
    if has_pilot(evidence):
        groups = [PILOT, OTHERS]
    parts = []
    for group in groups:
        own = rows[rows["people_group"] == group].set_index("outcome")
        own = own.reindex([each for each in NAMES if each in own.index])
        parts.append(own.reset_index())
    frame = pd.concat(parts, ignore_index=True)
    named = frame["people_group"].map(GROUPS)
    frame["group_name"] = named if len(groups) > 1 else ""
    frame["outcome_name"] = frame["outcome"].map(NAMES)
    frame["said"] = [
        "" if pd.isna(number) else words.count(number) for number in frame["people"]
    ]
    frame["token"] = frame["outcome"].map(TOKENS).fillna("")
    return frame


def answer(evidence: Evidence) -> Answer:
    """Say for how many fewer hours are a success, and for how many we cannot."""
    if not evidence.has("fading_support"):
        return Answer(
            "**We cannot tell yet** whether people are better off: that needs "
            "`reviews`. What citizens say of providers is below.",
            _sure_of_scores(evidence),
        )
    counted = people(evidence)
    facts: dict[str, Any] = {
        name: float(number) for name, number in counted.items() if pd.notna(number)
    }
    least = f"{assumption('outcomes.hours_down').value:.0%}"
    if (counted.get(FADED, 0) == 0) and (
        counted[[UNEXPLAINED, CANNOT_TELL]] == 0
    ).all():
        return Answer(
            f"**We cannot tell yet.** Nobody reviewed twice has at least {least} fewer "
            "hours.",
            _sure_of_fading(evidence, counted),
            facts,
        )
    public = evidence.selection.view == "public"
    told = {name: _told(counted[name]) for name in (FADED, UNEXPLAINED, CANNOT_TELL)}
    of_all = ""
    if not public:
        fewer = int(counted[[FADED, UNEXPLAINED, CANNOT_TELL]].sum())
        facts["fewer"] = fewer
        of_all = f" of {words.plural(fewer, 'person', 'people')}"
    text = (
        f"**For {told[FADED]}{of_all} with at least {least} fewer hours, yes:** less "
        "support was their own aim, and neither independence nor satisfaction fell. "
        f"For **{told[UNEXPLAINED]}** it is unexplained, and no success; for "
        f"**{told[CANNOT_TELL]}** we cannot tell."
    )
    return Answer(
        text + _pilot(evidence, facts), _sure_of_fading(evidence, counted), facts
    )


def _told(number: float) -> str:
    return "[c]" if pd.isna(number) else words.count(number) if number else "none"


def _pilot(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say the counts of the pilot, where there is one and it is told."""
    if not has_pilot(evidence):
        return ""
    said = []
    for group in (PILOT, OTHERS):
        own = people(evidence, group)
        faded = int(own[FADED])
        fewer = int(own[[FADED, UNEXPLAINED, CANNOT_TELL]].sum())
        facts |= {f"{group}_faded": faded, f"{group}_fewer": fewer}
        said.append(f"{words.count(faded)} of {words.count(fewer)}")
    return f" In the pilot it is {said[0]}, outside it {said[1]}."


def _sure_of_fading(evidence: Evidence, counted: pd.Series) -> str:
    """Say who was left out, and what the comparison cannot show."""
    said = []
    early = counted.get(TOO_EARLY, 0)
    if pd.notna(early) and early:
        days = assumption("outcomes.least_days").value
        said.append(
            f"{words.plural(int(early), 'person', 'people')} had no two reviews "
            f"{days:g} days apart, so it is too early to say."
        )
    if evidence.selection.view == "public":
        said.append("Counts are rounded, and small ones hidden.")
    elif has_pilot(evidence):
        said.append(
            "Who joins a pilot is chosen, so the two groups are set beside each other "
            "and not compared."
        )
    said.append("Only people who were reviewed are counted.")
    return " ".join(said)


def _sure_of_scores(evidence: Evidence) -> str:
    least = assumption("outcomes.least_answers").value
    return f"A provider with fewer than {least:g} pieces of feedback has no score."
