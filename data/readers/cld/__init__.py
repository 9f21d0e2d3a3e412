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
    HEADINGS,
    LANDED,
    LISTS,
    NOT_KEPT,
    REQUIRED,
    UNMAPPED,
)
from data.readers.cld.people import ROUNDED_ID, with_ages, with_keys
from data.readers.cld.remarks import findings_of, notices_of
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
        ours, unknown = in_our_wording(rows[name], rows["line"])
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
    findings = pl.concat([faults, findings_of(kept)]).join(
        kept.select("line"), on="line", how="semi"
    )
    unmapped = pl.concat(strangers)
    lines = {*at_fault, *(reject.line for reject in cells.ragged)}
    return Reading(
        tables={
            EVENTS: kept.select(column.name for column in LANDED[EVENTS]),
            FINDINGS: findings.sort("line", "column_name"),
            UNMAPPED: unmapped.drop("first_line"),
        },
        rows_read=len(rows) + len(cells.ragged) + cells.n_empty,
        accepted=len(kept),
        rejected_rows=len(lines),
        rejects=(*cells.ragged, *_told(rejected, cells)),
        skipped={reason: times for reason, times in skipped.items() if times},
        vintage=_last(kept),
        notices=tuple(notices_of(cells, kept, findings, unmapped)),
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


READERS: tuple[Reader, ...] = (Reader(SOURCE, LANDED, recognise, read),)
