"""Days written in several ways, in an order that the column itself must show."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

ISO = r"^(\d{4})-(\d{1,2})-(\d{1,2})\b"
WORDED = r"^(\d{1,2})[/ -]([A-Za-z]{3})[a-z]*[/ -](\d{4})\b"
SLASHED = r"^(\d{1,2})/(\d{1,2})/(\d{4})\b"


@dataclass(frozen=True)
class Dates:
    """A column of days, and how we knew the order of their parts."""

    days: pl.Series
    notice: str


def parse_dates(text: pl.Series, *, name: str, month_first: bool = False) -> Dates:
    """Read a column of dates; those that cannot be are null.

    ISO days and days with the month in letters say their own order. For the rest one
    order is decided for the whole column: the one that makes a date of more of them,
    since a file is saved by one machine. `month_first` is the publisher's own order,
    for a column that does not show it. Times after the day are passed over.
    """
    plain = _days(text, ISO, "%Y-%m-%d")
    worded = _days(text.str.to_titlecase(), WORDED, "%d-%b-%Y")
    slashed = text.filter(text.str.contains(SLASHED).fill_null(False))
    orders = {order: _days(text, SLASHED, order) for order in ("%d-%m-%Y", "%m-%d-%Y")}
    day_led, month_led = (days.count() for days in orders.values())
    is_month_first = month_led > day_led or (month_led == day_led and month_first)
    days = plain.fill_null(worded).fill_null(
        orders["%m-%d-%Y" if is_month_first else "%d-%m-%Y"]
    )
    return Dates(days, _notice(name, slashed.len(), day_led, month_led, is_month_first))


def _days(text: pl.Series, pattern: str, order: str) -> pl.Series:
    """Read the dates that a pattern finds, in one order."""
    parts = [text.str.extract(pattern, part) for part in (1, 2, 3)]
    joined = parts[0] + "-" + parts[1] + "-" + parts[2]
    return joined.str.to_date(order, strict=False)


def _notice(
    name: str, slashed: int, day_led: int, month_led: int, is_month_first: bool
) -> str:
    """Say which order was taken, and on what evidence."""
    if not slashed:
        return ""
    order = "month/day/year" if is_month_first else "day/month/year"
    if day_led == month_led:
        return (
            f"{name} is read as {order}, its publisher's order: none of its "
            f"{slashed:,} dates shows which it is."
        )
    fits, other = max(day_led, month_led), min(day_led, month_led)
    return (
        f"{name} is read as {order}: {fits:,} of its {slashed:,} dates can be read "
        f"so, and {other:,} the other way."
    )
