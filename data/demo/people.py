"""Invented people: where they live, how old they are, why they need support."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.places import Places
from data.demo.population import HOURS_PER_PERSON

# Share aged 18 to 64 by the first route, and with a learning disability among them.
WORKING_AGE = {
    "direct_payment": 0.57,
    "isf": 0.78,
    "managed_budget": 0.33,
    "commissioned": 0.3,
}
LEARNING_DISABILITY = {"direct_payment": 0.38, "isf": 0.8}
YOUNGER = {"18 to 24": 0.13, "25 to 44": 0.4, "45 to 64": 0.47}
OLDER = {
    "65 to 74": 0.2,
    "75 to 84": 0.36,
    "85 to 94": 0.36,
    "95 and over": 0.08,
}
LEARNING = "Learning disability support"
REASONS_YOUNGER = {
    "Physical support: Personal care support": 0.58,
    "Mental health support": 0.25,
    "Physical support: Access and mobility only": 0.1,
    "Sensory support: Support for visual impairment": 0.04,
    "Sensory support: Support for hearing impairment": 0.03,
}
REASONS_OLDER = {
    "Physical support: Personal care support": 0.68,
    "Support with memory and cognition": 0.17,
    "Physical support: Access and mobility only": 0.09,
    "Sensory support: Support for dual impairment": 0.02,
    "Social support: Support for social isolation or other reason": 0.04,
}
HOURS = {LEARNING: 17.9, "younger": 11.0, "older": 10.8}
# Where care cannot be found fewer people have any arranged.
ARRANGED_IN_DESERTS = 0.75


def persons(
    first_routes: pd.Series,
    places: Places,
    needing: pd.DataFrame,
    deserts: list[str],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Invent each person whose first route is given.

    Parameters
    ----------
    needing : people of each age in each 2021 area, as `in_2021_areas` gives them
    deserts : names of the wards where supply is planted thin

    Returns
    -------
    DataFrame, one row for each person
        is_working_age, age_band, reason, weekly_hours, postcode, lsoa_code (2021; empty
        where the 2011 area was cut), ward, setting, x, y.
    """
    n = len(first_routes)
    working = rng.random(n) < first_routes.map(WORKING_AGE).to_numpy(float)
    learning = working & (
        rng.random(n) < first_routes.map(LEARNING_DISABILITY).fillna(0.3).to_numpy()
    )
    reason = np.where(working, _pick(REASONS_YOUNGER, n, rng), "")
    reason = np.where(~working, _pick(REASONS_OLDER, n, rng), reason)
    reason = np.where(learning, LEARNING, reason)
    mean = np.select(
        [learning, working], [HOURS[LEARNING], HOURS["younger"]], HOURS["older"]
    )
    hours = np.clip(rng.gamma(2.4, mean / 2.4), 1.5, 84)
    home = _homes(working, places, needing, deserts, rng)
    people = pd.DataFrame(
        {
            "is_working_age": working,
            "age_band": np.where(working, _pick(YOUNGER, n, rng), _pick(OLDER, n, rng)),
            "reason": reason,
            "weekly_hours": np.round(hours * 4) / 4,
        },
        index=first_routes.index,
    )
    return people.join(home.set_axis(first_routes.index))


def _pick(
    shares: dict[str, float], n: int, rng: np.random.Generator
) -> NDArray[np.str_]:
    weights = np.array(list(shares.values()))
    return rng.choice(np.array(list(shares)), n, p=weights / weights.sum())


def _homes(
    working: NDArray[np.bool_],
    places: Places,
    needing: pd.DataFrame,
    deserts: list[str],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give each person a postcode of the county, by where people need care."""
    old = places.old_areas
    spots = places.postcodes.merge(
        old[["ward_name", "setting", "council_code"]],
        left_on="area_code",
        right_index=True,
    )
    spots = spots[spots["council_code"] == "X99000001"]
    links = places.changes
    by_old = needing.loc[links["code_2021"]].groupby(links["code_2011"].to_numpy())
    people = by_old.sum()
    each = spots.groupby("area_code")["postcode"].transform("size").to_numpy(float)
    arranged = np.where(spots["ward_name"].isin(deserts), ARRANGED_IN_DESERTS, 1.0)
    younger = people["people_18_64"].loc[spots["area_code"]].to_numpy(float)
    bands = [band for band in HOURS_PER_PERSON if band != "people_18_64"]
    weights = np.array([HOURS_PER_PERSON[band] for band in bands])
    older = people[bands].loc[spots["area_code"]].to_numpy(float) @ weights
    place = np.empty(len(working), int)
    for is_younger, weight in ((True, younger), (False, older)):
        weight = weight * arranged / each
        rows = working == is_younger
        place[rows] = rng.choice(len(spots), rows.sum(), p=weight / weight.sum())
    home = spots.iloc[place]
    return pd.DataFrame(
        {
            "postcode": home["postcode"].to_numpy(),
            "lsoa_code": home["area_2021"].to_numpy(),
            "ward": home["ward_name"].to_numpy(),
            "setting": home["setting"].to_numpy(),
            "x": home["x"].to_numpy(float),
            "y": home["y"].to_numpy(float),
        }
    )
