"""Do our intervals hold a planted truth as often as they say? One seed, one world."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.stats.competing import aalen_johansen
from analytics.stats.exposure import chance_within
from analytics.stats.forecast import predicted
from analytics.stats.funnel import ALARM, WARNING, binomial_limits, poisson_limits
from analytics.stats.local_level import DAMPING, DRIFTS
from analytics.stats.rates import difference_interval, wilson_interval
from analytics.stats.shrinkage import beta_binomial, gamma_poisson, log_normal
from analytics.stats.survival import kaplan_meier
from bench import planted

TEMPLATE = Path(__file__).with_suffix(".md")
DOCUMENT = Path(__file__).parents[1] / "docs" / "coverage.md"
SEEDS = 1_000
STANDARD_ERRORS = 3.3

Rng = np.random.Generator
Values = NDArray[np.float64]


class Check(NamedTuple):
    """One interval, and a world in which we know what it should hold.

    Attributes
    ----------
    words : what is held, and in which world
    nominal : how often it should be
    holds : from a world's randomness, whether it was; where a world has many truths,
        the share of them
    of_counts : True where only whole counts are seen: then the interval may hold
        the truth more often than it says, but no less
    """

    words: str
    nominal: float
    holds: Callable[[Rng], float]
    of_counts: bool = False


class Tally(NamedTuple):
    """How often a check held its truth."""

    check: Check
    share: float
    least: float
    most: float

    @property
    def kept(self) -> bool:
        """Say whether the share lies where chance alone would leave it."""
        return self.least <= self.share <= self.most


def tally(check: Check, seeds: int) -> Tally:
    """Try a check in as many worlds as there are seeds."""
    share = float(
        np.mean([check.holds(np.random.default_rng(s)) for s in range(seeds)])
    )
    error = float(np.sqrt(check.nominal * (1 - check.nominal) / seeds))
    most = 1.0 if check.of_counts else check.nominal + STANDARD_ERRORS * error
    return Tally(check, share, check.nominal - STANDARD_ERRORS * error, min(most, 1.0))


def _lives(rng: Rng, n: int) -> tuple[Values, NDArray[np.int64], Values]:
    """Make lives in whole weeks with two ends, watched late or left early."""
    hazards = np.array([0.010, 0.006])  # a week, of ending by choice and by death
    length = rng.geometric(hazards.sum(), 4 * n)
    cause = rng.choice([1, 2], 4 * n, p=hazards / hazards.sum())
    entry = np.where(rng.random(4 * n) < 0.4, rng.integers(0, 60, 4 * n), 0)
    seen = np.flatnonzero(length > entry)[:n]
    length, cause, entry = length[seen], cause[seen], entry[seen]
    leaves = entry + rng.integers(20, 160, n)
    return np.minimum(length, leaves), np.where(length <= leaves, cause, 0), entry


HAZARD = 0.016


def _survival(rng: Rng) -> bool:
    exits, causes, entries = _lives(rng, 300)
    curve = kaplan_meier(exits, causes > 0, entries=entries)
    lower, upper = curve.log_log_interval()
    at = np.searchsorted(curve.times, 52, side="right") - 1
    return bool(lower[at] <= (1 - HAZARD) ** 52 <= upper[at])


def _median(rng: Rng) -> bool:
    exits, causes, entries = _lives(rng, 300)
    lasting = kaplan_meier(exits, causes > 0, entries=entries).lasts()
    # Lives are whole weeks: the median is the first week by which half have ended.
    truth = np.ceil(np.log(0.5) / np.log(1 - HAZARD))
    return lasting.lower <= truth <= lasting.upper


def _incidence(rng: Rng) -> bool:
    exits, causes, entries = _lives(rng, 300)
    ends = aalen_johansen(exits, causes, entries=entries, n_causes=2)
    lower, upper = ends.interval()
    at = np.searchsorted(ends.times, 52, side="right") - 1
    truth = 0.006 / HAZARD * (1 - (1 - HAZARD) ** 52)
    return bool(lower[at, 1] <= truth <= upper[at, 1])


def _wilson(rng: Rng) -> bool:
    truth, n = rng.uniform(0.1, 0.9), int(rng.integers(30, 300))
    lower, upper = wilson_interval([rng.binomial(n, truth)], [n])
    return bool(lower[0] <= truth <= upper[0])


def _difference(rng: Rng) -> bool:
    one, other = rng.uniform(0.2, 0.8, 2)
    n, m = rng.integers(60, 300, 2)
    lower, upper = difference_interval(
        [rng.binomial(n, one)], [n], [rng.binomial(m, other)], [m]
    )
    return bool(lower[0] <= one - other <= upper[0])


def _chance(rng: Rng) -> bool:
    pace, years = rng.uniform(0.1, 0.6), rng.uniform(20, 80)
    found = chance_within(rng.poisson(pace * years), years)
    return found is not None and found.lower <= -np.expm1(-pace) <= found.upper


def _shares_of_providers(rng: Rng) -> float:
    truth = rng.beta(14, 6, 24)
    trials = rng.integers(10, 80, 24)
    found = beta_binomial(rng.binomial(trials, truth), trials, rng=rng)
    return float(((found.lower <= truth) & (truth <= found.upper)).mean())


def _rates_of_providers(rng: Rng) -> float:
    truth = rng.gamma(3, 0.2, 24)
    years = rng.uniform(2, 20, 24)
    found = gamma_poisson(rng.poisson(truth * years), years, rng=rng, least=2)
    return float(((found.lower <= truth) & (truth <= found.upper)).mean())


def _costs_of_providers(rng: Rng) -> float:
    truth = rng.normal(np.log(320), 0.15, 24)
    packages = rng.integers(10, 60, 24)
    error = 0.5 / np.sqrt(packages)
    seen = np.exp(rng.normal(truth, error))
    found = log_normal(seen, error, packages, rng=rng)
    true_cost = np.exp(truth)
    return float(((found.lower <= true_cost) & (true_cost <= found.upper)).mean())


def _funnel_of_shares(inside: float) -> Callable[[Rng], bool]:
    def holds(rng: Rng) -> bool:
        n, target = int(rng.integers(20, 400)), rng.uniform(0.15, 0.6)
        lower, upper = binomial_limits([n], target, inside=inside)
        return bool(lower[0] <= rng.binomial(n, target) / n <= upper[0])

    return holds


def _funnel_of_ratios(rng: Rng) -> bool:
    expected = rng.uniform(5, 200)
    lower, upper = poisson_limits([expected])
    return bool(lower[0] <= rng.poisson(expected) / expected <= upper[0])


def _forecast(ahead: int) -> Callable[[Rng], bool]:
    def holds(rng: Rng) -> bool:
        n, share, size = 24 + ahead, rng.uniform(), rng.choice(DRIFTS)
        push = np.sqrt(share) * size * rng.standard_normal(n)
        drift = np.empty(n)
        drift[0] = push[0]
        for i in range(1, n):
            drift[i] = DAMPING * drift[i - 1] + np.sqrt(1 - DAMPING**2) * push[i]
        level = np.cumsum(drift + np.sqrt(share) * rng.standard_normal(n))
        series = 30 + level + np.sqrt(1 - share) * rng.standard_normal(n)
        _, lower, upper = predicted(series[:24], ahead, 0.8)
        return bool(lower[-1] <= series[-1] <= upper[-1])

    return holds


CHECKS = (
    Check("share still going after a year, 300 lives, 4 in 10 late", 0.95, _survival),
    Check("weeks until half have ended, the same lives", 0.95, _median),
    Check("share dead within a year, the same lives", 0.95, _incidence),
    Check("a share of 30 to 300 people (Wilson)", 0.95, _wilson),
    Check("the difference of two shares (Newcombe)", 0.95, _difference),
    Check("the chance to move within a year, 20 to 80 years watched", 0.8, _chance),
    Check("the shares of 24 providers", 0.95, _shares_of_providers),
    Check("the rates of 24 providers", 0.95, _rates_of_providers),
    Check("the costs of 24 providers", 0.95, _costs_of_providers),
    Check(
        "a place on target, funnel of shares", WARNING, _funnel_of_shares(WARNING), True
    ),
    Check("the same, outer limits", ALARM, _funnel_of_shares(ALARM), True),
    Check("a place on target, funnel of ratios", WARNING, _funnel_of_ratios, True),
    Check("the next quarter after 24", 0.8, _forecast(1)),
    Check("the fourth quarter after 24", 0.8, _forecast(4)),
    Check(
        "the share on a route, the fourth quarter after 24", 0.8, planted.uptake_ahead
    ),
    Check("the next tier within a year, some watched late", 0.8, planted.next_tier),
    Check("the paces of 7 kinds of provider", 0.95, planted.paces),
    Check("each tier's providers a year on", 0.8, planted.mix_a_year_on, True),
    Check("the scorecards of 50 providers", 0.95, planted.scorecards),
    Check("places that differ, funnel widened", WARNING, planted.widened_funnel),
)


def main() -> None:
    """Try every check with all seeds and write down what came of it."""
    found = [tally(check, SEEDS) for check in CHECKS]
    rows = [
        f"| {each.check.words} | {each.check.nominal:.1%} | {each.share:.1%} "
        f"| {each.least:.1%} to {each.most:.1%} | {'yes' if each.kept else '**no**'} |"
        for each in found
    ]
    text = TEMPLATE.read_text("utf-8").format(seeds=SEEDS, rows="\n".join(rows))
    DOCUMENT.write_text(text, "utf-8")
    sys.stdout.write(text)
    if not all(each.kept for each in found):
        sys.exit("An interval does not hold its truth as often as it says.")


if __name__ == "__main__":
    main()
