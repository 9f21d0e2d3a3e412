"""The tables about how providers develop, and what citizens say of them."""

from __future__ import annotations

from data.readers.council import lists
from data.readers.council.layout import Column, Table, not_before
from data.readers.council.market import PROVIDER_ID

WORST_SCORE, BEST_SCORE = 1, 5

TIER_EVIDENCE = Table(
    name="tier_evidence",
    title="Tier evidence",
    one_row="one item of evidence for one criterion",
    sensitivity="provider_confidential",
    key=("provider_id", "criterion", "viewpoint", "assessed_on"),
    should_know={"provider_id": "providers"},
    columns=(
        PROVIDER_ID,
        Column(
            "criterion",
            "code",
            "code of the criterion, as the framework has it",
            "virtual_wallet",
            is_required=True,
        ),
        Column(
            "met",
            "choice",
            "whether the evidence shows that the criterion is met",
            "partly",
            is_required=True,
            allowed=lists.MET,
            also=lists.MET_WORDINGS,
        ),
        Column(
            "viewpoint",
            "choice",
            "whose view it is; each has one view of a criterion a day",
            "commissioner",
            is_required=True,
            allowed=lists.VIEWPOINTS,
            also=lists.VIEWPOINT_WORDINGS,
        ),
        Column(
            "assessed_on",
            "date",
            "day of the assessment",
            "2026-05-14",
            is_required=True,
            is_record=True,
        ),
        Column("note", "note", "what was seen; stays in the vault", is_secret=True),
        Column(
            "disputed", "yes_no", "somebody disputes it; empty where nobody does", "no"
        ),
    ),
)

PROVIDER_SUPPORT = Table(
    name="provider_support",
    title="Provider support",
    one_row="help given to a provider to develop",
    sensitivity="provider_confidential",
    rules=(not_before("to", "from"),),
    should_know={"provider_id": "providers"},
    is_bare=True,
    columns=(
        PROVIDER_ID,
        Column(
            "kind",
            "choice",
            "kind of help",
            "mentoring",
            is_required=True,
            allowed=lists.SUPPORT_KINDS,
        ),
        # No record: help may be promised from a day that is still to come.
        Column("from", "date", "first day of it", "2026-02-02", is_required=True),
        Column("to", "date", "last day of it; empty while it goes on", "2026-07-31"),
        Column("gbp", "number", "what the council paid for it", "4500", unit="GBP"),
    ),
)

FEEDBACK = Table(
    name="feedback",
    title="Feedback",
    one_row="one piece of citizen feedback on a provider",
    sensitivity="provider_confidential",
    should_know={"provider_id": "providers"},
    may_repeat=True,
    monthly="given_on",
    columns=(
        PROVIDER_ID,
        Column(
            "given_on",
            "date",
            "day it was given",
            "2026-06-03",
            is_required=True,
            is_record=True,
        ),
        Column(
            "source",
            "choice",
            "how it was given",
            "panel",
            is_required=True,
            allowed=lists.FEEDBACK_SOURCES,
        ),
        Column(
            "score_1_5",
            "whole",
            "score, 5 the best",
            "4",
            is_required=True,
            unit="score",
            low=WORST_SCORE,
            high=BEST_SCORE,
        ),
        # A list, so that no sentence about a person can stand here.
        Column("theme", "choice", "what it is about", allowed=lists.THEMES),
    ),
)
