"""The cells of the ledger: tasks, totals, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analytics import words
from analytics.answers.cost_words import a_year, an_hour
from analytics.costs.alike import TOO_FEW
from analytics.costs.lines import annual_by_task, fixed_share
from analytics.costs.models import Model, in_order, model, tasks
from analytics.costs.risks import RISKS, label_of
from analytics.costs.scenario import Scenario

TASK, TOTAL, BELOW = "task", "total", "below"
A_YEAR, AN_HOUR, SHARE, CHANCE = "£ a year", "£ an hour", "share", "chance"
NOT_ONE_TO_CHOOSE = "not one to choose"


INCOMPLETE = "incomplete"


def rows(told: Scenario) -> list[dict[str, Any]]:
    """Return every cell of the ledger, line by line."""
    counted = _risks(told, TASK) if told.counts_risks else ()
    return [*_tasks(told), *counted, *_total(told), *_below(told)]


def columns_of(told: Scenario) -> list[Model]:
    """Return the models that have a column, those without a cost included."""
    keys = [each.key for each in (*told.shown, *(one.model for one in told.missing))]
    return [model(key) for key in in_order(keys)]


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


def _not_compared(
    told: Scenario, section: str, line: str, unit: str
) -> Iterator[dict[str, Any]]:
    """Return the cells of the models that are shown and not compared, with why."""
    for key, why in told.alike.apart.items():
        status = "not_supplied" if why == TOO_FEW else "not_applicable"
        yield _cell(section, line, model(key), None, unit, "", status, why)


def _tasks(told: Scenario) -> Iterator[dict[str, Any]]:
    annual = annual_by_task(told.lines, told.trial.terms, told.hours_a_year)
    used = {task for _, task in annual} | {
        task for each in told.alike.inside.values() for task in each
    }
    for task, line in tasks().items():
        if task not in used:
            continue
        for each in told.shown:
            gbp = annual.get((each.key, task))
            at = told.alike.inside[each.key].get(task)
            if gbp is not None:
                yield _cell(TASK, line, each, gbp, A_YEAR, a_year(gbp))
            elif at is not None:
                says = f"in {tasks()[at].lower()}"
                yield _cell(TASK, line, each, None, A_YEAR, "", "not_applicable", says)
            else:
                yield _cell(
                    TASK, line, each, None, A_YEAR, "", "not_supplied", "no line"
                )
        yield from _blank(told, TASK, line, A_YEAR)


def _total(told: Scenario) -> Iterator[dict[str, Any]]:
    for each in told.shown:
        gbp = told.totals[each.key]
        says = INCOMPLETE if each.key in told.alike.lacks else ""
        yield _cell(TOTAL, "Total a year", each, gbp, A_YEAR, a_year(gbp), "ok", says)
    yield from _blank(told, TOTAL, "Total a year", A_YEAR)


def _below(told: Scenario) -> Iterator[dict[str, Any]]:
    if told.alike.left_out:
        yield from _compared(told)
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


def _compared(told: Scenario) -> Iterator[dict[str, Any]]:
    """Show what is left of each total where some task cannot be compared."""
    without = [tasks()[task].lower() for task in told.alike.left_out]
    line = f"Compared, without {words.listing(without)}"
    for each in told.models:
        gbp = told.per_hour[each.key] * told.hours_a_year
        yield _cell(BELOW, line, each, gbp, A_YEAR, a_year(gbp))
    yield from _not_compared(told, BELOW, line, A_YEAR)
    yield from _blank(told, BELOW, line, A_YEAR)


def _hourly(told: Scenario) -> Iterator[dict[str, Any]]:
    line = "An hour, likely range"
    if told.alike.left_out:
        line = "An hour of what is compared, likely range"
    for each in told.models:
        cost, (lower, upper) = told.per_hour[each.key], told.spread.likely[each.key]
        says = f"{an_hour(lower)} to {an_hour(upper)}"
        yield _cell(
            BELOW, line, each, cost, AN_HOUR, an_hour(cost), "ok", says, lower, upper
        )
    yield from _not_compared(told, BELOW, line, AN_HOUR)
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
    yield from _not_compared(told, BELOW, line, CHANCE)
    yield from _blank(told, BELOW, line, CHANCE)


def _fixed(told: Scenario) -> Iterator[dict[str, Any]]:
    line = "Fixed, whatever the hours"
    for each in told.shown:
        own = told.lines_of(each.key)
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
        for each in told.shown
        if each.rate_kind and any(one.from_rate for one in told.lines_of(each.key))
    }
    if not fed:
        return
    for each in told.shown:
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
        for each in told.shown:
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
