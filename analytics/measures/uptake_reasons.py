"""Who uses each route, by the main reason for their support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures.uptake import (
    AGE_GROUPS,
    ALL,
    DISTRICT,
    ROUTES,
    UNKNOWN,
    complete,
    places_told,
    told_quarters,
)
from data.queries.people import read_people_by_route_and_place

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
    `people_by_route`, whose quarters and places these are.

    Returns
    -------
    dict of DataFrame
        people_by_route_reason: one row for each quarter_end, route, support_reason,
        place_set, place_name (all and all for the whole council) and age_group (all,
        18_64, 65_plus, unknown), with people (persons); a true zero where nobody is.
    """
    found = read_people_by_route_and_place(vault).fillna(
        {"age_group": UNKNOWN, "place_name": UNKNOWN}
    )
    found["support_reason"] = found["support_reason"].map(group_of)
    # Each set of places holds everybody once: the districts stand for all.
    whole = found[found["place_set"] == DISTRICT]
    whole = whole.assign(place_set=ALL, place_name=ALL)
    quarters, _ = told_quarters(vault)
    told = pd.concat([whole, found], ignore_index=True)
    cells = pd.concat(
        [
            complete(
                told[told["place_set"] == place_set],
                {
                    "quarter_end": quarters,
                    "route": ROUTES,
                    "support_reason": REASONS,
                    "place_set": [place_set],
                    "place_name": places,
                    "age_group": (*AGE_GROUPS, UNKNOWN),
                },
            )
            for place_set, places in {ALL: [ALL], **places_told(vault)}.items()
        ],
        ignore_index=True,
    )
    keys = [name for name in cells.columns if name not in ("age_group", "people")]
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
