"""How the costs page writes its years, its money and its sources."""

from __future__ import annotations

from analytics import words
from analytics.costs.models import Model, intermediary_names
from analytics.costs.scenario import Scenario
from analytics.evidence import Evidence

ROUNDED_TO = ((10_000, 100), (1_000, 10))  # £ from which, rounded to how many


def price_year(price_base: str) -> str:
    """Write a year of prices.

    Examples
    --------
    >>> price_year("2026-27"), price_year("2026")
    ('2026 to 2027', '2026')
    """
    first, _, second = price_base.partition("-")
    if not second or not first.isdigit():
        return price_base
    return f"{first} to {first[: len(first) - len(second)]}{second}"


def a_year(gbp: float) -> str:
    """Write a yearly cost, rounded to what a budget line supports: £109,200."""
    for least, to in ROUNDED_TO:
        if abs(gbp) >= least:
            return words.pounds(round(gbp / to) * to, pence=False)
    return words.pounds(gbp, pence=False)


def an_hour(gbp: float) -> str:
    """Write a cost an hour: £2.23."""
    return words.pounds(gbp, pence=True)


def hours(value: float) -> str:
    """Write a volume: 96,000."""
    return words.count(value)


def bold_noun(model: Model, rest: str) -> str:
    """Put a model's noun and what is said of it in bold, its article outside.

    Examples
    --------
    >>> from analytics.costs.models import model
    >>> bold_noun(model("commissioned"), "costs least")
    'a **commissioned programme costs least**'
    """
    article, _, noun = model.noun.partition(" ")
    if article in ("a", "an", "the") and noun:
        return f"{article} **{noun} {rest}**"
    return f"**{model.noun} {rest}**"


def sentence_case(phrase: str) -> str:
    """Begin a phrase with a capital and leave the rest as it is."""
    return phrase[:1].upper() + phrase[1:]


def intermediaries() -> str:
    """Name the kinds of provider whose arrangements need infrastructure."""
    return words.listing([*intermediary_names()])


def hours_come_from(evidence: Evidence, told: Scenario) -> str:
    """Say where the volume comes from."""
    if abs(told.hours_a_year - told.starts.hours.value) > 0.5:
        return "The hours are your choice on this page."
    if told.starts.hours.is_supplied:
        return (
            "The hours are those planned in your arrangements open on "
            f"{words.date(evidence.about.as_of)} through {intermediaries()}, for 52 "
            "weeks; no other arrangements are in them."
        )
    if evidence.selection.view == "public":
        return "The hours are our assumption; the council’s own are not published."
    return "The hours are our assumption; no arrangements of your own give them."
