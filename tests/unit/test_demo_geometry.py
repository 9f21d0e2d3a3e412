"""The committed geometry: invented names, real shapes, out at sea."""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

GEOMETRY = Path("data/demo/geometry")
MOST_BYTES = 700_000
DOGGER_BANK = (0.3, 54.8, 2.6, 56.1)  # west, south, east, north; all of it sea
# Names of the places whose shapes were taken, and of their neighbours.
REAL = [
    "Lincoln",
    "Boston",
    "Skegness",
    "Mablethorpe",
    "Grantham",
    "Spalding",
    "Stamford",
    "Sleaford",
    "Louth",
    "Gainsborough",
    "Horncastle",
    "Holbeach",
    "Bourne",
    "Deeping",
    "Alford",
    "Spilsby",
    "Wragby",
    "Caistor",
    "Rasen",
    "Kesteven",
    "Lindsey",
    "Holland",
    "Hykeham",
    "Ingoldmells",
    "Wainfleet",
    "Newark",
    "Bassetlaw",
    "Rutland",
    "Melton",
    "Peterborough",
    "Fenland",
    "Norfolk",
    "Grimsby",
    "Cleethorpes",
    "Scunthorpe",
    "Humber",
]


def read(name):
    with (GEOMETRY / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def areas():
    return read("areas.csv")


@pytest.fixture(scope="module")
def outlines():
    features = json.loads((GEOMETRY / "outlines.geojson").read_text())["features"]
    return {
        each["properties"]["lsoa21_code"]: shapely.from_geojson(
            json.dumps(each["geometry"])
        )
        for each in features
    }


def test_the_files_are_small_and_say_whose_they_are():
    assert sum(each.stat().st_size for each in GEOMETRY.iterdir()) < MOST_BYTES
    said = (GEOMETRY / "ATTRIBUTION.md").read_text()
    assert "Open Government Licence v3.0" in said
    assert "OS data © Crown copyright" in said
    assert "Royal Mail data © Royal Mail copyright" in said


def test_every_name_and_code_is_invented(areas):
    names = {
        word
        for row in areas
        for column in ("area_name", "ward_name", "district_name")
        for word in row[column].replace("-", " ").split()
    }

    assert not names & set(REAL)
    codes = [row[c] for row in areas for c in row if c.endswith("_code")]
    assert {code[0] for code in codes if not code.startswith(("U", "R"))} == {"X"}


def test_no_two_areas_share_a_name_or_a_code(areas):
    assert len({row["area_code"] for row in areas}) == len(areas)
    assert len({row["area_name"] for row in areas}) == len(areas)
    wards = {(row["ward_code"], row["ward_name"]) for row in areas}
    assert len({code for code, _ in wards}) == len({name for _, name in wards})


def test_nobody_can_take_it_for_land(outlines):
    bounds = np.array([each.bounds for each in outlines.values()])

    west, south, east, north = DOGGER_BANK
    assert bounds[:, 0].min() > west
    assert bounds[:, 1].min() > south
    assert bounds[:, 2].max() < east
    assert bounds[:, 3].max() < north


def test_outlines_are_whole_and_do_not_overlap(areas, outlines):
    assert set(outlines) == {row["area_code"] for row in areas}
    shapes = np.array(list(outlines.values()))
    assert shapely.is_valid(shapes).all()

    together = shapely.union_all(shapes, grid_size=1e-5).area
    # Corners rounded to five decimals of a degree make slivers, and no more.
    assert shapely.area(shapes).sum() == pytest.approx(together, rel=1e-4)


def test_a_census_cut_some_areas_in_two_and_joined_others(areas):
    changes = read("changes.csv")
    kinds = Counter(row["change"] for row in changes)
    halves = Counter(row["code_2011"] for row in changes if row["change"] == "S")
    pairs = Counter(row["code_2021"] for row in changes if row["change"] == "M")

    assert set(halves.values()) == {2}
    assert set(pairs.values()) == {2}
    assert len(halves) == 14
    assert len(pairs) == 3
    assert kinds["U"] == len(changes) - 28 - 6
    assert {row["code_2021"] for row in changes} == {row["area_code"] for row in areas}
    same = [row["code_2011"] == row["code_2021"] for row in changes]
    assert sum(same) == kinds["U"]


def test_postcodes_are_of_an_area_that_royal_mail_has_not():
    postcodes = read("postcodes.csv")

    assert len({row["postcode"] for row in postcodes}) == len(postcodes)
    assert all(row["postcode"].startswith("ZZ") for row in postcodes)
    # ZZ99 means "no fixed abode" in councils' files.
    assert not any(row["postcode"].startswith("ZZ99") for row in postcodes)
    each = Counter(row["area_code"] for row in postcodes)
    assert set(each) == {row["code_2011"] for row in read("changes.csv")}


def test_one_neighbour_lies_across_a_sound(areas, outlines):
    def land(council):
        codes = [r["area_code"] for r in areas if r["council_code"] == council]
        return shapely.union_all([outlines[code] for code in codes])

    county = land("X99000001")
    assert county.distance(land("X99000002")) == pytest.approx(0, abs=1e-4)
    assert county.distance(land("X99000003")) > 0.05  # degrees
