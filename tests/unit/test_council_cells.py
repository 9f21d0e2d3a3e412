"""What may be wrong with a cell or a row: one clear sentence each."""

import datetime as dt

import pytest

from data.readers.council import TABLES
from data.readers.council.market import PROVIDERS, SUPPLY, TIER_DECISIONS
from data.readers.council.money import INFRASTRUCTURE_LINES, RATES
from data.readers.council.outcomes import REFERRAL_OFFERS, REVIEWS
from data.readers.council.people import ARRANGEMENTS, REFERRALS
from data.readers.council.progress import FEEDBACK, PROVIDER_SUPPORT, TIER_EVIDENCE
from tests.council_files import (
    every_table,
    read,
    rules,
    worked,
)


def only_rule(reading):
    (reject,) = reading.rejects
    assert (reading.accepted, reading.rejected_rows) == (0, 1)
    return reject.column, reject.rule


@every_table
def test_every_cell_that_is_needed_is_asked_for(tmp_path, table):
    for column in table.columns:
        if column.is_required:
            reading = read(tmp_path, table, worked(table, **{column.name: " "}))
            rule = f"{column.name} is empty, and every row needs it."
            assert (2, column.name, rule) in rules(reading)
            assert reading.rejected_rows == 1


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, c.name) for table in TABLES for c in table.columns if c.kind == "date"],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_every_date_must_be_a_day_that_exists(tmp_path, table, name):
    for cell, sentence in (
        ("2026-02-30", "is a day that does not exist."),
        ("30/02/2026", "is a day that does not exist."),
        ("tomorrow", "is not a date: write it as 2026-09-30."),
        ("9999-12-31", "is before 1950 or after 2099: leave the cell empty"),
        ("04/05/2026", "has the day or the month first"),
    ):
        reading = read(tmp_path, table, worked(table, **{name: cell}))
        told = [rule for _, column, rule in rules(reading) if column == name]
        assert len(told) == 1
        assert told[0].startswith(f"{name} {sentence}"), cell


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, c) for table in TABLES for c in table.columns if c.allowed],
    ids=lambda value: value.name,
)
def test_every_list_refuses_what_is_not_on_it_and_takes_what_is(
    tmp_path, table, column
):
    wordings = {one: one for one in column.allowed} | column.also
    cells = [f" {wording.upper()} " for wording in wordings] + ["certainly not"]
    steps = {"step_hours": "10"} if table is INFRASTRUCTURE_LINES else {}
    rows = [worked(table, **{column.name: cell}, **steps) for cell in cells]
    reading = read(tmp_path, table, *rows)
    (frame,) = reading.tables.values()
    assert frame[column.name].to_list() == list(wordings.values())
    *most, last = column.allowed
    rule = f"{column.name} is not one of {', '.join(most)} or {last}."
    assert rules(reading) == [(len(cells) + 1, column.name, rule)]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, c)
        for table in TABLES
        for c in table.columns
        if c.kind in ("number", "whole")
    ],
    ids=lambda value: value.name,
)
def test_every_number_is_one_and_in_its_bounds(tmp_path, table, column):
    wrong_sign = "5%" if column.unit.startswith("GBP") else "£5"
    cells = ["1,23", wrong_sign, "five", "1e999", "NaN", "inf"]
    rows = [worked(table, **{column.name: cell}) for cell in cells]
    told = [rule for _, name, rule in rules(read(tmp_path, table, *rows))]
    assert len(told) == len(cells)
    assert all("number" in rule for rule in told)
    for bound, beyond, word in (
        (column.low, column.low - 1, "less"),
        (column.high, column.high + 1, "more"),
    ):
        if abs(bound) < float("inf"):
            rows = [worked(table, **{column.name: f"{beyond:g}"})]
            told = rules(read(tmp_path, table, *rows))
            rule = f"{column.name} is {word} than {bound:g}."
            assert (2, column.name, rule) in told


def test_an_empty_number_stays_empty(tmp_path):
    row = worked(ARRANGEMENTS, weekly_hours="", weekly_budget_gbp="NULL")
    (frame,) = read(tmp_path, ARRANGEMENTS, row).tables.values()
    assert frame["weekly_hours"].to_list() == [None]
    assert frame["weekly_budget_gbp"].to_list() == [None]
    row = worked(ARRANGEMENTS, weekly_hours="0")
    (frame,) = read(tmp_path, ARRANGEMENTS, row).tables.values()
    assert frame["weekly_hours"].to_list() == [0.0]


