"""One column of a published table: how it is headed, and what its cells must be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from data.readers.reader import LandedColumn, Match, plain_name

# England, Wales, and the X of the demonstration county, which no real code begins with.
PLACE_CODE = r"^[EWX]\d{8}$"
# As above, with Scotland and Northern Ireland, where likenesses are looked for too.
UK_CODE = r"^[EWSNX]\d{8}$"
POSTCODE_KEY = r"^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$"

# What publishers write where a number is not: in words, or as the marks of DHSC, NHS
# England and the Analysis Function.
MARKS = {
    "": "not_supplied",
    "-": "not_supplied",
    ":": "not_supplied",
    ".": "not_supplied",
    "..": "not_supplied",
    "[x]": "not_supplied",
    "null": "not_supplied",
    "*": "suppressed",
    "[c]": "suppressed",
    "[z]": "not_applicable",
    "n/a": "not_applicable",
}
# 1,234.50 but not 1,23: a comma that parts no thousands may be a decimal point.
NUMBER = (
    r"^(?:[-+]?£?|£[-+]?)\s?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?"
    r"(?:[eE][-+]?[0-9]{1,3})?\s?%?$"
)
BESIDE_DIGITS = r"[£,%\s]"


def number(cell: pl.Expr) -> pl.Expr:
    """Return the number that a text cell is, however an office writes it, else null.

    Pounds, thousands, per cent and powers of ten are read: `£1,234.50`, `45%` (which is
    45: its unit is the column's), `1.2E+05`.
    """
    text = cell.str.strip_chars()
    bare = text.str.replace_all(BESIDE_DIGITS, "").str.strip_prefix("+")
    value = pl.when(text.str.contains(NUMBER)).then(bare)
    found = value.cast(pl.Float64, strict=False)
    return pl.when(found.is_finite()).then(found)


def status(cell: pl.Expr) -> pl.Expr:
    """Return ok, zero, or what a mark stands for; null for a cell that is neither."""
    value = number(cell)
    marks = cell.fill_null("").str.strip_chars().str.to_lowercase()
    return (
        pl.when(value == 0)
        .then(pl.lit("zero"))
        .when(value.is_not_null())
        .then(pl.lit("ok"))
        .otherwise(marks.replace_strict(MARKS, default=None, return_dtype=pl.String))
    )


def read_value(cell: str) -> tuple[float | None, str]:
    """Return a published cell's number and its status; no status if it is neither.

    >>> read_value("£1,234.50"), read_value("[c]"), read_value("1,23")
    ((1234.5, 'ok'), (None, 'suppressed'), (None, ''))
    """
    text = cell.strip()
    if text.casefold() in MARKS:
        return None, MARKS[text.casefold()]
    if not re.fullmatch(NUMBER, text):
        return None, ""
    try:
        value = float(re.sub(BESIDE_DIGITS, "", text))
    except ValueError:  # an exponent or a sign, and no digits
        return None, ""
    if not math.isfinite(value):
        return None, ""
    return value, "ok" if value else "zero"


@dataclass(frozen=True)
class Field:
    """One column that we take from a published table.

    Attributes
    ----------
    name : what a missing column is called, and the landed name
    heading : pattern that the heading's plain name matches as a whole, where names
        carry a year or differ between copies; by default the name itself
    valid : pattern that a text matches as a whole, and `must` says it in words
    low, high : bounds of a number, edges inside
    may_be_empty : an empty cell is kept as "not supplied"
    may_be_marked : a number may be a mark for none, such as [c]; lands its status too
    tidy : makes one spelling of a text column before it is judged
    """

    name: str
    type: Literal["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"] = "VARCHAR"
    heading: str = ""
    valid: str = ""
    must: str = ""
    low: float = 0
    high: float = float("inf")
    may_be_empty: bool = False
    may_be_marked: bool = False
    tidy: Callable[[pl.Expr], pl.Expr] | None = None

    def find(self, header: Sequence[str]) -> str | None:
        """Return the heading of this column as the file writes it, if it is there."""
        pattern = re.compile(self.heading or re.escape(self.name))
        return next((c for c in header if pattern.fullmatch(plain_name(c))), None)

    def is_near(self, header: Sequence[str]) -> bool:
        """Say whether the header has this column of another year: lsoa11 for lsoa21."""
        any_year = re.sub(r"(?<=[a-z])\d+", r"\\d+", self.heading or self.name)
        pattern = re.compile(any_year)
        return any(pattern.fullmatch(plain_name(cell)) for cell in header)

    def parse(self) -> pl.Expr:
        """Return the value of a text cell; null where it cannot be one."""
        cell = pl.col(self.name)
        if self.type == "VARCHAR":
            fits = cell.str.contains(self.valid) if self.valid else pl.lit(True)
            return pl.when(fits).then(cell)
        if self.type == "BOOLEAN":
            truth = {"y": True, "yes": True, "n": False, "no": False}
            return cell.str.to_lowercase().replace_strict(
                truth, default=None, return_dtype=pl.Boolean
            )
        if self.type == "DATE":
            return cell.str.to_date("%Y-%m-%d", strict=False)
        value = number(cell)
        fits = value.is_between(self.low, self.high)
        if self.type == "BIGINT":
            whole = fits & (value == value.round())
            return pl.when(whole).then(value).cast(pl.Int64)
        return pl.when(fits).then(value)

    def landed(self) -> tuple[pl.Expr, ...]:
        """Return the landed columns: the value and, of a marked number, its status."""
        value = self.parse().alias(self.name)
        if not self.may_be_marked:
            return (value,)
        return value, status(pl.col(self.name)).alias(f"{self.name}_status")

    def columns(self) -> tuple[LandedColumn, ...]:
        """Declare the landed columns."""
        value = LandedColumn(self.name, self.type)
        if not self.may_be_marked:
            return (value,)
        return value, LandedColumn(f"{self.name}_status", "VARCHAR")

    def faulty(self) -> pl.Expr:
        """Say which cells are neither a value nor a mark; an empty one is neither."""
        cell = pl.col(self.name)
        is_bad = cell.is_not_null() & self.parse().is_null()
        if not self.may_be_marked:
            return is_bad
        return is_bad & ~status(cell).is_in([*set(MARKS.values())]).fill_null(False)

    @property
    def rule(self) -> str:
        """Say what a cell that cannot be read should have been."""
        if self.type == "VARCHAR":
            return f"{self.name} {self.must}."
        if self.type == "BOOLEAN":
            return f"{self.name} is neither Y nor N."
        if self.type == "DATE":
            return f"{self.name} is not a date that the calendar has."
        kind = "a whole number" if self.type == "BIGINT" else "a number"
        bounds = (
            f"{self.low:,.0f} or more"
            if self.high == float("inf")
            else f"from {self.low:,.0f} to {self.high:,.0f}"
        )
        return f"{self.name} is not {kind}, {bounds}."


def match_fields(fields: Sequence[Field], header: Sequence[str]) -> Match:
    """Compare a header with our columns; one of another year counts for half."""
    found = {f.name: f.find(header) for f in fields}
    there = {cell for cell in found.values() if cell is not None}
    missing = [f for f in fields if found[f.name] is None]
    unclaimed = [cell for cell in header if cell not in there]
    near = sum(f.is_near(unclaimed) for f in missing)
    return Match(
        score=(len(fields) - len(missing) + near / 2) / len(fields),
        known=len(there),
        missing=tuple(f.name for f in missing),
        unexpected=tuple(cell for cell in header if cell and cell not in there),
    )


def place_code(name: str, heading: str = "", *, valid: str = PLACE_CODE) -> Field:
    """Return a column of ONS codes."""
    return Field(
        name,
        heading=heading,
        valid=valid,
        must="is not an ONS code: a letter and eight digits",
        tidy=lambda cell: cell.str.to_uppercase(),
    )
