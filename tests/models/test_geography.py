"""What was published for the areas and councils of one year, carried to another's."""

import random
from collections import defaultdict

import pandas as pd
import pytest

from data.queries.areas import read_areas
from data.queries.peers import read_councils
from tests.packing import as_csv, vault_of
from tests.small_files import ALFORD, BARNSLEY, PEOPLE, TABLES, contents


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    return vault_of(tmp_path_factory.mktemp("inbox"), contents())


def without(*sources):
    return {name: data for name, data in contents().items() if name not in sources}


def one(vault, sql):
    return vault.query(sql).squeeze()


def by_code(vault, column, table="core_ons__areas", key="area_code"):
    rows = vault.query(f"SELECT {key}, {column} FROM {table} ORDER BY {key}")
    return {
        code: None if pd.isna(value) else value
        for code, value in zip(rows[key], rows[column], strict=True)
    }


# People.


def test_people_are_carried_by_what_became_of_their_area(vault):
    assert by_code(vault, "people_all") == pytest.approx(
        {
            "E01000001": 135,  # unchanged
            "E01100001": 270 * 75 / 300,  # split, by Census residents
            "E01100002": 270 * 225 / 300,
            "E01100003": 106 + 87,  # merged
            "E01100004": (94 + 141) * 150 / 200,  # cut anew: all that hang together
            "E01100005": (94 + 141) * 50 / 200,
            "E01000007": 81,
            "W01000001": 58,
        }
    )


@pytest.mark.parametrize(
    "band",
    ["people_all", "people_18_64", "people_65_74", "people_75_84", "people_85_plus"],
)
def test_nobody_is_lost_or_made(band, vault):
    before = one(vault, f"SELECT sum({band}) FROM raw_ons__area_2011_people")
    after = one(vault, f"SELECT sum({band}) FROM core_ons__areas")

    assert after == pytest.approx(before)


def test_bands_of_65_and_over_add_up(vault):
    people = by_code(vault, "people_65_plus")

    assert people["E01000001"] == 20 + 10 + 5
    assert sum(people.values()) == sum(sum(ages[1:]) for ages in PEOPLE.values())


def test_without_census_residents_only_the_parts_of_areas_are_unknown(tmp_path):
    people = by_code(vault_of(tmp_path, without("ons_disability")), "people_all")

    assert people["E01000001"] == 135
    assert people["E01100003"] == 193
    assert {code for code, count in people.items() if count is None} == {
        "E01100001",
        "E01100002",
        "E01100004",
        "E01100005",
    }


def test_a_part_without_residents_leaves_its_whole_set_unknown(tmp_path):
    short = [row for row in TABLES["ons_disability"] if row[0] != "E01100002"]
    files = {**contents(), "ons_disability": as_csv(short)}

    people = by_code(vault_of(tmp_path, files), "people_all")

    assert (people["E01100001"], people["E01100002"]) == (None, None)
    assert people["E01100004"] == pytest.approx(235 * 0.75)


def test_an_old_area_without_people_leaves_its_set_unknown_not_short(tmp_path):
    short = [row for row in TABLES["ons_population"] if row[1] != "E01000004"]
    files = {**contents(), "ons_population": as_csv(short)}

    people = by_code(vault_of(tmp_path, files), "people_all")

    assert people["E01100003"] is None  # and not the 106 of E01000003 alone
    assert people["E01000001"] == 135


def test_without_population_people_are_blank_and_never_zero(tmp_path):
    areas = read_areas(vault_of(tmp_path, without("ons_population")))

    assert len(areas) == 5
    assert areas.filter(like="people_").isna().all(axis=None)


@pytest.mark.parametrize("seed", range(6))
def test_any_change_of_areas_agrees_with_the_slow_and_obvious_way(seed, tmp_path):
    links, people, residents = random_changes(random.Random(seed))
    files = {
        "changes": as_csv(
            [
                ["lsoa11_code", "change_code", "lsoa21_name", "lsoa21_code"],
                *([old, "X", f"Place {new}A", new] for old, new in links),
            ]
        ),
        "people": as_csv([population_row(old, count) for old, count in people.items()]),
        "residents": as_csv(
            [
                ["lsoa21_code", "disability", "n", "total_residents"],
                *(
                    [new, "Disabled under the Equality Act", "0", str(count)]
                    for new, count in residents.items()
                ),
            ]
        ),
    }
    files["people"] = as_csv([TABLES["ons_population"][0]]) + files["people"]

    carried = by_code(vault_of(tmp_path, files), "people_18_64")

    assert carried == pytest.approx(carry_slowly(links, people, residents))
    assert sum(carried.values()) == pytest.approx(sum(people.values()))


