"""What of a page stays inside, said once where it is shown as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html
from dash.development.base_component import Component

from dash_app.parts import rich, section

if TYPE_CHECKING:
    from dash_app.ask import Reply


def kept_inside(reply: Reply) -> Component:
    """Give each reason for which a chart of the page is not published, once."""
    reasons = dict.fromkeys(reply.absent.values())
    return section(
        "What is not published", html.Ul([html.Li(rich(each)) for each in reasons])
    )
