"""Take the cells of a client-level data file, fast, each with its line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from data.errors import UnreadableFileError
from data.readers.cld.fields import DATES, FIELDS, LISTS, NOT_KEPT, NUMBERS
from data.readers.cld.values import NOTHING
from data.readers.council.rows import stopped
from data.readers.dates import SLASHED, parse_dates
from data.readers.reader import OpenedFile, Reject, plain_name

TOLD_AS_THEY_ARE = tuple(field.name for field in FIELDS if field.name not in LISTS)
EITHER_WAY = (
    "has the day or the month first, and the file does not show which: write it as "
    "2026-09-30"
)
NOT_A_DATE = "is not a date: write it as 2026-09-30"
NO_SUCH_YEAR = "is before 1900 or after 2099: leave the cell empty where there is none"
SERIAL = "is a spreadsheet's own number for a day: write it as 2026-09-30"
NOT_A_NUMBER = "is not a number: write 12.50"
YEARS = (1900, 2099)


@dataclass(frozen=True)
class Cells:
    """The rows of one file as text.

    Attributes
    ----------
    texts : `line`, and every field as trimmed text, null where not supplied; the
        values of lists as they were said, for each wording is looked at but once
    ragged : rows whose cells cannot be told apart
    n_empty : rows without a single cell filled in
    n_others : columns of the file that are not in the layout
    """

    texts: pl.DataFrame
    ragged: tuple[Reject, ...]
    n_empty: int
    n_others: int


def read_cells(file: OpenedFile) -> Cells:
    """Split a file into rows and keep the columns that are read.

    Raises
    ------
    UnreadableFileError
        If a column is there twice, or the file is no table at all.
    """
    raw = file.unpack()
    if file.sample.encoding not in ("utf-8", "utf-8-sig"):
        raw = file.text().encode()
    ragged: tuple[Reject, ...] = ()
    try:
        frame = pl.read_csv(
            raw,
            separator=file.sample.delimiter,
            infer_schema=False,
            has_header=False,
        )
    except pl.exceptions.PolarsError:
        frame, lines, ragged = _slowly(raw, file)
    else:
        lines = pl.int_range(1, len(frame) + 1, eager=True)
        # A cell that holds a line break puts every row behind it on another line.
        if raw.count(b"\n") + (not raw.endswith(b"\n")) != len(frame):
            frame, lines, ragged = _slowly(raw, file)
    return _chosen(frame, lines, ragged, file.name)


def _slowly(
    raw: bytes, file: OpenedFile
) -> tuple[pl.DataFrame, pl.Series, tuple[Reject, ...]]:
    """Split rows one by one, as a file needs whose rows differ or span lines."""
    text = raw.decode("utf-8-sig", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=file.sample.delimiter)
    rows: list[list[str]] = []
    lines: list[int] = []
    ragged: list[Reject] = []
    last, width = 0, 0
    try:
        for row in reader:
            line, last = last + 1, reader.line_num
            width = width or len(row)
            if len(row) == width or not any(row):
                rows.append(row or [""] * width)
                lines.append(line)
            else:
                rule = f"The row has {len(row)} cells where the header has {width}."
                ragged.append(Reject(line, "", rule))
    except csv.Error as fault:
        raise UnreadableFileError(stopped(file.name, reader.line_num, fault)) from None
    cells = [row if len(row) == width else [""] * width for row in rows]
    frame = pl.DataFrame(
        cells, schema=[f"column_{n + 1}" for n in range(width)], orient="row"
    )
    return frame, pl.Series(lines, dtype=pl.Int64), tuple(ragged)


def _chosen(
    frame: pl.DataFrame, lines: pl.Series, ragged: tuple[Reject, ...], name: str
) -> Cells:
    """Find the header and keep the columns that are read."""
    is_filled = _filled(frame)
    head = int(is_filled.arg_max() or 0)
    header = [plain_name((cell or "").strip("\ufeff ")) for cell in frame.row(head)]
    places = _places(header, name)
    filled = is_filled.slice(head + 1)
    n_empty = len(filled) - int(filled.sum())
    texts = (
        frame.slice(head + 1)
        .select(
            pl.lit(None, pl.String).alias(field.name)
            if field.name not in places
            else pl.col(frame.columns[places[field.name]]).alias(field.name)
            for field in FIELDS
        )
        .with_columns(lines.slice(head + 1).cast(pl.Int64).alias("line"))
    )
    if n_empty:
        texts = texts.filter(filled)
    texts = texts.with_columns(_tidy(texts[name]) for name in TOLD_AS_THEY_ARE)
    known = {each for field in FIELDS for each in field.headings}
    known |= {plain_name(each) for each in NOT_KEPT}
    others = sum(1 for each in header if each and each not in known)
    return Cells(texts, ragged, n_empty, others)


def _filled(frame: pl.DataFrame) -> pl.Series:
    """Say which rows have a cell with more than spaces in it.

    Column by column, over the rows that none so far has shown to have one: nearly all
    show it by the first.
    """
    is_filled = pl.repeat(False, len(frame), eager=True)
    unsure = pl.int_range(len(frame), eager=True)
    for column in frame.iter_columns():
        shows = column.gather(unsure).str.contains(r"\S").fill_null(False)
        is_filled = is_filled.scatter(unsure.filter(shows), True)
        unsure = unsure.filter(~shows)
        if unsure.is_empty():
            break
    return is_filled


def _tidy(text: pl.Series) -> pl.Series:
    trimmed = text.str.strip_chars()
    is_nothing = trimmed.is_in(NOTHING)
    return trimmed.set(is_nothing, None) if is_nothing.any() else trimmed


def _places(header: Sequence[str], name: str) -> Mapping[str, int]:
    """Find each field in the header, under whichever heading it goes by."""
    counts = Counter(header)
    places: dict[str, int] = {}
    for field in FIELDS:
        present = [each for each in field.headings if counts[each]]
        if sum(counts[each] for each in present[:1]) > 1:
            raise UnreadableFileError(
                f"{name} has the column {field.heading} more than once. Keep one of "
                "them."
            )
        if present:
            places[field.name] = header.index(present[0])
    return places


@dataclass(frozen=True)
class Faults:
    """Cells that could not be read: line, column_name and the sentence of each."""

    rows: pl.DataFrame

    @staticmethod
    def none() -> pl.DataFrame:
        """Return a frame of no faults."""
        return pl.DataFrame(
            schema={"line": pl.Int64, "column_name": pl.String, "rule": pl.String}
        )


def parsed(texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Turn the text of dates and numbers into values.

    The order of day and month is told by all the dates of the file together, since
    one machine wrote them.

    Returns
    -------
    DataFrame, DataFrame
        The rows, and the cells at fault: line, column_name, rule.
    """
    faults = [Faults.none()]
    days = _days(pl.concat([texts[name] for name in DATES]).drop_nulls().unique())
    for name in DATES:
        told = texts.select("line", pl.col(name).alias("text")).join(
            days, on="text", how="left", maintain_order="left"
        )
        faults.append(_at_fault(told, name))
        texts = texts.with_columns(told["value"].alias(name))
    for name in NUMBERS:
        plain = pl.col("text").str.replace_all(r"[£,\s]", "")
        told = texts.select("line", pl.col(name).alias("text")).with_columns(
            pl.col("text").cast(pl.Float64, strict=False).alias("value")
        )
        if told["value"].null_count() > told["text"].null_count():
            told = told.with_columns(
                plain.cast(pl.Float64, strict=False).alias("value")
            )
        is_number = pl.col("value").is_finite().fill_null(False)
        told = told.with_columns(
            pl.when(is_number).then("value").alias("value"),
            pl.when(pl.col("text").is_not_null() & ~is_number)
            .then(pl.lit(NOT_A_NUMBER))
            .alias("rule"),
        )
        faults.append(_at_fault(told, name))
        texts = texts.with_columns(told["value"].alias(name))
    return texts, pl.concat(faults)


def _days(text: pl.Series) -> pl.DataFrame:
    """Read each distinct date once."""
    text = text.alias("text")
    dates = parse_dates(text, name="dates")
    value = dates.days.alias("value")
    in_years = value.dt.year().is_between(*YEARS)
    rule = (
        pl.when(in_years.fill_null(False))
        .then(None)
        .when(value.is_not_null())
        .then(pl.lit(NO_SUCH_YEAR))
        .when(text.str.contains(SLASHED) & dates.is_refused)
        .then(pl.lit(EITHER_WAY))
        .when(text.str.contains(r"^\d{5}(\.0)?$"))
        .then(pl.lit(SERIAL))
        .otherwise(pl.lit(NOT_A_DATE))
    )
    return pl.DataFrame(
        {"text": text, "value": value.set(~in_years, None)}
    ).with_columns(rule.alias("rule"))


def _at_fault(told: pl.DataFrame, name: str) -> pl.DataFrame:
    return told.filter(pl.col("rule").is_not_null()).select(
        "line", pl.lit(name).alias("column_name"), "rule"
    )
