"""The council's core tables: few rows in, rows expected, a decoy for each condition."""

import datetime as dt

import pytest

from tests.council_files import HASH_ID, landed, small_vault

NORTH, SOUTH, BEYOND = "X01000001", "X01000002", "X01000009"
ALL_QUARTERS = ["2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"]


def day(text):
    return dt.date.fromisoformat(text)


def geography():
    """Two districts of our council and one beyond it; a postcode in each."""
    places = [
        (NORTH, "X07000001", "Northmarsh", "X99000001", "ZZ11AA", 100.0),
        (SOUTH, "X07000002", "Southmarsh", "X99000001", "ZZ22BB", 200.0),
        (BEYOND, "X07000009", "Farmarsh", "X99000002", "ZZ99ZZ", 900.0),
    ]
    return [
        landed(
            "ons_area_wards",
            "landed_ons_area_wards",
            [
                {
                    "lsoa21_code": area,
                    "lsoa21_name": f"{name} 001A",
                    "ltla24_code": district,
                    "ltla24_name": name,
                }
                for area, district, name, _, _, _ in places
            ],
        ),
        landed(
            "ons_district_councils",
            "landed_ons_district_councils",
            [
                {
                    "ltla23_code": district,
                    "ltla23_name": name,
                    "utla23_code": council,
                    "utla23_name": f"Council {council}",
                }
                for _, district, name, council, _, _ in places
            ],
        ),
        landed(
            "ons_area_changes",
            "landed_ons_area_changes",
            [
                {"lsoa11_code": area, "lsoa21_code": area, "change_code": "U"}
                for area, *_ in places
            ],
        ),
        landed(
            "ons_postcodes",
            "landed_ons_postcodes",
            [
                {
                    "pcds": postcode,
                    "lad_code": district,
                    "easting": x,
                    "northing": x + 1,
                    "lsoa11_code": area,
                }
                for area, district, _, _, postcode, x in places
            ]
            + [{"pcds": "ZZ77ZZ", "easting": 700.0, "northing": 701.0}],
        ),
    ]


def vault(tmp_path, as_of="2026-09-30", **supplied):
    return small_vault(tmp_path, supplied, geography(), as_of=day(as_of))


def spell(number, person="P1", **cells):
    return {"arrangement_id": f"A{number}", "person_id": person, **cells}


def rows(vault, sql):
    with vault:
        return vault.connection.execute(sql).fetchall()


def quarters_of(vault, person="P1"):
    """Return quarter end -> route, of one person."""
    found = vault.query(
        "SELECT quarter_end, route FROM core_council__person_quarters "
        "WHERE person_key = ? ORDER BY quarter_end",
        [HASH_ID(person)],
    )
    ends = [f"{end:%Y-%m-%d}" for end in found["quarter_end"]]
    return dict(zip(ends, found["route"], strict=True))


# Arrangements and referrals


def test_arrangements_are_placed_by_code_and_else_by_postcode(tmp_path):
    arrangements = [
        spell(1, lsoa_code=SOUTH, postcode="ZZ1 1AA"),
        spell(2, postcode="zz1 1aa"),
        spell(3, postcode="ZZ8 8ZZ"),  # a postcode of no lookup
        spell(4, lsoa_code="X01099999", postcode="ZZ2 2BB"),  # a code of no 2021 area
        spell(5, postcode="ZZ9 9ZZ"),  # somebody placed beyond the council
    ]
    placed = rows(
        vault(tmp_path, arrangements=arrangements),
        "SELECT arrangement_key, area_code FROM core_council__arrangements",
    )
    assert dict(placed) == {
        HASH_ID("A1"): SOUTH,
        HASH_ID("A2"): NORTH,
        HASH_ID("A3"): None,
        HASH_ID("A4"): SOUTH,
        HASH_ID("A5"): BEYOND,
    }


