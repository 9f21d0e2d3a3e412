"""The page that cannot answer: why, what to do, and what it will answer then."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app import parts
from dash_app.ask import Reply


def state(reply: Reply) -> Component:
    """Keep the question, say what is missing and how to supply it."""
    return html.Div([html.H2("What to do"), parts.note(", ".join(reply.missing))])
