"""What may lie in an inbox, and the one sentence that tells of each thing."""

import gzip
import io
import zipfile

import pytest

from data.errors import LostRowsError, UnreadableFileError
from data.inbox import ReadFile, account, read_files
from data.opening import Unread, open_files
from data.readers import READERS
from data.readers.council import TABLES
from data.readers.council.market import PROVIDERS, SUPPLY
from data.readers.reader import Reader, Reading
from data.sniffing import encoding_of, split_rows
from data.sources import sources
from tests.council_files import CONTEXT, as_csv, reader_of, worked
from tests.packing import as_xlsx

SUPPLY_CSV = as_csv([worked(SUPPLY), worked(SUPPLY, supply_id="S-40002")])


def zipped(**members: bytes | str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in members.items():
            archive.writestr(name.replace("_csv", ".csv"), contents)
    return packed.getvalue()


def gzipped(contents: str) -> bytes:
    return gzip.compress(contents.encode(), mtime=0)


def put(folder, name, contents):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(contents.encode() if isinstance(contents, str) else contents)


def told(folder, **files):
    """Read a folder of these files; return what became of each, and the sentences."""
    for name, contents in files.items():
        put(folder, name, contents)
    done = list(read_files(open_files(folder), READERS, CONTEXT))
    return done, [
        file.sentence if isinstance(file, Unread) else account(file) for file in done
    ]


@pytest.mark.parametrize(
    "contents",
    [
        SUPPLY_CSV,
        SUPPLY_CSV.replace("\r\n", "\n"),
        SUPPLY_CSV.encode("utf-8-sig"),
        SUPPLY_CSV.encode("utf-16"),
        SUPPLY_CSV.encode("utf-16-le"),
        SUPPLY_CSV.encode("utf-16-be"),
        SUPPLY_CSV.encode("utf-32"),
        SUPPLY_CSV.replace(",", ";"),
        SUPPLY_CSV.replace(",", "\t"),
        SUPPLY_CSV.replace(",", "|"),
        gzipped(SUPPLY_CSV),
        zipped(supply_csv=SUPPLY_CSV),
        zipped(inner=gzipped(SUPPLY_CSV)),
        zipped(inner=zipped(supply_csv=SUPPLY_CSV)),
        gzip.compress(gzipped(SUPPLY_CSV)),
        SUPPLY_CSV.upper(),
        "\r\n" + SUPPLY_CSV,
    ],
    ids=[
        "plain",
        "unix",
        "utf8-mark",
        "utf16",
        "utf16le",
        "utf16be",
        "utf32",
        "semicolons",
        "tabs",
        "bars",
        "gzip",
        "zip",
        "gzip-in-zip",
        "zip-in-zip",
        "gzip-twice",
        "capitals",
        "blank-first",
    ],
)
def test_a_table_is_known_however_it_is_packed_and_whatever_it_is_called(
    tmp_path, contents
):
    (file,), _ = told(tmp_path, **{"holiday.jpg": contents})
    assert file.reader.source == "council_supply"
    assert (file.reading.rows_read, file.reading.accepted) == (2, 2)


def test_windows_letters_are_read(tmp_path):
    text = as_csv([worked(PROVIDERS, name="Café Côte — Care")])
    for name, encoding in (("a", "cp1252"), ("b", "utf-8")):
        folder = tmp_path / name
        put(folder, "p.csv", text.encode(encoding))
        (file,) = read_files(open_files(folder), READERS, CONTEXT)
        assert list(file.reading.tables["landed_council_providers"]["name"]) == [
            "Café Côte — Care"
        ]


def test_a_late_windows_letter_does_not_make_text_unreadable():
    start = b"a,b\n" * 30_000
    assert encoding_of(start[:65_536], lambda: start + b"caf\xe9,1\n") == "cp1252"
    assert encoding_of(start[:65_536], lambda: start + "café,1\n".encode()) == "utf-8"
    # Letters of UTF-8 first, then a byte that is none: damaged, and told when read.
    assert encoding_of(b"a", lambda: "café".encode() + b"\xe9,") == "utf-8"
    # 0x81 is no letter of Windows-1252.
    for contents in (b"a\x81b", b"\x81"):
        assert encoding_of(contents, lambda: contents) == "latin-1"  # noqa: B023


def test_the_delimiter_is_the_one_that_gives_one_width():
    text = 'name;hours\n"Smith, Jones";1,5\nBrown, Sons;2,5\n'
    delimiter, rows = split_rows(text)
    assert delimiter == ";"
    assert rows[0] == ["name", "hours"]


@pytest.mark.parametrize(
    ("name", "contents", "sentence"),
    [
        ("nothing.csv", b"", "nothing.csv is empty."),
        ("notes.md", "# Notes\n\nTo do.", "notes.md is not read: it is not a table we"),
        ("plan.pdf", b"%PDF-1.7 ...", "it is a PDF."),
        (
            "map.csv",
            b"\x89PNG\r\n\x1a\n",
            "map.csv is not a table we know: it is a pict",
        ),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as CSV"),
        ("bytes.bin", bytes(range(256)), "bytes.bin is not read: it is not a table"),
        ("other.csv", "colour,shape\nred,round\n", "with none of the columns we know"),
        ("list.json", "[1, 2]", "list.json is not read: it is not a table we know"),
        ("half.json", '{"a": ', "half.json is not read: it is not a table we know"),
        (
            "supply.xlsx",
            zipped(**{"xl/workbook.xml": '<sheets><sheet name="Supply"/></sheets>'}),
            "it is a workbook that is damaged or locked. Save each table in it as CSV.",
        ),
        (
            "colours.xlsx",
            as_xlsx({"Colours": [["colour", "shape"], ["red", "round"]]}),
            "with none of the columns we know",
        ),
        ("nothing.xlsx", as_xlsx({"One": [], "Two": []}), "nothing.xlsx is empty."),
        ("gzipped-nothing", gzipped(""), "gzipped-nothing is empty."),
        (
            "letter.docx",
            zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
            "it is a document.",
        ),
    ],
)
def test_what_is_no_table_is_told_and_stops_nothing(tmp_path, name, contents, sentence):
    done, sentences = told(tmp_path, **{name: contents, "supply.csv": SUPPLY_CSV})
    unread = [file for file in done if isinstance(file, Unread)]
    assert [one.name for one in unread] == [name]
    assert sentence in unread[0].sentence
    assert unread[0].sentence in sentences
    assert len(done) == 2


def test_hidden_files_and_clutter_are_passed_over(tmp_path):
    done, _ = told(
        tmp_path,
        **{
            ".hidden.csv": SUPPLY_CSV,
            "~$supply.xlsx": b"lock",
            "__MACOSX/supply.csv": SUPPLY_CSV,
            "in/Thumbs.db": b"x",
            "all.zip": zipped(
                **{"__MACOSX/supply.csv": SUPPLY_CSV, "supply.csv": SUPPLY_CSV}
            ),
        },
    )
    assert [file.name for file in done] == ["all.zip/supply.csv"]


def test_strangers_in_one_archive_are_told_in_one_sentence(tmp_path):
    archive = zipped(
        a_csv="x,y\n1,2\n", b_csv="z\n1\n", c="%PDF", supply_csv=SUPPLY_CSV
    )
    done, sentences = told(tmp_path, **{"all.zip": archive})
    assert [file.name for file in done] == ["all.zip/supply.csv", "all.zip"]
    assert sentences[-1] == "Inside all.zip 3 files are not tables we know."


def test_the_same_file_twice_is_read_once(tmp_path):
    done, _ = told(tmp_path, **{"a.csv": SUPPLY_CSV, "b.csv.gz": gzipped(SUPPLY_CSV)})
    first, second = (file.reading for file in done)
    assert (first.accepted, second.accepted) == (2, 0)
    assert second.skipped == {"the file is a copy of a.csv": 2}
    assert second.rows_read == 2


def test_two_files_of_one_source_are_both_read(tmp_path):
    other = as_csv([worked(SUPPLY, supply_id="S-5")])
    done, _ = told(tmp_path, **{"a.csv": SUPPLY_CSV, "b.csv": other})
    assert [file.reading.accepted for file in done] == [2, 1]


def test_an_archive_that_is_locked_stops_the_build(tmp_path):
    packed = bytearray(zipped(supply_csv=SUPPLY_CSV))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + place] |= 1
    with pytest.raises(UnreadableFileError, match="locked with a password"):
        told(tmp_path, **{"all.zip": bytes(packed)})


