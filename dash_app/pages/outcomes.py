"""Outcomes: whose support faded, what others found, and what is said of providers."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from analytics.answers.outcome_words import past_findings
from dash_app.ask import Reply
from dash_app.parts import figure_block, note, section, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out fading support beside past findings, then providers, then themes."""
    return html.Div(
        [
            two_columns(
                figure_block(reply, "fading_support", span="wide"),
                _past(),
                shape="wide",
            ),
            two_columns(
                figure_block(reply, "provider_feedback", span="half"),
                figure_block(reply, "provider_reviews", span="half"),
            ),
            figure_block(reply, "feedback_themes"),
        ]
    )


def _past() -> Component:
    """Tell what others found, with its size and date."""
    return section(
        "What others found",
        *[
            html.Div(
                [html.P(each.says), note(f"{each.size}, {each.year}. {each.source}.")]
            )
            for each in past_findings()
        ],
        sub="Past findings, small and old; nothing on this page rests on them",
    )
