"""What is told of files as they should not be, and that no row of them is lost."""

import pytest

from data.errors import MarketShaperError
from data.inbox import ReadFile, account, read_files
from data.landing import COUNCIL_SOURCES
from data.opening import open_file
from data.readers import READERS
from data.readers.council.settle import settle
from tests.bad_files import BAD_FILES, SECRET
from tests.council_files import CONTEXT


def fate(path):
    """Return what is told of a file, and its rows: read, good, bad and skipped."""
    rows = [0, 0, 0, 0]
    said = []
    try:
        files = list(read_files(open_file(path), READERS, CONTEXT))
    except MarketShaperError as fault:
        return [str(fault)], rows
    for file in files:
        if not isinstance(file, ReadFile):
            said.append(file.sentence)
            continue
        if file.reader.source in COUNCIL_SOURCES:
            (file,) = settle([file])
        read = file.reading
        counts = (
            read.rows_read,
            read.accepted,
            read.rejected_rows,
            sum(read.skipped.values()),
        )
        rows = [total + count for total, count in zip(rows, counts, strict=True)]
        said += [account(file), *read.skipped, *read.notices]
        said += [reject.rule for reject in read.rejects]
        assert {one.line for one in read.rejects} or not read.rejected_rows
    return said, rows


def name_of(case):
    return f"{case.kind}: {case.name}"


@pytest.mark.parametrize("case", BAD_FILES, ids=name_of)
def test_a_bad_file_is_told_in_a_sentence_and_loses_no_row(tmp_path, case):
    path = tmp_path / "file"
    path.write_bytes(case.contents())

    said, (read, good, bad, skipped) = fate(path)

    assert case.sentence in said
    assert (good, bad, skipped) == (case.good, case.bad, case.skipped)
    assert read == good + bad + skipped
    assert said, "a file must not disappear"
    assert not any(SECRET in sentence for sentence in said)
    assert not any("Error" in sentence for sentence in said), "a fault of ours"


def test_the_corpus_is_as_broad_as_it_should_be():
    assert len(BAD_FILES) >= 60
    assert len({case.kind for case in BAD_FILES}) >= 15
    assert len({name_of(case) for case in BAD_FILES}) == len(BAD_FILES)
