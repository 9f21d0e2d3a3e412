"""The release plan: which tables may become public, and no cut that is not listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import data
from analytics.protect.statuses import DeclaredTable
from data.errors import BrokenContractError

FILE = Path(data.__file__).with_name("release_plan.yaml")
MOST_TABLES = 18
MOST_DIMENSIONS = 2

# Which classes of column each rule may let through.
CLASSES = {
    "people": {"person"},
    "curves": {"person"},
    "providers": {"open", "council", "provider_confidential"},
    "counts_of_providers": {"open", "council", "provider_confidential"},
    "deserts": {"open", "council", "provider_confidential", "person"},
    "council": {"open", "council"},
    "open": {"open"},
}


@dataclass(frozen=True)
class Release:
    """What of one table may become public, and by which rule.

    Attributes
    ----------
    dimensions : key columns whose every level is released
    levels : key column -> the only levels of it that are released
    whole_sets : key columns; one hidden cell hides every cell that shares them
    columns : value columns that are released; any other is dropped
    """

    table: str
    rule: str
    columns: tuple[str, ...]
    dimensions: tuple[str, ...]
    time: str | None
    levels: Mapping[str, tuple[Any, ...]]
    whole_sets: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """Key columns that the release accounts for."""
        return {*self.dimensions, *self.levels, *([self.time] if self.time else [])}


def load_plan(path: Path = FILE) -> dict[str, Release]:
    """Read the release plan and refuse one that is too wide.

    Raises
    ------
    BrokenContractError
        If it releases more tables or dimensions than agreed, or names no such rule.
    """
    entries = yaml.safe_load(path.read_text("utf-8"))
    if len(entries) > MOST_TABLES:
        raise _broken(f"lists {len(entries)} tables; at most {MOST_TABLES} may be")
    return {table: _release(table, entry) for table, entry in entries.items()}


def _release(table: str, entry: Mapping[str, Any]) -> Release:
    known = {"rule", "time", "dimensions", "levels", "whole_sets", "columns"}
    if unknown := set(entry) - known:
        raise _broken(f"says {sorted(unknown)} of {table}, which means nothing")
    release = Release(
        table=table,
        rule=entry["rule"],
        columns=tuple(entry.get("columns", ())),
        dimensions=tuple(entry["dimensions"]),
        time=entry.get("time"),
        levels={name: tuple(kept) for name, kept in entry.get("levels", {}).items()},
        whole_sets=tuple(entry.get("whole_sets", ())),
    )
    wide = [name for name, kept in release.levels.items() if len(kept) != 1]
    if release.rule not in CLASSES:
        raise _broken(f"gives {table} the rule {release.rule}, which we do not have")
    if len(release.dimensions) + len(wide) > MOST_DIMENSIONS:
        raise _broken(f"cuts {table} more than {MOST_DIMENSIONS} ways")
    if not release.columns:
        raise _broken(f"lists no column of {table}")
    if not set(release.whole_sets) <= release.keys:
        raise _broken(f"has whole_sets of {table} that are no key of it")
    return release


def check_plan(plan: Mapping[str, Release], tables: Iterable[DeclaredTable]) -> None:
    """Refuse a plan that does not fit the tables which the catalogue declares.

    Raises
    ------
    BrokenContractError
        If it names no such table or column, leaves a key open, or would let a column
        through by a rule that is not for its class.
    """
    declared = {table.name: table for table in tables}
    for release in plan.values():
        if release.table not in declared:
            raise _broken(f"names {release.table}, which no measure makes")
        table = declared[release.table]
        if release.keys != set(table.keys):
            odd = sorted(release.keys ^ set(table.keys))
            raise _broken(f"must say of {release.table} what becomes of {odd}")
        if strangers := set(release.columns) - set(table.values):
            raise _broken(f"releases {sorted(strangers)}, not in {release.table}")
        for column in release.columns:
            column_class = table.values[column].column_class
            if column_class not in CLASSES[release.rule]:
                raise _broken(
                    f"would release {release.table}.{column}, of class {column_class}, "
                    f"by the rule {release.rule}"
                )


def _broken(fault: str) -> BrokenContractError:
    return BrokenContractError(
        f"The release plan {fault}; correct data/release_plan.yaml."
    )
