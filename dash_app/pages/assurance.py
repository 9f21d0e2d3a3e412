"""Lawful routes: what is open, what needs a look, and the rules behind each count."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics.answers.assurance import open_routes, to_look_at
from dash_app.ask import Reply
from dash_app.parts import figure_block, section, table

RULES = {
    "title": "Rule",
    "counted": "Count",
    "wording": "What it asks",
    "law": "Source",
    "cannot_know": "What it cannot know",
}


def evidence(reply: Reply) -> Component:
    """Lay out both lists, then every rule beside its count and its source."""
    shown = [
        figure_block(reply, "open_routes"),
        figure_block(reply, "arrangements_to_look_at"),
    ]
    if not {"open_routes", "arrangements_to_look_at"} <= set(reply.charts):
        return section("What is not shown here", *shown)
    frames = [open_routes(reply.evidence), to_look_at(reply.evidence)]
    rows = pd.concat(frames, ignore_index=True)
    rows["counted"] = rows["yes_said"] + " of " + rows["total_said"]
    return html.Div(
        [
            *shown,
            section(
                "The rule and the source behind each count",
                table(
                    rows[list(RULES)],
                    RULES,
                    caption="Each rule, its count, its source and its limits",
                    first=0,
                ),
                sub=(
                    "Our reading of the law and the guidance, as the tool applies it. "
                    "It is not legal advice"
                ),
            ),
        ]
    )
