import datetime as dt
import os
import stat
from pathlib import Path

import duckdb
import pytest

from data.build import build_vault, vault_folder
from data.errors import (
    BusyVaultError,
    MixedInboxError,
    NotBuiltError,
    UndatedInboxError,
    UnreadableFileError,
)
from data.readers.council.market import PROVIDERS, SUPPLY_COVERAGE
from data.readers.council.people import ARRANGEMENTS
from data.templates import write_templates
from data.vault import Vault, connect
from data.vault_folder import hasher, key_of, make_folder, only_build
from tests.council_files import COUNCIL, as_csv, worked


@pytest.fixture
def inbox(tmp_path):
    write_templates(tmp_path / "inbox")
    return tmp_path / "inbox"


def build(inbox, out, council=COUNCIL, **choices):
    with build_vault(inbox, council, out, **choices) as vault:
        return vault_folder(out, council), vault


def put(inbox: Path, table, *rows):
    (inbox / f"{table.name}.csv").write_text(as_csv(rows))


def test_everything_in_the_vault_is_closed_to_others(inbox, tmp_path):
    before = os.umask(0o000)
    try:
        folder, _ = build(inbox, tmp_path)
        assert os.umask(0o000) == 0o000, "the caller's umask is left as it was"
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path.name


def test_a_folder_that_was_open_is_closed(tmp_path):
    (tmp_path / "vault").mkdir(mode=0o755)
    make_folder(tmp_path / "vault")
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700


