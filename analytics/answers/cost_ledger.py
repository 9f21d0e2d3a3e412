"""What each model pays for: the rows of the ledger, and its words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.cost_gaps import gap_sentences, left_out, our_readings
from analytics.answers.cost_ledger_rows import AN_HOUR, TASK, TOTAL, columns_of, rows
from analytics.answers.cost_words import hours, price_year, sentence_case
from analytics.costs.models import model, tasks
from analytics.costs.scenario import scenario
from analytics.evidence import Evidence

__all__ = ["AN_HOUR", "COLUMNS", "TASK", "TOTAL", "frame", "setting"]

COLUMNS = {
    "line": "Line",
    "label": "Model",
    "shown": "As shown",
    "value": "Value",
    "unit": "Unit",
    "lower": "Likely range, low",
    "upper": "Likely range, high",
    "says": "In words",
}


def frame(evidence: Evidence) -> pd.DataFrame:
    """Return the ledger.

    Returns
    -------
    DataFrame, one row for each line of the ledger and model
        section (task, total, below), line, model, label, value with value_status (in
        `unit`), lower and upper (P10 and P90, £ an hour; not_applicable elsewhere),
        shown (the value as written, or the mark of its blank), says (words beside it).
    """
    told = scenario(evidence)
    if not told.shown:
        return pd.DataFrame(columns=[*COLUMNS])
    found = pd.DataFrame(rows(told))
    for column in ("value", "lower", "upper"):
        found[column] = found[column].astype(float)
    for column in ("lower", "upper"):
        found[f"{column}_status"] = np.where(
            found[column].isna(), "not_applicable", "ok"
        )
    return found


def setting(evidence: Evidence) -> dict[str, Any]:
    """Return what is drawn round the rows: the head, the palette, the order."""
    told = scenario(evidence)
    return {
        "head": f"Task, prices of {price_year(told.price_base)}",
        "colours": {each.key: (each.colour, each.ink) for each in columns_of(told)},
        "order": [each.key for each in columns_of(told)],
        "short": {each.key: sentence_case(each.short) for each in columns_of(told)},
    }


def longest(frame: pd.DataFrame) -> float:
    """Return the dearest task's cost: the end of the bars' common scale."""
    return float(frame.loc[frame["section"] == TASK, "value"].max())


def heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the ledger."""
    return "One ledger: what each model pays for"


def sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the unit, the volume, what is lacking, and whether a task is paid twice."""
    told = scenario(evidence)
    once = [] if told.alike.lacks else ["Each task is paid once; "]
    said = "".join(
        [
            f"£ a year at {hours(told.hours_a_year)} hours. ",
            *(f"{each} " for each in (*our_readings(told), *gap_sentences(told))),
            *once,
        ]
    )
    if not told.aside:
        return f"{said}{'no' if once else 'No'} task is paid for twice in this scenario"
    named = words.listing(
        sorted(
            f"{tasks()[line.task].lower()} ({model(line.model).short})"
            for line in told.aside
        )
    )
    these = "these" if once else "These"
    return f"{said}{these} lines are set aside, as the rate pays for them: {named}"


def finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what each model comes to."""
    totals = frame[frame["section"] == TOTAL]
    said = words.listing(
        [
            f"{row.label} {row.shown}{f' ({row.says})' if row.says else ''}"
            for row in totals.itertuples()
            if row.shown
        ]
    )
    told = scenario(evidence)
    gaps = "".join(f" {each}" for each in gap_sentences(told))
    compared = f" Compared with {left_out(told)}." if told.alike.left_out else ""
    at = hours(told.hours_a_year)
    return f"A year of infrastructure at {at} hours: {said}.{gaps}{compared}"
