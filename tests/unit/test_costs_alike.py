"""Like is set beside like: a task without a line is never counted as a nought."""

import pytest

from analytics.costs.alike import NOT_ALIKE, TOO_FEW
from analytics.costs.scenario import scenario
from tests.cost_evidence import (
    LINES,
    evidence,
    line_table,
    tables,
    without,
    without_overhead,
)


def told_by(lines, **changed):
    return scenario(
        evidence(of=tables(infrastructure_lines=line_table(lines), **changed))
    )


def test_where_every_model_says_who_pays_nothing_is_left_out():
    told = scenario(evidence())

    assert (told.alike.lacks, told.alike.left_out, told.alike.apart) == ({}, (), {})
    assert told.lines == told.trial.lines
    for key, gbp in told.totals.items():
        assert gbp == pytest.approx(told.per_hour[key] * 96_000)


def test_a_task_that_one_model_lacks_is_left_out_for_all():
    full = scenario(evidence(of=tables(rate_makeup=without_overhead())))

    assert full.alike.lacks == {"embedded": ("assure",)}
    assert full.alike.left_out == ("assure",)
    assert full.totals["commissioned"] - full.per_hour["commissioned"] * 96_000 == (
        pytest.approx(18_000)
    )
    assert full.totals["in_house"] - full.per_hour["in_house"] * 96_000 == (
        pytest.approx(26_000)
    )
    assert full.totals["embedded"] == pytest.approx(2.30 * 96_000)


def test_every_comparison_rests_on_the_tasks_in_common():
    apart = scenario(evidence(of=tables(rate_makeup=without_overhead())))
    # The same page where nobody pays for assuring at all.
    gone = told_by(
        without(("in_house", "assure"), ("commissioned", "assure")),
        rate_makeup=without_overhead(),
    )

    for key in ("in_house", "commissioned", "embedded"):
        assert apart.per_hour[key] == pytest.approx(gone.per_hour[key])
    assert apart.spread.chance == gone.spread.chance
    assert len(apart.spans) > 1
    assert apart.spans == gone.spans


def test_a_nought_that_is_written_down_is_a_nought():
    lines = [*LINES, ("embedded", "assure", "per_year", 0.0, None)]
    told = told_by(lines, rate_makeup=without_overhead())

    assert told.alike.lacks == {}
    assert told.alike.left_out == ()
    assert told.per_hour["embedded"] == pytest.approx(2.30)


def test_a_models_own_line_replaces_what_we_read_into_its_rate():
    told = told_by([*LINES, ("embedded", "assure", "per_year", 9_600.0, None)])

    assert "assure" not in told.alike.inside["embedded"]
    assert told.per_hour["embedded"] == pytest.approx(2.70)


def test_tasks_that_share_a_line_are_left_out_together():
    told = told_by(without(("commissioned", "vet")))

    assert told.alike.lacks == {"commissioned": ("vet",)}
    assert told.alike.left_out == ("recruit", "vet")
    assert {line.task for line in told.trial.lines}.isdisjoint({"recruit", "vet"})


def test_a_task_that_nobody_pays_for_is_lacked_by_none():
    told = told_by(without(("in_house", "pay"), ("commissioned", "pay")))

    assert told.alike.lacks == {}


def test_half_the_tasks_are_the_least_to_compare():
    four = ("recruit", "vet", "match", "coordinate")
    enough = [*LINES, *(("hub", t, "per_year", 1e4, None) for t in four)]
    told = told_by(enough)
    assert "hub" in told.trial.contest
    assert told.alike.left_out == ("pay", "assure", "digital", "other")

    bare = [line for line in enough if line[:2] != ("hub", "vet")]
    told = told_by(bare)
    assert told.alike.apart == {"hub": TOO_FEW}
    assert told.alike.left_out == ()
    assert told.per_hour == scenario(evidence()).per_hour


def test_a_rate_that_is_one_sum_pays_for_every_task():
    told = scenario(evidence(of=tables(rate_makeup=None), rate=2.0))

    assert told.alike.lacks == {}
    assert set(told.alike.inside["embedded"].values()) == {"other"}
    # It says nothing of other costs, so no model lacks those on its account.
    lines = without(("in_house", "other"), ("commissioned", "other"))
    assert told_by(lines, rate_makeup=None).alike.lacks == {}


def test_a_comparator_that_cannot_be_made_alike_stands_apart():
    told = told_by(without(("in_house", "pay")), rate_makeup=None)
    assert told.alike.left_out == ("pay",)

    rates = tables()["rate_makeup"].query("kind == 'homecare_agency'")
    told = told_by(without(("in_house", "pay")), rate_makeup=rates)
    assert told.alike.left_out == ("pay",)
    assert told.alike.apart == {"traditional": NOT_ALIKE}
    assert told.trial.others == ()
    alone = told_by(without(("in_house", "pay")), rate_makeup=None)
    assert told.spread.chance == alone.spread.chance
