"""The list beside the map: places with their areas inside, and what is not listed."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics import words
from analytics.answers import desert_list, desert_map
from dash_app.ask import Reply
from dash_app.parts import choose, note, section, table, table_foot
from dash_app.strips import scale, strip

TOP = 1.5  # lines; the strip's scale goes from zero to this many times the line


def places(reply: Reply) -> Component:
    """List the places, most hours short first, with their areas inside."""
    listed = desert_list.listed_places(reply.evidence)
    count = sum(len(place.areas) for place in listed)
    if not listed:
        return section(
            "No area is sure enough to list",
            note("Areas that may be below the line are in the table behind the map."),
            unsure_areas(reply),
        )
    has_hours = listed[0].hours_short is not None
    order = "most hours short first" if has_hours else "largest first"
    line = desert_map.line_of(reply.evidence)
    opened = desert_list.open_place(listed, desert_map.chosen_area(reply.evidence))
    frame = pd.DataFrame(
        [
            row
            for place in listed
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
        unsure_areas(reply),
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


def _drawn(
    areas: pd.DataFrame, line: float, interval: tuple[float, float] | None = None
) -> list[Component]:
    """Draw the hours in reach as a strip, and say them for who does not see it."""
    dots = [float(each) for each in areas["hours_in_reach"]]
    least, most = f"{min(dots):.2f}", f"{max(dots):.2f}"
    said = least if least == most else f"{least} to {most}"
    if interval is not None:
        said += f" ({interval[0]:.2f} to {interval[1]:.2f})"
    return [
        strip(dots, line=line, top=TOP * line, interval=interval),
        html.Span(said, className="strip-said visually-hidden"),
    ]


def _rows(
    reply: Reply, place: desert_list.Place, line: float, *, is_open: bool
) -> list[dict[str, Any]]:
    """Return one row for the place, then its areas where it is open."""
    code = desert_map.chosen_area(reply.evidence)
    has_hours = place.hours_short is not None
    first = place.areas.iloc[0]["area_code"]
    head = {
        "place": [
            choose(reply, html.B(place.name), place=first),
            html.Small(words.plural(len(place.areas), "area")),
        ],
        "hours": place.hours_short,
        "strip": _drawn(place.areas, line) if has_hours else None,
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
    drawn = None
    if has_hours:
        likely = (row["hours_in_reach_lower"], row["hours_in_reach_upper"])
        drawn = _drawn(row.to_frame().T, line, likely)
    return {
        "place": choose(reply, row["area_name"], place=row["area_code"]),
        "hours": row["hours_short"] if has_hours else None,
        "strip": drawn,
        "chance": words.chance(row["chance"]) if "chance" in row else "",
        "reason": str(row["reason"]).capitalize(),
        "people": row["people_65_plus"],
        "is_area": True,
        "is_chosen": row["area_code"] == code,
    }


def unsure_areas(reply: Reply) -> Component:
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


def stranded(reply: Reply) -> Component:
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
