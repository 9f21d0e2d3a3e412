"""Every number has a word beside it that says whether it is there, and why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd
from pandas.api import types

from data.errors import BrokenContractError

WITH_VALUE = ("ok", "zero", "low_reliability")
BLANK = ("suppressed", "not_supplied", "not_applicable")

# What no desk column may be called, or hold: a measure's frame has no person in it.
PERSON_NAME = re.compile(
    r"(person|arrangement|referral|wallet)_(id|key)|nhs|birth|postcode|(fore|sur)name"
    r"|(^|_)(note|notes|comment|comments)$"
)
KEYED_HASH = re.compile(r"\b[0-9a-f]{32}\b")
FULL_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")


class DeclaredColumn(Protocol):
    """What we need to know of a column that a table declares."""

    @property
    def column_class(self) -> str:
        """Whose it is: open, council, provider_confidential, worker or person."""


class DeclaredTable(Protocol):
    """What we need to know of a table that the catalogue declares."""

    @property
    def name(self) -> str:
        """Its name in desk and public."""

    @property
    def keys(self) -> Mapping[str, DeclaredColumn]:
        """Columns that say what a row is."""

    @property
    def values(self) -> Mapping[str, DeclaredColumn]:
        """The other columns."""


def status_of(column: str) -> str:
    """Name the column that holds another's status."""
    return f"{column}_status"


def is_number(values: pd.Series[Any]) -> bool:
    """Say whether a column holds numbers, and so has a status."""
    return types.is_numeric_dtype(values) and not types.is_bool_dtype(values)


def complete_statuses(frame: pd.DataFrame, table: DeclaredTable) -> pd.DataFrame:
    """Return a measure's frame with every promise of its table kept.

    Columns come in the declared order, the status beside each number. A status that
    was left out is filled in where the value is there.

    Raises
    ------
    BrokenContractError
        If a column is missing or undeclared, a key is blank or repeated, a number is
        blank without a reason or has a reason without being blank, a zero is not
        called zero, or a column looks like a person.
    """
    statuses = {status_of(column) for column in table.values}
    declared = [*table.keys, *table.values]
    missing = [column for column in declared if column not in frame.columns]
    extra = [column for column in frame if column not in {*declared, *statuses}]
    if missing or extra:
        raise _broken(
            table,
            f"lacks {missing or 'nothing'} and has {extra or 'nothing'} undeclared",
        )
    _refuse_people(frame, table)
    whole = pd.DataFrame(index=range(len(frame)))
    for column in table.keys:
        values = frame[column].reset_index(drop=True)
        # A level such as 1.1 is one level however it was added up.
        whole[column] = values.round(9) if types.is_float_dtype(values) else values
    for column in table.values:
        values = _numbers_if_any(frame[column].reset_index(drop=True))
        whole[column] = values
        given = frame.get(status_of(column))
        if is_number(values):
            told = None if given is None else given.reset_index(drop=True)
            whole[status_of(column)] = _statuses(table, column, values, told)
        elif given is not None:
            raise _broken(table, f"gives a status to {column}, which is no number")
    _refuse_repeats(whole, table)
    return whole


def _statuses(
    table: DeclaredTable,
    column: str,
    values: pd.Series[Any],
    given: pd.Series[Any] | None,
) -> pd.Series[Any]:
    """Fill in the statuses that were left out, and refuse those that cannot be."""
    numbers = values.astype(float)
    told = pd.Series(None, index=values.index, dtype=object)
    if given is not None:
        told = given.astype(object).where(given.notna(), None)
    unknown = set(told.dropna()) - {*WITH_VALUE, *BLANK}
    if unknown:
        raise _broken(table, f"calls {column} {sorted(unknown)}, which is no status")
    if np.isinf(numbers).any():
        raise _broken(table, f"has an infinite {column}")
    is_there = numbers.notna()
    unsaid = told.isna() | (told == "ok")
    told = told.mask(unsaid & is_there & (numbers == 0), "zero")
    told = told.mask(told.isna() & is_there, "ok")
    for fault, rows in (
        ("is blank without a reason", ~is_there & ~told.isin(BLANK)),
        ("has both a value and a reason to be blank", is_there & told.isin(BLANK)),
        ("is called zero and is not", (told == "zero") & (numbers != 0)),
    ):
        if rows.any():
            raise _broken(table, f"has {rows.sum():,} rows in which {column} {fault}")
    return told.astype("str")


def _numbers_if_any(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return numbers that came as objects, such as Decimals, as floats."""
    if not types.is_object_dtype(values):
        return values
    kind = types.infer_dtype(values, skipna=True)
    is_numbers = kind in ("integer", "floating", "decimal", "mixed-integer-float")
    return values.astype(float) if is_numbers else values


def _refuse_repeats(whole: pd.DataFrame, table: DeclaredTable) -> None:
    keys = list(table.keys)
    for column in keys:
        if blanks := int(whole[column].isna().sum()):
            raise _broken(table, f"has {blanks:,} rows whose {column} is blank")
    repeats = int(whole.duplicated(keys).sum()) if keys else max(0, len(whole) - 1)
    if repeats:
        raise _broken(table, f"repeats ({', '.join(keys)}) in {repeats:,} rows")


def _refuse_people(frame: pd.DataFrame, table: DeclaredTable) -> None:
    """Refuse a column that is, or looks like, a person; say its name, never a value."""
    for column, meaning in {**table.keys, **table.values}.items():
        if PERSON_NAME.search(column):
            raise _broken(table, f"has a column {column}, which may hold a person")
        text = frame[column]
        if not (types.is_string_dtype(text) or types.is_object_dtype(text)):
            continue
        is_word = text.map(lambda cell: isinstance(cell, str)).astype(bool)
        words = text[is_word].astype("str").drop_duplicates()
        if meaning.column_class in ("person", "worker") and column in table.values:
            if len(words):
                raise _broken(table, f"has free text of class person in {column}")
        elif words.str.contains(KEYED_HASH).any():
            raise _broken(table, f"has what looks like a hashed id in {column}")
        elif (
            meaning.column_class == "provider_confidential"
            and words.str.contains(FULL_POSTCODE).any()
        ):
            raise _broken(table, f"has what looks like a full postcode in {column}")


def _broken(table: DeclaredTable, fault: str) -> BrokenContractError:
    return BrokenContractError(
        f"Table {table.name} {fault}; correct the measure, or its table in the "
        "catalogue."
    )
