"""Charts on a page: heading, drawing, the table behind it, and files to keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from dash import dcc, html
from dash.development.base_component import Component

from analytics import words
from analytics.ask import UndrawnChartError
from analytics.figures.theme import Look
from dash_app.attributes import attrs
from dash_app.wording import rich

if TYPE_CHECKING:
    from dash_app.ask import Reply

Span = Literal["full", "half", "wide", "narrow"]
GAP = 40  # pixels between two columns, as --gap in assets/tokens.css
STACKED_BELOW = 900  # pixels of content, as the breakpoint in assets/parts.css
SHARES = {"full": 1.0, "half": 0.5, "wide": 0.66, "narrow": 0.34}
GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "responsive": False,
    "scrollZoom": False,
    "doubleClick": False,
    # It would upload the figure to a cloud.
    "modeBarButtonsToRemove": ["sendChartToCloud"],
    "showTips": False,
}


def width_of(look: Look, span: Span) -> int:
    """Return the pixels that a chart of this span has on a page of this width."""
    if span == "full" or look.width < STACKED_BELOW:
        return look.width
    return int((look.width - GAP) * SHARES[span])


def figure_block(
    reply: Reply,
    name: str,
    *,
    span: Span = "full",
    above: Any = None,
    below: Any = None,
    chooses: str | None = None,
    level: Literal[2, 3] = 2,
    folded: bool = False,
) -> Component:
    """Show one chart: heading, sub-line, drawing, table twin and downloads.

    Parameters
    ----------
    name : the chart's name in the catalogue
    span : how much of the page's width it has
    above, below : what stands between sub-line and chart (a legend), and after it
    chooses : the choice that a click makes: its point's `customdata` (or the first
        of it) becomes that choice in the address. The chart is then one tab stop:
        arrows go from point to point in that direction, Enter chooses, Escape leaves;
        each point is spoken as its `hovertext`. Points that can be chosen are those
        that have both.
    level : of the heading
    folded : it stands in a fold, so its drawing is fetched when that is opened
    """
    if name not in reply.charts:
        return absent(reply, name)
    drawn = reply.charts[name]
    heading = html.H2 if level == 2 else html.H3
    return html.Figure(
        [
            heading(rich(drawn.heading), id=f"heading-{name}"),
            html.P(rich(drawn.sub), className="sub"),
            *([above] if above is not None else []),
            *([html.P("Working", className="fetching")] if folded else []),
            (_awaited if folded else _drawing)(reply, name, span, chooses),
            figure_foot(reply, name),
            *([below] if below is not None else []),
        ],
        className="figure",
        **attrs(aria_labelledby=f"heading-{name}"),
    )


def _drawing(reply: Reply, name: str, span: Span, chooses: str | None) -> Component:
    return drawing(reply, name, width=width_of(reply.look, span), chooses=chooses)


def drawing(
    reply: Reply, name: str, *, width: int, chooses: str | None = None
) -> Component:
    """Draw a chart alone, or leave a box of its height that says so."""
    try:
        figure = reply.figure(name, width=width)
    except UndrawnChartError:
        return undrawn(reply, name)
    height = int(figure["layout"]["height"])
    graph = dcc.Graph(
        id={"type": "graph", "name": name, "chooses": chooses or ""},
        figure=figure,
        config=GRAPH_CONFIG,
        responsive=False,
        style={"height": f"{height}px", "width": "100%"},
    )
    return _framed(reply, name, chooses, graph, style={"height": f"{height}px"})


def _awaited(reply: Reply, name: str, span: Span, chooses: str | None) -> Component:
    """Hold the place of a drawing that assets/figures.js fetches.

    The graph is sent without a figure; one that it has been given stays when the page
    is sent again, until another is there.
    """
    look = reply.looking(width=width_of(reply.look, span))
    route = _route(reply, name, "json")
    how = f"_width={look.width}&_mode={look.mode}"
    graph_id = {"type": "graph", "name": name, "chooses": chooses or ""}
    return _framed(
        reply,
        name,
        chooses,
        dcc.Graph(id=graph_id, config=GRAPH_CONFIG, responsive=False),
        **attrs(
            data_fetch=f"{route}{'&' if '?' in route else '?'}{how}",
            data_graph=json.dumps(graph_id),
        ),
    )


def _framed(
    reply: Reply, name: str, chooses: str | None, graph: Component, **more: Any
) -> Component:
    """Say what a drawing shows to those who do not see it.

    A picture to a screen reader, whose alternative is the finding; the map that can be
    walked is a widget, and its points are spoken one by one.
    """
    drawn = reply.charts[name]
    spoken: dict[str, Any] = (
        {
            "role": "application",
            "aria-roledescription": "map",
            "tabIndex": 0,
            "data-chooses": chooses,
            "data-chosen": reply.selection.get(chooses, ""),
            "aria-label": f"{drawn.finding} Arrow keys move between areas, Enter "
            "opens one, Escape leaves.",
        }
        if chooses
        else {"role": "img", "aria-label": drawn.finding}
    )
    return html.Div(
        graph, className="drawing", **attrs(data_name=name), **spoken, **more
    )


def undrawn(reply: Reply, name: str) -> Component:
    """Hold a failed chart's place; the table under it still works."""
    return html.Div(
        html.Div(
            [
                html.H3("The chart could not be drawn"),
                html.P(
                    "The table below it holds everything that the chart would show."
                ),
                html.P(
                    [
                        html.A(
                            "Try again", href=reply.address.href(), className="solid"
                        ),
                        html.A(
                            "Download the table (CSV)", href=_route(reply, name, "csv")
                        ),
                    ],
                    className="actions",
                ),
            ]
        ),
        className="undrawn",
    )


