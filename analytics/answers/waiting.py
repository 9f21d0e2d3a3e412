"""Who is waiting for care now, where, and who could take them: the answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers.uptake_counts import PLACES, place_of
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence

ALL, DISTRICT = "all", "district"
TABLE, ROOM, REACH = "waiting_by_place", "waiting_room", "waiting_reach"
WHOLE = "waiting_everywhere"  # rows of the table for all places together
BANDS = ("days_band_1", "days_band_2", "days_band_3", "days_band_4")
EDGES = ("waiting.short_wait", "waiting.middling_wait", "waiting.long_wait")


def place_set_of(choice: str | None) -> str:
    """Return the set of places to lay beside each other: that of the place chosen."""
    place = place_of(choice)
    return place[0] if place else DISTRICT


def place_of_choice(choice: str | None) -> tuple[str, str] | None:
    """Return the set and name of the place chosen, None for all of a set."""
    place = place_of(choice)
    return None if place is None or place[1] == ALL else place


def place_chosen(evidence: Evidence) -> tuple[str, str] | None:
    """Return the set and name of the place chosen, None for all of them."""
    return place_of_choice(evidence.selection.get("place"))


def place_label(name: str) -> str:
    """Name a place as a reader knows it."""
    return "All places" if name == ALL else PLACES.get(name, name)


def band_names() -> dict[str, str]:
    """Name the bands of days waited so far, shortest first."""
    edges = [int(assumption(edge).value) for edge in EDGES]
    starts = [0, *(edge + 1 for edge in edges)]
    spans = [f"{a} to {b} days" for a, b in zip(starts, edges, strict=False)]
    return dict(zip(BANDS, [*spans, f"over {edges[-1]} days"], strict=True))


def places(evidence: Evidence) -> pd.DataFrame:
    """Return who waits place by place, most people first, leftovers last.

    Returns
    -------
    DataFrame, one row for each place where somebody waits, or may
        place_label, people and its status; on the desk also hours, the bands of days,
        median_days and longest_days; where supply was given free_hours (a week, in
        reach) and hours_without_room; each as words in `…_shown`.
    """
    rows = evidence[TABLE]
    if evidence.selection.view != "public":
        rows = rows[(rows["people"] > 0) | ~rows["place_name"].isin(PLACES)]
    else:
        rows = rows[rows["people"].isna() | (rows["people"] > 0)]
    key = ["place_set", "place_name"]
    if evidence.has(REACH):
        columns = [*key, "free_hours", "free_hours_status"]
        rows = rows.merge(evidence[REACH][columns], on=key, how="left")
    if evidence.has(ROOM):
        columns = [*key, "hours_without_room", "hours_without_room_status"]
        rows = rows.merge(evidence[ROOM][columns], on=key, how="left")
    chosen = place_chosen(evidence)
    rows = rows.assign(
        place_label=rows["place_name"].map(place_label),
        people_shown=_written(rows, "people", words.count),
        is_chosen=[
            chosen is not None and (row.place_set, row.place_name) == chosen
            for row in rows.itertuples()
        ],
        is_left_over=rows["place_name"].isin(PLACES),
    )
    for column, write in SHOWN.items():
        if column in rows:
            rows[f"{column}_shown"] = _written(rows, column, write)
    order = ["is_left_over", "people", "place_label"]
    rows = rows.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return rows.drop(columns=["is_left_over", "place_set", "place_name"])


def _whole_hours(value: float) -> str:
    return words.count(value)


def _days(value: float) -> str:
    """Write days: a median between two whole days has a half."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


SHOWN = {
    "hours": _whole_hours,
    "median_days": _days,
    "longest_days": _days,
    "free_hours": _whole_hours,
    "hours_without_room": _whole_hours,
}


def _written(rows: pd.DataFrame, column: str, write: Any) -> list[str]:
    return [
        words.mark("" if pd.isna(value) else write(value), str(status))
        for value, status in zip(rows[column], rows[f"{column}_status"], strict=True)
    ]


def whole(evidence: Evidence) -> pd.Series | None:
    """Return the row of all places together; the public file has none."""
    if not evidence.has(WHOLE):
        return None
    rows: pd.Series = evidence[WHOLE].iloc[0]
    return rows


