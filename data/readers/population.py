"""How many people live in each area, by age and by disability."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.readers.fields import Field, place_code
from data.readers.open_table import Check, OpenTable
from data.readers.reader import LandedColumn

OLDEST = 90  # the last age of the file, "90+", holds everyone older too
AGES = tuple(f"age_{age}" for age in range(OLDEST + 1))
BANDS = {
    "people_18_64": (18, 64),
    "people_65_74": (65, 74),
    "people_75_84": (75, 84),
    "people_85_plus": (85, OLDEST),
}


def _bands(rows: pl.DataFrame) -> pl.DataFrame:
    """Add single years of age up to the bands that our estimates of need use."""
    return rows.select(
        "lsoa11_code",
        pl.col("total_population").alias("people_all"),
        *(
            pl.sum_horizontal(AGES[first : last + 1]).alias(band)
            for band, (first, last) in BANDS.items()
        ),
    )


# The single years are added up here rather than landed: 91 columns would have to be
# declared, checked and described to give five, and no page asks for a single year.
POPULATION = OpenTable(
    source="ons_population",
    fields=(
        place_code("lsoa11_code", r"lsoa11_?(code|cd)"),
        Field("total_population", "BIGINT", heading=r"total_population|all_ages"),
        *(Field(f"age_{age}", "BIGINT", heading=str(age)) for age in range(91)),
    ),
    key=("lsoa11_code",),
    describes=dt.date(2020, 6, 30),
    checks=(
        Check(
            "total_population",
            "total_population is not the sum of the single years of age.",
            pl.sum_horizontal(AGES) == pl.col("total_population"),
        ),
    ),
    derive=_bands,
    landed=(
        LandedColumn("lsoa11_code", "VARCHAR"),
        LandedColumn("people_all", "BIGINT"),
        *(LandedColumn(band, "BIGINT") for band in BANDS),
    ),
)


def _is_disabled(rows: pl.DataFrame) -> pl.DataFrame:
    """Turn the two answers into a truth."""
    answer = pl.col("disability").str.starts_with("disabled")
    return rows.select(
        "lsoa21_code", answer.alias("is_disabled"), "n", "total_residents"
    )


DISABILITY = OpenTable(
    source="ons_disability",
    fields=(
        place_code("lsoa21_code", r"lsoa21_?(code|cd)"),
        Field(
            "disability",
            valid=r"^(not )?disabled under the equality act$",
            must="is neither disabled nor not disabled under the Equality Act",
            tidy=lambda cell: cell.str.to_lowercase(),
        ),
        Field("n", "BIGINT"),
        Field("total_residents", "BIGINT"),
    ),
    key=("lsoa21_code", "disability"),
    describes=dt.date(2021, 3, 21),
    checks=(
        Check(
            "n",
            "n is more than total_residents.",
            pl.col("n") <= pl.col("total_residents"),
        ),
    ),
    derive=_is_disabled,
    landed=(
        LandedColumn("lsoa21_code", "VARCHAR"),
        LandedColumn("is_disabled", "BOOLEAN"),
        LandedColumn("n", "BIGINT"),
        LandedColumn("total_residents", "BIGINT"),
    ),
)

READERS = (POPULATION.reader(), DISABILITY.reader())
