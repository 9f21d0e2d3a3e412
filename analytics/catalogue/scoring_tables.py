"""The desk tables of the scoring files, and of the framework behind them."""

from __future__ import annotations

from analytics.answers.scoring import DECISIONS, EVIDENCE
from analytics.catalogue.entry import Column, Table

NEEDS = (EVIDENCE, DECISIONS)


def _own(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


def _council(unit: str, meaning: str) -> Column:
    return Column(unit, "council", meaning)


PROVIDER_ID = _own("-", "the council's number for the provider")
LABEL = _own("-", "an organisation's name, a sole trader's id")
CRITERION = _council("-", "code of the criterion, as the framework has it")
STATE = _own("-", "met, partly, not_met, no_evidence, disputed or contested")
VERSION = _council("-", "version of the framework")
STANDING = _council("-", "past, in_force or to_come on the day the build speaks of")
VALID_FROM = _council("-", "first day of the version")

FILES = Table(
    name="scoring_files",
    grain="one provider with a decision or with evidence, that has not left",
    keys={"provider_id": PROVIDER_ID},
    values={
        "provider_label": LABEL,
        "kind": _own("-", "kind of provider"),
        "decided_tier": _own("-", "tier of the last decision, or undecided"),
        "decided_on": _own("-", "day of it"),
        "tier_at_least": _own("-", "tier that the evidence shows at worst"),
        "tier_at_most": _own("-", "tier that it shows at best"),
        "verdict": _own("-", "supported, higher, lower, cannot_tell or undecided"),
        "why": _own("-", "why it cannot be told; empty where it can"),
        "verdict_then": _own("-", "the verdict on the day of the decision"),
        "before_evidence": _own("decisions", "decisions before anything was assessed"),
        "improve_by": _own("-", "day by which to improve, moved by days paused"),
        "improve_by_from": _own("-", "whether the decision or the framework sets it"),
        "items": _own("items", "items of evidence"),
        "items_outside": _own("items", "of those, of criteria the framework has not"),
        "newest_on": _own("-", "day of the newest item"),
        "criteria": _own("criteria", "criteria of the framework in force"),
        "criteria_known": _own("criteria", "criteria assessed and settled"),
        "own_view": _own("criteria", "criteria that it and the judging view assessed"),
        "own_view_higher": _own("criteria", "of those, where its own view is higher"),
    },
    needs=NEEDS,
)
MARKS = Table(
    name="scoring_marks",
    grain="one provider and criterion of the framework in force",
    keys={"provider_id": PROVIDER_ID, "criterion": CRITERION},
    values={
        "tier": _council("-", "tier that the criterion is of"),
        "place": _council("-", "place in the framework's order"),
        "state": STATE,
        "worst": _own("-", "how it is met at worst: no, partly or yes"),
        "best": _own("-", "how it is met at best"),
        "judged_on": _own("-", "day of the item that it was judged on"),
        "judged_by": _council("-", "the view that judges it"),
    },
    needs=NEEDS,
)
ITEMS = Table(
    name="scoring_items",
    grain="one item of evidence",
    keys={
        "provider_id": PROVIDER_ID,
        "criterion": CRITERION,
        "viewpoint": _own("-", "whose view: provider, commissioner or citizen"),
        "assessed_on": _own("-", "day of the assessment"),
    },
    values={
        "met": _own("-", "yes, partly or no"),
        "is_disputed": _own("-", "somebody disputes it"),
        "is_newest": _own("-", "the newest item of this view of this criterion"),
        "is_judged": _own("-", "the item that the criterion was judged on"),
    },
    needs=NEEDS,
)
GAPS = Table(
    name="scoring_gaps",
    grain="one provider, tier that it does not surely reach, and criterion lacking",
    keys={
        "provider_id": PROVIDER_ID,
        "tier": _council("-", "the tier; of tier_3 what is asked of who remains"),
        "criterion": CRITERION,
    },
    values={
        "state": STATE,
        "must_be_met": _council("-", "nothing makes up for it"),
        "met_short": _own("criteria", "how many more must be met in full"),
        "partly_short": _own("criteria", "how many more must be met at least partly"),
    },
    needs=NEEDS,
)
CRITERIA = Table(
    name="scoring_framework",
    grain="one version of the framework and criterion",
    keys={"version": VERSION, "criterion": CRITERION},
    values={
        "standing": STANDING,
        "tier": _council("-", "tier that the criterion is of"),
        "place": _council("-", "place in the version's order"),
        "short": _council("-", "a few words for it"),
        "wording": _council("-", "what is asked"),
        "paragraph": _council("-", "where the guide asks for it"),
        "evidence_wanted": _council("-", "what would show it"),
        "viewpoints": _council("-", "whose items count; the first judges"),
        "is_required": _council("-", "the tier's rule counts it"),
    },
    needs=NEEDS,
)
RULES = Table(
    name="scoring_rules",
    grain="one version of the framework and tier",
    keys={"version": VERSION, "tier": _council("-", "the tier")},
    values={
        "standing": STANDING,
        "valid_from": VALID_FROM,
        "tier_name": _council("-", "what the tier is called"),
        "counted": _council("criteria", "criteria that the rule counts"),
        "met": _council("criteria", "how many must be met at the least"),
        "met_or_partly": _council("criteria", "how many at least partly"),
        "must_be_met": _council("-", "criteria that nothing makes up for"),
        "improvement_months": _council("months", "time that the last tier is given"),
        "title": _council("-", "the framework's title"),
        "guide": _council("-", "the guide that it reads"),
        "reading": _council("-", "whose reading it is"),
    },
    needs=NEEDS,
)
AHEAD = Table(
    name="scoring_ahead",
    grain="one version of the framework still to come, and provider",
    keys={"version": VERSION, "provider_id": PROVIDER_ID},
    values={
        "valid_from": VALID_FROM,
        "provider_label": LABEL,
        "decided_tier": _own("-", "tier of the last decision, or undecided"),
        "move": _own("-", "up, down, stays or cannot_tell"),
        "least_now": _own("-", "tier that the evidence shows now, at worst"),
        "most_now": _own("-", "and at best"),
        "least_then": _own("-", "tier that it would show then, at worst"),
        "most_then": _own("-", "and at best"),
    },
    needs=NEEDS,
)
