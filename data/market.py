"""The doors to what was built: desk and public files, opened only to be read."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import duckdb
import numpy as np
import pandas as pd

from data.errors import NotBuiltError

View = Literal["internal", "public"]
PRODUCT = {"internal": "desk.duckdb", "public": "public.duckdb"}
COUNCIL_CODE = re.compile(r"[A-Z][0-9]{8}")
BUILD_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")
OPEN_BUILDS = 8  # a server shows the newest build of a few councils at a time
_OBJECTS = np.dtype(object)
EQUAL_WITHIN = 1e-9  # a line of 1.1 in an address is the 1.1 that was worked out


@dataclass(frozen=True)
class Council:
    """A council that has a build."""

    code: str
    name: str


@dataclass(frozen=True)
class Build:
    """One whole build that can be opened."""

    id: str
    built_at: dt.datetime
    as_of: dt.date


@dataclass(frozen=True)
class Failure:
    """When the last build failed, and the sentence that says why."""

    at: dt.datetime
    sentence: str


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


class Market:
    """Every build under a folder, and the one of each council that is served.

    Parameters
    ----------
    root : the folder that holds `build/`
    public_only : never open a desk file, whatever is asked
    """

    def __init__(self, root: Path, *, public_only: bool = False) -> None:
        self.root = Path(root)
        self.public_only = public_only
        self._abouts: dict[Path, dict[str, Any]] = {}
        self._shelves: dict[Path, Shelf] = {}

    def councils(self) -> list[Council]:
        """Return the councils that have a build, by name."""
        folder = self.root / "build"
        codes = [each.name for each in folder.glob("*") if each.is_dir()]
        known = [
            Council(code, self._about(code, builds[0].id)["council_name"])
            for code in codes
            if COUNCIL_CODE.fullmatch(code) and (builds := self.builds(code))
        ]
        return sorted(known, key=lambda each: (each.name, each.code))

    def builds(self, council: str) -> list[Build]:
        """Return a council's whole builds, newest first."""
        if not COUNCIL_CODE.fullmatch(council):
            return []
        found = []
        for folder in (self.root / "build" / council).glob("*/"):
            if BUILD_ID.fullmatch(folder.name) and (folder / "about.json").is_file():
                about = self._about(council, folder.name)
                found.append(
                    Build(
                        folder.name,
                        dt.datetime.fromisoformat(about["built_at"]),
                        dt.date.fromisoformat(about["as_of"]),
                    )
                )
        return sorted(found, key=lambda each: (each.built_at, each.id), reverse=True)

    def current(self, council: str) -> str:
        """Return the id of the build that is served.

        Raises
        ------
        NotBuiltError
            If the council has none.
        """
        ids = [each.id for each in self.builds(council)]
        pointer = _read_json(self.root / "build" / council / "current.json")
        if ids and pointer.get("build") in ids:
            return str(pointer["build"])
        raise NotBuiltError(
            f"No build of {council[:20]!r} is served; run market-shaper build --inbox "
            "DIR --council CODE."
        )

    def failure(self, council: str) -> Failure | None:
        """Return why the last build failed, or None when it did not."""
        if not COUNCIL_CODE.fullmatch(council):
            return None
        told = _read_json(self.root / "build" / council / "failed.json")
        if "at" not in told or "sentence" not in told:
            return None
        return Failure(dt.datetime.fromisoformat(told["at"]), told["sentence"])

    def open(self, council: str, *, view: View, build: str | None = None) -> Shelf:
        """Open one build of a council for one view.

        Raises
        ------
        NotBuiltError
            If there is no such council, view or build, or the view is not served.
        """
        if self.public_only and view != "public":
            raise NotBuiltError(
                "This address serves the public view only; open the internal view on "
                "the machine that holds the build."
            )
        chosen = build or self.current(council)
        if chosen not in {each.id for each in self.builds(council)}:
            raise NotBuiltError(
                f"There is no build {chosen[:40]!r} of {council[:20]!r}; leave the "
                "build out of the address to see the current one."
            )
        path = self.root / "build" / council / chosen / PRODUCT[view]
        if not path.is_file():
            raise NotBuiltError(
                f"Build {chosen} of {council} has lost its {view} file; build again."
            )
        if path not in self._shelves:
            about = self._about(council, chosen)
            self._shelves[path] = Shelf(path.resolve(), about, view)
        return self._shelves[path]

    def _about(self, council: str, build: str) -> dict[str, Any]:
        path = self.root / "build" / council / build / "about.json"
        if path not in self._abouts:
            # A build never changes once it has its name, so this is read once.
            self._abouts[path] = json.loads(path.read_text("utf-8"))
        return self._abouts[path]


def _read_json(path: Path) -> dict[str, Any]:
    """Return what a small file says, nothing when it is absent or cut short."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
