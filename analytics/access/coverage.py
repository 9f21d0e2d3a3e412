"""Which areas' catchments stay where the supply is known."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from analytics.access.catchment import SLACK, furthest_metres
from analytics.access.travel import Points


def leaves_coverage(
    areas: Points,
    beyond: Points,
    outlines: NDArray[np.object_],
    *,
    pace: NDArray[np.float64],
    limit: float,
) -> NDArray[np.bool_]:
    """Find the areas from whose centre a worker's journey could leave the coverage.

    Parameters
    ----------
    areas : Points of n_areas
        Centres of the council's areas.
    beyond : Points of n_beyond
        Areas of which no supply source says that it covers them.
    outlines : ndarray of shape (n_beyond,), geometries in metres, or None
        Their outlines; where there is none the centre stands in.
    pace : ndarray of shape (3,), minutes a metre
        By the rurality of the more rural end; the fastest that we hold likely.
    limit : float, minutes
        The longest journey of the range.

    Returns
    -------
    ndarray of shape (n_areas,), bool

    Notes
    -----
    Care that we cannot see would only add to what reaches an area, so a reach drawn
    too short makes deserts that are not there. We therefore measure to the nearest
    land of an area beyond, not to its centre, at the pace of the fast ends of our
    ranges. Sea, and land of which no file tells, count for nothing: they hold no
    area.

    Examples
    --------
    >>> flat = np.zeros(2, np.int8)
    >>> areas = Points(np.array([0.0, 9_000.0]), np.zeros(2), flat)
    >>> beyond = Points(np.array([20_000.0]), np.zeros(1), flat[:1])
    >>> land = np.array([shapely.box(15_000, -5_000, 25_000, 5_000)])
    >>> leaves_coverage(areas, beyond, land, pace=np.full(3, 0.001), limit=10)
    array([False,  True])
    """
    leaves = np.zeros(len(areas), bool)
    if not len(beyond):
        return leaves
    centres = shapely.points(areas.x_m, areas.y_m)
    land = np.where(
        [outline is None for outline in outlines],
        shapely.points(beyond.x_m, beyond.y_m),
        outlines,
    )
    reach = furthest_metres(pace, np.array([limit])) * SLACK
    here, there = shapely.STRtree(land).query(
        centres, predicate="dwithin", distance=float(reach.max())
    )
    rurality = np.maximum(areas.rurality[here], beyond.rurality[there])
    minutes = shapely.distance(centres[here], land[there]) * pace[rurality]
    leaves[here[minutes <= limit]] = True
    return leaves
