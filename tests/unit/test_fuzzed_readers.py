"""Small files changed at random: never a traceback, a hang or a lost row."""

import gzip
import resource
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import MarketShaperError
from data.inbox import ReadFile, read_files
from data.landing import COUNCIL_SOURCES
from data.opening import open_file
from data.readers import READERS
from data.readers.council import TABLES
from data.readers.council.settle import settle
from tests.bad_files import SECRET, people, supply_book, zipped
from tests.cld_files import event, headed
from tests.council_files import CONTEXT, as_csv, worked
from tests.small_files import contents

MORE_MEMORY = 300_000  # KiB: some libraries take theirs with their first file
COUNCILS = [as_csv([worked(table), worked(table)]).encode() for table in TABLES]
PUBLISHED = list(contents().values())
PACKED = [
    supply_book(),
    gzip.compress(people().encode()),
    zipped({"a.csv": people().encode(), "b.csv": COUNCILS[1]}),
]
EVENTS = [headed(event("P1"), event("P2")).encode(), people(n=9).encode()]
NASTY = (
    b"",
    b'"',
    b"\x00",
    b"\xff\xfe",
    b"\r",
    b"\n\n",
    b",",
    b";",
    b"\xc3",
    b"nan",
    b"1e999",
    b"-9223372036854775809",
    b"=1+1",
    b"#REF!",
    b"2026-02-30",
    b"99999-01-01",
    b"\xe2\x80\xae",
    b"[c]",
    b"{",
    b"]",
    b"null",
    b"<a>",
    b"A" * 300,
)
PLACE = st.floats(0, 1, exclude_max=True)
CHANGE = st.one_of(
    st.tuples(st.just("flip"), PLACE, st.integers(1, 255)),
    st.tuples(st.just("put"), PLACE, st.sampled_from(NASTY)),
    st.tuples(st.just("cell"), PLACE, st.sampled_from(NASTY)),
    st.tuples(st.just("cut"), PLACE, st.none()),
    st.tuples(st.just("drop"), PLACE, st.integers(1, 60)),
    st.tuples(st.just("twice"), PLACE, st.integers(1, 60)),
)


def changed(whole, changes):
    """Return the bytes of a file after some changes."""
    for how, place, what in changes:
        at = int(place * len(whole))
        if not whole:
            break
        if how == "flip":
            whole = whole[:at] + bytes([whole[at] ^ what]) + whole[at + 1 :]
        elif how == "put":
            whole = whole[:at] + what + whole[at:]
        elif how == "cell":
            cells = whole.split(b",")
            cells[int(place * len(cells))] = what
            whole = b",".join(cells)
        elif how == "cut":
            whole = whole[: max(at, 1)]
        elif how == "drop":
            whole = whole[:at] + whole[at + what :]
        else:
            whole = whole[: at + what] + whole[at:]
    return whole


def read(whole):
    """Read one file as an inbox does; what we refuse is told, and no fault of ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(whole)
        try:
            files = list(read_files(open_file(path), READERS, CONTEXT))
        except MarketShaperError as fault:
            assert "Error)" not in str(fault), "an error that nobody had thought of"
            return [str(fault)]
    told = [file.sentence for file in files if not isinstance(file, ReadFile)]
    kept = [file for file in files if isinstance(file, ReadFile)]
    ours = settle([file for file in kept if file.reader.source in COUNCIL_SOURCES])
    for file in ours:  # the sum of its parts is checked wherever a reading is made
        reading = file.reading
        told += [*reading.notices, *(reject.rule for reject in reading.rejects)]
        assert sum(map(len, reading.tables.values())) == reading.accepted
    return told + [file.name for file in kept]


@pytest.mark.parametrize(
    "files",
    [COUNCILS, PUBLISHED, PACKED, EVENTS],
    ids=["councils", "published", "packed", "people"],
)
def test_no_change_of_a_file_is_more_than_we_can_say(files):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    @settings(
        max_examples=60,
        deadline=timedelta(seconds=15),
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(files), st.lists(CHANGE, min_size=1, max_size=4))
    def fuzzed(whole, changes):
        told = read(changed(whole, changes))
        assert told, "a file must not disappear"
        assert not any(SECRET in sentence for sentence in told)

    fuzzed()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < MORE_MEMORY
