"""Verdicts of one longest journey: every area, kind, need and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.levels import classes_of, line_levels
from analytics.access.places import place_names, places_of
from analytics.access.reach import sums_in_reach
from analytics.access.reasons import reasons
from analytics.access.replicates import pace_of
from analytics.access.verdict import (
    chance_below,
    hours_short,
    likely_range,
    list_errors,
    longest_list,
    share_with_less,
    verdict_words,
)
from analytics.assumptions import assumption
from analytics.measures.ground import LITTLE_NEED, NO_NEED, NO_PLAN, Ground

STATUS_OF = {
    "": "ok",
    LITTLE_NEED: "low_reliability",
    NO_NEED: "not_applicable",
}
NUMBERS = (
    "hours_in_reach",
    "hours_in_reach_lower",
    "hours_in_reach_upper",
    "share_with_less",
    "chance",
    "hours_short",
    "class",
)


@dataclass(frozen=True)
class Journey:
    """What is known of one longest journey, before any line is drawn.

    Attributes
    ----------
    access : ndarray of shape (n_draws, n_own, n_needs, n_kinds)
    held : ndarray of shape (n_own, n_needs, n_kinds), with assumptions as we hold them
    held_at_longest : ndarray shaped as held, at the longest journey of the range
    suppliers, free : ndarrays of shape (n_own, n_kinds), within the journey
    suppliers_at_longest : ndarray of shape (n_own,), of any kind
    """

    minutes: int
    access: NDArray[np.float64]
    held: NDArray[np.float64]
    held_at_longest: NDArray[np.float64]
    suppliers: NDArray[np.float64]
    free: NDArray[np.float64]
    suppliers_at_longest: NDArray[np.float64]


@dataclass(frozen=True)
class Needs:
    """Need of the council's own areas, as we hold it and as drawn.

    Attributes
    ----------
    held : ndarray of shape (n_own, n_needs), hours a week
    draws : ndarray of shape (n_draws, n_own, n_needs), hours a week
    """

    held: NDArray[np.float64]
    draws: NDArray[np.float64]


def suppliers_by_kind(
    ground: Ground, travel: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count the suppliers of each kind in reach of own areas, and their free hours."""
    counts = ground.locality.kinds.counts
    free = ground.supply["hours_free"].to_numpy(float, na_value=np.nan)[:, np.newaxis]
    # A blank counts only against the kinds that the supplier is of.
    free_of_kind = np.where(counts > 0, free, 0.0)
    sums = sums_in_reach(
        ground.locality.areas.take(slice(ground.locality.n_own)),
        ground.locality.sites,
        np.hstack([counts, free_of_kind]),
        pace=pace_of(ground.held)[0],
        limit=ground.locality.limits(travel),
    )
    n_kinds = counts.shape[1]
    return sums[:, :n_kinds], sums[:, n_kinds:]


def blanks_of(
    ground: Ground, travel: int, need: NDArray[np.float64], reading: str
) -> NDArray[np.object_]:
    """Say why each area is not judged, "" where it is.

    Parameters
    ----------
    need : ndarray of shape (n_own,), hours a week
    """
    least = assumption("verdict.least_need", ground.on).value
    blank = ground.blank[travel]
    unstated = np.zeros(len(need), bool)
    if reading == "planned" and ground.locality.planned is not None:
        unstated = np.isnan(ground.locality.planned[: len(need)])
    why: NDArray[np.object_] = np.select(
        [blank != "", unstated, need <= 0, need < least],
        [blank, NO_PLAN, NO_NEED, LITTLE_NEED],
        "",
    ).astype(object)
    return why


