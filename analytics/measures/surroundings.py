"""The areas in and round a council: their people, their outlines, their coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.coverage import leaves_coverage
from analytics.access.need import BANDS
from analytics.access.outlines import on_grid
from analytics.access.travel import points_of
from data.queries.need import read_areas_around, read_people_65_plus_by_age
from data.queries.zones import read_outlines

if TYPE_CHECKING:
    from data.vault import Vault


def areas_around(vault: Vault, *, within_m: float) -> pd.DataFrame:
    """Read the council's areas and those around, and whether each is known.

    Returns
    -------
    DataFrame, one row for each area, the council's own first
        The columns of `read_areas_around`, and is_known: its place and its people
        of every age are. One without a place lies at 0, 0, far out at sea, and has no
        people there.
    """
    areas = read_areas_around(vault, within_m=within_m)
    placed = areas[["x_m", "y_m"]].notna().all(axis=1)
    areas["is_known"] = placed & areas[list(BANDS)].notna().all(axis=1)
    areas[["x_m", "y_m"]] = areas[["x_m", "y_m"]].fillna(0.0)
    return areas


def outlines_of(vault: Vault, areas: pd.DataFrame) -> NDArray[np.object_]:
    """Return the outline of each area in metres, None where there is none."""
    found = read_outlines(vault, areas["area_code"].tolist())
    shapes = pd.Series(
        on_grid([bytes(wkb) for wkb in found["outline_wkb"]]),
        index=found["area_code"],
        dtype=object,
    )
    laid = np.full(len(areas), None, dtype=object)
    rows = areas["area_code"].isin(shapes.index).to_numpy(bool)
    laid[rows] = shapes.loc[areas["area_code"][rows]].to_numpy(object)
    return laid


def nation_of(vault: Vault) -> NDArray[np.float64]:
    """Count ages within 65 and over in all councils, to keep their total by."""
    by_age = read_people_65_plus_by_age(vault)
    return by_age[list(BANDS[1:])].to_numpy(float)[0]


def leaves_known(
    areas: pd.DataFrame,
    outlines: NDArray[np.object_],
    is_covered: pd.Series[bool],
    pace: NDArray[np.float64],
    limit: float,
) -> NDArray[np.bool_]:
    """Find own areas whose reach touches an area of which we do not know enough.

    Its supply is not covered; or its people are not known, and so what they take of
    a supplier's hours cannot be told.
    """
    beyond = ~(is_covered & areas["is_known"]).to_numpy(bool)
    points = points_of(areas)
    return leaves_coverage(
        points.take(areas["is_own"].to_numpy(bool)),
        points.take(beyond),
        outlines[beyond],
        pace=pace,
        limit=limit,
    )
