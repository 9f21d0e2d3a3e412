"""Put every value of a list into one wording, and list those that we do not know."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

FILE = Path(__file__).parents[2] / "cld_values.csv"


@dataclass(frozen=True)
class Wording:
    """One row of `cld_values.csv`: what a file may say, and what we keep of it."""

    field: str
    said: str
    kept: str
    source: str
    confidence: str


@cache
def wordings() -> tuple[Wording, ...]:
    """Return the table of wordings, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return tuple(Wording(*row) for row in rows)


@cache
def _of(field: str) -> Mapping[str, str]:
    return {plain(row.said): row.kept for row in wordings() if row.field == field}


def plain(value: str) -> str:
    """Return a value as it is compared: without case, and with single spaces.

    >>> plain(" Direct  Payment")
    'direct payment'
    """
    return " ".join(value.casefold().split())


def in_our_wording(values: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Map the values of one field; what is on no list stays as it is.

    Returns
    -------
    Series, DataFrame
        The values, and field, value and rows of those that are on no list.
    """
    known = _of(values.name)
    times = values.drop_nulls().value_counts(name="rows")
    said = times[values.name]
    ours = pl.Series([known.get(plain(each)) for each in said], dtype=pl.String)
    mapped = values.replace_strict(
        said, ours.fill_null(said), default=None, return_dtype=pl.String
    )
    strangers = times.filter(ours.is_null()).select(
        pl.lit(values.name).alias("field"),
        pl.col(values.name).alias("value"),
        pl.col("rows").cast(pl.Int64),
    )
    return mapped.alias(values.name), strangers.sort("value")
