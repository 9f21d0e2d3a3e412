"""Write tables as the files that offices keep, and read them as an inbox does."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from data.inbox import ReadFile, read_files
from data.landing import fill
from data.opening import Unread, open_file, open_files
from data.readers import READERS
from data.readers.reader import ReadContext
from data.vault import Vault

CONTEXT = ReadContext("E10000001", hash_id=lambda text: f"{text:>032}")


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Write rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def as_ods(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Write sheets as an OpenDocument spreadsheet, padded as office programs pad."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(map(_ods_row, rows))
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" '
            f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return packed.getvalue()


def _ods_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: str) -> str:
    is_number = cell.replace(".", "", 1).isdigit()
    stored = f' office:value-type="float" office:value="{cell}"' if is_number else ""
    # A number is shown with commas and is stored without them.
    shown = f"{float(cell):,.1f}" if is_number else escape(cell)
    return f"<table:table-cell{stored}><text:p>{shown}</text:p></table:table-cell>"


Cell = str | float | bool | dt.date
# A spreadsheet counts days from here; style 1 below is the one of days.
EPOCH = dt.date(1899, 12, 30)


def as_xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Write sheets as an Excel workbook, texts shared as Excel shares them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    texts: list[str] = []
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2">'
        '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>",
    }
    listed = linked = ""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        lines = "".join(
            f'<row r="{line}">{"".join(_xlsx_cells(row, line, texts))}</row>'
            for line, row in enumerate(rows, 1)
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
        )
        listed += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>'
        linked += (
            f'<Relationship Id="r{number}" Type="{office}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets>'
        "</workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{package}">{linked}<Relationship Id="s" '
        f'Type="{office}/sharedStrings" Target="sharedStrings.xml"/><Relationship '
        f'Id="t" Type="{office}/styles" Target="styles.xml"/></Relationships>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, contents in parts.items():
            archive.writestr(part, contents)
    return packed.getvalue()


def _xlsx_cells(row: Sequence[Cell], line: int, texts: list[str]) -> Iterator[str]:
    for place, cell in enumerate(row):
        letters = (chr(64 + place // 26) if place > 25 else "") + chr(65 + place % 26)
        where = f'r="{letters}{line}"'
        if isinstance(cell, bool):
            yield f'<c {where} t="b"><v>{int(cell)}</v></c>'
        elif isinstance(cell, dt.date):
            yield f'<c {where} s="1"><v>{(cell - EPOCH).days}</v></c>'
        elif isinstance(cell, str) and cell.startswith("#"):
            yield f'<c {where} t="e"><v>{cell}</v></c>'
        elif isinstance(cell, str):
            if cell:
                texts.append(cell)
                yield f'<c {where} t="s"><v>{len(texts) - 1}</v></c>'
        else:
            yield f"<c {where}><v>{cell!r}</v></c>"


def read(folder: Path, data: bytes, name: str = "file") -> list[ReadFile | Unread]:
    """Put a file in a folder and read it as an inbox's file is read."""
    path = folder / name
    path.write_bytes(data)
    return list(read_files(open_file(path), READERS, CONTEXT))


def read_one(folder: Path, data: bytes, name: str = "file") -> ReadFile:
    """Read a file that is one of those we know."""
    (done,) = read(folder, data, name)
    assert isinstance(done, ReadFile), done
    return done


def vault_of(folder: Path, files: Mapping[str, bytes]) -> Vault:
    """Build a vault in memory from an inbox of these files, by the production way."""
    for name, contents in files.items():
        (folder / name).write_bytes(contents)
    connection = duckdb.connect(":memory:")
    read_in = read_files(open_files(folder), READERS, CONTEXT)
    fill(connection, read_in, READERS, CONTEXT)
    return Vault.of(connection)
