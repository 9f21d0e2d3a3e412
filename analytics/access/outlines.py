"""The outlines of areas: on the National Grid, touching, thinned for a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

WGS84, NATIONAL_GRID = "EPSG:4326", "EPSG:27700"
TOUCHING_M = 25.0  # published outlines are generalised: a shared edge may not be one
DETAIL = 400  # the longer side of a map over the least detail worth its bytes
METRES_A_KILOMETRE = 1000.0
KM_DECIMALS = 2  # ten metres
LEAST_POINTS = 4

Path = tuple[list[float | None], list[float | None]]
"""A path with gaps: x_km and y_km, None between rings."""


def on_grid(outlines_wkb: Sequence[bytes | None]) -> NDArray[np.object_]:
    """Read outlines in degrees and lay them on the National Grid.

    Parameters
    ----------
    outlines_wkb : sequence of bytes or None, of length n_areas
        Well-known binary, longitude and latitude.

    Returns
    -------
    ndarray of shape (n_areas,), geometries in metres, or None

    Notes
    -----
    Good to a few metres, which is finer than a generalised outline.

    Examples
    --------
    >>> point = shapely.to_wkb(shapely.Point(-2.0, 52.0))
    >>> shapely.get_coordinates(on_grid([point])).round(-3)
    array([[400000., 234000.]])
    """
    shapes = shapely.from_wkb(np.asarray(outlines_wkb, dtype=object))
    to_grid = pyproj.Transformer.from_crs(WGS84, NATIONAL_GRID, always_xy=True)

    def lay(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_grid.transform(degrees[:, 0], degrees[:, 1]))

    laid: NDArray[np.object_] = np.atleast_1d(shapely.transform(shapes, lay))
    return laid


def touching(outlines: NDArray[np.object_]) -> list[tuple[int, int]]:
    """Find the pairs of areas that touch.

    Parameters
    ----------
    outlines : ndarray of shape (n_areas,), geometries in metres, or None

    Returns
    -------
    list of (int, int)
        Rows of the two, the lower first, in order.

    Examples
    --------
    >>> row = np.array([shapely.box(x, 0, x + 100, 100) for x in (0, 100, 300)])
    >>> touching(row)
    [(0, 1)]
    """
    first, second = shapely.STRtree(outlines).query(
        outlines, predicate="dwithin", distance=TOUCHING_M
    )
    each_once = first < second
    pairs = zip(first[each_once], second[each_once], strict=True)
    return sorted((int(one), int(other)) for one, other in pairs)


def thinned(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Take away detail that a map cannot show, keeping shared edges shared.

    Parameters
    ----------
    outlines : ndarray of shape (n_areas,), geometries in metres
        Together, because neighbours thinned one by one come apart.

    Returns
    -------
    ndarray of shape (n_areas,), geometries in metres

    Examples
    --------
    >>> wavy = [(0, 0), (50, 0.001), (100, 0), (100, 100), (0, 100)]
    >>> shapely.get_num_coordinates(thinned(np.array([shapely.Polygon(wavy)])))
    array([5], dtype=int32)
    """
    west, south, east, north = shapely.total_bounds(outlines)
    tolerance = max(east - west, north - south) / DETAIL
    simple: NDArray[np.object_] = shapely.coverage_simplify(
        outlines, tolerance=tolerance
    )
    return simple


def shape_of(xs: Iterable[float | None], ys: Iterable[float | None]) -> Any:
    """Read a path back as an outline; a ring inside another is a hole.

    Parameters
    ----------
    xs, ys : iterable of float, kilometres, None or nan between rings

    Returns
    -------
    geometry in metres

    Examples
    --------
    >>> shape_of([0, 2, 2, 0, 0], [0, 0, 1, 1, 0]).area
    2000000.0
    """
    path = np.column_stack([np.array([*xs], float), np.array([*ys], float)])
    points = path * METRES_A_KILOMETRE
    gaps = np.flatnonzero(np.isnan(points[:, 0]))
    rings = [ring[~np.isnan(ring[:, 0])] for ring in np.split(points, gaps)]
    lines = [shapely.LineString(ring) for ring in rings if len(ring) >= LEAST_POINTS]
    return shapely.build_area(shapely.MultiLineString(lines))


def path_of(outline: Any) -> Path:
    """Write an outline as a path to draw, gaps between its rings.

    Parameters
    ----------
    outline : geometry in metres
        A polygon, several, or nothing.

    Returns
    -------
    (list, list)
        x and y in kilometres to ten metres, None between rings.

    Examples
    --------
    >>> path_of(shapely.box(0, 0, 1000, 500))
    ([1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 0.5, 0.5, 0.0, 0.0])
    """
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in shapely.get_parts(outline):
        for ring in shapely.get_rings(part):
            points = shapely.get_coordinates(ring) / METRES_A_KILOMETRE
            kept = np.round(points, KM_DECIMALS) + 0.0
            moved = np.append(True, (np.diff(kept, axis=0) != 0).any(axis=1))
            # A ring needs three corners and its start again, or it is a line.
            if moved.sum() < LEAST_POINTS:
                continue
            xs += [*([None] if xs else []), *kept[moved, 0].tolist()]
            ys += [*([None] if ys else []), *kept[moved, 1].tolist()]
    return xs, ys
