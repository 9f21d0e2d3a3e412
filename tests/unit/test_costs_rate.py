"""Rates: what they pay for, what is paid twice, and how two of them compare."""

import numpy as np
import pandas as pd
import pytest

from analytics.costs.lines import CostLine
from analytics.costs.models import model as model_of
from analytics.costs.models import rate_parts, tasks
from analytics.costs.rate import (
    compare,
    is_whole,
    paid_by_rate,
    rate_lines,
    without_double_payment,
)
from analytics.costs.risks import RISKS, Grounds, label_of, risks_of

PARTS = {part.column: 0.1 * n for n, part in enumerate(rate_parts(), 1)}


def test_a_rate_pays_for_each_task_once():
    found = rate_lines(model_of("embedded"), PARTS)

    assert [each.task for each in found] == [part.task for part in rate_parts()]
    assert sum(each.gbp for each in found) == pytest.approx(sum(PARTS.values()))
    assert all(each.from_rate and each.basis == "per_hour" for each in found)
    covered = [task for part in rate_parts() for task in (part.task, *part.covers)]
    assert len(covered) == len(set(covered))
    assert set(paid_by_rate()) <= set(tasks())


def test_a_line_for_a_task_that_the_rate_pays_for_is_set_aside():
    rate = rate_lines(model_of("embedded"), PARTS)
    twice = CostLine("embedded", "vet", "per_year", 9_000)
    besides = CostLine("embedded", "assure", "per_year", 5_000)
    of_another = CostLine("in_house", "vet", "per_year", 9_000)

    counted, aside = without_double_payment(
        [twice, besides, of_another, *rate], {"embedded"}
    )

    assert aside == [twice]
    assert counted == [besides, of_another, *rate]


def test_without_a_rate_no_line_is_set_aside():
    line = CostLine("embedded", "vet", "per_year", 9_000)

    assert without_double_payment([line], set()) == ([line], [])


def test_parts_that_add_up_are_the_whole_price_and_others_are_not():
    rates = pd.DataFrame(
        {
            "pay": [10.0, 10.0, 10.0, 12.0, np.nan],
            "travel": [2.0, np.nan, np.nan, 2.0, np.nan],
            # Adds up; adds up with nothing for travel; lacks 2; is over; no parts.
            "total": [12.0, 10.01, 12.0, 12.0, 12.0],
        }
    )

    found = is_whole(rates, ["pay", "travel"], "total")

    assert found.tolist() == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("rate", "is_below", "is_competitive"),
    [
        (21.60, True, True),
        (25.40, False, True),
        (26.67, False, True),
        (26.68, False, False),
    ],
)
def test_below_and_competitive_are_two_tests(rate, is_below, is_competitive):
    found = compare(rate, 25.40, within=0.05)

    assert (found.is_below, found.is_competitive) == (is_below, is_competitive)


def grounds(**changed):
    told = {
        "status_chance": 0.10,
        "worker_pay": 17.60,
        "fees": {"embedded": 4.00},
        "vat_paid": frozenset(),
        **changed,
    }
    return Grounds(**told)


def risk(key, which, **changed):
    found = {each.key: each for each in risks_of(model_of(which), grounds(**changed))}
    return found[key]


def test_status_risk_is_what_employing_would_add_times_its_chance():
    found = risk("status_risk", "embedded")

    # A quarter on top of £17.60, for 96,000 hours.
    assert found.if_it_happens(96_000) == pytest.approx(422_400)
    assert found.expected(96_000) == pytest.approx(42_240)
    # Half of a commissioned programme's hours are by self-employed workers.
    other = risk("status_risk", "commissioned")
    assert other.if_it_happens(96_000) == pytest.approx(211_200)


def test_where_all_are_employed_the_risk_is_none_and_not_nought():
    found = risk("status_risk", "in_house")

    assert (found.status, found.why) == ("not_applicable", "all are employed")
    assert found.lines() == []


def test_without_a_pay_the_risk_is_unknown():
    found = risk("status_risk", "embedded", worker_pay=None)

    assert (found.status, found.why) == ("not_supplied", "no pay supplied")


def test_vat_falls_on_the_fee_and_not_twice():
    found = risk("vat_risk", "embedded")

    assert found.if_it_happens(1_000) == pytest.approx(0.2 * 4.00 * 1_000)
    assert risk("vat_risk", "commissioned").why == "no fee in a budget"
    paid = risk("vat_risk", "embedded", vat_paid=frozenset({"embedded"}))
    assert (paid.status, paid.why) == ("not_applicable", "in the price already")
    assert risk("vat_risk", "embedded", fees={}).status == "not_supplied"


def test_registration_is_a_yearly_cost():
    found = risk("registration_risk", "commissioned")

    assert found.if_it_happens(1) == found.if_it_happens(99_999) == 52_000
    (line,) = found.lines()
    assert (line.basis, line.gbp) == ("per_year", pytest.approx(0.15 * 52_000))


def test_of_an_unknown_model_every_risk_is_unknown():
    assert {each.status for each in risks_of(model_of("hub"), grounds())} == {
        "not_supplied"
    }
    assert [label_of(key) for key in RISKS] == [
        "Status risk",
        "VAT on the fee",
        "CQC registration",
    ]
