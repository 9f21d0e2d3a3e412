"""CQC's care directory: every active location, what it does, and no ratings."""

from __future__ import annotations

import polars as pl

from data.readers.cqc_cells import cqc_id, postcode, prepared, text
from data.readers.fields import Field
from data.readers.headings import day_said
from data.readers.open_table import OpenTable

# CQC lists over 50,000 locations: a file with far fewer is part of its directory.
WHOLE_FROM = 40_000


def _prepare(cells: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Read the dates, drop the names of people, and say where the file is a part."""
    ready, notices = prepared(
        cells,
        dates={"date_of_latest_check": "Date of latest check"},
        names=("name", "provider_name"),
    )
    return ready, notices + part_of_england(ready, "local_authority")


def part_of_england(cells: pl.DataFrame, council: str) -> list[str]:
    """Say of how many councils a file lists locations, if it is not all of England's.

    A file covers the councils that it lists, and no other.
    """
    if not 0 < cells.height < WHOLE_FROM:
        return []
    councils = cells[council].drop_nulls().n_unique()
    are = f"is {cells.height:,} of England's locations"
    of = "1 council" if councils == 1 else f"{councils:,} councils"
    return [f"The file {are}, in {of}: no other council counts as covered by it."]


DIRECTORY = OpenTable(
    source="cqc_directory",
    fields=(
        text("name"),
        postcode("postcode"),
        text("service_types"),
        Field("date_of_latest_check", "DATE", may_be_empty=True),
        text("specialisms_services"),
        text("provider_name"),
        text("local_authority"),
        cqc_id("cqc_location_id", r"cqc_location_id(_for_office_use_only)?"),
        cqc_id("cqc_provider_id", r"cqc_provider_id(_for_office_use_only)?"),
    ),
    key=("cqc_location_id",),
    dated_by="date_of_latest_check",
    has_titles=True,
    dated=day_said,
    prepare=_prepare,
)

READERS = (DIRECTORY.reader(),)
