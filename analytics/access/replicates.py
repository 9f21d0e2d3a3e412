"""Our assumptions, as we hold them and as they might be, drawn together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analytics.access.travel import RURALITY, pace
from analytics.assumptions import Assumption, assumption
from analytics.stats.draws import logit_normal_draws, lognormal_draws

BANDS_65_PLUS = ("65_74", "75_84", "85_plus")
SLOPES = tuple(f"need.slope_{band}" for band in BANDS_65_PLUS)
SPEEDS = tuple(f"access.speed_{rurality}" for rurality in RURALITY)
SHARED = (
    "need.share_supported_18_64",
    "need.share_supported_65_plus",
    "need.hours_65_plus",
    "need.hours_18_64_physical",
    "need.hours_18_64_learning_disability",
    "need.share_learning_disability_18_64",
    *SLOPES,
    "need.share_self_funding",
    "access.circuity",
    *SPEEDS,
    "access.visit_minutes",
    "access.between_visits_minutes",
)
SUPPLIER_ERROR = "access.supplier_hours_error"


@dataclass(frozen=True)
class Assumed:
    """One or many joint readings of every assumption that all areas share.

    Attributes
    ----------
    values : name -> ndarray of shape (n_draws,), in the assumption's own unit
    """

    values: Mapping[str, NDArray[np.float64]]

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """Return one assumption's draws."""
        return self.values[name]

    def __len__(self) -> int:
        """Count the draws."""
        return len(self.values[SHARED[0]])

    def columns(self, names: tuple[str, ...]) -> NDArray[np.float64]:
        """Return several assumptions side by side, shape (n_draws, n_names)."""
        return np.stack([self.values[name] for name in names], axis=1)

    def part(self, draws: slice) -> Assumed:
        """Return some of the draws."""
        return Assumed({name: each[draws] for name, each in self.values.items()})


def central(on: dt.date | None = None) -> Assumed:
    """Read every shared assumption at the value that we hold: one draw.

    Parameters
    ----------
    on : date, optional
        The date that the values are read for.

    Returns
    -------
    Assumed
        With one draw.

    Examples
    --------
    >>> central()["access.circuity"]
    array([1.3])
    """
    return Assumed({name: np.array([assumption(name, on).value]) for name in SHARED})


def drawn(seed: int, n_draws: int, on: dt.date | None = None) -> Assumed:
    """Draw every shared assumption from its range, all areas alike in each draw.

    Parameters
    ----------
    seed : int
        The build's seed. Each assumption has a stream of its own, so that a new one
        leaves the others' draws as they were.
    n_draws : int
    on : date, optional
        The date that the ranges are read for.

    Returns
    -------
    Assumed
        With `n_draws` draws.

    Notes
    -----
    A range is P10 to P90 of a logit-normal when the unit is a share, and else of a
    lognormal. A road is never shorter than the straight line, so a circuity under 1
    (about 1 draw in 10 000) is taken as 1.

    Examples
    --------
    >>> again = [drawn(7, 3)["access.visit_minutes"] for _ in range(2)]
    >>> bool((again[0] == again[1]).all())
    True
    """
    values = {name: draws_of(assumption(name, on), seed, n_draws) for name in SHARED}
    values["access.circuity"] = np.maximum(values["access.circuity"], 1.0)
    return Assumed(values)


def draws_of(entry: Assumption, seed: int, n_draws: int) -> NDArray[np.float64]:
    """Draw one assumption from its range.

    Parameters
    ----------
    entry : Assumption
    seed : int
        The build's seed.
    n_draws : int

    Returns
    -------
    ndarray of shape (n_draws,), in the assumption's unit
        The value that we hold is the median.
    """
    is_share = entry.unit.startswith("share")
    draw = logit_normal_draws if is_share else lognormal_draws
    stream = _stream(seed, entry.name)
    return draw(entry.value, entry.low, entry.high, stream, n_draws)


def supplier_errors(
    seed: int, n_draws: int, n_sites: int, on: dt.date | None = None
) -> NDArray[np.float64]:
    """Draw how far each supplier's stated hours are from the truth, each on its own.

    Parameters
    ----------
    seed : int
        The build's seed.
    n_draws, n_sites : int
    on : date, optional

    Returns
    -------
    ndarray of shape (n_draws, n_sites), ratio of true to stated hours
        Median 1; P90 as assumed.

    Examples
    --------
    >>> errors = supplier_errors(1, 1000, 50)
    >>> [round(float(each), 2) for each in np.quantile(errors, [0.1, 0.5, 0.9])]
    [0.83, 1.0, 1.2]
    """
    ratio = assumption(SUPPLIER_ERROR, on).value
    stream = _stream(seed, SUPPLIER_ERROR)
    errors = lognormal_draws(1.0, 1 / ratio, ratio, stream, n_draws * n_sites)
    return errors.reshape(n_draws, n_sites)


def _stream(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, crc32(name.encode())])


def pace_of(assumed: Assumed) -> NDArray[np.float64]:
    """Turn circuity and speeds into minutes for each metre of straight line.

    Parameters
    ----------
    assumed : Assumed

    Returns
    -------
    ndarray of shape (n_draws, 3), minutes a metre
        By the rurality of the more rural end.

    Examples
    --------
    >>> 1 / pace_of(central())[0].round(6)  # metres a minute in a straight line
    array([320.51282051, 512.82051282, 615.3846...])
    """
    return pace(assumed["access.circuity"], assumed.columns(SPEEDS))


def fast_pace(on: dt.date | None = None) -> NDArray[np.float64]:
    """Return the pace at the fast ends of our ranges, which reaches furthest.

    Parameters
    ----------
    on : date, optional

    Returns
    -------
    ndarray of shape (3,), minutes a metre
        Upper end of each speed, lower end of circuity.

    Notes
    -----
    What a verdict cannot see must lie beyond even this reach. The widest draw of all
    would reach further still, and would leave few areas of any council to judge.

    Examples
    --------
    >>> bool((fast_pace() < pace_of(central())[0]).all())
    True
    """
    circuity = assumption("access.circuity", on).low
    speeds = [assumption(name, on).high for name in SPEEDS]
    return pace([circuity], [speeds])[0]
