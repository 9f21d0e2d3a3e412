"""Land what was read, keep the account of every row, and say what a build is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import duckdb
import polars as pl

from data.errors import NotBuiltError, UndatedInboxError
from data.inbox import ReadFile, account
from data.mixing import Worlds, world_of_council
from data.opening import Unread
from data.pipeline import append, make_tables, run_models
from data.readers.council import TABLES
from data.readers.council.settle import settle
from data.readers.reader import ReadContext, Reader, Reading
from data.sources import sources

Progress = Callable[[str], None]

# Every draw of a build starts from here, so that the same files give the same figures.
SEED = 20_260_930
REMARK_ON_WHAT_HAS_NO_PLACE = """
INSERT INTO notices
SELECT
    file,
    source,
    format('{:,} of {:,} rows lie in no area: ', rows_unplaced, rows)
    || 'their postcode or code is in no lookup that was supplied'
    || if(source = 'council_supply', ', and their hours count nowhere.', '.')
FROM core_council__unplaced
WHERE rows_unplaced > 0
"""
SAY_HOW_POSTCODES_WERE_FOUND = """
INSERT INTO notices
SELECT
    steps.file,
    steps.source,
    'Postcodes: '
    || string_agg(format('{:,} {}', steps.rows, words.told), ', ' ORDER BY words.place)
    || '.'
FROM core_council__postcode_steps AS steps
JOIN (
    VALUES
        (1, 'live', 'in use'),
        (2, 'terminated', 'no longer in use'),
        (3, 'letter_o', 'with a letter O read as nought'),
        (4, 'sector', 'by their sector only, whose place and area are approximate'),
        (5, 'none', 'in no file that was supplied')
) AS words (place, step, told) ON words.step = steps.step
GROUP BY steps.file, steps.source
HAVING count(*) FILTER (WHERE steps.step <> 'live') > 0
"""
# Said where two files or more know postcodes, of each of them.
SAY_WHICH_FILE_PLACES = """
INSERT INTO notices
SELECT
    files.file,
    files.source,
    'Of files that know a postcode, the newest says whether it is in use and where it '
    || 'belongs, and the most exact one where it lies'
    || if(
        kinds.kind IS NULL,
        '.',
        format(
            ': this kind of file places {:,}.',
            (
                SELECT count(*)
                FROM core_ons__postcodes
                WHERE place_source = kinds.kind
            )
        )
    )
FROM files
JOIN (
    VALUES
        ('ons_postcode_directory', 1),
        ('os_code_point', 2),
        ('ons_postcodes', 3),
        ('ons_postcode_lookup', NULL)
) AS kinds (source, kind) ON kinds.source = files.source
WHERE (
    SELECT count(*)
    FROM files
    WHERE
        accepted > 0
        AND source IN (
            'ons_postcode_directory', 'os_code_point', 'ons_postcodes',
            'ons_postcode_lookup'
        )
) > 1
"""
SAY_IF_THE_OLDER_SERVES = """
INSERT INTO notices
SELECT
    old.file,
    old.source,
    if(
        EXISTS (SELECT 1 FROM files WHERE source = pairs.newer AND accepted > 0),
        'Not used: a newer file, of 2021 areas, is there.',
        'Used, carried from 2011 areas to 2021 ones: no file of 2021 areas is there.'
    )
