"""Uptake: the trend and its parts, and the peers beside them."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.parts import figure_block, rich, section, two_columns

OWN = ("uptake_trend", "uptake_routes")
BESIDE = ("direct_payment_peers", "uptake_places")


def evidence(reply: Reply) -> Component:
    """Lay out the trend over its parts, beside peers and places: ourselves first."""
    if not any(name in reply.charts for name in OWN):
        return two_columns(
            figure_block(reply, "direct_payment_peers", span="wide"),
            _what_would_come(reply),
            shape="wide",
        )
    return two_columns(
        html.Div([figure_block(reply, name, span="wide") for name in OWN]),
        html.Div([figure_block(reply, name, span="narrow") for name in BESIDE]),
        shape="wide",
    )


def _what_would_come(reply: Reply) -> Component:
    """Say what the council's own arrangements would show, where they are not here."""
    why = reply.absent.get(OWN[0], "")
    return section(
        "What published figures cannot show",
        html.P(rich(why)),
        html.Ul(
            [
                html.Li("How many people are on each route, quarter by quarter"),
                html.Li("Whether a change is more than the usual wobble"),
                html.Li(
                    "Individual service funds, which national data has no code for"
                ),
                html.Li("Districts and the council's own zones"),
            ]
        ),
    )
