"""What hourly rates give to the models that they pay for, and who has no cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.costs.lines import CostLine
from analytics.costs.models import Model, known_models, rate_parts, slider_kind
from analytics.costs.rate import rate_lines
from analytics.costs.starting import Start
from analytics.costs.supplied import Rate

SAME = 1e-9  # a choice this near to where its slider starts has not been moved


@dataclass(frozen=True)
class Missing:
    """A model without a cost here: the status of its blank, and a few words why."""

    model: Model
    status: str
    why: str


def as_chosen(
    rates: Mapping[str, Rate], begins: Start, chosen: str | None
) -> dict[str, Rate]:
    """Move the infrastructure of the agency's rate to where the reader put it.

    Where no rate was supplied there is none, until a reader moves the slider.
    """
    kind = slider_kind()
    moved = chosen is not None and abs(float(chosen) - begins.value) > SAME
    if not moved and not begins.is_supplied:
        return dict(rates)
    at = begins.value if chosen is None else float(chosen)
    known = rates.get(kind) or Rate(kind)
    return {**rates, kind: known.infrastructure_moved_to(at)}


def fed_by(
    rates: Mapping[str, Rate], lines: list[CostLine]
) -> tuple[list[CostLine], list[Missing]]:
    """Return the lines that hourly rates give, and the models without a cost."""
    fed: list[CostLine] = []
    missing: list[Missing] = []
    for each in known_models():
        own = {line.task for line in lines if line.model == each.key}
        rate = rates.get(each.rate_kind) if each.rate_kind else None
        if rate is not None and rate.infrastructure is not None:
            fed += rate_lines(each, rate.parts)
        elif each.rate_kind and not _stands_alone(own):
            status = rate.status if rate else "not_supplied"
            why = "hidden" if status == "suppressed" else "no rate supplied"
            missing.append(Missing(each, status, why))
        elif not own:
            missing.append(Missing(each, "not_supplied", "no lines supplied"))
    return fed, missing


def _stands_alone(tasks: set[str]) -> bool:
    """Say whether a model's own lines do all that its rate would have paid for."""
    return all(part.task in tasks for part in rate_parts() if part.covers)
