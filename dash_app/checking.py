"""Check files before a build: what each is, what is good, what is wrong, what to do."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics import words
from analytics.measures.sources import made_up
from data.errors import UnreadableFileError
from data.inbox import ReadFile, account, read_files
from data.landing import COUNCIL_SOURCES
from data.opening import Unread, open_file
from data.readers import READERS
from data.readers.council import TABLES
from data.readers.council.settle import settle
from data.readers.reader import ReadContext, Reject
from data.sources import sources
from data.vault_folder import hasher

EXAMPLES = 5  # lines of each rule, where values may be shown

# How to put right what a rule refuses, by a word of the rule; the first that fits.
REMEDIES = (
    (r"cells where the header", "Put cells that hold a comma in quotation marks, or "
     "save the file as CSV again from its spreadsheet."),
    (r"more than once with different", "Keep the row that is right, and take out the "
     "others."),
    (r"not in the \w+ table|not known", "Correct the number here, or add its row to "
     "the other table."),
    (r"is empty|both empty", "Fill in the cell, or take out the row."),
    (r"is before (?!19)|is after ", "One of the two dates is wrong: correct it."),
    (r"is less than|is more than|or more|from [\d,]+ to", "Check the unit and the "
     "decimal point."),
    (r"is not one of|not on the list", "Write one of these words as it stands here."),
    (r"rounded by a spreadsheet", "Format the column as text, fetch the numbers again "
     "from their source, and save."),
    (r"spreadsheet's own number|not a date|month first", "Format the column as a date "
     "of the form yyyy-mm-dd, and save as CSV again."),
)  # fmt: skip
OTHERWISE = "Correct the cell, and check the file again."


@dataclass(frozen=True)
class Fault:
    """One rule that rows break: how many, where first, what such a cell looks like.

    `examples` are made up, or the file's own where those may be shown.
    """

    rule: str
    rows: int
    first_line: int
    examples: tuple[str, ...]
    remedy: str


@dataclass(frozen=True)
class Checked:
    """What is told of one file to the person who made it.

    Attributes
    ----------
    says : one sentence: the account of its rows, or why it is not read
    title, one_row : what it was recognised as; empty where it was not
    good, rows : rows that would come in, and rows read
    hides : whether it may hold personal data, so that its values are not shown
    """

    name: str
    says: str
    title: str = ""
    one_row: str = ""
    good: int = 0
    rows: int = 0
    rejected: int = 0
    hides: bool = False
    skipped: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Say whether it was recognised and no row would be kept out."""
        return bool(self.title) and not self.rejected

    @property
    def good_said(self) -> str:
        """Say how many rows would come in."""
        would = f"{words.plural(self.good, 'row')} would come in"
        return f"{would}." if self.is_clean else f"{would}, of {self.rows:,} read."


def check(
    paths: Sequence[Path], say: Callable[[str], None], *, show_values: bool = False
) -> list[Checked]:
    """Tell of each file what it is, what is good, what is wrong and what to do.

    Returns
    -------
    list of Checked
        The same without a value of any personal file, to send on.

    Raises
    ------
    UnreadableFileError
        If a file is not there.
    """
    read, unread = _read(paths)
    for each in [*unread, *(_checked(file, show_values=show_values) for file in read)]:
        for line in _told(each):
            say(line)
    return [*unread, *(_checked(file, show_values=False) for file in read)]


def _told(checked: Checked) -> Iterator[str]:
    """Write what is told of one file as lines of a terminal."""
    yield checked.says
    if not checked.title:
        return
    is_one = f": a row is {checked.one_row}" if checked.one_row else ""
    yield f"  Recognised as {checked.title}{is_one}."
    yield f"  Good: {checked.good_said}"
    yield from (f"  {sentence}" for sentence in (*checked.notices, *checked.skipped))
    for fault in checked.faults:
        rows = words.plural(fault.rows, "row")
        yield f"  Wrong: {rows}, first at line {fault.first_line:,}: {fault.rule}"
        yield from (f"    {example}" for example in fault.examples)
        yield f"    To put it right: {fault.remedy}"
    if checked.hides and checked.faults:
        yield (
            "  This file may hold personal data, so its values are not shown; "
            "--show-values shows them."
        )


def _read(paths: Sequence[Path]) -> tuple[list[ReadFile], list[Checked]]:
    for path in paths:
        if not path.is_file():
            raise UnreadableFileError(
                f"There is no file {path}; give the path of a file to check."
            )
    # No key of any vault: nothing that is read here is kept.
    context = ReadContext("X99000001", hasher(secrets.token_bytes(32)))
    files: list[ReadFile] = []
    unread: list[Checked] = []
    for path in paths:
        try:
            for each in read_files(open_file(path), READERS, context):
                if isinstance(each, Unread):
                    unread.append(Checked(each.name, each.sentence))
                else:
                    files.append(each)
        except UnreadableFileError as fault:
            unread.append(Checked(path.name, str(fault)))
    own = [each for each in files if each.reader.source in COUNCIL_SOURCES]
    others = [each for each in files if each.reader.source not in COUNCIL_SOURCES]
    return [*settle(own), *others], unread


def _checked(file: ReadFile, *, show_values: bool) -> Checked:
    """Gather what is told of a file that was recognised."""
    reading, source = file.reading, sources()[file.reader.source]
    hides = source.is_personal and not show_values
    ours = {table.source: table.one_row for table in TABLES}
    return Checked(
        file.name,
        account(file),
        source.title,
        ours.get(source.name, ""),
        reading.accepted,
        reading.rows_read,
        reading.rejected_rows,
        hides,
        tuple(
            f"Skipped {words.plural(rows, 'row')}: {reason}."
            for reason, rows in reading.skipped.items()
        ),
        tuple(reading.notices),
        tuple(_faults(reading.rejects, hides=hides)),
    )


def _faults(rejects: Sequence[Reject], *, hides: bool) -> Iterable[Fault]:
    """Tell each rule once, the one that most rows break first."""
    kinds = Counter((each.column, each.rule) for each in rejects)
    for (column, rule), count in kinds.most_common():
        broken = [
            each for each in rejects if (each.column, each.rule) == (column, rule)
        ]
        example = made_up(rule)
        hidden = (f"Such as (made up): {example}",) if example else ()
        shown = hidden if hides else tuple(_values(broken))
        yield Fault(rule, count, broken[0].line, shown, remedy(rule))


def remedy(rule: str) -> str:
    """Say how to put right what a rule refuses.

    >>> remedy("ended_on is before started_on.")
    'One of the two dates is wrong: correct it.'
    """
    found = (said for pattern, said in REMEDIES if re.search(pattern, rule))
    return next(found, OTHERWISE)


def _values(broken: Sequence[Reject]) -> Iterator[str]:
    for each in broken[:EXAMPLES]:
        yield f"line {each.line:,}: {each.value or '(empty)'}"
    if len(broken) > EXAMPLES:
        yield f"and {len(broken) - EXAMPLES:,} more"
