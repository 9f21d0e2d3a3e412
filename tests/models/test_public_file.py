"""The public file of the demonstration county, gone through row by row."""

import json
import re

import pandas as pd
import pytest

from analytics.catalogue import tables
from analytics.protect.plan import load_plan

KEPT_APART = ("class", "verdict", "reason")


@pytest.fixture(scope="module")
def desk(market, demo_build):
    return market.open(demo_build.council, view="internal")


@pytest.fixture(scope="module")
def public(market, demo_build):
    return market.open(demo_build.council, view="public")


def test_only_what_the_plan_lists_is_there(public):
    plan = load_plan()

    assert set(public.tables) == set(plan)
    for name, release in plan.items():
        may_be = {
            *tables()[name].keys,
            *release.columns,
            *(f"{column}_status" for column in release.columns),
        }
        assert set(public.columns(name)) <= may_be
        for column, kept in release.levels.items():
            assert set(public.levels(name, column)) <= set(kept)


def by_hand(exact, whole_sets):
    """Protect counts one after another, the slow and obvious way."""
    shown = {}
    for key, count in exact.items():
        hidden = 1 <= count <= 4
        for other, small in exact.items():
            if whole_sets and 1 <= small <= 4 and other[:2] == key[:2]:
                hidden = True
        shown[key] = None if hidden else 5 * ((count + 2) // 5)
    return shown


@pytest.mark.parametrize(
    ("name", "where", "third"),
    [
        ("people_by_route", {}, None),
        ("people_by_route_age", {"age_group": ["18_64", "65_plus"]}, "age_group"),
        (
            "people_by_route_place",
            {"place_set": "district", "age_group": "all"},
            "place_name",
        ),
    ],
)
def test_counts_of_people_are_those_worked_out_by_hand(
    desk, public, name, where, third
):
    keys = ["quarter_end", "route", *([third] if third else [])]
    exact = desk.table(name, **where).set_index(keys)["people"].to_dict()
    shown = public.table(name).set_index(keys)["people"]

    expected = by_hand(exact, whole_sets=bool(third))

    told = {key: None if pd.isna(value) else value for key, value in shown.items()}
    assert told == expected
    is_cut_small = name == "people_by_route_place"
    assert any(value is None for value in expected.values()) == is_cut_small
    assert 0 in expected.values()


def test_the_share_of_people_aged_65_and_over_is_there_to_see(public):
    rows = public.table("people_by_route_age", age_group="65_plus")
    last = rows[rows["quarter_end"] == rows["quarter_end"].max()]
    paid = rows[rows["route"] == "direct_payment"]

    assert last["people"].notna().all(), "no share without every route"
    assert paid["people"].notna().mean() > 0.8
    assert not (public.table("people_by_route_age")["age_group"] == "unknown").any()


def test_what_known_ages_leave_of_a_total_never_tells_how_few_are_unknown():
    # All three are rounded to 5. Every way to have so many of each, by remainder.
    seen = {}
    for younger in range(5, 15):
        for older in range(5, 15):
            for unknown in range(10):
                total = younger + older + unknown
                parts = [5 * ((each + 2) // 5) for each in (total, younger, older)]
                left = parts[0] - parts[1] - parts[2]
                seen.setdefault(left, set()).add(unknown)

    few = {left: known for left, known in seen.items() if known & {1, 2, 3, 4}}
    assert few == {
        -5: {0, 1},  # at its sharpest: one, or nobody
        0: {0, 1, 2, 3, 4, 5, 6},
        5: {*range(10)},
        10: {*range(4, 10)},
    }


def test_deserts_say_what_the_desk_says_or_nothing(desk, public):
    shown = public.table("area_verdicts")
    exact = desk.table(
        "area_verdicts", kind="all", need="estimate", travel_minutes=25
    ).set_index(["area_code", "line"])
    reach = desk.table("area_reach", travel_minutes=25).set_index("area_code")
    n_hidden = 0

    for row in shown.to_dict("records"):
        own = exact.loc[(row["area_code"], row["line"])]
        near = reach.loc[row["area_code"]]
        would_tell = near["providers_in_reach"] in (1, 2) or near["largest_share"] > 0.8
        if pd.notna(own["class"]) and would_tell:
            assert row["verdict"] == row["class_status"] == "suppressed"
            assert pd.isna(row["class"])
            assert pd.isna(row["reason"])
            assert pd.isna(row["place_name"])
            n_hidden += 1
        else:
            for column in KEPT_APART:
                same = row[column] == own[column]
                assert same or (pd.isna(row[column]) and pd.isna(own[column]))
            # Its name is made of what is shown, and may differ from the desk's.
            assert pd.notna(row["place_name"]) == (row["verdict"] == "desert")
    assert n_hidden
    nobody = reach.index[reach["providers_in_reach"] == 0]
    of_nobody = shown[shown["area_code"].isin(nobody)]
    assert not (of_nobody["class_status"] == "suppressed").any()


def test_money_is_of_three_providers_or_more(desk, public):
    shown = public.table("rate_makeup")
    exact = desk.table("rate_makeup")

    few = (exact["n_providers"] < 3) | ~(exact["largest_share"] <= 0.8)
    hidden = shown["hourly_rate_gbp_status"] == "suppressed"
    was_there = exact["hourly_rate_gbp"].notna()
    assert (hidden == (few & was_there)).all()


def test_what_is_said_of_the_build_names_no_file_and_counts_no_row(
    market, demo_build, desk
):
    build = market.current(demo_build.council)
    folder = demo_build.out / "build" / demo_build.council / build
    said = (folder / "about.json").read_text("utf-8")
    files = desk.table("files")

    assert set(json.loads(said)) == {
        "build",
        "built_at",
        "council",
        "council_name",
        "other_codes",
        "as_of",
        "is_synthetic",
        "seed",
        "supplied",
        "versions",
        "assumptions",
        "releases",
        "framework",
        "layout",
    }
    assert not [name for name in files["file"] if name in said]
    counts = files.loc[files["rows_read"] > 100, "rows_read"]
    # A number of its own: the build's id and an assumption may hold the same digits.
    told = set(re.findall(r"(?<![\w.-])\d+(?![\w.-])", said.replace(build, "")))
    assert not [count for count in counts if f"{count:.0f}" in told]
