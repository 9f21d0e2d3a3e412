"""What is said above a question: a build that failed, an old one, a bad link."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from analytics import words
from dash_app.place import Place, go, when
from data.swap import LAYOUT


def failure_banner(place: Place) -> list[Component]:
    """Say that the last build stopped, why, and which one is being shown."""
    failure = place.failure
    if failure is None or place.view == "public":
        return []
    age = (failure.at.date() - place.build.built_at.date()).days
    old = "of the same day" if age < 1 else f"{words.plural(age, 'day')} older"
    return [
        html.Div(
            [
                html.H2(
                    f"The build of {words.date(failure.at.date())} stopped. You are "
                    f"looking at the build of {words.date(place.build.built_at.date())}"
                ),
                html.P(html.Strong(failure.sentence)),
                html.P(
                    [
                        "Correct it and build again. Nothing was lost, and the figures "
                        f"below are whole, but {old}. ",
                        go("Files and rejected rows", place.address.to("data")),
                    ]
                ),
            ],
            className="err",
            role="alert",
        )
    ]


def ignored(sentences: Sequence[str]) -> list[Component]:
    """Name the parts of the address that were ignored."""
    if not sentences:
        return []
    return [
        html.P(
            [html.Strong("Part of the link was ignored. "), " ".join(sentences)],
            className="ignored",
        )
    ]


def older_layout(place: Place) -> list[Component]:
    """Say that the build was made before some of what pages draw was in it."""
    if place.build.layout >= LAYOUT:
        return []
    return [
        html.P(
            [
                html.Strong("This build was made by an earlier version"),
                "; charts that need newer columns cannot be drawn from it. Build the "
                "council again to draw them.",
            ],
            className="ignored",
        )
    ]


def older_build(place: Place) -> list[Component]:
    """Say that this is not the newest build."""
    if place.is_current:
        return []
    return [
        html.P(
            [
                html.Strong(f"This is the build of {when(place.build.built_at)}. "),
                go("Show the newest", place.address.choosing(build=None)),
            ],
            className="ignored",
        )
    ]
