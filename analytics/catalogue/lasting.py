"""Do direct payments and individual service funds last, and why do they end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.answers import lasting, lasting_counts, lasting_notes
from analytics.catalogue import lasting_tables as tables
from analytics.catalogue.entry import Chart, Control, Levels, Measure, Option, Topic
from analytics.evidence import Evidence
from analytics.figures.bars import counted_bars
from analytics.figures.flow import flow
from analytics.figures.step_curves import step_curves
from analytics.figures.step_words import Curve
from analytics.measures.lasting import arrangements_lasting
from analytics.measures.route_switches import route_switches
from analytics.selection import Selection

ARRANGEMENTS = tables.ARRANGEMENTS
MONTHS = 12  # from one column of the flow to the next
TOKENS = {
    "direct_payment": ("data", "solid"),
    "isf": ("accent", "solid"),
    "managed_budget": ("data_2", "solid"),
    "commissioned": ("context", "solid"),
    "pa_employed": ("data", "solid"),
    "agency_employed": ("data_2", "solid"),
    "self_employed": ("context", "solid"),
    "mixed": ("ink_2", "3px,3px"),
    "support_provider": ("data", "solid"),
    "independent_broker": ("context", "solid"),
    "unknown": ("edge", "2px,4px"),
    "died": ("ink_2", "solid"),
    "care_home_or_hospital": ("data", "solid"),
    "moved_route": ("data_2", "6px,3px"),
    "no_longer_needed": ("data_2", "solid"),
    "care_fell_through": ("accent", "solid"),
    "choice_or_other": ("context", "solid"),
    "reason_unknown": ("edge", "2px,4px"),
}
ROUTES = {
    "direct_payment": ("Direct payment", ""),
    "isf": ("ISF", ""),
    "managed_budget": ("Managed budget", ""),
    "commissioned": ("Commissioned", ""),
}
INTERNAL = (
    "The exact counts of ends are few in many cells; what is published are steps of "
    "time, rounded, in the curve above."
)


def _of_split(selection: Selection) -> Mapping[str, Any]:
    return {"split": selection.get("by") or "route"}


def _everybody(selection: Selection) -> Mapping[str, Any]:
    return {}


def _splits(levels: Levels, selection: Selection) -> list[Option]:
    known = levels("arrangement_life", "split")
    return [
        Option(split, name)
        for split, name in lasting_counts.SPLITS.items()
        if split in known
    ]


def _groups(levels: Levels, selection: Selection) -> list[Option]:
    split = selection.get("by") or "route"
    known = levels("arrangement_ends", "group", split=split)
    return [
        Option(group, name)
        for group, name in lasting_counts.NAMES[split].items()
        if group in known
    ]


def _first_group(levels: Levels, selection: Selection) -> str:
    offered = _groups(levels, selection)
    return offered[0].value if offered else ""


def _curves_setting(evidence: Evidence) -> dict[str, Any]:
    names = lasting_counts.NAMES[lasting_counts.split_of(evidence)]
    return {
        "curves": {key: Curve(name, *TOKENS[key]) for key, name in names.items()},
        "is_joined": lasting_counts.is_public(evidence),
    }


def _causes_setting(evidence: Evidence) -> dict[str, Any]:
    named = lasting_counts.KINDS.items()
    return {"curves": {key: Curve(name, *TOKENS[key]) for key, name in named}}


CURVES = Chart(
    name="arrangement_curves",
    heading=lasting_notes.curves_heading,
    sub=lasting_notes.curves_sub,
    finding=lasting_notes.curves_finding,
    frame=lasting_counts.curves,
    figure=partial(
        step_curves,
        watched_words="Still watched, arrangements",
        names={
            "curve": "group",
            "share": "share_going",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_curves_setting,
    columns={
        "group_name": "Arrangements",
        "weeks": "Weeks since the start",
        "watched": "Still watched",
        "share_going": "Share still running",
        "share_lower": "95% interval, from",
        "share_upper": "to",
    },
    reads=("arrangement_life",),
    uses=("arrangement_curves",),
    needs=(ARRANGEMENTS,),
    follows=("by",),
)
CAUSES = Chart(
    name="how_arrangements_end",
    heading=lasting_notes.causes_heading,
    sub=lasting_notes.causes_sub,
    finding=lasting_notes.causes_finding,
    frame=lasting_counts.causes,
    figure=partial(
        step_curves,
        names={
            "curve": "cause",
            "share": "share_ended",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_causes_setting,
    columns={
        "cause_name": "End",
        "weeks": "Weeks since the start",
        "share_ended": "Share ended so",
        "share_lower": "95% interval, from",
        "share_upper": "to",
    },
    reads=("arrangement_causes", "arrangement_curves"),
    needs=(ARRANGEMENTS,),
    internal_reason=INTERNAL,
)
ENDS = Chart(
    name="reasons_for_ending",
    heading=lasting_notes.ends_heading,
    sub=lasting_notes.ends_sub,
    finding=lasting_notes.ends_finding,
    frame=lasting_counts.ends,
    figure=partial(counted_bars, names={"label": "reason_name", "value": "ended"}),
    columns={"reason_name": "Reason", "ended": "Ended", "share": "Share"},
    reads=("arrangement_ends",),
    needs=(ARRANGEMENTS,),
    internal_reason=INTERNAL,
)
SWITCHES = Chart(
    name="changes_of_route",
    heading=lasting_notes.switches_heading,
    sub=lasting_notes.switches_sub,
    finding=lasting_notes.switches_finding,
    frame=lasting_counts.switches,
    figure=partial(
        flow,
        levels=ROUTES,
        thing=("person", "people"),
        months=MONTHS,
        draws_outside=False,
        names={
            "quarter_end": "year_end",
            "before": "route_before",
            "after": "route_after",
            "number": "people",
        },
    ),
    columns={
        "year_end": "Year to",
        "before_name": "From",
        "after_name": "To",
        "people": "People",
    },
    reads=("route_switches",),
    needs=(ARRANGEMENTS,),
    follows=(),
    internal_reason=(
        "Moves between two routes are few in many years; beside the published counts "
        "by route they would tell what is hidden there."
    ),
)

TOPIC = Topic(
    name="lasting",
    title="Does it last",
    group="Uptake",
    part="Does it last",
    order=21,
    question=lambda council: "Do direct payments and individual service funds last?",
    measures=(
        Measure(
            arrangements_lasting,
            (
                tables.CURVES,
                tables.CAUSES,
                tables.ENDS,
                tables.GROUPS,
                tables.TESTS,
                tables.LIFE,
            ),
        ),
        Measure(route_switches, (tables.SWITCHES,)),
    ),
    reads={
        "arrangement_curves": _of_split,
        "arrangement_causes": _of_split,
        "arrangement_ends": _of_split,
        "arrangement_groups": _of_split,
        "arrangement_tests": _of_split,
        "arrangement_life": _of_split,
        "route_switches": _everybody,
    },
    controls=(
        Control("by", "By", "select", lambda levels, selection: "route", _splits),
        Control("ends", "Ends of", "select", _first_group, _groups),
    ),
    charts=(CURVES, CAUSES, ENDS, SWITCHES),
    answer=lasting.answer,
    notes=lasting_notes.notes,
    needs=(ARRANGEMENTS,),
    will_answer=(
        "What share of those that start still run after a year, with its interval",
        "Why they end, and how likely each kind of end is",
        "Who moves from one route to another",
    ),
)
