"""The row rules of a council's table as a pandera schema, and who breaks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pandera.polars as pa
import polars as pl

from data.readers.council.layout import Column, Table

NEEDED = "is empty, and every row needs it"
# Between a column's name and the sentence, in the name of a check.
SEP = "\N{INFORMATION SEPARATOR ONE}"


def broken_rules(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """List the broken rules of a typed frame.

    Returns
    -------
    DataFrame, one row for each rule that a row breaks
        row (place in the frame, from 0), column, sentence.
    """
    try:
        schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as broken:
        return broken.failure_cases.select(
            pl.col("index").cast(pl.Int64).alias("row"),
            pl.coalesce("column", pl.col("check").str.split(SEP).list.first()).alias(
                "column"
            ),
            pl.when(pl.col("check") == "not_nullable")
            .then(pl.lit(NEEDED))
            .otherwise(pl.col("check").str.split(SEP).list.last())
            .alias("sentence"),
        )
    return pl.DataFrame(schema={"row": pl.Int64, "column": str, "sentence": str})


@cache
def schema(table: Table) -> pa.DataFrameSchema:
    """Return the schema that a table's declaration says."""
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                column.frame_type,
                list(_checks(column)),
                nullable=not column.is_required,
            )
            for column in table.columns
        },
        checks=list(_row_checks(table)),
    )


def sentence_of(allowed: Sequence[str]) -> str:
    """Say what a choice may be.

    >>> sentence_of(["placed", "withdrawn", "waiting"])
    'is not one of placed, withdrawn or waiting'
    """
    return f"is not one of {', '.join(allowed[:-1])} or {allowed[-1]}"


def _checks(column: Column) -> Iterator[pa.Check]:
    if column.allowed:
        yield pa.Check.isin(
            column.allowed, error=f"{column.name}{SEP}{sentence_of(column.allowed)}"
        )
    if column.kind in ("number", "whole"):
        if column.low > float("-inf"):
            yield pa.Check.ge(
                column.low, error=f"{column.name}{SEP}is less than {column.low:g}"
            )
        if column.high < float("inf"):
            yield pa.Check.le(
                column.high, error=f"{column.name}{SEP}is more than {column.high:g}"
            )


def _row_checks(table: Table) -> Iterator[pa.Check]:
    for names in table.either:
        yield _row_check(
            names[0],
            f"and {' and '.join(names[1:])} are both empty, and a row needs one",
            pl.any_horizontal(pl.col(name).is_not_null() for name in names),
        )
    for rule in table.rules:
        yield _row_check(rule.column, rule.sentence, rule.holds)


def _row_check(column: str, sentence: str, holds: pl.Expr) -> pa.Check:
    return pa.Check(
        lambda rows: rows.lazyframe.select(holds.fill_null(True)),
        error=f"{column}{SEP}{sentence}",
        name=f"{column} {sentence}",
    )
