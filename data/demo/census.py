"""Cut a few areas of the county in two and join others, as a census does."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.demo.renaming import next_name

SPLITS, MERGES = 14, 3  # areas cut in two, and pairs made one


def census_changes(
    areas: gpd.GeoDataFrame, rng: np.random.Generator
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Cut a few areas in two and make a few pairs one, as the 2021 census did."""
    inside = areas[areas["council_code"] == "X99000001"]
    splits: dict[str, list[shapely.Geometry]] = {}
    # The fullest areas are those that a census cuts.
    for area in inside.sort_values("n_postcodes", ascending=False).index:
        if len(splits) < SPLITS and (halves := _halves(inside.geometry[area])):
            splits[area] = halves
    pairs = _pairs(inside.drop(index=list(splits)), rng)
    next_code = iter(range(1001, 2000))
    rows, changes = [], []
    merged = {area for pair in pairs for area in pair}
    names = set(areas["area_name"])
    for area, row in areas.iterrows():
        if area in splits:
            for outline in splits[area]:
                code = f"X0100{next(next_code)}"
                name = next_name(row["area_name"], names)
                names.add(name)
                rows.append({**row, "area_code": code, "area_name": name})
                rows[-1]["geometry"] = outline
                changes.append((row["area_code"], code, "S"))
        elif area not in merged:
            rows.append(dict(row))
            changes.append((row["area_code"], row["area_code"], "U"))
    for first, second in pairs:
        code = f"X0100{next(next_code)}"
        one, two = areas.loc[first], areas.loc[second]
        name = next_name(one["area_name"], names)
        names.add(name)
        rows.append({**one, "area_code": code, "area_name": name})
        rows[-1]["geometry"] = shapely.union(one.geometry, two.geometry)
        changes += [(each["area_code"], code, "M") for each in (one, two)]
    new = gpd.GeoDataFrame(rows, crs=areas.crs).sort_values("area_code")
    table = pd.DataFrame(changes, columns=["code_2011", "code_2021", "change"])
    return new.reset_index(drop=True), table.sort_values(["code_2011", "code_2021"])


def _halves(outline: shapely.Geometry) -> list[shapely.Geometry] | None:
    """Cut a polygon between two of its own corners, so that neighbours still fit."""
    if outline.geom_type != "Polygon" or outline.interiors:
        return None
    corners = np.asarray(outline.exterior.coords)[:-1]
    best, choice = 0.25, None
    for first in range(len(corners)):
        for second in range(first + 2, len(corners)):
            cut = shapely.LineString(corners[[first, second]])
            if not outline.contains(cut) or cut.crosses(outline.exterior):
                continue
            one = shapely.Polygon(corners[first : second + 1])
            share = min(one.area, outline.area - one.area) / outline.area
            # The most even cut, and of those the shortest.
            score = share - cut.length / outline.length
            if share > 0.3 and (choice is None or score > best):
                rest = np.vstack([corners[second:], corners[: first + 1]])
                best, choice = score, [one, shapely.Polygon(rest)]
    return choice


def _pairs(areas: gpd.GeoDataFrame, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Choose neighbours within one middle-layer area, each area once at most."""
    emptiest = areas.sort_values("n_postcodes").index[:60]
    pairs: list[tuple[str, str]] = []
    for first in rng.permutation(emptiest):
        mates = areas[
            (areas["msoa_code"] == areas["msoa_code"][first])
            & areas.geometry.touches(areas.geometry[first])
        ].index
        free = [m for m in mates if not any(m in pair for pair in pairs)]
        if free and len(pairs) < MERGES and not any(first in p for p in pairs):
            pairs.append((first, min(free)))
    return pairs
