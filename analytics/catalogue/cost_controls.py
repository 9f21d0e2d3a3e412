"""What a reader of the costs page may choose, and the sliders of its what-ifs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analytics import words
from analytics.answers.cost_words import intermediaries, price_year, sentence_case
from analytics.assumptions import Assumption
from analytics.catalogue.entry import Control, Levels, Option, Span
from analytics.costs.models import in_order, known_models, model, slider_kind
from analytics.costs.starting import (
    Start,
    ours,
    start,
    start_of_hours,
    start_of_rate,
    start_of_step,
)
from analytics.costs.supplied import LINES, RATES, SET_BY, VOLUME
from analytics.selection import Selection

HOURS_STEP, COORDINATOR_STEP, RATE_STEP, CHANCE_STEP = 100, 1, 0.01, 1
PER_CENT = 100


def _fixed(value: str) -> Callable[[Levels, Selection], str]:
    return lambda levels, selection: value


def _models(levels: Levels, selection: Selection) -> Sequence[Option]:
    """Offer every model that has lines or a rate, with and without comparators."""
    kinds = set(levels(RATES, "kind"))
    fed = [each.key for each in known_models() if each.rate_kind in kinds]
    keys = in_order([*levels(LINES, "model"), *fed])
    chosen_from = [key for key in keys if not model(key).is_comparator]
    options = [Option("contest", _named(chosen_from))]
    if len(keys) > len(chosen_from):
        options.insert(0, Option("all", _named(keys)))
    return options


def _named(keys: Sequence[str]) -> str:
    return sentence_case(", ".join(model(key).short for key in keys))


def _prices(levels: Levels, selection: Selection) -> Sequence[Option]:
    years = sorted(levels(LINES, "price_base"), reverse=True)
    return [Option(year, f"Real, {price_year(year)}") for year in years]


def _latest(levels: Levels, selection: Selection) -> str:
    return max(levels(LINES, "price_base"), default="")


def _three(ours_: Assumption, write: Callable[[float], str]) -> list[Option]:
    """Offer an assumption's value and both ends of its range."""
    values = sorted({ours_.low, ours_.value, ours_.high})
    return [Option(f"{value:g}", write(value)) for value in values]


def _years(levels: Levels, selection: Selection) -> Sequence[Option]:
    return _three(ours("years"), words.count)


def _discounts(levels: Levels, selection: Selection) -> Sequence[Option]:
    return _three(ours("discount"), words.percent)


def _hours_start(levels: Levels) -> Start:
    return start_of_hours(next(iter(levels(VOLUME, "hours_a_year")), None))


def _step_start(levels: Levels, selection: Selection) -> Start:
    steps = levels(
        LINES, "step_hours", price_base=selection["prices"], basis="step_per_hours"
    )
    return start_of_step(steps) or start(None, ours("step"))


def _rate_start(levels: Levels, selection: Selection) -> Start:
    for set_by in SET_BY:
        known = levels(
            RATES,
            "infrastructure_gbp",
            kind=slider_kind(),
            price_base=selection["prices"],
            set_by=set_by,
        )
        if known:
            return start_of_rate(known[0])
    return start_of_rate(None)


def _span(begins: Start, step: float, note: str) -> Span:
    return Span(begins.least, begins.most, step, (begins.low, begins.high), note)


def _hours_span(levels: Levels, selection: Selection) -> Span:
    begins = _hours_start(levels)
    note = "Chosen by us; no open arrangements of the kinds that need it say it"
    if begins.is_supplied:
        note = f"Planned hours of your open arrangements through {intermediaries()}"
    elif selection.view == "public":
        note = "Chosen by us; the council’s own hours are not published"
    return _span(begins, HOURS_STEP, note)


def _step_span(levels: Levels, selection: Selection) -> Span:
    begins = _step_start(levels, selection)
    note = "Chosen by us; no line comes in steps"
    if begins.is_supplied:
        note = "Smallest step in the lines supplied; range chosen by us"
    return _span(begins, COORDINATOR_STEP, note)


def _rate_span(levels: Levels, selection: Selection) -> Span:
    begins = _rate_start(levels, selection)
    note = "Chosen by us; no rate can be shown, so move it to try one"
    if begins.is_supplied:
        sent = levels(
            RATES, "n_providers", kind=slider_kind(), price_base=selection["prices"]
        )
        many = words.plural(int(max(sent)), "agency’s rate", "agencies’ rates")
        note = f"{many} supplied; range chosen by us"
    return _span(begins, RATE_STEP, note)


def _chance_span(levels: Levels, selection: Selection) -> Span:
    chance = ours("chance")
    return Span(
        chance.least * PER_CENT,
        chance.most * PER_CENT,
        CHANCE_STEP,
        (chance.low * PER_CENT, chance.high * PER_CENT),
        "Chosen by us. Not legal advice: both readings are in the notes",
    )


CONTROLS = (
    Control("models", "Models", "select", _fixed("all"), _models),
    Control("prices", "Prices", "select", _latest, _prices),
    Control(
        "years",
        "Years",
        "select",
        lambda levels, selection: f"{ours('years').value:g}",
        _years,
    ),
    Control(
        "discount",
        "Discounted at",
        "select",
        lambda levels, selection: f"{ours('discount').value:g}",
        _discounts,
    ),
    Control(
        "risk",
        "Legal risks",
        "select",
        _fixed("apart"),
        lambda levels, selection: (
            Option("apart", "Risks shown apart"),
            Option("in", "Risks counted in"),
        ),
    ),
    Control(
        "hours",
        "Hours arranged a year",
        "slider",
        lambda levels, selection: f"{_hours_start(levels).value:.0f}",
        unit="hours",
        span=_hours_span,
    ),
    Control(
        "step",
        "Hours one coordinator can look after, a week",
        "slider",
        lambda levels, selection: f"{_step_start(levels, selection).value:g}",
        unit="hours",
        span=_step_span,
    ),
    Control(
        "rate",
        "Infrastructure inside the agency rate, £ an hour",
        "slider",
        lambda levels, selection: f"{_rate_start(levels, selection).value:.2f}",
        unit="pounds",
        span=_rate_span,
    ),
    Control(
        "chance",
        "Chance workers are found to be employees, %",
        "slider",
        lambda levels, selection: f"{ours('chance').value * PER_CENT:g}",
        unit="per cent",
        span=_chance_span,
    ),
)
