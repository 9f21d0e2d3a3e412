"""What the law may yet add to a model's cost: lines of their own, with a chance.

None of this is legal advice. HMRC's manual (ESM4015) takes a care worker in a person's
own home for a likely employee, also where an agency only introduces; the guides take
self-employment as usual. We price the difference and decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analytics.assumptions import assumption
from analytics.costs.lines import CostLine
from analytics.costs.models import Model


@dataclass(frozen=True)
class Grounds:
    """What the risks are reckoned from.

    Attributes
    ----------
    status_chance : chance that self-employed workers are found to be employees
    worker_pay : £ an hour to a self-employed worker; None where none was supplied
    fees : model -> fee in an hour's price, £, on which VAT may be due
    vat_paid : models whose price has VAT in it already
    """

    status_chance: float
    worker_pay: float | None
    fees: Mapping[str, float]
    vat_paid: frozenset[str]


@dataclass(frozen=True)
class Risk:
    """One thing that may happen to one model.

    Attributes
    ----------
    chance : that it happens; None where it cannot be said
    per_hour, per_year : what it would cost if it did, £
    status : "ok", "not_applicable" or "not_supplied"
    why : a few words where there is no number
    """

    key: str
    model: str
    chance: float | None
    per_hour: float = 0.0
    per_year: float = 0.0
    status: str = "ok"
    why: str = ""

    def if_it_happens(self, hours_a_year: float) -> float:
        """Return what a year would cost more if it happened, £."""
        return self.per_hour * hours_a_year + self.per_year

    def expected(self, hours_a_year: float) -> float:
        """Return its chance times its cost, £ a year."""
        return (self.chance or 0.0) * self.if_it_happens(hours_a_year)

    def lines(self) -> list[CostLine]:
        """Return it as expected costs, for a reader who counts it in."""
        if self.status != "ok" or self.chance is None:
            return []
        return [
            CostLine(self.model, self.key, basis, self.chance * gbp, from_rate=False)
            for basis, gbp in (
                ("per_hour", self.per_hour),
                ("per_year", self.per_year),
            )
            if gbp
        ]


def _unknown(key: str, model: Model, why: str) -> Risk:
    return Risk(key, model.key, None, status="not_supplied", why=why)


def _none(key: str, model: Model, why: str) -> Risk:
    return Risk(key, model.key, None, status="not_applicable", why=why)


def _status(model: Model, grounds: Grounds) -> Risk:
    key = "status_risk"
    share = model.self_employed
    if share is None:
        return _unknown(key, model, "not said")
    part = assumption(share).value if isinstance(share, str) else float(share)
    if part == 0:
        return _none(key, model, "all are employed")
    if grounds.worker_pay is None:
        return _unknown(key, model, "no pay supplied")
    cost = part * grounds.worker_pay * assumption("costs.employment_oncosts").value
    return Risk(key, model.key, grounds.status_chance, per_hour=cost)


def _vat(model: Model, grounds: Grounds) -> Risk:
    key = "vat_risk"
    if model.fee_in_rate is None:
        return _unknown(key, model, "not said")
    if not model.fee_in_rate:
        return _none(key, model, "no fee in a budget")
    if model.key in grounds.vat_paid:
        return _none(key, model, "in the price already")
    if model.key not in grounds.fees:
        return _unknown(key, model, "no rate supplied")
    cost = grounds.fees[model.key] * assumption("costs.vat_rate").value
    chance = assumption("costs.vat_chance").value
    return Risk(key, model.key, chance, per_hour=cost)


def _registration(model: Model, grounds: Grounds) -> Risk:
    key = "registration_risk"
    if model.may_register is None:
        return _unknown(key, model, "not said")
    if not model.may_register:
        return _none(key, model, "no new body")
    cost = assumption("costs.registration_cost").value
    chance = assumption("costs.registration_chance").value
    return Risk(key, model.key, chance, per_year=cost)


RISKS: Mapping[str, tuple[str, Callable[[Model, Grounds], Risk]]] = {
    "status_risk": ("Status risk", _status),
    "vat_risk": ("VAT on the fee", _vat),
    "registration_risk": ("CQC registration", _registration),
}


def risks_of(model: Model, grounds: Grounds) -> list[Risk]:
    """Return every risk of one model, those without a number included."""
    return [reckon(model, grounds) for _, reckon in RISKS.values()]


def label_of(key: str) -> str:
    """Return what a ledger calls a risk."""
    return RISKS[key][0]