def verdicts_of(
    ground: Ground, journey: Journey, needs: Needs
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge every kind, need and line at one longest journey.

    Returns
    -------
    (DataFrame, DataFrame)
        Rows of area_verdicts, and rows of desert_lists.
    """
    frames, rows = [], []
    for n, reading in enumerate(ground.locality.needs):
        why = blanks_of(ground, journey.minutes, needs.held[:, n], reading)
        for k, kind in enumerate(ground.locality.kinds.names):
            level = {"kind": kind, "need": reading, "travel_minutes": journey.minutes}
            setting = _Setting(ground, journey, needs, n, k, why)
            judged = setting.judge(line_levels(ground.on).tolist())
            frames.append(setting.frame(judged).assign(**level))
            rows += [{**level, **setting.list_row(each)} for each in judged]
    return pd.concat(frames, ignore_index=True), pd.DataFrame(rows)


class _Judged(NamedTuple):
    """What is held of every own area at one line."""

    line: float
    chance: NDArray[np.float64]
    short: NDArray[np.float64]
    listed: NDArray[np.bool_]
    words: NDArray[np.object_]
    reasons: NDArray[np.object_]
    places: NDArray[np.intp]


@dataclass(frozen=True)
class _Setting:
    """One choice of journey, need and kind; the lines are judged in turn.

    Attributes
    ----------
    n, k : positions of the need and of the kind
    why : ndarray of shape (n_own,), why an area is not judged, "" where it is
    """

    ground: Ground
    journey: Journey
    needs: Needs
    n: int
    k: int
    why: NDArray[np.object_]

    @property
    def access(self) -> NDArray[np.float64]:
        """Return the draws, of shape (n_draws, n_own)."""
        return self.journey.access[:, :, self.n, self.k]

    @property
    def held(self) -> NDArray[np.float64]:
        """Return the hours in reach with assumptions as we hold them."""
        return self.journey.held[:, self.n, self.k]

    def judge(self, lines: Sequence[float]) -> list[_Judged]:
        """Judge every area at each line."""
        false_share = assumption("verdict.false_share", self.ground.on).value
        chances = chance_below(self.access, lines)
        judged = self.why == ""
        found = []
        for line, chance in zip(lines, chances.T, strict=True):
            short = hours_short(self.held, self.needs.held[:, self.n], line)
            listed = longest_list(
                chance, short, may_be_listed=judged, false_share=false_share
            )
            words = verdict_words(chance, listed, judged)
            places = places_of(listed, self.ground.pairs)
            why = self._reasons(line)
            why[~np.isin(words, ["desert", "likely_below"])] = None
            found.append(_Judged(line, chance, short, listed, words, why, places))
        return found

    def _reasons(self, line: float) -> NDArray[np.object_]:
        every = self.journey.held[:, self.n, 0]
        return reasons(
            suppliers_at_longest=self.journey.suppliers_at_longest,
            access_at_longest=self.journey.held_at_longest[:, self.n, self.k],
            access_all_kinds=every if self.k else None,
            suppliers=self.journey.suppliers[:, self.k],
            free_hours=self.journey.free[:, self.k],
            line=line,
        )

    def frame(self, judged: Sequence[_Judged]) -> pd.DataFrame:
        """Write rows of area_verdicts, one line after another."""
        own, times = self.ground.own, len(judged)
        lower, upper = likely_range(self.access)
        people = own.rename(columns={"people_all": "people"})
        on = self.ground.on
        frame = pd.DataFrame(
            {
                "area_code": np.tile(own["area_code"].to_numpy(object), times),
                "line": np.repeat([each.line for each in judged], len(own)),
                "hours_in_reach": np.tile(self.held, times),
                "hours_in_reach_lower": np.tile(lower, times),
                "hours_in_reach_upper": np.tile(upper, times),
                "share_with_less": np.tile(self._share_with_less(), times),
                "chance": np.concatenate([each.chance for each in judged]),
                "hours_short": np.concatenate([each.short for each in judged]),
                "class": np.concatenate(
                    [classes_of(self.held, each.line, on) for each in judged]
                ).astype(float),
                "verdict": np.concatenate([each.words for each in judged]),
                "reason": np.concatenate([each.reasons for each in judged]),
                "place_name": np.concatenate(
                    [
                        np.array(place_names(people, each.places), dtype=object)
                        for each in judged
                    ]
                ),
            }
        )
        return self._with_blanks(frame, times)

    def _share_with_less(self) -> NDArray[np.float64]:
        has_value = np.isin(self.why, ["", LITTLE_NEED])
        return share_with_less(self.held, has_value)

    def _with_blanks(self, frame: pd.DataFrame, times: int) -> pd.DataFrame:
        """Take away what is not known, say so, and add what is needed."""
        own_status = np.array([STATUS_OF.get(why, "not_supplied") for why in self.why])
        status = np.tile(own_status, times)
        for column in NUMBERS:
            frame[f"{column}_status"] = status
        is_blank = np.isin(status, ["not_supplied", "not_applicable"])
        frame.loc[is_blank, list(NUMBERS)] = np.nan
        is_known = self.ground.own["is_known"].to_numpy(bool) & (self.why != NO_PLAN)
        need = np.where(is_known, self.needs.held[:, self.n], np.nan)
        frame["need_hours"] = np.tile(need, times)
        frame["need_hours_status"] = np.tile(
            np.where(is_known, "ok", "not_supplied"), times
        )
        because = self.why.copy()
        because[because == ""] = None
        frame["not_judged_because"] = np.tile(because, times)
        return frame

    def list_row(self, judged: _Judged) -> dict[str, object]:
        """Write one row of desert_lists."""
        listed = judged.listed
        errors = list_errors(self.access, judged.line, listed)
        drawn = hours_short(
            self.access[:, listed], self.needs.draws[:, listed, self.n], judged.line
        ).sum(axis=1)
        lower, upper = likely_range(drawn)
        counts = Counter(STATUS_OF.get(why, "not_supplied") for why in self.why)
        return {
            "line": judged.line,
            "areas_listed": int(listed.sum()),
            "areas_judged": counts["ok"],
            "places": len(np.unique(judged.places[listed])),
            "people_65_plus": float(self.ground.own["people_65_plus"][listed].sum()),
            "hours_short": float(judged.short[listed].sum()),
            "hours_short_lower": float(lower),
            "hours_short_upper": float(upper),
            "expected_false": errors.expected,
            "p90_false": errors.p90,
            "areas_unsure": int((judged.words == "likely_below").sum()),
            "areas_not_supplied": counts["not_supplied"],
            "areas_low_need": counts["low_reliability"],
            "areas_no_need": counts["not_applicable"],
        }
