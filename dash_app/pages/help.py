"""Help: how to read a page, its marks and its words, and how to move about."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics.assumptions import assumption
from dash_app.parts import rich, section, table, two_columns

MARKS = {
    "0": "A true zero: it was counted, and there is none",
    "[c]": "Hidden to protect people or a provider",
    "[x]": "Not supplied",
    "[z]": "Not applicable, such as an area where nobody needs care",
    "[u]": "Too little behind it to judge; the number is shown all the same",
}
CHANCES = {
    "almost certainly": "over 95%",
    "very likely": "80% to 95%",
    "likely": "60% to 80%",
    "about as likely as not": "40% to 60%",
    "unlikely": "20% to 40%",
    "very unlikely": "5% to 20%",
    "almost certainly not": "under 5%",
}
KEYS = {
    "Tab, Shift and Tab": "to the next thing that can be used, and back",
    "Arrows, on a map": "to the neighbouring area in that direction, which is spoken",
    "Enter, on a map": "chooses the area and opens what is known of it",
    "Escape": "closes what was opened, or leaves the map",
    "Arrows, on a slider": "one step; the box beside it takes any number",
}
PARTS = (
    "**The question** is the heading. **The answer** stands under it, and says how "
    "sure we are.",
    "**A likely range** is 8 in 10: one time in ten the truth is lower, one time in "
    "ten higher. A 95% interval is called so.",
    "**Every chart has its table** behind it, and can be kept as a picture or as rows.",
    "**Four columns** end each page: where it comes from, how old it is, what to read "
    "with care, and what would change it.",
    "**Everything chosen is in the address.** Copy link and send it: it opens the same "
    "view. Back undoes a choice.",
)
LEAST = int(assumption("protect.least_people").value)
NEAREST = int(assumption("protect.round_people_to").value)
THREE = int(assumption("protect.least_contributors").value)
VIEWS = (
    "**Internal** is exact. Small numbers are in it, so it is served on this machine "
    "only, and everything drawn from it says that it is not for publication.",
    f"**As published** shows what may leave: counts of 1 to {LEAST - 1} people are "
    f"hidden, the others are rounded to the nearest {NEAREST}, and hours and money "
    f"need {THREE} providers behind them.",
    "Whoever knows the area well may still recognise someone. Read what you publish "
    "first.",
)


def contents() -> list[Component]:
    """Lay out the page."""
    return [
        html.Div(
            [
                html.H1("How do I read a page?", id="question", tabIndex=-1),
                html.P(
                    rich(
                        "**A page is an answer.** Read the first two sentences, and go "
                        "on as far as you need: to the charts, to the rows, to what "
                        "could make it wrong."
                    ),
                    className="answer",
                ),
            ],
            className="head",
        ),
        html.Hr(),
        two_columns(
            [
                section("What stands where", _listed(PARTS)),
                section("Internal, and as published", _listed(VIEWS)),
            ],
            [
                section("Marks in place of a number", _pairs("Mark", "Means", MARKS)),
                section("Words for chances", _pairs("We say", "For", CHANCES)),
                section("Keys", _pairs("Key", "Goes", KEYS)),
            ],
        ),
    ]


def _listed(sentences: tuple[str, ...]) -> Component:
    return html.Ul([html.Li(rich(each)) for each in sentences], className="plain")


def _pairs(first: str, second: str, told: dict[str, str]) -> Component:
    frame = pd.DataFrame({"first": list(told), "second": list(told.values())})
    return table(frame, {"first": first, "second": second}, caption=first)
