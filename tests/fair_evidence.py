"""Counts of a made-up council by place and kind, with differences where told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.catalogue.fairness_tables import BY_FIFTH, BY_PLACE, BY_TRAIT, SLOPES
from analytics.evidence import About, Evidence
from analytics.protect.statuses import complete_statuses
from analytics.selection import Selection
from analytics.stats.gradient import slope_within

DAY = dt.date(2026, 9, 30)
LEVELS = {
    "fifth": ("1", "2", "3", "4", "5", "unknown"),
    "rurality": ("urban", "larger_rural", "smaller_rural", "unknown"),
    "age": ("18_44", "45_64", "65_74", "75_84", "85_plus", "unknown"),
    "reason": ("physical", "memory", "learning_disability", "unknown"),
}
OF_AREAS = ("fifth", "rurality")
DECLARED = {each.name: each for each in (BY_PLACE, BY_TRAIT, BY_FIFTH, SLOPES)}
Counts = Mapping[str, tuple[float, float]]


def rows(counts: Counts, share: float, *, expects: bool = True) -> pd.DataFrame:
    """Return counts with what a common share expects of them."""
    frame = pd.DataFrame(
        [(name, *each) for name, each in counts.items()],
        columns=["level", "people", "people_all"],
    )
    n = frame["people_all"]
    frame["expected"] = n * share if expects else np.nan
    frame["variance"] = n * share * (1 - share) if expects else np.nan
    for column in ("expected", "variance"):
        frame[f"{column}_status"] = "ok" if expects else "not_applicable"
    return frame.assign(choice="either")


def slope(fifths: Counts) -> pd.DataFrame:
    """Return the slope of people who are all of one age and one reason."""
    counts = np.array([fifths.get(level, (0, 0)) for level in "54321"], float)
    found = slope_within(counts[:, :1], counts[:, 1:])
    frame = pd.DataFrame([{"choice": "either", **found._asdict()}])
    for column in found._fields:
        blank = frame[column].isna()
        frame[f"{column}_status"] = blank.map({True: "not_applicable", False: "ok"})
    return frame


def even(levels: tuple[str, ...], people: float, everybody: float) -> Counts:
    """Share people out evenly over the known levels."""
    known = [each for each in levels if each != "unknown"]
    return {each: (people / len(known), everybody / len(known)) for each in known}


def tables(
    places: Counts, traits: Mapping[str, Counts] | None = None
) -> dict[str, pd.DataFrame]:
    """Return the desk's tables: places as told, each trait as told or even."""
    people = sum(k for k, _ in places.values())
    everybody = sum(n for _, n in places.values())
    share = people / everybody if everybody else 0.0
    told = {
        trait: (traits or {}).get(trait, even(levels, people, everybody))
        for trait, levels in LEVELS.items()
    }
    by_trait = [
        rows(counts, share, expects=trait in OF_AREAS).assign(trait=trait)
        for trait, counts in told.items()
    ]
    by_fifth = [
        {"quarter_end": pd.Timestamp(DAY), "route": route, "fifth": level, "people": n}
        for level, (k, of) in told["fifth"].items()
        for route, n in (
            ("direct_payment", round(k)),
            ("isf", 0),
            ("managed_budget", round(of) - round(k)),
            ("commissioned", 0),
        )
    ]
    by_place = rows(places, share).rename(columns={"level": "place_name"})
    found = {
        BY_PLACE.name: by_place.assign(place_set="district"),
        BY_TRAIT.name: pd.concat(by_trait, ignore_index=True),
        BY_FIFTH.name: pd.DataFrame(by_fifth),
        SLOPES.name: slope(told["fifth"]),
    }
    return {
        name: complete_statuses(frame, DECLARED[name]) for name, frame in found.items()
    }


def evidence(
    found: Mapping[str, pd.DataFrame], view: str = "internal", **choices: str
) -> Evidence:
    """Return the tables as a page finds them."""
    about = About(
        council_code="X99000001",
        council_name="Mirrorshire",
        build_id="a",
        built_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        as_of=DAY,
        is_synthetic=True,
        supplied={"council_arrangements": DAY, "mhclg_deprivation": DAY},
        seed=1,
    )
    asked = {"choice": "either", "places": "district", **choices}
    selection = Selection("X99000001", view).with_choices(asked)  # type: ignore[arg-type]
    return Evidence(about, selection, dict(found))
