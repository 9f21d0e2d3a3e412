"""Care deserts: the map and its list, one area, and how stable its verdict is."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from analytics.answers import (
    desert_area,
    registered_offices,
)
from dash_app import listing
from dash_app.ask import Reply
from dash_app.parts import (
    facts,
    figure_block,
    panel,
    rich,
    two_columns,
)


def evidence(reply: Reply) -> Component:
    """Lay out the map beside its list, then the chosen area."""
    if not reply.evidence.has("verdicts"):
        return html.Div([_offices(reply)])
    # On a phone the chosen area comes before the list: assets/parts.css orders them.
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        figure_block(
                            reply,
                            "desert_map",
                            span="half",
                            chooses="place",
                            above=html.P(
                                "Arrow keys move between areas, Enter opens one.",
                                className="note keys-only",
                            ),
                        ),
                        className="in-map",
                    ),
                    html.Div(listing.places(reply), className="in-list"),
                    html.Div(_area(reply), className="in-area"),
                    html.Div(_stability(reply), className="in-grid"),
                ],
                className="two two-half map-page",
            ),
            listing.stranded(reply),
            _offices_below(reply),
        ]
    )


def _offices(reply: Reply) -> Component:
    """Show the lesser map: what offices alone can say, which is no verdict."""
    if "registered_office_map" not in reply.charts:
        return html.Div()
    return two_columns(
        figure_block(reply, "registered_office_map", span="half", chooses="place"),
        html.Div(
            [
                html.H2("Why this is no verdict"),
                html.P(
                    "A registered office is an address on a certificate. Its workers "
                    "may set out from anywhere, and the file does not say how many "
                    "hours they work. So every office is given the same hours, and no "
                    "line is drawn."
                ),
                html.P(rich(reply.charts["registered_office_map"].finding)),
                html.P(rich(registered_offices.chosen_words(reply.evidence))),
                html.P(
                    rich(
                        "With the **supply** table this page gives verdicts: where "
                        "care cannot be had, how sure we are, and why."
                    )
                ),
            ]
        ),
    )


def _offices_below(reply: Reply) -> Component:
    if "registered_office_map" not in reply.charts:
        return html.Div()
    return html.Details(
        [
            html.Summary("What registered offices alone would show"),
            figure_block(
                reply,
                "registered_office_map",
                span="half",
                chooses="place",
                level=3,
                folded=True,
            ),
        ],
        className="more",
    )


def _area(reply: Reply) -> Component:
    """Say what is known of the chosen area; ask for one where none is chosen."""
    said = desert_area.area_panel(reply.evidence)
    if said is None:
        return panel(
            "One area",
            html.P(
                "Choose an area on the map or in the list to see its numbers, its "
                "reason, and whether another line would change the verdict."
            ),
            panel_id="area",
        )
    return panel(
        said.heading, html.P(rich(said.text)), facts(said.facts), panel_id="area"
    )


def _stability(reply: Reply) -> Component:
    """Show whether another line or journey would change the chosen area's verdict."""
    drawn = reply.charts.get("stability_grid")
    if drawn is None or drawn.frame.empty:
        return html.Div()
    return figure_block(reply, "stability_grid", span="half", level=3)
