"""Every page we show: the one place that marries a question, a measure and a figure."""

from __future__ import annotations

import importlib
import importlib.util

from analytics.catalogue.entry import Table, Topic

_MODULES = (
    "overview",
    "deserts",
    "costs",
    "tiers",
    "progress",
    "scoring",
    "referrals",
    "phasing",
    "uptake",
    "lasting",
    "isf",
    "fairness",
    "waiting",
    "outcomes",
    "assurance",
    "sources",
)


def _written() -> tuple[Topic, ...]:
    """Return the topics of the modules that are there, in the order of the menu."""
    found: list[Topic] = [
        importlib.import_module(f"{__name__}.{module}").TOPIC
        for module in _MODULES
        if importlib.util.find_spec(f"{__name__}.{module}")
    ]
    return tuple(sorted(found, key=lambda each: each.order))


TOPICS: tuple[Topic, ...] = _written()


def topic(name: str) -> Topic:
    """Return the topic of that name.

    Raises
    ------
    KeyError
        If there is none.
    """
    return {each.name: each for each in TOPICS}[name]


def tables() -> dict[str, Table]:
    """Return every desk table that a measure declares, by name."""
    return {
        table.name: table
        for each in TOPICS
        for measure in each.measures
        for table in measure.tables
    }
