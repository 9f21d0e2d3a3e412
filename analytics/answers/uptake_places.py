"""The share on a route place by place, at the end of the quarter chosen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers import places_apart
from analytics.answers.uptake_counts import (
    ALL,
    BLANK,
    HAVE,
    PLACES,
    place_of,
    whole_share,
    worst,
)
from analytics.evidence import Evidence
from analytics.stats.rates import wilson_interval

TABLE = "places"  # the rows of people_by_route_place of one quarter and set of places
# The same places on the fair choice page, with what each one's ages and reasons expect.
EXPECTED = "places_expected"
DISTRICT = "district"


def place_set_of(choice: str | None) -> str:
    """Return the set of places to lay beside each other: that of the place chosen."""
    place = place_of(choice)
    return place[0] if place else DISTRICT


def places(evidence: Evidence) -> pd.DataFrame:
    """Return each place's share on the route chosen, the largest first.

    A place with a hidden part has no share. Nobody at all in a place is left out.

    Returns
    -------
    DataFrame, one row for each place
        place_name; people and people_all (persons); share, share_lower and share_upper
        (0 to 1, Wilson's 95% interval); the status of each; is_self (the place chosen).
    """
    rows = evidence[TABLE]
    chosen = place_of(evidence.selection.get("place"))
    told = [
        _place(str(name), group, evidence.selection["route"])
        for name, group in rows.groupby("place_name")
    ]
    frame = pd.DataFrame(told)
    if frame.empty:
        return frame
    frame = frame[frame["people_all"] != 0]
    lower, upper = wilson_interval(frame["people"], frame["people_all"])
    frame["share"] = frame["people"] / frame["people_all"]
    frame["share_lower"], frame["share_upper"] = lower, upper
    for column in ("share", "share_lower", "share_upper"):
        frame[f"{column}_status"] = np.where(
            frame[column].isna(),
            frame["blank"],
            np.where(frame[column] == 0, "zero", "ok"),
        )
    frame["is_self"] = [
        chosen is not None and name == chosen[1] for name in frame["key"]
    ]
    order = ["share", "place_name"]
    frame = frame.sort_values(order, ascending=[False, True], ignore_index=True)
    return frame.drop(columns=["key", "blank"])


def _place(name: str, group: pd.DataFrame, route: str) -> dict[str, object]:
    """Return one place's counts; a blank among its routes makes its sum a blank."""
    own = group[group["route"] == route].iloc[0]
    status = worst(group["people_status"])
    everybody = np.nan if status in BLANK else float(group["people"].sum())
    return {
        "key": name,
        "place_name": PLACES.get(name, name),
        "people": own["people"],
        "people_status": own["people_status"],
        "people_all": everybody,
        "people_all_status": "zero" if everybody == 0 else status,
        "blank": worst([own["people_status"], status]),
    }


def everywhere(evidence: Evidence) -> float | None:
    """Return the share of the whole council, None where it is hidden."""
    return whole_share(evidence, pd.Timestamp(evidence.selection["quarter"]))


def places_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether it differs by place, and answer if a test of all of them does."""
    known = _named(frame)
    if len(known) < 2:
        return "Does it differ by place?"
    low, high = known["share"].min(), known["share"].max()
    ends = f"{words.percent(low)} to {words.percent(high)}"
    chance = _chance(frame, evidence)
    if np.isnan(chance):
        return f"Does it differ by place? Too few people to judge: {ends}"
    if chance < places_apart.error_share():
        return f"Does it differ by place? Yes, from {ends}"
    return f"Does it differ by place? No more than chance would give: {ends}"


def _chance(frame: pd.DataFrame, evidence: Evidence) -> float:
    """Return how often chance alone would set the places as far apart as they are.

    The test of the fair choice page, on what is expected there where it counts the
    same people. NaN where there are too few, or too few for the rounding of counts.
    """
    told = frame[frame["share"].notna()]
    everybody = float(told["people_all"].sum())
    common = float(told["people"].sum()) / everybody if everybody else None
    counts = _named(frame).set_index("place_name")[["people", "people_all"]]
    expected = _expected(frame, evidence)
    if expected is not None:
        counts = counts.join(expected)
    return places_apart.chance(counts, common, evidence.selection.view)


def _expected(frame: pd.DataFrame, evidence: Evidence) -> pd.DataFrame | None:
    """Return what is expected of each place; None where other people are counted."""
    if not evidence.has(EXPECTED):
        return None
    there = evidence[EXPECTED]
    there = there[there["people_all"] > 0]
    there = there.assign(place_name=there["place_name"].replace(PLACES))
    there = there.set_index("place_name").sort_index()
    here = frame.set_index("place_name").sort_index()
    counts = ["people", "people_all"]
    if list(here.index) != list(there.index) or not np.array_equal(
        here[counts].to_numpy(float), there[counts].to_numpy(float)
    ):
        return None
    return there[["expected", "variance"]]


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the real places with a share: no leftovers."""
    return frame[frame["share"].notna() & ~frame["place_name"].isin(PLACES.values())]


def places_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the day, the places and what the lines are."""
    day = pd.Timestamp(evidence.selection["quarter"]).date()
    place_set = place_set_of(evidence.selection.get("place"))
    by = "district" if place_set == DISTRICT else f"place of {place_set}"
    is_cut = evidence.selection.get("reason", ALL) not in (None, ALL)
    everybody = ", for every support reason" if is_cut else ""
    return (
        f"Share with {HAVE[evidence.selection['route']]}, {words.date(day)}, by {by}"
        f"{everybody}. "
        "Line: how far chance alone moves a place of that size (95% interval)"
    )


def places_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say which place has the largest share and which the smallest."""
    known = _named(frame)
    hidden = int(frame["share"].isna().sum())
    said = []
    if len(known):
        first, last = known.iloc[0], known.iloc[-1]
        said.append(
            f"The share is largest in {first['place_name']}, "
            f"{words.percent(first['share'])}, and smallest in {last['place_name']}, "
            f"{words.percent(last['share'])}."
        )
        chance = _chance(frame, evidence)
        if not np.isnan(chance):
            given = (
                "Given ages and support reasons, chance"
                if _expected(frame, evidence) is not None
                else "Chance"
            )
            said.append(
                f"{given} alone would set all of them as far apart "
                f"{_how_often(chance)} (chi-squared test; under "
                f"{words.percent(places_apart.error_share())} is more than chance)."
            )
    if hidden:
        verb = "is" if hidden == 1 else "are"
        said.append(f"{words.plural(hidden, 'place')} {verb} hidden or missing.")
    return " ".join(said) or "Nobody is counted in any place."


def _how_often(chance: float) -> str:
    if chance < 0.001:
        return "less than once in 1,000"
    return f"{words.percent(chance)} of the time"
