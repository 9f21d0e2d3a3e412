"""Which rows the uptake page needs for a selection.

The whole council stands beside every cut; another cut that was not asked for needs no
rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics.answers import (
    fair_counts,
    uptake_counts,
    uptake_moved,
    uptake_own,
    uptake_places,
)
from analytics.answers import uptake_peers as peers
from analytics.answers.uptake_counts import ALL, place_of
from analytics.catalogue.entry import Read, Where
from analytics.selection import Selection


def _by_age(selection: Selection) -> Mapping[str, Any]:
    age = selection.get("age", ALL)
    wanted = [] if age == ALL else [age, uptake_counts.UNKNOWN]
    return {"age_group": wanted}


def _by_place(selection: Selection) -> Mapping[str, Any]:
    place = place_of(selection.get("place"))
    if place is None:
        return {"place_set": []}
    age = selection.get("age", ALL)
    return {"place_set": place[0], "place_name": place[1], "age_group": age}


def _by_reason(selection: Selection) -> Mapping[str, Any]:
    reason = selection.get("reason", ALL)
    wanted: Any = [] if reason == ALL else reason
    age = selection.get("age", ALL)
    return {"support_reason": wanted, "age_group": age, **_where(selection)}


def _where(selection: Selection) -> Mapping[str, Any]:
    """Keep the place chosen, or the whole council."""
    place_set, place_name = place_of(selection.get("place")) or (ALL, ALL)
    return {"place_set": place_set, "place_name": place_name}


def _at_quarter(selection: Selection) -> Mapping[str, Any]:
    """Every place of one set, at the end of the quarter chosen."""
    return {
        "place_set": uptake_places.place_set_of(selection.get("place")),
        "age_group": selection.get("age", ALL),
        "quarter_end": selection.get("quarter") or [],
    }


def _expected_there(selection: Selection) -> Mapping[str, Any]:
    """Keep the places of the fair choice page, by the same choice."""
    return {
        "choice": selection.get("route") or [],
        "place_set": uptake_places.place_set_of(selection.get("place")),
    }


def _two_quarters(selection: Selection) -> Mapping[str, Any]:
    """Every group of two quarters, to tell what moved the share between them."""
    days = [selection.get("since"), selection.get("quarter")]
    age, reason = (selection.get(each, ALL) for each in ("age", "reason"))
    ages = [*uptake_moved.KNOWN_AGES, uptake_counts.UNKNOWN] if age == ALL else age
    reasons = list(uptake_counts.REASONS) if reason == ALL else reason
    return {
        "quarter_end": days if all(days) else [],
        "age_group": ages,
        "support_reason": reasons,
        **_where(selection),
    }


def _everybody(selection: Selection) -> Mapping[str, Any]:
    return {}


READS: Mapping[str, Where | Read] = {
    "people_by_route": _everybody,
    "people_by_route_age": _by_age,
    "people_by_route_place": _by_place,
    "people_by_route_reason": _by_reason,
    uptake_moved.TABLE: Read("people_by_route_reason", _two_quarters),
    uptake_places.TABLE: Read("people_by_route_place", _at_quarter),
    uptake_places.EXPECTED: Read(fair_counts.PLACE, _expected_there),
    peers.TABLE: _everybody,
    uptake_own.TABLE: _everybody,
    uptake_own.RECONCILED: _everybody,
}
