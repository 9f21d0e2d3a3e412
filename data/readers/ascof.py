"""ASCOF, the adult social care outcomes framework, as DHSC's workbook has it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from data.errors import UnreadableFileError
from data.readers.fields import PLACE_CODE, read_value
from data.readers.ods import read_rows
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

SOURCE = "ascof"
# Self-directed support and direct payments. The rest come with the page that asks.
MEASURES = {"Table_3d(1a)": "3d(1a)", "Table_3d(2a)": "3d(2a)"}
PARTS = ("numerator", "denominator", "outcome")
BREAKDOWNS = {"": "total", "18 to 64": "18_64", "65 and over": "65_plus"}
BREAKDOWNS["65 and above"] = "65_plus"

_VALUE = re.compile(r"^(\d{4} to \d{4}) - (?:(.+) )?(numerator|denominator|outcome)$")
_NOTE = re.compile(r"\s*\[note \d+\]")

KEYS = ("la_code", "la_name", "ons_code", "measure", "breakdown", "period")
COLUMNS = (
    *(LandedColumn(name, "VARCHAR") for name in KEYS),
    *(
        LandedColumn(*column)
        for part in PARTS
        for column in ((part, "DOUBLE"), (f"{part}_status", "VARCHAR"))
    ),
)
Row = dict[str, str | float | None]


@dataclass(frozen=True)
class Layout:
    """Where a sheet keeps its columns; the header is not in its first row."""

    la_code: int
    la_name: int
    ons_code: int
    values: Mapping[tuple[str, str], Mapping[str, int]]  # period, breakdown -> part


@dataclass
class Account:
    """What has become of the rows so far."""

    landed: list[Row] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seen: set[tuple[str, str]] = field(default_factory=set)
    read: int = 0
    accepted: int = 0
    rejected: int = 0


def recognise(sample: Sample) -> Match:
    """Look for the sheets of the measures that we take."""
    if sample.kind != "ods":
        return NO_MATCH
    met = [sheet for sheet in MEASURES if sheet in sample.sheets]
    return Match(
        score=len(met) / len(MEASURES),
        known=len(met),
        missing=tuple(f"sheet {sheet}" for sheet in MEASURES if sheet not in met),
        unexpected=tuple(f"sheet {s}" for s in sample.sheets if s not in MEASURES),
    )


def read(file: OpenedFile, _: ReadContext) -> Reading:
    """Read our measures, and count the rows of everything else as passed over."""
    account = Account()
    layouts: dict[str, Layout | None] = {}
    for sheet, line, cells in read_rows(file):
        account.read += 1
        layout = layouts.setdefault(sheet, None)
        if layout is None:
            account.skipped["headings, notes and contents"] += 1
            if plain_name(cells[0]) == "local_authority_code":
                layouts[sheet] = _layout(file, sheet, cells)
        elif sheet not in MEASURES:
            account.skipped["measures that no page uses yet"] += 1
        else:
            _take(account, MEASURES[sheet], layout, line, cells)
    for sheet in MEASURES:
        if layouts.get(sheet) is None:
            raise UnreadableFileError(
                f"{file.name} has no heading 'Local authority code' in its sheet "
                f"{sheet}. Fetch the workbook again as published."
            )
    frame = pl.DataFrame(
        account.landed,
        schema={
            c.name: pl.Float64 if c.type == "DOUBLE" else pl.String for c in COLUMNS
        },
    )
    return Reading(
        tables={f"landed_{SOURCE}": frame},
        rows_read=account.read,
        accepted=account.accepted,
        rejected_rows=account.rejected,
        rejects=account.rejects,
        skipped=account.skipped,
        vintage=_last_day(frame["period"]),
        notices=[] if account.landed else [f"{file.name} has headings and no rows."],
    )


def _layout(file: OpenedFile, sheet: str, header: Sequence[str]) -> Layout | None:
    """Find the columns of a sheet by its header; order and case do not matter."""
    plain = [plain_name(cell) for cell in header]
    values: dict[tuple[str, str], dict[str, int]] = {}
    for place, cell in enumerate(header):
        if found := _VALUE.match(_NOTE.sub("", cell).strip().casefold()):
            period, words, part = found[1], found[2] or "", found[3]
            breakdown = BREAKDOWNS.get(words, plain_name(words))
            values.setdefault((period, breakdown), {})[part] = place
    wanted = ("local_authority_code", "local_authority", "ons_area_code")
    missing = [name.replace("_", " ") for name in wanted if name not in plain]
    missing += [
        f"{period} - {part}"
        for (period, _), parts in values.items()
        for part in PARTS
        if part not in parts
    ]
    if sheet in MEASURES and (missing or not values):
        raise UnreadableFileError(
            f"{file.name} has no column '{(missing or ['numerator'])[0]}' in its sheet "
            f"{sheet}. Fetch the workbook again as published."
        )
    code, name, ons = (plain.index(w) if w in plain else 0 for w in wanted)
    return Layout(code, name, ons, values)


def _take(
    account: Account, measure: str, layout: Layout, line: int, cells: Sequence[str]
) -> None:
    """Land one council's row, or say what is wrong with it."""

    def cell(place: int) -> str:
        return _NOTE.sub("", cells[place]).strip() if place < len(cells) else ""

    code, ons_code = cell(layout.la_code), cell(layout.ons_code)
    faults = list(_row_faults(measure, line, code, ons_code, account.seen))
    rows: list[Row] = []
    for (period, breakdown), parts in layout.values.items():
        values: Row = {}
        for part, place in parts.items():
            value, status = read_value(cell(place))
            values |= {part: value, f"{part}_status": status}
            if status == "":
                rule = f"{period} - {part} is neither a number nor [x], [c] or [z]."
                faults.append(Reject(line, f"{measure} {part}", rule, cell(place)))
        known = ons_code if re.match(PLACE_CODE, ons_code) else None
        keys = (code, cell(layout.la_name), known, measure, breakdown, period)
        rows.append({**dict(zip(KEYS, keys, strict=True)), **values})
    if faults:
        account.rejects += faults
        account.rejected += 1
    else:
        account.seen.add((measure, code))
        account.landed += rows
        account.accepted += 1


def _row_faults(
    measure: str, line: int, code: str, ons_code: str, seen: set[tuple[str, str]]
) -> Iterator[Reject]:
    """List what is wrong with the codes of a row."""
    if not code:
        yield Reject(line, "local authority code", "local authority code is empty.")
    elif (measure, code) in seen:
        rule = "local authority code is that of an earlier row of this measure."
        yield Reject(line, "local authority code", rule, code)
    if ons_code != "[z]" and not re.match(PLACE_CODE, ons_code):
        rule = "ONS area code is neither a letter and eight digits nor [z]."
        yield Reject(line, "ONS area code", rule, ons_code)


def _last_day(periods: pl.Series) -> dt.date | None:
    """Return the 31 March that ends the last period."""
    last = periods.max()
    return dt.date(int(last[-4:]), 3, 31) if isinstance(last, str) else None


READERS = (
    Reader(
        source=SOURCE,
        landed={f"landed_{SOURCE}": COLUMNS},
        recognise=recognise,
        read=read,
    ),
)
