"""What one reader asks of the cost models, worked out from tables and choices."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import ReferenceType, ref

import numpy as np

from analytics.assumptions import Assumption, assumption
from analytics.costs.alike import Alike, alike
from analytics.costs.break_even import Crossing, Span, cheapest_spans, crossings
from analytics.costs.curve import Curve
from analytics.costs.feeding import Missing, as_chosen, fed_by
from analytics.costs.lines import CostLine, curve_of
from analytics.costs.models import (
    Model,
    in_order,
    known_models,
    model,
    slider_kind,
)
from analytics.costs.rate import without_double_payment
from analytics.costs.risks import Grounds, Risk, risks_of
from analytics.costs.starting import Starts, ours, starts
from analytics.costs.supplied import (
    Rate,
    arranged_hours,
    latest_price_base,
    supplied_lines,
    supplied_rates,
)
from analytics.costs.uncertainty import Range, Spread, Trial, spread
from analytics.evidence import Evidence

BAND_POINTS = 56  # volumes at which the likely range is worked out


@dataclass(frozen=True)
class Scenario:
    """The models on one footing: the same tasks, hours, years and prices.

    Attributes
    ----------
    trial : lines, volume and ranges, as the draws take them; of the models and tasks
        that can be compared
    lines : every line that counts, of every model shown
    alike : what can be compared, and which totals are incomplete
    missing : models to choose from that cannot be costed here
    aside : lines set aside, because the model's own rate pays for their task
    risks : what the law may add; within the lines only when `counts_risks`
    rates : kind of provider -> its rate, as chosen
    price_base : the year whose prices these are, such as 2026-27
    """

    trial: Trial
    lines: tuple[CostLine, ...]
    alike: Alike
    missing: tuple[Missing, ...]
    aside: tuple[CostLine, ...]
    risks: tuple[Risk, ...]
    counts_risks: bool
    rates: Mapping[str, Rate]
    starts: Starts
    price_base: str
    status_chance: float

    @property
    def hours_a_year(self) -> float:
        """The volume asked about."""
        return self.trial.hours_a_year

    @property
    def models(self) -> list[Model]:
        """Every model that is compared, in our file's order."""
        return [model(key) for key in in_order(self.trial.models)]

    @property
    def shown(self) -> list[Model]:
        """Every model that has a cost, also where it cannot be compared."""
        return [model(key) for key in in_order([*self.trial.models, *self.alike.apart])]

    @property
    def contest(self) -> list[Model]:
        """Those of them that are chosen from."""
        return [model(key) for key in in_order(self.trial.contest)]

    @cached_property
    def curves(self) -> dict[str, Curve]:
        """Return each model's curve, every number at its value."""
        terms = self.trial.terms
        return {
            each.key: curve_of(self.trial.lines_of(each.key), terms)
            for each in self.models
        }

    @cached_property
    def totals(self) -> dict[str, float]:
        """Return what all lines of each model shown cost, £ a year."""
        return {
            each.key: float(
                curve_of(self.lines_of(each.key), self.trial.terms).annual(
                    self.hours_a_year
                )
            )
            for each in self.shown
        }

    def lines_of(self, key: str) -> list[CostLine]:
        """Return every line of one model, compared or not."""
        return [line for line in self.lines if line.model == key]

    @cached_property
    def per_hour(self) -> dict[str, float]:
        """Return what each model's compared tasks cost at the volume, £ an hour."""
        return {
            key: float(curve.per_hour(self.hours_a_year))
            for key, curve in self.curves.items()
        }

    @property
    def cheapest(self) -> Model | None:
        """The model, of those chosen from, that costs least at the volume."""
        return min(self.contest, key=lambda each: self.per_hour[each.key], default=None)

    @property
    def spread(self) -> Spread:
        """What the draws say."""
        return spread(self.trial)

    @cached_property
    def crossings(self) -> list[Crossing]:
        """Return every break-even of every pair, over the volumes shown."""
        return crossings(self.curves, self.starts.hours.least, self.starts.hours.most)

    @cached_property
    def spans(self) -> list[Span]:
        """Return which of those chosen from costs least, over the volumes shown."""
        chosen = {each.key: self.curves[each.key] for each in self.contest}
        ends = self.starts.hours.least, self.starts.hours.most
        return cheapest_spans(chosen, *ends) if chosen else []


# Answer, notes and every chart of one page ask the same of the same evidence.
_REMEMBERED: OrderedDict[int, tuple[ReferenceType[Evidence], Scenario]] = OrderedDict()
PAGES_REMEMBERED = 16


