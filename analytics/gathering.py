"""A page that rests on the answers of others: whom it asks, and of which builds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from analytics.catalogue.entry import Chart, Topic
from analytics.drawn import log_fault
from analytics.evidence import Evidence
from data.market import Build

Answered = TypeVar("Answered")


def gathered_by(topic: Topic, put: Callable[[Topic], Answered]) -> dict[str, Answered]:
    """Ask each page that a topic gathers; one that fails takes no other with it."""
    found = {}
    for each in topic.gathers:
        try:
            found[each.name] = put(each)
        except Exception as fault:
            log_fault(f"The page {each.name}, gathered", fault)
    return found


def wanted_of(topic: Topic, page: Topic) -> list[str]:
    """Name the charts of a page that a topic's own are small ones of."""
    tied = [chart.of for chart in topic.charts if chart.of]
    return [name for each, name in dict.fromkeys(tied) if each == page.name]


def earlier_build(builds: Sequence[Build], as_of: dt.date) -> Build | None:
    """Return the last build as of an earlier day, None where there is none.

    One built again as of the same day is a correction and tells of no change.
    """
    earlier = [each for each in builds if each.as_of < as_of]
    return max(earlier, key=lambda each: (each.as_of, each.built_at), default=None)


def why_absent(chart: Chart, evidence: Evidence) -> str:
    """Say why the chart that a small one is of is not there, empty where it is."""
    if chart.of is None:
        return ""
    name, whole = chart.of
    page = evidence.gathered.get(name)
    if page is None:
        return "The page that it is from could not be asked. Please report it."
    if whole in page.charts:
        return page.charts[whole].error
    return page.absent.get(whole, "It is not shown on its own page.")
