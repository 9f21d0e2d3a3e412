"""The tables about money: rates, and the lines of infrastructure cost."""

from __future__ import annotations

import polars as pl

from data.readers.council import lists
from data.readers.council.layout import Column, RowRule, Table, not_before
from data.readers.council.market import MINUTES_A_DAY, POUNDS_AN_HOUR

PRICE_BASE = Column(
    "price_base",
    "year",
    "financial year whose prices these are",
    "2026-27",
    is_required=True,
)


def _part(name: str, meaning: str, example: str) -> Column:
    """Declare one part of an hour's price."""
    return Column(name, "number", meaning, example, unit=POUNDS_AN_HOUR)


RATES = Table(
    name="rates",
    title="Rates",
    one_row="one hourly price and what it is made of",
    sensitivity="provider_confidential",
    either=(("provider_id", "kind"),),
    key=("provider_id", "kind", "route", "price_base", "from", "visit_minutes"),
    rules=(not_before("to", "from"),),
    should_know={"provider_id": "providers"},
    columns=(
        Column("provider_id", "plain_id", "whose price it is", "PR-001"),
        Column(
            "kind",
            "choice",
            "kind of provider, where the price is a typical one",
            "homecare_agency",
            allowed=lists.PROVIDER_KINDS,
        ),
        Column(
            "route",
            "choice",
            "route that pays it",
            "commissioned",
            allowed=lists.ROUTES,
            also={"individual_service_fund": "isf"},
        ),
        PRICE_BASE,
        Column(
            "from", "date", "first day that it holds", "2026-04-01", is_required=True
        ),
        Column("to", "date", "last day that it holds; empty while it goes on"),
        Column(
            "visit_minutes",
            "number",
            "length of visit that it is for",
            "30",
            unit="minutes",
            low=1,
            high=MINUTES_A_DAY,
        ),
        Column(
            "hourly_rate_gbp",
            "number",
            "price of an hour",
            "24.60",
            is_required=True,
            unit=POUNDS_AN_HOUR,
            low=0.01,
        ),
        _part("worker_pay_gbp", "pay for contact time", "13.10"),
        _part("worker_oncosts_gbp", "employer's on-costs and leave", "3.05"),
        _part("travel_gbp", "travel time and mileage", "2.70"),
        _part("recruitment_gbp", "recruiting, vetting and training", "0.70"),
        _part("coordination_gbp", "matching, rotas and supervision", "1.95"),
        _part("digital_gbp", "systems and telephones", "0.35"),
        _part("overhead_gbp", "office, insurance and registration", "1.75"),
        Column(
            "margin_gbp",
            "number",
            "surplus; below 0 where the price loses money",
            "1.00",
            unit=POUNDS_AN_HOUR,
            low=float("-inf"),
        ),
        _part("vat_gbp", "VAT on the hour", "0.00"),
    ),
)

INFRASTRUCTURE_LINES = Table(
    name="infrastructure_lines",
    title="Infrastructure lines",
    one_row="one cost of one infrastructure model",
    sensitivity="council",
    rules=(
        not_before("to", "from"),
        RowRule(
            "step_hours",
            "is empty, and a step_per_hours line needs it",
            (pl.col("basis") != "step_per_hours") | pl.col("step_hours").is_not_null(),
        ),
    ),
    columns=(
        Column("model", "text", "name of the model", "In-house team", is_required=True),
        Column(
            "task",
            "choice",
            "what the money does",
            "coordinate",
            is_required=True,
            allowed=lists.TASKS,
        ),
        Column(
            "basis",
            "choice",
            "how the cost grows",
            "per_year",
            is_required=True,
            allowed=lists.BASES,
        ),
        Column(
            "gbp",
            "number",
            "the cost",
            "38500",
            is_required=True,
            unit="GBP",
            low=float("-inf"),
        ),
        Column(
            "step_hours",
            "number",
            "hours a week that one step carries",
            unit="hours/week",
            low=1,
        ),
        Column("from", "date", "first day that it holds", "2026-04-01"),
        Column("to", "date", "last day that it holds; empty while it goes on"),
        PRICE_BASE,
    ),
)
