"""How sure we are of a model's cost, and of which is the cheapest."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analytics.costs.curve import Curve
from analytics.costs.lines import CostLine, Terms, curve_of
from analytics.stats.draws import lognormal_draws

LIKELY = (0.10, 0.90)  # our "likely range": 8 in 10
BLOCK = (
    24  # hours worked on at once: the draws of a block stay in the processor's cache
)


@dataclass(frozen=True)
class Range:
    """A positive number and the P10 and P90 that it may lie between."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Trial:
    """All that the draws depend on, hashable, so that one page works them out once.

    Attributes
    ----------
    lines : of every model
    contest : models that are chosen from; the chances are among these
    others : models shown beside them
    hours_a_year : the volume asked about
    grid : volumes for the bands, hours a year
    ranges : name of a Term -> its range, as pairs
    budget_error : what a model's own lines cost for each pound written down
    draws, seed : how many, and where they start
    """

    lines: tuple[CostLine, ...]
    contest: tuple[str, ...]
    others: tuple[str, ...]
    hours_a_year: float
    grid: tuple[float, ...]
    ranges: tuple[tuple[str, Range], ...]
    budget_error: Range
    draws: int
    seed: int

    @property
    def models(self) -> tuple[str, ...]:
        """Every model, those of the contest first."""
        return (*self.contest, *self.others)

    @property
    def terms(self) -> Terms:
        """The terms at the values themselves."""
        return Terms(**{name: each.value for name, each in self.ranges})

    def lines_of(self, model: str) -> list[CostLine]:
        """Return one model's lines."""
        return [line for line in self.lines if line.model == model]


@dataclass(frozen=True)
class Spread:
    """What the draws say.

    Attributes
    ----------
    likely : model -> P10 and P90 of its cost at the volume asked about, £ an hour
    chance : model of the contest -> chance that it costs least there; they sum to 1
    bands : model -> array of shape (2, n_grid): P10 and P90 along the grid, £ an hour
    """

    likely: Mapping[str, tuple[float, float]]
    chance: Mapping[str, float]
    bands: Mapping[str, NDArray[np.float64]]


@lru_cache(maxsize=32)
def spread(trial: Trial) -> Spread:
    """Draw every ranged number together, and see where the costs fall.

    Notes
    -----
    What belongs to all models (years, discount, hours a person has, hours a step
    covers) is drawn once a replicate and shared; what a model's budget turns out to
    cost is drawn for each by itself. A number's draws depend on its name and the seed
    alone, so another model or line changes none of them. The volume is given, not
    drawn: the chances are of being cheapest *at that volume*. Ties are shared.
    """
    at_volume = {
        model: _broadcast(
            _drawn_curve(trial, model).per_hour(trial.hours_a_year), trial.draws
        )
        for model in trial.models
    }
    likely = {
        model: (float(low), float(high))
        for model, (low, high) in (
            (name, np.quantile(costs, LIKELY)) for name, costs in at_volume.items()
        )
    }
    return Spread(
        likely=likely,
        chance=_chances({name: at_volume[name] for name in trial.contest}),
        # Along the grid nothing depends on the volume asked about.
        bands=_bands(replace(trial, hours_a_year=trial.grid[0])),
    )


@lru_cache(maxsize=32)
def _bands(trial: Trial) -> Mapping[str, NDArray[np.float64]]:
    """Return each model's band along the grid."""
    return {
        model: _band(_drawn_curve(trial, model), trial.grid, trial.draws)
        for model in trial.models
    }


def _drawn_curve(trial: Trial, model: str) -> Curve:
    """Return one model's curve, each number an array of shape (draws, 1)."""
    shared = {
        name: _draws(name, each, trial.seed, trial.draws)
        for name, each in trial.ranges
        if name != "rate_scale"
    }
    # Agencies set their rates apart from each other, so each model has its own.
    rates = dict(trial.ranges)["rate_scale"]
    start = trial.seed, trial.draws
    scale = _draws(f"rate_scale {model}", rates, *start)
    error = _draws(f"budget_error {model}", trial.budget_error, *start)
    terms = Terms(**shared, rate_scale=scale)
    return curve_of(trial.lines_of(model), terms, error=error)


@lru_cache(maxsize=64)
def _draws(name: str, each: Range, seed: int, draws: int) -> NDArray[np.float64]:
    """Return the draws of one number, which depend on no other."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    drawn = lognormal_draws(each.value, each.low, each.high, rng, draws)
    drawn.flags.writeable = False
    return drawn[:, np.newaxis]


def _broadcast(costs: NDArray[np.float64], draws: int) -> NDArray[np.float64]:
    """Return one cost a draw, also where nothing in it was drawn."""
    return np.broadcast_to(costs.ravel(), (draws,))


def _chances(costs: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """Return each model's share of the draws in which it costs least."""
    if not costs:
        return {}
    every = np.column_stack(list(costs.values()))
    is_least = every == every.min(axis=1, keepdims=True)
    shares = (is_least / is_least.sum(axis=1, keepdims=True)).mean(axis=0)
    return dict(zip(costs, (float(each) for each in shares), strict=True))


def _band(curve: Curve, grid: Sequence[float], draws: int) -> NDArray[np.float64]:
    """Return P10 and P90 along the grid, the nearest draw at or beyond each."""
    low, high = int(LIKELY[0] * (draws - 1)), int(np.ceil(LIKELY[1] * (draws - 1)))
    if not curve.steps and not np.any(curve.fixed):
        # An hour then costs the same at every volume.
        grid_of_one = np.asarray(grid[:1], float)
        costs = np.broadcast_to(curve.per_hour(grid_of_one).ravel(), (draws,))
        ordered = np.partition(costs.astype(np.float32), (low, high))
        return np.repeat(ordered[[low, high], np.newaxis], len(grid), axis=1).astype(
            float
        )
    band = np.empty((2, len(grid)))
    for start in range(0, len(grid), BLOCK):
        hours = np.asarray(grid[start : start + BLOCK], float)
        costs = np.broadcast_to(curve.per_hour(hours), (draws, hours.size))
        # Single precision is ample for a band that is drawn, and sorted twice as fast.
        ordered = np.partition(costs.T.astype(np.float32), (low, high), axis=1)
        band[:, start : start + BLOCK] = ordered[:, [low, high]].T
    return band


def moved(trial: Trial, name: str, value: float) -> Trial:
    """Return the trial with one term's value, and its range, moved in proportion."""
    ranges = tuple(
        (each, _about(value, old) if each == name else old)
        for each, old in trial.ranges
    )
    return replace(trial, ranges=ranges)


def _about(value: float, old: Range) -> Range:
    return Range(value, old.low * value / old.value, old.high * value / old.value)
