"""How we write numbers, dates and chances, so that every page writes them alike."""

from __future__ import annotations

import datetime as dt

MARKS = {"suppressed": "[c]", "not_supplied": "[x]", "not_applicable": "[z]"}
MARK_WORDS = {
    "suppressed": "hidden to protect people or a provider",
    "not_supplied": "not supplied",
    "not_applicable": "not applicable",
    "low_reliability": "too little to judge",
}


def count(value: float) -> str:
    """Write a count with commas: 20,700."""
    return f"{value:,.0f}"


def pounds(value: float, *, pence: bool | None = None) -> str:
    """Write money: £2.23 below 100 pounds, £196,000 above, unless told."""
    with_pence = abs(value) < 100 if pence is None else pence
    sign = "−" if value < 0 else ""
    return f"{sign}£{abs(value):,.2f}" if with_pence else f"{sign}£{abs(value):,.0f}"


def percent(share: float, *, places: int = 1) -> str:
    """Write a share between 0 and 1: 43.1%."""
    return f"{share * 100:.{places}f}%"


def date(day: dt.date) -> str:
    """Write a date: 30 September 2026."""
    return f"{day.day} {day:%B %Y}"


def quarter(last_day: dt.date) -> str:
    """Write the quarter that ends on a day: July to September 2026."""
    first = dt.date(last_day.year, last_day.month - 2, 1)
    return f"{first:%B} to {last_day:%B %Y}"


def chance(probability: float) -> str:
    """Write a chance as a whole per cent, never 0% or 100%."""
    if probability > 0.99:
        return "over 99%"
    if probability < 0.01:
        return "under 1%"
    return f"{probability * 100:.0f}%"


def chance_word(probability: float) -> str:
    """Put a chance in words; always shown with the number.

    Bounds as in our page guide: over 95% almost certainly, 80 to 95 very likely,
    60 to 80 likely, 40 to 60 about as likely as not, and the mirror below.
    """
    for least, word in (
        (0.95, "almost certainly"),
        (0.80, "very likely"),
        (0.60, "likely"),
        (0.40, "about as likely as not"),
        (0.20, "unlikely"),
        (0.05, "very unlikely"),
    ):
        if probability > least or (least < 0.95 and probability == least):
            return word
    return "almost certainly not"


def listing(words: list[str]) -> str:
    """Join words as a person would: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def plural(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: 1 area, 2 areas."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def mark(value: str, status: str) -> str:
    """Write a cell: the value, or the mark for its blank."""
    return MARKS.get(status, value)
