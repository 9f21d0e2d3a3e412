import numpy as np
import pytest

from analytics.access.replicates import SHARED, central, drawn, supplier_errors
from analytics.assumptions import assumption


@pytest.mark.parametrize("name", SHARED)
def test_a_range_is_p10_to_p90_and_the_value_is_the_median(name):
    entry, draws = assumption(name), drawn(1, 40_000)[name]

    found = np.quantile(draws, [0.1, 0.5, 0.9])

    assert found == pytest.approx([entry.low, entry.value, entry.high], rel=0.02)


@pytest.mark.parametrize("name", [n for n in SHARED if ".share_" in n])
def test_a_share_stays_a_share(name):
    draws = drawn(1, 40_000)[name]

    assert 0 < draws.min() < draws.max() < 1


def test_the_seed_decides_every_draw():
    first, again, other = (drawn(seed, 50) for seed in (8, 8, 9))

    for name in SHARED:
        assert (first[name] == again[name]).all()
        assert not (first[name] == other[name]).any()


def test_no_two_assumptions_move_together():
    draws = drawn(2, 4000)
    together = np.corrcoef(draws.columns(SHARED), rowvar=False)

    assert np.abs(together - np.eye(len(SHARED))).max() < 0.08


def test_each_supplier_errs_alone():
    errors = supplier_errors(4, 4000, 5)

    assert np.abs(np.corrcoef(errors, rowvar=False) - np.eye(5)).max() < 0.08
    assert np.quantile(errors, [0.1, 0.5, 0.9]) == pytest.approx(
        [1 / 1.2, 1, 1.2], rel=0.02
    )


def test_what_we_hold_is_one_draw_at_the_values():
    assert central()["access.visit_minutes"].tolist() == [40]
