"""The words every page is laid out in: section, figure, table, notes, empty, error.

A page module gives `evidence(reply: Reply) -> Component` and nothing else; these are
its vocabulary. `Reply` is `dash_app.ask.Reply`: what analytics answered, the look that
its charts are drawn in, and the address that it stands at.

- `figure_block(reply, "chart_name", span=…)`  heading, sub-line, chart, table twin,
  downloads; `span` says how wide: "full", "half", "wide" or "narrow"
- `two_columns(left, right, shape=…)`  beside each other; one under another when narrow
- `section(heading, *children, sub=…)`, `flip(text)`, `note(text)`, `facts(…)`, `tag(…)`
- `table(frame, columns, caption=…)`  see `dash_app.tables`
- `choose(reply, label, area="X01…")`  a link that makes a choice and keeps the rest
- `rich("**bold** text")`  the sentences of answers
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dash import html
from dash.development.base_component import Component

from dash_app.attributes import attrs
from dash_app.exhibits import (
    Span,
    absent,
    figure_block,
    figure_foot,
    marks,
    table_foot,
    undrawn,
)
from dash_app.tables import Cell, Format, table, text
from dash_app.wording import rich

if TYPE_CHECKING:
    from dash_app.ask import Reply

__all__ = [
    "Cell",
    "Format",
    "Span",
    "absent",
    "figure_block",
    "figure_foot",
    "marks",
    "rich",
    "table",
    "table_foot",
    "text",
    "undrawn",
]

NOTHING_BROKEN = "Nothing is broken, and nothing is counted as zero."


def section(
    heading: str, *children: Any, sub: Any = None, section_id: str | None = None
) -> Component:
    """Head a part of the page."""
    return html.Section(
        [
            html.H2(rich(heading)),
            *(
                [html.P(rich(sub) if isinstance(sub, str) else sub, className="sub")]
                if sub
                else []
            ),
            *children,
        ],
        **attrs(id=section_id),
    )


def two_columns(left: Any, right: Any, *, shape: Span = "half") -> Component:
    """Put two things side by side; `shape` is the span of the left one."""
    return html.Div([html.Div(left), html.Div(right)], className=f"two two-{shape}")


def error_box(said: str) -> Component:
    """Say in a thick border what is wrong and what to do."""
    return html.Div(html.P(rich(said)), className="err", role="alert")


def choose(reply: Reply, label: Any, **choices: str | None) -> Component:
    """Link to this page with a choice made, and everything else as it is."""
    return html.A(
        label, href=reply.address.choosing(**choices).href(), **attrs(data_page="")
    )


def flip(said: str, *beneath: str) -> Component:
    """Say what would turn the answer over; smaller sentences may stand beneath it."""
    return html.Div(
        [
            *[html.P(rich(line)) for line in said.split("\n")],
            *[html.P(rich(line), className="note") for line in beneath],
        ],
        className="flip",
    )


def note(said: str) -> Component:
    """Write a small grey sentence."""
    return html.P(rich(said), className="note")


def facts(pairs: Sequence[tuple[str, str]]) -> Component:
    """Set numbers in a row, each with its words under it."""
    return html.Dl(
        [html.Div([html.Dd(value), html.Dt(said)]) for value, said in pairs],
        className="facts",
    )


def panel(heading: Any, *children: Any, panel_id: str | None = None) -> Component:
    """Set off what was chosen, such as one area, under a thick rule."""
    return html.Section(
        [html.H2(rich(heading) if isinstance(heading, str) else heading), *children],
        className="panel",
        **attrs(id=panel_id),
    )


def tag(said: str, *, now: bool = False) -> Component:
    """Mark a state in a word; `now` for what needs attention."""
    return html.Span(said, className="tag now" if now else "tag")


def swatch(kind: str) -> Component:
    """Show one key of a legend: kinds are classes of assets/parts.css."""
    return html.Span(className=f"swatch {kind}", **attrs(aria_hidden="true"))


def answer_block(reply: Reply) -> Component:
    """Head a page: the question, the answer, one sentence on how sure."""
    return html.Div(
        [
            html.Span("Working", className="working", **attrs(aria_hidden="true")),
            html.H1(reply.question, id="question", tabIndex=-1),
            html.P(rich(reply.answer.text), className="answer", id="answer"),
            html.P(rich(reply.answer.sure or NOTHING_BROKEN), className="sure"),
        ],
        className="head",
    )


def notes(reply: Reply) -> Component:
    """Close a page with four columns: source, age, caution, what would change it."""
    said = reply.notes
    columns = {
        "Source": said.source,
        "How old": said.how_old,
        "Read with care": said.read_with_care,
        "What would change this": said.what_would_change_this,
    }
    return html.Div(
        [
            html.Div([html.H2(head), html.P(rich(words_))])
            for head, words_ in columns.items()
        ],
        className="foot4",
    )
