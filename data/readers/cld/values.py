"""Put every value of a list into one wording, and list those that we do not know."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

NOTHING = ("", "NULL")
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


def in_our_wording(
    values: pl.Series, lines: pl.Series
) -> tuple[pl.Series, pl.DataFrame]:
    """Map the values of one field; what is on no list stays as it is.

    Returns
    -------
    Series, DataFrame
        The values, null where a cell says nothing; and field, value, rows and
        first_line of those that are on no list.
    """
    known = _of(values.name)
    said = values.drop_nulls().unique()
    tidy = said.str.strip_chars()
    tidy = tidy.set(tidy.is_in(NOTHING), None)
    ours = pl.Series(
        [None if each is None else known.get(plain(each)) for each in tidy],
        dtype=pl.String,
    )
    mapped = values.replace_strict(
        said, ours.fill_null(tidy), default=None, return_dtype=pl.String
    )
    strange = tidy.filter(ours.is_null()).drop_nulls().unique()
    strangers = (
        pl.DataFrame({"field": values.name, "value": mapped, "line": lines})
        .filter(pl.col("value").is_in(strange.implode()))
        .group_by("field", "value")
        .agg(
            pl.len().cast(pl.Int64).alias("rows"),
            pl.col("line").min().alias("first_line"),
        )
    )
    return mapped.alias(values.name), strangers.sort("value")
