"""Postcode files of four kinds, old headers and new: every row accounted for."""

import datetime as dt
import io
import zipfile

import py7zr
import pytest

from data.errors import UnreadableFileError
from data.inbox import ReadFile, account
from data.opening import Unread
from data.readers.long_table import BLANK, REPEATED
from tests.packing import as_csv, read, read_one

# ONSPD of 2025 on, and NSPL and ONSPD of before.
NEW = "pcds,dointr,doterm,lad25cd,east1m,north1m,gridind,lsoa11cd,lsoa21cd,lat,long"
OLD = "pcds,dointr,doterm,oslaua,oseast1m,osnrth1m,osgrdind,lsoa11,lsoa21,lat,long"
NSPL = "pcd,pcds,dointr,doterm,laua,oseast1m,osnrth1m,osgrdind,lsoa21,lat,long"
LIVE = "LN1 1AA,198001,,E07000001,500900,350100,1,E01000001,E01000001,53.1,-0.5"
ENDED = "ln11ab,198001,200512,E07000001,500100,350900,1,E01000001,E01000001,53.1,-0.5"
NO_GRID = "LN1 1AD,199909,,E07000001,,,9,E01000002,E01000002,99.999999,0"
NO_AREA = "LN1 1AE,200305,200401,,,,9,E99999999,,99.999999,0"
SCOTS = "AB1 0AA,198001,199606,S12000033,385386,801193,1,S01006514,,57.1,-2.2"
WRONG = "LN1,200305,200401,E07000001,,,9,E01000002,,99.999999,0"
JERSEY = "JE1 1AA,199001,,L99999999,,,9,L99999999,,99.999999,0"
ROWS = (LIVE, ENDED, NO_GRID, NO_AREA, SCOTS, WRONG, JERSEY)

POINTS = (
    '"LN1 1AA",10,500901,350101,"E92000001","","","","E07000001","E05000001"',
    '"LN1 1AD",90,0,0,"E92000001","","","","E07000001","E05000001"',
    '"LN111AE",60,500000,350000,"E92000001","","","","",""',
)
MORE_POINTS = (
    '"S70 1AA",50,430000,400000,"E92000001","","","","E08000038","E05000002"',
    '"AB101AB",10,394235,806529,"S92000003","","","","S12000033","S13002842"',
)
LOOKUP = (
    "pcd7,pcd8,pcds,dointr,doterm,usertype,oa11cd,lsoa11cd,msoa11cd,ladcd,lsoa11nm,"
    "msoa11nm,ladnm,ladnmw",
    '"LN1 1AA","LN1  1AA","LN1 1AA","198001","","0","E00000001","E01000001",'
    '"E02000001","E07000001","North Alford 001A","","North Alford",""',
    '"LN1 1AF","LN1  1AF","LN1 1AF","198001","202203","0","E00000001","E01000001",'
    '"E02000001","E07000001","North Alford 001A","","Ynys Môn",""',
    '"NPT 0AD","NPT 0AD","NPT 0AD","198001","199606","0","W00000001","W01000001",'
    '"W02000001","W06000003","Conwy 001A","","Conwy","Conwy"',
)


def lines(*rows):
    return "\n".join(rows).encode() + b"\n"


def rows_of(file):
    (table,) = file.reading.tables.values()
    return {row["postcode_key"]: row for row in table.to_dicts()}


def without_a_column(rows, place):
    return [
        ",".join(cell for n, cell in enumerate(row.split(",")) if n != place)
        for row in rows
    ]


@pytest.mark.parametrize("header", [NEW, OLD, NEW.replace("25cd", "26cd")])
def test_a_directory_is_known_by_its_columns_of_any_year(header, tmp_path):
    file = read_one(tmp_path, lines(header, *ROWS))

    assert file.reader.source == "ons_postcode_directory"
    assert account(file).endswith("7 rows read, 4 accepted, 1 rejected, 2 skipped.")
    assert file.reading.skipped == {
        "postcodes of Scotland": 1,
        "postcodes of the Channel Islands": 1,
    }
    assert [(r.line, r.column) for r in file.reading.rejects] == [(7, "pcds")]
    assert file.reading.vintage == dt.date(2003, 5, 1)  # the last month of a postcode


def test_a_directory_keeps_what_ended_and_makes_no_place_up(tmp_path):
    rows = rows_of(read_one(tmp_path, lines(NEW, *ROWS)))

    assert rows["LN11AA"] == {
        "postcode_key": "LN11AA",
        "lad_code": "E07000001",
        "easting": 500_900,
        "northing": 350_100,
        "exactness": 1,
        "lsoa11_code": "E01000001",
        "lsoa21_code": "E01000001",
        "terminated_on": None,
    }
    assert rows["LN11AB"]["terminated_on"] == dt.date(2005, 12, 1)
    for key in ("LN11AD", "LN11AE"):
        assert [rows[key][one] for one in ("easting", "northing", "exactness")] == [
            None,
            None,
            None,
        ]
    assert rows["LN11AE"]["lsoa11_code"] is None  # E99999999 is no area
    assert rows["LN11AE"]["lad_code"] is None


