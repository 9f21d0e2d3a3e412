"""The tables of one build, opened only to be read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import duckdb
import numpy as np
import pandas as pd

from data.errors import NotBuiltError

View = Literal["internal", "public"]
OPEN_BUILDS = 8  # a server shows the newest build of a few councils at a time
_OBJECTS = np.dtype(object)
EQUAL_WITHIN = 1e-9  # a line of 1.1 in an address is the 1.1 that was worked out


class _Doors:
    """Connections by path, the last few kept open; each call gets its own cursor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
        self._in_use: dict[Path, int] = {}

    def fetch(self, path: Path, sql: str, parameters: list[Any]) -> pd.DataFrame:
        """Run one query on a file in a cursor of its own."""
        cursor = self._enter(path)
        try:
            return cursor.execute(sql, parameters).df()
        finally:
            cursor.close()
            self._leave(path)

    def _enter(self, path: Path) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if path not in self._open:
                self._open[path] = duckdb.connect(
                    path,
                    read_only=True,
                    config={
                        "enable_external_access": "false",
                        "lock_configuration": "true",
                        "temp_directory": "",
                        "threads": "2",
                    },
                )
            self._open.move_to_end(path)
            self._in_use[path] = self._in_use.get(path, 0) + 1
            return self._open[path].cursor()

    def _leave(self, path: Path) -> None:
        with self._lock:
            self._in_use[path] -= 1
            # One that another thread is reading stays open until it is idle.
            idle = [each for each in self._open if not self._in_use.get(each)]
            for each in idle[: max(0, len(self._open) - OPEN_BUILDS)]:
                self._open.pop(each).close()
                self._in_use.pop(each, None)


_DOORS = _Doors()


class Shelf:
    """The tables of one build that one view may see."""

    def __init__(self, path: Path, about: Mapping[str, Any], view: View) -> None:
        self._path = path
        self.about = about
        self.view = view

    @cached_property
    def _columns(self) -> dict[str, dict[str, str]]:
        rows = _DOORS.fetch(
            self._path,
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'main' ORDER BY table_name, ordinal_position",
            [],
        )
        columns: dict[str, dict[str, str]] = {}
        for table, column, kind in rows.itertuples(index=False):
            columns.setdefault(table, {})[column] = kind
        return columns

    @property
    def tables(self) -> list[str]:
        """Name the tables on this shelf."""
        return list(self._columns)

    def has(self, name: str) -> bool:
        """Say whether the table is on this shelf."""
        return name in self._columns

    def columns(self, name: str) -> list[str]:
        """Name the columns of a table, in order."""
        return list(self._known(name))

    def table(self, name: str, **where: Any) -> pd.DataFrame:
        """Return the rows of a table, in the order they were written.

        Parameters
        ----------
        name : str
        **where : column = value, or list of values
            Text is read as the column's own type, so an address needs no parsing;
            decimals are equal within 1e-9.
        """
        which, parameters = self._where(name, where)
        # Names come from the file itself, never from an address.
        sql = f'SELECT * FROM "{name}"{which}'
        return _plain(_DOORS.fetch(self._path, sql, parameters))

    def levels(
        self, table: str, column: str, *, beside: str | None = None, **where: Any
    ) -> list[Any]:
        """Return a column's distinct values in order, none for no such column.

        With `beside`, return pairs of its value and the other column's, ordered by
        the other.
        """
        held = self._columns.get(table, {})
        if column not in held or (beside or column) not in held:
            return []
        which, parameters = self._where(table, where)
        if beside is not None:
            pairs = _DOORS.fetch(
                self._path,
                f'SELECT DISTINCT "{column}", "{beside}" FROM "{table}"{which} '
                f'ORDER BY "{beside}", "{column}"',
                parameters,
            )
            return list(zip(pairs[column], pairs[beside], strict=True))
        rows = _DOORS.fetch(
            self._path, f'SELECT DISTINCT "{column}" FROM "{table}"{which}', parameters
        )
        return sorted(rows[column].dropna().tolist())

    def _where(self, name: str, where: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """Write the comparisons that keep some rows, and the values they bind."""
        known = self._known(name)
        tests, parameters = [], []
        for column, value in where.items():
            if column not in known:
                raise NotBuiltError(
                    f"Table {name} of build {self.about['build']} has no column "
                    f"{column}; its columns are {', '.join(known)}."
                )
            test, values = _test(column, known[column], value)
            tests.append(test)
            parameters.extend(values)
        return (" WHERE " + " AND ".join(tests) if tests else ""), parameters

    def _known(self, name: str) -> dict[str, str]:
        if name not in self._columns:
            raise NotBuiltError(
                f"Build {self.about['build']} has no table {name} in its {self.view} "
                f"file; build {self.about['council']} again."
            )
        return self._columns[name]


def _test(column: str, kind: str, value: Any) -> tuple[str, list[Any]]:
    """Write one comparison and the values it binds."""
    values = list(value) if isinstance(value, (list, tuple, set)) else [value]
    if not values:
        return "FALSE", []
    if kind in ("DOUBLE", "FLOAT"):
        one = f'abs("{column}" - TRY_CAST(? AS DOUBLE)) < {EQUAL_WITHIN}'
    else:
        one = f'"{column}" IS NOT DISTINCT FROM TRY_CAST(? AS {kind})'
    return "(" + " OR ".join([one] * len(values)) + ")", values


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return lists as plain arrays, a gap in them as NaN."""
    for column in frame.columns[[kind is _OBJECTS for kind in frame.dtypes]]:
        cells = frame[column]
        if any(isinstance(each, np.ma.MaskedArray) for each in cells):
            frame[column] = cells.map(lambda each: np.ma.filled(each, np.nan))
    return frame
