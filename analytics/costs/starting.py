"""Where a page's sliders start, how far they go, and what stands behind them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from analytics.assumptions import Assumption, assumption

OURS = {
    "hours": "costs.hours_a_year",
    "step": "costs.hours_per_coordinator",
    "rate": "costs.rate_infrastructure",
    "chance": "costs.status_chance",
    "years": "costs.years",
    "discount": "costs.discount_rate",
}
HOURS_ROUNDED_TO = 100  # hours a year: a volume is not known more finely


def ours(control: str) -> Assumption:
    """Return the assumption behind one control of the page."""
    return assumption(OURS[control])


@dataclass(frozen=True)
class Start:
    """A number that a reader may change.

    Attributes
    ----------
    value : where it starts
    is_supplied : it comes from what the council supplied, and not from our assumption
    low, high : the range tested
    least, most : how far it may be moved
    """

    value: float
    is_supplied: bool
    low: float
    high: float
    least: float
    most: float


def start(supplied: float | None, ours: Assumption) -> Start:
    """Start from what was supplied, else from our assumption.

    Around a supplied value, the ranges of the assumption keep their proportions.

    Examples
    --------
    >>> from analytics.assumptions import assumption
    >>> hours = start(200_000, assumption("costs.hours_a_year"))
    >>> hours.low, hours.high, hours.least, hours.most
    (160000.0, 250000.0, 42000.0, 500000.0)
    """
    if supplied is None or supplied <= 0:
        return Start(ours.value, False, ours.low, ours.high, ours.least, ours.most)
    by = supplied / ours.value
    low, high, least, most = (
        two_figures(each * by) for each in (ours.low, ours.high, ours.least, ours.most)
    )
    return Start(supplied, True, min(low, supplied), max(high, supplied), least, most)


def two_figures(value: float) -> float:
    """Round to two significant figures."""
    if value == 0:
        return 0.0
    places = 1 - math.floor(math.log10(abs(value)))
    return round(value, places)


@dataclass(frozen=True)
class Starts:
    """Where the sliders of the page start; no step where no line comes in steps."""

    hours: Start
    step: Start | None
    rate: Start


def starts(
    arranged: float | None, step_hours: Iterable[float], infrastructure: float | None
) -> Starts:
    """Start every slider from what was supplied.

    Parameters
    ----------
    arranged : hours a year of the council's own arrangements, or None
    step_hours : hours a week that one step covers, of every line that has one
    infrastructure : of the agency's rate, £ an hour, or None
    """
    return Starts(
        start_of_hours(arranged),
        start_of_step(step_hours),
        start_of_rate(infrastructure),
    )


def start_of_hours(arranged: float | None) -> Start:
    """Start from the council's own arrangements, rounded to what is known of them."""
    known = None
    if arranged is not None:
        known = round(arranged / HOURS_ROUNDED_TO) * HOURS_ROUNDED_TO
    return start(known, ours("hours"))


def start_of_step(step_hours: Iterable[float]) -> Start | None:
    """Start from the smallest step; None where no line comes in steps."""
    least = min(step_hours, default=None)
    return None if least is None else start(least, ours("step"))


def start_of_rate(infrastructure: float | None) -> Start:
    """Start from the infrastructure in the agency's rate, to the penny."""
    known = None if infrastructure is None else round(infrastructure, 2)
    return start(known, ours("rate"))
