"""Lawful routes: to whom a route is open, and which arrangements need a look."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.answers import assurance
from analytics.answers.assurance import LOOK, OPEN, SELF_EMPLOYED, STRICT, WIDE, WORKERS
from analytics.catalogue.entry import (
    Chart,
    Column,
    Control,
    Levels,
    Measure,
    Option,
    Table,
    Topic,
)
from analytics.figures.ruled_list import ruled_list
from analytics.measures.assurance import lawful_routes
from analytics.routes.rules import rules
from analytics.selection import Selection

ARRANGEMENTS = "council_arrangements"
INTERNAL = (
    "It rests on answers about people’s capacity and is the council’s own list to work "
    "through; none of it is published."
)


def _key(meaning: str) -> Column:
    return Column("-", "council", meaning)


VERDICT = {"verdict": _key("yes, no or unknown")}
OPEN_TABLE = Table(
    name=OPEN,
    grain="one rule of people and verdict, on the day the build speaks of",
    keys={"rule": _key("rule of analytics/routes/rules.yaml"), **VERDICT},
    values={
        "people": Column(
            "people", "person", "adults on neither a direct payment nor an ISF"
        )
    },
    needs=(ARRANGEMENTS,),
)
LOOK_TABLE = Table(
    name=LOOK,
    grain="one rule of arrangements and verdict, on the day the build speaks of",
    keys={"rule": _key("rule of analytics/routes/rules.yaml"), **VERDICT},
    values={
        "arrangements": Column(
            "arrangements", "person", "open arrangements of adults on the rule's routes"
        )
    },
    needs=(ARRANGEMENTS,),
)
WORKERS_TABLE = Table(
    name=WORKERS,
    grain="one route and kind of worker that there is",
    keys={
        "route": _key("route of the arrangement"),
        "workforce": _key("how the workers are engaged, unknown where not supplied"),
    },
    values={
        "arrangements": Column(
            "arrangements", "person", "open arrangements of adults, by their workers"
        )
    },
    needs=(ARRANGEMENTS,),
)


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


def _readings(levels: Levels, selection: Selection) -> list[Option]:
    if not levels(OPEN, "rule"):
        return []
    return [Option(each.code, each.name) for each in rules().readings.values()]


def _first_reading(levels: Levels, selection: Selection) -> str:
    """Lead with the stricter where any worker is self-employed."""
    if not levels(OPEN, "rule"):
        return ""
    known = levels(WORKERS, "workforce")
    return STRICT if set(known) & set(SELF_EMPLOYED) else WIDE


COLUMNS = {
    "title": "Rule",
    "reading": "Reading of an ISF",
    "yes": "Yes",
    "unknown": "Not known",
    "no": "No",
    "wording": "What it asks",
    "law": "Source",
    "cannot_know": "What it cannot know",
}
BESIDE = {"yes_said": "Yes", "unknown_said": "Not known", "cite": "Source"}
NAMES = {"label": "title"}


def _parts(
    holds: str, not_so: str, colour: str, ink: str
) -> dict[str, tuple[str, str, str]]:
    return {
        "yes": (holds, colour, ink),
        "unknown": ("Not known", "context", "ink_2"),
        "no": (not_so, "soft", "ink_2"),
    }


OPEN_CHART = Chart(
    name="open_routes",
    heading=assurance.open_heading,
    sub=assurance.open_sub,
    finding=assurance.open_finding,
    frame=assurance.open_routes,
    figure=partial(
        ruled_list,
        head="Route",
        parts=_parts("Open, as recorded", "Not open", "data", "ink"),
        beside={**BESIDE, "yes_said": "Open"},
        names=NAMES,
    ),
    columns={**COLUMNS, "yes": "Open", "no": "Not open"},
    reads=(OPEN,),
    needs=(ARRANGEMENTS,),
    internal_reason=INTERNAL,
)
LOOK_CHART = Chart(
    name="arrangements_to_look_at",
    heading=assurance.look_heading,
    sub=assurance.look_sub,
    finding=assurance.look_finding,
    frame=assurance.to_look_at,
    figure=partial(
        ruled_list,
        head="Arrangement",
        parts=_parts("Needs a look", "Nothing seen", "accent", "accent_ink"),
        beside={**BESIDE, "yes_said": "To look at"},
        names=NAMES,
    ),
    columns={
        name: label
        for name, label in {
            **COLUMNS,
            "yes": "To look at",
            "no": "Nothing seen",
        }.items()
        if name != "reading"
    },
    reads=(LOOK,),
    needs=(ARRANGEMENTS,),
    follows=(),
    internal_reason=INTERNAL,
)

TOPIC = Topic(
    name="assurance",
    title="Lawful routes",
    group="Outcomes",
    part="Lawful routes",
    order=71,
    question=lambda council: (
        "Who else could have a direct payment or an individual service fund, and which "
        "arrangements need a look?"
    ),
    measures=(Measure(lawful_routes, (OPEN_TABLE, LOOK_TABLE, WORKERS_TABLE)),),
    reads={OPEN: _everything, LOOK: _everything, WORKERS: _everything},
    controls=(
        Control("reading", "Who may have an ISF", "select", _first_reading, _readings),
    ),
    charts=(OPEN_CHART, LOOK_CHART),
    answer=assurance.answer,
    notes=assurance.notes,
    needs=(ARRANGEMENTS,),
    will_answer=(
        "How many people without a direct payment or an ISF have a route open to them",
        "What two readings of who may have an ISF would make of it",
        "Which arrangements need a look: nobody directs, nobody could ask, no review",
    ),
)
