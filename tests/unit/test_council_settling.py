"""Rows held to one another, across a file, its sister files and other tables."""

import datetime as dt

import pytest

from data.inbox import ReadFile
from data.readers.council.market import PROVIDERS, TIER_DECISIONS
from data.readers.council.people import ARRANGEMENTS, REFERRALS
from data.readers.council.progress import FEEDBACK, TIER_EVIDENCE
from data.readers.council.settle import settle
from tests.council_files import (
    BY_NAME,
    every_table,
    read,
    reader_of,
    rules,
    worked,
)


def settled(tmp_path, **tables):
    """Read files of some tables, by name, and settle them."""
    files = []
    for name, parts in tables.items():
        table = BY_NAME[name.rstrip("_")]
        files.append(ReadFile(name, reader_of(table), read(tmp_path, table, *parts)))
    return {file.name: file.reading for file in settle(files)}


@every_table
def test_a_row_that_repeats_another_is_skipped(tmp_path, table):
    row = worked(table)
    others = {"providers": [worked(PROVIDERS)]} if table is not PROVIDERS else {}
    readings = settled(
        tmp_path, **{table.name: [row, row], f"{table.name}_": [row]}, **others
    )
    within = 0 if table.may_repeat else 1
    assert readings[table.name].accepted == 2 - within
    assert sum(readings[table.name].skipped.values()) == within
    assert readings[f"{table.name}_"].accepted == 0
    assert readings[f"{table.name}_"].skipped == {
        "the row repeats another, cell for cell": 1
    }


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("arrangements", {"weekly_hours": "99"}),
        ("providers", {"size_band": "large"}),
        ("supply", {"workers": "99"}),
        ("supply_coverage", {"complete": "no"}),
        ("referrals", {"weekly_hours": "99"}),
        ("tier_decisions", {"tier": "1"}),
        ("tier_milestones", {"done_on": ""}),
        ("rates", {"hourly_rate_gbp": "99"}),
        ("area_groups", {"group_name": "Elsewhere"}),
        ("arrangement_payees", {"weekly_gbp": "99"}),
        ("tier_evidence", {"met": "no"}),
        ("referral_offers", {"answer": "declined"}),
        ("reviews", {"weekly_hours": "99"}),
    ],
)
@pytest.mark.parametrize("in_one_file", [True, False])
def test_rows_that_contradict_one_another_are_all_rejected(
    tmp_path, name, change, in_one_file
):
    table = BY_NAME[name]
    rows = [worked(table), worked(table, **change)]
    files = {name: rows} if in_one_file else {name: rows[:1], f"{name}_": rows[1:]}
    readings = settled(tmp_path, **files)
    assert sum(reading.accepted for reading in readings.values()) == 0
    assert sum(reading.rejected_rows for reading in readings.values()) == 2
    for reading in readings.values():
        for reject in reading.rejects:
            assert "given more than once with different contents" in reject.rule
            assert reject.rule.startswith(table.key[0])


def test_a_second_spell_of_an_arrangement_is_no_contradiction(tmp_path):
    rows = [
        worked(ARRANGEMENTS, ended_on="2025-06-30"),
        worked(ARRANGEMENTS, started_on="2025-07-01"),
    ]
    assert settled(tmp_path, arrangements=rows)["arrangements"].accepted == 2


def test_people_who_say_the_same_of_a_provider_are_counted_each(tmp_path):
    again = worked(FEEDBACK)
    readings = settled(
        tmp_path, feedback=[again, again, again], feedback_=[again, again, again, again]
    )
    assert readings["feedback"].accepted == 3
    # The second file repeats three and has one more.
    assert readings["feedback_"].accepted == 1
    assert readings["feedback_"].skipped == {
        "the row repeats another, cell for cell": 3
    }


def test_two_equal_keys_in_different_tables_do_not_meet(tmp_path):
    readings = settled(
        tmp_path,
        tier_decisions=[worked(TIER_DECISIONS)],
        providers=[worked(PROVIDERS)],
    )
    assert [reading.accepted for reading in readings.values()] == [1, 1]


@pytest.mark.parametrize("name", ["tier_decisions", "tier_milestones"])
def test_tiers_of_providers_that_are_not_supplied_are_rejected(tmp_path, name):
    rows = [worked(BY_NAME[name]), worked(BY_NAME[name], provider_id="PR-404")]
    readings = settled(tmp_path, **{name: rows}, providers=[worked(PROVIDERS)])
    assert readings[name].accepted == 1
    assert rules(readings[name]) == [
        (3, "provider_id", "provider_id is not in the providers table.")
    ]
    alone = settled(tmp_path, **{name: rows})
    assert alone[name].accepted == 2, "nothing to hold them to"


