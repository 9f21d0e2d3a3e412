"""Registered offices: more and less, and never a verdict."""

import datetime as dt

import pandas as pd

from analytics.answers import registered_offices
from analytics.evidence import About, Evidence
from analytics.selection import Selection

ABOUT = About(
    "E10000008",
    "Devon",
    "b",
    dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
    dt.date(2026, 5, 29),
    False,
    {"cqc_ratings": dt.date(2026, 5, 29)},
    1,
)


def evidence(values, place=""):
    codes = [f"E0100000{n}" for n in range(len(values))]
    known = pd.Series(values, dtype=float)
    offices = pd.DataFrame(
        {
            "area_code": codes,
            "travel_minutes": 25,
            "offices_in_reach": known.map(lambda v: 0.0 if v == 0 else 3.0),
            "hours_per_hour_needed": known,
            "hours_per_hour_needed_status": [
                "not_supplied" if pd.isna(v) else "zero" if v == 0 else "ok"
                for v in known
            ],
        }
    )
    areas = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": [f"Demo 00{n}A" for n in range(len(values))],
            "ward_name": "Sand",
            "district_name": "East",
            "x_m": 1000.0,
            "y_m": 1000.0,
        }
    )
    selection = Selection("E10000008").with_choices({"travel": "25", "place": place})
    return Evidence(ABOUT, selection, {"offices": offices, "areas": areas})


def test_an_area_of_no_known_reach_is_a_blank_and_none_in_reach_is_the_lowest_class():
    rows = registered_offices.office_rows(evidence([None, 0.0, 0.2, 0.4, 0.6, 0.8]))

    assert pd.isna(rows["class"].iloc[0])
    assert rows["class_status"].iloc[0] == "not_supplied"
    assert rows["class"].iloc[1] == 0


def test_fifths_hold_as_many_areas_each_and_never_fall_together():
    rows = registered_offices.office_rows(evidence([0.1 * n for n in range(10)]))
    assert rows["class"].value_counts().tolist() == [2] * 5

    flat = registered_offices.fifths(pd.Series([0.3, 0.3, 0.3, 0.3]))
    assert list(flat) == sorted(set(flat))


def test_no_known_area_at_all_still_has_a_key():
    rows = registered_offices.office_rows(evidence([None, None]))

    assert rows["class"].isna().all()
    said = registered_offices.office_finding(rows, evidence([None, None]))
    assert said.startswith("At least one registered office is within reach of 0 of 0")
    assert "2 areas can be reached from councils that the file does not cover" in said


def test_a_chosen_area_is_said_without_a_verdict():
    said = registered_offices.chosen_words(evidence([0.5, 0.0], place="E01000000"))

    assert "3 registered offices within reach" in said
    assert "desert" not in said
