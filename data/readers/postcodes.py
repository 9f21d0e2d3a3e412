"""Where postcodes are."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.readers.fields import POSTCODE_KEY, Field, place_code
from data.readers.open_table import OpenTable

# Edges of the British National Grid, metres.
EASTERN_EDGE, NORTHERN_EDGE = 700_000, 1_300_000


def postcode_key(cell: pl.Expr) -> pl.Expr:
    """Return a postcode in capitals without its space, as postcodes are matched."""
    return cell.str.to_uppercase().str.replace_all(r"\s", "")


# The names of these columns carry their year, and moved in 2025: match by pattern.
POSTCODES = OpenTable(
    source="ons_postcodes",
    fields=(
        Field(
            "pcds",
            valid=POSTCODE_KEY,
            must="is not a whole postcode, such as LN1 1AA",
            tidy=postcode_key,
        ),
        place_code("lad_code", r"lad\d\dcd|laua|oslaua"),
        Field("easting", "DOUBLE", heading=r"(os)?east1m", high=EASTERN_EDGE),
        Field("northing", "DOUBLE", heading=r"(os)?(north|nrth)1m", high=NORTHERN_EDGE),
        Field(
            "lsoa11_code",
            heading=r"lsoa11(cd)?",
            valid=r"^[EWX]\d{8}$",
            must="is not an ONS code: a letter and eight digits",
            may_be_empty=True,
        ),
    ),
    key=("pcds",),
    describes=dt.date(2025, 11, 30),
)

POSTCODE_MEANS = OpenTable(
    source="ons_postcode_means",
    fields=(
        place_code("lsoa11_code", r"lsoa11_?(code|cd)"),
        Field("n_live_postcodes", "BIGINT", low=1),
        Field("easting", "DOUBLE", high=EASTERN_EDGE),
        Field("northing", "DOUBLE", high=NORTHERN_EDGE),
    ),
    key=("lsoa11_code",),
    describes=dt.date(2025, 5, 31),
)

READERS = (POSTCODES.reader(), POSTCODE_MEANS.reader())
