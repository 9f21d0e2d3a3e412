"""Files as they should not be, made in code, and what is to be said of each.

Each is a small table of ours with one thing wrong. `SECRET` stands in every table that
may hold personal data: it must never be told.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import openpyxl

from data.readers.council.market import PROVIDERS, SUPPLY
from data.readers.council.people import ARRANGEMENTS
from tests.cld_files import event, headed
from tests.council_files import as_csv, worked
from tests.small_files import TABLES

SECRET = "Zebediah Quill"
ALL_THREE = "file, Supply: 3 rows read, 3 accepted, 0 rejected, 0 skipped."
BOTH = "file, Providers: 2 rows read, 2 accepted, 0 rejected, 0 skipped."
TITLED = "titles and notes above the header"
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class BadFile:
    """One file, what is told of it and what becomes of its rows.

    `sentence` is a whole sentence, or where `begins` it stands in, told to the reader;
    a file that is refused, or not read, has no rows.
    """

    kind: str
    name: str
    contents: Callable[[], bytes]
    sentence: str
    good: int = 0
    bad: int = 0
    skipped: int = 0


def supply(*changed: Mapping[str, str], n: int = 3) -> str:
    """Return `n` rows of supply, the first of them changed."""
    rows = [worked(SUPPLY, supply_id=f"S-{k}") for k in range(1, n + 1)]
    for row, cells in zip(rows, changed, strict=False):
        row |= cells
    return as_csv(rows)


def people(*changed: Mapping[str, str], n: int = 3) -> str:
    """Return `n` rows of arrangements, which hold personal data, the first changed."""
    rows = [
        worked(ARRANGEMENTS, arrangement_id=f"A-{k}", person_id=f"{SECRET} {k}")
        for k in range(1, n + 1)
    ]
    for row, cells in zip(rows, changed, strict=False):
        row |= cells
    return as_csv(rows)


def providers(*names: str) -> str:
    """Return a provider of each name."""
    return as_csv(
        [
            worked(PROVIDERS, provider_id=f"PR-{k}", name=name)
            for k, name in enumerate(names, 1)
        ]
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Pack members into a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in members.items():
            archive.writestr(name, contents)
    return packed.getvalue()


def locked(contents: bytes) -> bytes:
    """Mark the only member of a zip as locked with a password."""
    packed = bytearray(zipped({"supply.csv": contents}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + place] |= 1
    return bytes(packed)


def damaged(contents: bytes) -> bytes:
    """Change a byte inside the only member of a zip."""
    packed = bytearray(zipped({"supply.csv": contents}))
    packed[60] ^= 0xFF
    return bytes(packed)


@cache
def bomb(size: int = 90_000_000) -> bytes:
    """Return so many zeros, packed by a gzip a thousand times smaller."""
    return gzip.compress(b"0" * size, mtime=0)


@cache
def zip_bomb() -> bytes:
    """Return so many zeros in a zip."""
    return zipped({"supply.csv": b"0" * 90_000_000})


def book(
    rows: Rows,
    change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None],
    titles: int = 0,
) -> bytes:
    """Write rows to a workbook's sheet below some titles, and change the sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for k in range(titles):
        sheet.append([f"Title {k + 1}"])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    change(sheet)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def supply_book(
    change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None] = lambda _: None,
    titles: int = 0,
) -> bytes:
    """Return three rows of supply as a workbook."""
    rows = [worked(SUPPLY, supply_id=f"S-{k}") for k in (1, 2, 3)]
    return book(rows, change, titles)


def _put(
    place: str, value: object
) -> Callable[[openpyxl.worksheet.worksheet.Worksheet], None]:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet[place] = value

    return change


def _lookup(line_end: str = "\n", more: str = "") -> bytes:
    """Return a published lookup of districts, four rows."""
    rows = [",".join(row) for row in TABLES["ons_district_councils"]]
    return (line_end.join(rows) + line_end + more).encode()


