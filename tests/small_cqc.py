"""CQC's other files in small: their layouts, invented locations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.packing import as_csv, as_ods

DIRECTORY_HEADER = [
    "Name",
    "Also known as",
    "Address",
    "Postcode",
    "Phone number",
    "Service's website (if available)",
    "Service types",
    "Date of latest check",
    "Specialisms/services",
    "Provider name",
    "Local authority",
    "Region",
    "Location URL",
    "CQC Location ID (for office use only)",
    "CQC Provider ID (for office use only)",
]
MANAGER, NOMINATED, PARTNER = "Ann Manager", "Bob Nominated", "Cy Partner"
SERVICES = (
    "Care home service with nursing",
    "Care home service without nursing",
    "Domiciliary care service",
    "Extra Care housing services",
    "Shared Lives",
    "Supported living service",
)
ACTIVE_HEADER = [
    "Location ID",
    "Location HSCA start date",
    "Dormant (Y/N)",
    "Care home?",
    "Location Name",
    "Location ODS Code",
    "Registered manager",
    "Care homes beds",
    "Location Type/Sector",
    "Location Inspection Directorate",
    "Location Primary Inspection Category",
    "Location Latest Overall Rating",
    "Publication Date",
    "Inherited Rating (Y/N)",
    "Location Region",
    "Location Local Authority",
    "Location Postal Code",
    "Location Latitude",
    "Location Longitude",
    "Brand ID",
    "Brand Name",
    "Provider ID",
    "Provider Name",
    "Provider HSCA start date",
    "Provider Ownership Type",
    "Provider Nominated Individual Name",
    "Provider Main Partner Name",
    "Regulated activity - Personal care",
    *(f"Service type - {service}" for service in SERVICES),
    "Service user band - Older People",
    "Location Dual Registered",
]


def directory_row(
    location: str = "1-100",
    services: str = "Homecare agencies|Supported living",
    **told: str,
) -> list[str]:
    """Return one row of the directory, 15 cells."""
    cells = {
        "Name": "Alford Home Care",
        "Address": "1 High Street,Alford",
        "Postcode": "LN1 1AA",
        "Service types": services,
        "Date of latest check": "14/Apr/2022 - 00:00",
        "Specialisms/services": "Dementia|Learning disabilities",
        "Provider name": "Alford Care Ltd",
        "Local authority": "Alford",
        DIRECTORY_HEADER[13]: location,
        DIRECTORY_HEADER[14]: f"{location}9",
    } | told
    return [cells.get(column, "") for column in DIRECTORY_HEADER]


def directory(*rows: Sequence[str], day: str = "16 September 2026") -> bytes:
    """Return a directory with the four lines that stand above its header."""
    titles = ["CQC Locations data", "", f"This data was produced on {day}", ""]
    above = [[title, *[""] * (len(DIRECTORY_HEADER) - 1)] for title in titles]
    return as_csv([*above, DIRECTORY_HEADER, *rows])


def active_row(
    location: str = "1-100",
    services: Sequence[str] = ("Domiciliary care service",),
    **told: str,
) -> list[str]:
    """Return one row of the active locations; people's names stand where they do."""
    cells = {
        "Location ID": location,
        "Location HSCA start date": "25/12/2012",
        "Dormant (Y/N)": "N",
        "Care home?": "N",
        "Location Name": "Alford Home Care",
        "Registered manager": MANAGER,
        "Location Type/Sector": "Social Care Org",
        "Location Inspection Directorate": "Adult social care",
        "Location Primary Inspection Category": (
            "Community based adult social care services"
        ),
        "Location Latest Overall Rating": "Not Rated",
        "Publication Date": "25/09/2026",
        "Location Local Authority": "Alford",
        "Location Postal Code": "LN1 1AA",
        "Location Latitude": "53.03",
        "Location Longitude": "-0.51",
        "Brand ID": "-",
        "Brand Name": "-",
        "Provider ID": f"{location}9",
        "Provider Name": "Alford Care Ltd",
        "Provider Nominated Individual Name": NOMINATED,
        "Provider Main Partner Name": PARTNER,
        **{f"Service type - {service}": "Y" for service in services},
    } | told
    return [cells.get(column, "") for column in ACTIVE_HEADER]


def active_sheets(
    *rows: Sequence[str], day: str = "01 October 2026"
) -> Mapping[str, Sequence[Sequence[str]]]:
    """Return the sheets of the care directory with filters."""
    return {
        "README": [["Care directory"], [f"Source: CQC database as at {day}"]],
        "HSCA_Active_Locations": [ACTIVE_HEADER, *rows],
        "Dual_Registration_Locations": [["Location ID"], ["1-1"]],
    }


def api_location(location: str = "1-100", **told: Any) -> dict[str, Any]:
    """Return one location as the service gives it, with the people it names."""
    person = {"personGivenName": "Ann", "personFamilyName": "Manager"}
    return {
        "locationId": location,
        "providerId": f"{location}9",
        "type": "Social Care Org",
        "name": "Alford Home Care",
        "registrationStatus": "Registered",
        "registrationDate": "2012-12-25",
        "dormancy": "N",
        "careHome": "N",
        "onspdLatitude": 53.03,
        "onspdLongitude": -0.51,
        "postalCode": "LN1 1AA",
        "region": "East Midlands",
        "localAuthority": "Alford",
        "numberOfBeds": 0,
        "lastInspection": {"date": "2026-05-14"},
        "regulatedActivities": [
            {"name": "Personal care", "code": "RA1", "contacts": [person]}
        ],
        "gacServiceTypes": [
            {"name": "Homecare", "description": "Domiciliary care service"},
            {"name": "Supported", "description": "Supported living service"},
        ],
        "inspectionCategories": [
            {"primary": "false", "code": "X", "name": "Dentists"},
            {
                "primary": "true",
                "code": "S1",
                "name": "Community based adult social care services",
            },
        ],
        "currentRatings": {"overall": {"rating": "Good", "reportDate": "2021-03-02"}},
        **told,
    }


def contents() -> dict[str, bytes]:
    """Return each file, source -> contents; all list the location 1-100."""
    return {
        "cqc_directory": directory(directory_row()),
        "cqc_active_locations": as_ods(active_sheets(active_row())),
        "cqc_api_locations": json.dumps(api_location()).encode(),
    }
