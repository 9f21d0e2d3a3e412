"""ASCOF to 2023-24, from SALT: one row a value, as NHS Digital published it.

Client-level data replaced SALT in April 2024 and counts other people: these measures
are never joined with those of later years.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.readers.fields import Field
from data.readers.open_table import OpenTable

PARTS = ("base", "numerator", "denominator", "outcome", "margin_of_error")
CODE = r"^\d[A-Z]\w*$"

# The file says no year: the councils that there were say it. A year's file has the
# first code, of councils made by then, and not the second, of those made later.
YEARS = (
    (2020, "E06000059", "E06000060"),  # Dorset; Buckinghamshire
    (2021, "E06000060", "E06000061"),  # Buckinghamshire; North Northamptonshire
    (2024, "E06000063", "E06000067"),  # Cumberland; none yet
)


def _year(rows: pl.DataFrame) -> dt.date | None:
    """Return the 31 March that ends the year, where the councils tell it."""
    codes = set(rows["ons_code"].drop_nulls())
    return next(
        (
            dt.date(year, 3, 31)
            for year, had, later in YEARS
            if had in codes and later not in codes
        ),
        None,
    )


def _plain(cell: pl.Expr) -> pl.Expr:
    return cell.str.to_lowercase().str.replace_all(r"[^a-z]+", "_")


ASCOF_SALT = OpenTable(
    source="ascof_salt",
    fields=(
        Field("geographical_code"),
        Field("geographical_description"),
        Field("geographical_level"),
        Field(
            "ons_code", heading=r"ons_(area_)?code(_\d{4}_\d{2})?", may_be_empty=True
        ),
        Field(
            "ascof_measure_code",
            valid=CODE,
            must="is not the code of a measure, such as 1C2A",
        ),
        Field("disaggregation_level"),
        Field(
            "measure_type",
            valid=rf"^({'|'.join(PARTS)})$",
            must="is not a base, numerator, denominator, outcome or margin of error",
            tidy=_plain,
        ),
        Field("measure_value", "DOUBLE", low=-1e12, may_be_marked=True),
        Field("measure_group"),
        Field("measure_group_description"),
    ),
    key=("geographical_code", "ascof_measure_code", "measure_type"),
    found=_year,
)

READERS = (ASCOF_SALT.reader(),)
