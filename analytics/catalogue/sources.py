"""The Data page: what was supplied, what was read, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.answers import sources as said
from analytics.catalogue.entry import (
    Chart,
    Column,
    Control,
    Levels,
    Measure,
    Option,
    Table,
    Topic,
)
from analytics.evidence import Evidence
from analytics.figures.ages import source_ages
from analytics.measures.sources import accounts
from analytics.selection import Selection

FILES = Table(
    name="files",
    grain="one file of the inbox, and one source where a file holds several",
    keys={
        "file": Column("-", "council", "name of the file, in its folder"),
        "source": Column("-", "council", "what it was recognised as; blank if not"),
    },
    values={
        "title": Column("-", "council", "the source's title"),
        "access": Column("-", "council", "open or personal"),
        "describes_on": Column("date", "council", "date that its figures describe"),
        "rows_read": Column("rows", "council", "rows in the file"),
        "accepted": Column("rows", "council", "rows in use"),
        "rejected": Column("rows", "council", "rows kept out by a rule"),
        "skipped": Column("rows", "council", "rows passed over for a stated reason"),
        "why_skipped": Column("-", "council", "the reasons"),
        "is_read": Column("-", "council", "whether it was recognised"),
        "remark": Column("-", "council", "what its reader had to say"),
    },
)
REJECTS = Table(
    name="rejects_by_rule",
    grain="one rule that one column of one file breaks",
    keys={
        "file": Column("-", "council", "name of the file"),
        "source": Column("-", "council", "what it was recognised as"),
        "column_name": Column("-", "council", "column at fault; blank: the whole row"),
        "rule": Column("-", "council", "the rule, without any value"),
    },
    values={
        "rows": Column("rows", "council", "rows that break it"),
        "first_line": Column("line", "council", "first of them, header included"),
        "made_up": Column("-", "open", "a made-up cell that would break the rule"),
    },
)
AGES = Table(
    name="source_ages",
    grain="one source that was supplied",
    keys={"source": Column("-", "open", "its key in data/sources.yaml")},
    values={
        "title": Column("-", "open", "its title"),
        "describes_on": Column("date", "open", "date that its figures describe"),
        "is_open": Column("-", "open", "whether anyone may have it"),
    },
)

SHOWN = {
    "all": "All files",
    "council": "The council's own",
    "open": "Published",
    "rejected": "With rejected rows",
}


def _shown(levels: Levels, selection: Selection) -> Sequence[Option]:
    offered = SHOWN if levels("files", "file") else {"all": "All sources"}
    return [Option(value, label) for value, label in offered.items()]


def _found(levels: Levels, selection: Selection) -> Sequence[Option]:
    return [Option("", "All files"), *(Option(f, f) for f in levels("files", "file"))]


def _setting(evidence: Evidence) -> dict[str, Any]:
    return {"today": evidence.about.as_of}


TOPIC = Topic(
    name="data",
    title="Data",
    order=90,
    question=lambda council: "What was supplied, what was read, and how old is it?",
    measures=(Measure(accounts, (FILES, REJECTS, AGES)),),
    reads={
        "files": lambda selection: {},
        "rejects_by_rule": lambda selection: {},
        "source_ages": lambda selection: {},
    },
    controls=(
        Control("show", "Show", "select", lambda levels, selection: "all", _shown),
        Control(
            "file",
            "Find a file",
            "find",
            lambda levels, selection: "",
            _found,
            note="Name of a file",
        ),
    ),
    charts=(
        Chart(
            name="source_ages",
            heading=said.heading,
            sub=said.sub,
            finding=said.finding,
            frame=said.frame,
            figure=source_ages,
            columns={
                "title": "Source",
                "describes_on": "Describes",
                "years": "Years before the build",
            },
            reads=("source_ages",),
            setting=_setting,
        ),
    ),
    answer=said.answer,
    notes=said.notes,
)
