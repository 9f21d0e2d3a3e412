import datetime as dt
import errno
import stat
import threading

import numpy as np
import pandas as pd
import pytest

from data import shelf as shelf_module
from data.errors import BrokenContractError, BusyVaultError, NotBuiltError
from data.market import Market
from data.swap import Draft, draft_in, explain, mark_failed, only_build

COUNCIL = "X99000001"
NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
ROWS = pd.DataFrame(
    {
        "quarter_end": [dt.date(2026, 6, 30), dt.date(2026, 9, 30)],
        "line": [1.0, 1.1],
        "people": [0.0, 7.0],
        "outline": [[1.0, None, 2.0], []],
    }
)


def make(root, *, council=COUNCIL, at=NOON, people=7.0, name="Zedshire", others=()):
    with only_build(root, council) as folder:
        draft = Draft(folder)
        draft.write("internal", {"trend": ROWS.assign(people=people), "secret": ROWS})
        draft.write("public", {"trend": ROWS.assign(people=5.0)})
        about = {
            "council": council,
            "council_name": name,
            "other_codes": list(others),
            "as_of": "2026-09-30",
        }
        return draft.serve(about, at)


def test_the_newest_build_is_served_and_the_old_one_still_opens(tmp_path):
    first = make(tmp_path, people=7.0)
    market = Market(tmp_path)
    before = market.open(COUNCIL, view="internal")
    second = make(tmp_path, people=8.0, at=NOON + dt.timedelta(days=1))

    assert [each.id for each in market.builds(COUNCIL)] == [second, first]
    assert market.current(COUNCIL) == second
    assert market.open(COUNCIL, view="internal").table("trend")["people"].max() == 8
    assert before.table("trend")["people"].max() == 7
    old = market.open(COUNCIL, view="internal", build=first)
    assert old.table("trend")["people"].max() == 7


def test_each_view_has_its_own_file(tmp_path):
    make(tmp_path)
    public = Market(tmp_path).open(COUNCIL, view="public")

    assert public.tables == ["trend"]
    assert not public.has("secret")
    assert public.table("trend")["people"].max() == 5
    with pytest.raises(NotBuiltError, match="no table secret in its public file"):
        public.table("secret")


def test_rows_are_kept_by_text_number_date_and_list(tmp_path):
    make(tmp_path)
    shelf = Market(tmp_path).open(COUNCIL, view="internal")

    assert len(shelf.table("trend", line="1.1")) == 1
    assert len(shelf.table("trend", line=0.1 + 1.0)) == 1
    assert len(shelf.table("trend", quarter_end=dt.date(2026, 9, 30))) == 1
    assert len(shelf.table("trend", quarter_end=["2026-09-30", "2026-06-30"])) == 2
    assert shelf.table("trend", line="'; DROP TABLE trend").empty
    assert shelf.table("trend", line=[]).empty
    assert shelf.levels("trend", "line") == [1.0, 1.1]
    assert shelf.levels("trend", "line", quarter_end="2026-09-30") == [1.1]
    assert shelf.levels("trend", "no_such") == shelf.levels("no_such", "line") == []
    with pytest.raises(NotBuiltError, match="no column route"):
        shelf.table("trend", route="isf")


def test_a_gap_in_a_list_stays_a_gap(tmp_path):
    make(tmp_path)
    outline = Market(tmp_path).open(COUNCIL, view="internal").table("trend")["outline"]

    np.testing.assert_array_equal(outline[0], [1.0, np.nan, 2.0])


def test_councils_are_those_with_a_whole_build(tmp_path):
    make(tmp_path, council="X99000002", name="Ashmark")
    make(tmp_path)
    with only_build(tmp_path, "X99000003") as folder:
        Draft(folder).write("internal", {"trend": ROWS})  # and then it was killed

    assert [each.name for each in Market(tmp_path).councils()] == [
        "Ashmark",
        "Zedshire",
    ]
    with pytest.raises(NotBuiltError, match="No build of 'X99000003' is served"):
        Market(tmp_path).current("X99000003")


def test_a_council_of_two_codes_is_found_by_either(tmp_path):
    make(tmp_path, others=["X99000038"])
    market = Market(tmp_path)

    assert market.code_of("X99000038") == market.code_of(COUNCIL) == COUNCIL
    assert market.code_of("X99000039") == "X99000039"


@pytest.mark.parametrize(
    "council", ["", "..", "../X99000001", "X99000001/..", "x99000001", "E1", "\0"]
)
def test_a_path_is_no_council(tmp_path, council):
    make(tmp_path)
    market = Market(tmp_path)

    assert market.builds(council) == []
    assert market.failure(council) is None
    with pytest.raises(NotBuiltError):
        market.open(council, view="public")
    with pytest.raises(NotBuiltError, match="is not a council's code"):
        only_build(tmp_path, council).__enter__()


