"""Provider tiers: who moves towards Tier 1, and who runs out of time to improve."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from analytics.answers import tier_clocks as clock_answers
from analytics.answers import tier_notes, tier_pace, tiers
from analytics.catalogue.entry import (
    Chart,
    Column,
    Control,
    Levels,
    Measure,
    Option,
    Read,
    Table,
    Topic,
)
from analytics.evidence import Evidence
from analytics.figures.clocks import clocks
from analytics.figures.flow import flow
from analytics.measures.tier_clocks import tier_clocks
from analytics.measures.tiers import tier_flow
from analytics.selection import Selection

DECISIONS, MILESTONES = tier_notes.DECISIONS, tier_notes.MILESTONES
ALL = "all"
COLUMNS_SHOWN = 8  # quarters that the page opens with
LEVELS = {
    "tier_1": ("Tier 1", "Partnership"),
    "tier_2": ("Tier 2", "Community"),
    "tier_3": ("Tier 3", "General"),
}


def _private(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


FLOW_TABLE = Table(
    name="tier_flow",
    grain="one quarter, kind of provider, tier before and tier after",
    keys={
        "quarter_end": Column("-", "council", "last day of the quarter"),
        "kind": Column("-", "council", "kind of provider, or all"),
        "tier_before": Column(
            "-", "council", "tier a quarter earlier; none: not joined"
        ),
        "tier_after": Column("-", "council", "tier on that day; none: left"),
    },
    values={"providers": _private("providers", "providers that moved so, or stayed")},
    needs=(DECISIONS,),
)
CLOCKS_TABLE = Table(
    name="tier_clocks",
    grain="one provider with an improve-by date",
    keys={"provider_id": _private("-", "the council's number for the provider")},
    values={
        "provider_label": _private("-", "an organisation's name, a sole trader's id"),
        "kind": _private("-", "kind of provider"),
        "tier": _private("-", "tier of the last decision"),
        "started_on": _private("-", "decision that set the improve-by date"),
        "improve_by": _private("-", "day by which to improve, moved by days paused"),
        "paused_from": _private("-", "first day of the last pause"),
        "paused_to": _private("-", "last day of it; empty while it goes on"),
        "days_left": _private("days", "days to the improve-by date, below 0 when over"),
        "days_paused": _private("days", "days on which the clock stood still"),
        "state": _private("-", "running, due, overdue, paused or done"),
        "milestones_kept": _private("milestones", "steps done by their day"),
        "milestones_late": _private("milestones", "steps done after it"),
        "milestones_missed": _private("milestones", "steps not done whose day is past"),
        "milestones_ahead": _private("milestones", "steps whose day has not come"),
        "next_step": _private("-", "the next step in the guide's words; empty if none"),
        "next_due_on": _private("-", "day on which the next step is due"),
    },
    needs=(DECISIONS,),
)


def _of_kind(selection: Selection) -> Mapping[str, Any]:
    return {"kind": selection.get("kind", ALL)}


def _everybody(selection: Selection) -> Mapping[str, Any]:
    return {}


def _since_the_first(selection: Selection) -> Mapping[str, Any]:
    return {"watch": ALL}


def _of_the_last_year(selection: Selection) -> Mapping[str, Any]:
    return {"watch": "year"}


def _kinds(levels: Levels, selection: Selection) -> list[Option]:
    known = levels("tier_flow", "kind")
    return [Option(kind, name) for kind, name in tiers.KINDS.items() if kind in known]


def _quarters(levels: Levels) -> list[pd.Timestamp]:
    return sorted(pd.Timestamp(day) for day in levels("tier_flow", "quarter_end"))


def _option(day: pd.Timestamp) -> Option:
    return Option(day.date().isoformat(), f"End of {day:%B %Y}")


def _from(levels: Levels, selection: Selection) -> list[Option]:
    return [_option(day) for day in _quarters(levels)[:-1]]


def _to(levels: Levels, selection: Selection) -> list[Option]:
    first = pd.Timestamp(selection.get("from") or pd.Timestamp.min)
    return [_option(day) for day in _quarters(levels) if day > first]


def _first(levels: Levels, selection: Selection) -> str:
    days = _quarters(levels)[-COLUMNS_SHOWN:]
    return _option(days[0]).value if len(days) > 1 else ""


def _last(levels: Levels, selection: Selection) -> str:
    offered = _to(levels, selection)
    return offered[-1].value if offered else ""


def _clocks_setting(evidence: Evidence) -> dict[str, Any]:
    return {"as_of": evidence.about.as_of}


FLOW = Chart(
    name="tier_flow",
    heading=tier_notes.flow_heading,
    sub=tier_notes.flow_sub,
    finding=tier_notes.flow_finding,
    frame=tiers.flow,
    figure=partial(
        flow,
        levels=LEVELS,
        names={"before": "tier_before", "after": "tier_after", "number": "providers"},
    ),
    columns={
        "quarter_end": "Quarter ending",
        "before_name": "From",
        "after_name": "To",
        "providers": "Providers",
    },
    reads=("tier_flow",),
    needs=(DECISIONS,),
)
CLOCKS = Chart(
    name="tier_clocks",
    heading=clock_answers.clocks_heading,
    sub=clock_answers.clocks_sub,
    finding=clock_answers.clocks_finding,
    frame=clock_answers.clocks,
    figure=partial(
        clocks,
        heads={
            "label": "Provider",
            "left": "Time left",
            "by": "Improve by",
            "kept": "Milestones",
            "next": "Next",
        },
        names={
            "label": "provider_label",
            "ends_on": "improve_by",
            "kept": "milestones",
        },
    ),
    setting=_clocks_setting,
    columns={
        "provider_label": "Provider",
        "state": "State",
        "days_left": "Days left",
        "started_on": "Started",
        "improve_by": "Improve by",
        "paused_from": "Paused from",
        "paused_to": "to",
        "days_paused": "Days paused",
        "milestones": "Milestones",
        "next": "Next",
    },
    reads=("tier_clocks",),
    needs=(DECISIONS,),
    internal_reason=(
        "Each clock names a provider and its deadline; only counts are published."
    ),
)

TOPIC = Topic(
    name="tiers",
    title="Provider tiers",
    group="Provider tiers",
    part="Movement and clocks",
    order=60,
    question=lambda council: "Are providers moving towards Tier 1?",
    measures=(
        Measure(tier_flow, (FLOW_TABLE,)),
        Measure(tier_clocks, (CLOCKS_TABLE,)),
    ),
    reads={
        "tier_flow": _of_kind,
        "tier_clocks": _everybody,
        "phase_out": _everybody,
        tier_pace.WAITS: _since_the_first,
        tier_pace.LAST_YEAR: Read(tier_pace.WAITS, _of_the_last_year),
    },
    controls=(
        Control("kind", "Kind", "select", lambda levels, selection: ALL, _kinds),
        Control("from", "From", "select", _first, _from),
        Control("to", "To", "select", _last, _to),
    ),
    charts=(FLOW, CLOCKS),
    answer=tiers.answer,
    notes=tier_notes.notes,
    needs=(DECISIONS,),
    helps={
        MILESTONES: "Promises kept, late and missed",
        "council_providers": "The names of organisations, and their kinds",
    },
    will_answer=(
        "How many providers are in each tier, and who moved",
        "Whose 12 month clock is running, paused or over",
        "How likely a Tier 3 provider is to move up within a year",
    ),
)
