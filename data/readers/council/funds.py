"""The tables about individual service funds and about whom an arrangement pays."""

from __future__ import annotations

from data.readers.council.layout import Column, Table, not_before
from data.readers.council.people import HOURS, MOST_HOURS_A_WEEK, POUNDS_A_WEEK

ISF_FLAGS = Table(
    name="isf_flags",
    title="ISF flags",
    one_row="one individual service fund that client-level data cannot show",
    sensitivity="person",
    either=(("person_id", "provider_id"),),
    rules=(not_before("to", "from"),),
    should_know={"provider_id": "providers"},
    is_bare=True,
    columns=(
        Column(
            "person_id",
            "hashed_id",
            "the council's number for the person who has the fund",
            "P-10001",
        ),
        Column(
            "provider_id",
            "plain_id",
            "the provider all of whose managed budgets are funds, instead of a person",
        ),
        Column(
            "from", "date", "first day that it holds", "2025-04-01", is_required=True
        ),
        Column("to", "date", "last day that it holds; empty while it goes on"),
    ),
)

ARRANGEMENT_PAYEES = Table(
    name="arrangement_payees",
    title="Arrangement payees",
    one_row="one payee of one arrangement",
    sensitivity="person",
    key=("arrangement_id", "provider_id"),
    should_know={"arrangement_id": "arrangements", "provider_id": "providers"},
    columns=(
        Column(
            "arrangement_id",
            "hashed_id",
            "the council's number for the arrangement",
            "A-20001",
            is_required=True,
        ),
        Column(
            "provider_id",
            "plain_id",
            "the council's number for the provider paid",
            "PR-001",
            is_required=True,
        ),
        Column(
            "weekly_hours",
            "number",
            "hours that it gives",
            "6",
            unit=HOURS,
            high=MOST_HOURS_A_WEEK,
        ),
        Column("weekly_gbp", "number", "what it is paid", "123.00", unit=POUNDS_A_WEEK),
    ),
)
