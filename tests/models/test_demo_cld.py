"""The county's client-level data, in each wording, says what its arrangements say."""

import pandas as pd
import pytest

from data.demo import read_truth, write_inbox
from data.demo.cld import client_level_data, isf_flags
from data.demo.files import stream
from data.inbox import ReadFile
from data.readers.cld.fields import FINDINGS, UNMAPPED
from tests.cld_files import CLD, read_text
from tests.council_files import BY_NAME, CONTEXT, READER, opened, small_vault

RELEASES = ["release_1", "release_2", "mixed"]
SAME = """
SELECT route, age_group, count(*) AS people FROM {table} {where}
GROUP BY ALL ORDER BY ALL
"""


@pytest.fixture(scope="module")
def arrangements(tmp_path_factory):
    """The good rows of the county's arrangements, each once."""
    folder = tmp_path_factory.mktemp("county")
    write_inbox(folder)
    path = folder / "synthetic_arrangements.csv"
    rows = pd.read_csv(path, keep_default_na=False).drop_duplicates()
    rows = rows[~rows["arrangement_id"].str.startswith("A-9")]
    numbers = ["weekly_hours", "weekly_budget_gbp"]
    return rows.assign(**{name: pd.to_numeric(rows[name]) for name in numbers})


def as_text(rows):
    return rows.to_csv(index=False)


@pytest.fixture(scope="module", params=RELEASES)
def vault(request, arrangements, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    events = client_level_data(arrangements, request.param, stream(1, "test"))
    reading = read_text(folder, as_text(events))
    assert reading.rejected_rows == 0 and reading.accepted == len(events)
    assert reading.tables[UNMAPPED].is_empty(), reading.tables[UNMAPPED]
    assert reading.tables[FINDINGS].is_empty(), reading.tables[FINDINGS]
    files = [ReadFile("cld.csv", CLD, reading)]
    tables = {"arrangements": arrangements, "isf_flags": isf_flags(arrangements)}
    for name, rows in tables.items():
        reader = READER[BY_NAME[name].source]
        file = opened(folder, as_text(rows), f"{name}.csv")
        files.append(ReadFile(file.name, reader, reader.read(file, CONTEXT)))
    with small_vault(folder, {}, files) as one:
        yield one


def counted(vault, table, where):
    return vault.connection.execute(SAME.format(table=table, where=where)).fetchall()


def test_it_gives_the_same_uptake_as_the_arrangements(vault):
    day = vault.as_of
    ours = counted(vault, "core_cld__client_rungs", "WHERE rung BETWEEN 3 AND 6")
    theirs = counted(
        vault, "core_council__person_quarters", f"WHERE quarter_end = '{day}'"
    )
    assert ours == theirs
    people = pd.DataFrame(ours, columns=["route", "age_group", "people"])
    assert (
        people.groupby("route")["people"].sum().to_dict()
        == (read_truth()["people_by_route"][day])
    )


def test_the_same_people_are_on_the_same_routes(vault):
    found = vault.connection.execute(
        "SELECT reason, sum(people) FROM core_cld__reconciled GROUP BY reason"
    ).fetchall()
    planted = read_truth()["people_by_route"][vault.as_of]
    assert found == [("same", sum(planted.values()))]


def test_the_whole_year_is_covered(vault):
    (covered,) = vault.connection.execute(
        "SELECT covers_from, covers_to FROM core_cld__submissions"
    ).fetchall()
    assert [f"{day}" for day in covered] == ["2025-10-01", "2026-09-30"]
