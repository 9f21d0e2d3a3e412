"""How long a care worker's journey takes, from a straight line on the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

RURALITY = ("urban", "larger_rural", "smaller_rural")
MINUTES_AN_HOUR = 60.0
METRES_A_KILOMETRE = 1000.0


@dataclass(frozen=True)
class Points:
    """Places on the National Grid, and how rural each is.

    Attributes
    ----------
    x_m, y_m : ndarray of shape (n_points,), metres
        Easting and northing.
    rurality : ndarray of shape (n_points,), int8
        Position in `RURALITY`. A place whose class is not known counts as urban, so
        that the journey's other end decides and a gap never lengthens a reach.
    """

    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    rurality: NDArray[np.int8]

    def __len__(self) -> int:
        """Count the points."""
        return len(self.x_m)

    def take(self, rows: NDArray[np.intp] | NDArray[np.bool_] | slice) -> Points:
        """Return some of the points, in the order asked for."""
        return Points(self.x_m[rows], self.y_m[rows], self.rurality[rows])


def points_of(frame: pd.DataFrame) -> Points:
    """Read points from columns x_m and y_m (metres) and ruc_group.

    Parameters
    ----------
    frame : DataFrame, one row for each place
        x_m, y_m (metres, National Grid) and ruc_group (a word of `RURALITY`, or blank).

    Returns
    -------
    Points
        In the frame's order.

    Examples
    --------
    >>> towns = {"x_m": [0.0], "y_m": [9.0], "ruc_group": ["smaller_rural"]}
    >>> points_of(pd.DataFrame(towns)).rurality
    array([2], dtype=int8)
    """
    ranks = {word: rank for rank, word in enumerate(RURALITY)}
    return Points(
        frame["x_m"].to_numpy(float),
        frame["y_m"].to_numpy(float),
        frame["ruc_group"].map(ranks).fillna(0).to_numpy(np.int8),
    )


def pace(circuity: ArrayLike, kilometres_an_hour: ArrayLike) -> NDArray[np.float64]:
    """Turn speeds on the road into minutes for each metre of straight line.

    Parameters
    ----------
    circuity : array_like of shape (n_draws,), ratio
        Length by road divided by the straight line.
    kilometres_an_hour : array_like of shape (n_draws, 3), kilometres an hour
        Speed by the rurality of the more rural end, in the order of `RURALITY`.

    Returns
    -------
    ndarray of shape (n_draws, 3), minutes a metre

    Examples
    --------
    At 60 km/h a straight road takes a minute for each kilometre.

    >>> pace([1.0, 1.5], [[60, 60, 60], [30, 60, 60]])
    array([[0.001 , 0.001 , 0.001 ],
           [0.003 , 0.0015, 0.0015]])
    """
    speeds = np.asarray(kilometres_an_hour, float)
    metres_a_minute = speeds * METRES_A_KILOMETRE / MINUTES_AN_HOUR
    minutes: NDArray[np.float64] = (
        np.asarray(circuity, float)[:, np.newaxis] / metres_a_minute
    )
    return minutes


def metres_between(origins: Points, sites: Points) -> NDArray[np.float64]:
    """Measure the straight lines between two sets of points.

    Parameters
    ----------
    origins, sites : Points
        The two ends.

    Returns
    -------
    ndarray of shape (n_origins, n_sites), metres

    Notes
    -----
    A straight line crosses estuaries; no circuity mends that, and the page says so.
    """
    east = origins.x_m[:, np.newaxis] - sites.x_m
    north = origins.y_m[:, np.newaxis] - sites.y_m
    metres: NDArray[np.float64] = np.sqrt(east * east + north * north)
    return metres


def more_rural(origins: Points, sites: Points) -> NDArray[np.int8]:
    """Find how rural the more rural end of each journey is.

    Parameters
    ----------
    origins, sites : Points
        The two ends.

    Returns
    -------
    ndarray of shape (n_origins, n_sites), int8
        Position in `RURALITY`.
    """
    ends: NDArray[np.int8] = np.maximum(
        origins.rurality[:, np.newaxis], sites.rurality[np.newaxis, :]
    )
    return ends


def travel_minutes(
    origins: Points, sites: Points, pace: ArrayLike
) -> NDArray[np.float64]:
    """Estimate one-way journeys between two sets of points.

    Parameters
    ----------
    origins, sites : Points
        The two ends.
    pace : array_like of shape (3,), minutes a metre
        By the rurality of the more rural end.

    Returns
    -------
    ndarray of shape (n_origins, n_sites), minutes

    Examples
    --------
    Ten kilometres, a town at one end and a village at the other.

    >>> town = Points(np.array([0.0]), np.array([0.0]), np.array([0], np.int8))
    >>> village = Points(np.array([6e3]), np.array([8e3]), np.array([2], np.int8))
    >>> travel_minutes(town, village, [0.003, 0.002, 0.0015])
    array([[15.]])
    """
    each = np.asarray(pace, float)[more_rural(origins, sites)]
    minutes: NDArray[np.float64] = metres_between(origins, sites) * each
    return minutes
