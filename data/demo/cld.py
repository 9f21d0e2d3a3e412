"""The county's client-level data, made from its arrangements, in either wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.choices import draw

Release = Literal["release_1", "release_2", "mixed"]

LA_CODE = "999"
FIRST, LAST = pd.Timestamp(2025, 10, 1), pd.Timestamp(2026, 9, 30)
HEADINGS = (
    "LA Code",
    "Reporting Period Start Date",
    "Reporting Period End Date",
    "NHS Number",
    "LA Person Unique Identifier",
    "Gender",
    "Date of Birth",
    "Date of Death",
    "Client Type",
    "Primary Support Reason",
    "Postcode",
    "Event Type",
    "Event Reference",
    "Event Start Date",
    "Event End Date",
    "Event Outcome",
    "Request: Route of Access",
    "Assessment Type",
    "Service Type",
    "Service Component",
    "Delivery Mechanism",
    "Provider CQC Location ID",
    "Review Reason",
    "Unit Cost",
    "Cost Frequency (Unit Type)",
    "Planned units per week",
)
COMMUNITY = "Long term support: Community"
# The national file has no word for a fund: it is a managed budget there.
MECHANISM = {
    "direct_payment": "Direct payment",
    "isf": "CASSR managed personal budget",
    "managed_budget": "CASSR managed personal budget",
    "commissioned": "CASSR commissioned support",
}
COMPONENTS = {
    "Home support or domiciliary care": 0.7,
    "Day support": 0.14,
    "Community supported living": 0.16,
}
CARERS = 640
CARERS_MECHANISM = {
    "Direct payment": 0.7,
    "CASSR managed personal budget": 0.08,
    "CASSR commissioned support": 0.16,
    "": 0.06,
}
IN_HOMES = 420
YEARS_OLD = {
    "under 18": 15,
    "18 to 24": 21,
    "25 to 44": 35,
    "45 to 64": 55,
    "65 to 74": 70,
    "75 to 84": 80,
    "85 to 94": 89,
    "95 and over": 97,
}
# Second wording -> first, for the values that the county has.
RELEASE_1: Mapping[str, str] = {
    "Service user": "Service User",
    "Unpaid carer": "Carer",
    "Direct payment": "Direct Payment",
    "CASSR managed personal budget": "CASSR Managed Personal Budget",
    "CASSR commissioned support": "CASSR Commissioned Support",
    "Home support or domiciliary care": "Home Support",
    "Day support": "Day Support",
    "Community supported living": "Community Supported Living",
    "Long term residential care": "Long Term Residential Care",
    "Long term nursing care": "Long Term Nursing Care",
    "Unpaid carer respite": "Carer Respite",
    COMMUNITY: "Long Term Support: Community",
    "Long term support: Residential care": "Long Term Support: Residential Care",
    "Long term support: Nursing care": "Long Term Support: Nursing Care",
    "Unpaid carer support: Direct to unpaid carer": "Carer Support: Direct to Carer",
    "Physical support: Access and mobility only": (
        "Physical Support: Access & mobility only"
    ),
    "Support with memory and cognition": "Support with Memory & Cognition",
    "Social support: Support for social isolation or other reason": (
        "Social Support: Support for Social Isolation/Other"
    ),
    "Social support: Support to unpaid carer": "Social Support: Support to Carer",
}


def client_level_data(
    arrangements: pd.DataFrame, release: Release, rng: np.random.Generator
) -> pd.DataFrame:
    """Return a year of client-level data, as the county would submit it.

    Parameters
    ----------
    arrangements : in the council's layout, without the rows that are turned away
    release : wording of the lists; `mixed` has both, and headings with spaces
    """
    spells = arrangements.reset_index(drop=True).assign(
        began=lambda rows: pd.to_datetime(rows["started_on"]),
        ended=lambda rows: pd.to_datetime(rows["ended_on"].replace("", None)),
        reviewed=lambda rows: pd.to_datetime(
            rows["last_reviewed_on"].replace("", None)
        ),
    )
    people = _people(spells, rng)
    parts = [
        _services(people, rng),
        _reviews(people),
        *_before_services(people),
        _carers(rng),
        _in_homes(rng),
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.assign(
        **{
            "LA Code": LA_CODE,
            "Reporting Period Start Date": FIRST,
            "Reporting Period End Date": LAST,
            "Event Reference": [f"E-{number}" for number in range(len(rows))],
        }
    ).reindex(columns=list(HEADINGS))
    for heading in HEADINGS:
        if heading.endswith("Date") or heading.startswith("Date"):
            rows[heading] = pd.to_datetime(rows[heading]).dt.strftime("%d/%m/%Y")
    return _worded(rows, release, rng)


def isf_flags(arrangements: pd.DataFrame) -> pd.DataFrame:
    """Return whose arrangements are funds, which client-level data cannot show."""
    funds = arrangements[arrangements["route"] == "isf"]
    flags = pd.DataFrame(
        {
            "person_id": funds["person_id"],
            "provider_id": "",
            "from": funds["started_on"],
            "to": funds["ended_on"],
        }
    )
    return flags.drop_duplicates().reset_index(drop=True)


def arrangement_payees(
    arrangements: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return whom each arrangement pays; of some a second provider has three tenths."""
    paid = arrangements[arrangements["provider_id"].fillna("") != ""]
    shared = rng.random(len(paid)) < 0.08
    others = rng.permutation(paid["provider_id"].to_numpy())
    shared &= others != paid["provider_id"].to_numpy()

    def payees(
        rows: pd.DataFrame, provider: NDArray[np.object_], part: NDArray[np.float64]
    ) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "arrangement_id": rows["arrangement_id"],
                "provider_id": provider,
                "weekly_hours": (rows["weekly_hours"] * part).round(2),
                "weekly_gbp": (rows["weekly_budget_gbp"] * part).round(2),
            }
        )

    first = payees(paid, paid["provider_id"].to_numpy(), np.where(shared, 0.7, 1.0))
    second = payees(paid[shared], others[shared], np.full(shared.sum(), 0.3))
    return pd.concat([first, second]).sort_index(kind="stable").reset_index(drop=True)


