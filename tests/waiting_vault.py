"""A small vault of referrals, offers, supply and tiers, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from data.vault import Vault

OURS, OTHER = "X99000001", "X99000002"
AS_OF = dt.date(2026, 9, 30)
KM = 1_000.0  # metres; a smaller rural kilometre takes 1.3 * 60 / 48 = 1.625 minutes
TABLES = {
    "core_council__referrals": {
        "referral_key": "VARCHAR",
        "made_on": "DATE",
        "area_code": "VARCHAR",
        "weekly_hours": "DOUBLE",
        "route": "VARCHAR",
        "outcome": "VARCHAR",
        "placed_provider_id": "VARCHAR",
        "placed_on": "DATE",
        "handed_back_on": "DATE",
        "isf_offered": "BOOLEAN",
    },
    "core_council__referral_offers": {
        "referral_key": "VARCHAR",
        "provider_id": "VARCHAR",
        "offer_order": "BIGINT",
        "offered_on": "DATE",
        "answer": "VARCHAR",
        "answered_on": "DATE",
    },
    "core_council__tier_decisions": {
        "provider_id": "VARCHAR",
        "tier": "VARCHAR",
        "decided_on": "DATE",
        "improve_by": "DATE",
        "paused_from": "DATE",
        "paused_to": "DATE",
    },
    "core_council__providers": {
        "provider_id": "VARCHAR",
        "name": "VARCHAR",
        "kind": "VARCHAR",
        "is_named": "BOOLEAN",
    },
    "core_council__supply": {
        "supply_key": "VARCHAR",
        "provider_id": "VARCHAR",
        "kind": "VARCHAR",
        "x_m": "DOUBLE",
        "y_m": "DOUBLE",
        "area_code": "VARCHAR",
        "workers": "BIGINT",
        "weekly_hours": "DOUBLE",
        "hours_free": "DOUBLE",
        "travel_limit_minutes": "DOUBLE",
        "from_date": "DATE",
        "to_date": "DATE",
        "is_current": "BOOLEAN",
    },
    "core_council__area_groups": {
        "area_code": "VARCHAR",
        "group_set": "VARCHAR",
        "group_name": "VARCHAR",
    },
    "core_ons__areas": {
        "area_code": "VARCHAR",
        "district_name": "VARCHAR",
        "council_code": "VARCHAR",
        "ward_code": "VARCHAR",
        "ward_name": "VARCHAR",
        "x_m": "DOUBLE",
        "y_m": "DOUBLE",
        "ruc_group": "VARCHAR",
    },
    "core_ons__council_codes": {"any_code": "VARCHAR", "council_code": "VARCHAR"},
    "core_council__arrangements": {
        "arrangement_key": "VARCHAR",
        "person_key": "VARCHAR",
        "route": "VARCHAR",
        "age_band": "VARCHAR",
        "funding": "VARCHAR",
        "weekly_budget_gbp": "DOUBLE",
        "client_contribution_gbp_week": "DOUBLE",
        "is_open": "BOOLEAN",
    },
}


def area(name: str, x_km: float, district: str, council: str = OURS) -> dict[str, Any]:
    """Return an area on a line from west to east."""
    return {
        "area_code": name,
        "district_name": district,
        "council_code": council,
        "ward_code": f"W{name}",
        "ward_name": f"Ward {name}",
        "x_m": x_km * KM,
        "y_m": 0.0,
        "ruc_group": "smaller_rural",
    }


# North and South have one area each 40 km apart; East is another council's.
AREAS = [
    area("N", 0, "North"),
    area("S", 40, "South"),
    area("E", 80, "East", council=OTHER),
]


def site(provider: str, x_km: float, free: float | None, **more: Any) -> dict[str, Any]:
    """Return a place of supply with five workers, at the build's date."""
    return {
        "supply_key": f"{provider}-{x_km}",
        "provider_id": provider,
        "kind": "homecare_agency",
        "x_m": x_km * KM,
        "y_m": 0.0,
        "area_code": None,
        "workers": 5,
        "weekly_hours": 100.0,
        "hours_free": free,
        "travel_limit_minutes": None,
        "from_date": dt.date(2020, 1, 1),
        "to_date": None,
        "is_current": True,
        **more,
    }


def referral(key: str, made_on: str, outcome: str, **more: Any) -> dict[str, Any]:
    """Return a referral of ten hours from the North."""
    return {
        "referral_key": key,
        "made_on": made_on,
        "area_code": "N",
        "weekly_hours": 10.0,
        "route": "commissioned",
        "outcome": outcome,
        "placed_provider_id": None,
        "placed_on": None,
        "handed_back_on": None,
        "isf_offered": None,
        **more,
    }


def placed(key: str, made_on: str, placed_on: str, **more: Any) -> dict[str, Any]:
    """Return a referral that was placed."""
    return referral(key, made_on, "placed", placed_on=placed_on, **more)


def vault_of(
    as_of: dt.date = AS_OF,
    supplied: Mapping[str, dt.date | None] | None = None,
    **held: Sequence[Mapping[str, Any]],
) -> Vault:
    """Open a vault whose core tables hold these rows; names go without `core_`."""
    rows = {"core_ons__areas": AREAS, **{f"core_{k}": v for k, v in held.items()}}
    if unknown := set(rows) - set(TABLES):
        raise KeyError(f"there are no tables {sorted(unknown)} here")
    connection = duckdb.connect(":memory:")
    for name, columns in TABLES.items():
        declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"CREATE TABLE {name} ({declared})")
        if held_rows := rows.get(name):
            frame = pd.DataFrame(
                [
                    {
                        column: None if row.get(column) is None else str(row[column])
                        for column in columns
                    }
                    for row in held_rows
                ],
                columns=list(columns),
                dtype="str",
            )
            connection.register("frame", frame)
            cast = ", ".join(
                f"CAST({column} AS {kind})" for column, kind in columns.items()
            )
            connection.execute(f"INSERT INTO {name} SELECT {cast} FROM frame")
            connection.unregister("frame")
    return Vault(
        council_code=OURS,
        council_name="Northshire",
        as_of=as_of,
        is_synthetic=True,
        seed=1,
        supplied=supplied or {},
        connection=connection,
    )
