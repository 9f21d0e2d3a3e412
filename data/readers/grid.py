"""Longitude and latitude turned into metres of the British National Grid."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

WGS84, BRITISH_NATIONAL_GRID = "EPSG:4326", "EPSG:27700"


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(WGS84, BRITISH_NATIONAL_GRID, always_xy=True)


def to_grid(longitude: ArrayLike, latitude: ArrayLike) -> NDArray[np.float64]:
    """Return eastings and northings.

    Parameters
    ----------
    longitude, latitude : array_like of shape (n,), degrees, WGS84

    Returns
    -------
    ndarray of shape (n, 2), metres
        NaN where a point cannot be placed on the grid.

    Notes
    -----
    Without the Ordnance Survey's shift grid, which is a download, the change of datum
    is good to about five metres. No distance that we judge by is as short as that.

    Examples
    --------
    Caister water tower, which Ordnance Survey puts at 651409.903, 313177.270:

    >>> to_grid([1.716073973], [52.658007833]).round(-1)
    array([[651410., 313180.]])
    """
    x, y = _transformer().transform(np.asarray(longitude), np.asarray(latitude))
    points = np.column_stack([x, y]).astype(float)
    points[~np.isfinite(points).all(axis=1)] = np.nan
    return points
