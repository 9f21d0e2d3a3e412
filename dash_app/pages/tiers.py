"""Provider tiers: who moved, who is running out of time, and what a letter would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from analytics.answers import phasing
from analytics.answers.tier_clocks import next_letters
from dash_app.ask import Reply
from dash_app.attributes import attrs
from dash_app.parts import figure_block, flip, section


def evidence(reply: Reply) -> Component:
    """Lay out movement first, then deadlines, then their consequence."""
    return html.Div(
        [
            figure_block(reply, "tier_flow"),
            figure_block(reply, "tier_clocks"),
            *_before_a_letter(reply),
        ]
    )


def _before_a_letter(reply: Reply) -> list[Component]:
    """Say of each provider whose time is over what its leaving would leave undone."""
    letters = next_letters(reply.evidence)
    if not letters:
        return []
    return [
        section(
            "Before a letter goes out",
            *[html.Div(_letter(reply, row)) for row in letters],
            sub="Providers past their improve-by date",
        )
    ]


def _letter(reply: Reply, row: Mapping[str, Any]) -> list[Component]:
    there = reply.address.to("phasing").choosing(provider=row["provider_id"])
    who = f"Who could take over from {row['provider_label']}"
    return [
        flip(phasing.leaving(row)),
        html.P(html.A(who, href=there.href(), **attrs(data_page=""))),
    ]
