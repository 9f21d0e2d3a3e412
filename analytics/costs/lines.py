"""One cost of one model, and what a year of it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analytics.costs.curve import WEEKS_A_YEAR, Curve, Step, annuity


@dataclass(frozen=True)
class CostLine:
    """One cost of one model.

    Attributes
    ----------
    basis : one_off, per_year, per_hour, per_person_week or step_per_hours
    gbp : £ in the basis; a step's is £ a year for each step
    step_hours : hours of care a week that one step covers; None for the other bases
    from_rate : it is part of an hourly rate, and not a line of its own
    """

    model: str
    task: str
    basis: str
    gbp: float
    step_hours: float | None = None
    from_rate: bool = False


@dataclass(frozen=True)
class Terms:
    """What turns lines into yearly costs; each may be an array of draws.

    Attributes
    ----------
    years, discount_rate : how a cost paid once is spread
    hours_per_person_week : hours of care a week for each person
    step_scale : hours that a step covers, for each hour that its line says
    rate_scale : infrastructure in a rate, for each pound that was supplied
    """

    years: ArrayLike
    discount_rate: ArrayLike
    hours_per_person_week: ArrayLike
    step_scale: ArrayLike = 1.0
    rate_scale: ArrayLike = 1.0


def _one_off(line: CostLine, terms: Terms) -> Curve:
    return Curve(line.gbp * annuity(terms.years, terms.discount_rate), 0.0)


def _per_year(line: CostLine, terms: Terms) -> Curve:
    return Curve(line.gbp, 0.0)


def _per_hour(line: CostLine, terms: Terms) -> Curve:
    scale = np.asarray(terms.rate_scale, float) if line.from_rate else 1.0
    return Curve(0.0, line.gbp * scale)


def _per_person_week(line: CostLine, terms: Terms) -> Curve:
    # A person's week is so many hours, so people and weeks both fall out of the hours.
    return Curve(0.0, line.gbp / np.asarray(terms.hours_per_person_week, float))


def _step_per_hours(line: CostLine, terms: Terms) -> Curve:
    if line.step_hours is None:
        raise ValueError(
            f"{line.model}, {line.task}: a cost for each step says no step_hours."
        )
    covered = line.step_hours * WEEKS_A_YEAR * np.asarray(terms.step_scale, float)
    return Curve(0.0, 0.0, (Step(line.gbp, covered),))


BASES: Mapping[str, Callable[[CostLine, Terms], Curve]] = {
    "one_off": _one_off,
    "per_year": _per_year,
    "per_hour": _per_hour,
    "per_person_week": _per_person_week,
    "step_per_hours": _step_per_hours,
}
FIXED_BASES = ("one_off", "per_year", "step_per_hours")


def curve_of(
    lines: Iterable[CostLine],
    terms: Terms,
    *,
    error: ArrayLike = 1.0,
) -> Curve:
    """Add up the lines of one model into one curve.

    Parameters
    ----------
    lines : the model's lines
    terms : what turns them into yearly costs
    error : array_like, ratio
        What its own lines turn out to cost for each pound written down; what an hourly
        rate says is not touched by it.

    Raises
    ------
    ValueError
        If a line has a basis that we do not know, or a step without its hours.
    """
    fixed, hourly, steps = np.asarray(0.0), np.asarray(0.0), []
    for line in lines:
        if line.basis not in BASES:
            raise ValueError(
                f"{line.model}, {line.task}: the basis {line.basis!r} is none of "
                f"{', '.join(BASES)}."
            )
        one = BASES[line.basis](line, terms)
        off = np.asarray(1.0 if line.from_rate else error, float)
        fixed = fixed + np.asarray(one.fixed, float) * off
        hourly = hourly + np.asarray(one.hourly, float) * off
        steps += [
            Step(np.asarray(each.gbp, float) * off, each.hours) for each in one.steps
        ]
    return Curve(fixed, hourly, tuple(steps))


def annual_by_task(
    lines: Iterable[CostLine], terms: Terms, hours_a_year: float
) -> dict[tuple[str, str], float]:
    """Return what each task of each model costs a year: (model, task) -> £."""
    totals: dict[tuple[str, str], float] = {}
    for line in lines:
        key = (line.model, line.task)
        cost = float(curve_of([line], terms).annual(hours_a_year))
        totals[key] = totals.get(key, 0.0) + cost
    return totals


def fixed_share(
    lines: Iterable[CostLine], terms: Terms, hours_a_year: float
) -> float | None:
    """Return the share of a model's yearly cost that does not follow the hours.

    A step counts as fixed: it is paid whole. None where the model costs nothing.
    """
    every = list(lines)
    total = float(curve_of(every, terms).annual(hours_a_year))
    if total == 0:
        return None
    fixed = [line for line in every if line.basis in FIXED_BASES]
    return float(curve_of(fixed, terms).annual(hours_a_year)) / total
