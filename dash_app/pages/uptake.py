"""Uptake: the trend, its parts and peers, what moved it, and the national measure."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from analytics.answers.uptake_charts import ahead_words
from analytics.answers.uptake_own import (
    RECONCILED,
    reconciled,
    reconciled_words,
    why_they_differ,
)
from dash_app import controls
from dash_app.ask import Reply
from dash_app.parts import (
    Span,
    absent,
    figure_block,
    rich,
    section,
    table,
    table_foot,
    two_columns,
)

OWN = ("uptake_trend", "uptake_routes")


def evidence(reply: Reply) -> Component:
    """Lay out the trend over its parts, beside peers and places: ourselves first."""
    if not any(name in reply.charts for name in OWN):
        beside = two_columns(
            _peers(reply, "wide"), _what_would_come(reply), shape="wide"
        )
        return html.Div([beside, *_by_the_national_rule(reply)])
    beside = two_columns(
        html.Div([_trend(reply), figure_block(reply, "uptake_routes", span="wide")]),
        html.Div(
            [
                _peers(reply, "narrow"),
                figure_block(reply, "uptake_places", span="narrow"),
            ]
        ),
        shape="wide",
    )
    return html.Div([beside, *_moved(reply), *_by_the_national_rule(reply)])


def _moved(reply: Reply) -> list[Component]:
    """Show what moved the share, under the choice of the quarter to start from."""
    if "uptake_moved" not in reply.charts:
        return []
    since = controls.beside(reply, "since")
    finding = reply.charts["uptake_moved"].finding
    return [
        figure_block(reply, "uptake_moved", above=since, below=html.P(rich(finding)))
    ]


def _by_the_national_rule(reply: Reply) -> list[Component]:
    """Show the national measure from the council's own file beside the published one.

    Without the file the page says what it would show; the published view has neither.
    """
    name = "national_measure"
    if reply.selection.view == "public":
        return []
    if name not in reply.charts:
        return [absent(reply, name)]
    drawn = reply.charts[name]
    if drawn.error:
        return [figure_block(reply, name)]
    differ = html.Ul([html.Li(each) for each in why_they_differ(drawn.frame)])
    return [
        two_columns(
            figure_block(reply, name, span="wide"),
            section("Why the two may differ", differ),
            shape="wide",
        ),
        *_reconciled(reply),
    ]


def _reconciled(reply: Reply) -> list[Component]:
    """Show how client-level data and arrangements agree, each difference counted."""
    if not reply.evidence.has(RECONCILED):
        return []
    frame = reconciled(reply.evidence)
    columns = {
        "why": "Each person once",
        "cld_route": "Client-level data",
        "arrangements_route": "Arrangements",
        "people": "People",
    }
    return [
        section(
            "Do our two files name the same people on the same routes?",
            html.P(rich(reconciled_words(frame))),
            table(frame, columns, caption="How the two files agree"),
            table_foot(reply, RECONCILED),
            sub="Client-level data and arrangements, people with long-term community "
            "support on the last day of the year; counts only",
        )
    ]


def _trend(reply: Reply) -> Component:
    """Show the trend; under it where it is going, and what a reader may aim at."""
    return figure_block(
        reply,
        "uptake_trend",
        span="wide",
        below=html.Div(
            [
                html.P(rich(ahead_words(reply.evidence)), className="said"),
                controls.beside(reply, "target", "by"),
                *_new_start(reply),
            ]
        ),
    )


def _new_start(reply: Reply) -> list[Component]:
    """Fold away the start of the limits, which is rarely changed, unless it is."""
    offered = {each.control.name: each.options for each in reply.controls}
    if not offered.get("rebase"):
        return []
    return [
        html.Details(
            [
                html.Summary("Start the limits anew", className="link caret"),
                html.P(
                    "A new start says that the share has changed for good and why. It "
                    "is drawn in the chart, and stays in the link and in every file.",
                    className="note",
                ),
                controls.beside(reply, "rebase"),
            ],
            className="more",
            open=bool(reply.selection.get("rebase")),
        )
    ]


def _peers(reply: Reply, span: Span) -> Component:
    """Show the peers under the choice of whom to be set beside."""
    choice = controls.beside(reply, "compare")
    return figure_block(reply, "direct_payment_peers", span=span, above=choice)


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
