"""The nouns of the catalogue: table, measure, control, chart, topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import pandas as pd
import plotly.graph_objects as go

from analytics.evidence import Answer, Evidence, Notes
from analytics.selection import Selection
from data.vault import Vault

ColumnClass = Literal["open", "council", "provider_confidential", "worker", "person"]


@dataclass(frozen=True)
class Column:
    """One value column of a desk table: its unit, its class and its meaning."""

    unit: str
    column_class: ColumnClass
    meaning: str


@dataclass(frozen=True)
class Table:
    """A desk table: what one row is, and what it holds.

    Attributes
    ----------
    keys : columns that say what a row is; they have no status
    values : the other columns; each number among them has `<column>_status` beside it
    needs : sources (names in data/sources.yaml) without which the table is not made
    """

    name: str
    grain: str
    keys: Mapping[str, Column]
    values: Mapping[str, Column]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """One function, run at build time, and the desk tables it fills."""

    run: Callable[[Vault], Mapping[str, pd.DataFrame]]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Option:
    """One choice of a control: what the address holds, what a person reads."""

    value: str
    label: str


class Levels(Protocol):
    """Distinct values of a column of a table on the shelf, none for no such column."""

    def __call__(
        self, table: str, column: str, *, beside: str | None = None, **where: Any
    ) -> list[Any]:
        """Return them in order, of the rows that `where` keeps.

        With `beside`, pairs of the value and that column's, ordered by the latter.
        """
        ...


@dataclass(frozen=True)
class Span:
    """How far a slider goes, how finely, and the range that was tested."""

    low: float
    high: float
    step: float
    band: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class Control:
    """One question put to the reader; its name is its key in the address.

    `options` is called with a `Levels` function and the selection so far, so that a
    control offers exactly what the shelf holds. Sliders give low, high, step; their
    pale band is the tested range; `note` is the source, or "Chosen by us".
    `default` is called the same way. Where a slider's ends follow from what the shelf
    holds, `span` gives them and the fixed ones are the furthest that it may go.

    A number is a box between low and high that may be empty. `reasoned` is one of the
    options with words of the reader's own. `refuses` says in one sentence why what the
    address asks for cannot be taken, nothing where it can; it is asked in place of the
    options. `beside` stands in the evidence, by what it acts on, and not in the row.
    """

    name: str
    label: str
    kind: Literal["select", "slider", "find", "hidden", "number", "reasoned"]
    default: Callable[[Levels, Selection], str]
    options: Callable[[Levels, Selection], Sequence[Option]] | None = None
    low: float | None = None
    high: float | None = None
    step: float | None = None
    band: tuple[float, float] | None = None
    unit: str = ""
    note: str = ""
    span: Callable[[Levels, Selection], Span] | None = None
    refuses: Callable[[str, Levels, Selection], str] | None = None
    beside: bool = False

    def reach(self, levels: Levels, selection: Selection) -> Span:
        """Return a slider's ends, step, tested range and source note."""
        if self.span is not None:
            return self.span(levels, selection)
        if self.low is None or self.high is None or self.step is None:
            raise ValueError(f"{self.name} is no slider: it has no ends or no step.")
        return Span(self.low, self.high, self.step, self.band, self.note)


@dataclass(frozen=True)
class Chart:
    """One piece of evidence: a frame, the figure that draws it, and its words.

    Attributes
    ----------
    heading, sub, finding : functions of (frame, evidence)
        The heading, the grey line under it (unit, period, what the marks are) and the
        text alternative, which is the finding and not the form.
    frame : function of evidence
        The tidy rows that are drawn; also the table twin and the CSV.
    figure : function of (frame, look, **setting)
    setting : function of evidence, or None
        What is drawn round the rows and is not one of them: a base map, the line, the
        chosen area. Passed to `figure` by name.
    columns : the frame's columns that the table twin and the CSV hold, in order, with
        their labels; the CSV keeps the frame's names, and the status beside each number
    sometimes : of these, those that are there for some choices only
    needs : sources without which this chart alone cannot be drawn
    uses : tables besides, which it is drawn from where they are there; their sources
        are named with it
    follows : controls that can change what is drawn, so that it is drawn once for all
        the others; None for every control
    internal_reason : why it has no release; empty when every table it reads has one
    of : the gathered page and its chart that this one is a small one of; where that is
        absent this is too, and for the same reason
    """

    name: str
    heading: Callable[[pd.DataFrame, Evidence], str]
    sub: Callable[[pd.DataFrame, Evidence], str]
    finding: Callable[[pd.DataFrame, Evidence], str]
    frame: Callable[[Evidence], pd.DataFrame]
    figure: Callable[..., go.Figure]
    columns: Mapping[str, str]
    reads: tuple[str, ...]
    setting: Callable[[Evidence], Mapping[str, Any]] | None = None
    sometimes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    follows: tuple[str, ...] | None = None
    internal_reason: str = ""
    is_published_fact: bool = False  # a real publication: no synthetic mark
    of: tuple[str, str] | None = None


Where = Callable[[Selection], Mapping[str, Any]]
"""Which rows of a table a selection needs: column -> value, or list of values."""


@dataclass(frozen=True)
class Read:
    """Some rows of a table under a name of their own, where a page needs two cuts."""

    table: str
    where: Where


@dataclass(frozen=True)
class Topic:
    """One page: a question, its controls, its evidence, its words.

    Attributes
    ----------
    reads : desk table -> which of its rows this selection needs; or a name -> a `Read`
    needs : sources without which the whole page cannot answer; when `needs_any` is
        set, one of them is enough
    question : function of the council's name
    will_answer : what an empty page says that it will answer
    group : the menu's word for several pages that ask after one thing; the page's own
        title when it stands alone
    part : the page's link among those of its group
    gathers : other pages whose answers this one rests on, each at its first choices
    """

    name: str
    title: str
    order: int
    question: Callable[[str], str]
    measures: tuple[Measure, ...]
    reads: Mapping[str, Where | Read]
    controls: tuple[Control, ...]
    charts: tuple[Chart, ...]
    answer: Callable[[Evidence], Answer]
    notes: Callable[[Evidence], Notes]
    needs: tuple[str, ...] = ()
    needs_any: bool = False
    helps: Mapping[str, str] = field(default_factory=dict)
    will_answer: tuple[str, ...] = ()
    group: str = ""
    part: str = ""
    gathers: tuple[Topic, ...] = ()

    @property
    def menu(self) -> str:
        """Return the word under which the menu lists the page."""
        return self.group or self.title