@pytest.mark.parametrize(
    ("table", "cells", "column", "sentence"),
    [
        (ARRANGEMENTS, {"ended_on": "2025-04-06"}, "ended_on", "is before started_on"),
        (REFERRALS, {"placed_on": "2026-05-31"}, "placed_on", "is before made_on"),
        (
            REFERRALS,
            {"handed_back_on": "2026-06-08"},
            "handed_back_on",
            "is before p",
        ),
        (SUPPLY, {"to": "2025-03-31"}, "to", "is before from"),
        (SUPPLY, {"hours_free": "310.5"}, "hours_free", "is more than weekly_hours"),
        (RATES, {"to": "2026-03-31"}, "to", "is before from"),
        (
            RATES,
            {"provider_id": "", "kind": ""},
            "provider_id",
            "and kind are both",
        ),
        (RATES, {"price_base": "2026-28"}, "price_base", "is not a financial year"),
        (RATES, {"price_base": "2026"}, "price_base", "is not a financial year"),
        (
            TIER_DECISIONS,
            {"improve_by": "2026-01-11"},
            "improve_by",
            "is before d",
        ),
        (
            TIER_DECISIONS,
            {"paused_from": "2026-03-02", "paused_to": "2026-03-01"},
            "paused_to",
            "is before paused_from",
        ),
        (
            INFRASTRUCTURE_LINES,
            {"basis": "step_per_hours"},
            "step_hours",
            "is empty, and a step",
        ),
        (ARRANGEMENTS, {"postcode": ""}, "postcode", "and lsoa_code are both empty"),
        (ARRANGEMENTS, {"postcode": "ZZ1"}, "postcode", "is not a full postcode"),
        (
            ARRANGEMENTS,
            {"lsoa_code": "X0100001"},
            "lsoa_code",
            "is not a code of an",
        ),
        (ARRANGEMENTS, {"paid_net": "perhaps"}, "paid_net", "is neither yes nor no"),
        (ARRANGEMENTS, {"person_id": "P" * 81}, "person_id", "is longer than 80 char"),
        (PROVIDERS, {"provider_id": "Mary Smith"}, "provider_id", "is not an id of up"),
        (
            PROVIDERS,
            {"cqc_location_id": "12"},
            "cqc_location_id",
            "is not a CQC loc",
        ),
        (PROVIDERS, {"name": ""}, "name", "is empty, and an organisation needs a name"),
        (PROVIDERS, {"name": "x" * 201}, "name", "is longer than 200 characters"),
        (SUPPLY, {"workers": "2.5"}, "workers", "is not a whole number"),
        (TIER_DECISIONS, {"tier": "4"}, "tier", "is not one of tier_1, tier_2, t"),
        (FEEDBACK, {"score_1_5": "6"}, "score_1_5", "is more than 5"),
        (FEEDBACK, {"score_1_5": "0"}, "score_1_5", "is less than 1"),
        (FEEDBACK, {"score_1_5": "4.5"}, "score_1_5", "is not a whole number"),
        (FEEDBACK, {"theme": "Mary Smith was late"}, "theme", "is not one of choice_"),
        (REFERRAL_OFFERS, {"offer_order": "0"}, "offer_order", "is less than 1"),
        (
            REFERRAL_OFFERS,
            {"answered_on": "2026-06-01"},
            "answered_on",
            "is before offered_on",
        ),
        (PROVIDER_SUPPORT, {"to": "2026-02-01"}, "to", "is before from"),
        (
            TIER_EVIDENCE,
            {"criterion": "what Mary Smith said"},
            "criterion",
            "is not a code of up to 40",
        ),
        (TIER_EVIDENCE, {"note": "x" * 4001}, "note", "is longer than 4000"),
        (REVIEWS, {"independence_0_10": "11"}, "independence_0_10", "is more than 10"),
        (REVIEWS, {"pilot_group": "9434765919"}, "pilot_group", "is not a code of"),
        (
            REVIEWS,
            {"reviewed_on": "46071"},
            "reviewed_on",
            "is a spreadsheet's own number for a day: write it as 2026-09-30",
        ),
        (
            REVIEWS,
            {"person_id": "1.23E+05"},
            "person_id",
            "has been rounded by a spreadsheet, so that its digits are lost",
        ),
        (
            PROVIDER_SUPPORT,
            {"provider_id": "4E+11"},
            "provider_id",
            "has been rounded by a spreadsheet",
        ),
    ],
)
def test_a_broken_rule_has_one_clear_sentence(tmp_path, table, cells, column, sentence):
    told = only_rule(read(tmp_path, table, worked(table, **cells)))
    assert told[0] == column
    assert told[1].startswith(f"{column} {sentence}")
    assert told[1].endswith(".")


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        (ARRANGEMENTS, {"ended_on": "2025-04-07"}),
        (SUPPLY, {"hours_free": "310"}),
        (RATES, {"provider_id": ""}),
        (RATES, {"margin_gbp": "-1.5"}),
        (RATES, {"price_base": "2026/27"}),
        (RATES, {"price_base": "2099-00"}),
        (INFRASTRUCTURE_LINES, {"basis": "step_per_hours", "step_hours": "900"}),
        (ARRANGEMENTS, {"postcode": "", "lsoa_code": "x01000001"}),
        (ARRANGEMENTS, {"started_on": "2025-04-07 00:00:00"}),
        (ARRANGEMENTS, {"started_on": "2025-04-07T09:30:00Z"}),
        (PROVIDERS, {"kind": "personal_assistant", "name": ""}),
        (TIER_DECISIONS, {"tier": "Tier 2"}),
        (TIER_EVIDENCE, {"criterion": "Local_Idea-2", "met": "Partially met"}),
        (TIER_EVIDENCE, {"note": "x" * 4000, "disputed": ""}),
        (REFERRAL_OFFERS, {"answered_on": "2026-06-02"}),
        (PROVIDER_SUPPORT, {"to": "2026-02-02"}),
        (REVIEWS, {"independence_0_10": "10", "satisfaction_0_10": "0"}),
        (REVIEWS, {"person_id": "1E5", "weekly_hours": "0"}),
    ],
)
def test_what_lies_on_the_edge_of_a_rule_is_accepted(tmp_path, table, cells):
    reading = read(tmp_path, table, worked(table, **cells))
    assert rules(reading) == []


