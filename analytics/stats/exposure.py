"""Chances over time, from events counted over the years in which they could happen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv

JEFFREYS_EVENTS = 0.5  # events added by the prior: Gamma(1/2, 0), Jeffreys' for a rate
LIKELY = (0.10, 0.90)  # our "likely range": 8 in 10


class Chance(NamedTuple):
    """A chance with its likely range, each between 0 and 1."""

    middle: float
    lower: float
    upper: float


def chance_within(
    events: float,
    exposure: float,
    *,
    horizon: float = 1.0,
    likely: tuple[float, float] = LIKELY,
) -> Chance | None:
    """Estimate the chance that an event happens within a time, at the pace seen.

    Parameters
    ----------
    events : float, events
        Events counted.
    exposure : float, years
        Time in which they could happen, added over everyone watched.
    horizon : float, years
        How far ahead the chance looks.
    likely : pair of float, shares
        Quantiles given as the lower and upper end.

    Returns
    -------
    Chance or None
        The median and the two quantiles of 1 - exp(-rate x horizon); None where
        nobody was watched, because then nothing is known.

    Raises
    ------
    ValueError
        If events or exposure are below 0, or there are events without exposure.

    Notes
    -----
    Events are Poisson at one pace; with Jeffreys' prior the pace is then
    Gamma(events + 1/2, exposure). Whoever leaves counts for the time watched, so this
    is the chance at this pace for one who stays. Not for a pace that is known to change
    within the time watched, nor for events that come in groups.

    References
    ----------
    .. [1] Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 2.6.

    Examples
    --------
    Twelve moves in 47 provider-years.

    >>> [round(end, 2) for end in chance_within(12, 47.0)]
    [0.23, 0.16, 0.31]
    """
    if events < 0 or exposure < 0:
        raise ValueError(
            f"{events} events in {exposure} years: neither may be under 0."
        )
    if exposure == 0:
        if events:
            raise ValueError(f"{events} events in 0 years cannot be.")
        return None
    quantiles = np.array([0.5, *likely])
    pace = gammaincinv(events + JEFFREYS_EVENTS, quantiles) / exposure
    middle, lower, upper = -np.expm1(-pace * horizon)
    return Chance(float(middle), float(lower), float(upper))
