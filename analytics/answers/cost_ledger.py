"""What each model pays for: the rows of the ledger, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.cost_words import (
    a_year,
    an_hour,
    hours,
    price_year,
    sentence_case,
)
from analytics.costs.lines import annual_by_task, fixed_share
from analytics.costs.models import Model, in_order, model, tasks
from analytics.costs.rate import paid_by_rate
from analytics.costs.risks import RISKS, label_of
from analytics.costs.scenario import Scenario, scenario
from analytics.evidence import Evidence

COLUMNS = {
    "line": "Line",
    "label": "Model",
    "shown": "As shown",
    "value": "Value",
    "unit": "Unit",
    "lower": "Likely range, low",
    "upper": "Likely range, high",
    "says": "In words",
}
TASK, TOTAL, BELOW = "task", "total", "below"
A_YEAR, AN_HOUR, SHARE, CHANCE = "£ a year", "£ an hour", "share", "chance"
NOT_ONE_TO_CHOOSE = "not one to choose"


def frame(evidence: Evidence) -> pd.DataFrame:
    """Return the ledger.

    Returns
    -------
    DataFrame, one row for each line of the ledger and model
        section (task, total, below), line, model, label, value with value_status (in
        `unit`), lower and upper (P10 and P90, £ an hour; not_applicable elsewhere),
        shown (the value as written, or the mark of its blank), says (words beside it).
    """
    told = scenario(evidence)
    if not told.models:
        return pd.DataFrame(columns=[*COLUMNS])
    counted = _risks(told, TASK) if told.counts_risks else ()
    rows = [*_tasks(told), *counted, *_total(told), *_below(told)]
    found = pd.DataFrame(rows)
    for column in ("value", "lower", "upper"):
        found[column] = found[column].astype(float)
    for column in ("lower", "upper"):
        found[f"{column}_status"] = np.where(
            found[column].isna(), "not_applicable", "ok"
        )
    return found


def columns_of(told: Scenario) -> list[Model]:
    """Return the models that have a column, those without a cost included."""
    blank = [each.model.key for each in told.missing]
    return [model(key) for key in in_order([*told.trial.models, *blank])]


def _cell(
    section: str,
    line: str,
    each: Model,
    value: float | None,
    unit: str,
    shown: str,
    status: str = "ok",
    says: str = "",
    lower: float | None = None,
    upper: float | None = None,
) -> dict[str, Any]:
    if value is not None and value == 0 and status == "ok":
        status = "zero"
    return {
        "section": section,
        "line": line,
        "model": each.key,
        "label": each.label,
        "value": value,
        "value_status": status,
        "unit": unit,
        "lower": lower,
        "upper": upper,
        "shown": words.MARKS.get(status, shown),
        "says": says,
    }


def _blank(told: Scenario, section: str, line: str, unit: str) -> list[dict[str, Any]]:
    """Return the cells of the models without a cost; the total says why."""
    return [
        _cell(
            section,
            line,
            each.model,
            None,
            unit,
            "",
            each.status,
            each.why if section == TOTAL else "",
        )
        for each in told.missing
    ]


def _tasks(told: Scenario) -> Iterator[dict[str, Any]]:
    annual = annual_by_task(told.trial.lines, told.trial.terms, told.hours_a_year)
    fed = {line.model for line in told.trial.lines if line.from_rate}
    covered = {task: at for task, at in paid_by_rate().items() if task != at}
    used = {task for _, task in annual} | {
        task
        for task, at in covered.items()
        if fed and any((m, at) in annual for m in fed)
    }
    for task, line in tasks().items():
        if task not in used:
            continue
        for each in told.models:
            gbp = annual.get((each.key, task))
            if gbp is not None:
                yield _cell(TASK, line, each, gbp, A_YEAR, a_year(gbp))
            elif each.key in fed and task in covered:
                at = tasks()[covered[task]].lower()
                yield _cell(
                    TASK, line, each, None, A_YEAR, "", "not_applicable", f"in {at}"
                )
            else:
                yield _cell(
                    TASK, line, each, None, A_YEAR, "", "not_supplied", "no line"
                )
        yield from _blank(told, TASK, line, A_YEAR)


def _total(told: Scenario) -> Iterator[dict[str, Any]]:
    for each in told.models:
        gbp = told.per_hour[each.key] * told.hours_a_year
        yield _cell(TOTAL, "Total a year", each, gbp, A_YEAR, a_year(gbp))
    yield from _blank(told, TOTAL, "Total a year", A_YEAR)


def _below(told: Scenario) -> Iterator[dict[str, Any]]:
    yield from _hourly(told)
    yield from _chances(told)
    yield from _fixed(told)
    yield from _surplus(told)
    if not told.counts_risks:
        yield from _risks(told, BELOW)
    line = "Who pays, and when"
    for each in columns_of(told):
        status = "not_applicable" if each.who_pays else "not_supplied"
        cell = _cell(BELOW, line, each, None, "", "", status, each.who_pays or "")
        yield {**cell, "shown": "" if each.who_pays else words.MARKS[status]}


def _hourly(told: Scenario) -> Iterator[dict[str, Any]]:
    line = "An hour, likely range"
    for each in told.models:
        cost, (lower, upper) = told.per_hour[each.key], told.spread.likely[each.key]
        says = f"{an_hour(lower)} to {an_hour(upper)}"
        yield _cell(
            BELOW, line, each, cost, AN_HOUR, an_hour(cost), "ok", says, lower, upper
        )
    yield from _blank(told, BELOW, line, AN_HOUR)


def _chances(told: Scenario) -> Iterator[dict[str, Any]]:
    line = "Chance it is the cheapest"
    for each in told.models:
        chance = told.spread.chance.get(each.key)
        if chance is None:
            yield _cell(
                BELOW,
                line,
                each,
                None,
                CHANCE,
                "",
                "not_applicable",
                NOT_ONE_TO_CHOOSE,
            )
        else:
            yield _cell(BELOW, line, each, chance, CHANCE, words.chance(chance))
    yield from _blank(told, BELOW, line, CHANCE)


def _fixed(told: Scenario) -> Iterator[dict[str, Any]]:
    line = "Fixed, whatever the hours"
    for each in told.models:
        own = told.trial.lines_of(each.key)
        share = fixed_share(own, told.trial.terms, told.hours_a_year)
        says = "in steps" if any(one.step_hours for one in own) else ""
        if share is None:
            yield _cell(BELOW, line, each, None, SHARE, "", "not_applicable")
        else:
            shown = words.percent(share, places=0)
            yield _cell(BELOW, line, each, share, SHARE, shown, "ok", says)
    yield from _blank(told, BELOW, line, SHARE)


def _surplus(told: Scenario) -> Iterator[dict[str, Any]]:
    """Show apart what is in a rate beyond pay and infrastructure."""
    line = "Surplus in the rate, not in the total"
    fed = {
        each.key: told.rates[each.rate_kind].surplus
        for each in told.models
        if each.rate_kind
        and any(one.from_rate for one in told.trial.lines_of(each.key))
    }
    if not fed:
        return
    for each in told.models:
        if each.key not in fed:
            yield _cell(
                BELOW, line, each, None, A_YEAR, "", "not_applicable", "no rate in it"
            )
            continue
        surplus = fed[each.key]
        if surplus is None:
            yield _cell(BELOW, line, each, None, A_YEAR, "", "not_supplied")
        else:
            gbp = surplus * told.hours_a_year
            yield _cell(BELOW, line, each, gbp, A_YEAR, a_year(gbp))
    yield from _blank(told, BELOW, line, A_YEAR)


def _risks(told: Scenario, section: str) -> Iterator[dict[str, Any]]:
    known = {(risk.model, risk.key): risk for risk in told.risks}
    apart = "" if told.counts_risks else ", not in the total"
    for key in RISKS:
        chances = {
            risk.chance for risk in told.risks if risk.key == key and risk.chance
        }
        likely = f", {words.chance(max(chances))} likely" if chances else ""
        line = f"{label_of(key)}{likely}{apart}"
        for each in told.models:
            risk = known[each.key, key]
            if risk.status != "ok":
                yield _cell(
                    section, line, each, None, A_YEAR, "", risk.status, risk.why
                )
                continue
            gbp = risk.expected(told.hours_a_year)
            says = f"{a_year(risk.if_it_happens(told.hours_a_year))} if so"
            yield _cell(section, line, each, gbp, A_YEAR, a_year(gbp), "ok", says)
        yield from _blank(told, section, line, A_YEAR)


def setting(evidence: Evidence) -> dict[str, Any]:
    """Return what is drawn round the rows: the head, the palette, the order."""
    told = scenario(evidence)
    return {
        "head": f"Task, prices of {price_year(told.price_base)}",
        "colours": {each.key: (each.colour, each.ink) for each in columns_of(told)},
        "order": [each.key for each in columns_of(told)],
        "short": {each.key: sentence_case(each.short) for each in columns_of(told)},
    }


def longest(frame: pd.DataFrame) -> float:
    """Return the dearest task's cost: the end of the bars' common scale."""
    return float(frame.loc[frame["section"] == TASK, "value"].max())


def heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the ledger."""
    return "One ledger: what each model pays for"


def sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the unit, the volume, and whether a task would be paid for twice."""
    told = scenario(evidence)
    said = f"£ a year at {hours(told.hours_a_year)} hours. Each task is paid once"
    if not told.aside:
        return f"{said}; no task is paid for twice in this scenario"
    named = words.listing(
        sorted(
            f"{tasks()[line.task].lower()} ({model(line.model).short})"
            for line in told.aside
        )
    )
    return f"{said}: these lines are set aside, as the rate pays for them: {named}"


def finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what each model comes to."""
    totals = frame[frame["section"] == TOTAL]
    said = words.listing(
        [f"{row.label} {row.shown}" for row in totals.itertuples() if row.shown]
    )
    told = scenario(evidence)
    return f"A year of infrastructure at {hours(told.hours_a_year)} hours: {said}."
