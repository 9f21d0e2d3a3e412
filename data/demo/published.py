"""Invented copies of the published files, in the layouts that the publishers use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.files import write_csv, write_csv_gz, write_gz, write_json
from data.demo.places import COUNTY, GEOMETRY, Places
from data.demo.population import OLDEST, in_2021_areas

RURALITY = {
    "UN1": "Urban: Nearer to a major town or city",
    "UF1": "Urban: Further from a major town or city",
    "RLN1": "Larger rural: Nearer to a major town or city",
    "RLF1": "Larger rural: Further from a major town or city",
    "RSN1": "Smaller rural: Nearer to a major town or city",
    "RSF1": "Smaller rural: Further from a major town or city",
}
DOMAINS = (
    "Income",
    "Employment",
    "Education",
    "Health",
    "Crime",
    "Housing_and_Services",
    "Environment",
)
# Ranks run as far as they do in England, so that deciles mean what they do there.
RANKS = 33_755
# How deprived each setting is, in deviations; the coast most.
DEPRIVED = {"coast": 1.1, "town": 0.45, "city": 0.35, "large_village": -0.3}
DISABLED = {"coast": 0.285, "town": 0.2, "city": 0.18, "large_village": 0.21}
NEIGHBOUR_MODELS = ("global", "economic", "demographic")


def write_lookups(folder: Path, places: Places, truth: Mapping[str, Any]) -> None:
    """Write which area lies where, and what became of the 2011 areas."""
    areas = places.areas
    wards = areas.reset_index()[
        ["area_name", "area_code", "ward_name", "ward_code", "district_name"]
    ].assign(district_code=areas["district_code"].to_numpy())
    wards.columns = pd.Index(
        [
            "lsoa21_name",
            "lsoa21_code",
            "ward24_name",
            "ward24_code",
            "ltla24_name",
            "ltla24_code",
        ]
    )
    write_csv_gz(folder, "lookup_lsoa21_ward24_ltla24", wards)
    links = places.changes
    old_name = places.old_areas["area_name"].loc[links["code_2011"]].to_numpy()
    new = areas.loc[links["code_2021"]]
    changes = pd.DataFrame(
        {
            "lsoa11_name": old_name,
            "lsoa11_code": links["code_2011"].to_numpy(),
            "change_code": links["change"].to_numpy(),
            "lsoa21_name": new["area_name"].to_numpy(),
            "lsoa21_code": links["code_2021"].to_numpy(),
            "ltla22_name": new["district_name"].to_numpy(),
            "ltla22_code": new["district_code"].to_numpy(),
        }
    )
    write_csv_gz(folder, "lookup_lsoa11_lsoa21_ltla22", changes)
    districts = _districts(areas, truth)
    councils = districts.rename(
        columns={"code": "ltla23_code", "name": "ltla23_name"}
    ).assign(utla23_code=districts["council"], utla23_name=districts["council_name"])
    columns = ["ltla23_code", "ltla23_name", "utla23_code", "utla23_name"]
    write_csv(folder, "lookup_ltla23_utla23", councils[columns])
    regions = districts.rename(columns={"code": "ltla24_code", "name": "ltla24_name"})
    regions = regions.assign(
        region24_name=regions["region"].map(truth["regions"]),
        region24_code=regions["region"],
    )
    columns = ["ltla24_name", "ltla24_code", "region24_name", "region24_code"]
    write_csv(folder, "lookup_ltla24_region24", regions[columns])


def _districts(areas: pd.DataFrame, truth: Mapping[str, Any]) -> pd.DataFrame:
    """List the county's districts and the other councils, which have none."""
    own = areas[areas["council_code"] == COUNTY].drop_duplicates("district_code")
    name = truth["council"]["name"]
    rows = [
        (row.district_code, row.district_name, COUNTY, name, "X12000001")
        for row in own.sort_values("district_code").itertuples()
    ]
    rows += [
        (code, peer["name"], code, peer["name"], peer["region"])
        for code, peer in truth["peers"].items()
    ]
    columns = ["code", "name", "council", "council_name", "region"]
    return pd.DataFrame(rows, columns=columns)


