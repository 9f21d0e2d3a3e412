"""Who can reach each area, and where the nearest free hours are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.access.blocks import blocks_of
from analytics.access.catchment import SLACK, furthest_metres
from analytics.access.travel import Points, travel_minutes


def sums_in_reach(
    areas: Points,
    sites: Points,
    amounts: NDArray[np.float64],
    *,
    pace: NDArray[np.float64],
    limit: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Add up what the sites within reach of each area have, each counted in full.

    Parameters
    ----------
    areas, sites : Points
    amounts : ndarray of shape (n_sites, n_amounts), any unit
        A column of ones counts sites. nan makes the sum of every area it reaches
        nan: a blank is not a zero.
    pace : ndarray of shape (3,), minutes a metre
    limit : ndarray of shape (n_sites,), minutes

    Returns
    -------
    ndarray of shape (n_areas, n_amounts), in the unit of `amounts`

    Examples
    --------
    >>> line = Points(np.array([0.0, 10.0]), np.zeros(2), np.zeros(2, np.int8))
    >>> amounts = np.array([[1, 5.0], [1, np.nan]])
    >>> sums_in_reach(line, line, amounts, pace=np.ones(3), limit=np.array([3, 12.0]))
    array([[ 2., nan],
           [ 1., nan]])
    """
    known = np.nan_to_num(amounts)
    blank = np.isnan(amounts).astype(np.float64)
    sums = np.zeros((len(areas), amounts.shape[1]))
    blanks = np.zeros_like(sums)
    for block in blocks_of(areas, sites, furthest_metres(pace, limit) * SLACK):
        minutes = block.metres * pace[block.rurality]
        reached = (minutes <= limit[block.sites]).astype(np.float64)
        sums[block.origins] += reached @ known[block.sites]
        blanks[block.origins] += reached @ blank[block.sites]
    return np.where(blanks > 0, np.nan, sums)


class Nearest(NamedTuple):
    """The nearest place with free hours, seen from each area.

    Attributes
    ----------
    minutes : ndarray of shape (n_areas,), minutes; nan when there is none
    place : ndarray of shape (n_areas,), int
        Position among the places; -1 when there is none.
    """

    minutes: NDArray[np.float64]
    place: NDArray[np.intp]


def nearest_place(
    areas: Points, places: Points, *, pace: NDArray[np.float64]
) -> Nearest:
    """Find the place nearest to each area in minutes.

    Parameters
    ----------
    areas : Points
    places : Points
        Centres of wards, never of a worker's home.
    pace : ndarray of shape (3,), minutes a metre

    Returns
    -------
    Nearest

    Examples
    --------
    >>> flat = np.zeros(2, np.int8)
    >>> areas = Points(np.array([0.0, 9.0]), np.zeros(2), flat)
    >>> wards = Points(np.array([10.0, 1.0]), np.zeros(2), flat)
    >>> nearest_place(areas, wards, pace=np.ones(3)).place
    array([1, 0])
    """
    if not len(places):
        return Nearest(np.full(len(areas), np.nan), np.full(len(areas), -1))
    minutes = travel_minutes(areas, places, pace)
    nearest = minutes.argmin(axis=1)
    return Nearest(minutes[np.arange(len(areas)), nearest], nearest)
