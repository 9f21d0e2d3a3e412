"""Open routes and arrangements to look at, from an inbox, against asking one by one."""

import random

import pandas as pd
import pytest

from analytics.catalogue.assurance import LOOK_TABLE, OPEN_TABLE, WORKERS_TABLE
from analytics.measures.assurance import lawful_routes
from analytics.protect.statuses import complete_statuses
from data.readers.council import MANY
from tests.packing import as_csv, vault_of

HEADER = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "age_band",
    "lsoa_code",
    "workforce",
    "has_capacity",
    "can_direct_support",
    "has_authorised_person",
    "last_reviewed_on",
]
AS_OF = "2026-09-30"
TODAY = pd.Timestamp(AS_OF)
# Several rows say on which day the file speaks.
LAST = [
    {"person": f"Z{n}", "route": "commissioned", "start": AS_OF, "age": "under_18"}
    for n in range(3)
]


def row(number, told):
    return [
        told.get("id", f"A{number}"),
        told.get("person", f"P{number}"),
        told.get("route", "managed_budget"),
        told.get("start", "2026-01-10"),
        told.get("end", ""),
        told.get("age", "75_to_84"),
        "E01000001",
        told.get("workers", ""),
        told.get("capacity", ""),
        told.get("directs", ""),
        told.get("authorised", ""),
        told.get("reviewed", ""),
    ]


def asked(folder, *arrangements, last=LAST):
    rows = [row(number, told) for number, told in enumerate([*arrangements, *last])]
    vault = vault_of(folder, {"arrangements": as_csv([HEADER, *rows])})
    assert vault.as_of.isoformat() == AS_OF
    return lawful_routes(vault)


def people(tables, rule):
    rows = tables["open_routes"]
    rows = rows[rows["rule"] == rule].set_index("verdict")["people"]
    return tuple(rows[verdict] for verdict in ("yes", "no", "unknown"))


def looked(tables, rule):
    rows = tables["arrangements_to_look_at"]
    rows = rows[rows["rule"] == rule].set_index("verdict")["arrangements"]
    return tuple(rows[verdict] for verdict in ("yes", "no", "unknown"))


def test_only_adults_on_neither_route_today_are_asked(tmp_path):
    tables = asked(
        tmp_path,
        {"capacity": "yes"},
        # On its last day it is still open; the day before it is not.
        {"capacity": "yes", "end": AS_OF},
        {"capacity": "yes", "end": "2026-09-29"},
        {"capacity": "yes", "age": "under_18"},
        {"capacity": "yes", "age": ""},
        {"capacity": "yes", "route": "direct_payment"},
        {"capacity": "yes", "route": "isf"},
        # One person on two routes, one of them a direct payment.
        {"person": "two", "capacity": "yes"},
        {"person": "two", "capacity": "yes", "route": "direct_payment"},
        # And one whose direct payment has ended.
        {"person": "was", "capacity": "no"},
        {"person": "was", "route": "direct_payment", "end": "2026-05-01"},
        {"route": "commissioned", "capacity": "no"},
    )

    assert people(tables, "direct_payment_asked") == (3, 2, 0)


def test_a_persons_arrangements_that_disagree_are_no_answer(tmp_path):
    tables = asked(
        tmp_path,
        {"person": "agree", "capacity": "yes"},
        {"person": "agree", "capacity": "yes"},
        # One that does not say leaves it to the one that does.
        {"person": "half", "capacity": "no"},
        {"person": "half", "capacity": "unknown"},
        {"person": "apart", "capacity": "yes"},
        {"person": "apart", "capacity": "no"},
        {"person": "blank"},
    )

    assert people(tables, "direct_payment_asked") == (1, 1, 2)


def test_the_readings_differ_by_whom_a_decision_could_be_made_for(tmp_path):
    tables = asked(
        tmp_path,
        {"capacity": "no", "directs": "no", "authorised": "no"},
        {"capacity": "yes", "directs": "no"},
        {"capacity": "no", "directs": "yes", "authorised": "yes"},
    )

    assert people(tables, "isf_direction_required") == (1, 2, 0)
    assert people(tables, "isf_best_interests_allowed") == (2, 1, 0)
    assert people(tables, "any_direction_required") == (2, 1, 0)
    assert people(tables, "any_best_interests_allowed") == (3, 0, 0)


