"""Infrastructure costs: volume first, what would flip it, the ledger, the prices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics.answers import cost_ledger, cost_published, cost_rates, costs
from analytics.answers.cost_flips import flip_sentences
from dash_app import controls
from dash_app.ask import Reply
from dash_app.attributes import attrs
from dash_app.parts import (
    figure_block,
    figure_foot,
    flip,
    note,
    rich,
    section,
    table,
    two_columns,
)

Cells = Mapping[str, Any]


def evidence(reply: Reply) -> Component:
    """Lay out the break-even beside its sliders, the flip, the ledger, the prices."""
    return html.Div(
        [
            *_break_even(reply),
            *_flip(reply),
            *_ledger(reply),
            *_rates(reply),
            _published(),
        ]
    )


def _break_even(reply: Reply) -> list[Component]:
    if "break_even" not in reply.charts:
        return []
    levers = section(
        "Change what it rests on",
        controls.sliders(reply, *costs.levers(reply.evidence)),
        note(costs.spread_note(reply.evidence)),
        sub="Pale band on each slider: the range we tested",
    )
    return [
        two_columns(
            figure_block(reply, "break_even", span="wide"), levers, shape="wide"
        )
    ]


def _flip(reply: Reply) -> list[Component]:
    sentences = [each.text for each in flip_sentences(reply.evidence)]
    if not sentences:
        return []
    return [section("What would flip the decision", flip("\n".join(sentences)))]


def _ledger(reply: Reply) -> list[Component]:
    """Show the ledger as a table, whose bars are drawn beside its numbers."""
    name = "cost_ledger"
    drawn = reply.charts.get(name)
    if drawn is None:
        return []
    if drawn.error:
        return [figure_block(reply, name)]
    heading = f"heading-{name}"
    return [
        html.Figure(
            [
                html.H2(rich(drawn.heading), id=heading),
                html.P(rich(drawn.sub), className="sub"),
                _table(reply, drawn.frame, drawn.finding),
                figure_foot(reply, name),
                note(costs.READINGS),
            ],
            className="figure",
            **attrs(aria_labelledby=heading),
        )
    ]


def _table(reply: Reply, frame: pd.DataFrame, caption: str) -> Component:
    told = cost_ledger.setting(reply.evidence)
    order = told["order"]
    labels = frame.groupby("model")["label"].first()
    head = html.Tr(
        [
            html.Th(told["head"], scope="col", role="columnheader"),
            *(html.Th(labels[key], scope="col", role="columnheader") for key in order),
        ],
        role="row",
    )
    longest = cost_ledger.longest(frame)
    rows = [
        _row(line, part, cells, told, longest)
        for (part, line), cells in _rows(frame).items()
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(caption, className="visually-hidden"),
                html.Thead(head, role="rowgroup"),
                html.Tbody(rows, role="rowgroup"),
            ],
            className=f"ledger of-{len(order)}",
            role="table",
        ),
        className="table",
    )


def _rows(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Cells]]:
    """Return the cells of each line by model, the lines in order."""
    found: dict[tuple[str, str], dict[str, Cells]] = {}
    for cell in frame.to_dict("records"):
        found.setdefault((cell["section"], cell["line"]), {})[cell["model"]] = cell
    return found


def _row(
    line: str,
    part: str,
    cells: Mapping[str, Cells],
    told: Mapping[str, Any],
    longest: float,
) -> Component:
    return html.Tr(
        [
            html.Th(line, scope="row", role="rowheader"),
            *(
                html.Td(
                    _cell(cells[key], told["colours"][key][0], longest),
                    role="cell",
                    **attrs(data_label=told["short"][key]),
                )
                for key in told["order"]
            ),
        ],
        className=part,
        role="row",
    )


def _cell(cell: Cells, colour: str, longest: float) -> list[Component]:
    """Show a number, and beside it its bar or a few words; words alone stand alone."""
    if not cell["shown"]:
        return [html.Span(cell["says"], className="alone")]
    is_strong = cell["section"] == cost_ledger.TOTAL or (
        cell["unit"] == cost_ledger.AN_HOUR
    )
    number: Any = html.B(cell["shown"]) if is_strong else cell["shown"]
    found: list[Component] = [html.Span(number, className="number")]
    if cell["says"]:
        found.append(html.Span(f" {cell['says']}", className="says"))
    elif cell["section"] == cost_ledger.TASK and cell["value"] > 0:
        share = f"{cell['value'] / longest:.4f}"
        bar = html.Span(
            className="amount",
            style={"--long": share, "--fill": f"var(--{colour.replace('_', '-')})"},
        )
        found.append(html.Span(bar, className="lane", **attrs(aria_hidden="true")))
    return found


def _rates(reply: Reply) -> list[Component]:
    if "rate_makeup" not in reply.charts:
        return []
    said = cost_rates.comparison_sentence(reply.evidence)
    below = html.P(rich(said), className="compared") if said else None
    return [figure_block(reply, "rate_makeup", below=below)]


def _published() -> Component:
    """Fold away what others have found: facts with their size and date."""
    return html.Details(
        [
            html.Summary("What others have found, with size and date"),
            note(
                "Past findings, as published. None of them is a default of ours, and "
                "small ones may not carry over."
            ),
            table(
                cost_published.past_findings(),
                cost_published.FINDING_COLUMNS,
                caption="Past findings on costs, with size, date and source",
            ),
            html.H3("Personal assistants beside care workers"),
            note(f"Published: {cost_published.workers_source()}."),
            table(
                cost_published.workers(),
                cost_published.WORKER_COLUMNS,
                caption="Personal assistants beside care workers of the independent "
                "sector, as published in 2020",
            ),
        ],
        className="more",
    )
