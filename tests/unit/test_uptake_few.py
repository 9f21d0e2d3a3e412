"""A handful of people is told as counts on the uptake page, and judged by nothing."""

import numpy as np
import pytest

from analytics.answers import uptake, uptake_charts, uptake_judgement, uptake_notes
from analytics.answers.uptake_ahead import course, drawn
from analytics.answers.uptake_counts import trend
from analytics.answers.uptake_moved import TABLE, moved
from analytics.answers.uptake_target import course_words, target_words
from analytics.assumptions import assumption
from analytics.catalogue.uptake_charts import TREND
from analytics.figures.theme import Look
from tests.unit.test_uptake_answers import evidence, people
from tests.unit.test_uptake_moved import AFTER, BEFORE, cells

HANDFUL = people(
    direct_payment=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2],
    commissioned=[6, 6, 6, 7, 6, 6, 6, 7, 6, 6, 6, 6, 2, 2],
)
AIMED = {"target": "30", "by": "2027-09-30"}


def test_the_boundary_is_the_one_of_all_answers():
    assert assumption("answers.least_cases").value == 20


@pytest.mark.parametrize("choices", [{}, AIMED, {"rebase": "2025-12-31:New team"}])
def test_a_handful_is_told_as_counts_and_never_as_a_share(choices):
    page = evidence({"people_by_route": HANDFUL}, **choices)
    frame = trend(page)
    said = [
        uptake.answer(page).text,
        uptake_charts.trend_heading(frame, page),
        uptake_charts.trend_sub(frame, page),
        uptake_charts.trend_finding(frame, page),
        uptake_charts.too_few(frame),
        course_words(frame),
        uptake_notes.notes(page).what_would_change_this,
    ]

    assert said[0].startswith("**2 of 4** people")
    assert said[1] == "Is it growing? 2 of 4 people: too few people to judge"
    assert said[3] == (
        "1 of 7 people in June 2023, 2 of 4 people in September 2026. There are too "
        "few people to judge."
    )
    assert said[4] == (
        "Too few people to judge: 4 in the newest quarter, and 20 are needed"
    )
    assert said[5].endswith("where it is going: too few people to judge.")
    for each in said:
        assert "%" not in each and "wobble" not in each and "imits" not in each


def test_a_handful_has_no_limits_no_forecast_and_no_verdict_on_a_target():
    page = evidence({"people_by_route": HANDFUL}, **AIMED)
    frame = trend(page)

    assert frame[["share_average", "share_lower", "share_upper"]].isna().all(axis=None)
    assert not frame["is_special"].any() and not frame["moved"].any()
    assert not frame["is_baseline"].any()
    assert not uptake_judgement.is_more_than_wobble(frame)
    assert uptake_judgement.what_to_find(frame) is None
    assert not course(frame).can_tell
    whole = drawn(page)
    assert "forecast" not in whole and len(whole) == len(frame)
    assert "target" not in whole or whole["target"].isna().all()
    assert target_words(frame, page).startswith("**We cannot tell yet** whether it")
    setting = TREND.setting(page)
    assert setting["finding"] is None and not setting["baseline_words"]


@pytest.mark.parametrize(("n", "is_few"), [(19, True), (20, False)])
def test_nineteen_in_the_newest_quarter_are_too_few_and_twenty_are_not(n, is_few):
    wobble = [40, 42, 39, 41, 40, 43, 38, 41, 40, 42, 39, 41]
    table = people(direct_payment=[*wobble, n - 1], commissioned=[60] * 12 + [1])
    frame = trend(evidence({"people_by_route": table}))

    assert uptake_judgement.is_counted_only(frame) == is_few
    assert uptake_judgement.can_judge(frame) != is_few
    assert frame["is_special"].iloc[-1] != is_few
    assert frame["share_upper"].isna().all() == is_few


@pytest.mark.parametrize(("n", "is_few"), [(19, True), (20, False)])
def test_nineteen_in_the_median_quarter_are_too_few_and_twenty_are_not(n, is_few):
    table = people(
        direct_payment=[5, 6] * 6 + [60], commissioned=[n - 5, n - 6] * 6 + [40]
    )
    page = evidence({"people_by_route": table})
    frame = trend(page)

    assert uptake_judgement.is_counted_only(frame) == is_few
    told = uptake.answer(page).text
    assert told.startswith("**60 of 100** people" if is_few else "**60.0% of people**")
    if is_few:
        assert "19 in the median quarter" in uptake_charts.too_few(frame)


def test_a_hidden_quarter_is_no_small_one():
    table = people(direct_payment=[50] * 13 + [np.nan], commissioned=[60] * 14)

    assert not uptake_judgement.is_counted_only(
        trend(evidence({"people_by_route": table}, view="public"))
    )


@pytest.mark.parametrize(("n", "is_split"), [(19, False), (20, True)])
@pytest.mark.parametrize("few_at", [BEFORE, AFTER])
def test_what_moved_it_is_split_from_twenty_people_on(n, is_split, few_at):
    groups = {(day, "18_64", "sensory"): (50, 50) for day in (BEFORE, AFTER)}
    groups[few_at, "18_64", "sensory"] = (5, n - 5)
    asked = evidence({TABLE: cells(groups)}, since=BEFORE, quarter=AFTER)

    assert moved(asked).empty != is_split


def test_where_the_trend_is_counts_nothing_is_split():
    groups = {(day, "18_64", "sensory"): (10, 30) for day in (BEFORE, AFTER)}
    small = people(direct_payment=[2] * 13 + [10], commissioned=[5] * 13 + [30])
    tables = {TABLE: cells(groups), "people_by_route": small}

    assert moved(evidence(tables, since=BEFORE, quarter=AFTER)).empty
    large = people(direct_payment=[10] * 14, commissioned=[30] * 14)
    tables["people_by_route"] = large
    assert len(moved(evidence(tables, since=BEFORE, quarter=AFTER))) == 6


def test_the_trend_of_a_handful_is_drawn_without_limits_and_says_why():
    page = evidence({"people_by_route": HANDFUL}, **AIMED)
    figure = TREND.figure(drawn(page), Look(width=900), **TREND.setting(page))
    written = " ".join(each.text or "" for each in figure.layout.annotations)

    assert "Too few people to judge: 4 in the newest quarter" in written
    assert "<b>2 of 4 people</b>" in written and "%" not in written
    assert "imit" not in written and "nan" not in written
