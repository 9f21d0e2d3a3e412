"""Census 2021: residents of districts, councils and MSOAs."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.readers.fields import Field, place_code
from data.readers.open_table import Check, OpenTable
from data.readers.population import BANDS
from data.readers.reader import LandedColumn

CENSUS_DAY = dt.date(2021, 3, 21)
OLDEST = 100  # this age of the file holds everyone older too
AGES = tuple(f"age_{age}" for age in range(OLDEST + 1))
LAST_OF_BAND = {"people_85_plus": OLDEST}
CARE_HOURS = ("9_hours_or_less", "10_to_19_hours", "20_to_34_hours", "35_to_49_hours")
CARE = {
    "no_care": "provides_no_unpaid_care",
    **{
        f"care_{hours.removesuffix('_hours')}": f"provides_{hours}_unpaid_care_a_week"
        for hours in CARE_HOURS
    },
    "care_50_or_more": "provides_50_or_more_hours_unpaid_care_a_week",
}


def _age(age: int) -> Field:
    """Return the column of one year of age, as either of ONS's layouts heads it."""
    if age == 0:
        years = "under_1_year"
    elif age == OLDEST:
        years = f"{age}_years_and_over"
    else:
        years = f"{age}_year" if age == 1 else f"{age}_years"
    return Field(
        f"age_{age}", "BIGINT", heading=rf"(age_)?aged_{years}(_measures_value)?"
    )


def _bands(rows: pl.DataFrame) -> pl.DataFrame:
    """Add single years of age up to the bands that our estimates of need use."""
    return rows.select(
        "place_code",
        pl.col("total").alias("people_all"),
        *(
            pl.sum_horizontal(AGES[first : LAST_OF_BAND.get(band, last) + 1]).alias(
                band
            )
            for band, (first, last) in BANDS.items()
        ),
    )


AGE = OpenTable(
    source="census_age",
    fields=(
        place_code("place_code", r"geography_code|(msoa|ltla|utla|lad)21_?(code|cd)"),
        Field("total", "BIGINT", heading=r"(age_)?total(_measures_value)?"),
        *map(_age, range(OLDEST + 1)),
    ),
    key=("place_code",),
    describes=CENSUS_DAY,
    checks=(
        Check(
            "total",
            "total is not the sum of the single years of age.",
            # Counts of the Census are swapped and perturbed: sums differ by a little.
            (pl.sum_horizontal(AGES) - pl.col("total")).abs() <= pl.lit(OLDEST),
        ),
    ),
    derive=_bands,
    landed=(
        LandedColumn("place_code", "VARCHAR"),
        LandedColumn("people_all", "BIGINT"),
        *(LandedColumn(band, "BIGINT") for band in BANDS),
    ),
)

UNPAID_CARE = OpenTable(
    source="census_unpaid_care",
    fields=(
        place_code("msoa21_code", r"msoa21_?(code|cd)"),
        Field("msoa21_name", heading=r"msoa21_?(name|nm)"),
        Field("total", "BIGINT"),
        *(Field(name, "BIGINT", heading=heading) for name, heading in CARE.items()),
    ),
    key=("msoa21_code",),
    describes=CENSUS_DAY,
)


def _is_disabled(rows: pl.DataFrame) -> pl.DataFrame:
    answer = pl.col("disability_level").str.starts_with("disabled")
    return rows.select(
        "ltla21_code", answer.alias("is_disabled"), "n", "total_residents"
    )


DISTRICT_DISABILITY = OpenTable(
    source="census_district_disability",
    fields=(
        place_code("ltla21_code", r"(ltla|lad)21_?(code|cd)"),
        Field(
            "disability_level",
            valid=r"^(not )?disabled under the equality act$",
            must="is neither disabled nor not disabled under the Equality Act",
            tidy=lambda cell: cell.str.to_lowercase(),
        ),
        Field("n", "BIGINT"),
        Field("total_residents", "BIGINT"),
    ),
    key=("ltla21_code", "disability_level"),
    describes=CENSUS_DAY,
    derive=_is_disabled,
    landed=(
        LandedColumn("ltla21_code", "VARCHAR"),
        LandedColumn("is_disabled", "BOOLEAN"),
        LandedColumn("n", "BIGINT"),
        LandedColumn("total_residents", "BIGINT"),
    ),
)

READERS = (AGE.reader(), UNPAID_CARE.reader(), DISTRICT_DISABILITY.reader())
