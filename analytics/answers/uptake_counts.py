"""Shares and limits worked out from the counts on the shelf, and from nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.spc import ENOUGH_POINTS, Xmr, xmr

ROUTES = {
    "direct_payment": "Direct payment",
    "isf": "Individual service fund",
    "managed_budget": "Council-managed budget",
    "commissioned": "Commissioned only",
}
HAVE = {
    "direct_payment": "a direct payment",
    "isf": "an individual service fund (ISF)",
    "managed_budget": "a budget that the council manages",
    "commissioned": "only support that the council commissions",
}
AGES = {"all": "18 and over", "18_64": "18 to 64", "65_plus": "65 and over"}
ALL, UNKNOWN, ELSEWHERE = "all", "unknown", "elsewhere"
PLACES = {UNKNOWN: "Place not known", ELSEWHERE: "Outside the council"}
BLANK = ("suppressed", "not_supplied", "not_applicable")  # the first one found is said
BETWEEN = ":"  # a set of places and the place, in the address


def place_of(choice: str | None) -> tuple[str, str] | None:
    """Return the set and the name of a place chosen, None for the whole council."""
    if not choice or choice == ALL or BETWEEN not in choice:
        return None
    place_set, name = choice.split(BETWEEN, 1)
    return place_set, name


def table_of(evidence: Evidence) -> str:
    """Name the table whose cut was chosen."""
    if place_of(evidence.selection.get("place")):
        return "people_by_route_place"
    is_all = evidence.selection.get("age", ALL) == ALL
    return "people_by_route" if is_all else "people_by_route_age"


def has_counts(evidence: Evidence) -> bool:
    """Say whether people are counted for what was chosen."""
    return evidence.has(table_of(evidence)) and len(_rows(evidence)) > 0


def _rows(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of the cut chosen, up to the quarter chosen."""
    rows = evidence[table_of(evidence)]
    if "age_group" in rows:
        rows = rows[rows["age_group"] == evidence.selection.get("age", ALL)]
    rows = rows.assign(quarter_end=pd.to_datetime(rows["quarter_end"]))
    quarter = evidence.selection.get("quarter")
    return rows[rows["quarter_end"] <= pd.Timestamp(quarter)] if quarter else rows


def counts(evidence: Evidence) -> pd.DataFrame:
    """Return people by quarter and route, for what was chosen.

    Returns
    -------
    DataFrame, one row for each route and quarter, in order
        route, route_name, quarter_end, people (persons) and its status.
    """
    rows = _rows(evidence).assign(
        rung=lambda frame: frame["route"].map(
            {name: i for i, name in enumerate(ROUTES)}
        )
    )
    rows = rows.sort_values(["rung", "quarter_end"], ignore_index=True)
    rows["route_name"] = rows["route"].map(ROUTES)
    return rows[["route", "route_name", "quarter_end", "people", "people_status"]]


def trend(evidence: Evidence) -> pd.DataFrame:
    """Return the share on the route chosen by quarter, with the limits of its wobble.

    A share, and a sum, with a blank in it is a blank of the same kind: it is never
    guessed, and a blank is never taken as zero. Limits rest on the first quarters in
    which anybody is on the route (`uptake.baseline_quarters` says how many) and no
    later one moves them: rebasing needs a change that a person gives a reason for.

    Returns
    -------
    DataFrame, one row for each quarter, in order
        quarter_end; people and people_all (persons); share, share_average, share_lower
        and share_upper (0 to 1); the status of each; is_special, is_baseline;
        special_cause (words, empty where there is none).
    """
    rows = counts(evidence)
    chosen = rows[rows["route"] == evidence.selection["route"]].set_index("quarter_end")
    frame = pd.DataFrame(
        {
            "people": chosen["people"].astype(float),
            "people_status": chosen["people_status"],
            **_sums(rows),
        }
    ).reset_index()
    share = frame["people"] / frame["people_all"].where(frame["people_all"] > 0)
    frame["share"] = share
    blank = frame["people_status"].where(
        frame["people_status"].isin(BLANK), frame["people_all_status"]
    )
    # Where nobody has a route at all there is no share to speak of.
    blank = blank.mask(frame["people_all"] == 0, "not_applicable")
    frame["share_status"] = blank.mask(share > 0, "ok").mask(share == 0, "zero")
    chart = limits(frame)
    for column, value in (
        ("share_average", chart.average),
        ("share_lower", max(chart.lower, 0.0) if np.isfinite(chart.lower) else np.nan),
        ("share_upper", chart.upper),
    ):
        frame[column] = value
        frame[f"{column}_status"] = (
            "not_applicable" if np.isnan(value) else "zero" if value == 0 else "ok"
        )
    is_judged = _is_judged(frame)
    return frame.assign(
        is_special=chart.special & chart.can_judge,
        is_baseline=is_judged & (is_judged.cumsum() <= chart.n_baseline),
        special_cause=_causes(chart) if chart.can_judge else "",
    )


