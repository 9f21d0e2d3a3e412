"""What stands round every page: header, ribbon, footer."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from analytics import words
from analytics.catalogue.entry import Topic
from dash_app import parts
from dash_app.address import Address
from dash_app.attributes import attrs
from dash_app.place import Place, go, when

LICENCE = (
    "Boundaries: ONS, Open Government Licence v3.0. Contains OS data © Crown copyright "
    "and database right 2026"
)


def page(place: Place, *main: Any) -> list[Component]:
    """Lay out a page round its main part."""
    return [
        html.A("Skip to the answer", href="#main", className="skip"),
        html.Header([_bar(place), _navigation(place), _ribbon(place)], className="top"),
        html.Main(list(main), id="main", className="wrap", tabIndex=-1),
        _footer(place),
    ]


def current(is_here: bool, kind: str = "true") -> dict[str, Any]:
    """Mark the link that leads to where the reader is."""
    return attrs(aria_current=kind if is_here else None)


def _mark() -> Component:
    return html.Span(className="mark", **attrs(aria_hidden="true"))


def _bar(place: Place) -> Component:
    dark = place.look.mode == "dark"
    return html.Div(
        [
            go([_mark(), "Market Shaper"], Address(), className="brand"),
            html.Div(
                [place.council.name, " ", _change_council(place)], className="council"
            ),
            html.Span(className="grow"),
            *([] if place.public_only else [_view_switch(place)]),
            html.Div(
                [
                    _to_data("Assumptions", place, "assumptions"),
                    go("Help", place.address.to("help")),
                    html.Button(
                        "Light mode" if dark else "Dark mode",
                        type="button",
                        className="link",
                        **attrs(data_act="mode"),
                    ),
                ],
                className="tools",
            ),
            html.Button(
                "Menu",
                type="button",
                className="menu",
                **attrs(data_act="menu", aria_expanded="false"),
            ),
        ],
        className="bar wrap",
    )


def _to_data(label: str, place: Place, part: str = "") -> Component:
    """Link to a part of the Data page."""
    href = place.address.to("data").href() + (f"#{part}" if part else "")
    return html.A(label, href=href, **attrs(data_page=""))


def _change_council(place: Place) -> Component:
    others = [
        html.Li(
            go(
                council.name,
                Address(council.code, place.address.topic).choosing(
                    view=place.address.query.get("view")
                ),
                **current(council == place.council),
            )
        )
        for council in place.councils
    ]
    how = html.P(
        [
            "Build another: ",
            html.Code("market-shaper build --inbox DIR --council CODE"),
        ],
        className="note",
    )
    return html.Details(
        [
            html.Summary("Change council", className="link"),
            html.Div([html.Ul(others), how], className="dropped"),
        ],
        className="drop",
    )


def _view_switch(place: Place) -> Component:
    labels = {"internal": "Internal", "public": "As published"}
    return html.Div(
        [
            go(
                label,
                place.address.choosing(view=None if view == "internal" else view),
                className="choice",
                **current(view == place.view),
            )
            for view, label in labels.items()
        ],
        className="view",
        role="group",
        **attrs(aria_label="Which product is shown"),
    )


def _navigation(place: Place) -> Component:
    """Link to each question, and under it to the pages that answer it in parts."""
    topics = sorted(place.topics, key=lambda each: each.order)
    groups: dict[str, list[Topic]] = {}
    for topic in topics:
        groups.setdefault(topic.menu, []).append(topic)
    here = next((each for each in topics if each.name == place.address.topic), None)
    links = [
        go(
            menu,
            place.address.to(members[0].name),
            **_standing(here, menu, members[0]),
            **attrs(data_title=menu),
        )
        for menu, members in groups.items()
    ]
    rows = [html.Div(links, className="wrap")]
    beside = groups[here.menu] if here else []
    if len(beside) > 1:
        rows.append(html.Div(_parts(place, beside), className="wrap parts"))
    return html.Nav(rows, className="main", **attrs(aria_label="Questions"))


def _standing(here: Topic | None, menu: str, first: Topic) -> dict[str, Any]:
    """Mark the question that the page belongs to; as the page only where it is it."""
    if here is None or here.menu != menu:
        return {}
    return current(True, "page" if first is here and not here.group else "true")


def _parts(place: Place, topics: list[Topic]) -> list[Component]:
    return [
        go(
            topic.part or topic.title,
            place.address.to(topic.name),
            **current(topic.name == place.address.topic, "page"),
            **attrs(data_title=topic.part or topic.title),
        )
        for topic in topics
    ]


def _ribbon(place: Place) -> Component:
    said: list[Any] = []
    if place.is_synthetic:
        said += [
            html.Strong("Synthetic demonstration data."),
            html.Span(
                " Invented places, people, providers and prices.", className="wide-only"
            ),
        ]
    standing = (
        html.Strong("Internal: not for publication")
        if place.view == "internal"
        else html.Span("As it would be published: small numbers are hidden as [c]")
    )
    return html.Div(
        html.Div([html.Span(said), standing], className="wrap"),
        className="ribbon" if place.is_synthetic else "ribbon plain",
    )


def _footer(place: Place) -> Component:
    made = words.plural(place.sources, "source")
    # One number everywhere holds within each product, so the footer names which.
    product = "the desk" if place.view == "internal" else "the public tables"
    built = f"Built {when(place.build.built_at)} from {made}; drawn from {product}"
    return html.Footer(
        html.Div(
            [
                html.Span(built),
                go(
                    "Sources" if place.view == "public" else "Files and rejected rows",
                    place.address.to("data"),
                ),
                _earlier_builds(place),
                html.Span(LICENCE),
            ],
            className="wrap",
        ),
        className="end",
    )


def _earlier_builds(place: Place) -> Component:
    return html.Details(
        [
            html.Summary("Earlier builds", className="link"),
            html.Div(build_list(place), className="dropped up"),
        ],
        className="drop",
    )


def build_list(place: Place) -> Component:
    """List every build of the council; each opens this page as it was then."""
    return html.Ul(
        [
            html.Li(
                go(
                    f"{when(build.built_at)}, as of {words.date(build.as_of)}",
                    place.address.choosing(build=build.id),
                    **current(build == place.build),
                )
            )
            for build in place.builds
        ]
    )


def bare(heading: str, sentence: str, *more: str) -> list[Component]:
    """Lay out a page that belongs to no build."""
    return [
        html.Header(
            html.Div(
                html.Span([_mark(), "Market Shaper"], className="brand"),
                className="bar wrap",
            ),
            className="top",
        ),
        html.Main(
            [
                html.H1(heading, id="question", tabIndex=-1),
                html.P(parts.rich(sentence), className="answer"),
                *[html.P(parts.rich(each)) for each in more],
            ],
            id="main",
            className="wrap",
            tabIndex=-1,
        ),
    ]
