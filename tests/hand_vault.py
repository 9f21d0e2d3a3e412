"""A vault whose core tables are written by hand, for measures of a few of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from analytics.assumptions import as_they_stood, recorded
from data.vault import Vault

AS_OF = dt.date(2026, 9, 30)
ARRANGEMENTS = {
    "arrangement_key": "VARCHAR",
    "person_key": "VARCHAR",
    "route": "VARCHAR",
    "started_on": "DATE",
    "ended_on": "DATE",
    "end_reason": "VARCHAR",
    "age_band": "VARCHAR",
    "workforce": "VARCHAR",
    "provider_id": "VARCHAR",
    "weekly_budget_gbp": "DOUBLE",
    "isf_holder": "VARCHAR",
    "isf_contract": "VARCHAR",
    "isf_charge_gbp_week": "DOUBLE",
    "isf_charge_pct": "DOUBLE",
    "isf_charge_level": "VARCHAR",
    "pooled_with_key": "VARCHAR",
    "has_virtual_budget": "BOOLEAN",
    "can_bank_hours": "BOOLEAN",
    "statement_every": "VARCHAR",
    "underspend_returned_gbp": "DOUBLE",
    "underspend_kept_gbp": "DOUBLE",
    "is_open": "BOOLEAN",
}
PERSON_QUARTERS = {"person_key": "VARCHAR", "quarter_end": "DATE", "route": "VARCHAR"}
QUARTERS = {"quarter_end": "DATE"}
FLAGS = {
    "person_key": "VARCHAR",
    "provider_id": "VARCHAR",
    "from_date": "DATE",
    "to_date": "DATE",
}
PAYEES = {"arrangement_key": "VARCHAR", "provider_id": "VARCHAR"}
TABLES: Mapping[str, Mapping[str, str]] = {
    "core_council__arrangements": ARRANGEMENTS,
    "core_council__person_quarters": PERSON_QUARTERS,
    "core_council__quarters": QUARTERS,
    "core_council__isf_flags": FLAGS,
    "core_council__arrangement_payees": PAYEES,
}


class HandVault:
    """One connection whose tables are filled anew for each world."""

    def __init__(self, as_of: dt.date = AS_OF) -> None:
        """Make the tables, empty."""
        self.connection = duckdb.connect(":memory:")
        self.as_of = as_of
        self.connection.execute(
            "CREATE TABLE about AS SELECT 'X99000001' AS council_code, 'Hand' AS "
            "council_name, ?::DATE AS as_of, true AS is_synthetic, 1 AS seed",
            [as_of],
        )
        self.connection.execute(
            "CREATE TABLE files (source VARCHAR, vintage DATE, accepted BIGINT, "
            "file VARCHAR)"
        )
        self.connection.execute(
            "CREATE TABLE rejects_by_rule (source VARCHAR, column_name VARCHAR, rule "
            "VARCHAR, rows BIGINT)"
        )
        for name, columns in TABLES.items():
            spelt = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self.connection.execute(f"CREATE TABLE {name} ({spelt})")

    def supply(self, *sources: str) -> HandVault:
        """Say that some files were supplied."""
        for source in sources:
            self.connection.execute(
                "INSERT INTO files VALUES (?, ?, 1, 'file.csv')", [source, self.as_of]
            )
        return self

    def fill(self, table: str, rows: pd.DataFrame) -> HandVault:
        """Put rows in the place of a table's own; columns left out are blank."""
        columns = TABLES[table]
        whole = rows.reindex(columns=list(columns))
        cast = ", ".join(f"{name}::{kind}" for name, kind in columns.items())
        self.connection.execute(f"DELETE FROM {table}")
        self.connection.register("given", whole.astype(object).where(whole.notna()))
        self.connection.execute(f"INSERT INTO {table} SELECT {cast} FROM given")
        return self

    def with_arrangements(self, rows: pd.DataFrame) -> HandVault:
        """Fill arrangements and the quarters that they cover."""
        first = pd.to_datetime(rows["started_on"]).min()
        ends = pd.date_range(first, pd.Timestamp(self.as_of), freq="QE")
        rows = rows.assign(
            arrangement_key=rows.get(
                "arrangement_key", pd.Series(rows.index.astype(str), rows.index)
            )
        )
        self.fill("core_council__quarters", pd.DataFrame({"quarter_end": ends}))
        return self.fill("core_council__arrangements", rows)

    @property
    def vault(self) -> Vault:
        """Return it as a measure sees it."""
        return Vault.of(self.connection)


def assuming(**values: float) -> Any:
    """Change some assumptions for a while: a name's dots are two underscores here."""
    stood = recorded()
    for name, value in values.items():
        entry = stood[name.replace("__", ".")]
        entry["values"] = {"2000-01-01": value}
    return as_they_stood(stood)
