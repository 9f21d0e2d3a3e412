"""Help: how to read a page, its marks and its words, and how to move about."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def contents() -> list[Component]:
    """Lay out the page."""
    return [html.H1("How do I read a page?", id="question", tabIndex=-1)]
