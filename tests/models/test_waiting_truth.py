"""What is planted of waiting and offers comes out again, the whole way round."""

import math

import pandas as pd
import pytest

from analytics.stats.rates import wilson_interval
from data.demo import read_truth

SURE = 0.999  # 3.3 standard errors


@pytest.fixture(scope="module")
def shelf(market, demo_build):
    return market.open(demo_build.council, view="internal", build=None)


@pytest.fixture(scope="module")
def asked(demo_build):
    rows = pd.read_csv(demo_build.inbox / "synthetic_referrals.csv", dtype=str)
    # Rows that are there to be turned away.
    return rows[~rows["referral_id"].str.match(r"^R-9\d{4}$")]


def test_tier_1_is_asked_first_as_often_as_planted(shelf):
    # Our journeys are shorter than the planted ones, so who is in reach of ours is in
    # reach of theirs, and the planted share holds for them.
    rows = shelf.table("first_offers", reach="free")
    number, whole = rows["to_tier_1"].sum(), rows["people"].sum()
    lower, upper = wilson_interval([number], [whole], confidence=SURE)

    assert whole > 300
    assert lower[0] <= read_truth()["referral_offers"]["tier_1_first"] <= upper[0]


def test_everybody_who_waits_in_the_file_waits_on_the_page(shelf, asked):
    waiting = asked[asked["outcome"] == "waiting"]
    rows = shelf.table("waiting_by_place")
    for _, places in rows.groupby("place_set"):
        assert places["people"].sum() == len(waiting)
    hours = rows.loc[rows["place_set"] == "all", "hours"].item()
    assert hours == pytest.approx(waiting["weekly_hours"].astype(float).sum())


def test_the_last_month_of_the_trend_is_today(shelf, asked):
    trend = shelf.table("waiting_trend", place_set="all").sort_values("month_end")

    assert trend["people"].iloc[-1] == (asked["outcome"] == "waiting").sum()


def test_people_wait_longest_on_the_coast(shelf):
    rows = shelf.table("waiting_time", place_set="Home care zones")
    rows = rows[rows["referrals"] > 0].set_index("place_name")
    coast = rows.loc["Coast"]
    others = rows.drop(index="Coast")

    assert (others["median_upper"] < coast["median_lower"]).all()


def test_budgets_are_those_of_the_open_arrangements(shelf, demo_build):
    rows = pd.read_csv(demo_build.inbox / "synthetic_arrangements.csv", dtype=str)
    rows = rows[~rows["arrangement_id"].str.match(r"^A-9\d{4}$")].drop_duplicates()
    # As of the last day, first and last days inside; children are counted nowhere.
    day = str(read_truth()["as_of"])
    ended = rows["ended_on"].fillna("9999")
    is_open = (rows["started_on"] <= day) & (ended >= day)
    adults = rows[is_open & (rows["age_band"] != "under 18")]
    budgets = adults["weekly_budget_gbp"].astype(float).groupby(adults["route"]).sum()
    told = shelf.table("spend_by_route").set_index("route")["budget_gbp"]

    assert math.isclose(told.sum(), budgets.sum(), rel_tol=1e-9)
    for route, budget in budgets.items():
        assert told[route] == pytest.approx(budget)
