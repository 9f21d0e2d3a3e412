"""Put one page's question to one build, and give back everything the page says."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics import words
from analytics.asking import Offered, chosen_build, offered_controls
from analytics.assumptions import as_they_stood
from analytics.catalogue.entry import Chart, Read, Topic
from analytics.evidence import About, Answer, Evidence, Notes
from analytics.figures import theme
from analytics.figures.theme import Look
from analytics.selection import Selection
from data.errors import MarketShaperError
from data.market import Market, Shelf
from data.sources import sources

log = logging.getLogger(__name__)


class UndrawnChartError(MarketShaperError):
    """A chart that failed; the rest of its page stands."""


@dataclass(frozen=True)
class DrawnChart:
    """One chart's rows and words for a selection, ready to be drawn in any look.

    Attributes
    ----------
    frame : the tidy rows that are drawn; also the table twin and the CSV
    error : why there are no rows or words, empty when there are
    """

    chart: Chart
    evidence: Evidence
    frame: pd.DataFrame
    heading: str
    sub: str
    finding: str
    assumptions: Mapping[str, Any] = field(repr=False)
    look: Look = field(repr=False)
    error: str = ""

    def figure(self, look: Look | None = None) -> go.Figure:
        """Draw it, stamped with what it may not be taken for.

        Raises
        ------
        UndrawnChartError
            If it cannot be drawn; its frame may still be shown.
        """
        about, view = self.evidence.about, self.evidence.selection.view
        stamped = replace(
            look or self.look,
            synthetic=about.is_synthetic,
            internal=view == "internal" and not self.chart.is_published_fact,
        )
        try:
            with as_they_stood(self.assumptions):
                setting = (
                    self.chart.setting(self.evidence) if self.chart.setting else {}
                )
                drawn = self.chart.figure(self.frame, stamped, **setting)
            return theme.stamp(drawn, stamped)
        except Exception as fault:
            _log(f"Chart {self.chart.name}", fault)
            raise UndrawnChartError(
                f"The chart {self.chart.name} could not be drawn; the table beneath it "
                "holds what it would show. Please report it."
            ) from None


@dataclass(frozen=True)
class Reply:
    """Everything one page says for one selection.

    Attributes
    ----------
    ignored : sentences that name the parts of the address that were left out
    missing : sources that the page needs and that were not supplied
    charts : chart name -> what is drawn
    absent : chart name -> why it is not among them
    controls : what the reader may choose, in order; none when the page cannot answer
    """

    topic: Topic
    evidence: Evidence
    selection: Selection
    ignored: list[str]
    missing: list[str]
    answer: Answer
    notes: Notes
    charts: dict[str, DrawnChart]
    absent: dict[str, str]
    controls: tuple[Offered, ...]


def ask(
    topic: Topic,
    market: Market,
    *,
    council: str,
    query: Mapping[str, str] | None = None,
    look: Look | None = None,
) -> Reply:
    """Answer a topic's question from the view and build that an address names.

    A bad part of the address is named in `ignored` and left out; a fault in one chart
    leaves the others standing. `look` is how charts are drawn unless they are told.

    Raises
    ------
    NotBuiltError
        If nothing has been built.
    """
    asked = dict(query or {})
    ignored: list[str] = []
    shelf, selection = chosen_build(market, council, asked, ignored)
    about = _about(shelf)
    missing = _missing(topic, about)
    with as_they_stood(shelf.about["assumptions"]):
        controls: tuple[Offered, ...] = ()
        if not missing:
            controls, selection = offered_controls(
                topic, shelf, selection, asked, ignored
            )
        evidence = Evidence(about, selection, _tables(topic, shelf, selection, missing))
        charts, absent = _charts(topic, evidence, missing, shelf, look or Look())
        answer, notes = _said(topic, evidence, missing)
    return Reply(
        topic=topic,
        evidence=evidence,
        selection=selection,
        ignored=ignored,
        missing=missing,
        answer=answer,
        notes=notes,
        charts=charts,
        absent=absent,
        controls=controls,
    )


def _about(shelf: Shelf) -> About:
    said = shelf.about
    return About(
        council_code=said["council"],
        council_name=said["council_name"],
        build_id=said["build"],
        built_at=dt.datetime.fromisoformat(said["built_at"]),
        as_of=dt.date.fromisoformat(said["as_of"]),
        is_synthetic=said["is_synthetic"],
        supplied={
            source: dt.date.fromisoformat(vintage) if vintage else None
            for source, vintage in said["supplied"].items()
        },
        seed=said["seed"],
    )


def _missing(topic: Topic, about: About) -> list[str]:
    """Name the sources without which the whole page cannot answer."""
    lacking = [each for each in topic.needs if each not in about.supplied]
    if topic.needs_any and len(lacking) < len(topic.needs):
        return []
    return lacking


def _tables(
    topic: Topic, shelf: Shelf, selection: Selection, missing: list[str]
) -> dict[str, pd.DataFrame]:
    if missing:
        return {}
    found = {}
    for name, read in topic.reads.items():
        table, where = (
            (read.table, read.where) if isinstance(read, Read) else (name, read)
        )
        if shelf.has(table):
            found[name] = shelf.table(table, **where(selection))
    return found


def _charts(
    topic: Topic, evidence: Evidence, missing: list[str], shelf: Shelf, look: Look
) -> tuple[dict[str, DrawnChart], dict[str, str]]:
    charts, absent = {}, {}
    for chart in topic.charts:
        lacking = [each for each in chart.needs if each not in evidence.about.supplied]
        if missing or lacking:
            absent[chart.name] = needed(missing or lacking, evidence.about)
        elif evidence.selection.view == "public" and chart.internal_reason:
            absent[chart.name] = chart.internal_reason
        elif unmade := [table for table in chart.reads if table not in evidence.tables]:
            absent[chart.name] = (
                f"This build has no {words.listing(unmade)} to draw it from."
            )
        else:
            drawn = _chart(chart, evidence, shelf.about["assumptions"], look)
            if drawn.error or len(drawn.frame):
                charts[chart.name] = drawn
            else:
                absent[chart.name] = "There is nothing to show for this choice."
    return charts, absent


def _chart(
    chart: Chart, evidence: Evidence, stood: Mapping[str, Any], look: Look
) -> DrawnChart:
    try:
        frame = chart.frame(evidence)
        said = {"heading": "", "sub": "", "finding": ""}
        if len(frame):
            said = {
                part: getattr(chart, part)(frame, evidence)
                for part in ("heading", "sub", "finding")
            }
        return DrawnChart(chart, evidence, frame, **said, assumptions=stood, look=look)
    except Exception as fault:
        # One chart's fault must not take the page with it.
        _log(f"Chart {chart.name}", fault)
        error = (
            f"The chart {chart.name} could not be worked out; the rest of this page "
            "stands. Please report it."
        )
        return DrawnChart(
            chart,
            evidence,
            pd.DataFrame(columns=list(chart.columns)),
            heading=chart.name.replace("_", " ").capitalize(),
            sub="",
            finding=error,
            assumptions=stood,
            look=look,
            error=error,
        )


def _said(topic: Topic, evidence: Evidence, missing: list[str]) -> tuple[Answer, Notes]:
    """Return the answer and the four notes, or why there are none."""
    about = evidence.about
    if missing:
        needs = needed(missing, about, any_of=topic.needs_any)
        return Answer(f"**We cannot tell yet.** {needs}", ""), _empty(about, missing)
    if not evidence.tables:
        reasons = dict.fromkeys(
            chart.internal_reason for chart in topic.charts if chart.internal_reason
        )
        text = "**None of this page is published.** " + " ".join(reasons)
        return Answer(text.strip(), ""), _empty(about, [])
    try:
        return topic.answer(evidence), topic.notes(evidence)
    except Exception as fault:
        _log(f"The answer of {topic.name}", fault)
        text = (
            "**We cannot tell yet.** The answer could not be worked out; the charts "
            "below stand on their own. Please report it."
        )
        return Answer(text, ""), _empty(about, [])


def needed(missing: list[str], about: About, *, any_of: bool = False) -> str:
    """Say which files would be needed, and that they were not supplied."""
    titles = [f"`{title_of(each)}`" for each in missing]
    named = " or ".join(titles) if any_of else words.listing(titles)
    return f"This page needs {named}, which {about.council_name} has not supplied."


def title_of(source: str) -> str:
    """Name a source as a reader knows it: a council's table by the table's own name."""
    if source.startswith("council_"):
        return source.removeprefix("council_")
    return sources()[source].title if source in sources() else source


def _empty(about: About, missing: list[str]) -> Notes:
    known = sources()
    switches = [known[each].switches_on for each in missing if each in known]
    return Notes(
        source="None: what this page rests on is not here.",
        how_old=f"The build is as of {words.date(about.as_of)}.",
        read_with_care="An empty page says nothing of care here: a blank is no zero.",
        what_would_change_this=" ".join(switches)
        or "The internal view, where it is served.",
    )


def _log(what: str, fault: Exception) -> None:
    """Log where a fault arose and of which class; its words may hold values."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (
        f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    )
    log.error("%s failed: %s at %s", what, type(fault).__name__, where)