def test_people_of_providers_that_are_not_supplied_are_kept_and_counted(tmp_path):
    rows = [
        worked(ARRANGEMENTS, arrangement_id="A1", provider_id="PR-404"),
        worked(ARRANGEMENTS, arrangement_id="A2", provider_id=""),
        worked(ARRANGEMENTS, arrangement_id="A3"),
    ]
    reading = settled(tmp_path, arrangements=rows, providers=[worked(PROVIDERS)])[
        "arrangements"
    ]
    assert reading.accepted == 3
    assert reading.notices == (
        "1 row names a provider_id not in the providers table, line 2.",
    )


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("tier_evidence", "provider_id"),
        ("provider_support", "provider_id"),
        ("feedback", "provider_id"),
        ("referral_offers", "provider_id"),
        ("referral_offers", "referral_id"),
    ],
)
def test_what_names_nobody_known_is_kept_and_counted(tmp_path, name, column):
    table = BY_NAME[name]
    # One row names somebody known; two do not.
    rows = [worked(table), *(worked(table, **{column: f"PR-40{n}"}) for n in (4, 5))]
    readings = settled(
        tmp_path,
        **{name: rows},
        providers=[worked(PROVIDERS)],
        referrals=[worked(REFERRALS)],
    )
    other = "referrals" if column == "referral_id" else "providers"
    assert readings[name].accepted == 3
    assert readings[name].notices == (
        f"2 rows name a {column} not in the {other} table, the first on line 3.",
    )


def decided(on, provider="PR-001", **cells):
    return worked(TIER_DECISIONS, provider_id=provider, decided_on=on, **cells)


def test_a_decision_before_any_evidence_is_kept_and_told(tmp_path):
    decisions = [
        decided("2026-05-14"),  # on the day of the first evidence
        decided("2026-05-13"),
        decided("2026-05-01", tier="none", improve_by=""),  # leaving needs none
        decided("2026-06-01", provider="PR-002"),  # the evidence is another's
    ]
    evidence = [worked(TIER_EVIDENCE), worked(TIER_EVIDENCE, assessed_on="2026-07-01")]
    readings = settled(tmp_path, tier_decisions=decisions, tier_evidence=evidence)
    assert readings["tier_decisions"].accepted == 4
    assert readings["tier_decisions"].notices == (
        "2 rows, the first on line 3, decide a tier before any evidence of the "
        "provider.",
    )
    alone = settled(tmp_path, tier_decisions=decisions)["tier_decisions"]
    assert alone.notices == (), "without the table there is nothing to hold them to"


def test_pauses_that_overlap_are_kept_and_told_by_file(tmp_path):
    def paused(on, first, last, provider="PR-001"):
        return decided(on, provider, paused_from=first, paused_to=last)

    readings = settled(
        tmp_path,
        tier_decisions=[
            paused("2026-01-01", "2026-02-01", "2026-03-01"),
            paused("2026-01-02", "2026-03-02", "2026-03-31"),  # the day after
            paused("2026-01-03", "2026-02-10", "2026-02-12", provider="PR-002"),
            decided("2026-01-04"),
            decided("2026-01-05"),
        ],
        tier_decisions_=[
            paused("2026-02-01", "2026-03-31", ""),  # the last day of another
            paused("2026-02-02", "2027-01-01", "2027-01-02"),  # that one goes on
        ],
    )
    assert readings["tier_decisions"].notices == ()
    assert readings["tier_decisions_"].notices == (
        "2 rows, the first on line 2, have a pause that overlaps another of the "
        "provider: its days count once.",
    )
    assert sum(one.accepted for one in readings.values()) == 7


def test_ages_that_cannot_be_of_one_person_are_told(tmp_path):
    def spell(person, on, band):
        return worked(
            ARRANGEMENTS,
            arrangement_id=f"{person} {on}",
            person_id=person,
            started_on=on,
            age_band=band,
            last_reviewed_on="",
        )

    rows = [
        spell("grew", "2020-01-01", "18 to 24"),
        spell("grew", "2025-01-01", "25 to 44"),
        spell("turned", "2020-01-01", "under 18"),
        spell("turned", "2020-06-01", "18 to 64"),
        spell("wider", "2020-01-01", "45 to 64"),
        spell("wider", "2021-01-01", "18 to 64"),  # the same, less finely
        spell("oldest", "2020-01-01", "95 and over"),
        spell("younger", "2020-01-01", "75 to 84"),
        spell("younger", "2021-01-01", ""),
        spell("younger", "2022-01-01", "25 to 44"),  # line 11
        spell("leapt", "2020-01-01", "25 to 44"),
        spell("leapt", "2022-01-01", "85 to 94"),  # line 13
    ]
    reading = settled(tmp_path, arrangements=rows)["arrangements"]
    assert reading.accepted == len(rows)
    assert reading.notices == (
        "2 rows, the first on line 11, have an age band that an earlier one of the "
        "person rules out, so one number may stand for two people.",
    )


def test_months_without_a_row_are_told_where_there_are_many(tmp_path):
    def given(months, each):
        return [
            worked(FEEDBACK, given_on=f"2026-{month:02d}-{day:02d}")
            for month in months
            for day in range(1, each + 1)
        ]

    def notices(months, each):
        return settled(tmp_path, feedback=given(months, each))["feedback"].notices

    assert notices((1, 2, 3, 5), 16) == ("No row has given_on in April 2026.",)
    assert notices((1, 2, 4, 6), 16) == (
        "No row has given_on in 2 months, the first March 2026.",
    )
    assert notices((1, 2, 3, 4), 16) == ()
    assert notices((1, 2, 3, 5), 12) == (), "fewer than ten a month"


def test_the_vintage_is_the_last_date_of_record_that_was_kept(tmp_path):
    rows = [
        worked(TIER_DECISIONS),
        worked(TIER_DECISIONS, decided_on="2026-12-01", provider_id="PR-404"),
    ]
    readings = settled(tmp_path, tier_decisions=rows, providers=[worked(PROVIDERS)])
    assert readings["tier_decisions"].vintage == dt.date(2026, 1, 12)
    assert readings["providers"].vintage is None
