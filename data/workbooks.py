"""An Excel workbook as the CSVs that its sheets would be saved as."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from data.errors import UnreadableFileError

# A number of so many digits and more has lost the last of them in a spreadsheet.
DIGITS_KEPT = 15


def sheets_as_csv(contents: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Give the name of each sheet that is not empty, and its cells as CSV in UTF-8.

    A row of the sheet is a line of the CSV, so that what is told of a line is told of
    the row. Days are written as 2026-09-30; a day that the sheet holds as a plain
    number stays one, for a reader to refuse.

    Raises
    ------
    UnreadableFileError
        If it is no whole workbook.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(contents))
        for sheet_name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(sheet_name)
            if sheet.start is not None:
                text = io.StringIO()
                writer = csv.writer(text, lineterminator="\n")
                for row in sheet.iter_rows():
                    writer.writerow([cell_text(cell) for cell in row])
                yield sheet_name, text.getvalue().encode()
    except (CalamineError, ValueError) as fault:
        raise UnreadableFileError(
            f"{name} is not read: it is a workbook that is damaged or locked. Save "
            "each table in it as CSV."
        ) from fault


def cell_text(
    cell: float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta,
) -> str:
    """Write one cell as a CSV would have it.

    >>> cell_text(904.0), cell_text(12.5), cell_text(123456789012345678.0)
    ('904', '12.5', '1.23456789012346E+17')
    """
    if isinstance(cell, str):
        return " ".join(cell.splitlines())
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        if cell % 1:
            return f"{cell:.15g}"
        is_whole = abs(cell) < 10**DIGITS_KEPT
        return f"{cell:.0f}" if is_whole else f"{cell:.14E}"
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == dt.time() else f"{cell:%F %T}"
    return str(cell)
