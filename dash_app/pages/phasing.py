"""Tier and place: the map of reach, then one provider's leaving, then every one."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics import words
from analytics.answers import phasing
from dash_app.ask import Reply
from dash_app.inside import kept_inside
from dash_app.parts import (
    choose,
    figure_block,
    note,
    section,
    table,
    table_foot,
    two_columns,
)

TAKERS = {
    "taker": "Who",
    "tier_name": "Tier",
    "hours_taken": "Hours it could take",
    "hours_free": "Its free hours",
}
PROVIDERS = {
    "provider_label": "Tier 3 provider",
    "people": "People",
    "weekly_hours": "Hours a week",
    "hours_placed": "Could be placed",
    "hours_unplaced": "No taker",
    "areas_falling_below": "Fall below our line",
    "areas_becoming_desert": "Join the deserts",
}
DISTRICTS = {
    "district_name": "District",
    "areas": "Areas",
    "tier_1": "Tier 1",
    "tier_2": "Tier 2",
    "lower": "Lower or none",
    "unknown": "Not known",
    "people_beyond": "People 65 and over beyond Tier 1",
}


def evidence(reply: Reply) -> Component:
    """Lay out where each tier reaches, then what a phase-out would leave."""
    if not reply.charts:
        return kept_inside(reply)
    return html.Div(
        [
            two_columns(
                figure_block(reply, "tier_reach", span="half"),
                _districts(reply),
            ),
            *_leaving(reply),
        ]
    )


def _districts(reply: Reply) -> Component:
    return section(
        "Areas by the best tier in reach",
        table(
            phasing.by_district(reply.evidence),
            DISTRICTS,
            caption="Areas of each district by the best tier in reach",
            formats={"people_beyond": words.count},
            first=0,
        ),
        sub="Districts with most people beyond Tier 1 first",
    )


def _leaving(reply: Reply) -> list[Component]:
    """Show the chosen provider, then all that may be chosen."""
    if not reply.evidence.has("phase_out"):
        return [note(reply.absent.get("phase_out_areas", "No provider is in Tier 3."))]
    return [
        two_columns(_changes(reply), _takers(reply)),
        _every_provider(reply),
    ]


def _changes(reply: Reply) -> Component:
    if "phase_out_areas" in reply.charts:
        return figure_block(reply, "phase_out_areas", span="half")
    return section(
        "No area would change",
        note(
            "No area would fall below our line, and none would join the care deserts."
        ),
    )


def _takers(reply: Reply) -> Component:
    """List who could take the hours."""
    own = phasing.chosen(reply.evidence)
    rows = phasing.takers(reply.evidence)
    name = own["provider_label"] if own else "the provider"
    if rows.empty:
        return section(
            f"Who could take the hours of {name}",
            note("Nobody in reach has a free hour, or there are no hours to place."),
        )
    return section(
        f"Who could take the hours of {name}",
        table(
            rows.assign(
                taker=[
                    [taker, " ", html.Small(kind)]
                    for taker, kind in zip(
                        rows["taker"], rows["kind_name"], strict=True
                    )
                ]
            ),
            TAKERS,
            caption=f"Who could take the hours of {name}",
            formats={"hours_taken": words.count, "hours_free": words.count},
        ),
        table_foot(reply, "phase_out_takers"),
        sub=(
            "One way to place as many hours as can be, with the least travel. Hours a "
            "week; sole traders go together"
        ),
    )


def _every_provider(reply: Reply) -> Component:
    rows = phasing.providers(reply.evidence)
    shown = rows.assign(
        provider_label=[
            choose(reply, label, provider=code)
            for code, label in zip(
                rows["provider_id"], rows["provider_label"], strict=True
            )
        ]
    )
    here = reply.selection.get("provider")
    return section(
        "Before a letter goes out",
        table(
            shown,
            PROVIDERS,
            caption="Each Tier 3 provider: its people, their hours, what would change",
            chosen=lambda row: row["provider_id"] == here,
            formats=dict.fromkeys(
                ("weekly_hours", "hours_placed", "hours_unplaced"), _hours
            ),
        ),
        table_foot(reply, "phase_out"),
        sub="Each Tier 3 provider on its own, hardest to place first",
    )


def _hours(value: Any) -> str:
    return "" if pd.isna(value) else words.count(value)
