"""What a reader's choices make of the tables: what counts, and what is left out."""

import time

import pandas as pd
import pytest

from analytics.costs.scenario import scenario
from tests.cost_evidence import (
    LINES,
    evidence,
    hidden,
    line_table,
    rate_table,
    tables,
    volume_table,
)

REST = ("vet", "match", "pay", "assure", "other")


def keys(told):
    return [each.key for each in told.models]


def test_three_models_and_traditional_home_care_stand_on_one_footing():
    told = scenario(evidence())

    assert keys(told) == ["in_house", "commissioned", "embedded", "traditional"]
    assert [each.key for each in told.contest] == keys(told)[:3]
    assert told.per_hour["in_house"] * 96_000 == pytest.approx(277_200)
    assert told.per_hour["embedded"] == pytest.approx(2.60)
    assert told.per_hour["traditional"] == pytest.approx(5.45)
    assert told.missing == ()


def test_without_comparators_only_those_to_choose_from_are_shown():
    assert keys(scenario(evidence(models="contest"))) == [
        "in_house",
        "commissioned",
        "embedded",
    ]


def test_lines_and_rates_of_another_years_prices_do_not_count():
    both = tables(
        infrastructure_lines=pd.concat(
            [line_table(), line_table(price_base="2025-26")]
        ),
        rate_makeup=pd.concat([rate_table(), rate_table(price_base="2025-26")]),
    )

    told = scenario(evidence(of=both))
    assert told.price_base == "2026-27"
    assert told.per_hour["in_house"] * 96_000 == pytest.approx(277_200)
    asked = scenario(evidence(of=both, prices="2025-26"))
    assert asked.price_base == "2025-26"
    lines_only = tables(rate_makeup=rate_table(price_base="2025-26"))
    assert [each.model.key for each in scenario(evidence(of=lines_only)).missing] == [
        "embedded"
    ]


def test_a_hidden_rate_leaves_its_model_out_and_says_so():
    public = tables(
        rate_makeup=hidden(rate_table(), "introductory_agency"), care_volume=None
    )

    told = scenario(evidence(view="public", of=public))

    assert keys(told) == ["in_house", "commissioned", "traditional"]
    (missing,) = told.missing
    assert (missing.model.key, missing.status) == ("embedded", "suppressed")
    assert set(told.spread.chance) == {"in_house", "commissioned"}


def test_a_reader_may_try_a_rate_that_nobody_supplied():
    none = tables(rate_makeup=None)
    assert scenario(evidence(of=none)).per_hour.keys() == {"in_house", "commissioned"}

    told = scenario(evidence(of=none, rate=2.0))

    assert told.per_hour["embedded"] == pytest.approx(2.0)
    assert told.missing == ()


def test_an_untouched_slider_brings_no_model_to_life():
    none = tables(rate_makeup=None)

    assert "embedded" not in scenario(evidence(of=none, rate="2.60")).per_hour


def test_the_slider_moves_the_agencys_rate_and_no_other():
    told = scenario(evidence(rate=3.90))

    assert told.per_hour["embedded"] == pytest.approx(3.90)
    assert told.per_hour["traditional"] == pytest.approx(5.45)
    by_task = {
        line.task: line.gbp for line in told.trial.lines if line.model == "embedded"
    }
    assert by_task["coordinate"] == pytest.approx(1.15 * 3.90 / 2.60)


def test_what_providers_charge_comes_before_a_typical_price():
    typical = rate_table(set_by="council")
    typical["infrastructure_gbp"] = typical["infrastructure_gbp"] + 1
    both = pd.concat([rate_table(), typical])

    assert scenario(evidence(of=tables(rate_makeup=both))).per_hour[
        "embedded"
    ] == pytest.approx(2.60)
    only = pd.concat([hidden(rate_table(), "introductory_agency"), typical])
    told = scenario(evidence(of=tables(rate_makeup=only)))
    assert told.starts.rate.value == pytest.approx(3.60)


def test_no_task_is_paid_for_twice():
    lines = [
        *LINES,
        ("embedded", "vet", "per_year", 9_600.0, None),
        ("embedded", "assure", "per_year", 12_000.0, None),
    ]
    told = scenario(evidence(of=tables(infrastructure_lines=line_table(lines))))

    assert [(line.model, line.task) for line in told.aside] == [("embedded", "vet")]
    assert told.per_hour["embedded"] == pytest.approx(2.60 + 12_000 / 96_000)


def test_a_model_whose_rate_is_missing_is_not_costed_from_a_line_besides():
    lines = [*LINES, ("embedded", "assure", "per_year", 12_000.0, None)]
    told = scenario(
        evidence(of=tables(infrastructure_lines=line_table(lines), rate_makeup=None))
    )

    assert "embedded" not in told.per_hour
    assert [each.model.key for each in told.missing] == ["embedded"]


