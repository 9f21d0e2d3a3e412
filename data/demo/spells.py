"""Invented people and the spells of their arrangements, quarter by quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")
# Share of the people on a route who leave it in a quarter, but for another route.
LEAVE = {
    "direct_payment": 0.042,
    "isf": 0.035,
    "managed_budget": 0.07,
    "commissioned": 0.09,
}
# People who go over from a managed budget to direct payments in a quarter, of the
# route's growth and besides; likewise to ISFs.
MOVES = {"direct_payment": (0.4, 10), "isf": (0.7, 1)}
SECOND_SHARE = 0.05  # of those with a rung above, who have a managed budget beside it
ONE_DAY = dt.timedelta(days=1)


@dataclass(eq=False)
class Spell:
    """One person on one route, for a time."""

    person: int
    route: str
    started_on: dt.date
    ended_on: dt.date | None = None
    moved: bool = False
    is_second: bool = False


@dataclass
class Ledger:
    """Every spell so far, and those that are open."""

    spells: list[Spell] = field(default_factory=list)
    open: dict[str, list[Spell]] = field(
        default_factory=lambda: {route: [] for route in ROUTES}
    )
    n_people: int = 0

    def start(self, route: str, day: dt.date, person: int | None = None) -> None:
        """Open a spell, of a new person unless told."""
        if person is None:
            person, self.n_people = self.n_people, self.n_people + 1
        spell = Spell(person, route, day)
        self.spells.append(spell)
        self.open[route].append(spell)

    def end(self, spell: Spell, day: dt.date, *, moved: bool = False) -> None:
        """Close a spell."""
        spell.ended_on, spell.moved = day, moved
        self.open[spell.route].remove(spell)


def spells(
    targets: Mapping[dt.date, Mapping[str, int]], rng: np.random.Generator
) -> pd.DataFrame:
    """Play the quarters through, so that each ends with as many as it must.

    Everybody who was there at the start carries the first day of the first quarter:
    the council's case system was new on that day.

    Parameters
    ----------
    targets : quarter end -> route -> people

    Returns
    -------
    DataFrame, one row for each spell
        person (number), route, started_on, ended_on (None while it goes on), moved
        (ended in another route), is_second (beside one on a higher rung).
    """
    ledger = Ledger()
    before: Mapping[str, int] | None = None
    for quarter_end, wanted in targets.items():
        first = quarter_end.replace(month=quarter_end.month - 2, day=1)
        if before is None:
            for route, people in wanted.items():
                for _ in range(people):
                    ledger.start(route, first)
            before = wanted
        _play(ledger, first, quarter_end, wanted, before, rng)
        before = wanted
    rows = [*ledger.spells, *_seconds(ledger.spells, rng)]
    return pd.DataFrame([vars(row) for row in rows])


def _play(
    ledger: Ledger,
    first: dt.date,
    last: dt.date,
    wanted: Mapping[str, int],
    before: Mapping[str, int],
    rng: np.random.Generator,
) -> None:
    """Play one quarter: people leave, go over, come."""
    # Nothing begins or ends on a quarter's last day, so that no reading of "open on
    # the day" can differ.
    n_days = (last - first).days

    def day(margin: int = 0) -> dt.date:
        return first + dt.timedelta(days=int(rng.integers(1, n_days - margin)))

    for route, rate in LEAVE.items():
        leavers = rng.permutation(len(ledger.open[route]))
        n_leave = int(rng.binomial(len(leavers), rate))
        for spell in [ledger.open[route][place] for place in leavers[:n_leave]]:
            ledger.end(spell, max(day(), spell.started_on))
    for route, (of_growth, besides) in MOVES.items():
        growth = wanted[route] - before[route]
        n_moves = round(of_growth * max(growth, 0)) + besides * (wanted[route] > 0)
        movers = rng.permutation(len(ledger.open["managed_budget"]))[:n_moves]
        for spell in [ledger.open["managed_budget"][place] for place in movers]:
            left = max(day(margin=1), spell.started_on)
            ledger.end(spell, left, moved=True)
            ledger.start(route, left + ONE_DAY, spell.person)
    for route, people in wanted.items():
        for _ in range(people - len(ledger.open[route])):
            ledger.start(route, day())
        for _ in range(len(ledger.open[route]) - people):
            spell = ledger.open[route][int(rng.integers(len(ledger.open[route])))]
            ledger.end(spell, max(day(), spell.started_on))


def _seconds(first: list[Spell], rng: np.random.Generator) -> list[Spell]:
    """Give a few people a lower rung beside their own, never without it."""
    higher = [spell for spell in first if spell.route in ("direct_payment", "isf")]
    chosen = [spell for spell in higher if rng.random() < SECOND_SHARE]
    return [
        Spell(
            spell.person,
            "commissioned" if rng.random() < 0.6 else "managed_budget",
            spell.started_on,
            spell.ended_on,
            is_second=True,
        )
        for spell in chosen
    ]


def as_targets(truth: Mapping[str, Any]) -> dict[dt.date, dict[str, int]]:
    """Return the people planted, by quarter end and route."""
    return {day: dict(routes) for day, routes in truth["people_by_route"].items()}
