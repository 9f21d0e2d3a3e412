"""Who has a direct payment or an ISF, by where they live and by who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.measures.uptake import DISTRICT, ELSEWHERE, ROUTES, UNKNOWN
from analytics.measures.uptake_reasons import REASONS, group_of
from analytics.stats.gradient import slope_within
from analytics.stats.standardise import indirectly
from data.queries.fairness import read_area_likeness, read_people_by_mix
from data.queries.zones import read_area_zones

if TYPE_CHECKING:
    from data.vault import Vault

CHOICES = {
    "either": ("direct_payment", "isf"),
    "direct_payment": ("direct_payment",),
    "isf": ("isf",),
}
WARD = "ward"
FIFTHS = ("1", "2", "3", "4", "5")
RURALITIES = ("urban", "larger_rural", "smaller_rural")
# Young bands are few and old ones fewer, so some go together.
AGES = {
    "18_to_24": "18_44",
    "25_to_44": "18_44",
    "45_to_64": "45_64",
    "18_to_64": "18_64",
    "65_to_74": "65_74",
    "75_to_84": "75_84",
    "85_to_94": "85_plus",
    "95_and_over": "85_plus",
    "65_and_over": "65_plus",
}
LEVELS: Mapping[str, tuple[str, ...]] = {
    "fifth": (*FIFTHS, UNKNOWN),
    "rurality": (*RURALITIES, UNKNOWN),
    "age": (*dict.fromkeys(AGES.values()), UNKNOWN),
    "reason": REASONS,
}
OF_AREAS = ("fifth", "rurality")  # traits whose people differ in age and reason


def choice_alike(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count who has a direct payment or an ISF, and how many their mix would make.

    On the last quarter's end, each person once on the highest route, no children. What
    is expected of a place or a kind of area is what its people would count, had each
    age and support reason the share that it has in the whole council (indirect
    standardisation); people of unknown age or reason are a group of their own.

    Returns
    -------
    dict of DataFrame
        people_by_choice_place: one row for each choice (either, direct_payment, isf),
        place_set (district, ward, or one of the council's own) and place_name (also
        unknown and elsewhere).
        people_by_choice_trait: one row for each choice, trait (fifth of areas by
        deprivation, rurality, age, reason) and level.
        Both with people (with that choice), people_all, expected (people) and variance
        (people squared); the last two are not applicable to age and reason.
        people_by_route_fifth: one row for each quarter_end, route and fifth, with
        people.
        choice_slope: one row for each choice, with difference, lower and upper (shares:
        from the least deprived end to the most, among people of one age and reason).
    """
    mix = _described(vault)
    places = _places(vault, mix)
    return {
        "people_by_choice_place": _stacked(
            [
                _counted(mix, of_place, sorted(set(levels))).assign(place_set=name)
                for name, (of_place, levels) in places.items()
            ],
            {"level": "place_name"},
        ),
        "people_by_choice_trait": _stacked(
            [
                _counted(mix, mix[trait], levels, expects=trait in OF_AREAS).assign(
                    trait=trait
                )
                for trait, levels in LEVELS.items()
            ],
            {},
        ),
        "people_by_route_fifth": _by_route(mix),
        "choice_slope": _slopes(mix),
    }


