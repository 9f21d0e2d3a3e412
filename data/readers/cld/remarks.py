"""What is wrong with rows that are kept all the same, and what is said of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import polars as pl

from data.readers.cld.cells import Cells, Faults
from data.readers.cld.fields import HEADINGS
from data.readers.cld.people import BROKEN_NHS, ODD_AGE, ROUNDED_ID

TWO_BIRTHDAYS = "is not the one given above, so one number may stand for two people"
TWO_NUMBERS = (
    "came above with another NHS number, or with and without one, so one person may "
    "count as two"
)
# With fewer events a month than this, a month without any is no surprise.
MANY_A_MONTH = 10


def findings_of(kept: pl.DataFrame) -> pl.DataFrame:
    """List what is wrong with rows that are kept: line, column_name, rule."""
    has_cost = pl.col("unit_cost").is_not_null()
    rules = {
        ("nhs_number", BROKEN_NHS): pl.col("has_broken_nhs"),
        ("la_person_id", ROUNDED_ID): pl.col("has_rounded_id"),
        ("born_on", ODD_AGE): pl.col("born_on").is_not_null()
        & pl.col("age_at_period_end").is_null(),
        ("cost_frequency", "is empty beside a unit cost"): has_cost
        & pl.col("cost_frequency").is_null(),
        ("died_on", "is before the event's start"): pl.col("died_on")
        < pl.col("event_start"),
    }
    found = [
        _named(kept.filter(holds), column, rule)
        for (column, rule), holds in rules.items()
    ]
    births = kept.filter(pl.col("born_on").is_not_null())
    found += [
        _named(_otherwise(births, "person_key", "born_on"), "born_on", TWO_BIRTHDAYS),
        _named(
            _otherwise(kept, "la_person_key", "person_key"),
            "la_person_id",
            TWO_NUMBERS,
        ),
    ]
    return pl.concat([Faults.none(), *found])


def _named(rows: pl.DataFrame, column: str, rule: str) -> pl.DataFrame:
    return rows.select(
        "line", pl.lit(column).alias("column_name"), pl.lit(rule).alias("rule")
    )


def _otherwise(rows: pl.DataFrame, key: str, told: str) -> pl.DataFrame:
    """Find the rows that tell of somebody otherwise than the first row does."""
    several = (
        rows.group_by(key)
        .agg(pl.col(told).n_unique().alias("times"))
        .filter(pl.col(key).is_not_null() & (pl.col("times") > 1))
    )
    theirs = rows.join(several.select(key), on=key, how="semi").sort("line")
    return theirs.filter(pl.col(told) != pl.col(told).first().over(key))


def notices_of(
    cells: Cells, kept: pl.DataFrame, findings: pl.DataFrame, unmapped: pl.DataFrame
) -> Iterator[str]:
    """Say in sentences without a value what a reader of the report should know."""
    if cells.n_others:
        columns = "column" if cells.n_others == 1 else "columns"
        yield f"{cells.n_others} {columns} not in the layout: not read."
    if not len(cells.texts):
        yield "The file has a header and no rows."
    counted = findings.group_by("column_name", "rule").agg(
        pl.len(), pl.col("line").min()
    )
    for column, rule, times, line in counted.sort("column_name", "rule").iter_rows():
        yield f"{HEADINGS[column]} {rule}: {_kept(times, line)}."
    unknown = unmapped.group_by("field", maintain_order=True).agg(
        pl.len().alias("values"), pl.col("rows").sum(), pl.col("first_line").min()
    )
    for field, values, times, line in unknown.iter_rows():
        wordings = "1 wording" if values == 1 else f"{values:,} wordings"
        yield f"{HEADINGS[field]} has {wordings} on no list: {_kept(times, line)}."
    yield from _missing_months(kept)


def _kept(times: int, line: int) -> str:
    if times == 1:
        return f"1 row kept, line {line:,}"
    return f"{times:,} rows kept, the first on line {line:,}"


def _missing_months(kept: pl.DataFrame) -> Iterator[str]:
    """Say in which months of a submission nothing begins or ends."""
    periods = kept.select("period_start", "period_end").unique().sort(pl.all())
    for first, last in periods.iter_rows():
        events = kept.filter(
            (pl.col("period_start") == first) & (pl.col("period_end") == last)
        )
        if last < first:
            continue
        months = pl.date_range(first.replace(day=1), last, "1mo", eager=True)
        seen = pl.concat([events["event_start"], events["event_end"]]).drop_nulls()
        missing = months.filter(
            ~months.is_in(seen.dt.truncate("1mo").unique().implode())
        )
        if len(missing) and len(events) >= MANY_A_MONTH * len(months):
            yield _in_no_month(first, last, missing)


def _in_no_month(first: dt.date, last: dt.date, missing: pl.Series) -> str:
    month = f"{missing[0]:%B %Y}"
    said = month if len(missing) == 1 else f"{len(missing)} months, the first {month}"
    return (
        f"Nothing begins or ends in {said}, of the submission from {first.day} "
        f"{first:%B %Y} to {last.day} {last:%B %Y}: is a part of it missing?"
    )
