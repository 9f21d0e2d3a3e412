"""Ranges and chances: what is drawn, what is shared, and what must always hold."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.costs.lines import CostLine
from analytics.costs.uncertainty import Range, Trial, spread

NONE = Range(1.0, 1.0, 1.0)
RANGES = (
    ("years", Range(10, 5, 15)),
    ("discount_rate", Range(0.035, 0.015, 0.05)),
    ("hours_per_person_week", Range(10.8, 9.2, 12.4)),
    ("step_scale", Range(1.0, 0.78, 1.28)),
    ("rate_scale", Range(1.0, 0.846, 1.185)),
)


def trial(*lines, contest=None, others=(), ranges=RANGES, error=None, seed=1, **more):
    models = tuple(dict.fromkeys(line.model for line in lines))
    return Trial(
        lines=lines,
        contest=contest or tuple(each for each in models if each not in others),
        others=tuple(others),
        hours_a_year=more.pop("hours", 96_000.0),
        grid=more.pop("grid", (20_000.0, 96_000.0, 240_000.0)),
        ranges=ranges,
        budget_error=error or Range(1.0, 0.88, 1.13),
        draws=more.pop("draws", 4_000),
        seed=seed,
    )


TEAM = CostLine("team", "coordinate", "step_per_hours", 36_400, 900)
GRANT = CostLine("grant", "recruit", "per_year", 214_000)
RATE = CostLine("rate", "recruit", "per_hour", 2.6, from_rate=True)


def test_chances_sum_to_one_and_leave_comparators_out():
    told = spread(trial(TEAM, GRANT, RATE, others=("rate",)))

    assert set(told.chance) == {"team", "grant"}
    assert sum(told.chance.values()) == pytest.approx(1)
    assert set(told.likely) == {"team", "grant", "rate"}


def test_ties_are_shared():
    same = replace(GRANT, model="twin")
    told = spread(trial(GRANT, same, error=NONE))

    assert told.chance == {"grant": 0.5, "twin": 0.5}


def test_a_range_is_p10_to_p90():
    told = spread(trial(GRANT, RATE, draws=40_000))

    low, high = told.likely["grant"]
    middle = 214_000 / 96_000
    assert (low / middle, high / middle) == pytest.approx((0.88, 1.13), abs=0.005)
    low, high = told.likely["rate"]
    assert (low / 2.6, high / 2.6) == pytest.approx((0.846, 1.185), abs=0.005)


def test_the_band_passes_through_the_likely_range_at_the_volume():
    told = spread(trial(TEAM, GRANT, RATE))

    for model, (low, high) in told.likely.items():
        assert told.bands[model][:, 1] == pytest.approx((low, high), rel=5e-3)
    assert (told.bands["team"][0] <= told.bands["team"][1]).all()


def test_another_model_changes_no_draw():
    alone = spread(trial(GRANT))
    among = spread(trial(TEAM, GRANT, RATE))

    assert alone.likely["grant"] == among.likely["grant"]
    assert (alone.bands["grant"] == among.bands["grant"]).all()


def test_what_is_shared_moves_models_together():
    # Two models of one-off money alone: the years are the same for both, so with no
    # error of their own the dearer is never the cheapest.
    cheap = CostLine("cheap", "digital", "one_off", 100_000)
    dear = CostLine("dear", "digital", "one_off", 101_000)

    assert spread(trial(cheap, dear, error=NONE)).chance == {"cheap": 1.0, "dear": 0.0}
    assert spread(trial(cheap, dear)).chance["dear"] > 0.3


def test_each_rate_has_its_own_draw():
    other = replace(RATE, model="other", gbp=2.61)

    assert spread(trial(RATE, other)).chance["other"] > 0.3


def test_the_same_seed_gives_the_same_answer_and_another_does_not():
    assert spread(trial(TEAM, GRANT)).chance == spread(trial(TEAM, GRANT)).chance
    others = {spread(trial(TEAM, GRANT, seed=seed)).chance["team"] for seed in range(5)}
    assert len(others) > 1


def test_without_ranges_there_is_no_doubt():
    certain = tuple(
        (name, Range(each.value, each.value, each.value)) for name, each in RANGES
    )
    told = spread(trial(GRANT, RATE, ranges=certain, error=NONE))

    assert told.likely["rate"] == pytest.approx((2.6, 2.6))
    assert told.chance == {"grant": 1.0, "rate": 0.0}


def test_a_step_is_drawn_whole():
    told = spread(trial(TEAM, error=NONE, hours=46_800.0, grid=(46_800.0,)))

    # Two posts where a coordinator covers less than 900 hours, one where more.
    assert told.likely["team"] == pytest.approx((36_400 / 46_800, 2 * 36_400 / 46_800))


def test_the_default_is_at_least_ten_thousand_draws():
    from analytics.costs.scenario import scenario
    from tests.cost_evidence import evidence

    assert scenario(evidence()).trial.draws >= 10_000
    chances = [scenario(evidence(seed=seed)).spread.chance for seed in (1, 2, 3)]
    assert np.ptp([each["commissioned"] for each in chances]) < 0.03
