"""ASCOF 3D from a file made by hand: every edge, and the figures worked out by hand.

The snapshot is 31 March 2026 and the year the one that ends on it. Beside each person
stands what becomes of them.
"""

import pandas as pd
import pytest

from analytics.catalogue.ascof3d_tables import ASCOF_3D_OWN, RECONCILED
from analytics.measures.ascof3d import ascof_3d_own, client_level_data_reconciled
from analytics.protect.statuses import complete_statuses
from data.inbox import ReadFile
from tests.cld_files import CLD, cld_vault, event, read_events
from tests.council_files import HASH_ID, landed, small_vault

DP, MANAGED = "Direct payment", "CASSR managed personal budget"
COMMISSIONED = "CASSR commissioned support"
YOUNG, OLD, CHILD = "1980-01-10", "1940-01-10", "2010-01-10"
NURSING = "Long term support: Nursing care"
RESIDENTIAL = "Long Term Support: Residential Care"
PRISON = "Long term support: Prison"
TO_CARER = "Carer Support: Direct to Carer"
AROUND_CARER = "Unpaid carer support: Support involving the person cared-for"


def client(person, mechanism, born=OLD, **cells):
    return event(person, delivery_mechanism=mechanism, born_on=born, **cells)


def carer(person, mechanism, born=OLD, **cells):
    own = {"client_type": "Carer", "service_type": TO_CARER}
    return client(person, mechanism, born, **{**own, **cells})


CLIENTS = [
    # Among the clients of 65 and over: four, one of them of no known mechanism.
    client("P1", DP),
    client("P1", COMMISSIONED),  # part direct payment: still once, on the higher rung
    client("P2", "CASSR Managed Personal Budget"),  # the wording of Release 1
    client("P3", COMMISSIONED, event_end="2026-03-31"),  # ends on the day
    client("P4", ""),  # blank: in the denominator, in no numerator
    # Among those of 18 to 64: three.
    client("P5", "", YOUNG, service_component="Direct Payment"),  # by its component
    client("P6", COMMISSIONED, YOUNG, service_component="Direct payment"),
    client("P7", "Pre-paid wallet", YOUNG),  # on no list: of no known mechanism
    # In the total alone: one.
    client("P8", MANAGED, ""),
    # Elsewhere than in the community, on a higher rung.
    client("P9", DP),
    client("P9", "", service_type=NURSING),
    client("P10", MANAGED),
    client("P10", "", service_type=RESIDENTIAL),
    # In prison, on a lower rung: the community counts. 65 and over: the fifth.
    client("P11", MANAGED),
    client("P11", COMMISSIONED, service_type=PRISON),
    # Not at all.
    client("P12", MANAGED, service_type=PRISON),
    client("P13", DP, CHILD),
    client("P14", DP, event_end="2026-03-30"),  # ended the day before
    client("P15", DP, event_start="2026-04-01"),  # begins the day after
    client("P16", DP, died_on="2026-03-30"),  # died the day before
    client("P17", DP, event_end="2026-02-01", died_on="2026-03-01"),
    client("P17", COMMISSIONED),  # dead by another of their rows
    client("P18", DP, service_type="Short term support: ST-Max"),
    client("P19", DP, event_type="Review", event_end="2026-03-31"),
    client("P20", DP, client_type="Unpaid carer"),  # a carer, with no carer's service
    # Died on the day: still counted. 65 and over: the sixth.
    client("P21", DP, died_on="2026-03-31"),
    # Two birthdays: the higher age counts. 65 and over: the seventh.
    client("P22", COMMISSIONED, YOUNG),
    client("P22", COMMISSIONED, OLD, service_component="Meals"),
]
CARERS = [
    # 65 and over: three with known support, as defined.
    carer("C1", MANAGED, event_end="2025-04-01", event_start="2024-01-01"),  # first day
    carer("C1", DP, event_start="2026-03-31"),  # the last day, on a higher rung
    carer("C2", COMMISSIONED, client_type="Unpaid carer known by association"),
    carer("C3", "", service_component="Direct payment"),
    carer("C4", ""),  # of no known mechanism: out of the denominator
    # 18 to 64: one; two birthdays, and the lower age counts.
    carer("C5", MANAGED, OLD),
    carer("C5", MANAGED, YOUNG, service_component="Carer Respite"),
    # Only by the wider reading.
    carer("C6", DP, YOUNG, service_type=AROUND_CARER),
    carer("C4", MANAGED, service_type=AROUND_CARER),  # known, by the wider reading
    # In the total alone.
    carer("C7", COMMISSIONED, ""),
    # Not at all.
    carer("C8", DP, CHILD),
    carer("C9", DP, event_end="2025-03-31", event_start="2025-01-01"),
    carer("C10", DP, client_type="Service user"),
    carer("C11", DP, event_type="Assessment", event_end="2025-06-01"),
    carer("C12", DP, died_on="2025-03-31", event_start="2025-01-01"),
]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    with cld_vault(tmp_path_factory.mktemp("cld"), *CLIENTS, *CARERS) as vault:
        return ascof_3d_own(vault)["ascof_3d_own"]


