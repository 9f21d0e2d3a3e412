"""The front page: where the market stands, in the words of the other pages."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import overview
from analytics.answers import overview_areas as areas
from analytics.answers import overview_charts as charts
from analytics.catalogue import (
    assurance,
    costs,
    deserts,
    outcomes,
    sources,
    tiers,
    uptake,
    waiting,
)
from analytics.catalogue.entry import Chart, Topic
from analytics.evidence import Evidence
from analytics.figures.area_map import area_map
from analytics.figures.bars import counted_bars
from analytics.figures.counted_stacks import counted_stacks
from analytics.figures.ranges import ranged_dots
from analytics.figures.spark import spark_lines

TIER_PARTS = {
    "tier_1": ("Tier 1", "data", "ink"),
    "tier_2": ("Tier 2", "data_2", "ink"),
    "tier_3": ("Tier 3", "data_3", "ink"),
}
OUTCOME_PARTS = {
    "faded": ("As they wished, no worse", "data", "ink"),
    "unexplained": ("Unexplained", "accent", "accent_ink"),
    "cannot_tell": ("Cannot tell", "soft", "ink_2"),
}
ROUTES = {
    "direct_payment": ("direct payment", "data", "data"),
    "isf": ("ISF", "accent", "accent_ink"),
}


def _says(text: str) -> Any:
    """Say the same whatever is drawn."""

    def said(frame: pd.DataFrame, evidence: Evidence) -> str:
        return text

    return said


def _from(topic: Topic, name: str) -> Any:
    """Tie a small chart to the one it is from: what keeps that inside keeps this."""
    whole = next(chart for chart in topic.charts if chart.name == name)
    return {"of": (topic.name, name), "internal_reason": whole.internal_reason}


DESERTS = Chart(
    name="overview_deserts",
    heading=_says("Care deserts"),
    sub=_says(
        "Outlined: a care desert. Stronger colour: fewer hours of care in reach. "
        "Patterns: no figure"
    ),
    finding=areas.deserts_finding,
    frame=areas.deserts,
    figure=partial(area_map, is_small=True),
    setting=areas.deserts_setting,
    columns={
        "area_name": "Area",
        "area_code": "LSOA code",
        "verdict_word": "Verdict",
        "place_name": "Place",
        "class": "Class on the map, 0 is least",
    },
    reads=(),
    **_from(deserts.TOPIC, "desert_map"),
)
SHORT = Chart(
    name="overview_short",
    heading=areas.short_heading,
    sub=areas.short_sub,
    finding=areas.short_finding,
    frame=areas.short,
    figure=counted_bars,
    setting=areas.short_setting,
    columns={
        "place_name": "Place",
        "areas": "Areas",
        "people_65_plus": "People 65 and over",
        "hours_short": "Hours short a week",
    },
    reads=(),
    **_from(deserts.TOPIC, "desert_map"),
)
TIERS = Chart(
    name="overview_tiers",
    heading=_says("Providers by tier"),
    sub=_says("Providers in each tier at the end of the month"),
    finding=charts.stock_finding,
    frame=charts.stock,
    figure=partial(counted_stacks, parts=TIER_PARTS),
    columns={
        "label": "At the end of",
        **{part: words_[0] for part, words_ in TIER_PARTS.items()},
    },
    reads=(),
    **_from(tiers.TOPIC, "tier_flow"),
)
UPTAKE = Chart(
    name="overview_uptake",
    heading=_says("Direct payments and service funds"),
    sub=_says(
        "Share of people with long-term community support; ISF: individual service fund"
    ),
    finding=charts.shares_finding,
    frame=charts.shares,
    figure=partial(
        spark_lines,
        series=ROUTES,
        write=words.percent,
        names={"series": "route", "when": "quarter_end", "value": "share"},
    ),
    columns={"route_name": "Route", "quarter_end": "Quarter ending", "share": "Share"},
    reads=(),
    **_from(uptake.TOPIC, "uptake_trend"),
)
WAITING = Chart(
    name="overview_waiting",
    heading=_says("People waiting"),
    sub=_says("People waiting on the last day of each month"),
    finding=charts.waiting_finding,
    frame=charts.waiting,
    figure=partial(
        spark_lines,
        series={"people": ("waiting", "data", "data")},
        write=words.count,
        names={"when": "month_end", "value": "people"},
    ),
    columns={"month_end": "Month ending", "people": "People waiting"},
    reads=(),
    **_from(waiting.TOPIC, "waiting_trend"),
)
COSTS = Chart(
    name="overview_costs",
    heading=_says("Infrastructure an hour of care"),
    sub=charts.costs_sub,
    finding=charts.costs_finding,
    frame=charts.costs,
    figure=partial(
        ranged_dots,
        write=partial(words.pounds, pence=True),
        names={"series": "model"},
    ),
    setting=charts.costs_setting,
    columns={
        "label": "Model",
        "value": "£ an hour",
        "lower": "Likely range, from",
        "upper": "to",
    },
    reads=(),
    **_from(costs.TOPIC, "cost_ledger"),
)
OUTCOMES = Chart(
    name="overview_outcomes",
    heading=_says("Whose hours fell"),
    sub=charts.fewer_sub,
    finding=charts.fewer_finding,
    frame=charts.fewer,
    figure=partial(counted_stacks, parts=OUTCOME_PARTS),
    columns={part: words_[0] for part, words_ in OUTCOME_PARTS.items()},
    reads=(),
    **_from(outcomes.TOPIC, "fading_support"),
)

TOPIC = Topic(
    name="overview",
    title="Overview",
    order=10,
    question=lambda council: f"Can people in {council} get good care near home?",
    measures=(),
    reads={},
    controls=(),
    charts=(DESERTS, SHORT, TIERS, UPTAKE, WAITING, COSTS, OUTCOMES),
    answer=overview.answer,
    notes=overview.notes,
    gathers=(
        deserts.TOPIC,
        tiers.TOPIC,
        uptake.TOPIC,
        waiting.TOPIC,
        costs.TOPIC,
        outcomes.TOPIC,
        assurance.TOPIC,
        sources.TOPIC,
    ),
)