def random_changes(dice):
    olds = [f"E0100{n:04}" for n in range(12)]
    news = [f"E0110{n:04}" for n in range(12)]
    links = {(old, dice.choice(news)) for old in olds}
    links |= {(dice.choice(olds), dice.choice(news)) for _ in range(6)}
    people = {old: dice.randint(0, 900) for old in olds}
    residents = {new: dice.randint(1, 900) for new in sorted({n for _, n in links})}
    return sorted(links), people, residents


def population_row(code, count):
    ages = ["0"] * 91
    ages[40] = str(count)
    return ["A name", code, str(count), *ages]


def carry_slowly(links, people, residents):
    """Walk from every new area to all that it hangs together with."""
    olds, news = defaultdict(set), defaultdict(set)
    for old, new in links:
        olds[new].add(old)
        news[old].add(new)
    carried = {}
    for new in residents:
        together = {new}
        while True:
            wider = {n for t in together for old in olds[t] for n in news[old]}
            if wider <= together:
                break
            together |= wider
        total = sum(people[old] for old in {o for t in together for o in olds[t]})
        carried[new] = total * residents[new] / sum(residents[t] for t in together)
    return carried


# Places.


def centres(vault):
    rows = vault.query(
        "SELECT area_code, round(x_m) AS x, round(y_m) AS y, centre_is_approximate "
        "AS a FROM core_ons__area_centres"
    )
    return {row.area_code: (row.x, row.y, row.a) for row in rows.itertuples()}


def test_a_centre_is_the_mean_of_live_postcodes_where_an_area_has_them_to_itself(vault):
    assert centres(vault)["E01000001"] == (500_200, 350_200, False)
    # Of both merged areas, each postcode once.
    assert centres(vault)["E01100003"] == (500_300, 340_300, False)


def test_a_split_area_stands_at_a_point_inside_it_and_says_so(vault):
    x, y, is_approximate = centres(vault)["E01100001"]

    assert is_approximate
    assert 510_000 < x < 511_000
    assert 350_000 < y < 351_000


def test_one_or_two_postcodes_make_no_centre(vault):
    # One live postcode, in the corner of its square.
    x, _, is_approximate = centres(vault)["E01000007"]

    assert is_approximate
    assert x == pytest.approx(430_500, abs=20)


def test_without_postcodes_the_means_worked_out_beforehand_serve(tmp_path):
    found = centres(vault_of(tmp_path, without("ons_postcodes")))

    assert found["E01000001"] == (500_900, 350_900, False)
    assert found["E01100003"] == (500_200, 340_200, False)  # weighted by 30 and 10


def test_without_outlines_the_centroid_serves_and_is_approximate(tmp_path):
    files = without("ons_postcodes", "ons_postcode_means", "ons_area_outlines")
    found = centres(vault_of(tmp_path, files))

    assert set(found) == {"E01000001", "W01000001"}
    assert found["E01000001"][2]
    assert found["E01000001"][0] == pytest.approx(500_000, abs=500)


def test_a_postcode_lies_in_its_area_or_in_the_nearest_of_its_parts(vault):
    rows = vault.query("SELECT * FROM core_ons__postcode_areas")
    found = {
        row.postcode_key: (row.area_code, row.is_approximate)
        for row in rows.itertuples()
    }

    assert found == {
        "LN11AA": ("E01000001", False),
        "LN11AB": ("E01000001", False),
        "LN11AD": ("E01000001", False),
        "LN21AA": ("E01100001", True),  # the west part of a split area
        "LN21AB": ("E01100002", True),  # the east part
        "LN31AA": ("E01100003", False),
        "LN31AB": ("E01100003", False),
        "LN31AD": ("E01100003", False),
        "LN41AA": ("E01100005", True),  # the nearer part, in another council
        "LN51AA": ("E01100003", True),  # newer than the lookup: nearest in its district
        "S701AA": ("E01000007", False),
        "S701AB": ("E01000007", True),
    }