@pytest.mark.parametrize("kept", [30, 0.5, 0.95])
@pytest.mark.parametrize("packed", [gzipped, lambda text: zipped(supply_csv=text)])
def test_an_archive_cut_short_stops_the_build(tmp_path, packed, kept):
    rows = [worked(SUPPLY, supply_id=f"S-{n}", weekly_hours=str(n)) for n in range(900)]
    whole = packed(as_csv(rows))
    cut = whole[: kept if kept > 1 else int(len(whole) * kept)]
    with pytest.raises(UnreadableFileError, match="cut short or damaged") as fault:
        told(tmp_path, **{"supply.csv.gz": cut})
    assert "supply.csv.gz" in str(fault.value)


def test_a_damaged_member_is_named(tmp_path):
    packed = bytearray(zipped(supply_csv=SUPPLY_CSV))
    packed[60] ^= 0xFF
    with pytest.raises(UnreadableFileError, match=r"all\.zip/supply\.csv is cut short"):
        told(tmp_path, **{"all.zip": bytes(packed)})


def test_an_archive_within_archives_is_told(tmp_path):
    packed = SUPPLY_CSV.encode()
    for _ in range(5):
        packed = gzip.compress(packed)
    (file,), _ = told(tmp_path, **{"deep": packed})
    assert "packed 3 times over" in file.sentence


