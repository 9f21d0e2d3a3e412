"""One column of a published table: how it is headed, and what its cells must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from data.readers.reader import Match, plain_name

# England, Wales, and the X of the demonstration county, which no real code begins with.
PLACE_CODE = r"^[EWX]\d{8}$"
# As above, with Scotland and Northern Ireland, where likenesses are looked for too.
UK_CODE = r"^[EWSNX]\d{8}$"
POSTCODE_KEY = r"^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$"


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
        number = cell.str.replace_all(",", "").cast(pl.Float64, strict=False)
        fits = number.is_between(self.low, self.high) & number.is_finite()
        if self.type == "BIGINT":
            whole = fits & (number == number.round())
            return pl.when(whole).then(number).cast(pl.Int64)
        return pl.when(fits).then(number)

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