FROM files AS old
JOIN (
    VALUES
        ('ons_rural_urban_2011', 'ons_rural_urban'),
        ('mhclg_deprivation_2019', 'mhclg_deprivation')
) AS pairs (source, newer) ON pairs.source = old.source
WHERE old.accepted > 0
"""
COUNCIL_SOURCES = frozenset(table.source for table in TABLES)
# Files whose last date of record tells as of when a build speaks.
DATING_SOURCES = COUNCIL_SOURCES | {"client_level_data"}


def fill(
    connection: duckdb.DuckDBPyConnection,
    files: Iterable[ReadFile | Unread],
    readers: Sequence[Reader],
    context: ReadContext,
    progress: Progress = lambda _: None,
) -> None:
    """Land what was read, keep the accounts, and run the models.

    Council's tables are held back until all are read, for one row may contradict
    another in another file.
    """
    make_tables(connection, readers)
    worlds = Worlds(context.council_code)
    held: list[ReadFile] = []
    for file in files:
        if isinstance(file, Unread):
            connection.execute(
                "INSERT INTO unread VALUES (?, ?)", [file.name, file.sentence]
            )
            progress(file.sentence)
            continue
        worlds.admit(file.name, file.reading.tables)
        if file.reader.source in COUNCIL_SOURCES:
            held.append(file)
        else:
            _land(connection, file)
            progress(account(file))
    for file in settle(held):
        _land(connection, file)
        progress(account(file))
    _say_about(connection, context, progress)
    progress("Building the tables")
    run_models(connection)
    connection.execute(REMARK_ON_WHAT_HAS_NO_PLACE)
    connection.execute(SAY_HOW_POSTCODES_WERE_FOUND)
    connection.execute(SAY_WHICH_FILE_PLACES)
    connection.execute(SAY_IF_THE_OLDER_SERVES)
    _name_council(connection, context.council_code)


def _land(connection: duckdb.DuckDBPyConnection, file: ReadFile) -> None:
    """Write a file's rows and its account."""
    reading, source = file.reading, file.reader.source
    for table, frame in reading.tables.items():
        landed = frame.with_columns(
            landed_file=pl.lit(file.name),
            landed_vintage=pl.lit(reading.vintage, dtype=pl.Date),
        )
        append(connection, table, landed)
    connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            file.name,
            source,
            sources()[source].access,
            reading.vintage,
            reading.rows_read,
            reading.accepted,
            reading.rejected_rows,
            sum(reading.skipped.values()),
        ],
    )
    _keep_remarks(connection, file.name, source, reading)


def _keep_remarks(
    connection: duckdb.DuckDBPyConnection, name: str, source: str, reading: Reading
) -> None:
    remarks: dict[str, list[dict[str, Any]]] = {
        "skipped": [
            {"reason": reason, "rows": rows} for reason, rows in reading.skipped.items()
        ],
        "notices": [{"sentence": sentence} for sentence in reading.notices],
        "rejects": [
            {
                "line": reject.line,
                "column_name": reject.column,
                "rule": reject.rule,
                "value": reject.value,
            }
            for reject in reading.rejects
        ],
    }
    for table, rows in remarks.items():
        if rows:
            frame = pl.DataFrame(rows, infer_schema_length=None)
            append(
                connection,
                table,
                frame.with_columns(file=pl.lit(name), source=pl.lit(source)),
            )


def _say_about(
    connection: duckdb.DuckDBPyConnection, context: ReadContext, progress: Progress
) -> None:
    """Write what the build is of, and as of when."""
    as_of = context.as_of or _last_date(connection)
    progress(f"As of {as_of.day} {as_of:%B %Y}")
    connection.execute(
        "INSERT INTO about VALUES (?, ?, ?, ?, ?)",
        [
            context.council_code,
            context.council_code,
            as_of,
            world_of_council(context.council_code) == "demonstration",
            SEED,
        ],
    )


def _last_date(connection: duckdb.DuckDBPyConnection) -> dt.date:
    """Return the last date of record in the council's files, else the last vintage."""
    vintages = connection.execute(
        "SELECT vintage, list_contains(?, source) AS is_councils FROM files "
        "WHERE vintage IS NOT NULL ORDER BY is_councils DESC, vintage DESC LIMIT 1",
        [sorted(DATING_SOURCES)],
    ).fetchone()
    if vintages is None:
        raise UndatedInboxError(
            "No file in the inbox says which date it describes. Put in a file that "
            "does, or give a date with --as-of."
        )
    last: dt.date = vintages[0]
    return last


def _name_council(connection: duckdb.DuckDBPyConnection, asked: str) -> None:
    """Give the build the council's own code and name, where a lookup was supplied.

    Raises
    ------
    NotBuiltError
        If the lookup has councils, and not this one.
    """
    found = connection.execute(
        "SELECT council_code, council_name FROM core_ons__councils "
        "WHERE council_code = coalesce((SELECT any_value(council_code) "
        "FROM core_ons__council_codes WHERE any_code = $asked), $asked)",
        {"asked": asked},
    ).fetchone()
    if found:
        connection.execute("UPDATE about SET council_code = ?, council_name = ?", found)
        return
    (councils,) = connection.execute(
        "SELECT count(*) FROM core_ons__councils"
    ).fetchone() or (0,)
    if councils:
        raise NotBuiltError(
            f"{asked} is not one of the {councils} councils with adult social care in "
            "the inbox's lookup. Give the code of one of them, such as E10000019."
        )
