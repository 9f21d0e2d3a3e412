"""Rows held to one another, across a file, its sister files and other tables."""

import datetime as dt

import pytest

from data.inbox import ReadFile
from data.readers.council.market import PROVIDERS, TIER_DECISIONS
from data.readers.council.people import ARRANGEMENTS
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
    assert readings[table.name].accepted == 1
    assert readings[table.name].skipped == {"the row repeats another, cell for cell": 1}
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
    assert reading.notices == ("1 row names a provider_id not in the providers table.",)


def test_the_vintage_is_the_last_date_of_record_that_was_kept(tmp_path):
    rows = [
        worked(TIER_DECISIONS),
        worked(TIER_DECISIONS, decided_on="2026-12-01", provider_id="PR-404"),
    ]
    readings = settled(tmp_path, tier_decisions=rows, providers=[worked(PROVIDERS)])
    assert readings["tier_decisions"].vintage == dt.date(2026, 1, 12)
    assert readings["providers"].vintage is None
