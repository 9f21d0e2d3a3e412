"""ASCOF measure 3D from the council's own rows, beside what is published of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.queries.cld import (
    read_cld_year,
    read_people_by_mechanism,
    read_published_3d,
    read_reconciled,
)

if TYPE_CHECKING:
    from data.vault import Vault

SELF_DIRECTED = ("direct_payment", "managed_budget")
DIRECT_PAYMENT = ("direct_payment",)
# Measure -> whom it is of, and which mechanisms its numerator counts.
PARTS = {
    "3d(1a)": ("clients", SELF_DIRECTED),
    "3d(1b)": ("carers", SELF_DIRECTED),
    "3d(2a)": ("clients", DIRECT_PAYMENT),
    "3d(2b)": ("carers", DIRECT_PAYMENT),
}
# Who is of no known mechanism stays among the clients, and is no carer with support.
KNOWN = (*SELF_DIRECTED, "commissioned")
COUNTED = {"clients": (*KNOWN, "unknown"), "carers": KNOWN}
READINGS = {"clients": ("as_defined",), "carers": ("as_defined", "wider")}
AGE_GROUPS = ("18_64", "65_plus", "total")
# How our columns begin -> the level that is published.
LEVELS = {"published": "council", "england": "england"}
PUBLISHED = {"numerator": "numerator", "denominator": "denominator", "share": "outcome"}


def ascof_3d_own(vault: Vault) -> dict[str, pd.DataFrame]:
    """Work out the four parts of measure 3D, by age.

    People whose age is not known are in the total alone, so that the two ages may add
    up to less.

    Returns
    -------
    dict of DataFrame
        ascof_3d_own: one row for each measure, age_group and reading: year_start,
        year_end, numerator, denominator, unknown_mechanism (people), share (0 to 1),
        and what is published of the same, for the council and for England.

    Source
    ------
    Department of Health and Social Care, ASCOF 3D from client-level data, 2024-25 on.
    """
    year = read_cld_year(vault)
    found = read_people_by_mechanism(vault)
    told = read_published_3d(vault)
    published = {
        prefix: told[told["level"] == level].set_index(["measure", "age_group"])
        for prefix, level in LEVELS.items()
    }
    first, last = year.iloc[0] if len(year) else (pd.NaT, pd.NaT)
    frame = pd.DataFrame(
        [
            {
                **key,
                "year_start": first,
                "year_end": last,
                **_counted(found, **key),
                **_published(published["published"], "published", **key),
                **_published(published["england"], "england", **key),
            }
            for key in _keys()
        ]
    )
    return {"ascof_3d_own": frame if len(year) else frame.iloc[:0]}


def _keys() -> Iterator[dict[str, str]]:
    for measure, (whose, _) in PARTS.items():
        for age_group in AGE_GROUPS:
            for reading in READINGS[whose]:
                yield {"measure": measure, "age_group": age_group, "reading": reading}


def _counted(
    found: pd.DataFrame, measure: str, age_group: str, reading: str
) -> dict[str, Any]:
    whose, in_numerator = PARTS[measure]
    rows = found[(found["whose"] == whose) & (found["reading"] == reading)]
    if age_group != "total":
        rows = rows[rows["age_group"] == age_group]

    def people(mechanisms: Sequence[str]) -> int:
        return int(rows.loc[rows["mechanism"].isin(mechanisms), "people"].sum())

    numerator, denominator = people(in_numerator), people(COUNTED[whose])
    share = numerator / denominator if denominator else float("nan")
    # Nobody to have it is not a share of nought.
    status = "not_applicable" if not denominator else "ok" if numerator else "zero"
    return {
        "numerator": numerator,
        "denominator": denominator,
        "unknown_mechanism": people(("unknown",)),
        "share": share,
        "share_status": status,
    }


def _published(
    published: pd.DataFrame, prefix: str, measure: str, age_group: str, reading: str
) -> dict[str, Any]:
    """Return what is published; of carers, and of another reading, nothing is."""
    if reading != "as_defined" or (measure, age_group) not in published.index:
        absent = {f"{prefix}_{name}": float("nan") for name in PUBLISHED}
        why = {f"{prefix}_{name}_status": "not_supplied" for name in PUBLISHED}
        return {f"{prefix}_period": "", **absent, **why}
    row = published.loc[(measure, age_group)]
    told: dict[str, Any] = {f"{prefix}_period": row["period"]}
    for name, theirs in PUBLISHED.items():
        told[f"{prefix}_{name}"] = row[theirs] / (100 if theirs == "outcome" else 1)
        told[f"{prefix}_{name}_status"] = row[f"{theirs}_status"]
    return told


def client_level_data_reconciled(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count how client-level data and arrangements agree on the last day of the year.

    Returns
    -------
    dict of DataFrame
        client_level_data_reconciled: one row for each reason, cld_route and
        arrangements_route that somebody has: people.
    """
    return {"client_level_data_reconciled": read_reconciled(vault)}
