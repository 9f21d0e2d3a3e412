"""Fading support, and scores of providers, from files with decoys among them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

import data.demo
from analytics.catalogue import tables
from analytics.measures.fading import fading_support
from analytics.measures.provider_scores import provider_feedback, provider_reviews
from analytics.protect.statuses import complete_statuses
from data.queries.outcomes import (
    read_changes,
    read_changes_with_provider,
    read_feedback,
)
from data.vault import Vault
from tests.packing import as_csv, vault_of

REVIEWS = [
    "person_id",
    "reviewed_on",
    "weekly_hours",
    "independence_0_10",
    "satisfaction_0_10",
    "less_support_was_own_aim",
    "pilot_group",
]
ARRANGEMENTS = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "lsoa_code",
    "provider_id",
]
PROVIDERS = ["provider_id", "name", "kind"]
FEEDBACK = ["provider_id", "given_on", "source", "score_1_5", "theme"]
AS_OF = dt.date(2026, 6, 30)
HOMECARE = "homecare_agency"


def review(who, on, hours, independence="5", satisfaction="5", aim="yes", pilot=""):
    return [who, on, str(hours), independence, satisfaction, aim, pilot]


def held(who, provider, first="2024-01-01", last="", number=""):
    who_and_what = [f"A-{who}-{provider}{number}", who, "managed_budget"]
    return [*who_and_what, first, last, "E01000001", provider]


def build(folder, reviews=(), arrangements=(), feedback=(), providers=()):
    files = {}
    for name, header, rows in (
        ("reviews", REVIEWS, reviews),
        ("arrangements", ARRANGEMENTS, arrangements),
        ("feedback", FEEDBACK, feedback),
        ("providers", PROVIDERS, providers),
    ):
        if rows:
            files[name] = as_csv([header, *rows])
    return replace(vault_of(folder, files), as_of=AS_OF)


def changes(folder, *reviews):
    found = read_changes(build(folder, reviews=reviews))
    return found.to_dict("records")


def test_the_first_review_stands_beside_the_last_that_is_known(tmp_path):
    (found,) = changes(
        tmp_path,
        review("P", "2025-06-01", 12, "4", "6", "unknown"),
        review("P", "2025-01-01", 10, "5", "", "no"),
        review("P", "2026-06-30", 8, "6", "7", "yes", "pilot-a"),
        # The day after: not known yet.
        review("P", "2026-07-01", 2, "1", "1", "no"),
    )

    assert (found["hours_first"], found["hours_last"]) == (10, 8)
    assert (found["independence_first"], found["independence_last"]) == (5, 6)
    assert np.isnan(found["satisfaction_first"])
    assert found["satisfaction_last"] == 7
    assert found["days"] == 545
    assert found["own_aim"] == "yes"
    assert found["in_pilot"]


@pytest.mark.parametrize(
    ("aims", "hours", "said"),
    [
        # Asked where hours fell, and at the last review.
        (["no", "yes"], [10, 8], "yes"),  # the first review is before any fall
        (["yes", "no"], [10, 8], "no"),
        (["yes", "unknown"], [10, 8], "unknown"),
        (["yes", ""], [10, 8], "unknown"),
        (["yes", "no", "yes"], [10, 8, 8], "no"),  # it was a cut, whatever came later
        (["yes", "yes", "no"], [10, 8, 8], "no"),  # and now it is not
        (["yes", "unknown", "yes"], [10, 8, 8], "unknown"),
        (["yes", "unknown", "yes"], [10, 10, 8], "yes"),  # nothing fell at the second
        (["yes", "no", "yes"], [10, 12, 8], "yes"),  # nor where hours rose
        (["yes", "yes", "yes"], [10, 9, 8], "yes"),
        (["yes"], [10], "unknown"),  # one review tells of no change
    ],
)
def test_whose_aim_it_was_is_asked_where_hours_fell(tmp_path, aims, hours, said):
    days = ["2025-01-01", "2025-06-01", "2026-01-01"]
    told = [
        review("P", on, number, aim=aim)
        for on, number, aim in zip(days, hours, aims, strict=False)
    ]
    (found,) = changes(tmp_path, *told)

    assert found["own_aim"] == said


def test_people_are_counted_once_in_their_group_and_outcome(tmp_path):
    def twice(who, after, pilot="", independence="5", last="2025-09-01"):
        return [
            review(who, "2025-01-01", 10, pilot=pilot),
            review(who, last, after, independence, pilot=pilot),
        ]

    reviews = [
        *twice("faded", 8, "pilot-a"),
        *twice("other pilot", 8, "pilot-b"),
        *twice("cut", 8, independence="4"),
        *twice("not told", 8, independence=""),
        *twice("same", 9.5),
        *twice("more", 14),
        *twice("soon", 5, last="2025-03-31"),
        *twice("in time", 9, last="2025-04-01"),
        review("once", "2025-01-01", 10),
    ]
    found = fading_support(build(tmp_path, reviews=reviews))["fading_support"]
    whole = complete_statuses(found, tables()["fading_support"])
    people = whole.set_index(["people_group", "outcome"])["people"]

    assert people["all"].to_dict() == {
        "faded": 3,
        "unexplained": 1,
        "cannot_tell": 1,
        "same": 1,
        "more": 1,
        "too_early": 2,
    }
    assert people["pilot", "faded"] == 2
    assert people["pilot"].sum() + people["others"].sum() == people["all"].sum()
    hours = whole.set_index(["people_group", "outcome"])["hours_last"]
    assert hours["all", "faded"] == 8 + 8 + 9
    assert hours["pilot", "more"] == 0
    # At 5% nine and a half of ten is a fall, at 20% nine of ten is none.
    for column, faded in (("people_at_least", 4), ("people_at_most", 2)):
        counted = whole.set_index(["people_group", "outcome"])[column]
        assert counted["all", "faded"] == faded
        assert counted["all"].sum() == 9


def test_without_a_review_every_table_is_there_and_empty(tmp_path):
    # An arrangement alone; it says which day the build speaks of.
    vault = build(tmp_path, arrangements=[held("P", "A", "2025-01-01")])
    found = {**fading_support(vault), **provider_feedback(vault)}
    found |= provider_reviews(vault)

    assert set(found["fading_support"]["people"]) == {0}
    for name, frame in found.items():
        assert len(complete_statuses(frame, tables()[name])) == len(frame)
        assert name == "fading_support" or frame.empty


# Whose provider it was.


def with_provider(folder, reviews, arrangements):
    vault = build(
        folder,
        reviews=reviews,
        arrangements=arrangements,
        providers=[["A", "A Care", HOMECARE], ["S", "Jo Bloggs", "micro_enterprise"]],
    )
    return read_changes_with_provider(vault).set_index("provider_id")


def test_a_review_is_with_whoever_cared_that_day(tmp_path):
    reviews = [
        review("P", "2025-01-01", 10, "1", "9"),
        review("P", "2025-06-01", 10, "3", "8"),
        review("P", "2026-01-01", 10, "5", "7"),
        review("P", "2026-06-01", 10, "9", "1"),
        review("P", "2026-07-01", 10, "10", "10"),  # not known yet
        # Another's, two of them while A cared for P.
        review("Q", "2025-06-01", 10, "2", "2"),
        review("Q", "2025-09-01", 10, "4", "4"),
        review("Q", "2026-06-01", 10, "8", ""),
    ]
    arrangements = [
        # From its first day to its last, both inside.
        held("P", "A", "2025-06-01", "2026-01-01"),
        # A second one with the same provider makes no second review.
        held("P", "A", "2025-05-01", "2026-01-15", number="-2"),
        held("P", "B", "2025-06-02", "2026-01-01"),
        # Twice with B on the day of one review is still one review.
        held("P", "B", "2025-12-01", "2026-01-01", number="-2"),
        held("P", "S", "2026-01-01"),
        held("P", "C", "2024-01-01", "2024-12-31"),
        held("Q", ""),
    ]
    found = with_provider(tmp_path, reviews, arrangements)

    # With B there is one review alone, with C none; Q has no provider.
    assert sorted(found.index) == ["A", "S"]
    assert found.loc["A", "independence_first"] == 3
    assert found.loc["A", "independence_last"] == 5
    assert found.loc["A", "days"] == 214
    assert found.loc["S", "satisfaction_first"] == 7
    assert found.loc["S", "satisfaction_last"] == 1
    assert found.loc["A", "provider_name"] == "A Care"
    assert pd.isna(found.loc["S", "provider_name"])


def test_people_who_kept_what_they_had_are_counted_where_told_twice(tmp_path):
    reviews, arrangements = [], []
    for i, (first, last) in enumerate(
        [("5", "5"), ("5", "6"), ("5", "4"), ("", "5"), ("5", "")]
    ):
        reviews += [
            review(f"P{i}", "2025-01-01", 10, first, "5"),
            review(f"P{i}", "2025-09-01", 10, last, "4"),
        ]
        arrangements.append(held(f"P{i}", "A"))
    reviews += [
        review("soon", "2025-01-01", 10, "5"),
        review("soon", "2025-03-31", 10, "6"),
    ]
    arrangements.append(held("soon", "A"))
    vault = build(tmp_path, reviews, arrangements)
    found = provider_reviews(vault)["provider_reviews"].set_index("measure")

    counted = found[["answers", "good"]].to_dict("index")
    assert counted["independence"] == {"answers": 3, "good": 2}
    assert counted["satisfaction"] == {"answers": 5, "good": 0}
    assert found["score"].isna().all()
    assert set(found["score_status"]) == {"not_applicable"}


# What citizens say.


def test_feedback_is_counted_by_provider_score_and_theme(tmp_path):
    feedback = [
        ["A", "2026-01-01", "panel", "4", "dignity"],
        ["A", "2026-01-01", "panel", "4", "dignity"],  # two may say the same
        ["A", "2026-01-01", "panel", "3", "dignity"],
        ["A", "2026-06-30", "panel", "5", ""],
        ["A", "2026-07-01", "panel", "1", ""],  # the day after
        ["B", "2026-01-01", "survey", "2", "cost"],
    ]
    vault = build(tmp_path, feedback=feedback, providers=[["A", "A Care", HOMECARE]])
    found = provider_feedback(vault)
    told = found["provider_feedback"].set_index("provider_id")

    assert read_feedback(vault)["pieces"].sum() == 5
    assert told[["answers", "good"]].to_dict("index") == {
        "A": {"answers": 4, "good": 3},
        "B": {"answers": 1, "good": 0},
    }
    assert told["kind"].to_dict() == {"A": HOMECARE, "B": "unknown"}
    assert told["provider_label"].to_dict() == {"A": "A Care", "B": "B"}
    themes = found["feedback_themes"].set_index("theme")[["pieces", "low"]]
    assert themes.to_dict("index") == {
        "cost": {"pieces": 1, "low": 1},
        "dignity": {"pieces": 3, "low": 0},
        "not_said": {"pieces": 1, "low": 0},
    }


def test_scores_are_drawn_to_the_group_and_the_smallest_have_none(tmp_path):
    good = {"A": (9, 10), "B": (20, 40), "C": (24, 40), "D": (22, 40), "E": (9, 9)}
    good["F"] = (10, 10)
    feedback = [
        [who, "2026-01-01", "panel", "5" if i < k else "1", ""]
        for who, (k, n) in good.items()
        for i in range(n)
    ]
    found = provider_feedback(build(tmp_path, feedback=feedback))["provider_feedback"]
    told = complete_statuses(found, tables()["provider_feedback"])
    told = told.set_index("provider_id")

    assert np.isnan(told.loc["E", "score"])  # nine are under ten
    assert told.loc["E", "good"] == 9
    assert 0.6 < told.loc["F", "score"] < 1.0  # ten of ten is drawn in
    assert told.loc["B", "score"] == pytest.approx(0.5, abs=0.07)
    inside = told.dropna()
    assert (inside["score_lower"] < inside["score"]).all()
    assert (inside["score"] < inside["score_upper"]).all()


# The county.


@pytest.fixture(scope="module")
def county(demo_build):
    with Vault.open(demo_build.out / "vault" / demo_build.council) as vault:
        yield vault


@pytest.fixture(scope="module")
def truth():
    told = Path(data.demo.__file__).with_name("truth.yaml").read_text("utf-8")
    return yaml.safe_load(told)["reviews"]


def test_no_planted_cut_of_the_county_is_scored_as_a_success(county, truth):
    found = fading_support(county)["fading_support"]
    people = found.set_index(["people_group", "outcome"])["people"]
    planted = truth["people"]
    cuts = sum(n for kind, n in planted.items() if kind.startswith("cut_"))

    assert people["all", "faded"] == planted["faded"]
    assert people["pilot", "faded"] == truth["in_pilot"]["faded"]
    # Where nobody knows whose aim it was, or how independent they are now, we say so.
    unsure = people["all", "cannot_tell"] - planted["not_told"]
    assert people["all", "unexplained"] + unsure == cuts
    assert people["all", "more"] == planted["more_hours"]
    assert people["all"].sum() == sum(planted.values())


def test_scores_hold_the_planted_shares_of_good_feedback(county):
    told = Path(data.demo.__file__).with_name("truth.yaml").read_text("utf-8")
    planted = yaml.safe_load(told)["feedback"]["providers"]
    found = provider_feedback(county)["provider_feedback"].dropna(subset="score")
    step = found["provider_id"].map(lambda who: (planted[who][0] - 1) / 4)
    share = 4 * step**3 * (1 - step) + step**4
    held_ = (found["score_lower"] <= share) & (share <= found["score_upper"])

    assert len(found) == sum(n >= 10 for _, n in planted.values())
    # Of some forty, a 95% interval may miss a few.
    assert held_.mean() > 0.88
