"""How long providers take to move between tiers, how often, and where that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.tier_outlook import outlook, standing_on
from analytics.measures.tier_spells import (
    DAYS_A_YEAR,
    MOVES,
    paused_years,
    tier_spells,
    watched,
)
from analytics.measures.tiers import ALL, TIERS
from analytics.stats.pace import rate_draws
from analytics.stats.waits import chance_by
from data.queries.providers import read_tier_decisions

if TYPE_CHECKING:
    from data.vault import Vault

YEAR = "year"  # the pace of the last year alone
WATCHES = (ALL, YEAR)
NOW, YEAR_AGO = "now", "year_ago"
MONTHS = range(1, 25)
N_DRAWS = 4_000
ONE_YEAR = pd.DateOffset(years=1)
LEVELS = (0.5, 0.025, 0.975)  # of a pace: a 95% interval
MADE_BY = {"tier_1": ("down", "left"), "tier_2": MOVES, "tier_3": ("up", "left")}


def tier_progress(vault: Vault) -> dict[str, pd.DataFrame]:
    """Say how long moving up takes, at what pace, and what mix that leads to.

    Returns
    -------
    dict of DataFrame
        tier_waits: one row for each watch, tier, move and month since the decision
        that gave the tier: chance, chance_lower, chance_upper (likely range), ended
        and watched (providers).
        tier_paces: one row for each watch, kind, tier and move: moves, provider_years,
        paused_years, rate, rate_lower, rate_upper (moves a provider-year, its 95%
        interval; blank for a kind that was watched too little).
        tier_outlook: one row for each watch, day foretold from and tier.
    """
    decisions = read_tier_decisions(vault).fillna({"kind": "unknown"})
    until = pd.Timestamp(vault.as_of)
    rng = np.random.default_rng(vault.seed)
    waits, paces, mixes = [], [], []
    for watch in WATCHES if len(decisions) else ():
        since = until - ONE_YEAR if watch == YEAR else None
        stays = watched(tier_spells(decisions, until), until, since)
        stays["paused"] = paused_years(stays, decisions, until)
        waits += _waits(watch, stays)
        paces += _paces(watch, stays, rng)
        mixes += _mixes(watch, decisions, until, rng)
    return {
        "tier_waits": _framed(waits, WAITS),
        "tier_paces": _framed(paces, PACES),
        "tier_outlook": _framed(mixes, MIXES),
    }


def _framed(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    """Make a frame in which numbers are numbers, also where there is no row."""
    frame = pd.DataFrame(rows, columns=columns)
    marked = [name for name in columns if f"{name}_status" in columns]
    return frame.astype(dict.fromkeys(marked, float))


WAITS = [
    "watch",
    "tier",
    "move",
    "months",
    "chance",
    "chance_status",
    "chance_lower",
    "chance_lower_status",
    "chance_upper",
    "chance_upper_status",
    "ended",
    "watched",
]


def _waits(watch: str, stays: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the chance of each end by each month, where enough are watched."""
    rows = []
    months = np.array(MONTHS)
    least = assumption("progress.least_at_risk").value
    for tier, moves in MADE_BY.items():
        here = stays[stays["tier"] == tier]
        if here.empty:
            continue
        number = {move: place + 1 for place, move in enumerate(moves)}
        found = chance_by(
            here["exit"],
            here["move"].map(number).fillna(0).astype(int),
            months * DAYS_A_YEAR / 12,
            entries=here["entry"],
            n_causes=len(moves),
        )
        for place, move in enumerate(moves):
            for row, month in enumerate(months):
                thin = found.thinnest[row] < least
                values = {
                    "chance": found.chance[row, place],
                    "chance_lower": found.lower[row, place],
                    "chance_upper": found.upper[row, place],
                }
                rows.append(
                    {
                        "watch": watch,
                        "tier": tier,
                        "move": move,
                        "months": int(month),
                        **_told(values, thin),
                        "ended": int(found.ended[row, place]),
                        "watched": int(found.watched[row]),
                    }
                )
    return rows


