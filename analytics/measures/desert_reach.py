"""Who reaches each area, what is free there, and who waits for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.catchment import catchment_draws, floating_catchment
from analytics.access.levels import steps_of_journey
from analytics.access.reach import nearest_place, sums_in_reach
from analytics.access.replicates import pace_of
from analytics.access.supply import contact_share
from analytics.access.travel import points_of
from analytics.assumptions import assumption
from analytics.measures.ground import Ground
from analytics.measures.marks import blanked


def area_reach(
    ground: Ground, need: NDArray[np.float64], travels: Sequence[int]
) -> pd.DataFrame:
    """Say who reaches each area within each longest journey.

    Parameters
    ----------
    need : ndarray of shape (1, n_areas, n_needs), hours a week
        With assumptions as we hold them; our estimate first.
    travels : sequence of int, minutes

    Returns
    -------
    DataFrame, one row for each area and travel_minutes
        suppliers_in_reach, providers_in_reach (counts); largest_share (of the hours
        in reach) and largest_name (a provider's id where it is a person); free_hours
        (contact hours a week in reach); nearest_free_minutes, nearest_free_place and
        nearest_free_hours; waiting_hours (hours a week) and
        free_hours_per_hour_waiting. Blank where the area itself cannot be judged.
    """
    nearest = _nearest_free(ground)
    frames = []
    for travel in travels:
        parts = [
            ground.own[["area_code"]],
            _suppliers(ground, need, travel),
            nearest,
            _waited_for(ground, travel),
        ]
        frames.append(pd.concat(parts, axis=1).assign(travel_minutes=int(travel)))
    whole = pd.concat(frames, ignore_index=True)
    unknown = np.concatenate([ground.blank[travel] != "" for travel in travels])
    for column in whole.columns.drop(["area_code", "travel_minutes"]):
        if not column.endswith("_status"):
            blanked(whole, column, unknown, "not_supplied")
    return whole


def _suppliers(ground: Ground, need: NDArray[np.float64], travel: int) -> pd.DataFrame:
    """Count suppliers and providers in reach, and find whose part is largest."""
    names, of_provider = _providers(ground.supply)
    by_provider = catchment_draws(
        ground.locality.areas,
        need[:, :, :1],
        ground.locality.sites,
        contact_share(ground.held)[:, np.newaxis] * ground.locality.hours,
        of_provider,
        pace=pace_of(ground.held),
        limit=ground.locality.limits(travel),
        decay=steps_of_journey(ground.on),
        n_wanted=ground.locality.n_own,
    )[0, :, 0]
    counts = _in_reach(ground, travel, of_provider)
    free = _in_reach(ground, travel, _free_contact_hours(ground)[:, np.newaxis])[:, 0]
    total = by_provider.sum(axis=1)
    some = total > 0
    frame = pd.DataFrame(
        {
            "suppliers_in_reach": counts.sum(axis=1),
            "providers_in_reach": (counts > 0).sum(axis=1).astype(float),
            "largest_share": by_provider.max(axis=1) / np.where(some, total, 1.0),
            "largest_name": names[by_provider.argmax(axis=1)],
            "free_hours": free,
        }
    )
    blanked(frame, "largest_share", ~some, "not_applicable")
    blanked(frame, "largest_name", ~some, "not_applicable")
    return blanked(frame, "free_hours", np.isnan(free), "not_supplied")


def _in_reach(
    ground: Ground, travel: int, amounts: NDArray[np.float64]
) -> NDArray[np.float64]:
    return sums_in_reach(
        ground.locality.areas.take(slice(ground.locality.n_own)),
        ground.locality.sites,
        amounts,
        pace=pace_of(ground.held)[0],
        limit=ground.locality.limits(travel),
    )


def _providers(
    supply: pd.DataFrame,
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return who the providers are, and which sites are whose (0 or 1).

    An organisation goes by its name, a person by the provider's id. A site of which
    no provider is named is a provider of its own, called by its kind.
    """
    ids = supply["provider_id"].astype(object)
    rows = pd.Series([f"row {row}" for row in supply.index], index=supply.index)
    codes, _ = pd.factorize(ids.where(ids.notna(), rows))
    name = supply["name"].astype(object).where(supply["is_named"].astype(bool), ids)
    name = name.where(name.notna(), "a " + supply["kind"].str.replace("_", " "))
    first = pd.Series(codes).drop_duplicates().index
    return name.iloc[first].to_numpy(object), np.eye(codes.max() + 1)[codes]


def _free_contact_hours(ground: Ground) -> NDArray[np.float64]:
    free = ground.supply["hours_free"].to_numpy(float, na_value=np.nan)
    contact: NDArray[np.float64] = free * contact_share(ground.held)[0]
    return contact


def _nearest_free(ground: Ground) -> pd.DataFrame:
    """Find the nearest ward from which somebody with free hours sets out.

    Journeys are measured to the middle of the ward, never to a supplier: a few exact
    journeys would find a worker's home.
    """
    supply = ground.supply.assign(free=_free_contact_hours(ground))
    wards = (
        supply[(supply["free"] > 0) & supply["ward_x_m"].notna()]
        .groupby("ward_code")
        .agg(
            place=("ward_name", "first"),
            x_m=("ward_x_m", "first"),
            y_m=("ward_y_m", "first"),
            ruc_group=("ruc_group", "first"),
            free=("free", "sum"),
            workers=("workers", "sum"),
        )
    )
    own = ground.locality.areas.take(slice(ground.locality.n_own))
    near = nearest_place(own, points_of(wards), pace=pace_of(ground.held)[0])
    frame = pd.DataFrame(
        {
            "nearest_free_minutes": near.minutes,
            # The last entry stands for a ward that is not there.
            "nearest_free_place": np.append(wards["place"], [None])[near.place],
            "nearest_free_hours": np.append(wards["free"], np.nan)[near.place],
        }
    )
    unsaid = bool(supply["free"].isna().any())
    why = "not_supplied" if unsaid else "not_applicable"
    for column in ("nearest_free_minutes", "nearest_free_hours"):
        blanked(frame, column, near.place < 0, why)
    # The hours of one or two workers are theirs; that some are free may be said.
    least = assumption("protect.least_contributors", ground.on).value
    few = np.append(wards["workers"], least)[near.place] < least
    return blanked(frame, "nearest_free_hours", few, "suppressed")


def _waited_for(ground: Ground, travel: int) -> pd.DataFrame:
    """Set free contact hours beside the hours that people wait for.

    The second of two ratios, never crossed with the first: it has no line. Only this
    council's people who wait are known, and of them those whose hours are stated.
    """
    n_own = ground.locality.n_own
    waiting = ground.waiting
    if waiting is None:
        waiting = np.full(len(ground.locality.areas), np.nan)
    free = _free_contact_hours(ground)
    ratio = floating_catchment(
        ground.locality.areas,
        np.nan_to_num(waiting),
        ground.locality.sites,
        np.nan_to_num(free),
        pace=pace_of(ground.held)[0],
        limit=ground.locality.limits(travel),
        decay=steps_of_journey(ground.on),
    ).access[:n_own]
    unsaid = np.isnan(_in_reach(ground, travel, free[:, np.newaxis])[:, 0])
    own = waiting[:n_own]
    frame = pd.DataFrame({"waiting_hours": own, "free_hours_per_hour_waiting": ratio})
    blanked(frame, "waiting_hours", np.isnan(own), "not_supplied")
    blanked(frame, "free_hours_per_hour_waiting", own == 0, "not_applicable")
    return blanked(
        frame, "free_hours_per_hour_waiting", np.isnan(own) | unsaid, "not_supplied"
    )
