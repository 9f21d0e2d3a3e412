"""Worlds for the pages' own estimates: what is planted, and whether it was held."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.assumptions import assumption
from analytics.measures.tier_outlook import outlook, standing_on
from analytics.measures.tier_spells import DAYS_A_YEAR, tier_spells, watched
from analytics.stats.forecast import forecast
from analytics.stats.funnel import binomial_limits, spread, widened
from analytics.stats.local_level import DAMPING, DRIFTS
from analytics.stats.pace import rate_draws
from analytics.stats.shrinkage import beta_binomial
from analytics.stats.waits import chance_by

OPENED = pd.Timestamp("2023-01-01")
YEARS = 3.0
UNTIL = OPENED + pd.Timedelta(days=730)  # foretold from here, a year before the end
END = UNTIL + pd.DateOffset(years=1)
KINDS = tuple(f"kind_{letter}" for letter in "abcdef")
OF_TIERS = (0.1, 0.3, 0.6)  # of those there at the start
NEWCOMERS = 3.0  # a year, into tier 2 or 3

Rng = np.random.Generator
Values = NDArray[np.float64]


def _life(
    rng: Rng, who: str, kind: int, tier: int, since: float, pace: dict[str, Values]
) -> list[tuple[str, str, str, float]]:
    """Follow one provider from tier to tier until it leaves or the time is over."""
    rows, now = [], since
    while now < YEARS:
        rows.append((who, KINDS[kind], f"tier_{tier}", now))
        rates = {
            f"{tier - 1}": pace["up"][kind] if tier > 1 else 0.0,
            f"{tier + 1}": pace["down"][kind] if tier < len(OF_TIERS) else 0.0,
            "none": pace["left"][kind],
        }
        total = sum(rates.values())
        now += rng.exponential(1 / total)
        goal = str(rng.choice(list(rates), p=np.array(list(rates.values())) / total))
        if goal == "none":
            rows.append((who, KINDS[kind], "none", now))
            break
        tier = int(goal)
    return [row for row in rows if row[-1] < YEARS]


def _history(rng: Rng, n: int, pace: dict[str, Values]) -> pd.DataFrame:
    """Make the decisions of providers that move at planted paces for three years."""
    rows: list[tuple[str, str, str, float]] = []
    n_new = rng.poisson(NEWCOMERS * YEARS)
    since = np.concatenate([rng.uniform(0, 0.06, n), rng.uniform(0.1, YEARS, n_new)])
    tiers = rng.choice([1, 2, 3], n, p=OF_TIERS).tolist()
    tiers += rng.choice([2, 3], n_new, p=(0.3, 0.7)).tolist()
    for i, (start, tier) in enumerate(zip(since, tiers, strict=True)):
        kind = int(rng.integers(len(KINDS)))
        rows += _life(rng, f"P{i:03}", kind, tier, float(start), pace)
    frame = pd.DataFrame(rows, columns=["provider_id", "kind", "tier", "at"])
    days = np.ceil(frame.pop("at") * DAYS_A_YEAR)
    frame["decided_on"] = OPENED + pd.to_timedelta(days, unit="D")
    return frame.drop_duplicates(["provider_id", "decided_on"], keep="last")


@cache
def _least_at_risk() -> float:
    return assumption("progress.least_at_risk").value


def next_tier(rng: Rng) -> bool:
    """Hold the chance to move up from tier 3 within a year of the decision.

    Half of the worlds are watched from their start, half for a year alone, those
    already in the tier entering late. Where too few are watched nothing is told, so
    another world is made.
    """
    while True:
        up, left = rng.uniform(0.1, 0.5), rng.uniform(0.03, 0.2)
        each = np.ones(len(KINDS))
        pace = {"up": up * each, "down": 0.04 * each, "left": left * each}
        decisions = _history(rng, int(rng.integers(40, 160)), pace)
        since = UNTIL - pd.DateOffset(years=1) if rng.random() < 0.5 else None
        stays = watched(tier_spells(decisions, UNTIL), UNTIL, since)
        here = stays[stays["tier"] == "tier_3"]
        causes = here["move"].map({"up": 1, "left": 2}).fillna(0).astype(int)
        found = chance_by(
            here["exit"], causes, [DAYS_A_YEAR], entries=here["entry"], n_causes=2
        )
        if found.thinnest[0] >= _least_at_risk():
            break
    total = up + left
    truth = up / total * -np.expm1(-total * int(DAYS_A_YEAR) / DAYS_A_YEAR)
    return bool(found.lower[0, 0] <= truth <= found.upper[0, 0])


def paces(rng: Rng) -> float:
    """Hold the pace at which each of seven kinds moves up."""
    truth, years = rng.gamma(4, 0.27 / 4, 7), rng.uniform(2, 30, 7)
    drawn = rate_draws(rng.poisson(truth * years), years, rng=rng, n=2_000)
    lower, upper = np.quantile(drawn, (0.025, 0.975), axis=0)
    return float(((lower <= truth) & (truth <= upper)).mean())


def mix_a_year_on(rng: Rng) -> float:
    """Hold how many each tier, and all of them, really hold a year later."""
    means = {"up": 0.25, "down": 0.04, "left": 0.08}
    pace = {name: rng.gamma(6, mean / 6, len(KINDS)) for name, mean in means.items()}
    decisions = _history(rng, 60, pace)
    found = outlook(decisions, UNTIL, rng, n=1_000)
    real = standing_on(decisions, END)
    return float(((found.lower <= real) & (real <= found.upper)).mean())


def scorecards(rng: Rng) -> float:
    """Hold the share of good feedback of those of 50 providers that have a score."""
    mean = np.clip(rng.normal(3.85, 0.28, 50), 1.5, 4.9)
    step = (mean - 1) / 4
    truth = 4 * step**3 * (1 - step) + step**4  # three or four steps of four
    pieces = rng.integers(1, 58, 50)
    found = beta_binomial(rng.binomial(pieces, truth), pieces, rng=rng)
    scored = np.isfinite(found.middle)
    held = (found.lower <= truth) & (truth <= found.upper)
    return float(held[scored].mean())


def uptake_ahead(rng: Rng) -> bool:
    """Hold the share on a route a year after 24 quarters, where it can be told."""
    people, ahead, told = 4_800, 4, 24
    while True:
        series = -0.4 + 0.02 * _wandering(rng, told + ahead)
        counted = np.round(people / (1 + np.exp(-series)))
        logits = np.log(counted / (people - counted))
        found = forecast(logits[:told], ahead=ahead)
        if found.can_tell:
            return bool(found.lower[-1] <= logits[-1] <= found.upper[-1])


def _wandering(rng: Rng, n: int) -> Values:
    """Make a level that steps, a drift that fades, and wobble, in any mixture."""
    share, size = rng.uniform(), rng.choice(DRIFTS)
    push = np.sqrt(share) * size * rng.standard_normal(n)
    drift: Any = np.empty(n)
    drift[0] = push[0]
    for i in range(1, n):
        drift[i] = DAMPING * drift[i - 1] + np.sqrt(1 - DAMPING**2) * push[i]
    level = np.cumsum(drift + np.sqrt(share) * rng.standard_normal(n))
    return level + np.sqrt(1 - share) * rng.standard_normal(n)


def widened_funnel(rng: Rng) -> float:
    """Hold the shares of 24 places that differ by more than luck."""
    people = rng.integers(40, 400, 24)
    apart = rng.uniform(0.02, 0.12)
    truth = np.clip(0.4 + apart * rng.standard_normal(24), 0.02, 0.98)
    counted = rng.binomial(people, truth)
    share, common = counted / people, counted.sum() / people.sum()
    errors = np.sqrt(common * (1 - common) / people)
    found = spread(share, errors, common)
    lower, upper = widened(
        binomial_limits(people, common),
        common,
        found,
        standard_errors=errors,
        highest=1,
    )
    return float(((lower <= share) & (share <= upper)).mean())
