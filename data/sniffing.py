"""Tell what the first bytes of a file show: kind, encoding, delimiter and header."""

from __future__ import annotations

import codecs
import csv
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from data.readers.ods import sheet_names
from data.readers.reader import Sample

HEAD_BYTES = 65_536
ROWS_LOOKED_AT = 20
DELIMITERS = ",;\t|"
PIECE_BYTES = 4 * 1024**2  # of a large file, looked through at a time
Pieces = Callable[[int], Iterator[bytes]]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tab, line ends, form feed and escape are met in text; the rest of these are not.
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


def sniff(
    head: bytes,
    whole: Callable[[], bytes],
    archive: zipfile.ZipFile | None = None,
    pieces: Pieces | None = None,
) -> Sample:
    """Return what may be looked at to recognise a file; a large one gives `pieces`."""
    if archive is not None:
        return _workbook(archive)
    encoding = encoding_of(head, whole, pieces)
    if encoding is None:
        return Sample("other")
    text = _decoded(head, encoding)
    if text.lstrip().startswith(("{", "[")):
        return _json(text, whole, encoding)
    delimiter, rows = split_rows(text)
    if not rows:
        return Sample("other")
    header, *rest = rows
    return Sample(
        "csv",
        tuple(header),
        tuple(map(tuple, rest)),
        encoding=encoding,
        delimiter=delimiter,
    )


def encoding_of(
    head: bytes, whole: Callable[[], bytes], pieces: Pieces | None = None
) -> str | None:
    """Name the encoding of a text; None if the bytes are not text.

    UTF-8 proves itself; a text that is not UTF-8 is taken as Windows-1252, or Latin-1
    where that has no character, as councils' and the ONS's exports are.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name
    nulls = Counter(place % 2 for place, byte in enumerate(head) if byte == 0)
    if nulls:
        # Latin text in UTF-16 has a null in every other byte, always on one side.
        if max(nulls.values()) < len(head) * 0.4 or len(nulls) > 1:
            return None
        return "utf-16-be" if nulls[0] else "utf-16-le"
    if sum(byte in CONTROL for byte in head):
        return None
    if pieces is not None:
        return _encoding_of_pieces(pieces)
    contents = whole()
    fault = _first_fault(contents, "utf-8")
    # Letters of UTF-8 before the fault say that it is UTF-8, and damaged: reading it as
    # anything else would garble them without a word.
    if fault is None or not contents[:fault].isascii():
        return "utf-8"
    return "cp1252" if _first_fault(contents, "cp1252") is None else "latin-1"


def _encoding_of_pieces(pieces: Pieces) -> str:
    """Name the encoding of a large text by the same rules, without holding it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = is_ascii = True
    for piece in pieces(PIECE_BYTES):
        if is_utf8:
            try:
                is_ascii &= decoder.decode(piece).isascii()
            except UnicodeDecodeError as fault:
                is_ascii &= fault.object[: fault.start].isascii()
                is_utf8 = False
    try:
        decoder.decode(b"", final=is_utf8)
    except UnicodeDecodeError:
        is_utf8 = False
    if is_utf8 or not is_ascii:
        return "utf-8"
    is_cp1252 = all(
        _first_fault(piece, "cp1252") is None for piece in pieces(PIECE_BYTES)
    )
    return "cp1252" if is_cp1252 else "latin-1"


def split_rows(text: str) -> tuple[str, list[list[str]]]:
    """Split the first rows by the delimiter that gives them most often one width."""
    best: tuple[tuple[int, int], str, list[list[str]]] = ((0, 0), ",", [])
    for delimiter in DELIMITERS:
        rows = _parsed(text, delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        if not best[2] or (times, width) > best[0]:
            best = ((times, width), delimiter, rows)
    return best[1], best[2]


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    lines = iter(text.lstrip("\ufeff").splitlines(keepends=True))
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
            if len(rows) > ROWS_LOOKED_AT:
                break
    except csv.Error:
        pass  # a cell too long to be a table's: what was split so far will do
    return rows


def _decoded(head: bytes, encoding: str) -> str:
    """Decode the head, without the character that its end may cut in two."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)


def _first_fault(contents: bytes, encoding: str) -> int | None:
    """Return the place of the first byte that is no letter of an encoding."""
    try:
        contents.decode(encoding)
    except UnicodeDecodeError as fault:
        return fault.start
    return None


def _json(text: str, whole: Callable[[], bytes], encoding: str) -> Sample:
    """Read the keys of an object, or the properties of the first feature."""
    if re.search(r'"type"\s*:\s*"FeatureCollection"', text):
        start = re.search(r'"features"\s*:', text)
        found = start and re.compile(r'"properties"\s*:\s*(?=\{)').search(
            text, start.end()
        )
        properties: Sequence[str] = ()
        if found:
            try:
                properties = list(json.JSONDecoder().raw_decode(text, found.end())[0])
            except json.JSONDecodeError:
                properties = ()
        return Sample("geojson", properties=tuple(properties), encoding=encoding)
    first = _first_object(whole().decode(encoding, errors="replace"))
    if first is None:
        return Sample("other", encoding=encoding)
    return Sample("json", keys=tuple(first), encoding=encoding)


def _first_object(text: str) -> Mapping[str, object] | None:
    """Return the object that a JSON is, or the first of an array or of many lines."""
    text = text.lstrip("\ufeff \t\r\n")
    opened = re.match(r"\[\s*(?=\{)", text)
    try:
        value, _ = json.JSONDecoder().raw_decode(text, opened.end() if opened else 0)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else {}


def _workbook(archive: zipfile.ZipFile) -> Sample:
    """Read the names of an OpenDocument workbook's sheets."""
    return Sample("ods", sheets=sheet_names(archive))
