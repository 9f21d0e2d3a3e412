"""The promise in a model's header, and the list of promises it breaks.

`data/models/core/core_council__quarters.sql` shows the form. A column line has three
spaces after the dashes; a line with more goes on with the meaning above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import duckdb

from data.errors import BrokenContractError
from data.sensitivity import Sensitivity

MODELS = Path(__file__).parent / "models"
CLASSES = get_args(Sensitivity)

_KEY = re.compile(r"^-- (model|purpose|grain|sources|columns):\s*(.*)$")
_COLUMN = re.compile(r"^--   (\w+)\s+(\S+)\s+(\w+)\s+(\S+)\s+(.+)$")
_MORE = re.compile(r"^--\s{4,}(\S.*)$")


@dataclass(frozen=True)
class ColumnPromise:
    """One column as a header promises it; `sensitivity` is its class."""

    name: str
    type: str
    sensitivity: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Model:
    """One SQL model: its query and the promise made of its table."""

    name: str
    purpose: str
    grain: tuple[str, ...]
    sources: tuple[str, ...]
    columns: tuple[ColumnPromise, ...]
    sql: str

    @property
    def layer(self) -> str:
        """Return "raw" or "core"."""
        return self.name.split("_", 1)[0]

    @property
    def is_open(self) -> bool:
        """Say whether every column may be shown to anyone."""
        return all(column.sensitivity == "open" for column in self.columns)


def read_model(path: Path) -> Model:
    """Read one model and its header."""
    text = path.read_text("utf-8")
    header = [line for line in text.splitlines() if line.startswith("--")]
    fields: dict[str, str] = {}
    columns: list[ColumnPromise] = []
    for line in header[: _header_length(text)]:
        if key := _KEY.match(line):
            fields[key[1]] = key[2].strip()
        elif column := _COLUMN.match(line):
            columns.append(ColumnPromise(*column.groups()))
        elif (more := _MORE.match(line)) and columns:
            meaning = f"{columns[-1].meaning} {more[1]}"
            columns[-1] = replace(columns[-1], meaning=meaning)
        elif more and fields:
            fields[list(fields)[-1]] += f" {more[1]}"
        else:
            raise BrokenContractError(
                f"The header of {path.name} has a line we cannot read: {line!r}. Write "
                "a column as `--   name TYPE class unit meaning`."
            )
    missing = [
        key for key in ("model", "purpose", "grain", "sources") if key not in fields
    ]
    if missing or not columns:
        absent = " and no ".join(missing or ["columns"])
        raise BrokenContractError(
            f"The header of {path.name} has no {absent}. Write it as other models do."
        )
    model = Model(
        name=fields["model"],
        purpose=fields["purpose"],
        grain=_listed(fields["grain"]),
        sources=_listed(fields["sources"]),
        columns=tuple(columns),
        sql=text,
    )
    if faults := list(_faults(model, path)):
        raise BrokenContractError(f"The header of {path.name} {faults[0]}.")
    return model


def read_models(folder: Path = MODELS) -> dict[str, Model]:
    """Read every model of a folder and its subfolders, by name."""
    models = (read_model(path) for path in sorted(folder.rglob("*.sql")))
    return {model.name: model for model in models}


def broken_promises(
    connection: duckdb.DuckDBPyConnection, model: Model
) -> Iterator[str]:
    """Compare a built table's names, types and grain with its header, in sentences."""
    built = {
        name: kind
        for name, kind, *_ in connection.execute(f"DESCRIBE {model.name}").fetchall()
    }
    promised = {column.name: column.type for column in model.columns}
    if missing := [name for name in promised if name not in built]:
        yield f"{model.name} lacks {', '.join(missing)}, which its header promises"
    if extra := [name for name in built if name not in promised]:
        yield f"{model.name} has {', '.join(extra)}, which its header does not name"
    for name in promised.keys() & built.keys():
        if promised[name] != built[name]:
            yield (
                f"{model.name}.{name} is {built[name]} and its header promises "
                f"{promised[name]}"
            )
    if set(model.grain) <= built.keys():
        grain = ", ".join(model.grain)
        (repeats,) = connection.execute(
            "SELECT coalesce(sum(n - 1), 0)::BIGINT FROM (SELECT count(*) AS n FROM "
            f"{model.name} GROUP BY {grain} HAVING n > 1)"
        ).fetchone() or (0,)
        if repeats:
            yield f"in {model.name} {repeats:,} rows repeat ({grain})"


def _header_length(text: str) -> int:
    """Count the comment lines before the first line of SQL."""
    lines = text.splitlines()
    return next(
        (n for n, line in enumerate(lines) if not line.startswith("--")), len(lines)
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _faults(model: Model, path: Path) -> Iterator[str]:
    """List what is wrong with a header in itself."""
    names = [column.name for column in model.columns]
    if model.name != path.stem:
        yield f"calls the model {model.name}, which is not the file's name"
    for name in model.grain:
        if name not in names:
            yield f"has a grain column {name} that is not among its columns"
    for column in model.columns:
        if column.sensitivity not in CLASSES:
            yield (
                f"gives {column.name} the class {column.sensitivity}, which is not one "
                f"of {', '.join(CLASSES)}"
            )
        if names.count(column.name) > 1:
            yield f"names the column {column.name} twice"