def figures(own, measure, reading="as_defined"):
    rows = own[(own["measure"] == measure) & (own["reading"] == reading)]
    return {
        row.age_group: (row.numerator, row.denominator, row.unknown_mechanism)
        for row in rows.itertuples()
    }


def test_direct_payments_of_clients(own):
    # Of P1, P2, P3, P4, P11, P21, P22: P1 and P21. Of P5, P6, P7: P5 and P6.
    assert figures(own, "3d(2a)") == {
        "65_plus": (2, 7, 1),
        "18_64": (2, 3, 1),
        "total": (4, 11, 2),  # with P8
    }


def test_self_directed_support_of_clients(own):
    # P2 and P11 besides; in the total P8 too.
    assert figures(own, "3d(1a)") == {
        "65_plus": (4, 7, 1),
        "18_64": (2, 3, 1),
        "total": (7, 11, 2),
    }


def test_direct_payments_of_carers(own):
    # Of C1, C2, C3: C1 and C3. Of C5: none. C4 is of no known mechanism.
    assert figures(own, "3d(2b)") == {
        "65_plus": (2, 3, 1),
        "18_64": (0, 1, 0),
        "total": (2, 5, 1),  # with C7
    }


def test_self_directed_support_of_carers(own):
    assert figures(own, "3d(1b)") == {
        "65_plus": (2, 3, 1),
        "18_64": (1, 1, 0),
        "total": (3, 5, 1),
    }


def test_the_wider_reading_of_carers_stands_beside_it(own):
    # C4 is known by it, and C6 comes in.
    assert figures(own, "3d(1b)", "wider") == {
        "65_plus": (3, 4, 0),
        "18_64": (2, 2, 0),
        "total": (5, 7, 0),
    }
    assert figures(own, "3d(2b)", "wider") == {
        "65_plus": (2, 4, 0),
        "18_64": (1, 2, 0),
        "total": (3, 7, 0),
    }
    assert figures(own, "3d(2a)", "wider") == {}


def test_a_share_is_the_one_over_the_other_and_the_year_is_told(own):
    row = own.set_index(["measure", "age_group", "reading"]).loc[
        ("3d(2a)", "total", "as_defined")
    ]
    assert row["share"] == pytest.approx(4 / 11)
    assert (row["year_start"], row["year_end"]) == (
        pd.Timestamp(2025, 4, 1),
        pd.Timestamp(2026, 3, 31),
    )


def test_the_table_keeps_its_promise_and_says_what_is_not_published(own):
    whole = complete_statuses(own, ASCOF_3D_OWN)
    assert len(whole) == 2 * 3 + 2 * 3 * 2
    assert set(whole["published_share_status"]) == {"not_supplied"}
    zero = whole[(whole["measure"] == "3d(2b)") & (whole["age_group"] == "18_64")]
    assert list(zero["share_status"]) == ["zero", "ok"]


def test_nobody_to_count_among_is_no_share(tmp_path):
    with cld_vault(tmp_path, client("P1", DP)) as vault:
        own = ascof_3d_own(vault)["ascof_3d_own"]
    told = own.set_index(["measure", "age_group", "reading"])["share_status"]
    assert told["3d(2a)", "18_64", "as_defined"] == "not_applicable"
    assert told["3d(2b)", "total", "as_defined"] == "not_applicable"
    complete_statuses(own, ASCOF_3D_OWN)


