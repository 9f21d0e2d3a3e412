"""Individual service funds by route, flag, term and charge, every rule with a decoy."""

import duckdb
import pandas as pd
import pytest

from analytics.catalogue import isf_tables
from analytics.measures.isf import isf_ledger
from analytics.protect.statuses import complete_statuses
from tests.hand_vault import HandVault

FLAGS = "council_isf_flags"
DP, ADULT = "direct_payment", "45_to_64"
TABLES = {
    table.name: table
    for table in (
        isf_tables.BALANCE,
        isf_tables.TERMS,
        isf_tables.CHARGES,
        isf_tables.SUMS,
        isf_tables.UNDERSPEND,
    )
}


def arrangement(key, person, route, **more):
    return {
        "arrangement_key": key,
        "person_key": person,
        "route": route,
        "started_on": "2025-01-01",
        "age_band": ADULT,
        "is_open": True,
        **more,
    }


def ledger(rows, flags=(), payees=(), *, sources=(FLAGS,), rejects=()):
    hand = HandVault().supply(*sources)
    if rows:
        hand.with_arrangements(pd.DataFrame(rows))
    named = ["person_key", "provider_id", "from_date", "to_date"]
    hand.fill("core_council__isf_flags", pd.DataFrame(list(flags), columns=named))
    paid = pd.DataFrame(list(payees), columns=["arrangement_key", "provider_id"])
    hand.fill("core_council__arrangement_payees", paid)
    for reject in rejects:
        hand.connection.execute(
            "INSERT INTO rejects_by_rule VALUES (?, ?, ?, ?)", reject
        )
    found = isf_ledger(hand.vault)
    return {
        name: complete_statuses(frame, TABLES[name]) for name, frame in found.items()
    }


ROWS = [
    # A fund beside a direct payment: the person counts there.
    arrangement("a1", "A", DP),
    arrangement("a2", "A", "isf"),
    arrangement("b", "B", "isf", provider_id="PR1"),
    arrangement("c", "C", "managed_budget", provider_id="PR2"),
    arrangement("d", "D", "commissioned", provider_id="PR1"),
    # Flagged with one provider, supported by another.
    arrangement("e", "E", "isf", provider_id="PR2"),
    # A child's fund and one that is over, though their people are flagged.
    arrangement("f", "F", "isf", age_band="under_18"),
    arrangement("g", "G", "isf", is_open=False),
    arrangement("h", "H", "managed_budget"),
    arrangement("i", "I", DP),
    arrangement("j", "J", DP, age_band=None),
]
HELD = [
    ("A", None, "2025-01-01", None),
    (None, "PR1", "2025-01-01", None),
    ("C", "PR2", "2025-01-01", "2026-09-30"),
    ("E", "PR9", "2025-01-01", None),
    ("F", None, "2025-01-01", None),
    ("G", None, "2025-01-01", None),
    # Over the day before, and not begun till the day after.
    ("H", None, "2025-01-01", "2026-09-29"),
    ("I", None, "2026-10-01", None),
    # From this very day.
    ("J", None, "2026-09-30", None),
    ("nobody", None, "2025-01-01", None),
    (None, "PR8", "2025-01-01", None),
]


@pytest.fixture(scope="module")
def balance():
    rejects = [
        ("council_arrangements", "route", "route is unknown", 2),
        ("council_arrangements", "ended_on", "route is unknown", 30),
        ("council_referrals", "route", "route is unknown", 400),
    ]
    found = ledger(ROWS, HELD, rejects=rejects)["isf_balance"]
    return dict(zip(found["line"], found["number"], strict=True))


def test_the_four_routes_add_up_to_everybody_supported(balance):
    routes = [balance[each] for each in (DP, "isf", "managed_budget", "commissioned")]

    assert routes == [3, 2, 2, 1]
    assert balance["people_supported"] == sum(routes)


def test_what_does_not_fit_is_counted_under_its_name(balance):
    assert balance["fund_beside_direct_payment"] == 1
    assert balance["flagged_on_direct_payment"] == 1  # J
    assert balance["flagged_on_managed_budget"] == 1  # C
    assert balance["flagged_on_commissioned"] == 1  # D, by the provider's flag
    assert balance["fund_not_flagged"] == 1  # E
    # E's with the other provider, the child's, the one that is over, and two more.
    assert balance["flags_of_nobody"] == 5
    assert balance["rows_without_route"] == 2


