"""What the answer would be if one input were another: flips, and what moves it most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analytics.costs.curve import WEEKS_A_YEAR
from analytics.costs.flip import Flip, flips
from analytics.costs.lines import CostLine, curve_of
from analytics.costs.models import model, slider_kind
from analytics.costs.scenario import Scenario
from analytics.costs.starting import Start, ours
from analytics.costs.uncertainty import Range

FURTHEST = 4  # times its value, up and down: how far a flip is looked for
LONGEST_YEARS = 40
HIGHEST_DISCOUNT = 0.15


@dataclass(frozen=True)
class Input:
    """One input that may be changed on its own.

    Attributes
    ----------
    value : now
    low, high : the range tested
    least, most : how far a flip is looked for
    first, last : how far a reader may move it on the page
    breaks : values at which a cost jumps
    """

    name: str
    value: float
    low: float
    high: float
    least: float
    most: float
    first: float
    last: float
    breaks: tuple[float, ...] = ()


def inputs(told: Scenario) -> list[Input]:
    """Return the inputs that bear on this scenario, the volume first."""
    terms = dict(told.trial.ranges)
    found = [_hours(told)]
    if any(line.from_rate for line in _contest_lines(told)):
        now = told.rates[slider_kind()].infrastructure or 0.0
        found.append(_about("rate", now, told.starts.rate))
    if told.starts.step and any(line.step_hours for line in _contest_lines(told)):
        now = told.starts.step.value * terms["step_scale"].value
        steps = _full_steps(told, now)
        found.append(_about("step", now, told.starts.step, breaks=steps))
    if any(line.basis == "one_off" for line in _contest_lines(told)):
        years, rate = terms["years"], terms["discount_rate"]
        found.append(_offered("years", years, 1, LONGEST_YEARS))
        found.append(_offered("discount", rate, 0, HIGHEST_DISCOUNT))
    if told.counts_risks:
        chance = ours("chance")
        found.append(
            Input(
                "chance",
                told.status_chance,
                chance.low,
                chance.high,
                least=0.0,
                most=1.0,
                first=chance.least,
                last=chance.most,
            )
        )
    return [each for each in found if each.value > 0]


def _hours(told: Scenario) -> Input:
    hours = told.starts.hours
    return Input(
        "hours",
        told.hours_a_year,
        hours.low,
        hours.high,
        hours.least,
        hours.most,
        hours.least,
        hours.most,
    )


def _offered(name: str, term: Range, least: float, most: float) -> Input:
    """Return an input of which the page offers the value and both ends of its range."""
    ends = ours(name)
    return Input(
        name, term.value, term.low, term.high, least, most, ends.low, ends.high
    )


def _about(
    name: str, now: float, begins: Start, breaks: tuple[float, ...] = ()
) -> Input:
    tested = ours(name)
    by = now / tested.value
    return Input(
        name,
        now,
        tested.low * by,
        tested.high * by,
        now / FURTHEST,
        now * FURTHEST,
        begins.least,
        begins.most,
        breaks,
    )


def _contest_lines(told: Scenario) -> list[CostLine]:
    return [line for line in told.trial.lines if line.model in told.trial.contest]


def _full_steps(told: Scenario, now: float) -> tuple[float, ...]:
    """Return the step sizes at which one post fewer, or one more, is needed."""
    scale = dict(told.trial.ranges)["step_scale"].value
    a_week = told.hours_a_year / WEEKS_A_YEAR
    found: set[float] = set()
    for line in _contest_lines(told):
        if line.step_hours:
            size = line.step_hours * scale
            most = int(a_week / size * FURTHEST) + 1
            found.update(a_week / n / size * now for n in range(1, most + 1))
    return tuple(sorted(found))


def costs_if(told: Scenario, name: str, value: float) -> Mapping[str, float]:
    """Return each contest model's cost, £ an hour, were one input at a value."""
    terms, hours, lines = told.trial.terms, told.hours_a_year, _contest_lines(told)
    if name == "hours":
        hours = value
    elif name == "step" and told.starts.step:
        terms = replace(terms, step_scale=value / told.starts.step.value)
    elif name == "years":
        terms = replace(terms, years=value)
    elif name == "discount":
        terms = replace(terms, discount_rate=value)
    elif name == "rate":
        now = told.rates[slider_kind()].infrastructure or 1.0
        lines = [
            replace(line, gbp=line.gbp * value / now) if _is_agency(line) else line
            for line in lines
        ]
    elif name == "chance":
        lines = [
            replace(line, gbp=line.gbp * value / told.status_chance)
            if line.task == "status_risk"
            else line
            for line in lines
        ]
    return {
        key: float(
            curve_of([line for line in lines if line.model == key], terms).per_hour(
                hours
            )
        )
        for key in told.trial.contest
    }


def _is_agency(line: CostLine) -> bool:
    return line.from_rate and model(line.model).rate_kind == slider_kind()


def flips_of(told: Scenario, one: Input) -> list[Flip]:
    """Return where changing one input alone makes another model the cheapest.

    The volume is left to the spans, which know every crossing exactly.
    """
    return flips(
        lambda value: costs_if(told, one.name, value),
        one.value,
        one.least,
        one.most,
        breaks=one.breaks,
    )


@dataclass(frozen=True)
class Sway:
    """How far one input, over the range tested, moves the cheapest model's lead.

    Attributes
    ----------
    gbp : the most that the lead over the next model changes, £ an hour
    turns : whether another model becomes the cheapest within the range
    """

    name: str
    gbp: float
    turns: bool


def sways(told: Scenario) -> list[Sway]:
    """Rank the inputs by how far each moves the lead, most first."""
    if told.cheapest is None or len(told.contest) < 2:
        return []
    first = told.cheapest.key
    lead_now = _lead(told.per_hour, first, told.trial.contest)
    found = []
    for one in inputs(told):
        leads = [
            _lead(costs_if(told, one.name, value), first, told.trial.contest)
            for value in (one.low, one.high)
        ]
        most = max(abs(lead - lead_now) for lead in leads)
        found.append(Sway(one.name, most, turns=min(leads) < 0))
    return sorted(found, key=lambda each: -each.gbp)


def _lead(costs: Mapping[str, float], first: str, keys: tuple[str, ...]) -> float:
    return min(costs[key] for key in keys if key != first) - costs[first]