def answer(evidence: Evidence) -> Answer:
    """Say how many wait, for how many hours and how long, where, and who has room."""
    row = whole(evidence)
    if row is None:
        return _answer_in_public(evidence)
    people = int(row["people"])
    facts: dict[str, Any] = {"people": people}
    if people == 0:
        return Answer(
            "**Nobody is waiting** for care in the referrals that were supplied.",
            "A referral that is not in the file is not counted.",
            facts,
        )
    facts |= {"hours": float(row["hours"]), "over_long_wait": int(row[BANDS[-1]])}
    long = assumption("waiting.long_wait").value
    verb = "person is" if people == 1 else "people are"
    text = (
        f"**{words.count(people)} {verb} waiting for care**{_for_hours(row)}, "
        f"{words.count(row[BANDS[-1]])} of them for more than {long:g} days. "
        f"{_where(evidence, people)}{_room(evidence, facts)}"
    )
    return Answer(text.strip(), _sure(evidence, row), facts)


def _for_hours(row: pd.Series) -> str:
    if pd.isna(row["hours"]):
        return ""
    return f", for **{words.count(row['hours'])} hours a week**"


def _where(evidence: Evidence, people: float) -> str:
    """Name the place where most wait."""
    rows = places(evidence)
    known = rows[~rows["place_label"].isin(PLACES.values()) & rows["people"].notna()]
    if len(known) < 2:
        return ""
    first = known.iloc[0]
    most = "Most" if first["people"] * 2 > people else "The most"
    return f"{most} wait in {first['place_label']}: {words.count(first['people'])}. "


def _room(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say for how many hours free hours in reach have room, all placed at once."""
    if not evidence.has(ROOM):
        return ""
    room = evidence["waiting_room_everywhere"].iloc[0]
    wanted, short = float(room["hours_waited_for"]), float(room["hours_without_room"])
    facts |= {"hours_with_room": float(room["hours_with_room"])}
    facts |= {"hours_without_room": short}
    if wanted <= 0:
        return ""
    if short < 0.5:
        return "Free hours in reach could take **all of those hours**."
    return (
        f"Free hours in reach could take **{words.count(room['hours_with_room'])}** of "
        f"those hours at once; for **{words.count(short)}** there is no room."
    )


def _sure(evidence: Evidence, row: pd.Series) -> str:
    said = [f"Counted from the referrals as of {words.date(evidence.about.as_of)}."]
    if row["hours_not_stated"]:
        few = words.plural(int(row["hours_not_stated"]), "person", "people")
        said.append(f"The hours of {few} are not stated.")
    if evidence.has(ROOM):
        said.append(
            "Free hours are what providers say; a person who wants one provider, or a "
            "skill, is harder to place than hours are."
        )
    return " ".join(said)


def _answer_in_public(evidence: Evidence) -> Answer:
    """Say where most wait, from what each place may publish; no total is published."""
    rows = places(evidence) if evidence.has(TABLE) else pd.DataFrame()
    known = rows[rows["people"].notna()] if len(rows) else rows
    if known.empty:
        return Answer(
            "**We cannot tell here.** The number waiting in each place is too small to "
            "publish.",
            "Counts under 5 are hidden and the others are rounded.",
        )
    first = known.iloc[0]
    hidden = int(rows["people"].isna().sum())
    step = assumption("protect.round_people_to").value
    sure = f"Counts are rounded to {step:g}, so no total is given."
    if hidden:
        sure += (
            f" {words.plural(hidden, 'place')} {'is' if hidden == 1 else 'are'} hidden."
        )
    return Answer(
        f"**The most people wait in {first['place_label']}: about "
        f"{words.count(first['people'])}.**",
        sure,
        {"people_most": float(first["people"])},
    )


def places_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask where people wait, and answer with the place where most do."""
    known = frame[frame["people"].notna()]
    if known.empty:
        return "Where do people wait?"
    first = known.iloc[0]
    return f"Where do people wait? {first['place_label']} has most"


def places_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the day and what each column is."""
    day = words.date(evidence.about.as_of)
    said = f"People waiting on {day}, by place"
    if "hours" not in frame:
        return f"{said}; under 5 hidden, others rounded"
    said += " and days waited so far; hours a week that they ask for"
    if "free_hours" in frame:
        said += (
            "; contact hours a week that are free in reach of them, each place counted "
            "alone; and the hours that find no room when all are placed at once"
        )
    return said


def places_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say who waits in each place."""
    told = [
        f"{row.place_label} {words.plural(int(row.people), 'person', 'people')}"
        for row in frame.itertuples()
        if pd.notna(row.people)
    ]
    hidden = int(frame["people"].isna().sum())
    said = "; ".join(told) or "No place can be told"
    return f"{said}." + (f" Hidden: {words.plural(hidden, 'place')}." if hidden else "")
