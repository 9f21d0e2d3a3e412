"""Write rows as a CSV that reads the same everywhere and that no spreadsheet runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

SYNTHETIC = "Synthetic demonstration data"
# A cell that begins so, blanks apart, is taken for a formula; some programs take the
# wide forms of the East for the same signs.
RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def csv_text(frame: pd.DataFrame, columns: Iterable[str], *, is_synthetic: bool) -> str:
    """Return rows as CSV text, a status beside each number.

    Parameters
    ----------
    frame : DataFrame
    columns : the columns to write, in order; each is followed by its status if it has
        one, so that a blank is never taken for a zero
    is_synthetic : put "Synthetic demonstration data" in a first column of every row
    """
    names = [
        name
        for column in columns
        for name in (column, f"{column}_status")
        if name in frame.columns
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(["synthetic"] if is_synthetic else []), *names])
    for row in frame[names].itertuples(index=False, name=None):
        mark = [SYNTHETIC] if is_synthetic else []
        writer.writerow([*mark, *(cell_text(value) for value in row)])
    return text.getvalue()


def cell_text(value: Any) -> str:
    """Write one cell: ISO dates, plain numbers, nothing for a blank.

    >>> cell_text(20700.0), cell_text(0.1 + 0.2), cell_text("=1+1"), cell_text(None)
    ('20700', '0.3', "'=1+1", '')
    """
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell_text(each) for each in value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (int, float, np.integer, np.floating)):
        return f"{value:.15g}" if value % 1 else f"{value:.0f}"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    is_run = text.lstrip().startswith(RUNS) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if is_run else text