def _described(vault: Vault) -> pd.DataFrame:
    """Give each count its stratum, and the traits of the people and of their area."""
    mix = read_people_by_mix(vault)
    mix = mix.merge(read_area_likeness(vault), on="area_code", how="left")
    # A decile of none is a blank; pairs of tenths make fifths.
    fifth = ((mix["imd_decile"].astype(float) + 1) // 2).map("{:.0f}".format)
    return mix.assign(
        fifth=fifth.where(mix["imd_decile"].notna(), UNKNOWN),
        rurality=mix["ruc_group"].fillna(UNKNOWN),
        age=mix["age_band"].map(AGES).fillna(UNKNOWN),
        reason=mix["support_reason"].map(group_of),
        is_own=mix["is_own"].fillna(False).astype(bool),
    )


def _places(vault: Vault, mix: pd.DataFrame) -> dict[str, tuple[pd.Series, list[str]]]:
    """Return each set of places: where each count's people live, and every place."""
    areas = read_area_likeness(vault).query("is_own")
    areas = areas.assign(ward=_ward_names(areas))
    sets = {
        DISTRICT: areas[["area_code", "district_name"]],
        WARD: areas[["area_code", "ward"]],
    }
    for name, zones in read_area_zones(vault).groupby("group_set"):
        own = f"own {name}" if str(name).lower() in (DISTRICT, WARD) else str(name)
        sets[own] = zones[["area_code", "group_name"]]
    return {name: _living_in(mix, rows) for name, rows in sets.items()}


def _ward_names(areas: pd.DataFrame) -> pd.Series:
    """Name wards, those that share a name with their district behind."""
    codes = areas.groupby("ward_name")["ward_code"].transform("nunique")
    longer = areas["ward_name"] + " (" + areas["district_name"] + ")"
    return areas["ward_name"].where(codes <= 1, longer)


def _living_in(mix: pd.DataFrame, rows: pd.DataFrame) -> tuple[pd.Series, list[str]]:
    of_area = rows.dropna().set_axis(["area_code", "place"], axis=1)
    of_area = of_area.drop_duplicates("area_code").set_index("area_code")["place"]
    is_elsewhere = (
        mix["area_code"].notna() & mix["district_name"].notna() & ~mix["is_own"]
    )
    place = mix["area_code"].map(of_area).fillna(UNKNOWN)
    return place.mask(is_elsewhere, ELSEWHERE), [*of_area, UNKNOWN, ELSEWHERE]


def _counted(
    mix: pd.DataFrame, level: pd.Series, levels: Sequence[str], *, expects: bool = True
) -> pd.DataFrame:
    """Count each level's people by choice, and what their ages and reasons expect."""
    everybody = _by_stratum(mix, level, levels)
    found = []
    for choice, routes in CHOICES.items():
        chosen = _by_stratum(mix, level, levels, routes)
        expected = indirectly(chosen, everybody)
        found.append(
            pd.DataFrame(
                {
                    "choice": choice,
                    "level": list(levels),
                    "people": chosen.sum(axis=1).to_numpy(),
                    "people_all": everybody.sum(axis=1).to_numpy(),
                    "expected": expected.events if expects else np.nan,
                    "variance": expected.variance if expects else np.nan,
                }
            )
        )
    return pd.concat(found, ignore_index=True)


def _by_stratum(
    mix: pd.DataFrame,
    level: pd.Series,
    levels: Sequence[str],
    routes: Sequence[str] = ROUTES,
) -> pd.DataFrame:
    """Count people on some routes, levels down, every stratum of age and reason across.

    People on the other routes stay as zeros, so that every table has the same strata.
    """
    people = mix["people"].where(mix["route"].isin(routes), 0).astype(float)
    by = mix.assign(level=level, people=people).pivot_table(
        index="level",
        columns=["age", "reason"],
        values="people",
        aggfunc="sum",
        fill_value=0,
    )
    return by.reindex(levels, fill_value=0)


def _slopes(mix: pd.DataFrame) -> pd.DataFrame:
    """Fit each choice's slope by deprivation within ages and reasons."""
    order = FIFTHS[::-1]
    everybody = _by_stratum(mix, mix["fifth"], order)
    found = {
        choice: slope_within(_by_stratum(mix, mix["fifth"], order, routes), everybody)
        for choice, routes in CHOICES.items()
    }
    frame = pd.DataFrame(found.values(), columns=["difference", "lower", "upper"])
    for column in list(frame):
        frame[f"{column}_status"] = np.where(
            frame[column].isna(), "not_applicable", "ok"
        )
    return frame.assign(choice=list(found))


def _stacked(parts: Sequence[pd.DataFrame], names: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.concat(parts, ignore_index=True).rename(columns=names)
    for column in ("expected", "variance"):
        frame[f"{column}_status"] = np.where(
            frame[column].isna(), "not_applicable", "ok"
        )
    return frame


def _by_route(mix: pd.DataFrame) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product(
        [sorted(mix["quarter_end"].unique()), ROUTES, LEVELS["fifth"]],
        names=["quarter_end", "route", "fifth"],
    )
    people = mix.groupby(list(grid.names))["people"].sum()
    return people.reindex(grid, fill_value=0).rename("people").reset_index()
