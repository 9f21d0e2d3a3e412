"""Invented people: how many live in each 2011 area, of what ages."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.places import Places

OLDEST = 90
# Share aged 65 and over, by setting. The coast is where people retire to.
AGED_65_PLUS = {
    "city": 0.155,
    "town": 0.205,
    "large_village": 0.27,
    "rural": 0.255,
    "coast": 0.37,
}
AGED_UNDER_18 = 0.265  # of those under 65
WITHIN_65_PLUS = (0.545, 0.325, 0.13)  # 65 to 74, 75 to 84, 85 and over
PEOPLE_EACH = 1_790
# What became of an area tells how full it had been: a census cuts the fullest and
# joins the emptiest.
FULLNESS = {"U": 1.0, "S": 1.65, "M": 0.55}


def people_by_age(
    places: Places, odd: dict[str, int], rng: np.random.Generator
) -> pd.DataFrame:
    """Count people of each single year of age in each 2011 area.

    Parameters
    ----------
    odd : area code -> people there, for the barracks and the hamlets of the story

    Returns
    -------
    DataFrame, one row for each 2011 area by code, columns 0 to 90
        The last holds everyone older too.
    """
    old = places.old_areas
    spread = np.exp(rng.normal(0, 0.12, len(old)))
    fullness = old["change"].map(FULLNESS).to_numpy(float)
    total = np.round(PEOPLE_EACH * fullness * spread).astype(int)
    total = pd.Series(total, old.index)
    total.update(pd.Series(odd))
    older = old["setting"].map(AGED_65_PLUS).to_numpy(float)
    older = np.clip(older * np.exp(rng.normal(0, 0.13, len(old))), 0.08, 0.5)
    counts = rng.multinomial(total.to_numpy(int), _shares(older))
    return pd.DataFrame(counts, index=old.index, columns=range(OLDEST + 1))


def _shares(older: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of each single year of age, one row for each area."""
    child = (1 - older) * AGED_UNDER_18
    first, second, third = (older * share for share in WITHIN_65_PLUS)
    bands = [
        (child, np.full(18, 1 / 18)),
        (1 - older - child, _tilted(47, 1.25)),
        (first, _tilted(10, 0.9)),
        (second, _tilted(10, 0.55)),
        # Everyone of 90 and over shares one column.
        (third, np.array([0.18, 0.155, 0.13, 0.11, 0.09, 0.335])),
    ]
    return np.hstack([band[:, np.newaxis] * within for band, within in bands])


def _tilted(years: int, last_to_first: float) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = np.linspace(1.0, last_to_first, years)
    return weights / weights.sum()


def in_2021_areas(people: pd.DataFrame, places: Places) -> pd.DataFrame:
    """Carry people over to 2021 areas: joined areas add up, halves share equally.

    Returns
    -------
    DataFrame, one row for each 2021 area by code
        people, people_18_64, people_65_74, people_75_84, people_85_plus.
    """
    bands = pd.DataFrame(
        {
            "people": people.sum(axis=1),
            "people_18_64": people.loc[:, 18:64].sum(axis=1),
            "people_65_74": people.loc[:, 65:74].sum(axis=1),
            "people_75_84": people.loc[:, 75:84].sum(axis=1),
            "people_85_plus": people.loc[:, 85:].sum(axis=1),
        }
    )
    links = places.changes
    parts = links.groupby("code_2011")["code_2021"].transform("size").to_numpy()
    shared = bands.loc[links["code_2011"]].div(parts, axis=0)
    return shared.groupby(links["code_2021"].to_numpy()).sum().loc[places.areas.index]


# Hours of care a week that a thousand people need, by age: the story's own, near what
# national tables give. The commissioner's page works out need for itself.
HOURS_PER_PERSON = {
    "people_18_64": 0.135,
    "people_65_74": 0.215,
    "people_75_84": 0.524,
    "people_85_plus": 1.427,
}


def hours_needed(people: pd.DataFrame) -> pd.Series:
    """Estimate the hours of care a week that each 2021 area needs."""
    bands = list(HOURS_PER_PERSON)
    return people[bands] @ pd.Series(HOURS_PER_PERSON)
