"""Virtual wallets: what was agreed and what moved, under hashed numbers."""

from data.inbox import recognise
from data.opening import open_file
from data.readers import READERS
from tests import small_files
from tests.packing import as_csv, read_one, vault_of

ALLOCATIONS = [
    ["wallet_id", "person_id", "from", "to", "gbp", "category", "payee_provider_id"],
    ["W-1", "P-1", "2026-04-01", "2026-09-30", "£5,200.00", "personal_care", "PR-1"],
    ["W-1", "P-1", "2026-04-01", "", "300", "transport", ""],
]
TRANSACTIONS = [
    ["wallet_id", "on", "gbp", "category", "agreed"],
    ["W-1", "2026-06-05", "96", "personal_care", "yes"],
    ["W-1", "2026-06-05", "96", "personal_care", "yes"],  # two alike are two
    ["W-1", "2026-06-20", "-20", "personal_care", "no"],
    ["W-1", "2026-06-21", "5", "money for Mrs Jones", ""],
]


def test_wallets_are_kept_with_their_numbers_hashed(tmp_path):
    files = {
        **small_files.contents(),
        "agreed.csv": as_csv(ALLOCATIONS),
        "moved.csv": as_csv(TRANSACTIONS),
    }
    vault = vault_of(tmp_path, files)

    agreed = vault.query("FROM core_council__wallet_allocations ORDER BY line")
    moved = vault.query("FROM core_council__wallet_transactions ORDER BY line")

    assert agreed["gbp"].tolist() == [5_200, 300]
    assert agreed["payee_provider_id"].fillna("").tolist() == ["PR-1", ""]
    assert moved["gbp"].tolist() == [96, 96, -20]
    assert moved["is_agreed"].tolist() == [True, True, False]
    assert set(agreed["wallet_key"]) == set(moved["wallet_key"])
    assert not set(agreed["wallet_key"]) & {"W-1"}


def test_a_category_that_could_hold_a_sentence_is_rejected(tmp_path):
    reading = read_one(tmp_path, as_csv(TRANSACTIONS)).reading

    (reject,) = reading.rejects
    assert (reject.line, reject.column) == (5, "category")
    assert (
        "Jones" not in reading.tables["landed_council_wallet_transactions"].write_csv()
    )


def test_each_wallet_table_is_told_from_the_other(tmp_path):
    for rows, source in (
        (ALLOCATIONS, "council_wallet_allocations"),
        (TRANSACTIONS, "council_wallet_transactions"),
    ):
        path = tmp_path / "any name"
        path.write_bytes(as_csv(rows))
        (file,) = open_file(path)
        assert recognise(file.sample, READERS).source == source