def test_without_flags_nothing_is_said_of_them_and_it_is_no_zero():
    found = ledger(ROWS, sources=())["isf_balance"].set_index("line")

    for line in ("flagged_on_managed_budget", "fund_not_flagged", "flags_of_nobody"):
        assert pd.isna(found.loc[line, "number"])
        assert found.loc[line, "number_status"] == "not_supplied"
    assert found.loc["isf", "number"] == 2


# Terms.


def terms(rows, payees=()):
    found = ledger(rows, payees=payees)["isf_terms"]
    keys = zip(found["term"], found["level"], strict=True)
    return dict(zip(keys, found["people"], strict=True))


def told(counts, term):
    return {level: n for (of, level), n in counts.items() if of == term and n}


def test_a_person_counts_once_with_the_fund_begun_last():
    counts = terms(
        [
            arrangement("a", "A", "isf", isf_holder="support_provider"),
            arrangement(
                "b",
                "A",
                "isf",
                started_on="2026-01-01",
                isf_holder="independent_broker",
            ),
            # No fund, a child's, and one that is over: none of their terms counts.
            arrangement("c", "C", "managed_budget", isf_holder="support_provider"),
            arrangement(
                "d", "D", "isf", age_band="under_18", isf_holder="support_provider"
            ),
            arrangement("e", "E", "isf", is_open=False, isf_holder="support_provider"),
        ]
    )

    assert told(counts, "holder") == {"independent_broker": 1}
    assert told(counts, "all") == {"all": 1}


def test_a_blank_is_counted_apart_and_a_true_zero_is_there():
    counts = terms(
        [
            arrangement("a", "A", "isf", isf_contract="two_way"),
            arrangement("b", "B", "isf"),
        ]
    )

    assert told(counts, "contract") == {"two_way": 1, "not_supplied": 1}
    assert counts["contract", "three_way"] == 0
    for term in ("holder", "virtual_budget", "banked_hours", "statement_every"):
        assert told(counts, term) == {"not_supplied": 2}
    # Nobody said that nothing is pooled.
    assert told(counts, "pooled") == {"not_supplied": 2}
    assert ("pooled", "no") not in counts


@pytest.mark.parametrize(
    ("week", "share", "level"),
    [
        (12.5, None, "per_week"),
        (None, 5.0, "per_cent"),
        (12.5, 5.0, "both"),
        (0.0, None, "no_charge"),
        (0.0, 0.0, "no_charge"),
        (0.0, 5.0, "per_cent"),
        (None, None, "not_supplied"),
    ],
)
def test_how_a_fund_is_charged_for(week, share, level):
    row = arrangement("a", "A", "isf", isf_charge_gbp_week=week, isf_charge_pct=share)

    assert told(terms([row]), "charge") == {level: 1}


@pytest.mark.parametrize(
    ("returned", "kept", "level"),
    [
        (10.0, None, "returned"),
        (None, 10.0, "kept"),
        (10.0, 4.0, "both"),
        (0.0, 0.0, "neither"),
        (0.0, None, "not_supplied"),  # of what was kept nothing is known
        (None, None, "not_supplied"),
    ],
)
def test_what_became_of_what_was_not_spent(returned, kept, level):
    row = arrangement(
        "a", "A", "isf", underspend_returned_gbp=returned, underspend_kept_gbp=kept
    )

    assert told(terms([row]), "underspend") == {level: 1}


def test_payees_are_those_of_the_fund_each_counted_once():
    rows = [arrangement(key, key.upper(), "isf") for key in "abcd"]
    rows.append(arrangement("z", "A", DP, started_on="2026-01-01"))
    payees = [
        ("a", "PR1"),
        ("b", "PR1"),
        ("b", "PR2"),
        ("c", "PR1"),
        ("c", "PR2"),
        ("c", "PR3"),
        ("c", "PR3"),
        # Of the same person's direct payment.
        ("z", "PR4"),
    ]

    assert told(terms(rows, payees), "payees") == {
        "one": 1,
        "two": 1,
        "three_or_more": 1,
        "not_supplied": 1,
    }


def test_only_a_plain_name_that_enough_share_is_told_of_a_level():
    levels = [
        *["Basic"] * 3,
        *["basic "] * 2,
        *["rare"] * 4,
        *["Mrs Smith, 4 Mill Lane, likes her own worker"] * 5,
        None,
    ]
    rows = [
        arrangement(str(n), str(n), "isf", isf_charge_level=level)
        for n, level in enumerate(levels)
    ]

    assert told(terms(rows), "charge_level") == {
        "basic": 5,
        "other": 9,
        "not_supplied": 1,
    }