def test_a_model_with_lines_for_all_that_a_rate_does_stands_alone():
    lines = [
        *LINES,
        ("embedded", "recruit", "per_hour", 0.9, None),
        ("embedded", "coordinate", "per_hour", 1.2, None),
        ("embedded", "digital", "per_hour", 0.4, None),
        *(("embedded", t, "per_year", 0.0, None) for t in REST),
    ]
    told = scenario(
        evidence(of=tables(infrastructure_lines=line_table(lines), rate_makeup=None))
    )

    assert told.per_hour["embedded"] == pytest.approx(2.5)


def test_hours_come_from_arrangements_else_from_our_assumption():
    supplied = scenario(evidence())
    assert supplied.hours_a_year == 96_000
    assert supplied.starts.hours.is_supplied
    assert (supplied.starts.hours.least, supplied.starts.hours.most) == (2e4, 2.4e5)

    for of in (tables(care_volume=None), tables(care_volume=volume_table(0.0))):
        told = scenario(evidence(of=of))
        assert told.hours_a_year == 100_000
        assert not told.starts.hours.is_supplied

    # Twice the hours: twice the reach of the slider and of the range tested.
    twice = scenario(evidence(of=tables(care_volume=volume_table(192_030.0))))
    assert twice.hours_a_year == 192_000
    assert (twice.starts.hours.low, twice.starts.hours.high) == (150_000, 240_000)


def test_the_step_slider_scales_every_step_in_proportion():
    lines = [*LINES, ("commissioned", "match", "step_per_hours", 100.0, 1_800.0)]
    told = scenario(
        evidence(of=tables(infrastructure_lines=line_table(lines)), step=450)
    )

    assert told.starts.step.value == 900
    posts = {
        key: curve.posts(46_800)[0] for key, curve in told.curves.items() if curve.steps
    }
    assert posts == {"in_house": 2, "commissioned": 1}


def test_lines_without_a_step_have_no_such_slider():
    lines = [line for line in LINES if line[2] != "step_per_hours"]

    assert (
        scenario(
            evidence(of=tables(infrastructure_lines=line_table(lines)))
        ).starts.step
        is None
    )


def test_years_and_discount_move_only_what_is_paid_once():
    now, longer = scenario(evidence()), scenario(evidence(years=15, discount=0.015))

    assert longer.per_hour["commissioned"] < now.per_hour["commissioned"]
    assert longer.per_hour["in_house"] == now.per_hour["in_house"]
    assert longer.per_hour["embedded"] == now.per_hour["embedded"]


def test_risks_stand_apart_unless_they_are_counted_in():
    apart, counted = scenario(evidence()), scenario(evidence(risk="in"))
    expected = {}
    for risk in apart.risks:
        expected[risk.model] = expected.get(risk.model, 0) + risk.expected(96_000)

    for key in keys(apart):
        more = (counted.per_hour[key] - apart.per_hour[key]) * 96_000
        assert more == pytest.approx(expected[key])
    assert expected["in_house"] == 0
    assert expected["embedded"] > expected["commissioned"] > 0


def test_the_chance_of_status_is_chosen_in_per_cent():
    told = scenario(evidence(chance=40))

    assert told.status_chance == 0.40
    (risk,) = [r for r in told.risks if (r.model, r.key) == ("embedded", "status_risk")]
    assert risk.chance == 0.40


def test_cost_an_hour_times_hours_is_the_cost_a_year_at_every_volume():
    told = scenario(evidence())

    for key, curve in told.curves.items():
        for hours in told.trial.grid:
            assert float(curve.per_hour(hours)) * hours == pytest.approx(
                float(curve.annual(hours))
            ), key


def test_the_cheapest_is_the_least_of_those_to_choose_from():
    told = scenario(evidence(hours=20_000, models="all", rate=4.5))

    least = min(told.trial.contest, key=lambda key: told.per_hour[key])
    assert told.cheapest.key == least
    assert told.spans[0].model == least


def test_nothing_supplied_is_nothing_said():
    told = scenario(evidence(of={}))

    assert told.models == []
    assert told.cheapest is None
    assert {each.model.key for each in told.missing} == {
        "in_house",
        "commissioned",
        "embedded",
    }
    assert (told.crossings, told.spans) == ([], [])


def test_one_page_asks_once():
    page = evidence()

    assert scenario(page) is scenario(page)
    assert scenario(page) is not scenario(evidence())


def test_a_slider_answers_at_once():
    assert scenario(evidence(seed=99)).spread  # imports, and what comes but once

    began = time.perf_counter()
    told = scenario(evidence(seed=99, hours=97_100))
    assert told.spread and told.crossings
    # 150 ms is the promise on a quiet machine; a busy one may share its two cores.
    assert time.perf_counter() - began < 0.6
