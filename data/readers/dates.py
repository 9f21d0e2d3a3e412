"""Days written in several ways, in an order that the column itself must show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

ISO = r"^(\d{4})-(\d{1,2})-(\d{1,2})\b"
WORDED = r"^(\d{1,2})[/ -]([A-Za-z]{3})[a-z]*[/ -](\d{4})\b"
SLASHED = r"^(\d{1,2})/(\d{1,2})/(\d{4})\b"


@dataclass(frozen=True)
class Dates:
    """A column of days, how we knew the order of their parts, and whether we did."""

    days: pl.Series
    notice: str
    is_refused: bool = False


def parse_dates(text: pl.Series, *, name: str) -> Dates:
    """Read a column of dates; those that cannot be are null.

    ISO days and days with the month in letters say their own order. For the rest one
    order is decided for the whole column: the one that makes a date of more of them,
    since a file is saved by one machine. A column that does not show its order is
    refused: its publisher's order is no evidence, for a copy that was opened and saved
    by an office program has that program's. Times after the day are passed over.
    """
    plain = _days(text, ISO, "%Y-%m-%d")
    worded = _days(text.str.to_titlecase(), WORDED, "%d-%b-%Y")
    told = plain.fill_null(worded)
    slashed = text.filter(text.str.contains(SLASHED).fill_null(False))
    day_first, month_first = (
        _days(text, SLASHED, order) for order in ("%d-%m-%Y", "%m-%d-%Y")
    )
    day_led, month_led = day_first.count(), month_first.count()
    if day_led == month_led and not day_first.equals(month_first):
        differ = (day_first != month_first).fill_null(False)
        if differ.any():
            place = differ.arg_max() or 0
            example = text[place], day_first[place], month_first[place]
            return Dates(told, _refusal(name, slashed.len(), *example), True)
    is_month_first = month_led > day_led
    days = told.fill_null(month_first if is_month_first else day_first)
    if not slashed.len() or day_led == month_led:
        return Dates(days, "")
    order = "month/day/year" if is_month_first else "day/month/year"
    fits, other = max(day_led, month_led), min(day_led, month_led)
    return Dates(
        days,
        f"{name} is read as {order}: {fits:,} of its {slashed.len():,} dates can be "
        f"read so, and {other:,} the other way.",
    )


def _days(text: pl.Series, pattern: str, order: str) -> pl.Series:
    """Read the dates that a pattern finds, in one order."""
    parts = [text.str.extract(pattern, part) for part in (1, 2, 3)]
    joined = parts[0] + "-" + parts[1] + "-" + parts[2]
    return joined.str.to_date(order, strict=False)


def _refusal(
    name: str, slashed: int, text: str, day_led: dt.date, month_led: dt.date
) -> str:
    """Give the two readings of a column whose order nothing shows."""
    readings = (f"{day.day} {day:%B %Y}" for day in (day_led, month_led))
    return (
        f"{name} is not read: {text} may be {' or '.join(readings)}, and its "
        f"{slashed:,} dates do not show which. Write them as {day_led:%Y-%m-%d}."
    )


def days_or_text(text: pl.Series, dates: Dates) -> pl.Series:
    """Return a column with its days as ISO text.

    What cannot be read stays as it was, to be shown with its reject; but of a refused
    column the rows are kept without their date.
    """
    days = dates.days.cast(pl.String)
    if not dates.is_refused:
        return days.fill_null(text).alias(text.name)
    either = text.str.contains(SLASHED).fill_null(False)
    return days.fill_null(text.set(either, None)).alias(text.name)
