"""What comes next in the tiers: how long a move takes, and the mix in a year."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from analytics.answers import progress, progress_support, progress_words
from analytics.answers.tiers import NAMES, TIERS
from analytics.catalogue.entry import Chart, Control, Levels, Measure, Option, Topic
from analytics.catalogue.progress_tables import (
    DECISIONS,
    GIVEN,
    OUTLOOK,
    PACES,
    SUPPORT,
    WAITS,
)
from analytics.evidence import Evidence
from analytics.figures.outlook import outlook
from analytics.figures.ranking import dot_ranking
from analytics.figures.small_multiples import small_multiples
from analytics.figures.support import support
from analytics.figures.waits import waits
from analytics.measures.progress import tier_progress
from analytics.measures.tier_support import tier_support
from analytics.selection import Selection

ALL, YEAR = "all", "year"
PANELS = {
    "tier_1": ("Tier 1 Partnership", "data"),
    "tier_2": ("Tier 2 Community", "data"),
    "tier_3": ("Tier 3 General", "data"),
}
ENDS = {
    "up": ("Moved up", "data", "data"),
    "left": ("Left", "accent", "accent_ink"),
    "down": ("Moved down", "context", "ink_2"),
}


def _of_watch(selection: Selection) -> Mapping[str, Any]:
    return {"watch": selection.get("watch", ALL)}


def _every_kind(selection: Selection) -> Mapping[str, Any]:
    return {"kind": ALL}


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


def _watches(levels: Levels, selection: Selection) -> list[Option]:
    known = levels("tier_outlook", "watch")
    offered = {ALL: "All decisions so far", YEAR: "The last year alone"}
    return [Option(each, name) for each, name in offered.items() if each in known]


def _tiers(levels: Levels, selection: Selection) -> list[Option]:
    """Offer the tiers that one can move up from; none where only counts are told."""
    known = levels("tier_waits", "tier")
    return [Option(tier, NAMES[tier]) for tier in reversed(TIERS[1:]) if tier in known]


def _first_of(offer: Any) -> Any:
    def first(levels: Levels, selection: Selection) -> str:
        offered = offer(levels, selection)
        return offered[0].value if offered else ""

    return first


def _pace(value: float, *, places: int = 2) -> str:
    """Write a pace: moves for each year that a provider spends in the tier."""
    return f"{value:.{max(places, 1)}f}"


def _all_kinds(evidence: Evidence) -> dict[str, Any]:
    rows = progress.paces(evidence)
    rate = rows.loc[rows["is_self"], "rate"]
    return {
        "line_name": "All providers",
        "line_value": float(rate.iloc[0]) if len(rate) else None,
    }


def _until(evidence: Evidence) -> dict[str, Any]:
    return {"until": pd.Timestamp(evidence.about.as_of)}


OUTLOOK_CHART = Chart(
    name="tier_outlook",
    heading=progress_words.outlook_heading,
    sub=progress_words.outlook_sub,
    finding=progress_words.outlook_finding,
    frame=progress.outlook,
    figure=partial(
        outlook,
        panels=PANELS,
        names={
            "panel": "tier",
            "number": "in_tier",
            "lower": "in_tier_lower",
            "upper": "in_tier_upper",
        },
    ),
    columns={
        "tier_name": "Tier",
        "series_name": "What",
        "day": "On",
        "in_tier": "Providers",
        "in_tier_lower": "Likely range, from",
        "in_tier_upper": "to",
    },
    reads=("tier_outlook", "tier_flow"),
    needs=(DECISIONS,),
)
WAITS_CHART = Chart(
    name="tier_waits",
    heading=progress_words.waits_heading,
    sub=progress_words.waits_sub,
    finding=progress_words.waits_finding,
    frame=progress.waits,
    figure=partial(
        waits,
        panels={"tier_3": "From Tier 3", "tier_2": "From Tier 2"},
        ends=ENDS,
        names={
            "panel": "tier",
            "end": "move",
            "value": "chance",
            "lower": "chance_lower",
            "upper": "chance_upper",
        },
    ),
    columns={
        "tier_name": "Tier",
        "move_name": "Move",
        "months": "Months in the tier",
        "chance": "Chance by then",
        "chance_lower": "Likely range, from",
        "chance_upper": "to",
        "ended": "Providers that moved so",
        "watched": "Providers watched",
    },
    reads=("tier_waits",),
    needs=(DECISIONS,),
    internal_reason=(
        "These chances rest on few providers, so one that moves can be told from them; "
        "only counts are published."
    ),
)
PACES_CHART = Chart(
    name="tier_paces",
    heading=progress_words.paces_heading,
    sub=progress_words.paces_sub,
    finding=progress_words.paces_finding,
    frame=progress.paces,
    figure=partial(
        dot_ranking,
        write=_pace,
        names={
            "name": "kind_name",
            "value": "rate",
            "lower": "rate_lower",
            "upper": "rate_upper",
        },
    ),
    setting=_all_kinds,
    columns={
        "kind_name": "Kind",
        "moves": "Moves",
        "provider_years": "Provider-years",
        "paused_years": "of which paused",
        "rate": "Moves a provider-year",
        "rate_lower": "95% interval, from",
        "rate_upper": "to",
    },
    reads=("tier_paces",),
    needs=(DECISIONS,),
    internal_reason="Some kinds have one or two providers; only counts are published.",
)
MOVES_CHART = Chart(
    name="tier_moves",
    heading=progress_words.moves_heading,
    sub=progress_words.moves_sub,
    finding=progress_words.moves_finding,
    frame=progress.moves,
    figure=partial(
        small_multiples,
        panels=progress.FLOW_NAMES,
        colours={"joined": "data", "up": "data", "down": "accent", "left": "accent"},
        names={"panel": "move", "value": "moved"},
    ),
    columns={
        "quarter_end": "Quarter ending",
        "move_name": "Move",
        "moved": "Providers",
    },
    reads=("tier_flow",),
    needs=(DECISIONS,),
)
SUPPORT_CHART = Chart(
    name="tier_support",
    heading=progress_support.support_heading,
    sub=progress_support.support_sub,
    finding=progress_support.support_finding,
    frame=progress_support.support,
    figure=partial(support, names={"label": "provider_label", "help": "kind_name"}),
    setting=_until,
    columns={
        "provider_label": "Provider",
        "kind_name": "Help",
        "from_date": "From",
        "to_date": "To",
        "gbp": "Paid (£)",
        "tier_name": "Tier then",
        "before": "Move before",
        "after": "Move after",
    },
    reads=("tier_support",),
    needs=(DECISIONS, SUPPORT),
    internal_reason="Help is told by provider; nothing that names one is published.",
)

TOPIC = Topic(
    name="progress",
    title="What comes next",
    group="Provider tiers",
    part="What comes next",
    order=61,
    question=lambda council: (
        "How long does it take to move up, and where will the market be in a year?"
    ),
    measures=(
        Measure(tier_progress, (WAITS, PACES, OUTLOOK)),
        Measure(tier_support, (GIVEN,)),
    ),
    reads={
        "tier_outlook": _of_watch,
        "tier_flow": _every_kind,
        "tier_waits": _of_watch,
        "tier_paces": _of_watch,
        "tier_support": _everything,
    },
    controls=(
        Control("watch", "Pace of", "select", _first_of(_watches), _watches),
        Control("tier", "Moving up from", "select", _first_of(_tiers), _tiers),
    ),
    charts=(OUTLOOK_CHART, WAITS_CHART, PACES_CHART, MOVES_CHART, SUPPORT_CHART),
    answer=progress.answer,
    notes=progress_words.notes,
    needs=(DECISIONS,),
    helps={
        SUPPORT: "Help given, beside the moves before and after it",
        "council_providers": "The names of organisations, and their kinds",
    },
    will_answer=(
        "How likely a provider is to move up, or to leave, within a year",
        "How many providers each tier will hold in a year, and whether such ranges "
        "held before",
        "What help was given, and when, beside the moves",
    ),
)
