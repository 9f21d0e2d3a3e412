"""Cost an hour at every volume: the rows of the break-even chart, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.cost_gaps import gap_sentences, left_out
from analytics.answers.cost_ledger_rows import INCOMPLETE
from analytics.answers.cost_words import an_hour, hours, sentence_case
from analytics.costs.break_even import Crossing
from analytics.costs.models import model
from analytics.costs.scenario import Scenario, scenario
from analytics.evidence import Evidence

CURVE, CROSSING, NOW = "curve", "costs cross", "volume asked about"
COLUMNS = {
    "label": "Model",
    "hours_a_year": "Hours a year",
    "an_hour_gbp": "£ an hour",
    "lower_gbp": "Likely range, low",
    "upper_gbp": "Likely range, high",
    "point": "Point",
    "says": "What happens there",
}
CURVE_POINTS = 111  # volumes at which a curve is drawn, its steps besides
JUST_AFTER = 1e-6  # of the hours: a step's riser is drawn upright


def frame(evidence: Evidence) -> pd.DataFrame:
    """Return what each model costs an hour along the volumes.

    Returns
    -------
    DataFrame, one row for each model and volume, each crossing, and each model now
        model, label, hours_a_year, an_hour_gbp, lower_gbp and upper_gbp (P10 and P90,
        £ an hour; not_applicable at a crossing), point (curve, costs cross, volume
        asked about), says (words at a crossing that changes which costs least).
    """
    told = scenario(evidence)
    rows = [*_curves(told), *_crossings(told), *_now(told)]
    found = pd.DataFrame(rows, columns=["model", *COLUMNS])
    for column in ("lower_gbp", "upper_gbp"):
        found[column] = found[column].astype(float)
        found[f"{column}_status"] = np.where(
            found[column].isna(), "not_applicable", "ok"
        )
    return found


def _curves(told: Scenario) -> Iterator[dict[str, Any]]:
    low, high = told.starts.hours.least, told.starts.hours.most
    grid, drawn = np.array(told.trial.grid), np.linspace(low, high, CURVE_POINTS)
    for each in told.models:
        curve, label = told.curves[each.key], _marked(told, each.key, each.label)
        # Both ends of each riser, and a volume of the grid only once.
        jumps = [
            hour * by for hour in curve.jumps(low, high) for by in (1, 1 + JUST_AFTER)
        ]
        volumes = np.unique([*drawn, *jumps])
        lower, upper = (
            np.interp(volumes, grid, band) for band in told.spread.bands[each.key]
        )
        costs = curve.per_hour(volumes)
        for at, cost, below, above in zip(volumes, costs, lower, upper, strict=True):
            yield _row(each.key, label, at, cost, below, above, CURVE)


def _marked(told: Scenario, key: str, name: str) -> str:
    """Say beside a model's name that its own total is incomplete, where it is."""
    return f"{name}, {INCOMPLETE}" if key in told.alike.lacks else name


def _row(
    key: str,
    label: str,
    at: float,
    cost: float,
    lower: float | None,
    upper: float | None,
    point: str,
    says: str = "",
) -> dict[str, Any]:
    return {
        "model": key,
        "label": label,
        "hours_a_year": float(at),
        "an_hour_gbp": float(cost),
        "lower_gbp": lower,
        "upper_gbp": upper,
        "point": point,
        "says": says,
    }


def _crossings(told: Scenario) -> Iterator[dict[str, Any]]:
    said = envelope_words(told)
    for each in told.crossings:
        pair = f"{model(each.cheaper_after).label} and {model(each.dearer_after).label}"
        yield _row(
            each.cheaper_after,
            pair,
            each.hours,
            each.per_hour,
            None,
            None,
            CROSSING,
            said.get(_place(each), ""),
        )


def _place(crossing: Crossing) -> tuple[float, str]:
    return crossing.hours, crossing.cheaper_after


def envelope_words(told: Scenario) -> dict[tuple[float, str], str]:
    """Return words for the crossings at which another model becomes the cheapest."""
    said: dict[tuple[float, str], str] = {}
    jumps = {each.hours for each in told.crossings if each.at_step}
    seen = {told.spans[0].model} if told.spans else set()
    for i, span in enumerate(told.spans[1:], 1):
        name = model(span.model).short
        if span.model in seen:
            continue
        seen.add(span.model)
        ends_in_step = span.high in jumps and i + 1 < len(told.spans)
        said[span.low, span.model] = f"{name} becomes cheapest" + (
            f", until its next step at {hours(span.high)}" if ends_in_step else ""
        )
    return said


def _now(told: Scenario) -> Iterator[dict[str, Any]]:
    for each in told.models:
        lower, upper = told.spread.likely[each.key]
        cost = told.per_hour[each.key]
        label = _marked(told, each.key, each.label)
        yield _row(each.key, label, told.hours_a_year, cost, lower, upper, NOW)


def setting(evidence: Evidence) -> dict[str, Any]:
    """Return what is drawn round the curves: the volume, the palette, the order."""
    told = scenario(evidence)
    return {
        "now": told.hours_a_year,
        "now_words": f"{_when(told)}: {hours(told.hours_a_year)} hours",
        "colours": {each.key: (each.colour, each.ink) for each in told.models},
        "short": {
            each.key: _marked(told, each.key, sentence_case(each.short))
            for each in told.models
        },
        "aside": {each.key for each in told.models if each.is_comparator},
    }


def _when(told: Scenario) -> str:
    """Say what the volume is: today's, our assumption, or what was asked."""
    if told.hours_a_year != told.starts.hours.value:
        return "Asked"
    return "Now" if told.starts.hours.is_supplied else "Assumed"


def heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the chart with whether volume decides."""
    told = scenario(evidence)
    if len(told.spans) > 1:
        return "Which model is cheapest depends on volume"
    if told.cheapest is None or len(told.contest) < 2:
        return "What an hour’s infrastructure costs at each volume"
    return f"{sentence_case(told.cheapest.noun)} is cheapest at every volume shown"


def sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the unit, what is left out, and what the marks are."""
    told = scenario(evidence)
    without = f", {left_out(told)}" if told.alike.left_out else ""
    gaps = "".join(f" {each}" for each in gap_sentences(told))
    return (
        f"Infrastructure cost for each hour of care arranged, £{without}. Shaded: "
        f"likely range, 8 in 10. Rings: where two models cross{'.' if gaps else ''}"
        f"{gaps.removesuffix('.')}"
    )


def finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what the eye should find."""
    told = scenario(evidence)
    now = words.listing(
        [f"{each.label} {an_hour(told.per_hour[each.key])}" for each in told.models]
    )
    spans = words.listing(
        [
            f"{model(span.model).noun} from {hours(span.low)} to {hours(span.high)}"
            for span in told.spans
        ]
    )
    without = f", {left_out(told)}," if told.alike.left_out else ""
    gaps = "".join(f" {each}" for each in gap_sentences(told))
    return (
        f"At {hours(told.hours_a_year)} hours a year{without} an hour’s infrastructure "
        f"costs: {now}. Cheapest: {spans} hours a year.{gaps}"
    )
