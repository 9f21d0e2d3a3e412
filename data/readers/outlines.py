"""The outlines of areas, and the middles of outlines."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape

from data.errors import UnreadableFileError
from data.readers.fields import PLACE_CODE, Field, match_fields, place_code
from data.readers.grid import to_grid
from data.readers.open_table import OpenTable
from data.readers.reader import (
    NO_MATCH,
    LandedColumn,
    Match,
    OpenedFile,
    ReadContext,
    Reader,
    Reading,
    Reject,
    Sample,
)

SOURCE = "ons_area_outlines"
CENSUS_DAY = dt.date(2021, 3, 21)
CODE = place_code("lsoa21_code", r"lsoa21_?(code|cd)")
NAME = Field("lsoa21_name", heading=r"lsoa21_?(name|nm)")


def recognise(sample: Sample) -> Match:
    """Say whether the first outline carries the code and name of a 2021 LSOA."""
    if sample.kind != "geojson":
        return NO_MATCH
    return match_fields((CODE, NAME), sample.properties)


def _features(file: OpenedFile) -> list[Mapping[str, Any]]:
    """Return the file's features, or say that it breaks off."""
    try:
        features = json.loads(file.text())["features"]
    except (ValueError, KeyError, TypeError) as fault:
        raise UnreadableFileError(
            f"{file.name} is not whole GeoJSON: it ends early or holds no features. "
            "Fetch it again."
        ) from fault
    if not isinstance(features, list):
        raise UnreadableFileError(
            f"{file.name} is not GeoJSON: its features are not a list. Fetch it again."
        )
    return features


def _outline(feature: Mapping[str, Any]) -> tuple[shapely.Geometry | None, str]:
    """Return one feature's outline, or nothing and what is wrong with it."""
    try:
        outline = shape(feature["geometry"])
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None, "The outline is missing or cannot be read."
    if outline.is_empty or outline.geom_type not in ("Polygon", "MultiPolygon"):
        return None, "The outline is not a polygon."
    points = shapely.get_coordinates(outline)
    if not (np.isfinite(points).all() and (np.abs(points) <= [180, 90]).all()):
        return None, "The outline is not in degrees of longitude and latitude (WGS84)."
    return outline, ""


def read(file: OpenedFile, _: ReadContext) -> Reading:
    """Read every outline; line numbers count features from 1."""
    features = _features(file)
    rejects: list[Reject] = []
    codes: list[str] = []
    names: list[str | None] = []
    outlines: list[shapely.Geometry] = []
    seen: set[str] = set()
    for line, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {} if feature else {}
        code = _property(CODE, properties).upper()
        outline, wrong = _outline(feature)
        if not re.match(PLACE_CODE, code):
            rejects.append(Reject(line, CODE.name, CODE.rule, code))
        elif code in seen:
            rule = "lsoa21_code is that of an earlier outline."
            rejects.append(Reject(line, CODE.name, rule, code))
        elif outline is None:
            rejects.append(Reject(line, "geometry", wrong, code))
        else:
            seen.add(code)
            codes.append(code)
            names.append(_property(NAME, properties) or None)
            outlines.append(outline)
    return Reading(
        tables={f"landed_{SOURCE}": _frame(codes, names, np.array(outlines, object))},
        rows_read=len(features),
        accepted=len(codes),
        rejected_rows=len(features) - len(codes),
        rejects=rejects,
        vintage=CENSUS_DAY if codes else None,
        notices=[] if features else [f"{file.name} holds no outline."],
    )


def _property(field: Field, properties: Mapping[str, Any]) -> str:
    """Return one property as text, empty where it is not there."""
    key = field.find(tuple(properties))
    value = properties[key] if key is not None else None
    return "" if value is None else str(value).strip()


def _frame(
    codes: list[str], names: list[str | None], outlines: NDArray[np.object_]
) -> pl.DataFrame:
    """Return the landed rows: each outline as published, and a point inside it."""
    on_grid = shapely.transform(outlines, lambda points: to_grid(*points.T))
    label = shapely.point_on_surface(on_grid)
    return pl.DataFrame(
        {
            "lsoa21_code": pl.Series(codes, dtype=pl.String),
            "lsoa21_name": pl.Series(names, dtype=pl.String),
            "outline_wkb": pl.Series(list(shapely.to_wkb(outlines)), dtype=pl.Binary),
            "label_x_m": pl.Series(shapely.get_x(label), dtype=pl.Float64),
            "label_y_m": pl.Series(shapely.get_y(label), dtype=pl.Float64),
        }
    )


OUTLINES = Reader(
    source=SOURCE,
    landed={
        f"landed_{SOURCE}": (
            LandedColumn("lsoa21_code", "VARCHAR"),
            LandedColumn("lsoa21_name", "VARCHAR"),
            LandedColumn("outline_wkb", "BLOB"),
            LandedColumn("label_x_m", "DOUBLE"),
            LandedColumn("label_y_m", "DOUBLE"),
        )
    },
    recognise=recognise,
    read=read,
)


def _on_grid(rows: pl.DataFrame) -> pl.DataFrame:
    """Turn longitude and latitude into metres."""
    points = to_grid(rows["lon"], rows["lat"])
    return rows.select("lsoa21_code", "lsoa21_name").with_columns(
        x_m=pl.Series(points[:, 0], dtype=pl.Float64).fill_nan(None),
        y_m=pl.Series(points[:, 1], dtype=pl.Float64).fill_nan(None),
    )


CENTROIDS = OpenTable(
    source="ons_area_centroids",
    fields=(
        CODE,
        NAME,
        Field("lon", "DOUBLE", heading=r"lon|long|longitude", low=-180, high=180),
        Field("lat", "DOUBLE", heading=r"lat|latitude", low=-90, high=90),
    ),
    key=("lsoa21_code",),
    describes=CENSUS_DAY,
    derive=_on_grid,
    landed=(
        LandedColumn("lsoa21_code", "VARCHAR"),
        LandedColumn("lsoa21_name", "VARCHAR"),
        LandedColumn("x_m", "DOUBLE"),
        LandedColumn("y_m", "DOUBLE"),
    ),
)

READERS = (OUTLINES, CENTROIDS.reader())
