"""A small county of areas in a row, as a vault in memory."""

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import pyproj
import shapely

from data.vault import Vault

OURS, COVERED, UNCOVERED = "X99000001", "X99000002", "X99000003"
CELL = 5_000.0  # metres; smaller rural areas 25 minutes apart at 15.4 km

# A row of our areas from west to east, A to L, then M to P of a neighbour that is
# covered. Far to the south the uncovered council has one area, U.
OUR_AREAS = "ABCDEFGHIJKL"
NEIGHBOURS = "MNOP"


def area(name, x, y=0.0, council=OURS, **changes):
    people = {
        "people_all": 1600.0,
        "people_18_64": 900.0,
        "people_65_74": 200.0,
        "people_75_84": 120.0,
        "people_85_plus": 40.0,
    }
    row = {
        "area_code": f"X0100{ord(name):04d}",
        "area_name": f"Fen {name}",
        "ward_code": f"W{name}",
        "ward_name": f"Ward {name}",
        "district_code": "D1",
        "district_name": "Fen",
        "council_code": council,
        "x_m": 450_000 + x * CELL,
        "y_m": 350_000 + y * CELL,
        "centre_is_approximate": False,
        "ruc_group": "smaller_rural",
        **people,
    }
    row |= changes
    row["people_65_plus"] = sum(
        row[c] for c in ("people_65_74", "people_75_84", "people_85_plus")
    )
    return row


def code(name):
    return area(name, 0)["area_code"]


def areas():
    return [
        *(area(name, x) for x, name in enumerate(OUR_AREAS)),
        *(area(n, 12 + x, council=COVERED) for x, n in enumerate(NEIGHBOURS)),
        area("U", 0, -9, council=UNCOVERED),
    ]


def supplier(at, hours, **changes):
    spot = area(at, OUR_AREAS.find(at))
    return {
        "supply_key": f"s-{at}-{hours}",
        "provider_id": f"P{at}",
        "kind": "homecare_agency",
        "x_m": spot["x_m"],
        "y_m": spot["y_m"],
        "area_code": spot["area_code"],
        "workers": 20,
        "weekly_hours": float(hours),
        "hours_free": 10.0,
        "travel_limit_minutes": np.nan,
        "is_current": True,
        **changes,
    }


def outline(row):
    west, south = row["x_m"] - CELL / 2, row["y_m"] - CELL / 2
    corners = np.array(shapely.box(west, south, west + CELL, south + CELL).exterior.xy)
    degrees = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    return shapely.to_wkb(shapely.Polygon(np.transpose(degrees.transform(*corners))))


def vault_of(rows=None, supply=(), covered=(OURS, COVERED), seed=1, **more):
    """Open a vault in memory whose core tables hold these rows."""
    rows = areas() if rows is None else rows
    plenty = {
        "core_ons__areas": rows,
        "core_ons__area_outlines": [
            {"area_code": row["area_code"], "outline_wkb": outline(row)}
            for row in rows
            if np.isfinite(row["x_m"])
        ],
        "core_ons__councils": [{"council_code": c} for c in (OURS, COVERED, UNCOVERED)],
        "core_council__supply": list(supply),
        "core_council__providers": [
            {"provider_id": f"P{n}", "name": f"{n} Care", "is_named": True}
            for n in OUR_AREAS
        ],
        "core_council__supply_coverage": [
            {"council_code": each, "complete": True, "is_current": True}
            for each in covered
        ],
        "core_council__arrangements": [],
        "core_council__referrals": [],
        "core_council__area_groups": [],
        "core_cqc__locations": [],
        "core_cqc__coverage": [],
    } | more
    connection = duckdb.connect()
    for name, held in plenty.items():
        frame = pd.DataFrame(held, columns=list(held[0]) if held else COLUMNS[name])
        connection.register("frame", frame)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        connection.unregister("frame")
    for name, columns in COLUMNS.items():
        if not plenty[name]:
            types = ", ".join(f"{c} {KINDS.get(c, 'VARCHAR')}" for c in columns)
            connection.execute(f"CREATE OR REPLACE TABLE {name} ({types})")
    supplied = {"council_supply": None}
    supplied |= {"council_referrals": None} if plenty["core_council__referrals"] else {}
    return Vault(
        council_code=OURS,
        council_name="Fenland",
        as_of=dt.date(2026, 9, 30),
        is_synthetic=True,
        seed=seed,
        supplied=supplied,
        connection=connection,
    )


KINDS = {
    "weekly_hours": "DOUBLE",
    "x_m": "DOUBLE",
    "y_m": "DOUBLE",
    "is_open": "BOOLEAN",
    "is_current": "BOOLEAN",
    "made_on": "DATE",
    "rated_on": "DATE",
    "travel_limit_minutes": "DOUBLE",
    "hours_free": "DOUBLE",
    "workers": "BIGINT",
    "n_locations": "BIGINT",
}
COLUMNS = {
    "core_council__supply": list(supplier("A", 1)),
    "core_council__arrangements": ["area_code", "weekly_hours", "is_open", "age_band"],
    "core_council__referrals": ["area_code", "weekly_hours", "outcome", "made_on"],
    "core_council__area_groups": ["group_set", "group_name", "area_code"],
    "core_cqc__locations": [
        "location_id",
        "location_name",
        "provider_id",
        "council_code",
        "primary_category",
        "overall_rating",
        "rated_on",
        "area_code",
        "x_m",
        "y_m",
    ],
    "core_cqc__coverage": ["council_code", "n_locations"],
}