@pytest.mark.parametrize(
    ("started", "reviewed", "state"),
    [
        # Six months to the day are six months.
        ("2026-03-30", "", "in time"),
        ("2026-03-29", "", "none"),
        # Months of unlike length: 31 August and six months is the end of February.
        ("2025-08-31", "2026-09-01", "in time"),
        ("2024-01-01", "2025-09-30", "in time"),
        ("2024-01-01", "2025-09-29", "overdue"),
        # A review before it began was of another arrangement.
        ("2026-01-10", "2026-01-09", "none"),
        ("2026-01-10", "2026-01-10", "in time"),
        ("2026-05-01", "2026-04-01", "in time"),
        # On the day that the file speaks of.
        ("2024-01-01", AS_OF, "in time"),
    ],
)
@pytest.mark.parametrize("route", ["direct_payment", "isf"])
def test_reviews_are_due_after_6_and_then_12_months(
    tmp_path, started, reviewed, state, route
):
    tables = asked(
        tmp_path,
        {"route": route, "start": started, "reviewed": reviewed},
        # Another whose review is on record, so that the file tells reviews.
        {"route": "managed_budget", "reviewed": "2026-02-01"},
    )

    first, later = f"{route}_first_review", f"{route}_later_review"
    assert looked(tables, first) == ((1, 0, 0) if state == "none" else (0, 1, 0))
    assert looked(tables, later) == ((1, 0, 0) if state == "overdue" else (0, 1, 0))


@pytest.mark.parametrize(
    ("before", "late"), [("", (1, 0, 0)), ("2025-12-01", (0, 1, 0))]
)
def test_a_review_that_is_still_to_come_does_not_count(tmp_path, before, late):
    one = {"id": "one", "person": "P", "route": "direct_payment", "start": "2024-01-01"}
    tables = asked(
        tmp_path,
        {**one, "end": "2024-12-31", "reviewed": "2027-04-05"},
        {**one, "start": "2025-01-01", "reviewed": before},
        {"reviewed": "2026-02-01"},
        # A day far ahead is no day that a file speaks of, among many that are.
        last=[{**LAST[0], "person": f"Y{n}", "reviewed": AS_OF} for n in range(MANY)],
    )

    assert looked(tables, "direct_payment_first_review") == late
    assert looked(tables, "direct_payment_later_review") == (0, 1, 0)


def test_a_new_row_each_april_does_not_start_the_clock_anew(tmp_path):
    spells = [
        {"id": "same", "person": "P", "route": "direct_payment", **when}
        for when in (
            {"start": "2024-04-01", "end": "2025-03-31", "reviewed": "2024-09-01"},
            {"start": "2025-04-01", "end": "2026-03-31"},
            {"start": "2026-04-01"},
        )
    ]
    tables = asked(tmp_path, *spells)

    assert looked(tables, "direct_payment_later_review") == (1, 0, 0)
    assert looked(tables, "direct_payment_first_review") == (0, 1, 0)


def test_a_review_of_another_arrangement_or_route_does_not_count(tmp_path):
    tables = asked(
        tmp_path,
        {"person": "P", "route": "direct_payment"},
        {"person": "P", "route": "commissioned", "reviewed": "2026-09-01"},
        {
            "id": "moved",
            "person": "Q",
            "route": "managed_budget",
            "start": "2025-01-01",
            "end": "2026-01-09",
            "reviewed": "2026-01-05",
        },
        {"id": "moved", "person": "Q", "route": "isf"},
    )

    assert looked(tables, "direct_payment_first_review") == (1, 0, 0)
    assert looked(tables, "isf_first_review") == (1, 0, 0)


def test_a_file_without_any_review_does_not_say_that_all_are_overdue(tmp_path):
    tables = asked(tmp_path, {"route": "direct_payment", "start": "2020-01-01"})

    assert looked(tables, "direct_payment_first_review") == (0, 0, 1)
    assert looked(tables, "direct_payment_later_review") == (0, 0, 1)


def test_each_rule_is_asked_of_its_own_route_alone(tmp_path):
    answers = {"capacity": "no", "directs": "no", "authorised": "no"}
    tables = asked(
        tmp_path,
        *(
            {"route": route, "workers": "self_employed", **answers}
            for route in ("direct_payment", "isf", "managed_budget", "commissioned")
        ),
        {"route": "isf", "workers": "agency_employed", **answers},
        {"route": "isf", "workers": "mixed", **answers},
        {"route": "isf", "directs": "no"},
        {"route": "isf", "age": "under_18", "workers": "self_employed", **answers},
    )

    assert looked(tables, "isf_nobody_directs") == (2, 1, 1)
    assert looked(tables, "direct_payment_nobody_asked") == (1, 0, 0)
    workers = tables["workers_by_route"].set_index(["route", "workforce"])
    assert workers["arrangements"].to_dict() == {
        ("commissioned", "self_employed"): 1,
        ("direct_payment", "self_employed"): 1,
        ("isf", "agency_employed"): 1,
        ("isf", "mixed"): 1,
        ("isf", "self_employed"): 1,
        ("isf", "unknown"): 1,
        ("managed_budget", "self_employed"): 1,
    }


