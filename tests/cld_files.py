"""Client-level data in small: one worked service, changed where told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.inbox import ReadFile
from data.readers.cld.fields import FIELDS
from data.readers.reader import Reading
from data.vault import Vault
from tests.council_files import CONTEXT, READER, as_csv, opened, small_vault

HEADINGS = {field.name: field.heading for field in FIELDS}
CLD = READER["client_level_data"]
WORKED = {
    "la_code": "904",
    "period_start": "2025-04-01",
    "period_end": "2026-03-31",
    "nhs_number": "",
    "la_person_id": "P1",
    "born_on": "1950-06-15",
    "died_on": "",
    "client_type": "Service user",
    "primary_support_reason": "",
    "postcode": "ZZ1 1AA",
    "event_type": "Service",
    "event_start": "2025-05-01",
    "event_end": "",
    "event_outcome": "",
    "route_of_access": "",
    "assessment_type": "",
    "service_type": "Long term support: Community",
    "service_component": "Home support or domiciliary care",
    "delivery_mechanism": "CASSR commissioned support",
    "cqc_location_id": "",
    "unit_cost": "",
    "cost_frequency": "",
    "planned_units": "",
}


def event(person: str = "P1", **cells: str) -> dict[str, str]:
    """Return the worked service of a person, under its fields' own names."""
    return WORKED | {"la_person_id": person} | cells


def headed(*rows: Mapping[str, str]) -> str:
    """Write events as a CSV with the headings of the specification."""
    header = [HEADINGS.get(name, name) for name in (rows[0] if rows else WORKED)]
    return as_csv(
        [{HEADINGS.get(k, k): cell for k, cell in row.items()} for row in rows], header
    )


def read_text(folder: Path, text: str | bytes) -> Reading:
    """Read a file of client-level data."""
    return CLD.read(opened(folder, text), CONTEXT)


def read_events(folder: Path, *rows: Mapping[str, str]) -> Reading:
    """Read events as one file."""
    return read_text(folder, headed(*rows))


def cld_vault(
    folder: Path,
    *rows: Mapping[str, str],
    **supplied: list[dict[str, str]],
) -> Vault:
    """Build a vault of events, and of council's tables beside them."""
    file = ReadFile("cld.csv", CLD, read_events(folder, *rows))
    return small_vault(folder, supplied, [file])
