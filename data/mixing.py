"""Keep the demonstration county and real councils out of each other's builds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import polars as pl

from data.errors import MixedInboxError

World = Literal["demonstration", "supplied"]

CODE = r"^([EWX])\d{8}$"
# Of councils' own tables: those of published ones never come without codes.
POSTCODE_COLUMNS = ("postcode",)
POSTCODE = r"^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$"
DEMONSTRATION_POSTCODE = r"^ZZ\d"
# ZZ99 is what councils write for people of no fixed abode: it tells of neither.
NO_FIXED_ABODE = r"^ZZ99"


class Worlds:
    """Which of the two worlds the files of one inbox come from.

    Codes that begin with X and postcodes in area ZZ are the demonstration county's.
    """

    def __init__(self, council_code: str) -> None:
        self._first = {world_of_council(council_code): f"the council {council_code}"}

    def admit(self, file: str, tables: Mapping[str, pl.DataFrame]) -> None:
        """Take note of a file.

        Raises
        ------
        MixedInboxError
            If it comes from the other world than what came before it.
        """
        for world in sorted(worlds_of(tables)):
            self._first.setdefault(world, file)
        if len(self._first) > 1:
            raise MixedInboxError(
                f"Demonstration and supplied figures cannot be built together: "
                f"{self._first['demonstration']} is of the demonstration county and "
                f"{self._first['supplied']} is not. Use a folder for each."
            )


def world_of_council(council_code: str) -> World:
    """Tell the world of a council by its code."""
    return "demonstration" if council_code.startswith("X") else "supplied"


def worlds_of(tables: Mapping[str, pl.DataFrame]) -> set[World]:
    """Tell the worlds that a file's codes and postcodes come from."""
    found: set[World] = set()
    for table in tables.values():
        for column in table.select(pl.col(pl.String)):
            if "code" not in column.name:
                continue
            letters = set(column.str.extract(CODE).drop_nulls().unique())
            found |= {"demonstration" if one == "X" else "supplied" for one in letters}
            if column.name in POSTCODE_COLUMNS:
                found |= _worlds_of_postcodes(column)
    return found


def _worlds_of_postcodes(postcodes: pl.Series) -> set[World]:
    told = postcodes.filter(
        postcodes.str.contains(POSTCODE) & ~postcodes.str.contains(NO_FIXED_ABODE)
    )
    is_ours = told.str.contains(DEMONSTRATION_POSTCODE)
    found: set[World] = set()
    if is_ours.any():
        found.add("demonstration")
    if not is_ours.all():
        found.add("supplied")
    return found
