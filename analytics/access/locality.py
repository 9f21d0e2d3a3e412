"""A council, its neighbours and its suppliers, ready for arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

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


def within_earshot(
    locality: Locality, pace: NDArray[np.float64], longest: float
) -> tuple[Locality, NDArray[np.bool_]]:
    """Leave out who cannot matter: too far to reach, or to compete for who reaches.

    Parameters
    ----------
    locality : Locality
    pace : ndarray of shape (n_draws, 3), minutes a metre
        Of every draw that will be asked for.
    longest : float, minutes
        The longest journey that will be asked for.

    Returns
    -------
    (Locality, ndarray of shape (n_sites,), bool)
        The same council with fewer neighbours and sites, and which sites were kept.
    """
    reach = furthest_metres(pace, locality.limits(longest)).max(initial=0.0) * SLACK
    own = np.arange(len(locality.areas)) < locality.n_own
    kept_sites = _near(locality.sites, locality.areas.take(own), reach)
    sites = locality.sites.take(kept_sites)
    kept = own | _near(locality.areas, sites, reach)
    return replace(
        locality,
        areas=locality.areas.take(kept),
        people=locality.people[kept],
        planned=None if locality.planned is None else locality.planned[kept],
        sites=sites,
        hours=locality.hours[kept_sites],
        own_limit=locality.own_limit[kept_sites],
        kinds=Kinds(locality.kinds.names, locality.kinds.counts[kept_sites]),
    ), kept_sites


def _near(points: Points, others: Points, reach: float) -> NDArray[np.bool_]:
    """Say which points have another within reach."""
    if not len(points) or not len(others):
        return np.zeros(len(points), bool)
    tree = cKDTree(np.column_stack([others.x_m, others.y_m]))
    metres, _ = tree.query(np.column_stack([points.x_m, points.y_m]))
    near: NDArray[np.bool_] = metres <= reach
    return near
