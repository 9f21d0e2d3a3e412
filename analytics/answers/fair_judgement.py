"""Whether shares differ by more than luck, and how they change along an order."""

from __future__ import annotations

import pandas as pd

from analytics.answers import places_apart
from analytics.answers.fair_counts import SLOPE, UNKNOWN, groups, target
from analytics.answers.uptake_judgement import is_coarse
from analytics.evidence import Evidence
from analytics.stats.gradient import Slope, slope_index


def chance(evidence: Evidence, rows: pd.DataFrame) -> float:
    """Return how often luck alone would set these groups so far apart.

    Given their ages and reasons where that is known, and among known groups of 20
    people or more of whom at least 5 are expected to have the choice, and 5 not to;
    NaN where there are fewer than two.
    """
    common = target(evidence)
    is_known = ~rows.get("level", pd.Series("", rows.index)).eq(UNKNOWN)
    if "is_real" in rows:
        is_known &= rows["is_real"]
    rows = rows[is_known & rows["share"].notna()]
    counts = _counts(rows)
    if "expected" in rows:
        counts = counts.assign(expected=rows["expected"], variance=rows["variance"])
    return places_apart.chance(counts, common, evidence.selection.view)


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    counts = {"people": rows["people_chosen"], "people_all": rows["people_all"]}
    return pd.DataFrame(counts, dtype=float)


def slopes(evidence: Evidence) -> tuple[Slope, Slope | None]:
    """Return how the share changes from the least deprived end to the most.

    As counted, and given ages and support reasons where that is known.
    """
    rows = groups(evidence, "fifth")
    rows = rows[rows["share"].notna() & (rows["level"] != UNKNOWN)].iloc[::-1]
    share, n = rows["share"].to_numpy(float), rows["people_all"].to_numpy(float)
    counts = _counts(rows)
    if is_coarse(counts, evidence.selection.view).any():
        return Slope(*[float("nan")] * 3), None
    crude = slope_index(share, share * (1 - share) / n, n)
    if not evidence.has(SLOPE):
        return crude, None
    found = evidence[SLOPE].iloc[0]
    ends = (float(found[end]) for end in ("difference", "lower", "upper"))
    return crude, Slope(*ends)
