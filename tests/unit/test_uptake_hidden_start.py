"""Where a quarter is hidden or missing, no sentence tells a start."""

import numpy as np
import pytest

from analytics.answers import uptake, uptake_charts
from analytics.answers.uptake_counts import counts
from tests.unit.test_uptake_answers import evidence, people

HIDDEN = np.nan


def page(*isf, status="suppressed", view="public"):
    rows = people(isf=list(isf), managed_budget=[3000] * len(isf))
    rows.loc[rows["people"].isna(), "people_status"] = status
    return evidence({"people_by_route": rows}, view=view)


@pytest.mark.parametrize(
    ("isf", "said"),
    [
        (
            (HIDDEN, HIDDEN, 5, 15),
            "Of the quarters shown, individual service funds grew from 5 in June 2026 "
            "to 15 people; earlier quarters are hidden. ",
        ),
        (
            (HIDDEN, 15, 5),
            "Of the quarters shown, individual service funds fell from 15 in June 2026 "
            "to 5 people; earlier quarters are hidden. ",
        ),
        (
            (HIDDEN, 15, 15),
            "Of the quarters shown, individual service funds were 15 people in June "
            "2026 and in September 2026; earlier quarters are hidden. ",
        ),
        (
            (5, HIDDEN, 15),
            "Of the quarters shown, individual service funds grew from 5 in March 2026 "
            "to 15 people; other quarters are hidden. ",
        ),
        (
            (HIDDEN, 0, 0),
            "Of the quarters shown, nobody had an individual service fund in any; ",
        ),
        (
            (0, 5, 15),
            "Individual service funds grew from 5 to 15 people since June 2026. ",
        ),
    ],
)
def test_a_hidden_quarter_takes_the_start_away(isf, said):
    told = uptake.answer(page(*isf)).sure

    assert told.startswith(said)
    if any(np.isnan(each) for each in isf):
        assert "since" not in told and "has had" not in told


def test_a_quarter_that_was_not_supplied_is_called_missing():
    told = uptake.answer(page(HIDDEN, 5, 15, status="not_supplied")).sure

    assert "; earlier quarters are missing." in told


def test_the_routes_speak_of_the_quarters_shown_where_one_is_hidden():
    for isf, is_told in (((HIDDEN, 5, 15), True), ((0, 5, 15), False)):
        here = page(*isf)
        frame = counts(here)
        for words_ in (uptake_charts.routes_heading, uptake_charts.routes_finding):
            assert ("of the quarters shown" in words_(frame, here)) == is_told
