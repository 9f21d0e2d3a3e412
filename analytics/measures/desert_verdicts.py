"""Verdicts of one longest journey: every area, kind, need and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
) -> Iterator[tuple[pd.DataFrame, dict[str, object]]]:
    """Judge every kind, need and line at one longest journey.

    Yields
    ------
    (DataFrame, dict)
        Rows of area_verdicts, and one row of desert_lists.
    """
    lines = line_levels(ground.on)
    for n, reading in enumerate(ground.locality.needs):
        why = blanks_of(ground, journey.minutes, needs.held[:, n], reading)
        for k, kind in enumerate(ground.locality.kinds.names):
            access = journey.access[:, :, n, k]
            chances = chance_below(access, lines)
            ends = likely_range(access)
            for at, line in enumerate(lines):
                setting = _Setting(ground, journey, needs, n, k, float(line), why)
                frame, row = setting.judge(chances[:, at], ends)
                level = {
                    "kind": kind,
                    "need": reading,
                    "travel_minutes": journey.minutes,
                    "line": float(line),
                }
                yield frame.assign(**level), {**level, **row}


@dataclass(frozen=True)
class _Setting:
    """One choice of every control: a need, a kind, a journey and a line."""

    ground: Ground
    journey: Journey
    needs: Needs
    n: int
    k: int
    line: float
    why: NDArray[np.object_]

    def judge(
        self, chance: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> tuple[pd.DataFrame, dict[str, object]]:
        held = self.journey.held[:, self.n, self.k]
        short = hours_short(held, self.needs.held[:, self.n], self.line)
        judged = self.why == ""
        listed = longest_list(
            chance,
            short,
            may_be_listed=judged,
            false_share=assumption("verdict.false_share", self.ground.on).value,
        )
        words = verdict_words(chance, listed, judged)
        places = places_of(listed, self.ground.pairs)
        frame = self._frame(held, ends, chance, short, words, places)
        return frame, self._list(listed, words, places, short)

    def _frame(
        self,
        held: NDArray[np.float64],
        ends: NDArray[np.float64],
        chance: NDArray[np.float64],
        short: NDArray[np.float64],
        words: NDArray[np.object_],
        places: NDArray[np.intp],
    ) -> pd.DataFrame:
        own = self.ground.own
        status = np.array([STATUS_OF.get(why, "not_supplied") for why in self.why])
        is_blank = np.isin(status, ["not_supplied", "not_applicable"])
        is_below = np.isin(words, ["desert", "likely_below"])
        need = self.needs.held[:, self.n]
        need_is_known = ~np.isin(self.why, [NO_PLAN]) & own["is_known"].to_numpy(bool)
        frame = pd.DataFrame(
            {
                "area_code": own["area_code"],
                "hours_in_reach": held,
                "hours_in_reach_lower": ends[0],
                "hours_in_reach_upper": ends[1],
                "chance": chance,
                "hours_short": short,
                "class": classes_of(held, self.line, self.ground.on).astype(float),
            }
        )
        frame.loc[is_blank, list(NUMBERS)] = np.nan
        for column in NUMBERS:
            frame[f"{column}_status"] = status
        frame["need_hours"] = np.where(need_is_known, need, np.nan)
        frame["need_hours_status"] = np.where(need_is_known, "ok", "not_supplied")
        frame["verdict"] = words
        frame["reason"] = pd.Series(self._reasons()).where(is_below, None)
        people = own.rename(columns={"people_all": "people"})
        frame["place_name"] = place_names(people, places)
        frame["not_judged_because"] = pd.Series(self.why).replace("", None)
        return frame

    def _reasons(self) -> NDArray[np.object_]:
        return reasons(
            suppliers_at_longest=self.journey.suppliers_at_longest,
            access_at_longest=self.journey.held_at_longest[:, self.n, self.k],
            access_all_kinds=self.journey.held[:, self.n, 0],
            suppliers=self.journey.suppliers[:, self.k],
            free_hours=self.journey.free[:, self.k],
            line=self.line,
        )

    def _list(
        self,
        listed: NDArray[np.bool_],
        words: NDArray[np.object_],
        places: NDArray[np.intp],
        short: NDArray[np.float64],
    ) -> dict[str, object]:
        access = self.journey.access[:, :, self.n, self.k]
        errors = list_errors(access, self.line, listed)
        drawn = hours_short(
            access[:, listed], self.needs.draws[:, listed, self.n], self.line
        ).sum(axis=1)
        lower, upper = likely_range(drawn)
        status = pd.Series([STATUS_OF.get(why, "not_supplied") for why in self.why])
        counts = status.value_counts()
        return {
            "areas_listed": int(listed.sum()),
            "areas_judged": int((self.why == "").sum()),
            "places": len(np.unique(places[places >= 0])),
            "people_65_plus": float(self.ground.own["people_65_plus"][listed].sum()),
            "hours_short": float(short[listed].sum()),
            "hours_short_lower": float(lower),
            "hours_short_upper": float(upper),
            "expected_false": errors.expected,
            "p90_false": errors.p90,
            "areas_unsure": int((words == "likely_below").sum()),
            "areas_not_supplied": int(counts.get("not_supplied", 0)),
            "areas_low_need": int(counts.get("low_reliability", 0)),
            "areas_no_need": int(counts.get("not_applicable", 0)),
        }