def test_referrals_are_placed_and_may_have_no_place(tmp_path):
    referrals = [
        {"referral_id": "R1", "lsoa_code": SOUTH, "postcode": "ZZ1 1AA"},
        {"referral_id": "R2", "postcode": "ZZ1 1AA"},
        {"referral_id": "R3", "postcode": ""},
    ]
    placed = rows(
        vault(tmp_path, referrals=referrals),
        "SELECT referral_key, area_code FROM core_council__referrals",
    )
    assert dict(placed) == {
        HASH_ID("R1"): SOUTH, HASH_ID("R2"): NORTH, HASH_ID("R3"): None,
    }  # fmt: skip


def test_what_could_not_be_placed_is_counted(tmp_path):
    built = vault(
        tmp_path,
        arrangements=[
            spell(1, started_on="2025-05-01"),
            spell(1, started_on="2025-06-01", postcode="ZZ8 8ZZ"),
            spell(2),
        ],
        referrals=[{"referral_id": "R1", "postcode": ""}, {"referral_id": "R2"}],
        supply=[
            {"supply_id": "S1", "from": "2025-01-01"},
            # The same place over three spans of time, of which each row counts.
            {"supply_id": "S1", "from": "2026-01-01"},
            {"supply_id": "S1", "from": "2026-02-01"},
            {"supply_id": "S2", "postcode": "ZZ8 8ZZ"},
        ],
    )
    told = built.query("SELECT file, sentence FROM notices").values.tolist()
    assert rows(built, "FROM core_council__unplaced ORDER BY source") == [
        ("council_arrangements", "arrangements.csv", 3, 1),
        ("council_referrals", "referrals.csv", 2, 1),
        ("council_supply", "supply.csv", 4, 1),
    ]
    why = (
        "rows lie in no area: their postcode or code is in no lookup that was supplied"
    )
    assert ["arrangements.csv", f"1 of 3 {why}."] in told
    assert ["supply.csv", f"1 of 4 {why}, and their hours count nowhere."] in told


def test_where_everything_has_its_place_nothing_is_said(tmp_path):
    built = vault(tmp_path, arrangements=[spell(1)], supply=[{}])
    assert rows(built, "SELECT sentence FROM notices") == []


@pytest.mark.parametrize(
    ("started", "ended", "is_open"),
    [
        ("2025-04-07", "", True),
        ("2026-09-30", "", True),
        ("2026-10-01", "", False),
        ("2025-04-07", "2026-09-30", True),
        ("2025-04-07", "2026-09-29", False),
    ],
)
def test_an_arrangement_is_open_on_its_first_and_its_last_day(
    tmp_path, started, ended, is_open
):
    arrangements = [spell(1, started_on=started, ended_on=ended, last_reviewed_on="")]
    found = rows(
        vault(tmp_path, arrangements=arrangements),
        "SELECT is_open FROM core_council__arrangements",
    )
    assert found == [(is_open,)]


# People on quarter ends


def test_quarters_run_from_the_first_start_to_the_last_end_before_as_of(tmp_path):
    arrangements = [
        spell(1, started_on="2025-06-30"),
        spell(2, started_on="2025-11-01"),
    ]
    for as_of, ends in (
        ("2026-03-31", ALL_QUARTERS),
        ("2026-03-30", ALL_QUARTERS[:3]),
        ("2026-06-29", ALL_QUARTERS),
        ("2025-06-29", []),
    ):
        found = rows(
            vault(tmp_path, as_of, arrangements=arrangements),
            "FROM core_council__quarters ORDER BY quarter_end",
        )
        assert [f"{end:%Y-%m-%d}" for (end,) in found] == ends


def test_without_arrangements_there_is_no_quarter(tmp_path):
    assert rows(vault(tmp_path), "FROM core_council__quarters") == []


