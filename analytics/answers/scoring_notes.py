"""The four columns under the scoring files."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers import scoring
from analytics.answers import scoring_words as say
from analytics.evidence import Evidence, Notes


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    version = scoring.in_force(evidence)
    named = f" Criteria: framework version {version['version']}." if version else ""
    newest = evidence["scoring_files"]["newest_on"].max()
    until = f"Evidence to {say.day(newest)}. " if not pd.isna(newest) else ""
    return Notes(
        source=(
            f"Tier evidence and decisions supplied by the council{synthetic}.{named}"
        ),
        how_old=f"{until}Judged as of {words.date(about.as_of)}.",
        read_with_care=(
            "A tier is a reading of evidence, not a quality rating. The rule from "
            "evidence to tier is ours; the framework says so and can be changed."
        ),
        what_would_change_this=_change_this(evidence),
    )


def _change_this(evidence: Evidence) -> str:
    untold_rows = scoring.untold(evidence)
    if len(untold_rows):
        decisions = words.plural(len(untold_rows), "decision")
        return (
            f"**Assessments.** {decisions} could be judged if the criteria named were "
            "assessed or settled."
        )
    return "**Assessments.** Each new one may move the tier that the evidence shows."