def test_the_statistics_lookup_has_no_2011_areas_and_is_read(tmp_path):
    plain = without_a_column(ROWS, 7)
    file = read_one(tmp_path, lines(NSPL, *(f"x,{row}" for row in plain)))

    assert file.reader.source == "ons_postcode_directory"
    row = rows_of(file)["LN11AA"]
    assert (row["lsoa11_code"], row["lsoa21_code"]) == (None, "E01000001")


def test_a_place_at_latitude_99_is_none_though_a_grid_reference_stands_there(tmp_path):
    row = "LN1 1AA,198001,,E07000001,500900,350100,1,E01000001,,99.999999,0"

    found = rows_of(read_one(tmp_path, lines(NEW, row)))

    assert found["LN11AA"]["easting"] is None


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_code_point_open_is_one_file_of_many(tmp_path):
    packed = zipped(
        {
            "Data/CSV/ln.csv": lines(*POINTS),
            "Data/CSV/s.csv": lines(*MORE_POINTS),
            "Doc/licence.txt": b"Open Government Licence",
        }
    )

    file, rest = read(tmp_path, packed, "codepo_gb.zip")

    assert isinstance(file, ReadFile)
    assert account(file) == (
        "codepo_gb.zip, Code-Point Open: 5 rows read, 4 accepted, 0 rejected, "
        "1 skipped."
    )
    assert isinstance(rest, Unread)
    rows = rows_of(file)
    assert (rows["LN11AA"]["easting"], rows["LN11AA"]["exactness"]) == (500_901, 1)
    assert rows["S701AA"]["exactness"] == 5
    assert rows["LN11AD"]["easting"] is None  # quality 90, at 0, 0
    assert rows["LN111AE"]["lad_code"] is None


def test_one_member_alone_is_code_point_open_too(tmp_path):
    file = read_one(tmp_path, lines(*POINTS), "ln.csv")

    assert file.reader.source == "os_code_point"
    assert file.reading.rows_read == 3  # the first row is no header


def test_what_two_members_repeat_counts_once_and_faults_keep_their_line(tmp_path):
    wrong = POINTS[0].replace("500901", "9999999").replace("1AA", "1AZ")
    packed = zipped({"a.csv": lines(*POINTS), "b.csv": lines(POINTS[0], wrong)})

    (file,) = read(tmp_path, packed, "points.zip")

    assert file.reading.skipped == {REPEATED: 1}
    assert (file.reading.accepted, file.reading.rejected_rows) == (3, 1)
    # The second line of the second file is the fifth of all.
    assert [reject.line for reject in file.reading.rejects] == [5]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_lookup_is_read_out_of_a_7z(encoding, tmp_path):
    (tmp_path / "in").mkdir()
    inside = tmp_path / "in" / "lookup.csv"
    inside.write_bytes("\n".join(LOOKUP).encode(encoding))
    with py7zr.SevenZipFile(tmp_path / "in" / "packed.7z", "w") as archive:
        archive.write(inside, "lookup.csv")

    packed = (tmp_path / "in" / "packed.7z").read_bytes()
    file = read_one(tmp_path, packed, "lookup.7z")

    assert (file.name, file.reader.source) == (
        "lookup.7z/lookup.csv",
        "ons_postcode_lookup",
    )
    rows = rows_of(file)
    assert rows["LN11AA"]["terminated_on"] is None
    assert rows["LN11AF"]["terminated_on"] == dt.date(2022, 3, 1)
    assert rows["NPT0AD"]["lsoa11_code"] == "W01000001"


@pytest.mark.parametrize("kept", [10, 60, -4])
def test_a_7z_cut_short_stops_the_build(kept, tmp_path):
    (tmp_path / "lookup.csv").write_bytes(lines(*LOOKUP) * 50)
    with py7zr.SevenZipFile(tmp_path / "packed.7z", "w") as archive:
        archive.write(tmp_path / "lookup.csv", "lookup.csv")
    packed = (tmp_path / "packed.7z").read_bytes()[:kept]

    with pytest.raises(UnreadableFileError, match=r"^half\.7z is cut short or damaged"):
        read(tmp_path, packed, "half.7z")