def test_a_person_counts_where_an_arrangement_is_open_on_the_quarter_end(tmp_path):
    arrangements = [
        # Ends on the quarter end: open that day. Ends the day before: not.
        spell(1, "last day", started_on="2025-04-07", ended_on="2025-09-30"),
        spell(2, "day before", started_on="2025-04-07", ended_on="2025-09-29"),
        spell(3, "first day", started_on="2025-09-30"),
        spell(4, "day after", started_on="2025-10-01"),
        spell(5, "between", started_on="2025-07-01", ended_on="2025-09-29"),
    ]
    with vault(tmp_path, "2026-03-31", arrangements=arrangements) as built:
        counted = {
            person: list(quarters_of(built, person))
            for person in (
                "last day",
                "day before",
                "first day",
                "day after",
                "between",
            )
        }
    assert counted == {
        "last day": ALL_QUARTERS[:2],
        "day before": ALL_QUARTERS[:1],
        "first day": ALL_QUARTERS[1:],
        "day after": ALL_QUARTERS[2:],
        "between": [],
    }


def test_of_several_routes_the_highest_rung_counts_once(tmp_path):
    routes = ["commissioned", "managed_budget", "isf", "direct_payment"]
    starts = ["2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"]
    arrangements = [
        spell(n, started_on=start, route=route)
        for n, (route, start) in enumerate(zip(routes, starts, strict=True))
    ]
    with vault(tmp_path, "2026-03-31", arrangements=arrangements) as built:
        assert quarters_of(built) == dict(zip(ALL_QUARTERS, routes, strict=True))


def test_children_are_left_out_and_unknown_ages_are_not(tmp_path):
    arrangements = [
        spell(1, "child", age_band="under 18"),
        spell(2, "unknown", age_band=""),
        spell(3, "younger", age_band="18-24"),
        spell(4, "younger pair", age_band="18 to 64"),
        spell(5, "older", age_band="65 to 74"),
        spell(6, "oldest", age_band="95 and over"),
        # A person of two records, one of them of childhood.
        spell(7, "grown", age_band="under 18", route="direct_payment"),
        spell(8, "grown", age_band="18-24", route="commissioned"),
    ]
    found = rows(
        vault(tmp_path, "2025-06-30", arrangements=arrangements),
        "SELECT person_key, age_group, route FROM core_council__person_quarters",
    )
    assert set(found) == {
        (HASH_ID("unknown"), None, "direct_payment"),
        (HASH_ID("younger"), "18_64", "direct_payment"),
        (HASH_ID("younger pair"), "18_64", "direct_payment"),
        (HASH_ID("older"), "65_plus", "direct_payment"),
        (HASH_ID("oldest"), "65_plus", "direct_payment"),
        (HASH_ID("grown"), "18_64", "commissioned"),
    }


def test_what_the_highest_rung_does_not_say_the_next_one_may(tmp_path):
    arrangements = [
        spell(1, route="direct_payment", postcode="ZZ8 8ZZ", age_band=""),
        spell(2, route="commissioned", postcode="ZZ2 2BB", age_band="65-74"),
        # Somebody else, on a rung between, does not lend their place.
        spell(3, "P2", route="isf", postcode="ZZ1 1AA", age_band="18-24"),
    ]
    found = rows(
        vault(tmp_path, "2025-06-30", arrangements=arrangements),
        "SELECT route, age_group, area_code, district_name "
        f"FROM core_council__person_quarters WHERE person_key = '{HASH_ID('P1')}'",
    )
    assert found == [("direct_payment", "65_plus", SOUTH, "Southmarsh")]


def test_a_person_whose_area_is_not_known_still_counts(tmp_path):
    arrangements = [spell(1, postcode="ZZ8 8ZZ")]
    found = rows(
        vault(tmp_path, "2025-06-30", arrangements=arrangements),
        "SELECT area_code, district_name FROM core_council__person_quarters",
    )
    assert found == [(None, None)]