def write_geography(folder: Path, places: Places) -> None:
    """Write the outlines and the postcodes."""
    outlines = (GEOMETRY / "outlines.geojson").read_bytes()
    write_gz(folder, "lsoa21_outlines.geojson", outlines)
    columns = ["postcode", "district_code", "x", "y", "area_code", "msoa_code"]
    postcodes = places.postcodes[columns].sort_values("postcode")
    postcodes.columns = pd.Index(
        ["pcds", "lad25cd", "oseast1m", "osnrth1m", "lsoa11cd", "msoa11cd"]
    )
    write_csv_gz(folder, "live_postcodes_lad25_lsoa11_osgb", postcodes)


def write_people(
    folder: Path, places: Places, people: pd.DataFrame, rng: np.random.Generator
) -> None:
    """Write people by single year of age, and those who are disabled."""
    table = people.rename(columns={OLDEST: f"{OLDEST}+"})
    table.insert(0, "total_population", people.sum(axis=1))
    table.insert(0, "lsoa11_code", people.index)
    table.insert(0, "lsoa11_name", places.old_areas["area_name"].to_numpy())
    write_csv_gz(folder, "mye2020_population_single_year_lsoa11", table)
    areas = places.areas
    since = np.exp(rng.normal(0.01, 0.02, len(areas)))
    residents = in_2021_areas(people, places)["people"].to_numpy() * since
    residents = np.round(residents).astype(int)
    share = areas["setting"].map(DISABLED).fillna(0.19).to_numpy()
    share = np.clip(share * np.exp(rng.normal(0, 0.12, len(areas))), 0.05, 0.5)
    disabled = rng.binomial(residents, share)
    counts = np.column_stack([disabled, residents - disabled]).ravel()
    total = np.repeat(residents, 2)
    table = pd.DataFrame(
        {
            "lsoa21_code": np.repeat(areas.index, 2),
            "disability": np.tile(
                [
                    "Disabled under the Equality Act",
                    "Not disabled under the Equality Act",
                ],
                len(areas),
            ),
            "n": counts,
            "total_residents": total,
            "prop": np.round(counts / np.maximum(total, 1), 6),
        }
    )
    write_csv_gz(folder, "census2021_disability_lsoa21", table)


def write_classes(folder: Path, places: Places, rng: np.random.Generator) -> None:
    """Write the rural and urban classes, and the Indices of Deprivation."""
    areas = places.areas
    rurality = pd.DataFrame(
        {
            "lsoa21_code": areas.index,
            "ruc21_code": areas["ruc21_code"].to_numpy(),
            "classification": areas["ruc21_code"].map(RURALITY).to_numpy(),
            "ruc": np.where(areas["ruc21_code"].str[0] == "U", "Urban", "Rural"),
        }
    )
    write_csv_gz(folder, "ruc2021_lsoa21", rurality)
    common = areas["setting"].map(DEPRIVED).fillna(-0.2).to_numpy(float)
    common = common + rng.normal(0, 0.6, len(areas))
    scores = {"IMD": common}
    scores |= {name: common + rng.normal(0, 0.7, len(areas)) for name in DOMAINS}
    ranks = {name: _ranks(score) for name, score in scores.items()}
    table = pd.DataFrame({"lsoa21_code": areas.index})
    tenth = RANKS / 10
    for name, rank in ranks.items():
        table[f"{name}_decile"] = np.ceil(rank / tenth).astype(int)
    for name, rank in ranks.items():
        table[f"{name}_rank"] = rank
    for name, score in scores.items():
        table[f"{name}_score"] = np.round(20 + 9 * score, 3)
    write_csv_gz(folder, "imd2025_lsoa21", table)


def _ranks(score: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank the most deprived first, spread over the ranks of a whole country."""
    order = pd.Series(score).rank(ascending=False, method="first").to_numpy()
    ranks: NDArray[np.int64] = np.round(order * RANKS / len(order)).astype(np.int64)
    return ranks


def write_neighbours(folder: Path, truth: Mapping[str, Any]) -> None:
    """Write which councils are most alike, by each model."""
    codes = [COUNTY, *truth["peers"]]
    alike = {COUNTY: list(truth["neighbours"])}
    for code in codes[1:]:
        alike[code] = [other for other in codes if other != code]
    write_json(
        folder,
        "areas_similar",
        {code: dict.fromkeys(NEIGHBOUR_MODELS, alike[code]) for code in codes},
    )
