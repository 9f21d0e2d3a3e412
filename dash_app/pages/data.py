"""Data: files and their accounting, rejects by rule, ages, and what is missing."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app import accounts, dictionary, knowledge
from dash_app.ask import Reply
from dash_app.parts import figure_block, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out trust before detail: rows, rejects, ages, then what all rests on."""
    has_files = reply.evidence.has("files")
    return html.Div(
        [
            *([accounts.files(reply), accounts.rejects(reply)] if has_files else []),
            two_columns(
                figure_block(reply, "source_ages", span="half"),
                knowledge.missing(reply),
            ),
            knowledge.assumed(reply),
            dictionary.section_of_tables(),
        ]
    )
