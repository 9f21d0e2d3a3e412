"""What must not get out of a reader: ids, names, and values in sentences."""

import pytest

from data.readers.council.lists import PROVIDER_KINDS
from data.readers.council.market import PROVIDERS, SUPPLY
from data.readers.council.outcomes import REFERRAL_OFFERS, REVIEWS
from data.readers.council.people import ARRANGEMENTS, REFERRALS
from data.readers.council.progress import TIER_EVIDENCE
from tests.council_files import (
    HASH_ID,
    every_table,
    read,
    worked,
)


def test_ids_are_hashed_and_postcodes_stay_keys(tmp_path):
    (frame,) = read(tmp_path, ARRANGEMENTS, worked(ARRANGEMENTS)).tables.values()
    assert frame["person_id"].to_list() == [HASH_ID("P-10001")]
    assert frame["arrangement_id"].to_list() == [HASH_ID("A-20001")]
    assert "P-10001" not in repr(frame.to_dicts())
    (frame,) = read(tmp_path, SUPPLY, worked(SUPPLY)).tables.values()
    assert frame["supply_id"].to_list() == [HASH_ID("S-40001")]
    (frame,) = read(tmp_path, REFERRALS, worked(REFERRALS)).tables.values()
    assert frame["referral_id"].to_list() == [HASH_ID("R-30001")]
    (frame,) = read(tmp_path, REVIEWS, worked(REVIEWS)).tables.values()
    assert frame["person_id"].to_list() == [HASH_ID("P-10001")]
    (frame,) = read(tmp_path, REFERRAL_OFFERS, worked(REFERRAL_OFFERS)).tables.values()
    assert frame["referral_id"].to_list() == [HASH_ID("R-30001")]


@pytest.mark.parametrize("kind", PROVIDER_KINDS)
def test_the_names_of_sole_traders_never_leave_the_reader(tmp_path, kind):
    row = worked(PROVIDERS, kind=kind, name="Mary Smith")
    (frame,) = read(tmp_path, PROVIDERS, row).tables.values()
    sole = kind in ("personal_assistant", "micro_enterprise")
    assert frame["name"].to_list() == [None if sole else "Mary Smith"]


def test_rejects_hold_ids_as_hashes_and_names_not_at_all(tmp_path):
    reading = read(tmp_path, ARRANGEMENTS, worked(ARRANGEMENTS, person_id="P" * 90))
    assert [reject.value for reject in reading.rejects] == [HASH_ID("P" * 90)]
    row = worked(PROVIDERS, kind="personal_assistant", name="Mary Smith " * 20)
    reading = read(tmp_path, PROVIDERS, row)
    assert [reject.value for reject in reading.rejects] == [""]


def test_a_note_on_evidence_is_in_no_list_of_rejects(tmp_path):
    row = worked(TIER_EVIDENCE, note="Mary Smith rang " * 400)
    reading = read(tmp_path, TIER_EVIDENCE, row)
    assert [(one.column, one.value) for one in reading.rejects] == [("note", "")]


@every_table
def test_the_sentences_of_rejects_hold_no_value(tmp_path, table):
    planted = "Zebedee9434765919"
    row = dict.fromkeys(worked(table), f"{planted} " * 20)
    reading = read(tmp_path, table, row)
    assert reading.rejects
    assert planted not in repr([(r.column, r.rule) for r in reading.rejects])
    assert planted not in repr(reading.notices)
