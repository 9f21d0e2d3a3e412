"""Check files before a build: what each is, and which rows would be kept out."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from analytics import words
from analytics.measures.sources import made_up
from data.errors import UnreadableFileError
from data.inbox import ReadFile, account, read_files
from data.landing import COUNCIL_SOURCES
from data.opening import Unread, open_file
from data.readers import READERS
from data.readers.council.settle import settle
from data.readers.reader import ReadContext, Reject
from data.sources import sources
from data.vault_folder import hasher

VALUES_SHOWN = 5  # lines of each rule, with --show-values


def check(
    paths: Sequence[Path], say: Callable[[str], None], *, show_values: bool = False
) -> bool:
    """Tell of each file what it is and which rows break which rule.

    Returns
    -------
    bool
        Whether every file was recognised and no row would be kept out.

    Raises
    ------
    UnreadableFileError
        If a file is not there, or breaks off.
    """
    read, unread = _read(paths)
    for nothing in unread:
        say(nothing.sentence)
    for file in read:
        say(account(file))
        for sentence in file.reading.notices:
            say(f"  {sentence}")
        for reason, rows in file.reading.skipped.items():
            say(f"  Skipped {words.plural(rows, 'row')}: {reason}.")
        for line in _rejects(file, show_values=show_values):
            say(f"  {line}")
    return not unread and not any(file.reading.rejected_rows for file in read)


def _read(paths: Sequence[Path]) -> tuple[list[ReadFile], list[Unread]]:
    for path in paths:
        if not path.is_file():
            raise UnreadableFileError(
                f"There is no file {path}; give the path of a file to check."
            )
    # No key of any vault: nothing that is read here is kept.
    context = ReadContext("X99000001", hasher(secrets.token_bytes(32)))
    opened = (each for path in paths for each in open_file(path))
    told = list(read_files(opened, READERS, context))
    files = [each for each in told if isinstance(each, ReadFile)]
    own = [each for each in files if each.reader.source in COUNCIL_SOURCES]
    others = [each for each in files if each.reader.source not in COUNCIL_SOURCES]
    return [*settle(own), *others], [each for each in told if isinstance(each, Unread)]


def _rejects(file: ReadFile, *, show_values: bool) -> Iterable[str]:
    """Tell each rule once: how many rows break it, the first, and an example."""
    rejects = file.reading.rejects
    lines = Counter((each.column, each.rule) for each in rejects)
    hidden = sources()[file.reader.source].is_personal and not show_values
    for (column, rule), count in lines.most_common():
        broken = [
            each for each in rejects if (each.column, each.rule) == (column, rule)
        ]
        yield f"{words.plural(count, 'row')}, first at line {broken[0].line:,}: {rule}"
        if hidden:
            example = made_up(rule)
            yield (
                f"  Such as (made up): {example}" if example else "  Values are hidden."
            )
        else:
            yield from _values(broken)
    if hidden and lines:
        yield (
            "This file may hold personal data, so its values are not shown; "
            "--show-values shows them."
        )


def _values(broken: Sequence[Reject]) -> Iterable[str]:
    for each in broken[:VALUES_SHOWN]:
        yield f"  line {each.line:,}: {each.value or '(empty)'}"
    if len(broken) > VALUES_SHOWN:
        yield f"  and {len(broken) - VALUES_SHOWN:,} more"
