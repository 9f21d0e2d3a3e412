"""Tables: blanks keep their marks, numbers stand right, and no row is lost."""

import datetime as dt
import json

import pandas as pd
import pytest
from dash import html
from dash._utils import to_json

from dash_app import tables

FRAME = pd.DataFrame(
    {
        "place": ["Ashford", "Bexwell", "Cale", "Dunmere", "Ely & <b>"],
        "hours": [1280.0, None, None, None, 3.25],
        "hours_status": [
            "ok",
            "suppressed",
            "not_supplied",
            "not_applicable",
            "low_reliability",
        ],
        "cost_gbp": [2.5, 0.0, 196_000.0, -4.0, 1.0],
        "share": [0.431, 0.0, 1.0, 0.5, 0.25],
        "day": [dt.date(2026, 9, 30)] * 5,
    }
)
COLUMNS = {
    "place": "Place",
    "hours": "Hours",
    "cost_gbp": "Cost",
    "share": "Share",
    "day": "Day",
}


@pytest.mark.parametrize(
    ("row", "shown"),
    [(0, "1,280"), (1, "[c]"), (2, "[x]"), (3, "[z]"), (4, "3.25 [u]")],
)
def test_a_blank_is_a_mark_and_never_a_zero(row, shown):
    assert tables.cell(FRAME, row, "hours", None).shown == shown


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        ("cost_gbp", 2.5, "£2.50"),
        ("cost_gbp", 196_000, "£196,000"),
        ("share", 0.431, "43.1%"),
        ("day", dt.date(2026, 9, 30), "30 September 2026"),
        ("people", 20_700.0, "20,700"),
        ("change", -2.0, "−2"),
        ("is_open", True, "yes"),
    ],
)
def test_a_columns_name_says_how_it_is_written(column, value, written):
    assert tables.text(column, value) == written


def plain(component):
    return json.loads(to_json(component))


def found(part, kind):
    if isinstance(part, list):
        return [one for each in part for one in found(each, kind)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == kind else []
    return own + [one for each in part.values() for one in found(each, kind)]


def test_the_head_and_the_first_column_are_marked_up():
    laid = plain(tables.table(FRAME, COLUMNS, caption="Hours by place"))
    heads = [each["props"] for each in found(laid, "Th")]
    assert [each["scope"] for each in heads] == ["col"] * 5 + ["row"] * 5
    assert heads[1]["className"] == "n"
    assert found(laid, "Caption")[0]["props"]["children"] == "Hours by place"


def test_the_first_rows_show_and_the_rest_fold():
    frame = pd.concat([FRAME] * 5, ignore_index=True)
    laid = plain(tables.table(frame, COLUMNS, caption="Many", total_row=True))
    later = [
        "later" in (each["props"]["className"] or "") for each in found(laid, "Tr")[1:]
    ]
    assert later == [False] * 10 + [True] * 14 + [False]
    assert found(laid, "Button")[0]["props"]["children"] == "Show all 25 rows"


def test_a_short_table_has_nothing_to_unfold():
    laid = plain(tables.table(FRAME, COLUMNS, caption="Few"))
    assert found(laid, "Button") == []


def test_a_component_in_a_cell_is_left_as_it_is():
    frame = pd.DataFrame({"place": [html.A("Ashford", href="#")], "n": [1]})
    laid = plain(tables.table(frame, {"place": "Place", "n": "N"}, caption="Linked"))
    assert found(laid, "A")[0]["props"]["href"] == "#"


def test_markup_escapes_what_a_file_may_hold():
    body = tables.markup(FRAME, COLUMNS, caption="a <i>")
    assert "Ely &amp; &lt;b&gt;" in body
    assert "<i>" not in body
    assert "[x] not supplied" in body
