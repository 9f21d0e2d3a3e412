"""How a published table is read: its columns, and what each cell must be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice, takewhile

import polars as pl

from data.errors import UnreadableFileError
from data.readers.fields import Field, match_fields
from data.readers.headings import below_titles, rows_shown
from data.readers.ods import read_rows, read_sheet
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

ROWS_ASIDE = 200  # of the sheets before the table, to find the date they say
TITLES = "titles and notes above the header"


@dataclass(frozen=True)
class Check:
    """A rule between the cells of one row: `holds` is true where all is well."""

    column: str
    rule: str
    holds: pl.Expr


@dataclass(frozen=True)
class OpenTable:
    """One published CSV.

    Attributes
    ----------
    key : the columns that no two rows share
    describes : the date that the figures describe, where the file does not say it
    dated_by : the column of dates whose last one the figures describe
    sheet : the sheet that holds the table where it comes as an OpenDocument spreadsheet
    has_titles : its header may stand below some lines that say what it is
    made : columns that `gather` makes out of others of the file
    gather : adds the columns of `made` to the file's own, out of those whose heading's
        plain name matches `gathers`
    dated : finds the date that the figures describe in what is said beside the table
    found : finds the date that the figures describe in the accepted rows
    prepare : rewrites the text columns that must be seen whole before any cell can be
        judged, and says in sentences what it did
    checks : rules between the cells of a row
    derive : makes the landed columns out of the accepted rows; by default they are the
        fields. A row for which a landed column cannot be worked out stays in, as null.
    landed : the columns that `derive` returns; by default those of the fields
    """

    source: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    describes: dt.date | None = None
    dated_by: str = ""
    sheet: str = ""
    has_titles: bool = False
    made: tuple[Field, ...] = ()
    gathers: str = ""
    gather: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    dated: Callable[[str], dt.date | None] | None = None
    found: Callable[[pl.DataFrame], dt.date | None] | None = None
    prepare: Callable[[pl.DataFrame], tuple[pl.DataFrame, list[str]]] | None = None
    checks: tuple[Check, ...] = ()
    derive: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    landed: tuple[LandedColumn, ...] = field(default=())

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Return the columns of the file, and those made out of others."""
        return self.fields + self.made

    def reader(self) -> Reader:
        """Return this table's way in."""
        columns = self.landed or tuple(
            column for f in self.all_fields for column in f.columns()
        )
        return Reader(
            source=self.source,
            landed={f"landed_{self.source}": columns},
            recognise=self.recognise,
            read=self.read,
        )

    def recognise(self, sample: Sample) -> Match:
        """Say how many of the columns are there; order and case do not matter."""
        if sample.kind == "ods" and self.sheet in sample.sheets:
            return Match(1.0, known=1)
        if sample.kind != "csv" or not sample.header:
            return NO_MATCH
        headers = rows_shown(sample) if self.has_titles else (sample.header,)
        matches = [match_fields(self.fields, header) for header in headers]
        return max(matches, key=lambda match: (match.score, match.known))

    def read(self, file: OpenedFile, _: ReadContext) -> Reading:
        """Read every row, and account for it."""
        file, above = self.below(file)
        text, notices = self.cells(file, above), list[str]()
        if self.prepare:
            text, notices = self.prepare(text)
        blank = text.select(pl.all_horizontal(pl.exclude("line").is_null())).to_series()
        judged = text.filter(~blank)
        faults = self.faults(judged)
        good = judged.join(faults, on="line", how="anti").select(
            "line", *(column for f in self.all_fields for column in f.landed())
        )
        repeats = good.filter(~pl.struct(self.key).is_first_distinct())
        accepted = good.join(repeats, on="line", how="anti").drop("line")
        rejects = [
            *(Reject(*row) for row in faults.iter_rows()),
            *self.repeated(judged.join(repeats, on="line", how="semi")),
        ]
        landed = self.derive(accepted) if self.derive else accepted
        skipped = {TITLES: above, "blank rows": int(blank.sum())}
        return Reading(
            tables={f"landed_{self.source}": landed},
            rows_read=text.height + above,
            accepted=accepted.height,
            rejected_rows=judged.height - accepted.height,
            rejects=rejects,
            skipped={reason: rows for reason, rows in skipped.items() if rows},
            vintage=self.vintage(accepted, self.beside(file)),
            notices=notices if text.height else [f"{file.name} has only a header."],
        )

    def below(self, file: OpenedFile) -> tuple[OpenedFile, int]:
        """Return the file from its header on, and how many lines stand above it."""
        if not self.has_titles or file.sample.kind != "csv":
            return file, 0
        return below_titles(file, lambda row: match_fields(self.fields, row).score >= 1)

    def beside(self, file: OpenedFile) -> str:
        """Return what is said beside the table, where that says its date."""
        if not self.dated or file.sample.kind != "ods":
            return file.beside
        before = takewhile(lambda row: row[0] != self.sheet, read_rows(file))
        return "\n".join(" ".join(cells) for _, _, cells in islice(before, ROWS_ASIDE))

    def vintage(self, accepted: pl.DataFrame, beside: str = "") -> dt.date | None:
        """Return the date that the accepted rows describe."""
        if not accepted.height:
            return None
        if self.dated and (day := self.dated(beside)):
            return day
        if self.found:
            return self.found(accepted)
        if self.dated_by:
            last = accepted[self.dated_by].max()
            return last if isinstance(last, dt.date) else None
        return self.describes

    def cells(self, file: OpenedFile, above: int = 0) -> pl.DataFrame:
        """Return our columns as trimmed text under our names, with their line."""
        is_sheet = file.sample.kind == "ods"
        whole = read_sheet(file, self.sheet, self.wants) if is_sheet else None
        header = file.sample.header if whole is None else whole.columns
        found = [(f, f.find(header)) for f in self.fields]
        if missing := [f.name for f, cell in found if cell is None]:
            raise UnreadableFileError(
                f"{file.name} has no column {missing[0]}. Fetch it again as published."
            )
        cells = [(f, cell.strip()) for f, cell in found if cell is not None]
        # Every column, not ours alone: only so is a row with a cell too many found out.
        frame = file.frame() if whole is None else whole
        if self.gather:
            frame = self.gather(frame)
            cells += [(f, f.name) for f in self.made]
        text = frame.select(
            pl.col(cell).str.strip_chars().replace("", None).alias(f.name)
            for f, cell in cells
        )
        tidied = text.with_columns(
            f.tidy(pl.col(f.name)) for f in self.all_fields if f.tidy is not None
        )
        return tidied.with_row_index("line", offset=2 + above)

    def wants(self, heading: str) -> bool:
        """Say whether a column of a sheet is worth keeping in memory."""
        is_ours = any(f.find((heading,)) for f in self.fields)
        return is_ours or bool(re.fullmatch(self.gathers, plain_name(heading)))

    def faults(self, text: pl.DataFrame) -> pl.DataFrame:
        """Return line, column, rule and value of every cell that cannot be read."""
        found = []
        for f in self.all_fields:
            if not (f.may_be_empty or f.may_be_marked):
                is_empty = pl.col(f.name).is_null()
                found.append(fault(text, f.name, f"{f.name} is empty.", is_empty))
            found.append(fault(text, f.name, f.rule, f.faulty()))
        parsed = text.select(
            "line", *(f.parse().alias(f.name) for f in self.all_fields)
        )
        for check in self.checks:
            broken = parsed.filter(~check.holds).select("line")
            rows = text.join(broken, on="line", how="semi")
            found.append(fault(rows, check.column, check.rule, pl.lit(True)))
        return pl.concat(found).sort("line", maintain_order=True)

    def repeated(self, rows: pl.DataFrame) -> list[Reject]:
        """Return one reject for each row whose key an earlier row had."""
        name = " and ".join(self.key)
        is_that = "is that" if len(self.key) == 1 else "are those"
        rule = f"{name} {is_that} of an earlier row."
        values = rows.select("line", pl.concat_str(self.key, separator=" ")).rows()
        return [Reject(line, name, rule, value) for line, value in values]


def fault(text: pl.DataFrame, column: str, rule: str, where: pl.Expr) -> pl.DataFrame:
    """Return the rows that break one rule, as line, column, rule and value."""
    return text.filter(where).select(
        "line",
        pl.lit(column).alias("column"),
        pl.lit(rule).alias("rule"),
        pl.col(column).fill_null("").alias("value"),
    )
