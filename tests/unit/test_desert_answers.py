"""Care deserts in words: what is said, what is not, and what a blank is called."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from analytics.answers import desert_area, desert_list, desert_map, deserts
from analytics.evidence import About, Evidence
from analytics.selection import Selection

ABOUT = About(
    council_code="X99000001",
    council_name="Demoshire",
    build_id="b",
    built_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
    as_of=dt.date(2026, 9, 30),
    is_synthetic=True,
    supplied={"supply": dt.date(2026, 9, 30)},
    seed=1,
)
CHOICES = {
    "kind": "all",
    "need": "estimate",
    "travel": "25",
    "line": "1.0",
    "place": "",
}


def square(code, x):
    return {
        "layer": "area",
        "area_code": code,
        "name": code,
        "x_km": [x, x + 1, x + 1, x, x],
        "y_km": [0, 0, 1, 1, 0],
    }


def verdict(code, verdict, *, chance, klass, status="ok", short=0.0, place=None):
    known = status in ("ok", "low_reliability")
    return {
        "area_code": code,
        "verdict": verdict,
        "chance": chance,
        "class": klass,
        "class_status": status,
        "hours_in_reach": 0.4 if known else None,
        "hours_in_reach_lower": 0.3 if known else None,
        "hours_in_reach_upper": 0.6 if known else None,
        "need_hours": 100.0,
        "hours_short": short,
        "reason": "full",
        "place_name": place,
        "travel_minutes": 25,
        "line": 1.0,
    }


@pytest.fixture
def evidence():
    codes = ["A", "B", "C", "D", "E", "F"]
    verdicts = pd.DataFrame(
        [
            verdict("A", "desert", chance=0.97, klass=0, short=60, place="Sandby"),
            verdict("B", "desert", chance=1.0, klass=0, short=70, place="Sandby"),
            verdict("C", "likely_below", chance=0.6, klass=1),
            verdict("D", "not_below", chance=0.01, klass=4),
            {
                **verdict(
                    "E", "not_judged", chance=None, klass=None, status="not_supplied"
                ),
                "not_judged_because": "supply beyond the boundary unknown",
            },
            # Below the line, but with too little need to judge: never in a count.
            verdict("F", "not_judged", chance=0.9, klass=0, status="low_reliability"),
        ]
    )
    areas = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": [f"Demoshire 00{i}A" for i in range(6)],
            "ward_name": "Sand",
            "district_name": "East Demo",
            "x_m": [float(i) * 1000 for i in range(6)],
            "y_m": 0.0,
            "people_65_plus": 450.0,
        }
    )
    lists = pd.DataFrame(
        {
            "line": [0.9, 1.0, 1.1],
            "areas_listed": [1, 2, 4],
            "hours_short_lower": 90.0,
            "hours_short_upper": 180.0,
            "expected_false": 0.2,
            "p90_false": 1.0,
        }
    )
    return Evidence(
        ABOUT,
        Selection("X99000001").with_choices(CHOICES),
        {
            "verdicts": verdicts,
            "areas": areas,
            "lists": lists[lists["line"] == 1.0],
            "lines": lists,
            "area_outlines": pd.DataFrame([square(c, i) for i, c in enumerate(codes)]),
        },
    )


def choosing(evidence, **choices):
    chosen = evidence.selection.with_choices({**CHOICES, **choices})
    return replace(evidence, selection=chosen)


def test_the_answer_counts_listed_areas_among_those_judged(evidence):
    said = deserts.answer(evidence)

    # Four are judged: neither the one beyond coverage nor the one with little need.
    assert said.text.startswith("**In 2 of 4 areas**, in 1 place,")
    assert "**130 hours a week** short (likely range 90 to 180)" in said.text
    assert "**900 people aged 65 and over**" in said.text
    assert "we expect fewer than 1 of the 2 to be listed by mistake" in said.sure
    assert "nine times in ten no more than 1." in said.sure
    assert "Another 1 is more likely than not below the line" in said.sure
    assert (
        "1 area, in East Demo, is not judged: supply beyond the boundary" in said.sure
    )
    assert "Not among them: 1 area, 1 with too little need to judge." in said.sure


def test_one_kind_alone_is_said_to_be_no_verdict_on_a_place(evidence):
    said = deserts.answer(choosing(evidence, kind="isf_broker"))

    assert "Only the hours of one kind are counted here (ISF broker)" in said.sure
    assert "Only the hours" not in deserts.answer(evidence).sure


def test_what_is_hidden_is_counted_as_hidden_and_not_as_judged(evidence):
    kept = evidence["verdicts"].copy()
    kept.loc[kept["area_code"] == "A", ["class", "class_status", "verdict"]] = [
        None,
        "suppressed",
        "suppressed",
    ]
    said = deserts.answer(
        replace(evidence, tables={**evidence.tables, "verdicts": kept})
    )

    assert said.text.startswith("**In 1 of 3 areas**")
    assert "1 area is hidden, because so few providers reach there" in said.sure


def test_nothing_listed_is_said_as_none_and_not_as_all_well(evidence):
    kept = evidence["verdicts"].assign(verdict="not_below")
    said = deserts.answer(
        replace(evidence, tables={**evidence.tables, "verdicts": kept})
    )

    assert said.text.startswith("**In none of 4 areas** are we sure enough")


def test_with_no_area_judged_we_cannot_tell(evidence):
    lost = evidence["verdicts"].assign(
        verdict="not_judged", class_status="not_supplied"
    )
    said = deserts.answer(
        replace(evidence, tables={**evidence.tables, "verdicts": lost})
    )

    assert said.text.startswith("**We cannot tell yet.**")


def test_without_supply_there_is_no_verdict(evidence):
    said = deserts.answer(replace(evidence, tables={}))

    assert said.text.startswith("**We cannot tell yet.** This page needs **supply**")
    assert said.facts == {}


def test_public_rows_have_neither_hours_nor_chance_and_the_sentence_none(evidence):
    shown = evidence["verdicts"][
        [
            "area_code",
            "verdict",
            "class",
            "class_status",
            "reason",
            "place_name",
            "line",
        ]
    ]
    public = replace(
        evidence,
        tables={
            key: frame
            for key, frame in {**evidence.tables, "verdicts": shown}.items()
            if key not in ("lists", "lines")
        },
    )

    said = deserts.answer(public)
    places = desert_list.listed_places(public)

    assert "hours a week" not in said.text
    assert "In 2 of 4 areas" in said.text
    assert "about 1 in 10 of the whole council's list, at most" in said.sure
    assert places[0].hours_short is None
    assert places[0].chance == ""


def test_places_come_with_most_hours_short_first_and_their_areas_inside(evidence):
    place = desert_list.listed_places(evidence)[0]

    assert (place.name, place.hours_short) == ("Sandby", 130.0)
    assert list(place.areas["area_code"]) == ["B", "A"]
    assert place.chance == "97% to over 99%"
    assert (place.reason, place.reason_share) == ("Full", "")


def test_touching_areas_are_dissolved_into_one_outline(evidence):
    places = desert_map.listed_outlines(evidence)

    assert list(places["place_name"]) == ["Sandby"]
    assert None not in places["x_km"][0], "one ring, without the edge they share"
    assert (min(places["x_km"][0]), max(places["x_km"][0])) == (0, 2)


def test_an_area_is_spoken_with_its_chance_range_and_reason(evidence):
    said = desert_map.verdict_rows(evidence).set_index("area_code")["spoken"]

    assert said["A"] == (
        "Sand, Demoshire 000A: care desert, chance 97%; 0.40 hours in reach for each "
        "needed; likely range 0.30 to 0.60; reason full"
    )
    assert said["E"] == "Sand, Demoshire 004A: not supplied"
    assert said["F"].endswith("too little to judge")


def test_the_panel_says_a_blank_as_a_blank(evidence):
    panel = desert_area.area_panel(choosing(evidence, place="E"))

    assert panel.text.startswith("**Not judged: supply beyond the boundary unknown.**")
    assert panel.facts == ()


def test_the_panel_gives_verdict_chance_range_and_reason(evidence):
    panel = desert_area.area_panel(choosing(evidence, place="A"))

    assert panel.text.startswith("**Almost certainly a care desert: chance 97%.**")
    assert "0.40 hours of care for each hour they need" in panel.text
    assert "The reason is **full**" in panel.text


def test_a_zone_narrows_the_answer_to_its_areas(evidence):
    zones = pd.DataFrame(
        {
            "area_code": ["A", "D", "B"],
            "group_set": ["teams", "teams", "other"],  # B is in another set's zone
            "group_name": ["North", "North", "North"],
        }
    )
    chosen = choosing(evidence, place="zone:teams:North")
    chosen = replace(chosen, tables={**chosen.tables, "area_zones": zones})

    said = deserts.answer(chosen)
    assert said.text.startswith("**In 1 of 2 areas** of North,")
    assert "no range is worked out for less than the whole" in said.sure
    assert "would be listed in the whole council" in (
        deserts.notes(chosen).what_would_change_this
    )


def test_the_grid_counts_the_settings_round_this_one(evidence):
    settings = pd.DataFrame(
        [
            {
                "line": line / 10,
                "travel_minutes": travel,
                "verdict": "desert" if line >= 9 else "not_below",
            }
            for line in range(5, 16)
            for travel in (15, 20, 25, 30, 35)
        ]
    )
    chosen = choosing(evidence, place="A")
    chosen = replace(chosen, tables={**chosen.tables, "stability": settings})

    grid = desert_area.stability(chosen)

    assert len(grid) == 25
    assert sorted(grid["line"].unique()) == [0.8, 0.9, 1.0, 1.1, 1.2]
    assert int(grid["is_chosen"].sum()) == 1
    assert "a desert in 20 of 25 settings" in desert_area.stability_heading(
        grid, chosen
    )


def test_a_setting_that_cannot_be_judged_is_no_no():
    settings = pd.DataFrame(
        [
            {"line": line / 10, "travel_minutes": travel, "verdict": verdict}
            for line in range(5, 16)
            for travel, verdict in ((25, "desert"), (35, "not_judged"))
        ]
    )
    selection = Selection("X").with_choices({**CHOICES, "place": "A"})
    evidence = Evidence(ABOUT, selection, {"stability": settings})
    grid = desert_area.stability(evidence)

    assert grid["is_judged"].sum() == 5
    assert desert_area.stability_heading(grid, evidence).endswith(
        "No: a desert in 5 of 5 settings, and 5 cannot be judged"
    )


def test_near_the_lowest_line_the_grid_still_has_five():
    settings = pd.DataFrame(
        [
            {"line": line / 10, "travel_minutes": 25, "verdict": "desert"}
            for line in range(5, 16)
        ]
    )
    selection = Selection("X").with_choices({**CHOICES, "line": "0.5", "place": "A"})
    grid = desert_area.stability(Evidence(ABOUT, selection, {"stability": settings}))

    assert sorted(grid["line"]) == [0.5, 0.6, 0.7, 0.8, 0.9]