@pytest.mark.parametrize("build", ["..", "nonsense", "20260101T000000Z-000000"])
def test_a_build_that_is_not_there_is_named(tmp_path, build):
    make(tmp_path)

    with pytest.raises(NotBuiltError, match="There is no build"):
        Market(tmp_path).open(COUNCIL, view="public", build=build)


def test_a_public_market_never_opens_a_desk(tmp_path):
    make(tmp_path)
    market = Market(tmp_path, public_only=True)

    assert market.open(COUNCIL, view="public").has("trend")
    with pytest.raises(NotBuiltError, match="serves the public view only"):
        market.open(COUNCIL, view="internal")


def test_a_failure_changes_nothing_but_the_note_of_it(tmp_path):
    first = make(tmp_path)
    with only_build(tmp_path, COUNCIL) as folder:
        with pytest.raises(ValueError, match="a fault"), draft_in(folder) as draft:
            draft.write("internal", {"trend": ROWS})
            raise ValueError("a fault")
        mark_failed(folder, "It broke; mend it.", NOON)
    market = Market(tmp_path)

    assert market.current(COUNCIL) == first
    assert len(market.builds(COUNCIL)) == 1
    assert not draft.folder.exists()
    failure = market.failure(COUNCIL)
    assert failure is not None
    assert (failure.at, failure.sentence) == (NOON, "It broke; mend it.")
    make(tmp_path, at=NOON + dt.timedelta(days=1))
    assert market.failure(COUNCIL) is None


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path):
    make(tmp_path)
    with only_build(tmp_path, COUNCIL) as folder:
        left = Draft(folder).folder
    (folder / "failed.json").write_text('{"at": "2026-10-01T')  # cut short
    (folder / "current.json").write_text("")

    assert Market(tmp_path).failure(COUNCIL) is None
    make(tmp_path, at=NOON + dt.timedelta(days=1))
    assert not left.exists()
    assert Market(tmp_path).current(COUNCIL)


def test_two_builds_of_a_council_do_not_meet(tmp_path):
    with only_build(tmp_path, COUNCIL):
        with pytest.raises(BusyVaultError, match="Another build of X99000001"):
            only_build(tmp_path, COUNCIL).__enter__()
        make(tmp_path, council="X99000002")


def test_the_desk_is_its_owners_alone_and_tells_the_name_nothing(tmp_path):
    folder = tmp_path / "build" / COUNCIL / make(tmp_path)

    assert stat.S_IMODE((folder / "desk.duckdb").stat().st_mode) == 0o600
    assert folder.name.startswith("20261001T120000Z-")


def test_a_door_reads_nothing_but_its_own_file(tmp_path):
    make(tmp_path)
    shelf = Market(tmp_path).open(COUNCIL, view="internal")
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")

    for sql in (
        f"SELECT * FROM read_csv('{other}')",
        f"COPY trend TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'new.duckdb'}'",
        "SET enable_external_access = true",
        "CREATE TABLE more AS SELECT 1",
    ):
        with pytest.raises(Exception, match=r"disabled|locked|read-only|Cannot"):
            shelf_module._DOORS.fetch(shelf._path, sql, [])


def test_many_readers_and_few_doors(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf_module, "OPEN_BUILDS", 1)
    councils = [f"X9900000{n}" for n in range(1, 5)]
    for number, council in enumerate(councils, 1):
        make(tmp_path, council=council, people=float(number))
    market = Market(tmp_path)
    wrong: list[object] = []

    def read() -> None:
        for turn in range(30):
            number = turn % 4
            shelf = market.open(councils[number], view="internal")
            try:
                if shelf.table("trend")["people"].max() != number + 1:
                    wrong.append(turn)
            except Exception as fault:
                wrong.append(fault)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert wrong == []
    assert sum(str(tmp_path) in str(path) for path in shelf_module._DOORS._open) <= 1


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "is full; free some space"),
        (OSError(errno.EROFS, "Read-only file system"), "cannot be written to"),
        (PermissionError(errno.EACCES, "Permission denied"), "cannot be written to"),
        (ValueError("Mary Smith"), r"a fault of ours \(ValueError\) while adding up"),
        (BrokenContractError("As it was said."), "As it was said."),
    ],
)
def test_a_fault_is_a_sentence_without_a_value(tmp_path, fault, sentence):
    told = explain(fault, tmp_path, "adding up")

    with pytest.raises(type(told), match=sentence):
        raise told
    assert "Mary" not in str(told)