def test_a_file_that_unpacks_to_too_much_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("data.opening.LARGEST_BYTES", 1000)
    for packed in (gzipped("a,b\n" * 5000), zipped(a_csv="a,b\n" * 5000)):
        with pytest.raises(UnreadableFileError, match="unpacks to more than"):
            told(tmp_path, **{"bomb": packed})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_missing_column_names_the_nearest_table_and_the_column(tmp_path, table):
    column = table.required[-1] if not table.either else table.required[0]
    names = (column,) if isinstance(column, str) else column
    row = {k: v for k, v in worked(table).items() if k not in names}
    text = as_csv([row | {"surname": "Smith"}])
    (file,), _ = told(tmp_path, **{"export.csv": text})
    title = sources()[table.source].title
    assert f"export.csv is not read: it is nearest to {title}" in file.sentence
    assert f"has no {names[0]}" in file.sentence
    if sources()[table.source].is_personal:
        assert "surname" not in file.sentence, "headers of personal files are counted"
        assert "has 1 column that it has not" in file.sentence


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_wrong_delimiter_names_the_nearest_table(tmp_path, table):
    text = as_csv([worked(table)], delimiter="~")
    (file,), _ = told(tmp_path, **{"export.csv": text})
    assert sources()[table.source].title in file.sentence
    assert "not parted by commas, semicolons, tabs or bars" in file.sentence


def test_a_reader_that_loses_a_row_is_stopped():
    with pytest.raises(LostRowsError, match="lost count"):
        Reading({}, rows_read=3, accepted=1, rejected_rows=1)


def test_a_fault_of_ours_in_a_personal_file_quotes_no_value(tmp_path):
    def read(file, context):
        raise ValueError("could not parse 'Mary Smith'")

    ours = reader_of(SUPPLY)
    broken = Reader(ours.source, ours.landed, ours.recognise, read)
    put(tmp_path, "supply.csv", SUPPLY_CSV)
    with pytest.raises(UnreadableFileError, match="ValueError") as fault:
        list(read_files(open_files(tmp_path), [broken], CONTEXT))
    assert "Mary" not in str(fault.value)
    assert fault.value.__cause__ is None


def test_every_reader_has_its_entry_among_the_sources():
    assert {reader.source for reader in READERS} == set(sources())
    for source in sources().values():
        assert source.switches_on.endswith("."), source.name
        assert "data" in source.feeds, source.name


def test_readers_land_under_names_of_their_source_and_none_twice():
    tables = [table for reader in READERS for table in reader.landed]
    assert len(tables) == len(set(tables))
    for reader in READERS:
        for table in reader.landed:
            assert table.startswith(f"landed_{reader.source}"), table


def test_a_read_file_is_what_recognised_files_become(tmp_path):
    (file,), sentences = told(tmp_path, **{"s.csv": SUPPLY_CSV})
    assert isinstance(file, ReadFile)
    assert sentences == [
        "s.csv, Supply: 2 rows read, 2 accepted, 0 rejected, 0 skipped."
    ]
