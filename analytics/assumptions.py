"""Read an assumption for a date: a value, its range, its unit, its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Assumption:
    """One number we rest on, as it stood on a date.

    Attributes
    ----------
    value, low, high : in `unit`; low and high bound the range that we test
    least, most : how far a reader may move it on a page; the range when none is given
    since : the date from which the value holds
    """

    name: str
    meaning: str
    unit: str
    value: float
    low: float
    high: float
    least: float
    most: float
    since: dt.date
    reason: str
    reference: str

    @property
    def is_ours(self) -> bool:
        """Say whether the value was chosen by us and not taken from a source."""
        return self.reason.startswith("Chosen by us")


Entries = Mapping[str, Mapping[str, Any]]
_STANDING: ContextVar[Entries | None] = ContextVar("standing", default=None)


@cache
def _written() -> Entries:
    entries: Entries = yaml.safe_load(FILE.read_text("utf-8"))
    return entries


def _entries() -> Entries:
    standing = _STANDING.get()
    return _written() if standing is None else standing


def recorded() -> dict[str, dict[str, Any]]:
    """Return every assumption as it stands, in a form that JSON can hold."""
    return {
        name: {
            **entry,
            "values": {str(since): value for since, value in entry["values"].items()},
        }
        for name, entry in _entries().items()
    }


@contextmanager
def as_they_stood(entries: Entries) -> Iterator[None]:
    """Read the assumptions that a build recorded, so that it is redrawn exactly."""
    dated = {
        name: {
            **entry,
            "values": {
                dt.date.fromisoformat(since): value
                for since, value in entry["values"].items()
            },
        }
        for name, entry in entries.items()
    }
    # One that was added since the build still has a value: today's.
    token = _STANDING.set({**_written(), **dated})
    try:
        yield
    finally:
        _STANDING.reset(token)


def assumption(name: str, on: dt.date | None = None) -> Assumption:
    """Return an assumption as it stood on a date, the latest when none is given.

    Raises
    ------
    KeyError
        If there is no such assumption.
    ValueError
        If the date is before its first value.
    """
    entry = _entries()[name]
    dated = sorted(entry["values"].items())
    holding = [(since, value) for since, value in dated if on is None or since <= on]
    if not holding:
        raise ValueError(f"{name} has no value on {on}; its first is of {dated[0][0]}.")
    since, value = holding[-1]
    low, high = entry["range"]
    least, most = entry.get("limits", entry["range"])
    return Assumption(
        name=name,
        meaning=entry["meaning"],
        unit=entry["unit"],
        value=value,
        low=low,
        high=high,
        least=least,
        most=most,
        since=since,
        reason=entry["reason"],
        reference=str(entry["reference"]),
    )


def assumptions(on: dt.date | None = None) -> list[Assumption]:
    """Return every assumption, in the file's order."""
    return [assumption(name, on) for name in _entries()]