def test_without_a_year_there_are_no_rows(tmp_path):
    row = client("P1", DP, period_start="2026-04-01", period_end="2027-03-31")
    with cld_vault(tmp_path, row) as vault:
        own = ascof_3d_own(vault)["ascof_3d_own"]
    assert own.empty
    assert complete_statuses(own, ASCOF_3D_OWN).empty


ENGLAND = "X92000001"


def published(measure, period, breakdown="total", code="X99000001", **parts):
    values = {"numerator": 30, "denominator": 100, "outcome": 30.0, **parts}
    marks = {f"{part}_status": "ok" for part in values}
    return {
        "la_code": "904" if code == "X99000001" else code,
        "la_name": "Mirrorshire" if code == "X99000001" else "Elsewhere",
        "ons_code": code,
        "measure": measure,
        "breakdown": breakdown,
        "period": period,
        **values,
        **marks,
    }


def test_what_is_published_of_the_council_stands_beside_it(tmp_path):
    file = ReadFile("cld.csv", CLD, read_events(tmp_path, client("P1", DP)))
    ascof = landed(
        "ascof",
        "landed_ascof",
        [
            published("3d(2a)", "2024 to 2025"),
            published("3d(2a)", "2023 to 2024", outcome=11.0),  # an earlier year
            published("3d(2a)", "2024 to 2025", code="X99000002", outcome=22.0),
            published("2a", "2024 to 2025", outcome=33.0),  # another measure
            published("3d(2a)", "2024 to 2025", code=ENGLAND, outcome=44.0),
            published("3d(2a)", "2023 to 2024", code=ENGLAND, outcome=55.0),
            published("3d(2a)", "2024 to 2025", code="X12000001", outcome=66.0),
        ],
    )
    with small_vault(tmp_path, {}, [file, ascof]) as vault:
        own = complete_statuses(ascof_3d_own(vault)["ascof_3d_own"], ASCOF_3D_OWN)
    there = own[own["published_share_status"] == "ok"]
    assert there[["measure", "age_group", "published_period"]].to_numpy().tolist() == [
        ["3d(2a)", "total", "2024 to 2025"]
    ]
    assert there["published_share"].tolist() == [0.3]
    assert there["england_share"].tolist() == [0.44]
    assert set(own.loc[own["published_share"].isna(), "england_share_status"]) == {
        "not_supplied"
    }


def test_the_rung_of_each_person(tmp_path):
    with cld_vault(tmp_path, *CLIENTS) as vault:
        found = dict(
            vault.connection.execute(
                "SELECT person_key, rung FROM core_cld__client_rungs"
            ).fetchall()
        )
    told = {n: found.get(HASH_ID(f"904_P{n}")) for n in range(1, 23)}
    assert told == {
        1: 3, 2: 4, 3: 5, 4: 6, 5: 3, 6: 3, 7: 6, 8: 4, 9: 1, 10: 2, 11: 4, 12: 7,
        21: 3, 22: 5, **dict.fromkeys(range(13, 21)),
    }  # fmt: skip


def test_the_two_files_are_reconciled_in_counts_alone(tmp_path):
    arrangements = [
        {"arrangement_id": f"A{n}", "person_id": person, "route": route}
        for n, (person, route) in enumerate(
            [("P1", "direct_payment"), ("P2", "direct_payment"), ("P9", "isf")]
        )
    ]
    events = [client("P1", DP), client("P2", COMMISSIONED), client("P3", MANAGED)]
    with cld_vault(tmp_path, *events, arrangements=arrangements) as vault:
        found = client_level_data_reconciled(vault)["client_level_data_reconciled"]
    whole = complete_statuses(found, RECONCILED)
    told = whole.set_index("reason")["people"].to_dict()
    assert told == {
        "same": 1,
        "other_route": 1,
        "not_in_client_level_data": 1,
        "not_in_arrangements": 1,
    }
    assert set(whole["people_status"]) == {"ok"}


def test_nothing_is_reconciled_with_one_file_alone(tmp_path):
    with cld_vault(tmp_path, client("P1", DP)) as vault:
        found = client_level_data_reconciled(vault)["client_level_data_reconciled"]
    assert found.empty
    assert complete_statuses(found, RECONCILED).empty
