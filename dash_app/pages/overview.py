"""Overview: the answer beside what needs a decision, then a line for each page."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from analytics.answers import overview, overview_due
from analytics.answers.overview import Line
from analytics.answers.overview_due import Due
from dash_app.ask import Reply
from dash_app.attributes import attrs
from dash_app.exhibits import STACKED_BELOW, drawing, figure_foot
from dash_app.parts import marks, note, rich, tag

GAP = 40  # pixels between columns, as in assets/overview.css
EVIDENCE = 0.4  # of what the gaps leave, as the grid in assets/overview.css
BETWEEN = 20  # pixels between two figures of one line
LEAST_BESIDE = 400  # pixels that two figures of one line need


def beside(reply: Reply) -> Component:
    """Lay out what needs a decision, dated, each with its way in."""
    due = overview_due.decisions(reply.evidence)
    rows = [
        html.Tr([html.Th(_when(each), scope="row"), html.Td(_what(reply, each))])
        for each in due
    ]
    head = html.Tr([html.Th("When", scope="col"), html.Th("What", scope="col")])
    table = html.Table(
        [html.Thead(head), html.Tbody(rows)], **attrs(aria_labelledby="needs")
    )
    is_public = reply.selection.view == "public"
    return html.Section(
        [
            html.H2("Needs a decision", id="needs"),
            *([table] if rows else []),
            *([] if rows or is_public else [html.P(overview_due.nothing_due())]),
            *([note(overview_due.INSIDE)] if is_public else []),
        ],
        className="due",
    )


def _when(each: Due) -> Any:
    return tag(each.when, now=True) if each.is_over else each.when


def _what(reply: Reply, each: Due) -> Any:
    href = reply.address.to(each.page).choosing(**each.choices).href()
    return [html.A(each.name, href=href, **attrs(data_page="")), *rich(each.said)]


def evidence(reply: Reply) -> Component:
    """Lay out a ruled list: question and answer, figure, what changed."""
    heads = ("Question and answer", "Evidence", "Since the last build")
    return html.Div(
        [
            html.Div(
                [html.Span(head) for head in heads],
                className="line line-heads",
                **attrs(aria_hidden="true"),
            ),
            *[_line(reply, each) for each in overview.lines(reply.evidence)],
            html.P(marks(reply), className="figfoot"),
        ],
        className="overview",
    )


def _line(reply: Reply, line: Line) -> Component:
    href = reply.address.to(line.name).href()
    link = html.A(line.question, href=href, **attrs(data_page=""))
    since = [
        html.H3(
            [
                html.Span("Since the last build: ", className="visually-hidden"),
                line.since.head,
            ]
        ),
        *([html.P(line.since.text, className="note")] if line.since.text else []),
    ]
    return html.Section(
        [
            html.Div([html.H2(link), html.P(rich(line.said))]),
            html.Div(_figures(reply, line), className="shown"),
            html.Div(since),
        ],
        className="line",
    )


def _figures(reply: Reply, line: Line) -> list[Component]:
    """Draw a line's figures, side by side where there is room; or say why not."""
    there = [name for name in line.charts if name in reply.charts]
    if not there:
        why = reply.absent.get(line.charts[0], "It is not shown on this page.")
        return [html.P(rich(why), className="note")]
    width = _width(reply)
    if len(there) > 1 and width >= LEAST_BESIDE:
        width = (width - BETWEEN * (len(there) - 1)) // len(there)
    return [_figure(reply, name, width) for name in there]


def _width(reply: Reply) -> int:
    """Return the pixels of the column in the middle, as the style sheet lays it."""
    if reply.look.width < STACKED_BELOW:
        return reply.look.width
    return int((reply.look.width - 2 * GAP) * EVIDENCE)


def _figure(reply: Reply, name: str, width: int) -> Component:
    drawn = reply.charts[name]
    return html.Figure(
        [
            drawing(reply, name, width=width),
            html.P(rich(drawn.sub), className="note"),
            figure_foot(reply, name, is_marked=False),
        ],
        style={"width": f"{width}px"},
        **attrs(aria_label=drawn.heading),
    )