def one_by_one(rows):
    """Count by rule and verdict, person by person and spell by spell."""
    found = {}

    def count(rule, verdict):
        found[rule, verdict] = found.get((rule, verdict), 0) + 1

    open_rows = [r for r in rows if r["age"] != "under_18" and not r["end"]]
    by_person = {}
    for each in open_rows:
        by_person.setdefault(each["person"], []).append(each)
    for spells in by_person.values():
        if any(each["route"] in ("direct_payment", "isf") for each in spells):
            continue
        said = {
            name: {each[name] for each in spells} & {"yes", "no"}
            for name in ("capacity", "directs", "authorised")
        }
        able, directs, authorised = (
            next(iter(told)) if len(told) == 1 else None for told in said.values()
        )
        count("direct_payment_asked", {"yes": "yes", "no": "no"}.get(able, "unknown"))
        if able == "yes" or authorised == "no":
            count("direct_payment_authorised", "no")
        elif able == "no" and authorised == "yes":
            count("direct_payment_authorised", "yes")
        else:
            count("direct_payment_authorised", "unknown")
        count("isf_direction_required", directs or "unknown")
        if directs == "yes" or able == "no":
            count("isf_best_interests_allowed", "yes")
        elif directs == "no" and able == "yes":
            count("isf_best_interests_allowed", "no")
        else:
            count("isf_best_interests_allowed", "unknown")
    for each in open_rows:
        route = each["route"]
        if route not in ("direct_payment", "isf"):
            continue
        began, reviewed = pd.Timestamp(each["start"]), pd.Timestamp(each["reviewed"])
        has_one = not pd.isna(reviewed) and reviewed >= began
        is_late = not has_one and began + pd.DateOffset(months=6) < TODAY
        is_old = has_one and reviewed + pd.DateOffset(months=12) < TODAY
        count(f"{route}_first_review", "yes" if is_late else "no")
        count(f"{route}_later_review", "yes" if is_old else "no")
        if route == "isf":
            if each["workers"] == "agency_employed" or each["directs"] == "yes":
                count("isf_nobody_directs", "no")
            elif each["workers"] in ("", "unknown") or each["directs"] != "no":
                count("isf_nobody_directs", "unknown")
            else:
                count("isf_nobody_directs", "yes")
        elif "yes" in (each["capacity"], each["authorised"]):
            count("direct_payment_nobody_asked", "no")
        elif each["capacity"] == each["authorised"] == "no":
            count("direct_payment_nobody_asked", "yes")
        else:
            count("direct_payment_nobody_asked", "unknown")
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_agrees_with_asking_one_by_one(tmp_path, seed):
    chance = random.Random(seed)

    def day(first, last):
        start = pd.Timestamp(first)
        days = (pd.Timestamp(last) - start).days
        return (start + pd.Timedelta(days=chance.randrange(days))).date().isoformat()

    told = ["yes", "no", "unknown", ""]
    rows = [
        {
            "person": f"P{chance.randrange(260)}",
            "route": chance.choice(
                ["direct_payment", "isf", "managed_budget", "commissioned"]
            ),
            "start": day("2024-06-01", "2026-09-20"),
            "end": chance.choice(["", "", "2026-09-22"]),
            "age": chance.choice(["18_to_24", "75_to_84", "under_18"]),
            "workers": chance.choice(["self_employed", "mixed", "agency_employed", ""]),
            "capacity": chance.choice(told),
            "directs": chance.choice(told),
            "authorised": chance.choice(told),
            "reviewed": chance.choice(["", day("2024-06-01", "2026-09-25")]),
        }
        for _ in range(400)
    ]
    tables = asked(tmp_path, *rows)

    expected = one_by_one(rows)
    for (rule, verdict), number in expected.items():
        table = "open_routes" if rule in set(tables["open_routes"]["rule"]) else None
        name = table or "arrangements_to_look_at"
        cells = tables[name].set_index(["rule", "verdict"]).iloc[:, 0]
        assert cells[rule, verdict] == number, (rule, verdict)
    assert len({rule for rule, _ in expected}) == 10
    totals = tables["open_routes"].groupby("rule")["people"].sum()
    assert len(set(totals)) == 1, "every rule is asked of the same people"


def test_nobody_at_all_is_told_as_zeros(tmp_path):
    tables = asked(tmp_path)

    assert tables["open_routes"]["people"].eq(0).all()
    assert tables["arrangements_to_look_at"]["arrangements"].eq(0).all()
    assert tables["workers_by_route"].empty
    for table in (OPEN_TABLE, LOOK_TABLE, WORKERS_TABLE):
        complete_statuses(tables[table.name], table)
