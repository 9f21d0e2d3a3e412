"""A council's client-level data file, as it stands: one row an event.

Names are not read. NHS numbers, the council's numbers and dates of birth go no further
than here: a person is a keyed hash, and a birthday the ages that it makes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import polars as pl

from data.readers.cld.cells import Cells, Faults, parsed, read_cells
from data.readers.cld.fields import (
    EVENTS,
    FIELDS,
    FINDINGS,
    LANDED,
    LISTS,
    NOT_KEPT,
    REQUIRED,
    UNMAPPED,
)
from data.readers.cld.people import (
    BROKEN_NHS,
    ODD_AGE,
    ROUNDED_ID,
    with_ages,
    with_keys,
)
from data.readers.cld.values import in_our_wording
from data.readers.reader import (
    Match,
    OpenedFile,
    ReadContext,
    Reader,
    Reading,
    Reject,
    Sample,
    match_header,
)

SOURCE = "client_level_data"
EMPTY_ROW = "the row is empty"
NO_EVENT = "a carer known by association has no event"
BY_ASSOCIATION = "Unpaid carer known by association"
HEADINGS = {field.name: field.heading for field in FIELDS}
# Without these a row cannot be counted; a fault of another leaves that cell empty.
DATES_NEEDED = ("period_start", "period_end", "event_start")


def recognise(sample: Sample) -> Match:
    """Say how like a client-level data file a CSV is, by its header alone."""
    every = (
        *(heading for field in FIELDS for heading in (field.heading, *field.also)),
        *NOT_KEPT,
    )
    return match_header(sample, REQUIRED, every)


def read(file: OpenedFile, context: ReadContext) -> Reading:
    """Read one file; whoever a row is about is hashed before anything is written."""
    cells = read_cells(file)
    rows, faults = parsed(cells.texts)
    strangers = []
    for name in LISTS:
        ours, unknown = in_our_wording(rows[name])
        rows = rows.with_columns(ours)
        strangers.append(unknown)
    rows = with_ages(with_keys(rows, context.hash_id)).with_columns(
        pl.col("postcode").str.to_uppercase().str.replace_all(r"\s+", "")
    )
    has_no_event = (
        (pl.col("client_type") == BY_ASSOCIATION)
        & pl.col("event_type").is_null()
        & pl.col("event_start").is_null()
    ).fill_null(False)
    skipped = {
        EMPTY_ROW: cells.n_empty,
        NO_EVENT: len(rows.filter(has_no_event)),
    }
    events = rows.filter(~has_no_event)
    faults = faults.join(events.select("line"), on="line", how="semi")
    rejected = _rejected(events, faults)
    at_fault = pl.Series([line for line, *_ in rejected.iter_rows()], dtype=pl.Int64)
    kept = events.filter(~pl.col("line").is_in(at_fault.implode()))
    findings = pl.concat([faults, _findings(kept)]).join(
        kept.select("line"), on="line", how="semi"
    )
    unmapped = pl.concat(strangers)
    lines = {*at_fault, *(reject.line for reject in cells.ragged)}
    return Reading(
        tables={
            EVENTS: kept.select(column.name for column in LANDED[EVENTS]),
            FINDINGS: findings.sort("line", "column_name"),
            UNMAPPED: unmapped,
        },
        rows_read=len(rows) + len(cells.ragged) + cells.n_empty,
        accepted=len(kept),
        rejected_rows=len(lines),
        rejects=(*cells.ragged, *_told(rejected, cells)),
        skipped={reason: times for reason, times in skipped.items() if times},
        vintage=_last(kept),
        notices=tuple(_notices(cells, kept, findings, unmapped)),
    )


def _rejected(events: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """List the cells that keep their row out: line, column_name, rule."""

    def broken(column: str, rule: str, fails: pl.Expr) -> pl.DataFrame:
        return events.filter(fails).select(
            "line", pl.lit(column).alias("column_name"), pl.lit(rule).alias("rule")
        )

    needed = faults.filter(pl.col("column_name").is_in((*DATES_NEEDED, "event_end")))
    told = needed.select("line", "column_name")
    found = [needed]
    for name in DATES_NEEDED:
        blank = broken(
            name, "is empty, and every event needs it", pl.col(name).is_null()
        )
        found.append(blank.join(told, on=["line", "column_name"], how="anti"))
    nobody = pl.col("person_key").is_null()
    found += [
        broken(
            "event_type",
            "is empty, and every event needs it",
            pl.col("event_type").is_null(),
        ),
        broken(
            "event_end",
            "is before the event's start",
            pl.col("event_end") < pl.col("event_start"),
        ),
        broken("la_person_id", ROUNDED_ID, nobody & pl.col("has_rounded_id")),
        broken(
            "la_person_id",
            "and NHS number do not tell who it is: one is needed, with LA Code",
            nobody & ~pl.col("has_rounded_id"),
        ),
    ]
    return pl.concat([Faults.none(), *found]).sort("line", "column_name")


def _findings(kept: pl.DataFrame) -> pl.DataFrame:
    """List what is wrong with rows that are kept all the same."""
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
        kept.filter(holds).select(
            "line", pl.lit(column).alias("column_name"), pl.lit(rule).alias("rule")
        )
        for (column, rule), holds in rules.items()
    ]
    return pl.concat([Faults.none(), *found])


def _told(rejected: pl.DataFrame, cells: Cells) -> Iterator[Reject]:
    """Make rejects of broken rules; the values of numbers of people are left out."""
    texts = cells.texts.join(rejected.select("line").unique(), on="line", how="semi")
    rows = {row["line"]: row for row in texts.iter_rows(named=True)}
    for line, column, rule in rejected.iter_rows():
        value = rows[line][column] or "" if column != "la_person_id" else ""
        yield Reject(line, column, f"{HEADINGS[column]} {rule}.", value)


def _last(kept: pl.DataFrame) -> dt.date | None:
    last = kept["period_end"].max()
    return last if isinstance(last, dt.date) else None


def _notices(
    cells: Cells, kept: pl.DataFrame, findings: pl.DataFrame, unmapped: pl.DataFrame
) -> Iterator[str]:
    """Say in sentences without a value what a reader of the report should know."""
    if cells.n_others:
        columns = "column" if cells.n_others == 1 else "columns"
        yield f"{cells.n_others} {columns} not in the layout: not read."
    if not len(cells.texts):
        yield "The file has a header and no rows."
    counted = findings.group_by("column_name", "rule").len().sort("column_name", "rule")
    for column, rule, times in counted.iter_rows():
        yield f"{HEADINGS[column]} {rule}: {_rows(times)}, kept."
    unknown = unmapped.group_by("field", maintain_order=True).agg(
        pl.len().alias("values"), pl.col("rows").sum()
    )
    for field, values, times in unknown.iter_rows():
        wordings = "1 wording" if values == 1 else f"{values:,} wordings"
        yield f"{HEADINGS[field]} has {wordings} on no list: {_rows(times)}, kept."
    yield from _doubtful_people(kept)


def _doubtful_people(kept: pl.DataFrame) -> Iterator[str]:
    """Say where one number may stand for two people, or two for one."""
    births = kept.filter(pl.col("born_on").is_not_null()).group_by("person_key")
    twice = births.agg(pl.col("born_on").n_unique()).filter(pl.col("born_on") > 1)
    if len(twice):
        people = "1 person has" if len(twice) == 1 else f"{len(twice):,} people have"
        yield f"{people} more than one date of birth."
    numbers = kept.group_by("la_person_key").agg(pl.col("person_key").n_unique())
    split = numbers.drop_nulls().filter(pl.col("person_key") > 1)
    if len(split):
        yield (
            f"Of the council's numbers {len(split):,} came with several NHS numbers, "
            "or both with and without one: each counts as another person."
        )


def _rows(times: int) -> str:
    return "1 row" if times == 1 else f"{times:,} rows"


READERS: tuple[Reader, ...] = (Reader(SOURCE, LANDED, recognise, read),)
