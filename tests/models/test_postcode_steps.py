"""Postcodes as councils write them: found in labelled steps, and counted."""

import pandas as pd
import pytest

from data.readers.council.market import SUPPLY
from tests.council_files import as_csv, worked
from tests.packing import vault_of
from tests.small_files import contents

HEADER = "pcds,dointr,doterm,lad25cd,east1m,north1m,gridind,lsoa11cd,lsoa21cd,lat,long"
WHERE = "E07000001,{x},{y},{exact},E01000001,{area},53.1,-0.5"


def directory(*rows):
    return "\n".join([HEADER, *rows, ""]).encode()


def row(postcode, ended="", x="500000", y="350000", exact="1", area="E01000001"):
    where = WHERE.format(x=x, y=y, exact=exact, area=area)
    return f"{postcode},198001,{ended},{where}"


DIRECTORY = directory(
    row("LN1 1AA"),
    row("LN1 1AB", x="500300", area="E01100001"),
    row("LN1 1AD", x="500600", y="350600", area="E01100001"),
    row("LN1 1ZZ", "200512", x="590000", area="E01100002"),  # not in the sector's mean
    row("LN1 1ZY", "200512", x="", y="", exact="9", area="E01100003"),
    row("LN2 0AA", x="510000", area="E01100002"),
    row("LN11 1AA", x="520000", area="E01100004"),  # the sector LN11 1, not LN1 1
)


def supply(*postcodes):
    rows = [
        worked(SUPPLY, supply_id=f"S-{n}", postcode=postcode)
        for n, postcode in enumerate(postcodes)
    ]
    return as_csv(rows).encode()


@pytest.fixture
def vault(tmp_path):
    def build(*postcodes, **files):
        given = {"directory": DIRECTORY, "supply": supply(*postcodes), **files}
        return vault_of(tmp_path, given)

    return build


def found_or_none(vault):
    return {
        key: tuple(None if pd.isna(one) else one for one in values)
        for key, values in found(vault).items()
    }


def found(vault):
    rows = vault.query(
        "SELECT matches.*, supply.postcode_key FROM raw_council__supply AS supply "
        "JOIN core_council__postcode_matches AS matches "
        "ON matches.file = supply.landed_file AND matches.line = supply.line"
    )
    return {
        row.postcode_key: (row.step, row.x_m, row.area_code, row.is_approximate)
        for row in rows.itertuples()
    }


def test_each_postcode_is_found_by_the_first_step_that_can(vault):
    matches = found_or_none(
        vault(
            "ln1 1aa",
            "LN1-1AB",
            "LN1 1ZZ",
            "LN1 1ZY",
            "LN2 OAA",
            "LN1 1QQ",
            "LN1 1",
            "AB9 9ZZ",
        )
    )

    assert matches == {
        "LN11AA": ("live", 500_000, "E01000001", False),
        "LN11AB": ("live", 500_300, "E01100001", False),
        "LN11ZZ": ("terminated", 590_000, "E01100002", False),
        # Its area is known, its place is not: the mean of its sector's.
        "LN11ZY": ("terminated", 500_300, "E01100003", False),
        "LN2OAA": ("letter_o", 510_000, "E01100002", False),
        "LN11QQ": ("sector", 500_300, "E01100001", True),
        "LN1 1": ("sector", 500_300, "E01100001", True),
        "AB99ZZ": ("none", None, None, None),
    }


def test_the_counts_of_each_step_are_said_of_the_file(vault):
    built = vault("LN1 1AA", "LN1 1AA", "LN1 1ZZ", "LN2 OAA", "LN1 1QQ", "AB9 9ZZ")

    (said,) = built.query(
        "SELECT sentence FROM notices WHERE sentence LIKE 'Postcodes:%'"
    )["sentence"]

    assert said == (
        "Postcodes: 2 in use, 1 no longer in use, 1 with a letter O read as nought, "
        "1 by their sector only, whose place and area are approximate, 1 in no file "
        "that was supplied."
    )


def test_where_every_postcode_is_in_use_nothing_is_said(vault):
    said = vault("LN1 1AA", "LN1 1AB").query("SELECT sentence FROM notices")

    assert not said["sentence"].str.startswith("Postcodes:").any()


def test_hours_at_a_place_of_no_file_count_nowhere_and_by_sector_somewhere(vault):
    built = vault("LN1 1QQ", "AB9 9ZZ", "LN1 1ZY")

    placed = built.query("SELECT x_m FROM core_council__supply")["x_m"]

    assert placed.tolist() == [500_300, 500_300]


def test_an_o_elsewhere_is_not_guessed_at(tmp_path):
    built = vault_of(tmp_path, {"d": DIRECTORY, "s": supply("LN1 1AO", "LNO 1AA")})

    assert found(built) == {"LN11AO": ("sector", 500_300, "E01100001", True)}


# Of several files.


def test_the_newest_says_whether_and_the_most_exact_says_where(tmp_path):
    older = directory(row("LN1 1AA", "200101", x="1", exact="1", area="E01100005"))
    newer = DIRECTORY.replace(
        b"500000,350000,1,E01000001,E01000001", b"2,3,4,E01000001,E01000001"
    )
    newer = newer.replace(b"LN2 0AA,198001", b"LN2 0AA,202501")  # dates the file
    points = b'"LN1 1AA",50,9,9,"E92000001","","","","E07000001","E05000001"\n'

    built = vault_of(
        tmp_path,
        {"a_old": older, "new": newer, "points": points, "s": supply("LN1 1AA")},
    )

    (known,) = built.query(
        "SELECT * FROM core_ons__postcodes WHERE postcode_key = 'LN11AA'"
    ).to_dict("records")
    assert (known["is_live"], known["area_code"]) == (True, "E01000001")
    assert (known["x_m"], known["exactness"]) == (1, 1)
    said = built.query("SELECT sentence FROM notices WHERE file = 'points'")
    assert said["sentence"].str.contains("this kind of file places 0").any()


def test_one_file_of_postcodes_needs_no_word_about_which(vault):
    said = vault("LN1 1AA").query("SELECT sentence FROM notices")["sentence"]

    assert not said.str.contains("the most exact").any()


def test_a_directorys_2021_area_is_exact_where_the_2011_area_was_split(tmp_path):
    postcode = row("LN2 1AA").replace(",E01000001,E01000001,", ",E01000002,E01100002,")
    files = {**contents(), "directory": directory(postcode)}
    files.pop("ons_postcodes")

    (place,) = (
        vault_of(tmp_path, files)
        .query("SELECT area_code, is_approximate FROM core_ons__postcode_areas")
        .to_dict("records")
    )

    assert place == {"area_code": "E01100002", "is_approximate": False}
