"""What a build does with measures that fail, forget or have nothing to go on."""

import stat
from dataclasses import replace

import pandas as pd
import pytest

from analytics.catalogue import topic
from analytics.catalogue.entry import Column, Measure, Table
from analytics.publish import build
from data.errors import BrokenContractError, BuildFailedError, NotBuiltError
from data.market import Market
from data.templates import write_templates

COUNCIL = "X99000001"
COUNTED = Table(
    "counted",
    "one row",
    {"kind": Column("-", "council", "kind")},
    {"n": Column("rows", "council", "how many")},
)


def tried(run, *tables):
    """Return the Data page with one more measure."""
    data = topic("data")
    return [replace(data, measures=(*data.measures, Measure(run, tables)))]


def fails(vault):
    raise ValueError("Mary Smith, born 1931-02-17")


@pytest.fixture
def inbox(tmp_path):
    write_templates(tmp_path / "inbox")
    return tmp_path / "inbox"


def make(inbox, tmp_path, topics, **more):
    return build(
        inbox, COUNCIL, tmp_path, progress=lambda _: None, topics=topics, **more
    )


def test_a_fault_of_ours_is_a_sentence_and_its_trace_stays_in_the_vault(
    inbox, tmp_path
):
    make(inbox, tmp_path, tried(fails))  # nothing to make, so it does not run
    served = Market(tmp_path).current(COUNCIL)

    with pytest.raises(BuildFailedError, match=r"a fault of ours \(ValueError\) while"):
        make(inbox, tmp_path, tried(fails, COUNTED))

    market = Market(tmp_path)
    assert market.current(COUNCIL) == served
    failure = market.failure(COUNCIL)
    assert failure is not None
    assert "measuring data" in failure.sentence
    assert "Mary" not in failure.sentence
    trace = tmp_path / "vault" / COUNCIL / "last_fault.txt"
    assert "Mary Smith" in trace.read_text("utf-8")
    assert stat.S_IMODE(trace.stat().st_mode) == 0o600
    outside = [path for path in (tmp_path / "build").rglob("*") if path.is_file()]
    assert outside
    assert not [path for path in outside if b"Mary" in path.read_bytes()]

    make(inbox, tmp_path, tried(fails))
    assert Market(tmp_path).failure(COUNCIL) is None


def test_a_measure_that_forgets_a_table_is_refused(inbox, tmp_path):
    with pytest.raises(BrokenContractError, match="does not give table counted"):
        make(inbox, tmp_path, tried(lambda vault: {}, COUNTED))


def test_a_table_whose_source_is_missing_is_not_made(inbox, tmp_path):
    wanting = replace(COUNTED, name="wanting", needs=("cqc_ratings",))
    made = pd.DataFrame({"kind": ["a"], "n": [1]})

    make(inbox, tmp_path, tried(lambda vault: {"counted": made}, COUNTED, wanting))

    shelf = Market(tmp_path).open(COUNCIL, view="internal")
    assert shelf.table("counted")["n_status"].tolist() == ["ok"]
    assert not shelf.has("wanting")
    assert not Market(tmp_path).open(COUNCIL, view="public").has("counted")


def test_the_same_files_give_the_same_tables(inbox, tmp_path):
    topics = [topic(name) for name in ("data", "costs", "tiers", "uptake")]
    first = make(inbox, tmp_path, topics).id
    second = make(inbox, tmp_path, topics).id
    market = Market(tmp_path)

    for view in ("internal", "public"):
        old = market.open(COUNCIL, view=view, build=first)
        new = market.open(COUNCIL, view=view, build=second)
        assert old.tables == new.tables
        for name in old.tables:
            pd.testing.assert_frame_equal(old.table(name), new.table(name))


def test_every_step_is_told(inbox, tmp_path):
    told = []

    build(
        inbox, COUNCIL, tmp_path, progress=told.append, topics=tried(lambda vault: {})
    )

    assert told[0] == "Reading the inbox"
    assert told[-1] == "Serving the new build"
    assert "Measuring data (1 of 1)" in told
    assert "Protecting what may be published" in told


def test_a_code_that_is_none_makes_no_folder(inbox, tmp_path):
    with pytest.raises(NotBuiltError, match="is not a council's code"):
        build(inbox, "../elsewhere", tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["inbox"]
