"""Turn the text of a cell into its value, or say why it cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from data.readers.council.layout import Column
from data.readers.council.lists import YES_NO_WORDINGS
from data.readers.fields import number
from data.readers.reader import plain_name

LONGEST_TEXT, LONGEST_NOTE = 200, 4000  # characters
EARLIEST_YEAR, LATEST_YEAR = 1950, 2099

PATTERNS: Mapping[str, str] = {
    "hashed_id": r"^[^\s].{0,79}$",
    "plain_id": r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$",
    "code": r"^[a-z][a-z0-9_-]{0,39}$",
    # A letter O for the nought of the second half is found out later; a sector has none
    # but its digit, and keeps its space: LN1 1 is not the district LN11.
    "postcode": r"^[A-Z]{1,2}\d[A-Z\d]?(?:[\dO][A-Z]{2}| \d)$",
    "area_code": r"^[EWX]01\d{6}$",
    "council_code": r"^[EWX]\d{8}$",
    "cqc_id": r"^[0-9A-Z]+-[0-9]+$",
    "year": r"^\d{4}-\d{2}$",
    "text": rf"^.{{1,{LONGEST_TEXT}}}$",
    "note": rf"^.{{1,{LONGEST_NOTE}}}$",
}
SENTENCES: Mapping[str, str] = {
    "hashed_id": "is longer than 80 characters",
    "plain_id": "is not an id of up to 40 letters, digits and - _ . / such as PR-001",
    "code": "is not a code of up to 40 letters, digits and - _ such as virtual_wallet",
    "postcode": "is not a full postcode, such as ZZ1 1AA",
    "area_code": "is not a code of an LSOA, such as X01000001",
    "council_code": "is not a code of a council, such as X99000001",
    "cqc_id": "is not a CQC location number, such as 1-123456789",
    "year": "is not a financial year, such as 2026-27",
    "text": f"is longer than {LONGEST_TEXT} characters",
    "note": f"is longer than {LONGEST_NOTE} characters",
    "number": "is not a plain number: write 12.5, with no comma, sign of money or word",
    "whole": "is not a whole number",
    "yes_no": "is neither yes nor no",
    "date": "is not a date: write it as 2026-09-30",
}
# Characters that no eye sees, tabs and line ends apart, and what a spreadsheet shows
# where a formula has failed or has not been worked out.
UNSEEN = r"[\p{Cf}\x00-\x08\x0e-\x1f\x7f-\x9f]"
HAS_UNSEEN = "holds a character that cannot be seen: type the cell anew"
FAILED = r"^#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FORMULA!)$"
HAS_FAILED = "is a formula that failed or was not worked out: write its value instead"
# A spreadsheet's own way with long numbers, and with days.
ROUNDED = r"^\d(\.\d+)?[Ee]\+\d+$"
ROUNDED_ID = "has been rounded by a spreadsheet, so that its digits are lost"
SERIAL = r"^\d{5}(\.\d+)?$"
SERIAL_DAY = "is a spreadsheet's own number for a day: write it as 2026-09-30"
NO_SUCH_DAY = "is a day that does not exist"
WHICH_FIRST = (
    "has the day or the month first, and the column does not show which: write it as "
    "2026-09-30"
)
NO_SUCH_YEAR = (
    f"is before {EARLIEST_YEAR} or after {LATEST_YEAR}: leave the cell empty where "
    "there is no date"
)

Parsed = tuple[pl.Series, pl.Series]  # value; sentence of the fault, null where none


def parse(text: pl.Series, column: Column) -> Parsed:
    """Parse a column of text: its values, and beside them the fault of each, if any.

    A choice keeps a wording that is not on its list: the row rules refuse it.
    """
    by_kind: Mapping[str, Callable[[pl.Series, Column], Parsed]] = {
        "date": _dates,
        "number": _numbers,
        "whole": _numbers,
        "yes_no": _truths,
        "choice": _choices,
    }
    value, fault = by_kind.get(column.kind, _patterned)(text, column)
    for pattern, sentence in ((UNSEEN, HAS_UNSEEN), (FAILED, HAS_FAILED)):
        if pattern == UNSEEN and column.kind in ("text", "note"):
            continue
        is_so = text.str.contains(pattern).fill_null(False)
        value, fault = value.set(is_so, None), fault.set(is_so, sentence)
    return value, fault


def _faults(text: pl.Series, value: pl.Series, sentence: str) -> pl.Series:
    """Tell one sentence of every cell that has text and no value."""
    at_fault = text.is_not_null() & value.is_null()
    return pl.select(pl.when(at_fault).then(pl.lit(sentence))).to_series()


def _patterned(text: pl.Series, column: Column) -> Parsed:
    tidy = text
    if column.kind == "postcode":
        capitals = text.str.to_uppercase().str.replace_all(r"[\s.-]+", " ")
        sector = capitals.str.extract(r"^ ?([A-Z]{1,2}\d[A-Z\d]? \d) ?$")
        tidy = sector.fill_null(capitals.str.replace_all(" ", ""))
    elif column.kind in ("area_code", "council_code"):
        tidy = text.str.to_uppercase()
    elif column.kind == "year":
        tidy = text.str.replace(r"^(\d{4})[/-](?:\d{2})?(\d{2})$", "$1-$2")
    elif column.kind == "code":
        tidy = text.str.to_lowercase()
    elif column.kind in ("text", "note"):
        tidy = text.str.replace_all(UNSEEN, "").str.replace_all(r"\s+", " ")
        text = text.set((tidy.str.strip_chars() == "").fill_null(False), None)
    fits = tidy.str.contains(PATTERNS[column.kind])
    if column.kind == "year":
        first, second = tidy.str.slice(2, 2), tidy.str.slice(5, 2)
        follows = (first.cast(pl.Int64, strict=False) + 1) % 100
        fits &= (follows == second.cast(pl.Int64, strict=False)).fill_null(False)
    if column.kind in ("hashed_id", "plain_id"):
        is_rounded = text.str.contains(ROUNDED).fill_null(False)
        told = _faults(text, tidy.set(is_rounded, None), ROUNDED_ID)
        fits &= ~is_rounded
    else:
        told = pl.repeat(None, len(text), dtype=pl.String, eager=True)
    value = tidy.set(~fits.fill_null(False), None)
    return value, told.fill_null(_faults(text, value, SENTENCES[column.kind]))


def _numbers(text: pl.Series, column: Column) -> Parsed:
    """Read numbers as offices write them; a sign says what the column is of."""
    signs = {"£": column.unit.startswith("GBP"), "%": column.unit == "%"}
    value = text.to_frame("cell").select(number(pl.col("cell"))).to_series()
    for sign, is_fit in signs.items():
        if not is_fit:
            value = value.set(text.str.contains(sign, literal=True), None)
    if column.kind == "whole":
        value = value.set(value != value.round(), None).cast(pl.Int64)
    return value, _faults(text, value, SENTENCES[column.kind])


def _truths(text: pl.Series, column: Column) -> Parsed:
    said = _worded(text, {"yes": "yes", "no": "no", **YES_NO_WORDINGS}, None)
    value = said == "yes"
    return value, _faults(text, value, SENTENCES["yes_no"])


def _choices(text: pl.Series, column: Column) -> Parsed:
    wordings = {plain_name(value): value for value in column.allowed}
    wordings.update(column.also)
    value = _worded(text, wordings, text)
    return value, _faults(text, value, "")


def _worded(
    text: pl.Series, wordings: Mapping[str, str], otherwise: pl.Series | None
) -> pl.Series:
    """Put each wording in the one that we keep."""
    known = {
        said: wordings[plain_name(said)]
        for said in text.drop_nulls().unique()
        if plain_name(said) in wordings
    }
    return text.replace_strict(known, default=otherwise, return_dtype=pl.String)


def _dates(text: pl.Series, column: Column) -> Parsed:
    """Read ISO dates, and day-first ones where the column shows that they are.

    It shows it by a first number over 12 somewhere and a second nowhere.
    """
    iso = text.str.extract(r"^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d[:.\d]*Z?)?$")
    parts = text.str.extract_groups(r"^(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?: 0?0:00.*)?$")
    first, second, year = (parts.struct.field(name) for name in parts.struct.fields)
    is_day_first = _any_over_12(first) and not _any_over_12(second)
    value = iso.str.to_date("%Y-%m-%d", strict=False)
    if is_day_first:
        day_first = (first + "/" + second + "/" + year).str.to_date(
            "%d/%m/%Y", strict=False
        )
        value = value.zip_with(value.is_not_null(), day_first)
    is_in_range = value.dt.year().is_between(EARLIEST_YEAR, LATEST_YEAR)
    fault = (
        pl.when(text.is_null() | is_in_range)
        .then(None)
        .when(value.is_not_null())
        .then(pl.lit(NO_SUCH_YEAR))
        .when(iso.is_not_null() | (year.is_not_null() & is_day_first))
        .then(pl.lit(NO_SUCH_DAY))
        .when(year.is_not_null())
        .then(pl.lit(WHICH_FIRST))
        .when(text.str.contains(SERIAL))
        .then(pl.lit(SERIAL_DAY))
        .otherwise(pl.lit(SENTENCES["date"]))
    )
    return value.set(~is_in_range.fill_null(False), None), pl.select(fault).to_series()


def _any_over_12(number: pl.Series) -> bool:
    return bool((number.cast(pl.Int64) > 12).any())