def test_the_key_is_made_once_and_never_replaced(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    key = (folder / "key").read_bytes()
    with Vault.open(folder) as vault:
        first = vault.query("SELECT person_key FROM core_council__arrangements")

    build(inbox, tmp_path)

    assert (folder / "key").read_bytes() == key
    with Vault.open(folder) as vault:
        again = vault.query("SELECT person_key FROM core_council__arrangements")
    assert list(first["person_key"]) == list(again["person_key"])


def test_two_vaults_hash_one_person_differently(tmp_path):
    for name in ("one", "other"):
        make_folder(tmp_path / name)
    hashes = {hasher(key_of(tmp_path / name))("P-1") for name in ("one", "other")}
    assert len(hashes) == 2


def test_a_damaged_key_stops_the_build_and_is_not_replaced(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    (folder / "key").write_bytes(b"short")
    with pytest.raises(UnreadableFileError, match=r"key .* is damaged"):
        build(inbox, tmp_path)
    assert (folder / "key").read_bytes() == b"short"


def test_ids_leave_the_reader_as_keyed_hashes_of_32_digits():
    one, other = hasher(b"a" * 32), hasher(b"b" * 32)
    assert one("P-1") == one(" P-1 ")
    assert one("P-1") != one("P-2")
    assert one("P-1") != other("P-1")
    assert len(one("P-1")) == 32
    assert int(one("P-1"), 16) >= 0


def test_a_fault_while_the_vault_is_used_leaves_the_old_one(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    before = (folder / "vault.duckdb").read_bytes()
    put(inbox, PROVIDERS, worked(PROVIDERS, provider_id="PR-NEW"))

    with (
        pytest.raises(RuntimeError, match="the desk"),
        build_vault(inbox, COUNCIL, tmp_path),
    ):
        raise RuntimeError("the desk could not be written")

    assert (folder / "vault.duckdb").read_bytes() == before
    assert not list(folder.glob("unfinished-*"))


def test_a_fault_in_a_file_leaves_the_old_vault(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    before = (folder / "vault.duckdb").read_bytes()
    (inbox / "broken.csv.gz").write_bytes(b"\x1f\x8bnot gzip at all, whatever it says")

    with pytest.raises(UnreadableFileError, match="cut short or damaged"):
        build(inbox, tmp_path)

    assert (folder / "vault.duckdb").read_bytes() == before
    assert not list(folder.glob("unfinished-*"))


def test_what_a_killed_build_left_is_swept_away(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    for left in ("unfinished-dead.duckdb", "unfinished-dead.duckdb.wal"):
        (folder / left).write_bytes(b"half")
    (folder / "temporary" / "spilt.tmp").write_bytes(b"half")

    build(inbox, tmp_path)

    assert not list(folder.glob("unfinished-*"))
    assert not list((folder / "temporary").iterdir())


def test_a_build_replaces_the_tables_as_a_whole(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    put(inbox, PROVIDERS, worked(PROVIDERS, provider_id="PR-NEW"))
    (inbox / "tier_decisions.csv").unlink()
    (inbox / "tier_milestones.csv").unlink()

    build(inbox, tmp_path)

    with Vault.open(folder) as vault:
        providers = vault.query("SELECT provider_id FROM core_council__providers")
        assert list(providers["provider_id"]) == ["PR-NEW"]
        assert len(vault.query("FROM core_council__tier_decisions")) == 0
        assert "council_tier_decisions" not in vault.supplied


def test_of_two_builds_at_once_the_second_says_so(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    with only_build(folder), pytest.raises(BusyVaultError, match="Another build"):
        build(inbox, tmp_path)
    build(inbox, tmp_path)


def test_the_vault_is_opened_to_be_read_only(inbox, tmp_path):
    folder, _ = build(inbox, tmp_path)
    with Vault.open(folder) as vault, pytest.raises(duckdb.InvalidInputException):
        vault.query("DROP TABLE files")


def test_no_file_beside_the_vault_can_be_read_through_it(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    connection = connect(tmp_path / "some.duckdb")
    with pytest.raises(duckdb.PermissionException):
        connection.execute(f"SELECT * FROM '{tmp_path / 'secret.csv'}'")
    with pytest.raises(duckdb.Error, match="disabled"):
        connection.execute("INSTALL httpfs")
    connection.close()


def test_what_does_not_fit_in_memory_spills_inside_the_vault(tmp_path):
    make_folder(tmp_path / "v")
    connection = connect(tmp_path / "v" / "some.duckdb")
    connection.execute("SET memory_limit = '60MB'")
    connection.execute("SET threads = 1")
    connection.execute(
        "CREATE TABLE spilt AS SELECT md5(i::VARCHAR) AS a FROM range(1500000) t(i) "
        "ORDER BY a"
    )
    (place,) = connection.execute(
        "SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'"
    ).fetchone()
    connection.close()
    assert Path(place) == tmp_path / "v" / "temporary"


def test_a_vault_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotBuiltError, match="Run market-shaper build first"):
        Vault.open(tmp_path)


@pytest.mark.parametrize("council", ["E1000001", "Lincolnshire", "../../etc", ""])
def test_a_council_that_is_no_code_is_told(council, inbox, tmp_path):
    with pytest.raises(NotBuiltError, match="is not a council's code"):
        build(inbox, tmp_path, council)
    assert not (tmp_path / "vault").exists()


def test_an_inbox_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotBuiltError, match="There is no folder"):
        build(tmp_path / "nowhere", tmp_path)


def test_as_of_is_the_last_date_of_record_and_no_deadline(inbox, tmp_path):
    # The template's deadline is 2027-01-12 and its last step was done on 2026-06-12.
    _, vault = build(inbox, tmp_path)
    assert vault.as_of == dt.date(2026, 6, 12)


def test_as_of_may_be_asked_for(inbox, tmp_path):
    _, vault = build(inbox, tmp_path, as_of=dt.date(2025, 12, 31))
    assert vault.as_of == dt.date(2025, 12, 31)


def test_without_any_date_the_build_asks_for_one(tmp_path):
    (tmp_path / "inbox").mkdir()
    put(tmp_path / "inbox", SUPPLY_COVERAGE, worked(SUPPLY_COVERAGE))
    with pytest.raises(UndatedInboxError, match="--as-of"):
        build(tmp_path / "inbox", tmp_path)


def test_demonstration_and_supplied_files_are_not_built_together(inbox, tmp_path):
    put(
        inbox,
        ARRANGEMENTS,
        worked(ARRANGEMENTS, postcode="LN1 1YW"),
    )
    with pytest.raises(MixedInboxError, match=r"arrangements\.csv is not"):
        build(inbox, tmp_path)


def test_a_real_council_is_not_built_from_demonstration_files(inbox, tmp_path):
    with pytest.raises(MixedInboxError, match="the council E10000019 is not"):
        build(inbox, tmp_path, "E10000019")


def test_no_fixed_abode_tells_of_neither_world(inbox, tmp_path):
    put(inbox, ARRANGEMENTS, worked(ARRANGEMENTS, postcode="ZZ99 3VZ"))
    _, vault = build(inbox, tmp_path)
    assert vault.is_synthetic
    alone = tmp_path / "alone"
    alone.mkdir()
    put(alone, ARRANGEMENTS, worked(ARRANGEMENTS, postcode="ZZ99 3VZ"))
    _, vault = build(alone, tmp_path, "E10000019")
    assert not vault.is_synthetic


def test_the_account_told_is_the_one_after_rows_were_held_to_one_another(
    inbox, tmp_path
):
    put(inbox, PROVIDERS, worked(PROVIDERS), worked(PROVIDERS))
    told = []
    build(inbox, tmp_path, progress=told.append)
    sentence = "providers.csv, Providers: 2 rows read, 1 accepted, 0 rejected, "
    assert f"{sentence}1 skipped." in told


def test_progress_tells_every_file_and_no_value_of_it(inbox, tmp_path):
    told = []
    build(inbox, tmp_path, progress=told.append)
    sentence = "arrangements.csv, Arrangements: 1 row read, 1 accepted, 0 rejected, "
    assert f"{sentence}0 skipped." in told
    for value in worked(ARRANGEMENTS).values():
        if len(value) > 4:
            assert not any(value in sentence for sentence in told), value
