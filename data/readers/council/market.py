"""The tables about providers and the places that care comes from."""

from __future__ import annotations

import polars as pl

from data.readers.council import lists
from data.readers.council.layout import Column, RowRule, Table, not_before

LONGEST_TRAVEL_MINUTES = 120
MINUTES_A_DAY = 1440
POUNDS_AN_HOUR = "GBP/hour"

HAS_NAME = ~pl.col("kind").is_in(lists.KINDS_WITHOUT_NAMES)

PROVIDER_ID = Column(
    "provider_id",
    "plain_id",
    "the council's number for the provider",
    "PR-001",
    is_required=True,
)
CQC_ID = Column("cqc_location_id", "cqc_id", "CQC location number", "1-123456789")


def _kind(meaning: str, example: str, is_required: bool = True) -> Column:
    return Column(
        "kind",
        "choice",
        meaning,
        example,
        is_required=is_required,
        allowed=lists.PROVIDER_KINDS,
    )


def _without_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop the names of sole traders, which are people's names."""
    return frame.with_columns(pl.when(HAS_NAME).then("name").alias("name"))


PROVIDERS = Table(
    name="providers",
    title="Providers",
    one_row="one provider",
    sensitivity="provider_confidential",
    key=("provider_id",),
    rules=(
        RowRule(
            "name",
            "is empty, and an organisation needs a name",
            pl.col("name").is_not_null() | ~HAS_NAME,
        ),
    ),
    finish=_without_names,
    columns=(
        PROVIDER_ID,
        Column(
            "name",
            "text",
            "name; never kept for sole traders",
            "Made-up Care Ltd",
            is_looked_for=True,
            is_secret=True,
        ),
        _kind("kind of provider", "homecare_agency"),
        Column(
            "size_band", "choice", "size by workers", "medium", allowed=lists.SIZE_BANDS
        ),
        CQC_ID,
        Column(
            "postcode",
            "postcode",
            "postcode of the office",
            "ZZ1 1AA",
            sensitivity="worker",
        ),
        Column("takes_direct_payments", "yes_no", "accepts direct payments", "yes"),
        Column("holds_isfs", "yes_no", "holds individual service funds", "no"),
    ),
)

SUPPLY = Table(
    name="supply",
    title="Supply",
    one_row="one place that workers set out from",
    sensitivity="worker",
    key=("supply_id", "from"),
    rules=(
        not_before("to", "from"),
        RowRule(
            "hours_free",
            "is more than weekly_hours",
            pl.col("hours_free") <= pl.col("weekly_hours"),
        ),
    ),
    should_know={"provider_id": "providers"},
    columns=(
        Column(
            "supply_id",
            "hashed_id",
            "the council's number for the place",
            "S-40001",
            is_required=True,
        ),
        Column("provider_id", "plain_id", "whose workers they are", "PR-001"),
        _kind("kind of provider", "homecare_agency"),
        Column(
            "postcode",
            "postcode",
            "where the workers set out from",
            "ZZ1 1AA",
            is_required=True,
        ),
        Column(
            "workers",
            "whole",
            "workers who set out from here",
            "12",
            is_required=True,
            unit="workers",
        ),
        Column(
            "weekly_hours",
            "number",
            "hours paid",
            "310",
            is_required=True,
            unit="hours/week",
        ),
        Column(
            "hours_free",
            "number",
            "hours that could take on more people",
            "18",
            unit="hours/week",
        ),
        Column(
            "travel_limit_minutes",
            "number",
            "longest journey they make",
            "20",
            unit="minutes",
            high=LONGEST_TRAVEL_MINUTES,
        ),
        # No record: hours may be promised from a day that is still to come.
        Column(
            "from",
            "date",
            "first day that this holds",
            "2025-04-01",
            is_required=True,
        ),
        Column("to", "date", "last day that this holds; empty while it goes on"),
    ),
)

SUPPLY_COVERAGE = Table(
    name="supply_coverage",
    title="Supply coverage",
    one_row="one council that the supply table covers",
    sensitivity="council",
    key=("council_code", "from"),
    rules=(not_before("to", "from"),),
    columns=(
        Column(
            "council_code",
            "council_code",
            "the council covered",
            "X99000001",
            is_required=True,
        ),
        Column(
            "complete",
            "yes_no",
            "every place of supply there is in the table",
            "yes",
            is_required=True,
        ),
        Column("from", "date", "first day covered", "2025-04-01"),
        Column("to", "date", "last day covered; empty while it goes on"),
    ),
)

AREA_GROUPS = Table(
    name="area_groups",
    title="Area groups",
    one_row="one area's place in the council's own zones",
    sensitivity="open",
    key=("lsoa_code", "group_set"),
    columns=(
        Column("lsoa_code", "area_code", "2021 LSOA", "X01000001", is_required=True),
        Column(
            "group_set",
            "text",
            "name of a set of zones",
            "Home care zones",
            is_required=True,
        ),
        Column(
            "group_name",
            "text",
            "the zone that the area is in",
            "Coast",
            is_required=True,
        ),
    ),
)

TIER_DECISIONS = Table(
    name="tier_decisions",
    title="Tier decisions",
    one_row="one decision on a provider's tier",
    sensitivity="provider_confidential",
    key=("provider_id", "decided_on"),
    rules=(
        not_before("improve_by", "decided_on"),
        not_before("paused_to", "paused_from"),
    ),
    must_know={"provider_id": "providers"},
    columns=(
        PROVIDER_ID,
        Column(
            "tier",
            "choice",
            "the tier decided; none where a provider leaves",
            "3",
            is_required=True,
            allowed=lists.TIERS,
            also=lists.TIER_WORDINGS,
        ),
        Column(
            "decided_on",
            "date",
            "day of the decision",
            "2026-01-12",
            is_required=True,
            is_record=True,
        ),
        Column("improve_by", "date", "day by which to improve", "2027-01-12"),
        Column("paused_from", "date", "first day that the clock stands still"),
        Column("paused_to", "date", "last day that the clock stands still"),
        Column("reason", "text", "why; stays in the vault"),
    ),
)

TIER_MILESTONES = Table(
    name="tier_milestones",
    title="Tier milestones",
    one_row="one promised step",
    sensitivity="provider_confidential",
    key=("provider_id", "milestone", "due_on"),
    must_know={"provider_id": "providers"},
    columns=(
        PROVIDER_ID,
        Column(
            "milestone",
            "text",
            "the step promised",
            "Costed support plans",
            is_required=True,
        ),
        Column("due_on", "date", "day it is due", "2026-06-30", is_required=True),
        Column("done_on", "date", "day it was done", "2026-06-12", is_record=True),
    ),
)
