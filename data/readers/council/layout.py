"""How a council's table is declared: one declaration, from which all else follows.

The reader, the row rules, the landed columns, the template with its worked row and the
data dictionary are all made from these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from data.readers.reader import LandedColumn
from data.sensitivity import Sensitivity

Kind = Literal[
    "hashed_id",  # becomes a keyed hash in the reader
    "plain_id",  # letters, digits and -_./ only, so that it cannot hold a name
    "code",  # one lower-case word of letters, digits, - and _
    "choice",
    "date",
    "number",
    "whole",
    "yes_no",
    "postcode",
    "area_code",
    "council_code",
    "cqc_id",
    "year",
    "text",
    "note",  # a longer text, which stays in the vault
]

LANDED_TYPE: Mapping[
    str, Literal["VARCHAR", "BIGINT", "DOUBLE", "DATE", "BOOLEAN", "BLOB"]
] = {"date": "DATE", "number": "DOUBLE", "whole": "BIGINT", "yes_no": "BOOLEAN"}

FRAME_TYPE: Mapping[str, type[pl.DataType]] = {
    "VARCHAR": pl.String,
    "BIGINT": pl.Int64,
    "DOUBLE": pl.Float64,
    "DATE": pl.Date,
    "BOOLEAN": pl.Boolean,
}


@dataclass(frozen=True)
class Column:
    """One column of a council's table.

    Attributes
    ----------
    is_required : the column must be there, and no cell of it empty
    is_looked_for : the column must be there; a rule says which cells may be empty
    allowed : the values of a choice, as they are kept
    also : other wordings, as `plain_name` writes them -> the value kept
    low, high : bounds of a number, edges inside
    is_record : a date of something that has happened, so that the last one tells as
        of when the council's files speak
    is_secret : a value that no list of rejects may hold either
    sensitivity : the class, where it is not the table's
    """

    name: str
    kind: Kind
    meaning: str
    example: str = ""
    is_required: bool = False
    is_looked_for: bool = False
    unit: str = "-"
    allowed: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    low: float = 0
    high: float = float("inf")
    is_record: bool = False
    is_secret: bool = False
    sensitivity: Sensitivity | None = None

    @property
    def landed_type(
        self,
    ) -> Literal["VARCHAR", "BIGINT", "DOUBLE", "DATE", "BOOLEAN", "BLOB"]:
        """Return the DuckDB type that the column lands as."""
        return LANDED_TYPE.get(self.kind, "VARCHAR")

    @property
    def frame_type(self) -> type[pl.DataType]:
        """Return the polars type that the column is read as."""
        return FRAME_TYPE[self.landed_type]


@dataclass(frozen=True)
class RowRule:
    """A rule about several cells of a row, told of one of them.

    `holds` is true or null where the row keeps it.
    """

    column: str
    sentence: str
    holds: pl.Expr


@dataclass(frozen=True, eq=False)
class Table:
    """One table that a council supplies.

    Attributes
    ----------
    one_row : what a row is, "one spell of one care arrangement"
    either : groups of columns of which a row needs at least one
    key : columns that tell rows apart; empty where only a whole row repeats
    must_know : column -> table whose rows it must name, if that table is supplied
    should_know : as `must_know`, but a row that names none is kept and counted
    is_bare : the columns it must have stand in other tables too, so that a file with
        more strange columns than known ones is not of this table
    may_repeat : rows have no number of their own, so that two alike in one file are
        two; only another file repeats them
    monthly : a date of which every month has some, where there are many rows
    finish : last touch to the accepted rows, before anything is written
    """

    name: str
    title: str
    one_row: str
    sensitivity: Sensitivity
    columns: tuple[Column, ...]
    either: tuple[tuple[str, ...], ...] = ()
    key: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    must_know: Mapping[str, str] = field(default_factory=dict)
    should_know: Mapping[str, str] = field(default_factory=dict)
    is_bare: bool = False
    may_repeat: bool = False
    monthly: str = ""
    finish: Callable[[pl.DataFrame], pl.DataFrame] | None = None

    @property
    def source(self) -> str:
        """Return the key of `sources.yaml`."""
        return f"council_{self.name}"

    @property
    def landed_name(self) -> str:
        """Return the name of the landed table."""
        return f"landed_{self.source}"

    @property
    def landed(self) -> tuple[LandedColumn, ...]:
        """Return the landed columns: the line in the file, then the table's own."""
        own = (LandedColumn(one.name, one.landed_type) for one in self.columns)
        return (LandedColumn("line", "BIGINT"), *own)

    @property
    def required(self) -> tuple[str | tuple[str, ...], ...]:
        """Return what a header must have: columns, and groups of which one will do."""
        columns = (
            one.name for one in self.columns if one.is_required or one.is_looked_for
        )
        return (*columns, *self.either)

    def __getitem__(self, name: str) -> Column:
        """Return a column by name."""
        return next(column for column in self.columns if column.name == name)


def not_before(later: str, earlier: str) -> RowRule:
    """Return the rule that one date of a row does not come before another."""
    return RowRule(later, f"is before {earlier}", pl.col(later) >= pl.col(earlier))
