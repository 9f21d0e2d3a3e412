"""An Excel workbook as the CSVs that its sheets would be saved as."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from data.errors import UnreadableFileError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAULTY = re.compile(
    rb'<c (?=[^>]*?t="e")[^>]*?r="([A-Z]+)(\d+)"[^>]*>'
    rb"(?:<f[^>]*?(?:/>|>.*?</f>))?<v>(.*?)</v>"
)
# Written by a program that does not reckon: a formula, and no value.
_UNRECKONED = re.compile(
    rb'<c (?![^>]*?t="str")[^>]*?r="([A-Z]+)(\d+)"[^>]*>'
    rb"<f[^>]*?(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>"
)
NOT_RECKONED = "#FORMULA!"
# What the libraries say of a workbook that is damaged or locked.
FAULTS = (
    CalamineError,
    ValueError,
    KeyError,
    RuntimeError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    ET.ParseError,
)
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
        faulty = _faulty_cells(contents)
        for sheet_name in _seen(workbook):
            sheet = workbook.get_sheet_by_name(sheet_name)
            if sheet.start is not None:
                faults = faulty.get(sheet_name, {})
                first = sheet.start[1]
                text = io.StringIO()
                writer = csv.writer(text, lineterminator="\n")
                for line, row in enumerate(sheet.iter_rows(), 1):
                    cells = [cell_text(cell) for cell in row]
                    for place, fault in faults.get(line, {}).items():
                        cells[place - first] = fault
                    writer.writerow(cells)
                yield sheet_name, text.getvalue().encode()
    except FAULTS as fault:
        raise UnreadableFileError(
            f"{name} is not read: it is a workbook that is damaged or locked. Save "
            "each table in it as CSV."
        ) from fault


def _seen(workbook: CalamineWorkbook) -> list[str]:
    """Name the sheets, without those that no one can bring to light by hand.

    Programs keep their lists there, and so do our templates.
    """
    unseen = SheetVisibleEnum.VeryHidden
    return [one.name for one in workbook.sheets_metadata if one.visible != unseen]


def _faulty_cells(contents: bytes) -> dict[str, dict[int, dict[int, str]]]:
    """Find the cells that hold an error such as #DIV/0!: sheet, row, place, text.

    So is a formula that was never worked out. The library that reads cells gives them
    as empty; they are values, and not blank.
    """
    with zipfile.ZipFile(io.BytesIO(contents)) as archive:
        links = {
            link.get("Id"): link.get("Target", "").removeprefix("/xl/")
            for link in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        found: dict[str, dict[int, dict[int, str]]] = {}
        for sheet in book.iter(f"{_MAIN}sheet"):
            part = f"xl/{links.get(sheet.get(_LINK))}"
            if part not in archive.namelist():
                continue
            xml = archive.read(part)
            rows = found.setdefault(sheet.get("name", ""), {})
            if b't="e"' in xml:
                for letters, line, text in _FAULTY.findall(xml):
                    cell = rows.setdefault(int(line), {})
                    cell[_place(letters)] = text.decode()
            if b"<f" in xml:
                for letters, line in _UNRECKONED.findall(xml):
                    rows.setdefault(int(line), {})[_place(letters)] = NOT_RECKONED
    return found


def _place(letters: bytes) -> int:
    """Return a column's place, from 0, by its letters.

    >>> _place(b"A"), _place(b"Z"), _place(b"AB")
    (0, 25, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


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