def test_of_two_on_one_rung_the_later_start_says_where(tmp_path):
    arrangements = [
        spell(1, started_on="2025-04-01", postcode="ZZ2 2BB"),
        spell(2, started_on="2025-05-01", postcode="ZZ1 1AA"),
    ]
    found = rows(
        vault(tmp_path, "2025-06-30", arrangements=arrangements),
        "SELECT area_code FROM core_council__person_quarters",
    )
    assert found == [(NORTH,)]


# Supply and its coverage


def test_supply_is_placed_and_current_between_its_days(tmp_path):
    supply = [
        {"supply_id": "S1", "from": "2026-09-30"},
        {"supply_id": "S2", "from": "2026-10-01", "postcode": "ZZ2 2BB"},
        {"supply_id": "S3", "to": "2026-09-30", "postcode": "ZZ9 9ZZ"},
        {"supply_id": "S4", "to": "2026-09-29"},
        {"supply_id": "S5", "postcode": "ZZ8 8ZZ"},  # in no lookup: left out
        {"supply_id": "S6", "postcode": "ZZ7 7ZZ"},  # newer than the lookup of areas
    ]
    found = rows(
        vault(tmp_path, supply=supply),
        "SELECT supply_key, x_m, y_m, area_code, council_code, is_current "
        "FROM core_council__supply",
    )
    assert set(found) == {
        (HASH_ID("S1"), 100.0, 101.0, NORTH, "X99000001", True),
        (HASH_ID("S2"), 200.0, 201.0, SOUTH, "X99000001", False),
        (HASH_ID("S3"), 900.0, 901.0, BEYOND, "X99000002", True),
        (HASH_ID("S4"), 100.0, 101.0, NORTH, "X99000001", False),
        (HASH_ID("S6"), 700.0, 701.0, None, None, True),
    }


def test_without_a_table_of_coverage_only_this_council_is_covered(tmp_path):
    found = rows(vault(tmp_path), "FROM core_council__supply_coverage")
    assert [(row[0], row[1], row[4]) for row in found] == [("X99000001", True, True)]


def test_a_table_of_coverage_says_all_there_is_to_say(tmp_path):
    coverage = [
        {"council_code": "X99000002", "from": "2026-09-30", "to": ""},
        {"council_code": "X99000003", "from": "2026-10-01", "to": ""},
        {"council_code": "X99000004", "from": "", "to": "2026-09-29"},
        {"council_code": "X99000005", "from": "", "to": "", "complete": "no"},
        {"council_code": "X99000006", "from": "", "to": "2026-09-30"},
    ]
    found = rows(
        vault(tmp_path, supply_coverage=coverage),
        "SELECT council_code, complete, is_current FROM core_council__supply_coverage",
    )
    assert set(found) == {
        ("X99000002", True, True),
        ("X99000003", True, False),
        ("X99000004", True, False),
        ("X99000005", False, True),
        ("X99000006", True, True),
    }


def test_a_council_of_two_codes_is_covered_by_either(tmp_path):
    barnsley = landed(
        "ons_district_councils",
        "landed_ons_district_councils",
        [
            {
                "ltla23_code": "E08000016",
                "ltla23_name": "Barnsley",
                "utla23_code": "E08000016",
                "utla23_name": "Barnsley",
            }
        ],
    )
    for council, coverage in (
        ("E08000038", {}),
        ("E08000016", {"supply_coverage": [{"council_code": "E08000038"}]}),
    ):
        built = small_vault(tmp_path, coverage, [barnsley], council=council)
        assert built.council_code == "E08000016"
        assert built.council_name == "Barnsley"
        found = rows(built, "SELECT council_code FROM core_council__supply_coverage")
        assert found == [("E08000016",)]


# Providers, tiers, money, zones


def test_only_organisations_are_named(tmp_path):
    providers = [
        {"provider_id": "PR-1", "name": "Made-up Care"},
        {"provider_id": "PR-2", "name": "Mary Smith", "kind": "personal_assistant"},
    ]
    built = vault(tmp_path, providers=providers)
    with built:
        found = built.query("FROM core_council__providers ORDER BY provider_id")
    assert list(found["is_named"]) == [True, False]
    assert "Mary" not in found.to_csv()
    assert "postcode_key" not in found


