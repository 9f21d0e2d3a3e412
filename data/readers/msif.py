"""Fees that councils pay providers, as the Market Sustainability fund reports them.

The layout differs by year and no file of it was at hand: the header is the row that
names local authorities and kinds of care, and each column says by its words what it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from data.readers.fields import PLACE_CODE, read_value
from data.readers.headings import below_titles, rows_shown
from data.readers.open_table import TITLES
from data.readers.reader import (
    NO_MATCH,
    LandedColumn,
    Match,
    OpenedFile,
    ReadContext,
    Reader,
    Reading,
    Reject,
    Sample,
    plain_name,
)

SOURCE = "msif_fees"
COUNCIL = ("local_authority", "local_authority_name", "la_name", "council")
ENOUGH = 4  # of the six kinds of care
# The first that fits; care homes are told apart further by age.
KINDS = (
    ("supported_living", r"supported living"),
    ("care_home", r"without nursing|residential"),
    ("nursing_home", r"nursing"),
    ("home_care", r"home ?care|domiciliary"),
)
UNITS = (
    ("%", r"%|per ?cent|uplift|change|increase"),
    ("GBP/hour", r"per hour|hourly|/ ?h(ou)?r"),
    ("GBP/week", r"per week|weekly|/ ?w(ee)?k"),
)
_YEARS = re.compile(r"\b(20\d\d) ?(?:to|-|–|/) ?(?:20)?(\d\d)\b")
COLUMNS = (
    LandedColumn("council_name", "VARCHAR"),
    LandedColumn("ons_code", "VARCHAR"),
    LandedColumn("place", "BIGINT"),
    LandedColumn("kind", "VARCHAR"),
    LandedColumn("heading", "VARCHAR"),
    LandedColumn("unit", "VARCHAR"),
    LandedColumn("value", "DOUBLE"),
    LandedColumn("value_status", "VARCHAR"),
)
Fee = tuple[str, str | None, int, str, str, str | None, float | None, str]


def kind_of(heading: str) -> str:
    """Return the kind of care that a heading names, or nothing.

    >>> kind_of("Care homes without nursing, 65+"), kind_of("Home care (£ per hour)")
    ('care_home_65_plus', 'home_care')
    """
    words = heading.casefold()
    kind = next((name for name, pattern in KINDS if re.search(pattern, words)), "")
    if not kind.endswith("_home"):
        return kind
    if re.search(r"\b65 ?(\+|plus|and)", words):
        return f"{kind}_65_plus"
    return f"{kind}_18_64" if re.search(r"\b18\b", words) else kind


def unit_of(heading: str) -> str | None:
    """Return the unit that a heading names, if it names one."""
    words = heading.casefold()
    return next((unit for unit, pattern in UNITS if re.search(pattern, words)), None)


def recognise(sample: Sample) -> Match:
    """Look for a row that names local authorities and kinds of care."""
    if sample.kind != "csv":
        return NO_MATCH
    known = max(map(_kinds, rows_shown(sample)))
    if not known:
        return NO_MATCH
    missing = () if known >= ENOUGH else (f"{ENOUGH} kinds of care among its headings",)
    return Match(min(known, ENOUGH) / ENOUGH, known=known + 1, missing=missing)


def _kinds(row: Sequence[str]) -> int:
    """Count the kinds of care that a header names; none if it names no councils."""
    if not any(plain_name(cell) in COUNCIL for cell in row):
        return 0
    return len({kind_of(cell) for cell in row} - {""})


@dataclass
class _Account:
    """What has become of the rows so far."""

    landed: list[Fee] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    read: int = 0
    accepted: int = 0
    rejected: int = 0


def read(file: OpenedFile, _: ReadContext) -> Reading:
    """Read each fee of each council, with the words that it stands under."""
    below, above = below_titles(file, lambda row: _kinds(row) >= ENOUGH)
    header, account = below.sample.header, _Account(read=above)
    account.skipped[TITLES] += above
    lines = csv.reader(
        io.StringIO(below.text(), newline=""), delimiter=below.sample.delimiter
    )
    for row in lines:
        line = above + lines.line_num
        if line == above + 1:
            continue
        account.read += 1
        _take(account, header, line, [cell.strip() for cell in row])
    kinds = {"VARCHAR": pl.String, "BIGINT": pl.Int64, "DOUBLE": pl.Float64}
    schema = {column.name: kinds[column.type] for column in COLUMNS}
    frame = pl.DataFrame(account.landed, schema=schema, orient="row")
    return Reading(
        tables={f"landed_{SOURCE}": frame},
        rows_read=account.read,
        accepted=account.accepted,
        rejected_rows=account.rejected,
        rejects=account.rejects,
        skipped={why: rows for why, rows in account.skipped.items() if rows},
        vintage=_year((*header, below.beside)) if account.accepted else None,
    )


def _take(
    account: _Account, header: Sequence[str], line: int, cells: Sequence[str]
) -> None:
    """Land one council's fees, or say what is wrong with its row."""
    named = dict(zip(header, cells, strict=False))
    council = next((named[h] for h in named if plain_name(h) in COUNCIL), "")
    fees = list(_fees(header, cells))
    if not council or not any(cell for _, _, cell in fees):
        account.skipped["blank rows and notes"] += 1
        return
    faults = [
        Reject(line, heading, f"{heading} is neither a number nor a mark.", cell)
        for _, heading, cell in fees
        if read_value(cell)[1] == ""
    ]
    if council in account.seen:
        rule = "local authority is that of an earlier row."
        faults.append(Reject(line, "local authority", rule, council))
    if faults:
        account.rejects += faults
        account.rejected += 1
        return
    account.seen.add(council)
    account.accepted += 1
    code = next((cell for cell in cells if re.match(PLACE_CODE, cell)), None)
    for place, heading, cell in fees:
        told = (council, code, place, kind_of(heading), heading, unit_of(heading))
        account.landed.append((*told, *read_value(cell)))


def _fees(
    header: Sequence[str], cells: Sequence[str]
) -> Iterator[tuple[int, str, str]]:
    """Give place, heading and cell of each column about a kind of care."""
    for place, heading in enumerate(header):
        if kind_of(heading):
            yield place + 1, heading, cells[place] if place < len(cells) else ""


def _year(words: Sequence[str]) -> dt.date | None:
    """Return the 31 March that ends the last financial year named."""
    ends = [2000 + int(end) for said in words for _, end in _YEARS.findall(said)]
    return dt.date(max(ends), 3, 31) if ends else None


READERS = (Reader(SOURCE, {f"landed_{SOURCE}": COLUMNS}, recognise, read),)