# Charges.


def test_a_per_cent_is_put_on_the_persons_budget_and_free_is_no_low_charge():
    rows = [
        arrangement(
            str(n),
            str(n),
            "isf",
            isf_holder=holder,
            isf_charge_gbp_week=week,
            isf_charge_pct=share,
            weekly_budget_gbp=budget,
        )
        for n, (holder, week, share, budget) in enumerate(
            [
                ("support_provider", 5.0, None, 100.0),
                ("support_provider", 25.0, None, 100.0),
                ("support_provider", 4.99, None, 100.0),
                ("support_provider", 0.0, None, 100.0),
                (None, None, 10.0, 250.5),
                (None, None, 8.0, 400.0),
                # No budget to put it on.
                ("independent_broker", None, 6.0, None),
            ]
        )
    ]
    found = ledger(rows)
    charges = found["isf_charges"]
    keys = zip(
        charges["holder"], charges["basis"], charges["charge_gbp_week"], strict=True
    )

    assert dict(zip(keys, charges["people"], strict=True)) == {
        ("support_provider", "per_week", 0): 1,
        ("support_provider", "per_week", 5): 2,
        ("support_provider", "per_week", 25): 1,
        ("not_supplied", "per_cent", 25): 1,
        ("not_supplied", "per_cent", 32): 1,
    }
    sums = found["isf_charge_sums"]
    of_all = sums[sums["group_by"] == "all"].set_index("basis")
    week, share = of_all.loc["per_week"], of_all.loc["per_cent"]
    assert (week["people"], week["charge_middle"]) == (3, 5.0)
    assert (week["below_range"], week["inside_range"], week["above_range"]) == (1, 2, 0)
    assert week["pct_middle_status"] == "not_applicable"
    assert (share["people"], share["without_budget"]) == (3, 1)
    assert share["pct_middle"] == 8.0
    assert share["charge_middle"] == pytest.approx((25.05 + 32) / 2)
    assert (share["inside_range"], share["above_range"]) == (0, 2)


def test_underspend_is_summed_over_those_of_whom_it_is_told():
    rows = [
        arrangement("a", "A", "isf", underspend_returned_gbp=40.0),
        arrangement("b", "B", "isf", underspend_returned_gbp=0.0),
        arrangement("c", "C", "isf"),
        arrangement("d", "D", DP, underspend_returned_gbp=900.0),
    ]
    found = ledger(rows)["isf_underspend"].set_index("line")

    returned, kept = found.loc["returned"], found.loc["kept"]
    assert (returned["people"], returned["people_with_some"]) == (2, 1)
    assert returned["sum_gbp"] == 40
    assert (kept["people"], kept["sum_gbp_status"]) == (0, "not_supplied")


def test_nobody_with_a_fund_gives_zeros_and_no_fault():
    found = ledger([arrangement("a", "A", DP)])

    assert found["isf_terms"]["people"].sum() == 0
    assert found["isf_charges"].empty
    assert ledger([])["isf_balance"].set_index("line").loc["isf", "number"] == 0


# The demonstration county, by another way.


def test_the_countys_ledger_is_that_of_its_rows(demo_build, market):
    path = demo_build.out / "vault" / demo_build.council / "vault.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("SELECT * FROM core_council__arrangements").df()
    rows = rows[rows["is_open"].astype(bool) & (rows["age_band"] != "under_18")]
    funds = rows[rows["route"] == "isf"]
    shelf = market.open(demo_build.council, view="internal", build=None)
    terms = shelf.table("isf_terms").set_index(["term", "level"])["people"]
    balance = shelf.table("isf_balance").set_index("line")["number"]

    assert terms["all", "all"] == funds["person_key"].nunique() == 210
    for term, column in (("holder", "isf_holder"), ("contract", "isf_contract")):
        for level, people in (
            funds[column].fillna("not_supplied").value_counts().items()
        ):
            assert terms[term, level] == people
    assert terms["pooled", "yes"] == funds["pooled_with_key"].notna().sum() > 10
    assert balance["people_supported"] == rows["person_key"].nunique()
    # One number everywhere: the trend's last quarter ends on the day of the build.
    trend = shelf.table("people_by_route")
    last = trend[trend["quarter_end"] == trend["quarter_end"].max()]
    for route, people in zip(last["route"], last["people"], strict=True):
        assert balance[route] == people
