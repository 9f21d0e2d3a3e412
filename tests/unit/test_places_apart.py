"""Uptake and fair choice judge the same places by one test and one share of error."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers import fair_judgement, fairness, places_apart, uptake_places
from analytics.answers.fair_counts import PLACE
from analytics.answers.fair_funnel import funnel
from analytics.catalogue import topic
from dash_app.ask import Asker
from tests import fair_evidence
from tests.unit.test_uptake_answers import evidence, place_rows

COUNCIL = "X99000001"


def both(fair, uptake):
    """Return what each page says: how often by chance, and whether it differs."""
    chances = (
        fair_judgement.chance(fair, funnel(fair).places),
        uptake_places._chance(uptake_places.places(uptake), uptake),
    )
    found = fairness.verdict(fair)
    heading = uptake_places.places_heading(uptake_places.places(uptake), uptake)
    told = "Yes" if "? Yes" in heading else "No" if "? No" in heading else "few"
    said = "Yes" if "place" in found.differs else "No"
    return chances, (said if "place" not in found.unjudged else "few", told)


def pages(numbers, *, with_expected):
    """Lay the same counts before both pages; the last is of unknown place."""
    names = [*(f"Place_{n}" for n in range(len(numbers) - 1)), "unknown"]
    counted = dict(zip(names, numbers, strict=True))
    by_place = {name.replace("_", " "): each for name, each in counted.items()}
    found = fair_evidence.tables(by_place)
    if with_expected:
        # As if ages and reasons explained a part of every difference.
        rows = found[PLACE]
        rows["expected"] = (rows["expected"] + rows["people"]) / 2
        rows["variance"] *= 0.9
    fair = fair_evidence.evidence(found)
    rows = place_rows(**{name: (k, 0, n - k, 0) for name, (k, n) in counted.items()})
    tables = {"places": rows}
    if with_expected:
        tables[uptake_places.EXPECTED] = found[PLACE]
    return fair, evidence(tables, quarter="2026-09-30")


numbers = st.lists(
    st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=9,
)


@pytest.mark.parametrize("with_expected", [False, True])
@given(numbers)
@settings(max_examples=15, deadline=None)
def test_both_pages_agree_on_any_counts(with_expected, counted):
    if not any(n for _, n in counted):
        return
    chances, told = both(*pages(counted, with_expected=with_expected))

    assert chances[0] == pytest.approx(chances[1], nan_ok=True)
    assert told[0] == told[1] or len(uptake_names(counted)) < 2


def uptake_names(counted):
    """Return the real places with anybody in them: under two the page only asks."""
    return [n for _, n in counted[:-1] if n]


@pytest.mark.parametrize("with_expected", [False, True])
def test_a_difference_that_one_test_in_60_gives_by_chance_is_none(with_expected):
    alike = [(200, 500), (200, 500), (0, 0)]
    apart = [(222, 500), (184, 500), (0, 0)] if not with_expected else alike
    chances, told = both(*pages(apart, with_expected=with_expected))

    assert told == ("No", "No")
    if not with_expected:
        assert places_apart.error_share() < chances[1] < 0.05
    assert both(*pages([(250, 500), (150, 500), (0, 0)], with_expected=False))[1] == (
        "Yes",
        "Yes",
    )


def test_the_share_of_error_is_a_fifth_of_1_in_20():
    assert places_apart.error_share() == pytest.approx(0.01)
    assert places_apart.error_share(1) == pytest.approx(0.05)


@pytest.mark.parametrize(("n", "is_judged"), [(19, False), (20, True)])
def test_nineteen_people_are_in_no_test(n, is_judged):
    counts = pd.DataFrame({"people": [10, 9], "people_all": [20, n]})
    found = places_apart.chance(counts, 0.5, "internal")

    assert np.isnan(found) != is_judged


def test_what_is_expected_of_others_is_not_taken():
    fair, uptake = pages([(222, 500), (184, 500), (3, 9)], with_expected=True)
    frame = uptake_places.places(uptake)
    assert uptake_places._expected(frame, uptake) is not None
    tables = {**uptake.tables}
    tables[uptake_places.EXPECTED] = fair.tables[PLACE].assign(
        people=lambda rows: rows["people"] - 1
    )
    other = evidence(tables, quarter="2026-09-30")

    assert uptake_places._expected(frame, other) is None
    given = "Given ages and support reasons, chance alone"
    assert given in uptake_places.places_finding(frame, uptake)
    assert given not in uptake_places.places_finding(frame, other)


@pytest.mark.parametrize("choice", ["direct_payment", "isf"])
def test_both_pages_agree_on_the_demonstration_county(market, choice):
    fair = Asker(market)(topic("fairness"), COUNCIL, {"choice": choice}).evidence
    uptake = Asker(market)(topic("uptake"), COUNCIL, {"route": choice}).evidence
    chances, told = both(fair, uptake)

    assert chances[0] == pytest.approx(chances[1], nan_ok=True)
    assert told[0] == told[1]
