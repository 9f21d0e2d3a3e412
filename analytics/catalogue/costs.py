"""Costs: where the infrastructure cost of care should sit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.answers import cost_break_even, cost_ledger, cost_rates, costs
from analytics.catalogue.cost_controls import CONTROLS
from analytics.catalogue.cost_tables import (
    ARRANGEMENTS,
    CARE_VOLUME,
    COSTS,
    INFRASTRUCTURE_LINES,
    LINES,
    RATE_MAKEUP,
    RATES,
)
from analytics.catalogue.entry import Chart, Topic
from analytics.figures.break_even import crossing_curves
from analytics.figures.ledger import ledger
from analytics.figures.stacked import stacked_bars
from analytics.selection import Selection

READS = (INFRASTRUCTURE_LINES.name,)
# Without rates a model has no cost; without the volume our own assumption stands in.
USES = (RATE_MAKEUP.name, CARE_VOLUME.name)

BREAK_EVEN = Chart(
    name="break_even",
    heading=cost_break_even.heading,
    sub=cost_break_even.sub,
    finding=cost_break_even.finding,
    frame=cost_break_even.frame,
    figure=partial(
        crossing_curves,
        x_words="Hours of care arranged a year",
        names={
            "series": "model",
            "x": "hours_a_year",
            "y": "an_hour_gbp",
            "lower": "lower_gbp",
            "upper": "upper_gbp",
        },
    ),
    setting=cost_break_even.setting,
    columns=cost_break_even.COLUMNS,
    reads=READS,
    uses=USES,
    needs=(LINES,),
)
LEDGER = Chart(
    name="cost_ledger",
    heading=cost_ledger.heading,
    sub=cost_ledger.sub,
    finding=cost_ledger.finding,
    frame=cost_ledger.frame,
    figure=partial(ledger, names={"series": "model"}),
    setting=cost_ledger.setting,
    columns=cost_ledger.COLUMNS,
    reads=READS,
    uses=USES,
    needs=(LINES,),
)
RATE_PARTS = Chart(
    name="rate_makeup",
    heading=cost_rates.heading,
    sub=cost_rates.sub,
    finding=cost_rates.finding,
    frame=cost_rates.frame,
    figure=partial(
        stacked_bars,
        share_words="To the worker",
        names={
            "under": "price_year",
            "total": "hourly_rate_gbp",
            "share": "worker_share",
        },
    ),
    setting=cost_rates.setting,
    columns=cost_rates.COLUMNS,
    reads=(RATE_MAKEUP.name,),
    needs=(RATES,),
    follows=("prices",),
)


def _lines_asked_for(selection: Selection) -> Mapping[str, Any]:
    return {"price_base": selection["prices"]}


def _every_row(selection: Selection) -> Mapping[str, Any]:
    return {}


TOPIC = Topic(
    name="costs",
    title="Infrastructure costs",
    order=50,
    question=lambda council: "Where should the infrastructure cost of care sit?",
    measures=(COSTS,),
    reads={
        INFRASTRUCTURE_LINES.name: _lines_asked_for,
        RATE_MAKEUP.name: _every_row,
        CARE_VOLUME.name: _every_row,
    },
    controls=CONTROLS,
    charts=(BREAK_EVEN, LEDGER, RATE_PARTS),
    answer=costs.answer,
    notes=costs.notes,
    needs=(LINES,),
    helps={
        RATES: "What an hour’s price is made of, the embedded model and traditional "
        "home care",
        ARRANGEMENTS: "The hours of care that need infrastructure now",
    },
    will_answer=(
        "Which way to pay for infrastructure costs least at your volume, and how sure "
        "that is",
        "At how many hours a year another way becomes cheaper",
        "What each way pays for, task by task, and who pays when",
        "How much of an hour’s price reaches the worker",
    ),
)