def _route(reply: Reply, name: str, kind: str) -> str:
    folder = {"csv": "/download", "json": "/figure", "html": "/rows"}[kind]
    path, _, query = reply.address.href(folder).partition("?")
    return f"{path}/{name}.{kind}" + (f"?{query}" if query else "")


def marks(reply: Reply, *, is_published_fact: bool = False) -> list[Component]:
    """Say what a chart may not be taken for: synthetic, internal."""
    about = reply.evidence.about
    said = []
    if about.is_synthetic:
        said.append("Synthetic demonstration data")
    elif is_published_fact:
        return [html.Span("Published figures")]
    if reply.selection.view == "internal" and not is_published_fact:
        said.append("Internal: not for publication")
    return [html.Span(" · ".join(said), className="syn")] if said else []


def figure_foot(reply: Reply, name: str, *, is_marked: bool = True) -> Component:
    """End a figure: what it is not, the table behind it, and its downloads.

    `is_marked` is off where the page says of several figures at once what they are not.
    """
    drawn = reply.charts[name]
    rows = words.plural(len(drawn.frame), "row")
    links = [
        html.A(
            kind,
            href=_route(reply, name, "json"),
            **attrs(data_draw=kind.lower(), aria_label=f"{kind} of {drawn.heading}"),
        )
        for kind in ("PNG", "SVG")
    ]
    csv = html.A(
        "CSV",
        href=_route(reply, name, "csv"),
        download="",
        **attrs(aria_label=f"CSV of {drawn.heading}"),
    )
    return html.Div(
        [
            *(
                marks(reply, is_published_fact=drawn.chart.is_published_fact)
                if is_marked
                else []
            ),
            html.Details(
                [
                    html.Summary(
                        html.Span(f"Table behind this chart ({rows})", className="link")
                    ),
                    html.Div(className="rows"),
                ],
                **attrs(data_rows=_route(reply, name, "html")),
            ),
            html.Span(
                ["Download ", links[0], " ", links[1], " ", csv], className="get"
            ),
        ],
        className="figfoot",
    )


def absent(reply: Reply, name: str) -> Component:
    """Stand for a chart that cannot be shown: which, and why."""
    why = reply.absent.get(name, "It is not shown on this page.")
    return html.Div(
        [
            html.H3(name.replace("_", " ").capitalize()),
            html.P(rich(why)),
        ],
        className="absent",
    )


def table_foot(reply: Reply, name: str) -> Component:
    """End a table of evidence: what it is not, and its rows as a file."""
    path, _, query = reply.address.href("/download").partition("?")
    href = f"{path}/{name}.csv" + (f"?{query}" if query else "")
    said = name.replace("_", " ")
    csv = html.A("CSV", href=href, download="", **attrs(aria_label=f"CSV of {said}"))
    return html.Div(
        [*marks(reply), html.Span(["Download ", csv], className="get")],
        className="figfoot",
    )
