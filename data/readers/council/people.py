"""The tables whose rows are about people: arrangements and referrals."""

from __future__ import annotations

from data.readers.council import lists
from data.readers.council.layout import Column, Table, not_before

# Two carers at once, day and night.
MOST_HOURS_A_WEEK = 336
HOURS = "hours/week"
POUNDS = "GBP"
POUNDS_A_WEEK = "GBP/week"


def _yes_no_unknown(name: str, meaning: str) -> Column:
    return Column(
        name,
        "choice",
        meaning,
        "unknown",
        allowed=lists.YES_NO_UNKNOWN,
        also=lists.YES_NO_WORDINGS,
    )


POSTCODE = Column("postcode", "postcode", "full postcode of the home", "ZZ1 1AA")
LSOA_CODE = Column(
    "lsoa_code", "area_code", "2021 LSOA of the home, instead of a postcode"
)

ARRANGEMENTS = Table(
    name="arrangements",
    title="Arrangements",
    one_row="one spell of one care arrangement",
    sensitivity="person",
    key=("arrangement_id", "started_on"),
    either=(("postcode", "lsoa_code"),),
    rules=(not_before("ended_on", "started_on"),),
    should_know={"provider_id": "providers"},
    columns=(
        Column(
            "arrangement_id",
            "hashed_id",
            "the council's number for the arrangement",
            "A-20001",
            is_required=True,
        ),
        Column(
            "person_id",
            "hashed_id",
            "the council's number for the person",
            "P-10001",
            is_required=True,
        ),
        Column(
            "route",
            "choice",
            "how the personal budget is used",
            "direct_payment",
            is_required=True,
            allowed=lists.ROUTES,
            also={"individual_service_fund": "isf"},
        ),
        Column(
            "started_on",
            "date",
            "first day of the spell",
            "2025-04-07",
            is_required=True,
            is_record=True,
        ),
        # No record: a planned end may lie ahead, and would put the build in the future.
        Column("ended_on", "date", "last day of the spell; empty while it goes on"),
        Column("end_reason", "choice", "why it ended", allowed=lists.END_REASONS),
        POSTCODE,
        LSOA_CODE,
        Column(
            "age_band",
            "choice",
            "age band of the person",
            "75 to 84",
            allowed=lists.AGE_BANDS,
            also=lists.age_wordings(),
        ),
        Column(
            "primary_support_reason",
            "choice",
            "client-level data support reason",
            "Physical support: Personal care support",
            allowed=lists.SUPPORT_REASONS,
            also=lists.SUPPORT_REASON_WORDINGS,
        ),
        Column(
            "weekly_hours",
            "number",
            "hours of care planned",
            "10.5",
            unit=HOURS,
            high=MOST_HOURS_A_WEEK,
        ),
        Column(
            "weekly_budget_gbp",
            "number",
            "gross personal budget",
            "215.25",
            unit=POUNDS_A_WEEK,
        ),
        Column(
            "client_contribution_gbp_week",
            "number",
            "what the person pays",
            "42.00",
            unit=POUNDS_A_WEEK,
        ),
        Column("paid_net", "yes_no", "the payment leaves out the contribution", "yes"),
        Column(
            "funding",
            "choice",
            "who funds it",
            "council",
            allowed=("council", "s117", "chc", "joint"),
        ),
        Column(
            "payment_by",
            "choice",
            "how a direct payment is paid",
            "prepaid_card",
            allowed=(
                "own_account",
                "prepaid_card",
                "managed_account",
                "virtual_wallet",
            ),
        ),
        Column("provider_id", "plain_id", "main provider", "PR-001"),
        Column(
            "managed_by",
            "choice",
            "who manages the budget",
            "self",
            allowed=("self", "nominee", "authorised_person", "third_party", "council"),
        ),
        Column(
            "workforce",
            "choice",
            "how the workers are engaged",
            "pa_employed",
            allowed=("agency_employed", "pa_employed", "self_employed", "mixed"),
        ),
        _yes_no_unknown("has_capacity", "the person has capacity to request payments"),
        _yes_no_unknown("can_direct_support", "the person can direct their support"),
        _yes_no_unknown("has_authorised_person", "somebody is authorised for them"),
        Column(
            "isf_holder",
            "choice",
            "who holds the fund",
            allowed=("support_provider", "independent_broker"),
        ),
        Column(
            "isf_contract",
            "choice",
            "parties to the agreement",
            allowed=("two_way", "three_way"),
        ),
        Column(
            "isf_charge_gbp_week",
            "number",
            "charge for managing the fund",
            unit=POUNDS_A_WEEK,
        ),
        Column(
            "isf_charge_pct",
            "number",
            "charge as a share of the budget",
            unit="%",
            high=100,
        ),
        Column("isf_charge_level", "text", "the council's name for the level charged"),
        Column("pooled_with", "hashed_id", "number of an arrangement pooled with"),
        Column("has_virtual_budget", "yes_no", "a virtual budget can be seen"),
        Column("can_bank_hours", "yes_no", "unused hours can be kept"),
        Column(
            "statement_every",
            "choice",
            "how often a statement is given",
            "quarter",
            allowed=("month", "quarter", "year", "none"),
        ),
        Column(
            "underspend_returned_gbp", "number", "underspend given back", unit=POUNDS
        ),
        Column("underspend_kept_gbp", "number", "underspend kept", unit=POUNDS),
        Column("last_reviewed_on", "date", "last review", "2026-02-18", is_record=True),
    ),
)

REFERRALS = Table(
    name="referrals",
    title="Referrals",
    one_row="one request for care put to the market",
    sensitivity="person",
    key=("referral_id",),
    rules=(
        not_before("placed_on", "made_on"),
        not_before("handed_back_on", "placed_on"),
    ),
    should_know={"placed_provider_id": "providers"},
    columns=(
        Column(
            "referral_id",
            "hashed_id",
            "the council's number for the referral",
            "R-30001",
            is_required=True,
        ),
        Column(
            "made_on",
            "date",
            "day it was put to the market",
            "2026-06-01",
            is_required=True,
            is_record=True,
        ),
        POSTCODE,
        LSOA_CODE,
        Column(
            "weekly_hours",
            "number",
            "hours asked for",
            "14",
            unit=HOURS,
            high=MOST_HOURS_A_WEEK,
        ),
        Column(
            "route",
            "choice",
            "route asked for",
            "commissioned",
            allowed=lists.ROUTES,
            also={"individual_service_fund": "isf"},
        ),
        Column(
            "outcome",
            "choice",
            "what came of it",
            "placed",
            is_required=True,
            allowed=lists.OUTCOMES,
        ),
        Column("placed_provider_id", "plain_id", "provider who took it", "PR-001"),
        Column("placed_on", "date", "day care was found", "2026-06-09", is_record=True),
        Column(
            "handed_back_on", "date", "day the provider gave it back", is_record=True
        ),
        Column("isf_offered", "yes_no", "an individual service fund was offered", "no"),
    ),
)