def _of(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


BAD_FILES: tuple[BadFile, ...] = (
    # 1. encodings
    BadFile("encoding", "utf-16", _of(supply(), "utf-16"), ALL_THREE, 3),
    BadFile("encoding", "utf-16-be, no mark", _of(supply(), "utf-16-be"), ALL_THREE, 3),
    BadFile("encoding", "utf-32", _of(supply(), "utf-32"), ALL_THREE, 3),
    BadFile("encoding", "byte order mark", _of(supply(), "utf-8-sig"), ALL_THREE, 3),
    BadFile(
        "encoding", "two marks", _of("\ufeff" + supply(), "utf-8-sig"), ALL_THREE, 3
    ),
    BadFile(
        "encoding", "cp1252", _of(providers("Café £5", "Zoë’s"), "cp1252"), BOTH, 2
    ),
    BadFile(
        "encoding", "latin-1", _of(providers("Café \x81", "Zoë"), "latin-1"), BOTH, 2
    ),
    BadFile(
        "encoding",
        "broken utf-8",
        lambda: (
            providers("Café", "Zoë").encode().replace("Zoë".encode(), b"Zo\xc3"[:3])
        ),
        (
            "file is not utf-8 text all through: byte 160 cannot be "
            "read. Save it again as UTF-8."
        ),
    ),
    BadFile(
        "encoding",
        "cut in a letter",
        lambda: providers("Café", "Zoë").encode().partition(b"Zo")[0] + b"Zo\xc3",
        (
            "file is not utf-8 text all through: byte 160 cannot be "
            "read. Save it again as UTF-8."
        ),
    ),
    BadFile(
        "encoding",
        "utf-16 cut in a letter",
        lambda: supply().encode("utf-16")[:-1],
        (
            "file is not utf-16 text all through: byte 562 cannot be "
            "read. Save it again as UTF-8."
        ),
    ),
    BadFile(
        "encoding",
        "ebcdic",
        _of(supply(), "cp500"),
        "file is not read: it is not a table we know.",
    ),
    # 2. delimiters
    BadFile("delimiter", "semicolons", _of(supply().replace(",", ";")), ALL_THREE, 3),
    BadFile("delimiter", "tabs", _of(supply().replace(",", "\t")), ALL_THREE, 3),
    BadFile("delimiter", "bars", _of(supply().replace(",", "|")), ALL_THREE, 3),
    BadFile(
        "delimiter",
        "tildes",
        _of(supply().replace(",", "~")),
        (
            "file is not read: it is nearest to Supply, but its columns"
            " are not parted by commas, semicolons, tabs or bars. Save "
            "it again as CSV."
        ),
    ),
    BadFile(
        "delimiter",
        "told in a first line",
        _of("sep=;\r\n" + supply().replace(",", ";")),
        TITLED,
        3,
        0,
        1,
    ),
    BadFile(
        "delimiter",
        "decimal commas",
        _of(
            supply({"weekly_hours": "310.5"})
            .replace(",", ";")
            .replace("310.5", "310,5")
        ),
        (
            "weekly_hours is not a plain number: write 12.5, with no "
            "comma, sign of money or word."
        ),
        2,
        1,
    ),
    # 3. quoting
    BadFile(
        "quoting",
        "never closed",
        _of(supply().replace("S-2", '"S-2')),
        (
            "file cannot be read beyond line 4: a quotation mark is out"
            " of place there, or never closed. Save it again as CSV."
        ),
    ),
    BadFile(
        "quoting",
        "text after a quotation",
        _of(supply().replace("S-2", '"S"-2')),
        (
            "file cannot be read beyond line 3: a quotation mark is out"
            " of place there, or never closed. Save it again as CSV."
        ),
    ),
    BadFile(
        "quoting", "stray inside", _of(supply().replace("S-2", 'S"2')), ALL_THREE, 3
    ),
    BadFile(
        "quoting",
        "line break in a cell",
        _of(providers("One\nTwo", "Three\r\nFour")),
        BOTH,
        2,
    ),
    BadFile(
        "quoting",
        "single quotes",
        _of(re.sub(r"S-\d", r"'\g<0>'", supply())),
        ALL_THREE,
        3,
    ),
    BadFile(
        "quoting",
        "every cell",
        _of('"' + supply().strip().replace(",", '","').replace("\r\n", '"\r\n"') + '"'),
        ALL_THREE,
        3,
    ),
    BadFile(
        "quoting",
        "personal, never closed",
        _of(people().replace("A-2", '"A-2')),
        (
            "file cannot be read beyond line 4: a quotation mark is out"
            " of place there, or never closed. Save it again as CSV."
        ),
    ),
    # 4. archives
    BadFile(
        "archive",
        "gzip cut short",
        lambda: gzip.compress(supply().encode())[:-9],
        (
            "file is cut short or damaged: it cannot be unpacked to its"
            " end. Copy it again from where it came."
        ),
    ),
    BadFile("archive", "gzip of nothing", lambda: gzip.compress(b""), "file is empty."),
    BadFile(
        "archive",
        "zip in a zip",
        lambda: zipped({"a.zip": zipped({"supply.csv": supply().encode()})}),
        (
            "file/a.zip/supply.csv, Supply: 3 rows read, 3 accepted, 0 "
            "rejected, 0 skipped."
        ),
        3,
    ),
    BadFile(
        "archive",
        "zip locked",
        lambda: locked(supply().encode()),
        (
            "file/supply.csv is locked with a password. Put it in "
            "unlocked, or take it out."
        ),
    ),
    BadFile(
        "archive",
        "zip damaged",
        lambda: damaged(supply().encode()),
        (
            "file/supply.csv is cut short or damaged: it cannot be "
            "unpacked to its end. Copy it again from where it came."
        ),
    ),
    BadFile(
        "archive",
        "zip cut short",
        lambda: zipped({"supply.csv": supply().encode()})[:-30],
        (
            "file is cut short or damaged: it cannot be unpacked to its"
            " end. Copy it again from where it came."
        ),
    ),
    BadFile("archive", "zip of nothing", lambda: zipped({}), "file is empty."),
    BadFile(
        "archive",
        "zip that climbs out",
        lambda: zipped({"../../supply.csv": supply().encode()}),
        (
            "file/../../supply.csv, Supply: 3 rows read, 3 accepted, 0 "
            "rejected, 0 skipped."
        ),
        3,
    ),
    BadFile(
        "archive",
        "gzip bomb",
        bomb,
        (
            "file unpacks to more than 200 times its size, which no "
            "table does. Take it out of the inbox."
        ),
    ),
    BadFile(
        "archive",
        "zip bomb",
        zip_bomb,
        (
            "file/supply.csv unpacks to more than 200 times its size, "
            "which no table does. Take it out of the inbox."
        ),
    ),
    BadFile(
        "archive",
        "7z cut short",
        lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(12),
        (
            "file is cut short or damaged: it cannot be unpacked to its end. "
            "Copy it again from where it came."
        ),
    ),
    # 5. spreadsheets
    BadFile(
        "spreadsheet",
        "titles over the header",
        lambda: supply_book(titles=3),
        TITLED,
        3,
        0,
        3,
    ),
    BadFile(
        "spreadsheet",
        "merged title",
        lambda: supply_book(lambda s: s.merge_cells("A1:F1"), titles=2),
        TITLED,
        3,
        0,
        2,
    ),
    BadFile(
        "spreadsheet",
        "merged cells",
        lambda: supply_book(lambda s: s.merge_cells("A2:A3")),
        "supply_id is empty, and every row needs it.",
        2,
        1,
    ),
    BadFile(
        "spreadsheet",
        "empty first column and row",
        lambda: supply_book(lambda s: (s.insert_cols(1), s.insert_rows(1))),
        ALL_THREE,
        3,
    ),
    BadFile(
        "spreadsheet",
        "no sheet we know",
        lambda: book([{"a": "1", "b": "2"}], lambda _: None),
        ("file is not read: it is a table with none of the columns we know."),
    ),
    BadFile(
        "spreadsheet",
        "damaged",
        lambda: supply_book()[:-200],
        (
            "file is cut short or damaged: it cannot be unpacked to its"
            " end. Copy it again from where it came."
        ),
    ),
    BadFile(
        "spreadsheet",
        "locked or old",
        lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
        (
            "file is not a table we know: it is an old Excel or Word "
            "file: save it as CSV."
        ),
    ),
    BadFile(
        "spreadsheet",
        "CSV with titles",
        _of("Supply as at 30 September\r\n\r\n" + supply()),
        TITLED,
        3,
        0,
        1,
    ),
    # 6. serial dates
    BadFile(
        "serial date",
        "in a CSV",
        _of(supply({"from": "45748"})),
        ("from is a spreadsheet's own number for a day: write it as 2026-09-30."),
        2,
        1,
    ),
    BadFile(
        "serial date",
        "in a sheet",
        lambda: supply_book(_put("I2", 45748)),
        ("from is a spreadsheet's own number for a day: write it as 2026-09-30."),
        2,
        1,
    ),
    BadFile(
        "serial date",
        "day or month first",
        _of(supply({"from": "01/04/2025"})),
        (
            "from has the day or the month first, and the column does "
            "not show which: write it as 2026-09-30."
        ),
        2,
        1,
    ),
    BadFile(
        "serial date",
        "no such day",
        _of(supply({"from": "2025-02-30"})),
        "from is a day that does not exist.",
        2,
        1,
    ),
    # 7. formulas
    BadFile(
        "formula",
        "never worked out",
        lambda: supply_book(_put("F2", "=300+10")),
        (
            "weekly_hours is a formula that failed or was not worked "
            "out: write its value instead."
        ),
        2,
        1,
    ),
    BadFile(
        "formula",
        "in an id",
        lambda: supply_book(_put("A2", '="S-"&1')),
        (
            "supply_id is a formula that failed or was not worked out: "
            "write its value instead."
        ),
        2,
        1,
    ),
    BadFile(
        "formula",
        "an error",
        lambda: supply_book(_put("F2", "#DIV/0!")),
        (
            "weekly_hours is a formula that failed or was not worked "
            "out: write its value instead."
        ),
        2,
        1,
    ),
    # 8. duplicate headers
    BadFile(
        "header twice",
        "one of ours",
        _of(supply().replace("workers", "kind", 1)),
        (
            "file is not read: it is nearest to Supply, but has no "
            "workers. Correct it, or take it out."
        ),
    ),
    BadFile(
        "header twice",
        "in another case",
        _of(supply().replace("hours_free", "Weekly Hours", 1)),
        ("file has the column weekly_hours more than once. Keep one of them."),
    ),
    BadFile(
        "header twice",
        "not ours",
        _of(re.sub(r"(?m)$", ",x,x", supply().replace("\r\n", "\n").strip())),
        "2 columns not in the layout: not read.",
        3,
    ),
    # 9. 300 columns
    BadFile(
        "wide",
        "290 columns not ours",
        _of(
            re.sub(
                r"(?m)$",
                "," + ",".join(f"c{k}" for k in range(290)),
                supply().replace("\r\n", "\n").strip(),
            )
        ),
        "290 columns not in the layout: not read.",
        3,
    ),
    BadFile(
        "wide",
        "300 columns of nothing",
        _of(",".join(f"c{k}" for k in range(300)) + "\n" + "," * 299 + "\n"),
        ("file is not read: it is a table with none of the columns we know."),
    ),
    # 10. null bytes
    BadFile(
        "null bytes",
        "in an id",
        _of(supply({"supply_id": "S\x001"})),
        (
            "file is not read: it would be Supply, but line 2 holds a "
            "character that no text has (code 0). Take it out, or save "
            "the file again as CSV."
        ),
    ),
    BadFile(
        "null bytes",
        "beyond what is sniffed",
        _of(
            people(n=900)
            + people(
                {"arrangement_id": "A-0", "person_id": f"{SECRET}\x00"}, n=1
            ).partition("\r\n")[2]
        ),
        ("person_id holds a character that cannot be seen: type the cell anew."),
        900,
        1,
    ),
    BadFile(
        "null bytes",
        "only",
        lambda: bytes(5000),
        "file is not read: it is not a table we know.",
    ),
    BadFile(
        "null bytes",
        "after the end",
        lambda: supply().encode() + bytes(100),
        (
            "file is not read: it would be Supply, but line 5 holds a "
            "character that no text has (code 0). Take it out, or save "
            "the file again as CSV."
        ),
    ),
    # 11. a 10 MB field
    BadFile(
        "long field",
        "10 MB",
        lambda: supply({"supply_id": "S" * 10_000_000}).encode(),
        (
            "file cannot be read beyond line 2: a cell there is longer "
            "than 131,072 characters, or a quotation mark is never "
            "closed. Save it again as CSV."
        ),
    ),
    BadFile(
        "long field",
        "10 MB, personal",
        lambda: people({"person_id": SECRET * 700_000}).encode(),
        (
            "file cannot be read beyond line 2: a cell there is longer "
            "than 131,072 characters, or a quotation mark is never "
            "closed. Save it again as CSV."
        ),
    ),
    BadFile(
        "long field",
        "10 MB, quoted lines",
        lambda: providers("x\n" * 5_000_000).encode(),
        (
            "file cannot be read beyond line 65,538: a cell there is "
            "longer than 131,072 characters, or a quotation mark is "
            "never closed. Save it again as CSV."
        ),
    ),
    BadFile(
        "long field",
        "events, a quotation never closed",
        lambda: (
            headed(*[event(f"{SECRET} {n}") for n in range(900)])
            .replace(f"{SECRET} 5,", f'"{SECRET} 5,')
            .encode()
        ),
        (
            "file cannot be read beyond line 672: a cell there is "
            "longer than 131,072 characters, or a quotation mark is "
            "never closed. Save it again as CSV."
        ),
    ),
    BadFile(
        "long field",
        "5,000 characters",
        _of(providers("n" * 5000, "B")),
        "name is longer than 200 characters.",
        1,
        1,
    ),
    # 12. control and right-to-left
    BadFile(
        "unseen",
        "right to left in a name",
        _of(providers("Care \u202etxt.exe", "B")),
        BOTH,
        2,
    ),
    BadFile(
        "unseen",
        "no width in an id",
        _of(supply({"supply_id": "S-1\u200b"})),
        ("supply_id holds a character that cannot be seen: type the cell anew."),
        2,
        1,
    ),
    BadFile(
        "unseen",
        "no width in a person",
        _of(people({"person_id": f"{SECRET}\u200b"})),
        ("person_id holds a character that cannot be seen: type the cell anew."),
        2,
        1,
    ),
    BadFile(
        "unseen",
        "bell in a name",
        _of(providers("Care \x07", "B")),
        (
            "file is not read: it would be Providers, but line 2 holds "
            "a character that no text has (code 7). Take it out, or "
            "save the file again as CSV."
        ),
    ),
    BadFile("unseen", "delete in a name", _of(providers("Care \x7f", "B")), BOTH, 2),
    BadFile(
        "unseen",
        "space that does not break",
        _of(supply({"supply_id": "\u00a0S-1\u00a0"})),
        ALL_THREE,
        3,
    ),
    BadFile(
        "unseen", "hebrew name", _of(providers("\u05d1\u05d9\u05ea", "B")), BOTH, 2
    ),
    # 13. formula injection
    BadFile(
        "injection",
        "in a name",
        _of(providers("=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1")),
        ("file, Providers: 4 rows read, 4 accepted, 0 rejected, 0 skipped."),
        4,
    ),
    BadFile(
        "injection",
        "in an id",
        _of(supply({"provider_id": "=1+1"})),
        (
            "provider_id is not an id of up to 40 letters, digits and -"
            " _ . / such as PR-001."
        ),
        2,
        1,
    ),
    BadFile(
        "injection",
        "in a header",
        _of(re.sub(r"(?m)$", ",=1+1", supply().replace("\r\n", "\n").strip())),
        "1 column not in the layout: not read.",
        3,
    ),
    # 14. HTML
    BadFile(
        "html",
        "in a name",
        _of(providers("<script>alert(1)</script>", "<b>B</b>")),
        BOTH,
        2,
    ),
    BadFile(
        "html",
        "a page",
        _of("<!DOCTYPE html><html><body><table><tr><td>supply_id</td></tr></table>"),
        "file is not read: it is not a table we know.",
    ),
    BadFile(
        "html",
        "in a code",
        _of(supply({"kind": "<img src=x>"})),
        (
            "kind is not one of homecare_agency, introductory_agency, "
            "micro_enterprise, personal_assistant, isf_broker, "
            "community_organisation or supported_living."
        ),
        2,
        1,
    ),
    # 15. NaN
    *(
        BadFile(
            "not finite",
            word,
            _of(supply({"weekly_hours": word})),
            (
                "weekly_hours is not a plain number: write 12.5, with no "
                "comma, sign of money or word."
            ),
            2,
            1,
        )
        for word in ("NaN", "inf", "-Infinity", "1e999")
    ),
    # 16. keys
    BadFile(
        "keys",
        "repeated alike",
        _of(supply({}, {"supply_id": "S-1"})),
        "the row repeats another, cell for cell",
        2,
        0,
        1,
    ),
    BadFile(
        "keys",
        "repeated in conflict",
        _of(supply({}, {"supply_id": "S-1", "workers": "99"})),
        (
            "supply_id and from are given more than once with different"
            " contents: keep one row."
        ),
        1,
        2,
    ),
    BadFile(
        "keys",
        "personal, in conflict",
        _of(people({}, {"arrangement_id": "A-1", "weekly_hours": "3"})),
        (
            "arrangement_id and started_on are given more than once "
            "with different contents: keep one row."
        ),
        1,
        2,
    ),
    BadFile(
        "keys",
        "alike but for spaces",
        _of(supply({}, {"supply_id": " S-1 "})),
        "the row repeats another, cell for cell",
        2,
        0,
        1,
    ),
    # 17. nothing
    BadFile("nothing", "no byte", lambda: b"", "file is empty."),
    BadFile("nothing", "a mark alone", lambda: b"\xef\xbb\xbf", "file is empty."),
    BadFile("nothing", "spaces", lambda: b" \r\n \r\n", "file is empty."),
    BadFile(
        "nothing",
        "header only",
        _of(supply().partition("\r\n")[0]),
        "The file has a header and no rows.",
    ),
    BadFile(
        "nothing",
        "header and blanks",
        _of(supply().partition("\r\n")[0] + "\r\n,,\r\n\r\n"),
        "the row is empty",
        0,
        0,
        2,
    ),
    BadFile(
        "nothing",
        "lookup, header only",
        lambda: _lookup().partition(b"\n")[0] + b"\n",
        "file has only a header.",
    ),
    # 18. ragged
    BadFile(
        "ragged",
        "a cell too many",
        _of(supply().replace("S-2,", "S-2,,", 1)),
        "The row has 11 cells where the header has 10.",
        2,
        1,
    ),
    BadFile(
        "ragged",
        "a cell too few",
        _of(supply().replace("S-2,", "", 1)),
        "The row has 9 cells where the header has 10.",
        2,
        1,
    ),
    BadFile(
        "ragged",
        "cut in a row",
        _of(supply()[:-20]),
        "The row has 6 cells where the header has 10.",
        2,
        1,
    ),
    BadFile(
        "ragged",
        "commas after each row",
        _of(re.sub(r"(?m)$", ",", supply().replace("\r\n", "\n").strip())),
        "1 column not in the layout: not read.",
        3,
    ),
    BadFile(
        "ragged",
        "lookup",
        lambda: _lookup(more="E07000009,A,B,C,D,E\n"),
        (
            "file cannot be read as a table: its rows have not the same"
            " number of cells, or it is not UTF-8 all through. Save it "
            "again from its source."
        ),
    ),
    # 19. line ends
    BadFile("line ends", "mixed", _of(supply().replace("\r\n", "\n", 2)), ALL_THREE, 3),
    BadFile(
        "line ends", "returns alone", _of(supply().replace("\r\n", "\r")), ALL_THREE, 3
    ),
    BadFile(
        "line ends",
        "lookup, returns alone",
        lambda: _lookup("\r"),
        (
            "file, Districts to upper-tier councils 2023: 4 rows read, "
            "4 accepted, 0 rejected, 0 skipped."
        ),
        4,
    ),
    BadFile(
        "line ends",
        "lookup, windows",
        lambda: _lookup("\r\n"),
        (
            "file, Districts to upper-tier councils 2023: 4 rows read, "
            "4 accepted, 0 rejected, 0 skipped."
        ),
        4,
    ),
    BadFile(
        "line ends",
        "end of file mark",
        _of(supply() + "\x1a"),
        (
            "file is not read: it would be Supply, but line 5 holds a "
            "character that no text has (code 26). Take it out, or save"
            " the file again as CSV."
        ),
    ),
)
