"""A council, its neighbours and its suppliers, ready for arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.access.blocks import blocks_of
from analytics.access.catchment import SLACK, catchment_draws, furthest_metres
from analytics.access.decay import Decay
from analytics.access.levels import NEEDS
from analytics.access.need import estimated_need, planned_need
from analytics.access.replicates import Assumed, pace_of
from analytics.access.supply import Kinds, contact_share
from analytics.access.travel import Points


@dataclass(frozen=True)
class Locality:
    """Everyone who needs care, and everyone who gives it, in and round a council.

    Attributes
    ----------
    areas : Points
        The council's own areas first, then those whose people compete with them.
    n_own : int
        How many are the council's own.
    people : ndarray of shape (n_areas, 4), people
        In the order of ``need.BANDS``.
    nation : ndarray of shape (3,), people
        Ages within 65 and over, in all the councils of the population file.
    planned : ndarray of shape (n_areas,), hours a week; nan where not known
        None when the council has supplied no planned hours.
    sites : Points
        Where workers set out from.
    hours : ndarray of shape (n_sites,), paid hours a week
    own_limit : ndarray of shape (n_sites,), minutes; nan where the supplier has none
    kinds : Kinds
    """

    areas: Points
    n_own: int
    people: NDArray[np.float64]
    nation: NDArray[np.float64]
    planned: NDArray[np.float64] | None
    sites: Points
    hours: NDArray[np.float64]
    own_limit: NDArray[np.float64]
    kinds: Kinds

    @property
    def needs(self) -> tuple[str, ...]:
        """Name the readings of need that there are."""
        return NEEDS if self.planned is not None else NEEDS[:1]

    def limits(self, travel: float) -> NDArray[np.float64]:
        """Return the longest journey of each site, its own where it has one."""
        return np.where(np.isnan(self.own_limit), travel, self.own_limit)


def need_of(locality: Locality, assumed: Assumed) -> NDArray[np.float64]:
    """Work out every reading of need, in every draw.

    Parameters
    ----------
    locality : Locality
    assumed : Assumed

    Returns
    -------
    ndarray of shape (n_draws, n_areas, n_needs), hours a week
    """
    estimate = estimated_need(locality.people, assumed, locality.nation)
    if locality.planned is None:
        return estimate[:, :, np.newaxis]
    return np.stack([estimate, planned_need(locality.planned, estimate)], axis=2)


def access_of(
    locality: Locality,
    assumed: Assumed,
    need: NDArray[np.float64],
    travel: float,
    *,
    decay: Decay,
    errors: NDArray[np.float64] | float = 1.0,
) -> NDArray[np.float64]:
    """Measure the care in reach of the council's own areas, in every draw.

    Parameters
    ----------
    locality : Locality
    assumed : Assumed
    need : ndarray of shape (n_draws, n_areas, n_needs), hours a week
        As `need_of` gives it for the same draws.
    travel : float, minutes
        Longest journey of a supplier that states none.
    decay : Decay
    errors : ndarray of shape (n_draws, n_sites), ratio, or 1
        True hours of each supplier over stated hours.

    Returns
    -------
    ndarray of shape (n_draws, n_own, n_needs, n_kinds), hours for each hour needed
    """
    contact = contact_share(assumed)[:, np.newaxis] * locality.hours * errors
    return catchment_draws(
        locality.areas,
        need,
        locality.sites,
        contact,
        locality.kinds.counts,
        pace=pace_of(assumed),
        limit=locality.limits(travel),
        decay=decay,
        n_wanted=locality.n_own,
    )


class Earshot(NamedTuple):
    """A locality without those who cannot matter.

    Attributes
    ----------
    locality : Locality
    areas, sites : ndarrays of shape (n_areas,) and (n_sites,), bool
        Which of the whole were kept; the council's own areas always are.
    """

    locality: Locality
    areas: NDArray[np.bool_]
    sites: NDArray[np.bool_]


def within_earshot(
    whole: Locality, pace: NDArray[np.float64], travel: float
) -> Earshot:
    """Leave out who cannot matter: too far to reach, or to compete for who reaches.

    Parameters
    ----------
    whole : Locality
    pace : ndarray of shape (n_draws, 3), minutes a metre
        Of every draw that will be asked for.
    travel : float, minutes
        The longest journey that will be asked for.

    Returns
    -------
    Earshot
    """
    reach = furthest_metres(pace, whole.limits(travel)) * SLACK
    own = np.arange(len(whole.areas)) < whole.n_own
    kept = _reached(whole.sites, whole.areas.take(own), reach)
    sites = whole.sites.take(kept)
    areas = own | _reached(whole.areas, sites, reach)
    part = replace(
        whole,
        areas=whole.areas.take(areas),
        people=whole.people[areas],
        planned=None if whole.planned is None else whole.planned[areas],
        sites=sites,
        hours=whole.hours[kept],
        own_limit=whole.own_limit[kept],
        kinds=Kinds(whole.kinds.names, whole.kinds.counts[kept]),
    )
    return Earshot(part, areas, kept)


def _reached(
    points: Points, others: Points, reach_m: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Say which points have another within reach."""
    reached = np.zeros(len(points), bool)
    for block in blocks_of(points, others, reach_m):
        reached[block.origins] = True
    return reached