@pytest.mark.parametrize(
    ("table", "core"),
    [("rates", "core_council__rates"),
     ("infrastructure_lines", "core_council__infrastructure_lines")],
)  # fmt: skip
def test_prices_hold_between_their_days(tmp_path, table, core):
    days = [
        ("2026-09-30", "", True),
        ("2026-10-01", "", False),
        ("2026-04-01", "2026-09-30", True),
        ("2026-04-01", "2026-09-29", False),
    ]
    number = "visit_minutes" if table == "rates" else "gbp"
    supplied = [
        {"from": first, "to": last, number: str(n + 1)}
        for n, (first, last, _) in enumerate(days)
    ]
    found = rows(
        vault(tmp_path, **{table: supplied}),
        f"SELECT is_current FROM {core} ORDER BY {number}",
    )
    assert [held for (held,) in found] == [held for _, _, held in days]


def test_a_line_of_cost_without_days_always_holds(tmp_path):
    built = vault(tmp_path, infrastructure_lines=[{"from": "", "to": ""}])
    assert rows(
        built, "SELECT is_current, line FROM core_council__infrastructure_lines"
    ) == [(True, 2)]


def test_tiers_and_zones_come_through_as_they_were_given(tmp_path):
    built = vault(
        tmp_path,
        providers=[{}],
        tier_decisions=[{}],
        tier_milestones=[{}],
        area_groups=[{}],
    )
    with built:
        (decision,) = built.query("FROM core_council__tier_decisions").to_dict(
            "records"
        )
        (step,) = built.query("FROM core_council__tier_milestones").to_dict("records")
        (zone,) = built.query("FROM core_council__area_groups").to_dict("records")
    assert (decision["tier"], f"{decision['improve_by']:%Y-%m-%d}") == (
        "tier_3", "2027-01-12",
    )  # fmt: skip
    assert (step["milestone"], f"{step['done_on']:%Y-%m-%d}") == (
        "Costed support plans", "2026-06-12",
    )  # fmt: skip
    assert zone == {
        "area_code": "X01000001",
        "group_set": "Home care zones",
        "group_name": "Coast",
    }


def test_evidence_loses_its_note_and_is_disputed_only_where_somebody_says_so(tmp_path):
    evidence = [
        {"criterion": "a", "disputed": "yes", "note": "Mary Smith says otherwise"},
        {"criterion": "b", "disputed": "no"},
        {"criterion": "c", "disputed": ""},
    ]
    with vault(tmp_path, providers=[{}], tier_evidence=evidence) as built:
        found = built.query("FROM core_council__tier_evidence ORDER BY criterion")
        kept = built.query("SELECT note FROM raw_council__tier_evidence")["note"]
    assert found["disputed"].tolist() == [True, False, False]
    assert "Mary" not in found.to_csv()
    assert "Mary Smith says otherwise" in set(kept)
    assert found.drop(columns="disputed").iloc[0].tolist() == [
        "PR-001", "a", "partly", "commissioner", dt.datetime(2026, 5, 14),
    ]  # fmt: skip


def test_help_and_feedback_come_through_row_by_row(tmp_path):
    built = vault(
        tmp_path,
        provider_support=[{}, {"kind": "grant", "to": "", "gbp": ""}],
        feedback=[{"theme": "skill"}, {"theme": "skill"}, {"theme": ""}],
    )
    with built:
        given = rows_of(built, "core_council__provider_support")
        said = rows_of(built, "core_council__feedback")
    assert given == [
        ("PR-001", "mentoring", day("2026-02-02"), day("2026-07-31"), 4500.0),
        ("PR-001", "grant", day("2026-02-02"), None, None),
    ]
    first = ("PR-001", day("2026-06-03"), "panel", 4)
    assert said == [(*first, "skill"), (*first, "skill"), (*first, None)]