def _sums(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Add the routes up; one blank among them makes the sum a blank."""
    quarters = rows.groupby("quarter_end")
    status = quarters["people_status"].agg(worst)
    people = quarters["people"].sum(min_count=1).astype(float)
    people = people.mask(status.isin(BLANK))
    status = status.mask(people == 0, "zero")
    return {"people_all": people, "people_all_status": status}


def worst(statuses: Iterable[str]) -> str:
    """Return the blank that a sum has for one among its parts, ok where none is."""
    told = set(statuses)
    return next((blank for blank in BLANK if blank in told), "ok")


def _is_judged(frame: pd.DataFrame) -> pd.Series:
    """Mark the quarters with a share, from the first in which anybody had the route.

    Before that there is nothing yet that could wobble.
    """
    share = frame["share"]
    return share.notna() & ((share > 0).cumsum() > 0)


def limits(frame: pd.DataFrame, baseline: float | None = None) -> Xmr:
    """Draw the limits of a share's wobble from its first quarters."""
    if baseline is None:
        baseline = assumption("uptake.baseline_quarters").value
    shares = frame["share"].where(_is_judged(frame))
    return xmr(shares.to_numpy(float), baseline=int(baseline))


def n_judged(frame: pd.DataFrame) -> int:
    """Count the quarters that can be judged."""
    return int(_is_judged(frame).sum())


def can_judge(frame: pd.DataFrame) -> bool:
    """Say whether there are quarters enough to call a change more than chance."""
    return n_judged(frame) >= ENOUGH_POINTS


def _causes(chart: Xmr) -> list[str]:
    """Say of each point which rules it breaks, nothing of one that breaks none."""
    high = chart.values >= chart.average
    said = []
    for i in range(len(chart.values)):
        side = "above" if high[i] else "below"
        end = "upper" if high[i] else "lower"
        rules = [
            (chart.outside[i], f"{side} the {end} limit"),
            (chart.one_side[i], f"7 or more in a row {side} the average"),
            (chart.trend[i], "7 or more in a row rising or falling"),
            (chart.near_limit[i], f"2 of 3 near the {end} limit"),
        ]
        said.append("; ".join(text for broken, text in rules if broken))
    return said


def last_known(frame: pd.DataFrame) -> pd.Series | None:
    """Return the last row with a share, None where there is none."""
    known = frame[frame["share"].notna()]
    return None if known.empty else known.iloc[-1]


def what_to_find(frame: pd.DataFrame) -> tuple[str, dt.date] | None:
    """Say what the last special cause is and since when, and where it began."""
    special = np.flatnonzero(frame["is_special"].to_numpy(bool))
    if not special.size:
        return None
    last = int(special[-1])
    row = frame.iloc[last]
    side = "Above" if row["share"] >= row["share_average"] else "Below"
    end = "upper" if side == "Above" else "lower"
    for cause, text in (
        (f"{end} limit", f"{side} the limit"),
        (f"{side.lower()} the average", f"{side} the average"),
        ("rising or falling", _way(frame, last)),
        (f"near the {end}", f"Near the {end} limit"),
    ):
        if cause in row["special_cause"]:
            first = _began(frame, last, cause, side)
            day = frame["quarter_end"].iloc[first]
            goes_on = last == len(frame) - 1 and first < last
            when = f"since {day:%B %Y}" if goes_on else f"in {day:%B %Y}"
            if not goes_on and first < last:
                when = f"{day:%B %Y} to {row['quarter_end']:%B %Y}"
            return f"{text} {when}", day.date()
    raise AssertionError("a special cause without words")


def _way(frame: pd.DataFrame, last: int) -> str:
    shares = frame["share"].to_numpy(float)
    return "Rising" if shares[last] > shares[last - 1] else "Falling"


def _began(frame: pd.DataFrame, last: int, cause: str, side: str) -> int:
    """Walk back from a point to the first of its run with the same cause and side."""
    first = last
    while first > 0:
        row = frame.iloc[first - 1]
        same_side = row["share"] >= row["share_average"]
        of_side = "rising" in cause or same_side == (side == "Above")
        if cause not in row["special_cause"] or not of_side:
            break
        first -= 1
    return first


def people_of(frame: pd.DataFrame, route: str) -> pd.DataFrame:
    """Return one route's counts, in order of time."""
    return frame[frame["route"] == route].reset_index(drop=True)


def whose(evidence: Evidence) -> str:
    """Say whose share it is: people, of an age, in a place."""
    age = evidence.selection.get("age", ALL) or ALL
    place = place_of(evidence.selection.get("place"))
    said = "people" if age == ALL else f"people aged {AGES.get(age, age)}"
    if place is None:
        return said
    elsewhere = {
        UNKNOWN: "whose place is not known",
        ELSEWHERE: "who live outside the council",
    }
    return f"{said} {elsewhere.get(place[1], f'in {place[1]}')}"