def scenario(evidence: Evidence) -> Scenario:
    """Return what a selection asks of the tables that it fetched."""
    known = _REMEMBERED.get(id(evidence))
    if known is not None and known[0]() is evidence:
        return known[1]
    told = _worked_out(evidence)
    _REMEMBERED[id(evidence)] = (ref(evidence), told)
    while len(_REMEMBERED) > PAGES_REMEMBERED:
        _REMEMBERED.popitem(last=False)
    return told


def _worked_out(evidence: Evidence) -> Scenario:
    choose = evidence.selection.get
    base = choose("prices") or latest_price_base(evidence)
    lines, rates = supplied_lines(evidence, base), supplied_rates(evidence, base)
    agency = rates.get(slider_kind())
    begins = starts(
        arranged_hours(evidence),
        [line.step_hours for line in lines if line.step_hours],
        agency.infrastructure if agency else None,
    )
    rates = as_chosen(rates, begins.rate, choose("rate"))
    fed, missing = fed_by(rates, lines)
    counted, aside = without_double_payment(
        [*lines, *fed], {each.model for each in fed}
    )
    keys = _shown(counted, missing, with_comparators=choose("models") != "contest")
    chance = _status_chance(choose("chance"))
    grounds = _grounds(rates, chance)
    risks = [risk for key in keys for risk in risks_of(model(key), grounds)]
    counted = [line for line in counted if line.model in keys]
    can_be = alike(counted, keys)
    counts_risks = choose("risk") == "in"
    if counts_risks:
        counted += [line for risk in risks for line in risk.lines()]
    return Scenario(
        trial=_trial(evidence, begins, can_be.compared(counted), can_be, keys),
        lines=tuple(counted),
        alike=can_be,
        missing=tuple(each for each in missing if not each.model.is_comparator),
        aside=tuple(aside),
        risks=tuple(risks),
        counts_risks=counts_risks,
        rates=rates,
        starts=begins,
        price_base=base,
        status_chance=chance,
    )


def _status_chance(chosen: str | None) -> float:
    """Return the chance that a reader chose in per cent, or our own, as a share."""
    return ours("chance").value if chosen is None else float(chosen) / 100


def _shown(
    lines: list[CostLine], missing: list[Missing], *, with_comparators: bool
) -> list[str]:
    """Return the models that have a cost and were asked for, in order."""
    blank = {each.model.key for each in missing}
    return [
        key
        for key in in_order(line.model for line in lines)
        if key not in blank and (with_comparators or not model(key).is_comparator)
    ]


def _grounds(rates: Mapping[str, Rate], chance: float) -> Grounds:
    agency = rates.get(slider_kind())
    fed = {
        each.key: rates[each.rate_kind]
        for each in known_models()
        if each.rate_kind and each.rate_kind in rates
    }
    return Grounds(
        status_chance=chance,
        worker_pay=agency.pay if agency else None,
        fees={
            key: rate.infrastructure + (rate.surplus or 0.0)
            for key, rate in fed.items()
            if rate.infrastructure is not None
        },
        vat_paid=frozenset(key for key, rate in fed.items() if rate.vat),
    )


def _trial(
    evidence: Evidence,
    begins: Starts,
    lines: list[CostLine],
    can_be: Alike,
    keys: list[str],
) -> Trial:
    """Gather what the draws depend on."""
    choose = evidence.selection.get
    grid = np.linspace(begins.hours.least, begins.hours.most, BAND_POINTS)
    step, of_step = choose("step"), begins.step
    scale = float(step) / of_step.value if step and of_step else 1.0
    person = assumption("costs.hours_per_person_week")
    return Trial(
        lines=tuple(lines),
        contest=can_be.contest,
        others=tuple(
            key for key in keys if model(key).is_comparator and key not in can_be.apart
        ),
        hours_a_year=float(choose("hours") or begins.hours.value),
        grid=tuple(float(each) for each in grid),
        ranges=(
            ("years", _about(choose("years"), ours("years"))),
            ("discount_rate", _about(choose("discount"), ours("discount"))),
            ("hours_per_person_week", _about(None, person)),
            ("step_scale", _ratio(scale, ours("step"))),
            ("rate_scale", _ratio(1.0, ours("rate"))),
        ),
        budget_error=_about(None, assumption("costs.budget_error")),
        draws=int(assumption("costs.draws").value),
        seed=evidence.about.seed,
    )


def _about(chosen: str | None, tested: Assumption) -> Range:
    """Return the range of an assumption, in proportion, about what was chosen."""
    value = tested.value if chosen is None else float(chosen)
    return _ratio(value, tested)


def _ratio(value: float, tested: Assumption) -> Range:
    by = value / tested.value
    return Range(value, tested.low * by, tested.high * by)
