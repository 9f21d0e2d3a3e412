"""What CQC's files have in common: their ids, their names, their marks for nothing."""

from __future__ import annotations

import polars as pl

from data.readers.dates import days_or_text, parse_dates
from data.readers.fields import POSTCODE_KEY, Field
from data.readers.postcodes import postcode_key

# CQC registers some people in their own names. We count what they run and do not keep
# what they are called.
TITLE = r"(?i)^(mr|mrs|ms|miss|mx|dr|rev)\b"
# CQC writes an empty cell as one of these.
EMPTY = ("-", "*")
CQC_ID = r"^(\d-\d+|[A-Z0-9]{3,12})$"
NO_ID = "is not an id of CQC's, such as 1-101652578"


def cqc_id(name: str, heading: str = "") -> Field:
    """Return a column of CQC's ids."""
    return Field(name, heading=heading, valid=CQC_ID, must=NO_ID)


def text(name: str, heading: str = "", *, may_be_empty: bool = True) -> Field:
    """Return a column of words."""
    return Field(name, heading=heading, may_be_empty=may_be_empty)


def postcode(name: str, heading: str = "") -> Field:
    """Return a column of postcodes."""
    return Field(
        name,
        heading=heading,
        valid=POSTCODE_KEY,
        must="is not a whole postcode, such as LN1 1AA",
        tidy=postcode_key,
        may_be_empty=True,
    )


def spelling(cell: pl.Expr) -> pl.Expr:
    """Write a rating in one way: "Requires Improvement" occurs in both spellings."""
    return (
        cell.str.slice(0, 1).str.to_uppercase() + cell.str.slice(1).str.to_lowercase()
    )


def without_people(
    cells: pl.DataFrame, names: tuple[str, ...]
) -> tuple[pl.DataFrame, list[str]]:
    """Blank the names that are a person's, and say in how many rows."""
    is_person = [pl.col(name).str.contains(TITLE).fill_null(False) for name in names]
    persons = cells.select(pl.any_horizontal(is_person)).to_series().sum()
    ready = cells.with_columns(
        pl.when(~pl.col(name).str.contains(TITLE)).then(pl.col(name)).alias(name)
        for name in names
    )
    if not persons:
        return ready, []
    rows = "1 row names" if persons == 1 else f"{persons:,} rows name"
    kept = "the row is kept and the name" if persons == 1 else "the rows are kept and "
    kept += " is not." if persons == 1 else "the names are not."
    return ready, [f"{rows} a person as the provider or the location: {kept}"]


def prepared(
    cells: pl.DataFrame, *, dates: dict[str, str], names: tuple[str, ...]
) -> tuple[pl.DataFrame, list[str]]:
    """Read the columns that must be seen whole.

    Parameters
    ----------
    dates : column -> what CQC calls it
    names : columns that may name a person
    """
    notices, days = list[str](), list[pl.Series]()
    for column, called in dates.items():
        found = parse_dates(cells[column], name=called)
        notices += [found.notice] if found.notice else []
        days.append(days_or_text(cells[column], found))
    ready = cells.with_columns(days).with_columns(
        pl.col(pl.String).replace(dict.fromkeys(EMPTY))
    )
    ready, said = without_people(ready, names)
    return ready, notices + said
