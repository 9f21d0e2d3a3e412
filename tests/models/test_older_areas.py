"""What is of 2011 areas serves where nothing of 2021 areas is there, and is said to."""

import pandas as pd
import pytest

from data.readers.council.people import REFERRALS
from tests.council_files import as_csv as council_csv
from tests.council_files import worked
from tests.packing import as_csv, read_one, vault_of
from tests.small_files import contents

CLASSES = {
    "E01000001": "A1",  # unchanged
    "E01000002": "D1",  # split
    "E01000003": "E1",  # merged with 0004, of its class
    "E01000004": "E1",
    "E01000005": "C1",  # cut anew with 0006, of another class
    "E01000006": "E2",
}
RURAL = as_csv(
    [["lsoa11_code", "ruc11_code", "ruc"], *([a, c, "x"] for a, c in CLASSES.items())]
)
RANKS = {"E01000001": (900, 1), "E01000002": (20_000, 7), "E01000003": (5, 1)}
DEPRIVATION = as_csv(
    [
        ["lsoa11_code", "IMD_decile", "IMD_rank"],
        *([a, str(decile), str(rank)] for a, (rank, decile) in RANKS.items()),
    ]
)


def build(tmp_path, *left_out, **more):
    given = {**contents(), "old_ruc": RURAL, "old_imd": DEPRIVATION, **more}
    return vault_of(
        tmp_path, {name: data for name, data in given.items() if name not in left_out}
    )


def areas(vault, column):
    rows = vault.query(f"SELECT area_code, {column} AS found FROM core_ons__areas")
    return {
        code: None if pd.isna(found) else found
        for code, found in rows.itertuples(index=False)
    }


def said_of(vault, file):
    return vault.query("SELECT sentence FROM notices WHERE file = ?", [file])[
        "sentence"
    ].tolist()


@pytest.mark.parametrize(
    ("data", "source"),
    [(RURAL, "ons_rural_urban_2011"), (DEPRIVATION, "mhclg_deprivation_2019")],
)
def test_files_of_2011_areas_are_known(data, source, tmp_path):
    file = read_one(tmp_path, data)

    assert file.reader.source == source
    assert file.reading.accepted == file.reading.rows_read > 0


def test_classes_of_2011_are_carried_where_they_are_sure(tmp_path):
    vault = build(tmp_path, "ons_rural_urban")

    assert areas(vault, "ruc_group") == {
        "E01000001": "urban",
        "E01100001": "larger_rural",
        "E01100002": "larger_rural",
        "E01100003": "smaller_rural",
        "E01100004": None,
        "E01100005": "smaller_rural",
        "E01000007": None,
        "W01000001": None,
    }
    assert said_of(vault, "old_ruc") == [
        "Used, carried from 2011 areas to 2021 ones: no file of 2021 areas is there."
    ]


def test_ranks_of_2019_are_carried_to_what_was_one_area(tmp_path):
    ranks = areas(build(tmp_path, "mhclg_deprivation"), "imd_rank")

    assert {code: rank for code, rank in ranks.items() if rank is not None} == {
        "E01000001": 900,
        "E01100001": 20_000,
        "E01100002": 20_000,
    }


def test_where_2021_is_there_2011_is_left_alone(tmp_path):
    (tmp_path / "both").mkdir()
    (tmp_path / "new").mkdir()
    both = build(tmp_path / "both")
    new = vault_of(tmp_path / "new", contents())

    for column in ("ruc_code", "ruc_group", "imd_rank"):
        assert areas(both, column) == areas(new, column)
    assert said_of(both, "old_imd") == [
        "Not used: a newer file, of 2021 areas, is there."
    ]


def test_a_2011_code_in_a_council_file_means_the_area_it_lies_whole_in(tmp_path):
    codes = {
        "E01000001": "E01000001",
        "E01000003": "E01100003",  # merged
        "E01000002": None,  # split: which part, nobody knows
        "E01000006": None,
        "E01100002": "E01100002",
    }
    rows = [
        worked(REFERRALS, referral_id=f"R-{n}", lsoa_code=code, postcode="")
        for n, code in enumerate(codes)
    ]
    vault = build(tmp_path, referrals=council_csv(rows).encode())

    found = vault.query(
        "SELECT raw.lsoa_code, core.area_code FROM raw_council__referrals AS raw "
        "JOIN core_council__referrals AS core USING (referral_key)"
    )
    assert {
        code: None if pd.isna(area) else area
        for code, area in found.itertuples(index=False)
    } == codes