def _people(spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add what the file says of the person: the same of each row of theirs."""
    number = spells["person_id"].str.extract(r"(\d+)")[0].astype(int)
    years = spells["age_band"].map(YEARS_OLD)
    spread = number % 5 - 2
    born = pd.to_datetime(
        {
            "year": (LAST.year - years - spread).fillna(1900).astype(int),
            "month": number % 8 + 1,
            "day": number % 28 + 1,
        }
    )
    return spells.assign(
        **{
            "NHS Number": nhs_numbers(number.to_numpy()),
            "LA Person Unique Identifier": spells["person_id"],
            "Gender": np.where(number % 5 < 3, "Female", "Male"),
            "Date of Birth": born.where(years.notna()),
            "Client Type": "Service user",
            "Primary Support Reason": spells["primary_support_reason"],
            "Postcode": spells["postcode"],
        }
    )


def nhs_numbers(number: NDArray[np.int64]) -> list[str]:
    """Make NHS numbers of the range kept for tests; one in eleven has none.

    >>> nhs_numbers(np.array([1]))
    ['9990000018']
    """
    digits = [f"999{each:06d}" for each in number]
    checks = [
        (11 - sum(int(d) * (10 - n) for n, d in enumerate(each)) % 11) % 11
        for each in digits
    ]
    return [
        f"{each}{check}" if check < 10 else ""
        for each, check in zip(digits, checks, strict=True)
    ]


ABOUT = [
    "NHS Number",
    "LA Person Unique Identifier",
    "Gender",
    "Date of Birth",
    "Client Type",
    "Primary Support Reason",
    "Postcode",
]


def _services(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give each arrangement of the year as a service."""
    of_year = (people["began"] <= LAST) & ~(people["ended"] < FIRST)
    rows = people[of_year]
    is_payment = rows["route"] == "direct_payment"
    by_component = is_payment & (rng.random(len(rows)) < 0.5)
    is_hourly = rows["route"].isin(["isf", "managed_budget"])
    hourly = rows["weekly_budget_gbp"] / rows["weekly_hours"]
    is_costed = (rows["route"] != "commissioned") & ~(is_hourly & hourly.isna())
    component = draw(COMPONENTS, len(rows), rng)
    return rows[ABOUT].assign(
        **{
            "Event Type": "Service",
            "Event Start Date": rows["began"],
            "Event End Date": rows["ended"],
            "Service Type": COMMUNITY,
            "Service Component": np.where(by_component, "Direct payment", component),
            # What the component says the mechanism need not.
            "Delivery Mechanism": rows["route"]
            .map(MECHANISM)
            .mask(by_component & (rng.random(len(rows)) < 0.2), ""),
            "Unit Cost": rows["weekly_budget_gbp"]
            .where(~is_hourly, hourly)
            .round(2)
            .where(is_costed),
            "Cost Frequency (Unit Type)": np.where(
                is_costed, np.where(is_hourly, "Hourly", "Weekly"), ""
            ),
            "Planned units per week": rows["weekly_hours"].where(is_hourly),
        }
    )


def _reviews(people: pd.DataFrame) -> pd.DataFrame:
    rows = people[people["reviewed"].between(FIRST, LAST)]
    return rows[ABOUT].assign(
        **{
            "Event Type": "Review",
            "Event Start Date": rows["reviewed"],
            "Event End Date": rows["reviewed"],
            "Event Outcome": "Continuation of support or services",
            "Review Reason": "Planned",
        }
    )


def _before_services(people: pd.DataFrame) -> list[pd.DataFrame]:
    """Give each new arrangement the request and the assessment that led to it."""
    rows = people[people["began"].between(FIRST + pd.Timedelta(21, "D"), LAST)]
    days = {"Request": (21, 18), "Assessment": (17, 7)}
    outcome = {
        "Request": "Progress to assessment, review or reassessment",
        "Assessment": "Progress to support planning or services",
    }
    return [
        rows[ABOUT].assign(
            **{
                "Event Type": event_type,
                "Event Start Date": rows["began"] - pd.Timedelta(first, "D"),
                "Event End Date": rows["began"] - pd.Timedelta(last, "D"),
                "Event Outcome": outcome[event_type],
                "Assessment Type": np.where(
                    event_type == "Assessment", "Long term assessment", ""
                ),
            }
        )
        for event_type, (first, last) in days.items()
    ]


def _newcomers(stem: str, how_many: int, rng: np.random.Generator) -> pd.DataFrame:
    """Invent people whom no arrangement is of: carers, and those in care homes."""
    years = rng.integers(30, 92, how_many)
    born = [f"{LAST.year - each}-{rng.integers(1, 9):02d}-11" for each in years]
    started = FIRST + pd.to_timedelta(rng.integers(-500, 360, how_many), unit="D")
    return pd.DataFrame(
        {
            "LA Person Unique Identifier": [
                f"{stem}{number:04d}" for number in range(how_many)
            ],
            "Date of Birth": pd.to_datetime(born),
            "Event Type": "Service",
            "Event Start Date": started,
        }
    )


def _carers(rng: np.random.Generator) -> pd.DataFrame:
    return _newcomers("P-7", CARERS, rng).assign(
        **{
            "Client Type": "Unpaid carer",
            "Primary Support Reason": "Social support: Support to unpaid carer",
            "Service Type": "Unpaid carer support: Direct to unpaid carer",
            "Service Component": "Unpaid carer respite",
            "Delivery Mechanism": draw(CARERS_MECHANISM, CARERS, rng),
        }
    )


def _in_homes(rng: np.random.Generator) -> pd.DataFrame:
    setting = draw({"Residential care": 0.7, "Nursing care": 0.3}, IN_HOMES, rng)
    return _newcomers("P-6", IN_HOMES, rng).assign(
        **{
            "Client Type": "Service user",
            "Primary Support Reason": "Support with memory and cognition",
            "Service Type": [f"Long term support: {each}" for each in setting],
            "Service Component": [f"Long term {each.lower()}" for each in setting],
            "Delivery Mechanism": "CASSR commissioned support",
        }
    )


def _worded(
    rows: pd.DataFrame, release: Release, rng: np.random.Generator
) -> pd.DataFrame:
    """Put the lists into a release's wording; the second has no spaces in headings."""
    first = rows.map(lambda cell: RELEASE_1.get(cell, cell))
    if release == "release_1":
        return first
    if release == "release_2":
        return rows.rename(columns=lambda heading: heading.replace(" ", "_"))
    is_first = rng.random((len(rows), 1)) < 0.5
    return rows.mask(np.broadcast_to(is_first, rows.shape), first)
