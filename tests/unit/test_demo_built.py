"""What is planted in the county comes out of a build of it."""

import pandas as pd
import pytest

from data.demo import read_truth


@pytest.fixture(scope="module")
def truth():
    return read_truth()


@pytest.fixture(scope="module")
def desk(market, demo_build):
    return market.open(demo_build.council, view="internal", build=None)


@pytest.fixture(scope="module")
def verdicts(desk):
    at = {"kind": "all", "need": "estimate", "travel_minutes": 25, "line": 1.0}
    wards = desk.table("areas").set_index("area_code")["ward_name"]
    rows = desk.table("area_verdicts", **at)
    return rows.assign(ward=rows["area_code"].map(wards))


def test_as_many_areas_are_listed_as_planted(verdicts, truth):
    listed = verdicts[verdicts["verdict"] == "desert"]
    fewest, most = truth["desert_list"]["areas"]
    assert fewest <= len(listed) <= most
    fewest, most = truth["desert_list"]["places"]
    assert fewest <= listed["place_name"].nunique() <= most


def test_each_planted_desert_is_listed_for_its_reason(verdicts, truth):
    listed = verdicts[verdicts["verdict"] == "desert"]
    for place in truth["deserts"]:
        here = listed[listed["ward"].isin(place["wards"])]
        assert place["reason"] in set(here["reason"]), place
    alone = listed.set_index("area_code")["reason"]
    assert alone[truth["area_without_supply"]] == "no supply"


def test_blanks_are_told_apart(verdicts, truth):
    status = verdicts.set_index("area_code")["hours_in_reach_status"]
    for area, people in truth["odd_areas"].items():
        assert status[area] == ("low_reliability" if people else "not_applicable")
    beyond = verdicts[verdicts["ward"].isin(["Clause Bridge", "Long Sentence"])]
    assert (beyond["hours_in_reach_status"] == "not_supplied").all()
    assert (beyond["verdict"] == "not_judged").all()


def test_people_and_tiers_are_counted_as_planted(desk, truth):
    people = desk.table("people_by_route")
    counted = people.pivot_table("people", "quarter_end", "route")
    planted = pd.DataFrame(truth["people_by_route"]).T[counted.columns]
    assert [pd.Timestamp(day).date() for day in counted.index] == list(planted.index)
    assert counted.to_numpy().tolist() == planted.to_numpy().tolist()

    flow = desk.table("tier_flow", kind="all")
    standing = flow.groupby(["quarter_end", "tier_after"])["providers"].sum()
    for day, tiers in truth["tiers"].items():
        now = standing[pd.Timestamp(day)]
        assert [int(now[f"tier_{tier}"]) for tier in (1, 2, 3)] == tiers


def test_clocks_and_hours_are_as_planted(desk, truth):
    clocks = desk.table("tier_clocks").set_index("provider_id")["state"]
    told = clocks[~clocks.isin(["running", "done"])].to_dict()
    assert told == {provider: one["state"] for provider, one in truth["clocks"].items()}
    hours = desk.table("care_volume")["hours_a_year"].iloc[0]
    assert hours == pytest.approx(truth["intermediary_hours_a_year"], rel=0.002)


def test_the_build_speaks_of_the_county_and_of_its_day(desk, truth):
    assert desk.about["council_name"] == truth["council"]["name"]
    assert str(desk.about["as_of"]) == truth["as_of"].isoformat()
    assert desk.about["is_synthetic"]
