"""Hold a council's rows to one another: across a file, its sister files and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from data.inbox import ReadFile
from data.readers.council import TABLES, last_record
from data.readers.council.layout import Table
from data.readers.council.remarks import remarks
from data.readers.reader import Reading, Reject

SAME_ROW = "the row repeats another, cell for cell"


def settle(files: Sequence[ReadFile]) -> list[ReadFile]:
    """Take out repeats, contradictions and references to nothing; account for each.

    A row that repeats another is skipped. Where two rows have one key and different
    contents all of them are rejected: we cannot know which is right.
    """
    tables = {table.source: table for table in TABLES}
    readings = [file.reading for file in files]
    ours = [
        (table, [n for n, file in enumerate(files) if file.reader.source == source])
        for source, table in tables.items()
    ]
    for table, places in ours:
        for place, reading in zip(
            places, _told_apart([readings[n] for n in places], table), strict=True
        ):
            readings[place] = reading
    known = {
        table.name: _known_ids([readings[n] for n in places], table)
        for table, places in ours
        if places
    }
    for table, places in ours:
        for place in places:
            readings[place] = _referred(readings[place], table, known)
    for place, sentence in _remarked(readings, ours):
        noticed = (*readings[place].notices, sentence)
        readings[place] = replace(readings[place], notices=noticed)
    return [
        replace(file, reading=reading)
        for file, reading in zip(files, readings, strict=True)
    ]


def _remarked(
    readings: Sequence[Reading], ours: Sequence[tuple[Table, Sequence[int]]]
) -> list[tuple[int, str]]:
    """Look through all the rows that were kept: the place of a file, a sentence."""
    frames = {
        table.name: [
            readings[place].tables[table.landed_name].with_columns(of=pl.lit(place))
            for place in places
            if table.landed_name in readings[place].tables
        ]
        for table, places in ours
    }
    held = {name: pl.concat(parts) for name, parts in frames.items() if parts}
    tables = {table.name: table for table, _ in ours}
    return list(remarks(held, tables))


def _told_apart(readings: Sequence[Reading], table: Table) -> list[Reading]:
    """Skip repeated rows and reject contradictions, over all files of a table."""
    frames = [reading.tables.get(table.landed_name) for reading in readings]
    held = [
        frame.with_columns(pl.lit(n).alias("of"))
        for n, frame in enumerate(frames)
        if frame is not None
    ]
    if not held:
        return list(readings)
    columns = names = [column.name for column in table.columns]
    every = pl.concat(held)
    if table.may_repeat:
        alike = pl.int_range(pl.len()).over(*columns, "of").alias("nth")
        every, columns = every.with_columns(alike), [*columns, "nth"]
    every = every.with_columns(pl.struct(columns).is_first_distinct().alias("is_first"))
    first = every.filter("is_first")
    contradicts = (
        first.select(pl.struct(table.key).is_duplicated()).to_series()
        if table.key
        else pl.repeat(False, len(first), eager=True)
    )
    said = " and ".join(table.key)
    verb = "is" if len(table.key) == 1 else "are"
    rule = f"{said} {verb} given more than once with different contents: keep one row."
    settled = []
    for n, reading in enumerate(readings):
        mine = first["of"] == n
        settled.append(
            _without(
                reading,
                table,
                kept=first.filter(mine & ~contradicts).select("line", *names),
                rejected=first.filter(mine & contradicts),
                column=table.key[0] if table.key else "",
                rule=rule,
                n_repeats=len(every.filter((pl.col("of") == n) & ~pl.col("is_first"))),
            )
        )
    return settled


def _referred(
    reading: Reading, table: Table, known: Mapping[str, pl.Series]
) -> Reading:
    """Reject, or count, the rows that name what another table does not have."""
    for column, other in (*table.must_know.items(), *table.should_know.items()):
        frame = reading.tables.get(table.landed_name)
        if frame is None or other not in known:
            continue
        is_lost = frame[column].is_not_null() & ~frame[column].is_in(
            known[other].implode()
        )
        if not is_lost.any():
            continue
        if column in table.must_know:
            reading = _without(
                reading,
                table,
                kept=frame.filter(~is_lost),
                rejected=frame.filter(is_lost),
                column=column,
                rule=f"{column} is not in the {other} table.",
            )
        else:
            notice = _unknown(frame["line"].filter(is_lost), column, other)
            reading = replace(reading, notices=(*reading.notices, notice))
    return reading


def _unknown(lines: pl.Series, column: str, other: str) -> str:
    """Count rows that name what another table does not have, and say where."""
    where = f"a {column} not in the {other} table"
    if len(lines) == 1:
        return f"1 row names {where}, line {lines[0]:,}."
    first = int(lines.sort()[0])
    return f"{len(lines):,} rows name {where}, the first on line {first:,}."


def _known_ids(readings: Sequence[Reading], table: Table) -> pl.Series:
    """Return the values of a table's first key column."""
    name = table.key[0] if table.key else table.columns[0].name
    frames = [
        reading.tables[table.landed_name][name]
        for reading in readings
        if table.landed_name in reading.tables
    ]
    return pl.concat(frames).unique() if frames else pl.Series(dtype=pl.String)


def _without(
    reading: Reading,
    table: Table,
    *,
    kept: pl.DataFrame,
    rejected: pl.DataFrame,
    column: str,
    rule: str,
    n_repeats: int = 0,
) -> Reading:
    """Return a reading without some of its rows, and with what became of them."""
    if table.landed_name not in reading.tables:
        return reading
    rejects = (
        [
            Reject(line, column, rule, str(value))
            for line, value in rejected.select("line", column).iter_rows()
        ]
        if len(rejected)
        else []
    )
    skipped = dict(reading.skipped)
    if n_repeats:
        skipped[SAME_ROW] = skipped.get(SAME_ROW, 0) + n_repeats
    return replace(
        reading,
        tables={**reading.tables, table.landed_name: kept},
        accepted=len(kept),
        rejected_rows=reading.rejected_rows + len(rejected),
        rejects=(*reading.rejects, *rejects),
        skipped=skipped,
        vintage=last_record(kept, table),
    )
