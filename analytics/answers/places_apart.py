"""One test of whether places or groups differ by more than chance, for every page."""

from __future__ import annotations

import pandas as pd

from analytics.answers.uptake_judgement import is_coarse
from analytics.assumptions import assumption
from analytics.stats.rates import CONFIDENCE, LEAST_EXPECTED
from analytics.stats.standardise import chance_apart

QUESTIONS = 5  # place, deprivation, rurality, age and reason are asked after together


def error_share(questions: int = QUESTIONS) -> float:
    """Return how rare by chance a difference must be to be called one.

    All questions together are wrong in 1 of 20 councils that are alike in all (the
    chance is shared out evenly among them, after Bonferroni). The same number holds
    wherever one of them is asked, so that no two pages disagree.
    """
    return (1 - CONFIDENCE) / questions


def chance(counts: pd.DataFrame, common: float | None, view: str) -> float:
    """Return how often luck alone would set these groups so far apart.

    Among groups of `answers.least_cases` people or more, of whom at least 5 are
    expected to be counted and 5 not to; NaN where there are fewer than two, or where
    counts are too small for their rounding.

    Parameters
    ----------
    counts : DataFrame, one row for each group
        people and people_all (persons, known); expected and variance, where what is
        expected allows for a group's own ages and reasons.
    common : float, share
        That of everybody; None where it is hidden.
    view : "internal" or "public"
    """
    counts = counts.astype(float)
    counts = counts[counts["people_all"] >= assumption("answers.least_cases").value]
    if common is None or is_coarse(counts, view).any():
        return float("nan")
    n = counts["people_all"]
    expected, variance = n * common, n * common * (1 - common)
    if "expected" in counts and counts["expected"].notna().all():
        expected, variance = counts["expected"], counts["variance"]
    # A group of whom hardly anybody is expected says nothing and would end the test.
    enough = (expected >= LEAST_EXPECTED) & (n - expected >= LEAST_EXPECTED)
    told = (counts["people"], expected, variance)
    return chance_apart(*(each[enough] for each in told))
