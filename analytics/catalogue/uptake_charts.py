"""The uptake page's charts: each frame married to its figure and its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import (
    uptake_ahead,
    uptake_charts,
    uptake_counts,
    uptake_judgement,
    uptake_moved,
    uptake_places,
)
from analytics.answers import uptake_peers as peers
from analytics.answers.uptake_counts import ROUTES
from analytics.catalogue.entry import Chart
from analytics.catalogue.uptake_own import OWN
from analytics.catalogue.uptake_tables import ARRANGEMENTS, ASCOF
from analytics.evidence import Evidence
from analytics.figures.ranking import dot_ranking
from analytics.figures.small_multiples import small_multiples
from analytics.figures.split import split_in_steps
from analytics.figures.trend import trend_with_limits
from analytics.figures.trend_words import Finding

Words = Callable[[pd.DataFrame, Evidence], str]


def _trend_setting(evidence: Evidence) -> dict[str, Any]:
    frame = uptake_counts.trend(evidence)
    found = uptake_judgement.what_to_find(frame)
    finding = None
    if found is not None:
        is_more = uptake_judgement.is_more_than_wobble(frame)
        more = "<br>more than its usual wobble" if is_more else ""
        finding = Finding(f"<b>{found[0]}</b>{more}", found[1])
    return {
        "finding": finding,
        "warning": uptake_charts.too_few(frame),
        "baseline_words": uptake_charts.baseline_words(frame),
    }


def _peers_setting(evidence: Evidence) -> dict[str, Any]:
    name, share = peers.country(evidence)
    return {"line_name": name, "line_value": share}


def _places_setting(evidence: Evidence) -> dict[str, Any]:
    return {
        "line_name": "All places",
        "line_value": uptake_places.everywhere(evidence),
    }


def _routes_frame(evidence: Evidence) -> pd.DataFrame:
    return uptake_counts.counts(evidence)


def _of_the_past(words_: Words) -> Words:
    """Let words speak of the quarters that were counted, not of those ahead."""
    return lambda frame, evidence: words_(uptake_ahead.counted(frame), evidence)


CUTS = ("people_by_route", "people_by_route_age", "people_by_route_place")
CUT = ("age", "place", "reason", "quarter")
# Never published: there it is no choice, and the chart stands without it.
INTERNAL_CUTS = ("people_by_route_reason",)
TREND = Chart(
    name="uptake_trend",
    heading=_of_the_past(uptake_charts.trend_heading),
    sub=_of_the_past(uptake_charts.trend_sub),
    finding=_of_the_past(uptake_charts.trend_finding),
    frame=uptake_ahead.drawn,
    figure=partial(
        trend_with_limits,
        write=words.percent,
        names={
            "value": "share",
            "average": "share_average",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_trend_setting,
    columns={
        "quarter_end": "Quarter ending",
        "people": "People on the route",
        "people_all": "People on any route",
        "share": "Share",
        "share_average": "Average",
        "share_lower": "Lower limit",
        "share_upper": "Upper limit",
        "special_cause": "Outside its limits",
        "rebase_reason": "Why limits start anew",
        "forecast": "Forecast",
        "forecast_lower": "Likely range, from",
        "forecast_upper": "to",
        "target": "Line to the target",
    },
    sometimes=("forecast", "forecast_lower", "forecast_upper", "target"),
    follows=(*CUT, "route", "target", "by", "rebase"),
    reads=CUTS,
    uses=INTERNAL_CUTS,
    needs=(ARRANGEMENTS,),
)
PARTS = Chart(
    name="uptake_routes",
    heading=uptake_charts.routes_heading,
    sub=uptake_charts.routes_sub,
    finding=uptake_charts.routes_finding,
    frame=_routes_frame,
    figure=partial(
        small_multiples,
        panels=ROUTES,
        colours={"direct_payment": "data", "isf": "accent"},
        names={"panel": "route", "value": "people"},
    ),
    columns={
        "quarter_end": "Quarter ending",
        "route_name": "Route",
        "people": "People",
    },
    follows=CUT,
    reads=CUTS,
    uses=INTERNAL_CUTS,
    needs=(ARRANGEMENTS,),
)
PEERS = Chart(
    name="direct_payment_peers",
    heading=uptake_charts.peers_heading,
    sub=uptake_charts.peers_sub,
    finding=uptake_charts.peers_finding,
    frame=peers.peers,
    figure=partial(
        dot_ranking,
        write=words.percent,
        names={
            "name": "council_name",
            "value": "share",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_peers_setting,
    columns={
        "council_name": "Council",
        "council_code": "Code",
        "numerator": "People with a direct payment",
        "denominator": "People with long-term community support",
        "share": "Share",
        "share_lower": "95% interval, from",
        "share_upper": "to",
        "is_too_close": "Too close to call",
    },
    follows=("compare",),
    reads=(peers.TABLE,),
    needs=(ASCOF,),
    is_published_fact=True,
)
BY_PLACE = Chart(
    name="uptake_places",
    heading=uptake_places.places_heading,
    sub=uptake_places.places_sub,
    finding=uptake_places.places_finding,
    frame=uptake_places.places,
    figure=partial(
        dot_ranking,
        write=words.percent,
        names={
            "name": "place_name",
            "value": "share",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_places_setting,
    columns={
        "place_name": "Place",
        "people": "People on the route",
        "people_all": "People on any route",
        "share": "Share",
        "share_lower": "95% interval, from",
        "share_upper": "to",
    },
    follows=("age", "route", "place", "quarter"),
    reads=(uptake_places.TABLE,),
    uses=(uptake_places.EXPECTED,),
    needs=(ARRANGEMENTS,),
)
MOVED = Chart(
    name="uptake_moved",
    heading=uptake_moved.moved_heading,
    sub=uptake_moved.moved_sub,
    finding=uptake_moved.moved_finding,
    frame=uptake_moved.moved,
    figure=partial(
        split_in_steps,
        write=words.percent,
        write_change=uptake_moved.points,
        names={"reached": "share_after"},
    ),
    columns={
        "label": "Step",
        "change_points": "Change, points",
        "share_after": "Share after it",
    },
    follows=("age", "route", "reason", "since", "quarter"),
    reads=(uptake_moved.TABLE,),
    needs=(ARRANGEMENTS,),
    internal_reason=(
        "It splits exact counts by age and support reason, which are not released."
    ),
)

CHARTS = (TREND, PARTS, PEERS, BY_PLACE, MOVED, OWN)
