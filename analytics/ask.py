"""Put one page's question to one build, and give back everything the page says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import words
from analytics.absence import empty_notes, needed, needed_by_chart
from analytics.asking import Offered, chosen_build, offered_controls
from analytics.assumptions import as_they_stood
from analytics.catalogue.entry import Chart, Read, Topic
from analytics.drawn import DrawnChart, UndrawnChartError, log_fault
from analytics.evidence import About, Answer, Evidence, Notes
from analytics.figures.theme import Look
from analytics.selection import Selection
from data.market import Market
from data.shelf import Shelf

__all__ = ["DrawnChart", "Reply", "UndrawnChartError", "ask"]


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
        if not shelf.has(table):
            continue
        wanted = where(selection)
        # An older build may lack a column; what is drawn from it is then absent.
        if set(wanted) <= set(shelf.columns(table)):
            found[name] = shelf.table(table, **wanted)
    return found


def _charts(
    topic: Topic, evidence: Evidence, missing: list[str], shelf: Shelf, look: Look
) -> tuple[dict[str, DrawnChart], dict[str, str]]:
    charts, absent = {}, {}
    for chart in topic.charts:
        lacking = [each for each in chart.needs if each not in evidence.about.supplied]
        if missing:
            absent[chart.name] = needed(missing, evidence.about, topic.needs_any)
        elif lacking:
            absent[chart.name] = needed_by_chart(lacking, evidence.about)
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
        # The public file may hold fewer columns than the desk.
        there = {name: chart.columns[name] for name in chart.columns if name in frame}
        chart = replace(chart, columns=there)
        said = {"heading": "", "sub": "", "finding": ""}
        if len(frame):
            said = {
                part: getattr(chart, part)(frame, evidence)
                for part in ("heading", "sub", "finding")
            }
        return DrawnChart(chart, evidence, frame, **said, assumptions=stood, look=look)
    except Exception as fault:
        # One chart's fault must not take the page with it.
        log_fault(f"Chart {chart.name}", fault)
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


def _stays_inside(topic: Topic, evidence: Evidence) -> bool:
    """Say whether nothing that the page draws may be published."""
    return evidence.selection.view == "public" and all(
        chart.internal_reason for chart in topic.charts
    )


def _said(topic: Topic, evidence: Evidence, missing: list[str]) -> tuple[Answer, Notes]:
    """Return the answer and the four notes, or why there are none."""
    about = evidence.about
    if missing:
        needs = needed(missing, about, any_of=topic.needs_any)
        return Answer(f"**We cannot tell yet.** {needs}", ""), empty_notes(
            about, missing
        )
    if not evidence.tables or _stays_inside(topic, evidence):
        reasons = dict.fromkeys(
            chart.internal_reason for chart in topic.charts if chart.internal_reason
        )
        text = "**None of this page is published.** " + " ".join(reasons)
        return Answer(text.strip(), ""), empty_notes(about, [])
    try:
        return topic.answer(evidence), topic.notes(evidence)
    except Exception as fault:
        log_fault(f"The answer of {topic.name}", fault)
        text = (
            "**We cannot tell yet.** The answer could not be worked out; the charts "
            "below stand on their own. Please report it."
        )
        return Answer(text, ""), empty_notes(about, [])
