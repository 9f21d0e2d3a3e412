"""What an hour's price is made of, and which tasks it pays for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from analytics.costs.curve import WEEKS_A_YEAR
from analytics.costs.lines import CostLine
from analytics.costs.models import Model, plain_part, rate_parts

PENNY = 0.01  # parts that come this near to the whole are the whole


def rate_lines(model: Model, parts: Mapping[str, float]) -> list[CostLine]:
    """Turn the infrastructure in an hourly rate into lines of its model.

    Parameters
    ----------
    model : the model that the rate pays for
    parts : column of a rate -> £ an hour; a part that is absent gives no line
    """
    return [
        CostLine(model.key, part.task, "per_hour", parts[part.column], from_rate=True)
        for part in rate_parts()
        if part.column in parts
    ]


def paid_by_rate() -> dict[str, str]:
    """Return every task that a rate pays for, with the task that its cost stands at."""
    return {
        task: part.task for part in rate_parts() for task in (part.task, *part.covers)
    }


def is_unsplit(lines: Iterable[CostLine]) -> bool:
    """Say whether a model's rate is one sum, and not a part for each task."""
    tasks = {line.task for line in lines if line.from_rate}
    return tasks == {plain_part().task}


def inside_another(model: Model, lines: Iterable[CostLine]) -> dict[str, str]:
    """Return the tasks whose cost stands at another of a model's lines, and where.

    A part of a rate covers its tasks by its definition, even at nought; what we take to
    be inside a part needs money there. The model's own line for a task comes first.

    Parameters
    ----------
    model : whose lines these are
    lines : those that count
    """
    own = list(lines)
    fed = {line.task: line.gbp for line in own if line.from_rate}
    found = {task: at for task, at in paid_by_rate().items() if at in fed}
    if is_unsplit(own):
        found = dict.fromkeys(paid_by_rate(), plain_part().task)
    found |= {task: at for task, at in model.in_rate if fed.get(at, 0.0) > 0}
    has_line = {line.task for line in own}
    return {task: at for task, at in found.items() if task not in has_line}


def without_double_payment(
    lines: Iterable[CostLine], fed_by_rate: Iterable[str]
) -> tuple[list[CostLine], list[CostLine]]:
    """Part the lines to count from those for a task that the model's rate pays for.

    Returns
    -------
    (counted, set aside)
    """
    fed, paid = set(fed_by_rate), paid_by_rate()
    counted: list[CostLine] = []
    aside: list[CostLine] = []
    for line in lines:
        is_paid = line.model in fed and not line.from_rate and line.task in paid
        (aside if is_paid else counted).append(line)
    return counted, aside


@dataclass(frozen=True)
class Comparison:
    """How one hourly rate stands to that of traditional home care.

    Attributes
    ----------
    rate, traditional : £ an hour
    share : difference as a share of the traditional rate; below 0 when cheaper
    is_below, is_competitive : the two tests that one guide sets in two places
    """

    rate: float
    traditional: float
    share: float
    is_below: bool
    is_competitive: bool


def compare(rate: float, traditional: float, *, within: float) -> Comparison:
    """Compare an hourly rate with traditional home care, by both tests.

    Parameters
    ----------
    rate, traditional : float, £ an hour
    within : float, share
        How far above it a rate may be and still compete.

    Examples
    --------
    >>> compare(21.60, 25.40, within=0.05).is_below
    True
    """
    share = rate / traditional - 1
    # Prices are in pence, so a limit that is met to the penny is met.
    is_competitive = rate <= traditional * (1 + within) + PENNY / 100
    return Comparison(rate, traditional, share, share < 0, is_competitive)


def is_whole(frame: pd.DataFrame, parts: Iterable[str], total: str) -> pd.Series[bool]:
    """Say of each rate whether the parts supplied account for all of its price.

    Where they do, a part left empty is nothing: no money is left for it. Where they do
    not, it is unknown, and no part may be read as nought.
    """
    left_over = frame[total] - frame[list(parts)].sum(axis=1, min_count=1)
    return left_over.abs() <= PENNY + 1e-9


def weekly_hours(visits: Iterable[tuple[int, int]]) -> Fraction:
    """Return the hours a week of (visits, minutes each), exactly.

    Examples
    --------
    >>> weekly_hours([(3, 60), (4, 30), (7, 15)])
    Fraction(27, 4)
    """
    return sum((Fraction(n * minutes, 60) for n, minutes in visits), Fraction(0))


def yearly_cost(
    visits: Iterable[tuple[int, int]], hourly: Decimal, weeks: int = WEEKS_A_YEAR
) -> Decimal:
    """Return what a plan costs a year to the penny, exactly.

    Examples
    --------
    >>> yearly_cost([(3, 60), (4, 30), (7, 15)], Decimal("12.50"))
    Decimal('4387.50')
    """
    exact = weekly_hours(visits) * weeks * Fraction(hourly)
    pounds = Decimal(exact.numerator) / Decimal(exact.denominator)
    return pounds.quantize(Decimal("0.01"))
