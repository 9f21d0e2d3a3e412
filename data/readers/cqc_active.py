"""CQC's care directory with filters: every active location, a column a service."""

from __future__ import annotations

import re

import polars as pl

from data.readers.cqc_cells import cqc_id, postcode, prepared, spelling, text
from data.readers.cqc_directory import part_of_england
from data.readers.fields import Field
from data.readers.grid import to_grid
from data.readers.headings import day_said
from data.readers.open_table import OpenTable
from data.readers.postcodes import EASTERN_EDGE, NORTHERN_EDGE
from data.readers.reader import LandedColumn, plain_name

# Some columns of this file name people: the registered manager, the nominated
# individual, the main partner. None of them is among the columns below.
SERVICE = r"service_type_.+"
DATES = {
    "location_hsca_start_date": "Location HSCA start date",
    "publication_date": "Publication Date",
}


def _gather_services(frame: pl.DataFrame) -> pl.DataFrame:
    """Join the names of the services whose column says Y, as the directory has them."""
    flags = [c for c in frame.columns if re.fullmatch(SERVICE, plain_name(c))]
    named = [
        pl.when(pl.col(flag).str.strip_chars().str.to_lowercase().is_in(["y", "yes"]))
        .then(pl.lit(re.sub(r"(?i)^\s*service type\s*-\s*", "", flag).strip()))
        .alias(flag)
        for flag in flags
    ]
    if not named:
        return frame.with_columns(pl.lit(None, pl.String).alias("service_types"))
    return frame.with_columns(
        pl.concat_str(named, separator="|", ignore_nulls=True).alias("service_types")
    )


def _prepare(cells: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Read the dates, drop the names of people, and say where the file is a part."""
    names = ("location_name", "provider_name")
    ready, notices = prepared(cells, dates=DATES, names=names)
    return ready, notices + part_of_england(ready, "location_local_authority")


def placed(rows: pl.DataFrame) -> pl.DataFrame:
    """Turn degrees into metres; what is off the National Grid stays unplaced."""
    grid = to_grid(
        rows["location_longitude"].cast(pl.Float64).to_numpy(),
        rows["location_latitude"].cast(pl.Float64).to_numpy(),
    )
    x, y = pl.Series("x_m", grid[:, 0]), pl.Series("y_m", grid[:, 1])
    is_on_grid = x.is_between(0, EASTERN_EDGE) & y.is_between(0, NORTHERN_EDGE)
    return rows.drop("location_longitude", "location_latitude").with_columns(
        x.set(~is_on_grid.fill_null(False), None),
        y.set(~is_on_grid.fill_null(False), None),
    )


FIELDS = (
    cqc_id("location_id"),
    Field("location_hsca_start_date", "DATE", may_be_empty=True),
    Field("dormant", "BOOLEAN", heading=r"dormant(_y_n)?", may_be_empty=True),
    Field("care_home", "BOOLEAN", may_be_empty=True),
    text("location_name"),
    Field("care_homes_beds", "BIGINT", may_be_empty=True),
    text("location_type_sector"),
    text("location_inspection_directorate"),
    text("location_primary_inspection_category"),
    Field("location_latest_overall_rating", tidy=spelling, may_be_empty=True),
    Field("publication_date", "DATE", may_be_empty=True),
    text("location_region"),
    text("location_local_authority"),
    postcode("location_postal_code", r"location_post(al)?_code"),
    Field("location_latitude", "DOUBLE", low=-90, high=90, may_be_empty=True),
    Field("location_longitude", "DOUBLE", low=-180, high=180, may_be_empty=True),
    text("brand_name"),
    text("provider_id"),
    text("provider_name"),
    text("provider_ownership_type"),
)
SERVICES = text("service_types")

ACTIVE = OpenTable(
    source="cqc_active_locations",
    fields=FIELDS,
    key=("location_id",),
    dated_by="publication_date",
    sheet="HSCA_Active_Locations",
    made=(SERVICES,),
    gathers=SERVICE,
    gather=_gather_services,
    dated=day_said,
    prepare=_prepare,
    derive=placed,
    landed=(
        *(
            LandedColumn(field.name, field.type)
            for field in (*FIELDS, SERVICES)
            if field.name not in ("location_latitude", "location_longitude")
        ),
        LandedColumn("x_m", "DOUBLE"),
        LandedColumn("y_m", "DOUBLE"),
    ),
)

READERS = (ACTIVE.reader(),)
