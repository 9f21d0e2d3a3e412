"""One step from desk to public: the plan's tables, each by its rule, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analytics import words
from analytics.assumptions import assumption
from analytics.protect.curves import protect_curves
from analytics.protect.deserts import protect_deserts
from analytics.protect.people import protect_people
from analytics.protect.plan import Release
from analytics.protect.providers import protect_providers
from analytics.protect.statuses import DeclaredTable, status_of

NOT_YET = (
    "Not yet guarded against: what several tables, two views of one table, or this "
    "release and an earlier one tell when they are read together. Nobody has audited "
    "them together; do so before publishing."
)


def how_protected(rules: Iterable[str]) -> str:
    """Say what was done under some rules, and what is not yet guarded against."""
    least = assumption("protect.least_people").value
    step = assumption("protect.round_people_to").value
    ends = assumption("protect.least_ends").value
    contributors = assumption("protect.least_contributors").value
    share = words.percent(assumption("protect.largest_share").value, places=0)
    said = {
        "people": f"Counts of people from 1 to {least - 1:g} are hidden, with the "
        f"set they belong to, and the others are rounded to the nearest {step:g}; a "
        "true zero is shown.",
        "curves": f"Of a group with fewer than {ends:g} ends in all nothing is shown; "
        "of the others steps of time, counted as people are. Curves are drawn from "
        "these counts alone.",
        "providers": f"Hours and money are shown where at least {contributors:g} "
        f"providers stand behind them and none is over {share}.",
        "counts_of_providers": "Providers are counted freely.",
        "deserts": "An area that one or two providers reach, or in which one gives "
        f"over {share} of the hours, is hidden; one that nobody reaches is shown. No "
        "hours, ratio or chance is published.",
        "council": "The council's own budgets and decisions, which it releases.",
        "open": "Published figures, with the marks of their publisher.",
    }
    parts = [said[rule] for rule in rules]
    return " ".join([*parts, NOT_YET])


def protect(
    desk: Mapping[str, pd.DataFrame],
    tables: Mapping[str, DeclaredTable],
    plan: Mapping[str, Release],
) -> dict[str, pd.DataFrame]:
    """Return what may be published of the desk's tables.

    Parameters
    ----------
    desk : table name -> complete rows with their statuses
    tables : table name -> what the catalogue declares of it
    plan : table name -> its release, already checked against `tables`
    """
    return {
        name: _protected(desk, tables[name], release)
        for name, release in plan.items()
        if name in desk
    }


def _protected(
    desk: Mapping[str, pd.DataFrame],
    table: DeclaredTable,
    release: Release,
) -> pd.DataFrame:
    frame = desk[table.name]
    for column, kept in release.levels.items():
        frame = frame[frame[column].isin(kept)]
    frame = frame.reset_index(drop=True)
    if release.rule == "people":
        frame = protect_people(frame, release)
    elif release.rule == "curves":
        frame = protect_curves(frame, release)
    elif release.rule == "providers":
        frame = protect_providers(frame, release)
    elif release.rule == "deserts":
        frame = protect_deserts(frame, release, desk)
    # Under the other rules the columns' classes allow them through as they are.
    listed = [
        column
        for value in table.values
        if value in release.columns
        for column in (value, status_of(value))
        if column in frame.columns
    ]
    return frame[[*table.keys, *listed]]