def test_a_7z_with_a_password_is_told(tmp_path):
    (tmp_path / "lookup.csv").write_bytes(lines(*LOOKUP))
    with py7zr.SevenZipFile(tmp_path / "packed.7z", "w", password="x") as archive:
        archive.write(tmp_path / "lookup.csv", "lookup.csv")

    with pytest.raises(UnreadableFileError, match="locked with a password"):
        read(tmp_path, (tmp_path / "packed.7z").read_bytes(), "locked.7z")


# A large file goes through in parts, and reads as a small one does.


@pytest.fixture
def tiny_batches(monkeypatch):
    """Take every file for large, and cut it often."""
    monkeypatch.setattr("data.opening.LARGE_BYTES", 100)
    monkeypatch.setattr("data.readers.batches.BATCH_BYTES", 300)
    monkeypatch.setattr("data.sniffing.PIECE_BYTES", 50)


def _quoted_and_blank():
    quoted = (
        'LN1 1AG,198001,,E07000001,500900,350100,1,E01000001,,53.1,"two\nlines, ""a"""'
    )
    repeated = ",".join(LIVE.split(",")[:1] + ENDED.split(",")[1:])
    return [NEW, *ROWS, quoted, "," * 10, repeated, *_many()]


def _many():
    return [
        f"LN2 {n}{a}{b},198001,,E07000001,5{n}0000,350100,1,E01000001,,53.1,-0.5"
        for n in range(10)
        for a in "AB"
        for b in "DE"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("packing", ["plain", "zip", "gz", "7z"])
def test_in_parts_or_whole_a_file_reads_the_same(
    encoding, packing, tmp_path, tiny_batches, request
):
    text = "\n".join(_quoted_and_blank()).replace("two", "twö") + "\n"
    data = text.encode(encoding)
    parts = read_one(tmp_path, _packed(packing, data, tmp_path), f"a.{packing}").reading
    request.getfixturevalue("monkeypatch").undo()
    whole = read_one(tmp_path, data, "whole").reading

    (one,), (other,) = parts.tables.values(), whole.tables.values()
    assert one.equals(other)
    assert (parts.rows_read, parts.accepted) == (whole.rows_read, whole.accepted)
    assert parts.skipped == whole.skipped
    assert parts.skipped[BLANK] == 1
    assert parts.rejects == whole.rejects
    assert len(parts.rejects) == 2


def _packed(packing, data, tmp_path):
    import gzip

    if packing == "gz":
        return gzip.compress(data)
    if packing == "zip":
        return zipped({"a.csv": data})
    if packing == "7z":
        (tmp_path / "inside").mkdir()
        (tmp_path / "inside" / "a.csv").write_bytes(data)
        with py7zr.SevenZipFile(tmp_path / "inside" / "a.7z", "w") as archive:
            archive.write(tmp_path / "inside" / "a.csv", "a.csv")
        return (tmp_path / "inside" / "a.7z").read_bytes()
    return data


def test_a_row_with_too_many_cells_is_refused_far_down_too(tmp_path, tiny_batches):
    rows = [NEW, *_many(), LIVE + ",one more,and another", *_many()]

    with pytest.raises(UnreadableFileError, match="not the same number of cells"):
        read(tmp_path, lines(*rows), "ragged.csv")


def test_a_large_file_cut_short_stops_the_build(tmp_path, tiny_batches):
    import gzip

    packed = gzip.compress(lines(NEW, *_many() * 40))[:-40]
    # What it says of its size is gone with its end.
    with pytest.raises(UnreadableFileError, match="cut short"):
        read(tmp_path, packed + b"\xff\xff\xff\x00", "half.csv.gz")


def test_a_header_alone_is_said_to_be_one(tmp_path):
    file = read_one(tmp_path, lines(NEW))

    assert file.reading.notices == ["file has only a header."]
    assert file.reading.accepted == 0


def test_small_and_large_encodings_are_told_alike(tmp_path):
    from data.sniffing import encoding_of

    for contents in (
        b"a,b\n",
        "é,b\n".encode(),
        "é,b\n".encode("latin-1"),
        "é".encode() + b"\xff rest",  # UTF-8, and damaged
        b"plain \x81 here",  # no letter of Windows-1252
        b"plain \x80 here",
        "ab€".encode()[:-1],
    ):
        for size in (1, 2, 3, 50):
            pieces = [
                contents[start : start + size]
                for start in range(0, len(contents), size)
            ]
            told = encoding_of(contents, bytes, lambda _, p=pieces: iter(p))
            small = encoding_of(contents, lambda c=contents: c)
            assert told == small, (contents, size)


def test_rows_of_every_kind_fit_the_csv_writer(tmp_path):
    rows = [NEW.split(","), LIVE.split(",")]

    assert read_one(tmp_path, as_csv(rows, ";")).reading.accepted == 1
