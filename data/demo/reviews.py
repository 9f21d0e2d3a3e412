"""Invented reviews of people, and what citizens say of providers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.choices import AS_OF, draw

FIRST_REVIEW = pd.Timestamp("2023-10-01")
COLUMNS = [
    "person_id",
    "reviewed_on",
    "weekly_hours",
    "independence_0_10",
    "satisfaction_0_10",
    "community_links_0_10",
    "less_support_was_own_aim",
    "pilot_group",
]
PILOT = "fading-2025"
AIM = {"unknown": 0.6, "no": 0.25, "yes": 0.15}
FOUR_QUARTERS = 4  # hours are told to the quarter


def reviews(
    rows: pd.DataFrame, story: Mapping[str, Any], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the reviews table in the council's layout.

    Whatever changes for a person changes at one review, all at once, and stays so: what
    became of them is the same between any two reviews about it. The last review has the
    hours of the arrangement.

    Parameters
    ----------
    rows : arrangements, with the columns that other tables are made from
    story : people of each kind; `in_pilot`, of how many of each kind the pilot has
    """
    people = _people(rows, sum(story["people"].values()), rng)
    kinds = np.repeat(list(story["people"]), list(story["people"].values()))
    nth: dict[str, int] = dict.fromkeys(story["people"], 0)
    told = []
    for person, kind in zip(people.itertuples(index=False), kinds, strict=True):
        pilot = PILOT if nth[kind] < story["in_pilot"].get(kind, 0) else ""
        told.append(_person(person, str(kind), rng).assign(pilot_group=pilot))
        nth[kind] += 1
    every = pd.concat(told, ignore_index=True)
    return every.sort_values(["reviewed_on", "person_id"], ignore_index=True)[COLUMNS]


def _people(
    rows: pd.DataFrame, how_many: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Choose people who have been here long enough to be reviewed more than once."""
    reviewed = pd.to_datetime(rows["last_reviewed_on"].replace("", None))
    fit = rows["ended_on"].isna() & rows["weekly_hours"].ge(2)
    fit &= ~rows["is_second"] & rows["age_band"].ne("under 18")
    fit &= (reviewed - rows["began"]).dt.days.gt(300)
    fit &= (reviewed - FIRST_REVIEW).dt.days.gt(300)
    alone = ~rows["person_id"].duplicated(keep=False)
    may = rows[fit & alone].assign(reviewed=reviewed)
    return may.iloc[rng.permutation(len(may))[:how_many]]


def _person(person: Any, kind: str, rng: np.random.Generator) -> pd.DataFrame:
    """Return the reviews of one person, of whom something is planted."""
    days = _days(person.began, person.reviewed, rng)
    n, change = len(days), int(rng.integers(1, len(days)))
    is_after = np.arange(n) >= change
    change_of = _CHANGES[kind]
    rise = change_of["hours"]
    before = np.round(person.weekly_hours * rng.uniform(*rise) * FOUR_QUARTERS)
    hours = np.where(is_after, person.weekly_hours, before / FOUR_QUARTERS)
    scores = {}
    for name in ("independence", "satisfaction", "community_links"):
        low, high = change_of[name]
        step = int(rng.integers(low, high + 1))
        base = int(rng.integers(max(0, -step) + 1, 10 - max(0, step)))
        scores[f"{name}_0_10"] = (base + step * is_after).astype(float)
    if kind == "steady":
        scores = {name: _wobbled(score, rng) for name, score in scores.items()}
    if kind == "not_told":
        scores["independence_0_10"][change:] = np.nan
    aims: Mapping[str, float] = change_of["aim"]
    return pd.DataFrame(
        {
            "person_id": person.person_id,
            "reviewed_on": days,
            "weekly_hours": hours,
            **scores,
            "less_support_was_own_aim": str(draw(aims, 1, rng)[0]),
        }
    )


_NO_CHANGE, _SAME_OR_BETTER = (0, 0), (0, 2)
_LESS: Mapping[str, Any] = {
    # What the hours were before, in times of what they are now.
    "hours": (1.25, 1.9),
    "independence": _SAME_OR_BETTER,
    "satisfaction": _SAME_OR_BETTER,
    "community_links": (-1, 2),
    "aim": {"yes": 1.0},
}
_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "faded": {**_LESS, "independence": (1, 3)},
    "cut_independence_fell": {**_LESS, "independence": (-3, -1)},
    "cut_satisfaction_fell": {**_LESS, "satisfaction": (-4, -1)},
    "cut_not_own_aim": {**_LESS, "aim": {"no": 0.6, "unknown": 0.4}},
    "not_told": _LESS,
    "more_hours": {**_LESS, "hours": (0.5, 0.8), "aim": AIM},
    "steady": {
        "hours": (1.0, 1.0),
        "independence": _NO_CHANGE,
        "satisfaction": _NO_CHANGE,
        "community_links": _NO_CHANGE,
        "aim": AIM,
    },
}


def _days(
    began: pd.Timestamp, last: pd.Timestamp, rng: np.random.Generator
) -> Sequence[str]:
    """Return two to four days of review, the last as the arrangement has it."""
    first = max(began + pd.Timedelta(30, "D"), FIRST_REVIEW)
    days = [last]
    for _ in range(int(rng.integers(1, 4))):
        before = days[0] - pd.Timedelta(int(rng.integers(150, 270)), "D")
        if before >= first:
            days.insert(0, before)
    return [f"{day:%Y-%m-%d}" for day in days]


def _wobbled(
    score: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Let scores of people for whom nothing changed go up and down, and be left out."""
    wobble = rng.integers(-1, 2, len(score))
    told = np.clip(score + wobble, 0, 10)
    told[rng.random(len(score)) < 0.05] = np.nan
    return told


SOURCES = {"survey": 0.5, "online": 0.25, "panel": 0.18, "mystery_shopper": 0.07}
THEMES = {
    "reliability": 0.2,
    "timekeeping": 0.16,
    "communication": 0.16,
    "continuity": 0.14,
    "choice_and_control": 0.12,
    "dignity": 0.1,
    "flexibility": 0.06,
    "independence": 0.06,
}
FEEDBACK_SINCE = dt.date(2023, 10, 1)
STEPS = 4  # between the worst score and the best


def feedback(
    register: pd.DataFrame, story: Mapping[str, Any], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the feedback table: scores about each provider's planted mean.

    Parameters
    ----------
    register : providers, with the days between which they were at work
    story : `providers`, provider_id -> true mean and number of scores
    """
    parts = []
    at_work = register.set_index("provider_id")
    for provider_id, (mean, n) in story["providers"].items():
        own = at_work.loc[provider_id]
        first, last = max(own["opened"], FEEDBACK_SINCE), min(own["closed"], AS_OF)
        days = rng.integers(0, (last - first).days + 1, n)
        parts.append(
            pd.DataFrame(
                {
                    "provider_id": provider_id,
                    "given_on": [first + dt.timedelta(int(day)) for day in days],
                    "source": draw(SOURCES, n, rng),
                    "score_1_5": 1 + rng.binomial(STEPS, (mean - 1) / STEPS, n),
                    "theme": np.where(rng.random(n) < 0.8, draw(THEMES, n, rng), ""),
                }
            )
        )
    every = pd.concat(parts, ignore_index=True)
    return every.sort_values(["given_on", "provider_id"], ignore_index=True)
