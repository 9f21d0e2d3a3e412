"""The lists of values that councils' tables may hold, in the wording that we keep."""

from __future__ import annotations

from collections.abc import Mapping

from data.readers.reader import plain_name

ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")

END_REASONS = (
    "moved_route",
    "no_longer_needed",
    "care_home",
    "hospital",
    "died",
    "provider_withdrew",
    "could_not_find_care",
    "person_choice",
    "other",
)

AGE_BANDS = (
    "under_18",
    "18_to_24",
    "25_to_44",
    "45_to_64",
    "65_to_74",
    "75_to_84",
    "85_to_94",
    "95_and_over",
    "18_to_64",
    "65_and_over",
)


def age_wordings() -> Mapping[str, str]:
    """Return other wordings of the bands: 18-24, 18_24, 95+, 65 plus, under 18.

    >>> age_wordings()["95"], age_wordings()["18_24"]
    ('95_and_over', '18_to_24')
    """
    wordings: dict[str, str] = {}
    for band in AGE_BANDS:
        wordings[band.replace("_to_", "_")] = band
        if band.endswith("_and_over"):
            age = band.removesuffix("_and_over")
            wordings |= {age: band, f"{age}_plus": band, f"{age}_or_over": band}
    return wordings


# The client-level data list, in its second wording; the first is read as well.
SUPPORT_REASONS = (
    "Physical support: Access and mobility only",
    "Physical support: Personal care support",
    "Sensory support: Support for visual impairment",
    "Sensory support: Support for hearing impairment",
    "Sensory support: Support for dual impairment",
    "Support with memory and cognition",
    "Learning disability support",
    "Mental health support",
    "Social support: Substance misuse support",
    "Social support: Asylum seeker support",
    "Social support: Support for social isolation or other reason",
    "Social support: Support to unpaid carer",
    "Unknown",
)
_FIRST_WORDING = {
    "Physical Support: Access & mobility only": SUPPORT_REASONS[0],
    "Support with Memory & Cognition": SUPPORT_REASONS[5],
    "Social Support: Support for Social Isolation/Other": SUPPORT_REASONS[10],
    "Social Support: Support to Carer": SUPPORT_REASONS[11],
}
SUPPORT_REASON_WORDINGS: Mapping[str, str] = {
    plain_name(first): second for first, second in _FIRST_WORDING.items()
}

PROVIDER_KINDS = (
    "homecare_agency",
    "introductory_agency",
    "micro_enterprise",
    "personal_assistant",
    "isf_broker",
    "community_organisation",
    "supported_living",
)
# A sole trader's name is a person's name.
KINDS_WITHOUT_NAMES = ("micro_enterprise", "personal_assistant")
SIZE_BANDS = ("micro", "small", "medium", "large")

TIERS = ("tier_1", "tier_2", "tier_3", "none")
TIER_WORDINGS: Mapping[str, str] = {
    **{str(n): f"tier_{n}" for n in (1, 2, 3)},
    "partnership": "tier_1",
    "community_model": "tier_2",
    "general_support": "tier_3",
}

TASKS = ("recruit", "vet", "match", "coordinate", "pay", "assure", "digital", "other")
BASES = ("one_off", "per_year", "per_hour", "per_person_week", "step_per_hours")
OUTCOMES = ("placed", "withdrawn", "waiting")
MET = ("yes", "partly", "no")
MET_WORDINGS: Mapping[str, str] = {
    "met": "yes",
    "fully": "yes",
    "partly_met": "partly",
    "partially": "partly",
    "partially_met": "partly",
    "not_met": "no",
}
VIEWPOINTS = ("provider", "commissioner", "citizen")
VIEWPOINT_WORDINGS: Mapping[str, str] = {
    "self_assessment": "provider",
    "council": "commissioner",
    "citizens": "citizen",
}
SUPPORT_KINDS = (
    "training",
    "mentoring",
    "transitional_funding",
    "incentive_payment",
    "grant",
)
ANSWERS = ("accepted", "declined", "no_answer")
FEEDBACK_SOURCES = ("panel", "mystery_shopper", "online", "survey")
THEMES = (
    "choice_and_control",
    "communication",
    "continuity",
    "cost",
    "dignity",
    "flexibility",
    "independence",
    "reliability",
    "skill",
    "timekeeping",
    "other",
)
YES_NO_UNKNOWN = ("yes", "no", "unknown")
YES_NO_WORDINGS: Mapping[str, str] = {
    "y": "yes",
    "true": "yes",
    "1": "yes",
    "n": "no",
    "false": "no",
    "0": "no",
}