def _told(values: dict[str, float], is_blank: bool) -> dict[str, Any]:
    """Give numbers with the status of those that are too thin to tell."""
    told: dict[str, Any] = {}
    for name, value in values.items():
        blank = is_blank or not np.isfinite(value)
        told[name] = np.nan if blank else float(value)
        told[f"{name}_status"] = "not_applicable" if blank else None
    return told


PACES = [
    "watch",
    "kind",
    "tier",
    "move",
    "moves",
    "provider_years",
    "paused_years",
    "rate",
    "rate_status",
    "rate_lower",
    "rate_lower_status",
    "rate_upper",
    "rate_upper_status",
]


def _paces(
    watch: str, stays: pd.DataFrame, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Give the rate of each move, of all kinds and of each drawn to that of all."""
    rows = []
    kinds = sorted(stays["kind"].unique())
    least = assumption("progress.least_years").value
    for tier, moves in MADE_BY.items():
        here = stays[stays["tier"] == tier]
        by_kind = here.groupby("kind")[["years", "paused"]].sum()
        by_kind = by_kind.reindex(kinds, fill_value=0.0)
        if here.empty:
            continue
        for move in moves:
            made = here[here["move"] == move].groupby("kind").size()
            made = made.reindex(kinds, fill_value=0)
            years, paused = by_kind["years"], by_kind["paused"]
            of_all = rate_draws([made.sum()], [years.sum()], rng=rng, n=N_DRAWS)
            of_each = rate_draws(made, years, rng=rng, n=N_DRAWS)
            cells = [(ALL, made.sum(), years.sum(), paused.sum(), of_all[:, 0])]
            cells += zip(kinds, made, years, paused, of_each.T, strict=True)
            for kind, number, time, stood, draws in cells:
                middle, lower, upper = np.quantile(draws, LEVELS)
                ends = {"rate": middle, "rate_lower": lower, "rate_upper": upper}
                rows.append(
                    {
                        "watch": watch,
                        "kind": kind,
                        "tier": tier,
                        "move": move,
                        "moves": int(number),
                        "provider_years": float(time),
                        "paused_years": float(stood),
                        **_told(ends, is_blank=kind != ALL and time < least),
                    }
                )
    return rows


MIXES = [
    "watch",
    "starts",
    "tier",
    "foretold_from",
    "providers_at_start",
    "providers_expected",
    "providers_expected_status",
    "providers_lower",
    "providers_lower_status",
    "providers_upper",
    "providers_upper_status",
    "providers_at_end",
    "providers_at_end_status",
    "months_known",
    "moves_known",
]


def _mixes(
    watch: str, decisions: pd.DataFrame, until: pd.Timestamp, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Foretell the mix from today, and try the same from a year ago."""
    rows = []
    real = standing_on(decisions, until)
    for starts, day in ((NOW, until), (YEAR_AGO, until - ONE_YEAR)):
        known = decisions[pd.to_datetime(decisions["decided_on"]) <= day]
        if known.empty:
            continue
        since = day - ONE_YEAR if watch == YEAR else None
        found = outlook(known, day, rng, since=since)
        thin = not is_enough(found.years, found.moves)
        for place, tier in enumerate((*TIERS, ALL)):
            ends = {
                "providers_expected": found.middle[place],
                "providers_lower": found.lower[place],
                "providers_upper": found.upper[place],
            }
            at_end = {"providers_at_end": real[place] if starts == YEAR_AGO else np.nan}
            rows.append(
                {
                    "watch": watch,
                    "starts": starts,
                    "tier": tier,
                    "foretold_from": day,
                    "providers_at_start": int(found.start[place]),
                    **_told(ends, thin),
                    **_told(at_end, is_blank=False),
                    "months_known": round(found.years * 12, 1),
                    "moves_known": found.moves,
                }
            )
    return rows


def is_enough(years: float, moves: int) -> bool:
    """Say whether the past up to a day is enough to foretell a year from."""
    return (
        years * 12 >= assumption("progress.least_months").value
        and moves >= assumption("progress.least_moves").value
    )
