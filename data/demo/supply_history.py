"""The supply table: what there is now, what there was, and who comes for the winter."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from data.demo.places import COUNTY, COVERED, UNCOVERED, Places

COLUMNS = [
    "supply_id",
    "provider_id",
    "kind",
    "postcode",
    "workers",
    "weekly_hours",
    "hours_free",
    "travel_limit_minutes",
    "from",
    "to",
]
RETURN_FROM = dt.date(2026, 4, 1)  # the councils ask for supply each April
HOURS_EACH = 25.0
# Workers who care in the winter and have better paid work by the sea in summer.
WINTERS = ((2023, 2024), (2024, 2025), (2025, 2026))
N_WINTER_SITES = 7


def supply_file(
    now: pd.DataFrame,
    register: pd.DataFrame,
    places: Places,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the supply table in the council's layout.

    Parameters
    ----------
    now : what there is now, as `supply.sites` gives it
    register : providers, with the days between which they were at work
    """
    opened = now["provider_id"].map(register.set_index("provider_id")["opened"])
    since = opened.fillna(RETURN_FROM)
    current = now.assign(**{"from": since.where(since > RETURN_FROM, RETURN_FROM)})
    current["to"] = None
    gone = _of_providers_that_left(register, places, rng)
    winters = _winters(now, rng)
    rows = pd.concat([current, gone, winters], ignore_index=True)
    rows = rows.sort_values(["from", "postcode", "weekly_hours"], kind="stable")
    rows["supply_id"] = [f"S-{40_001 + number}" for number in range(len(rows))]
    rows["workers"] = rows["workers"].astype(int)
    return rows[COLUMNS].reset_index(drop=True)


def _of_providers_that_left(
    register: pd.DataFrame, places: Places, rng: np.random.Generator
) -> pd.DataFrame:
    """Return a few sites of each provider that is no longer there."""
    rows = []
    spots = places.postcodes.merge(
        places.own[["ward_name"]], left_on="area_2021", right_index=True
    )
    for _, provider in register[register["tiers"].str[-1] == "-"].iterrows():
        near = spots[spots["ward_name"] == provider["ward"]]
        for _ in range(int(rng.integers(1, 4))):
            hours = float(rng.integers(120, 520))
            rows.append(
                {
                    "provider_id": provider["provider_id"],
                    "kind": provider["kind"],
                    "postcode": near["postcode"].iloc[int(rng.integers(len(near)))],
                    "workers": max(1, round(hours / HOURS_EACH)),
                    "weekly_hours": hours,
                    "hours_free": 0.0,
                    "from": dt.date(2021, 4, 1),
                    "to": provider["closed"],
                }
            )
    return pd.DataFrame(rows)


def _winters(now: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return sites on the coast that were there from October to April."""
    coast = now[(now["setting"] == "coast") & (now["provider_id"] != "")]
    places = rng.choice(len(coast), N_WINTER_SITES, replace=False)
    rows = []
    for _, site in coast.iloc[np.sort(places)].iterrows():
        hours = round(float(rng.integers(90, 240)))
        rows += [
            {
                "provider_id": site["provider_id"],
                "kind": site["kind"],
                "postcode": site["postcode"],
                "workers": max(1, round(hours / HOURS_EACH)),
                "weekly_hours": float(hours),
                "hours_free": float(round(hours / 10)),
                "from": dt.date(first, 10, 6),
                "to": dt.date(second, 4, 26),
            }
            for first, second in WINTERS
        ]
    return pd.DataFrame(rows)


def coverage_file() -> pd.DataFrame:
    """Return the supply_coverage table: one neighbour shared its return."""
    return pd.DataFrame(
        {
            "council_code": [COUNTY, COVERED, UNCOVERED],
            "complete": ["yes", "yes", "no"],
            "from": [RETURN_FROM.isoformat()] * 3,
            "to": ["", "", ""],
        }
    )


def zones_file(places: Places) -> pd.DataFrame:
    """Return the area_groups table: two sets of zones of the council's own."""
    own = places.own
    teams = own["district_name"].replace(
        {
            "Quillborough": "City team",
            "North Paragraph": "City team",
            "West Preface": "Wolds team",
            "Margin Coast": "Coast team",
            "Inkhaven": "Fens team",
            "Lower Fenscript": "Fens team",
            "South Paragraph": "South team",
        }
    )
    zone = own["setting"].map(
        {"coast": "Coast", "city": "City and towns", "town": "City and towns"}
    )
    east_west = np.where(own["x"] < own["x"].median(), "Rural west", "Rural east")
    zones = zone.fillna(pd.Series(east_west, own.index))
    sets = {"Neighbourhood teams": teams, "Home care zones": zones}
    return pd.concat(
        [
            pd.DataFrame(
                {"lsoa_code": own.index, "group_set": name, "group_name": names}
            )
            for name, names in sets.items()
        ],
        ignore_index=True,
    )
