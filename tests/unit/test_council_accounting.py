"""No row is lost, whatever is in it."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.inbox import ReadFile
from data.readers.council import TABLES
from data.readers.council.settle import settle
from tests.council_files import (
    CONTEXT,
    as_csv,
    opened,
    reader_of,
    worked,
)

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "2026-02-30",
            "2026-01-01",
            "yes",
            "direct_payment",
            "12",
            "-1",
            "PR-001",
            "ZZ1 1AA",
            "X01000001",
            '"',
            "'",
            ";",
            "a,b",
            "NULL",
            "x" * 300,
        ]
    ),
    st.text(max_size=6),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(table=st.sampled_from(TABLES), drawn=st.data())
def test_rows_read_are_accepted_rejected_or_skipped(tmp_path, table, drawn):
    names = [column.name for column in table.columns]
    rows = [
        worked(table)
        | drawn.draw(st.dictionaries(st.sampled_from(names), CELLS, max_size=3))
        for _ in range(drawn.draw(st.integers(0, 6)))
    ]
    text = as_csv(rows, header=names)
    file = opened(tmp_path, text)
    reading = reader_of(table).read(file, CONTEXT)
    (settled_file,) = settle([ReadFile("file.csv", reader_of(table), reading)])

    for account in (reading, settled_file.reading):
        # Reading refuses to be made if its parts do not add up; this is the whole.
        assert account.rows_read == len(rows)
        (frame,) = account.tables.values()
        assert len(frame) == account.accepted
        lines = {reject.line for reject in account.rejects}
        assert len(lines) == account.rejected_rows
        assert not lines & set(frame["line"])
    assert all(re.search(r"\.$", reject.rule) for reject in reading.rejects)
