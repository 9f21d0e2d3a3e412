"""The tables of tier and place without rows, where nothing can be judged."""

from __future__ import annotations

import pandas as pd

NUMBERS = {
    "tier_reach": (
        "best_class",
        "providers_tier_1",
        "providers_tier_2",
        "providers_tier_3",
        "providers_untiered",
    ),
    "phase_out": (
        "people",
        "people_elsewhere",
        "weekly_hours",
        "hours_elsewhere",
        "without_hours",
        "hours_placed",
        "hours_unplaced",
        "hours_free_in_reach",
        "places_unsaid",
        "areas_with_people",
        "areas_falling_below",
        "areas_becoming_desert",
    ),
    "phase_out_areas": (
        "people",
        "weekly_hours",
        "hours_in_reach",
        "hours_in_reach_without",
        "chance",
        "chance_without",
    ),
    "phase_out_takers": ("hours_taken", "hours_free"),
}
OTHERS = {
    "tier_reach": {"area_code": "str", "travel_minutes": "int64", "best_tier": "str"},
    "phase_out": {
        "provider_id": "str",
        "provider_label": "str",
        "kind": "str",
        "decided_on": "datetime64[ns]",
    },
    "phase_out_areas": {
        "provider_id": "str",
        "area_code": "str",
        "shares_shortage": "bool",
        "verdict": "str",
        "verdict_without": "str",
        "falls_below": "bool",
        "becomes_desert": "bool",
    },
    "phase_out_takers": {
        "provider_id": "str",
        "taker": "str",
        "kind": "str",
        "tier": "str",
    },
}


def empty() -> dict[str, pd.DataFrame]:
    """Return every table of tier and place with its columns and no row."""
    return {
        name: pd.DataFrame(
            {
                **{column: pd.Series(dtype=kind) for column, kind in others.items()},
                **{column: pd.Series(dtype="float64") for column in NUMBERS[name]},
            }
        )
        for name, others in OTHERS.items()
    }