def test_wordings_are_kept_in_one(tmp_path):
    rows = [
        worked(ARRANGEMENTS, arrangement_id=f"A{n}", **cells)
        for n, cells in enumerate(
            [
                {"age_band": "85-94", "route": "Individual Service Fund"},
                {"age_band": "95+", "route": "ISF"},
                {"age_band": "Under 18", "route": "direct payment"},
                {"primary_support_reason": "SUPPORT WITH MEMORY & COGNITION"},
            ]
        )
    ]
    (frame,) = read(tmp_path, ARRANGEMENTS, *rows).tables.values()
    assert frame["age_band"].to_list()[:3] == ["85_to_94", "95_and_over", "under_18"]
    assert frame["route"].to_list()[:3] == ["isf", "isf", "direct_payment"]
    assert frame["primary_support_reason"][3] == "Support with memory and cognition"
    assert frame["postcode"].to_list() == ["ZZ11AA"] * 4


def test_day_first_dates_are_read_where_the_column_shows_it(tmp_path):
    rows = [
        worked(REFERRALS, referral_id=f"R{n}", made_on=day, placed_on="")
        for n, day in enumerate(["04/05/2026", "13/05/2026", "2026-05-06"])
    ]
    (frame,) = read(tmp_path, REFERRALS, *rows).tables.values()
    assert frame["made_on"].to_list() == [
        dt.date(2026, 5, 4),
        dt.date(2026, 5, 13),
        dt.date(2026, 5, 6),
    ]


@pytest.mark.parametrize(
    "days", [["04/05/2026"], ["04/05/2026", "05/13/2026"], ["13/05/2026", "05/13/2026"]]
)
def test_day_first_dates_are_refused_where_it_does_not(tmp_path, days):
    rows = [
        worked(REFERRALS, referral_id=f"R{n}", made_on=day, placed_on="")
        for n, day in enumerate(days)
    ]
    reading = read(tmp_path, REFERRALS, *rows)
    assert reading.rejected_rows == len(days)
    assert all("does not show which" in reject.rule for reject in reading.rejects)


def test_a_cell_has_one_fault_and_a_row_may_have_several(tmp_path):
    row = worked(ARRANGEMENTS, route="bus", started_on="never", weekly_hours="-1")
    reading = read(tmp_path, ARRANGEMENTS, row)
    assert [column for _, column, _ in rules(reading)] == [
        "started_on",
        "route",
        "weekly_hours",
    ]
    assert reading.rejected_rows == 1
