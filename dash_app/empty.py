"""The page that cannot answer: why, what to do, and what it will answer then."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dash_app import knowledge
from dash_app.ask import Reply
from dash_app.parts import rich, table
from data.readers.council.layout import Table
from data.sources import Source, sources

CHECK = "market-shaper check FILE"


def state(reply: Reply) -> Component:
    """Keep the question; say what is missing, how to supply it, what it will bring."""
    lacking = [sources()[name] for name in reply.missing if name in sources()]
    first = next((each for each in lacking if knowledge.council_table(each.name)), None)
    told = (
        _supply(first, reply)
        if first
        else _fetch(lacking, reply.evidence.about.council_name)
    )
    return html.Div([html.Div(told), html.Div(_promise(reply))], className="empty")


def _supply(source: Source, reply: Reply) -> list[Component]:
    """Tell a council how to supply its own table."""
    ours = knowledge.council_table(source.name)
    if ours is None:
        return []
    least = sum(column.is_required for column in ours.columns) + len(ours.either)
    file = f"{ours.name}.csv"
    link = html.A(file, href=f"/template/{file}", download="")
    book = f"{ours.name}.xlsx"
    in_excel = html.A(book, href=f"/template/{book}", download="")
    others = [
        each for each in reply.missing if each != source.name and each in sources()
    ]
    also = (
        [html.Li(["The same for ", *_named(others), "."])]
        if others and not reply.topic.needs_any
        else []
    )
    return [
        html.H2("What to do"),
        html.Ol(
            [
                html.Li(
                    [
                        "Download the template: ",
                        link,
                        ", or ",
                        in_excel,
                        " with drop-down lists. It has one worked row.",
                    ]
                ),
                html.Li(
                    f"Put in one row for each {ours.one_row.removeprefix('one ')}. "
                    f"{least} columns are enough to start."
                ),
                html.Li("Save it in the inbox under any name, and build again."),
                *also,
            ],
            className="do",
        ),
        _columns(ours),
        html.P(
            [
                html.A(
                    "Download the template",
                    href=f"/template/{file}",
                    download="",
                    className="solid",
                ),
                html.Span(
                    [
                        "Check a file before building: ",
                        html.Code("market-shaper check FILE"),
                    ]
                ),
            ],
            className="actions",
        ),
    ]


def _named(names: list[str]) -> list[Component | str]:
    """Name several sources, each linked to where it is had."""
    told: list[Component | str] = []
    for name in names:
        told += [", "] if told else []
        told.append(knowledge.file_link(sources()[name]))
    return told


def _columns(ours: Table) -> Component:
    either = {name for group in ours.either for name in group}
    ordered = sorted(
        ours.columns, key=lambda each: not (each.is_required or each.name in either)
    )
    frame = pd.DataFrame(
        {
            "name": [html.Code(each.name) for each in ordered],
            "meaning": [
                each.meaning[:1].upper()
                + each.meaning[1:]
                + ("" if each.is_required or each.name in either else " (optional)")
                for each in ordered
            ],
            "example": [
                html.Code(each.example) if each.example else "(empty)"
                for each in ordered
            ],
        }
    )
    return table(
        frame,
        {"name": "Column", "meaning": "What goes in it", "example": "Example"},
        caption=f"Columns of {ours.name}",
        first=6,
    )


def _fetch(lacking: list[Source], council: str) -> list[Component]:
    """Tell where published files are had."""
    return [
        html.H2("What to do"),
        html.Ol(
            [
                *[
                    html.Li(
                        [
                            "Download ",
                            knowledge.file_link(each),
                            f" ({each.publisher}).",
                        ]
                    )
                    for each in lacking
                ],
                html.Li("Save it in the inbox under any name, and build again."),
            ],
            className="do",
        ),
        html.P(f"These files are published for every council, {council} among them."),
    ]


def _promise(reply: Reply) -> list[Component]:
    """Say what the page will answer, and which other files would add to it."""
    told: list[Component] = []
    if reply.topic.will_answer:
        told += [
            html.H2("What it will answer"),
            html.Ul(
                [html.Li(rich(each)) for each in reply.topic.will_answer],
                className="plain",
            ),
        ]
    helps = {
        name: adds for name, adds in reply.topic.helps.items() if name in sources()
    }
    if helps:
        supplied = reply.evidence.about.supplied
        frame = pd.DataFrame(
            {
                "file": [knowledge.file_link(sources()[name]) for name in helps],
                "adds": [
                    [adds, html.Strong(" Supplied")] if name in supplied else adds
                    for name, adds in helps.items()
                ],
            }
        )
        told += [
            html.H2("What else would help"),
            table(frame, {"file": "File", "adds": "Adds"}, caption="Other files"),
        ]
    return told
