"""Where postcodes are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from data.readers.fields import POSTCODE_KEY, Field, place_code
from data.readers.long_table import LongTable
from data.readers.open_table import OpenTable
from data.readers.reader import LandedColumn

# Edges of the British National Grid, metres.
EASTERN_EDGE, NORTHERN_EDGE = 700_000, 1_300_000
# ONS writes this latitude where a postcode has no place, and codes that end in nines
# where it lies in no area.
NO_LATITUDE = 99
NO_AREA = r"^[A-Z]9{8}$"
# 1 is the middle of a building; 6 the mean of a postcode sector; 9 has no place.
NO_PLACE = 9
ELSEWHERE = {
    "postcodes of Scotland": "S",
    "postcodes of Northern Ireland": "N",
    "postcodes of the Channel Islands": "L",
    "postcodes of the Isle of Man": "M",
}


# Newport's and Girobank's were written otherwise, and are in no use now.
POSTCODE_EVER = r"^(?:[A-Z]{1,2}\d[A-Z\d]?|NPT|GIR)\d[A-Z]{2}$"


def postcode_key(cell: pl.Expr) -> pl.Expr:
    """Return a postcode in capitals without its space, as postcodes are matched."""
    return cell.str.to_uppercase().str.replace_all(r"\s", "")


def _first_of_month(cell: pl.Expr) -> pl.Expr:
    """Turn a month, such as 202205, into its first day; anything else stays."""
    return cell.str.replace(r"^(\d{4})(\d{2})$", "$1-$2-01")


POSTCODE = Field(
    "pcds",
    valid=POSTCODE_EVER,
    must="is not a whole postcode, such as LN1 1AA",
    tidy=postcode_key,
)
INTRODUCED = Field("dointr", "DATE", may_be_empty=True, tidy=_first_of_month)
# Empty while the postcode lives.
TERMINATED = Field("doterm", "DATE", may_be_empty=True, tidy=_first_of_month)
UK_AREA = r"^[A-Z]\d{8}$"
KEY = LandedColumn("postcode_key", "VARCHAR")
OLD_AREA = LandedColumn("lsoa11_code", "VARCHAR")
NEW_AREA = LandedColumn("lsoa21_code", "VARCHAR")
DISTRICT = LandedColumn("lad_code", "VARCHAR")
PLACE = (LandedColumn("easting", "DOUBLE"), LandedColumn("northing", "DOUBLE"))
ENDED = LandedColumn("terminated_on", "DATE")
EXACTNESS = LandedColumn("exactness", "BIGINT")


def _area(name: str, heading: str) -> Field:
    """Return a column of codes that is empty where a postcode lies in no area."""
    return replace(place_code(name, heading, valid=UK_AREA), may_be_empty=True)


def _told(*names: str) -> list[pl.Expr]:
    """Return codes of areas, without those that say that there is none."""
    return [
        pl.when(~pl.col(name).str.contains(NO_AREA)).then(pl.col(name)).alias(name)
        for name in names
    ]


def _outside(column: str) -> dict[str, pl.Expr]:
    return {
        reason: pl.col(column).str.contains(rf"^{letter}\d{{8}}$")
        for reason, letter in ELSEWHERE.items()
    }


def _coordinates(high: float, heading: str, name: str) -> Field:
    return Field(name, "DOUBLE", heading=heading, high=high, may_be_empty=True)


EASTING = _coordinates(EASTERN_EDGE, r"(os)?east1m|eastings?", "easting")
NORTHING = _coordinates(NORTHERN_EDGE, r"(os)?(north|nrth)1m|northings?", "northing")


def _as_it_is(rows: pl.DataFrame) -> pl.DataFrame:
    return rows


# The names of these columns carry their year, and moved in 2025: match by pattern.
POSTCODES = LongTable(
    source="ons_postcodes",
    fields=(
        POSTCODE,
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
    key="pcds",
    landed=(LandedColumn("pcds", "VARCHAR"), DISTRICT, *PLACE, OLD_AREA),
    derive=_as_it_is,
    passes_over=_outside("lad_code"),
    describes=dt.date(2025, 11, 30),
)


def _directory(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep what places a postcode; a place that is none becomes empty."""
    has_place = (
        (pl.col("lat").fill_null(0).abs() < NO_LATITUDE)
        & (pl.col("gridind").fill_null(1) < NO_PLACE)
        & (pl.col("easting") > 0)
    )
    return rows.select(
        pl.col("pcds").alias("postcode_key"),
        *_told("lad_code"),
        pl.when(has_place).then(pl.col("easting")).alias("easting"),
        pl.when(has_place).then(pl.col("northing")).alias("northing"),
        pl.when(has_place).then(pl.col("gridind")).alias("exactness"),
        *_told("lsoa11_code", "lsoa21_code"),
        pl.col("doterm").alias("terminated_on"),
    )


