"""The tables about virtual wallets: money agreed for them, and money moving in them."""

from __future__ import annotations

from data.readers.council.layout import Column, Table, not_before

WALLET_ID = Column(
    "wallet_id",
    "hashed_id",
    "the council's number for the wallet",
    "W-40001",
    is_required=True,
)
PERSON_ID = Column(
    "person_id", "hashed_id", "the council's number for the person", "P-10001"
)
# A code, so that no sentence about a person can stand here.
CATEGORY = Column(
    "category",
    "code",
    "what the money is for, as a code of the council's",
    "personal_care",
    is_required=True,
)
PAYEE = Column(
    "payee_provider_id",
    "plain_id",
    "the council's number for the provider that is paid",
    "PR-001",
)
AGREED = Column("agreed", "yes_no", "the person and the council agreed it", "yes")

WALLET_ALLOCATIONS = Table(
    name="wallet_allocations",
    title="Wallet allocations",
    one_row="one sum agreed for one virtual wallet",
    sensitivity="person",
    key=("wallet_id", "category", "from", "payee_provider_id"),
    rules=(not_before("to", "from"),),
    should_know={"payee_provider_id": "providers"},
    columns=(
        WALLET_ID,
        PERSON_ID,
        Column(
            "from",
            "date",
            "first day that the money is for",
            "2026-04-01",
            is_required=True,
        ),
        Column("to", "date", "last day that it is for; empty while it goes on"),
        Column(
            "gbp",
            "number",
            "the sum agreed for all of these days",
            "5200.00",
            is_required=True,
            unit="GBP",
        ),
        CATEGORY,
        PAYEE,
        AGREED,
    ),
)

WALLET_TRANSACTIONS = Table(
    name="wallet_transactions",
    title="Wallet transactions",
    one_row="one sum that moved in one virtual wallet",
    sensitivity="person",
    should_know={
        "wallet_id": "wallet_allocations",
        "payee_provider_id": "providers",
    },
    may_repeat=True,
    monthly="on",
    columns=(
        WALLET_ID,
        PERSON_ID,
        Column(
            "on",
            "date",
            "day on which it moved",
            "2026-06-05",
            is_required=True,
            is_record=True,
        ),
        Column(
            "gbp",
            "number",
            "what was paid out; less than zero for what came back",
            "96.00",
            is_required=True,
            unit="GBP",
            low=float("-inf"),
        ),
        CATEGORY,
        PAYEE,
        AGREED,
    ),
)
