"""Scoring files: mismatches, one provider's file, every provider, the framework."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics.answers import scoring, scoring_file, scoring_framework
from dash_app.ask import Reply
from dash_app.attributes import attrs
from dash_app.parts import (
    choose,
    facts,
    figure_block,
    marks,
    note,
    panel,
    rich,
    section,
    table,
)

UNBROKEN = {"tier_name": lambda tier: html.Span(tier, className="nb")}


def evidence(reply: Reply) -> Component:
    """Lay out mismatches, the chosen file, the grid, what is to come, the framework."""
    if not reply.evidence.has("scoring_files"):
        return html.Div()
    return html.Div(
        [
            _mismatches(reply),
            _file(reply),
            figure_block(reply, "scoring_grid"),
            *_untold(reply),
            *_ahead(reply),
            _framework(reply),
        ]
    )


def _linked(reply: Reply, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose providers' names open their files."""
    links: list[Any] = [
        choose(reply, row["provider_label"], provider=row["provider_id"])
        for row in rows.to_dict("records")
    ]
    return rows.assign(provider_label=pd.Series(links, dtype=object))


def _mismatches(reply: Reply) -> Component:
    rows = scoring.mismatches(reply.evidence)
    if rows.empty:
        return section(
            "No decision is contradicted by its evidence",
            note("Those that cannot be told are listed below."),
        )
    return section(
        "Decisions that the evidence does not support",
        table(
            _linked(reply, rows),
            scoring.MISMATCH_COLUMNS,
            caption="Decisions that the evidence does not support",
        ),
        html.Div(marks(reply), className="figfoot"),
        sub="Higher than the evidence first. A name opens the provider's scoring file",
    )


def _untold(reply: Reply) -> list[Component]:
    rows = scoring.untold(reply.evidence)
    if rows.empty:
        return []
    return [
        section(
            "Decisions that cannot be told",
            table(
                _linked(reply, rows),
                scoring.UNTOLD_COLUMNS,
                caption="Decisions that cannot be told",
            ),
            html.Div(marks(reply), className="figfoot"),
            sub="What nobody has assessed, or views differ on, is unknown: it is not "
            "taken for not met",
        )
    ]


def _file(reply: Reply) -> Component:
    row = scoring_file.chosen(reply.evidence)
    if row is None:
        return html.Div()
    provider_id, label = str(row["provider_id"]), str(row["provider_label"])
    missing = scoring_file.missing(reply.evidence, provider_id)
    remain = scoring_file.to_remain(reply.evidence, provider_id)
    return panel(
        f"Scoring file: {label}",
        facts(scoring_file.facts(row)),
        html.P(scoring_file.standing(row)),
        html.H3("What is missing"),
        *[html.P(rich(each)) for each in missing or ["Nothing: it shows Tier 1."]],
        *([html.P(rich(remain))] if remain else []),
        html.H3("Three views of each criterion"),
        table(
            scoring_file.views(reply.evidence, provider_id),
            scoring_file.VIEW_COLUMNS,
            caption=f"Three views of each criterion: {label}",
            formats=UNBROKEN,
            first=0,
        ),
        note(scoring_file.own_view(row)),
        html.Div([*marks(reply), _give(reply, provider_id)], className="figfoot"),
        panel_id="scoring-file",
    )


def _give(reply: Reply, provider_id: str) -> Component:
    """Link to the two files that can be given to the provider."""
    about = reply.evidence.about
    links: list[Any] = ["To give to the provider: "]
    for kind, said in (("html", "Readable file"), ("csv", "CSV")):
        path = f"/scoring-file/{about.council_code}/{provider_id}.{kind}"
        query = f"?build={about.build_id}"
        links += [html.A(said, href=path + query, download=""), " "]
    return html.Span(links, className="get")


def _ahead(reply: Reply) -> list[Component]:
    found = []
    for coming in scoring_framework.ahead(reply.evidence):
        listed = (
            [
                table(
                    _linked(reply, coming.rows),
                    scoring_framework.AHEAD_COLUMNS,
                    caption=coming.heading,
                )
            ]
            if len(coming.rows)
            else []
        )
        rules = html.Ul([html.Li(rich(rule)) for rule in coming.rules])
        found.append(
            section(coming.heading, html.P(rich(coming.sentence)), rules, *listed)
        )
    return found


def _framework(reply: Reply) -> Component:
    """Fold the framework away: its rules, its criteria, the guide's paragraphs."""
    return html.Details(
        [
            html.Summary("The framework that this is judged by"),
            html.P(scoring_framework.about(reply.evidence)),
            html.Ul(
                [
                    html.Li(rich(rule))
                    for rule in scoring_framework.rules(reply.evidence)
                ]
            ),
            table(
                scoring_framework.criteria(reply.evidence),
                scoring_framework.CRITERIA_COLUMNS,
                caption="The criteria of each tier, with their paragraph in the guide",
                formats=UNBROKEN,
                first=0,
            ),
        ],
        className="more",
        **attrs(id="framework"),
    )
