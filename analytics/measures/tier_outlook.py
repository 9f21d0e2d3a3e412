"""How many providers each tier will hold in a year, at the pace seen so far."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.measures.tier_spells import (
    DAYS_A_YEAR,
    MOVES,
    tier_spells,
    watched,
)
from analytics.measures.tiers import OUTSIDE, TIERS
from analytics.stats.exposure import JEFFREYS_EVENTS, LIKELY
from analytics.stats.mix import mix_after
from analytics.stats.pace import rate_draws

N_DRAWS = 2_000
N_TIERS = len(TIERS)
Values = NDArray[np.float64]


class Outlook(NamedTuple):
    """What is expected of each tier, and last of all tiers together.

    Attributes
    ----------
    start : ndarray of shape (4,), providers on the day that it is foretold from
    middle, lower, upper : ndarray of shape (4,), providers a year on
    years : years between the first decision and that day
    moves : moves of any kind that the pace rests on
    """

    start: NDArray[np.int64]
    middle: Values
    lower: Values
    upper: Values
    years: float
    moves: int


def outlook(
    decisions: pd.DataFrame,
    until: pd.Timestamp,
    rng: np.random.Generator,
    *,
    since: pd.Timestamp | None = None,
    n: int = N_DRAWS,
) -> Outlook:
    """Foretell the mix of tiers a year after a day, from what was known on it.

    Parameters
    ----------
    decisions : DataFrame, as of `tier_spells`
    until : the day that it is foretold from
    rng : Generator
    since : the day after which the pace is learned; from the first decision when left
        out
    n : draws

    Notes
    -----
    Each move has a rate a year for each kind of provider, drawn to that of all kinds.
    Time on which a clock is paused counts: a provider may move all the same, and the
    year ahead will hold pauses too. Newcomers are counted after the quarter of the
    first decision, in which everybody is one.
    """
    spells = tier_spells(decisions, until)
    stays = watched(spells, until, since)
    kinds = sorted(spells["kind"].unique())
    standing = spells[spells["ended"].isna()]
    stock = pd.crosstab(standing["kind"], standing["tier"])
    stock = stock.reindex(index=kinds, columns=list(TIERS), fill_value=0)
    drawn = mix_after(
        stock.to_numpy(),
        _rates(stays, kinds, rng, n),
        _entries(spells, until, since, rng, n),
        _rates(stays.assign(kind=""), [""], rng, n)[:, 0],
        rng=rng,
    )
    counts = np.column_stack([drawn, drawn.sum(axis=1)])
    levels = [0.5, *LIKELY]
    middle, *ends = np.quantile(counts, levels, axis=0, method="inverted_cdf")
    now = stock.to_numpy().sum(axis=0)
    first = pd.to_datetime(decisions["decided_on"]).min()
    return Outlook(
        start=np.append(now, now.sum()),
        middle=middle,
        lower=ends[0],
        upper=ends[1],
        years=(until - first).days / DAYS_A_YEAR,
        moves=int(stays["move"].notna().sum()),
    )


def standing_on(decisions: pd.DataFrame, day: pd.Timestamp) -> NDArray[np.int64]:
    """Count the providers in each tier on a day, and last in all of them."""
    spells = tier_spells(decisions, day)
    counted = spells.loc[spells["ended"].isna(), "tier"].value_counts()
    each = [int(counted.get(tier, 0)) for tier in TIERS]
    return np.array([*each, sum(each)])


def _rates(
    stays: pd.DataFrame, kinds: list[str], rng: np.random.Generator, n: int
) -> Values:
    """Draw moves a year from each tier to each other, by kind."""
    rates = np.zeros((n, len(kinds), N_TIERS, N_TIERS + 1))
    for place, tier in enumerate(TIERS):
        here = stays[stays["tier"] == tier]
        if here.empty:
            continue  # nobody was watched here; who comes is taken to stay
        years = here.groupby("kind")["years"].sum().reindex(kinds, fill_value=0.0)
        for move in MOVES:
            goals = _goals(place, move)
            if not goals:
                continue
            made = here[here["move"] == move]
            moved = made.groupby("kind").size().reindex(kinds, fill_value=0)
            pace = rate_draws(moved, years, rng=rng, n=n)
            seen = [int((made["went_to"] == _name(goal)).sum()) for goal in goals]
            for goal, share in zip(goals, _shares(seen, rng, n), strict=True):
                rates[:, :, place, goal] = pace * share[:, None]
    return rates


def _goals(place: int, move: str) -> list[int]:
    """List the tiers that a move leads to, the nearest first."""
    if move == "left":
        return [N_TIERS]
    if move == "up":
        return list(range(place - 1, -1, -1))
    return list(range(place + 1, N_TIERS))


def _name(goal: int) -> str:
    return OUTSIDE if goal == N_TIERS else TIERS[goal]


def _shares(seen: list[int], rng: np.random.Generator, n: int) -> Values:
    """Share a move between nearest and further tier; a leap nobody made is left out."""
    further = sum(seen[1:])
    if not further:
        return np.array([np.ones(n), *(np.zeros(n) for _ in seen[1:])])
    leaps = rng.beta(further + JEFFREYS_EVENTS, seen[0] + JEFFREYS_EVENTS, n)
    return np.array([1 - leaps, leaps])


def _entries(
    spells: pd.DataFrame,
    until: pd.Timestamp,
    since: pd.Timestamp | None,
    rng: np.random.Generator,
    n: int,
) -> Values:
    """Draw newcomers a year at each tier, those who come back among them."""
    opened = spells["began"].min() + pd.offsets.QuarterEnd(0)
    start = opened if since is None else max(opened, since)
    years = (until - start).days / DAYS_A_YEAR
    if not years > 0:
        return np.zeros((n, N_TIERS))
    came = joined(spells)
    came = came[came["began"] > start]
    # Shares of one Jeffreys prior, so that all newcomers together have one.
    shape = np.array([(came["tier"] == tier).sum() for tier in TIERS])
    return rng.gamma(shape + JEFFREYS_EVENTS / N_TIERS, 1 / years, (n, N_TIERS))


def joined(spells: pd.DataFrame) -> pd.DataFrame:
    """Return the stays that began with a provider joining, or coming back."""
    ordered = spells.sort_values(["provider_id", "began"])
    ended_before = ordered.groupby("provider_id")["ended"].shift()
    return ordered[ended_before != ordered["began"]]
