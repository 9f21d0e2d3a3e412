"""Read an assumption for a date: a value, its range, its unit, its source."""

from __future__ import annotations

import datetime as dt
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


@cache
def _entries() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
    return entries


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
