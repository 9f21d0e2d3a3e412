"""What a page's answer rests on, fetched from the shelf of one build."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics.catalogue.entry import Read, Topic
from analytics.evidence import About
from analytics.selection import Selection
from data.shelf import Shelf


def about_of(shelf: Shelf) -> About:
    """Return what every page says of a build."""
    said = shelf.about
    return About(
        council_code=said["council"],
        council_name=said["council_name"],
        build_id=said["build"],
        built_at=dt.datetime.fromisoformat(said["built_at"]),
        as_of=dt.date.fromisoformat(said["as_of"]),
        is_synthetic=said["is_synthetic"],
        supplied={
            source: dt.date.fromisoformat(vintage) if vintage else None
            for source, vintage in said["supplied"].items()
        },
        seed=said["seed"],
    )


def missing_for(topic: Topic, about: About) -> list[str]:
    """Name the sources without which the whole page cannot answer."""
    lacking = [each for each in topic.needs if each not in about.supplied]
    if topic.needs_any and len(lacking) < len(topic.needs):
        return []
    return lacking


def rows_for(
    topic: Topic, shelf: Shelf, selection: Selection
) -> dict[str, pd.DataFrame]:
    """Fetch the rows that a page reads, of the tables that are there."""
    found = {}
    for name, read in topic.reads.items():
        table, where = (
            (read.table, read.where) if isinstance(read, Read) else (name, read)
        )
        if not shelf.has(table):
            continue
        wanted = where(selection)
        # An older build may lack a column; what is drawn from it is then absent.
        if set(wanted) <= set(shelf.columns(table)):
            found[name] = shelf.table(table, **wanted)
    return found
