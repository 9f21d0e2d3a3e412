"""What an answer rests on, and the words it is given in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from analytics.selection import Selection


@dataclass(frozen=True)
class About:
    """What every page says of the build it draws from.

    Attributes
    ----------
    supplied : source name -> the date its figures describe, for the sources supplied
    """

    council_code: str
    council_name: str
    build_id: str
    built_at: dt.datetime
    as_of: dt.date
    is_synthetic: bool
    supplied: Mapping[str, dt.date | None]
    seed: int


@dataclass(frozen=True)
class Evidence:
    """The rows fetched for one selection, and what they are about.

    Attributes
    ----------
    gathered : page's name -> what it says of the same build, where pages are gathered
    before : the same of the build before, as far as there is one and it can be told
    """

    about: About
    selection: Selection
    tables: Mapping[str, pd.DataFrame]
    gathered: Mapping[str, Page] = field(default_factory=dict)
    before: Mapping[str, Page] = field(default_factory=dict)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Return one fetched table."""
        return self.tables[table]

    def has(self, table: str) -> bool:
        """Say whether the table is on the shelf and holds a row for this selection."""
        return table in self.tables and len(self.tables[table]) > 0


@dataclass(frozen=True)
class Answer:
    """The answer in words. `**bold**` marks the numbers that carry it.

    Attributes
    ----------
    text : the answer, one or two sentences, first words answering the question
    sure : one grey sentence on how sure we are
    facts : numbers said in the text, by name, for the tests that compare products
    """

    text: str
    sure: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notes:
    """The four columns under every page, at most 30 words each."""

    source: str
    how_old: str
    read_with_care: str
    what_would_change_this: str


class Rows(Protocol):
    """A chart of another page: its rows, and what they show."""

    @property
    def frame(self) -> pd.DataFrame:
        """Return the rows that it draws."""
        ...

    @property
    def finding(self) -> str:
        """Return what they show, in words."""
        ...

    @property
    def error(self) -> str:
        """Return why there are no rows, empty when there are."""
        ...


class Page(Protocol):
    """What another page says, as far as a page that gathers it needs to know."""

    @property
    def question(self) -> str:
        """Return the question that it answers."""
        ...

    @property
    def evidence(self) -> Evidence:
        """Return what its answer rests on."""
        ...

    @property
    def answer(self) -> Answer:
        """Return its answer."""
        ...

    @property
    def notes(self) -> Notes:
        """Return its four columns."""
        ...

    @property
    def missing(self) -> Sequence[str]:
        """Name the sources without which it cannot answer."""
        ...

    @property
    def lacking(self) -> Sequence[str]:
        """Name the sources that it could use and that were not supplied."""
        ...

    @property
    def charts(self) -> Mapping[str, Rows]:
        """Return its charts, by name."""
        ...

    @property
    def absent(self) -> Mapping[str, str]:
        """Return why a chart is not among them, by name."""
        ...
