"""What comes next: the mix in a year, how long a move takes, and the help given."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.parts import figure_block, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out where it leads, how long it takes and at what pace, then the context."""
    return html.Div(
        [
            figure_block(reply, "tier_outlook"),
            figure_block(reply, "tier_waits"),
            two_columns(
                figure_block(reply, "tier_paces", span="half"),
                figure_block(reply, "tier_moves", span="half"),
            ),
            figure_block(reply, "tier_support"),
        ]
    )
