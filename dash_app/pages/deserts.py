"""Care deserts: the map and its list, one area, and how stable its verdict is."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics import words
from analytics.answers import (
    desert_area,
    desert_list,
    desert_map,
    registered_offices,
)
from dash_app.ask import Reply
from dash_app.parts import (
    choose,
    facts,
    figure_block,
    note,
    panel,
    rich,
    section,
    table,
    table_foot,
    two_columns,
)
from dash_app.strips import scale, strip

TOP = 1.5  # lines; the strip's scale goes from zero to this many times the line


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
                    html.Div(_list(reply), className="in-list"),
                    html.Div(_area(reply), className="in-area"),
                    html.Div(_stability(reply), className="in-grid"),
                ],
                className="two two-half map-page",
            ),
            _stranded(reply),
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
                reply, "registered_office_map", span="half", chooses="place", level=3
            ),
        ],
        className="more",
    )


def _list(reply: Reply) -> Component:
    """List the places, most hours short first, with their areas inside."""
    places = desert_list.listed_places(reply.evidence)
    count = sum(len(place.areas) for place in places)
    if not places:
        return section(
            "No area is sure enough to list",
            note("Areas that may be below the line are in the table behind the map."),
            _unsure(reply),
        )
    has_hours = places[0].hours_short is not None
    order = "most hours short first" if has_hours else "largest first"
    line = desert_map.line_of(reply.evidence)
    opened = desert_list.open_place(places, desert_map.chosen_area(reply.evidence))
    frame = pd.DataFrame(
        [
            row
            for place in places
            for row in _rows(reply, place, line, is_open=place.name == opened)
        ]
    )
    columns: dict[str, Any] = {"place": "Place", "hours": "Hours short"}
    if has_hours:
        columns["strip"] = [
            "In reach, per hour needed",
            scale(line, round(TOP * line, 2)),
        ]
        columns["chance"] = "Chance below line"
    columns |= {"reason": "Main reason", "people": "People"}
    if not has_hours:
        columns.pop("hours")
    return section(
        f"The {words.plural(count, 'area')}, by place, {order}",
        table(
            frame,
            columns,
            caption="Listed areas by place",
            first=0,
            chosen=lambda row: row["is_chosen"],
            sub_rows=lambda row: row["is_area"],
            formats={"hours": words.count, "people": words.count},
            units={"hours": "a week", "people": "65 and over"},
            class_name="listing",
        ),
        table_foot(reply, "verdicts"),
        _unsure(reply),
        sub=[
            "Everything on the map is in this list or in the table behind it",
            *(_marks_said() if has_hours else ()),
        ],
    )


def _marks_said() -> list[Component]:
    """Say what the marks are where they are drawn, and the words where they are not."""
    return [
        html.Span(". Dot: one area. Bar: likely range, 8 in 10", className="wide-only"),
        html.Span(
            ". A place: its least and its most. In brackets: likely range, 8 in 10",
            className="phone-only",
        ),
    ]


def _reach(hours: pd.Series, interval: tuple[float, float] | None = None) -> Component:
    """Say what a strip shows, for those who do not see it drawn."""
    least, most = f"{hours.min():.2f}", f"{hours.max():.2f}"
    said = least if least == most else f"{least} to {most}"
    if interval is not None:
        low, high = interval
        said += f" ({low:.2f} to {high:.2f})"
    return html.Span(said, className="strip-said visually-hidden")


def _rows(
    reply: Reply, place: desert_list.Place, line: float, *, is_open: bool
) -> list[dict[str, Any]]:
    """Return one row for the place, then its areas where it is open."""
    top = TOP * line
    code = desert_map.chosen_area(reply.evidence)
    has_hours = place.hours_short is not None
    first = place.areas.iloc[0]["area_code"]
    head = {
        "place": [
            choose(reply, html.B(place.name), place=first),
            html.Small(words.plural(len(place.areas), "area")),
        ],
        "hours": place.hours_short,
        "strip": [
            strip(list(place.areas["hours_in_reach"]), line=line, top=top),
            _reach(place.areas["hours_in_reach"]),
        ]
        if has_hours
        else None,
        "chance": place.chance,
        "reason": [place.reason, " ", html.Small(place.reason_share)],
        "people": place.people_65_plus,
        "is_area": False,
        "is_chosen": False,
    }
    if len(place.areas) == 1:
        return [{**head, "is_chosen": first == code}]
    if not is_open:
        return [head]
    return [
        head,
        *[_area_row(reply, row, line, code) for _, row in place.areas.iterrows()],
    ]


def _area_row(
    reply: Reply, row: pd.Series, line: float, code: str | None
) -> dict[str, Any]:
    has_hours = "hours_short" in row
    value = row["hours_in_reach"] if has_hours else None
    likely = (
        (row["hours_in_reach_lower"], row["hours_in_reach_upper"])
        if has_hours
        else None
    )
    return {
        "place": choose(reply, row["area_name"], place=row["area_code"]),
        "hours": row["hours_short"] if has_hours else None,
        "strip": [
            strip([value], line=line, top=TOP * line, interval=likely),
            _reach(pd.Series([value]), likely),
        ]
        if has_hours
        else None,
        "chance": words.chance(row["chance"]) if "chance" in row else "",
        "reason": str(row["reason"]).capitalize(),
        "people": row["people_65_plus"],
        "is_area": True,
        "is_chosen": row["area_code"] == code,
    }


def _unsure(reply: Reply) -> Component:
    """Fold away the areas that are more likely than not below, and not listed."""
    unsure = desert_list.unsure_areas(reply.evidence)
    if unsure.empty:
        return html.Div()
    frame = unsure.assign(
        place=[
            choose(reply, name, place=code)
            for name, code in zip(unsure["area_name"], unsure["area_code"], strict=True)
        ]
    )
    columns = {"place": "Area", "ward_name": "Ward"}
    if "chance" in frame:
        columns |= {"chance": "Chance below line", "hours_in_reach": "In reach"}
    columns["reason"] = "Reason"
    return html.Details(
        [
            html.Summary(
                html.Span(
                    f"Next {words.count(len(frame))}, not sure enough to list",
                    className="link",
                )
            ),
            table(
                frame,
                columns,
                caption="Areas more likely than not below the line",
                formats={"chance": words.chance},
            ),
        ],
        className="more",
    )


def _stranded(reply: Reply) -> Component:
    """Fold away the suppliers that no need of ours is in reach of."""
    rows = desert_list.stranded(reply.evidence)
    if rows.empty:
        return html.Div()
    return html.Details(
        [
            html.Summary(
                html.Span(
                    f"{words.plural(len(rows), 'provider')} whose care reaches nobody",
                    className="link",
                )
            ),
            table(
                rows,
                {
                    "provider": "Provider",
                    "kind": "Kind",
                    "why": "Why",
                    "contact_hours": "Contact hours a week",
                },
                caption="Providers with no need within reach",
                formats={"contact_hours": words.count},
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
