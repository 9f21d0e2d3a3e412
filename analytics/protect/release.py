"""One step from desk to public: the plan's tables, each by its rule, and no other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analytics.assumptions import assumption
from analytics.protect.deserts import REACH, protect_deserts
from analytics.protect.people import protect_people
from analytics.protect.plan import Release
from analytics.protect.providers import protect_providers
from analytics.protect.statuses import DeclaredTable, status_of


def how_people_are_protected() -> str:
    """Say what was done to counts of people, and what is not yet guarded against."""
    least = assumption("protect.least_people").value
    step = assumption("protect.round_people_to").value
    return (
        f"Counts of people from 1 to {least - 1:g} are hidden, and the others rounded "
        f"to the nearest {step:g}; a true zero is shown. Nothing yet checks what "
        "several tables, or this release and an earlier one, tell together."
    )


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
    elif release.rule == "providers":
        frame = protect_providers(frame, release)
    elif release.rule == "deserts":
        frame = protect_deserts(frame, release, desk[REACH])
    # Under the other rules the columns' classes allow them through as they are.
    listed = [
        column
        for value in table.values
        if value in release.columns
        for column in (value, status_of(value))
        if column in frame.columns
    ]
    return frame[[*table.keys, *listed]]
