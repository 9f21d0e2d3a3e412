"""Fair choice: places in a funnel, then areas by kind, then people by kind."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from analytics.answers.fairness import gradient
from dash_app.ask import Reply
from dash_app.parts import figure_block, note, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out the funnel, then dots two by two, the slope in words under its own."""
    slope = None
    if "share_by_fifth" in reply.charts:
        slope = note(gradient(reply.evidence))
    fifth = figure_block(reply, "share_by_fifth", span="half", below=slope)
    places = figure_block(reply, "share_by_place")
    rurality, age, reason = (
        figure_block(reply, f"share_by_{trait}", span="half")
        for trait in ("rurality", "age", "reason")
    )
    if "share_by_place" in reply.charts:
        rows = [places, two_columns(fifth, rurality), two_columns(age, reason)]
    else:
        # What is published leads; what is not follows, with its reason.
        rows = [two_columns(fifth, places), two_columns(rurality, age), reason]
    return html.Div(rows)