# ONSPD and NSPL, whose columns differ in order and in what they are called.
DIRECTORY = LongTable(
    source="ons_postcode_directory",
    fields=(
        POSTCODE,
        TERMINATED,
        _area("lad_code", r"lad\d\dcd|laua|oslaua"),
        EASTING,
        NORTHING,
    ),
    key="pcds",
    landed=(KEY, DISTRICT, *PLACE, EXACTNESS, OLD_AREA, NEW_AREA, ENDED),
    derive=_directory,
    optional=(
        INTRODUCED,
        Field("gridind", "BIGINT", heading=r"gridind|osgrdind", low=1, high=9),
        Field("lat", "DOUBLE", heading=r"lat", low=-180, high=180),
        _area("lsoa11_code", r"lsoa11(cd)?"),
        _area("lsoa21_code", r"lsoa21(cd)?"),
    ),
    passes_over=_outside("lad_code"),
    dated_by="dointr",
)


def _lookup(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        pl.col("pcds").alias("postcode_key"),
        *_told("lad_code", "lsoa11_code", "lsoa21_code"),
        pl.col("doterm").alias("terminated_on"),
    )


LOOKUP = LongTable(
    source="ons_postcode_lookup",
    fields=(
        POSTCODE,
        TERMINATED,
        Field(
            "output_area",
            heading=r"oa(11|21)(cd)?",
            valid=r"^\w{9,10}$",
            must="is not the code of an output area",
            may_be_empty=True,
        ),
        _area("lad_code", r"lad(\d\d)?cd"),
    ),
    key="pcds",
    landed=(KEY, DISTRICT, OLD_AREA, NEW_AREA, ENDED),
    derive=_lookup,
    optional=(
        INTRODUCED,
        _area("lsoa11_code", r"lsoa11(cd)?"),
        _area("lsoa21_code", r"lsoa21(cd)?"),
    ),
    passes_over=_outside("lad_code"),
    dated_by="dointr",
)


def _code_point(rows: pl.DataFrame) -> pl.DataFrame:
    """Put the positional quality, tens from 10 to 90, on the ONS's scale."""
    has_place = (pl.col("quality") < 10 * NO_PLACE) & (pl.col("eastings") > 0)
    return rows.select(
        pl.col("postcode").alias("postcode_key"),
        *_told("district"),
        pl.when(has_place).then(pl.col("eastings")).alias("easting"),
        pl.when(has_place).then(pl.col("northings")).alias("northing"),
        pl.when(has_place).then(pl.col("quality") // 10).alias("exactness"),
    ).rename({"district": "lad_code"})


CODE_POINT = LongTable(
    source="os_code_point",
    fields=(
        Field("postcode", valid=POSTCODE_KEY, must=POSTCODE.must, tidy=postcode_key),
        Field("quality", "BIGINT", low=10, high=90),
        Field("eastings", "DOUBLE", high=EASTERN_EDGE),
        Field("northings", "DOUBLE", high=NORTHERN_EDGE),
        place_code("country", valid=UK_AREA),
        _area("district", "district"),
    ),
    key="postcode",
    landed=(KEY, DISTRICT, *PLACE, EXACTNESS),
    derive=_code_point,
    headerless=(
        "postcode",
        "quality",
        "eastings",
        "northings",
        "country",
        "regional_health_authority",
        "health_authority",
        "county",
        "district",
        "ward",
    ),
    shows={
        "postcode": r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$",
        "quality": r"^[1-9]0$",
        "eastings": r"^\d{1,7}$",
        "northings": r"^\d{1,7}$",
        "country": UK_AREA,
    },
    passes_over=_outside("country"),
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

READERS = (
    POSTCODES.reader(),
    DIRECTORY.reader(),
    LOOKUP.reader(),
    CODE_POINT.reader(),
    POSTCODE_MEANS.reader(),
)
