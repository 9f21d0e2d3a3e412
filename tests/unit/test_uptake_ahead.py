"""Where a share is going, a target, and limits started anew for a person's reason."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from analytics.answers import uptake, uptake_charts, uptake_notes
from analytics.answers.uptake_ahead import (
    AHEAD,
    counted,
    course,
    drawn,
    quarters_after,
    trajectory,
)
from analytics.answers.uptake_counts import trend
from analytics.answers.uptake_judgement import is_more_than_wobble, what_to_find
from analytics.answers.uptake_rebase import rebases, why_refused
from analytics.answers.uptake_target import course_words, target_words
from analytics.stats.forecast import forecast
from tests.unit.test_uptake_answers import WHOLE, WOBBLE, evidence, people

NEVER = float("nan")
CLIMB = [900 + 20 * n + (5 if n % 2 else 0) for n in range(20)]
CLIMBING = {
    "people_by_route": people(
        direct_payment=CLIMB, managed_budget=[3000 - each for each in CLIMB]
    )
}
STEP = {
    "people_by_route": people(
        direct_payment=[*WOBBLE, *[each + 200 for each in WOBBLE]],
        managed_budget=[3000] * 24,
    )
}
QUARTERS = [
    f"{day:%Y-%m-%d}" for day in pd.date_range("2020-12-31", periods=24, freq="QE")
]


# The course.


def test_the_course_is_the_forecast_of_the_logit_turned_back():
    frame = trend(evidence(CLIMBING))
    found = course(frame)
    plain = forecast(logit(frame["share"].to_numpy(float)), ahead=AHEAD)

    assert found.can_tell
    assert found.middle == pytest.approx(expit(plain.middle))
    assert found.lower == pytest.approx(expit(plain.lower))
    assert found.upper == pytest.approx(expit(plain.upper))
    assert [f"{day:%Y-%m-%d}" for day in found.days] == [
        "2026-12-31",
        "2027-03-31",
        "2027-06-30",
        "2027-09-30",
    ]


def test_the_words_say_the_range_and_how_such_ranges_did():
    frame = trend(evidence(CLIMBING))
    found = course(frame)

    assert course_words(frame) == (
        "On its present course the share is likely to be **"
        f"{100 * found.lower[-1]:.1f}% to {100 * found.upper[-1]:.1f}%** in "
        "September 2027 (8 in 10). Ranges worked out in the same way, a quarter ahead, "
        f"held {found.inside} of {found.tried} past quarters."
    )
    assert 0 < found.inside <= found.tried == 20 - 8


@pytest.mark.parametrize(
    ("counts", "view", "why"),
    [
        ([100] * 11, "internal", "11 quarters can be used, and 12 are needed."),
        ([100] * 14, "internal", "it has not moved at all, which teaches nothing"),
        (
            [1000, 1001] * 5 + [1000 + 9 * 3**n for n in range(5)],
            "internal",
            "ranges worked out a quarter ahead held only",
        ),
        ([30, 35] * 8, "public", "too few people for counts rounded as these are."),
    ],
    ids=["few", "still", "missed", "rounded"],
)
def test_where_it_cannot_be_told_the_reason_is(counts, view, why):
    rows = people(direct_payment=counts, managed_budget=[5000] * len(counts))
    page = evidence({"people_by_route": rows}, view)
    said = course_words(trend(page))

    assert said.startswith("**We cannot tell yet** where it is going: ")
    assert why in said
    assert "in a year" not in uptake.answer(page).text
    assert "forecast" not in drawn(page).columns
    assert len(drawn(page)) == len(counts)


def test_a_route_that_nobody_had_for_a_while_can_be_foretold():
    isf = [0] * 6 + [3, 0, 8, 12, 15, 22, 24, 30, 33, 41, 45, 50, 52, 60]
    rows = people(isf=isf, managed_budget=[3000] * 20)
    found = course(trend(evidence({"people_by_route": rows}, route="isf")))

    assert found.can_tell
    assert found.quarters == 14, "from the first in which anybody had it"
    assert (found.lower > 0).all() and (found.upper < 1).all()


def test_a_hidden_quarter_is_left_out_and_not_guessed():
    rows = people(
        direct_payment=[*CLIMB[:9], NEVER, *CLIMB[10:]], managed_budget=[2500] * 20
    )
    found = course(trend(evidence({"people_by_route": rows})))

    assert found.can_tell
    assert found.quarters == 19


def test_the_quarters_ahead_follow_in_the_table_and_are_no_counts():
    frame = drawn(evidence(CLIMBING, target="60", by="2028-03-31"))
    ahead = frame[frame["is_ahead"]]

    assert len(ahead) == 6, "as far as the target"
    assert ahead["forecast"].notna().sum() == AHEAD
    assert set(ahead["people_status"]) == {"not_applicable"}
    assert ahead["share"].isna().all()
    assert set(ahead["forecast_status"]) == {"ok", "not_applicable"}
    pd.testing.assert_frame_equal(
        counted(frame)[["share", "people", "special_cause"]],
        trend(evidence(CLIMBING))[["share", "people", "special_cause"]],
        check_dtype=False,
    )


# The target.


def aimed(tables, target, by, **choices):
    page = evidence(tables, target=f"{target}", by=by, **choices)
    return target_words(trend(page), page)


def test_the_line_goes_straight_from_now_to_the_target():
    page = evidence(CLIMBING, target="60", by="2027-09-30")
    line = drawn(page).set_index("quarter_end")["target"].dropna()

    last = trend(page).iloc[-1]
    assert line.index[0] == last["quarter_end"]
    assert line.iloc[0] == pytest.approx(last["share"])
    assert line.iloc[-1] == pytest.approx(0.6)
    assert np.diff(line) == pytest.approx(np.full(4, (0.6 - last["share"]) / 4))


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("43.2", "**very likely to reach** (over 90%) 43.2% by September 2027"),
        ("90", "**very unlikely to reach** (under 10%) 90.0% by September 2027"),
        ("46", "**We cannot tell yet** whether it reaches 46.0% by September 2027"),
        # A lower share is reached by falling to it.
        ("20", "**very unlikely to reach** (under 10%) 20.0% by September 2027"),
    ],
)
def test_the_words_say_whether_the_course_reaches_it(target, verdict):
    said = aimed(CLIMBING, target, "2027-09-30")

    assert verdict in said
    assert "the likely range that day is" in said


def test_a_fall_may_be_the_target():
    falling = {
        "people_by_route": people(
            direct_payment=CLIMB[::-1], managed_budget=[3000 - n for n in CLIMB[::-1]]
        )
    }

    assert "**very likely to reach**" in aimed(falling, 29.5, "2027-09-30")
    assert "**very unlikely to reach**" in aimed(falling, 5, "2027-09-30")


def test_further_off_than_we_tell_the_line_is_judged_by_how_far_it_has_come():
    behind = aimed(CLIMBING, 90, "2029-09-30")
    page = evidence(CLIMBING, target="90", by="2029-09-30")
    frame = trend(page)
    found = course(frame)
    line = np.linspace(frame["share"].iloc[-1], 0.9, 13)[4]

    assert behind == (
        "We tell four quarters ahead. In September 2027 the line to 90.0% by September "
        f"2029 stands at {100 * line:.1f}%, and the likely range is "
        f"{100 * found.lower[-1]:.1f}% to {100 * found.upper[-1]:.1f}%: the present "
        "course is **behind the line**."
    )
    assert "**ahead of the line**" in aimed(CLIMBING, 45, "2029-09-30")


def test_a_target_without_a_forecast_cannot_be_judged():
    rows = {"people_by_route": people(direct_payment=WOBBLE[:8])}

    assert aimed(rows, 50, "2027-09-30").startswith(
        "**We cannot tell yet** whether it reaches 50.0% by September 2027: 8 quarters"
    )


def test_no_target_says_nothing():
    assert aimed(CLIMBING, "", "2027-09-30") == ""
    assert "past" in aimed(CLIMBING, 50, "2025-09-30")
    assert trajectory(
        trend(evidence(CLIMBING)), target=type("T", (), {"by": pd.Timestamp(0)})()
    ).empty


def test_quarters_follow_each_other():
    days = quarters_after(pd.Timestamp("2026-12-31"), 5)

    assert [f"{day:%m-%d}" for day in days] == [
        "03-31", "06-30", "09-30", "12-31", "03-31",
    ]  # fmt: skip


# Limits started anew.


def rebased(reason="Support service changed hands", day="2023-12-31"):
    return evidence(STEP, rebase=f"{day}:{reason}")


def test_limits_start_anew_where_a_person_says_why():
    plain, anew = trend(evidence(STEP)), trend(rebased())
    first, second = anew.iloc[:12], anew.iloc[12:]

    assert is_more_than_wobble(plain)
    assert what_to_find(anew) is None, "a known change is no special cause"
    assert first["share_average"].nunique() == second["share_average"].nunique() == 1
    assert second["share_average"].iloc[0] > first["share_upper"].iloc[0]
    assert list(anew["stretch"]) == [0] * 12 + [1] * 12
    assert list(anew.loc[anew["rebase_reason"] != "", "quarter_end"]) == [
        pd.Timestamp("2023-12-31")
    ]


def test_the_reason_is_told_on_the_page_in_the_table_and_in_the_notes():
    page = rebased()
    frame = trend(page)

    assert (
        "Limits start anew in December 2023 (Support service changed hands). "
        in uptake_charts.trend_sub(frame, page)
    )
    assert "Support service changed hands" in set(drawn(page)["rebase_reason"])
    assert uptake_notes.notes(page).what_would_change_this == (
        "**The new start.** With the limits of the first 12 quarters, 13 would stand "
        "out and not 0."
    )


def test_the_course_rests_on_what_follows_the_new_start():
    anew = course(trend(rebased()))
    late = course(trend(rebased(day="2024-03-31")))

    assert anew.can_tell and anew.quarters == 12
    assert not late.can_tell and late.quarters == 11


def test_under_twelve_quarters_since_then_nothing_is_judged():
    page = rebased(day="2025-12-31")
    said = uptake.answer(page).text

    assert (
        "**too few quarters to judge** a change: 4 since the limits were started anew, "
        "and 12 are needed" in said
    )
    assert uptake_charts.too_few(trend(page)).startswith("Too few quarters")


def test_a_new_start_after_the_quarter_chosen_is_not_there_yet():
    page = evidence(STEP, rebase="2023-12-31:A reason", quarter="2023-09-30")

    assert set(trend(page)["stretch"]) == {0}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2023-12-31:Support service changed hands", ""),
        ("2023-12-31:First|2024-06-30:Second", ""),
        ("2023-12-31", "Limits are started anew for a written reason only"),
        ("2023-12-31:  ", "Limits are started anew for a written reason only"),
        ("2023-12-30:A reason", "“2023-12-30” is no last day of a quarter"),
        ("2020-12-31:A reason", "“2020-12-31” is no last day of a quarter after the"),
        ("soon:A reason", "“soon” is no last day of a quarter"),
        ("2023-12-31:<b>Bold</b>", "The reason “<b>Bold</b>” was not taken"),
        ("2023-12-31:**bold**", "was not taken, nor its limits"),
        ("2023-12-31:=1+1", "was not taken, nor its limits"),
        ("2023-12-31:" + "x" * 81, "was not taken, nor its limits"),
        ("2023-12-31:One|2023-12-31:Two", "A quarter is named twice"),
        ("|".join(f"{day}:Reason" for day in QUARTERS[1:5]), "3 times at most"),
    ],
)
def test_a_new_start_without_a_reason_is_refused_in_a_sentence(told, why):
    said = why_refused(told, QUARTERS)

    assert said.startswith(why) if not why or why[0] in "“LTA" else why in said
    assert bool(said) == bool(why)
    if said:
        assert said.endswith(".") and said.count(". ") == 0
    else:
        assert len(rebases(evidence({}, rebase=told).selection)) == told.count(":")


def test_each_page_of_the_whole_still_answers():
    assert uptake.answer(evidence(WHOLE)).facts["in_a_year_lower"] > 0.4
