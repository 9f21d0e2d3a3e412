"""Individual service funds: charges beside what adds up, then the terms."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.inside import kept_inside
from dash_app.parts import figure_block, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out the charges beside the balance of the routes, then the terms."""
    if not reply.charts:
        return kept_inside(reply)
    return html.Div(
        [
            two_columns(
                figure_block(reply, "isf_charges", span="wide"),
                figure_block(reply, "isf_balance", span="narrow"),
                shape="wide",
            ),
            figure_block(reply, "isf_terms"),
        ]
    )
