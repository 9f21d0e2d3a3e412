"""What kind of country each area is: built up or rural, and how far from the sea."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

BUILT_UP = 40  # live postcodes a square kilometre
TOWN = 7  # built-up areas that touch, at least, to be a town
INLAND_M = 2_500  # a county edge this near other land is no coast


def rural_urban(areas: gpd.GeoDataFrame) -> NDArray[np.str_]:
    """Class areas in the manner of the Rural Urban Classification 2021.

    Built-up areas that touch in number are towns; fewer are larger villages; the rest
    is smaller rural. The one city is nearer to itself than the rest are to anything.
    """
    density = areas["n_postcodes"] / (areas.geometry.area / 1e6)
    built = (density >= BUILT_UP).to_numpy()
    first, second = areas.sindex.query(areas.geometry, predicate="intersects")
    both = built[first] & built[second]
    size = (len(areas), len(areas))
    links = coo_array((np.ones(both.sum()), (first[both], second[both])), shape=size)
    _, cluster = connected_components(links, directed=False)
    members = pd.Series(cluster).map(pd.Series(cluster).value_counts()).to_numpy()
    city = (areas["district_name"] == "Quillborough").to_numpy()
    classes: NDArray[np.str_] = np.select(
        [built & (members >= TOWN) & city, built & (members >= TOWN), built],
        ["UN1", "UF1", "RLF1"],
        "RSF1",
    )
    return classes


def kilometres_to_sea(
    areas: gpd.GeoDataFrame, all_land: gpd.GeoDataFrame
) -> NDArray[np.int64]:
    """Measure how far the middle of each area is from the county's sea shore."""
    inside = areas["council_code"] == "X99000001"
    county = areas[inside].union_all()
    beyond = all_land[~all_land.index.isin(areas.index[inside])]
    near = beyond[beyond.geometry.distance(county) < INLAND_M].union_all()
    # The outer edge alone: generalised outlines leave slits along rivers.
    outer = max(shapely.get_parts(county), key=shapely.area).exterior
    shore = shapely.difference(outer, near.buffer(INLAND_M))
    distance = areas.geometry.representative_point().distance(shore) / 1000
    kilometres: NDArray[np.int64] = distance.round().to_numpy(np.int64)
    return kilometres
