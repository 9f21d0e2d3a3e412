"""Land frames as tables, then run the SQL models in the order that their SQL says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

import duckdb
import polars as pl
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from data.contract import Model, broken_promises, read_models
from data.errors import BrokenContractError
from data.readers.reader import LandedColumn, Reader

LANDED_BY_THE_BUILD = (
    LandedColumn("landed_file", "VARCHAR"),
    LandedColumn("landed_vintage", "DATE"),
)

# What the build itself writes, for models, for the accounts of a build, and for Vault.
BOOKKEEPING: Mapping[str, str] = {
    "about": "council_code VARCHAR, council_name VARCHAR, as_of DATE, "
    "is_synthetic BOOLEAN, seed BIGINT",
    "files": "file VARCHAR, source VARCHAR, access VARCHAR, vintage DATE, "
    "rows_read BIGINT, accepted BIGINT, rejected BIGINT, skipped BIGINT",
    "skipped": "file VARCHAR, source VARCHAR, reason VARCHAR, rows BIGINT",
    "rejects": "file VARCHAR, source VARCHAR, line BIGINT, column_name VARCHAR, "
    "rule VARCHAR, value VARCHAR",
    "notices": "file VARCHAR, source VARCHAR, sentence VARCHAR",
    "unread": "file VARCHAR, sentence VARCHAR",
}

REJECTS_BY_RULE = """
CREATE VIEW rejects_by_rule AS
SELECT
    file, source, column_name, rule,
    count(DISTINCT line) AS rows, min(line) AS first_line
FROM rejects
GROUP BY ALL
"""

ROWS_AT_A_TIME = 250_000

# Faults of a query, whose messages quote the query; others may quote a value.
FAULTS_WITHOUT_VALUES = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ParserException,
)
FAULTS_OF_THE_MACHINE = (duckdb.IOException, duckdb.OutOfMemoryException)


def make_tables(
    connection: duckdb.DuckDBPyConnection, readers: Iterable[Reader]
) -> None:
    """Make the bookkeeping and every landed table, empty."""
    for name, columns in BOOKKEEPING.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    connection.execute(REJECTS_BY_RULE)
    for reader in readers:
        for name, landed in reader.landed.items():
            columns = ", ".join(
                f'"{column.name}" {column.type}'
                for column in (*landed, *LANDED_BY_THE_BUILD)
            )
            connection.execute(f"CREATE TABLE {name} ({columns})")


def append(
    connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame
) -> None:
    """Add a frame's rows to a table, column by column name."""
    columns = ", ".join(f'"{name}"' for name in frame.columns)
    try:
        # Some rows at a time: another copy of millions would double what is held.
        for rows in frame.iter_slices(ROWS_AT_A_TIME):
            connection.register("incoming", rows.to_arrow())
            connection.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming"
            )
    except FAULTS_WITHOUT_VALUES as fault:
        raise BrokenContractError(
            f"The reader of {table} gives other columns than it declares: {fault}."
        ) from fault
    finally:
        connection.unregister("incoming")


def in_order(models: Mapping[str, Model], given: Iterable[str]) -> Sequence[Model]:
    """Put models after those that they read, by reading their SQL.

    `given` are the tables that are there before any model runs.
    """
    given = set(given)
    reads = {name: tables_read(model.sql) for name, model in models.items()}
    for name, tables in reads.items():
        if unknown := sorted(tables - models.keys() - given):
            raise BrokenContractError(
                f"{name} reads {unknown[0]}, which no model makes and no reader lands."
            )
    graph = {name: tables & models.keys() for name, tables in reads.items()}
    try:
        return [models[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as fault:
        raise BrokenContractError(
            f"Models read each other in a ring: {', '.join(fault.args[1])}."
        ) from fault


def tables_read(sql: str) -> set[str]:
    """Name the tables that a query reads; its own WITH names are not among them.

    >>> tables_read("WITH a AS (SELECT * FROM b) SELECT * FROM a")
    {'b'}
    """
    query = sqlglot.parse_one(sql, dialect="duckdb")
    return {
        source.name
        for scope in traverse_scope(query)
        for source in scope.sources.values()
        if isinstance(source, exp.Table) and source.name
    }


def run_models(
    connection: duckdb.DuckDBPyConnection, models: Mapping[str, Model] | None = None
) -> None:
    """Build every model and hold each to its header, at once.

    Raises
    ------
    BrokenContractError
        At the first model that cannot be built or breaks its promise. The sentence
        holds no value unless every column of the model is open.
    """
    models = read_models() if models is None else models
    given = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
    for model in in_order(models, given):
        # A raw model only renames: as a view it costs nothing to keep.
        shape = "VIEW" if model.layer == "raw" else "TABLE"
        try:
            connection.execute(f"CREATE {shape} {model.name} AS {model.sql}")
            broken = list(broken_promises(connection, model))
        except FAULTS_OF_THE_MACHINE:
            raise
        except duckdb.Error as fault:
            is_safe = model.is_open or isinstance(fault, FAULTS_WITHOUT_VALUES)
            why = str(fault) if is_safe else type(fault).__name__
            raise BrokenContractError(f"{model.name} cannot be built: {why}.") from None
        if broken:
            raise BrokenContractError("; ".join(broken) + ".")
