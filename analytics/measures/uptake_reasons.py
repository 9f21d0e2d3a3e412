"""Who uses each route, by the main reason for their support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures.uptake import (
    AGE_GROUPS,
    ALL,
    ROUTES,
    UNKNOWN,
    complete,
    told_quarters,
)
from data.queries.people import read_people_by_route_and_reason

if TYPE_CHECKING:
    from data.vault import Vault

# The list of client-level data begins each reason with its group, or is the group.
GROUPS = {
    "Physical support": "physical",
    "Sensory support": "sensory",
    "Support with memory and cognition": "memory",
    "Learning disability support": "learning_disability",
    "Mental health support": "mental_health",
    "Social support": "social",
}
REASONS = (*GROUPS.values(), UNKNOWN)


def people_by_route_reason(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count people by route and main reason on the last day of each quarter.

    The reasons of the client-level data list, in the six groups that it is published
    in; `Unknown` and a blank are one level of their own. Otherwise as
    `people_by_route`, whose quarters these are.

    Returns
    -------
    dict of DataFrame
        people_by_route_reason: one row for each quarter_end, route, support_reason and
        age_group (all, 18_64, 65_plus, unknown), with people (persons); a true zero
        where nobody is.
    """
    found = read_people_by_route_and_reason(vault).fillna({"age_group": UNKNOWN})
    found["support_reason"] = found["support_reason"].map(group_of)
    quarters, _ = told_quarters(vault)
    cells = complete(
        found,
        {
            "quarter_end": quarters,
            "route": ROUTES,
            "support_reason": REASONS,
            "age_group": (*AGE_GROUPS, UNKNOWN),
        },
    )
    keys = ["quarter_end", "route", "support_reason"]
    of_all_ages = cells.groupby(keys, as_index=False)["people"].sum()
    return {
        "people_by_route_reason": pd.concat(
            [of_all_ages.assign(age_group=ALL), cells], ignore_index=True
        )
    }


def group_of(reason: object) -> str:
    """Return the group of a reason; unknown for a blank and for any other word.

    >>> group_of("Sensory support: Support for dual impairment"), group_of(None)
    ('sensory', 'unknown')
    """
    return GROUPS.get(str(reason).partition(":")[0], UNKNOWN)
