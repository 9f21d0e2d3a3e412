"""The desert tables without rows, for a council of which nothing can be judged."""

from __future__ import annotations

import pandas as pd

LEVEL = {"kind": "str", "need": "str", "travel_minutes": "int64", "line": "float64"}
NUMBERS = {
    "area_verdicts": (
        "hours_in_reach",
        "hours_in_reach_lower",
        "hours_in_reach_upper",
        "share_with_less",
        "need_hours",
        "chance",
        "hours_short",
        "class",
    ),
    "desert_lists": (
        "areas_listed",
        "areas_judged",
        "places",
        "people_65_plus",
        "hours_short",
        "hours_short_lower",
        "hours_short_upper",
        "expected_false",
        "p90_false",
        "areas_unsure",
        "areas_not_supplied",
        "areas_low_need",
        "areas_no_need",
    ),
    "area_reach": (
        "suppliers_in_reach",
        "providers_in_reach",
        "largest_share",
        "free_hours",
        "nearest_free_minutes",
        "nearest_free_hours",
        "waiting_hours",
        "free_hours_per_hour_waiting",
    ),
    "stranded_supply": ("suppliers", "contact_hours"),
}
WORDS = {
    "area_verdicts": ("verdict", "reason", "place_name", "not_judged_because"),
    "desert_lists": (),
    "area_reach": ("largest_name", "nearest_free_place"),
    "stranded_supply": (),
}
KEYS = {
    "area_verdicts": {"area_code": "str", **LEVEL},
    "desert_lists": LEVEL,
    "area_reach": {"area_code": "str", "travel_minutes": "int64"},
    "stranded_supply": {
        "travel_minutes": "int64",
        "why": "str",
        "kind": "str",
        "provider": "str",
    },
}


def empty_tables() -> dict[str, pd.DataFrame]:
    """Return every desert table with its columns and no row."""
    return {
        name: pd.DataFrame(
            {
                **{column: pd.Series(dtype=kind) for column, kind in keys.items()},
                **{column: pd.Series(dtype="str") for column in WORDS[name]},
                **{column: pd.Series(dtype="float64") for column in NUMBERS[name]},
            }
        )
        for name, keys in KEYS.items()
    }