def rows_of(built, table):
    """Return what is in a table, without where each row came from."""
    found = built.connection.execute(
        f"SELECT * EXCLUDE (landed_file, line) FROM {table} ORDER BY line"
    )
    return found.fetchall()


def test_offers_and_reviews_come_through_under_their_hashes(tmp_path):
    offers = [{}, {"offer_order": "2", "answer": "", "answered_on": ""}]
    reviews = [
        {"pilot_group": "Pilot-1", "community_links_0_10": ""},
        {"reviewed_on": "2026-03-01", "less_support_was_own_aim": ""},
    ]
    built = vault(tmp_path, referrals=[{}], referral_offers=offers, reviews=reviews)
    with built:
        offered = built.connection.execute(
            "FROM core_council__referral_offers ORDER BY offer_order"
        ).fetchall()
        reviewed = built.connection.execute(
            "FROM core_council__reviews ORDER BY reviewed_on"
        ).fetchall()
        (joined,) = built.connection.execute(
            "SELECT count(*) FROM core_council__referral_offers "
            "JOIN core_council__referrals USING (referral_key)"
        ).fetchone()
    key = HASH_ID("R-30001")
    asked = day("2026-06-02")
    assert offered == [
        (key, "PR-001", 1, asked, "accepted", day("2026-06-04")),
        (key, "PR-001", 2, asked, None, None),
    ]
    assert joined == 2, "an offer finds its referral"
    person = HASH_ID("P-10001")
    assert reviewed == [
        (person, day("2026-02-18"), 12.5, 6.0, 8.0, None, "unknown", "pilot-1"),
        (person, day("2026-03-01"), 12.5, 6.0, 8.0, 5.0, None, None),
    ]


# The books


def test_the_books_add_up_and_rejects_are_counted_by_rule(tmp_path):
    decisions = [
        {},
        {"decided_on": "2026-02-12", "tier": "9"},
        {"decided_on": "2026-03-12", "tier": "8", "improve_by": "2020-01-01"},
    ]
    built = vault(tmp_path, tier_decisions=decisions)
    with built:
        (books,) = built.query(
            "SELECT source, access, rows_read, accepted, rejected, skipped FROM files "
            "WHERE source LIKE 'council%'"
        ).itertuples(index=False)
        by_rule = built.query(
            "SELECT column_name, rows, first_line FROM rejects_by_rule ORDER BY ALL"
        ).values.tolist()
        supplied = built.supplied
    assert tuple(books) == ("council_tier_decisions", "personal", 3, 1, 2, 0)
    assert by_rule == [["improve_by", 1, 4], ["tier", 2, 3]]
    assert supplied["council_tier_decisions"] == day("2026-01-12")


def test_a_source_without_one_accepted_row_is_not_supplied(tmp_path):
    built = vault(tmp_path, tier_decisions=[{"tier": "9"}], providers=[{}])
    with built:
        assert "council_tier_decisions" not in built.supplied
        assert "council_providers" in built.supplied


def test_no_core_table_holds_a_postcode_or_the_id_it_was_given(tmp_path):
    built = vault(
        tmp_path,
        arrangements=[{}],
        referrals=[{}],
        supply=[{}],
        providers=[{}],
        tier_evidence=[{"note": "P-10001 lives at ZZ1 1AA"}],
        referral_offers=[{}],
        reviews=[{}],
    )
    with built:
        tables = built.query("SELECT table_name FROM duckdb_tables()")["table_name"]
        core = [name for name in tables if name.startswith("core_council")]
        assert len(core) > 10
        for name in core:
            text = built.query(f"FROM {name}").to_csv()
            for planted in (
                "ZZ11AA",
                "ZZ1 1AA",
                "P-10001",
                "A-20001",
                "S-40001",
                "R-30001",
            ):
                assert planted not in text, name
