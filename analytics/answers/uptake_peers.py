"""The council's published share beside other councils', and its place among them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.rates import difference_interval, wilson_interval

NEIGHBOURS, REGION, ALL = "neighbours", "region", "all"
TABLE = "direct_payment_peers"
FORMAL = r", (County|City) of$"
MOST_NAMES = 4  # councils too close to call that are named
PLACES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


@dataclass(frozen=True)
class Standing:
    """Where the council stands among those it is set beside.

    Attributes
    ----------
    place : 1 for the largest share
    is_joint : another council has the very same share
    of : councils with a value, this one included
    too_close : councils whose difference from this one may be chance
    blanks : councils without a value
    """

    place: int
    is_joint: bool
    of: int
    too_close: tuple[str, ...]
    blanks: int


def set_chosen(evidence: Evidence) -> str:
    """Return which councils are compared: those asked for, or the next wider circle.

    Where few are alike it is the region, and where no region is known every council.
    """
    asked = evidence.selection.get("compare") or NEIGHBOURS
    councils = _councils(evidence)
    enough = assumption("uptake.least_neighbours").value
    if asked == NEIGHBOURS and councils["is_neighbour"].sum() >= enough:
        return NEIGHBOURS
    if asked != ALL and (councils["is_region"] & ~councils["is_self"]).any():
        return REGION
    return ALL


def _councils(evidence: Evidence) -> pd.DataFrame:
    rows = evidence[TABLE]
    return rows[rows["level"] == "council"]


def peers(evidence: Evidence) -> pd.DataFrame:
    """Return the councils compared, the largest share first and blanks last.

    Returns
    -------
    DataFrame, one row for each council
        council_code, council_name, numerator and denominator (people), share,
        share_lower and share_upper (0 to 1, Wilson's 95% interval), the status of
        each, is_self, is_too_close (the difference may be chance).
    """
    rows = _councils(evidence)
    chosen = {NEIGHBOURS: rows["is_neighbour"], REGION: rows["is_region"]}
    rows = rows[chosen.get(set_chosen(evidence), True) | rows["is_self"]].reset_index(
        drop=True
    )
    # As people say it: Herefordshire, and not Herefordshire, County of.
    rows["council_name"] = rows["council_name"].str.replace(FORMAL, "", regex=True)
    lower, upper = wilson_interval(rows["numerator"], rows["denominator"])
    for column, ends in (("share_lower", lower), ("share_upper", upper)):
        rows[column] = ends
        rows[f"{column}_status"] = np.where(
            np.isnan(ends), _blank(rows), np.where(ends == 0, "zero", "ok")
        )
    rows["is_too_close"] = _too_close(rows)
    kept = [
        "council_code",
        "council_name",
        *_with_status("numerator", "denominator", "share"),
        *_with_status("share_lower", "share_upper"),
        "is_self",
        "is_too_close",
    ]
    order = ["share", "is_self", "council_name"]
    rows = rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return rows[kept]


def _with_status(*columns: str) -> list[str]:
    return [name for column in columns for name in (column, f"{column}_status")]


def _blank(rows: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return the mark of an interval that cannot be worked out."""
    told = rows["numerator_status"].where(
        rows["numerator"].isna(), rows["denominator_status"]
    )
    return np.where(told.isin(words.MARKS), told, "not_applicable").astype(object)


def _too_close(rows: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark the councils whose difference from this one may be chance."""
    own = rows[rows["is_self"]]
    if own.empty:
        return np.zeros(len(rows), bool)
    lower, upper = difference_interval(
        rows["numerator"],
        rows["denominator"],
        float(own["numerator"].iloc[0]),
        float(own["denominator"].iloc[0]),
    )
    others = ~rows["is_self"].to_numpy(bool)
    close: np.ndarray[Any, np.dtype[np.bool_]] = (lower <= 0) & (upper >= 0) & others
    return close


def standing(frame: pd.DataFrame) -> Standing | None:
    """Return the council's place among its peers, None where it has no value."""
    own = frame[frame["is_self"] & frame["share"].notna()]
    if own.empty:
        return None
    known = frame[frame["share"].notna()]
    share = own["share"].iloc[0]
    return Standing(
        place=int((known["share"] > share).sum()) + 1,
        is_joint=int((known["share"] == share).sum()) > 1,
        of=len(known),
        too_close=tuple(frame.loc[frame["is_too_close"], "council_name"]),
        blanks=int(frame["share"].isna().sum()),
    )


def place_words(place: int) -> str:
    """Write a place: first to tenth in words, then 11th, 22nd, 33rd."""
    if place <= len(PLACES):
        return PLACES[place - 1]
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if place % 100 in (11, 12, 13) else ends.get(place % 10, "th")
    return f"{place}{end}"


def rank_sentence(evidence: Evidence) -> str:
    """Say where published figures put the council, and who is too close to call."""
    name = evidence.about.council_name
    stands = standing(peers(evidence))
    if stands is None:
        return f"Published figures have no value for {name}."
    if stands.of == 1:
        return f"Published figures give no council to set {name} beside."
    joint = "joint " if stands.is_joint else ""
    place = f"{joint}{place_words(stands.place)} of {stands.of}"
    said = f"Published figures put {name} **{place}** {_whom(evidence)}"
    if not stands.too_close:
        return f"{said}."
    if len(stands.too_close) <= MOST_NAMES:
        close = words.listing(list(stands.too_close))
    else:
        close = f"{words.count(len(stands.too_close))} others"
    verb = "is" if len(stands.too_close) == 1 else "are"
    return f"{said}, though {close} {verb} too close to call."


def _whom(evidence: Evidence) -> str:
    chosen = set_chosen(evidence)
    region = _region(evidence) or "its region"
    whom = {NEIGHBOURS: "similar councils", REGION: f"councils in {region}"}
    said = whom.get(chosen, "councils with a published value")
    # The published measure is one; what the page shows may be another cut.
    asked = {name: evidence.selection.get(name) for name in ("age", "place", "reason")}
    is_whole = all(each in (None, "", "all") for each in asked.values())
    is_same = evidence.selection.get("route") in (None, "direct_payment")
    return said if is_whole and is_same else f"{said} for direct payments at all ages"


def _region(evidence: Evidence) -> str:
    own = _councils(evidence).query("is_self")["region_name"].dropna()
    if own.empty:
        return ""
    name = str(own.iloc[0])
    plain = name.startswith(("East", "West", "North", "South"))
    return f"the {name}" if plain else name


def compared_with(evidence: Evidence) -> str:
    """Say in a sentence who the peers are, and why the region where it is."""
    chosen = set_chosen(evidence)
    if chosen == NEIGHBOURS:
        return "Statistical neighbours: ONS global model, councils only"
    said = "Every council with adult social care"
    if chosen == REGION:
        said = f"Councils in {_region(evidence) or 'its region'}"
    if (evidence.selection.get("compare") or NEIGHBOURS) != NEIGHBOURS:
        return said
    few = int(_councils(evidence)["is_neighbour"].sum())
    least = int(assumption("uptake.least_neighbours").value)
    return (
        f"{said}, because {few} of its statistical neighbours (ONS global model) have "
        f"adult social care and we ask for {least}"
    )


def country(evidence: Evidence) -> tuple[str, float | None]:
    """Return the whole country's name and its share, None where it has none."""
    rows = evidence[TABLE]
    whole = rows[rows["is_england"]]
    if whole.empty:
        return "", None
    share = whole["share"].iloc[0]
    return str(whole["council_name"].iloc[0]), None if pd.isna(share) else float(share)


def snapshot(evidence: Evidence) -> dt.date:
    """Return the day that the published figures describe, the 31 March of its year."""
    years = re.findall(r"\d{4}", str(evidence[TABLE]["period"].iloc[0]))
    return dt.date(int(years[-1]), 3, 31)


def own_row(evidence: Evidence) -> pd.Series | None:
    """Return the council's own published figures, None where it has no value."""
    own = _councils(evidence).query("is_self and share.notna()")
    return None if own.empty else own.iloc[0]