def test_a_postcode_of_no_known_area_is_placed_and_its_area_is_blank(tmp_path):
    rows = [*TABLES["ons_postcodes"][:1], ["AB1 1AA", "E07000098", "1", "2", "", ""]]
    files = {**contents(), "ons_postcodes": as_csv(rows)}

    found = vault_of(tmp_path, files).query("SELECT * FROM core_ons__postcode_areas")

    assert found[["x_m", "y_m"]].values.tolist() == [[1, 2]]
    assert found[["area_code", "is_approximate"]].isna().all(axis=None)


# Councils.


def test_the_councils_are_englands_once_each(vault):
    councils = read_councils(vault).fillna("")

    assert councils.values.tolist() == [
        # In ASCOF alone, which knows no region.
        ["E06000053", "Isles of Scilly", "", ""],
        [BARNSLEY, "Barnsley", "E12000003", "Yorkshire and The Humber"],
        [ALFORD, "Alford", "E12000004", "East Midlands"],
    ]


def test_barnsley_is_one_council_under_either_code(vault):
    codes = by_code(vault, "council_code", "core_ons__council_codes", "any_code")
    districts = by_code(
        vault, "district_code", "core_ons__postcode_areas", "postcode_key"
    )

    assert codes["E08000016"] == codes["E08000038"] == BARNSLEY
    assert districts["S701AA"] == BARNSLEY  # E08000038 in the postcode file


def test_codes_of_a_council_that_is_not_supplied_are_not_made_up(vault):
    codes = by_code(vault, "council_code", "core_ons__council_codes", "any_code")

    assert "E08000039" not in codes  # Sheffield
    assert "W06000003" not in codes  # Wales has its own law


def test_a_lookup_that_has_the_new_code_gives_the_same_council(tmp_path):
    text = contents()["ons_district_councils"].replace(b"E08000016", b"E08000038")
    files = {**without("ascof"), "ons_district_councils": text}

    councils = read_councils(vault_of(tmp_path, files))

    assert councils["council_code"].tolist() == [BARNSLEY, ALFORD]


def test_every_area_knows_its_places(vault):
    areas = vault.query("SELECT * FROM core_ons__areas").set_index("area_code")

    assert areas.loc["E01100003", "msoa_name"] == "South Alford 002"
    assert areas.loc["E01100003", "district_name"] == "South Alford"
    assert areas.loc["E01100003", "council_name"] == "Alford"
    assert areas.loc["E01100003", "region_code"] == "E12000004"
    assert areas.loc["W01000001", "council_name"] == "Conwy"
    assert pd.isna(areas.loc["W01000001", "region_code"])


def test_an_area_has_its_class_and_share_or_a_blank(vault):
    groups = by_code(vault, "ruc_group")
    assert {code: groups[code] for code in ("E01000001", "E01100001", "E01000007")} == {
        "E01000001": "smaller_rural",
        "E01100001": "larger_rural",
        "E01000007": "urban",
    }
    assert groups["E01100003"] is None
    assert by_code(vault, "imd_rank")["E01000001"] == 26_525
    assert by_code(vault, "imd_rank")["E01100003"] is None
    assert by_code(vault, "disabled_share")["E01100002"] == pytest.approx(45 / 225)


def test_only_the_councils_own_areas_are_asked_for(vault):
    assert read_areas(vault)["area_code"].tolist() == [
        "E01000001",
        "E01100001",
        "E01100002",
        "E01100003",
        "E01100004",
    ]


def test_of_two_files_of_one_source_the_newer_row_stands(tmp_path):
    header, first, *_ = TABLES["ons_area_wards"]
    older = [header, first]
    newer = [header, [*first[:2], "New Ward", *first[3:]]]
    vault = vault_of(
        tmp_path, {**contents(), "ons_area_wards": as_csv(older), "b": as_csv(newer)}
    )

    # Of one vintage, the first by name.
    assert by_code(vault, "ward_name")["E01000001"] == "New Ward"
    assert one(vault, "SELECT count(*) FROM raw_ons__area_wards") == 1


def test_with_one_file_alone_every_table_is_there(tmp_path):
    vault = vault_of(tmp_path, {"regions": contents()["ons_district_regions"]})

    for table in ("core_ons__areas", "core_ons__postcode_areas", "core_ons__councils"):
        assert one(vault, f"SELECT count(*) FROM {table}") == 0
