"""Invented supply: where workers set out from, who they are, for how many hours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd

from data.demo.places import COUNTY, Places

# Of the hours that people receive, those that workers are paid for: a visit of forty
# minutes, and ten to the next.
PAID_FOR_CONTACT = 1.25
HOURS_EACH = {"homecare_agency": 25.0, "supported_living": 28.0}
OTHER_HOURS_EACH = 21.0
# Share of the hours in a ward by kind of provider.
KIND_SHARES = {
    "supported_living": 0.10,
    "introductory_agency": 0.045,
    "micro_enterprise": 0.032,
    "personal_assistant": 0.009,
    "community_organisation": 0.02,
}
SITE_HOURS = {
    "homecare_agency": 1_530.0,
    "supported_living": 507.0,
    "introductory_agency": 267.0,
    "micro_enterprise": 160.0,
    "personal_assistant": 35.0,
    "community_organisation": 147.0,
}
# In the country a site is smaller, and there are more of them.
RURAL_SITE = 0.5


def sites(
    places: Places,
    need: pd.Series,
    providers: pd.DataFrame,
    story: Mapping[str, Any],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Lay out the places of supply as they stand now, ward by ward.

    Supply follows need, except where the story says that it does not.
    """
    areas = places.areas[places.areas["council_code"] != "X99000003"]
    wards = need.loc[areas.index].groupby(areas["ward_name"], sort=False).sum()
    level = pd.Series(float(story["level"]), wards.index)
    for place in story["places"]:
        if "level" in place:
            level[place["wards"]] = place["level"]
    rows: list[tuple[Any, ...]] = []
    by_area = dict(list(places.postcodes.groupby("area_2021")))
    # Each ward has numbers of its own, so that the story can change one alone.
    streams = dict(zip(wards.index, rng.spawn(len(wards)), strict=True))
    for ward, hours in (wards * level * PAID_FOR_CONTACT).items():
        own = streams[ward]
        inside = areas["ward_name"] == ward
        order = own.permutation([a for a in areas.index[inside] if a in by_area])
        turns = cycle(order)
        council = areas["council_code"][inside].iloc[0]
        is_rural = (areas["ruc21_code"][inside] == "RSF1").mean() > 0.5
        # The neighbour's return tells of its agencies alone, and less finely.
        parts = {"homecare_agency": float(hours)}
        if council == COUNTY:
            parts = _kinds(float(hours), own)
        for kind, part in parts.items():
            scale = RURAL_SITE if is_rural and kind == "homecare_agency" else 1.0
            for each in _parts(part, SITE_HOURS[kind] * scale, own):
                # One area after another, so that no part of a ward has all.
                area = next(turns)
                spot = by_area[area].iloc[own.integers(len(by_area[area]))]
                setting = areas["setting"][area]
                where = (spot["postcode"], spot["x"], spot["y"])
                rows.append((ward, council, setting, kind, *where, each))
    names = ["ward", "council", "setting", "kind", "postcode", "x", "y", "hours"]
    table = pd.DataFrame(rows, columns=names)
    return _finished(table, places, providers, story, rng)


def _kinds(hours: float, rng: np.random.Generator) -> dict[str, float]:
    """Share a ward's hours among the kinds of provider; small shares round away."""
    shares = {
        kind: share * hours * rng.uniform(0.4, 1.6)
        for kind, share in KIND_SHARES.items()
    }
    kept = {
        kind: part for kind, part in shares.items() if part > SITE_HOURS[kind] / 2.2
    }
    return {"homecare_agency": hours - sum(kept.values()), **kept}


def _parts(hours: float, each: float, rng: np.random.Generator) -> list[float]:
    """Cut hours into sites of about the usual size."""
    if hours < 20:
        return []
    n_sites = max(1, round(hours / each))
    return [float(part) for part in hours * rng.dirichlet(np.full(n_sites, 6.0))]


def _finished(
    table: pd.DataFrame,
    places: Places,
    providers: pd.DataFrame,
    story: Mapping[str, Any],
    rng: np.random.Generator,
) -> pd.DataFrame:
    each = table["kind"].map(HOURS_EACH).fillna(OTHER_HOURS_EACH)
    workers = np.maximum(1, np.round(table["hours"] / each)).astype(int)
    free = table["hours"] * np.clip(rng.normal(0.05, 0.03, len(table)), 0, 0.15)
    limit = pd.Series(np.nan, table.index)
    for place in story["places"]:
        here = table["ward"].isin([*place.get("wards", []), *place.get("around", [])])
        if "full_within_km" in place:
            hearts = places.own[places.own["ward_name"].isin(place["wards"])]
            free = free.mask(_near(table, hearts, place["full_within_km"]), 0.0)
        if "minutes" in place:
            limit = limit.mask(here, place["minutes"])
    return table.assign(
        provider_id=_owners(table, places, providers, rng),
        workers=workers,
        weekly_hours=np.round(table["hours"]),
        hours_free=np.round(np.minimum(free, table["hours"])),
        travel_limit_minutes=limit,
    )


def _near(table: pd.DataFrame, hearts: pd.DataFrame, kilometres: float) -> pd.Series:
    """Find the sites within some way of any of a place's areas."""
    east = table["x"].to_numpy(float)[:, np.newaxis] - hearts["x"].to_numpy(float)
    north = table["y"].to_numpy(float)[:, np.newaxis] - hearts["y"].to_numpy(float)
    away = np.hypot(east, north).min(axis=1)
    return pd.Series(away <= kilometres * 1000, table.index)


def _owners(
    table: pd.DataFrame,
    places: Places,
    providers: pd.DataFrame,
    rng: np.random.Generator,
) -> pd.Series:
    """Give each site to a provider of its kind, likely one whose home is near."""
    homes = places.areas.groupby("ward_name")[["x", "y"]].mean()
    here = providers[providers["tiers"].str[-1] != "-"]
    owner = pd.Series("", table.index)
    for kind, rows in table[table["council"] == COUNTY].groupby("kind"):
        of_kind = here[here["kind"] == kind]
        if of_kind.empty:
            continue  # personal assistants are on no register
        home = homes.loc[of_kind["ward"]].to_numpy()
        away = np.hypot(
            rows["x"].to_numpy(float)[:, np.newaxis] - home[:, 0],
            rows["y"].to_numpy(float)[:, np.newaxis] - home[:, 1],
        )
        pull = of_kind["weight"].to_numpy(float) * np.exp(-away / 6_000) + 1e-12
        chance = pull / pull.sum(axis=1, keepdims=True)
        pick = (chance.cumsum(axis=1) < rng.random((len(rows), 1))).sum(axis=1)
        owner[rows.index] = of_kind["provider_id"].to_numpy()[pick]
    return owner
