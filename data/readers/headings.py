"""A table whose header stands below some lines that say what it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from data.errors import UnreadableFileError
from data.readers.reader import OpenedFile, Sample

# A header further down than this is no header.
LOWEST = 40
_DAY = re.compile(r"(?i)\b(?:as at|produced on) (\d{1,2} [a-z]{3,9} \d{4})\b")


def rows_shown(sample: Sample) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a sample, any of which may be the header."""
    return (sample.header, *sample.rows)


def below_titles(
    file: OpenedFile, is_header: Callable[[Sequence[str]], bool]
) -> tuple[OpenedFile, int]:
    """Return a CSV from its header on, and how many lines stand above it.

    What those lines say is added to what is said beside the table.

    Raises
    ------
    UnreadableFileError
        If none of the first lines is the header.
    """
    text = file.text()
    above: list[str] = []
    for line, row in _first_rows(text, file.sample.delimiter):
        cells = tuple(cell.strip() for cell in row)
        if is_header(cells):
            body = "".join(_lines(text).readlines()[line:]).encode()
            sample = replace(file.sample, header=cells, encoding="utf-8")
            beside = "\n".join((*above, file.beside))
            whole = partial(bytes, body)
            return replace(file, sample=sample, unpack=whole, beside=beside), line
        above.append(" ".join(filter(None, cells)))
    raise UnreadableFileError(
        f"{file.name} has no header among its first {LOWEST} lines. Fetch it again as "
        "published."
    )


def day_said(words: str) -> dt.date | None:
    """Return the day that titles say a file is of.

    >>> day_said("This data was produced on 16 September 2026")
    datetime.date(2026, 9, 16)
    """
    for found in _DAY.finditer(words):
        for form in ("%d %B %Y", "%d %b %Y"):
            try:
                return dt.datetime.strptime(found[1], form).date()
            except ValueError:
                continue
    return None


def _first_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each of the first rows with the number of lines above it."""
    lines = csv.reader(_lines(text), delimiter=delimiter)
    above = 0
    try:
        for row in lines:
            yield above, row
            above = lines.line_num
            if above > LOWEST:
                return
    except csv.Error:
        return


def _lines(text: str) -> io.StringIO:
    """Part a text into lines as the csv module counts them."""
    return io.StringIO(text, newline="")
