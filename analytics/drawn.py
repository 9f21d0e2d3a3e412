"""A chart that has its rows and words, and can be drawn in any look."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
                setting = (
                    self.chart.setting(self.evidence) if self.chart.setting else {}
                )
                drawn = self.chart.figure(self.frame, stamped, **setting)
            return theme.stamp(drawn, stamped)
        except Exception as fault:
            log_fault(f"Chart {self.chart.name}", fault)
            raise UndrawnChartError(
                f"The chart {self.chart.name} could not be drawn; the table beneath it "
                "holds what it would show. Please report it."
            ) from None


def log_fault(what: str, fault: Exception) -> None:
    """Log where a fault arose and of which class; its words may hold values."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (
        f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    )
    log.error("%s failed: %s at %s", what, type(fault).__name__, where)
