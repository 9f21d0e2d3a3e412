"""Provider tiers: who moved, then who is running out of time."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.parts import figure_block


def evidence(reply: Reply) -> Component:
    """Lay out movement first, then deadlines."""
    return html.Div(
        [figure_block(reply, "tier_flow"), figure_block(reply, "tier_clocks")]
    )
