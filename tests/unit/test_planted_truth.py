"""Every interval holds its planted truth as often as it says: docs/coverage.md."""

import numpy as np
import pytest

from bench.coverage import CHECKS, Check, tally

SEEDS = 100


@pytest.mark.parametrize("check", CHECKS, ids=[check.words for check in CHECKS])
def test_an_interval_keeps_its_word(check):
    found = tally(check, SEEDS)

    assert found.least <= found.share <= found.most


@pytest.mark.parametrize(("width", "kept"), [(1.96, True), (1.5, False), (2.9, False)])
def test_an_interval_too_narrow_or_too_wide_is_found_out(width, kept):
    check = Check(
        "a normal value", 0.95, lambda rng: abs(rng.standard_normal()) < width
    )

    assert tally(check, 1_000).kept is kept


def test_only_counts_may_be_held_too_often():
    always = Check("all", 0.8, lambda _: True)

    assert not tally(always, SEEDS).kept
    assert tally(always._replace(of_counts=True), SEEDS).kept
    assert not tally(Check("none", 0.8, lambda _: False, True), SEEDS).kept


def test_a_seed_is_a_world():
    drawn = []
    tally(Check("look", 0.5, lambda rng: bool(drawn.append(rng.random()))), 3)

    assert drawn == [np.random.default_rng(seed).random() for seed in range(3)]
