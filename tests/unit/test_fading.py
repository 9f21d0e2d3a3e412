"""Fewer hours are a success only with all three guards; a cut never is one."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.fading import OUTCOMES, classify

SAME_SCORES = {
    "independence_first": 5.0,
    "independence_last": 5.0,
    "satisfaction_first": 7.0,
    "satisfaction_last": 7.0,
}
FADED = {
    "days": 200,
    "hours_first": 10.0,
    "hours_last": 8.0,
    **SAME_SCORES,
    "own_aim": "yes",
}


def outcome(**changed):
    rows = pd.DataFrame([{**FADED, **changed}])
    return classify(rows, least_days=90, hours_down=0.1)[0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "faded"),
        ({"independence_last": 5.5}, "faded"),
        # Each guard by itself.
        ({"independence_last": 4.5}, "unexplained"),
        ({"satisfaction_last": 6.0}, "unexplained"),
        ({"own_aim": "no"}, "unexplained"),
        # Not told, and nothing fails.
        ({"own_aim": "unknown"}, "cannot_tell"),
        ({"independence_first": np.nan}, "cannot_tell"),
        ({"independence_last": np.nan}, "cannot_tell"),
        ({"satisfaction_first": np.nan}, "cannot_tell"),
        ({"satisfaction_last": np.nan}, "cannot_tell"),
        # Not told, and another fails: that settles it.
        ({"satisfaction_last": np.nan, "own_aim": "no"}, "unexplained"),
        ({"independence_last": 1.0, "own_aim": "unknown"}, "unexplained"),
        # How much is fewer, and more.
        ({"hours_last": 9.0}, "faded"),
        ({"hours_last": 9.01}, "same"),
        ({"hours_first": 7.0, "hours_last": 6.3}, "faded"),
        ({"hours_last": 10.0}, "same"),
        ({"hours_last": 10.99}, "same"),
        ({"hours_last": 11.0}, "more"),
        ({"hours_first": 0.0, "hours_last": 0.0}, "same"),
        ({"hours_first": 0.0, "hours_last": 1.0}, "more"),
        ({"hours_last": 0.0}, "faded"),
        # Too early comes before all.
        ({"days": 90}, "faded"),
        ({"days": 89}, "too_early"),
        ({"days": 0, "own_aim": "no"}, "too_early"),
    ],
)
def test_each_case(changed, said):
    assert outcome(**changed) == said


SCORE = st.one_of(st.none(), st.integers(0, 10))
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.integers(0, 400),
            "hours_first": st.integers(0, 40).map(lambda quarter: quarter / 4),
            "hours_last": st.integers(0, 40).map(lambda quarter: quarter / 4),
            "independence_first": SCORE,
            "independence_last": SCORE,
            "satisfaction_first": SCORE,
            "satisfaction_last": SCORE,
            "own_aim": st.sampled_from(["yes", "no", "unknown"]),
        }
    ),
    min_size=1,
    max_size=20,
)


def slowly(person, least_days, hours_down):
    """Say it again for one person, in the words of the rule."""
    if person["days"] < least_days:
        return "too_early"
    first, last = person["hours_first"], person["hours_last"]
    if first == last or abs(last - first) < hours_down * first - 1e-9:
        return "same"
    if last > first:
        return "more"
    told = [person["own_aim"]]
    for score in ("independence", "satisfaction"):
        before, after = person[f"{score}_first"], person[f"{score}_last"]
        if before is None or after is None:
            told.append("unknown")
        else:
            told.append("yes" if after >= before else "no")
    if "no" in told:
        return "unexplained"
    return "cannot_tell" if "unknown" in told else "faded"


@given(PEOPLE, st.sampled_from([0.05, 0.1, 0.25]), st.sampled_from([60, 90, 180]))
def test_agrees_with_the_rule_said_slowly(people, hours_down, least_days):
    found = classify(pd.DataFrame(people), least_days=least_days, hours_down=hours_down)

    assert list(found) == [slowly(each, least_days, hours_down) for each in people]
    assert set(found) <= set(OUTCOMES)


CUTS = [
    {"own_aim": "no"},
    {"own_aim": "unknown"},
    {"independence_last": 4.0},
    {"satisfaction_last": 6.0},
    {"independence_last": np.nan},
    {"satisfaction_last": np.nan},
]


@given(
    st.integers(4, 160),
    st.floats(0.1, 1.0),
    st.sampled_from(
        [a | b for a, b in itertools.combinations_with_replacement(CUTS, 2)]
    ),
)
def test_a_planted_cut_is_never_a_success(quarters, share, cut):
    hours = quarters / 4
    left = np.floor(hours * (1 - share) * 4) / 4

    assert outcome(hours_first=hours, hours_last=left, **cut) != "faded"
