"""Waiting: who and where, who could take them, how long it takes, what it costs."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.inside import kept_inside
from dash_app.parts import figure_block, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out today first, then who could help, then how it goes over time."""
    if reply.selection.view == "public":
        return html.Div([figure_block(reply, "waiting_places"), kept_inside(reply)])
    return html.Div(
        [
            figure_block(reply, "waiting_places"),
            _pair(reply, "waiting_takers", "waiting_offered"),
            _pair(reply, "waiting_curve", "waiting_medians"),
            _pair(reply, "waiting_trend", "waiting_quarters"),
            _pair(reply, "waiting_offers", "hand_backs"),
            figure_block(reply, "spend_by_route"),
        ]
    )


def _pair(reply: Reply, left: str, right: str) -> Component:
    return two_columns(
        figure_block(reply, left, span="half"),
        figure_block(reply, right, span="half"),
    )
