"""An invented care directory with ratings, in the 28 columns that CQC publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.demo.places import COUNTY, COVERED, Places

DOMAINS = ("Safe", "Effective", "Caring", "Responsive", "Well-led", "Overall")
RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
RATED = (0.05, 0.73, 0.19, 0.03)
COMMUNITY = "Community based adult social care services"
CARE_HOME = "Residential social care"
N_UNLISTED, N_CARE_HOMES = {COUNTY: 58, COVERED: 40}, {COUNTY: 46, COVERED: 22}
COLUMNS = [
    "Location ID",
    "Location ODS Code",
    "Location Name",
    "Care Home?",
    "Location Type",
    "Location Primary Inspection Category",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location Post Code",
    "Location Local Authority",
    "Location Region",
    "Location NHS Region",
    "Location ONSPD CCG Code",
    "Location ONSPD CCG",
    "Location Commissioning CCG Code",
    "Location Commissioning CCG Name",
    "Service / Population Group",
    "Domain",
    "Latest Rating",
    "Publication Date",
    "Report Type",
    "Inherited Rating (Y/N)",
    "URL",
    "Provider ID",
    "Provider Name",
    "Brand ID",
    "Brand Name",
]
HOMES = (
    "Flyleaf House",
    "Endpaper Lodge",
    "The Bindery",
    "Frontispiece Court",
    "Deckle Edge",
    "Gutter Margin House",
    "The Colophon Rooms",
    "Octavo Grange",
)


def directory(
    register: pd.DataFrame,
    places: Places,
    truth: Mapping[str, Any],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the directory: every rating of every location of two councils."""
    locations = [
        (row.cqc_location_id, row.name, COMMUNITY, row.postcode, COUNTY)
        for row in register.itertuples(index=False)
        if row.cqc_location_id
    ]
    number = 900_001
    for council in (COUNTY, COVERED):
        areas = places.areas[places.areas["council_code"] == council]
        spots = places.postcodes[places.postcodes["area_2021"].isin(areas.index)]
        for category, how_many in (
            (COMMUNITY, N_UNLISTED[council]),
            (CARE_HOME, N_CARE_HOMES[council]),
        ):
            for each in range(how_many):
                spot = spots.iloc[int(rng.integers(len(spots)))]
                ward = areas["ward_name"][spot["area_2021"]]
                name = f"{ward} Care {each + 1}"
                if category == CARE_HOME:
                    name = f"{HOMES[each % len(HOMES)]}, {ward}"
                locations.append(
                    (f"1-99{number}", name, category, spot["postcode"], council)
                )
                number += 1
    names = {COUNTY: truth["council"]["name"], COVERED: truth["peers"][COVERED]["name"]}
    rows = [
        row for location in locations for row in _ratings(location, names, truth, rng)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _ratings(
    location: tuple[str, str, str, str, str],
    names: Mapping[str, str],
    truth: Mapping[str, Any],
    rng: np.random.Generator,
) -> list[dict[str, str]]:
    """Return one row for each rating of a location, for its service and overall."""
    location_id, name, category, postcode, council = location
    is_home = category == CARE_HOME
    rated_on = pd.Timestamp("2026-08-31") - pd.Timedelta(int(rng.gamma(2, 420)), "D")
    is_new = rng.random() < 0.12
    shared = dict.fromkeys(COLUMNS, "") | {
        "Location ID": location_id,
        "Location Name": name,
        "Care Home?": "Y" if is_home else "N",
        "Location Type": "Social Care Org",
        "Location Primary Inspection Category": category,
        "Location Street Address": "1 Invented Street",
        "Location Post Code": postcode,
        "Location Local Authority": names[council],
        "Location Region": truth["regions"]["X12000001"],
        "Publication Date": "" if is_new else rated_on.strftime("%d/%m/%Y"),
        "Report Type": "Location",
        "Inherited Rating (Y/N)": "N",
        "Provider ID": location_id.replace("1-99", "1-98"),
        "Provider Name": name,
        "Brand ID": "-",
        "Brand Name": "-",
    }
    groups = ("Residential care" if is_home else "Homecare", "Overall")
    return [
        {
            **shared,
            "Service / Population Group": group,
            "Domain": domain,
            "Latest Rating": ""
            if is_new
            else RATINGS[int(rng.choice(len(RATINGS), p=RATED))],
        }
        for group in groups
        for domain in DOMAINS
    ]
