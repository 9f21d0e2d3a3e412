"""The council's areas, its own zones, and the shapes that a map draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from analytics.access.outlines import path_of, thinned
from analytics.measures.surroundings import areas_around, outlines_of
from data.queries.areas import read_areas
from data.queries.zones import read_area_zones

if TYPE_CHECKING:
    from data.vault import Vault

AROUND = 0.3  # land drawn beyond the council, as a share of its longer side
AREA_COLUMNS = [
    "area_code",
    "area_name",
    "ward_name",
    "district_name",
    "x_m",
    "y_m",
    "centre_is_approximate",
    "people_65_plus",
    "people_18_64",
]
SHAPE_COLUMNS = ["layer", "area_code", "name", "x_km", "y_km"]


def council_places(vault: Vault) -> dict[str, pd.DataFrame]:
    """Describe the council's areas, their zones and their shapes.

    Returns
    -------
    dict of DataFrame
        areas: one row for each area. area_zones: one row for each zone of an area.
        area_outlines: one row for each shape to draw, with layer (area, district or
        land), area_code, name, and x_km, y_km (lists, None between rings). Columns
        and units as in analytics/catalogue/deserts_tables.py.
    """
    return {
        "areas": _areas(vault),
        "area_zones": read_area_zones(vault),
        "area_outlines": _shapes(vault),
    }


def _areas(vault: Vault) -> pd.DataFrame:
    areas = read_areas(vault)[AREA_COLUMNS].copy()
    for column in ("x_m", "y_m", "people_65_plus", "people_18_64"):
        areas[f"{column}_status"] = np.where(areas[column].isna(), "not_supplied", "ok")
    return areas


def _shapes(vault: Vault) -> pd.DataFrame:
    """Thin the council and its neighbours together, so that they still fit."""
    areas = areas_around(vault, within_m=_margin(vault))
    outlines = outlines_of(vault, areas)
    has_one = shapely.is_valid(outlines) & ~shapely.is_empty(outlines)
    held = areas[has_one].reset_index(drop=True)
    if not held["is_own"].any():
        return pd.DataFrame(columns=SHAPE_COLUMNS)
    own = held["is_own"].to_numpy(bool)
    whole = thinned(outlines[has_one])
    rows = [
        _row("area", code, name, shape)
        for code, name, shape in zip(
            held["area_code"][own], held["area_name"][own], whole[own], strict=True
        )
    ]
    rows += _joined("district", held[own], whole[own], "district_code", "district_name")
    rows += _joined("land", held[~own], whole[~own], "council_code", "council_code")
    return pd.DataFrame(rows, columns=SHAPE_COLUMNS)


def _margin(vault: Vault) -> float:
    areas = read_areas(vault)[["x_m", "y_m"]]
    sides = areas.max() - areas.min()
    return float(sides.max()) * AROUND


def _joined(
    layer: str,
    areas: pd.DataFrame,
    shapes: NDArray[np.object_],
    code: str,
    name: str,
) -> list[dict[str, Any]]:
    """Join the shapes of each district, or of each council beyond ours."""
    return [
        _row(
            layer,
            str(each),
            str(rows[name].iloc[0]),
            shapely.union_all(shapes[rows.index - areas.index[0]]),
        )
        for each, rows in areas.groupby(areas[code].fillna("elsewhere"))
    ]


def _row(layer: str, code: str, name: str, shape: Any) -> dict[str, Any]:
    xs, ys = path_of(shape)
    return {"layer": layer, "area_code": code, "name": name, "x_km": xs, "y_km": ys}
