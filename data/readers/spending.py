"""What councils spent, and what an hour or a week of care cost them, as published."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.readers.fields import Field, place_code
from data.readers.open_table import OpenTable

MOST_GBP = 1e12


def _gbp(name: str) -> Field:
    return Field(name, "DOUBLE", low=-MOST_GBP, high=MOST_GBP, may_be_marked=True)


def _last_year(rows: pl.DataFrame) -> dt.date | None:
    last = rows["fy_ending"].max()
    return dt.date(last, 3, 31) if isinstance(last, int) else None


def _last_period(rows: pl.DataFrame) -> dt.date | None:
    last = rows["period"].max()
    return dt.date(int(last[:4]) + 1, 3, 31) if isinstance(last, str) else None


def _words(name: str, heading: str = "") -> Field:
    return Field(name, heading=heading, may_be_empty=True)


SPENDING = OpenTable(
    source="asc_fr_spending",
    fields=(
        Field("data_level"),
        Field("fy_ending", "BIGINT", low=2000, high=2099),
        Field("uuid"),
        Field("cassr"),
        place_code("geography_code"),
        Field("dh_geography_name"),
        _words("caretype_key"),
        _words("ageband_key"),
        _words("primarysupportreason_key"),
        _words("supportsetting_key"),
        _words("purpose_key"),
        _words("carersupporttype_key"),
        _gbp("itemvalue"),
    ),
    key=("fy_ending", "uuid", "cassr"),
    found=_last_year,
)

UNIT_COSTS = OpenTable(
    source="pss_ex1_unit_costs",
    fields=(
        Field(
            "period",
            valid=r"^20\d\d-\d\d$",
            must="is not a financial year, such as 2013-14",
        ),
        Field("cassr_code"),
        Field("council"),
        Field("measure"),
        _gbp("value_gbp"),
    ),
    key=("period", "cassr_code", "measure"),
    found=_last_period,
)

READERS = (SPENDING.reader(), UNIT_COSTS.reader())
