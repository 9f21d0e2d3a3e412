"""Invented offers: to whom each referral was put, in what order, and what they said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.choices import AS_OF
from data.demo.places import Places
from data.demo.providers import NEARNESS_M

COLUMNS = ["referral_id", "provider_id", "offer_order", "offered_on"]
COLUMNS += ["answer", "answered_on"]
MOST_OFFERS = 5
# Mean number before the one that is taken, and for each day until it is found.
MORE_OFFERS, MORE_A_DAY = 0.25, 1 / 18
DAYS_TO_ANSWER = 4
# So far a place of free hours is offered at all.
REACH_M = 25_000
DECLINED = 0.72  # of those who do not take it; the rest never answer
ASKED_ALL_THE_SAME = 0.3  # of those who then found their own worker


@dataclass(frozen=True)
class Market:
    """Who may be asked.

    Attributes
    ----------
    register : providers, with the days between which they are at work
    decided : the tier_decisions table
    sites : where workers set out from now, as `supply.sites` gives it
    places : where everything is
    """

    register: pd.DataFrame
    decided: pd.DataFrame
    sites: pd.DataFrame
    places: Places


@dataclass(frozen=True)
class _Asked:
    """Whom one referral may be offered to, by place in the register."""

    pull: NDArray[np.float64]
    is_tier_1: NDArray[np.bool_]
    free_tier_1: NDArray[np.int64]


def referral_offers(
    asked: pd.DataFrame, market: Market, tier_1_first: float, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the referral_offers table in the council's layout.

    Parameters
    ----------
    asked : the referrals table, made_on a date; only rows that are no fault
    tier_1_first : share of referrals, where a tier 1 provider with free hours is in
        reach, that are offered to one first
    """
    look = _Look(market)
    east, north = _homes(asked, market.places)
    rows: list[tuple[Any, ...]] = []
    for place, referral in enumerate(asked.itertuples(index=False)):
        made = pd.Timestamp(referral.made_on).date()
        found = look(made, east[place], north[place])
        taker = look.place.get(referral.placed_provider_id)
        found_their_own = referral.outcome == "placed" and taker is None
        if found_their_own and rng.random() > ASKED_ALL_THE_SAME:
            continue
        until = AS_OF
        if referral.outcome == "placed":
            until = dt.date.fromisoformat(referral.placed_on)
        more = MORE_OFFERS + MORE_A_DAY * (until - made).days
        if referral.outcome == "withdrawn":
            more = MORE_OFFERS
        n_asked = min(1 + int(rng.poisson(more)), MOST_OFFERS)
        ring = _ring(found, taker, n_asked, rng.random() < tier_1_first, rng)
        providers = [look.ids[each] for each in ring]
        is_taken = taker is not None
        rows += _told(referral.referral_id, providers, made, until, is_taken, rng)
    return pd.DataFrame(rows, columns=COLUMNS)


class _Look:
    """Finds whom a referral may be offered to, from its day and its place."""

    def __init__(self, market: Market) -> None:
        register = market.register
        self.ids = register["provider_id"].tolist()
        self.place = {one: place for place, one in enumerate(self.ids)}
        homes = market.places.areas.groupby("ward_name")[["x", "y"]].mean()
        self._homes = homes.loc[register["ward"]].to_numpy(float)
        self._weight = register["weight"].to_numpy(float)
        self._opened = register["opened"].to_numpy("datetime64[D]")
        self._closed = register["closed"].to_numpy("datetime64[D]")
        free = market.sites[
            (market.sites["hours_free"] > 0)
            & market.sites["provider_id"].isin(self.place)
        ]
        self._sites = free[["x", "y"]].to_numpy(float)
        self._whose = free["provider_id"].map(self.place).to_numpy(int)
        rows = market.decided.sort_values("decided_on")
        self._decided = rows["decided_on"].to_numpy("datetime64[D]")
        self._subject = rows["provider_id"].map(self.place).to_numpy(int)
        self._tier_1 = (rows["tier"] == "1").to_numpy(bool)

    def __call__(self, day: dt.date, x: float, y: float) -> _Asked:
        on = np.datetime64(day)
        is_tier_1 = np.zeros(len(self.ids), bool)
        by_then = self._decided <= on
        is_tier_1[self._subject[by_then]] = self._tier_1[by_then]
        is_there = (self._opened <= on) & (on <= self._closed)
        away = np.hypot(self._homes[:, 0] - x, self._homes[:, 1] - y)
        pull = self._weight * np.exp(-away / NEARNESS_M) * is_there + 1e-15 * is_there
        far = np.hypot(self._sites[:, 0] - x, self._sites[:, 1] - y)
        near = self._whose[np.argsort(far)[: int((far <= REACH_M).sum())]]
        may = near[is_tier_1[near] & is_there[near]]
        return _Asked(pull, is_tier_1, may)


def _homes(
    asked: pd.DataFrame, places: Places
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where each referral's home is, by postcode and else by area."""
    spots = places.postcodes.drop_duplicates("postcode").set_index("postcode")
    told = [
        asked["postcode"]
        .map(spots[axis])
        .fillna(asked["lsoa_code"].map(places.areas[axis]))
        .to_numpy(float)
        for axis in ("x", "y")
    ]
    return told[0], told[1]


def _ring(
    found: _Asked,
    taker: int | None,
    n_asked: int,
    tier_1_first: bool,
    rng: np.random.Generator,
) -> list[int]:
    """Order those who are asked, so that the first is of tier 1 or is not, as told.

    Where none of tier 1 with free hours is in reach, the first is not of tier 1.
    """
    wants_tier_1 = tier_1_first and len(found.free_tier_1) > 0
    takes_first = taker is not None and bool(found.is_tier_1[taker]) == wants_tier_1
    if takes_first and n_asked == 1:
        return [int(taker)] if taker is not None else []
    others = found.pull * (
        np.arange(len(found.pull)) != (-1 if taker is None else taker)
    )
    first = int(found.free_tier_1[0]) if wants_tier_1 else -1
    if wants_tier_1 and first == taker:
        return [first]
    if not wants_tier_1:
        first = _drawn(others * ~found.is_tier_1, rng)
    ring, n_others = [first], n_asked - (taker is not None)
    while len(ring) < n_others:
        left = others.copy()
        left[ring] = 0.0
        ring.append(_drawn(left, rng))
    return ring if taker is None else [*ring, taker]


def _drawn(pull: NDArray[np.float64], rng: np.random.Generator) -> int:
    chance = pull.cumsum()
    return int(np.searchsorted(chance, rng.random() * chance[-1], side="right"))


def _told(
    referral_id: str,
    providers: list[str],
    made: dt.date,
    until: dt.date,
    is_taken: bool,
    rng: np.random.Generator,
) -> Iterator[tuple[Any, ...]]:
    """Date the offers, one after another, and give what was answered."""
    last = (until - made).days
    days = [0, *np.sort(rng.integers(0, last + 1, len(providers) - 1)).tolist()]
    if is_taken:
        days[-1] = max(days[-1], last - int(rng.integers(0, DAYS_TO_ANSWER + 1)))
    for order, (provider_id, day) in enumerate(zip(providers, days, strict=True), 1):
        offered = made + dt.timedelta(day)
        if is_taken and order == len(providers):
            yield referral_id, provider_id, order, offered, "accepted", until
        elif rng.random() < DECLINED:
            latest = min(day + DAYS_TO_ANSWER, last)
            answered = made + dt.timedelta(int(rng.integers(day, latest + 1)))
            yield referral_id, provider_id, order, offered, "declined", answered
        else:
            yield referral_id, provider_id, order, offered, "no_answer", None
