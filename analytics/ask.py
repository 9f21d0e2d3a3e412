"""Put one page's question to one build, and give back everything the page says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import words
from analytics.absence import empty_notes, needed, needed_by_chart
from analytics.asking import Offered, chosen_build, offered_controls
from analytics.assumptions import as_they_stood
from analytics.catalogue.entry import Chart, Topic
from analytics.drawn import DrawnChart, UndrawnChartError, log_fault
from analytics.evidence import About, Answer, Evidence, Notes
from analytics.fetching import about_of, missing_for, rows_for
from analytics.figures.theme import Look
from analytics.gathering import earlier_build, gathered_by, wanted_of, why_absent
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

    @property
    def question(self) -> str:
        """Put the topic's question with the council's name in it."""
        return self.topic.question(self.evidence.about.council_name)

    @property
    def lacking(self) -> list[str]:
        """Name the sources that the page could use and that were not supplied."""
        wanted = dict.fromkeys((*self.topic.needs, *self.topic.helps))
        return [each for each in wanted if each not in self.evidence.about.supplied]


def ask(
    topic: Topic,
    market: Market,
    *,
    council: str,
    query: Mapping[str, str] | None = None,
    look: Look | None = None,
    charts: Collection[str] | None = None,
) -> Reply:
    """Answer a topic's question from the view and build that an address names.

    A bad part of the address is named in `ignored` and left out; a fault in one chart
    leaves the others standing. `look` is how charts are drawn unless they are told;
    `charts` names those to work out, None for all. Pages that the topic gathers are
    asked first.

    Raises
    ------
    NotBuiltError
        If nothing has been built.
    """
    asked = dict(query or {})
    ignored: list[str] = []
    shelf, selection = chosen_build(market, council, asked, ignored)
    about = about_of(shelf)
    missing = missing_for(topic, about)
    with as_they_stood(shelf.about["assumptions"]):
        controls: tuple[Offered, ...] = ()
        if not missing:
            controls, selection = offered_controls(
                topic, shelf, selection, asked, ignored
            )
        tables = {} if missing else rows_for(topic, shelf, selection)
        evidence = Evidence(
            about, selection, tables, *_gathered(topic, market, selection, about)
        )
        drawn, absent = _charts(
            topic, evidence, missing, shelf, look or Look(), wanted=charts
        )
        answer, notes = _said(topic, evidence, missing)
    return Reply(
        topic=topic,
        evidence=evidence,
        selection=selection,
        ignored=ignored,
        missing=missing,
        answer=answer,
        notes=notes,
        charts=drawn,
        absent=absent,
        controls=controls,
    )


def _gathered(
    topic: Topic, market: Market, selection: Selection, about: About
) -> tuple[dict[str, Reply], dict[str, Reply]]:
    """Ask the pages that a topic gathers: of this build, and of the one before."""
    if not topic.gathers:
        return {}, {}

    council = selection.council

    def put(each: Topic, build: str | None, charts: Collection[str]) -> Reply:
        query = {"view": selection.view, **({"build": build} if build else {})}
        return ask(each, market, council=council, query=query, charts=charts)

    now = gathered_by(
        topic, lambda each: put(each, selection.build, wanted_of(topic, each))
    )
    before = earlier_build(market.builds(council), about.as_of)
    if before is None:
        return now, {}
    # Of the build before the words and the rows are enough.
    return now, gathered_by(topic, lambda each: put(each, before.id, ()))


def _charts(
    topic: Topic,
    evidence: Evidence,
    missing: list[str],
    shelf: Shelf,
    look: Look,
    *,
    wanted: Collection[str] | None,
) -> tuple[dict[str, DrawnChart], dict[str, str]]:
    charts, absent = {}, {}
    for chart in topic.charts:
        if wanted is not None and chart.name not in wanted:
            continue
        lacking = [each for each in chart.needs if each not in evidence.about.supplied]
        if missing:
            absent[chart.name] = needed(missing, evidence.about, topic.needs_any)
        elif lacking:
            absent[chart.name] = needed_by_chart(lacking, evidence.about)
        elif evidence.selection.view == "public" and chart.internal_reason:
            absent[chart.name] = chart.internal_reason
        elif why := why_absent(chart, evidence):
            absent[chart.name] = why
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
    has_any = evidence.tables or evidence.gathered
    if not has_any and evidence.selection.view == "internal":
        text = (
            "**We cannot tell yet.** This build holds no table of this page: an "
            "earlier version made it. Build again from the same files."
        )
        return Answer(text, ""), empty_notes(about, [], "A new build.")
    if not has_any or _stays_inside(topic, evidence):
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
