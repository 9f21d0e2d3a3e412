"""Does it last: how long they run, then why they end, then who moved where."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.parts import figure_block, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out the curves, under them ends and their reasons, then moves."""
    return html.Div(
        [
            figure_block(reply, "arrangement_curves"),
            two_columns(
                figure_block(reply, "how_arrangements_end", span="wide"),
                figure_block(reply, "reasons_for_ending", span="narrow"),
                shape="wide",
            ),
            figure_block(reply, "changes_of_route"),
        ]
    )
