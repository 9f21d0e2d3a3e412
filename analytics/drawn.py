"""A chart that has its rows and words, and can be drawn in any look."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.assumptions import as_they_stood
from analytics.catalogue.entry import Chart
from analytics.evidence import Evidence
from analytics.figures import theme
from analytics.figures.theme import Look
from data.errors import MarketShaperError

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
                told = without_markup(self.evidence)
                setting = self.chart.setting(told) if self.chart.setting else {}
                frame = _without_markup(self.frame)
                drawn = self.chart.figure(frame, stamped, **setting)
            return theme.stamp(drawn, stamped)
        except Exception as fault:
            log_fault(f"Chart {self.chart.name}", fault)
            raise UndrawnChartError(
                f"The chart {self.chart.name} could not be drawn; the table beneath it "
                "holds what it would show. Please report it."
            ) from None


def without_markup(evidence: Evidence) -> Evidence:
    """Return what a chart rests on with no word in it that a drawing takes for markup.

    A drawing reads <b> and <a href> in any text that it sets; a provider's name, a
    zone's or a milestone's is what somebody wrote in a file.
    """
    about = replace(evidence.about, council_name=_as_text(evidence.about.council_name))
    tables = {name: _without_markup(one) for name, one in evidence.tables.items()}
    gathered = {name: _page(one) for name, one in evidence.gathered.items()}
    return replace(evidence, about=about, tables=tables, gathered=gathered)


def _page(page: Any) -> Any:
    """Return a gathered page with its evidence and its charts' rows without markup."""
    if not is_dataclass(page) or isinstance(page, type):
        return page
    told: Any = page
    charts = {
        name: replace(one, frame=_without_markup(one.frame))
        if isinstance(one, DrawnChart)
        else one
        for name, one in told.charts.items()
    }
    return replace(told, evidence=without_markup(told.evidence), charts=charts)


def _without_markup(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the same frame, or a copy where a text holds the beginning of a tag."""
    at_fault = [
        name
        for name in frame.columns
        if isinstance(frame[name].dtype, (pd.StringDtype, pd.CategoricalDtype))
        or frame[name].dtype == object
        if any(isinstance(one, str) and "<" in one for one in frame[name])
    ]
    if not at_fault:
        return frame
    return frame.assign(**{name: frame[name].map(_as_text) for name in at_fault})


def _as_text(value: Any) -> Any:
    return value.replace("<", "&lt;") if isinstance(value, str) else value


def log_fault(what: str, fault: Exception) -> None:
    """Log where a fault arose and of which class; its words may hold values."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (
        f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    )
    log.error("%s failed: %s at %s", what, type(fault).__name__, where)
