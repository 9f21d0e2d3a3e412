"""Say what is odd about rows that are kept all the same, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from data.readers.council.layout import Table

# Fewer rows a month than this, and a month without any is no surprise.
MANY_A_MONTH = 10
OLDEST = 125  # years, where a band has no end

# The accepted rows of every file of a table, `of` the place of the file.
Held = Mapping[str, pl.DataFrame]
Remark = tuple[int, str]  # place of the file, sentence


def remarks(held: Held, tables: Mapping[str, Table]) -> Iterator[Remark]:
    """List what a reader of the report should know, in sentences without a value."""
    if "tier_decisions" in held:
        yield from _told(
            _before_evidence(held),
            ("decides", "decide"),
            "a tier before any evidence of the provider",
        )
        yield from _told(
            _overlapping(held),
            ("has", "have"),
            "a pause that overlaps another of the provider: its days count once",
        )
    if "arrangements" in held:
        yield from _told(
            _two_people(held["arrangements"]),
            ("has", "have"),
            "an age band that an earlier one of the person rules out, so one number "
            "may stand for two people",
        )
    for name, rows in held.items():
        yield from _missing_months(rows, tables[name])


def _told(odd: pl.DataFrame, verbs: tuple[str, str], what: str) -> Iterator[Remark]:
    """Count odd rows by file, and name the line of the first."""
    counted = odd.group_by("of").agg(pl.len(), pl.col("line").min()).sort("of")
    for place, times, line in counted.iter_rows():
        if times == 1:
            yield place, f"1 row, line {line}, {verbs[0]} {what}."
        else:
            rows = f"{times:,} rows, the first on line {line:,},"
            yield place, f"{rows} {verbs[1]} {what}."


def _before_evidence(held: Held) -> pl.DataFrame:
    """Find decisions on a tier that no assessment of the provider comes before."""
    decisions = held["tier_decisions"].filter(pl.col("tier") != "none")
    if "tier_evidence" not in held:
        return decisions.clear()
    first = (
        held["tier_evidence"].group_by("provider_id").agg(pl.col("assessed_on").min())
    )
    told = decisions.join(first, on="provider_id", how="left")
    is_after = pl.col("assessed_on") <= pl.col("decided_on")
    return told.filter(~is_after.fill_null(False))


def _overlapping(held: Held) -> pl.DataFrame:
    """Find pauses that begin before another of the same provider has ended."""
    pauses = (
        held["tier_decisions"]
        .filter(pl.col("paused_from").is_not_null())
        .sort("provider_id", "paused_from", "decided_on")
        .with_columns(until=pl.col("paused_to").fill_null(pl.date(9999, 12, 31)))
    )
    before = pl.col("until").cum_max().shift(1).over("provider_id")
    return pauses.filter(pl.col("paused_from") <= before)


def _two_people(arrangements: pl.DataFrame) -> pl.DataFrame:
    """Find spells that make a person younger than the one before, or too old for it."""
    youngest = pl.col("age_band").str.extract(r"(\d+)").cast(pl.Int64)
    oldest = pl.col("age_band").str.extract(r"(\d+)$").cast(pl.Int64)
    aged = (
        arrangements.filter(pl.col("age_band").is_not_null())
        .with_columns(
            pl.when(pl.col("age_band") == "under_18")
            .then(0)
            .otherwise(youngest)
            .alias("youngest"),
            pl.when(pl.col("age_band") == "under_18")
            .then(18)
            .otherwise(oldest.fill_null(OLDEST))
            .alias("oldest"),
        )
        .sort("person_id", "started_on", "line")
    )

    def before(name: str) -> pl.Expr:
        return pl.col(name).shift(1).over("person_id")

    years = (pl.col("started_on") - before("started_on")).dt.total_days() // 365 + 1
    return aged.filter(
        (pl.col("oldest") < before("youngest"))
        | (pl.col("youngest") > before("oldest") + years)
    )


def _missing_months(rows: pl.DataFrame, table: Table) -> Iterator[Remark]:
    """Say how many months between the first and the last have no row at all."""
    if not table.monthly or rows.is_empty():
        return
    months = rows[table.monthly].dt.truncate("1mo").unique().sort()
    every = pl.date_range(months[0], months[-1], "1mo", eager=True)
    missing = every.filter(~every.is_in(months.implode()))
    if missing.is_empty() or len(rows) < MANY_A_MONTH * len(every):
        return
    first = f"{missing[0]:%B %Y}"
    said = first if len(missing) == 1 else f"{len(missing):,} months, the first {first}"
    yield int(rows["of"].item(0)), f"No row has {table.monthly} in {said}."
