"""How a published table of millions of rows is read: a batch at a time."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from data.errors import UnreadableFileError
from data.readers.batches import batches
from data.readers.fields import Field, match_fields
from data.readers.open_table import fault
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
)

BLANK = "blank rows"
REPEATED = "rows that another file of the archive has too"


@dataclass(frozen=True)
class LongTable:
    """One published CSV of many rows, or an archive of such that are one table.

    Attributes
    ----------
    fields : columns that it must have
    key : the column that no two rows share
    landed : the columns that `derive` returns
    derive : makes the landed columns out of the accepted rows, of which each keeps its
        key under its landed name
    optional : columns that some of its releases have; empty where they are not there
    headerless : all its columns, in order, where it comes without a header
    shows : pattern that a cell of the first row must match, where there is no header
    passes_over : reason -> which rows are not for us
    describes : the date that the figures describe, where the file does not say it
    dated_by : the column of dates whose last one the figures describe
    """

    source: str
    fields: tuple[Field, ...]
    key: str
    landed: tuple[LandedColumn, ...]
    derive: Callable[[pl.DataFrame], pl.DataFrame]
    optional: tuple[Field, ...] = ()
    headerless: tuple[str, ...] = ()
    shows: Mapping[str, str] = field(default_factory=dict)
    passes_over: Mapping[str, pl.Expr] = field(default_factory=dict)
    describes: dt.date | None = None
    dated_by: str = ""

    def reader(self) -> Reader:
        """Return this table's way in."""
        return Reader(
            source=self.source,
            landed={f"landed_{self.source}": self.landed},
            recognise=self.recognise,
            read=self.read,
            gather=self.gather,
        )

    def recognise(self, sample: Sample) -> Match:
        """Say how many of the columns are there, or whether the first row is ours."""
        if sample.kind != "csv" or not sample.header:
            return NO_MATCH
        if self.headerless:
            return self._shown_by(sample.header)
        match = match_fields(self.fields, sample.header)
        more = sum(f.find(sample.header) is not None for f in self.optional)
        return replace(match, known=match.known + more)

    def _shown_by(self, row: Sequence[str]) -> Match:
        if len(row) != len(self.headerless):
            return NO_MATCH
        cells = dict(zip(self.headerless, row, strict=True))
        is_ours = all(
            re.search(shown, cells[name]) for name, shown in self.shows.items()
        )
        return Match(1.0, known=len(row)) if is_ours else NO_MATCH

    def read(self, file: OpenedFile, _: ReadContext) -> Reading:
        """Read every row, and account for it."""
        taken: list[pl.DataFrame] = []
        rejects: list[Reject] = []
        skipped: Counter[str] = Counter()
        rows_read = rows_rejected = 0
        first_line = 1 if self.headerless else 2
        for batch in batches(file, self.headerless):
            text = self._cells(file, batch, first_line + rows_read)
            rows_read += text.height
            judged = self._passed(text, skipped)
            good, faults = self._judged(judged)
            rows_rejected += judged.height - good.height
            rejects.extend(Reject(*row) for row in faults.iter_rows())
            taken.append(good)
        accepted, repeats = self._distinct(taken)
        rejects.extend(repeats)
        landed = self.derive(accepted.drop("line"))
        return Reading(
            tables={f"landed_{self.source}": landed},
            rows_read=rows_read,
            accepted=accepted.height,
            rejected_rows=rows_rejected + len(repeats),
            rejects=rejects,
            skipped=dict(skipped),
            vintage=self._vintage(accepted),
            notices=[] if rows_read else [f"{file.name} has only a header."],
        )

    def gather(self, readings: Sequence[Reading]) -> Reading:
        """Make one reading of an archive's; each key counts once.

        Lines count on from one file of the archive to the next.
        """
        table, key = f"landed_{self.source}", self.landed[0].name
        whole = pl.concat([reading.tables[table] for reading in readings])
        once = whole.filter(pl.col(key).is_first_distinct())
        skipped: Counter[str] = Counter()
        rejects: list[Reject] = []
        before = 0
        for reading in readings:
            skipped.update(reading.skipped)
            rejects += [replace(r, line=r.line + before) for r in reading.rejects]
            before += reading.rows_read
        if whole.height > once.height:
            skipped[REPEATED] = whole.height - once.height
        dates = [reading.vintage for reading in readings if reading.vintage]
        return Reading(
            tables={table: once},
            rows_read=before,
            accepted=sum(reading.accepted for reading in readings) - skipped[REPEATED],
            rejected_rows=sum(reading.rejected_rows for reading in readings),
            rejects=rejects,
            skipped={reason: rows for reason, rows in skipped.items() if rows},
            vintage=max(dates, default=None),
            notices=[f"{len(readings)} files of one archive, read as one."],
        )

    def _cells(self, file: OpenedFile, batch: pl.DataFrame, line: int) -> pl.DataFrame:
        """Return our columns as trimmed text under our names, with their line."""
        cells: list[pl.Expr] = []
        for f in (*self.fields, *self.optional):
            cell = f.find(batch.columns)
            if cell is not None:
                text = pl.col(cell).str.strip_chars().replace("", None)
            elif f in self.optional:
                text = pl.lit(None, dtype=pl.String)
            else:
                raise UnreadableFileError(
                    f"{file.name} has no column {f.name}. Fetch it again as published."
                )
            cells.append((f.tidy(text) if f.tidy else text).alias(f.name))
        return batch.select(cells).with_row_index("line", offset=line)

    def _passed(self, text: pl.DataFrame, skipped: Counter[str]) -> pl.DataFrame:
        """Leave out the rows that are not for us, and count them."""
        blank = pl.all_horizontal(pl.exclude("line").is_null())
        for reason, where in {BLANK: blank, **self.passes_over}.items():
            kept = text.filter(~where.fill_null(False))
            if kept.height < text.height:
                skipped[reason] += text.height - kept.height
            text = kept
        return text

    def _judged(self, text: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the values of the good rows, and the faults of the others."""
        found = []
        every = (*self.fields, *self.optional)
        values = text.select("line", *(f.parse().alias(f.name) for f in every))
        for f in every:
            is_empty = text[f.name].is_null()
            if not (f.may_be_empty or f in self.optional):
                empty = text.filter(is_empty)
                sentence = f"{f.name} is empty."
                found.append(fault(empty, f.name, sentence, pl.lit(True)))
            bad = text.filter(~is_empty & values[f.name].is_null())
            found.append(fault(bad, f.name, f.rule, pl.lit(True)))
        faults = pl.concat(found).sort("line", maintain_order=True)
        if faults.is_empty():
            return values, faults
        return values.join(faults, on="line", how="anti", maintain_order="left"), faults

    def _distinct(self, taken: list[pl.DataFrame]) -> tuple[pl.DataFrame, list[Reject]]:
        """Return the first row of each key, and a reject for every other."""
        every = (*self.fields, *self.optional)
        if not taken:
            empty = {f.name: pl.Series([], dtype=pl.String) for f in every}
            text = pl.DataFrame({"line": pl.Series([], dtype=pl.UInt32), **empty})
            return text.select("line", *(f.parse().alias(f.name) for f in every)), []
        rows = pl.concat(taken)
        is_first = rows[self.key].is_first_distinct()
        if is_first.all():
            return rows, []
        rule = f"{self.key} is that of an earlier row."
        repeats = rows.filter(~is_first).select("line", self.key).rows()
        return rows.filter(is_first), [
            Reject(line, self.key, rule, value) for line, value in repeats
        ]

    def _vintage(self, accepted: pl.DataFrame) -> dt.date | None:
        if not accepted.height:
            return None
        last = accepted[self.dated_by].max() if self.dated_by else self.describes
        return last if isinstance(last, dt.date) else self.describes
