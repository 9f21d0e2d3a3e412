"""Scoring files: whether the evidence supports each provider's tier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.answers import scoring as answers
from analytics.answers import scoring_grid as grid
from analytics.answers import scoring_notes
from analytics.answers.scoring_words import STATES, VERDICTS
from analytics.catalogue import scoring_tables as tables
from analytics.catalogue.entry import (
    Chart,
    Control,
    Levels,
    Measure,
    Option,
    Topic,
)
from analytics.figures.mark_shapes import ASK, DASH, FULL, HALF, HOLLOW
from analytics.figures.marks import marks
from analytics.measures.scoring import scoring
from analytics.measures.scoring_framework import scoring_framework
from analytics.selection import Selection

FILES = tables.FILES.name
SHAPES = {
    "met": FULL,
    "partly": HALF,
    "not_met": HOLLOW,
    "no_evidence": DASH,
    "disputed": ASK,
    "contested": ASK,
}
INTERNAL = (
    "Scoring files name providers and what is said of them; none of it is published."
)


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


def _of_provider(selection: Selection) -> Mapping[str, Any]:
    return {"provider_id": selection.get("provider", "")}


def _shows(levels: Levels, selection: Selection) -> list[Option]:
    decided = levels(FILES, "decided_tier")
    if not decided:
        return []  # nothing of it is published, so there is nothing to choose
    return [
        Option(show, said)
        for show, said in grid.SHOWS.items()
        if not show.startswith("tier") or show in decided
    ]


def _providers(levels: Levels, selection: Selection) -> list[Option]:
    known = levels(FILES, "provider_id", beside="provider_label")
    return [
        Option(key, label if key == label else f"{label} ({key})")
        for key, label in known
    ]


def _first(levels: Levels, selection: Selection) -> str:
    """Return the first provider whose decision wants most looking at."""
    for verdict in VERDICTS:
        found = levels(FILES, "provider_id", beside="provider_label", verdict=verdict)
        if found:
            return str(found[0][0])
    return ""


GRID = Chart(
    name="scoring_grid",
    heading=grid.heading,
    sub=grid.sub,
    finding=grid.finding,
    frame=grid.grid,
    figure=partial(
        marks,
        kinds={state: (shape, STATES[state]) for state, shape in SHAPES.items()},
        names={
            "row": "provider_id",
            "label": "provider_label",
            "group": "verdict_words",
            "aside": "decided",
            "head": "short",
            "band": "tier_name",
            "kind": "state",
            "kind_words": "state_words",
        },
    ),
    columns={
        "provider_label": "Provider",
        "verdict_words": "The decision",
        "decided": "Decided",
        "tier_name": "Criterion of",
        "short": "Criterion",
        "state_words": "Stands as",
        "judged_on": "Judged on",
    },
    reads=(FILES, tables.MARKS.name, tables.CRITERIA.name),
    follows=("show",),
    internal_reason=INTERNAL,
)

TOPIC = Topic(
    name="scoring",
    title="Scoring files",
    group="Provider tiers",
    part="Scoring files",
    order=62,
    question=lambda council: "Does the evidence support each provider's tier?",
    measures=(
        Measure(scoring, (tables.FILES, tables.MARKS, tables.ITEMS, tables.GAPS)),
        Measure(scoring_framework, (tables.CRITERIA, tables.RULES, tables.AHEAD)),
    ),
    reads={
        tables.FILES.name: _everything,
        tables.MARKS.name: _everything,
        tables.GAPS.name: _everything,
        tables.ITEMS.name: _of_provider,
        tables.CRITERIA.name: _everything,
        tables.RULES.name: _everything,
        tables.AHEAD.name: _everything,
    },
    controls=(
        Control("provider", "Scoring file of", "select", _first, _providers),
        Control(
            "show", "Grid shows", "select", lambda levels, selection: grid.ALL, _shows
        ),
    ),
    charts=(GRID,),
    answer=answers.answer,
    notes=scoring_notes.notes,
    needs=tables.NEEDS,
    helps={"council_providers": "The names of organisations"},
    will_answer=(
        "Which decisions the evidence supports, and which are higher or lower than it",
        "What each provider, the council and citizens say of each criterion",
        "What is missing for the next tier",
    ),
)
