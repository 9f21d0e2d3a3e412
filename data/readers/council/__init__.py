"""The tables that a council supplies, each read by what its declaration says.

A table that is not here yet is declared beside those that are, added to `TABLES`, and
given its entry in `sources.yaml` and its models.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

import polars as pl

from data.readers.council.cells import parse
from data.readers.council.funds import ARRANGEMENT_PAYEES, ISF_FLAGS
from data.readers.council.layout import Table
from data.readers.council.market import (
    AREA_GROUPS,
    PROVIDERS,
    SUPPLY,
    SUPPLY_COVERAGE,
    TIER_DECISIONS,
    TIER_MILESTONES,
)
from data.readers.council.money import INFRASTRUCTURE_LINES, RATES
from data.readers.council.outcomes import REFERRAL_OFFERS, REVIEWS
from data.readers.council.people import ARRANGEMENTS, REFERRALS
from data.readers.council.progress import FEEDBACK, PROVIDER_SUPPORT, TIER_EVIDENCE
from data.readers.council.rows import EMPTY_ROW, TITLE, Rows, read_rows
from data.readers.council.rules import broken_rules
from data.readers.council.wallets import WALLET_ALLOCATIONS, WALLET_TRANSACTIONS
from data.readers.headings import rows_shown
from data.readers.reader import (
    NO_MATCH,
    Match,
    OpenedFile,
    ReadContext,
    Reader,
    Reading,
    Reject,
    Sample,
    match_header,
)

MANY = 100  # dates in a column, from which a lone last one can be told
COMPANY_DAYS = 92  # a quarter: councils send these tables at least that often

TABLES: tuple[Table, ...] = (
    ARRANGEMENTS,
    PROVIDERS,
    SUPPLY,
    SUPPLY_COVERAGE,
    REFERRALS,
    TIER_DECISIONS,
    TIER_MILESTONES,
    RATES,
    INFRASTRUCTURE_LINES,
    AREA_GROUPS,
    ISF_FLAGS,
    ARRANGEMENT_PAYEES,
    TIER_EVIDENCE,
    PROVIDER_SUPPORT,
    REFERRAL_OFFERS,
    REVIEWS,
    FEEDBACK,
    WALLET_ALLOCATIONS,
    WALLET_TRANSACTIONS,
)


def read_table(table: Table, file: OpenedFile, context: ReadContext) -> Reading:
    """Read one file of a council's table; ids are hashed before anything is written."""
    rows = read_rows(file, table)
    typed, rejects = judge(rows.cells, table)
    kept = typed.filter(~pl.col("line").is_in([reject.line for reject in rejects]))
    kept = kept.with_columns(
        _hashed(kept[column.name], context)
        for column in table.columns
        if column.kind == "hashed_id"
    )
    if table.finish:
        kept = table.finish(kept)
    at_fault = {reject.line for reject in rejects} | {one.line for one in rows.ragged}
    return Reading(
        tables={table.landed_name: kept},
        rows_read=rows.n_read,
        accepted=len(kept),
        rejected_rows=len(at_fault),
        rejects=(*rows.ragged, *_closed(rejects, table, context)),
        skipped={
            reason: n
            for reason, n in ((TITLE, rows.n_titles), (EMPTY_ROW, rows.n_empty))
            if n
        },
        vintage=last_record(kept, table),
        notices=tuple(_notices(rows)),
    )


def judge(cells: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Reject]]:
    """Parse every cell and hold every row to its rules.

    Of several faults of one cell the first is told.
    """
    values, faults = {"line": cells["line"]}, []
    for column in table.columns:
        values[column.name], sentence = parse(cells[column.name], column)
        faults.append(
            pl.DataFrame(
                {"row": pl.int_range(len(cells), eager=True), "sentence": sentence}
            )
            .filter(pl.col("sentence").is_not_null())
            .select("row", pl.lit(column.name).alias("column"), "sentence")
        )
    typed = pl.DataFrame(values)
    told = pl.concat([*faults, broken_rules(typed.drop("line"), table)]).unique(
        ["row", "column"], keep="first", maintain_order=True
    )
    lines = cells["line"]
    rejects = [
        Reject(lines[row], column, f"{column} {sentence}.", cells[row, column] or "")
        for row, column, sentence in told.sort("row").iter_rows()
    ]
    return typed, rejects


def last_record(frame: pl.DataFrame, table: Table) -> dt.date | None:
    """Return the last date on which a table records that something happened.

    A lone date far after all the others is a slip or a plan, and would put every clock
    of the build in the future: in a column of many it is passed over.
    """
    dates = [
        _last_in_company(frame[column.name])
        for column in table.columns
        if column.is_record
    ]
    return max((date for date in dates if date is not None), default=None)


def _last_in_company(column: pl.Series) -> dt.date | None:
    days = column.drop_nulls().sort(descending=True).head(MANY)
    if len(days) < MANY:
        return days[0] if len(days) else None
    for last, before in pairwise(days):
        if (last - before).days <= COMPANY_DAYS:
            return last
    return days[0]


def _hashed(ids: pl.Series, context: ReadContext) -> pl.Series:
    hashes = {one: context.hash_id(one) for one in ids.drop_nulls().unique()}
    return ids.replace_strict(hashes, default=None, return_dtype=pl.String)


def _closed(
    rejects: list[Reject], table: Table, context: ReadContext
) -> Iterator[Reject]:
    """Hash the ids among the values of rejects, and drop what must not be kept."""
    for reject in rejects:
        column = table[reject.column]
        if column.is_secret or not reject.value:
            yield replace(reject, value="")
        elif column.kind == "hashed_id":
            yield replace(reject, value=context.hash_id(reject.value))
        else:
            yield reject


def _notices(rows: Rows) -> Iterator[str]:
    if rows.n_others:
        columns = "column" if rows.n_others == 1 else "columns"
        yield f"{rows.n_others} {columns} not in the layout: not read."
    if rows.n_read == rows.n_titles:
        yield "The file has a header and no rows."


def _recognise(table: Table, sample: Sample) -> Match:
    optional = tuple(column.name for column in table.columns)
    match = max(
        (
            match_header(replace(sample, header=row), table.required, optional)
            for row in rows_shown(sample)
        ),
        key=lambda match: (match.score, match.known),
    )
    # Dates and an id stand in many files: of this table they are nearly all there is.
    if table.is_bare and len(match.unexpected) > match.known:
        return NO_MATCH
    return match


def _reader(table: Table) -> Reader:
    return Reader(
        source=table.source,
        landed={table.landed_name: table.landed},
        recognise=partial(_recognise, table),
        read=partial(read_table, table),
    )


READERS: tuple[Reader, ...] = tuple(_reader(table) for table in TABLES)
